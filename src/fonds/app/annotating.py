"""Annotating: a kept passage is found again in a story that was read anew. Pure.

First at its place, then by its words, as W3C's Web Annotation Data Model proposes (section
4.2.4, TextQuoteSelector): the words themselves and a little of what stood around them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from msgspec import Struct
from rapidfuzz import fuzz

from fonds.library.annotations import CONTEXT_MOST, Passage
from fonds.model.block import Block
from fonds.publish.characters import clean_characters
from fonds.publish.sections import Sections

_GAP = "\n"
_NEAR = 20_000
"""Code points around the old place that are searched for words that changed a little."""

_ALIKE = 85.0
"""Share of letters, 0..100, that must agree before changed words are taken for the same; ours:
a mended word in a line of ten stays above it, another line of the same speaker does not."""

_LEAST_LETTERS = 12
"""Fewer letters are alike by chance."""

How = Literal["place", "words", "like", "lost"]
"""How a passage was found: where it was, by its words, by words like them, or not at all."""


class Found(Struct, frozen=True):
    """Where a kept passage stands now.

    Attributes:
        passage: with its place of today; unchanged when it is lost.
        how: how it was found.
    """

    passage: Passage
    how: How


@dataclass(frozen=True)
class StoryText:
    """A story as numbered paragraphs and as one string.

    Attributes:
        paragraphs: the text of each block as it is shown; number n is at n - 1.
        text: all of them, a line feed between two.
        starts: where each begins in `text`.
    """

    paragraphs: tuple[str, ...]
    text: str
    starts: tuple[int, ...]

    @cached_property
    def folded(self) -> tuple[str, tuple[int, ...]]:
        """Letters and digits of `text` for comparing, and the place of each. Cost: O(n), once."""
        return _fold(self.text)


def show_text(block: Block) -> str:
    """Give the text of a block as pages show it."""
    return clean_characters(block.text)


def make_story_text(sections: Sections) -> StoryText:
    """Make the text in which passages are counted: every block of the story, in order.

    Cost: O(characters).
    """
    return join_paragraphs([show_text(one) for part in sections.story for one in part.blocks])


def join_paragraphs(paragraphs: Sequence[str]) -> StoryText:
    """Join numbered paragraphs.

    Example:
        >>> join_paragraphs(["One.", "Two."]).starts
        (0, 5)
    """
    text = _GAP.join(paragraphs)
    starts = list(accumulate((len(one) + len(_GAP) for one in paragraphs), initial=0))
    return StoryText(tuple(paragraphs), text, tuple(starts[:-1]))


def cut_passage(story: StoryText, start: tuple[int, int], end: tuple[int, int]) -> Passage | None:
    r"""Cut a passage out of a story; None when there are no words between the places.

    Args:
        story: n paragraphs.
        start: paragraph, from 1, and code point in it.
        end: the same, half-open.

    Example:
        >>> story = join_paragraphs(["The hound bayed.", "Watson ran."])
        >>> cut_passage(story, (1, 4), (2, 6)).quote
        'hound bayed.\nWatson'
    """
    count = len(story.paragraphs)
    if not (1 <= start[0] <= end[0] <= count) or start[1] < 0 or end[1] < 0:
        return None
    first = story.starts[start[0] - 1] + min(start[1], len(story.paragraphs[start[0] - 1]))
    last = story.starts[end[0] - 1] + min(end[1], len(story.paragraphs[end[0] - 1]))
    return _cut(story, first, last)


def cut_paragraph(story: StoryText, number: int) -> Passage | None:
    """Cut one paragraph out of a story; None when there is none of the number."""
    if not 1 <= number <= len(story.paragraphs):
        return None
    return cut_passage(story, (number, 0), (number, len(story.paragraphs[number - 1])))


def find_again(story: StoryText, passage: Passage) -> Found:
    """Find a kept passage in the story as it is today.

    Args:
        story: c code points.
        passage: as it was kept.

    Returns:
        Where it is; of several places with the same words the one whose surroundings agree
        best, and then the nearest to where it was.

    Cost: O(c) when the words stand unchanged; else as long as comparing them with 40,000
        code points around their place takes, some milliseconds.
    """
    known, _ = _fold(passage.quote)
    at = cut_passage(
        story, (passage.paragraph, passage.start), (passage.end_paragraph, passage.end)
    )
    if at is not None and _fold(at.quote)[0] == known and (known or at.quote == passage.quote):
        return Found(at, "place")
    if not known:
        return Found(passage, "lost")
    old = _guess_place(story, passage)
    spans = _find_words(story, known)
    places = story.folded[1]
    if spans:
        before, after = _fold(passage.before)[0], _fold(passage.after)[0]
        first, last = max(
            spans,
            key=lambda span: (
                _agree(story, span, before, after),
                -abs(places[span[0]] - old),
            ),
        )
        found = _cut(story, places[first], places[last - 1] + 1)
        if found is not None:
            return Found(found, "words")
    like = _find_like(story, known, old)
    return Found(like, "like") if like is not None else Found(passage, "lost")


def find_paragraph(story: StoryText, number: int, quote: str) -> int:
    """Find the paragraph somebody stopped at, by its first words when it has moved.

    Returns:
        Its number today; the old one, or the last, when the words are nowhere.
    """
    number = min(max(1, number), max(1, len(story.paragraphs)))
    known, _ = _fold(quote)
    if not known or not story.paragraphs:
        return number
    if _fold(story.paragraphs[number - 1])[0].startswith(known):
        return number
    found = find_again(story, Passage(number, 0, number, len(quote), quote))
    return number if found.how == "lost" else found.passage.paragraph


def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Keep letters and digits, without case; and where each of them stood."""
    kept = [(i, char.lower()[:1]) for i, char in enumerate(text) if char.isalnum()]
    return "".join(char for _, char in kept), tuple(i for i, _ in kept)


def _cut(story: StoryText, first: int, last: int) -> Passage | None:
    text = story.text
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first >= last:
        return None
    head = bisect_right(story.starts, first) - 1
    tail = bisect_right(story.starts, last - 1) - 1
    return Passage(
        paragraph=head + 1,
        start=first - story.starts[head],
        end_paragraph=tail + 1,
        end=last - story.starts[tail],
        quote=text[first:last],
        before=text[max(0, first - CONTEXT_MOST) : first],
        after=text[last : last + CONTEXT_MOST],
    )


def _guess_place(story: StoryText, passage: Passage) -> int:
    if not story.starts:
        return 0
    return story.starts[min(max(passage.paragraph, 1), len(story.starts)) - 1] + passage.start


def _find_words(story: StoryText, known: str) -> list[tuple[int, int]]:
    letters, _ = story.folded
    spans: list[tuple[int, int]] = []
    at = letters.find(known)
    while at >= 0:
        spans.append((at, at + len(known)))
        at = letters.find(known, at + 1)
    return spans


def _agree(story: StoryText, span: tuple[int, int], before: str, after: str) -> int:
    """Count the letters around a place that are as they were."""
    letters, _ = story.folded
    head = letters[max(0, span[0] - len(before)) : span[0]]
    tail = letters[span[1] : span[1] + len(after)]
    return _count_same(head[::-1], before[::-1]) + _count_same(tail, after)


def _count_same(one: str, two: str) -> int:
    same = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        same += 1
    return same


def _find_like(story: StoryText, known: str, old: int) -> Passage | None:
    if len(known) < _LEAST_LETTERS:
        return None
    letters, places = story.folded
    first = bisect_left(places, max(0, old - _NEAR))
    window = letters[first : bisect_right(places, old + _NEAR + len(known))]
    if len(window) < len(known):
        return None
    best = fuzz.partial_ratio_alignment(known, window, score_cutoff=_ALIKE)
    if best is None or best.dest_start >= best.dest_end:
        return None
    start = places[first + best.dest_start]
    return _cut(story, start, places[first + best.dest_end - 1] + 1)
