"""tar: ustar, GNU and pax names; read by ourselves.

Not by `tarfile`: what it raises on hostile input is unbounded, and until 3.11.14 a negative
size made it loop for ever (CVE-2025-8194).
"""

import re
from collections.abc import Iterator

from fonds.intake.limits import Meter
from fonds.intake.member import DAMAGED, LINK, SPECIAL, TRUNCATED, Lost, Member
from fonds.intake.signature import is_tar_header
from fonds.model.problem import Problem

_BLOCK_BYTES = 512
_LINKS = (b"1", b"2")
_PAX = re.compile(rb"\d{1,7} (path|size)=([^\n]*)\n")
_KINDS = {b"3": "a device", b"4": "a device", b"6": "a pipe", b"S": "a sparse file"}
# A long name longer than this is no name. Source: PATH_MAX on Linux, eightfold.
_NAME_BYTES = 32_768


def iter_tar(data: bytes, meter: Meter) -> Iterator[Member | Lost]:
    """Read the members of a tar archive.

    Folders are skipped; links, devices and sparse files are lost with a reason. After a
    damaged header reading goes on at the next block that is a header.

    Args:
        data: n bytes.
        meter: for its limits; nothing is inflated here.

    Returns:
        m members in order, and what was lost.

    Cost: O(n).
    Source: POSIX pax, GNU tar manual "Basic Tar Format".
    """
    place = 0
    name: str | None = None
    size: int | None = None
    while place + _BLOCK_BYTES <= len(data):
        block = data[place : place + _BLOCK_BYTES]
        if not is_tar_header(block):
            # Two blocks of NULs end an archive; another may follow.
            if block.strip(b"\x00"):
                yield Lost(None, Problem(DAMAGED, "A part of the archive is damaged."))
            following = _find_header(data, place)
            if following < 0:
                return
            place, name, size = following, None, None
            continue
        kind = block[156:157]
        stated = _find_number(block[124:136])
        start = place + _BLOCK_BYTES
        length = stated if size is None or kind in b"LKxg" else size
        content = data[start : start + length]
        place = start + -(-length // _BLOCK_BYTES) * _BLOCK_BYTES
        if kind in (b"L", b"x") and length <= _NAME_BYTES:
            name, size = _find_long_name(kind, content, name, size)
            continue
        if kind in (b"L", b"K", b"x", b"g"):
            continue
        yield from _give(block, name, content, length, meter)
        name, size = None, None


def _give(
    block: bytes, name: str | None, content: bytes, length: int, meter: Meter
) -> Iterator[Member | Lost]:
    kind = block[156:157]
    name = name if name is not None else _find_name(block)
    if kind == b"5" or (kind in (b"\x00", b"0") and name.endswith("/") and not length):
        return
    if kind in _LINKS:
        yield Lost(name, Problem(LINK, "A link in an archive is not followed."))
        return
    if kind in _KINDS:
        yield Lost(name, Problem(SPECIAL, f"It is {_KINDS[kind]}, not a plain file."))
        return
    too_large = meter.judge_size(length)
    if len(content) == length and too_large is not None:
        yield Lost(name, too_large)
        return
    problems: tuple[Problem, ...] = ()
    if len(content) < length:
        message = f"The archive ends {length - len(content):,} bytes before this member does."
        problems = (Problem(TRUNCATED, message),)
        if not content:
            yield Lost(name, problems[0])
            return
    yield Member(name, content, problems)


def _find_header(data: bytes, place: int) -> int:
    """The next block that is a header, or -1."""
    place += _BLOCK_BYTES
    while place + _BLOCK_BYTES <= len(data):
        if data[place] and is_tar_header(data[place : place + _BLOCK_BYTES]):
            return place
        place += _BLOCK_BYTES
    return -1


def _find_number(field: bytes) -> int:
    """Octal digits, or GNU's base 256 with the first bit set; never negative."""
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big") if field[0] == 0x80 else 0
    digits = field.split(b"\x00")[0].strip(b" ")
    return int(digits, 8) if re.fullmatch(rb"[0-7]{1,12}", digits) else 0


def _find_name(block: bytes) -> str:
    name = block[:100].split(b"\x00")[0]
    if block[257:263] == b"ustar\x00":  # GNU's old magic has no prefix there
        prefix = block[345:500].split(b"\x00")[0]
        name = prefix + b"/" + name if prefix else name
    return _find_text(name)


def _find_long_name(
    kind: bytes, content: bytes, name: str | None, size: int | None
) -> tuple[str | None, int | None]:
    if kind == b"L":
        return _find_text(content.split(b"\x00")[0]), size
    for key, value in _PAX.findall(content):
        if key == b"path":
            name = _find_text(value)
        elif re.fullmatch(rb"\d{1,15}", value):
            size = int(value)
    return name, size


def _find_text(name: bytes) -> str:
    """Names are UTF-8 today and were whatever the machine wrote in 1993."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp1252", "replace")
