"""Snippets: the few words of a work in which the words looked for stand."""

import re
from collections.abc import Iterable
from itertools import islice

import tantivy
from msgspec import Struct

from fonds.search.fields import analyze
from fonds.search.query import Query
from fonds.search.translate import find_marked_terms

SNIPPET_CHARS = 200
"""About two lines of a list at reading width."""

SEARCHED_CHARS = 60_000
"""How far into a body the engine itself looks for marks when we have found no place: ten
thousand words. Its cost is two milliseconds for each three thousand words (measured)."""

BEFORE_CHARS, AFTER_CHARS = 100, 300
"""What is cut out around a place; the engine then chooses the best piece of it."""

TRIES = 40
"""Words that begin like the one looked for ("then" for "the"), before we give up."""


class Snippet(Struct, frozen=True):
    """A few words of the work; `marks` are half-open code point ranges of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


class SnippetMaker:
    """Makes snippets for the hits of one query."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query) -> None:
        phrases = find_marked_terms(query)
        self._patterns = [(_pattern_of(terms), list(terms)) for terms in phrases]
        self._generator: tantivy.SnippetGenerator | None = None
        if phrases:
            terms = dict.fromkeys(term for phrase in phrases for term in phrase)
            self._generator = tantivy.SnippetGenerator.create(
                searcher,
                tantivy.Query.boolean_query(
                    [
                        (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", term))
                        for term in terms
                    ]
                ),
                schema,
                "body",
            )
            self._generator.set_max_num_chars(SNIPPET_CHARS)

    def __call__(self, document: tantivy.Document) -> Snippet:
        """Make the snippet of a hit: marked words of the body, else summary or beginning."""
        body = str(document.get_first("body") or "")
        if self._generator is not None:
            searched = tantivy.Document()
            searched.add_text("body", _cut_around(body, self._find_place(body)))
            snippet = self._generator.snippet_from_doc(searched)
            ranges = [(mark.start, mark.end) for mark in snippet.highlighted()]
            if ranges:
                return make_snippet(snippet.fragment(), ranges)
        return Snippet(cut_beginning(str(document.get_first("summary") or "") or body), ())

    def _find_place(self, body: str) -> int | None:
        places = [
            place
            for pattern, terms in self._patterns
            if (place := _find_phrase(body, pattern, terms)) is not None
        ]
        return find_busiest(places)


def _pattern_of(terms: Iterable[str]) -> re.Pattern[str]:
    # A stem may differ from the word in its last letter ("happi" for "happy"). The gap is
    # bounded, so that the search stays linear.
    starts = (re.escape(term[:-1] if len(term) > 3 else term) for term in terms)
    return re.compile(r"\b" + r"[\w'’]*[\W_]{1,8}".join(starts) + r"[\w'’]*", re.IGNORECASE)


def _find_phrase(body: str, pattern: re.Pattern[str], terms: list[str]) -> int | None:
    for match in islice(pattern.finditer(body), TRIES):
        if analyze("body", match.group()) == terms:
            return match.start()
    return None


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


def _cut_around(body: str, place: int | None) -> str:
    if place is None:
        return body[:SEARCHED_CHARS]
    start = max(0, place - BEFORE_CHARS)
    if start:
        # Not in the middle of a word.
        start = body.find(" ", start, place) + 1 or place
    return body[start : place + AFTER_CHARS]


def make_snippet(fragment: str, byte_ranges: list[tuple[int, int]]) -> Snippet:
    """Make a snippet of one line from what the engine gives.

    Args:
        fragment: a piece of the body, with its line ends.
        byte_ranges: what to mark, in bytes of its UTF-8 form, ascending.

    Returns:
        The piece with every line end a space, and the ranges in code points; ranges that
        overlap or touch become one.

    Example:
        >>> make_snippet("é hound", [(3, 8)])
        Snippet(text='é hound', marks=((2, 7),))
    """
    encoded = fragment.encode("utf-8")
    marks: list[tuple[int, int]] = []
    for first, last in byte_ranges:
        start = len(encoded[:first].decode("utf-8", "ignore"))
        end = start + len(encoded[first:last].decode("utf-8", "ignore"))
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        elif end > start:
            marks.append((start, end))
    text = "".join(" " if char.isspace() else char for char in fragment)
    return Snippet(text, tuple(marks))


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
