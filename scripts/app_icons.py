"""Draw the app's icons as PNG from the same shapes as `fonds.svg`: run after changing it."""

import struct
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "src/fonds/web/static"
UNITS = 32
"""The drawing's own measure, as the SVG has it."""

FINE = 4
"""Points a pixel is made of, each way: edges look smooth."""

Colour = tuple[int, int, int, int]
BINDING: Colour = (0x8A, 0x2B, 0x2B, 255)
PAPER: Colour = (0xFB, 0xFA, 0xF7, 255)
NOTHING: Colour = (0xFB, 0xFA, 0xF7, 0)


def find_colour(x: float, y: float, *, ground: Colour) -> Colour:
    """Find the colour of a point of the drawing."""
    if not is_in_rounded(x, y):
        return ground
    if abs(x - 10) <= 0.7:
        return PAPER
    for line, end in ((11, 22), (15, 20)):
        nearest = min(max(x, 14), end)
        if (x - nearest) ** 2 + (y - line) ** 2 <= 0.8**2:
            return PAPER
    return BINDING


def is_in_rounded(x: float, y: float) -> bool:
    """Tell whether a point lies on the book: 20 by 24 from (6, 4), corners of 1.5."""
    near_x, near_y = min(max(x, 7.5), 24.5), min(max(y, 5.5), 26.5)
    return (x - near_x) ** 2 + (y - near_y) ** 2 <= 1.5**2


def draw(size: int, *, scale: float, ground: Colour) -> bytes:
    """Draw the icon; gives a PNG.

    Args:
        size: pixels each way.
        scale: share of them the drawing takes; a maskable icon keeps a border free.
        ground: what is around the book.
    """
    rows = []
    for py in range(size):
        row = bytearray(b"\0")
        for px in range(size):
            sums = [0, 0, 0, 0]
            for dy in range(FINE):
                for dx in range(FINE):
                    x = ((px + (dx + 0.5) / FINE) / size - 0.5) / scale * UNITS + UNITS / 2
                    y = ((py + (dy + 0.5) / FINE) / size - 0.5) / scale * UNITS + UNITS / 2
                    for i, part in enumerate(find_colour(x, y, ground=ground)):
                        sums[i] += part
            row += bytes(one // FINE**2 for one in sums)
        rows.append(bytes(row))
    return write_png(size, b"".join(rows))


def write_png(size: int, rows: bytes) -> bytes:
    """Write rows of RGBA pixels as PNG (ISO/IEC 15948)."""
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def main() -> None:
    """Draw all three."""
    for name, size, scale, ground in (
        ("icon-192.png", 192, 1.0, NOTHING),
        ("icon-512.png", 512, 1.0, NOTHING),
        ("icon-masked-512.png", 512, 0.75, PAPER),
    ):
        (FOLDER / name).write_bytes(draw(size, scale=scale, ground=ground))


if __name__ == "__main__":
    main()
