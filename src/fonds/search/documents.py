"""Documents: a catalogue line and a body as the engine takes them. Pure."""

import unicodedata
from collections.abc import Iterable

import tantivy

from fonds.model.entry import Entry
from fonds.search.fields import FIELD_OF_FACET, clean
from fonds.search.pairs import find_pair_terms
from fonds.search.query import POVS
from fonds.search.ranges import find_date_bounds


def make_document(entry: Entry, body: str) -> tantivy.Document:
    """Make the document of a work.

    Args:
        entry: the work's catalogue line.
        body: the story alone, as it is published.

    Returns:
        A document of the schema that `make_schema` makes.
    """
    document = tantivy.Document()
    document.add_text("work_id", entry.work_id)
    document.add_text("title", clean(entry.title or entry.incipit))
    document.add_text("body", clean(body))
    if entry.summary:
        document.add_text("summary", clean(entry.summary))
    if entry.series:
        document.add_text("series", clean(entry.series))
    _add_names(document, "author", entry.creators)
    _add_names(document, "fandom", entry.fandoms)
    _add_names(document, "pairing", entry.relationships)
    _add_names(document, "character", entry.characters)
    _add_names(document, "tag", entry.tags)
    # Warnings and categories are looked for as tags, too; warnings are no facet of their own.
    for label in (*entry.warnings, *entry.categories):
        document.add_text("tag", clean(label))
    for pairing in entry.relationships:
        for term in find_pair_terms(pairing):
            document.add_text("pair", term)
    document.add_text("kind_exact", clean(entry.kind))
    document.add_text("rating_exact", clean(entry.rating or "Not Rated"))
    for category in dict.fromkeys(clean(one) for one in entry.categories):
        document.add_text("category_exact", category)
    if entry.pov.person is not None:
        document.add_text("pov_exact", POVS[entry.pov.person])
    if entry.pov.narrator:
        _add_names(document, "narrator", (entry.pov.narrator,))
    for facet, field in FIELD_OF_FACET.items():
        document.add_unsigned(f"{facet}_said", int(field not in entry.derived))
    _add_numbers(document, entry)
    return document


def _add_names(document: tantivy.Document, field: str, names: Iterable[str]) -> None:
    for name in dict.fromkeys(clean(name) for name in names):
        document.add_text(field, name)
        document.add_text(f"{field}_exact", name)


def _add_numbers(document: tantivy.Document, entry: Entry) -> None:
    # Order keys end in the identifier, so that works that are otherwise equal always come
    # in the same order. A work without the key comes last, whichever way it is sorted.
    document.add_text("title_order", f"{order_key(entry.title or entry.incipit)}\0{entry.work_id}")
    if entry.creators:
        document.add_text("author_order", f"{order_key(entry.creators[0])}\0{entry.work_id}")
    document.add_unsigned("words", max(0, entry.words))
    document.add_text("words_order", f"{max(0, entry.words):012}\0{entry.work_id}")
    bounds = find_date_bounds(entry.date) if entry.date else None
    if bounds is not None:
        document.add_unsigned("date", bounds[0])
        document.add_text("date_order", f"{bounds[0]:08}\0{entry.work_id}")


def order_key(text: str) -> str:
    """Give what a title or name is ordered by: no case, accents, marks or leading article.

    Example:
        >>> order_key("The Éclair, Again")
        'eclair again'
    """
    flat = "".join(
        char if char.isalnum() else " "
        for char in unicodedata.normalize("NFKD", clean(text)).casefold()
        if not unicodedata.combining(char) and char not in "'’"
    )
    key = " ".join(flat.split())
    for article in ("the ", "a ", "an "):
        if key.startswith(article):
            return key[len(article) :]
    return key
