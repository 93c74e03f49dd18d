"""Suggesting: how what is being typed may go on, out of what whoever types may see."""

import heapq
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from msgspec import Struct

from fonds.app.question import FACETS
from fonds.app.shelf import Shelf, find_entry, see_now
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line, shorten
from fonds.search.facets import ALL_VALUES, count_facets
from fonds.search.index import read_stamp
from fonds.search.kept import Kept
from fonds.search.query import Begins, Both, Everything, Match, Query
from fonds.search.searching import search
from fonds.web.choices import label_value
from fonds.web.pages import GET, Lent

router = APIRouter()

SUGGESTED = ("fandom", "pairing", "character", "author", "tag", "series")
"""Facets whose values are suggested."""

MOST = 8
"""Suggestions at once: what fits between a phone's keyboard and the box."""

MOST_TITLES = 3

LONGEST = 100
"""Characters of what is completed."""

_KEPT_VOCABULARIES = 4
"""There are as many as sights: one a role."""

_WORDS_BACK = 5
"""Words before the one that is being typed which may belong to the name."""

_KEPT: Kept["Vocabulary"] = Kept(_KEPT_VOCABULARIES)


class Suggestion(Struct, frozen=True):
    """How what is being typed may go on.

    Attributes:
        facet: of the value, or "title".
        label: what it is, for people.
        value: the value as the address has it, or the title.
        by: the authors, for a title; else "".
        count: works that have it; 1 for a title.
        url: of the work, for a title; else "".
        start: from which character on it takes the place of what was typed.
    """

    facet: str
    label: str
    value: str
    by: str
    count: int
    url: str
    start: int


class Vocabulary:
    """All values of the facets that are suggested, found by how any of their words begins.

    All folded values stand in one long string; a sorted list holds the places where a word
    begins. So 100,000 values take some megabytes.
    """

    def __init__(self, values: Sequence[tuple[str, str, int]]) -> None:
        """Make one of (facet, value, works that have it)."""
        self._values = values
        parts: list[str] = []
        starts = array("L")
        owners = array("L")
        length = 0
        for owner, (facet, value, _) in enumerate(values):
            folded = fold_name(label_value(facet, value)) + "\n"
            for start in find_word_starts(folded):
                starts.append(length + start)
                owners.append(owner)
            parts.append(folded)
            length += len(folded)
        self._text = "".join(parts)
        ranked = sorted(range(len(starts)), key=lambda place: self._read(starts[place]))
        self._starts = array("L", (starts[place] for place in ranked))
        self._owners = array("L", (owners[place] for place in ranked))

    def _read(self, start: int) -> str:
        return self._text[start : start + LONGEST]

    def find(
        self, prefix: str, most: int = MOST, facets: Sequence[str] = SUGGESTED
    ) -> list[tuple[str, str, int]]:
        """Find the most frequent values of which a word begins so.

        Args:
            prefix: folded.
            most: values to give.
            facets: of which facets.

        Cost: O(log n + values that begin so).
        """
        if not prefix:
            return []
        low = bisect_left(self._starts, prefix, key=self._read)
        high = bisect_left(self._starts, prefix + "\U0010ffff", key=self._read)
        owners = set(self._owners[low:high])
        found = (self._values[owner] for owner in owners)
        return heapq.nsmallest(
            most, (one for one in found if one[0] in facets), key=lambda one: (-one[2], one)
        )


def fold_name(text: str) -> str:
    """Fold a name: no case, accents or marks, one space between words.

    Example:
        >>> fold_name("Éowyn & Merry/Pippin's")
        'eowyn merry pippins'
    """
    flat = "".join(
        char if char.isalnum() else " "
        for char in unicodedata.normalize("NFKD", text).casefold()
        if not unicodedata.combining(char) and char not in "'’"
    )
    return " ".join(flat.split())


def find_word_starts(folded: str) -> tuple[int, ...]:
    """Find where the words of a folded name begin.

    Example:
        >>> find_word_starts("sea again")
        (0, 4)
    """
    return tuple(
        at
        for at, char in enumerate(folded)
        if char.isalnum() and (at == 0 or folded[at - 1] == " ")
    )


def read_vocabulary(shelf: Shelf) -> Vocabulary:
    """Read what may be suggested to whoever a shelf is lent to.

    Cost: some seconds for 100,000 works, once for each state of the index and each sight.
    """
    sight = see_now(shelf)
    key = (str(shelf.index.folder), read_stamp(shelf.index), sight)
    known = _KEPT.find(key)
    if known is not None:
        return known
    counts = count_facets(shelf.index, Everything(), SUGGESTED, sight=sight, most=ALL_VALUES)
    vocabulary = Vocabulary(
        [
            (facet, value, count)
            for facet in SUGGESTED
            for value, count in counts.values[facet]
            if mask_addresses(value) == value
        ]
    )
    _KEPT.keep(key, vocabulary)
    return vocabulary


def suggest(shelf: Shelf, typed: str) -> tuple[Suggestion, ...]:
    """Suggest how what is being typed may go on.

    The last words are completed, as many of them as begin a name. `fandom:`, `author:` and
    so on before them asks for those alone.

    Args:
        shelf: with the sight of whoever types.
        typed: all of the search so far.
    """
    vocabulary = read_vocabulary(shelf)
    for start, prefix, facets in list_endings(typed):
        found = vocabulary.find(prefix, facets=facets)
        titles = _find_titles(shelf, prefix, start) if facets == SUGGESTED else []
        if found or titles:
            values = [
                Suggestion(facet, _say_facet(facet), value, "", count, "", start)
                for facet, value, count in found[: MOST - len(titles)]
            ]
            return (*values, *titles)
    return ()


def _say_facet(facet: str) -> str:
    return "Author" if facet == "author" else FACETS[facet]


def list_endings(typed: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """List the endings of a search that may be the beginning of a name, the longest first.

    Returns:
        Where it begins, the ending folded, and of which facets a value may be.

    Example:
        >>> list_endings("fog author:Ja")
        [(4, 'ja', ('author',))]
        >>> [(start, prefix) for start, prefix, _ in list_endings("the lam")]
        [(0, 'the lam'), (4, 'lam')]
    """
    before, colon, after = typed.rpartition(":")
    field = before.rpartition(" ")[2].lower().lstrip("(-")
    is_open = after.count('"') == 1 and after.startswith('"')
    if colon and field in SUGGESTED and (is_open or not after.count(" ")):
        prefix = fold_name(after[-LONGEST:])
        return [(len(before) - len(field), prefix, (field,))] if prefix else []
    places = [
        at
        for at, char in enumerate(typed)
        if not char.isspace() and (at == 0 or typed[at - 1].isspace())
    ]
    endings: list[tuple[int, str, tuple[str, ...]]] = []
    for start in places[-_WORDS_BACK:]:
        ending = typed[start:]
        # Operators and quotes are no part of a name; a lone letter begins too much.
        if any(char in '"“”():' for char in ending) or ending[0] == "-":
            continue
        prefix = fold_name(ending[-LONGEST:])
        if len(prefix) > 1:
            endings.append((start, prefix, SUGGESTED))
    return endings


def _find_titles(shelf: Shelf, prefix: str, start: int) -> list[Suggestion]:
    found = []
    for work_id in find_titled(shelf, prefix):
        entry = find_entry(shelf, work_id)
        if entry is not None and entry.title:
            title = mask_addresses(shorten(one_line(entry.title), LONGEST))
            by = mask_addresses(shorten(one_line(", ".join(entry.creators)), LONGEST))
            found.append(Suggestion("title", "Story", title, by, 1, f"/works/{work_id}", start))
    return found


def find_titled(shelf: Shelf, prefix: str, most: int = MOST_TITLES) -> tuple[str, ...]:
    """Find works whose title holds these words, the last of which may go on.

    Args:
        shelf: with the sight of whoever asks.
        prefix: folded words.
        most: works to give.
    """
    *whole, last = prefix.split() or [""]
    words: tuple[Query, ...] = (*(Match("title", word) for word in whole), Begins(last))
    found = search(
        shelf.index, Both(words), sort="title", limit=most, sight=see_now(shelf), facets=()
    )
    return tuple(hit.work_id for hit in found.hits)


@router.api_route("/suggest", methods=GET)
def show_suggestions(request: Request, shelf: Lent) -> JSONResponse:
    """Give suggestions for what is being typed, as JSON."""
    typed = request.query_params.get("q", "")[-10 * LONGEST :]
    items = [
        {
            "facet": one.facet,
            "label": one.label,
            "value": one.value,
            "by": one.by,
            "count": one.count,
            "url": one.url,
            "start": one.start,
        }
        for one in suggest(shelf, typed)
    ]
    return JSONResponse({"items": items}, headers={"Cache-Control": "private, no-cache"})
