"""Act history: what people did to the catalogue, in words, for those who may see it."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from fonds.app.correcting import describe_correction, name_work
from fonds.app.reach import find_edition, find_seen_tombstone
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.acts import Act, Change, find_undoing, get_act, iter_acts, list_changes

MOST_LINES = 12
"""Changes of one act that are said one by one; a bulk edit has thousands."""

_OPEN_CELLS = frozenset({"claim", "merged", "apart", "withdrawn"})
"""Cells that name works: who may see all of them may see the change."""

_LONGEST = 160


class ChangeShown(Struct, frozen=True):
    """One change of an act, in words.

    Attributes:
        work_id: the work it concerns, or None.
        name: its title, or "".
        what: which field or decision.
        before: what it was.
        after: what it is since.
    """

    work_id: str | None
    name: str
    what: str
    before: str
    after: str


class ActShown(Struct, frozen=True):
    """An act, in words.

    Attributes:
        act: as the library keeps it.
        lines: its first changes.
        more: how many changes are not among `lines`.
        undone_by: the act that took it back and holds, or None.
    """

    act: Act
    lines: tuple[ChangeShown, ...]
    more: int
    undone_by: int | None


def list_history(
    shelf: Shelf,
    *,
    work_id: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[ActShown, ...]:
    """List what people did, the last first.

    Args:
        shelf: with the sight of whoever asks; acts on works they may not see are left out.
        work_id: only acts that changed something of this work.
        before: only acts with smaller numbers.
        limit: most acts to give.

    Cost: O(limit) for those who see everything; else acts are read until enough may be seen.
    """
    found: list[ActShown] = []
    for act in iter_acts(shelf.library, work_id=work_id, before=before):
        if len(found) >= limit:
            break
        changes = list_changes(shelf.library, act.id)
        if _may_see(shelf, changes):
            found.append(_show(shelf, act, changes, work_id))
    return tuple(found)


def show_act(shelf: Shelf, number: int) -> ActShown:
    """Show one act.

    Raises:
        UserError: there is none of that number, or it may not be seen.
    """
    act = get_act(shelf.library, number)
    changes = list_changes(shelf.library, number)
    if not _may_see(shelf, changes):
        raise UserError(f"there is no change {number} in the history")
    return _show(shelf, act, changes, None)


def find_last_act(shelf: Shelf) -> Act:
    """Find the last act that holds and takes none back.

    Raises:
        UserError: there is none.
    """
    for act in iter_acts(shelf.library):
        if act.undoes is None and find_undoing(shelf.library, act.id) is None:
            return act
    raise UserError("nothing in the history is left that could be taken back")


def _may_see(shelf: Shelf, changes: tuple[Change, ...]) -> bool:
    if shelf.sight.is_full:
        return True
    # Names of tags and of people may come from works that are hidden.
    if not all(one.cell in _OPEN_CELLS for one in changes):
        return False
    return all(
        find_edition(shelf, one) is not None or find_seen_tombstone(shelf, one) is not None
        for one in set(_list_named(changes))
    )


def _list_named(changes: tuple[Change, ...]) -> Iterator[str]:
    for one in changes:
        if one.work_id is not None:
            yield one.work_id
        if one.cell in {"claim", "withdrawn"}:
            yield one.key[0]
        elif one.cell == "apart":
            yield from one.key
        elif one.cell == "merged":
            yield from (value for value in (*one.key, one.before, one.after) if value)


def _show(shelf: Shelf, act: Act, changes: tuple[Change, ...], work_id: str | None) -> ActShown:
    # Of one work's history its own changes come first.
    ordered = sorted(changes, key=lambda one: work_id is not None and one.work_id != work_id)
    lines = tuple(_say(shelf, one) for one in ordered[:MOST_LINES])
    more = len(changes) - len(lines)
    return ActShown(act, lines, more, find_undoing(shelf.library, act.id))


def _say(shelf: Shelf, change: Change) -> ChangeShown:
    name = "" if change.work_id is None else name_work(shelf.library, change.work_id)
    what, before, after = _describe(shelf, change)
    return ChangeShown(change.work_id, name, what, _shorten(before), _shorten(after))


def _describe(shelf: Shelf, change: Change) -> tuple[str, str, str]:
    key = change.key
    if change.cell == "claim":
        label, after = describe_correction(key[1], change.after)
        return label, describe_correction(key[1], change.before)[1], after
    if change.cell == "merged":
        said = [_say_merged(shelf, value) for value in (change.before, change.after)]
        return "Edition", said[0], said[1]
    if change.cell == "apart":
        other = key[1] if change.work_id == key[0] else key[0]
        what = f"Kept apart from “{name_work(shelf.library, other)}”"
    elif change.cell == "tag":
        said = [_say_tag(value) for value in (change.before, change.after)]
        return f"{key[0].capitalize()} “{key[1]}”", said[0], said[1]
    elif change.cell == "broader":
        what = f"{key[0].capitalize()} “{key[1]}” has the broader {key[2]} “{key[3]}”"
    elif change.cell == "permission":
        said = [value["wish"] if value else "nothing" for value in (change.before, change.after)]
        name = (change.after or change.before or {}).get("name", key[1])
        return f"Permission of “{name}”", said[0], said[1]
    elif change.cell == "withdrawn":
        what = "Withdrawn"
    else:
        what = f"Question on {key[0]} put off"
    return what, _yes(change.before), _yes(change.after)


def _say_merged(shelf: Shelf, value: Any) -> str:  # noqa: ANN401 - a JSON value
    return "of its own" if value is None else f"of “{name_work(shelf.library, value)}”"


def _say_tag(value: Any) -> str:  # noqa: ANN401 - a JSON value
    if value is None:
        return "undecided"
    return "as it was typed" if value["canonical"] is None else f"“{value['canonical']}”"


def _yes(value: object) -> str:
    return "no" if value is None else "yes"


def _shorten(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
