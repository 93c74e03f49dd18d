"""Sight: what of a library one person may see."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from fonds.model.entry import Entry

Role = Literal["guest", "reader", "curator", "administrator"]
"""Who somebody is to a library; a guest has not signed in."""

ROLES: tuple[Role, ...] = ("guest", "reader", "curator", "administrator")
"""From the one who may least to the one who may all."""

UNRATED = "Not Rated"
"""What stands for a work without a rating, on pages, in the index and in restrictions."""


def is_at_least(role: Role, least: Role) -> bool:
    """Tell whether a role may do what another may.

    Example:
        >>> is_at_least("curator", "reader"), is_at_least("guest", "reader")
        (True, False)
    """
    return ROLES.index(role) >= ROLES.index(least)


class Sight(Struct, frozen=True):
    """What is hidden from somebody: a value, so that no page can forget to ask.

    Attributes:
        closed: whether the whole library is hidden.
        ratings: works of these ratings are hidden; `UNRATED` for works without one.
        accessions: works taken in by these accessions are hidden.
        works: identifiers of works hidden one by one, and by their collections.
    """

    closed: bool = False
    ratings: frozenset[str] = frozenset()
    accessions: frozenset[int] = frozenset()
    works: frozenset[str] = frozenset()

    @property
    def is_full(self) -> bool:
        """Whether nothing at all is hidden."""
        return not (self.closed or self.ratings or self.accessions or self.works)

    def shows(self, entry: Entry) -> bool:
        """Tell whether a work may be seen, by its catalogue line as it stands now.

        Example:
            >>> Sight(closed=True).is_full
            False
        """
        return not (
            self.closed
            or (entry.rating or UNRATED) in self.ratings
            or entry.accession in self.accessions
            or entry.work_id in self.works
        )

    def but_not(self, works: Iterable[str]) -> "Sight":
        """Give the same sight with some more works hidden."""
        return Sight(self.closed, self.ratings, self.accessions, self.works | frozenset(works))


FULL_SIGHT = Sight()
"""Of the terminal, and of the one person on their own machine."""
