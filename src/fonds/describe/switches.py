"""Switches: describers that a person may leave off, and what each of them says."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from fonds.errors import UserError
from fonds.model.claim import Claim

SWITCHES: Mapping[str, frozenset[str]] = {
    "people": frozenset({"people"}),
    "fandom": frozenset({"fandom-in-text"}),
    "pairings": frozenset({"pairings", "categories"}),
    "viewpoint": frozenset({"viewpoint"}),
    "scenes": frozenset({"scenes"}),
    "canon": frozenset({"canon-place"}),
    "rating": frozenset({"rating-in-text", "rating-in-library"}),
    "warnings": frozenset({"warnings-in-text"}),
    "repairs": frozenset({"repairs"}),
    "ease": frozenset({"reading-ease"}),
    "language": frozenset({"language"}),
}
"""Each switch with the makers of claims it leaves off, whatever their version."""


def find_switches(typed: Iterable[str]) -> frozenset[str]:
    """Find the switches that a person named.

    Args:
        typed: names as typed; case does not matter.

    Returns:
        Names of `SWITCHES`.

    Raises:
        UserError: there is no such switch; the message names those there are.

    Cost: O(names).

    Example:
        >>> sorted(find_switches(["Scenes", "canon"]))
        ['canon', 'scenes']
    """
    found = set()
    for name in typed:
        key = name.strip().casefold()
        if key not in SWITCHES:
            near = get_close_matches(key, SWITCHES, n=1)
            hint = f"did you mean {near[0]}? T" if near else "t"
            raise UserError(
                f"nothing that describes is called {name!r}; {hint}here are {', '.join(SWITCHES)}"
            )
        found.add(key)
    return frozenset(found)


def drop_claims(claims: Iterable[Claim], without: frozenset[str]) -> tuple[Claim, ...]:
    """Drop what describers say that were left off.

    What a header states stays: only its readers' own conclusions go. Others may have built
    on them all the same: people are called by the names of a fandom that is not told.

    Args:
        claims: n claims.
        without: names of `SWITCHES`.

    Returns:
        At most n claims, in their order.

    Cost: O(n).
    """
    if not without:
        return tuple(claims)
    off = frozenset().union(*(SWITCHES[name] for name in without))
    return tuple(claim for claim in claims if claim.by.partition("/")[0] not in off)
