"""About: what a story is about, read from its own words: fandom, people, pairings, viewpoint."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from fonds.describe.fandom_in_text import (
    FandomFinder,
    FandomScore,
    find_phrase_tallies,
    score_fandoms,
)
from fonds.describe.names import find_names
from fonds.describe.narrator import NarratorGuess
from fonds.describe.pairings_in_text import PairingGuess, guess_pairings
from fonds.describe.people import Person, find_people
from fonds.describe.scenes import Scene, SceneView, find_scenes, view_scenes
from fonds.describe.stated import RESTATED_BY, restate
from fonds.describe.telling import Telling, quote_place
from fonds.describe.viewpoint import Person as Viewpoint
from fonds.describe.viewpoint import Tense, judge_narration
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.model.work import Work
from fonds.packs.fandom import find_packs
from fonds.packs.pack import Gender, Pack

ABOUT_MAKERS = frozenset(
    {
        "fandom-in-text/1",
        "people/1",
        "pairings/1",
        "viewpoint/2",
        "scenes/2",
        "categories/1",
        RESTATED_BY,
    }
)

_ENOUGH, _ENOUGH_OF_ONE = 0.5, 1.0
_ENOUGH_OF_EVERYDAY, _FAR_AHEAD = 0.9, 1.6
"""Weight of a fandom that is told of: by a name or word that says which world it is, or by
everyday names alone ("John and Mary"), which must then be far ahead of the next world."""

_BESIDE = 0.22
_FEW_SURE = 1.5
_QUOTES = 3
_PAIR_SHARE = 0.25


class _Findings(Struct):
    """What is known while a story is described."""

    work: Work
    telling: Telling
    finder: FandomFinder
    packs: tuple[int, ...] = ()


def describe_about(work: Work, telling: Telling, finder: FandomFinder) -> tuple[Claim, ...]:
    """Describe what a story is about.

    Args:
        work: a story with the claims of its header.
        telling: of its blocks.
        finder: of all packs.

    Returns:
        Derived claims with evidence where the texts of the sources are at hand.

    Cost: O(characters), some 100,000 words a second.
    """
    here = _Findings(work, telling, finder)
    tallies = find_names(telling)
    claims: list[Claim] = []
    scores = score_fandoms(telling.text, tallies, finder, _text_of(work, "disclaimer"))
    stated = find_best_claim(work.claims, "fandoms")
    if stated is None or not stated.value:
        claims += _fandom_claims(here, scores)
        if claims:
            told = find_packs(claims[0].value, finder.index.packs)
            claims += restate(work.claims, told)
    named = find_best_claim((*work.claims, *claims), "fandoms")
    packs = finder.index.packs
    chosen = find_packs(named.value, packs) if named is not None else ()
    here.packs = tuple(number for number, pack in enumerate(packs) if pack in chosen)
    phrases = find_phrase_tallies(telling, finder, here.packs) if here.packs else []
    people = find_people(telling, [*tallies, *phrases], finder.index, here.packs)
    person, tense, sure = judge_narration(telling.voice or telling.narration)
    scenes = find_scenes(work.blocks, telling)
    views = view_scenes(scenes, telling, people, finder.index, here.packs, usual=(person, tense))
    claims += _people_claims(here, people, views)
    claims += _viewpoint_claims(here, views, (person, tense, sure))
    claims += _pairing_claims(here, people, views, chosen)
    return tuple(claims)


def _text_of(work: Work, field: str) -> str:
    claim = find_best_claim(work.claims, field)
    return str(claim.value) if claim is not None and claim.value else ""


def _fandom_claims(here: _Findings, scores: Sequence[FandomScore]) -> list[Claim]:
    """The fandoms whose people and words a story has; none when none is plain."""
    if not scores:
        return []
    best = scores[0]
    second = scores[1].weight if len(scores) > 1 else 0.0
    if best.plain or best.terms:
        several = len(best.people) + len(best.terms) > 1
        if best.weight < (_ENOUGH if several else _ENOUGH_OF_ONE):
            return []
    elif best.weight < _ENOUGH_OF_EVERYDAY or best.weight < second * _FAR_AHEAD:
        return []
    chosen = [best]
    known = best.names
    for other in scores[1:]:
        own = [name for name in other.names if name not in known]
        if len(own) > 1 and other.plain and other.weight >= max(_ENOUGH, _BESIDE * best.weight):
            umbrella = here.finder.index.packs[best.pack].fandom.umbrella
            if not umbrella or umbrella != here.finder.index.packs[other.pack].fandom.umbrella:
                chosen.append(other)
                known |= other.names
    packs = here.finder.index.packs
    rest = next((score.weight for score in scores if score not in chosen), 0.0)
    sure = min(0.95, 0.5 + 0.12 * best.weight) - (0.2 if rest * _FEW_SURE > best.weight else 0)
    words = [word for score in chosen for word in (*score.terms, *_names_of(score))]
    evidence = _quote_words(here, words)
    names = [packs[score.pack].fandom.name for score in chosen]
    return [Claim("fandoms", names, "derived", round(sure, 2), evidence, "fandom-in-text/1")]


def _names_of(score: FandomScore) -> list[str]:
    ranked = sorted(score.people, key=lambda name: -score.people[name])
    return [word for name in ranked[:6] for word in (name, *name.split())]


def _quote_words(here: _Findings, words: Iterable[str]) -> tuple[Evidence, ...]:
    """Evidence for the first few of some words that the story has."""
    found: list[Evidence] = []
    for word in words:
        place = here.telling.text.find(word)
        if place < 0:
            continue
        quoted = quote_place(here.work, here.telling, place, place + len(word))
        if quoted is not None and quoted not in found:
            found.append(quoted)
        if len(found) >= _QUOTES:
            break
    return tuple(found)


def _people_claims(
    here: _Findings, people: Sequence[Person], views: Sequence[SceneView]
) -> list[Claim]:
    narrators = [view.point_of_view for view in views if view.person == "first"]
    listed = []
    for person in people:
        is_narrator = person.name in narrators
        presence = "narrator" if is_narrator else person.presence
        listed.append(
            {
                "name": person.name,
                "presence": presence,
                "gender": person.gender,
                "names": list(person.names[:6]),
                "mentions": person.count,
                "known": person.known,
            }
        )
    for name in dict.fromkeys(narrators):
        if name is not None and not any(person.name == name for person in people):
            listed.insert(0, _one_more(name, "narrator"))
    if None in narrators and narrators[0] is None:
        listed.append(_one_more(None, "narrator"))
    for gender in _find_unnamed(here.telling, people):
        listed.append({**_one_more(None, "present"), "gender": gender})
    if not listed:
        return []
    present = [one["name"] for one in listed if one["name"] and one["presence"] != "mentioned"]
    evidence = _quote_words(here, [name for person in people[:4] for name in person.names[:1]])
    claims = [Claim("people", listed, "derived", 0.8, evidence, "people/1")]
    if present:
        known = sum(person.known for person in people if person.name in present)
        sure = round(0.6 + 0.3 * known / len(present), 2)
        claims.append(Claim("characters", present, "derived", sure, evidence, "people/1"))
    return claims


def _one_more(name: str | None, presence: str) -> dict[str, object]:
    return {
        "name": name,
        "presence": presence,
        "gender": "unknown",
        "names": [],
        "mentions": 0,
        "known": False,
    }


_SUBJECTS: tuple[tuple[Gender, str], ...] = (("female", " she "), ("male", " he "))
_OFTEN = 3


def _find_unnamed(telling: Telling, people: Sequence[Person]) -> list[Gender]:
    """Whom the narration calls only "she" or "he", and never by a name."""
    text = telling.narration.lower().replace("\n", " ")
    unnamed: list[Gender] = []
    for gender, pronoun in _SUBJECTS:
        there = any(
            person.gender in (gender, "unknown", "various") and person.presence == "present"
            for person in people
        )
        if not there and text.count(pronoun) >= _OFTEN:
            unnamed.append(gender)
    return unnamed


def _viewpoint_claims(
    here: _Findings,
    views: Sequence[SceneView],
    judged: tuple[Viewpoint | None, Tense | None, float],
) -> list[Claim]:
    """Person, narrator and tense of the whole, and the scenes with theirs."""
    claims: list[Claim] = []
    person, tense, sure = judged
    if _is_mixed([(view.person, view.scene) for view in views]):
        person = "mixed"
    if _is_mixed([(view.tense, view.scene) for view in views]):
        tense = "mixed"
    if person is not None:
        guess = _find_one_narrator(views)
        narrator = guess.name if guess is not None and person in ("first", "mixed") else None
        evidence: tuple[Evidence, ...] = ()
        if guess is not None and narrator is not None:
            sure = min(sure, guess.confidence)
            quoted = quote_place(here.work, here.telling, guess.start, guess.end)
            evidence = (quoted,) if quoted is not None else ()
        value = {"person": person, "narrator": narrator}
        claims.append(Claim("pov", value, "derived", sure, evidence, "viewpoint/2"))
    if tense is not None:
        claims.append(Claim("tense", tense, "derived", sure, (), "viewpoint/2"))
    spans = [
        {
            "start": view.scene.start,
            "end": view.scene.end,
            "point_of_view": view.point_of_view,
            "person": view.person,
            "tense": view.tense,
        }
        for view in views
    ]
    claims.append(Claim("scenes", len(views), "derived", 0.9, (), "scenes/2"))
    if spans:
        claims.append(Claim("scene_list", spans, "derived", 0.8, (), "scenes/2"))
    return claims


_MINOR_SHARE = 0.15


def _find_one_narrator(views: Sequence[SceneView]) -> NarratorGuess | None:
    """Who says "I" in all the scenes that say so; a story told by turns has no one narrator."""
    first = [view.narrator for view in views if view.person == "first" and view.narrator]
    told = first or [view.narrator for view in views if view.narrator]
    return told[0] if len({guess.name for guess in told}) == 1 else None


def _is_mixed(told: Sequence[tuple[str | None, Scene]]) -> bool:
    """Whether scenes of two kinds have each a good share of the words."""
    lengths: dict[str, int] = {}
    for kind, scene in told:
        if kind is not None:
            lengths[kind] = lengths.get(kind, 0) + scene.end - scene.start
    total = sum(lengths.values())
    return sum(length >= _MINOR_SHARE * total for length in lengths.values()) > 1


def _pairing_claims(
    here: _Findings,
    people: Sequence[Person],
    views: Sequence[SceneView],
    packs: Sequence[Pack],
) -> list[Claim]:
    narrator = next((view.point_of_view for view in views if view.person == "first"), None)
    guesses = guess_pairings(here.telling, people, packs, narrator=narrator)
    claims: list[Claim] = []
    if guesses and not _says_nobody(here.work):
        best = guesses[0]
        kept = [best, *(g for g in guesses[1:2] if g.share >= _PAIR_SHARE)]
        names = [_join(guess, here, packs) for guess in kept]
        sure = round(min(0.75, 0.35 + 0.5 * best.share), 2)
        evidence = tuple(
            quoted
            for start, end in best.places[:_QUOTES]
            if (quoted := quote_place(here.work, here.telling, start, end)) is not None
        )
        claims.append(Claim("relationships", names, "derived", sure, evidence, "pairings/1"))
    category = _find_category(here.work, guesses, people, packs)
    if category is not None:
        claims.append(category)
    return claims


def _says_nobody(work: Work) -> bool:
    """Whether the header says that there is no pairing, or says it in words we do not read."""
    category = find_best_claim(work.claims, "categories")
    return (category is not None and category.value == ["Gen"]) or any(
        claim.field == "label:pairing" for claim in work.claims
    )


def _join(guess: PairingGuess, here: _Findings, packs: Sequence[Pack]) -> str:
    """In AO3's form: by family name, "/" for love and "&" for everything else."""
    known = {name: person for pack in packs for name, person in pack.people.items()}

    def order(name: str) -> tuple[str, str]:
        person = known.get(name)
        family = person.family_name if person is not None else ""
        return ((family or name.rsplit(" ", 1)[-1]).casefold(), name.casefold())

    ordered = sorted(guess.members, key=order)
    return ("/" if guess.is_romantic else " & ").join(ordered)


_CATEGORY = {
    ("female", "female"): "F/F",
    ("female", "male"): "F/M",
    ("male", "male"): "M/M",
}


def _find_category(
    work: Work, guesses: Sequence[PairingGuess], people: Sequence[Person], packs: Sequence[Pack]
) -> Claim | None:
    """The category of the stated relationships, else of the first guess that tells of love."""
    genders = {person.name: person.gender for person in people}
    genders |= {name: person.gender for pack in packs for name, person in pack.people.items()}
    stated = find_best_claim(work.claims, "relationships")
    if stated is not None:
        couples = [pair.split("/") for pair in stated.value if "/" in pair]
        found = [_category_of(couple, genders) for couple in couples]
        kinds = list(dict.fromkeys(kind for kind in found if kind is not None))
        if couples and not kinds:
            return None
        value = ["Multi"] if len(kinds) > 1 else kinds or ["Gen"]
        return Claim("categories", value, "derived", 0.85, stated.evidence, "categories/1")
    if not guesses:
        return None
    if not guesses[0].is_romantic:
        return Claim("categories", ["Gen"], "derived", 0.5, (), "categories/1")
    kind = _category_of(guesses[0].members, genders)
    return None if kind is None else Claim("categories", [kind], "derived", 0.5, (), "categories/1")


def _category_of(couple: Sequence[str], genders: dict[str, Gender]) -> str | None:
    told = sorted(genders.get(name.strip(), "unknown") for name in couple)
    if len(told) > 2:
        return "Multi"
    return _CATEGORY.get((told[0], told[1])) if len(told) == 2 else None
