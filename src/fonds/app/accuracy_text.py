"""Accuracy, text: what is read from bare stories, held against the tags of their author."""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from fonds.app.accuracy_answers import Answer, Verdict
from fonds.app.accuracy_ao3 import is_ao3_story, iter_ao3_files
from fonds.app.accuracy_cases import Case, Setting, read_cases
from fonds.app.accuracy_match import is_alike
from fonds.app.accuracy_names import is_named, list_names, match_names, shares_words
from fonds.app.header_generator import make_plain
from fonds.describe.language import find_language
from fonds.model.claim import find_best_claim
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.packs.character import find_character
from fonds.packs.fandom import find_fandoms, find_packs
from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack
from fonds.publish.record import build_record

RATINGS = ("General Audiences", "Teen And Up Audiences", "Mature", "Explicit")

_CHAPTER_NOTES = re.compile(
    r"^#{3,5} Chapter (?:Summary|Notes|End Notes)[ \t]*+\n++(?:>[^\n]*+\n++)*", re.MULTILINE
)
"""What stands above and below chapters and is not the story."""

_OTHER_NAME = re.compile(r"\s*+\|\s*+")
_MEMBERS = re.compile(r"\s*+/\s*+|\s++&\s++")
_ASIDE = re.compile(r"\s*+\([^)]*+\)|\s++-\s++Character$")
_NOBODY = re.compile(
    r"^(?:original .*character|other|everyone|ensemble|reader|you\b|player character|various)", re.I
)
_PAIRS_LOOKED_AT = 2

NO_STORY = "a story taken for none"
_UNSAID = frozenset(
    {
        NO_STORY,
        "no fandom told",
        "told as only spoken of",
        "told under another name",
        "joined with somebody else",
        "not found",
        "no pairing told",
        "no rating told",
    }
)
"""Kinds of failure where nothing was said of what was asked."""


class Tagged(Struct, frozen=True):
    """Somebody whom the author tagged.

    Attributes:
        name: as the packs of the work spell it, else as it was typed.
        is_known: whether one of these packs knows the name.
        is_named: whether the text has any word of the name, or any alias of the packs.
    """

    name: str
    is_known: bool
    is_named: bool


class Pair(Struct, frozen=True):
    """A relationship: its people, and "/" or "&"."""

    members: tuple[str, ...]
    sign: str


class Tags(Struct, frozen=True):
    """What the author of a story says of it.

    Attributes:
        covered: for each tagged fandom that a pack knows, the names that are right.
        packs: of these fandoms.
        people: characters and members of relationships, each once.
        pairs: the relationships, in the order of the tags.
        rating: AO3's.
    """

    covered: tuple[tuple[str, ...], ...]
    packs: tuple[Pack, ...]
    people: tuple[Tagged, ...]
    pairs: tuple[Pair, ...]
    rating: str


class Reading(Struct, frozen=True):
    """A story as it was read, beside its tags.

    Attributes:
        case: the path of its file.
        tags: of its author.
        work, record: as read; None where nothing was.
        is_sealed: whether nobody may see words of the text.
    """

    case: str
    tags: Tags
    work: Work | None
    record: Record | None
    is_sealed: bool

    def answer(
        self,
        field: str,
        kind: str,
        gold: Any,  # noqa: ANN401 - any JSON value
        found: Any,  # noqa: ANN401 - any JSON value
        *,
        part: str = "",
        sure: float | None = None,
    ) -> Answer:
        """An answer of this story: right without a kind of failure, else wrong or missing."""
        if kind and (self.record is None or self.record.kind != "story"):
            kind = NO_STORY
        verdict: Verdict = "right" if not kind else "missing" if kind in _UNSAID else "wrong"
        if part and self.is_sealed:
            part = f"{zlib.crc32(part.encode()):08x}"
        return Answer(self.case, field, verdict, kind, sure, gold, found, part=part)

    def sureness(self, field: str) -> float | None:
        """How sure Fonds is of a field."""
        claim = find_best_claim(self.work.claims, field) if self.work is not None else None
        return None if claim is None else claim.confidence


def read_bare(setting: Setting) -> list[Answer]:
    """Read stories without a word of their header, and hold them against their tags.

    They are read twice: with the packs of the setting, and with none.

    Cost: twice that of reading them.
    """
    cases: list[Case] = []
    tags: list[Tags] = []
    for path, head, body in iter_ao3_files(setting):
        text = make_plain(_CHAPTER_NOTES.sub("", f"{body}\n"))
        if is_ao3_story(head, body) and find_language(text)[0] == "en":
            cases.append(Case(f"{path.stem}.txt", text, "text/plain", {}))
            tags.append(list_tags(head, text, setting.packs))
    answers: list[Answer] = []
    for one in _read(cases, tags, setting):
        answers += hold_story(one)
    for one in _read(cases, tags, structs.replace(setting, packs=())):
        answers += hold_unaided(one)
    return answers


def _read(cases: Sequence[Case], tags: Sequence[Tags], setting: Setting) -> Iterator[Reading]:
    for (case, work), gold in zip(read_cases(cases, setting), tags, strict=True):
        record = None if work is None else build_record(work)
        yield Reading(case.path, gold, work, record, setting.half == "report")


def list_tags(head: dict[str, Any], text: str, packs: Sequence[Pack]) -> Tags:
    """List what the YAML above a story says of it.

    Args:
        head: the YAML.
        text: the bare story.
        packs: all packs.

    Returns:
        The tags; "Original Character" and the like are nobody in particular and left out.

    Cost: O(fandoms of the tags * packs + people * characters).
    """
    covered = []
    mine: list[Pack] = []
    for fandom in head["fandom"]:
        found = find_packs(find_fandoms(fandom, packs), packs)
        if found:
            umbrellas = {pack.fandom.umbrella for pack in found if len(found) > 1}
            covered.append((*(pack.fandom.name for pack in found), *sorted(umbrellas)))
            mine += [pack for pack in found if pack not in mine]
    pairs = [_read_pair(stated, mine) for stated in head["relationship"]]
    names = [_resolve(name, mine) for name in head["characters"]]
    names += [name for pair in pairs for name in pair.members]
    people: list[Tagged] = []
    for name in names:
        # Two tags of one person may be spelled in two ways.
        if not _NOBODY.match(name) and not any(is_alike(one.name, name) for one in people):
            is_known = find_character(name, mine) is not None
            people.append(Tagged(name, is_known, is_named(text, list_names(name, mine))))
    return Tags(tuple(covered), tuple(mine), tuple(people), tuple(pairs), head["rating"])


def _read_pair(stated: str, packs: Sequence[Pack]) -> Pair:
    members = [_resolve(name, packs) for name in _MEMBERS.split(stated)]
    return Pair(tuple(members), "/" if "/" in stated else "&")


def _resolve(typed: str, packs: Sequence[Pack]) -> str:
    """The name that packs have for a tag; of two names between bars, the first they know."""
    bare = [_ASIDE.sub("", name).strip() for name in _OTHER_NAME.split(typed)]
    known = (find_character(name, packs) for name in (typed, *bare))
    return next((name for name in known if name is not None), bare[0])


def hold_story(one: Reading) -> list[Answer]:
    """Hold a story that was read with packs against its tags.

    Args:
        one: the story.

    Returns:
        Answers of fandom and rating; where a pack knows the fandom, of people and pairing.

    Cost: O(people told * people tagged).
    """
    answers = [*_hold_fandoms(one), *_hold_rating(one)]
    if one.tags.covered:
        answers += [*_hold_people(one, "", _is_exact), *_hold_pairing(one)]
    return answers


def hold_unaided(one: Reading) -> list[Answer]:
    """Hold a story that was read without any pack against the people of its tags."""
    return list(_hold_people(one, "no packs: ", _is_likely))


def _hold_fandoms(one: Reading) -> Iterator[Answer]:
    said = list(one.record.fandoms) if one.record is not None else []
    gold = [names[0] for names in one.tags.covered]
    sure = one.sureness("fandoms")
    if not gold:
        kind = "a fandom that is none" if said else ""
        yield one.answer("fandom of no pack", kind, gold, said, sure=sure)
        return
    right = {name for names in one.tags.covered for name in names}
    kind = "no fandom told" if not said else "" if said[0] in right else "another fandom"
    yield one.answer("fandom", kind, gold, said, sure=sure)
    for name in said:
        kind = "" if name in right else "a fandom beside it"
        yield one.answer("every fandom told", kind, gold, name, part=name)
    if len(gold) > 1:
        is_right = all(any(name in names for name in said) for names in one.tags.covered)
        kind = "" if is_right else "not every fandom told"
        yield one.answer("fandoms of a crossover", kind, gold, said)


_Same = Callable[[Tagged, str, Sequence[Pack]], int]


def _is_exact(tagged: Tagged, said: str, packs: Sequence[Pack]) -> int:
    """2 for the canonical name; 1 for a name that shares words with one no pack knows."""
    if fold_name(tagged.name) == fold_name(said):
        return 2
    return int(not tagged.is_known and shares_words(tagged.name, said))


def _is_likely(tagged: Tagged, said: str, packs: Sequence[Pack]) -> int:
    """2 for the whole name or a name that a pack knows as theirs; 1 for shared words."""
    if fold_name(tagged.name) == fold_name(said) or find_character(said, packs) == tagged.name:
        return 2
    return int(shares_words(tagged.name, said))


def _hold_people(one: Reading, field: str, is_same: _Same) -> Iterator[Answer]:
    """Whether those tagged are told to be there, and whether those told are tagged."""
    tagged, packs = one.tags.people, one.tags.packs
    said = list(one.record.characters) if one.record is not None else []
    worth = [[is_same(person, name, packs) for name in said] for person in tagged]
    matched = match_names(worth)
    for number, person in enumerate(tagged):
        asked = f"{field}characters" if person.is_named else f"{field}people never named"
        kind = "" if number in matched else _name_lost(one, person, is_same)
        yield one.answer(asked, kind, person.name, said, part=person.name)
    right = set(matched.values())
    gold = [person.name for person in tagged]
    for number, name in enumerate(said if tagged else ()):
        kind = "" if number in right else _name_untagged(one, name)
        yield one.answer(f"{field}said to be there", kind, gold, name, part=name)


def _name_lost(one: Reading, person: Tagged, is_same: _Same) -> str:
    """In which way somebody who is tagged was lost."""
    packs = one.tags.packs
    people = one.record.people if one.record is not None else ()
    named = [(other, other.name) for other in people if other.name is not None]
    if any(is_same(person, name, packs) for _, name in named):
        return "told as only spoken of"
    if any(_is_likely(person, name, packs) for _, name in named):
        return "told under another name"
    if any(_is_likely(person, name, packs) for other in people for name in other.names):
        return "joined with somebody else"
    return "not found"


def _name_untagged(one: Reading, name: str) -> str:
    people = one.record.people if one.record is not None else ()
    known = any(person.known for person in people if person.name == name)
    return "known to the pack, not tagged" if known else "known to no pack, not tagged"


def _hold_pairing(one: Reading) -> Iterator[Answer]:
    tags = one.tags
    if not tags.pairs:
        return
    said = [_split_pair(pair) for pair in (one.record.relationships if one.record else ())]
    said = said[:_PAIRS_LOOKED_AT]
    shown = [_show(pair) for pair in tags.pairs], [_show(pair) for pair in said]
    both = [(gold, found) for gold in tags.pairs for found in said if _is_same_pair(gold, found)]
    kind = "" if both else _name_lost_pair(one, said)
    yield one.answer("pairing", kind, *shown, sure=one.sureness("relationships"))
    if both:
        is_right = any(gold.sign == found.sign for gold, found in both)
        wrong = "friends for lovers" if both[0][0].sign == "/" else "lovers for friends"
        yield one.answer("sign of the pairing", "" if is_right else wrong, *shown)


def _split_pair(stated: str) -> Pair:
    return Pair(tuple(_MEMBERS.split(stated)), "/" if "/" in stated else "&")


def _show(pair: Pair) -> str:
    return ("/" if pair.sign == "/" else " & ").join(pair.members)


def _is_same_pair(gold: Pair, found: Pair) -> bool:
    worth = [[int(shares_words(name, other)) for other in found.members] for name in gold.members]
    return len(gold.members) == len(found.members) == len(match_names(worth))


def _name_lost_pair(one: Reading, said: Sequence[Pair]) -> str:
    """In which way a tagged pairing was lost; for the first tagged, where there are several."""
    pair = one.tags.pairs[0]
    if len(pair.members) > _PAIRS_LOOKED_AT:
        return "three people"
    there = one.record.characters if one.record is not None else ()
    lost = [name for name in pair.members if not any(shares_words(name, other) for other in there)]
    people = {person.name: person for person in one.tags.people}
    if any(name in people and not people[name].is_named for name in lost):
        return "one of the two is never named"
    if lost:
        return "one of the two is not told to be there"
    return "another pairing" if said else "no pairing told"


def _hold_rating(one: Reading) -> Iterator[Answer]:
    gold = one.tags.rating
    if gold not in RATINGS:
        return
    said = one.record.suggested_rating if one.record is not None else None
    sure = one.sureness("suggested_rating")
    steps = RATINGS.index(said) - RATINGS.index(gold) if said in RATINGS else 0
    wrong = "no rating told" if said is None else "too mild" if steps < 0 else "too strong"
    yield one.answer("rating", "" if said and abs(steps) <= 1 else wrong, gold, said, sure=sure)
    yield one.answer("rating, exactly", "" if said and not steps else wrong, gold, said)
