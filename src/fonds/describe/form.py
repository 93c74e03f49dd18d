"""Form: prose, script, poem, filk, letters, journal or chat log, with the words that show it."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from fonds.describe.tells import Tells
from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence

FORM_MAKER = "form/1"

PROSE, SCRIPT, POEM, FILK = "prose", "script", "poem", "filk"
LETTERS, JOURNAL, CHAT = "letters", "journal", "chat log"
FORMS = (PROSE, SCRIPT, POEM, FILK, LETTERS, JOURNAL, CHAT)
"""The values of the field `form`; a text that is no story has none."""

_TALKING = 15  # lines "Name: …" in a thousand words: fewer is a story with a list in it
_SPEAKING = 25  # "I", "you" and the like in a thousand words: labels of a table have none
_CUED = 12  # lines of a name in capitals, in a thousand words
_VERSE = 0.8  # of the lines are short
_SENTENCES = 0.7  # of the text are paragraphs that end as sentences do: no verse
_TUNE = re.compile(
    r"\b(?:filks?|filk-?song|to the tune of|sung to|to the music of|ttto|with apologies to)\b",
    re.IGNORECASE,
)
_SUNG = re.compile(r"\b(?:chorus|refrain|verse \d)\b", re.IGNORECASE)
_DEAR = re.compile(r"^(?:My )?[Dd]ear(?:est)? [A-Z][^\n]{0,50}[,:—-]", re.MULTILINE)
_FAREWELL = re.compile(
    r"^(?:(?:I remain|Ever|Always),? )?(?:[Yy]our(?:s)?|Love|Sincerely|Affectionately|Respectfully|"
    r"Fondly|(?:With|Much|All my) (?:love|regards|affection))\b[^\n.!?]{0,40},?[ \t]*$",
    re.MULTILINE,
)
_DAY = re.compile(
    r"^[ \t]*(?:Dear (?:[Dd]iary|[Jj]ournal)|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? \d{4})?[ \t]*(?:[.:,—-]|$)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b[^\n]{0,20}$|Day (?:\d{1,3}|[A-Z][a-z]+)\b)",
    re.MULTILINE,
)


class Form(Struct, frozen=True):
    """What form a text has.

    Attributes:
        form: one of `FORMS`.
        confidence: 0..1.
        shown: words of the text that show it, as they stand there; empty for prose.
    """

    form: str
    confidence: float
    shown: tuple[str, ...] = ()


def find_form(tells: Tells, blocks: Sequence[Block], title: str = "") -> Form:
    """Find the form of a text.

    Args:
        tells: of its body.
        blocks: n blocks of the whole work, for what stands above a song.
        title: its title and subject.

    Returns:
        The form; prose where nothing speaks for another.

    Cost: bounded by the sample of the tells.
    Source: thresholds ours; measured by `tests/tables/kinds.toml` and real heaps.
    """
    return (
        _chat(tells)
        or _script(tells, title)
        or _verse(tells, blocks, title)
        or _papers(tells)
        or Form(PROSE, 0.9 if tells.prose > 0.6 and tells.words > _TALKING * 10 else 0.7)
    )


def _chat(tells: Tells) -> Form | None:
    if "> " not in tells.text:
        return None
    nicks = [name for name in tells.speakers if f"<{name}> " in tells.text]
    lines = sum(tells.speakers[name] for name in nicks)
    if len(nicks) < 2 or tells.rate(lines) < _TALKING:
        return None
    return Form(CHAT, 0.95, tuple(f"<{name}>" for name in nicks[:3]))


def _script(tells: Tells, title: str) -> Form | None:
    speakers = _repeated(tells.speakers)
    cues = _repeated(tells.cues)
    person = tells.classes["first"] + tells.classes["second"]
    talking = tells.rate(speakers.total()) >= _TALKING and len(speakers) >= 2
    cued = tells.rate(cues.total()) >= _CUED and len(cues) >= 2
    said = bool(re.search(r"\b(?:script|screenplay|teleplay|stage ?play)\b", title, re.IGNORECASE))
    if cued and (tells.stage > 1 or said or person >= _SPEAKING):
        names = tuple(name for name, _ in cues.most_common(3))
        return Form(SCRIPT, 0.95 if tells.stage > 1 else 0.8, names)
    if talking and person >= _SPEAKING:
        names = tuple(name for name, _ in speakers.most_common(3))
        return Form(SCRIPT, 0.95 if tells.stage > 1 or said else 0.85, names)
    return None


def _repeated(names: Counter[str]) -> Counter[str]:
    return Counter({name: number for name, number in names.items() if number > 1})


def _verse(tells: Tells, blocks: Sequence[Block], title: str) -> Form | None:
    if tells.prose > _SENTENCES or tells.classes["function"] < 280 or tells.speech > 25:
        return None
    lines = [line for line in map(str.strip, tells.text.split("\n")) if line]
    short = sum(1 for line in lines if len(line) < 60)
    if len(lines) < 6 or tells.digits > 25 or short < _VERSE * len(lines):
        return None
    quoted = sum(1 for line in lines if line[0] in "\"“'‘")
    open_ended = sum(1 for line in lines if line[-1] not in ".!?\"”'’…")
    if quoted * 4 > len(lines) or open_ended * 5 < len(lines) * 2:
        return None
    front = " ".join(block.text for block in blocks[:12])[:2_000]
    tune = _TUNE.search(f"{title}\n{front}")
    if tune is not None:
        return Form(FILK, 0.95, (tune.group(),))
    if _SUNG.search(tells.text[:3_000]) and re.search(r"\bparody\b", title + front, re.IGNORECASE):
        return Form(FILK, 0.75)
    return Form(POEM, 0.85 if open_ended * 5 > len(lines) * 3 else 0.7)


def _papers(tells: Tells) -> Form | None:
    # A letter of 400 words has one salutation, a story with a letter in it has a hundred times
    # as many words.
    dear = _DEAR.findall(tells.text) if tells.counts["dear"] else []
    if dear and tells.rate(len(dear)) >= 1 and len(dear) + tells.text[:600].count(dear[0]) > 1:
        farewell = _FAREWELL.search(tells.text) is not None
        if farewell or len(dear) > 1:
            return Form(LETTERS, 0.85 if farewell else 0.7, tuple(dear[:2]))
    if tells.classes["first"] < _SPEAKING:
        return None
    days = [found.group().strip() for found in _DAY.finditer(tells.text)]
    if len(days) >= 2 and tells.rate(len(days)) >= 2:
        return Form(JOURNAL, 0.85, tuple(days[:2]))
    return None


def make_form_claim(form: Form, blocks: Sequence[Block]) -> Claim:
    """Make the claim of a form, with the places of the words that show it.

    Args:
        form: of `find_form`.
        blocks: of the whole work.

    Returns:
        A derived claim of the field `form`.

    Cost: O(blocks) until the words are found.
    """
    evidence = find_places(form.shown, blocks)
    return Claim("form", form.form, "derived", form.confidence, evidence, FORM_MAKER)


def find_places(words: Sequence[str], blocks: Sequence[Block]) -> tuple[Evidence, ...]:
    """Find the first place of each of some words, case set aside; only words that stand whole.

    Of an expression of several words the first is shown: where lines were joined, the spaces
    between words are not those of the text.

    Args:
        words: w words or expressions.
        blocks: n blocks; those whose text is not as long as their span are passed over.

    Returns:
        At most w places.

    Cost: O(characters up to the places).
    """
    missing = {word.split()[0].lower(): None for word in words if word.split()}
    found: list[Evidence] = []
    for block in blocks:
        if not missing:
            break
        if len(block.text) != block.end - block.start:
            continue
        low = block.text.lower()
        if len(low) != len(block.text):
            continue
        for word in tuple(missing):
            at = _find_whole(low, word)
            if at >= 0:
                start = block.start + at
                quote = block.text[at : at + len(word)]
                found.append(Evidence(block.source, start, start + len(word), quote))
                del missing[word]
    return tuple(found)


def _find_whole(text: str, word: str) -> int:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or after.isalnum()):
            return at
        at = text.find(word, at + 1)
    return -1
