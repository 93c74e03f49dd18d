"""People: who is in a story, under one name each, and whether they are there or spoken of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.given_names import find_given_gender, is_same_given
from fonds.describe.name_words import HONORIFIC_WORDS, PLACE_NAMES
from fonds.describe.names import Tally
from fonds.describe.telling import Telling
from fonds.packs.folding import HONORIFICS, fold_name
from fonds.packs.meanings import MeaningIndex, find_meanings
from fonds.packs.pack import Gender

Presence = Literal["present", "mentioned"]

_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_GIVEN_TITLES = tuple(
    f"{title} "
    for title in "Lady Sir Aunt Auntie Uncle Sister Brother Father Mother King Queen Prince "
    "Princess Miss Saint Young Old Little Dear Poor Cousin Dame Lord".split()
)
"""What stands before a given name as well as before a family name."""

_PLACES = frozenset(
    "street road lane square park hall house castle abbey court bridge hill hills river island "
    "islands city town village county forest wood woods inn station hotel school high college "
    "university hospital church cathedral eve day avenue gate gates field fields heath moor lake "
    "bay beach mountain mountains valley sea ocean palace tower library museum prison office "
    "department agency bureau company times post journal club bar restaurant cafe academy "
    "institute centre center base fleet force army navy council parliament ministry wars war "
    "prize award award's squad team corps guild order society".split()
)
"""The last word of names that are no people's: "Baker Street", "Lammas Eve"."""

_AFTER = 120
"""Code points after a name in which a pronoun is taken for it."""

_LOOKED_AT = 40
_SURELY_THERE = 6
_FEW_NAMES = 4
_FOREMOST = 3
_SHORT = 4000
"""Code points below which one mention is enough to be somebody."""

_BRIEF = 1800
"""Code points below which one act is enough to be there: two pages hold a memory or two."""

_LEAST_SHARE = 0.02
"""A person of no pack has a fiftieth of what the first has, or is called to their face."""


class Person(Struct, frozen=True):
    """Somebody in a story.

    Attributes:
        name: canonical when a pack knows them, else the fullest name used.
        known: whether a pack knows them.
        gender: of the pack, of an honorific, or of the pronouns that follow.
        names: the names used, the most frequent first.
        count: mentions by name.
        narrated, acting, called: of these; see `Tally`.
        presence: there, or only spoken of.
        places: where the mentions begin, ascending.
    """

    name: str
    known: bool
    gender: Gender
    names: tuple[str, ...]
    count: int
    narrated: int
    acting: int
    called: int
    presence: Presence
    places: tuple[int, ...]


class _Group:
    """Names that mean one person."""

    def __init__(self, name: str, gender: Gender = "unknown", *, known: bool = False) -> None:
        self.name = name
        self.gender: Gender = gender
        self.known = known
        self.tallies: list[Tally] = []
        self.words = [] if known else [fold_name(word) for word in _bare(name)]

    def count(self) -> int:
        return sum(tally.count for tally in self.tallies)


def find_people(
    telling: Telling, tallies: Sequence[Tally], index: MeaningIndex, packs: Iterable[int]
) -> tuple[Person, ...]:
    """Find who is in a story.

    A name that a pack of the story's fandoms knows is that person; other names are joined
    by what they share: "Margaret Hale", "Miss Hale", "Meg".

    Args:
        telling: the story.
        tallies: its names.
        index: names of all packs.
        packs: indexes of the packs of the story's fandoms; may be none.

    Returns:
        People, the most mentioned first.

    Cost: O(names²) for names that no pack knows, which are some tens.
    """
    known, others = _join_known(tallies, index, frozenset(packs))
    groups = [*known, *_join_others(others, [tally for g in known for tally in g.tallies])]
    groups.sort(key=lambda group: (-group.count(), group.name))
    most = groups[0].count() if groups else 0
    is_short = len(telling.text) < _SHORT
    return tuple(
        _person(group, telling, rank, is_short=is_short)
        for rank, group in enumerate(groups)
        if group.known or _is_person(group, most, is_short=is_short)
    )


def _join_known(
    tallies: Sequence[Tally], index: MeaningIndex, packs: frozenset[int]
) -> tuple[list[_Group], list[Tally]]:
    """Names that packs know, by person; and the rest."""
    groups: dict[str, _Group] = {}
    doubtful: list[tuple[Tally, list[str]]] = []
    others: list[Tally] = []
    for tally in tallies:
        meanings = find_meanings(tally.name, index, packs) if packs else ()
        names = list(dict.fromkeys(one.person for one in meanings))
        if not names:
            others.append(tally)
            continue
        for one in meanings:
            if one.person not in groups:
                gender = index.packs[one.pack].people[one.person].gender
                groups[one.person] = _Group(one.person, gender, known=True)
        if len(names) == 1:
            groups[names[0]].tallies.append(tally)
        else:
            doubtful.append((tally, names))
    for tally, names in doubtful:
        # Whom the story names unmistakably is meant; else the best known of the name.
        best = max(names, key=lambda name: (groups[name].count(), -names.index(name)))
        groups[best].tallies.append(tally)
    return [group for group in groups.values() if group.tallies], others


def _join_others(tallies: Sequence[Tally], known: Sequence[Tally]) -> list[_Group]:
    """Names of nobody we know, joined by what they share; the fullest first."""
    taken = {fold_name(tally.name) for tally in known}
    groups: list[_Group] = []
    likely = [tally for tally in tallies if _may_be_person(tally)]
    ordered = sorted(likely, key=lambda tally: (-len(_bare(tally.name)), -tally.count))
    for tally in ordered:
        words = [fold_name(word) for word in _bare(tally.name)]
        if not words or " ".join(words) in taken:
            continue
        gender = _gender_of_title(tally.name)
        fitting = [
            group
            for group in groups
            if _may_be(
                words,
                gender,
                group,
                titled=len(words) < len(tally.name.split()),
                by_given=tally.name.startswith(_GIVEN_TITLES),
            )
        ]
        if len(fitting) > 1:
            fitting = [max(fitting, key=_Group.count)] if gender == "unknown" else fitting[:1]
        if fitting:
            fitting[0].tallies.append(tally)
            if fitting[0].gender == "unknown":
                fitting[0].gender = gender
            continue
        fresh = _Group(tally.name, gender)
        fresh.tallies.append(tally)
        groups.append(fresh)
    return groups


def _may_be_person(tally: Tally) -> bool:
    """Whether a name may be anybody's: not one that only ever follows "in" or "the"."""
    if tally.name.rpartition(" ")[2].lower() in _PLACES and " " in tally.name:
        return False
    if tally.name.lower() in PLACE_NAMES:
        return False
    return tally.placed + tally.articled < tally.count


def _bare(name: str) -> list[str]:
    """The words of a name without honorifics before it."""
    words = name.split()
    while len(words) > 1 and words[0].strip(".") in HONORIFIC_WORDS:
        words = words[1:]
    return words


def _gender_of_title(name: str) -> Gender:
    first = fold_name(name.split(maxsplit=1)[0])
    return HONORIFICS.get(first, "unknown") if len(name.split()) > 1 else "unknown"


def _may_be(
    words: Sequence[str], gender: Gender, group: _Group, *, titled: bool, by_given: bool
) -> bool:
    """Whether a shorter name may mean somebody of whom a fuller one is known."""
    if "unknown" not in (gender, group.gender) and gender != group.gender:
        return False
    full, short = group.words, words
    if short == full:
        return gender == group.gender or not titled or "unknown" in (gender, group.gender)
    if len(short) > 1:
        return short[-1] == full[-1] and is_same_given(short[0], full[0])
    if len(full) == 1:
        return not titled and is_same_given(short[0], full[0])
    return short[0] == full[-1] or ((not titled or by_given) and is_same_given(short[0], full[0]))


def _is_person(group: _Group, most: int, *, is_short: bool) -> bool:
    acting, called, spoke, placed, led, articled = (
        sum(getattr(tally, part) for tally in group.tallies)
        for part in ("acting", "called", "spoke", "placed", "led", "articled")
    )
    count = group.count()
    alive = acting + called
    if count < max(1 if is_short else 2, most * _LEAST_SHARE) or articled * 3 > count:
        return False
    if placed > alive or (placed + led) * 2 > count > alive * 3:
        return False
    if fold_name(group.name) in EVERYDAY_WORDS and alive < 2:
        return False
    titled = any(_gender_of_title(tally.name) != "unknown" for tally in group.tallies)
    first = fold_name(_bare(group.name)[0])
    is_given = find_given_gender(first) is not None
    is_told = spoke or called or titled or is_given
    if is_short and (titled or is_given or not placed + led):
        return bool(is_told or alive or group.tallies[0].inside)
    return bool(alive) and alive * 12 >= count and bool(is_told or alive * 4 >= count)


def _person(group: _Group, telling: Telling, rank: int, *, is_short: bool) -> Person:
    tallies = sorted(group.tallies, key=lambda tally: -tally.count)
    places = sorted(place for tally in tallies for place in tally.places)
    narrated, acting, called, spoke = (
        sum(getattr(tally, part) for tally in tallies)
        for part in ("narrated", "acting", "called", "spoke")
    )
    likely = [t for t in tallies if t.count > 1 or is_short or len(tallies) < _FEW_NAMES] or tallies
    fullest = max(likely, key=lambda t: (len(_bare(t.name)), len(t.name.split()), t.count))
    name = group.name if group.known else _plain_name(fullest.name)
    gender = group.gender
    if gender == "unknown":
        gender = find_given_gender(fold_name(_bare(name)[0])) or "unknown"
    if gender == "unknown":
        gender = _gender_by_pronouns(telling.narration, places)
    is_brief = len(telling.text) < _BRIEF
    is_there = (
        acting > (0 if is_brief else 1)
        or spoke
        or (narrated > 1 and rank == 0)
        or (called and narrated)
        or called > 1
        or (narrated >= _SURELY_THERE and rank < _FOREMOST)
    )
    return Person(
        name=name,
        known=group.known,
        gender=gender,
        names=tuple(tally.name for tally in tallies),
        count=group.count(),
        narrated=narrated,
        acting=acting,
        called=called,
        presence="present" if is_there else "mentioned",
        places=tuple(places),
    )


def _plain_name(name: str) -> str:
    """Without an honorific, where two names remain: "Captain Ann Gale" is "Ann Gale"."""
    words = _bare(name)
    return " ".join(words) if len(words) > 1 else name


def _gender_by_pronouns(narration: str, places: Sequence[int]) -> Gender:
    """Whether "he" or "she" follows a name, where one of them clearly does."""
    counts: Counter[str] = Counter()
    step = max(1, len(places) // _LOOKED_AT)
    for place in places[::step]:
        after = narration[place : place + _AFTER].split("\n\n", 1)[0]
        he, she = _HE.search(after), _SHE.search(after)
        if he is not None and (she is None or he.start() < she.start()):
            counts["male"] += 1
        elif she is not None:
            counts["female"] += 1
    male, female = counts["male"], counts["female"]
    if male + female < 2 or max(male, female) < 2 * min(male, female) + 1:
        return "unknown"
    return "male" if male > female else "female"
