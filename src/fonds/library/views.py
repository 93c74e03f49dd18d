"""Views: what every visitor may see of a library, for people who ask with SQL.

They stand in the database itself (`schema_0004.sql`); here is what they mean, for the page that
describes them and for Datasette.
"""

from typing import Any

from msgspec import Struct


class View(Struct, frozen=True):
    """A view of the library.

    Attributes:
        meaning: what a row is.
        columns: the meaning of each column, in order.
    """

    meaning: str
    columns: dict[str, str]


_WORK = {"work_id": "the work"}

VIEWS: dict[str, View] = {
    "public_works": View(
        "a work: the best that is known of each field",
        {
            **_WORK,
            "kind": "`story`, `not-story`",
            "title": "or null",
            "creators": "JSON list, under canonical names",
            "fandoms": "JSON list, under canonical names",
            "relationships": "JSON list, under canonical names",
            "characters": "JSON list, under canonical names",
            "tags": "JSON list, under canonical names",
            "rating": "one of five, or null",
            "rating_stated": "as the header says it",
            "suggested_rating": "what the text itself suggests",
            "warnings": "JSON list",
            "categories": "JSON list",
            "summary": "or null",
            "series": "its title, or null",
            "series_index": "the work's place in it",
            "date": "YYYY, YYYY-MM or YYYY-MM-DD, or null",
            "year": "of the date",
            "language": "BCP 47",
            "words": "of the body",
            "scenes": "how many",
            "complete": "1, 0, or null when nobody says",
            "form": "prose, script, poem …",
            "pov_person": "the grammatical person it is told in",
            "tense": "past, present, mixed",
            "reading_ease": "Flesch's, of an English text",
            "source_url": "where the file says it was published",
            "accession": "the act of taking in that brought it",
            "taken_in": "when that began",
        },
    ),
    "public_claims": View(
        "something said of a work",
        {
            **_WORK,
            "claim": "names the claim in this library, until the work is read anew",
            "field": "a field of the one-record contract, or `label:` and a header's word",
            "value": "JSON; null where it may hold an address of e-mail",
            "basis": "`curated` (a person), `stated`, `derived`",
            "confidence": "0 to 1",
            "by": "what said it, and at which version; people have no names here",
            "is_best": "1 when it speaks for its field",
        },
    ),
    "public_evidence": View(
        "the words that a claim comes from",
        {
            **_WORK,
            "claim": "as in `public_claims`",
            "field": "of the claim",
            "place": "0, 1, 2 …",
            "source": "which of the work's sources",
            "digest": "of that source's bytes",
            "start": "first code point in the source's text",
            "end": "one past the last",
            "quote": "the words; null where they may hold an address of e-mail",
        },
    ),
    "public_work_tags": View(
        "a tag of a work",
        {
            **_WORK,
            "kind": "`fandom`, `relationship`, `character`, `tag`, `author`",
            "name": "as it was read",
            "canonical": "the name people decided on, else the same",
        },
    ),
    "public_tags": View(
        "a tag",
        {
            "kind": "as in `public_work_tags`",
            "name": "as it was read",
            "canonical": "the name people decided on, else the same",
            "works": "how many have it",
        },
    ),
    "public_broader_tags": View(
        "a canonical tag and one that it is a part of",
        {
            "kind": "of the narrower",
            "name": "of the narrower",
            "broader_kind": "of the broader",
            "broader": "the broader's name",
        },
    ),
    "public_sources": View(
        "a source of a work",
        {
            **_WORK,
            "source": "0, 1, 2 … in reading order",
            "path": "in the heap; null where it may hold an address of e-mail",
            "member": "inside a container, or null",
            "digest": "of the bytes that were read",
            "original": "digest of the stored original (the container)",
            "size": "of that original, in bytes",
            "media_type": "of that original, by content",
        },
    ),
    "public_editions": View(
        "a work that may be one story with others",
        {
            "family": "the same for all that may be one",
            "place": "0 is the best of them",
            **_WORK,
            "confidence": "0 to 1",
            "why": "in words",
        },
    ),
    "public_events": View(
        "something that happened, without who did it",
        {
            "event": "order",
            "at": "time",
            "name": "from the PREMIS event types",
            "accession": "what it concerns, or null",
            "work_id": "what it concerns, or null",
            "digest": "what it concerns, or null",
        },
    ),
    "public_entries": View(
        "a work that the other views may speak of",
        {
            **_WORK,
            "kind": "`story`, `not-story`",
            "date": "or null",
            "words": "of the body",
            "accession": "the act of taking in that brought it",
        },
    ),
}


def build_views_metadata(database: str = "library") -> dict[str, Any]:
    """Build the metadata with which Datasette shows the views and nothing else of a library.

    Args:
        database: what Datasette calls it: its file's name without the suffix.

    Returns:
        JSON values; tables, SQL of one's own and the database as a file are denied.
    """
    tables = {
        name: {
            "allow": True,
            "description": f"{view.meaning[0].upper()}{view.meaning[1:]}.",
            "columns": {
                column: meaning.replace("`", "") for column, meaning in view.columns.items()
            },
        }
        for name, view in VIEWS.items()
    }
    # A database that is denied is not on the first page: the way to its views is put there.
    links = "".join(
        f'<li><a href="{database}/{name}">{name}</a>: {view.meaning}</li>'
        for name, view in VIEWS.items()
    )
    return {
        "title": "A library of fan fiction",
        "description_html": f"<ul>{links}</ul>",
        "databases": {database: {"allow": False, "allow_sql": False, "tables": tables}},
    }


def describe_views() -> str:
    """Describe all views as Markdown, as docs/library-format.md has them."""
    return "\n".join(
        f"### `{name}`: {view.meaning}\n| column | meaning |\n|---|---|\n"
        + "".join(f"| `{column}` | {meaning} |\n" for column, meaning in view.columns.items())
        for name, view in VIEWS.items()
    )
