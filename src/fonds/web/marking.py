"""Marking: stretches of a rendered story get a `mark` of ours around them. Pure."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from fonds.app.annotating import StoryText

_TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
_NUMBER = re.compile(r'id="p-(\d+)"')
_TEXTUAL = re.compile(r"<(?:p|li|h[1-6])\b")
_TEXT_END = re.compile(r"</(?:p|li|h[1-6])>")

HITS_MOST = 500
"""Places of a search that are marked; ours: a page with more is no answer."""

_ALIKE = {
    **dict.fromkeys("'‘’ʼ", "['‘’ʼ]"),
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    **dict.fromkeys("-‐‑–—", "[-‐‑–—]"),
    "…": r"(?:…|\.\.\.)",
}
"""What keyboards and books write differently."""


class Stretch(Struct, frozen=True):
    """A part of one numbered paragraph that gets a mark.

    Attributes:
        paragraph: number of the block in the story.
        start, end: code points of its text as it is shown, half-open.
        attributes: of the element, such as {"class": "hit", "id": "hit-1"}; an id stands on
            the first element of the stretch alone.
    """

    paragraph: int
    start: int
    end: int
    attributes: Mapping[str, str]


def find_in_story(story: StoryText, typed: str) -> tuple[Stretch, ...]:
    """Find the places that hold what somebody typed, without regard to case and kinds of quotes.

    Args:
        story: c code points.
        typed: words; white space stands for any white space.

    Returns:
        At most `HITS_MOST` stretches, named `hit-1` and so on, in order.

    Cost: O(c) for usual words; at worst O(c times the length of `typed`).
    """
    words = typed.split()
    if not words:
        return ()
    pattern = re.compile(
        r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in word) for word in words),
        re.IGNORECASE,
    )
    found: list[Stretch] = []
    for number, paragraph in enumerate(story.paragraphs, start=1):
        for match in pattern.finditer(paragraph):
            attributes = {"class": "hit", "id": f"hit-{len(found) + 1}"}
            found.append(Stretch(number, match.start(), match.end(), attributes))
            if len(found) == HITS_MOST:
                return tuple(found)
    return tuple(found)


def mark_stretches(markup: str, paragraphs: Sequence[str], stretches: Iterable[Stretch]) -> str:
    """Put marks into the markup of numbered paragraphs.

    Every mark stands around text alone, so that elements stay properly nested whatever a
    stretch crosses. Where stretches overlap, the first one counts.

    Args:
        markup: of blocks that bear `id="p-N"`, n characters.
        paragraphs: the text of every block of the story as it is shown.
        stretches: s stretches.

    Returns:
        The markup with marks.

    Cost: O(n + s log s).
    """
    by_paragraph: dict[int, list[Stretch]] = {}
    for one in sorted(stretches, key=lambda one: (one.paragraph, one.start)):
        by_paragraph.setdefault(one.paragraph, []).append(one)
    if not by_paragraph:
        return markup
    return _Marker(paragraphs, by_paragraph).mark(markup)


class _Marker:
    """Walks through markup, knowing which paragraph it is in and how far."""

    def __init__(self, paragraphs: Sequence[str], stretches: dict[int, list[Stretch]]) -> None:
        self._paragraphs = paragraphs
        self._stretches = stretches
        self._text = ""
        self._wanted: list[Stretch] = []
        self._at = 0
        self._is_inside = False
        self._named: set[int] = set()

    def mark(self, markup: str) -> str:
        parts: list[str] = []
        for token in _TOKEN.findall(markup):
            if token.startswith("<") and token.endswith(">"):
                self._pass(token)
                parts.append(token)
            elif self._is_inside and self._wanted:
                parts.append(self._mark_text(token))
            else:
                self._at += len(html.unescape(token)) if self._is_inside else 0
                parts.append(token)
        return "".join(parts)

    def _pass(self, tag: str) -> None:
        number = _NUMBER.search(tag)
        if number is not None:
            index = int(number[1])
            self._text = self._paragraphs[index - 1] if index <= len(self._paragraphs) else ""
            self._wanted = self._stretches.get(index, [])
            self._at = 0
        if _TEXTUAL.match(tag):
            self._is_inside = True
            self._skip_space()
        elif _TEXT_END.match(tag):
            self._is_inside = False
        elif tag.startswith("<br"):
            self._at += 1

    def _skip_space(self) -> None:
        """A stanza begins where the blank line before it ends."""
        if self._at == 0:
            return
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _mark_text(self, token: str) -> str:
        text = html.unescape(token)
        base = at = self._at
        self._at += len(text)
        parts: list[str] = []
        for one in self._wanted:
            first, last = max(one.start, at), min(one.end, self._at)
            if first < last:
                marked = _escape(text[first - base : last - base])
                parts += [_escape(text[at - base : first - base]), self._open(one), marked]
                parts.append("</mark>")
                at = last
        return "".join([*parts, _escape(text[at - base :])]) if parts else token

    def _open(self, one: Stretch) -> str:
        is_first = id(one) not in self._named
        self._named.add(id(one))
        shown = "".join(
            f' {name}="{html.escape(value)}"'
            for name, value in one.attributes.items()
            if is_first or name != "id"
        )
        return f"<mark{shown}>"


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
