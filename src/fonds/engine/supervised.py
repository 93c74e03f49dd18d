"""The supervised engine: workers that may hang, die or swell without harm to the others."""

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, TypeVar

from pebble import ProcessExpired

from fonds.engine.call import call_one, describe_error
from fonds.engine.lane import Lane, Ticket, make_pools, pack_item
from fonds.engine.outcome import KILLED, MEMORY, TIMEOUT, Outcome
from fonds.engine.worker import FailedStart
from fonds.errors import BugError
from fonds.model.problem import Problem

T = TypeVar("T")
R = TypeVar("R")

_DEPTH = 2
"""Items a worker holds: one it works on, one at hand, so that it never waits for us."""

_WINDOW = 8
"""Items held for each worker, done or not: so many small ones may overtake a long one."""

_TICK_S = 5.0
"""How often we look for a pool that does not answer at all."""


def run_supervised(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int,
    timeout_s: float,
    memory_bytes: int,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> Iterator[Outcome[R]]:
    """Run a function over items in `workers` supervised processes; see `run_all`."""
    modules = sorted({*_list_modules(function), *_list_modules(initializer)})
    make_pool = make_pools(initializer, initargs, memory_bytes, modules)
    lanes: list[Lane] = []
    tickets: deque[Ticket] = deque()
    payloads = (call_one(partial(pack_item, function), item) for item in items)
    try:
        while True:
            _fill(tickets, lanes, payloads, workers, partial(Lane, make_pool, timeout_s))
            if not tickets:
                return
            if tickets[0].outcome is not None:
                yield tickets.popleft().outcome
                continue
            _wait_for_any(lanes)
            for lane in lanes:
                _settle(lane)
    finally:
        # All are told before any is waited for: ending takes a tenth of a second each.
        for lane in lanes:
            lane.stop()
        for lane in lanes:
            lane.join()


def _fill(
    tickets: deque[Ticket],
    lanes: list[Lane],
    payloads: Iterator[Outcome[bytes]],
    workers: int,
    make_lane: Callable[[], Lane],
) -> None:
    """Take items while there is room for them and a worker that is free."""
    while len(tickets) < _WINDOW * workers:
        lane = min(lanes, key=lambda one: len(one.waiting), default=None)
        if lane is None or (lane.waiting and len(lanes) < workers):
            lane = None
        elif len(lane.waiting) >= _DEPTH:
            return
        packed = next(payloads, None)
        if packed is None:
            return
        ticket = Ticket(packed.value or b"")
        tickets.append(ticket)
        if packed.problem is not None:
            ticket.outcome = Outcome(None, packed.problem)
            continue
        if lane is None:
            lane = make_lane()
            lanes.append(lane)
        lane.put(ticket)


def _wait_for_any(lanes: list[Lane]) -> None:
    heads = [lane.waiting[0].future for lane in lanes if lane.waiting]
    wait([future for future in heads if future is not None], _TICK_S, FIRST_COMPLETED)


def _settle(lane: Lane) -> None:
    """Take every outcome a worker has given, and start it anew where it must be."""
    while lane.waiting:
        ticket = lane.waiting[0]
        future = ticket.future
        if future is None or not future.done():
            if lane.is_stuck():
                ticket.outcome = Outcome(None, _say_killed("did not answer any more"))
                lane.take_head()
                lane.restart()
            return
        outcome, is_sound = _find_outcome(future)
        if not ticket.is_retried and (outcome is None or _may_be_owed(outcome, lane)):
            ticket.is_retried = True
            ticket.future = None
        else:
            ticket.outcome = outcome or Outcome(None, _say_killed("could not be started"))
            ticket.payload = b""
            lane.take_head()
        if not is_sound:
            lane.restart()


def _may_be_owed(outcome: Outcome[Any], lane: Lane) -> bool:
    """Tell whether the memory that ran out may have been taken by the items before."""
    problem = outcome.problem
    return problem is not None and problem.code == MEMORY and lane.finished > 0


def _find_outcome(future: Future[bytes]) -> tuple[Outcome[Any] | None, bool]:
    """Give an outcome, or None when the item was never begun; and whether the worker is sound."""
    error = future.exception()
    if error is None:
        outcome: Outcome[Any] = pickle.loads(future.result())  # noqa: S301 - from our worker
        problem = outcome.problem
        return outcome, problem is None or problem.code != MEMORY
    if isinstance(error, FailedStart):
        raise BugError(f"a worker could not be made ready. {error}")
    if isinstance(error, FutureTimeoutError):
        seconds = error.args[1] if len(error.args) > 1 else 0
        message = f"Reading it took longer than {seconds:g} seconds and was stopped."
        return Outcome(None, Problem(TIMEOUT, message)), False
    if isinstance(error, ProcessExpired):
        return Outcome(None, _say_killed(_name_end(error.exitcode))), False
    if isinstance(error, BrokenProcessPool):
        return None, False
    return Outcome(None, describe_error(error)), False


def _say_killed(how: str) -> Problem:
    return Problem(KILLED, f"The process that read it {how}; the other files went on.")


def _name_end(code: int | None) -> str:
    if code is not None and code < 0:
        known = {number.value: number.name for number in signal.Signals}
        return f"was killed ({known.get(-code, f'signal {-code}')})"
    return f"ended by itself (exit status {code})"


def _list_modules(function: Callable[..., Any] | None) -> list[str]:
    """Name the modules a worker will need, looking through `functools.partial`."""
    while isinstance(function, partial):
        function = function.func
    name = getattr(function, "__module__", None)
    return [name] if isinstance(name, str) and name != "__main__" else []
