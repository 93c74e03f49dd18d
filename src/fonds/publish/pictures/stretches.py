"""Stretches: a story cut for a picture, into its scenes, or into pages when it has too few."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from fonds.model.record import Record

Unit = Literal["scene", "page"]

PAGE_WORDS = 250
"""Words of a printed page."""

FEWEST = 3
"""Fewer stretches make no picture."""

_PARAGRAPH = re.compile(r"\n\n+")


class Cut(Struct, frozen=True):
    """A story in stretches.

    Attributes:
        unit: what they are.
        spans: half-open ranges of the body, ascending.
        whose: for each through whose eyes it is told, or None; pages are nobody's.
    """

    unit: Unit
    spans: tuple[tuple[int, int], ...]
    whose: tuple[str | None, ...]


def cut_story(record: Record) -> Cut:
    """Cut a story into its scenes; into pages when it has fewer than three.

    Cost: O(body).
    """
    scenes = record.scene_list
    if len(scenes) >= FEWEST:
        return Cut(
            "scene",
            tuple((one.start, one.end) for one in scenes),
            tuple(one.point_of_view for one in scenes),
        )
    pages = cut_pages(record.body)
    return Cut("page", pages, (None,) * len(pages))


def cut_pages(body: str, words: int = PAGE_WORDS) -> tuple[tuple[int, int], ...]:
    r"""Cut a text into pages of whole paragraphs.

    Args:
        body: n code points.
        words: fewest of a page; the last may have half as many.

    Returns:
        Half-open ranges, ascending; none in a text without words.

    Cost: O(n).

    Example:
        >>> cut_pages("One two.\n\nThree four.\n\nFive.", words=3)
        ((0, 28),)
    """
    pages: list[tuple[int, int]] = []
    start, count = 0, 0
    for first, end in _list_paragraphs(body):
        count += len(body[first:end].split())
        if count >= words:
            pages.append((start, end))
            start, count = end, 0
    if count and (count * 2 >= words or not pages):
        pages.append((start, len(body)))
    elif count:
        pages[-1] = (pages[-1][0], len(body))
    return tuple(pages)


def _list_paragraphs(body: str) -> list[tuple[int, int]]:
    gaps = [match.span() for match in _PARAGRAPH.finditer(body)]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(body)]
    return list(zip(starts, ends, strict=True))


def find_naming(
    body: str, names: Sequence[tuple[str, str]], cut: Cut
) -> tuple[frozenset[str], ...]:
    """Find who is named in each stretch of a story.

    Args:
        body: n code points.
        names: (a name as the story uses it, whose it is); of two owners the first has it.
        cut: s stretches of the body.

    Returns:
        For each stretch the owners of the names in it, and whose eyes it is told through
        when they own a name.

    Cost: O(n × names that begin alike).

    Example:
        >>> cut = Cut("page", ((0, 14), (15, 30)), (None, None))
        >>> find_naming("Holmes smiled. Watson smiled.", [("Holmes", "H"), ("Watson", "W")], cut)
        (frozenset({'H'}), frozenset({'W'}))
    """
    owners: dict[str, str] = {}
    for name, owner in names:
        owners.setdefault(name, owner)
    by_word: dict[str, list[str]] = {}
    for name in sorted(owners, key=len, reverse=True):
        if found := _WORD.match(name):
            by_word.setdefault(found[0], []).append(name)
    known = set(owners.values())
    stretches = []
    for (start, end), whose in zip(cut.spans, cut.whose, strict=True):
        named = {whose} & known if whose is not None else set()
        for match in _WORD.finditer(body, start, end):
            for name in by_word.get(match[0], ()):
                if _is_whole(body, match.start(), name):
                    named.add(owners[name])
                    break
        stretches.append(frozenset(named))
    return tuple(stretches)


_WORD = re.compile(r"\w+")


def _is_whole(body: str, start: int, name: str) -> bool:
    end = start + len(name)
    return body.startswith(name, start) and not (end < len(body) and body[end].isalnum())
