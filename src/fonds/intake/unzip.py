"""zip: every member that can be had, by any method Python can undo."""

import bz2
import lzma
import stat
import struct
import zlib
from collections.abc import Iterator

from msgspec import structs

from fonds.intake.inflate import (
    LZMA_MEMORY_BYTES,
    Inflated,
    Inflater,
    ZlibInflater,
    find_fault,
    inflate,
)
from fonds.intake.limits import Meter
from fonds.intake.member import DAMAGED, LINK, METHOD, Lost, Member
from fonds.intake.zip_directory import Entry, find_content, find_entries
from fonds.model.problem import Problem

ENCRYPTED = "intake.encrypted"
CRC = "intake.crc"

_STORED, _DEFLATED, _BZIP2, _LZMA, _XZ = 0, 8, 12, 14, 95
_METHOD_NAMES = {1: "shrink", 6: "implode", 9: "deflate64", 93: "zstd", 98: "PPMd"}
_AES = 99


def iter_zip(data: bytes, meter: Meter) -> Iterator[Member | Lost]:
    """Read the members of a zip file.

    Sizes and checksums are only compared, never trusted: what is inflated is counted.
    Folders are skipped; encrypted members and links are lost with a reason; of a damaged
    member what can be had is given, with a problem.

    Args:
        data: n bytes.
        meter: counts and stops.

    Returns:
        m members in the order of the directory, and what was lost.

    Cost: O(n + what comes out).
    Source: APPNOTE 6.3.10.
    """
    entries, whole = find_entries(data, meter.limits.members + 1)
    if not whole:
        message = "Its directory is damaged or missing; members were found by looking for them."
        yield Lost(None, Problem(DAMAGED, message))
    for entry in entries:
        if entry.name.endswith("/") and entry.size_bytes == 0:
            continue
        found = _read_entry(data, entry, meter)
        if meter.stopped is not None:
            return
        if found is not None:
            yield found


def _read_entry(data: bytes, entry: Entry, meter: Meter) -> Member | Lost | None:
    if stat.S_ISLNK(entry.mode):
        return Lost(entry.name, Problem(LINK, "A link in an archive is not followed."))
    if entry.flags & 1 or entry.method == _AES:
        return Lost(entry.name, Problem(ENCRYPTED, "It is encrypted."))
    content = find_content(data, entry.header)
    if content is None:
        return Lost(entry.name, Problem(DAMAGED, "It is not where the directory says."))
    start, local = content
    found = _try_entry(data, start, entry, local, meter)
    # The directory and the local header may contradict each other: the one with which the
    # checksum comes out is right.
    differs = (local.method, local.packed_bytes) != (entry.method, entry.packed_bytes)
    if differs and found is not None and (isinstance(found, Lost) or found.problems):
        packed = local.packed_bytes or entry.packed_bytes
        other = structs.replace(entry, method=local.method, packed_bytes=packed)
        again = _try_entry(data, start, other, local, meter)
        if again is None or (isinstance(again, Member) and not again.problems):
            return again
    return found


def _try_entry(
    data: bytes, start: int, entry: Entry, local: Entry, meter: Meter
) -> Member | Lost | None:
    if entry.method == _STORED:
        result = _read_stored(data, start, entry, local, meter)
    else:
        made = _make_engine(data, start, entry)
        if made is None:
            name = _METHOD_NAMES.get(entry.method, str(entry.method))
            return Lost(entry.name, Problem(METHOD, f"Its method ({name}) is not supported."))
        engine, begin, end = made
        result = inflate(engine, data, begin, end, meter)
    if result.fault == "stopped":
        return None
    return _judge(entry, local, result, meter)


def _judge(entry: Entry, local: Entry, result: Inflated, meter: Meter) -> Member | Lost:
    fault = find_fault(result, meter)
    # LZMA may end without a mark; the stated size then says that all is there.
    if entry.method == _LZMA and result.fault == "cut" and len(result.data) == entry.size_bytes:
        fault = None
    if fault is not None:
        if not result.data:
            return Lost(entry.name, fault)
        return Member(entry.name, result.data, (fault,))
    sums = {entry.crc, local.crc} - ({0} if entry.flags & 8 else set())
    if sums and zlib.crc32(result.data) not in sums:
        problem = Problem(CRC, "Its checksum is wrong: some of it may be damaged.")
        return Member(entry.name, result.data, (problem,))
    return Member(entry.name, result.data)


def _read_stored(data: bytes, start: int, entry: Entry, local: Entry, meter: Meter) -> Inflated:
    size = entry.packed_bytes or local.packed_bytes
    if not size and entry.flags & 8:
        size = _find_descriptor(data, start) - start
    if meter.judge_size(size) and start + size <= len(data):
        return Inflated(b"", 0, "large")
    content = data[start : start + size]
    if meter.count_bytes(len(content)) is not None:
        return Inflated(b"", 0, "stopped")
    return Inflated(content, len(content), "cut" if len(content) < size else "")


def _find_descriptor(data: bytes, start: int) -> int:
    """Where stored content ends whose size stands only in the record behind it."""
    place = data.find(b"PK\x07\x08", start)
    while 0 <= place <= len(data) - 16:
        if struct.unpack_from("<I", data, place + 8)[0] == place - start:
            return place
        place = data.find(b"PK\x07\x08", place + 1)
    return start


def _make_engine(data: bytes, start: int, entry: Entry) -> tuple[Inflater, int, int] | None:
    """The engine for an entry's method, and between which places it may read.

    Streams that say themselves where they end may read to the end of the file, so that a
    wrong size in the directory does no harm.
    """
    if entry.method == _DEFLATED:
        return ZlibInflater(-15), start, len(data)
    if entry.method == _BZIP2:
        return bz2.BZ2Decompressor(), start, len(data)
    if entry.method == _XZ:
        engine = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LZMA_MEMORY_BYTES)
        return engine, start, len(data)
    if entry.method == _LZMA:
        return _make_lzma(data, start, start + entry.packed_bytes)
    return None


def _make_lzma(data: bytes, start: int, end: int) -> tuple[Inflater, int, int] | None:
    """LZMA in zip: a header of nine bytes, then a bare stream. Source: APPNOTE 5.8.8."""
    if data[start + 2 : start + 4] != b"\x05\x00" or start + 9 > len(data):
        return None
    number = data[start + 4]
    (dictionary,) = struct.unpack_from("<I", data, start + 5)
    if number >= 225 or dictionary > LZMA_MEMORY_BYTES:
        return None
    chain = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(dictionary, 4096),
        "lc": number % 9,
        "lp": number // 9 % 5,
        "pb": number // 45,
    }
    try:
        engine = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain])
    except (lzma.LZMAError, ValueError):
        return None
    return engine, start + 9, min(end, len(data))
