"""Editions: the same work found again under another header, format, archive or revision.

    sketches of all stories -> pairs that may be alike -> each aligned word for word
        -> families around their best editions -> kept in the library

Sketches and families stay in the library; only what changed since the last time is looked at
again.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec
from msgspec import Struct

from fonds.app.edition_doubts import put_edition_doubts
from fonds.app.edition_finding import Finder
from fonds.app.shelf import Progress, Shelf, stay_silent
from fonds.describe.sketch import VERSION, make_sketch
from fonds.engine.run import run_all
from fonds.errors import DamageError, UserError
from fonds.library.editions import (
    Family,
    last_act_id,
    list_apart_since,
    list_families,
    list_unsketched,
    put_sketches,
    read_drafts_packed,
    remove_sketches,
    replace_families,
    unpack_draft,
)
from fonds.library.entries import get_entry
from fonds.library.history import iter_events, last_event_id
from fonds.library.opening import Library, hold_writer
from fonds.library.settings import find_setting, put_setting
from fonds.library.storage import transaction

SETTING = "editions"
"""Where the library keeps up to which event its families hold."""

RULES_VERSION = "editions/1"
"""Changes with everything that makes the same sketches give other families."""

_BATCH = 64
"""Works that travel to a process at once: a megabyte."""

_STORED = 1_000
"""Sketches of one transaction: what an interruption costs at most, a few seconds."""

_MANY = 2_000
"""Stories to sketch, from which starting processes pays."""


def find_editions(
    shelf: Shelf, *, progress: Progress = stay_silent, workers: int = 0, anew: bool = False
) -> tuple[Family, ...]:
    """Find the stories that are in a library more than once.

    Args:
        shelf: an open shelf.
        progress: told ("sketching" or "comparing", done, total).
        workers: processes that sketch; 0 sketches in this one.
        anew: forget what was found before.

    Returns:
        Families by identifier, as far as the shelf's sight shows their works.

    Cost: as `refresh_editions`.
    """
    refresh_editions(shelf, progress, workers=workers, anew=anew)
    return list_visible_families(shelf)


def list_visible_families(shelf: Shelf) -> tuple[Family, ...]:
    """List the families as they were found last, of works that the shelf's sight shows."""
    families = list_families(shelf.library)
    if shelf.sight.is_full:
        return families
    seen = (
        msgspec.structs.replace(
            family,
            editions=tuple(
                one
                for one in family.editions
                if shelf.sight.shows(get_entry(shelf.library, one.work_id))
            ),
        )
        for family in families
    )
    return tuple(family for family in seen if len(family.editions) > 1)


def refresh_editions(
    shelf: Shelf, progress: Progress = stay_silent, *, workers: int = 0, anew: bool = False
) -> bool:
    """Find families again, as far as something changed since the last time.

    While another process writes to the library, nothing is done: an answer that misses the
    newest works is better than none.

    Args:
        shelf: an open shelf, whose writer's lock the caller does not hold.
        progress: told ("sketching" or "comparing", done, total).
        workers: processes that sketch; 0 sketches in this one.
        anew: forget what was found before.

    Returns:
        Whether families hold now; False when another was writing.

    Cost: two lookups when nothing has changed. Else each new story is read once, all sketches
        are laid side by side (2 s and 500 MB for 100,000), and the bodies of pairs in which a
        story is new are read again.
    """
    if not anew and is_up_to_date(shelf.library):
        return True
    try:
        with hold_writer(shelf.library):
            refresh_held(shelf.library, progress, workers=workers, anew=anew)
    except UserError:
        # Somebody else is writing: the next who asks finds the families anew.
        return False
    return True


class _Stamp(Struct, frozen=True):
    """Up to where the families hold."""

    version: str
    event: int
    act: int


def is_up_to_date(library: Library) -> bool:
    """Tell whether nothing has happened since families were found."""
    return _read_stamp(library) == _make_stamp(library)


def _make_stamp(library: Library) -> _Stamp:
    return _Stamp(f"{RULES_VERSION} {VERSION}", last_event_id(library), last_act_id(library))


def _read_stamp(library: Library) -> _Stamp | None:
    value = find_setting(library, SETTING)
    try:
        return msgspec.convert(value, _Stamp)
    except msgspec.ValidationError:
        return None


def refresh_held(
    library: Library, progress: Progress, *, workers: int = 0, anew: bool = False
) -> None:
    """Do what `refresh_editions` does, for a caller who holds the writer's lock."""
    now = _make_stamp(library)
    before = None if anew else _read_stamp(library)
    if anew:
        remove_sketches(library)
    changed: set[str] | None = None
    if before is not None and before.version == now.version and before.event <= now.event:
        changed = set(_list_changed(library, before.event))
    sketched = put_missing_sketches(library, progress, workers=workers, among=changed)
    if before is not None and changed is not None:
        changed |= {*sketched, *list_apart_since(library, before.act)}
    finder = Finder(library, progress)
    gone, made = finder.find(changed)
    with transaction(library.connection):
        replace_families(library, gone, made)
        put_edition_doubts(library)
        put_setting(library, SETTING, msgspec.to_builtins(now))


def _list_changed(library: Library, event: int) -> Iterator[str]:
    """Works that something happened to since an event."""
    for one in iter_events(library, after=event):
        if one.work_id is not None:
            yield one.work_id
        for name in ("works", "moved", "revived"):
            yield from (work_id for work_id in one.detail.get(name, ()) if isinstance(work_id, str))
        if isinstance(into := one.detail.get("into"), str):
            yield into


def put_missing_sketches(
    library: Library,
    progress: Progress = stay_silent,
    *,
    workers: int = 0,
    among: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Sketch the stories that have no sketch yet, or were read anew.

    Args:
        library: open, its writer's lock held.
        progress: told ("sketching", done, total).
        workers: processes that sketch; 0, or few stories, and this one does.
        among: only these works; None for all.

    Returns:
        The identifiers of the stories that were sketched.

    Cost: 3 ms a story of 3,000 words on one core. What is done is kept, if it is interrupted.
    """
    wanted = list_unsketched(library, VERSION, among=among)
    stages = dict(wanted)
    batches = [
        [work_id for work_id, _ in wanted[at : at + _BATCH]] for at in range(0, len(wanted), _BATCH)
    ]
    drafts = (read_drafts_packed(library, batch) for batch in batches)
    outcomes = run_all(
        sketch_drafts, drafts, workers=workers if len(wanted) >= _MANY else 0, timeout_s=600
    )
    done = 0
    made: list[tuple[str, str, bytes]] = []
    for batch, outcome in zip(batches, outcomes, strict=True):
        progress("sketching", done, len(wanted))
        if outcome.value is None:
            message = outcome.problem.message if outcome.problem else ""
            raise DamageError(f"{library.folder}: a work cannot be compared. {message}")
        made += [(one, stages[one], line) for one, line in outcome.value]
        if len(made) >= _STORED:
            put_sketches(library, made)
            made = []
        done += len(batch)
    put_sketches(library, made)
    progress("sketching", done, len(wanted))
    return tuple(stages)


def sketch_drafts(drafts: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Sketch packed works; runs in other processes."""
    return [
        (work_id, msgspec.msgpack.encode(make_sketch(unpack_draft(work_id, draft).blocks)))
        for work_id, draft in drafts
    ]
