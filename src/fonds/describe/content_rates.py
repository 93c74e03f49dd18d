"""Content rates: how much of each kind of content a text has, and where it is thickest."""

from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from fonds.describe.content_words import (
    CONTENTS,
    GRISLY,
    HARMLESS,
    OATHS,
    UNDERAGE,
    WORDS,
    Content,
)
from fonds.describe.telling import Telling

_THICK = 6_000
"""Code points in which content is counted for its thickest place: some 1,000 words."""

_FEW_WORDS = 600
"""A shorter text counts as one of so many: a single word of a hundred proves little."""

_MOST = 2_000_000
"""Code points looked at: the longest novels have as many."""

_LETTERS = bytes(
    code if chr(code).islower() and code not in b"\xaa\xba" else ord(" ") for code in range(256)
)
"""Small letters of Latin-1 stay; all else parts words."""


class Hit(Struct, frozen=True, gc=False):
    """A word of some content.

    Attributes:
        start: first code point in the telling's text, half-open.
        end: one past the last.
        kind: of content.
        weight: 0..1.5, how much it says.
    """

    start: int
    end: int
    kind: Content
    weight: float


class ContentRate(Struct, frozen=True, gc=False):
    """How much a text has of one kind of content.

    Attributes:
        whole: weight for every 1,000 words.
        peak: the same in the thickest 6,000 code points.
        count: words met.
    """

    whole: float = 0.0
    peak: float = 0.0
    count: int = 0


class ContentFound(Struct, frozen=True):
    """What a text has of all kinds of content.

    Attributes:
        words: of the text.
        hits: ascending.
        rates: for each kind that occurs.
        underage: places of words that the law has for sex with the young.
    """

    words: int
    hits: tuple[Hit, ...]
    rates: Mapping[Content, ContentRate]
    underage: tuple[tuple[int, int], ...]


_Meaning = tuple[tuple[Content, float], ...]
_NONE: _Meaning = ()


def _list_words() -> tuple[tuple[str, _Meaning], ...]:
    found: dict[str, dict[Content, float]] = {}
    for kind, groups in WORDS.items():
        for weight, words in groups:
            for word in words.split("|"):
                found.setdefault(" " + word, {})[kind] = weight
    for word in (*HARMLESS.split("|"), *UNDERAGE.split("|"), "bloody"):
        found.setdefault(" " + word, {})
    return tuple((word, tuple(meaning.items())) for word, meaning in found.items())


_LISTED = _list_words()
_FINDER = AhoCorasick([word for word, _ in _LISTED], matchkind=MatchKind.LeftmostLongest)
_MEANINGS = tuple(meaning for _, meaning in _LISTED)
_LEGAL = frozenset(UNDERAGE.split("|"))


def find_content(telling: Telling) -> ContentFound:
    """Find the words of some content in a story.

    Args:
        telling: of n code points; the first two million are looked at.

    Returns:
        Every word with its place, and the rates.

    Cost: O(n), some 30 million code points a second.

    Example:
        >>> from fonds.describe.telling import tell
        >>> from fonds.model.block import Block
        >>> text = "He killed the lights, and somebody was stabbed."
        >>> [hit.kind for hit in find_content(tell([Block("paragraph", text, 0, 47)])).hits]
        ['violence']
    """
    plain = fold_letters(telling.text[:_MOST])
    hits: list[Hit] = []
    underage: list[tuple[int, int]] = []
    for number, first, last in _FINDER.find_matches_as_indexes(plain):
        if plain[last] != " ":
            continue
        word = plain[first + 1 : last]
        for kind, weight in _MEANINGS[number] or _weigh_bloody(word, plain, last, telling):
            hits.append(Hit(first, last - 1, kind, weight))
        if word in _LEGAL:
            underage.append((first, last - 1))
    words = len(plain.split())
    return ContentFound(words, tuple(hits), _rate(hits, words), tuple(underage))


def fold_letters(text: str) -> str:
    r"""Fold a text to small letters, everything else a space, with a space before and after.

    Args:
        text: n code points.

    Returns:
        n + 2 code points: what stands at `text[k]` stands at `[k + 1]`.

    Cost: O(n).

    Example:
        >>> fold_letters("Don’t, Éva!")
        ' don t  éva  '
    """
    low = text.lower()
    if len(low) != len(text):
        # A few capitals have a small form of two code points: places would no longer agree.
        low = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    plain = low.encode("latin-1", "replace").translate(_LETTERS).decode("latin-1")
    return f" {plain} "


def _weigh_bloody(word: str, plain: str, last: int, telling: Telling) -> _Meaning:
    """In British speech an oath, elsewhere blood."""
    if word != "bloody":
        return _NONE
    after = plain[last : last + 40].split(maxsplit=1)
    follows = after[0] if after else ""
    spoken = telling.narration[last - 2 : last - 1] == " "
    if follows in GRISLY and not (spoken and follows == "and"):
        return (("violence", 1.0),)
    if spoken or follows in OATHS:
        return (("mild language", 1.0),)
    return (("violence", 0.5),)


def _rate(hits: Sequence[Hit], words: int) -> dict[Content, ContentRate]:
    by_kind: dict[Content, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    rates: dict[Content, ContentRate] = {}
    for kind in CONTENTS:
        if found := by_kind.get(kind):
            total = sum(hit.weight for hit in found)
            whole = 1_000 * total / max(words, _FEW_WORDS)
            rates[kind] = ContentRate(whole, max(whole, _find_peak(found)), len(found))
    return rates


def _find_peak(hits: Sequence[Hit]) -> float:
    """The most weight of one kind in any stretch of 6,000 code points."""
    best = here = 0.0
    first = 0
    for hit in hits:
        here += hit.weight
        while hits[first].start < hit.start - _THICK:
            here -= hits[first].weight
            first += 1
        best = max(best, here)
    return best
