"""Lane: one supervised worker process and the items waiting for it.

Every worker has a pool of its own. In a pool that several share, a worker killed while it
holds their lock, or half-way through writing a result, stops all of them; here it stops
nobody, because the pool is thrown away with it.
"""

import multiprocessing
import pickle
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from multiprocessing.context import BaseContext
from typing import Any

from pebble import ProcessPool

from fonds.engine.worker import run_item, start_worker

_SURPLUS_S = 60.0
"""How long after an item's time limit we wait for the pool to enforce it before we throw the
pool away ourselves: time to start a worker on a loaded machine."""

START_METHODS = ("forkserver", "spawn")
"""In order of preference. Plain fork copies the threads' locks of a running program in
whatever state they are; forkserver starts in some 20 ms and is safe."""


class Ticket:
    """One item on its way.

    Attributes:
        payload: function and item, pickled; b"" once it is done.
        outcome: None while it is not done.
        future: what the pool promises; None while no pool holds it.
        is_retried: whether it was begun a second time through no fault of its own.
    """

    __slots__ = ("future", "is_retried", "outcome", "payload")

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.outcome: Any = None
        self.is_retried = False
        self.future: Future[bytes] | None = None


class Lane:
    """One worker process.

    Attributes:
        waiting: the tickets it holds, first the one that is being worked on.
        finished: how many items the present process has done.
    """

    def __init__(self, make_pool: Callable[[], Any], timeout_s: float) -> None:
        self._make_pool = make_pool
        self._timeout_s = timeout_s
        self._pool = make_pool()
        self.waiting: deque[Ticket] = deque()
        self.finished = 0
        self._head_since = time.monotonic()

    def put(self, ticket: Ticket) -> None:
        """Hand the worker a ticket."""
        if not self.waiting:
            self._head_since = time.monotonic()
        self.waiting.append(ticket)
        self._schedule(ticket)

    def take_head(self) -> Ticket:
        """Take away the first ticket, when it is done."""
        self._head_since = time.monotonic()
        self.finished += 1
        return self.waiting.popleft()

    def is_stuck(self) -> bool:
        """Tell whether not even the pool answers any more."""
        return (
            bool(self.waiting)
            and time.monotonic() - self._head_since > self._timeout_s + _SURPLUS_S
        )

    def restart(self) -> None:
        """Throw the process away and hand what still waits to a new one."""
        self.stop()
        self.join()
        self._pool = self._make_pool()
        self.finished = 0
        self._head_since = time.monotonic()
        for ticket in self.waiting:
            if ticket.future is None or not _has_value(ticket.future):
                self._schedule(ticket)

    def stop(self) -> None:
        """Tell the process to end now."""
        self._pool.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        self._pool.join()

    def _schedule(self, ticket: Ticket) -> None:
        ticket.future = self._pool.schedule(
            run_item, args=(ticket.payload,), timeout=self._timeout_s
        )


def make_pools(
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
    memory_bytes: int,
    modules: list[str],
) -> Callable[[], Any]:
    """Give what makes a pool of one worker.

    Args:
        initializer: called in the worker before its first item.
        initargs: its arguments.
        memory_bytes: most memory one item may add.
        modules: to be imported once, before workers part from their server.
    """
    return partial(
        ProcessPool,
        max_workers=1,
        initializer=start_worker,
        initargs=(initializer, initargs, memory_bytes),
        context=_find_context(modules),
    )


def _find_context(modules: list[str]) -> BaseContext:
    known = multiprocessing.get_all_start_methods()
    method = next(name for name in START_METHODS if name in known)
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["__main__", *modules])
    return context


def pack_item(function: Callable[..., Any], item: object) -> bytes:
    """Pickle a function and its item."""
    return pickle.dumps((function, item))


def _has_value(future: Future[bytes]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
