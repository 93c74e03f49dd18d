"""Picture of a cover: a small PNG for e-readers that list books by their covers.

The ornament of the cover without its letters: no font is needed. The same title has the same
picture; the title stands beside it wherever books are listed.

Source: PNG (Third Edition, W3C Recommendation), sections 5 and 11.
"""

import hashlib
import struct
import zlib

import numpy as np

from fonds.publish.characters import one_line

WIDTH = 200
HEIGHT = 300

_COLOURS = bytes.fromhex("fbfaf7 8a2b2b e9e2d6")
"""Paper, the library's red, and a tint: indices 0, 1 and 2."""

_FRAME = 9
_LINE = 0.012
"""Half the breadth of a drawn line, as a share of the picture's width."""


def build_cover_picture(title: str) -> bytes:
    """Draw the picture of a cover.

    Args:
        title: n characters of anything.

    Returns:
        A PNG of `WIDTH` by `HEIGHT` pixels in three colours, some two kilobytes.

    Cost: O(n), and a few milliseconds.
    """
    digest = hashlib.sha256(one_line(title).encode("utf-8", "replace")).digest()
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    across, down = (x - WIDTH / 2 + 0.5) / WIDTH, (y - HEIGHT / 2 + 0.5) / WIDTH
    reach = np.hypot(across, down)
    turn = np.arctan2(down, across) + digest[4] / 40
    petals, depth = 5 + digest[0] % 8, 0.05 + digest[1] / 4000
    for share, phase in ((0.28, 0.0), (0.18 + digest[2] / 4000, np.pi)):
        edge = share + depth * np.cos(petals * turn + phase)
        pixels[reach < edge] = 2
        pixels[np.abs(reach - edge) < _LINE] = 1
    pixels[np.abs(reach - 0.05 - digest[3] / 6000) < _LINE] = 1
    inset = np.minimum(np.minimum(x, WIDTH - 1 - x), np.minimum(y, HEIGHT - 1 - y))
    pixels[(inset >= _FRAME) & (inset < _FRAME + 2)] = 1
    pixels[inset == _FRAME + 5] = 1
    rows = np.hstack([np.zeros((HEIGHT, 1), np.uint8), pixels]).tobytes()
    # 8 bits a pixel, by palette, not interlaced.
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = (("IHDR", head), ("PLTE", _COLOURS), ("IDAT", zlib.compress(rows, 6)), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_make_chunk(name, data) for name, data in parts)


def _make_chunk(name: str, data: bytes) -> bytes:
    body = name.encode("ascii") + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
