"""Several works in one file: where one story's header begins after another has ended."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain

from fonds.parse.breaks import is_break
from fonds.parse.endings import find_ending
from fonds.parse.front_matter import FrontMatter, find_front_matter
from fonds.parse.head_items import iter_items
from fonds.parse.item import Item
from fonds.parse.labels import find_label
from fonds.parse.lines import Line, split_lines
from fonds.parse.subject import fold_letters
from fonds.parse.titles import is_chapter_heading

_MARK = re.compile(
    r"^[ \t]*(?:[*_#\[]{0,3}(?:title|story|author|subject|from)\b[^\n]{0,12}[:\t-]|[\W_]{0,16}(?:the end|fin|finis|end)[\W_]{0,16}$|[\W_]{0,12}by[: ]+\S)",
    re.IGNORECASE | re.MULTILINE,
)
_COLLECTION = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|some|several|more|collected)[ ](?:[\w'’-]{1,20}[ ]){0,3}(?:shorts|stories|tales|drabbles|fics|ficlets|vignettes)\b",
    re.IGNORECASE,
)
_REACH = 4_000  # characters before a mark in which its header may begin
_MOST_MARKS = 200  # marks looked at: a text with more is a list, not an anthology
_HEADER_CHARS = 6_000  # characters behind a mark that its header may fill
_STRETCH = 48_000  # characters cut into lines at a time
_LONG_HEADER = 8_000  # characters of a later header; what is longer is taken for story
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
    # A mark's ornaments may reach back over blank lines; its own line is what counts.
    hits = [m.end() - len(m.group().lstrip()) for m in _MARK.finditer(chars, start, end)]
    if len(hits) < 2 or end - start < 2 * _MIN_STORY:
        return starts
    seen = -1
    floor = opening.end
    announced = _COLLECTION.search(chars, start, min(opening.end, start + _REACH)) is not None
    stated = next(
        (
            fold_letters(str(claim.value))
            for claim in opening.claims
            if claim.field == "title" and claim.confidence > 0.9
        ),
        "",
    )
    window = _Window(chars, end)
    for hit in hits[:_MOST_MARKS]:
        if hit < max(seen, floor + _MIN_STORY):
            continue
        place = _header_start(chars, window, hit, floor, end=end, signs=(stated, announced))
        if place is not None:
            starts.append(place)
            seen = hit + _MIN_STORY // 2
            floor = find_front_matter(chars, place, min(end, place + _LONG_HEADER)).end
    return starts


class _Window:
    """The lines around a mark, cut once for all marks of a stretch."""

    def __init__(self, chars: str, end: int) -> None:
        self._chars = chars
        self._end = end
        self._low = self._high = -1
        self.lines: list[Line] = []

    def find_line(self, hit: int, floor: int) -> int:
        """Index into `lines` of the line that `hit` lies in; what a header needs is around it."""
        low = max(floor, hit - _REACH)
        enough = min(self._end, hit + _HEADER_CHARS)
        if not self._low <= low <= enough <= self._high:
            self._low = self._chars.rfind("\n", 0, low) + 1 if low > floor else low
            self._high = min(self._end, hit + _STRETCH)
            self.lines = split_lines(self._chars, self._low, self._high)
        return bisect_left(self.lines, hit, key=lambda line: line.end)


def _header_start(
    chars: str,
    window: _Window,
    hit: int,
    floor: int,
    *,
    end: int,
    signs: tuple[str, bool],
) -> int | None:
    """Where the header that `hit` lies in begins, if it is one."""
    stated, announced = signs
    at = window.find_line(hit, floor)
    lines = window.lines
    if at >= len(lines):
        return None
    boundary = _boundary_before(lines, at)
    if boundary is None and _repeats_title(lines, at, stated):
        boundary = at
    if boundary is None:
        return None
    above = lines[boundary - 1].text if boundary else ""
    items = iter_items(lines, boundary, most=_AHEAD)
    opening = next((item for item in items if item.kind != "rule"), None)
    if opening is None:
        return None
    place = lines[opening.first].start
    if place <= floor + _MIN_STORY or end - place <= _MIN_STORY:
        return None
    if announced and opening.kind == "title" and find_ending(above) == "done":
        return place  # "Three tales by …": a title behind an end mark opens the next
    goes_on = find_ending(above) == "more"
    items = chain([opening], items)
    return place if _is_header(chars, items, labelled=bool(stated), goes_on=goes_on) else None


def _repeats_title(lines: Sequence[Line], at: int, stated: str) -> bool:
    """Whether a line labels the title of the first story again: the header of its next chapter."""
    if not stated or (at and lines[at - 1].text):
        return False
    label = find_label(lines[at])
    if label is None or label.field != "title":
        return False
    return fold_letters(lines[at].text[label.value_start :]).startswith(stated)


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
        if k < at and (is_break(text) or find_ending(text) is not None):
            return k + 1
        if k == at and find_ending(text) == "done":
            return k + 1
    return None


def _is_header(chars: str, items: Iterable[Item], *, labelled: bool, goes_on: bool) -> bool:
    """Whether the items head a story; no more of them are made than it takes to see that."""
    fields: set[str] = set()
    title = author = part = False
    for item in items:
        if item.weight < -0.5 or (item.kind == "heading" and fields):
            break
        if find_ending(chars[item.start : item.stop]) == "done":
            break
        if item.kind == "field" and item.weight > 1:
            fields.add(item.field)
        part = part or item.field == "part"
        title = title or item.kind in ("title", "title-by") or item.field == "title"
        author = (
            author or item.kind in ("byline", "title-by", "copyright") or item.field == "author"
        )
    # Where the first story had a "Title:" label, a second one alone opens the next story.
    if goes_on and author and part:
        return True  # below "TBC": what is told once, the title, may be left out
    return title and (author or len(fields) >= 3 or (labelled and "title" in fields))
