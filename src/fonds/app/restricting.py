"""Restricting: what it would hide, counted before it is done."""

from dataclasses import replace

from msgspec import Struct

from fonds.app.shelf import Shelf, see_now
from fonds.library.restrictions import RestrictionKind, add_to_sight, read_sight
from fonds.model.sight import ROLES, Role
from fonds.search.facets import count_works
from fonds.search.query import Everything


class Hiding(Struct, frozen=True):
    """What a restriction would hide from one role.

    Attributes:
        role: who would see less.
        before: works of all kinds they see now.
        after: works they would see.
    """

    role: Role
    before: int
    after: int

    @property
    def hidden(self) -> int:
        """Works that they would not see any more."""
        return self.before - self.after


def count_hidden(
    shelf: Shelf, kind: RestrictionKind, value: str, least: Role
) -> tuple[Hiding, ...]:
    """Count what a restriction would hide from each role it concerns.

    Args:
        shelf: whose library it is; its sight does not count.
        kind: what `value` names.
        value: as `fonds.library.restrictions.Restriction` has it.
        least: the role from which on one would see it.

    Cost: two counts in the index for each role below `least`.
    """
    found = []
    for role in ROLES[: ROLES.index(least)]:
        now = read_sight(shelf.library, role)
        then = add_to_sight(shelf.library, now, kind, value)
        before, after = (
            count_works(
                shelf.index, Everything(), kinds=(), sight=see_now(replace(shelf, sight=sight))
            )
            for sight in (now, then)
        )
        found.append(Hiding(role, before, after))
    return tuple(found)
