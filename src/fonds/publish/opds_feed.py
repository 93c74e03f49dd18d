"""OPDS feed: what an e-reader is shown of the library, whichever version it speaks.

One value is written out as OPDS 1.2 (`opds_atom`) and as OPDS 2.0 (`opds_json`), so that
the two cannot tell different things. Paths are relative to the root of either version.
"""

from typing import Literal

from msgspec import Struct

from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import clean_characters, one_line, shorten
from fonds.publish.epub_package import find_date, make_identifier
from fonds.publish.links import find_language

FeedKind = Literal["navigation", "acquisition"]

NOTHING_CHANGED = "1970-01-01T00:00:00Z"
"""When a feed that holds no work last changed: it never did."""

ACQUISITION = "http://opds-spec.org/acquisition"
"""The whole book, to whoever may see it. Source: OPDS 1.2, 5.2.1."""

_LONGEST_NAME = 300
_READ = " (?)"
"""Behind a value that nobody stated, as in plain text."""


class File(Struct, frozen=True):
    """One form a work can be had in.

    Attributes:
        href: from the root of the site.
        media_type: what it is.
        label: what a person calls it.
    """

    href: str
    media_type: str
    label: str


class Subject(Struct, frozen=True):
    """One thing a work is about.

    Attributes:
        facet: "fandom", "rating", …
        value: as the shelf has it.
        label: as it is shown; marked when it was only read from the text.
    """

    facet: str
    value: str
    label: str


class Book(Struct, frozen=True):
    """A work as an e-reader lists it.

    Attributes:
        work_id: its identifier here.
        identifier: of the book, as the EPUB itself bears it.
        title: one line, never empty.
        creators: names, in order.
        language: a well-formed tag, or None.
        issued: YYYY, YYYY-MM or YYYY-MM-DD, or None.
        modified: ISO UTC.
        summary: "" when there is none.
        words: of the story.
        series: in words, or None.
        subjects: each once.
        files: forms it can be had in, the best first; never empty.
        page: the address of its card.
        cover: the address of a picture of it.
    """

    work_id: str
    identifier: str
    title: str
    creators: tuple[str, ...]
    language: str | None
    issued: str | None
    modified: str
    summary: str
    words: int
    series: str | None
    subjects: tuple[Subject, ...]
    files: tuple[File, ...]
    page: str
    cover: str


class Turn(Struct, frozen=True):
    """A way on from a navigation feed.

    Attributes:
        label: what it is called.
        path: of the feed it leads to.
        kind: of that feed.
        about: a sentence.
        rel: a link relation.
        count: works behind it, when that is known.
    """

    label: str
    path: str
    kind: FeedKind = "acquisition"
    about: str = ""
    rel: str = "subsection"
    count: int | None = None


class Choice(Struct, frozen=True):
    """One value of a facet: the same feed with it chosen, or without it when it is active."""

    label: str
    path: str
    count: int | None = None
    is_active: bool = False


class Facet(Struct, frozen=True):
    """A group of choices; at most one of them is active. Source: OPDS 1.2, section 4."""

    label: str
    choices: tuple[Choice, ...]


class Pages(Struct, frozen=True):
    """Which page of how many a feed is.

    Attributes:
        number: 1 for the first.
        size: works on a page.
        total: works on all of them.
        first, last: their paths.
        previous, next: paths, or None at an end.
    """

    number: int
    size: int
    total: int
    first: str
    last: str
    previous: str | None = None
    next: str | None = None


class Feed(Struct, frozen=True):
    """One page of a catalogue: ways on, or books, never both.

    Attributes:
        title: what it is called.
        path: its own, with its query.
        kind: whether it leads on or holds books.
        updated: ISO UTC.
        about: a sentence, or "".
        up: path of the navigation feed above it; None for the root.
        turns: ways on; only of a feed that leads on.
        books: works, in order; only of one that holds books.
        facets: ways to narrow or reorder the books.
        pages: None for a feed that has only one.
    """

    title: str
    path: str
    kind: FeedKind = "acquisition"
    updated: str = NOTHING_CHANGED
    about: str = ""
    up: str | None = None
    turns: tuple[Turn, ...] = ()
    books: tuple[Book, ...] = ()
    facets: tuple[Facet, ...] = ()
    pages: Pages | None = None


def make_book(entry: Entry, *, modified: str, file_name: str = "") -> Book:
    """Make a work ready to be listed; e-mail addresses in it are covered.

    Args:
        entry: its catalogue line, n characters.
        modified: when it last changed, ISO UTC.
        file_name: names a work that has neither title nor words.

    Returns:
        The book; it can be had as EPUB, page and text.

    Cost: O(n).
    """
    incipit = one_line(entry.incipit).rstrip(".… ")
    first_words = f"{incipit}…" if incipit else ""
    title = _clean(entry.title or "") or _clean(first_words or file_name) or "Untitled"
    root = f"/works/{entry.work_id}"
    return Book(
        work_id=entry.work_id,
        identifier=make_identifier(entry.work_id),
        title=title,
        creators=tuple(dict.fromkeys(name for one in entry.creators if (name := _clean(one)))),
        language=find_language(entry.language),
        issued=find_date(entry.date),
        modified=modified,
        summary=mask_addresses(clean_characters(entry.summary or "").strip()),
        words=entry.words,
        series=_clean(entry.series or "") or None,
        subjects=_list_subjects(entry),
        files=(
            File(f"{root}/download/epub", "application/epub+zip", "EPUB"),
            File(f"{root}/download/html", "text/html", "Web page"),
            File(f"{root}/download/txt", "text/plain", "Plain text"),
        ),
        page=root,
        cover=f"{root}/cover.png",
    )


def make_feed_id(path: str) -> str:
    """Make the permanent identifier of a feed from its path.

    Example:
        >>> make_feed_id("all") == make_feed_id("all") != make_feed_id("newest")
        True
    """
    return make_identifier(f"opds feed {path}")


def make_entry_id(book: Book) -> str:
    """Make the identifier of a book's entry, which is not the book's own (OPDS 1.2, 5.1.1)."""
    return make_identifier(f"opds entry {book.work_id}")


def _list_subjects(entry: Entry) -> tuple[Subject, ...]:
    fields: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("fandom", "fandoms", entry.fandoms),
        ("rating", "rating", (entry.rating,) if entry.rating else ()),
        ("warning", "warnings", entry.warnings),
        ("category", "categories", entry.categories),
        ("pairing", "relationships", entry.relationships),
        ("character", "characters", entry.characters),
        ("tag", "tags", entry.tags),
    )
    found: dict[tuple[str, str], Subject] = {}
    for facet, field, values in fields:
        mark = _READ if field in entry.derived else ""
        for value in values:
            clean = _clean(value)
            if clean:
                found.setdefault((facet, clean), Subject(facet, clean, clean + mark))
    return tuple(found.values())


def _clean(text: str) -> str:
    return shorten(mask_addresses(one_line(text)), _LONGEST_NAME)
