"""Snippets: the few words of a work in which the words looked for stand."""

import re
from collections.abc import Iterator
from itertools import islice

import tantivy
from msgspec import Struct

from fonds.search.fields import analyze
from fonds.search.query import Query
from fonds.search.translate import find_marked_terms

SNIPPET_CHARS = 200
"""About two lines of a list at reading width."""

BEFORE_CHARS = 60
"""Shown before the first word that is marked: enough to see what it belongs to."""

TRIES = 40
"""Words that begin like the one looked for ("then" for "the"), before we give up."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_GAP = 80
"""Code points in which the next word of a phrase must stand: more than any mark between two."""

Phrase = tuple[str, ...]


class Snippet(Struct, frozen=True):
    """A few words of the work; `marks` are half-open code point ranges of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


class SnippetMaker:
    """Makes snippets for the hits of one query."""

    def __init__(self, query: Query) -> None:
        self._phrases = find_marked_terms(query)

    def __call__(self, document: tantivy.Document) -> Snippet:
        """Make the snippet of a hit: marked words of the body, else summary or beginning."""
        body = str(document.get_first("body") or "")
        if self._phrases:
            lowered = _lower(body)
            places = [
                place
                for phrase in self._phrases
                if (place := find_phrase(body, lowered, phrase)) is not None
            ]
            place = find_busiest(places)
            if place is not None:
                return cut_snippet(body, place, self._phrases)
        return Snippet(cut_beginning(str(document.get_first("summary") or "") or body), ())


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # Of a letter that becomes two, places after it would not be the text's.
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def find_phrase(body: str, lowered: str, phrase: Phrase) -> int | None:
    """Find where a phrase first stands in a body.

    Args:
        body: n code points.
        lowered: the same in lower case.
        phrase: terms as the index has them.

    Returns:
        The place of its first word; None when it is not there, or only behind `TRIES` words
        that begin like it.

    Cost: O(n), at the speed of `str.find` where the word is written without accents.
    """
    starts = _iter_starts(body, lowered, phrase[0])
    if len(phrase) > 1:
        starts = (found.start() for found in _pattern_of(phrase).finditer(body))
    for start in islice(starts, TRIES):
        if _match_at(body, start, phrase):
            return start
    return None


def _pattern_of(phrase: Phrase) -> re.Pattern[str]:
    # The gap is bounded, so that the search stays linear.
    heads = (re.escape(_head_of(term)) for term in phrase)
    return re.compile(r"\b" + r"[\w'’]*[\W_]{1,8}".join(heads) + r"[\w'’]*", re.IGNORECASE)


def _head_of(term: str) -> str:
    # A stem may differ from the word in its last letter ("happi" for "happy").
    return term[:-1] if len(term) > 3 else term


def _iter_starts(body: str, lowered: str, term: str) -> Iterator[int]:
    """Give the places of words that may become a term: those that begin like it."""
    head = _head_of(term)
    at = lowered.find(head)
    is_there = at >= 0
    while at >= 0:
        if at == 0 or not (lowered[at - 1].isalnum() or lowered[at - 1] in "'’"):
            yield at
        at = lowered.find(head, at + 1)
    if not is_there:
        # Written with accents, which the index forgives.
        for word in _WORD.finditer(body):
            if not word[0].isascii() and analyze("body", word[0]) == [term]:
                yield word.start()


def _match_at(body: str, start: int, phrase: Phrase) -> list[tuple[int, int]]:
    """Give the words of a phrase that begins at a place; empty when it is not it."""
    words: list[tuple[int, int]] = []
    end = start
    for term in phrase:
        word = _WORD.search(body, end, end + _GAP) if words else _WORD.match(body, start)
        if word is None or analyze("body", word[0]) != [term]:
            return []
        words.append(word.span())
        end = word.end()
    return words


def find_busiest(places: list[int]) -> int | None:
    """Find the place with the most others close behind it; the earliest of equals.

    Example:
        >>> find_busiest([900, 10, 950]), find_busiest([])
        (900, None)
    """
    best: tuple[int, int] | None = None
    for place in sorted(places):
        count = sum(place <= other < place + SNIPPET_CHARS for other in places)
        if best is None or count > best[0]:
            best = (count, place)
    return best[1] if best else None


def cut_snippet(body: str, place: int, phrases: tuple[Phrase, ...]) -> Snippet:
    r"""Cut a snippet around a place, and mark in it what was looked for.

    Args:
        body: the story alone.
        place: where a phrase stands.
        phrases: terms as the index has them.

    Returns:
        Whole words of one line, every line end a space; each word of a phrase is marked.

    Example:
        >>> cut_snippet("One fog\nrose. Another fog came.", 4, (("fog",),))
        Snippet(text='One fog rose. Another fog came.', marks=((4, 7), (22, 25)))
    """
    start = max(0, place - BEFORE_CHARS)
    if start:
        # Not in the middle of a word.
        start = body.find(" ", start, place) + 1 or place
    end = min(len(body), max(start + SNIPPET_CHARS, place + 1))
    if end < len(body):
        space = body.rfind(" ", place + 1, end)
        end = space if space > place else end
    cut = body[start:end]
    marks: list[tuple[int, int]] = []
    for word in _WORD.finditer(cut):
        if marks and word.start() < marks[-1][1]:
            continue
        found = [_match_at(cut, word.start(), one) for one in phrases if _may(word[0], one)]
        if found:
            longest = max(found, key=len)
            marks += longest
    text = "".join(" " if char.isspace() else char for char in cut)
    return Snippet(text.rstrip(), tuple(marks))


def _may(word: str, phrase: Phrase) -> bool:
    """Whether a word may be the first of a phrase: most are told without taking endings off."""
    return not word.isascii() or word[:2].lower() == phrase[0][:2]


def cut_beginning(text: str) -> str:
    """Cut a text after a word near `SNIPPET_CHARS`, as one line.

    Example:
        >>> cut_beginning("one " * 100)[-8:]
        'one one…'
    """
    line = " ".join(text[: SNIPPET_CHARS * 2].split())
    if len(line) <= SNIPPET_CHARS:
        return line
    return line[:SNIPPET_CHARS].rpartition(" ")[0].rstrip() + "…"
