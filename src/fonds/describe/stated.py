"""Stated values: what the words after a label mean.

The parse room gives claims on "label:…" fields with the words as typed; here they become
claims on the fields of the record, with the same evidence. What a format states in its
own fields is left as it is.
"""

import re
from collections.abc import Sequence

from msgspec import structs

from fonds.describe.creators import find_creators
from fonds.describe.dates import find_date
from fonds.describe.facts import read_fact_pairings, read_facts
from fonds.describe.language import find_language_code
from fonds.describe.own_fields import describe_own_fields
from fonds.describe.ratings import find_rating
from fonds.model.claim import Claim, find_best_claim
from fonds.packs.character import find_character
from fonds.packs.fandom import find_fandom, find_fandoms, find_packs
from fonds.packs.pack import Pack
from fonds.packs.relationship import find_relationship

BY = "stated/1"
RESTATED_BY = "restated/1"

_LIST = re.compile(r"\s*(?:[,;|•]|\s/\s|\n)\s*")
_NONE = re.compile(
    r"(?:none|n/?a|no|nope|nah|nil|nothing|nobody|not applicable|no warnings?(?: apply)?"
    r"|none (?:really|needed|known|at all|whatsoever|apply|i can think of)"
    r"|no archive warnings apply|not really|not that i know of"
    r"|(?:i )?(?:don['’]?t|do not) think so"
    r"|see (?:above|below|(?:the )?(?:author['’]?s )?(?:notes?|summary|rating|header|pairing))"
    r"|ningun[ao]|ningún|nenhuma?|aucune?s?|keine[rs]?|geen|nessun[ao]?|ingen|brak|rien|nichts"
    r"|niets|nada)(?![\w-])\W*",
    re.IGNORECASE,
)
_CATEGORIES = {
    "gen": "Gen",
    "general": "Gen",
    "no pairing": "Gen",
    "slash": "M/M",
    "m/m": "M/M",
    "yaoi": "M/M",
    "femslash": "F/F",
    "femmeslash": "F/F",
    "f/f": "F/F",
    "yuri": "F/F",
    "het": "F/M",
    "m/f": "F/M",
    "f/m": "F/M",
    "multi": "Multi",
    "poly": "Multi",
    "other": "Other",
}
_GIVEN_INITIAL = re.compile(r"(\w{2,20}) ([A-Z])\.?")
_PAIR_CODE = re.compile(r"\w{1,4}/\w{1,4}(?:/\w{1,4})?")
_DONE = re.compile(r"\b(?:complete|completed|finished|done|yes|one-?shot)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:wip|in[- ]progress|incomplete|unfinished|ongoing|not complete|no|work in progress|abandoned|hiatus|tbc)\b",
    re.IGNORECASE,
)


def describe_stated(claims: Sequence[Claim], packs: Sequence[Pack]) -> tuple[Claim, ...]:
    """Read what the header's words mean.

    Args:
        claims: n claims of one work, as parse gave them.
        packs: the packs of all known fandoms.

    Returns:
        New claims on contract fields; none for words nobody understands (their "label:"
        claims remain for a person to see).

    Cost: O(n), each value bounded.
    """
    found: list[Claim] = []
    found += _creators(claims, packs)
    facts = read_facts(claims, packs)
    found += _rating(claims) or _rating(facts)
    fandoms = _fandoms(claims, packs)
    for claim in facts:
        if not any(other.field == claim.field for other in (*claims, *fandoms)):
            (fandoms if claim.field == "fandoms" else found).append(claim)
    found += fandoms
    named = find_best_claim([*claims, *fandoms], "fandoms")
    here = find_packs(named.value, packs) if named is not None else ()
    relationships = _relationships(claims, here or packs)
    paired = any(claim.field == "relationships" for claim in relationships)
    relationships += [] if paired else _pairs_among_genres(claims, here or packs)
    found += relationships or read_fact_pairings(claims, here)
    found += _characters(claims, here or packs)
    found += _lists(claims, packs, here or packs)
    found += _canonical(claims, packs)
    found += _others(claims)
    found += describe_own_fields((*claims, *found), packs)
    return tuple(found)


def restate(claims: Sequence[Claim], packs: Sequence[Pack]) -> tuple[Claim, ...]:
    """Read a header's people and pairings again, once the text has told the fandom.

    Args:
        claims: n claims of one work.
        packs: of the fandoms that its text tells.

    Returns:
        Claims that say something else than those of the header read without a fandom.
    """
    found = [*_relationships(claims, packs), *_characters(claims, packs)]
    return tuple(
        structs.replace(claim, confidence=min(1.0, claim.confidence + _RESTATED), by=RESTATED_BY)
        for claim in found
        if claim.value != _value_of(claims, claim.field) and claim.field != "categories"
    )


_RESTATED = 0.01
"""What a second reading is surer by, so that it speaks for the field."""


def _again(claim: Claim, field: str, value: object, *, confidence: float | None = None) -> Claim:
    """The same evidence, said of a contract field."""
    sure = claim.confidence if confidence is None else min(confidence, claim.confidence)
    return Claim(field, value, claim.basis, sure, claim.evidence, BY)


def _with_label(claims: Sequence[Claim], label: str) -> list[Claim]:
    return [claim for claim in claims if claim.field == f"label:{label}"]


def _texts(claim: Claim) -> list[str]:
    return (
        [str(value) for value in claim.value]
        if isinstance(claim.value, list)
        else [str(claim.value)]
    )


def _items(claim: Claim) -> list[str]:
    if isinstance(claim.value, list):
        return [str(value).strip() for value in claim.value if str(value).strip()]
    pieces = _LIST.split(str(claim.value))
    return [piece.strip(' .*_"') for piece in pieces if piece.strip(' .*_"')]


def _creators(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    found = []
    for claim in _with_label(claims, "author"):
        names = [name for text in _texts(claim) for name in find_creators(text)]
        guessed = claim.confidence < 0.7 and claim.by == "front-matter/1"
        if guessed and names and (find_fandoms(names[0], packs) or find_character(names[0], packs)):
            continue  # a lone name that is a fandom or one of its people wrote nothing
        if names:
            found.append(_again(claim, "creators", names))
    return found


def _rating(claims: Sequence[Claim]) -> list[Claim]:
    found = []
    for claim in claims:
        if claim.field != "rating_stated" or any(
            other.field == "rating" and other.by == claim.by for other in claims
        ):
            continue
        rating, confidence = find_rating(str(claim.value))
        if rating is not None:
            found.append(_again(claim, "rating", rating, confidence=confidence))
    return found


def _fandoms(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    found = []
    for claim in _with_label(claims, "fandom"):
        names: list[str] = []
        for text in _texts(claim):
            known = find_fandoms(text, packs)
            names += known if known else [piece for piece in _items_of(text) if piece]
        if names:
            found.append(_again(claim, "fandoms", list(dict.fromkeys(names))))
    return found


def _items_of(text: str) -> list[str]:
    return [piece.strip(' .*_"') for piece in re.split(r"\s*[;|]\s*|,\s+(?=[A-Z])", text)]


def _canonical(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    """What a format states in its own fields, under the names the packs know."""
    found: list[Claim] = []
    fandoms = find_best_claim(claims, "fandoms")
    here: Sequence[Pack] = ()
    if fandoms is not None:
        names = [name for text in fandoms.value for name in find_fandoms(text, packs) or (text,)]
        here = find_packs(names, packs)
        found.append(_again(fandoms, "fandoms", list(dict.fromkeys(names))))
    people = find_best_claim(claims, "characters")
    if people is not None and here:
        known = [_known_person(name, here) for name in people.value]
        found.append(_again(people, "characters", list(dict.fromkeys(known))))
    pairs = find_best_claim(claims, "relationships")
    if pairs is not None and here:
        known = [_known_pair(pair, here) for pair in pairs.value]
        found.append(_again(pairs, "relationships", list(dict.fromkeys(known))))
    return [claim for claim in found if claim.value != _value_of(claims, claim.field)]


def _value_of(claims: Sequence[Claim], field: str) -> object:
    best = find_best_claim(claims, field)
    return None if best is None else best.value


def _known_person(name: str, packs: Sequence[Pack]) -> str:
    found = find_character(name, packs)
    short = _GIVEN_INITIAL.fullmatch(name.strip())
    if found is None and short is not None:
        # "Dorothy G.", as archives that list people by given name write it.
        fitting = [
            person.name
            for pack in packs
            for person in pack.characters
            if person.given == short[1] and person.family_name.startswith(short[2])
        ]
        found = fitting[0] if len(fitting) == 1 else None
    return found or name


def _known_pair(pair: str, packs: Sequence[Pack]) -> str:
    joint = "/" if "/" in pair else " & "
    spelt = joint.join(_known_person(name.strip(), packs) for name in pair.split(joint.strip()))
    found = find_relationship(spelt, packs)
    return found[0] if found and len(found) == 1 else pair


def _relationships(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    found = []
    for claim in [*_with_label(claims, "pairing"), *_with_label(claims, "pairing or people")]:
        names: list[str] = []
        for text in _texts(claim):
            if _NONE.fullmatch(text.strip()) or text.strip().lower() in _CATEGORIES:
                continue
            names += find_relationship(text, packs, and_means="/") or ()
        category = _CATEGORIES.get(str(claim.value).strip(" .").lower())
        if category:
            found.append(_again(claim, "categories", [category]))
        if names:
            found.append(_again(claim, "relationships", list(dict.fromkeys(names))))
    return found


def _pairs_among_genres(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    """Couples that stand under "Category:"."""
    found = []
    for claim in _with_label(claims, "genre"):
        pairs = [pair for item in _items(claim) for pair in _known_couple(item, packs)]
        if pairs:
            found.append(_again(claim, "relationships", list(dict.fromkeys(pairs))))
    return found


def _known_couple(item: str, packs: Sequence[Pack]) -> tuple[str, ...]:
    """The relationship an item names, all its people known: "Angst/Hope" is none."""
    if "/" not in item or item.lower() in _CATEGORIES:
        return ()
    if all(find_character(name.strip(), packs) for name in item.split("/")):
        return find_relationship(item, packs) or ()
    return ()


def _people_without_pairs(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    """Values of labels of pairs that name people and no pair: "Pairings/Characters: Dorothy"."""
    found = [
        claim
        for claim in _with_label(claims, "pairing or people")
        if not any(find_relationship(text, packs, and_means="/") for text in _texts(claim))
        and str(claim.value).strip(" .").lower() not in _CATEGORIES
    ]
    for claim in _with_label(claims, "pairing"):
        items = _items(claim)
        if len(items) > 1 and all(find_character(item, packs) for item in items):
            found.append(claim)
    return found


def _characters(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    found = []
    people = _with_label(claims, "characters")
    for claim in people or _people_without_pairs(claims, packs):
        names = []
        for text in _items(claim):
            for piece in re.split(r"\s+(?:and|&)\s+", text):
                bare = re.sub(r"^(?:and|&)\s+", "", piece.strip())
                if bare and not _NONE.fullmatch(bare):
                    names.append(find_character(bare, packs) or bare)
        if names:
            found.append(_again(claim, "characters", list(dict.fromkeys(names))))
    return found


def _lists(claims: Sequence[Claim], packs: Sequence[Pack], here: Sequence[Pack]) -> list[Claim]:
    found = []
    for claim in _with_label(claims, "warnings"):
        text = " ".join(_texts(claim))
        silent = not any(char.isalnum() for char in text)
        if silent or (_NONE.match(text.strip()) and len(text) < 60):
            found.append(_again(claim, "warnings", []))
        else:
            found.append(_again(claim, "warnings", _items(claim)))
    for claim in _with_label(claims, "genre"):
        items = [item for item in _items(claim) if not _known_couple(item, here)]
        named = [fandom for item in items if (fandom := find_fandom(item, packs)) is not None]
        if named and len(named) == len(items):
            found.append(_again(claim, "fandoms", named))
            continue  # archives file stories by fandom under "Category"
        if (
            len(items) == 1
            and "/" in items[0]
            and items[0].lower() not in _CATEGORIES
            and " " not in items[0]
        ):
            items = [piece for piece in items[0].split("/") if piece]
        categories = [_CATEGORIES[item.lower()] for item in items if item.lower() in _CATEGORIES]
        tags = [
            item
            for item in items
            if item.lower() not in _CATEGORIES and not _PAIR_CODE.fullmatch(item)
        ]
        if categories:
            found.append(_again(claim, "categories", list(dict.fromkeys(categories))))
        if tags:
            found.append(_again(claim, "tags", tags))
    return found


def _others(claims: Sequence[Claim]) -> list[Claim]:
    found = []
    for claim in [
        *_with_label(claims, "status"),
        *_with_label(claims, "date"),
        *_with_label(claims, "finished"),
    ]:
        text = str(claim.value)
        if len(text) > 40 or find_date(text) is not None:
            continue
        if _OPEN.search(text):
            found.append(_again(claim, "complete", False))
        elif _DONE.search(text):
            found.append(_again(claim, "complete", True))
    for claim in _with_label(claims, "language"):
        code = find_language_code(str(claim.value))
        if code is not None:
            found.append(_again(claim, "language", code))
    return found
