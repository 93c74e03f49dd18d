"""Doubts kept: what is uncertain or odd in a library, found once and kept up with.

A work's doubts are written together with its catalogue line, in the same transaction. What needs
the whole library (editions, and names that may mean the same) is found by `prepare_queue`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from fonds.app.doubt_rows import ALONE, SETTLED, pack_doubt
from fonds.app.edition_doubts import EDITIONS, put_family_doubts
from fonds.app.editions import refresh_editions
from fonds.app.review import Doubt, find_doubts, see_work
from fonds.app.review_values import ASKED, FIELDS
from fonds.app.shelf import Progress, Shelf, stay_silent
from fonds.app.tag_doubts import TAGS, keep_tag_doubts, refresh_tag_doubts
from fonds.errors import UserError
from fonds.library.doubts import (
    list_works_from,
    put_doubts,
    remove_doubts,
)
from fonds.library.editions import find_family
from fonds.library.entries import count_entries, stands_alone
from fonds.library.opening import Library, hold_writer
from fonds.library.put_off import read_put_off
from fonds.library.settings import find_setting, put_setting
from fonds.library.storage import find_row, transaction
from fonds.library.works import get_edition
from fonds.model.work import Work

STAGE = "doubts/1"
"""Changes with everything that finds other doubts in the same work: all are found again."""

SETTING = "doubts"
"""Where the library keeps by which stage its doubts were found, and up to which work."""

_OF_WORK = (*FIELDS, "damage", "missing-parts")
_BATCH = 100
_PATIENCE_S = 30.0


class _Filled(Struct, frozen=True):
    """How far doubts were found: by which stage, and after which work it goes on."""

    stage: str
    after: int | None = None


def put_work_doubts(library: Library, work_id: str, work: Work) -> None:
    """Store the doubts of a work anew, inside the caller's transaction.

    Args:
        library: open.
        work_id: of a stored work; one without a catalogue line has no doubts.
        work: with all its claims, people's among them.

    Cost: O(characters of the work).
    """
    family = find_row(
        library.connection, "SELECT family FROM edition WHERE work_id = ?", (work_id,)
    )
    if not stands_alone(library, work_id):
        remove_doubts(library, work_id)
    else:
        found = (_place(library, one) for one in find_doubts(see_work(work, work_id)))
        rows = [pack_doubt(one) for one in found if one is not None]
        put_doubts(library, work_id, rows, fields=_OF_WORK)
        keep_tag_doubts(library, work_id)
    if family is not None:
        put_family_doubts(library, str(family[0]))


def _place(library: Library, doubt: Doubt) -> Doubt | None:
    """Heed what people did with a doubt before: None when it is settled for good."""
    field, key = doubt.field, doubt.key
    if read_put_off(library, (field, key + SETTLED)) is not None:
        return None
    alone = f"{key}{ALONE}{doubt.work_id}"
    if key != doubt.work_id and read_put_off(library, (field, alone)) is not None:
        return msgspec.structs.replace(doubt, key=alone)
    return doubt


def heed_changes(library: Library, changes: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Find doubts again that depend on cells which are no works' own.

    Args:
        library: open, in a transaction.
        changes: cells that an act changed, and their keys.
    """
    works: dict[str, None] = {}
    families: dict[str, None] = {}
    for cell, key in changes:
        if cell == "put_off":
            works |= dict.fromkeys(_list_placed(key[1]))
        elif cell == "apart":
            found = (find_family(library, one) for one in key)
            families |= dict.fromkeys(one.id for one in found if one is not None)
    for work_id in works:
        try:
            work = get_edition(library, work_id)
        except UserError:
            continue  # taken out since
        put_work_doubts(library, work_id, work)
    for family in families:
        put_family_doubts(library, family)


def _list_placed(key: str) -> Iterator[str]:
    """Works whose doubts stand elsewhere, or nowhere, by what was put off under a key."""
    if key.endswith(SETTLED):
        yield key.removesuffix(SETTLED)
    elif ALONE in key:
        yield key.rpartition(ALONE)[2]


def begin_doubts(library: Library) -> None:
    """Note that an empty library's doubts are all found, as works come with theirs."""
    if find_setting(library, SETTING) is None:
        row = find_row(library.connection, "SELECT 1 FROM work LIMIT 1")
        if row is None:
            put_setting(library, SETTING, msgspec.to_builtins(_Filled(STAGE)))


def is_filled(library: Library) -> bool:
    """Tell whether the doubts of all works were found by this Fonds."""
    return _read_filled(library) == _Filled(STAGE)


def _read_filled(library: Library) -> _Filled:
    value = find_setting(library, SETTING)
    try:
        found = msgspec.convert(value, _Filled)
    except msgspec.ValidationError:
        return _Filled(STAGE, 0)
    return found if found.stage == STAGE else _Filled(STAGE, 0)


def fill_doubts(
    shelf: Shelf,
    progress: Progress = stay_silent,
    *,
    is_wanted: Callable[[], bool] = lambda: True,
) -> bool:
    """Find the doubts of all works that were stored by a Fonds which knew none.

    What is done is kept when it is interrupted; the writer's lock is held for a hundred works at
    a time, so that nobody waits long.

    Args:
        shelf: an open shelf.
        progress: told ("looking", done, total).
        is_wanted: asked now and then whether to go on.

    Returns:
        Whether all are found.

    Raises:
        UserError: somebody else is writing, and does not end.

    Cost: reads every work once, some 500 a second; nothing when they are all found.
    """
    library = shelf.library
    done, total = 0, sum(count_entries(library).values())
    while (state := _read_filled(library)).after is not None:
        if not is_wanted():
            return False
        with hold_writer(library, wait_s=_PATIENCE_S), transaction(library.connection):
            works = list_works_from(library, state.after, _BATCH)
            for _, work_id in works:
                put_work_doubts(library, work_id, get_edition(library, work_id))
            after = works[-1][0] if len(works) == _BATCH else None
            put_setting(library, SETTING, msgspec.to_builtins(_Filled(STAGE, after)))
        done += len(works)
        progress("looking", done, max(done, total))
    return True


def prepare_queue(
    shelf: Shelf, progress: Progress = stay_silent, *, fields: Sequence[str] = ASKED
) -> None:
    """Bring the queue up to date, with what only the whole library shows.

    While somebody else is writing, the queue is left as it is: it can be asked from all the same.

    Args:
        shelf: an open shelf, whose writer's lock the caller does not hold.
        progress: told while it works.
        fields: only what is asked about.

    Cost: little when nothing was taken in since; else that of `fill_doubts`,
        `fonds.app.editions.refresh_editions` and `fonds.app.tag_doubts.refresh_tag_doubts`.
    """
    try:
        fill_doubts(shelf, progress)
    except UserError:
        return
    if EDITIONS in fields:
        refresh_editions(shelf, progress)
    if TAGS in fields:
        _refresh_tags(shelf, progress)


def _refresh_tags(shelf: Shelf, progress: Progress) -> None:
    try:
        with hold_writer(shelf.library):
            refresh_tag_doubts(shelf.library, shelf.load_packs, progress)
    except UserError:
        # Somebody else is writing: whoever asks next brings it up to date.
        return
