"""Shelf: an open library with its search index and packs, and what one asks of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from msgspec import Struct

from fonds.app.tag_leads import lead_queries, lead_query
from fonds.errors import UserError
from fonds.library.accessions import list_accessions
from fonds.library.entries import (
    count_entries,
    count_stories_in_parts,
    find_entry_by_prefix,
    get_entry,
    iter_entries,
)
from fonds.library.history import Event, iter_events, last_event_id
from fonds.library.lending import Lending
from fonds.library.opening import Library, close_library, hold_writer, open_library
from fonds.library.works import get_work
from fonds.model.body import join_body
from fonds.model.entry import Entry
from fonds.model.record import Record
from fonds.model.sight import FULL_SIGHT, Sight
from fonds.model.work import Work
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack
from fonds.publish.record import build_record
from fonds.search.facets import count_works
from fonds.search.index import (
    SearchIndex,
    clear_index,
    open_index,
    put_documents,
    read_stamp,
    remove_works,
    write_stamp,
)
from fonds.search.query import Everything, Query, parse_query
from fonds.search.searching import Results, Sort, search

Progress = Callable[[str, int, int], None]
"""Told (phase, done, total) while something long runs."""

_NEAR = 4
"""Near matches named when a work is not found: one line of a terminal."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """An open library, ready to be searched and read.

    Attributes:
        library: its connection serves one thread at a time; `borrow_shelf` gives another.
        index: may be shared by threads.
        load_packs: gives the fandom packs; loads them the first time.
        lending: connections of their own for other threads.
        sight: what is hidden from whoever asks; everything that is asked of a shelf heeds it.
    """

    library: Library
    index: SearchIndex
    load_packs: Callable[[], tuple[Pack, ...]]
    lending: Lending
    sight: Sight = FULL_SIGHT

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The fandom packs. Cost: some tenths of a second, the first time."""
        return self.load_packs()


class Card(Struct, frozen=True):
    """All that is known of one work.

    Attributes:
        work_id: its identifier, in full.
        work: with all claims.
        record: the one-record contract.
        entry: its catalogue line.
        events: what happened to it, oldest first.
    """

    work_id: str
    work: Work
    record: Record
    entry: Entry
    events: tuple[Event, ...]


def stay_silent(phase: str, done: int, total: int) -> None:
    """Tell nobody: the progress of those who do not watch."""


def open_shelf(
    folder: Path,
    *,
    create: bool = False,
    progress: Progress = stay_silent,
    packs: Callable[[], tuple[Pack, ...]] = load_packs,
) -> Shelf:
    """Open the library in a folder with its index, filling the index up when it is behind.

    While another process writes to the library, the index is left to it: an answer that
    misses the newest works is better than none.

    Args:
        folder: the library's folder.
        create: make an empty library when there is none.
        progress: told while the index is filled.
        packs: loads the fandom packs; called when they are asked for, and once.

    Returns:
        The shelf; close it with `close_shelf`.

    Raises:
        UserError: there is no library and `create` is False, or it cannot be used.
        DamageError: the library is damaged.

    Cost: some tens of milliseconds; filling the index reads every work that is missing.
    """
    library = open_library(folder, create=create)
    try:
        shelf = Shelf(library, open_index(library.index_folder), cache(packs), Lending(folder))
        if is_behind(shelf):
            _refresh_when_free(shelf, progress)
    except BaseException:
        close_library(library)
        raise
    return shelf


def close_shelf(shelf: Shelf) -> None:
    """Close the library's connection, and those that were lent."""
    shelf.lending.close()
    close_library(shelf.library)


@contextmanager
def borrow_shelf(shelf: Shelf) -> Iterator[Shelf]:
    """Give the same shelf with a connection of its own, for one thread, for `with`.

    Cost: about a millisecond the first time; a connection that comes back is used again.
    """
    with shelf.lending.lend() as library:
        yield replace(shelf, library=library)


def is_behind(shelf: Shelf) -> bool:
    """Tell whether the library holds events that the index has not caught up with."""
    return read_stamp(shelf.index) != last_event_id(shelf.library)


def _refresh_when_free(shelf: Shelf, progress: Progress) -> None:
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_writer(shelf.library))
        except UserError:
            # Somebody else is writing and will bring the index up to date; a second
            # writer would only be in the way. What the index has is searched meanwhile.
            return
        refresh_index(shelf, progress)


def refresh_index(shelf: Shelf, progress: Progress = stay_silent) -> int:
    """Bring the index up to the library's last event; fill it when it was empty.

    Args:
        shelf: an open shelf. Its writer's lock need not be held: who writes to the index takes
            turns with others.
        progress: told ("index", done, total).

    Returns:
        n works put in or taken out; 0 when nothing had changed.

    Cost: reads each of the n works once.
    """
    last = last_event_id(shelf.library)
    stamp = read_stamp(shelf.index)
    if stamp == last:
        return 0
    if stamp > last:
        # The library was replaced by an older copy of itself: the index knows a future
        # that never came.
        clear_index(shelf.index)
        stamp = 0
    if stamp == 0:
        clear_index(shelf.index)
        count = _put_all(shelf, progress)
    else:
        count = _put_changed(shelf, _list_changed(shelf.library, stamp), progress)
    if read_stamp(shelf.index) < last:
        # Else another, who began later, was quicker.
        write_stamp(shelf.index, last)
    return count


def _put_all(shelf: Shelf, progress: Progress) -> int:
    total = sum(count_entries(shelf.library).values())

    def documents() -> Iterator[tuple[Entry, str]]:
        for done, entry in enumerate(iter_entries(shelf.library)):
            progress("index", done, total)
            yield entry, _read_body(shelf.library, entry.work_id)

    count = put_documents(shelf.index, documents())
    progress("index", total, total)
    return count


def _put_changed(shelf: Shelf, changed: tuple[str, ...], progress: Progress) -> int:
    gone: list[str] = []

    def documents() -> Iterator[tuple[Entry, str]]:
        for done, work_id in enumerate(changed):
            progress("index", done, len(changed))
            entry = _find_own_entry(shelf.library, work_id)
            if entry is None:
                gone.append(work_id)
            else:
                yield entry, _read_body(shelf.library, work_id)

    put_documents(shelf.index, documents())
    if gone:
        remove_works(shelf.index, gone)
    progress("index", len(changed), len(changed))
    return len(changed)


def _list_changed(library: Library, stamp: int) -> tuple[str, ...]:
    changed: dict[str, None] = {}
    for event in iter_events(library, after=stamp):
        if event.work_id is not None:
            changed[event.work_id] = None
        # A deaccession names the works it removed, a merging the work that stays.
        detail = event.detail
        for work_id in (
            *detail.get("works", ()),
            *detail.get("moved", ()),
            *detail.get("revived", ()),
            detail.get("into"),
        ):
            if isinstance(work_id, str):
                changed[work_id] = None
    return tuple(changed)


def _find_own_entry(library: Library, work_id: str) -> Entry | None:
    """Find the catalogue line of just this identifier; a redirect has none of its own."""
    try:
        entry = get_entry(library, work_id)
    except UserError:
        return None
    return entry if entry.work_id == work_id else None


def _read_body(library: Library, work_id: str) -> str:
    return join_body(get_work(library, work_id).blocks).text


def search_shelf(
    shelf: Shelf,
    text: str,
    *,
    sort: Sort = "relevance",
    descending: bool | None = None,
    offset: int = 0,
    limit: int = 20,
    kinds: tuple[str, ...] = ("story",),
    narrow: Sequence[Query] = (),
) -> Results:
    """Search what a person typed.

    Args:
        shelf: an open shelf.
        text: in the query language; "" finds everything.
        sort: by relevance, or by a key.
        descending: None takes what is natural for the key.
        offset: hits to skip.
        limit: most hits to give.
        kinds: kinds of work to find; empty for all.
        narrow: what must match besides.

    Raises:
        UserError: the text is not a query; the message says at which column.
    """
    return search(
        shelf.index,
        lead_query(shelf.library, parse_query(text)),
        narrow=lead_queries(shelf.library, narrow),
        sort=sort,
        descending=descending,
        offset=offset,
        limit=limit,
        kinds=kinds,
        sight=see_now(shelf),
    )


def see_now(shelf: Shelf) -> Sight:
    """Give a shelf's sight with all that the index does not know yet.

    A work that was restricted, or rated anew, a moment ago is hidden at once, whatever the
    index still says of it.

    Cost: two lookups; O(events) while the index is behind the library.
    """
    if shelf.sight.is_full or shelf.sight.closed or not is_behind(shelf):
        return shelf.sight
    changed = _list_changed(shelf.library, read_stamp(shelf.index))
    return shelf.sight.but_not(
        work_id
        for work_id in changed
        if (entry := _find_own_entry(shelf.library, work_id)) is None
        or not shelf.sight.shows(entry)
    )


def read_entries(shelf: Shelf, results: Results) -> tuple[Entry | None, ...]:
    """Give the catalogue line of each of n hits; None for a work that is gone meanwhile."""
    return tuple(find_entry(shelf, hit.work_id) for hit in results.hits)


def find_entry(shelf: Shelf, work_id: str) -> Entry | None:
    """Find a work's catalogue line; None when there is none, or it is hidden."""
    entry = _find_own_entry(shelf.library, work_id)
    return entry if entry is not None and shelf.sight.shows(entry) else None


class Tally(Struct, frozen=True):
    """What a shelf holds, in numbers.

    Attributes:
        stories: works that are stories.
        in_parts: stories joined from several files; 0 where something is hidden.
        others: works that are not stories.
        accessions: heaps taken in, undone ones left out; 0 where something is hidden.
    """

    stories: int
    in_parts: int
    others: int
    accessions: int


def count_shelf(shelf: Shelf) -> Tally:
    """Count what a shelf holds. Cost: reads every catalogue line once."""
    if not shelf.sight.is_full:
        sight = see_now(shelf)
        stories = count_works(shelf.index, Everything(), sight=sight)
        works = count_works(shelf.index, Everything(), kinds=(), sight=sight)
        return Tally(stories=stories, in_parts=0, others=works - stories, accessions=0)
    kinds = count_entries(shelf.library)
    stories = kinds.get("story", 0)
    return Tally(
        stories=stories,
        in_parts=count_stories_in_parts(shelf.library),
        others=sum(kinds.values()) - stories,
        accessions=sum(one.state != "undone" for one in list_accessions(shelf.library)),
    )


def list_settled(shelf: Shelf) -> tuple[Entry, ...]:
    """List the stories of which it is known where in their canon they are set, by title.

    Cost: reads n catalogue lines for n such stories, some 8,000 a second on one core.
    """
    settled = iter_entries(shelf.library, kinds=("story",), field="setting")
    return tuple(one for one in settled if one.setting and shelf.sight.shows(one))


def get_card(shelf: Shelf, work_prefix: str) -> Card:
    """Give all that is known of one work.

    Args:
        shelf: an open shelf.
        work_prefix: the work's identifier, or so much of its beginning that it is the
            only one; identifiers of merged works lead to the work they became.

    Raises:
        UserError: no work begins so, or several do; the message names near matches.
    """
    # A prefix would tell how many hidden works begin so.
    find = find_entry_by_prefix if shelf.sight.is_full else find_whole_entry
    entry = find(shelf.library, work_prefix)
    if entry is None or not shelf.sight.shows(entry):
        raise UserError(_say_missing(shelf, work_prefix))
    work_id = entry.work_id
    work = get_work(shelf.library, work_id)
    return Card(
        work_id=work_id,
        work=work,
        record=build_record(work),
        entry=entry,
        events=tuple(iter_events(shelf.library, work_id=work_id)),
    )


def find_whole_entry(library: Library, work_id: str) -> Entry | None:
    """Find the catalogue line of a whole identifier; follows redirects; None when there is none."""
    try:
        return get_entry(library, work_id)
    except UserError:
        return None


def _say_missing(shelf: Shelf, typed: str) -> str:
    if not shelf.sight.is_full:
        return f"there is no work {typed!r} here"
    library = shelf.library
    wanted = " ".join(typed.split()).casefold()
    titles: list[str] = []
    ids: list[str] = []
    for entry in iter_entries(library):
        ids.append(entry.work_id)
        if wanted and wanted in (entry.title or entry.incipit).casefold():
            titles.append(f"{entry.work_id} “{entry.title or entry.incipit}”")
    near = titles[:_NEAR] or get_close_matches(wanted, ids, n=_NEAR, cutoff=0.5)
    if not near:
        return f"there is no work {typed!r} here. `fonds list` names them all"
    return f"there is no work {typed!r} here. Did you mean {', '.join(near)}?"
