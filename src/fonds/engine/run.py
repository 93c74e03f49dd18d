"""Running a function over many items: one door to both engines."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from fonds.engine.call import call_one
from fonds.engine.outcome import Outcome
from fonds.engine.supervised import run_supervised
from fonds.errors import BugError

T = TypeVar("T")
R = TypeVar("R")

TIMEOUT_S = 120.0
"""Longest time for one item. Source: ours; the largest real file of our corpora takes under
two seconds on one slow core, a mailbox of 300 MB about a minute."""

MEMORY_BYTES = 4 << 30
"""Most memory one item may add to a worker. Source: ours; a file of 512 MiB, the largest we
take, needs its bytes, its characters and its blocks at once."""


def run_all(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int,
    timeout_s: float = TIMEOUT_S,
    memory_bytes: int = MEMORY_BYTES,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Outcome[R]]:
    """Run a function over items, lazily, one outcome an item in the order of the items.

    Args:
        function: pure; for workers it must be one that pickle can name (of a module, or a
            `functools.partial` of one).
        items: n items, taken from the iterable only as there is room: some eight for each
            worker are held at a time.
        workers: 0 runs in this process, without limits of time and memory; w >= 1 runs in w
            supervised processes.
        timeout_s: longest time for one item.
        memory_bytes: most memory one item may add to what its worker took to start.
        initializer: called once in each process before its first item, so that heavy
            state (packs) is made once.
        initargs: its arguments.

    Returns:
        n outcomes. A worker that dies, hangs or swells costs the item it had, no other.

    Raises:
        BugError: `workers` is negative, or the initializer raised in a worker.

    Cost: that of the function; about 0.3 ms an item to reach a worker and come back.

    Example:
        >>> [outcome.value for outcome in run_all(len, ["Oz", "Alice"], workers=0)]
        [2, 5]
    """
    if workers < 0:
        raise BugError(f"workers must be 0 or more, not {workers}")
    if workers == 0:
        return _run_here(function, items, initializer, initargs)
    return run_supervised(
        function,
        items,
        workers=workers,
        timeout_s=timeout_s,
        memory_bytes=memory_bytes,
        initializer=initializer,
        initargs=initargs,
    )


def _run_here(
    function: Callable[[T], R],
    items: Iterable[T],
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> Iterator[Outcome[R]]:
    if initializer is not None:
        initializer(*initargs)
    for item in items:
        yield call_one(function, item)
