"""Names: capitals in their context, before anybody says whose they are."""

import re
from collections.abc import Iterator

from msgspec import Struct

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.given_names import find_given_gender
from fonds.describe.name_words import (
    ABBREVIATED,
    ACTIONS,
    AUXILIARIES,
    DOUBTERS,
    HONORIFIC_WORDS,
    LEADING_PREPOSITIONS,
    NEVER_NAMES,
    PLACE_PREPOSITIONS,
    SAYING_VERBS,
)
from fonds.describe.telling import Telling

_TOKEN = rf"(?:(?:{ABBREVIATED})\.|[A-ZÀ-ÖØ-Þ](?:\w|['’-](?=\w))*\.?)"
_NAMES = re.compile(
    rf"(?<![\w’'-]){_TOKEN}(?:[ \n](?:(?:de|la|le|von|van|der|den|du|al|ibn) )?{_TOKEN}){{0,4}}"
)
_OWNER = re.compile(r"['’]s?$")
_LETTERS = bytes(
    code if (chr(code).islower() and code < 128) or code == ord("'") else ord(" ")
    for code in range(256)
)
_NEXT_WORD = re.compile(r"(?:['’](?:ll|s))?,? (?:\w+ly |just |then |could |also |and )?([a-z’']+)")
_SHORTENED = re.compile(r"'(?:ve|d|re|ll|m|t)$")
_ENDING = re.compile(r"(?:e?s|e?d|ing)$")
"""Off a verb that stands first: "Watches Sean go"."""

_CALLED_AFTER = frozenset(",.!?…-—")
_PLACES_KEPT = 400
_ACRONYM = 3
_TWICE = 2


class Tally(Struct):
    """How one name stands in a text.

    Attributes:
        name: as written, without possessive.
        count: times it was met.
        inside: of these, inside a sentence, where no capital is due to the sentence.
        narrated: of these, outside of speech.
        acting: of these, doing something: before a verb, or after "said".
        mooted: of these, before "had", "would" and the like, which tell of no act.
        called: in speech, set off by a comma, as one calls somebody.
        spoke: of these, before or after a verb of saying.
        placed: after "in", "into", "near", "across", as places are.
        led: after any preposition that leads to places and things: "to", "of", "from".
        articled: after "the", "a", "an", as groups and ships are.
        places: where it begins, the first 400.
    """

    name: str
    count: int = 0
    inside: int = 0
    narrated: int = 0
    acting: int = 0
    mooted: int = 0
    called: int = 0
    spoke: int = 0
    placed: int = 0
    led: int = 0
    articled: int = 0
    places: list[int] = []


def find_names(telling: Telling) -> tuple[Tally, ...]:
    """Find everything that is written like a name, with how it stands in the text.

    A capital at the beginning of a sentence makes no name of a word that the text, or
    English at large, writes small.

    Args:
        telling: of a story.

    Returns:
        m tallies, the most frequent first.

    Cost: O(characters), about 1 µs for each capital.

    Example:
        >>> from fonds.describe.telling import Telling
        >>> text = "Rain fell. Then Ozma smiled at Dorothy, and Dorothy laughed."
        >>> [(tally.name, tally.count) for tally in find_names(Telling(text, text, (0,)))]
        [('Dorothy', 2), ('Ozma', 1)]
    """
    text = telling.text
    small = _small_words(text)
    tallies: dict[str, Tally] = {}
    for start, name, is_inside in _iter_names(text, small):
        tally = tallies.get(name)
        if tally is None:
            tally = tallies[name] = Tally(name)
        count_name(tally, telling, start, start + len(name), is_inside=is_inside)
    _join_shouted(tallies)
    found = [tally for tally in tallies.values() if _is_name(tally, small)]
    found.sort(key=lambda tally: (-tally.count, tally.places[0]))
    return tuple(found)


def _join_shouted(tallies: dict[str, Tally]) -> None:
    """Join what stands in capitals throughout ("MARCHBANKS") with the name so set."""
    for name in [name for name in tallies if name.isupper() and len(name) > _ACRONYM]:
        titled = name.title().replace("’S", "’s").replace("'S", "'s")
        same = tallies.get(titled)
        if same is None and " " in name:
            same = tallies[titled] = Tally(titled, places=[])
        if same is None:
            continue
        shouted = tallies.pop(name)
        for part in ("count", "inside", "narrated", "acting", "spoke", "called", "placed", "led"):
            setattr(same, part, getattr(same, part) + getattr(shouted, part))
        same.places[:] = sorted((*same.places, *shouted.places))[:_PLACES_KEPT]


def _small_words(text: str) -> frozenset[str]:
    """The words that a text writes in small letters."""
    raw = text.replace("’", "'").encode("latin-1", "replace").translate(_LETTERS)
    return frozenset(raw.decode("ascii").split())


def _iter_names(text: str, small: frozenset[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield (place, name, whether it stands inside a sentence)."""
    for match in _NAMES.finditer(text):
        start = match.start()
        before = text[max(0, start - 2) : start]
        is_inside = before[1:] in (" ", "\n") and (before[0].islower() or before[0] in ",;")
        if " " not in match[0] and "\n" not in match[0]:
            yield from _trim([match[0]], start, text, small, is_inside=is_inside)
            continue
        words = match[0].split()
        for first, stop in _cut_sentence(words):
            place = start if first == 0 else text.find(words[first], start + 1)
            # What follows an owner stands inside of its sentence; what follows a full stop opens one.
            goes_on = is_inside if first == 0 else not words[first - 1].endswith(".")
            yield from _trim(words[first:stop], place, text, small, is_inside=goes_on)
            start = place


def _trim(
    words: list[str], start: int, text: str, small: frozenset[str], *, is_inside: bool
) -> Iterator[tuple[int, str, bool]]:
    """Take off what stands before a name for the sentence's sake, and what ends it."""
    place = start
    while words:
        low = words[0].lower().replace("’", "'")
        is_first = len(words) > 1 and not is_inside and _is_small(words[0], small)
        if not is_first and (low not in NEVER_NAMES or words[0] in HONORIFIC_WORDS):
            break
        is_inside = is_inside or len(words) > 1
        words = words[1:]
        if words:
            place = text.find(words[0], place + len(low))
    while words and words[-1].lower().replace("’", "'") in NEVER_NAMES:
        words = words[:-1]
    if not words or all(word.strip(".") in HONORIFIC_WORDS for word in words):
        return
    last = _OWNER.sub("", words[-1])
    if last.endswith(".") and not _is_abbreviated(last):
        last = last[:-1]
    name = " ".join((*words[:-1], last))
    if len(name) > 1:
        yield place, name, is_inside


def _cut_sentence(words: list[str]) -> list[tuple[int, int]]:
    """Where a sentence ends between two capitals ("… saw Holmes. Watson …"), cut."""
    cuts = []
    first = 0
    for index, word in enumerate(words[:-1]):
        if (word.endswith(".") and not _is_abbreviated(word)) or word.endswith(("'s", "’s")):
            cuts.append((first, index + 1))
            first = index + 1
    cuts.append((first, len(words)))
    return cuts


def _is_abbreviated(word: str) -> bool:
    return (len(word) == 2 and word[0] != "I") or word[:-1] in HONORIFIC_WORDS


def _is_small(word: str, small: frozenset[str]) -> bool:
    if word.strip(".") in HONORIFIC_WORDS:
        return False
    low = word.lower().replace("’", "'").strip(".")
    return low in EVERYDAY_WORDS or low in small or _ENDING.sub("", low) in EVERYDAY_WORDS


def count_name(tally: Tally, telling: Telling, start: int, end: int, *, is_inside: bool) -> None:
    """Count one mention: how the words around it stand. Cost: O(1)."""
    text = telling.text
    tally.count += 1
    tally.inside += is_inside
    if len(tally.places) < _PLACES_KEPT:
        tally.places.append(start)
    before = text[max(0, start - 12) : start].split()
    word = before[-1] if before and text[start - 1] in " \n" else ""
    if telling.narration[start] != " ":
        tally.narrated += 1
        after = _NEXT_WORD.match(text, end)
        if word in SAYING_VERBS or (after is not None and after[1] in SAYING_VERBS):
            tally.spoke += word != "had"
            tally.acting += 1
        elif after is not None and _is_action(after[1]) and word.lower() not in DOUBTERS:
            tally.acting += 1
        elif after is not None and after[1] in AUXILIARIES:
            tally.mooted += 1
    elif text[end : end + 1] in _CALLED_AFTER and (
        word.endswith(",") or text[start - 1] in "\"“'‘"
    ):
        tally.called += 1
    if word in PLACE_PREPOSITIONS:
        tally.placed += 1
    elif word in LEADING_PREPOSITIONS:
        tally.led += 1
    elif word.lower() in ("the", "a", "an"):
        tally.articled += 1


def _is_action(word: str) -> bool:
    return word in ACTIONS or (word.endswith("ed") and len(word) > 3)


def _is_name(tally: Tally, small: frozenset[str]) -> bool:
    name = tally.name
    if " " in name:
        return True
    low = name.lower().replace("’", "'")
    if low in NEVER_NAMES or (name.isupper() and len(name) > 3) or _SHORTENED.search(low):
        return False
    if tally.count == 1 and not (tally.inside or tally.acting or tally.called or tally.mooted):
        return find_given_gender(low) is not None
    if low in small or low in EVERYDAY_WORDS:
        # "Will" and "Rose" are names when they are written so inside of sentences.
        seen = tally.inside + tally.acting
        return tally.inside > 0 and seen >= _TWICE and seen * 2 >= tally.count
    return True
