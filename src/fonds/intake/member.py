"""What the readers of containers give: members, and what was lost of them."""

from msgspec import Struct

from fonds.model.problem import Problem

DAMAGED = "intake.damaged"
TRUNCATED = "intake.truncated"
TRAILING = "intake.trailing"
LINK = "intake.link"
SPECIAL = "intake.special"
METHOD = "intake.method"


class Member(Struct, frozen=True):
    """A member of a container, inflated.

    Attributes:
        name: as the container has it: not safe, not unique.
        data: its bytes, or as many as could be had.
        problems: what was odd about it.
        media_type: when the container settles it, else None.
    """

    name: str
    data: bytes
    problems: tuple[Problem, ...] = ()
    media_type: str | None = None


class Lost(Struct, frozen=True):
    """Something in a container that could not be had.

    Attributes:
        name: the member's name as the container has it; None when the container itself is
            meant.
        problem: why.
    """

    name: str | None
    problem: Problem
