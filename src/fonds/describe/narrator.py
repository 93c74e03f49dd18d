"""Narrator: who says "I" in a story told in the first person."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from msgspec import Struct

from fonds.describe.addressed import find_addressed
from fonds.describe.name_words import HONORIFIC_WORDS
from fonds.describe.people import Person
from fonds.describe.telling import Telling
from fonds.packs.folding import fold_name
from fonds.packs.meanings import MeaningIndex, find_meanings

_NAME = r"((?:(?:Mr|Mrs|Ms|Dr|Miss|St)\.? )?[A-ZÀ-Þ][\w’'-]+(?: (?:de |von |van |of )?[A-ZÀ-Þ][\w’'.-]*){0,3})"
_TOLD = re.compile(
    rf"(?:\b[Mm]y name(?: is|’s|'s|, of course, is)|\bI am called) {_NAME}"
    rf"|\b[Ii],? {_NAME}, (?:do|being|am|was|have|had|of|the|a|an|write|hereby|swear)\b"
    rf"|\bI(?:,| am|’m|'m) {_NAME}(?=[.,;!]| and | of )"
)
_NICKNAMED = re.compile(rf"\b[Cc]all(?:s|ed)? me {_NAME}")
_SPELT = re.compile(
    rf"(?:^|[.!?]\s){_NAME}, I (?:told|said|answered|replied)[^.\n]{{0,20}}\. {_NAME}\."
)
"""A narrator who gives the family name first: "Gale, I said. Dorothy."."""

_I_AM = re.compile(rf"[\"“'‘]I(?: am|’m|'m) {_NAME}")
_MY = re.compile(r"\b(?:I|my|me)\b")
_OTHERS_SAY = re.compile(r"\b(?:he|she|they|[A-Z]\w+) (?:said|says|cried|asked|replied|answered)\b")
_NEAR = 60
_WRITTEN = re.compile(
    rf"(?:^|\n){_NAME}(?:’s|'s|’|') (?:[Jj]ournal|[Dd]iary|[Ll]og|[Nn]arrative|[Pp][Oo][Vv]"
    rf"|[Pp]oint of [Vv]iew|[Ss]tory|[Mm]emorandum|[Aa]ccount)\b"
    rf"|(?:^|\n)[^.\n]{{0,30}}\b(?:[Ll]og|[Jj]ournal|[Dd]iary|[Rr]eport|[Ss]tatement)(?: entry)?[,:] {_NAME}"
    rf"|(?:[Tt]he )?(?:[Jj]ournal|[Dd]iary|[Ll]og|[Pp]apers|[Nn]arrative|[Mm]emoirs?) of"
    rf"(?: the [^,\n]{{2,40}},)? {_NAME}"
)
_SIGNED = re.compile(
    rf"(?:[Yy]ours?(?:,| (?:ever|truly|sincerely|faithfully|affectionately|always|most \w+)),?"
    rf"|[Ss]incerely,|[Ll]ove,|[Aa]ffectionately,|(?:Your|your) (?:[\w-]+ ){{1,5}}?(?:\w+),)[ \t]*\n?[ \t\n]{{0,4}}{_NAME}[ \t]*$"
    rf"|^[ \t]*[-–—~]{{1,3}}[ \t]*{_NAME}[ \t]*$",
    re.MULTILINE,
)
_POV_WORDS = re.compile(
    r"(?:['’]s?)?[\s:\-–—]{0,4}\b(?:pov|point of view|journal|diary|perspective)$"
    r"|^(?:pov|point of view)\b[\s:\-–—]{0,4}",
    re.IGNORECASE,
)
_GREETING = re.compile(r"(?:my )?(?:dear(?:est)?|hello|hi|to) ", re.IGNORECASE)
_HEAD = 4000
_TAIL = 1500
_LONGEST_HEADING = 80
_SURE_TOLD, _SURE_WRITTEN, _SURE_SIGNED, _SURE_CALLED, _SURE_CANON = 0.95, 0.9, 0.8, 0.75, 0.7
_SURE_NICKNAME = 0.7


Area = Literal["narration", "top", "bottom"]
_WHOLE: Area = "narration"
_TOP: Area = "top"
_PATTERNS: tuple[tuple[re.Pattern[str], float, Area], ...] = (
    (_TOLD, _SURE_TOLD, _WHOLE),
    (_WRITTEN, _SURE_WRITTEN, _TOP),
    (_SIGNED, _SURE_SIGNED, "bottom"),
)


class NarratorGuess(Struct, frozen=True):
    """Who narrates, how sure that is, and the words that say so.

    Attributes:
        name: canonical where a pack knows it.
        confidence: 0..1.
        start: first code point in the telling's text of the words that say it, half-open.
        end: one past the last.
    """

    name: str
    confidence: float
    start: int
    end: int


def find_narrator(
    telling: Telling,
    people: Sequence[Person],
    index: MeaningIndex,
    packs: Sequence[int],
) -> NarratorGuess | None:
    """Find who says "I" in a story.

    A name that the narrator gives (`find_named_narrator`); else whom the others call by name
    when they speak to "I"; else a nickname; else who tells the canon, when nobody else does.

    Args:
        telling: a story in the first person.
        people: of the story.
        index: names of all packs.
        packs: indexes of the packs of the story's fandoms.

    Returns:
        The likeliest, or None: a narrator whom nobody names stays unnamed.

    Cost: O(characters).
    """
    return (
        find_named_narrator(telling, people, index, packs)
        or _by_own_speech(telling, people, index, packs)
        or _by_address(telling, people)
        or _by_patterns(telling, people, index, packs, ((_NICKNAMED, _SURE_NICKNAME, _WHOLE),))
        or _by_canon(people, index, packs)
    )


def find_named_narrator(
    telling: Telling,
    people: Sequence[Person],
    index: MeaningIndex,
    packs: Sequence[int],
) -> NarratorGuess | None:
    """Find a narrator who gives a name, owns a journal, or signs; as `find_narrator`."""
    spelt = _SPELT.search(telling.narration)
    if spelt is not None:
        found = _resolve(f"{spelt[2]} {spelt[1]}", people, index, packs)
        if found is not None:
            return NarratorGuess(found, _SURE_TOLD, spelt.start(), spelt.end())
    return _by_patterns(telling, people, index, packs, _PATTERNS)


def _by_patterns(
    telling: Telling,
    people: Sequence[Person],
    index: MeaningIndex,
    packs: Sequence[int],
    patterns: Sequence[tuple[re.Pattern[str], float, Area]],
) -> NarratorGuess | None:
    """The first name that one of the patterns gives, in their order."""
    for pattern, sure, area in patterns:
        for low, high in _windows(telling, area):
            text = telling.text if area != _WHOLE else telling.narration
            for match in pattern.finditer(text, low, high):
                name = next(group for group in match.groups() if group)
                found = _resolve(name, people, index, packs)
                if found is not None:
                    return NarratorGuess(found, sure, match.start(), match.end())
    return None


_HINTS = re.compile(r"y name|all(?:s|ed)? me|I am |I['’]m |[Ii], |called ")
_BEFORE_HINT, _AFTER_HINT, _MOST_HINTS = 24, 90, 60


def _windows(telling: Telling, area: Area) -> list[tuple[int, int]]:
    """Where a pattern is looked for: near the phrases by which narrators name themselves."""
    size = len(telling.text)
    if area == _TOP:
        return [(0, min(size, _HEAD))]
    if area != _WHOLE:
        return [(max(0, size - _TAIL), size)]
    windows: list[tuple[int, int]] = []
    for hint in islice(_HINTS.finditer(telling.narration), _MOST_HINTS):
        low = max(0, hint.start() - _BEFORE_HINT)
        if windows and low < windows[-1][1]:
            low = windows.pop()[0]
        windows.append((low, min(size, hint.end() + _AFTER_HINT)))
    return windows


def _by_own_speech(
    telling: Telling, people: Sequence[Person], index: MeaningIndex, packs: Sequence[int]
) -> NarratorGuess | None:
    """Read "I am Odysseus", where the words around the speech are the narrator's "I"."""
    for match in _I_AM.finditer(telling.text):
        around = telling.narration[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _MY.search(around) is None or _OTHERS_SAY.search(around) is not None:
            continue
        found = _resolve(match[1], people, index, packs)
        if found is not None:
            return NarratorGuess(found, _SURE_CALLED, match.start(), match.end())
    return None


def find_headed(
    heading: str, people: Sequence[Person], index: MeaningIndex, packs: Sequence[int]
) -> NarratorGuess | None:
    """Find whose section it is, where a heading is a name: "Watson's POV", "[Holmes]".

    Args:
        heading: what stands above the section, or "".
        people: of the story.
        index: names of all packs.
        packs: indexes of the packs of the story's fandoms.

    Returns:
        Somebody of the packs or of the story, or None; the guess quotes no words.
    """
    if len(heading) > _LONGEST_HEADING:
        return None
    bare = heading.strip().strip("*~-_=[](){}:. ")
    bare = _POV_WORDS.sub("", bare).strip("*~-_=[](){}:. ")
    if not bare or len(bare.split()) > 3 or bare.endswith(",") or _GREETING.match(bare):
        return None
    name = _resolve(bare, people, index, packs, known_only=True)
    return NarratorGuess(name, 0.9, 0, 0) if name is not None else None


def _resolve(
    name: str,
    people: Sequence[Person],
    index: MeaningIndex,
    packs: Sequence[int],
    *,
    known_only: bool = False,
) -> str | None:
    """The person a name means: of a pack, of the story, or the name as it stands."""
    meanings = find_meanings(name, index, packs) if packs else ()
    if meanings:
        return meanings[0].person
    folded = set(fold_name(name).split())
    for person in people:
        if any(folded <= set(fold_name(used).split()) for used in (person.name, *person.names)):
            return person.name
    if known_only or name.split(maxsplit=1)[0].lower() in _NO_NAMES:
        return None
    words = name.rstrip(".,'’").split()
    while len(words) > 2 and words[0].strip(".") in HONORIFIC_WORDS:
        words = words[1:]
    return " ".join(words)


_NO_NAMES = frozenset(
    "the my a an sorry not god well oh yes no english american french german british here "
    "irish scottish in at on so very just still only".split()
)


def _by_address(telling: Telling, people: Sequence[Person]) -> NarratorGuess | None:
    """Whom others call by name when they speak to the narrator."""
    found = find_addressed(telling, people)
    if found is None:
        return None
    return NarratorGuess(found.name, found.confidence, found.start, found.end)


def _by_canon(
    people: Sequence[Person], index: MeaningIndex, packs: Sequence[int]
) -> NarratorGuess | None:
    if any(person.called and not person.narrated for person in people):
        return None
    acting = {person.name for person in people if person.narrated}
    for number in packs:
        for person in index.packs[number].characters:
            if person.narrates and person.name not in acting and acting:
                return NarratorGuess(person.name, _SURE_CANON, 0, 0)
    return None
