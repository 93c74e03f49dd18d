"""Boxes: takes bytes; gives zip and gzip bytes that are the same on every machine for ever.

zlib promises a stream that inflates, not which stream: builds with another zlib write other
bytes. So the few lines of deflate that we need are our own (RFC 1951, fixed Huffman codes).
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MIN_MATCH = 3
MAX_MATCH = 258
WINDOW = 32768
END_OF_BLOCK = 256
# 1 January 1999, noon, as MS-DOS counts.
DOS_TIME = 12 << 11
DOS_DATE = (1999 - 1980) << 9 | 1 << 5 | 1
# RFC 1951, 3.2.5: extra bits of each length and distance code, and where its range begins.
LENGTH_EXTRA = (0,) * 8 + (1,) * 4 + (2,) * 4 + (3,) * 4 + (4,) * 4 + (5,) * 4 + (0,)
DISTANCE_EXTRA = (0, 0, 0, 0, *(bits for bits in range(1, 14) for _ in range(2)))


def first_of(extra: Sequence[int], start: int) -> tuple[int, ...]:
    """Give the first value of each code's range."""
    firsts = [start]
    for bits in extra[:-1]:
        firsts.append(firsts[-1] + (1 << bits))
    return tuple(firsts)


# Code 285 is the length 258 itself and breaks the row.
LENGTH_FIRST = (*first_of(LENGTH_EXTRA, MIN_MATCH)[:-1], MAX_MATCH)
DISTANCE_FIRST = first_of(DISTANCE_EXTRA, 1)


class BitRow:
    """Bits, filled into bytes from the low end."""

    def __init__(self) -> None:
        self.value = 0
        self.count = 0
        self.done = bytearray()

    def put(self, value: int, count: int) -> None:
        """Append the low `count` bits of `value`."""
        self.value |= value << self.count
        self.count += count
        while self.count >= 8:
            self.done.append(self.value & 255)
            self.value >>= 8
            self.count -= 8

    def put_code(self, code: int, count: int) -> None:
        """Append a Huffman code, which runs from its high end."""
        self.put(int(f"{code:0{count}b}"[::-1], 2), count)

    def put_symbol(self, symbol: int) -> None:
        """Append a literal or length symbol in the fixed code of RFC 1951, 3.2.6."""
        if symbol < 144:
            self.put_code(symbol + 0x30, 8)
        elif symbol < 256:
            self.put_code(symbol - 144 + 0x190, 9)
        elif symbol < 280:
            self.put_code(symbol - 256, 7)
        else:
            self.put_code(symbol - 280 + 0xC0, 8)

    def bytes(self) -> bytes:
        """Give what was written, the last byte filled with zero bits."""
        return bytes(self.done) + (bytes([self.value]) if self.count else b"")


def iter_tokens(data: bytes) -> Iterator[tuple[int, int]]:
    """Give (length, distance) for a repetition and (0, byte) for a byte."""
    seen: dict[bytes, int] = {}
    at = 0
    while at < len(data):
        key = data[at : at + MIN_MATCH]
        before = seen.get(key, -1) if len(key) == MIN_MATCH else -1
        seen[key] = at
        if before < 0 or at - before > WINDOW:
            yield 0, data[at]
            at += 1
            continue
        limit = min(MAX_MATCH, len(data) - at)
        length = MIN_MATCH
        while length < limit and data[before + length] == data[at + length]:
            length += 1
        yield length, at - before
        at += length


def deflate(data: bytes) -> bytes:
    """Compress into one raw deflate block with fixed codes."""
    bits = BitRow()
    bits.put(1, 1)
    bits.put(1, 2)
    for length, rest in iter_tokens(data):
        if not length:
            bits.put_symbol(rest)
            continue
        code = max(at for at, first in enumerate(LENGTH_FIRST) if first <= length)
        bits.put_symbol(257 + code)
        bits.put(length - LENGTH_FIRST[code], LENGTH_EXTRA[code])
        code = max(at for at, first in enumerate(DISTANCE_FIRST) if first <= rest)
        bits.put_code(code, 5)
        bits.put(rest - DISTANCE_FIRST[code], DISTANCE_EXTRA[code])
    bits.put_symbol(END_OF_BLOCK)
    return bits.bytes()


def gzip_bytes(data: bytes, name: str) -> bytes:
    """Wrap data as gzip with a file name and no time."""
    head = b"\x1f\x8b\x08\x08" + bytes(4) + b"\x02\x03" + name.encode("latin-1") + b"\0"
    return head + deflate(data) + struct.pack("<II", zlib.crc32(data), len(data))


@dataclass(frozen=True)
class Entry:
    """A member of a zip; stored ones are not compressed."""

    name: str
    data: bytes
    stored: bool = False

    def fields(self, packed: bytes) -> bytes:
        """Give the fields that local and central header share."""
        name = self.name.encode("ascii")
        method = 0 if self.stored else 8
        sums = (zlib.crc32(self.data), len(packed), len(self.data))
        return struct.pack("<HHHHHIIIHH", 20, 0, method, DOS_TIME, DOS_DATE, *sums, len(name), 0)


def zip_bytes(entries: Sequence[Entry]) -> bytes:
    """Write a zip: local headers with data, central directory, end record."""
    body = bytearray()
    directory = bytearray()
    for entry in entries:
        packed = entry.data if entry.stored else deflate(entry.data)
        fields = entry.fields(packed)
        name = entry.name.encode("ascii")
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + fields + name + packed
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end
