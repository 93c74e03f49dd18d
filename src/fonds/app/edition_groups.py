"""Edition groups: which works stand together as editions, and which of them is the best.

A story's editions are those that are its best edition's: every one was compared with the best
itself, so that a chain of likenesses never brings together what is not alike.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from fonds.describe.edition_evidence import Verdict

Pair = tuple[str, str]
Compare = Callable[[str, str], Verdict | None]

WHOLE = 0.9
"""An edition with fewer words than this share of the longest is not the whole story."""

NEARLY = 0.9
"""Share of words from which two editions of the best need not be compared with each other: the
two then share eight words in ten."""

_DAMAGE = (0.0, 0.5, 5.0)
"""Damaged places in a thousand words, at most, of the clean, the nearly clean, the readable."""

FORMATS = {
    "application/epub+zip": 3,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": 2,
    "application/vnd.oasis.opendocument.text": 2,
    "text/html": 2,
    "application/xhtml+xml": 2,
    "application/rtf": 2,
    "text/rtf": 2,
    "text/markdown": 1,
}
"""How much a format keeps of what an author did: 0 for plain text."""


class Standing(Struct, frozen=True):
    """What an edition has to be the best.

    Attributes:
        work_id: the work.
        words: of its body.
        is_complete: None when nobody says.
        damage: damaged places in its body.
        stated: how many of title and author its header states.
        date: ISO date, or "".
        format: of `FORMATS`, the poorest of its sources.
        sources: files it is made of.
    """

    work_id: str
    words: int
    is_complete: bool | None
    damage: int
    stated: int
    date: str
    format: int
    sources: int


class Rule(Struct, frozen=True):
    """A rule by which one edition is better than another.

    Attributes:
        name: permanent.
        measure: gives what is better when it is more, from an edition and the words of the
            longest.
    """

    name: str
    measure: Callable[[Standing, int], Any]


RULES = (
    Rule("complete", lambda one, _: one.is_complete is not False),
    Rule("whole", lambda one, longest: one.words >= WHOLE * longest),
    Rule("undamaged", lambda one, _: -_rate_damage(one)),
    Rule("named", lambda one, _: one.stated),
    Rule("said complete", lambda one, _: one.is_complete is True),
    Rule("latest", lambda one, _: one.date),
    Rule("longest", lambda one, _: one.words),
    Rule("richest", lambda one, _: one.format),
    Rule("fewest files", lambda one, _: -one.sources),
)
"""The first that tells two editions apart decides; where none does, the lower identifier."""


class Member(Struct, frozen=True):
    """An edition beside the best, and what says that it is the same story."""

    work_id: str
    verdict: Verdict


class Group(Struct, frozen=True):
    """Editions of one story.

    Attributes:
        best: the identifier of the best edition.
        rule: the name of the rule by which it is better than the next; "" when none is.
        next: the identifier of the next best.
        others: n >= 1, the better first.
    """

    best: str
    rule: str
    next: str
    others: tuple[Member, ...]


def _rate_damage(one: Standing) -> int:
    rate = 1000 * one.damage / max(1, one.words)
    return sum(rate > bar for bar in _DAMAGE)


def order_editions(standings: Iterable[Standing]) -> list[Standing]:
    """Order editions of one story, the best first."""
    known = sorted(standings, key=lambda one: one.work_id)
    longest = max((one.words for one in known), default=0)
    return sorted(
        known, key=lambda one: tuple(rule.measure(one, longest) for rule in RULES), reverse=True
    )


def find_deciding_rule(best: Standing, other: Standing, longest: int) -> str:
    """Find the name of the rule by which one edition is better than another; "" for none."""
    for rule in RULES:
        if rule.measure(best, longest) != rule.measure(other, longest):
            return rule.name
    return ""


def group_editions(
    links: Mapping[Pair, Verdict],
    standings: Mapping[str, Standing],
    apart: Collection[Pair],
    compare: Compare,
) -> tuple[Group, ...]:
    """Group works that were found to be alike, two by two.

    Args:
        links: what was found of pairs (one, other), one < other.
        standings: of all works in the links.
        apart: pairs that a person said are not the same.
        compare: finds it of a pair that was not looked at yet.

    Returns:
        Groups by identifier of the best; a work is in one at most.

    Cost: for a group of k alike works O(k * k) lookups, and a comparison for each pair of them
        that has no link.
    """
    known: dict[Pair, Verdict | None] = dict(links)

    def link(one: str, other: str) -> Verdict | None:
        pair = (one, other) if one < other else (other, one)
        if pair in apart:
            return None
        if pair not in known:
            known[pair] = compare(*pair)
        return known[pair]

    groups: list[Group] = []
    for component in _find_components(pair for pair in links if pair not in apart):
        left = [standings[one] for one in component]
        while len(left) > 1:
            group, left = _take_group(order_editions(left), link, apart)
            if group is not None:
                groups.append(group)
    return tuple(sorted(groups, key=lambda one: one.best))


def _take_group(
    ordered: list[Standing], link: Compare, apart: Collection[Pair]
) -> tuple[Group | None, list[Standing]]:
    """Take the editions of the best of those that are left."""
    best = ordered[0]
    members: list[Member] = []
    left: list[Standing] = []
    for one in ordered[1:]:
        verdict = link(best.work_id, one.work_id)
        if verdict is None or not all(
            _may_stand_together(Member(one.work_id, verdict), member, link, apart)
            for member in members
        ):
            left.append(one)
        else:
            members.append(Member(one.work_id, verdict))
    if not members:
        return None, left
    longest = max(one.words for one in ordered)
    following = next(one for one in ordered if one.work_id == members[0].work_id)
    rule = find_deciding_rule(best, following, longest)
    return Group(best.work_id, rule, following.work_id, tuple(members)), left


def _may_stand_together(one: Member, other: Member, link: Compare, apart: Collection[Pair]) -> bool:
    """Whether two editions of the best are so of each other, or both parts of the best are."""
    pair = (min(one.work_id, other.work_id), max(one.work_id, other.work_id))
    if pair in apart:
        return False
    if "part" in (one.verdict.relation, other.verdict.relation):
        return True
    # Two that are nearly the best itself are like each other: a hundred copies of one file
    # need not be compared two by two.
    if min(_share(one.verdict), _share(other.verdict)) >= NEARLY:
        return True
    return link(one.work_id, other.work_id) is not None


def _share(verdict: Verdict) -> float:
    return verdict.same / max(1, verdict.words)


def _find_components(pairs: Iterable[Pair]) -> list[list[str]]:
    """Works that hang together by any chain of pairs, each list by identifier."""
    leaders: dict[str, str] = {}

    def lead(one: str) -> str:
        while leaders[one] != one:
            leaders[one] = leaders[leaders[one]]
            one = leaders[one]
        return one

    for one, other in pairs:
        leaders.setdefault(one, one)
        leaders.setdefault(other, other)
        first, second = sorted((lead(one), lead(other)))
        leaders[second] = first
    found: dict[str, list[str]] = {}
    for one in sorted(leaders):
        found.setdefault(lead(one), []).append(one)
    return list(found.values())
