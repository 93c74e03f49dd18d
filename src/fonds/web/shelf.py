"""The shelf: search, facets, and works as catalogue entries."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from msgspec import Struct

from fonds.app.mine import (
    Continuing,
    Mine,
    count_left_out,
    find_own_marks,
    find_visible_shelf,
    list_continuing,
    list_own_conditions,
    read_preferences,
)
from fonds.app.question import (
    PAGE_HITS,
    SORTS,
    Answer,
    Question,
    ask_shelf,
    read_question,
    split_range,
)
from fonds.app.shelf import Shelf, Tally
from fonds.errors import UserError
from fonds.library.marks import Mark
from fonds.library.works import iter_source_places
from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses
from fonds.publish.anthology import MOST_WORKS
from fonds.publish.characters import one_line, shorten
from fonds.publish.links import find_language
from fonds.search.facets import LENGTHS
from fonds.search.query import Query, parse_query
from fonds.search.searching import Sort
from fonds.search.snippets import Snippet
from fonds.web.choices import Chip, list_chips, list_facets, take_away
from fonds.web.mine import Anybody
from fonds.web.pages import GET, get_room, render_page
from fonds.web.words import say_count

router = APIRouter()

FRAGMENT = "x-fragment"
"""The header, and without the "x-" the parameter, by which a script asks for what changes."""

_SUMMARY_MOST = 260
"""Characters of a summary: the two lines that are shown, on the widest screen."""

_NAME_MOST = 200
"""Characters of a title: three lines of a phone."""

_AROUND = 30
"""Characters before and after the words found that tell one of their places from another."""

_GAP_MOST = 3
"""Characters between two marked words that still belong together."""

_FORM_ONLY = frozenset(
    f"{name}-{end}" for name in ("words", "date", "chapters") for end in ("from", "to")
) | {"drop", "starts", "of"}
"""What only a form sends; the tidy address says it otherwise."""

_SILENT_WARNINGS = frozenset(
    {"No Archive Warnings Apply", "Creator Chose Not To Use Archive Warnings"}
)
"""AO3's two ways to say nothing; the card has them all the same."""

_DIRECTIONS: dict[Sort, tuple[str, str]] = {
    "title": ("from A", "from Z"),
    "author": ("from A", "from Z"),
    "date": ("latest first", "earliest first"),
    "words": ("longest first", "shortest first"),
    "added": ("newest first", "oldest first"),
}
"""How an order runs, by itself and turned; relevance runs one way only."""

_COLUMN = re.compile(r"column (\d{1,4})")
_PLACE = re.compile(r"^column \d{1,4} of the search: ")


class SortLink(Struct, frozen=True):
    """An order one can choose, with its address."""

    label: str
    url: str
    is_current: bool


class Length(Struct, frozen=True):
    """A class of length: its name, what the form sends for it, and how many works it has."""

    label: str
    range: str
    count: int
    is_chosen: bool


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
        mark: what the person who looks says of it; None for a guest.
        words_url: leads to the words found, in the story; "" when nothing was searched for.
    """

    entry: Entry
    name: str
    blurb: str
    is_incipit: bool
    pieces: tuple[tuple[str, bool], ...]
    language: str | None
    warnings: tuple[str, ...]
    mark: Mark | None = None
    words_url: str = ""


class Wishes(Struct, frozen=True):
    """What the page does for the person who looks.

    Attributes:
        narrow: what must match besides.
        left_out: works that match but are left out, as the person always wishes.
        exclusion: what they always leave out, as they typed it.
        keeps_marks: whether they can mark works.
        read: what becomes of works they have read, in force.
        continuing: what they are in the middle of; only on the shelf that nobody searches.
        chips: what narrows the shelf besides.
    """

    narrow: tuple[Query, ...] = ()
    left_out: int = 0
    exclusion: str = ""
    keeps_marks: bool = False
    read: str = "show"
    continuing: tuple[Continuing, ...] = ()
    chips: tuple[Chip, ...] = ()


def find_wishes(mine: Mine, question: Question) -> Wishes:
    """Find what the page does for the person who looks.

    Raises:
        UserError: the question cannot be read.
    """
    chips: tuple[Chip, ...] = ()
    if question.shelf is not None:
        chosen = find_visible_shelf(mine, question.shelf)
        chips = (Chip(chosen.name if chosen else "no such shelf", "Shelf", False, "shelf"),)
    narrow = list_own_conditions(mine, question)
    if mine.person is None:
        # The one reader of a machine has no place here before they first keep something.
        is_alone = mine.role == "administrator"
        return Wishes(narrow=narrow, chips=chips, keeps_marks=is_alone)
    preferences = read_preferences(mine.person)
    is_quiet = not question.is_narrowed and question.page == 1 and question.kind == "stories"
    return Wishes(
        narrow=narrow,
        left_out=count_left_out(mine, question),
        exclusion=preferences.always_hidden,
        keeps_marks=True,
        read=question.read or preferences.read,
        continuing=list_continuing(mine, limit=1) if is_quiet else (),
        chips=chips,
    )


def is_fragment(request: Request) -> bool:
    """Tell whether a script asks for nothing but what changes."""
    return FRAGMENT in request.headers or "fragment" in request.query_params


def ask_tidily(request: Request, path: str) -> tuple[Question, Response | None]:
    """Read the question of an address, and lead to the tidy one where a form made this one.

    Args:
        request: with what a form, or somebody's bookmark, asks.
        path: of the page that answers.

    Returns:
        The question, and None or the way to its own address.
    """
    pairs = request.query_params.multi_items()
    question = read_question(pairs)
    for name, value in pairs:
        if name == "drop":
            question = take_away(question, value)
    is_tidy = all(
        value.strip() and name not in _FORM_ONLY and (name != "order" or value == "turned")
        for name, value in pairs
    )
    if is_tidy or is_fragment(request):
        return question, None
    return question, RedirectResponse(question.url(path, page=question.page), 303)


@router.api_route("/", methods=GET)
def show_shelf(request: Request, mine: Anybody) -> Response:
    """Show the shelf, or what was searched for on it."""
    question, elsewhere = ask_tidily(request, "/")
    if elsewhere is not None:
        return elsewhere
    tally = get_room(request).count(mine.shelf)
    try:
        wishes = find_wishes(mine, question)
        answer = ask_shelf(mine.shelf, question, narrow=wishes.narrow)
    except UserError as error:
        return _show_complaint(request, question, tally, error)
    return _render(request, _show_answer(mine, tally, wishes, answer))


def _render(request: Request, values: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    template = "shelf-fragment.html" if is_fragment(request) else "shelf.html"
    response = render_page(request, template, {**values, "cut_names": cut_names}, status=status)
    response.headers["Vary"] = "Cookie, X-Fragment"
    return response


def _show_complaint(
    request: Request, question: Question, tally: Tally, error: UserError
) -> HTMLResponse:
    try:
        parse_query(question.text)
    except UserError as found:
        complaint = make_complaint(question.text, str(found))
    else:
        # A range is at fault: it has a box of its own, and no column.
        complaint = make_complaint("", _PLACE.sub("", str(error)))
    values = {
        "question": question,
        "tally": tally,
        "complaint": complaint,
        "wishes": Wishes(),
        "lines": (),
        "facets": list_facets(question, {}, {}, 0),
        "lengths": (),
        "chips": list_chips(question),
        "total_said": "stories",
        "sorts": (),
        "turn": None,
        "total": 0,
        "pages": 1,
        "ranges": _split_ranges(question),
    }
    return _render(request, values, status=400)


def _show_answer(mine: Mine, tally: Tally, wishes: Wishes, answer: Answer) -> Mapping[str, Any]:
    # As it was answered: values that were synonyms are canonical names here.
    question, results = answer.question, answer.results
    return {
        "question": question,
        "tally": tally,
        "complaint": None,
        "wishes": wishes,
        "lines": _make_lines(mine, answer, keeps_marks=wishes.keeps_marks),
        "facets": list_facets(question, results.facets, results.read, results.total),
        "lengths": _list_lengths(question, results.lengths),
        "chips": (*wishes.chips, *list_chips(question)),
        "total_said": _say_total(question, results.total),
        "sorts": list_sorts(question),
        "turn": _make_turn(question),
        "total": results.total,
        "pages": max(1, -(-results.total // PAGE_HITS)),
        "ranges": _split_ranges(question),
        "most_in_book": MOST_WORKS,
    }


def _say_total(question: Question, total: int) -> str:
    if question.kind == "others":
        return say_count(total, "other file", "other files")
    return say_count(total, "story", "stories")


def _split_ranges(question: Question) -> Mapping[str, tuple[str, str]]:
    return {"words": split_range(question.words), "date": split_range(question.date)}


def _make_lines(mine: Mine, answer: Answer, *, keeps_marks: bool) -> tuple[Line, ...]:
    marks: Mapping[str, Mark] = {}
    if keeps_marks:
        marks = find_own_marks(mine, [one.work_id for one in answer.entries if one is not None])
    has_words = bool(answer.question.text)
    return tuple(
        make_line(
            entry,
            hit.snippet if has_words else None,
            _find_file_name(mine.shelf, entry),
            marks.get(entry.work_id),
        )
        for hit, entry in zip(answer.results.hits, answer.entries, strict=True)
        if entry is not None
    )


def list_sorts(question: Question) -> tuple[SortLink, ...]:
    """List the orders that make sense for a question, with their addresses.

    Example:
        >>> [one.url for one in list_sorts(Question()) if one.is_current]
        ['/?sort=title']
    """
    return tuple(
        SortLink(label, question.url(sort=sort, is_turned=False), question.order == sort)
        for sort, label in SORTS.items()
        if sort != "relevance" or question.text
    )


def _make_turn(question: Question) -> SortLink | None:
    """Make the link that turns the order round; its label says how it runs now."""
    ways = _DIRECTIONS.get(question.order)
    if ways is None:
        return None
    return SortLink(ways[question.is_turned], question.url(is_turned=not question.is_turned), False)


def _list_lengths(question: Question, counts: Sequence[tuple[str, int]]) -> tuple[Length, ...]:
    """List the classes of length; one alone tells nothing about the works."""
    if sum(count > 0 for _, count in counts) < 2 and not question.words:
        return ()
    found = []
    for (name, low, high), (_, count) in zip(LENGTHS, counts, strict=True):
        asked = f"{low or ''}..{high - 1 if high is not None else ''}"
        if count or question.words == asked:
            found.append(Length(name, asked, count, question.words == asked))
    return tuple(found)


def _find_file_name(shelf: Shelf, entry: Entry) -> str:
    """Find the name of the file a work without words is in; "" where words name it."""
    if entry.title or entry.incipit:
        return ""
    place = next(iter_source_places(shelf.library, entry.work_id), None)
    return (place.member or place.path).rpartition("/")[2] if place is not None else ""


def make_line(
    entry: Entry, snippet: Snippet | None, file_name: str = "", mark: Mark | None = None
) -> Line:
    """Make a catalogue entry ready to be shown.

    Args:
        entry: the work.
        snippet: the words found, or None when nothing was searched for.
        file_name: names a work that has neither title nor words.
        mark: what the person who looks says of it.
    """
    incipit = one_line(entry.incipit)
    summary = one_line(entry.summary or "")
    first_words = f"{incipit.rstrip('.… ')}…" if incipit.rstrip(".… ") else ""
    title = one_line(entry.title or "")
    pieces = cut_snippet(snippet) if snippet is not None and snippet.marks else ()
    return Line(
        entry=entry,
        name=shorten(title or first_words or file_name or "Untitled", _NAME_MOST),
        blurb=shorten(summary, _SUMMARY_MOST) if summary else first_words if title else "",
        is_incipit=not summary,
        pieces=pieces,
        language=find_language(entry.language),
        warnings=tuple(one for one in entry.warnings if one not in _SILENT_WARNINGS),
        mark=mark,
        words_url=lead_to_words(entry.work_id, pieces),
    )


def lead_to_words(work_id: str, pieces: Sequence[tuple[str, bool]]) -> str:
    """Give the address of the reading page at the words a snippet marks; "" without any.

    The longest run of marked words is looked for there; a little of what stands around it
    tells which of its places is meant.

    Example:
        >>> lead_to_words("wabc", (("In the ", False), ("fog", True), (" he", False)))
        '/works/wabc/read/all?find=fog&at=In+the+fog+he'
    """
    text = "".join(piece for piece, _ in pieces)
    best = (0, 0)
    start = end = at = 0
    for piece, is_marked in pieces:
        if is_marked:
            start = at if start == end else start
            end = at + len(piece)
            best = max(best, (start, end), key=lambda run: run[1] - run[0])
        elif piece.strip(" ,;:-–—'’") or len(piece) > _GAP_MOST:
            start = end = 0
        at += len(piece)
    if best == (0, 0):
        return ""
    before = text[max(0, best[0] - _AROUND) : best[0]]
    after = text[best[1] : best[1] + _AROUND]
    if best[0] > _AROUND:
        before = before.partition(" ")[2]  # a cut word is found nowhere
    if best[1] + _AROUND < len(text):
        after = after.rpartition(" ")[0]
    run = text[best[0] : best[1]]
    asked = {"find": run, "at": f"{before}{run}{after}".strip()}
    return f"/works/{work_id}/read/all?{urlencode(asked)}"


def cut_names(names: Sequence[str], most: int) -> tuple[str, ...]:
    """Give the first names that are no longer than so many characters together; one at least.

    Example:
        >>> cut_names(("Alice", "The Hatter", "The Cat"), 15)
        ('Alice', 'The Hatter')
    """
    lengths = accumulate(len(name) for name in names)
    fitting = sum(length <= most for length in lengths)
    return tuple(names[: max(1, fitting)])


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
