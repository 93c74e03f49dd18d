"""The shelf: search, facets, and works as catalogue entries."""

import re
from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import Struct, structs
from starlette.datastructures import QueryParams

from fonds.app.shelf import Shelf, read_entries, search_shelf
from fonds.errors import UserError
from fonds.library.works import iter_source_places
from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line, shorten
from fonds.publish.links import find_language
from fonds.search.query import Match, TextField
from fonds.search.searching import Results, Sort
from fonds.search.snippets import Snippet
from fonds.web.pages import GET, Lent, get_room, render_page

router = APIRouter()

PAGE_HITS = 20
"""Entries a page: some three screens of a phone, and a page that is made in a moment."""

_FACET_VALUES = 40
_FACET_OPEN = 7
"""Values shown at once; the others are folded behind them."""

_QUERY_MOST = 1000
_SUMMARY_MOST = 260
"""Characters of a summary: the two lines that are shown, on the widest screen."""

FACETS: tuple[tuple[TextField, str], ...] = (
    ("fandom", "Fandom"),
    ("rating", "Rating"),
    ("category", "Category"),
    ("author", "By"),
    ("pairing", "Pairing"),
    ("character", "Character"),
    ("tag", "Tag"),
    ("pov", "Told in"),
    ("narrator", "Told by"),
)
SORTS: dict[Sort, str] = {
    "relevance": "best match",
    "title": "title",
    "author": "author",
    "date": "date",
    "words": "length",
}
_NO_WARNINGS = frozenset({"No Archive Warnings Apply", "Creator Chose Not To Use Archive Warnings"})
"""AO3's two ways to say nothing; the card has them all the same."""

_COLUMN = re.compile(r"column (\d{1,4})")


class Asked(Struct, frozen=True):
    """What an address asks of the shelf.

    Attributes:
        text: in the query language.
        sort: a key, or None for what is natural.
        page: 1 for the first.
        kind: "stories" or "others".
        narrow: facets chosen.
    """

    text: str = ""
    sort: Sort | None = None
    page: int = 1
    kind: str = "stories"
    narrow: tuple[Match, ...] = ()

    @property
    def order(self) -> Sort:
        """The sort in force: by title when there is nothing to be relevant to."""
        if self.sort is not None:
            return self.sort
        return "relevance" if self.text.strip() else "title"

    def url(self, **changes: Any) -> str:  # noqa: ANN401 - as the fields are
        """Give the address of the same question with some things changed; page 1 again."""
        asked = structs.replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, str]] = []
        if asked.text:
            pairs.append(("q", asked.text))
        pairs += [(match.field, match.text) for match in asked.narrow]
        if asked.sort is not None:
            pairs.append(("sort", asked.sort))
        if asked.kind != "stories":
            pairs.append(("kind", asked.kind))
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        return f"/?{urlencode(pairs)}" if pairs else "/"

    def without(self, match: Match) -> str:
        """Give the address of the same question with one facet less."""
        return self.url(narrow=tuple(one for one in self.narrow if one != match))


class FacetValue(Struct, frozen=True):
    """One value of a facet, with the address that chooses it.

    Attributes:
        value: as the works have it.
        count: works that would be left.
        url: chooses it.
        is_read: whether it is only ever read from the text: nobody states it.
    """

    value: str
    count: int
    url: str
    is_read: bool


class Facet(Struct, frozen=True):
    """A facet; `more` are the values that are folded."""

    label: str
    values: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]


class Line(Struct, frozen=True):
    """One catalogue entry as it is shown.

    Attributes:
        entry: the work.
        name: its title, or its first words.
        blurb: summary or incipit, shortened.
        is_incipit: whether the blurb is the story's own first words.
        pieces: the snippet as (text, is marked), empty when nothing was searched for.
        language: of the work, as a tag for `lang`, or None.
        warnings: those that warn of something.
    """

    entry: Entry
    name: str
    blurb: str
    is_incipit: bool
    pieces: tuple[tuple[str, bool], ...]
    language: str | None
    warnings: tuple[str, ...]


def read_asked(params: QueryParams) -> Asked:
    """Read what an address asks; what makes no sense is left out.

    Example:
        >>> read_asked(QueryParams("q=fog&sort=words&page=2&fandom=Oz")).narrow
        (Match(field='fandom', text='Oz', phrase=True),)
    """
    sort = params.get("sort", "")
    page = params.get("page", "")
    narrow = [
        Match(field, value[:_QUERY_MOST], phrase=True)
        for field, _ in FACETS
        for value in params.getlist(field)[:5]
        if value.strip()
    ]
    known: dict[str, Sort] = {one: one for one in get_args(Sort)}
    return Asked(
        text=params.get("q", "").strip()[:_QUERY_MOST],
        sort=known.get(sort),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        kind="others" if params.get("kind") == "others" else "stories",
        narrow=tuple(dict.fromkeys(narrow)),
    )


@router.api_route("/", methods=GET)
def show_shelf(request: Request, shelf: Lent) -> HTMLResponse:
    """Show the shelf, or what was searched for on it."""
    asked = read_asked(request.query_params)
    tally = get_room(request).count(shelf)
    values: dict[str, Any] = {"asked": asked, "tally": tally, "sorts": SORTS, "complaint": None}
    try:
        results = _search(shelf, asked)
    except UserError as error:
        empty = {"lines": (), "facets": (), "total": 0, "pages": 1}
        complaint = {"complaint": make_complaint(asked.text, str(error))}
        return render_page(request, "shelf.html", {**values, **empty, **complaint}, status=400)
    return render_page(request, "shelf.html", {**values, **_show_results(shelf, asked, results)})


def _search(shelf: Shelf, asked: Asked) -> Results:
    return search_shelf(
        shelf,
        asked.text,
        sort=asked.order,
        offset=(asked.page - 1) * PAGE_HITS,
        limit=PAGE_HITS,
        kinds=("story",) if asked.kind == "stories" else ("not-story",),
        narrow=asked.narrow,
    )


def _show_results(shelf: Shelf, asked: Asked, results: Results) -> Mapping[str, Any]:
    entries = read_entries(shelf, results)
    lines = tuple(
        make_line(entry, hit.snippet if asked.text else None, _find_file_name(shelf, entry))
        for hit, entry in zip(results.hits, entries, strict=True)
        if entry is not None
    )
    return {
        "lines": lines,
        "facets": tuple(_list_facets(asked, results)),
        "total": results.total,
        "pages": max(1, -(-results.total // PAGE_HITS)),
    }


def _list_facets(asked: Asked, results: Results) -> list[Facet]:
    facets = []
    for field, label in FACETS:
        values = []
        read = results.read.get(field, frozenset())
        for value, count in results.facets.get(field, ())[:_FACET_VALUES]:
            match = Match(field, value, phrase=True)
            if match in asked.narrow:
                continue
            url = asked.url(narrow=(*asked.narrow, match))
            values.append(FacetValue(value, count, url, value in read))
        if values:
            facets.append(Facet(label, tuple(values[:_FACET_OPEN]), tuple(values[_FACET_OPEN:])))
    return facets


def _find_file_name(shelf: Shelf, entry: Entry) -> str:
    """Find the name of the file a work without words is in; "" where words name it."""
    if entry.title or entry.incipit:
        return ""
    place = next(iter_source_places(shelf.library, entry.work_id), None)
    return (place.member or place.path).rpartition("/")[2] if place is not None else ""


def make_line(entry: Entry, snippet: Snippet | None, file_name: str = "") -> Line:
    """Make a catalogue entry ready to be shown.

    Args:
        entry: the work.
        snippet: the words found, or None when nothing was searched for.
        file_name: names a work that has neither title nor words.
    """
    incipit = one_line(entry.incipit)
    summary = one_line(entry.summary or "")
    first_words = f"{incipit.rstrip('.… ')}…" if incipit.rstrip(".… ") else ""
    title = one_line(entry.title or "")
    return Line(
        entry=entry,
        name=title or first_words or file_name or "Untitled",
        blurb=shorten(summary, _SUMMARY_MOST) if summary else first_words if title else "",
        is_incipit=not summary,
        pieces=cut_snippet(snippet) if snippet is not None and snippet.marks else (),
        language=find_language(entry.language),
        warnings=tuple(one for one in entry.warnings if one not in _NO_WARNINGS),
    )


def cut_snippet(snippet: Snippet) -> tuple[tuple[str, bool], ...]:
    """Cut a snippet at its marks: (text, is marked), in order, nothing left out.

    Example:
        >>> cut_snippet(Snippet("the fog came", ((4, 7),)))
        (('the ', False), ('fog', True), (' came', False))
    """
    text = mask_addresses(snippet.text)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(snippet.marks):
        if start < at:
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return tuple(piece for piece in pieces if piece[0])


def make_complaint(text: str, message: str) -> Mapping[str, str]:
    """Say what is wrong with a query, and where: the text before, at and after the place.

    Example:
        >>> make_complaint("fog (moor", "column 5: this bracket is never closed")["at"]
        '('
    """
    found = _COLUMN.search(message)
    column = int(found[1]) - 1 if found else len(text)
    sentence = message.rstrip(".")
    return {
        "message": f"{sentence[:1].upper()}{sentence[1:]}.",
        "before": text[:column],
        "at": text[column : column + 1],
        "after": text[column + 1 :],
    }
