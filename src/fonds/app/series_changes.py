"""Series by hand: works are put in, numbered, taken out and renamed; each is one change."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from fonds.app.acting import act, clear_correction, make_correction
from fonds.app.series import Series, SeriesWork, find_series, list_series, split_series
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.claims import claims_of
from fonds.model.claim import find_best_claim
from fonds.model.entry import Entry
from fonds.model.record import SeriesPlace
from fonds.publish.characters import one_line
from fonds.publish.facts import describe_series, format_index

LONGEST_NAME = 300
"""Characters of a series' name."""

HIGHEST = 99_999
"""The highest number a work may have in a series."""


class Step(Struct, frozen=True):
    """What a change means for one work.

    Attributes:
        entry: the work, as it is before.
        before, after: its place in a series, in words; "" for none.
        value: what its series is to be; None for none.
    """

    entry: Entry
    before: str
    after: str
    value: SeriesPlace | None


class SeriesPlan(Struct, frozen=True):
    """A change that has not been done yet.

    Attributes:
        words: what it does, in a sentence without a full stop.
        steps: works of which something changes; may be empty.
    """

    words: str
    steps: tuple[Step, ...]


def read_name(typed: str) -> str:
    """Read the name of a series.

    Raises:
        UserError: it is empty, too long, or ends like a place in a series.
    """
    name = one_line(typed)
    if not name:
        raise UserError("give the series a name")
    if len(name) > LONGEST_NAME:
        raise UserError(f"the name of a series has {LONGEST_NAME} characters at most")
    if split_series(name)[1] is not None:
        raise UserError(f"{name!r} ends like a number in a series; leave the number out")
    return name


def plan_put(
    shelf: Shelf, name: str, entries: Sequence[Entry], *, first: float | None = None
) -> SeriesPlan:
    """Plan to put works into a series, in the order given.

    Args:
        shelf: with the sight of whoever does it.
        name: of a series that is there, or a new one.
        entries: n >= 1 works; those that are in it already get new numbers.
        first: the number of the first of them; None goes on after the last one that is there.

    Raises:
        UserError: the name or a number cannot be.
    """
    name = read_name(name)
    if first is None:
        moved = {one.work_id for one in entries}
        there = _choose_group(find_series(shelf, name), entries)
        left = [one.index or 0.0 for one in there if one.entry.work_id not in moved]
        first = max(left, default=0.0) // 1 + 1
    numbers = [_check_number(first + ahead) for ahead in range(len(entries))]
    places = zip(entries, numbers, strict=True)
    wanted = [(entry, SeriesPlace(name, number)) for entry, number in places]
    count = f"{len(entries)} work{'s' if len(entries) != 1 else ''}"
    return _make_plan(shelf, f"{count} into the series “{name}”", wanted)


def _choose_group(found: Sequence[Series], entries: Sequence[Entry]) -> tuple[SeriesWork, ...]:
    """Choose, of several series of one name, the one by the authors of some works."""
    authors = {name for entry in entries for name in entry.creators}
    mine = [one for one in found if authors & set(one.authors)] or list(found)
    return mine[0].works if mine else ()


def plan_order(
    shelf: Shelf, series: Series, work_ids: Sequence[str], *, first: float = 1.0
) -> SeriesPlan:
    """Plan to number the works of a series anew, in the order given.

    Args:
        shelf: with the sight of whoever does it.
        series: whose works they are.
        work_ids: works in the order they are to have; those left out follow as they stand.
        first: the number of the first.

    Raises:
        UserError: one of them is not in the series.
    """
    by_id = {one.entry.work_id: one for one in series.works}
    strange = [one for one in work_ids if one not in by_id]
    if strange:
        raise UserError(f"{strange[0]} is not in “{series.name}”. `fonds series put` puts it there")
    chosen = dict.fromkeys(work_ids)
    ordered = [*chosen, *(one for one in by_id if one not in chosen)]
    numbers = {work_id: first + ahead for ahead, work_id in enumerate(ordered)}
    return plan_numbers(shelf, series, numbers)


def plan_numbers(
    shelf: Shelf,
    series: Series,
    numbers: Mapping[str, float | None],
    *,
    name: str | None = None,
    taken: Iterable[str] = (),
    added: Sequence[tuple[Entry, float | None]] = (),
) -> SeriesPlan:
    """Plan all that one form can change of a series.

    Args:
        shelf: with the sight of whoever does it.
        series: as it is.
        numbers: the number that works of it are to have; others keep theirs.
        name: what it is to be called; None leaves that.
        taken: works that are to be in no series.
        added: works that come in, each with its number; None goes on after the last.

    Raises:
        UserError: the name or a number cannot be.
    """
    called = read_name(name) if name is not None else series.name
    gone = set(taken)
    wanted: list[tuple[Entry, SeriesPlace | None]] = []
    last = 0.0
    for work in series.works:
        number = numbers.get(work.entry.work_id, work.index)
        if work.entry.work_id in gone:
            wanted.append((work.entry, None))
            continue
        last = max(last, number or 0.0)
        wanted.append((work.entry, SeriesPlace(called, _check_number(number))))
    for entry, given in added:
        last = given if given is not None else last // 1 + 1
        wanted.append((entry, SeriesPlace(called, _check_number(last))))
    plan = _make_plan(shelf, "", wanted)
    words = f"The series “{series.name}”: {len(plan.steps)} work{_s(len(plan.steps))}"
    if called != series.name:
        words = f"The series “{series.name}” is called “{called}”"
    return SeriesPlan(words, plan.steps)


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _check_number(number: float | None) -> float | None:
    if number is not None and not 0 <= number <= HIGHEST:
        raise UserError(f"a number in a series is 0 to {HIGHEST:,}")
    return number


def plan_take(shelf: Shelf, entries: Sequence[Entry]) -> SeriesPlan:
    """Plan to take works out of their series."""
    count = f"{len(entries)} work{_s(len(entries))}"
    names = dict.fromkeys(split_series(one.series)[0] for one in entries if one.series)
    named = f" “{next(iter(names))}”" if len(names) == 1 else ""
    return _make_plan(shelf, f"{count} out of the series{named}", [(one, None) for one in entries])


def plan_name(shelf: Shelf, found: Sequence[Series], new: str) -> SeriesPlan:
    """Plan to call series otherwise; with the name of another they become one with it.

    Raises:
        UserError: that is no name.
    """
    new = read_name(new)
    wanted = [
        (work.entry, SeriesPlace(new, work.index)) for series in found for work in series.works
    ]
    old = "”, “".join(dict.fromkeys(series.name for series in found))
    return _make_plan(shelf, f"The series “{old}” is called “{new}”", wanted)


def _make_plan(
    shelf: Shelf, words: str, wanted: Iterable[tuple[Entry, SeriesPlace | None]]
) -> SeriesPlan:
    steps = []
    for entry, place in wanted:
        now = _read_place(shelf, entry)
        if now == place:
            continue
        before = describe_series(now) if now is not None else ""
        after = describe_series(place) if place is not None else ""
        steps.append(Step(entry, before, after, place))
    return SeriesPlan(words, tuple(steps))


def _read_place(shelf: Shelf, entry: Entry) -> SeriesPlace | None:
    """Read a work's place from the claim that speaks for it."""
    best = find_best_claim(claims_of(shelf.library, entry.work_id), "series")
    if best is None or best.value is None:
        return None
    try:
        return msgspec.convert(best.value, SeriesPlace)
    except msgspec.ValidationError:
        # A claim that no record can hold says nothing; a person's word takes its place.
        return None


def carry_out(shelf: Shelf, plan: SeriesPlan, *, by: str, clock: str, why: str = "") -> Done | None:
    """Do what was planned, as one change that can be taken back; the index has to catch up.

    Args:
        shelf: an open shelf; the writer's lock is taken.
        plan: what is to be done.
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.

    Returns:
        What was done; None when there was nothing to do.

    Raises:
        UserError: somebody else is writing.
    """
    if not plan.steps:
        return None
    changes = [_make_change(shelf, step, by=by, clock=clock, why=why) for step in plan.steps]
    return act(shelf, changes, kind="series", words=plan.words, by=by, clock=clock, why=why)


def _make_change(shelf: Shelf, step: Step, *, by: str, clock: str, why: str) -> NewChange:
    work_id = step.entry.work_id
    if step.value is None:
        read = [one for one in claims_of(shelf.library, work_id) if one.basis != "curated"]
        if find_best_claim(read, "series") is None:
            # Only a person had put it there: without their word it is in none.
            return clear_correction(shelf.library, work_id, "series")
    value = msgspec.to_builtins(step.value)
    return make_correction(shelf.library, work_id, "series", value, by=by, clock=clock, why=why)


def get_series(shelf: Shelf, name: str) -> tuple[Series, ...]:
    """Give the series of a name.

    Raises:
        UserError: there is none; the message names those near.
    """
    found = find_series(shelf, name)
    if found:
        return found
    first = next(iter(name.split()), "")
    near = list_series(shelf, text=first, limit=3).series
    hint = ", ".join(f"“{one}”" for one in dict.fromkeys(one.name for one in near))
    more = f"Did you mean {hint}?" if hint else "`fonds series list` names them all"
    raise UserError(f"there is no series {name!r} here. {more}")


def say_number(number: float | None) -> str:
    """Write a number in a series as a form holds it; "" without one."""
    return "0" if number == 0 else format_index(number)
