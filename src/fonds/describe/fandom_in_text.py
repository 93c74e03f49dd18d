"""Fandom from the names and words of a text, when no header states one."""

from collections import defaultdict
from collections.abc import Sequence
from math import log2

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.given_names import find_given_gender
from fonds.describe.names import Tally, count_name
from fonds.describe.telling import Telling
from fonds.packs.folding import fold_name, split_honorific
from fonds.packs.meanings import Meaning, MeaningIndex, find_meanings, make_meaning_index
from fonds.packs.pack import Pack

_SAMPLE = 200_000
"""Characters of a text in which words of a world are looked for."""

_NAME_WORTH = 0.5
_WHOLE_WORTH = 1.2
_COMMON_WORTH = 0.12
_TERM_WORTH = 0.8
_OWNER_WORTH = 2.5
_USUAL_WORTH = 1.4
"""The first alias of a pack is how that world calls somebody: "Holmes" here, "Sherlock" there."""

_NARROW = 0.93
_PAIR_WORTH = 0.6
_LIKELY = 12
"""Packs that are weighed: a text has one name or another of most."""

_SIBLINGS, _ALIKE = 4, 0.97
_DOUBT, _HALF_SO = 5, 0.6
"""Five mentions more of people of whom three in five are known: where few act, coverage says
little."""

_FEW_PACKS = 4
_FOREMOST, _BEST_PAIRS = 3, 2
_PAIRS_LOOKED_AT = 12
_MOST_AMOUNT = 3.0
_HALF_RANK = 25
"""The 25th person of a pack is worth half the first: a story without any of the best known
people of a world is seldom of it."""


class FandomFinder(Struct, frozen=True):
    """All packs, ready to be found in a text.

    Attributes:
        index: names of people.
        phrases: one automaton over words of each world and over names with small words in
            them ("the Count").
        owners: for each phrase, the packs that have it.
        people: for each phrase, the person of each pack whom it names, or "".
        creators: one automaton over the names of owners, folded.
        creator_owners: for each of them, the packs.
    """

    index: MeaningIndex
    phrases: AhoCorasick
    owners: tuple[tuple[int, ...], ...]
    people: tuple[tuple[str, ...], ...]
    creators: AhoCorasick
    creator_owners: tuple[tuple[int, ...], ...]


class FandomScore(Struct, frozen=True):
    """How much of a pack a text has.

    Attributes:
        pack: index of the pack.
        score: worth of the names and words found.
        coverage: share of the people of the text, by mentions, that the pack knows.
        people: mentions by canonical name.
        terms: times each word of the world was met.
        plain: of the people, those named by what is no everyday name and few packs know.
        names: as the text has them.
        width: a little less than one for a fandom that only a year or a bracket tells from
            a wider one of that name.
    """

    pack: int
    score: float
    coverage: float
    people: dict[str, int]
    terms: dict[str, int]
    plain: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    width: float = 1.0

    @property
    def weight(self) -> float:
        """What decides: worth, less what of the text's people the pack does not know."""
        return self.score * (0.25 + 0.75 * self.coverage) * self.width


def make_fandom_finder(packs: Sequence[Pack]) -> FandomFinder:
    """Make a finder. Cost: O(names and terms); once a process."""
    phrases: dict[str, dict[int, str]] = defaultdict(dict)
    creators: dict[str, set[int]] = defaultdict(set)
    for number, pack in enumerate(packs):
        for term in pack.terms:
            if len(term) > 2:
                phrases[term][number] = ""
        for person in pack.characters:
            for name in (person.name, *person.aliases):
                if any(word[0].islower() for word in name.split()) and " " in name:
                    phrases[name][number] = person.name
                    phrases[name[0].upper() + name[1:]][number] = person.name
        for creator in pack.fandom.creators_in_disclaimers:
            folded = fold_name(creator)
            if len(folded) > 3:
                creators[f" {folded} "].add(number)
    keys, owners = sorted(phrases), sorted(creators)
    return FandomFinder(
        make_meaning_index(packs),
        AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest),
        tuple(tuple(phrases[key]) for key in keys),
        tuple(tuple(phrases[key].values()) for key in keys),
        AhoCorasick(owners, matchkind=MatchKind.LeftmostLongest),
        tuple(tuple(sorted(creators[key])) for key in owners),
    )


def score_fandoms(
    text: str, tallies: Sequence[Tally], finder: FandomFinder, disclaimer: str = ""
) -> list[FandomScore]:
    """Score every pack of which a text has something.

    Args:
        text: the story.
        tallies: its names.
        finder: of the packs.
        disclaimer: whom it is said to belong to, or "".

    Returns:
        Scores, the highest weight first.

    Cost: O(names + characters up to 200,000).
    """
    people: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    worth: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    total = 0
    explained: dict[int, int] = defaultdict(int)
    plain: dict[int, set[str]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    for tally in tallies:
        meanings = find_meanings(tally.name, finder.index)
        is_person = bool(tally.acting or tally.called)
        total += tally.count if is_person else 0
        for pack in _add_name(tally, meanings, people, worth):
            explained[pack] += tally.count if is_person else 0
            names[pack].add(tally.name)
        for one in meanings:
            if one.is_whole or _is_plain(tally.name, meanings):
                plain[one.pack].add(one.person)
    foremost = {tally.name for tally in tallies[:_FOREMOST]}
    _add_pairs(plain, people, worth, finder, foremost)
    terms = _count_phrases(text[:_SAMPLE], finder, people, worth)
    _add_creators(disclaimer, finder, worth)
    likely = sorted(worth, key=lambda pack: (-sum(worth[pack].values()), pack))[:_LIKELY]
    scores = [
        FandomScore(
            pack,
            round(sum(worth[pack].values()), 3),
            round((explained[pack] + _DOUBT * _HALF_SO) / (total + _DOUBT), 3),
            dict(people[pack]),
            dict(terms[pack]),
            frozenset(plain[pack]),
            frozenset(names[pack]),
            _NARROW if "(" in finder.index.packs[pack].fandom.name else 1.0,
        )
        for pack in likely
    ]
    scores.sort(key=lambda one: (-one.weight, one.pack))
    return _put_elder_first(scores, finder.index.packs)


def _put_elder_first(scores: list[FandomScore], packs: Sequence[Pack]) -> list[FandomScore]:
    """Of worlds that tell the same people, and tell them alike, put the eldest first."""
    if not scores:
        return scores
    alike = [scores[0]]
    for score in scores[1:_SIBLINGS]:
        is_near = score.weight >= _ALIKE * scores[0].weight
        if is_near and len(score.names & scores[0].names) * 2 > len(scores[0].names):
            alike.append(score)
    eldest = min(alike, key=lambda score: _find_origin(packs[score.pack]))
    return [eldest, *(score for score in scores if score is not eldest)]


def _find_origin(pack: Pack) -> str:
    """The first date that a pack tells; "" of the oldest worlds, which tell none."""
    dates = [work.date for work in pack.works]
    dates += [one.date for season in pack.seasons for one in season.episodes[:1]]
    return min((date for date in dates if date), default="")


def find_phrase_tallies(
    telling: Telling, finder: FandomFinder, packs: Sequence[int]
) -> list[Tally]:
    """Find people under names with small words in them: "the Count", "Seven of Nine".

    Args:
        telling: the story.
        finder: of all packs.
        packs: indexes of the packs of its fandoms.

    Returns:
        A tally for each such name, most frequent first.

    Cost: O(characters).
    """
    tallies: dict[str, Tally] = {}
    text = telling.text
    for number, start, end in finder.phrases.find_matches_as_indexes(text):
        owners = zip(finder.owners[number], finder.people[number], strict=True)
        if not any(person and pack in packs for pack, person in owners):
            continue
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            continue
        name = text[start:end]
        count_name(tallies.setdefault(name, Tally(name)), telling, start, end, is_inside=True)
    return sorted(tallies.values(), key=lambda tally: -tally.count)


def _add_name(
    tally: Tally,
    meanings: Sequence[Meaning],
    people: dict[int, dict[str, int]],
    worth: dict[int, dict[str, float]],
) -> set[int]:
    """Credit the packs that know a name; what several know is worth less to each."""
    packs = {one.pack for one in meanings}
    is_common = fold_name(tally.name) in EVERYDAY_WORDS
    amount = min(_MOST_AMOUNT, 1 + log2(tally.count) / 2)
    for one in meanings:
        value = _COMMON_WORTH if is_common else _WHOLE_WORTH if one.is_whole else _NAME_WORTH
        value *= _USUAL_WORTH if one.is_usual else 1.0
        value *= amount / (1 + log2(len(packs)) / 2) / (1 + one.rank / _HALF_RANK)
        people[one.pack][one.person] += tally.count
        told = worth[one.pack]
        told[one.person] = max(told[one.person], value)
    return packs


def _is_plain(name: str, meanings: Sequence[Meaning]) -> bool:
    """Whether a name says which world it is of: "Watson" does, "Mary" and "Hope" do not."""
    folded = fold_name(name)
    if len({one.pack for one in meanings}) > _FEW_PACKS or folded in EVERYDAY_WORDS:
        return False
    return find_given_gender(split_honorific(folded)[1] or folded) is None


def _add_pairs(
    plain: dict[int, set[str]],
    people: dict[int, dict[str, int]],
    worth: dict[int, dict[str, float]],
    finder: FandomFinder,
    foremost: set[str],
) -> None:
    """Credit people who are often written of together: Holmes and Watson say more than two.

    A pair of everyday names counts where the two are the foremost of a text and of a world.
    """
    first = {one.person for name in foremost for one in find_meanings(name, finder.index)}
    for number, named in people.items():
        for rank, pairing in enumerate(finder.index.packs[number].pairings[:_PAIRS_LOOKED_AT]):
            members = set(pairing.members)
            is_best = rank < _BEST_PAIRS and members <= first
            if members <= named.keys() and (is_best or plain[number] & members):
                worth[number]["a pair"] = _PAIR_WORTH / (1 + rank / 4)
                plain[number] |= members if is_best else set()
                break


def _count_phrases(
    text: str,
    finder: FandomFinder,
    people: dict[int, dict[str, int]],
    worth: dict[int, dict[str, float]],
) -> dict[int, dict[str, int]]:
    terms: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number, start, end in finder.phrases.find_matches_as_indexes(text):
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            continue
        packs = finder.owners[number]
        for pack, person in zip(packs, finder.people[number], strict=True):
            term = text[start:end]
            if person:
                people[pack][person] += 1
            else:
                terms[pack][term] += 1
            times = people[pack][person] if person else terms[pack][term]
            amount = min(_MOST_AMOUNT, 1 + log2(times) / 2)
            worth[pack][person or term] = _TERM_WORTH * amount / len(packs)
    return terms


def _add_creators(
    disclaimer: str, finder: FandomFinder, worth: dict[int, dict[str, float]]
) -> None:
    folded = f" {fold_name(disclaimer[:2000])} " if disclaimer else ""
    for number, _, _ in finder.creators.find_matches_as_indexes(folded):
        packs = finder.creator_owners[number]
        for pack in packs:
            worth[pack]["the disclaimer"] = _OWNER_WORTH / len(packs)
