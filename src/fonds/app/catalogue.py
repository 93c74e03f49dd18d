"""Catalogue: the library as feeds for e-readers, whichever version of OPDS they speak.

Everything here goes by the sight of whoever asks, and by what they leave out of searches.
"""

from collections.abc import Iterable, Sequence
from typing import get_args
from urllib.parse import urlencode

from msgspec import structs

from fonds.app.mine import Mine, find_visible_shelf, list_continuing, list_own_conditions
from fonds.app.own_shelves import CountedShelf, list_collections, list_own_shelves
from fonds.app.question import FACETS, KINDS, SINGLE, SORTS, Answer, Question, ask_shelf, make_query
from fonds.app.shelf import Shelf, find_entry, see_now
from fonds.errors import UserError
from fonds.library.changes import find_changes
from fonds.library.works import iter_source_places
from fonds.model.entry import Entry
from fonds.model.names import sort_name
from fonds.model.record import Rating
from fonds.model.sight import UNRATED
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line, shorten
from fonds.publish.opds_feed import (
    NOTHING_CHANGED,
    Book,
    Choice,
    Facet,
    Feed,
    Pages,
    Turn,
    make_book,
)
from fonds.search.facets import ALL_VALUES, count_facets
from fonds.search.languages import name_language
from fonds.search.query import Query, parse_query
from fonds.search.searching import Sort

PAGE_BOOKS = 25
"""Works a page: what OPDS clients show on two or three screens."""

PAGE_TURNS = 100
"""Values a page of authors or fandoms."""

MOST_PAGES = 100_000

BROWSED: dict[str, str] = {
    "fandom": "By fandom",
    "author": "By author",
    "rating": "By rating",
    "series": "By series",
    "pairing": "By pairing",
    "language": "By language",
}
"""Facets that one can go through value by value."""

_NARROWED = ("fandom", "rating", "warning", "category", "pairing", "status", "language")
"""Facets beside a list of books; all others can be asked for in the search."""

_CHOICES = 12
"""Values of each: a menu of an e-reader, which has no second column."""

_SORTED: tuple[Sort, ...] = ("title", "author", "date", "words", "added")

_LONGEST_TITLE = 120

RATINGS: tuple[str, ...] = tuple(dict.fromkeys((*get_args(Rating), UNRATED)))
"""In AO3's order, which no alphabet has."""


def make_start(mine: Mine, library: str) -> Feed:
    """Make the root: where everything else begins."""
    ways = [
        Turn("All stories", "all", about="Everything, by title."),
        Turn(
            "Newest here",
            "all?sort=added",
            about="What came into the library last, first.",
            rel="http://opds-spec.org/sort/new",
        ),
        *(
            Turn(label, f"by/{facet}", "navigation", about=f"All stories, {label.lower()}.")
            for facet, label in BROWSED.items()
        ),
        Turn("Collections", "collections", "navigation", about="Lists made for everybody here."),
        Turn("My shelves", "shelves", "navigation", about="Your own lists of stories."),
        Turn(
            "Continue reading",
            "reading",
            about="The stories you are in, the last one first.",
            rel="http://opds-spec.org/shelf",
        ),
    ]
    return Feed(title=library, path="", kind="navigation", turns=tuple(ways))


def make_stories(mine: Mine, question: Question, *, narrow: Sequence[Query] = ()) -> Feed:
    """Make a page of the stories that a question finds; a search for words that is none in
    the query language is taken for just those words.

    Args:
        mine: who asks.
        question: what.
        narrow: what must match besides.

    Cost: one search, and reading a page of catalogue lines.
    """
    question = read_words(question)
    asked = structs.replace(question, page=min(question.page, MOST_PAGES))
    answer = ask_shelf(
        mine.shelf,
        asked,
        narrow=(*list_own_conditions(mine, asked), *narrow),
        limit=PAGE_BOOKS,
        facets=_NARROWED,
    )
    books = _list_books(mine.shelf, [entry for entry in answer.entries if entry is not None])
    return Feed(
        title=name_question(mine, asked),
        path=asked.url("all", page=asked.page),
        updated=max((book.modified for book in books), default=NOTHING_CHANGED),
        up="" if asked.shelf is None else "shelves",
        books=books,
        facets=_list_facets(asked, answer),
        pages=_count_pages(asked, answer.total),
    )


def make_values(mine: Mine, facet: str, page: int, *, narrow: Sequence[Query] = ()) -> Feed:
    """Make a page of all values of a facet of `BROWSED`, each leading to its stories.

    Cost: one count, kept until the index changes.
    """
    question = Question()
    narrow = (*list_own_conditions(mine, question), *narrow)
    whole = make_query(question, narrow, library=mine.library)
    counted = count_facets(
        mine.shelf.index,
        whole,
        [facet],
        kinds=KINDS[question.kind],
        sight=see_now(mine.shelf),
        most=ALL_VALUES,
    )
    values = sorted(counted.values[facet], key=lambda pair: _order_of(facet, pair[0]))
    last = max(1, -(-len(values) // PAGE_TURNS))
    page = min(max(1, page), last)
    shown = values[(page - 1) * PAGE_TURNS : page * PAGE_TURNS]
    return Feed(
        title=BROWSED[facet],
        path=_page_path(f"by/{facet}", page),
        kind="navigation",
        up="",
        turns=tuple(
            Turn(_name(facet, value), question.choose(facet, value).url("all"), count=count)
            for value, count in shown
        ),
        pages=Pages(
            number=page,
            size=PAGE_TURNS,
            total=len(values),
            first=f"by/{facet}",
            last=_page_path(f"by/{facet}", last),
            previous=_page_path(f"by/{facet}", page - 1) if page > 1 else None,
            next=_page_path(f"by/{facet}", page + 1) if page < last else None,
        )
        if last > 1
        else None,
    )


def make_shelves(mine: Mine) -> Feed:
    """Make the list of a person's own shelves."""
    return _make_lists("My shelves", "shelves", list_own_shelves(mine))


def make_collections(mine: Mine) -> Feed:
    """Make the list of the collections that somebody may know of."""
    return _make_lists("Collections", "collections", list_collections(mine))


def _make_lists(title: str, path: str, shelves: Iterable[CountedShelf]) -> Feed:
    return Feed(
        title=title,
        path=path,
        kind="navigation",
        up="",
        turns=tuple(
            Turn(
                _label(one.shelf.name),
                Question(shelf=one.shelf.id).url("all"),
                about=_label(one.shelf.about),
                count=one.count,
            )
            for one in shelves
        ),
    )


def make_reading(mine: Mine) -> Feed:
    """Make the list of what a person is reading, the last one first."""
    entries = [one.entry for one in list_continuing(mine, limit=PAGE_BOOKS)] if mine.person else []
    books = _list_books(mine.shelf, entries)
    return Feed(
        title="Continue reading",
        path="reading",
        updated=max((book.modified for book in books), default=NOTHING_CHANGED),
        up="",
        books=books,
    )


def find_book(shelf: Shelf, work_id: str) -> Book | None:
    """Find a work as e-readers list it; None when there is none, or it is hidden."""
    entry = find_entry(shelf, work_id)
    return _list_books(shelf, [entry])[0] if entry is not None else None


def _list_books(shelf: Shelf, entries: Sequence[Entry]) -> tuple[Book, ...]:
    changed = find_changes(shelf.library, [entry.work_id for entry in entries])
    return tuple(
        make_book(entry, modified=changed[entry.work_id], file_name=find_file_name(shelf, entry))
        for entry in entries
    )


def find_file_name(shelf: Shelf, entry: Entry) -> str:
    """Find the name of the file a work without words is in; "" where words name it."""
    if entry.title or entry.incipit:
        return ""
    place = next(iter_source_places(shelf.library, entry.work_id), None)
    return (place.member or place.path).rpartition("/")[2] if place is not None else ""


def read_words(question: Question) -> Question:
    """Take a search that is no query for the words in it: an e-reader has no help page.

    Example:
        >>> read_words(Question(text='fog (moor "lamp')).text
        'fog moor lamp'
    """
    try:
        parse_query(question.text)
    except UserError:
        words = "".join(char if char.isalnum() else " " for char in question.text).split()
        return structs.replace(question, text=" ".join(word.lower() for word in words))
    return question


def ask_words(text: str, *, author: str = "", title: str = "") -> str:
    """Make a search of the boxes that OPDS clients may offer.

    Example:
        >>> ask_words("fog", author='Jane "J" Doe')
        'fog author:"Jane J Doe"'
    """
    parts = [text.strip()]
    for field, words in (("author", author), ("title", title)):
        clean = " ".join(words.replace('"', " ").replace("\\", " ").split())
        if any(char.isalnum() for char in clean):
            parts.append(f'{field}:"{clean}"')
    return " ".join(part for part in parts if part)


def name_question(mine: Mine, question: Question) -> str:
    """Say in a line what a question asks: the title of its feed, or of a book made of it."""
    parts = [_name(one.facet, one.value) for one in question.chosen]
    if question.shelf is not None:
        shelf = find_visible_shelf(mine, question.shelf)
        parts.insert(0, shelf.name if shelf is not None else "A shelf that is not here")
    if question.text:
        parts.insert(0, f"“{question.text}”")
    if not parts:
        return "Newest here" if question.sort == "added" else "All stories"
    return shorten(mask_addresses(one_line(" · ".join(parts))), _LONGEST_TITLE)


def _count_pages(question: Question, total: int) -> Pages:
    last = max(1, -(-total // PAGE_BOOKS))
    number = question.page

    def path(page: int) -> str:
        return question.url("all", page=page)

    return Pages(
        number=number,
        size=PAGE_BOOKS,
        total=total,
        first=path(1),
        last=path(last),
        # Behind the last page one goes back to the last.
        previous=path(min(number - 1, last)) if number > 1 else None,
        next=path(number + 1) if number < last else None,
    )


def _list_facets(question: Question, answer: Answer) -> tuple[Facet, ...]:
    sorts = tuple(
        Choice(
            SORTS[sort][:1].upper() + SORTS[sort][1:],
            question.url("all", sort=sort, is_turned=False),
            is_active=sort == question.order,
        )
        for sort in _SORTED
    )
    facets = [Facet("Order", sorts)]
    for facet in _NARROWED:
        choices = _list_choices(question, facet, answer.results.facets.get(facet, ()))
        if len(choices) > 1:
            facets.append(Facet(FACETS[facet], choices))
    return tuple(facets)


def _list_choices(
    question: Question, facet: str, values: Sequence[tuple[str, int]]
) -> tuple[Choice, ...]:
    chosen = [one.value for one in question.chosen if one.facet == facet]
    without = structs.replace(
        question, page=1, chosen=tuple(one for one in question.chosen if one.facet != facet)
    )
    choices: list[Choice] = []
    if chosen:
        # No more than one choice of a group may be active (OPDS 1.2, section 4).
        label = shorten(", ".join(_name(facet, one) for one in chosen), _LONGEST_TITLE)
        choices += [
            Choice("All of them", without.url("all")),
            Choice(label, question.url("all", page=question.page), is_active=True),
        ]
    base = without if facet in SINGLE else question
    choices += [
        Choice(_name(facet, value), base.choose(facet, value).url("all"), count)
        for value, count in values[:_CHOICES]
        if value not in chosen
    ]
    return tuple(choices)


def _order_of(facet: str, value: str) -> tuple[int, str, str]:
    if facet == "rating":
        return RATINGS.index(value) if value in RATINGS else len(RATINGS), "", value
    key = sort_name(value) if facet == "author" else _name(facet, value)
    return 0, key.casefold(), value


def _name(facet: str, value: str) -> str:
    return name_language(value) if facet == "language" else _label(value)


def _label(text: str) -> str:
    return mask_addresses(one_line(text))


def _page_path(path: str, page: int) -> str:
    return f"{path}?{urlencode({'page': page})}" if page > 1 else path
