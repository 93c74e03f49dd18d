"""Relationship: what a header says of a couple, to names in AO3's form and order."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Literal, NamedTuple

from fonds.packs.character import find_character
from fonds.packs.folding import fold_name
from fonds.packs.index import fold_abbreviation
from fonds.packs.pack import Character, Pack

Joiner = Literal["/", "&"]

_ROMANTIC_WORDS = frozenset(
    "ust rst romance romantic slash preslash femslash het love lovers ship shippy lovestory "
    "couple married marriage courtship kiss unrequited".split()
)
_FRIENDLY_WORDS = frozenset(
    "friendship friends friend platonic gen brotp family familial siblings companions".split()
)
_NEGATIONS = frozenset("no not non never without isnt".split())
_QUALIFIERS = frozenset(
    "implied past pre slight slightly established minor background hints hint mentions mention "
    "mild very eventual future former onesided sided one maybe possible possibly light canon "
    "main mainly also mostly sort kind of subtext pairing pairings relationship only implied "
    "mentioned some with a the strong heavy smidgen bit touch undertones overtones developing "
    "plus really definitely primarily mutual".split()
)
_ALL_QUALIFIERS = _QUALIFIERS | _ROMANTIC_WORDS | _FRIENDLY_WORDS
_NOT_NAMES = frozenset(
    "M/M F/F M/F F/M N/A H/C AND/OR W/E HURT/COMFORT HET/SLASH GEN/HET UST/RST".split()
)
"""A sign between two words that are no names; a pack must not use them as abbreviations."""
_OUTSIDERS = {
    "oc": "Original Character(s)",
    "ocs": "Original Character(s)",
    "original character": "Original Character(s)",
    "ofc": "Original Female Character(s)",
    "original female character": "Original Female Character(s)",
    "omc": "Original Male Character(s)",
    "original male character": "Original Male Character(s)",
    "reader": "Reader",
    "you": "Reader",
    "other": "Other(s)",
    "others": "Other(s)",
}
"""People of no canon, under the names AO3 gives them; they stand last."""

_ROMANTIC = re.compile(r"\s*[/×♥❤]\ufe0f?\s*|\s*<3\s*|\s+(?:x|loves?|hearts)\s+", re.IGNORECASE)
_FRIENDLY = re.compile(r"\s*[&+]\s*")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_TAIL = re.compile(
    r"\s+(?:if|but|though|although|for|because|in|at|later|eventually)\s.*|\s+[-–—]+\s.*",
    re.IGNORECASE | re.DOTALL,
)
_INITIALS = re.compile(r"[A-Za-z]{1,2}$")
_MAX_STATED = 2000
_MAX_MEMBERS = 8
"""More are a cast list, not a relationship."""


class _Piece(NamedTuple):
    names: tuple[str, ...]
    joiner: Joiner


def find_relationship(
    stated: str, packs: Sequence[Pack], *, and_means: Joiner = "&"
) -> tuple[str, ...] | None:
    """Find the relationships a header line states.

    "/", "x", "×" and "loves" are romantic, "&" and "+" are not; words beside the names
    ("friendship", "UST", "pre-slash", "no slash") overrule the sign. Initials and
    abbreviations are looked up among the pack's pairings, then among its characters by
    prominence. Unknown names stay as typed.

    Args:
        stated: "H/W", "Jane/Bingley, Lizzie/Darcy", "Robin and Marian (UST)"; more than
            2,000 code points are prose.
        packs: the p packs of the work's fandoms; fewer packs resolve more.
        and_means: how to read a bare "and": "/" under a label such as "Pairing:".

    Returns:
        One or more relationships, each "A/B" or "A & B" with canonical names ordered by
        family name as on AO3, each once; None when the line states none ("gen", "none",
        a single name).

    Cost: O(p · length) plus the pairings of the packs for each piece of initials.

    Example:
        >>> from fonds.packs.load import load_packs
        >>> from fonds.packs.fandom import find_packs
        >>> holmes = find_packs(["Sherlock Holmes"], load_packs())
        >>> find_relationship("H/W; Holmes & Mrs. Hudson", holmes)
        ('Sherlock Holmes/John Watson', 'Sherlock Holmes & Mrs. Hudson')
    """
    if len(stated) > _MAX_STATED:
        return None
    found: list[str] = []
    for text in _split_outside_brackets(stated):
        if fold_abbreviation(text) in _NOT_NAMES:
            continue
        pairing = _find_abbreviation(text, packs)
        if pairing is not None:
            found.append(_render(pairing, _joiner(text, "/"), packs))
            continue
        for piece in _iter_pieces(text, and_means):
            names = _resolve(piece.names, packs)
            if names is not None:
                found.append(_render(names, piece.joiner, packs))
    return tuple(dict.fromkeys(found)) or None


def _split_outside_brackets(stated: str) -> Iterator[str]:
    """Yield the pieces between commas, semicolons, bars and line ends outside of brackets."""
    depth, start = 0, 0
    for place, mark in enumerate(stated):
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth = max(0, depth - 1)
        elif mark in ";|\n" or (mark == "," and depth == 0):
            yield stated[start:place].strip()
            start = place + 1
    yield stated[start:].strip()


def _joiner(text: str, written: Joiner) -> Joiner:
    """What the words beside the names make of the sign between them."""
    romantic = friendly = False
    before = ""
    for word in fold_name(text).split():
        negated = before in _NEGATIONS
        if word in _ROMANTIC_WORDS:
            romantic, friendly = romantic or not negated, friendly or negated
        elif word in _FRIENDLY_WORDS and not negated:
            friendly = True
        before = word
    if romantic == friendly:
        return written
    return "/" if romantic else "&"


def _iter_pieces(text: str, and_means: Joiner) -> Iterator[_Piece]:
    """Yield what a statement between commas joins; several when "and" joins couples."""
    bare = " ".join(_BRACKETS.sub(" ", text).split())
    bare = _TAIL.sub("", bare).strip(' .:?!*~"“”[](){}')
    if _ROMANTIC.search(bare):
        for part in (part for half in _FRIENDLY.split(bare) for part in _AND.split(half)):
            if _ROMANTIC.search(part):
                yield _Piece(_names(_ROMANTIC.split(part)), _joiner(text, "/"))
    elif _FRIENDLY.search(bare):
        yield _Piece(_names(_FRIENDLY.split(bare)), _joiner(text, "&"))
    elif _AND.search(bare):
        yield _Piece(_names(_AND.split(bare)), _joiner(text, and_means))


def _names(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip(" .-–—\"“”'’") for part in parts)


def _find_abbreviation(text: str, packs: Sequence[Pack]) -> tuple[str, ...] | None:
    """The pairing that a whole piece abbreviates, when the packs agree on one."""
    bare = _BRACKETS.sub(" ", text).strip(" .")
    words = bare.split()
    left = [word for word in words if not _is_qualifier(word)]
    readings = [bare] if len(left) in (0, len(words)) else [bare, " ".join(left)]
    for reading in readings:
        key = fold_abbreviation(reading)
        members = {
            pairing.members
            for pack in packs
            if (pairing := pack.index.abbreviations.get(key)) is not None
        }
        if members:
            return members.pop() if len(members) == 1 else None
    return None


def _is_qualifier(word: str) -> bool:
    parts = fold_name(word).split()
    return bool(parts) and all(part in _ALL_QUALIFIERS for part in parts)


def _resolve(names: Sequence[str], packs: Sequence[Pack]) -> tuple[str, ...] | None:
    """Resolve the members of one relationship, together before singly."""
    if not 2 <= len(names) <= _MAX_MEMBERS or not all(names):
        return None
    answers = {answer for pack in packs if (answer := _resolve_in_pack(names, pack)) is not None}
    if len(answers) == 1:
        return answers.pop()
    resolved: list[str] = []
    known = 0
    for name in names:
        canonical = _resolve_name(name, packs)
        known += canonical is not None
        resolved.append(canonical or _strip_qualifiers(name) or name)
    if len(set(resolved)) < len(resolved):
        return None
    # With nobody known it is a relationship only when it looks like names: "angst/humor".
    if not known and not all(name[:1].isupper() for name in resolved):
        return None
    return tuple(resolved)


def _resolve_in_pack(names: Sequence[str], pack: Pack) -> tuple[str, ...] | None:
    """All members within one pack, or None."""
    stripped = [name if _INITIALS.match(name) else _strip_initials(name) for name in names]
    if all(_INITIALS.match(name) for name in stripped):
        letters = [name.upper() for name in stripped]
        for pairing in pack.pairings:
            people = [pack.people[member] for member in pairing.members]
            if len(people) == len(letters) and _fit_some_order(letters, people):
                return pairing.members
    chosen: list[str] = []
    for name in stripped:
        canonical = _resolve_name(name, (pack,)) or _find_by_initials(name, pack, chosen)
        if canonical is None or canonical in chosen:
            return None
        chosen.append(canonical)
    return tuple(chosen)


def _fit_some_order(letters: Sequence[str], people: Sequence[Character]) -> bool:
    return any(
        all(letter in _initials(person) for letter, person in zip(letters, order, strict=True))
        for order in permutations(people)
    )


def _strip_initials(name: str) -> str:
    """Initials among qualifiers: "implied H", "W friendship"."""
    left = [word for word in name.split() if not _is_qualifier(word)]
    return left[0] if len(left) == 1 and _INITIALS.match(left[0]) else name


def _find_by_initials(name: str, pack: Pack, taken: Sequence[str]) -> str | None:
    if not _INITIALS.match(name) or not name.isupper():
        return None
    for person in pack.characters:
        if person.name not in taken and name in _initials(person):
            return person.name
    return None


def _initials(person: Character) -> set[str]:
    """The letters that stand for somebody: of the given name, the family name, both, the whole."""
    given, family = fold_name(person.given)[:1], fold_name(person.family_name)[:1]
    return {part.upper() for part in (given, family, given + family, person.name[:1]) if part}


def _resolve_name(name: str, packs: Sequence[Pack]) -> str | None:
    """A name, or what is left of it as qualifiers come off its ends one at a time."""
    words = name.split()
    while words:
        text = " ".join(words)
        found = _OUTSIDERS.get(fold_name(text)) or find_character(text, packs)
        if found:
            return found
        if _is_qualifier(words[0]) or words[0].casefold() == "little":
            words = words[1:]
        elif _is_qualifier(words[-1]):
            words = words[:-1]
        else:
            return None
    return None


def _strip_qualifiers(name: str) -> str:
    words = name.split()
    while words and _is_qualifier(words[0]):
        words = words[1:]
    while words and _is_qualifier(words[-1]):
        words = words[:-1]
    return " ".join(words)


def _render(names: Sequence[str], joiner: Joiner, packs: Sequence[Pack]) -> str:
    ordered = sorted(names, key=lambda name: _order(name, packs))
    return ("/" if joiner == "/" else " & ").join(ordered)


def _order(name: str, packs: Sequence[Pack]) -> tuple[bool, str, str]:
    """AO3's order: by family name; a single name by itself; outsiders last."""
    for pack in packs:
        person = pack.people.get(name)
        if person is not None:
            return False, fold_name(person.family_name or person.name), fold_name(name)
    family = name.rsplit(" ", 1)[-1] if name not in _OUTSIDERS.values() else ""
    return not family, fold_name(family), fold_name(name)
