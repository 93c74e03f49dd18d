"""Documents: a catalogue line and a body as the engine takes them. Pure."""

import unicodedata
from collections.abc import Iterable

import tantivy

from fonds.model.entry import Entry
from fonds.model.sight import UNRATED
from fonds.search.columns import RowValues
from fonds.search.fields import FACET_OF_KIND, FIELD_OF_FACET, NAME_FACETS, clean
from fonds.search.pairs import find_pair_terms
from fonds.search.query import COMPLETE, CROSSOVER, ONE_FANDOM, POVS, UNFINISHED
from fonds.search.ranges import find_date_bounds


def make_document(entry: Entry, body: str, row: int) -> tantivy.Document:
    """Make the document of a work.

    Args:
        entry: the work's catalogue line.
        body: the story alone, as it is published.
        row: the work's row in the columns.

    Returns:
        A document of the schema that `make_schema` makes.
    """
    document = tantivy.Document()
    document.add_text("work_id", entry.work_id)
    document.add_unsigned("row", row)
    document.add_text("title", clean(entry.title or entry.incipit))
    document.add_text("body", clean(body))
    if entry.summary:
        document.add_text("summary", clean(entry.summary))
    if entry.series:
        document.add_text("series", clean(entry.series))
    for facet, values in list_values(entry).items():
        for value in values:
            document.add_text(f"{facet}_exact", value)
            if facet in NAME_FACETS:
                document.add_text(facet, value)
    # Warnings and categories are looked for as tags, too.
    for label in (*entry.warnings, *entry.categories):
        document.add_text("tag", clean(label))
    _add_typed(document, entry)
    pairings = [
        *entry.relationships,
        *entry.broader.get("relationship", ()),
        *entry.typed.get("relationship", ()),
    ]
    for term in dict.fromkeys(term for one in pairings for term in find_pair_terms(one)):
        document.add_text("pair", term)
    _add_numbers(document, entry)
    return document


def _add_typed(document: tantivy.Document, entry: Entry) -> None:
    """Let a work be found by the words of names that people decided to call otherwise.

    Only the words: as a value one chooses by, a synonym leads to its canonical name.
    """
    for kind, names in entry.typed.items():
        for name in names:
            document.add_text(FACET_OF_KIND[kind], clean(name))


def list_values(entry: Entry) -> dict[str, tuple[str, ...]]:
    """List what a work can be chosen by: for each of `FACETS` its values, none twice.

    Names that are broader than a work's own are among them: it is found under each.

    Args:
        entry: the work's catalogue line.
    """
    status = {None: (), True: (COMPLETE,), False: (UNFINISHED,)}[entry.complete]
    crossover = CROSSOVER if len(set(entry.fandoms)) > 1 else ONE_FANDOM
    pov, language, series = entry.pov, entry.language, entry.series
    found: dict[str, Iterable[str]] = {
        "fandom": entry.fandoms,
        "rating": (entry.rating or UNRATED,),
        "category": entry.categories,
        "author": entry.creators,
        "pairing": entry.relationships,
        "character": entry.characters,
        "tag": entry.tags,
        "warning": entry.warnings,
        "series": (name_series(series),) if series else (),
        "pov": (POVS[pov.person],) if pov.person is not None else (),
        "narrator": (pov.narrator,) if pov.narrator else (),
        "language": (language.partition("-")[0].lower(),) if language else (),
        "status": status,
        "crossover": (crossover,) if entry.fandoms else (),
        "year": (entry.date[:4],) if entry.date else (),
        "kind": (entry.kind,),
    }
    for kind, above in entry.broader.items():
        facet = FACET_OF_KIND[kind]
        found[facet] = (*found[facet], *above)
    return {
        facet: tuple(dict.fromkeys(clean(value) for value in values))
        for facet, values in found.items()
    }


def make_row(entry: Entry) -> RowValues:
    """Make what a work adds to the columns."""
    unsaid = frozenset(facet for facet, field in FIELD_OF_FACET.items() if field in entry.derived)
    bounds = find_date_bounds(entry.date) if entry.date else None
    return RowValues(
        list_values(entry),
        unsaid,
        max(0, entry.words),
        date=bounds[0] if bounds is not None else 0,
        added=entry.accession,
        work_id=entry.work_id,
        title=order_key(entry.title or entry.incipit),
        author=order_key(entry.creators[0]) if entry.creators else "",
    )


def name_series(series: str) -> str:
    """Give the name of a series without the place in it.

    Example:
        >>> name_series("Baker Street Nights, 2"), name_series("Nineteen, Twenty")
        ('Baker Street Nights', 'Nineteen, Twenty')
    """
    name, comma, place = series.rpartition(", ")
    return name if comma and place.isdigit() else series


def _add_numbers(document: tantivy.Document, entry: Entry) -> None:
    document.add_unsigned("added", entry.accession)
    document.add_unsigned("words", max(0, entry.words))
    document.add_unsigned("chapters", max(1, entry.chapters))
    bounds = find_date_bounds(entry.date) if entry.date else None
    if bounds is not None:
        document.add_unsigned("date", bounds[0])


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
