"""Taking-in process: one heap is taken in by a process of its own, which tells how it goes.

Started as ``python -m fonds.app.taking_in_process``; an `Order` comes as one line of JSON on
its standard input, `Told` go as lines of JSON to its standard output. A SIGTERM, or nobody
left who listens, stops it between two transactions: the library is whole, and the same order
goes on where it stopped.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from fonds.app.account_words import NOTHING_NEW, describe_tally, tally_account
from fonds.app.editions import refresh_held
from fonds.app.ingest import Heap, add_heap, find_heap
from fonds.app.shelf import Shelf, close_shelf, open_shelf, refresh_index
from fonds.app.uploads import find_upload, make_heap, remove_upload
from fonds.errors import DamageError, UserError
from fonds.intake.limits import Limits
from fonds.library.accessions import list_accessions
from fonds.library.opening import hold_writer
from fonds.packs.load import load_packs

STOPPED = 75
"""Exit status after a polite stop: "try again", as sysexits.h has it."""

_BETWEEN_S = 0.1
_WAIT_S = 1.0
_NICE = 10
"""Readers of pages come first."""


class Order(Struct, frozen=True):
    """What is to be taken in.

    Attributes:
        library: the library's folder.
        upload: an upload of it; or None, and `folder` is a folder of this machine.
        folder: the folder.
        files: which of the files below it; the others are not looked at.
        workers: processes that read.
        own_packs: the folder of one's own packs, or None.
    """

    library: str
    upload: str | None = None
    folder: str | None = None
    files: tuple[str, ...] = ()
    workers: int = 1
    own_packs: str | None = None


class Told(Struct, frozen=True):
    """One line of what the process tells.

    Attributes:
        state: "running", or how it ended: "finished", "failed", "ended".
        phase, done, total: how far it is; phase "waiting" while another writes.
        files: of the heap.
        accession: its number, once there is one.
        message: what there is to say at the end.
    """

    state: str
    phase: str = ""
    done: int = 0
    total: int = 0
    files: int = 0
    accession: int | None = None
    message: str = ""


class Teller:
    """Writes lines, and notices when one is to stop.

    Attributes:
        is_stopping: set by a signal.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._told_at = 0.0
        self._phase = ""
        self.is_stopping = False

    def tell(self, told: Told) -> None:
        """Write a line at once."""
        try:
            self._out.write(msgspec.json.encode(told) + b"\n")
            self._out.flush()
        except BrokenPipeError:
            self.is_stopping = True

    def progress(self, phase: str, done: int, total: int) -> None:
        """Tell how far it is, ten times a second at most."""
        if self.is_stopping and phase != "index":
            # As Ctrl-C at the terminal would, but never inside a transaction.
            raise KeyboardInterrupt
        now = time.monotonic()
        if phase == self._phase and now - self._told_at < _BETWEEN_S and done != total:
            return
        self._phase, self._told_at = phase, now
        self.tell(Told("running", phase, done, total))


def main() -> int:
    """Take one heap in.

    Returns:
        0 when it was taken in, 75 when it was stopped, 2 or 3 as the errors of Fonds say.
    """
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    teller = Teller(sys.stdout.buffer)
    # What a library prints must not stand between our lines.
    sys.stdout = sys.stderr

    def stop(_number: int, _frame: object) -> None:
        teller.is_stopping = True

    signal.signal(signal.SIGTERM, stop)
    os.nice(_NICE)
    try:
        teller.tell(take_in(order, teller))
    except KeyboardInterrupt:
        _catch_up(Path(order.library))
        teller.tell(Told("ended"))
        return STOPPED
    except (UserError, DamageError) as error:
        # Whoever reads this has a page before them, no command line.
        message = str(error).replace("run the command again", "go on with it")
        teller.tell(Told("failed", message=message))
        return error.exit_code
    return 0


def take_in(order: Order, teller: Teller) -> Told:
    """Take a heap in, bring the index up to it, and throw the upload's copies away.

    Raises:
        UserError: the heap is gone, the disk is full, or another process writes.
        DamageError: the library is damaged.
    """
    folder = Path(order.library)
    packs = load_packs(own=Path(order.own_packs) if order.own_packs else None)
    shelf = open_shelf(folder, packs=lambda: packs)
    try:
        heap = _find_heap(order)
        _wait_for_writer(shelf, teller)
        account = add_heap(
            shelf.library,
            heap,
            packs=packs,
            limits=Limits(),
            workers=order.workers,
            clock=read_clock,
            progress=teller.progress,
        )
        _wait_for_writer(shelf, teller)
        with hold_writer(shelf.library):
            refresh_held(shelf.library, teller.progress, workers=order.workers)
            refresh_index(shelf, teller.progress)
        if account is not None:
            message = describe_tally(tally_account(shelf.library, account))
            number: int | None = account.accession
        else:
            message = NOTHING_NEW
            number = _find_accession(shelf, heap.name)
    finally:
        close_shelf(shelf)
    if order.upload is not None:
        remove_upload(folder, order.upload)
    return Told("finished", files=len(heap.files), accession=number, message=message)


def read_clock() -> str:
    """Read the clock: now, ISO UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _find_heap(order: Order) -> Heap:
    if order.upload is not None:
        upload = find_upload(Path(order.library), order.upload)
        if upload is None:
            raise UserError("what was uploaded is not here any more; send it again")
        return make_heap(Path(order.library), upload)
    heap = find_heap([Path(order.folder or "")], Limits())
    wanted = frozenset(order.files)
    return Heap(heap.name, tuple(file for file in heap.files if str(file.location) in wanted))


def _find_accession(shelf: Shelf, heap: str) -> int | None:
    numbers = [one.id for one in list_accessions(shelf.library) if one.heap == heap]
    return max(numbers, default=None)


def _wait_for_writer(shelf: Shelf, teller: Teller) -> None:
    """Wait while another process, a `fonds add` at the terminal perhaps, writes."""
    # Another writer keeps us out for as long as it takes, a mistake of ours for a moment.
    while not _is_free(shelf):
        teller.progress("waiting", 0, 0)
        time.sleep(_WAIT_S)


def _is_free(shelf: Shelf) -> bool:
    try:
        with hold_writer(shelf.library):
            return True
    except UserError:
        return False


def _catch_up(folder: Path) -> None:
    """Put into the index what an interrupted run has stored; opening a shelf does it."""
    close_shelf(open_shelf(folder))


if __name__ == "__main__":
    sys.exit(main())
