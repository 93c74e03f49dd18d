"""Perl data: the hash of hashes that a script wrote down for itself, read and never run.

Known forms: `%FILES = ( 1 => { Title => 'x', }, );`, `$FILES{1} = { … };` and
`$FILES{1}{Title} = 'x';`. Whatever else stands in such a file is passed over.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(
    r"(?P<blank>\s+|(?:(?<=\n)|\A)[ \t]*#[^\n]*)"
    r"|(?P<string>')|(?P<double>\")"
    r"|(?P<arrow>=>)|(?P<mark>[{}()\[\],;=])"
    r"|(?P<word>[$@%]?[\w.+:-]+)|(?P<other>[^\s])"
)
_STOPS = {"'": re.compile(r"['\\]"), '"': re.compile(r'["\\]')}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_RECORD = re.compile(r"^[ \t]{0,8}['\"]?([\w.-]{1,40})['\"]?[ \t]*=>[ \t]*\{", re.MULTILINE)
_MOST_FAULTS = 200
_MOST_LISTED = 2_000  # words and marks of a list within a record


class PerlField(Struct, frozen=True):
    """A value of a record.

    Attributes:
        value: its characters, escapes undone.
        start: where its words begin in the file, quotation marks left out, half-open.
        end: one past the last.
    """

    value: str
    start: int
    end: int


class PerlRecord(Struct, frozen=True):
    """A record of the hash.

    Attributes:
        key: what it is filed under.
        fields: by name, in lower case; of two the last, as Perl has it.
        start: where it begins in the file, half-open.
        end: one past its last character.
        fault: why it could not be read to its end, or "".
    """

    key: str
    fields: dict[str, PerlField]
    start: int
    end: int
    fault: str = ""


class _Token(Struct, frozen=True):
    kind: str
    text: str
    start: int
    end: int


class _BrokenData(Exception):  # noqa: N818 - never leaves this module
    """Data that ends where it should not."""


def is_perl_archive(head: str) -> bool:
    r"""Tell whether a file's first characters are such a hash.

    Example:
        >>> is_perl_archive("%FILES = (\n\n1 => {\n"), is_perl_archive("use strict;")
        (True, False)
    """
    return re.search(r"(?:^|\n)\s{0,8}(?:%FILES\s*=|\$FILES\s*\{)", head) is not None


def read_records(chars: str) -> Iterator[PerlRecord]:
    r"""Read the records of a file.

    Args:
        chars: n characters; one for each byte, where places are to be places of bytes.

    Returns:
        Records in order; one that is broken has what could be read of it, and reading goes on
        with the next.

    Cost: O(n).

    Example:
        >>> (record,) = read_records("%FILES = (\n7 => { Title => 'Oz\\'s Gate', },\n);")
        >>> record.key, record.fields["title"].value
        ('7', "Oz's Gate")
    """
    single: dict[str, PerlRecord] = {}
    place = faults = 0
    while True:
        found = _find_next(chars, place)
        if found is None:
            break
        key, start, place, form = found
        if form == "field":
            record, place = _read_assigned(chars, key, start, place, single)
            if record is not None:
                single[key] = record
            continue
        record, place = _read_record(chars, key, start, place)
        faults += bool(record.fault)
        yield record
        if faults > _MOST_FAULTS:
            return
    yield from single.values()


_ASSIGNED = re.compile(
    r"^\$FILES\s{0,4}\{\s{0,4}['\"]?([\w.-]{1,40})['\"]?\s{0,4}\}\s{0,4}"
    r"(?:(?:->)?\s{0,4}\{\s{0,4}['\"]?(\w{1,40})['\"]?\s{0,4}\}\s{0,4}=\s{0,4}|=\s{0,4}\{)",
    re.MULTILINE,
)
_EITHER = re.compile(f"(?:{_RECORD.pattern})|(?:{_ASSIGNED.pattern})", re.MULTILINE)


def _find_next(chars: str, place: int) -> tuple[str, int, int, str] | None:
    found = _EITHER.search(chars, place)
    if found is None:
        return None
    if found.group(1) is not None:
        return found.group(1), found.start(), found.end(), "record"
    if found.group(3) is not None:
        return found.group(2), found.start(), found.end(), "field"
    return found.group(2), found.start(), found.end(), "record"


def _read_assigned(
    chars: str, key: str, start: int, place: int, known: dict[str, PerlRecord]
) -> tuple[PerlRecord | None, int]:
    """One field that is assigned by itself: $FILES{1}{Title} = 'x';."""
    named = _ASSIGNED.match(chars, start)
    try:
        field, end = _read_value(chars, place)
    except _BrokenData:
        return None, place
    before = known.get(key)
    fields = dict(before.fields) if before is not None else {}
    if named is not None and field is not None:
        fields[named.group(2).lower()] = field
    first = start if before is None else before.start
    return PerlRecord(key, fields, first, end), end


def _read_record(chars: str, key: str, start: int, place: int) -> tuple[PerlRecord, int]:
    fields: dict[str, PerlField] = {}
    while True:
        try:
            token = _next_token(chars, place)
            if token.text == "}" and token.kind == "mark":
                return PerlRecord(key, fields, start, token.end), token.end
            if token.text == "," and token.kind == "mark":
                place = token.end
                continue
            if token.kind not in ("word", "text"):
                raise _BrokenData(f"“{token.text[:20]}” stands where a name should")
            arrow = _next_token(chars, token.end)
            if arrow.kind != "arrow":
                raise _BrokenData(f"nothing is said of “{token.text[:20]}”")
            field, place = _read_value(chars, arrow.end)
            if field is not None:
                fields[token.text.lower()] = field
        except _BrokenData as fault:
            following = _RECORD.search(chars, max(place, start + 1))
            end = len(chars) if following is None else following.start()
            return PerlRecord(key, fields, start, end, str(fault)), end


def _read_value(chars: str, place: int) -> tuple[PerlField | None, int]:
    token = _next_token(chars, place)
    if token.kind == "word":
        value = "" if token.text == "undef" else token.text
        return PerlField(value, token.start, token.end), token.end
    if token.kind == "text":
        return PerlField(token.text, token.start + 1, token.end - 1), token.end
    if token.text in ("[", "{", "("):
        return _read_list(chars, token)
    raise _BrokenData(f"“{token.text[:20]}” is no value")


def _read_list(chars: str, opening: _Token) -> tuple[PerlField | None, int]:
    """A list within a record: its values, with commas between."""
    depth, place = 1, opening.end
    values: list[str] = []
    for _ in range(_MOST_LISTED):
        token = _next_token(chars, place)
        place = token.end
        if token.kind == "mark" and token.text in "[{(":
            depth += 1
        elif token.kind == "mark" and token.text in "]})":
            depth -= 1
        elif token.kind in ("text", "word"):
            values.append(token.text)
        if not depth:
            return PerlField(", ".join(values), opening.end, place - 1), place
    raise _BrokenData("a list does not end")


def _next_token(chars: str, place: int) -> _Token:
    while True:
        found = _TOKEN.match(chars, place)
        if found is None:
            raise _BrokenData("the file ends in the middle of a record")
        kind = found.lastgroup or ""
        if kind == "blank":
            place = found.end()
            continue
        if kind in ("string", "double"):
            return _read_string(chars, found.start())
        return _Token(kind, found.group(), found.start(), found.end())


def _read_string(chars: str, start: int) -> _Token:
    quote = chars[start]
    stop = _STOPS[quote]
    parts: list[str] = []
    place = start + 1
    while (found := stop.search(chars, place)) is not None:
        parts.append(chars[place : found.start()])
        place = found.end()
        if found.group() == quote:
            return _Token("text", "".join(parts), start, place)
        after = chars[place : place + 1]
        place += 1
        if quote == '"':
            parts.append(_ESCAPED.get(after, after))
        else:
            parts.append(after if after in ("'", "\\") else f"\\{after}")
    raise _BrokenData("the file ends inside quotation marks")
