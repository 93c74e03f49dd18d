"""Fields: the layout of the index, and how texts become terms.

Two analyzers. *prose* (titles, summaries, bodies) cuts at everything but letters, digits
and inner apostrophes, folds case and accents, and takes English endings off (Snowball's
English stemmer, which takes "'s" off too), so that "hounds" finds "the hound's". *names*
does the same without the stemmer, since "James" is not the plural of "Jame".

One body field is enough: a phrase is matched word for word with endings forgiven. An
unstemmed second field would make the index half as large again, for the sake of telling
"the hound bayed" from "the hounds baying".
"""

import unicodedata
from functools import cache

import tantivy

LAYOUT = 6
"""To be raised whenever a field or analyzer changes: older indexes are then made anew."""

PROSE = "prose"
NAMES = "names"

_WORD = r"[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*"

ANY_FIELDS: tuple[tuple[str, float], ...] = (
    ("title", 6.0),
    ("author", 4.0),
    ("fandom", 2.0),
    ("pairing", 2.0),
    ("character", 2.0),
    ("tag", 2.0),
    ("series", 3.0),
    ("summary", 2.0),
    ("body", 1.0),
)
"""What a bare word is looked for in, and how much each counts. Chosen by hand: a word of
the title must beat any number of mentions in a body; nothing was measured."""

PROSE_FIELDS = frozenset({"title", "series", "summary", "body"})

FACETS = (
    "fandom",
    "rating",
    "category",
    "author",
    "pairing",
    "character",
    "tag",
    "warning",
    "series",
    "pov",
    "narrator",
    "language",
    "status",
    "crossover",
    "year",
    "kind",
)
"""Facet names; each has a field `<name>_exact`, and a column (`fonds.search.columns`)."""

NAME_FACETS = ("author", "fandom", "pairing", "character", "tag", "warning", "narrator")
"""Facets whose values are looked for word by word, too."""

FIELD_OF_FACET = {
    "fandom": "fandoms",
    "rating": "rating",
    "category": "categories",
    "author": "creators",
    "pairing": "relationships",
    "character": "characters",
    "pov": "pov",
    "narrator": "pov",
}
"""The entry's field a facet comes from, where it may be derived."""


FACET_OF_KIND = {
    "fandom": "fandom",
    "relationship": "pairing",
    "character": "character",
    "tag": "tag",
    "author": "author",
}
"""The facet by which names of a kind of tag are chosen."""


def make_schema() -> tantivy.Schema:
    """Make the schema: one field per question that the query language can ask."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("work_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "series", "summary", "body"):
        stored = name in {"title", "summary", "body"}
        builder.add_text_field(name, stored=stored, tokenizer_name=PROSE)
    for name in NAME_FACETS:
        builder.add_text_field(name, tokenizer_name=NAMES)
    builder.add_text_field("pair", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(f"{name}_exact", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    for name in ("words", "date", "chapters", "added"):
        builder.add_unsigned_field(name, indexed=True)
    return builder.build()


@cache
def _analyzer(name: str) -> tantivy.TextAnalyzer:
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if name == PROSE:
        builder = builder.filter(tantivy.Filter.stemmer("english"))
    return builder.build()


def register_analyzers(index: tantivy.Index) -> None:
    """Tell an opened index its analyzers; they are not kept in its files."""
    for name in (PROSE, NAMES):
        index.register_tokenizer(name, _analyzer(name))


def analyze(field: str, text: str) -> list[str]:
    """Give the terms that a text becomes in a field.

    Example:
        >>> analyze("body", "Watson’s HOUNDS bayed, naïvely")
        ['watson', 'hound', 'bay', 'naiv']
        >>> analyze("author", "James O'Brien")
        ['james', "o'brien"]
    """
    analyzer = _analyzer(PROSE if field in PROSE_FIELDS else NAMES)
    terms: list[str] = analyzer.analyze(clean(text))
    return terms


def clean(text: str) -> str:
    r"""Give a text as the engine can take it: composed, without lone surrogates.

    Example:
        >>> clean("e\u0301t\u00e9 \udce9") == "\u00e9t\u00e9 \ufffd"
        True
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return unicodedata.normalize("NFC", text)
