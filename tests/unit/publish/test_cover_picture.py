"""The small picture of a cover is a PNG, and the same for the same title."""

import struct
import zlib

import pytest

from fonds.publish.cover_picture import HEIGHT, WIDTH, build_cover_picture


@pytest.mark.parametrize("title", ["Fog", "", "\ud800 <b>", "W" * 5000])
def test_it_is_a_whole_png(title: str) -> None:
    data = build_cover_picture(title)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 10_000
    chunks, at = {}, 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        (crc,) = struct.unpack(">I", data[at + 8 + size : at + 12 + size])
        assert crc == zlib.crc32(name + body)
        chunks[name] = body
        at += 12 + size
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (WIDTH, HEIGHT)
    assert len(zlib.decompress(chunks[b"IDAT"])) == HEIGHT * (WIDTH + 1)


def test_the_same_title_has_the_same_picture_and_another_has_another() -> None:
    assert build_cover_picture(" Fog ") == build_cover_picture("Fog")
    assert build_cover_picture("Fog") != build_cover_picture("Moor")
