"""Readers at a server, from another process: what they ask for, and how long they wait.

One connection a reader, kept open, as a browser's is. A wait is from the last byte sent to the
first byte that comes back; an answer is read to its end before the next question is put.
"""

import asyncio
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct


class Wait(Struct, frozen=True):
    """One question: seconds to its first byte and to its last, the status, and the bytes."""

    first: float
    last: float
    status: int
    size: int


class Pace(Struct, frozen=True):
    """How a server answered.

    Attributes:
        what: was asked for.
        readers: at once; `think` is what each waits between an answer and a question.
        count: answers; `failed` those with another status than 200.
        p50, p95, worst: milliseconds to the first byte.
        whole_p95: milliseconds to the last.
        a_second: answers a second, of all readers together.
        kilobytes: of an answer, on average.
        load: others' work on the machine: its load average when this began.
    """

    what: str
    readers: int
    think: float
    count: int
    failed: int
    p50: float
    p95: float
    worst: float
    whole_p95: float
    a_second: float
    kilobytes: float
    load: float


class Memory(Struct, frozen=True):
    """Megabytes of a process and its children.

    Attributes:
        pss: proportional share of all that is in memory, pages of mapped files among it.
        own: of that, what no file holds: the rest the system can take back at any time.
    """

    pss: float
    own: float


def find_share(values: Sequence[float], share: float) -> float:
    """Find the value that so large a share of values is not above (nearest rank).

    Example:
        >>> find_share([3, 1, 2, 4], 0.5)
        2
    """
    ranked = sorted(values)
    return ranked[max(0, -(-int(len(ranked) * share * 1000) // 1000) - 1)] if ranked else 0.0


def sum_up(
    what: str, waits: Sequence[Wait], seconds: float, *, readers: int, think: float, load: float
) -> Pace:
    """Sum up what readers waited."""
    firsts = [wait.first * 1000 for wait in waits]
    return Pace(
        what=what,
        readers=readers,
        think=think,
        count=len(waits),
        failed=sum(wait.status != 200 for wait in waits),
        p50=round(find_share(firsts, 0.5), 2),
        p95=round(find_share(firsts, 0.95), 2),
        worst=round(max(firsts, default=0.0), 2),
        whole_p95=round(find_share([wait.last * 1000 for wait in waits], 0.95), 2),
        a_second=round(len(waits) / max(seconds, 0.001), 1),
        kilobytes=round(sum(wait.size for wait in waits) / max(1, len(waits)) / 1000, 1),
        load=round(load, 2),
    )


async def _ask(
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], port: int, path: str
) -> Wait:
    reader, writer = streams
    begun = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode("ascii"))
    head = await reader.readuntil(b"\r\n\r\n")
    first = time.perf_counter() - begun
    status = int(head[9:12])
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if lines.get(b"transfer-encoding") == b"chunked":
        size = await _read_chunks(reader)
    else:
        size = len(await reader.readexactly(int(lines.get(b"content-length", b"0"))))
    return Wait(first, time.perf_counter() - begun, status, size)


async def _read_chunks(reader: asyncio.StreamReader) -> int:
    size = 0
    while (length := int((await reader.readline()).split(b";")[0], 16)) > 0:
        size += len(await reader.readexactly(length))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return size


async def _read_on(
    port: int, paths: Sequence[str], until: float | None, think: float, draw: random.Random
) -> list[Wait]:
    """One reader: all paths once, or any of them until a time."""
    streams = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    waits: list[Wait] = []
    try:
        if until is None:
            return [await _ask(streams, port, path) for path in paths]
        # Readers do not come in step.
        await asyncio.sleep(think * draw.random())
        while time.perf_counter() < until:
            waits.append(await _ask(streams, port, draw.choice(paths)))
            await asyncio.sleep(think)
    finally:
        streams[1].close()
    return waits


def ask_each(what: str, port: int, paths: Sequence[str]) -> Pace:
    """Ask for each path once, one after the other: what an answer costs by itself."""
    load = os.getloadavg()[0]
    begun = time.perf_counter()
    waits = asyncio.run(_read_on(port, paths, None, 0, random.Random(0)))
    return sum_up(what, waits, time.perf_counter() - begun, readers=1, think=0, load=load)


def read_together(
    what: str, port: int, paths: Sequence[str], *, readers: int, seconds: float, think: float
) -> Pace:
    """Let n readers ask for any of the paths for some seconds."""
    load = os.getloadavg()[0]

    async def gather() -> list[list[Wait]]:
        until = time.perf_counter() + seconds
        return await asyncio.gather(
            *(_read_on(port, paths, until, think, random.Random(one)) for one in range(readers))
        )

    begun = time.perf_counter()
    waits = [wait for waits in asyncio.run(gather()) for wait in waits]
    seconds = time.perf_counter() - begun
    return sum_up(what, waits, seconds, readers=readers, think=think, load=load)


def find_free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def run_server(
    command: Sequence[str], port: int, *, patience: float = 600
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a process group of its own, for `with`; it is ended afterwards.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True
    )
    try:
        until = time.monotonic() + patience
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if child.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} does not answer at port {port}")
            time.sleep(0.1)
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def measure_memory(process: int) -> Memory:
    """Measure what a process and all below it hold in memory."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                stat = (entry / "stat").read_text("utf-8", "replace")
                parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    family = {process}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    pss = own = 0
    for one in family:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text("ascii").splitlines():
                if line.startswith("Pss:"):
                    pss += int(line.split()[1])
                elif line.startswith("Pss_Anon:"):
                    own += int(line.split()[1])
    return Memory(round(pss / 1024, 1), round(own / 1024, 1))


def forget_files(folder: Path) -> None:
    """Ask the system to forget what it has of a folder's files in memory: a cold start."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def print_paces(paces: Sequence[Pace]) -> None:
    """Print a table."""
    print(
        f"{'what':<34}{'readers':>8}{'think':>6}{'n':>7}{'bad':>5}"
        f"{'p50 ms':>9}{'p95':>9}{'worst':>9}{'whole95':>9}{'a s.':>8}{'kB':>7}{'load':>6}"
    )
    for one in paces:
        print(
            f"{one.what:<34}{one.readers:>8}{one.think:>6.0f}{one.count:>7,}{one.failed:>5}"
            f"{one.p50:>9.1f}{one.p95:>9.1f}{one.worst:>9.1f}{one.whole_p95:>9.1f}"
            f"{one.a_second:>8.1f}{one.kilobytes:>7.1f}{one.load:>6.1f}"
        )
