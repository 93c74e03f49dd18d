"""Cover of an EPUB: title, author and an ornament, drawn as SVG."""

import hashlib
import unicodedata

from fonds.publish.characters import clean_characters, escape_line, escape_text, one_line, shorten

WIDTH = 1600
HEIGHT = 2400
_LONGEST_TITLE = 140
_LONGEST_AUTHOR = 80
_MEASURE = 1300
"""How wide a line of title or author may be, within the frame."""
_SIZES = ((170, 5), (140, 6), (112, 8), (88, 10))
"""Type sizes with the most lines of each that fit above the ornament."""
_AUTHOR_SIZE = 72

_INK, _PAPER, _ACCENT = "#22201c", "#fbfaf7", "#8a2b2b"
_FONTS = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, serif"


def build_cover(title: str, author: str) -> str:
    """Draw a cover.

    The ornament is a rosette whose petals, rings and turn follow from a digest of the
    title: the same title has the same cover everywhere. Only whole numbers are drawn, so
    that no machine's arithmetic shows.

    Args:
        title: one line or more of anything; a long one is shortened.
        author: names as one says them, or "".

    Returns:
        An SVG document.

    Cost: O(n).
    """
    size, lines = _set_title(shorten(title, _LONGEST_TITLE))
    leading = size * 6 // 5
    top = 420 + size
    shown = "".join(
        f'<text x="800" y="{top + i * leading}" font-size="{size}" fill="{_INK}">'
        f"{escape_text(line)}</text>\n"
        for i, line in enumerate(lines)
    )
    names = "".join(
        f'<text x="800" y="{2090 + i * 90}" font-size="{_AUTHOR_SIZE}" font-style="italic" '
        f'fill="{_INK}">{escape_text(line)}</text>\n'
        for i, line in enumerate(_set_author(author))
    )
    label = escape_line(describe_cover(title, author))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img">\n<title>{label}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>\n'
        f'<rect x="70" y="70" width="1460" height="2260" fill="none" stroke="{_ACCENT}" '
        'stroke-width="6"/>\n'
        f'<rect x="92" y="92" width="1416" height="2216" fill="none" stroke="{_ACCENT}" '
        'stroke-width="2"/>\n'
        f'<g font-family="{_FONTS}" text-anchor="middle">\n{shown}{names}</g>\n'
        f"{_draw_ornament(one_line(title))}</svg>\n"
    )


def describe_cover(title: str, author: str) -> str:
    """Say in words what a cover shows.

    Example:
        >>> describe_cover("Fog", "J. Doe")
        'Cover: Fog, by J. Doe'
    """
    by = f", by {shorten(author, _LONGEST_AUTHOR)}" if one_line(author) else ""
    return f"Cover: {shorten(title, _LONGEST_TITLE)}{by}"


def wrap_line(line: str, width: int) -> list[str]:
    """Wrap a line at spaces, and inside a word that is longer than a line.

    Args:
        line: n code points.
        width: the most that a line may measure, in hundredths of an em, at least 100.

    Returns:
        Lines, none empty.

    Cost: O(n).

    Example:
        >>> wrap_line("The Fog over Baker Street", 700)
        ['The Fog over', 'Baker Street']
    """
    lines: list[str] = []
    current, used = "", 0
    for word in clean_characters(line).split():
        length = sum(map(measure, word))
        if current and used + measure(" ") + length <= width:
            current, used = f"{current} {word}", used + measure(" ") + length
            continue
        if current:
            lines.append(current)
        current, used = "", 0
        for char in word:
            if current and used + measure(char) > width:
                lines.append(current)
                current, used = "", 0
            current, used = current + char, used + measure(char)
    return [*lines, current] if current else lines


def measure(char: str) -> int:
    """Estimate how wide a character is in a book serif, in hundredths of an em.

    Rather too wide than too narrow: no font is at hand to ask.

    Args:
        char: one character.

    Returns:
        0 for a mark that stands on another, 100 for a wide character.

    Cost: O(1).
    Source: the advance widths of common book serifs, rounded up by class.

    Example:
        >>> measure("i"), measure("n"), measure("W"), measure("漢")
        (34, 58, 100, 100)
    """
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    if char in "MWmw@%…—" or unicodedata.east_asian_width(char) in "WF":
        return 100
    if char in "iIjlft.,:;'’‘!|()[]- ":
        return 34
    return 78 if char.isupper() else 58


def _set_title(title: str) -> tuple[int, list[str]]:
    """Find the largest type in which the title fits above the ornament."""
    for size, most in _SIZES:
        lines = wrap_line(title, _MEASURE * 100 // size)
        if len(lines) <= most:
            break
    return size, _cut(lines, most)


def _set_author(author: str) -> list[str]:
    """Set the names on two lines at most."""
    lines = wrap_line(shorten(author, _LONGEST_AUTHOR), _MEASURE * 100 // _AUTHOR_SIZE)
    return _cut(lines, 2)


def _cut(lines: list[str], most: int) -> list[str]:
    """Keep so many lines, with an ellipsis where the rest would follow."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-2]}…"]


def _draw_ornament(title: str) -> str:
    digest = hashlib.sha256(title.encode("utf-8", "replace")).digest()
    petals = 5 + digest[0] % 8
    length = 150 + digest[1] % 80
    breadth = 30 + digest[2] % 50
    inner = 20 + digest[3] % 40
    turn = digest[4] % 60
    petal = f"M0 {-inner} Q{breadth} {-(inner + length) // 2} 0 {-length} "
    petal += f"Q{-breadth} {-(inner + length) // 2} 0 {-inner} Z"
    shapes = []
    for i in range(petals):
        angle = turn + i * 360 // petals
        shapes.append(f'<path d="{petal}" transform="rotate({angle})"/>')
        if digest[5] % 2:
            half = turn + (2 * i + 1) * 180 // petals
            shapes.append(f'<circle cx="0" cy="{-length}" r="9" transform="rotate({half})"/>')
    shapes.append(f'<circle r="{inner // 2 + 4}"/>')
    if digest[6] % 2:
        shapes.append(f'<circle r="{length + 28}"/>')
    drawn = "\n".join(shapes)
    return (
        f'<g transform="translate(800 1740)" fill="none" stroke="{_ACCENT}" '
        f'stroke-width="5">\n{drawn}\n</g>\n'
    )
