"""Tells: what can be counted in a text that sets a telling apart from talk about works."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from fonds.describe.kind_words import CLASSES, CLASSES_OF_WORD, NOTES, STAGE, TALK, WORDS
from fonds.model.block import Block

_FIRST_PART, _OTHER_PART = 4_000, 3_000
"""Characters looked at: of the beginning, of the middle and of the end. A review tells the plot
first and judges it last, so that the beginning alone would pass for a story."""

_WHOLE = _FIRST_PART + 2 * _OTHER_PART
_SHORT = 100  # words: fewer are counted as so many, or one word would weigh like ten
_FEWEST_LINES = 3  # of names and colons: fewer say nothing
_FULL = 30  # characters: a shorter block is no paragraph of prose

_LETTERS = bytes(n if 97 <= n <= 122 else 32 for n in range(256))
"""Everything but letters a to z becomes a space: three times as fast as a pattern."""
_SPEAKER = re.compile(
    r"^([A-Z][^\n:.!?]{0,24}):(?=[\sA-Z\"“(\[<]|$)|^<([^<>\n]{1,24})> ", re.MULTILINE
)
_CUE = re.compile(
    r"^([A-Z]{3,15}(?:[ '.-][A-Z]{1,15})?)(?:[ \t]?\([^()\n]{1,30}\))?(?=$|[ \t][A-Z\"(][a-z'])",
    re.MULTILINE,
)
_ITEM = re.compile(
    r"^[ \t]*+(?:[-*•·]|\d{1,3}[.):]|Q[:.]|A[:.]|\(\d{1,3}\)|#\d{1,3}\b)\s", re.MULTILINE
)
_ENDS = tuple(".!?\"”'’…»")
_LINKS = ("http://", "https://", "www.", ".htm")  # an address has one to three of these
# Closing marks behind punctuation. A single mark is the British way; after it a space, or it
# would be an apostrophe.
_SPOKEN = re.compile(r"[,.!?…-](?:[\"”»]|['’] )")
_SAYINGS, _STAGE = AhoCorasick([*TALK, *NOTES]), AhoCorasick(STAGE)


_PARAGRAPH = 220
"""Code points: an entry as long as a paragraph is one, of a story told by numbers."""


def _is_entry(text: str, place: int) -> bool:
    """Whether a line that begins like an entry is as short as one."""
    end = text.find("\n", place)
    return (len(text) if end < 0 else end) - place < _PARAGRAPH


class Tells(Struct, frozen=True):
    """What was counted in a sample of a body.

    Attributes:
        text: the sample: beginning, middle and end, lines as blocks keep them.
        words: of the sample.
        whole: characters of the body.
        counts: how often each word stands in the sample, in lower case.
        classes: how often words of each class of `kind_words` stand there, in a thousand.
        past: words that end in "ed", in a thousand.
        speech: closing quotation marks after punctuation, in a thousand words.
        speakers: names before a colon or in angle brackets at the beginning of a line: how often.
        cues: names in capitals above or before what is said: how often.
        stage: marks of a play or screenplay, in a thousand words.
        talk, notes: expressions of who talks about works, of who explains or announces.
        digits, brackets: half the digits, and opening brackets in a thousand words.
        items: list entries as a share of lines.
        prose: share of the sample that is whole sentences.
        links: web addresses.
    """

    text: str
    words: int
    whole: int
    counts: Counter[str]
    classes: dict[str, float]
    past: float
    speech: float
    speakers: Counter[str]
    cues: Counter[str]
    stage: float
    talk: float
    notes: float
    digits: float
    brackets: float
    items: float
    prose: float
    links: int

    def rate(self, number: float) -> float:
        """In a thousand words."""
        return number * 1000 / max(self.words, _SHORT)


def read_tells(blocks: Sequence[Block]) -> Tells:
    """Count what tells a story from what is none, in a sample of a body.

    Args:
        blocks: n blocks of the body, in order.

    Returns:
        The counts.

    Cost: O(n) for lengths; beyond that bounded by 10,000 characters.
    Source: the classes and patterns are ours; measured by `fonds bench accuracy`.
    """
    whole = sum(map(len, [block.text for block in blocks]))
    pieces = _sample(blocks, whole)
    text = "\n".join(piece for piece, _ in pieces)
    low = text.lower()
    raw = low.encode("latin-1", "replace")
    letters = raw.translate(_LETTERS).decode("ascii")
    counts = Counter(letters.split())
    # A text in another script has few words of letters a to z: length must not make it empty.
    words = max(counts.total(), len(text) // 12)
    thousand = max(words, _SHORT) / 1000
    sums = dict.fromkeys(CLASSES, 0)
    for word in counts.keys() & WORDS:
        for name in CLASSES_OF_WORD[word]:
            sums[name] += counts[word]
    said = _SAYINGS.find_matches_as_indexes(low)
    talk = sum(1 for found in said if found[0] < len(TALK))
    size = max(1, len(text))
    lines = text.count("\n") + 1
    items = sum(_is_entry(text, match.start()) for match in _ITEM.finditer(text))
    items += sum(1 for piece, kind in pieces if kind == "item" and len(piece) < _PARAGRAPH)
    return Tells(
        text=text,
        words=words,
        whole=whole,
        counts=counts,
        classes={name: number / thousand for name, number in sums.items()},
        past=letters.count("ed ") / thousand,
        speech=_count_speech(text) / thousand,
        speakers=_count_speakers(text),
        cues=Counter(_CUE.findall(text)),
        stage=len(_STAGE.find_matches_as_indexes(text)) / thousand,
        talk=talk / thousand,
        notes=(len(said) - talk) / thousand,
        digits=_count_bytes(raw, b"0123456789") / thousand / 2,
        brackets=_count_bytes(raw, b"([<{") / thousand,
        items=min(1.0, items / lines),
        prose=_count_prose(pieces) / size,
        links=max(map(low.count, _LINKS)),
    )


def _sample(blocks: Sequence[Block], whole: int) -> list[tuple[str, str]]:
    if whole <= _WHOLE:
        return [(block.text, block.kind) for block in blocks]
    first = _take(blocks, _FIRST_PART)
    last = _take(reversed(blocks), _OTHER_PART)[::-1]
    middle = max(len(first), len(blocks) // 2)
    between = blocks[middle : max(middle, len(blocks) - len(last))]
    return [*first, *_take(between, _OTHER_PART), *last]


def _take(blocks: Iterable[Block], size: int) -> list[tuple[str, str]]:
    taken: list[tuple[str, str]] = []
    for block in blocks:
        taken.append((block.text[:size], block.kind))
        size -= len(block.text)
        if size <= 0:
            break
    return taken


def _count_speakers(text: str) -> Counter[str]:
    if text.count(":") + text.count("> ") < _FEWEST_LINES:
        return Counter()
    return Counter((colon or angle).strip() for colon, angle in _SPEAKER.findall(text))


def _count_prose(pieces: Sequence[tuple[str, str]]) -> int:
    """Characters of paragraphs that end as sentences do."""
    sizes = (len(piece) for piece, _ in pieces if piece.endswith(_ENDS))
    return sum(size for size in sizes if size >= _FULL)


def _count_speech(text: str) -> int:
    return len(_SPOKEN.findall(text))


def _count_bytes(raw: bytes, marks: bytes) -> int:
    return len(raw) - len(raw.translate(None, marks))
