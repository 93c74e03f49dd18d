"""Addressed: whom the others call by name when they speak to a first-person narrator."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from fonds.describe.given_names import find_given_gender
from fonds.describe.people import Person
from fonds.describe.telling import Telling
from fonds.packs.folding import fold_name

Voice = Literal["I", "other"]

_VERBS = (
    r"(?:said|says?|asked|asks?|told|tells?|repl(?:ied|y|ies)|answer(?:ed|s)?|cr(?:ied|ies)|"
    r"whisper(?:ed|s)?|murmur(?:ed|s)?|mutter(?:ed|s)?|shout(?:ed|s)?|snap(?:ped|s)|call(?:ed|s)?|"
    r"hiss(?:ed|es)?|beg(?:an|ins)|add(?:ed|s)?|agreed?s?|admit(?:ted|s)?|protest(?:ed|s)?|"
    r"repeat(?:ed|s)?|went on|continued?s?|laugh(?:ed|s)?|sigh(?:ed|s)?|groan(?:ed|s)?|breath(?:ed|es))"
)
_I_SAY = re.compile(rf"\bI (?:\w+ )?{_VERBS}\b|\b{_VERBS} I\b")
_THEY_SAY = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]+|(?:the|a|my|The|My) [\w-]+(?: [\w-]+)?) (?:\w+ )?{_VERBS}\b"
    rf"|\b{_VERBS} (?:(?:the|a|my|his|her|old|poor) )?[\w’'-]+"
)
_I_TAG = re.compile(rf"I (?:\w+ )?{_VERBS}\b|{_VERBS} I\b")
_THEIR_TAG = re.compile(rf"(?:[\w’'.-]{{1,20}} ){{1,4}}?{_VERBS}\b|{_VERBS} (?!I\b)")
_TAG_WITHIN = 110
_I_DO = re.compile(r"(?:^|[.!?] +)(?:I|My) ")
_THEY_DO = re.compile(r"(?:^|[.!?] +)(?:He|She|[A-Z][\w’'-]+) ")
_TO_ME = re.compile(r"\b(?:me|my (?:shoulder|arm|hand|face|eye|eyes|elbow))\b")
_ME = re.compile(r"\b(?:I|me|[Mm]y)\b")
_NEXT = 60
_YOU_ARE = re.compile(r"\b(?:[Yy]ou(?:’re|'re| are)|[Yy]our name is|[Aa]re you) $")
_BY_OTHERS, _BY_NOBODY, _BY_ME, _TOLD_SO = 2.0, 0.4, -3.0, 3.0
_ENOUGH = 0.4
_GIVEN = 0.1
"""For a given name, where "Black Fisk" and "Leonard Fisk" are called alike."""

_SURE, _FAIRLY_SURE = 0.8, 0.62


class Address(Struct, frozen=True):
    """Whom others call when they speak to the narrator.

    Attributes:
        name: canonical, or as used.
        confidence: 0..1.
        start: first code point of the telling's text that says so, half-open.
        end: one past the last.
    """

    name: str
    confidence: float
    start: int
    end: int


def find_addressed(telling: Telling, people: Sequence[Person]) -> Address | None:
    """Find whom others call by name when they speak to the narrator.

    Each paragraph of speech is given to "I" or to somebody else by its tag, or by turns
    between tagged ones; a name called by another speaks for a narrator of that name, one
    called by "I" against it, and so does narration that names the person.

    Args:
        telling: of a story in the first person.
        people: of the story.

    Returns:
        The likeliest, or None.

    Cost: O(characters).
    """
    bounds, voices = _give_voices(telling)
    starts = [start for start, _ in bounds]
    takes_part = _find_part(telling, bounds)
    scored = []
    for person in people:
        score, place = _score(person, telling, starts, voices)
        first = fold_name(person.name).split(" ", 1)[0]
        score += _GIVEN if find_given_gender(first) is not None else 0.0
        if score >= _ENOUGH and takes_part[bisect_right(starts, place) - 1]:
            scored.append((score, person, place))
    scored.sort(key=lambda item: (-item[0], -item[1].count, item[1].name))
    if not scored:
        return None
    score, best, place = scored[0]
    name = best.name
    if len(scored) > 1:
        both = _join_names(best, scored[1][1])
        if both is None and scored[1][0] >= score:
            return None
        name = both or name
    sure = _SURE if score >= _BY_OTHERS else _FAIRLY_SURE
    used = next((one for one in best.names if telling.text.startswith(one, place)), "")
    return Address(name, sure, place, place + len(used))


def _find_part(telling: Telling, bounds: Sequence[tuple[int, int]]) -> list[bool]:
    """For each paragraph, whether the narrator takes part in what is said there.

    They speak somewhere; or the narration beside the speech has "I" or "me"; or it has just
    before, and nobody else answers.
    """
    speaks = _I_SAY.search(telling.narration) is not None
    narration = telling.narration
    part = []
    for index, (start, end) in enumerate(bounds):
        near = speaks or _ME.search(narration[start : end + _NEXT]) is not None
        if not near and index:
            low, high = bounds[index + 1] if index + 1 < len(bounds) else (0, 0)
            answered = narration[low:high] != telling.text[low:high]
            near = not answered and _ME.search(narration[slice(*bounds[index - 1])]) is not None
        part.append(near)
    return part


def _give_voices(telling: Telling) -> tuple[list[tuple[int, int]], list[Voice | None]]:
    """Who speaks in each paragraph: by its tag, else by turns."""
    bounds: list[tuple[int, int]] = []
    voices: list[Voice | None] = []
    silent: list[bool] = []
    start = 0
    while start < len(telling.text):
        end = telling.text.find("\n\n", start)
        end = len(telling.text) if end < 0 else end
        narration = telling.narration[start:end]
        bounds.append((start, end))
        is_silent = telling.text[start:end].strip() == narration.strip()
        voices.append(None if is_silent else _voice_of(narration))
        silent.append(is_silent)
        start = end + 2
    for order in (range(1, len(voices)), range(len(voices) - 2, -1, -1)):
        step = order.step
        for index in order:
            before = voices[index - step]
            if voices[index] is None and before is not None and not silent[index]:
                voices[index] = "other" if before == "I" else "I"
    return bounds, voices


def _voice_of(narration: str) -> Voice | None:
    if _I_SAY.search(narration) is not None:
        return "I"
    if _THEY_SAY.search(narration) is not None:
        return "other"
    if _I_DO.search(narration.strip()) is not None:
        return "I"
    return "other" if _THEY_DO.search(narration.strip()) is not None else None


def _score(
    person: Person, telling: Telling, starts: Sequence[int], voices: Sequence[Voice | None]
) -> tuple[float, int]:
    """How much speaks for somebody's being "I", and where it is best seen."""
    narrated = person.narrated - sum(
        telling.narration[max(0, place - 3) : place] == "me " for place in person.places
    )
    score = -1.0 * max(0, narrated) - 2.0 * person.acting
    best, seen = 0.0, 0
    for place in person.places:
        if place >= len(telling.text) or telling.narration[place] != " ":
            continue
        size = next((len(n) for n in person.names if telling.text.startswith(n, place)), 0)
        voice = _tag_of(telling, place) or voices[bisect_right(starts, place) - 1]
        worth = _worth(telling, place, size, voice)
        score += worth
        if worth > best:
            best, seen = worth, place
    return score, seen


def _tag_of(telling: Telling, place: int) -> Voice | None:
    """Who speaks by the tag that follows a speech at once: ""Come, Watson," said he"."""
    after = telling.narration[place : place + _TAG_WITHIN].split("\n\n", 1)[0].lstrip()
    if _I_TAG.match(after) is not None:
        return "I"
    return "other" if _THEIR_TAG.match(after) is not None else None


def _worth(telling: Telling, place: int, size: int, voice: Voice | None) -> float:
    text = telling.text
    before, after = text[max(0, place - 14) : place], text[place + size : place + size + 24]
    if _YOU_ARE.search(before) is not None and after[:1] in ".,?!":
        return _TOLD_SO if voice != "I" else _BY_ME
    is_called = after[:1] in ",.!?…-—" and before.rstrip()[-1:] in ",\"“'‘.!?"
    if not is_called or after.startswith(", at your service"):
        return 0.0
    if voice == "other" and _TO_ME.search(after) is not None:
        return _BY_OTHERS + 1
    return {"other": _BY_OTHERS, "I": _BY_ME}.get(voice or "", _BY_NOBODY)


def _join_names(one: Person, other: Person) -> str | None:
    """One person called in two ways: "Miss Elliot", "Anne"; "Barney", "Quill"."""
    for given, family in ((one, other), (other, one)):
        titled = {name.rpartition(" ")[2] for name in family.names if " " in name}
        if given.name.rpartition(" ")[2] in titled and " " not in given.names[0]:
            return given.name
        is_given = find_given_gender(fold_name(given.name)) is not None
        single = " " not in given.name and " " not in family.name
        if single and is_given and find_given_gender(fold_name(family.name)) is None:
            return None if given.known or family.known else f"{given.name} {family.name}"
    return None
