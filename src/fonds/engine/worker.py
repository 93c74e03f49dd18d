"""What runs inside a worker process."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fonds.engine.call import call_one
from fonds.engine.outcome import Outcome

# Why this worker could not be made ready; empty when it is ready. It belongs to the worker
# process alone: the engine's own process never sets it.
_failed_start: list[str] = []

_ADDRESS_SPACE = Path("/proc/self/statm")


class FailedStart(Exception):  # noqa: N818 - it crosses a process border as data
    """The initializer raised in a worker; the message says what and where."""


def start_worker(
    initializer: Callable[..., None] | None, initargs: tuple[Any, ...], memory_bytes: int
) -> None:
    """Make a worker ready: its state first, then the limit of what an item may add to it.

    Never raises: the pool would only say that the worker has ended, and start another.
    """
    if initializer is not None:
        outcome = call_one(lambda args: initializer(*args), initargs)
        if outcome.problem is not None:
            _failed_start.append(outcome.problem.message)
    limit_memory(memory_bytes)


def run_item(payload: bytes) -> bytes:
    """Run one pickled (function, item) and give the pickled outcome.

    Pickling is done here and not by the pool, so that a value too large or too odd to
    travel back is that item's problem and not the worker's death.
    """
    if _failed_start:
        raise FailedStart(_failed_start[0])
    outcome = call_one(_call_payload, payload)
    packed = call_one(pickle.dumps, outcome)
    if packed.value is not None:
        return packed.value
    return pickle.dumps(Outcome(None, packed.problem))


def limit_memory(memory_bytes: int) -> None:
    """Let this process take so many bytes more of address space than it has now.

    The bound counts from here because what Python and its libraries reserve to begin with
    differs between machines by more than a gigabyte. Where the system has no such limit
    (Windows) or does not hold to it (macOS), nothing is limited.
    """
    try:
        import resource
    except ImportError:
        return
    if not _ADDRESS_SPACE.exists():
        return
    taken = int(_ADDRESS_SPACE.read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = taken + memory_bytes
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _call_payload(payload: bytes) -> object:
    function, item = pickle.loads(payload)  # noqa: S301 - made by the engine a moment ago
    return function(item)
