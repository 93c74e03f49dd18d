"""Index: the names of a pack, folded once so that every lookup is a dictionary's."""

import re
from collections.abc import Iterable

from fonds.packs.folding import fold_name, split_honorific
from fonds.packs.pack import Character, NameIndex, PackFile, Pairing

_SPACE = re.compile(r"\s+")


def fold_abbreviation(abbreviation: str) -> str:
    """Fold an abbreviation of a pairing: upper case, without spaces and full stops.

    Args:
        abbreviation: "h / w", "H/W", "S.H./J.W.".

    Returns:
        The folded form.

    Cost: O(length).

    Example:
        >>> fold_abbreviation("s.h. / j.w.")
        'SH/JW'
    """
    return _SPACE.sub("", abbreviation).replace(".", "").replace("×", "X").upper()


def make_index(facts: PackFile) -> NameIndex:
    """Fold every name of a pack.

    Args:
        facts: a pack whose names were checked (`fonds.packs.load.parse_pack` does).

    Returns:
        The index.

    Cost: O(names).
    """
    fandom = facts.fandom
    derived: dict[str, list[str]] = {}
    for person in facts.characters:
        for key in _derived_names(person):
            people = derived.setdefault(key, [])
            if person.name not in people:
                people.append(person.name)
    umbrella_names = (fandom.umbrella, *fandom.umbrella_aliases) if fandom.umbrella else ()
    fandoms = _all_to((fandom.name, *fandom.aliases), fandom.name)
    umbrellas = _all_to(umbrella_names, fandom.umbrella)
    works = _all_to(
        (name for work in facts.works for name in (work.title, *work.aliases)), fandom.name
    )
    return NameIndex(
        fandom=fandoms,
        umbrella=umbrellas,
        works=works,
        canonical={fold_name(person.name): person.name for person in facts.characters},
        aliases={
            fold_name(alias): person.name for person in facts.characters for alias in person.aliases
        },
        derived={key: tuple(people) for key, people in derived.items()},
        abbreviations=_abbreviations(facts.pairings),
        creators=tuple(
            sorted(map(fold_name, fandom.creators_in_disclaimers), key=lambda name: -len(name))
        ),
        words=frozenset(
            word for names in (fandoms, umbrellas, works) for name in names for word in name.split()
        ),
    )


def _all_to(names: Iterable[str], meaning: str) -> dict[str, str]:
    return {fold_name(name): meaning for name in names}


def _abbreviations(pairings: Iterable[Pairing]) -> dict[str, Pairing]:
    table: dict[str, Pairing] = {}
    for pairing in pairings:
        for abbreviation in pairing.abbreviations:
            table.setdefault(fold_abbreviation(abbreviation), pairing)
    return table


def _derived_names(person: Character) -> Iterable[str]:
    """Names nobody needs to write down: parts, inversions, initials, nickname and family."""
    given, family = fold_name(person.given), fold_name(person.family_name)
    yield from (name for name in (given, family) if name)
    yield from map(fold_name, person.forms_of_address)
    _, bare = split_honorific(fold_name(person.name))
    if len(bare) > 1:  # "Doctor J" is not whom everybody's "J" means
        yield bare
    if not family:
        return
    if given:
        yield f"{given} {family}"
        yield f"{family} {given}"
        yield f"{given[0]} {family}"
    for alias in map(fold_name, person.aliases):
        if alias and " " not in alias and alias != family:
            yield f"{alias} {family}"
