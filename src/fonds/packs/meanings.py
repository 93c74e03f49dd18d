"""Meanings: whom a name may mean, over all packs at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from fonds.packs.folding import fold_name, split_honorific
from fonds.packs.pack import Gender, Pack

_MOST_REMEMBERED = 20_000


class Meaning(NamedTuple):
    """One person whom a name may mean.

    Attributes:
        pack: index into the packs.
        person: canonical name.
        is_whole: the name is canonical or an alias of several words, which says more than a
            given name.
        is_usual: the first alias that the pack lists, or the whole name: what that world
            calls them.
        rank: how prominent the person is in the pack; 0 is the most.
    """

    pack: int
    person: str
    is_whole: bool
    is_usual: bool
    rank: int


class MeaningIndex(Struct, frozen=True):
    """Folded names of all packs to the packs that know them.

    Attributes:
        packs: p packs.
        owners: folded name to indexes of the packs that have it, ascending.
        ranks: for each pack, how prominent each of its people is; 0 is the most.
        memo: what was asked before; names come again from story to story.
    """

    packs: tuple[Pack, ...]
    owners: dict[str, list[int]]
    ranks: tuple[dict[str, int], ...]
    memo: dict[str, tuple[Meaning, ...]]


def make_meaning_index(packs: Sequence[Pack]) -> MeaningIndex:
    """Make the index. Cost: O(names of the packs), some 50 ms for 150 packs; once a process."""
    owners: dict[str, list[int]] = {}
    for number, pack in enumerate(packs):
        for key in {*pack.index.canonical, *pack.index.aliases, *pack.index.derived}:
            owners.setdefault(key, []).append(number)
    ranks = tuple(
        {person.name: rank for rank, person in enumerate(pack.characters)} for pack in packs
    )
    return MeaningIndex(tuple(packs), owners, ranks, {})


def _list_meanings(key: str, index: MeaningIndex) -> tuple[Meaning, ...]:
    """Whom a folded name means, in the order of packs, then of prominence."""
    known = index.memo.get(key)
    if known is None:
        if len(index.memo) > _MOST_REMEMBERED:
            index.memo.clear()
        known = index.memo[key] = tuple(
            one for number in index.owners.get(key, ()) for one in _mean_in_pack(key, number, index)
        )
    return known


def _mean_in_pack(key: str, number: int, index: MeaningIndex) -> list[Meaning]:
    """Whom a folded name means in one pack.

    A canonical name speaks before an alias, an alias before what is derived.
    """
    pack = index.packs[number]
    names = pack.index
    single = names.canonical.get(key) or names.aliases.get(key)
    people = (single,) if single is not None else names.derived.get(key, ())
    whole = " " in key and len(people) == 1 and not split_honorific(key)[1]
    return [
        Meaning(number, who, whole, _is_usual(key, who, pack), index.ranks[number][who])
        for who in people
    ]


def _is_usual(key: str, person: str, pack: Pack) -> bool:
    names = (person, *pack.people[person].aliases[:1])
    return any(fold_name(name) == key for name in names)


def find_meanings(
    name: str, index: MeaningIndex, among: Iterable[int] | None = None
) -> tuple[Meaning, ...]:
    """Find whom a name may mean.

    The name as it is; else what is left as honorifics come off, among people of a gender
    that fits them; else, of several words, the last with the first taken for a rank or an
    initial that the pack knows.

    Args:
        name: as written: "Mr. Darcy", "Captain Gale", "Lizzy".
        index: of all packs.
        among: indexes of the packs to look in, or None for all.

    Returns:
        m meanings; of one pack only when that pack has people of the same name.

    Cost: O(words) lookups.

    Example:
        >>> from fonds.packs.load import load_packs
        >>> austen = [pack for pack in load_packs() if pack.fandom.umbrella == "Jane Austen"]
        >>> index = make_meaning_index(austen)
        >>> {one.person for one in find_meanings("Mrs. Bennet", index)}
        {'Mrs. Bennet'}
    """
    wanted = None if among is None else frozenset(among)
    key = fold_name(name)
    gender: Gender = "unknown"
    while key:
        found = tuple(
            one
            for one in _list_meanings(key, index)
            if (wanted is None or one.pack in wanted)
            and _fits(index.packs[one.pack].people[one.person].gender, gender)
        )
        if found:
            return found
        implied, key = split_honorific(key)
        gender = implied if implied != "unknown" else gender
    return ()


def _fits(gender: Gender, implied: Gender) -> bool:
    return implied == "unknown" or gender in (implied, "various", "unknown")
