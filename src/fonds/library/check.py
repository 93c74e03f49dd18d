"""Check that a library is whole: a tour of everything that could be damaged."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from fonds.errors import DamageError, UserError
from fonds.library.entries import get_entry, stands_alone
from fonds.library.history import last_event_id
from fonds.library.opening import Library
from fonds.library.originals import read_original
from fonds.library.storage import find_row, read_rows
from fonds.library.works import get_edition

INTEGRITY = "library.integrity"
FOREIGN_KEY = "library.foreign-key"
ORIGINAL_BYTES = "library.original-bytes"
STRAY_BYTES = "library.stray-bytes"
ACCOUNT = "library.account"
WORK = "library.work"
WORK_SOURCE = "library.work-source"
WORK_CLAIMS = "library.work-claims"
WORK_ENTRY = "library.work-entry"
EVENT_GAP = "library.event-gap"
INDEX_AHEAD = "library.index-ahead"
INDEX_BEHIND = "library.index-behind"
UNFINISHED = "library.unfinished"
UNREAD = "library.unread"
"""The codes of findings; permanent, each a row of docs/problems/library.md."""


class Finding(Struct, frozen=True):
    """Something a check found.

    Attributes:
        code: permanent, "library.original-bytes" ….
        message: one plain sentence.
        damaged: what is damaged, or "" for a note (an unfinished accession).
    """

    code: str
    message: str
    damaged: str


Progress = Callable[[int, int], None]


def check_library(
    library: Library, *, index_stamp: int | None, progress: Progress | None = None
) -> tuple[Finding, ...]:
    """Check everything: the database, every original, every account, every work.

    Args:
        library: an open library; nothing in it is changed.
        index_stamp: the event the search index has caught up with
            (`fonds.search.index.read_stamp`), or None to leave the index out.
        progress: told (done, of) while originals and works are read.

    Returns:
        Findings; the library is whole when none has `damaged`.

    Cost: reads every byte of the library about once.
    """
    findings: list[Finding] = []
    try:
        for finding in _iter_findings(library, index_stamp, progress or _stay_silent):
            findings.append(finding)
    except DamageError as error:
        findings.append(Finding(INTEGRITY, str(error), "library.db"))
    return tuple(findings)


def _stay_silent(done: int, of: int) -> None:
    """Tell nobody."""


def _iter_findings(
    library: Library, index_stamp: int | None, progress: Progress
) -> Iterator[Finding]:
    yield from _check_database(library)
    yield from _check_events(library)
    yield from _check_accounts(library)
    yield from _check_work_rows(library)
    yield from _check_contents(library, progress)
    if index_stamp is not None:
        yield from _check_index(library, index_stamp)


def _check_database(library: Library) -> Iterator[Finding]:
    for (message,) in read_rows(library.connection, "PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(INTEGRITY, f"SQLite finds: {message}.", "library.db")
    for table, rowid, parent, _key in read_rows(library.connection, "PRAGMA foreign_key_check"):
        row = "a row" if rowid is None else f"row {rowid}"
        yield Finding(
            FOREIGN_KEY, f"{row} of {table} points to a row of {parent} that is not there.", table
        )


def _check_events(library: Library) -> Iterator[Finding]:
    row = find_row(
        library.connection,
        "SELECT coalesce(min(id), 1), coalesce(max(id), 0), count(*), "
        "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event') FROM event",
    )
    assert row is not None  # an aggregate always gives a row
    first, last, count, minted = row
    if first != 1 or last != count or minted != last:
        yield Finding(
            EVENT_GAP,
            f"the history has {count} events but numbered {minted}: some were removed.",
            "history",
        )


def _check_accounts(library: Library) -> Iterator[Finding]:
    for number, state in read_rows(
        library.connection, "SELECT id, state FROM accession WHERE state = 'open' ORDER BY id"
    ):
        yield Finding(
            UNFINISHED,
            f"accession {number} is {state}: run the same `fonds add` or `fonds import` again "
            "to complete it.",
            "",
        )
    strays = "SELECT name FROM sqlar WHERE name NOT IN (SELECT name FROM original) ORDER BY name"
    for (name,) in read_rows(library.connection, strays):
        yield Finding(STRAY_BYTES, f"{name} lies in the archive but is no original.", name)
    unlisted = (
        "SELECT name FROM original o WHERE NOT EXISTS (SELECT 1 FROM heap_file h "
        "WHERE h.digest = o.digest AND h.accession = o.accession AND h.outcome = 'taken')"
    )
    for (name,) in read_rows(library.connection, unlisted):
        yield Finding(ACCOUNT, f"{name} is in no accession's list of files.", name)
    silent = (
        "SELECT name FROM original o WHERE read_by IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM member m WHERE m.original = o.digest)"
    )
    for (name,) in read_rows(library.connection, silent):
        yield Finding(ACCOUNT, f"nobody recorded what became of {name} when it was read.", name)
    unread = (
        "SELECT o.name FROM original o JOIN accession a ON a.id = o.accession "
        "WHERE o.read_by IS NULL AND a.state <> 'open' ORDER BY o.name"
    )
    for (name,) in read_rows(library.connection, unread):
        yield Finding(UNREAD, f"{name} is kept but has not been read; add it again.", "")


def _check_work_rows(library: Library) -> Iterator[Finding]:
    rows = read_rows(
        library.connection,
        "SELECT w.id, w.claims, count(c.id) FROM work w LEFT JOIN claim c "
        "ON c.work_id = w.id AND c.basis <> 'curated' "
        "GROUP BY w.id HAVING w.claims <> count(c.id) ORDER BY w.id",
    )
    for work_id, wanted, found in rows:
        yield Finding(
            WORK_CLAIMS, f"the work {work_id} has {found} of its {wanted} claims.", work_id
        )


def _check_contents(library: Library, progress: Progress) -> Iterator[Finding]:
    digests = read_rows(library.connection, "SELECT digest, name FROM original ORDER BY name")
    works = read_rows(library.connection, "SELECT id FROM work ORDER BY id")
    total = len(digests) + len(works)
    for done, (digest, name) in enumerate(digests):
        progress(done, total)
        try:
            read_original(library, digest)
        except DamageError as error:
            yield Finding(ORIGINAL_BYTES, f"{error}.", name)
    for done, (work_id,) in enumerate(works, len(digests)):
        progress(done, total)
        yield from _check_work(library, work_id)
    progress(total, total)


def _check_work(library: Library, work_id: str) -> Iterator[Finding]:
    try:
        work = get_edition(library, work_id)
    except DamageError as error:
        yield Finding(WORK, f"{error}.", work_id)
        return
    sources = read_rows(
        library.connection,
        "SELECT digest FROM work_source WHERE work_id = ? ORDER BY ordinal",
        (work_id,),
    )
    if [row[0] for row in sources] != [source.digest for source in work.sources]:
        yield Finding(
            WORK_SOURCE, f"the sources of the work {work_id} are not those listed.", work_id
        )
    if not stands_alone(library, work_id):
        line = find_row(library.connection, "SELECT 1 FROM entry WHERE work_id = ?", (work_id,))
        if line is not None:
            yield Finding(
                WORK_ENTRY,
                f"the work {work_id} has a catalogue line and should have none.",
                work_id,
            )
        return
    try:
        entry = get_entry(library, work_id)
    except (UserError, DamageError) as error:
        yield Finding(WORK_ENTRY, f"the work {work_id} has no catalogue line: {error}.", work_id)
        return
    if entry.work_id != work_id or entry.kind != work.kind:
        yield Finding(
            WORK_ENTRY, f"the catalogue line of {work_id} is that of another work.", work_id
        )


def _check_index(library: Library, index_stamp: int) -> Iterator[Finding]:
    last = last_event_id(library)
    if index_stamp > last:
        yield Finding(
            INDEX_AHEAD,
            f"the search index knows of event {index_stamp}, but the library's last is {last}: "
            "it belongs to another state of the library. Delete the folder index; it is rebuilt.",
            "index",
        )
    behind = find_row(
        library.connection,
        "SELECT count(*) FROM event WHERE id > ? AND (work_id IS NOT NULL OR name = 'deaccession')",
        (index_stamp,),
    )
    if behind is not None and behind[0]:
        yield Finding(
            INDEX_BEHIND,
            f"the search index has not seen {behind[0]} changes; the next command catches up.",
            "",
        )
