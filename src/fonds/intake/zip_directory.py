"""The entries of a zip file: from its directory, or where that is damaged, by looking.

Not by `zipfile`: it refuses a whole archive for one damaged entry, reads bzip2 and LZMA
without a bound, and finds nothing where the directory is missing.
"""

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

_END = b"PK\x05\x06"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_END_LOOK_BYTES = 65_557
_ZIP64_FULL = 0xFFFFFFFF


class Entry(Struct, frozen=True):
    """One entry as its directory (or its local header) describes it; nothing is believed.

    Attributes:
        name: as a string, by the rules for its charset.
        flags: general purpose bits.
        method: of compression.
        crc: stated CRC-32.
        packed_bytes: stated size in the archive.
        size_bytes: stated size unpacked.
        header: where its local header should begin.
        mode: Unix mode, or 0.
    """

    name: str
    flags: int
    method: int
    crc: int
    packed_bytes: int
    size_bytes: int
    header: int
    mode: int = 0


def find_entries(data: bytes, most: int) -> tuple[list[Entry], bool]:
    """Find the entries of a zip file.

    Args:
        data: n bytes.
        most: entries to give at most, so that a forged directory costs little.

    Returns:
        e entries in the order of the directory, then those only found by looking for their
        local headers; and whether the directory was whole.

    Cost: O(n) when the directory is damaged, else O(e).
    Source: APPNOTE 6.3.10, sections 4.3 to 4.5.
    """
    entries, whole = _read_directory(data, most)
    if whole:
        return entries, True
    known = {entry.header for entry in entries}
    for entry in _iter_local(data):
        if len(entries) >= most:
            break
        if entry.header not in known:
            known.add(entry.header)
            entries.append(entry)
    return entries, False


def find_content(data: bytes, header: int) -> tuple[int, Entry] | None:
    """Find where an entry's content begins, and what its local header says.

    Returns:
        The place and the local header as an entry, or None when there is no header.

    Cost: O(1).
    """
    if header < 0 or data[header : header + 4] != _LOCAL or header + 30 > len(data):
        return None
    flags, method, _, _, crc, packed, size, name_bytes, extra_bytes = struct.unpack_from(
        "<HHHHIIIHH", data, header + 6
    )
    start = header + 30 + name_bytes + extra_bytes
    if start > len(data):
        return None
    name = data[header + 30 : header + 30 + name_bytes]
    extra = data[header + 30 + name_bytes : start]
    size, packed, _ = _widen(extra, size, packed, 0)
    local = Entry(_find_name(name, flags, extra), flags, method, crc, packed, size, header)
    return start, local


def _read_directory(data: bytes, most: int) -> tuple[list[Entry], bool]:
    end = _find_end(data)
    if end is None:
        return [], False
    place, count, shift = end
    entries: list[Entry] = []
    while len(entries) < most and data[place : place + 4] == _CENTRAL and place + 46 <= len(data):
        entry, place = _read_central(data, place, shift)
        entries.append(entry)
    # The count of a plain end record is modulo 65,536.
    whole = len(entries) >= most or len(entries) % 65_536 == count % 65_536
    return entries, whole


def _find_end(data: bytes) -> tuple[int, int, int] | None:
    """Where the directory begins, how many entries it states, and what lies before the zip."""
    lowest = max(0, len(data) - _END_LOOK_BYTES)
    place = data.rfind(_END, lowest)
    while place >= 0:
        if place + 22 <= len(data):
            found = _read_end(data, place)
            if found is not None:
                return found
        place = data.rfind(_END, lowest, place + 3)
    return None


def _read_end(data: bytes, place: int) -> tuple[int, int, int] | None:
    count, size, offset = struct.unpack_from("<HII", data, place + 10)
    stop = place
    if data[place - 20 : place - 16] == b"PK\x06\x07" and place >= 20:
        (stated,) = struct.unpack_from("<Q", data, place - 12)
        for wide in (stated, place - 76):
            if 0 <= wide <= len(data) - 56 and data[wide : wide + 4] == b"PK\x06\x06":
                count, size, offset = struct.unpack_from("<QQQ", data, wide + 32)
                stop = wide
                break
    if count == 0 and size == 0:
        return (stop, 0, 0) if data[:4] != _LOCAL else None
    for start in (stop - size, offset):
        if 0 <= start < len(data) and data[start : start + 4] == _CENTRAL:
            return start, count, start - offset
    return None


def _read_central(data: bytes, place: int, shift: int) -> tuple[Entry, int]:
    flags, method, _, _, crc, packed, size, name_bytes, extra_bytes, comment_bytes = (
        struct.unpack_from("<HHHHIIIHHH", data, place + 8)
    )
    (maker,) = struct.unpack_from("<H", data, place + 4)
    attributes, header = struct.unpack_from("<II", data, place + 38)
    start = place + 46
    name = data[start : start + name_bytes]
    extra = data[start + name_bytes : start + name_bytes + extra_bytes]
    size, packed, header = _widen(extra, size, packed, header)
    mode = attributes >> 16 if maker >> 8 in (3, 19) else 0  # made under Unix or Darwin
    text = _find_name(name, flags, extra)
    if shift and data[header + shift : header + shift + 4] != _LOCAL:
        shift = 0  # the directory's own place is misstated, not everybody's
    entry = Entry(text, flags, method, crc, packed, size, header + shift, mode)
    return entry, start + name_bytes + extra_bytes + comment_bytes


def _iter_local(data: bytes) -> Iterator[Entry]:
    place = data.find(_LOCAL)
    while place >= 0:
        found = find_content(data, place)
        following = place + 4
        if found is not None:
            start, entry = found
            yield entry
            following = start
            if start + entry.packed_bytes <= len(data):
                following = start + entry.packed_bytes
        place = data.find(_LOCAL, following)


def _widen(extra: bytes, size: int, packed: int, header: int) -> tuple[int, int, int]:
    """Zip64: numbers too large for 32 bits stand in an extra field, in this order."""
    content = _find_extra(extra, 0x0001)
    values = [
        int.from_bytes(content[place : place + 8], "little")
        for place in range(0, len(content) // 8 * 8, 8)
    ]
    values.reverse()
    if size == _ZIP64_FULL and values:
        size = values.pop()
    if packed == _ZIP64_FULL and values:
        packed = values.pop()
    if header == _ZIP64_FULL and values:
        header = values.pop()
    return size, packed, header


def _find_extra(extra: bytes, wanted: int) -> bytes:
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        if kind == wanted:
            return extra[place + 4 : place + 4 + size]
        place += 4 + size
    return b""


def _find_name(name: bytes, flags: int, extra: bytes) -> str:
    """UTF-8 by the flag or Info-ZIP's extra field, else cp437. Source: APPNOTE D.1, 4.6.9."""
    path = _find_extra(extra, 0x7075)
    if len(path) > 5 and int.from_bytes(path[1:5], "little") == zlib.crc32(name):
        name, flags = path[5:], flags | 0x800
    if flags & 0x800:
        try:
            return name.decode("utf-8")
        except UnicodeDecodeError:
            return name.decode("cp437")
    return name.decode("cp437")
