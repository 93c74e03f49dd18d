"""Acts: what people did to the catalogue, kept for ever, and taken back.

An act is a list of changes of cells, made in one transaction. The history says what each cell
held before and after; to take an act back is an act of its own, which can be taken back, too.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.cells import Key, find_cell
from fonds.library.codec import from_json, make_storable, to_json
from fonds.library.history import put_event
from fonds.library.opening import Library
from fonds.library.storage import Row, find_row, put_row, put_rows, read_rows, transaction

_PAGE = 200  # acts read at once

_OF_WORKS = frozenset({"claim", "merged", "withdrawn"})
"""Cells whose change is an event of the work that their key names."""

_ACT = (
    "SELECT act.id, act.at, act.by, act.why, act.kind, act.words, act.sitting, act.undoes, "
    "(SELECT count(*) FROM act_change c WHERE c.act = act.id) FROM act"
)


class NewChange(Struct, frozen=True):
    """A cell that is to hold another value.

    Attributes:
        cell: its name in `fonds.library.cells.CELLS`.
        key: its key.
        after: what it is to hold; None empties it.
        work_id: the work in whose history the change is shown; None for none.
    """

    cell: str
    key: Key
    after: Any
    work_id: str | None = None


class Change(Struct, frozen=True):
    """A cell that an act changed.

    Attributes:
        cell: its name.
        key: its key.
        work_id: the work it concerns, or None.
        before: what it held; None when it was empty.
        after: what it holds since.
    """

    cell: str
    key: Key
    work_id: str | None
    before: Any
    after: Any


class Act(Struct, frozen=True):
    """Something a person did to the catalogue.

    Attributes:
        id: 1, 2, 3 ….
        at: when, ISO UTC.
        by: who, as it is shown.
        why: in their words, or "".
        kind: what sort of act: "set", "merge", "tags", "undo" ….
        words: what it did, in a sentence.
        sitting: the review it belongs to, or None.
        undoes: the act it takes back, or None.
        changes: how many cells it changed.
    """

    id: int
    at: str
    by: str
    why: str
    kind: str
    words: str
    sitting: int | None
    undoes: int | None
    changes: int


class Done(Struct, frozen=True):
    """What an act did.

    Attributes:
        act: its number; None when every cell held that already, so that nothing was done.
        changes: cells that hold something else now.
        left: changes of an act that was to be taken back, left as they are because somebody
            has since changed the cell again, or it can no longer hold what it held.
        touched: works whose catalogue lines depend on the cells; for the caller to write anew.
    """

    act: int | None
    changes: tuple[Change, ...]
    left: tuple[Change, ...] = ()
    touched: tuple[str, ...] = ()


def put_act(
    library: Library,
    changes: Iterable[NewChange],
    *,
    kind: str,
    words: str,
    by: str,
    clock: str,
    why: str = "",
    sitting: int | None = None,
) -> Done:
    """Let cells hold other values, all or none, and note who did it.

    Catalogue lines are not touched: `fonds.app.acting` writes them.

    Args:
        library: open, its writer's lock held by the caller.
        changes: n changes; later ones see what earlier ones did.
        kind: what sort of act.
        words: what it does, in a sentence.
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.
        sitting: the review it belongs to.

    Raises:
        UserError: a cell cannot hold what it is to hold; nothing was changed.

    Cost: O(n) rows written, and the works that depend on them listed twice.
    """
    with transaction(library.connection):
        head = (clock, by, why, kind, words, sitting, None)
        made: list[Change] = []
        touched: dict[str, None] = {}
        for one in map(make_storable, changes):
            cell = find_cell(one.cell, one.key)
            before = cell.read(library, one.key)
            if to_json(before) == to_json(one.after):
                continue
            touched |= dict.fromkeys(cell.touched(library, one.key))
            cell.write(library, one.key, one.after, clock)
            touched |= dict.fromkeys(cell.touched(library, one.key))
            made.append(Change(one.cell, one.key, one.work_id, before, one.after))
        return _note(library, head, made, tuple(touched))


def undo_act(library: Library, number: int, *, by: str, clock: str, why: str = "") -> Done:
    """Take an act back: each cell that still holds what the act left holds what it held before.

    Args:
        library: open, its writer's lock held by the caller.
        number: of the act; one that took another back may be taken back itself.
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.

    Raises:
        UserError: there is no such act, it is taken back already, or somebody has since changed
            all that it changed.
    """
    with transaction(library.connection):
        act = get_act(library, number)
        if find_undoing(library, number) is not None:
            raise UserError(f"change {number} is taken back already")
        head = (clock, by, why, "undo", _say_undo(library, act), None, number)
        made: list[Change] = []
        left: list[Change] = []
        touched: dict[str, None] = {}
        for one in reversed(list_changes(library, number)):
            cell = find_cell(one.cell, one.key)
            if to_json(cell.read(library, one.key)) != to_json(one.after):
                left.append(one)
                continue
            before_touching = cell.touched(library, one.key)
            try:
                with library.connection:  # a savepoint: what cannot be held changes nothing
                    cell.write(library, one.key, one.before, clock)
            except UserError:
                left.append(one)
                continue
            touched |= dict.fromkeys((*before_touching, *cell.touched(library, one.key)))
            made.append(Change(one.cell, one.key, one.work_id, one.after, one.before))
        if not made:
            raise UserError(
                f"change {number} cannot be taken back: all that it changed has been changed since"
            )
        done = _note(library, head, made, tuple(touched))
        return Done(done.act, done.changes, tuple(left), done.touched)


def _say_undo(library: Library, act: Act) -> str:
    """Say what it means to take an act back, however often that was done before."""
    is_bringing = False
    while act.undoes is not None:
        is_bringing = not is_bringing
        act = get_act(library, act.undoes)
    return f"{'Brought' if is_bringing else 'Took'} back: {act.words}"


def _note(library: Library, head: Row, made: Sequence[Change], touched: tuple[str, ...]) -> Done:
    """Write down an act that has been done; nothing when it changed nothing."""
    if not made:
        return Done(None, ())
    put_row(
        library.connection,
        "INSERT INTO act (at, by, why, kind, words, sitting, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        head,
    )
    row = find_row(library.connection, "SELECT max(id) FROM act")
    assert row is not None  # an aggregate always gives a row
    act = int(row[0])
    put_rows(
        library.connection,
        "INSERT INTO act_change (act, ordinal, cell, key, work_id, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (act, ordinal, one.cell, to_json(one.key), one.work_id, *map(to_json, _held(one)))
            for ordinal, one in enumerate(made)
        ],
    )
    _put_events(library, act, made, touched, clock=head[0])
    return Done(act, tuple(made), touched=touched)


def _put_events(
    library: Library, act: int, made: Sequence[Change], touched: tuple[str, ...], *, clock: str
) -> None:
    named: set[str] = set()
    for one in made:
        if one.cell not in _OF_WORKS:
            continue
        cell = find_cell(one.cell, one.key)
        work_id, detail = one.key[0], _describe_change(act, one)
        name = cell.event if one.after is not None else cell.emptied
        put_event(library, name, clock=clock, work_id=work_id, detail=detail)
        named |= {work_id, detail.get("into") or work_id}
    others = sorted(set(touched) - named)
    if others or not named:
        # One event for all: the index catches up by it, whatever an act touches.
        name = find_cell(made[0].cell, made[0].key).event
        put_event(library, name, clock=clock, detail={"act": act, "works": others})


def _describe_change(act: int, change: Change) -> dict[str, Any]:
    detail: dict[str, Any] = {"act": act}
    if change.cell == "claim":
        said = change.after or {"value": None, "by": None}
        detail |= {"field": change.key[1], "value": said["value"], "by": said["by"]}
    elif change.cell == "merged":
        detail["into"] = change.after or change.before
    return detail


def _held(change: Change) -> tuple[Any, Any]:
    return change.before, change.after


def get_act(library: Library, number: int) -> Act:
    """Give an act.

    Raises:
        UserError: there is none of that number.
    """
    row = find_row(library.connection, f"{_ACT} WHERE id = ?", (number,))
    if row is None:
        raise UserError(f"there is no change {number} in the history. `fonds history` lists them")
    return Act(*row)


def find_undoing(library: Library, number: int) -> int | None:
    """Find the act that took one back and holds; None while the act itself holds."""
    rows = read_rows(
        library.connection, "SELECT id FROM act WHERE undoes = ? ORDER BY id DESC", (number,)
    )
    for (one,) in rows:
        if find_undoing(library, int(one)) is None:
            return int(one)
    return None


def list_changes(library: Library, number: int) -> tuple[Change, ...]:
    """List what an act changed, in order."""
    rows = read_rows(
        library.connection,
        "SELECT cell, key, work_id, before, after FROM act_change WHERE act = ? ORDER BY ordinal",
        (number,),
    )
    return tuple(
        Change(
            cell,
            from_json(key, tuple[str, ...]),
            work_id,
            from_json(before, object),
            from_json(after, object),
        )
        for cell, key, work_id, before, after in rows
    )


def iter_acts(
    library: Library,
    *,
    work_id: str | None = None,
    sitting: int | None = None,
    before: int | None = None,
) -> Iterator[Act]:
    """Give acts, the last first.

    Args:
        library: an open library.
        work_id: only those that changed something of this work.
        sitting: only those of this review.
        before: only those with smaller numbers.
    """
    last = before
    while True:
        asked: dict[str, int | str | None] = {
            "id < ?": last,
            "id IN (SELECT act FROM act_change WHERE work_id = ?)": work_id,
            "sitting = ?": sitting,
        }
        # Only what is asked stands in the query: a condition that may be none hides the index.
        given = {where: value for where, value in asked.items() if value is not None}
        where = " AND ".join(given) or "1"
        sql = f"{_ACT} WHERE {where} ORDER BY id DESC LIMIT {_PAGE}"
        rows = read_rows(library.connection, sql, tuple(given.values()))
        for row in rows:
            yield Act(*row)
        if len(rows) < _PAGE:
            return
        last = int(rows[-1][0])


def find_last_sitting(library: Library) -> int:
    """Give the number of the last review; 0 when there was none."""
    row = find_row(library.connection, "SELECT coalesce(max(sitting), 0) FROM act")
    return int(row[0]) if row else 0
