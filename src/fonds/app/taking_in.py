"""Taking in: jobs, one after another, each in a process of its own.

Reading strange files takes memory and may crash; neither may happen to the process that gives
people their pages. So a job is a child, which says how far it is, and a thread that listens.
"""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from fonds.app.progress_words import describe_progress
from fonds.app.taking_in_process import Order, Told
from fonds.errors import UserError

JobState = Literal["waiting", "running", "finished", "failed", "ended"]
"""`ended`: by hand, or because the server was shut down."""

OVER = frozenset({"finished", "failed", "ended"})

GRACE_S = 10.0
"""How long a child may take to end politely. Source: ours; most files are read in a tenth of a
second, and one that takes longer is read again when the heap is gone on with."""

_KEPT = 100
"""Jobs that are over and still told of; their accessions stay for ever."""

_RATE_S = 1.0
COMMAND = (sys.executable, "-m", "fonds.app.taking_in_process")
"""Starts a child."""


class Job(Struct, frozen=True):
    """A heap that is being taken in, as it stands at one moment.

    Attributes:
        id: of its upload, or its own: hexadecimal digits.
        name: of the heap.
        by: who began it; "" when it was a watched folder.
        state: waiting for its turn, running, or how it ended.
        phase: "waiting" (for another writer), "taking in", "reading", "joining" or "index".
        done: of the phase.
        total: of how many; 0 when unknown.
        elapsed_s: since the phase began.
        files: of the heap.
        accession: its number, at the end.
        message: the report, or what went wrong.
    """

    id: str
    name: str
    by: str = ""
    state: JobState = "waiting"
    phase: str = ""
    done: int = 0
    total: int = 0
    elapsed_s: float = 0.0
    files: int = 0
    accession: int | None = None
    message: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in OVER

    @property
    def rate(self) -> float | None:
        """Done in a second; None while there was no time to measure."""
        return self.done / self.elapsed_s if self.done and self.elapsed_s >= _RATE_S else None

    @property
    def left_s(self) -> float | None:
        """Seconds this phase will still take; None when that cannot be told."""
        return (self.total - self.done) / self.rate if self.rate and self.total else None

    @property
    def progress(self) -> str:
        """How far it is, as the terminal says it.

        Example:
            >>> Job("a", "attic", state="running", phase="reading", done=3, total=9).progress
            'Reading: 3 of 9'
        """
        if self.state == "waiting":
            return "Waiting for its turn"
        if not self.phase:
            return "Making ready"
        if self.phase == "waiting":
            return "Waiting: another fonds is writing to this library"
        return describe_progress(self.phase, self.done, self.total, self.elapsed_s)


class Jobs:
    """The jobs of one library: one runs, the others wait.

    Made by a server; nothing runs until the first job begins.
    """

    def __init__(
        self,
        folder: Path,
        *,
        workers: int | None = None,
        own_packs: Path | None = None,
        command: tuple[str, ...] = COMMAND,
        grace_s: float = GRACE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make the jobs of a library.

        Args:
            folder: the library's folder.
            workers: processes that read; None takes half the processors, so that the server
                keeps the other half.
            own_packs: the folder of one's own packs.
            command: starts the child.
            grace_s: how long a child may take to end politely.
            clock: seconds, for rates.
        """
        self.folder = folder
        self._workers = max(1, (os.cpu_count() or 1) // 2) if workers is None else workers
        self._own_packs = own_packs
        self._command = command
        self._grace_s = grace_s
        self._clock = clock
        self._changed = threading.Condition()
        self._jobs: dict[str, Job] = {}
        self._orders: dict[str, Order] = {}
        self._stopping: set[str] = set()
        self._is_closed = False
        self._child: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    def begin_upload(self, upload_id: str, name: str, files: int, *, by: str = "") -> Job:
        """Take an upload in, when its turn comes; one that was interrupted goes on.

        Raises:
            UserError: it is being taken in already, or the server is shutting down.
        """
        return self._begin(Job(upload_id, name, by, files=files), upload=upload_id)

    def begin_folder(self, folder: Path, files: tuple[Path, ...]) -> Job:
        """Take in some files of a folder of this machine, when their turn comes."""
        job = Job(secrets.token_hex(8), folder.resolve().name, files=len(files))
        return self._begin(job, folder=str(folder), files=tuple(str(one) for one in files))

    def find(self, job_id: str) -> Job | None:
        """Find a job as it stands now."""
        with self._changed:
            return self._jobs.get(job_id)

    def list_jobs(self) -> tuple[Job, ...]:
        """List the jobs, newest first."""
        with self._changed:
            return tuple(reversed(self._jobs.values()))

    def stop(self, job_id: str) -> Job | None:
        """End a job politely: what it has stored stays, and the heap can be gone on with."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job is None or job.is_over:
                return job
            if job.state == "waiting":
                self._put(structs.replace(job, state="ended", message="It was not begun."))
                return self._jobs[job_id]
            self._stopping.add(job_id)
            child = self._child
        if child is not None:
            threading.Thread(target=self._end_child, args=(child,), daemon=True).start()
        return job

    def wait(self, job_id: str, timeout_s: float) -> Job:
        """Wait until a job is over, or the time is.

        Raises:
            UserError: there is no such job.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: job_id not in self._jobs or self._jobs[job_id].is_over, timeout_s
            )
            if job_id not in self._jobs:
                raise UserError(f"there is no job {job_id}")
            return self._jobs[job_id]

    def close(self) -> None:
        """End the child and take no more jobs; for a server that shuts down."""
        with self._changed:
            self._is_closed = True
            child, thread = self._child, self._thread
            for job in list(self._jobs.values()):
                if job.state == "waiting":
                    self._put(structs.replace(job, state="ended", message="It was not begun."))
                elif job.state == "running":
                    self._stopping.add(job.id)
            self._changed.notify_all()
        if child is not None:
            self._end_child(child)
        if thread is not None:
            thread.join(2 * self._grace_s)

    def _begin(
        self,
        job: Job,
        *,
        upload: str | None = None,
        folder: str | None = None,
        files: tuple[str, ...] = (),
    ) -> Job:
        own_packs = str(self._own_packs) if self._own_packs else None
        order = Order(str(self.folder), upload, folder, files, self._workers, own_packs)
        with self._changed:
            known = self._jobs.pop(job.id, None)
            if known is not None and not known.is_over:
                self._jobs[job.id] = known
                raise UserError(f"{known.name} is being taken in already")
            if self._is_closed:
                raise UserError("the server is shutting down; nothing more is taken in")
            self._orders[job.id] = order
            self._stopping.discard(job.id)
            self._put(job)
            over = [one.id for one in self._jobs.values() if one.is_over]
            for job_id in over[: max(0, len(over) - _KEPT)]:
                del self._jobs[job_id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="taking in", daemon=True)
                self._thread.start()
        return job

    def _put(self, job: Job) -> None:
        self._jobs[job.id] = job
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed or self._find_next() is not None)
                job = self._find_next()
                if self._is_closed or job is None:
                    return
                job = structs.replace(job, state="running")
                self._put(job)
                order = self._orders.pop(job.id)
            self._run(job, order)

    def _find_next(self) -> Job | None:
        return next((job for job in self._jobs.values() if job.state == "waiting"), None)

    def _run(self, job: Job, order: Order) -> None:
        """Run one child to its end."""
        try:
            # A session of its own: Ctrl-C ends the server, and the server ends the child.
            child = subprocess.Popen(  # noqa: S603 - our own interpreter
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            self._finish(job, f"No process could be started ({error.strerror}).")
            return
        with self._changed:
            self._child = child
            is_late = job.id in self._stopping
        if is_late:
            threading.Thread(target=self._end_child, args=(child,), daemon=True).start()
        told = self._listen(job, order, child)
        code = child.wait()
        with self._changed:
            self._child = None
        self._settle(job.id, told, code)

    def _listen(self, job: Job, order: Order, child: "subprocess.Popen[bytes]") -> Told | None:
        """Hear what a child tells; give its last word, when it had one."""
        assert child.stdin is not None
        assert child.stdout is not None
        phase, begun, last = "", self._clock(), None
        with child.stdout as lines:
            try:
                with child.stdin as stream:
                    stream.write(msgspec.json.encode(order) + b"\n")
            except BrokenPipeError:
                # It ended before it listened; its exit status says how.
                pass
            for line in lines:
                try:
                    told = msgspec.json.decode(line, type=Told)
                except msgspec.DecodeError:
                    continue
                if told.state != "running":
                    last = told
                    continue
                if told.phase != phase:
                    phase, begun = told.phase, self._clock()
                with self._changed:
                    job = structs.replace(
                        job,
                        phase=phase,
                        done=told.done,
                        total=told.total,
                        elapsed_s=self._clock() - begun,
                    )
                    self._put(job)
        return last

    def _settle(self, job_id: str, told: Told | None, code: int) -> None:
        with self._changed:
            job = self._jobs[job_id]
            is_stopped = job_id in self._stopping
        if told is not None and told.state == "finished":
            files = told.files or job.files
            done = structs.replace(job, state="finished", files=files, accession=told.accession)
            with self._changed:
                self._put(structs.replace(done, message=told.message))
        elif told is not None and told.state == "failed":
            message = f"{told.message[:1].upper()}{told.message[1:]}."
            self._finish(job, message)
        elif is_stopped or (told is not None and told.state == "ended"):
            message = "It was ended. What was stored is whole; it can be gone on with."
            self._finish(job, message, state="ended")
        else:
            how = f"was killed (signal {-code})" if code < 0 else f"ended (exit status {code})"
            self._finish(job, f"The process that took it in {how}. What was stored is whole.")

    def _finish(self, job: Job, message: str, state: JobState = "failed") -> None:
        with self._changed:
            self._put(structs.replace(job, state=state, message=message))

    def _end_child(self, child: "subprocess.Popen[bytes]") -> None:
        """Ask a child to end; one that does not is ended with all its workers."""
        child.terminate()
        try:
            child.wait(self._grace_s)
        except subprocess.TimeoutExpired:
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
