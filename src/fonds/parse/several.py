"""Several works in one file: where one story's header begins after another has ended."""

import re
from collections.abc import Sequence

from fonds.parse.breaks import is_break
from fonds.parse.endings import find_ending
from fonds.parse.front_matter import FrontMatter, find_front_matter
from fonds.parse.head_items import Item, iter_items
from fonds.parse.lines import Line, split_lines
from fonds.parse.titles import is_chapter_heading

_MARK = re.compile(
    r"^[ \t]*(?:[*_#\[]{0,3}(?:title|story|author|subject|from)\b[^\n]{0,12}[:\t-]|[\W_]{0,16}(?:the end|fin|finis|end)[\W_]{0,16}$|[\W_]{0,12}by[: ]+\S)",
    re.IGNORECASE | re.MULTILINE,
)
_REACH = 4_000  # characters before a mark in which its header may begin
_MOST_MARKS = 200  # marks looked at: a text with more is a list, not an anthology
_AHEAD = 24  # items of a second header that are looked at
_MIN_STORY = 250  # characters: a drabble of fifty words; less between headers is no story


def find_work_starts(chars: str, start: int, end: int, opening: FrontMatter) -> list[int]:
    """Find where works begin in a text.

    A later header counts when it has a title and an author (or two strong labels, one of
    them a title), stands after an end mark or a rule or a wide gap, and a story's worth of
    text lies before it.

    Args:
        chars: a text.
        start: where to look, half-open.
        end: one past the last.
        opening: the front matter at `start`.

    Returns:
        n >= 1 code points, ascending; the first is `start`.

    Cost: O(end - start), plus O(1) for each line that may open a header.
    """
    starts = [start]
    hits = [match.start() for match in _MARK.finditer(chars, start, end)]
    if len(hits) < 2 or end - start < 2 * _MIN_STORY:
        return starts
    seen = -1
    floor = opening.end
    labelled = any(claim.field == "title" and claim.confidence > 0.9 for claim in opening.claims)
    for hit in hits[:_MOST_MARKS]:
        if hit < max(seen, floor + _MIN_STORY):
            continue
        place = _header_start(chars, hit, floor, end, labelled=labelled)
        if place is not None:
            starts.append(place)
            seen = hit + _MIN_STORY // 2
            floor = find_front_matter(chars, place, end).end
    return starts


def _header_start(chars: str, hit: int, floor: int, end: int, *, labelled: bool) -> int | None:
    """Where the header that `hit` lies in begins, if it is one."""
    near = max(floor, hit - _REACH)
    window = max(near, chars.rfind("\n\n", near, max(near, hit - 400)) + 1)
    lines = split_lines(chars, window, min(end, hit + 6000))
    at = next((k for k, line in enumerate(lines) if line.end >= hit), None)
    if at is None:
        return None
    boundary = _boundary_before(lines, at)
    if boundary is None:
        return None
    items = list(iter_items(lines, boundary, most=_AHEAD))
    while items and items[0].kind == "rule":
        items = items[1:]
    if not items or not _is_header(items, labelled=labelled):
        return None
    place = lines[items[0].first].start
    return place if place > floor + _MIN_STORY and end - place > _MIN_STORY else None


def _boundary_before(lines: Sequence[Line], at: int) -> int | None:
    """The line after the last rule, end mark or wide gap at or before line `at`."""
    blank = 0
    for k in range(at, max(-1, at - 12), -1):
        text = lines[k].text
        if not text:
            blank += 1
            if blank >= 3:
                return k + 1
            continue
        blank = 0
        if k < at and is_chapter_heading(text):
            return k
        if k < at and (is_break(text) or find_ending(text) == "done"):
            return k + 1
        if k == at and find_ending(text) == "done":
            return k + 1
    return None


def _is_header(items: Sequence[Item], *, labelled: bool) -> bool:
    fields: set[str] = set()
    title = author = False
    for item in items:
        if item.weight < -0.5 or (item.kind == "heading" and fields):
            break
        if item.kind == "field" and item.weight > 1:
            fields.add(item.field)
        title = title or item.kind in ("title", "title-by") or item.field == "title"
        author = (
            author or item.kind in ("byline", "title-by", "copyright") or item.field == "author"
        )
    # Where the first story had a "Title:" label, a second one alone opens the next story.
    return title and (author or len(fields) >= 3 or (labelled and "title" in fields))
