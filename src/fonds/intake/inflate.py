"""gzip, bzip2 and xz; and the one loop that inflates anything, counting as it goes."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Literal, Protocol

from msgspec import Struct

from fonds.intake.limits import Meter
from fonds.intake.member import DAMAGED, TRAILING, TRUNCATED, Lost, Member
from fonds.model.problem import Problem

GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"

# Small enough that a bomb is noticed after a few of them, large enough to be quick.
_CHUNK_BYTES = 1 << 18
# xz -9 needs 65 MiB to unpack; a header that asks for gigabytes is an attack.
LZMA_MEMORY_BYTES = 128 << 20

_GZIP_MARK = b"\x1f\x8b"
_MARKS = {GZIP: _GZIP_MARK, BZIP2: b"BZh", XZ: b"\xfd7zXZ\x00"}
_SUFFIXES = {GZIP: (".gz", ".z"), BZIP2: (".bz2",), XZ: (".xz",)}
_SHORT_SUFFIXES = (".tgz", ".tbz2", ".tbz", ".txz")


class Inflater(Protocol):
    """What bz2 and lzma offer, and zlib by way of `ZlibInflater`."""

    @property
    def eof(self) -> bool:
        """Has the stream ended?"""

    @property
    def needs_input(self) -> bool:
        """Is there nothing more to come out without more going in?"""

    @property
    def unused_data(self) -> bytes:
        """What was fed after the stream's end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Feed some bytes, get at most `max_length`."""


class ZlibInflater:
    """zlib with the same face as bz2 and lzma.

    Args:
        window_bits: -15 for bare deflate, 15 for zlib, 31 for gzip.
    """

    def __init__(self, window_bits: int) -> None:
        self._engine = zlib.decompressobj(window_bits)
        self._full = False

    @property
    def eof(self) -> bool:
        """Has the stream ended?"""
        return self._engine.eof

    @property
    def needs_input(self) -> bool:
        """Is there nothing more to come out without more going in?"""
        return not self._full and not self._engine.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What was fed after the stream's end."""
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Feed some bytes, get at most `max_length`."""
        piece = self._engine.decompress(self._engine.unconsumed_tail + data, max_length)
        self._full = len(piece) == max_length
        return piece


class Inflated(Struct, frozen=True):
    """What came out of one compressed stream.

    Attributes:
        data: n bytes, as many as could be had.
        used: bytes that went in.
        fault: "" when whole; "cut" when the stream goes on where the bytes end; "damaged";
            "large" when over `Limits.file_bytes`; "stopped" when the meter said so.
    """

    data: bytes
    used: int
    fault: Literal["", "cut", "damaged", "large", "stopped"] = ""


def inflate(engine: Inflater, data: bytes, start: int, end: int, meter: Meter) -> Inflated:
    """Inflate one stream, counting what comes out while it does.

    Args:
        engine: a fresh one.
        data: the bytes that hold the stream.
        start: where it begins.
        end: where it ends at the latest.
        meter: counts, and stops it.

    Returns:
        What came out; empty when the meter stopped it or it was too large.

    Cost: O(n), memory the size of what comes out, never over `Limits.file_bytes`.
    """
    out = io.BytesIO()
    place = start
    fault: Literal["", "cut", "damaged", "large", "stopped"] = ""
    while not engine.eof and not fault:
        feed = b""
        if engine.needs_input:
            feed = data[place : min(place + _CHUNK_BYTES, end)]
            place += len(feed)
            if not feed:
                fault = "cut"
                break
        try:
            piece = engine.decompress(feed, _CHUNK_BYTES)
        except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError):
            fault = "damaged"
            break
        out.write(piece)
        size = out.tell()
        if meter.count_bytes(len(piece)) or meter.judge_ratio(place - start, size):
            fault = "stopped"
        elif meter.judge_size(size):
            fault = "large"
    used = place - start - len(engine.unused_data) if engine.eof else place - start
    kept = b"" if fault in ("stopped", "large") else out.getvalue()
    return Inflated(kept, used, fault)


def find_fault(inflated: Inflated, meter: Meter) -> Problem | None:
    """Give what went wrong as a problem; None when whole, or when the meter stopped it."""
    if inflated.fault == "cut":
        message = f"It is cut short; the first {len(inflated.data):,} bytes could be unpacked."
        return Problem(TRUNCATED, message)
    if inflated.fault == "damaged":
        message = f"It is damaged; the first {len(inflated.data):,} bytes could be unpacked."
        return Problem(DAMAGED, message)
    if inflated.fault == "large":
        return meter.judge_size(meter.limits.file_bytes + 1)
    return None


def iter_compressed(
    data: bytes, media_type: str, name: str, meter: Meter
) -> Iterator[Member | Lost]:
    """Unpack a gzip, bzip2 or xz file: one member, made of one or more streams.

    Args:
        data: n bytes that begin with the format's mark.
        media_type: `GZIP`, `BZIP2` or `XZ`.
        name: what the file is called, for the member's name.
        meter: counts.

    Returns:
        At most one member, with its problems; or why there is none.

    Cost: O(n + what comes out).
    """
    engines: dict[str, Callable[[], Inflater]] = {
        GZIP: lambda: ZlibInflater(31),
        BZIP2: bz2.BZ2Decompressor,
        XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LZMA_MEMORY_BYTES),
    }
    pieces: list[bytes] = []
    problems: list[Problem] = []
    place = size = 0
    while data.startswith(_MARKS[media_type], place):
        result = inflate(engines[media_type](), data, place, len(data), meter)
        if result.fault == "stopped":
            return
        size += len(result.data)
        pieces.append(result.data)
        place += result.used
        fault = find_fault(result, meter) or meter.judge_size(size)
        if fault is not None:
            problems.append(fault)
            break
        while data.startswith(b"\x00\x00\x00\x00", place):
            place += 4  # xz pads with NULs; tapes padded gzip
        if meter.count_member() is not None:
            return
    else:
        if data[place:].strip(b"\x00"):
            problems.append(Problem(TRAILING, "Bytes that belong to nothing follow it."))
    inner = _find_inner_name(data, media_type, name)
    if (not any(pieces) and problems) or size > meter.limits.file_bytes:
        yield Lost(None, problems[-1])
        return
    yield Member(inner, b"".join(pieces), tuple(problems))


def _find_inner_name(data: bytes, media_type: str, name: str) -> str:
    last = name.rpartition("/")[2]
    lower = last.lower()
    for suffix in _SUFFIXES[media_type]:
        if lower.endswith(suffix) and len(last) > len(suffix):
            return last[: -len(suffix)]
    for suffix in _SHORT_SUFFIXES:
        if lower.endswith(suffix):
            return last[: -len(suffix)] + ".tar"
    stated = _find_gzip_name(data) if media_type == GZIP else ""
    return stated or last or "unnamed"


def _find_gzip_name(data: bytes) -> str:
    """The name in the header, Latin-1. Source: RFC 1952 §2.3."""
    if len(data) < 10 or not data[3] & 8:
        return ""
    place = 10
    if data[3] & 4:
        place += 2 + int.from_bytes(data[place : place + 2], "little")
    end = data.find(b"\x00", place, place + 1024)
    return data[place:end].decode("latin-1").rpartition("/")[2] if end >= 0 else ""
