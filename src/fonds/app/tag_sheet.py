"""Tag sheet: proposals and decisions as a table that a person edits and gives back.

CSV as RFC 4180 has it: commas, quotes and line breaks within a name come back as they were.
Columns are found by their names, so that they may be moved, and others added.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from fonds.app.acting import act_held
from fonds.app.counting import count_words
from fonds.app.shelf import Shelf
from fonds.app.tag_proposals import Proposal
from fonds.app.tags import (
    plan_broader,
    plan_canonical,
    plan_left,
    plan_synonyms,
    read_kind,
)
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.opening import Library, hold_writer
from fonds.library.storage import put_row, transaction
from fonds.library.tags import TagKind, TagLine, find_canonical, list_broader

COLUMNS = ("kind", "name", "decision", "canonical", "works", "confidence", "why")

DECISIONS = ("synonym", "canonical", "leave", "broader", "")
"""What a row may decide: that the name is a synonym of `canonical`, canonical itself, left as
it was typed, or narrower than `canonical`; nothing."""

MOST_ROWS = 100_000


class SheetRow(Struct, frozen=True):
    """A row of a sheet.

    Attributes:
        line: of the file, from 1 on, for messages.
        kind: of the name.
        name: as it was read.
        decision: one of `DECISIONS`.
        canonical: the other name, or "".
    """

    line: int
    kind: TagKind
    name: str
    decision: str
    canonical: str


def write_sheet(rows: Iterable[Mapping[str, str]]) -> str:
    r"""Write rows as CSV, with a line that names the columns.

    Example:
        >>> write_sheet([{"kind": "tag", "name": "a, b", "works": "1"}]).splitlines()[1]
        'tag,"a, b",,,1,,'
    """
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def make_proposal_row(one: Proposal) -> dict[str, str]:
    """Make a row of a proposal, as if it were taken."""
    return {
        "kind": one.kind,
        "name": one.name,
        "decision": "synonym",
        "canonical": one.canonical,
        "works": str(one.works),
        "confidence": f"{one.confidence:.2f}",
        "why": one.why,
    }


def make_line_rows(library: Library, line: TagLine) -> list[dict[str, str]]:
    """Make rows of a name and what is decided of it: one, and one for each broader name."""
    decisions = {"undecided": "", "left": "leave", "synonym": "synonym", "canonical": "canonical"}
    row = {
        "kind": line.kind,
        "name": line.name,
        "decision": decisions[line.state],
        "canonical": line.canonical or "",
        "works": str(line.works),
    }
    above = [
        {**row, "decision": "broader", "canonical": broader}
        for kind, broader in list_broader(library, line.kind, line.name)
        if kind == line.kind
    ]
    return [row, *above]


def parse_sheet(data: bytes) -> tuple[SheetRow, ...]:
    """Parse a sheet; rows that decide nothing are left out.

    Args:
        data: CSV in UTF-8, with or without a byte order mark, separated by commas, semicolons
            or tabs, as spreadsheets write it.

    Raises:
        UserError: it is no such table, or a row cannot be read; the message names its line.

    Cost: O(length).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"the sheet is not in UTF-8 (byte {error.start}); save it as “CSV UTF-8”"
        ) from error
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[SheetRow] = []
    try:
        columns = {one.strip().casefold() for one in reader.fieldnames or ()}
        if not {"kind", "name", "canonical"} <= columns:
            raise UserError(
                "the sheet's first line does not name the columns kind, name, canonical"
            )
        for values in reader:
            row = _read_row(reader.line_num, values)
            if row is not None:
                rows.append(row)
            if len(rows) > MOST_ROWS:
                raise UserError(f"the sheet decides on more than {MOST_ROWS:,} names")
    except csv.Error as error:
        raise UserError(f"line {reader.line_num} of the sheet cannot be read: {error}") from error
    return tuple(rows)


def _read_row(line: int, values: Mapping[str | None, str | None]) -> SheetRow | None:
    given = {key.strip().casefold(): value or "" for key, value in values.items() if key}
    name, canonical = given["name"], given["canonical"]
    decision = given.get("decision", "synonym" if canonical.strip() else "").strip().casefold()
    if decision not in DECISIONS:
        raise UserError(
            f"line {line}: there is no decision {decision!r}. "
            "Say synonym, canonical, leave, broader, or nothing"
        )
    if decision == "synonym" and name == canonical:
        decision = "canonical"
    if not decision:
        return None
    if decision in {"synonym", "broader"} and not canonical.strip():
        raise UserError(f"line {line}: “{name}” is to have another name, which is missing")
    try:
        kind = read_kind(given["kind"])
    except UserError as error:
        raise UserError(f"line {line}: {error}") from error
    return SheetRow(line, kind, name, decision, canonical)


def apply_sheet(
    shelf: Shelf,
    rows: Sequence[SheetRow],
    *,
    by: str,
    clock: str,
    why: str = "",
    dry_run: bool = False,
) -> Done:
    """Carry out what a sheet decides, as one act, all or nothing.

    Args:
        shelf: open; its search index catches up afterwards.
        rows: what `parse_sheet` gave.
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.
        dry_run: do nothing, but say what would be done.

    Raises:
        UserError: a row cannot be carried out; the message names its line.

    Cost: O(rows), and rewriting the catalogue lines of the works that have the names.
    """
    words = f"Decided on {count_words(len(rows), 'name')} of a sheet"
    connection = shelf.library.connection
    with hold_writer(shelf.library), transaction(connection):
        put_row(connection, "SAVEPOINT tried")
        done = act_held(
            shelf.library,
            iter_changes(shelf.library, rows),
            kind="tags",
            words=words,
            by=by,
            clock=clock,
            why=why,
        )
        if dry_run:
            put_row(connection, "ROLLBACK TO tried")
    return done


def iter_changes(library: Library, rows: Sequence[SheetRow]) -> Iterator[NewChange]:
    """Yield what a sheet changes, each as things stand once those before it are made.

    Canonical names come first, then synonyms, then what is left, then what is broader, whatever
    the order of the rows.

    Raises:
        UserError: a row cannot be carried out; the message names its line.
    """
    standing = {(one.kind, one.name) for one in rows if one.decision == "canonical"}
    standing |= {(one.kind, one.canonical) for one in rows if one.decision == "synonym"}
    for decision in ("canonical", "synonym", "leave", "broader"):
        for row in rows:
            if row.decision == decision:
                if decision == "synonym" and (row.kind, row.name) in standing:
                    _refuse_chain(library, row)
                yield from _plan_row(library, row)


def _refuse_chain(library: Library, row: SheetRow) -> None:
    """Refuse a synonym that other rows make canonical.

    Raises:
        UserError: always, but where the library has it so already.
    """
    if find_canonical(library, row.kind, row.name) == row.canonical:
        return
    raise UserError(
        f"line {row.line}: “{row.name}” is to be a synonym of “{row.canonical}”, and stands for "
        "other names in the same sheet"
    )


def _plan_row(library: Library, row: SheetRow) -> tuple[NewChange, ...]:
    try:
        if row.decision == "canonical":
            return plan_canonical(library, row.kind, row.name)
        if row.decision == "leave":
            return plan_left(library, row.kind, (row.name,))
        if row.decision == "broader":
            return plan_broader(library, row.kind, (row.name,), row.canonical)
        return plan_synonyms(library, row.kind, (row.name,), row.canonical)
    except UserError as error:
        raise UserError(f"line {row.line}: {error}") from error
