"""Outcome: what became of one item."""

from typing import Generic, TypeVar

from msgspec import Struct

from fonds.model.problem import Problem

TIMEOUT = "engine.timeout"
KILLED = "engine.killed"
MEMORY = "engine.memory"
ERROR = "engine.error"

R = TypeVar("R")


class Outcome(Struct, Generic[R], frozen=True):
    """What became of one item: a value, or the problem that stood in the way.

    Attributes:
        value: what the function gave; None also when there is a problem.
        problem: why there is no value, or None.
    """

    value: R | None
    problem: Problem | None = None
