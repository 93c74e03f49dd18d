"""calibre's catalogue: what a library's metadata.db says of a book, in the words of the record."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from fonds.model.claim import Claim
from fonds.parse.story_fragment import strip_markup

BY = "calibre/1"
SURE = 0.97
"""What a person keeps in a catalogue was typed or checked by that person."""

FORMATS = tuple("EPUB KEPUB AZW3 HTMLZ HTML HTM DOCX ODT RTF TXT MD TXTZ MOBI AZW PRC PDF".split())
"""Formats of a book, the one to read first; others come after these."""

_NO_YEAR = 1000
"""calibre writes the year 101 for a date it does not know."""

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DONE: Mapping[str, bool] = MappingProxyType(
    {
        "completed": True,
        "complete": True,
        "in-progress": False,
        "in progress": False,
        "wip": False,
        "incomplete": False,
    }
)
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "fandom": "label:fandom",
        "fandoms": "label:fandom",
        "category": "label:fandom",
        "characters": "label:characters",
        "character": "label:characters",
        "pairing": "label:pairing",
        "pairings": "label:pairing",
        "relationships": "label:pairing",
        "ships": "label:pairing",
        "ship": "label:pairing",
        "rating": "rating_stated",
        "content_rating": "rating_stated",
        "ficrating": "rating_stated",
        "warnings": "label:warnings",
        "warning": "label:warnings",
        "genre": "tags",
        "genres": "tags",
        "freeform": "tags",
        "freeformtags": "tags",
        "status": "label:status",
    }
)
"""Columns that people add to their library for fan fiction, by the names they give them."""

_LISTS = frozenset({"label:fandom", "label:characters", "label:warnings", "tags"})
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "eng": "en",
        "deu": "de",
        "ger": "de",
        "fra": "fr",
        "fre": "fr",
        "spa": "es",
        "ita": "it",
        "por": "pt",
        "nld": "nl",
        "dut": "nl",
        "rus": "ru",
        "pol": "pl",
        "ces": "cs",
        "cze": "cs",
        "swe": "sv",
        "dan": "da",
        "nor": "no",
        "fin": "fi",
        "hun": "hu",
        "ell": "el",
        "gre": "el",
        "tur": "tr",
        "jpn": "ja",
        "zho": "zh",
        "chi": "zh",
        "kor": "ko",
        "ukr": "uk",
        "heb": "he",
        "ara": "ar",
        "ind": "id",
        "vie": "vi",
        "tha": "th",
        "ron": "ro",
        "cat": "ca",
        "lat": "la",
    }
)
"""ISO 639-2 and 639-3, which calibre writes, to BCP 47, which asks for the shorter."""


class CalibreBook(Struct, frozen=True):
    """A book as metadata.db has it.

    Attributes:
        number: its own.
        title: as kept.
        folder: of its files, below the library's.
        authors: in order.
        series: title, or "".
        index: its place in the series.
        tags: as kept.
        comments: HTML.
        languages: three letters each.
        published: as SQLite keeps a moment.
        identifiers: by kind: "url", "isbn" ….
        publisher: or "".
        stars: a reader's own rating, 1 to 10, or None.
        formats: "EPUB" and so on, with the name of the file, less its ending.
        columns: values of columns that people added, by their names.
    """

    number: int
    title: str
    folder: str
    authors: tuple[str, ...] = ()
    series: str = ""
    index: float | None = None
    tags: tuple[str, ...] = ()
    comments: str = ""
    languages: tuple[str, ...] = ()
    published: str = ""
    identifiers: Mapping[str, str] = MappingProxyType({})
    publisher: str = ""
    stars: int | None = None
    formats: tuple[tuple[str, str], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def list_formats(book: CalibreBook) -> tuple[tuple[str, str], ...]:
    """Give a book's formats, the one to read first.

    Example:
        >>> list_formats(CalibreBook(1, "Oz", "x", formats=(("MOBI", "Oz"), ("EPUB", "Oz"))))
        (('EPUB', 'Oz'), ('MOBI', 'Oz'))
    """
    order = {name: place for place, name in enumerate(FORMATS)}
    return tuple(sorted(book.formats, key=lambda pair: (order.get(pair[0], len(order)), pair)))


def describe_book(book: CalibreBook, fandoms: Sequence[str] = ()) -> tuple[Claim, ...]:
    """Say what a catalogue states of a book.

    A reader's stars are kept under a label of their own: they are no rating of the content.

    Args:
        book: as kept.
        fandoms: of every book, as whoever imports it says.

    Returns:
        Claims without evidence: what they come from is no text of the book.

    Example:
        >>> book = CalibreBook(1, "Gates of Oz", "x", series="Gates", index=2.0, stars=8)
        >>> [(claim.field, claim.value) for claim in describe_book(book)][1:]
        [('series', {'title': 'Gates', 'index': 2.0}), ('label:stars', 8)]
    """
    found: list[tuple[str, object]] = []
    title = _line(book.title)
    if title and title != "Unknown":
        found.append(("title", title))
    names = [name for name in (_line(name.replace("|", ",")) for name in book.authors) if name]
    if names and names != ["Unknown"]:
        found.append(("creators", names))
    if book.series:
        found.append(("series", {"title": _line(book.series), "index": book.index}))
    summary = strip_markup(book.comments)
    if summary:
        found.append(("summary", summary))
    found += _tags_of(book, fandoms)
    languages = [_LANGUAGES.get(code, code) for code in book.languages if code != "und"]
    if languages:
        found.append(("language", languages[0]))
    found += _published(book)
    address = _find_address(book.identifiers)
    if address is not None:
        found.append(("source_url", address))
    if book.publisher:
        found.append(("label:publisher", _line(book.publisher)))
    if book.stars:
        found.append(("label:stars", book.stars))
    return tuple(Claim(field, value, "stated", SURE, (), BY) for field, value in found)


def _tags_of(book: CalibreBook, fandoms: Sequence[str]) -> list[tuple[str, object]]:
    said: dict[str, list[str]] = {}
    if fandoms:
        said["label:fandom"] = list(fandoms)
    for name, kept in book.columns.items():
        field = _COLUMNS.get(name.lower().lstrip("#"))
        if field is not None:
            said.setdefault(field, []).extend(_line(value) for value in kept if value.strip())
    done = [_DONE[tag.casefold()] for tag in book.tags if tag.casefold() in _DONE]
    tags = [_line(tag) for tag in book.tags if tag.strip() and tag.casefold() not in _DONE]
    if tags:
        said["tags"] = [*tags, *said.get("tags", [])]
    found: list[tuple[str, object]] = []
    for field, values in said.items():
        once = list(dict.fromkeys(values))
        if once:
            found.append((field, once if field in _LISTS else ", ".join(once)))
    if done:
        found.append(("complete", done[0]))
    return found


def _published(book: CalibreBook) -> list[tuple[str, object]]:
    found = _DATE.match(book.published)
    if found is None or int(found.group(1)) < _NO_YEAR:
        return []
    date = found.group()
    return [("date", date), ("dates", [{"event": "posted", "date": date}])]


def _find_address(identifiers: Mapping[str, str]) -> str | None:
    for kind in ("url", "uri"):
        value = identifiers.get(kind, "").replace("http|//", "http://")
        value = value.replace("https|//", "https://").replace("|", ",")
        if value.startswith(("http://", "https://")):
            return value
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
