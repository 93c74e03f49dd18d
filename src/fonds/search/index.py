"""The index on disk: open it, put works in, take works out, stamp it."""

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import tantivy
from msgspec import Struct

from fonds.errors import DamageError, UserError
from fonds.model.entry import Entry
from fonds.search.columns import (
    Columns,
    RowValues,
    add_rows,
    begin_columns,
    pack_columns,
    unpack_columns,
)
from fonds.search.documents import make_document, make_row
from fonds.search.fields import FACETS, LAYOUT, make_schema, register_analyzers
from fonds.search.kept import Kept
from fonds.search.matched import Matched, Values

STAMP_NAME = "stamp.json"

WRITER_BYTES = 96_000_000
"""Memory of the one indexing thread before it writes a segment: 500 works of 17 kB fit
many times over, so that a batch becomes one segment."""

PATIENCE_S = 60.0
"""How long one waits for another who writes to the index: some thousands of works are put in
in that time."""

_LOOK_S = 0.05

COLUMNS_NAME = "columns.npz"

_OWN_ENDINGS = frozenset(
    ".idx .pos .term .store .fast .fieldnorm .del .temp .tmp .managed .npz".split()
)
_OWN_NAMES = frozenset({"meta.json", ".managed.json", STAMP_NAME})

KEPT_COUNTS = 256
"""Counts of facets that are kept: some 40 kB each, so ten megabytes."""

KEPT_WHOLES = 8
"""Sights and kinds that all works are counted for: some megabytes each."""

KEPT_MATCHED = 16
"""Questions whose works are kept: under a megabyte each among 100,000, for whoever turns a page."""


class FacetCounts(Struct, frozen=True):
    """What was counted.

    Attributes:
        values: for each facet values and numbers of matching works, most first.
        read: for each facet that may be derived, the values that are read from the text in
            every matching work: nobody states them.
        lengths: numbers of matching works by `fonds.search.facets.LENGTHS`, shortest first.
    """

    values: dict[str, Values]
    read: dict[str, frozenset[str]]
    lengths: Values = ()


class ColumnsFile:
    """The columns of one index on disk; may be shared by threads.

    Args:
        folder: the library's `index/`.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / COLUMNS_NAME
        self._lock = Lock()
        self._known: tuple[tuple[int, int], Columns] | None = None

    def exists(self) -> bool:
        """Tell whether there are any."""
        return self._path.is_file()

    def read(self) -> Columns:
        """Read them, anew only when another process has written them since.

        Raises:
            DamageError: they are broken.
            OSError: the system refuses.
        """
        found = self._path.stat()
        state = (found.st_mtime_ns, found.st_ino)
        with self._lock:
            if self._known is None or self._known[0] != state:
                self._known = (state, unpack_columns(self._path.read_bytes()))
            return self._known[1]

    def write(self, columns: Columns) -> None:
        """Write them in one piece: others see the old ones or the new.

        Raises:
            OSError: the system refuses.
        """
        beside = self._path.with_suffix(".tmp")
        beside.write_bytes(pack_columns(columns))
        beside.replace(self._path)


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An open index.

    Attributes:
        folder: the library's `index/`.
        tantivy: the engine's handle; may be shared by threads.
        columns: the values that works can be chosen by.
        counts: what was counted of facets lately.
        wholes: all works, for each who asks.
        matched: the works that matched lately.
    """

    folder: Path
    tantivy: tantivy.Index
    columns: ColumnsFile
    counts: Kept[FacetCounts] = field(default_factory=lambda: Kept(KEPT_COUNTS))
    wholes: Kept[Matched] = field(default_factory=lambda: Kept(KEPT_WHOLES))
    matched: Kept[Matched] = field(default_factory=lambda: Kept(KEPT_MATCHED))


@contextmanager
def engine_errors(folder: Path) -> Iterator[None]:
    """Turn the engine's errors inside a `with` into ours.

    Raises:
        UserError: another program writes to the index, or the system refuses.
        DamageError: the index is broken; the library is not.
    """
    # tantivy raises ValueError for everything, and OSError for what the system refuses.
    try:
        yield
    except ValueError as error:
        if "LockBusy" in str(error) or "Failed to acquire" in str(error):
            raise UserError(
                f"{folder}: another program is writing to the search index. "
                "Wait until it is done and try again"
            ) from error
        if "writer was killed" in str(error):
            raise UserError(
                f"{folder}: the search index cannot be written. "
                "Check the disk's room and the folder's permissions"
            ) from error
        raise DamageError(
            f"{folder}: the search index is damaged ({error}). The library itself is not "
            "touched: delete this folder, it is rebuilt"
        ) from error
    except OSError as error:
        raise UserError(
            f"{folder}: the search index cannot be written ({error}). "
            "Check the disk's room and the folder's permissions"
        ) from error


def open_index(folder: Path) -> SearchIndex:
    """Open the index in a folder, or begin an empty one.

    An index of another layout, or a broken one, is replaced by an empty one with stamp
    0: it is derived, and the caller refills it when `read_stamp` is behind the library.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"{folder}: the folder of the search index cannot be made ({error.strerror})"
        ) from error
    if _read_layout(folder) == LAYOUT:
        try:
            return _open(folder)
        except (ValueError, DamageError):
            # Broken beyond opening: what follows makes it anew.
            pass
    _wipe(folder)
    with engine_errors(folder):
        _write_stamp(folder, 0)
        return _open(folder)


def _open(folder: Path) -> SearchIndex:
    engine = tantivy.Index(make_schema(), str(folder))
    register_analyzers(engine)
    columns = ColumnsFile(folder)
    if not columns.exists():
        columns.write(begin_columns(FACETS))
    columns.read()
    return SearchIndex(folder, engine, columns)


def _wipe(folder: Path) -> None:
    # Only files as the engine names them: a wrong folder must not lose a letter.
    for path in folder.iterdir():
        is_ours = (
            path.suffix in _OWN_ENDINGS
            or path.name in _OWN_ENDINGS | _OWN_NAMES
            or (path.name.startswith(".tantivy-") and path.suffix == ".lock")
        )
        if path.is_file() and is_ours:
            path.unlink()


def put_documents(index: SearchIndex, documents: Iterable[tuple[Entry, str]]) -> int:
    """Put works in, each replacing an earlier one of the same identifier; one commit.

    Args:
        index: an open index.
        documents: n pairs of catalogue line and body.

    Returns:
        n.
    """
    rows: list[RowValues] = []
    with _writing(index) as writer:
        columns = index.columns.read()
        for entry, body in documents:
            document = make_document(entry, body, columns.rows + len(rows))
            # The engine writes in threads of its own: a full disk shows at any later call.
            with engine_errors(index.folder):
                writer.delete_documents_by_term("work_id", entry.work_id)
                writer.add_document(document)
            rows.append(make_row(entry))
        # Before the commit: a row without a document is never asked for, a document without
        # a row would not be counted.
        with engine_errors(index.folder):
            index.columns.write(add_rows(columns, rows))
    return len(rows)


@contextmanager
def _writing(index: SearchIndex) -> Iterator[tantivy.IndexWriter]:
    writer = _await_writer(index)
    try:
        yield writer
        with engine_errors(index.folder):
            writer.commit()
    except BaseException:
        with suppress(ValueError):  # a writer that was killed has nothing to roll back
            writer.rollback()
        raise
    finally:
        # Gives the writer's lock back, too.
        with suppress(ValueError):
            writer.wait_merging_threads()
    with engine_errors(index.folder):
        index.tantivy.reload()


def _await_writer(index: SearchIndex) -> tantivy.IndexWriter:
    """Get the engine's only writing place, waiting for who has it.

    A site catches up in the background while others write to the library; they take turns here.

    Raises:
        UserError: it is not free within `PATIENCE_S`.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with engine_errors(index.folder):
                # One thread, so that works lie in the order they were put.
                return index.tantivy.writer(heap_size=WRITER_BYTES, num_threads=1)
        except UserError:
            if time.monotonic() >= until:
                raise
            time.sleep(_LOOK_S)


def remove_works(index: SearchIndex, work_ids: Iterable[str]) -> None:
    """Take works out; unknown identifiers are fine; one commit."""
    with _writing(index) as writer:
        for work_id in work_ids:
            writer.delete_documents_by_term("work_id", work_id)


def clear_index(index: SearchIndex) -> None:
    """Take everything out and set the stamp to 0."""
    # The stamp first: a crash in between leaves works in the index that are put in again.
    write_stamp(index, 0)
    with _writing(index) as writer:
        writer.delete_all_documents()


def read_stamp(index: SearchIndex) -> int:
    """Give the library event the index has caught up with; 0 when it never did."""
    event = _read_stamp(index.folder).get("event")
    return event if isinstance(event, int) and event >= 0 else 0


def _read_layout(folder: Path) -> int | None:
    layout = _read_stamp(folder).get("layout")
    return layout if isinstance(layout, int) else None


def _read_stamp(folder: Path) -> dict[str, object]:
    try:
        stamp = json.loads((folder / STAMP_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # No stamp, or half a one: the index is taken for one that never caught up.
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(index: SearchIndex, event_id: int) -> None:
    """Say which library event the index has caught up with.

    To be called after `put_documents` or `remove_works` has returned, never before: a
    crash in between then only means that some works are put in again.
    """
    with engine_errors(index.folder):
        _write_stamp(index.folder, event_id)


def _write_stamp(folder: Path, event_id: int) -> None:
    beside = folder / f"{STAMP_NAME}.tmp"
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"layout": LAYOUT, "event": event_id}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / STAMP_NAME)
    # The new name lasts only when the folder is written, too; Windows cannot and need not.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
