"""Calling a function on one item, so that its failure costs that item alone."""

from collections.abc import Callable
from pathlib import PurePath
from types import TracebackType
from typing import TypeVar

from fonds.engine.outcome import ERROR, MEMORY, Outcome
from fonds.model.problem import Problem

T = TypeVar("T")
R = TypeVar("R")

_LONGEST_MESSAGE = 200


def call_one(function: Callable[[T], R], item: T) -> Outcome[R]:
    """Call a function on one item.

    Args:
        function: takes an item.
        item: what it takes.

    Returns:
        Its value; or a problem that names the exception and the line it came from.

    Cost: that of the function.

    Example:
        >>> call_one(len, "Alice").value
        5
        >>> call_one(int, "Oz").problem.code
        'engine.error'
    """
    try:
        return Outcome(function(item))
    except MemoryError:
        return Outcome(None, Problem(MEMORY, "Reading it took more memory than allowed."))
    # The one broad except "around one file": whatever a strange file does to a reader,
    # the other files go on, and the problem names the line that must be mended.
    except Exception as error:  # noqa: BLE001
        return Outcome(None, describe_error(error))


def describe_error(error: BaseException) -> Problem:
    """Say an exception as a problem: its type, its words, and the line it came from."""
    words = " ".join(str(error).split())[:_LONGEST_MESSAGE]
    place = _find_place(error.__traceback__)
    message = f"Fonds could not read it: {type(error).__name__}{place}"
    return Problem(ERROR, f"{message}: {words}" if words else f"{message}.")


def _find_place(trace: TracebackType | None) -> str:
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    name = PurePath(trace.tb_frame.f_code.co_filename).name
    return f" at {name}:{trace.tb_lineno}"
