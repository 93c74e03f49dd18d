"""Head fields: labelled values near an edge of a text, and how far each value reaches."""

import re
from collections.abc import Sequence

from fonds.parse.breaks import is_break
from fonds.parse.item import STRONG_FIELD_WEIGHT, WEAK_FIELD_WEIGHT, Item
from fonds.parse.label_words import LONG_FIELDS
from fonds.parse.labels import Label, find_label, find_label_alone, iter_labels_on_line
from fonds.parse.lines import Line, is_sentence_end
from fonds.parse.prose import find_prose_kind, opens_with_rating
from fonds.parse.titles import is_chapter_heading

_PLAIN_FIELDS = frozenset(
    {"title", "author", "rating", "pairing", "fandom", "summary", "disclaimer", "warnings"}
)
_HANGING = re.compile(r"(?:[,/&]|\b(?:and|the|of|a|an|in|to|for|with|or))$")


def find_fields(lines: Sequence[Line], index: int) -> list[Item]:
    """Find the labelled fields that begin on a line.

    Args:
        lines: n lines of a text.
        index: the line.

    Returns:
        One item a field; the last reaches as far as its value does. None: an empty list.

    Cost: O(lines of the value), at most 60.
    """
    line = lines[index]
    label = find_label(line)
    if label is None:
        field = find_label_alone(line)
        if field is None:
            return []
        return _field_with_value_below(lines, index, field, line.text)
    if not line.text[label.value_start :].strip(" *_]|"):
        return _field_with_value_below(lines, index, label.field, label.word)
    return _fields_on_line(lines, index, label)


def _field_with_value_below(lines: Sequence[Line], index: int, field: str, word: str) -> list[Item]:
    """A label alone: its value is the next paragraph (or nothing, before another label)."""
    below = index + 1
    while below < len(lines) and below <= index + 2 and not lines[below].text:
        below += 1
    if (
        below >= len(lines)
        or not lines[below].text
        or find_label(lines[below])
        or (is_break(lines[below].text) and not (field == "rating" and lines[below].text == "XXX"))
    ):
        place = lines[index].end
        return [Item("field", index, index + 1, WEAK_FIELD_WEIGHT, field, place, place, label=word)]
    end = _value_end(lines, below, field)
    if below > index + 1 and field in LONG_FIELDS and _tells_story(lines, below, end):
        place = lines[index].end
        return [Item("field", index, index + 1, WEAK_FIELD_WEIGHT, field, place, place, label=word)]
    return [
        Item(
            "field",
            index,
            end,
            STRONG_FIELD_WEIGHT,
            field,
            lines[below].start,
            lines[end - 1].end,
            label=word,
        )
    ]


def _tells_story(lines: Sequence[Line], first: int, end: int) -> bool:
    """Whether what stands below an empty label is the story: more prose follows, no header."""
    below = end
    while below < len(lines) and not lines[below].text:
        below += 1
    if below >= len(lines) or is_break(lines[below].text):
        return False
    if find_label(lines[below]) is not None or find_label_alone(lines[below]) is not None:
        return False
    value = "\n".join(line.text for line in lines[first:end])
    return find_prose_kind(value).weight < -1


def _fields_on_line(lines: Sequence[Line], index: int, label: Label) -> list[Item]:
    line = lines[index]
    text = line.text
    more = iter_labels_on_line(text, label.value_start)
    if label.field in LONG_FIELDS and len(more) < 2:
        # A sentence may hold "Note: …"; a bar before it divides fields.
        more = [each for each in more if text[: each[1]].rpartition(" | ")[1]]
    weight = WEAK_FIELD_WEIGHT if label.weak else STRONG_FIELD_WEIGHT
    spots = [(label.value_start, label.field), *((value, field) for _, value, field in more)]
    stops = [*(stop for stop, _, _ in more), _bracket_stop(text)]
    last_field = spots[-1][1]
    end = _value_end(lines, index, last_field)
    items = []
    for number, ((value, field), stop) in enumerate(zip(spots, stops, strict=True)):
        is_last = number == len(spots) - 1
        place = lines[end - 1].end if is_last and end > index + 1 else line.start + stop
        # All items of a line share it; only the last reaches further.
        items.append(
            Item(
                "field",
                index,
                end if is_last else index + 1,
                _weight_beside(weight, field) if number else weight,
                field,
                line.start + value,
                max(place, line.start + value),
                label=label.word,
            )
        )
    return items


def _weight_beside(first: float, field: str) -> float:
    """Weight of a field behind another: an ordinary word behind one proves nothing either."""
    return STRONG_FIELD_WEIGHT if first > 1 or field in _PLAIN_FIELDS else WEAK_FIELD_WEIGHT


def _bracket_stop(text: str) -> int:
    """Where the last value of a line ends: before the bracket of "[Title: Fog]"."""
    pairs = {"[": "]", "(": ")", "{": "}", "<": ">", "#": "#", "+": "+", "!": "!", ":": ":"}
    closing = pairs.get(text[:1])
    if closing == text[:1] and text[-2:] == f" {closing}" and text[1:2] == " ":
        return len(text[:-1].rstrip())
    if closing and text.endswith(closing) and text.count(text[0]) == 1:
        return len(text) - 1
    return len(text)


def _ends_value(line: Line, *, hangs: bool) -> bool:
    """Whether a line is no part of the value above it; `hangs` when it is set as one."""
    text = line.text
    if is_break(text) or opens_with_rating(text) or is_chapter_heading(text):
        return True
    label = find_label(line)
    # "… Alternate / Universe - Baker Street": a word and a dash in a hanging line are no label.
    if label is not None and not (hangs and label.separator[0] in "-–—"):
        return True
    return find_label_alone(line) is not None


def _value_end(lines: Sequence[Line], index: int, field: str) -> int:
    """One past the last line of a value that begins on line `index`."""
    end = index + 1
    long = field in LONG_FIELDS
    while end < len(lines) and lines[end].text:
        line, before = lines[end], lines[end - 1]
        wrapped = len(before.text) + before.indent > 55 or _HANGING.search(before.text) is not None
        deeper = line.indent > lines[index].indent + 1
        if _ends_value(line, hangs=wrapped and deeper):
            break
        runs_on = line.text[0].islower() or (line.indent > lines[index].indent + 2 and wrapped)
        if not long and not (
            runs_on or (wrapped and not is_sentence_end(before.text) and len(line.text) < 60)
        ):
            break
        leaps = abs(line.indent - before.indent) >= 2 and (end > index + 1 or not runs_on)
        if long and is_sentence_end(before.text) and (leaps or (not wrapped and not runs_on)):
            break
        end += 1
        if end - index > (60 if long else 6):
            break
    return end
