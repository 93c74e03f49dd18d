"""Telling: a story's own words, with what is spoken told from what is narrated."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from fonds.model.block import Block
from fonds.model.body import Body, is_body, join_body
from fonds.model.claim import Evidence
from fonds.model.work import Work

# A quotation left open (the speech runs on into the next paragraph) ends with its paragraph.
_DOUBLE = re.compile(
    r"„[^„“”\n]*+(?:\n(?!\s*\n)[^„“”\n]*+)*[“”]?"
    r"|[\"“«][^\"”»\n]*+(?:\n(?!\s*\n)[^\"”»\n]*+)*[\"”»]?"
)
# An apostrophe stands inside a word or after an s; a single quotation mark does not.
_SINGLE = re.compile(r"(?<!\w)['‘](?:[^'’\n]|['’](?=\w)|\n(?!\s*\n)){1,600}['’](?!\w)")
_DOUBLE_MARKS = '"“”„«'
_SINGLE_OPEN = re.compile(r"(?<!\w)['‘](?=\w)")
_FEW = 6
_APART = frozenset({"letter", "verse", "chat", "note", "quote"})
_THOUGHT = frozenset({"italic", "thought"})
_SPOKEN_LINE = re.compile(
    r"[A-Z][A-Z.' -]{1,30}(?:\([^()\n]{1,40}\))?:\s|[A-Z][a-z]{1,15}: "
    r"|[A-Z]{2}[A-Z' ]{0,28}\. [A-Z(]"
)
"""A line of a script or a transcript."""

_IN_MARKS = re.compile(
    r"(?<![\w*/])(?:\*[^*\n]{2,300}\*|/[^/\n]{2,300}/|~[^~\n]{2,300}~|_[^_\n]{2,300}_)(?![\w*/])"
)
"""Thoughts between stars, slashes, tildes, underscores."""

_SALUTATION = re.compile(r"(?:My )?(?:[Dd]ear(?:est)?|[Bb]eloved) [^.!?\n]{1,40},?")
_CLOSING = re.compile(
    r"(?:[Yy]ours?|[Ll]ove|[Ss]incerely|[Aa]ffectionately|[Rr]espectfully|[Yy]our [^\n]{1,40})\b"
)
_LETTER_BLOCKS = 12
_DASHED = re.compile(r"(?m)^[–—-] ?(?=\w)[^\n]*(?:\n(?!\n)[^\n]*)*")
"""A paragraph that a dash opens, as speech is set in many countries."""

_LEAST_PROSE = 150
"""Code points of prose without which what stands apart is the story itself."""

_LONGEST_QUOTE = 400
"""Code points quoted as evidence at most: a sentence or two."""


class Telling(Struct, frozen=True):
    """A story's own words.

    Attributes:
        text: n code points of the body, as `join_body` joins it.
        narration: the same n code points with speech blanked, so that places agree.
        starts: for each block of the work, where it begins in `text`.
        voice: the narration without what else is not the narrator's: letters between prose,
            verse, thoughts in italics, the lines of a script; n code points, or "" when it
            is the narration itself.
    """

    text: str
    narration: str
    starts: tuple[int, ...]
    voice: str = ""


def tell(blocks: Sequence[Block]) -> Telling:
    """Join a story's blocks and blank its speech.

    Args:
        blocks: of one work.

    Returns:
        The telling.

    Cost: O(characters).

    Example:
        >>> tell([Block("paragraph", "“Come!” said Ozma.", 0, 18)]).narration
        '        said Ozma.'
    """
    body = join_body(blocks)
    narration = blank_speech(body.text)
    return Telling(body.text, narration, body.starts, _blank_asides(blocks, body, narration))


def _blank_asides(blocks: Sequence[Block], body: Body, narration: str) -> str:
    """Blank what stands apart from the narration, where prose is left without it."""
    spans: list[tuple[int, int]] = []
    prose = 0
    letters = _find_letters(blocks)
    for index, (block, start) in enumerate(zip(blocks, body.starts, strict=True)):
        if not is_body(block):
            continue
        if block.kind in _APART or index in letters or _SPOKEN_LINE.match(block.text):
            spans.append((start, start + len(block.text)))
            continue
        aside = [
            (start + run.start, start + run.end) for run in block.runs if run.style in _THOUGHT
        ]
        aside += [(start + m.start(), start + m.end()) for m in _IN_MARKS.finditer(block.text)]
        spans += aside
        prose += len(block.text) - sum(end - begin for begin, end in aside)
    if not spans or prose < _LEAST_PROSE:
        return ""
    pieces = []
    place = 0
    for begin, end in sorted(spans):
        if begin >= place:
            pieces += [narration[place:begin], " " * (end - begin)]
            place = end
    return "".join((*pieces, narration[place:]))


def _find_letters(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks of letters that are set like prose: from "Dear …," to who signs."""
    found: set[int] = set()
    for first, block in enumerate(blocks):
        if first in found or len(block.text) > _LETTER_BLOCKS * 5:
            continue
        if not _SALUTATION.fullmatch(block.text.strip()):
            continue
        for last in range(first + 1, min(first + _LETTER_BLOCKS, len(blocks))):
            if blocks[last].kind == "break":
                break
            if len(blocks[last].text) < _LETTER_BLOCKS * 5 and _CLOSING.match(blocks[last].text):
                found.update(range(first, last + 1))
                break
    return frozenset(found)


def blank_speech(text: str) -> str:
    """Put a blank for every character of direct speech.

    Double marks of any country; single ones only where they prevail.

    Args:
        text: n code points; paragraphs are parted by a blank line.

    Returns:
        n code points.

    Cost: O(n).
    """
    double = sum(map(text.count, _DOUBLE_MARKS))
    if double:
        text = _DOUBLE.sub(_blank, _join_speech(text))
    elif len(_DASHED.findall(text)) > 1:
        text = _DASHED.sub(_blank, text)
    # British books quote with single marks; only when those prevail is an apostrophe in doubt.
    if double < _FEW and len(_SINGLE_OPEN.findall(text)) > double:
        text = _SINGLE.sub(_blank, text)
    return text


def _join_speech(text: str) -> str:
    """Join paragraphs that part a speech by mistake: open in one, closed in the next.

    A speech of several paragraphs begins each of them with a mark; where the next begins
    without one, and closes one too many, the break between them was none of the speaker's.
    """
    paragraphs = text.split("\n\n")
    joined = [paragraphs[0]]
    is_open = _is_odd(paragraphs[0])
    for paragraph in paragraphs[1:]:
        goes_on = is_open and paragraph[:1] not in _DOUBLE_MARKS and _is_odd(paragraph)
        joined += ["  " if goes_on else "\n\n", paragraph]
        is_open = False if goes_on else _is_odd(paragraph)
    return "".join(joined)


def _is_odd(paragraph: str) -> bool:
    return sum(map(paragraph.count, _DOUBLE_MARKS)) % 2 == 1


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def quote_place(work: Work, telling: Telling, start: int, end: int) -> Evidence | None:
    """Find the words of a source that a stretch of the body stands for.

    Blocks are re-flowed and freed of markup; the words are looked for in the source again,
    in the block's own span.

    Args:
        work: with the texts of its sources; without them nothing can be quoted.
        telling: of the work's blocks.
        start: first code point in `telling.text`, half-open.
        end: one past the last; no further than the end of the block that has `start`.

    Returns:
        Evidence whose quote is exactly what the source has; None when it is not found.

    Cost: O(the block).
    """
    if not work.texts or not start < end:
        return None
    index = bisect_right(telling.starts, start) - 1
    while index > 0 and not is_body(work.blocks[index]):
        index -= 1
    block = work.blocks[index]
    first = start - telling.starts[index]
    last = min(end - telling.starts[index], len(block.text), first + _LONGEST_QUOTE)
    words = block.text[first:last].split()
    if not words or block.source >= len(work.texts):
        return None
    chars = work.texts[block.source]
    span = _find_words(chars, block, first, last, words)
    if span is None:
        return None
    return Evidence(block.source, *span, chars[span[0] : span[1]])


def _find_words(
    chars: str, block: Block, first: int, last: int, words: Sequence[str]
) -> tuple[int, int] | None:
    if block.end - block.start == len(block.text):
        low, high = block.start + first, block.start + last
        if chars[low:high].split() == words:
            return low, high
    place = block.start
    for _ in range(block.text.count(words[0], 0, first) + 1):
        place = chars.find(words[0], place, block.end)
        if place < 0:
            return None
        place += 1
    low = high = place - 1
    for word in words:
        found = chars.find(word, high, min(block.end, high + len(word) + _LONGEST_QUOTE))
        if found < 0:
            return None
        high = found + len(word)
    return low, high
