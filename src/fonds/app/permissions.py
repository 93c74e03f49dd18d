"""Permissions: who asked for what, and what is withdrawn because of it.

The register obeys itself: who asks to be left out has their works withdrawn, those that are here
and those that come later. A withdrawn work has no catalogue line, so that no shelf, search, feed
or export has it; its originals stay, and its tombstone says when and why.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from fonds.app.acting import act_held
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.entries import get_entry
from fonds.library.opening import Library
from fonds.library.permissions import (
    Permission,
    SubjectKind,
    Wish,
    find_permission,
    fold_author,
    list_permissions,
)
from fonds.library.storage import find_row, read_rows, transaction
from fonds.library.tags import find_canonical
from fonds.library.withdrawals import find_tombstone, list_tombstones
from fonds.library.works import get_edition
from fonds.model.entry import Entry
from fonds.publish.record import build_record

LEAVE_OUT: Wish = "leave out"

FONDS = "Fonds"
"""Who withdraws what comes later, as the register asks."""


class WishPlan(Struct, frozen=True):
    """What a wish would do.

    Attributes:
        kind: of the subject.
        subject: as the register knows it.
        name: the author as they are called, or the work's title.
        wish: what is asked for.
        note: how it is known.
        withdrawn: works that go out of sight.
        shared: those of them that somebody else wrote, too.
        restored: works that stand again, since they went for an earlier wish of this subject.
    """

    kind: SubjectKind
    subject: str
    name: str
    wish: Wish | None
    note: str
    withdrawn: tuple[Entry, ...]
    shared: tuple[str, ...]
    restored: tuple[str, ...]


def plan_author_wish(library: Library, name: str, wish: Wish | None, note: str = "") -> WishPlan:
    """Plan to write down what an author asked for; nothing is changed.

    Args:
        library: open.
        name: of the author, in any of its spellings.
        wish: or None to strike the line out.
        note: how it is known.

    Raises:
        UserError: no name is given, or nothing is written down of this author that could be
            struck out.
    """
    subject = fold_author(name)
    if not subject:
        raise UserError("whose wish is it? Name an author")
    if wish is None and find_permission(library, "author", subject) is None:
        raise UserError(f"nothing is written down of {name}")
    going = list_works_by(library, subject) if wish == LEAVE_OUT else ()
    return WishPlan(
        kind="author",
        subject=subject,
        name=" ".join(name.split()),
        wish=wish,
        note=note,
        withdrawn=going,
        shared=tuple(one.work_id for one in going if len(one.creators) > 1),
        restored=() if wish == LEAVE_OUT else _list_withdrawn_for(library, subject),
    )


def plan_work_wish(library: Library, work_id: str, wish: Wish | None, note: str = "") -> WishPlan:
    """Plan to write down what somebody asked for one work; nothing is changed.

    Args:
        library: open.
        work_id: of a work on the shelf, or of a withdrawn one.
        wish: or None to strike the line out.
        note: how it is known.

    Raises:
        UserError: there is no such work, or nothing is written down of it that could be struck
            out.
    """
    tombstone = find_tombstone(library, work_id)
    going: tuple[Entry, ...] = ()
    name = work_id
    if tombstone is None:
        entry = get_entry(library, work_id)
        work_id, name = entry.work_id, entry.title or entry.incipit
        going = (entry,) if wish == LEAVE_OUT else ()
    written = find_permission(library, "work", work_id)
    if wish is None and written is None:
        raise UserError(f"nothing is written down of {work_id}")
    name = written.name if written is not None and name == work_id else name
    # One that was withdrawn for another reason stays so.
    stands_again = (
        tombstone is not None
        and wish != LEAVE_OUT
        and written is not None
        and written.wish == LEAVE_OUT
        and not _is_asked_away(library, work_id, but=("work", work_id))
    )
    return WishPlan(
        kind="work",
        subject=work_id,
        name=name,
        wish=wish,
        note=note,
        withdrawn=going,
        shared=(),
        restored=(work_id,) if stands_again else (),
    )


def carry_out_wish(library: Library, plan: WishPlan, *, by: str, clock: str) -> Done:
    """Write a wish into the register and withdraw what it asks to, as one act.

    Args:
        library: open, its writer's lock held by the caller.
        plan: what was planned.
        by: who writes it down, as it is to be shown.
        clock: now, ISO UTC.
    """
    value = None
    if plan.wish is not None:
        value = {"wish": plan.wish, "name": plan.name, "note": plan.note, "by": by}
    work_id = plan.subject if plan.kind == "work" else None
    changes = [NewChange("permission", (plan.kind, plan.subject), value, work_id)]
    changes += [_withdraw(one.work_id, _say_why(plan), by) for one in plan.withdrawn]
    changes += [NewChange("withdrawn", (one,), None, one) for one in plan.restored]
    return act_held(
        library,
        changes,
        kind="register",
        words=say_wish(plan),
        by=by,
        clock=clock,
        why=plan.note,
    )


def say_wish(plan: WishPlan) -> str:
    """Say in one sentence what a plan writes down."""
    if plan.wish is None:
        return f"{plan.name}: struck out of the register"
    count = len(plan.withdrawn)
    works = f", {count:,} {'work' if count == 1 else 'works'} withdrawn" if count else ""
    return f"{plan.name}: {plan.wish}{works}"


def _say_why(plan: WishPlan) -> str:
    return plan.note or (
        "The author asked for it." if plan.kind == "author" else "Somebody asked for it."
    )


def _withdraw(work_id: str, why: str, by: str) -> NewChange:
    return NewChange("withdrawn", (work_id,), {"why": why, "by": by}, work_id)


def withdraw_works(
    library: Library, work_ids: Sequence[str], *, why: str, by: str, clock: str
) -> Done:
    """Take works out of everybody's sight, as one act.

    Args:
        library: open, its writer's lock held by the caller.
        work_ids: n works; redirects are followed.
        why: what their tombstones say.
        by: who withdraws them.
        clock: now, ISO UTC.

    Raises:
        UserError: one of them does not exist, or is withdrawn already.
    """
    entries = [get_entry(library, one) for one in work_ids]
    changes = [_withdraw(one.work_id, why, by) for one in entries]
    return act_held(
        library,
        changes,
        kind="withdraw",
        words=f"Withdrew {_say_titles(entries)}",
        by=by,
        clock=clock,
        why=why,
    )


def restore_works(library: Library, work_ids: Sequence[str], *, by: str, clock: str) -> Done:
    """Let withdrawn works stand again, as one act.

    A line of the register that asks to leave out just this work is struck out with it. One that
    asks so of its author stays, and holds for all their other works.

    Raises:
        UserError: one of them is not withdrawn.
    """
    for one in work_ids:
        if find_tombstone(library, one) is None:
            raise UserError(f"{one} is not withdrawn")
    changes = [NewChange("withdrawn", (one,), None, one) for one in work_ids]
    words = f"{len(changes):,} {'work stands' if len(changes) == 1 else 'works stand'} again"
    for one in work_ids:
        written = find_permission(library, "work", one)
        if written is not None and written.wish == LEAVE_OUT:
            changes.append(NewChange("permission", ("work", one), None, one))
    return act_held(library, changes, kind="withdraw", words=words, by=by, clock=clock)


def _say_titles(entries: Sequence[Entry]) -> str:
    if len(entries) == 1:
        return f"“{entries[0].title or entries[0].incipit}”"
    return f"{len(entries):,} works"


def heed_register(library: Library, work_ids: Iterable[str], *, clock: str) -> int:
    """Withdraw those of n works, just taken in, whose author asked to be left out.

    Args:
        library: open, its writer's lock held by the caller.
        work_ids: of works that have just been stored.
        clock: now, ISO UTC.

    Returns:
        How many were withdrawn.

    Cost: nothing while nobody asked to be left out; else one lookup a work.
    """
    out = {
        (one.subject_kind, one.subject): one
        for one in list_permissions(library)
        if one.wish == LEAVE_OUT
    }
    if not out:
        return 0
    changes = []
    for work_id in work_ids:
        try:
            entry = get_entry(library, work_id)
        except UserError:
            continue  # merged or withdrawn already
        wishes = [out.get(("work", work_id))]
        wishes += [out.get(("author", fold_author(name))) for name in entry.creators]
        for asked in wishes:
            if asked is not None and not _stands_despite(library, work_id, asked):
                why = asked.note or "The author asked for it."
                changes.append(_withdraw(work_id, why, FONDS))
                break
    if changes:
        count = len(changes)
        words = f"Withdrew {count:,} new {'work' if count == 1 else 'works'}, as the register asks"
        with transaction(library.connection):
            act_held(library, changes, kind="register", words=words, by=FONDS, clock=clock)
    return len(changes)


def list_works_by(library: Library, subject: str) -> tuple[Entry, ...]:
    """List the works on the shelf by an author, in any spelling that leads to the name.

    Args:
        library: open.
        subject: the name, folded.

    Cost: one pass over the distinct names of authors.
    """
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT w.name, coalesce(t.canonical, w.name) FROM work_tag w "
        "LEFT JOIN tag t ON t.kind = w.kind AND t.name = w.name WHERE w.kind = 'author'",
    )
    names = [name for name, shown in rows if subject in {fold_author(name), fold_author(shown)}]
    found: dict[str, None] = {}
    for name in names:
        works = read_rows(
            library.connection,
            "SELECT work_id FROM work_tag WHERE kind = 'author' AND name = ? ORDER BY work_id",
            (name,),
        )
        found |= {str(row[0]): None for row in works}
    return tuple(get_entry(library, one) for one in sorted(found))


def _stands_despite(library: Library, work_id: str, asked: Permission) -> bool:
    """Whether somebody let a work stand again after a wish had been written down."""
    wish = find_row(
        library.connection,
        "SELECT max(act) FROM act_change WHERE cell = 'permission' AND key = json_array(?, ?)",
        (asked.subject_kind, asked.subject),
    )
    last = find_row(
        library.connection,
        "SELECT act, after = 'null' FROM act_change WHERE cell = 'withdrawn' AND work_id = ? "
        "ORDER BY act DESC LIMIT 1",
        (work_id,),
    )
    return bool(last and last[1] and wish and wish[0] is not None and last[0] > wish[0])


def _list_withdrawn_for(library: Library, subject: str) -> tuple[str, ...]:
    """The works that went because of wishes, where this author wished it too.

    Acts say so, or Fonds did it as they came. Those that somebody else still asks to leave out
    are not among them.
    """
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT other.work_id, wish.key = json_array('author', ?) FROM act_change wish "
        "JOIN act_change other ON other.act = wish.act AND other.cell = 'withdrawn' "
        "AND other.after <> 'null' WHERE wish.cell = 'permission'",
        (subject,),
    )
    theirs: dict[str, bool] = {}
    for work_id, is_theirs in rows:
        theirs[work_id] = theirs.get(work_id, False) or bool(is_theirs)
    return tuple(
        one.work_id
        for one in sorted(list_tombstones(library), key=lambda one: one.work_id)
        if (one.by == FONDS or one.work_id in theirs)
        and (theirs.get(one.work_id) or subject in _list_subjects(library, one.work_id))
        and not _is_asked_away(library, one.work_id, but=("author", subject))
    )


def _is_asked_away(library: Library, work_id: str, *, but: tuple[SubjectKind, str]) -> bool:
    """Whether somebody asks to leave a withdrawn work out, beside one subject."""
    subjects: list[tuple[SubjectKind, str]] = [("work", work_id)]
    subjects += [("author", one) for one in _list_subjects(library, work_id)]
    lines = [find_permission(library, *one) for one in subjects if one != but]
    return any(one is not None and one.wish == LEAVE_OUT for one in lines)


def _list_subjects(library: Library, work_id: str) -> set[str]:
    """Who wrote a withdrawn work, as the register knows them; it has no catalogue line."""
    try:
        record = build_record(get_edition(library, work_id))
    except UserError:
        return set()  # taken out since
    return {
        fold_author(name)
        for typed in record.creators
        for name in (typed, find_canonical(library, "author", typed))
    }
