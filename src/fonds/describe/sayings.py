"""Sayings: what authors say in sentences around a story of the story itself.

"This is a sequel to X", "Feel free to archive it, but tell me", "Written for the Rainy Day
Exchange". Only words before and after a story are read, never the story.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec import Struct, structs

from fonds.describe.saying_patterns import (
    AFTER_MINE,
    BETA,
    CHALLENGE,
    COPYRIGHT,
    DATED,
    DEDICATED,
    EVENTS,
    FEEDBACK,
    FIRM,
    FOLLOWED,
    FOR_CHALLENGE,
    FOR_WHOM,
    IN_SERIES,
    NOT_MINE,
    OF_SERIES,
    ORDINALS,
    PERMISSION,
    PROMPT,
    RELATION,
    RELATIONS,
    STEMS,
    THANKS,
    THANKS_FIRST,
    WISHED,
)
from fonds.describe.songs import find_song_in_prose

MOST_READ = 6_000
"""Characters of one passage that are read; a note of a thousand words is read whole."""

_PARAGRAPH_END = re.compile(r"\n[ \t>]*+\n")
_QUOTE_MARKS = re.compile(r"^[ \t]{0,8}>[> ]{0,4}", re.MULTILINE)
_WORD = re.compile(r"\S++")
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[\"”')\]]{0,3}+ (?=[A-Z0-9\"“'(\[*_<-])")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|no|pt|vol|ep|eps|etc)\.[\"”')\]]{0,3}+ \Z"
)
_ABBREVIATED = 10  # characters before the end of a sentence that may be an abbreviation
_WISH = 40  # characters before "sequel" that may say that there is none

_KINDS = tuple(STEMS)
_STEMS = [(kind, stem) for kind, stems in STEMS.items() for stem in stems.split(" | ")]
_FINDER = AhoCorasick([stem for _, stem in _STEMS])


class Saying(Struct, frozen=True, gc=False):
    """One thing said in a sentence.

    Attributes:
        field: field of the record.
        value: what is said, as the field wants it; of a date, the event and the words that
            hold the date.
        start: first code point of the words in the passage, half-open.
        end: one past the last.
        confidence: 0..1.
    """

    field: str
    value: Any
    start: int
    end: int
    confidence: float


def find_sayings(passage: str) -> list[Saying]:
    """Find what the sentences of a passage before or after a story say of the story.

    Args:
        passage: a note, a disclaimer, a line; only its first 6,000 characters are read.

    Returns:
        Sayings in order of place. One sentence may say several things.

    Cost: O(length); bounded.
    Source: forms gathered from headers of newsgroups, lists and archives.

    Example:
        >>> [(each.field, each.value) for each in find_sayings("Comments welcome!")]
        [('feedback', 'Comments welcome!')]
    """
    found: list[Saying] = []
    for start, end in _paragraphs(passage[:MOST_READ]):
        kinds = _find_kinds(passage[start:end])
        if kinds:
            text, starts = _fold(passage[start:end])
            for saying in _of_paragraph(text, kinds):
                low, high = starts.place(saying.start), starts.place(saying.end - 1) + 1
                found.append(structs.replace(saying, start=start + low, end=start + high))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARAGRAPH_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _find_kinds(text: str) -> frozenset[str]:
    """The kinds of saying that the words of a text can make."""
    low = text.lower()
    found = {
        _STEMS[index][0]
        for index, start, _ in _FINDER.find_matches_as_indexes(low, overlapping=True)
        if start == 0 or not low[start - 1].isalnum() or _STEMS[index][1] in ("thon", "fest")
    }
    return frozenset(found)


class _Starts(Struct, frozen=True):
    """Where the words of a folded text begin, in it and in the text it was folded from."""

    folded: Sequence[int]
    whole: Sequence[int]

    def place(self, at: int) -> int:
        word = max(0, bisect_right(self.folded, at) - 1)
        return self.whole[word] + at - self.folded[word]


def _fold(text: str) -> tuple[str, _Starts]:
    """The words of a text with single spaces, quotation marks of mail left out."""
    if ">" in text:
        text = _QUOTE_MARKS.sub(lambda match: " " * len(match.group()), text)
    words = list(_WORD.finditer(text))
    folded, at = [], 0
    for match in words:
        folded.append(at)
        at += match.end() - match.start() + 1
    joined = " ".join(match.group() for match in words)
    return joined, _Starts(folded, [match.start() for match in words])


def _of_paragraph(text: str, kinds: frozenset[str]) -> Iterator[Saying]:
    several = len(text) > 200
    for start, end in _sentences(text):
        sentence = text[start:end]
        here = _find_kinds(sentence) if several else kinds
        for kind in _KINDS:
            reader = _READERS.get(kind)
            if reader is None or kind not in here:
                continue
            for saying in reader(sentence):
                yield structs.replace(saying, start=start + saying.start, end=start + saying.end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    ends = [0]
    for match in _SENTENCE_END.finditer(text):
        low = max(ends[-1], match.end() - _ABBREVIATED)
        if _ABBREVIATION.search(text, low, match.end()) is None:
            ends.append(match.end())
    ends.append(len(text))
    for start, end in pairwise(ends):
        low, high = _tight(text, start, end)
        if text[low:high].startswith("(") and ")" not in text[low:high]:
            low += 1
        if high > low:
            yield low, high


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " *_~=|":
        start += 1
    while end > start and text[end - 1] in " *_~=|":
        end -= 1
    return start, end


def _saying(field: str, value: object, span: tuple[int, int], confidence: float) -> Saying:
    return Saying(field, value, span[0], span[1], confidence)


def find_title_words(match: re.Match[str]) -> str:
    """Give the title a pattern found, whichever way it was set off."""
    groups = match.groupdict()
    return next(
        groups[key].strip(' ,.;:!"“”')
        for key in ("quoted", "marked", "single", "bare")
        if groups.get(key) is not None
    )


def _related(text: str) -> Iterator[Saying]:
    for match in RELATION.finditer(text):
        if WISHED.search(text, max(0, match.start() - _WISH), match.start()) is None:
            kind = match["kind"].lower()
            relation = next((RELATIONS[key] for key in RELATIONS if kind.startswith(key)), None)
            yield _relation(relation or "sequel to", match, 0.8)
    for match in FOLLOWED.finditer(text):
        yield _relation("followed by", match, 0.75)
    for match in AFTER_MINE.finditer(text):
        before = "before" in (match["when"] or "").lower()
        yield _relation("prequel to" if before else "sequel to", match, 0.75)


def _relation(relation: str, match: re.Match[str], confidence: float) -> Saying:
    value = [{"relation": relation, "title": find_title_words(match)}]
    return _saying("sequel", value, match.span(), confidence)


def _series(text: str) -> Iterator[Saying]:
    match = IN_SERIES.search(text)
    if match is not None:
        word = match["ordinal"].lower()
        digits = "".join(char for char in word if char.isdigit())
        index = float(digits) if digits else float(ORDINALS[word])
        value: dict[str, object] = {"title": find_title_words(match), "index": index}
        yield _saying("series", value, match.span(), 0.75)
        return
    match = OF_SERIES.search(text)
    if match is not None:
        value = {"title": find_title_words(match), "index": None}
        yield _saying("series", value, match.span(), 0.7)


def _challenge(text: str) -> Iterator[Saying]:
    match = CHALLENGE.search(text) or FOR_CHALLENGE.search(text) or PROMPT.search(text)
    if match is not None:
        yield _saying("challenge", match["value"].strip(" ,;:-–—"), match.span("value"), 0.75)


def _feedback(text: str) -> Iterator[Saying]:
    if FEEDBACK.search(text) and not THANKS_FIRST.search(text) and not _is_permission(text):
        yield _saying("feedback", text, (0, len(text)), 0.8)


def _permission(text: str) -> Iterator[Saying]:
    if _is_permission(text):
        yield _saying("archive_permission", text, (0, len(text)), 0.8)


def _is_permission(text: str) -> bool:
    return PERMISSION.search(text) is not None and NOT_MINE.search(text) is None


def _credits(text: str) -> Iterator[Saying]:
    if THANKS.search(text):
        role = "beta" if BETA.search(text) else "thanks"
        yield _saying("credits", [{"role": role, "text": text}], (0, len(text)), 0.75)


def _song(text: str) -> Iterator[Saying]:
    found = find_song_in_prose(text)
    if found is not None:
        title, artist, span = found
        yield _saying("song", [{"title": title, "artist": artist}], span, 0.75)


def _dedication(text: str) -> Iterator[Saying]:
    match = DEDICATED.search(text)
    if match is not None:
        yield _saying("dedication", match["value"].strip(" ,;:-–—"), match.span("value"), 0.8)
    elif FOR_WHOM.match(text):
        yield _saying("dedication", text, (0, len(text)), 0.75)


def _dates(text: str) -> Iterator[Saying]:
    """Stretches of words that may hold a date; `own_fields` reads the date itself."""
    for match in DATED.finditer(text):
        word = match["event"].lower()
        event = next((event for stem, event in EVENTS if word.startswith(stem)), "posted")
        yield _saying("dates", (event, match["date"]), match.span(), 0.75)
    owned = COPYRIGHT.search(text)
    if owned is not None and FIRM.search(text) is None:
        yield _saying("dates", ("copyright", owned["date"]), owned.span(), 0.7)


_READERS: dict[str, Callable[[str], Iterator[Saying]]] = {
    "related": _related,
    "series": _series,
    "challenge": _challenge,
    "feedback": _feedback,
    "permission": _permission,
    "credits": _credits,
    "dedication": _dedication,
    "song": _song,
    "dates": _dates,
}
