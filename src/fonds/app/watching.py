"""Watching: a folder whose files are taken in by themselves, once they have come to rest.

Nothing in the folder is moved, changed or deleted. The one who drops a file there keeps it.
"""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from watchfiles import watch

from fonds.app.taking_in import Jobs
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.intake.walk import iter_heap

SETTLE_S = 5.0
"""A file that has not changed for so long is taken for whole. Source: ours; a browser's
download under its last name is complete, and a copy over a slow network writes every second."""

PATIENCE_S = 60.0
"""After so long files at rest are taken in although others still come: while many are copied
they are one heap, but no file waits for ever for its neighbours."""

_TICK_MS = 1000

_PARTIAL = (
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".opdownload",
    ".filepart",
    ".aria2",
    ".!qb",
    ".!ut",
    ".tmp",
    ".temp",
    ".swp",
    "~",
)
"""How browsers, clients and editors call what they have not finished."""


class Stand(Struct, frozen=True):
    """How a file stood when it was looked at."""

    size: int
    changed_ns: int


class Watch:
    """What was seen of a folder, and when; knows no disk and no clock."""

    def __init__(self, settle_s: float = SETTLE_S, patience_s: float = PATIENCE_S) -> None:
        self._settle_s = settle_s
        self._patience_s = patience_s
        self._seen: dict[Path, tuple[Stand, float]] = {}
        self._taken: dict[Path, Stand] = {}
        self._ready_since: float | None = None

    def look(self, found: Mapping[Path, Stand], now_s: float) -> tuple[Path, ...]:
        """Take note of a folder, and say what of it is to be taken in now.

        Args:
            found: every file that may be taken in, as it stands.
            now_s: seconds; only differences matter.

        Returns:
            n >= 0 files that have come to rest and were not taken in as they stand: none while
            others still change, unless they have been waiting for very long.

        Example:
            >>> eye = Watch(settle_s=5)
            >>> file = {Path("a.txt"): Stand(1, 1)}
            >>> eye.look(file, 0.0), eye.look(file, 5.0)
            ((), (PosixPath('a.txt'),))
        """
        seen: dict[Path, tuple[Stand, float]] = {}
        for path, stand in found.items():
            known = self._seen.get(path)
            seen[path] = known if known is not None and known[0] == stand else (stand, now_s)
        self._seen = seen
        new = {path: one for path, one in seen.items() if self._taken.get(path) != one[0]}
        ready = [path for path, (_, since) in new.items() if now_s - since >= self._settle_s]
        if not ready:
            self._ready_since = None
            return ()
        self._ready_since = now_s if self._ready_since is None else self._ready_since
        if len(ready) < len(new) and now_s - self._ready_since < self._patience_s:
            return ()
        return tuple(sorted(ready))

    def note_taken(self, files: tuple[Path, ...]) -> None:
        """Note that files were handed over as they stood when they were last looked at.

        Whether they could all be taken in or not: what failed is tried again when it changes,
        or when the server starts anew.
        """
        for path in files:
            if path in self._seen:
                self._taken[path] = self._seen[path][0]
        self._ready_since = None


def is_partial(path: Path) -> bool:
    """Tell whether a path below a watched folder is hidden or not finished by its name.

    Example:
        >>> is_partial(Path("a/oz.epub.part")), is_partial(Path(".git/x")), is_partial(Path("a/x"))
        (True, True, False)
    """
    return any(part.startswith(".") for part in path.parts) or path.name.lower().endswith(_PARTIAL)


def find_files(folder: Path) -> dict[Path, Stand]:
    """Find the files of a watched folder that may be taken in, links and partial ones left out.

    Cost: one look at each file of the folder.
    """
    found: dict[Path, Stand] = {}
    for file in iter_heap([folder], Limits()):
        if file.refused is not None or is_partial(file.location.relative_to(folder)):
            continue
        try:
            status = file.location.stat()
        except OSError:
            # It went while we looked.
            continue
        found[file.location] = Stand(status.st_size, status.st_mtime_ns)
    return found


def check_folder(folder: Path, library: Path) -> None:
    """Refuse a folder that cannot be watched.

    Raises:
        UserError: it is no folder, or it and the library's folder lie in one another: every
            heap that is taken in would be found again in it.
    """
    if not folder.is_dir():
        raise UserError(f"{folder}: there is no such folder to watch")
    watched, own = folder.resolve(), library.resolve()
    if watched == own or watched in own.parents or own in watched.parents:
        raise UserError(f"{folder}: a folder inside the library, or around it, cannot be watched")


def watch_folder(
    folder: Path,
    jobs: Jobs,
    stop: threading.Event,
    *,
    settle_s: float = SETTLE_S,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Take in what comes to rest in a folder, until told to stop; for a thread of its own.

    What lies there already is looked at first; what is in the library is not taken in again.

    Args:
        folder: watched with all folders below it.
        jobs: of the library.
        stop: ends the watching within a second or so.
        settle_s: how long a file must not have changed.
        clock: seconds.

    Raises:
        UserError: the folder cannot be watched.
    """
    check_folder(folder, jobs.folder)
    eye = Watch(settle_s)
    handed: str | None = None
    for _ in watch(
        folder,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        if stop.is_set():
            return
        if handed is not None:
            job = jobs.find(handed)
            if job is not None and not job.is_over:
                continue
            handed = None
        try:
            found = find_files(folder)
        except UserError:
            # A disk that was unplugged may come back.
            continue
        ready = eye.look(found, clock())
        if not ready:
            continue
        try:
            handed = jobs.begin_folder(folder, ready).id
        except UserError:
            # The server is shutting down.
            return
        eye.note_taken(ready)


def start_watching(folder: Path, jobs: Jobs) -> Callable[[], None]:
    """Watch a folder in a thread of its own.

    Returns:
        Ends the watching.

    Raises:
        UserError: the folder cannot be watched.
    """
    check_folder(folder, jobs.folder)
    stop = threading.Event()
    thread = threading.Thread(
        target=watch_folder, args=(folder, jobs, stop), name="watching", daemon=True
    )
    thread.start()

    def end() -> None:
        stop.set()
        thread.join(2 * _TICK_MS / 1000)

    return end
