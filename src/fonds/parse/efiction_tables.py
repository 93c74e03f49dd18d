"""eFiction's tables: which of a dump's rows are its stories, chapters, authors and tags.

The tables' names begin with whatever the archive's owner chose ("fanfiction_" as installed), and
a dump may come without their definitions: then the columns are those eFiction installs.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from fonds.model.text import Text
from fonds.parse.archive_story import locate
from fonds.parse.plain import Decoder

Span = tuple[int, int]
ReadValue = Callable[[bytes, Span], bytes | None]

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "authors": tuple(
            "uid penname realname email website bio image date admincreated password".split()
        ),
        "categories": tuple(
            "catid parentcatid category description image locked leveldown displayorder "
            "numitems".split()
        ),
        "challenges": tuple("chalid challenger uid title catid characters summary".split()),
        "chapters": tuple(
            "chapid title inorder notes storytext endnotes validated wordcount rating reviews "
            "sid uid count".split()
        ),
        "characters": tuple("charid catid charname bio image".split()),
        "classes": tuple("class_id class_type class_name".split()),
        "classtypes": tuple("classtype_id classtype_name classtype_title".split()),
        "coauthors": tuple("sid uid".split()),
        "genres": tuple("gid genre".split()),
        "inseries": tuple("seriesid sid subseriesid confirmed inorder".split()),
        "ratings": tuple("rid rating ratingwarning warningtext".split()),
        "series": tuple(
            "seriesid title summary uid isopen catid classes rating warnings genres characters "
            "reviews challenges numstories".split()
        ),
        "settings": tuple(
            "sitekey sitename slogan url siteemail tableprefix skin hiddenskins language "
            "submissionsoff storiespath store".split()
        ),
        "stories": tuple(
            "sid title summary storynotes catid classes charid rid date updated uid coauthors "
            "featured validated completed rr wordcount rating reviews count challenges".split()
        ),
        "warnings": tuple("wid warning".split()),
    }
)
"""The tables we read, with their columns as eFiction 3.5 installs them; "genres" and "warnings"
are those of 2.0. Source: what the program itself creates."""

_OLDER_STORIES: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        # 3.0 and 3.1: co-authors stand only in a table of their own.
        20: tuple(name for name in COLUMNS["stories"] if name != "coauthors"),
    }
)
_OLDER_CHAPTERS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {12: tuple(name for name in COLUMNS["chapters"] if name != "endnotes")}
)
_MEASURED = frozenset({"settings"})
"""Tables of which only the first columns are read, so that more are no fault."""


class ArchiveRow(Struct, frozen=True, gc=False):
    """A row of a table, as ranges of the dump's bytes.

    Attributes:
        table: its name without what all tables' names begin with: "stories".
        name: its name in the dump: "fanfiction_stories".
        columns: what its values are called, as far as that is known.
        start: first byte of its "(", half-open.
        end: one past its ")".
        spans: one a value.
        is_odd: whether it has another number of values than its table has columns.
    """

    table: str
    name: str
    columns: tuple[str, ...]
    start: int
    end: int
    spans: tuple[Span, ...]
    is_odd: bool


def find_table(name: str) -> str | None:
    """Find which of our tables a table of a dump may be, whatever its name begins with.

    Example:
        >>> find_table("fanfiction_stories"), find_table("oz_coauthors"), find_table("users")
        ('stories', 'coauthors', None)
    """
    short = name.rpartition("_")[2]
    return short if short in COLUMNS else None


def find_prefix(names: Iterable[str]) -> str | None:
    """Find what the names of an archive's tables begin with: what "stories" and "chapters" share.

    Args:
        names: of the tables of a dump.

    Returns:
        "fanfiction_" or the like; None when no table of stories is among them.

    Example:
        >>> find_prefix(["oz_stories", "oz_chapters", "wp_stories"])
        'oz_'
    """
    known = set(names)
    prefixes = [name.removesuffix("stories") for name in sorted(known) if name.endswith("stories")]
    shared = {p: sum(f"{p}{table}" in known for table in COLUMNS) for p in prefixes}
    return max(prefixes, key=lambda prefix: shared[prefix], default=None)


def make_row(
    table: str, name: str, columns: tuple[str, ...], place: Span, spans: tuple[Span, ...]
) -> ArchiveRow:
    """Make a row, its columns named as eFiction names them where the dump does not.

    Args:
        table: one of `COLUMNS`.
        name: the table's name in the dump.
        columns: as the dump names them, or ().
        place: of the whole row in the dump.
        spans: of its values.
    """
    known = columns
    if not known:
        older = {"stories": _OLDER_STORIES, "chapters": _OLDER_CHAPTERS}.get(table, {})
        known = older.get(len(spans), COLUMNS[table])
    is_odd = len(known) != len(spans) and table not in _MEASURED
    return ArchiveRow(table, name, known[: len(spans)], *place, spans, is_odd)


_OLD_CHAPTER = {
    "chapid": "sid",
    "title": "chapter",
    "inorder": "inorder",
    "notes": "notes",
    "endnotes": "endnotes",
    "validated": "validated",
    "wordcount": "wordcount",
    "uid": "uid",
}
"""What eFiction 3 calls a chapter's values, and what 2.0 does, where a chapter is a row of
"stories" with the number of its first chapter's row in "psid"."""


def unfold_stories(
    rows: Mapping[str, list[ArchiveRow]], number: Callable[[ArchiveRow, str], int | None]
) -> dict[str, list[ArchiveRow]]:
    """Tell stories from chapters in the tables of eFiction 2.0, which keeps them as one.

    Args:
        rows: of each table.
        number: reads a value of a row.

    Returns:
        The same rows; those of "stories" that go on with another are chapters, and so is,
        besides being a story, each that begins one. Tables of later versions stay as they are.

    Cost: O(rows).
    """
    stories = rows.get("stories", [])
    if rows.get("chapters") or not any("psid" in row.columns for row in stories):
        return dict(rows)
    heads: list[ArchiveRow] = []
    chapters: list[ArchiveRow] = []
    for row in stories:
        sid, whole = number(row, "sid"), number(row, "psid")
        if not whole or whole == sid:
            heads.append(row)
        spans = dict(zip(row.columns, row.spans, strict=False))
        own = {new: spans[old] for new, old in _OLD_CHAPTER.items() if old in spans}
        own["sid"] = spans["psid"] if whole else spans["sid"]
        chapters.append(
            ArchiveRow(
                "chapters", row.name, tuple(own), row.start, row.end, tuple(own.values()), False
            )
        )
    return {**rows, "stories": heads, "chapters": chapters}


class Tables:
    """The tables of one archive, asked by name.

    Attributes:
        dump: all bytes of the dump.
        rows: the rows of each table, in the order of the dump; chapters told from stories.
        defined: tables that the dump defines.
    """

    def __init__(
        self,
        dump: bytes,
        rows: Mapping[str, list[ArchiveRow]],
        defined: frozenset[str],
        read: ReadValue,
        decode: Decoder,
    ) -> None:
        self.dump = dump
        self.defined = defined
        self._read = read
        self._decode = decode
        self.rows = unfold_stories(rows, self.number)

    def has(self, table: str) -> bool:
        """Whether the dump holds a table, be it an empty one."""
        return table in self.defined or bool(self.rows.get(table))

    def of(self, table: str) -> list[ArchiveRow]:
        """Give the rows of a table; none when the dump lacks it."""
        return self.rows.get(table, [])

    def raw(self, row: ArchiveRow, column: str) -> bytes | None:
        """Give a value's bytes; None for NULL and for a column that is not there."""
        span = self.span(row, column)
        return None if span is None else self._read(self.dump, span)

    def span(self, row: ArchiveRow, column: str) -> Span | None:
        """Find where a value stands in the dump."""
        try:
            return row.spans[row.columns.index(column)]
        except (ValueError, IndexError):
            return None

    def text(self, row: ArchiveRow, column: str) -> str:
        """Give a value as characters; "" for NULL and for a column that is not there."""
        data = self.raw(row, column)
        if not data:
            return ""
        return data.decode("ascii") if data.isascii() else self._decode(data, None)[0].chars

    def number(self, row: ArchiveRow, column: str) -> int | None:
        """Give a value as a whole number; None when it is none."""
        text = self.text(row, column).strip()
        sign = text.removeprefix("-")
        return int(text) if 0 < len(sign) < 19 and sign.isascii() and sign.isdigit() else None

    def quote(self, row: ArchiveRow) -> bytes:
        """Give a row as it stands in the dump."""
        return self.dump[row.start : row.end]

    def index(self, table: str, key: str) -> dict[int, ArchiveRow]:
        """Give the rows of a table by a number; of two with the same the first."""
        found: dict[int, ArchiveRow] = {}
        for row in self.of(table):
            number = self.number(row, key)
            if number is not None:
                found.setdefault(number, row)
        return found


class RowText:
    """The text of a row, in which its values are found again, as evidence.

    Places are code points of the text that reading the row's bytes anew gives.
    """

    def __init__(self, tables: Tables, row: ArchiveRow, decode: Decoder) -> None:
        self.data = tables.quote(row)
        self._tables = tables
        self._row = row
        self.text: Text = decode(self.data, None)[0]

    def find(self, column: str) -> Span | None:
        """Find a value in the row's text; None when the bytes and the text do not agree.

        Cost: O(n) where the row is not ASCII.
        """
        span = self._tables.span(self._row, column)
        if span is None:
            return None
        first = self._row.start
        found = locate(self.data, self.text.chars, span[0] - first, span[1] - first)
        if found is None:
            return None
        start, end = found
        if self.text.chars[start] in "'\"" and end - start >= 2:
            start, end = start + 1, end - 1  # the words without their quotation marks
        return (start, end) if start < end else None
