"""Pack people: whom no pack knows in the stories of a heap, as proposals for a pack."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

import msgspec
from msgspec import Struct

from fonds.model.claim import find_best_claim
from fonds.model.record import PersonInStory
from fonds.model.work import Work
from fonds.packs.fandom import find_packs
from fonds.packs.folding import fold_name, split_honorific
from fonds.packs.pack import Gender, Pack
from fonds.packs.template import Proposal, ProposedPair

MOST_PEOPLE = 40
"""Proposed at most: a pack of Fonds has some fifty people, the first forty do the work."""

_MOST_PAIRS = 12
_MOST_ALIASES = 6


class PeopleFound(Struct, frozen=True):
    """Whom no pack knows in the stories of a heap.

    Attributes:
        stories: stories that were looked at.
        unknown: those of them whose fandom no pack knows.
        named: those that are of the fandom asked for; when there are any, the people are
            from these alone.
        people: the most frequent first.
        pairs: the most frequent first.
    """

    stories: int
    unknown: int
    named: int
    people: tuple[Proposal, ...]
    pairs: tuple[ProposedPair, ...]


def find_people(works: Iterable[Work], packs: Sequence[Pack], fandom: str) -> PeopleFound:
    """Find the most frequent people whom no pack knows.

    They are of the stories that are of the fandom asked for; when there are none, of the
    stories whose fandom no pack knows.

    Args:
        works: n works as `fonds.app.heap_reading.iter_works` gives them.
        packs: what was known when they were read.
        fandom: the name of the fandom a pack is made for.

    Returns:
        Proposals; a lone given or family name is joined with the full name that has it,
        when only one has.

    Cost: O(people of all works); only they are kept.
    """
    key = fold_name(fandom)
    stories = 0
    unknown: list[_Cast] = []
    named: list[_Cast] = []
    for work in works:
        if work.kind != "story":
            continue
        stories += 1
        claim = find_best_claim(work.claims, "fandoms")
        names = [str(name) for name in claim.value] if claim is not None and claim.value else []
        is_known = bool(find_packs(names, packs))
        if key in map(fold_name, names):
            named.append(_take_cast(work))
        if not is_known:
            unknown.append(_take_cast(work))
    gathered = _gather(named or unknown)
    people = sorted(gathered.values(), key=lambda one: (-one.stories, -one.mentions, one.name))
    chosen = people[:MOST_PEOPLE]
    return PeopleFound(
        stories=stories,
        unknown=len(unknown),
        named=len(named),
        people=tuple(one.propose() for one in chosen),
        pairs=_find_pairs(named or unknown, {fold_name(one.name): one.name for one in chosen}),
    )


class _Cast(Struct, frozen=True):
    """The people and pairs of one story."""

    people: tuple[PersonInStory, ...]
    pairs: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Somebody:
    """One person over all stories."""

    name: str
    stories: int = 0
    mentions: int = 0
    genders: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)

    def meet(self, person: PersonInStory) -> None:
        self.stories += 1
        self.mentions += person.mentions
        if person.gender not in ("unknown", "various"):
            self.genders[person.gender] += 1
        for rank, name in enumerate(person.names):
            self.names[name] += len(person.names) - rank

    def propose(self) -> Proposal:
        given, family = _split_name(self.name)
        implied = {fold_name(part) for part in (self.name, given, family) if part}
        aliases = []
        for used, _ in self.names.most_common():
            name = used.removesuffix("'s").removesuffix("’s")
            key = fold_name(name)
            bare = split_honorific(key)[1] or key
            if key and implied.isdisjoint({key, bare}):
                aliases.append(name)
                implied.add(key)
        gender = self.genders.most_common(1)[0][0] if self.genders else "unknown"
        return Proposal(
            name=self.name,
            given=given,
            family_name=family,
            gender=cast(Gender, gender),
            aliases=tuple(aliases[:_MOST_ALIASES]),
            stories=self.stories,
            mentions=self.mentions,
        )


def _take_cast(work: Work) -> _Cast:
    claim = find_best_claim(work.claims, "people")
    people = msgspec.convert(claim.value, tuple[PersonInStory, ...]) if claim is not None else ()
    told = find_best_claim(work.claims, "relationships")
    pairs = told.value if told is not None and told.value else ()
    split = (
        tuple(name.strip() for name in str(pair).replace(" & ", "/").split("/")) for pair in pairs
    )
    return _Cast(tuple(one for one in people if not one.known), tuple(split))


def _gather(casts: Sequence[_Cast]) -> dict[str, _Somebody]:
    """Join the people of all stories: full names first, then what lone names stand for."""
    everybody: dict[str, _Somebody] = {}
    lone: list[PersonInStory] = []
    for one in casts:
        for person in one.people:
            if person.name is None:
                continue
            given, family = _split_name(person.name)
            if given and family:
                key = fold_name(person.name)
                everybody.setdefault(key, _Somebody(person.name)).meet(person)
            else:
                lone.append(person)
    bearers: dict[str, set[str]] = defaultdict(set)
    for key, somebody in everybody.items():
        for part in _split_name(somebody.name):
            bearers[fold_name(part)].add(key)
    for person in lone:
        name = person.name or ""
        key = fold_name(name)
        given, family = _split_name(name)
        found = bearers.get(fold_name(given or family or name), set())
        home = next(iter(found)) if len(found) == 1 else key
        everybody.setdefault(home, _Somebody(name)).meet(person)
    return everybody


def _split_name(name: str) -> tuple[str, str]:
    """Given and family name; of an honorific and one word only the latter, as family name."""
    words = name.split()
    has_honorific = bool(split_honorific(fold_name(name))[1])
    if has_honorific:
        words = words[1:]
    if len(words) < 2:
        return ("", words[0]) if has_honorific and words else ("", "")
    return words[0], words[-1]


def _find_pairs(casts: Sequence[_Cast], known: dict[str, str]) -> tuple[ProposedPair, ...]:
    """The pairs of which everybody is proposed as well."""
    met: Counter[tuple[str, ...]] = Counter()
    for one in casts:
        for pair in set(one.pairs):
            members = tuple(known.get(fold_name(name), "") for name in pair)
            if len(members) > 1 and all(members) and len(set(members)) == len(members):
                met[tuple(sorted(members))] += 1
    return tuple(ProposedPair(pair, number) for pair, number in met.most_common(_MOST_PAIRS))
