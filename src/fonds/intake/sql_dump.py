"""SQL dumps: the rows of the tables in a dump of MySQL or MariaDB, without any server.

Nothing is run. The bytes are walked once, and every value is a range of them, so that a row
can be quoted as it stands and a dump of hundreds of megabytes is held only once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

BROKEN_DUMP = "intake.dump-broken"
"""A statement of a dump could not be read; what follows it was."""

Span = tuple[int, int]

_HEAD_BYTES = 65_536
_LOOKS = 4  # times that a dump is looked through at most for one row
_MOST_FAULTS = 10
"""After so many faults the rest is left: each may have cost a walk to the end of the file."""

_SPACE = re.compile(rb"[\s;]*")
_WHITE = re.compile(rb"\s*")
_BRACKET = re.compile(rb"\s*\(")
_COMMENT = re.compile(rb"--(?=[\s]|\Z)|#|/\*")
_LINE_END = re.compile(rb"\n")
_MARKS = re.compile(rb"[;'\"`]|--(?=\s)|#|/\*")
_STOPS: Mapping[int, re.Pattern[bytes]] = MappingProxyType(
    {ord("'"): re.compile(rb"['\\]"), ord('"'): re.compile(rb'["\\]'), ord("`"): re.compile(rb"`")}
)
_NAME = rb"(?:`([^`]{1,128})`|\"([^\"]{1,128})\"|([A-Za-z0-9_$-]{1,128}))"
_TABLE = re.compile(rb"\s*" + _NAME + rb"(?:\s*\.\s*" + _NAME + rb")?")
_INSERT = re.compile(
    rb"(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+){0,2}(?:INTO\s+)?",
    re.IGNORECASE,
)
_CREATE = re.compile(rb"CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?", re.IGNORECASE)
_VALUES = re.compile(rb"\s*VALUES?\s*", re.IGNORECASE)
_COLUMN = re.compile(rb"\s*" + _NAME + rb"\s*([,)])")
_DEFINED = re.compile(rb"\s*" + _NAME)
_NO_COLUMN = frozenset(
    b"primary key unique index constraint fulltext foreign check spatial period".split()
)
_INSIDE = re.compile(rb"[(),;'\"`]|--(?=\s)|#|/\*")
_CHARSET = re.compile(rb"(?:CHARSET|CHARACTER\s{1,8}SET)\s{0,8}=?\s{0,8}(\w{2,20})", re.IGNORECASE)
_FAST = re.compile(rb"\s*('[^'\\]*'(?!')|\"[^\"\\]*\"(?!\")|-?[0-9.]+|NULL)\s*([,)])")
_NEXT = re.compile(rb"\s*,\s*")
_NEXT_STATEMENT = re.compile(rb"\n(?=(?:INSERT|REPLACE|CREATE|DROP|LOCK|UNLOCK)\s)", re.IGNORECASE)
_ESCAPED: Mapping[int, bytes] = MappingProxyType(
    {
        ord("0"): b"\0",
        ord("b"): b"\b",
        ord("n"): b"\n",
        ord("r"): b"\r",
        ord("t"): b"\t",
        ord("Z"): b"\x1a",
        ord("%"): b"\\%",
        ord("_"): b"\\_",
    }
)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_HEX = re.compile(rb"0x([0-9A-Fa-f]+)|[xX]'([0-9A-Fa-f]*)'")
_LOOKS_LIKE_DUMP = re.compile(
    rb"^\s{0,8}(?:(?:INSERT\s{1,8}(?:IGNORE\s{1,8})?|REPLACE\s{1,8})INTO\s{1,8}[`\w.\"$-]{1,130}"
    rb"\s{1,8}(?:\(|VALUES)|CREATE\s{1,8}TABLE\s{1,8}[`\w.\"$ -]{1,150}\s{0,8}\("
    rb"|DROP\s{1,8}TABLE\s{1,8}IF\s{1,8}EXISTS\s|LOCK\s{1,8}TABLES\s{1,8}`)",
    re.IGNORECASE | re.MULTILINE,
)


class TableDefinition(Struct, frozen=True):
    """What a dump says of a table.

    Attributes:
        table: its name, without the database's.
        columns: c names in order.
        charset: what its texts are kept in, or "".
    """

    table: str
    columns: tuple[str, ...]
    charset: str


class SqlRow(Struct, frozen=True, gc=False):
    """One row, as ranges of the dump's bytes.

    Attributes:
        table: its name, without the database's.
        columns: the names its INSERT gives, or those of the table's definition; () when the
            dump names none.
        start: first byte of its "(", half-open.
        end: one past its ")".
        spans: v ranges, one a value as it stands: with its quotes and escapes.
    """

    table: str
    columns: tuple[str, ...]
    start: int
    end: int
    spans: tuple[Span, ...]


class SqlFault(Struct, frozen=True):
    """A place where a dump cannot be read.

    Attributes:
        start: the byte where the statement begins.
        message: one plain sentence.
    """

    start: int
    message: str


class _BrokenStatement(Exception):  # noqa: N818 - never leaves this module; a fault is given instead
    """A statement that ends before it should."""


def is_sql_dump(data: bytes) -> bool:
    r"""Tell whether bytes look like a dump: a statement that makes or fills a table near the top.

    Cost: O(1): the first 64 KiB.

    Example:
        >>> is_sql_dump(b"# a dump\nINSERT INTO oz VALUES (1);"), is_sql_dump(b"Insert a coin.")
        (True, False)
    """
    return _LOOKS_LIKE_DUMP.search(data[:_HEAD_BYTES]) is not None


def iter_dump(
    data: bytes, wanted: Callable[[str], bool] = lambda _table: True
) -> Iterator[TableDefinition | SqlRow | SqlFault]:
    """Walk a dump.

    Args:
        data: n bytes, anything at all.
        wanted: tells which tables' rows are given; the others are passed over.

    Returns:
        Definitions and rows in the order of the dump; what cannot be read is a fault, and
        the walk goes on with the statement after it. Comments, also those that hold
        statements, are no data.

    Cost: O(n), some 15 MB a second; memory holds one row.

    Example:
        >>> dump = b"INSERT INTO `oz` (`id`,`who`) VALUES (1,'Glinda''s'),(2,NULL);"
        >>> rows = list(iter_dump(dump))
        >>> [read_value(dump, span) for row in rows for span in row.spans]
        [b'1', b"Glinda's", b'2', None]
    """
    columns: dict[str, tuple[str, ...]] = {}
    faults = 0
    place = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while True:
        place = _skip_blank(data, place)
        if place >= len(data):
            return
        start = place
        try:
            if (found := _CREATE.match(data, place)) is not None:
                definition, place = _read_definition(data, found.end())
                columns[definition.table] = definition.columns
                yield definition
            elif (found := _INSERT.match(data, place)) is not None:
                insert = _begin_insert(data, found.end(), columns)
                if insert is None or not wanted(insert.table):
                    place = _skip_statement(data, place)
                    continue
                rows = _Rows(data, insert)
                yield from rows
                place = _skip_statement(data, rows.place)
            else:
                place = _skip_statement(data, place)
        except _BrokenStatement as fault:
            faults += 1
            yield SqlFault(start, str(fault))
            resume = _NEXT_STATEMENT.search(data, start + 1)
            if resume is None or faults >= _MOST_FAULTS:
                return
            place = resume.end()


def read_value(data: bytes, span: Span) -> bytes | None:
    r"""Read a value: what the database held.

    Args:
        data: the dump.
        span: one of a row's.

    Returns:
        Its bytes, quotes and escapes undone; None for NULL.

    Cost: O(its length).
    Source: MySQL 8.0 reference manual, 9.1.1, table 9.1.

    Example:
        >>> read_value(br"'It\'s\nOz'", (0, 11))
        b"It's\nOz"
    """
    start, end = span
    raw = data[start:end]
    if raw[:1] in (b"'", b'"'):
        return _unquote(raw, raw[0])
    if raw.upper() == b"NULL":
        return None
    if (coded := _HEX.fullmatch(raw)) is not None:
        digits = coded.group(1) or coded.group(2) or b""
        return bytes.fromhex((b"0" * (len(digits) % 2) + digits).decode("ascii"))
    if raw[:1] == b"_" and (quote := raw.find(b"'")) > 0:  # _utf8'…', _binary '…'
        return _unquote(raw[quote:], ord("'"))
    return raw


def _unquote(raw: bytes, quote: int) -> bytes:
    mark = bytes((quote,))
    inside = raw[1:-1].replace(mark + mark, mark)
    if b"\\" not in inside:
        return inside
    # A doubled quote behind a backslash ("\''") is an escaped quote and the end of a pair:
    # the pair must not be undone before the escapes, so such values are walked.
    if b"\\" + mark in raw:
        return _walk_escapes(raw[1:-1], quote)
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found.group(1)[0], found.group(1)), inside)


def _walk_escapes(inside: bytes, quote: int) -> bytes:
    parts: list[bytes] = []
    place = 0
    stop = _STOPS[quote]
    while (found := stop.search(inside, place)) is not None:
        parts.append(inside[place : found.start()])
        after = inside[found.end() : found.end() + 1]
        if inside[found.start()] == quote:
            parts.append(bytes((quote,)))
            place = found.end() + (after == bytes((quote,)))
        else:
            parts.append(_ESCAPED.get(after[0], after) if after else b"\\")
            place = found.end() + len(after)
    parts.append(inside[place:])
    return b"".join(parts)


class _Insert(Struct, frozen=True):
    """The head of an INSERT: its table, its columns, and where its rows begin."""

    table: str
    columns: tuple[str, ...]
    place: int


def _name_of(found: re.Match[bytes], first: int = 1) -> bytes:
    return next(part for part in found.groups()[first - 1 : first + 2] if part is not None)


def _read_table(data: bytes, place: int) -> tuple[str, int] | None:
    found = _TABLE.match(data, place)
    if found is None:
        return None
    has_database = any(part is not None for part in found.groups()[3:6])
    name = _name_of(found, 4 if has_database else 1)
    return name.decode("utf-8", "replace").lower(), found.end()


def _begin_insert(data: bytes, place: int, known: Mapping[str, tuple[str, ...]]) -> _Insert | None:
    named = _read_table(data, place)
    if named is None:
        return None
    table, place = named
    columns = known.get(table, ())
    bracket = _BRACKET.match(data, place)
    if bracket is not None:
        listed: list[str] = []
        place = bracket.end()
        while True:
            column = _COLUMN.match(data, place)
            if column is None:
                return None
            listed.append(_name_of(column).decode("utf-8", "replace").lower())
            place = column.end()
            if column.group(4) == b")":
                break
        columns = tuple(listed)
    values = _VALUES.match(data, place)
    return None if values is None else _Insert(table, columns, values.end())


class _Rows:
    """The rows of one INSERT; `place` is where the last one ended."""

    def __init__(self, data: bytes, insert: _Insert) -> None:
        self._data = data
        self._insert = insert
        self.place = insert.place

    def __iter__(self) -> Iterator[SqlRow]:
        data, insert = self._data, self._insert
        while data[self.place : self.place + 1] == b"(":
            start = self.place
            spans, end = _read_tuple(data, start + 1)
            self.place = end
            yield SqlRow(insert.table, insert.columns, start, end, spans)
            another = _NEXT.match(data, end)
            if another is None:
                return
            self.place = another.end()


def _read_tuple(data: bytes, place: int) -> tuple[tuple[Span, ...], int]:
    spans: list[Span] = []
    while True:
        fast = _FAST.match(data, place)
        if fast is not None:
            spans.append(fast.span(1))
            place = fast.end()
            if fast.group(2) == b")":
                return tuple(spans), place
            continue
        span, place, is_last = _read_slowly(data, place)
        if span is not None:
            spans.append(span)
        if is_last:
            return tuple(spans), place


def _read_slowly(data: bytes, place: int) -> tuple[Span | None, int, bool]:
    """One value of any form: a string with escapes, a call, an expression."""
    blank = _WHITE.match(data, place)
    start = place = place if blank is None else blank.end()
    depth = 0
    while (found := _INSIDE.search(data, place)) is not None:
        mark = data[found.start()]
        if mark in _STOPS:
            place = _find_string_end(data, found.start())
        elif mark == ord("("):
            depth, place = depth + 1, found.end()
        elif mark == ord(";"):
            raise _BrokenStatement("a row ends in the middle")
        elif mark in b"-#/":
            place = _skip_comment(data, found.start())
        elif mark == ord(")") and depth:
            depth, place = depth - 1, found.end()
        elif mark == ord(",") and depth:
            place = found.end()
        else:
            end = found.start()
            while end > start and data[end - 1] in b" \t\r\n":
                end -= 1
            return (start, end) if end > start else None, found.end(), mark == ord(")")
    raise _BrokenStatement("the file ends in the middle of a row")


def _find_string_end(data: bytes, start: int) -> int:
    """One past the quote that ends a string which begins at `start`."""
    quote = data[start]
    stop = _STOPS[quote]
    place = start + 1
    while (found := stop.search(data, place)) is not None:
        place = found.end()
        if data[found.start()] != quote or data[place : place + 1] == data[start : start + 1]:
            place += 1
        else:
            return place
    raise _BrokenStatement("the file ends inside quotation marks")


def _read_definition(data: bytes, place: int) -> tuple[TableDefinition, int]:
    named = _read_table(data, place)
    if named is None:
        raise _BrokenStatement("a table is made that has no name")
    table, place = named
    end = _skip_statement(data, place)
    columns: list[str] = []
    opens = data.find(b"(", place, end)
    if opens < 0:
        return TableDefinition(table, (), ""), end
    place, depth, is_start = opens + 1, 1, True
    while place < end and depth:
        if is_start:
            place = _skip_blank(data, place)
            column = _DEFINED.match(data, place, end)
            if column is not None and not (
                column.group(3) is not None and column.group(3).lower() in _NO_COLUMN
            ):
                columns.append(_name_of(column).decode("utf-8", "replace").lower())
                place = column.end()
            is_start = False
        found = _INSIDE.search(data, place, end)
        if found is None:
            break
        mark, place = data[found.start()], found.end()
        if mark in _STOPS:
            place = _find_string_end(data, found.start())
        elif mark in b"-#/":
            place = _skip_comment(data, found.start())
        elif mark == ord("("):
            depth += 1
        elif mark == ord(")"):
            depth -= 1
        elif mark == ord(",") and depth == 1:
            is_start = True
    charset = _CHARSET.search(data, place, end)
    said = "" if charset is None else charset.group(1).decode("ascii", "replace").lower()
    return TableDefinition(table, tuple(columns), said), end


def _skip_blank(data: bytes, place: int) -> int:
    """Past white space, semicolons and comments between statements."""
    while True:
        blank = _SPACE.match(data, place)
        place = place if blank is None else blank.end()
        if _COMMENT.match(data, place) is None:
            return place
        place = _skip_comment(data, place)


def _skip_comment(data: bytes, place: int) -> int:
    if data.startswith(b"/*", place):
        closes = data.find(b"*/", place + 2)
        return len(data) if closes < 0 else closes + 2
    if data.startswith(b"/", place):
        return place + 1
    line = _LINE_END.search(data, place)
    return len(data) if line is None else line.end()


def _skip_statement(data: bytes, place: int) -> int:
    """One past the semicolon that ends the statement around `place`."""
    while (found := _MARKS.search(data, place)) is not None:
        mark = data[found.start()]
        if mark == ord(";"):
            return found.end()
        if mark in _STOPS:
            place = _find_string_end(data, found.start())
        else:
            place = _skip_comment(data, found.start())
    return len(data)


def find_row(data: bytes, key: str, fits: Callable[[bytes], bool]) -> bytes | None:
    """Find a row, or a value of one, again: the row's first value is known, and what it was.

    Args:
        data: the dump.
        key: the first value, a number; or "" to look at every row.
        fits: tells the bytes that are looked for.

    Returns:
        The row as it stands, or the value as the database held it; None when neither is there.

    Cost: O(n); a row with a number costs one search for it.

    Example:
        >>> find_row(b"INSERT INTO oz VALUES (1,'a'),(2,'b');", "2", lambda row: b"b" in row)
        b"(2,'b')"
    """
    if key.isdigit():
        begins = re.compile(rb"\(\s{0,80}['\"]?" + key.encode("ascii") + rb"['\"]?\s{0,8},")
        left = _LOOKS * len(data)
        for found in begins.finditer(data):
            if left < 0:
                break  # a hostile file, in which every row seems to reach to its end
            try:
                spans, end = _read_tuple(data, found.start() + 1)
            except _BrokenStatement:
                left -= len(data) - found.start()
                continue
            left -= end - found.start()
            row = SqlRow("", (), found.start(), end, spans)
            if (bytes_found := _fit(data, row, fits)) is not None:
                return bytes_found
    for one in iter_dump(data):
        if isinstance(one, SqlRow) and (bytes_found := _fit(data, one, fits)) is not None:
            return bytes_found
    return None


def _fit(data: bytes, row: SqlRow, fits: Callable[[bytes], bool]) -> bytes | None:
    whole = data[row.start : row.end]
    if fits(whole):
        return whole
    values = (read_value(data, span) for span in row.spans)
    return next((value for value in values if value is not None and fits(value)), None)
