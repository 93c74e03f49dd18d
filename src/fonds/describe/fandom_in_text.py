"""Fandom from the names in a text, when no header states one."""

from collections import defaultdict
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from fonds.packs.pack import Pack

_SAMPLE = 12_000  # characters: names that matter are met early


class NameFinder(Struct, frozen=True):
    """All names of all packs in one automaton.

    Attributes:
        automaton: finds every name in one pass.
        owners: for each pattern, (fandom, character) pairs it may mean.
        lengths: characters of each pattern.
    """

    automaton: AhoCorasick
    owners: tuple[tuple[tuple[str, str], ...], ...]


def make_name_finder(packs: Sequence[Pack]) -> NameFinder:
    """Make a finder of the packs' names.

    Names of three letters or fewer, and names that are one common word, are left out.

    Cost: O(names); do it once.
    """
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for pack in packs:
        for person in pack.characters:
            names = {person.name, *person.aliases, person.given, person.family_name}
            for name in names:
                if len(name) > 3 and name[0].isupper() and name.lower() not in _COMMON:
                    owners[name].add((pack.fandom.name, person.name))
    patterns = sorted(owners)
    return NameFinder(
        AhoCorasick(patterns), tuple(tuple(sorted(owners[name])) for name in patterns)
    )


_COMMON = frozenset(
    (
        "king queen prince duke doctor captain hope grace rose sister brother mother father aunt "
        "uncle lady lord hunter"
    ).split()
)


def find_fandoms_in_text(text: str, finder: NameFinder) -> tuple[tuple[str, float], ...]:
    """Find the fandoms whose people a text names.

    A fandom counts with two different people named four times in all; a name that two
    fandoms share speaks for neither.

    Args:
        text: the story; its first 12,000 characters are looked at.
        finder: of the packs.

    Returns:
        (fandom, confidence) pairs, best first; empty when none is plain.

    Cost: O(characters looked at).
    """
    sample = text[:_SAMPLE]
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for index, start, end in finder.automaton.find_matches_as_indexes(sample):
        before = sample[start - 1] if start else " "
        after = sample[end] if end < len(sample) else " "
        if before.isalnum() or after.isalnum():
            continue
        fandoms = {fandom for fandom, _ in finder.owners[index]}
        if len(fandoms) == 1:
            fandom, person = finder.owners[index][0]
            people[fandom][person] += 1
    scored = [
        (fandom, _confidence(len(named), sum(named.values())))
        for fandom, named in people.items()
        if len(named) >= 2 and sum(named.values()) >= 4
    ]
    scored.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(pair for pair in scored if pair[1] >= scored[0][1] - 0.15)


def _confidence(different: int, total: int) -> float:
    return round(min(0.95, 0.45 + 0.08 * min(different, 4) + 0.02 * min(total, 12)), 2)
