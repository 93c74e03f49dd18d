"""Acting: what a person does to the catalogue, carried out, shown on the shelf, taken back.

The one door between people's decisions and the library: an act is put into the history
(`fonds.library.acts`), and the catalogue lines that depend on it are written anew, in one
transaction. The search index catches up afterwards.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from fonds.app.cataloguing import put_tags_anew, put_work_entry
from fonds.app.doubts import heed_changes
from fonds.app.shelf import Progress, Shelf, refresh_index
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange, put_act, undo_act
from fonds.library.claims import claims_of
from fonds.library.corrections import Correction, list_corrections
from fonds.library.kept_apart import make_apart_key, read_apart
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library, hold_writer
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.storage import transaction
from fonds.library.undo import UndoPlan, plan_undo, undo_accession

PATIENCE_S = 5.0
"""How long an act waits for another to be done: one takes well under a second, and so does the
index when it catches up in the background."""

_TAG_CELLS = frozenset({"tag", "broader"})


def act(
    shelf: Shelf,
    changes: Iterable[NewChange],
    *,
    kind: str,
    words: str,
    by: str,
    clock: str,
    why: str = "",
    sitting: int | None = None,
) -> Done:
    """Do something to the catalogue, all or nothing.

    Args:
        shelf: an open shelf; the writer's lock is taken for as long as it takes.
        changes: n changes of cells.
        kind: what sort of act: "set", "merge", "apart", "tags", "series", "withdraw" ….
        words: what it does, in a sentence: "Title of 3 works".
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.
        sitting: the review it belongs to.

    Returns:
        What was done; its `act` is None when everything held already.

    Raises:
        UserError: somebody else is writing, or a cell cannot hold what it is to hold.

    Cost: reads and writes each touched work once; of decisions on tags only catalogue lines.
    """
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        return act_held(
            shelf.library,
            changes,
            kind=kind,
            words=words,
            by=by,
            clock=clock,
            why=why,
            sitting=sitting,
        )


def act_held(
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
    """Do what `act` does, for a caller who holds the writer's lock."""
    with transaction(library.connection):
        done = put_act(
            library,
            changes,
            kind=kind,
            words=words,
            by=by,
            clock=clock,
            why=why,
            sitting=sitting,
        )
        _write_lines(library, done)
    return done


def take_back(shelf: Shelf, number: int, *, by: str, clock: str, why: str = "") -> Done:
    """Take an act back; see `fonds.library.acts.undo_act`.

    Raises:
        UserError: somebody else is writing, or the act cannot be taken back.
    """
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        return take_back_held(shelf.library, number, by=by, clock=clock, why=why)


def take_back_held(library: Library, number: int, *, by: str, clock: str, why: str = "") -> Done:
    """Do what `take_back` does, for a caller who holds the writer's lock."""
    with transaction(library.connection):
        done = undo_act(library, number, by=by, clock=clock, why=why)
        _write_lines(library, done)
    return done


def undo_heap(library: Library, accession_id: int, *, clock: str, by: str = "") -> UndoPlan:
    """Undo an accession; works that were merged into what goes stand alone again.

    Args:
        library: open, its writer's lock held by the caller.
        accession_id: its number.
        clock: now, ISO UTC.
        by: who, as it is to be shown.

    Returns:
        What was removed.
    """
    with transaction(library.connection):
        going = plan_undo(library, accession_id)
        # An act, so that the history says why they stand alone, and it can be taken back when
        # the accession is taken in again.
        cut = [one for one in going.revived if find_redirect(library, one) in going.works]
        put_act(
            library,
            plan_unmerge(library, cut),
            kind="unmerge",
            words=f"{_count(len(cut), 'work')} apart again: accession {accession_id} is undone",
            by=by,
            clock=clock,
        )
        plan = undo_accession(library, accession_id, clock=clock)
        for work_id in going.revived:
            put_work_entry(library, work_id)
    return msgspec.structs.replace(plan, revived=going.revived)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _write_lines(library: Library, done: Done) -> None:
    whole = {one.key[0] for one in done.changes if one.cell in {"claim", "withdrawn"}}
    if not all(one.cell in _TAG_CELLS for one in done.changes):
        whole |= {
            work_id
            for one in done.changes
            if one.cell == "merged"
            for work_id in (
                *one.key,
                one.before,
                one.after,
                *list_merged_into(library, one.key[0]),
            )
            if work_id is not None
        }
    for work_id in sorted(whole):
        put_work_entry(library, work_id)
    put_tags_anew(library, (one for one in done.touched if one not in whole))
    heed_changes(library, ((one.cell, one.key) for one in done.changes))


def make_correction(
    library: Library,
    work_id: str,
    field: str,
    value: Any,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    by: str,
    clock: str,
    why: str = "",
) -> NewChange:
    """Make the change that lets a person's value speak for a field of a work.

    Args:
        library: open.
        work_id: of a work; redirects are followed.
        field: of the record.
        value: what the field may hold; None or [] when the work has none.
        by: who says so, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.

    Returns:
        A change for `act`. Words of the work that say the same are its evidence.

    Raises:
        UserError: there is no such work.
    """
    work_id = resolve_work_id(library, work_id)
    same = [one for one in claims_of(library, work_id) if one.field == field and one.value == value]
    said = Correction(value, by, clock, why, same[0].evidence if same else ())
    return NewChange("claim", (work_id, field), msgspec.to_builtins(said), work_id)


def clear_correction(library: Library, work_id: str, field: str) -> NewChange:
    """Make the change that takes people's word on a field away: what was read speaks again."""
    work_id = resolve_work_id(library, work_id)
    return NewChange("claim", (work_id, field), None, work_id)


def plan_merge(library: Library, works: Sequence[str], best: str) -> tuple[NewChange, ...]:
    """Plan to let works be editions of one story.

    Args:
        library: open.
        works: n identifiers; the best among them or not; redirects are followed.
        best: the one whose catalogue line stands for them.

    Returns:
        Changes for `act`: the others lead to the best one, it takes over what people said of
        them where nobody has said anything of it, and they are kept apart no longer.

    Raises:
        UserError: one of them does not exist, or none is left to merge.
    """
    target = resolve_work_id(library, best)
    others = dict.fromkeys(resolve_work_id(library, one) for one in works)
    others.pop(target, None)
    if not others:
        raise UserError("name at least two works that are one story")
    changes: list[NewChange] = []
    for other in others:
        changes.append(NewChange("merged", (other,), target, other))
        key = make_apart_key(other, target)
        if read_apart(library, key) is not None:
            changes.append(NewChange("apart", key, None, other))
    return (*changes, *_take_over(library, target, others))


def _take_over(library: Library, best: str, others: Iterable[str]) -> Iterator[NewChange]:
    """What people said of other editions is said of the best one, where they were silent."""
    said = set(list_corrections(library, best))
    for other in others:
        for field, one in list_corrections(library, other).items():
            if field not in said:
                said.add(field)
                yield NewChange("claim", (best, field), msgspec.to_builtins(one), best)


def plan_unmerge(library: Library, works: Sequence[str]) -> tuple[NewChange, ...]:
    """Plan to let merged works stand alone again.

    Args:
        library: open.
        works: identifiers that lead elsewhere; not followed.
    """
    return tuple(NewChange("merged", (one,), None, one) for one in dict.fromkeys(works))


def plan_best(library: Library, best: str) -> tuple[NewChange, ...]:
    """Plan to let another edition of a merged story be the best one.

    Args:
        library: open.
        best: the identifier of an edition that leads to another; not followed.

    Raises:
        UserError: it leads nowhere: it is the best one already, or was never merged.
    """
    target = resolve_work_id(library, best)
    if target == best:
        raise UserError(f"{best} stands for its editions already")
    others = [one for one in (target, *list_merged_into(library, target)) if one != best]
    return (
        NewChange("merged", (best,), None, best),
        *(NewChange("merged", (one,), best, one) for one in others),
        *_take_over(library, best, (target,)),
    )


def plan_apart(library: Library, works: Sequence[str]) -> tuple[NewChange, ...]:
    """Plan to note that no two of n works are editions of one story.

    Raises:
        UserError: one of them does not exist, or fewer than two are left.
    """
    found = list(dict.fromkeys(resolve_work_id(library, one) for one in works))
    if len(found) < 2:
        raise UserError("name at least two works that are to be kept apart")
    pairs = [(one, other) for at, one in enumerate(found) for other in found[at + 1 :]]
    return tuple(NewChange("apart", make_apart_key(*pair), True, pair[0]) for pair in pairs)


def catch_up(shelf: Shelf, progress: Progress) -> None:
    """Bring the search index up to date, unless somebody else is writing, who then will."""
    try:
        with hold_writer(shelf.library):
            refresh_index(shelf, progress)
    except UserError:
        # The next command that opens the library fills the index up.
        return
