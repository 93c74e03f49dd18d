"""Dataset dictionary: every table and column of a dataset, and what it means.

The schemas of all formats, the data package, the README of an export and docs/dataset.md are
made from here, so that none of them can say something else.
"""

from typing import Literal

from msgspec import Struct

ColumnKind = Literal["string", "integer", "number", "boolean", "strings", "json"]
"""`strings` is a list of strings, in CSV as a JSON array; `json` is a string that holds JSON."""

Lead = tuple[tuple[str, ...], str]


class Column(Struct, frozen=True):
    """A column of a table.

    Attributes:
        name: lower case, words joined by "_".
        kind: what a cell holds, when it holds something.
        meaning: in one sentence.
        always: whether every row has a value.
    """

    name: str
    kind: ColumnKind
    meaning: str
    always: bool = False


class DatasetTable(Struct, frozen=True):
    """A table of a dataset.

    Attributes:
        name: also of its files.
        meaning: what a row is, in one sentence.
        columns: in order.
        key: the columns that name a row.
        leads: (columns, the table whose key they hold).
        optional: whether it is written only when asked for.
        together: rows that are written at once; fewer where rows are long.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    leads: tuple[Lead, ...] = ()
    optional: bool = False
    together: int = 10_000


_WORK = Column("work_id", "string", "The work's identifier; the same in all tables.", always=True)
_OF_WORK: tuple[Lead, ...] = ((("work_id",), "works"),)


def _count(name: str, meaning: str) -> Column:
    return Column(name, "integer", meaning, always=True)


def _word(name: str, meaning: str) -> Column:
    return Column(name, "string", meaning, always=True)


def _list(name: str, meaning: str) -> Column:
    return Column(name, "strings", meaning, always=True)


def _json(name: str, meaning: str) -> Column:
    return Column(name, "json", meaning, always=True)


def _maybe(name: str, meaning: str) -> Column:
    return Column(name, "string", meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, "integer", meaning)


WORKS = DatasetTable(
    "works",
    "A work: the best that is known of each field.",
    (
        _WORK,
        _word("kind", "`story` or `not-story`."),
        _word("reason", "Why it is, or is no, story."),
        _maybe("form", "prose, script, poem, filk, letters, journal or chat log."),
        _maybe("title", "As stated or read."),
        _word("incipit", "The first words of the story."),
        _list("creators", "Who made it, under the names people decided on."),
        _list("fandoms", "The worlds it is set in."),
        _maybe("rating", "One of the five ratings of the Archive of Our Own."),
        _maybe("rating_stated", "The rating as the header says it."),
        _maybe("suggested_rating", "The rating that the text itself suggests."),
        _json("suggested_warnings", "What the text may warn of, each with its confidence."),
        _list("warnings", "What a reader is warned of."),
        _list("categories", "F/F, F/M, Gen, M/M, Multi, Other."),
        _list("relationships", "Pairs and groups; `/` is romantic, `&` is not."),
        _list("characters", "Who the header says is in it, or else the text."),
        _list("tags", "Everything else it is filed under."),
        _list("broader", "Tags that those are a part of, people decided: `fandom:Jane Austen`."),
        _maybe("summary", "The whole summary."),
        _maybe("disclaimer", "The whole disclaimer."),
        _maybe("epigraph", "The whole epigraph."),
        _json("notes", "The author's notes: `where` and `text`."),
        _list("keeper_notes", "Notes by somebody who kept or posted it."),
        _maybe("dedication", "To whom the author gives it."),
        _json("song", "Songs whose words are used: `title` and `artist`."),
        _maybe("series", "The series it belongs to."),
        Column("series_index", "number", "Its place there."),
        _json("sequel", "Works it continues or is continued by: `relation` and `title`."),
        _number("part", "Which part this text is."),
        _number("part_of", "Of how many."),
        _maybe("challenge", "The challenge or exchange it was written for."),
        _json("credits", "Who read it first and who is thanked: `role` and `text`."),
        _maybe("feedback", "What the author says of comments."),
        _maybe("archive_permission", "What the author allows others to do with it."),
        _maybe("date", "The date it bears: YYYY, YYYY-MM or YYYY-MM-DD."),
        _number("year", "The year of that date."),
        _json("dates", "Every date stated: `event` and `date`."),
        _maybe("source_url", "Where the file says it was published."),
        _maybe("language", "A BCP 47 tag."),
        _count("words", "Words of the body."),
        Column("complete", "boolean", "Whether it is finished, where the source says so."),
        _json("setting", "Places in canon: `show`, `season`, `number`, `episode`, `relation`."),
        _maybe("pov_person", "The grammatical person it is told in."),
        _maybe("narrator", "Who tells it."),
        _maybe("tense", "past, present or mixed."),
        _count("chapters", "How many chapters it has; 0 when it is not divided."),
        _count("scenes", "How many scenes it has."),
        _count("reading_minutes", "How long an adult reads it, at 238 words a minute."),
        Column("reading_ease", "number", "Flesch's reading ease of an English text."),
        _count("sources", "How many originals it is made of."),
        _count("repairs", "How many mendings of damaged characters are proposed."),
        _list("derived", "Fields of this row that nobody stated: read from the text."),
        _list("uncertain", "Fields of this row with a confidence under 0.7."),
        _count("accession", "The number of the act of taking in that brought it."),
    ),
    ("work_id",),
    together=2_000,
)

CLAIMS = DatasetTable(
    "claims",
    "Something said of a work: every answer, the one that counts marked.",
    (
        _WORK,
        _count("claim", "Its number in the work, from 0."),
        _word("field", "A column of `works`, or `label:` and what a header called it."),
        _json("value", "The value."),
        _word("basis", "`curated` (a person later), `stated` (the source), `derived` (Fonds)."),
        Column("confidence", "number", "0 to 1.", always=True),
        _word("by", "What said it and at which version; for a person, `a person`."),
        Column("is_best", "boolean", "Whether it speaks for its field.", always=True),
    ),
    ("work_id", "claim"),
    _OF_WORK,
)

EVIDENCE = DatasetTable(
    "evidence",
    "The words a claim comes from; a claim without a row was computed from the whole work.",
    (
        _WORK,
        _count("claim", "The claim's number in the work."),
        _count("place", "Which of the claim's places, from 0."),
        _count("source", "The source's number in the work."),
        _word("path", "The source's path in the heap."),
        _maybe("member", "Its path inside a container."),
        _word("digest", "SHA-256 of the source's bytes."),
        _count("start", "First code point in the source's text."),
        _count("end", "One past the last."),
        _word("quote", "The words."),
    ),
    ("work_id", "claim", "place"),
    ((("work_id", "claim"), "claims"), (("work_id", "source"), "sources")),
)

CHAPTERS = DatasetTable(
    "chapters",
    "A chapter of a work.",
    (
        _WORK,
        _count("chapter", "1, 2, 3 …"),
        _maybe("title", "As its heading says."),
        _count("start", "First code point in the body."),
        _count("end", "One past the last."),
        _count("words", "How many words it has, separated by white space."),
    ),
    ("work_id", "chapter"),
    _OF_WORK,
)

SCENES = DatasetTable(
    "scenes",
    "A scene of a work.",
    (
        _WORK,
        _count("scene", "1, 2, 3 …"),
        _count("start", "First code point in the body."),
        _count("end", "One past the last."),
        _maybe("point_of_view", "Whose eyes see it."),
        _maybe("person", "The grammatical person it is told in."),
        _maybe("tense", "past, present or mixed."),
    ),
    ("work_id", "scene"),
    _OF_WORK,
)

PEOPLE = DatasetTable(
    "people",
    "Somebody in a story.",
    (
        _WORK,
        _count("person", "1, 2, 3 …, the foremost first."),
        _maybe("name", "Canonical where a pack knows them; null for one called only she or he."),
        _word("presence", "`narrator`, `present` or `mentioned`."),
        _word("gender", "As canon, an honorific or the pronouns have it."),
        _list("names", "The names used, the most frequent first."),
        _count("mentions", "How often they are named."),
        Column(
            "known", "boolean", "Whether a pack of the story's fandoms knows them.", always=True
        ),
    ),
    ("work_id", "person"),
    _OF_WORK,
)

EDGES = DatasetTable(
    "edges",
    "Two people of one work who are said to belong together, or are in the same scenes. Of who "
    "shares scenes the twelve foremost people of a work are counted.",
    (
        _WORK,
        _word("first", "The one whose name sorts first."),
        _word("second", "The other."),
        _maybe("stated", "`romantic` or `friends`, when a relationship names both."),
        _number("shared", "Scenes or pages in which both are named."),
        _maybe("unit", "`scene`, or `page` of 250 words when it has fewer than three scenes."),
        _number("units", "How many of them the work has."),
    ),
    ("work_id", "first", "second"),
    _OF_WORK,
)

QUOTES = DatasetTable(
    "quotes",
    "Direct speech. Empty so far: Fonds does not yet say who speaks.",
    (
        _WORK,
        _count("quotation", "1, 2, 3 …"),
        _count("start", "First code point in the body."),
        _count("end", "One past the last."),
        _maybe("speaker", "Who says it."),
        Column("confidence", "number", "0 to 1.", always=True),
    ),
    ("work_id", "quotation"),
    _OF_WORK,
)

SOURCES = DatasetTable(
    "sources",
    "An original that a work is made of, in reading order.",
    (
        _WORK,
        _count("source", "0, 1, 2 …"),
        _word("path", "Its path in the heap."),
        _maybe("member", "The path inside a container."),
        _word("digest", "SHA-256 of the bytes that were read."),
        _count("bytes", "Their number."),
        _word("media_type", "By content."),
        _maybe("encoding", "The charset it was read in."),
        _maybe("original", "SHA-256 of the file as given: the container, for a member."),
    ),
    ("work_id", "source"),
    _OF_WORK,
)

PROBLEMS = DatasetTable(
    "problems",
    "Something odd in a work's files.",
    (
        _WORK,
        _count("problem", "0, 1, 2 …"),
        _word("code", "Permanent; docs/problems/ says what each means."),
        _word("message", "In one sentence."),
        _word("quote", "The characters concerned."),
        _count("source", "The source's number in the work."),
        _number("start", "First code point in the source's text."),
        _number("end", "One past the last."),
    ),
    ("work_id", "problem"),
    _OF_WORK,
)

WORK_TAGS = DatasetTable(
    "work_tags",
    "A tag of a work as it was read, and the name people decided on.",
    (
        _WORK,
        _word("kind", "`fandom`, `relationship`, `character`, `tag` or `author`."),
        _word("name", "As it was read; what the author typed is the quote in `evidence`."),
        _word("canonical", "The name people decided on; the same where nobody has."),
    ),
    ("work_id", "kind", "name"),
    _OF_WORK,
)

TAGS = DatasetTable(
    "tags",
    "A tag, with how many works of this dataset have it.",
    (
        _word("kind", "`fandom`, `relationship`, `character`, `tag` or `author`."),
        _word("name", "As it was read."),
        _word("canonical", "The name people decided on; the same where nobody has."),
        _list("broader", "Tags it is a part of, people decided: `fandom:Jane Austen`."),
        _count("works", "How many works have it."),
    ),
    ("kind", "name"),
)

TEXTS = DatasetTable(
    "texts",
    "The story alone. The words are their authors': written only with --with-text.",
    (_WORK, _word("body", "Paragraphs separated by a blank line; no header, no notes.")),
    ("work_id",),
    _OF_WORK,
    optional=True,
    together=500,
)

TABLES: tuple[DatasetTable, ...] = (
    WORKS,
    CLAIMS,
    EVIDENCE,
    CHAPTERS,
    SCENES,
    PEOPLE,
    EDGES,
    QUOTES,
    SOURCES,
    PROBLEMS,
    WORK_TAGS,
    TAGS,
    TEXTS,
)


def find_tables(*, with_text: bool) -> tuple[DatasetTable, ...]:
    """Give the tables of a dataset, in order."""
    return tuple(table for table in TABLES if with_text or not table.optional)
