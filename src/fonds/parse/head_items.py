"""Head items: the lines near an edge of a text, cut into what each may be.

A header is read jointly: first every line or paragraph becomes an item with a weight that
says how much it speaks for front matter or for the story; then `front_matter.py` finds
where the sum of weights is highest.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from fonds.parse.breaks import is_break
from fonds.parse.head_fields import find_fields
from fonds.parse.item import STRONG_FIELD_WEIGHT, Item
from fonds.parse.labels import find_label
from fonds.parse.lines import Line, is_sentence_end
from fonds.parse.mail_header import find_mail_header, is_technical, may_open_mail
from fonds.parse.prose import (
    find_prose_kind,
    is_attribution,
    is_dedication,
    is_facts_line,
)
from fonds.parse.scene_heads import is_point_of_view
from fonds.parse.segments import split_segments
from fonds.parse.signature import is_person
from fonds.parse.subject import Anchor, find_anchor, is_anchored, is_subject_like
from fonds.parse.title_block import find_title_block, heads
from fonds.parse.titles import (
    find_byline,
    find_continuation,
    find_copyright,
    find_letter_spaced,
    find_part,
    find_title_by,
    is_chapter_heading,
    is_login_line,
    is_name_shaped,
    is_part_alone,
    is_sign_off,
    is_title_shaped,
    strip_box,
)

ANCHOR_WEIGHT = 5.0
_LONGEST_BOXED = 52  # characters: a longer line between the sides of a box is prose
_LONGEST_ANCHOR = 100  # characters of a line that may be the title a subject names


_ADDRESS_LINE = re.compile(
    r"[<(\[]?(?:mailto:)?[^\s@<>]{1,64}@[^\s@<>]{1,64}[>)\]]?|[<(\[]?(?:https?://|www\.)\S{3,200}"
)
_PARTNER = re.compile(r"(?:and|&) (?P<name>[A-Z][^@<(\[]{1,40}?)(?:\s?[<(\[].*)?$")
_CUT = re.compile(
    r"[-=_*~#+>< 8%]{3,80}+(?:cut|snip|tear|clip|begin|start)(?: (?:here|along|story|file|text|part))?[-=_*~#+>< 8%]{0,80}+",
    re.IGNORECASE,
)
_OPENERS = frozenset(
    {
        "story",
        "the story",
        "fic",
        "the fic",
        "begin",
        "story begins",
        "on with the story",
        "here goes",
    }
)
_POV_WEIGHT = -2.5
"""A line such as "Mina's POV" opens the story."""

_BY_WORDS = frozenset({"by", "written by", "a story by", "story by", "a tale by", "a novel by"})
_FACTS_BEHIND = re.compile(r"\s{0,4}(?:[(\[]|[.,;] )(?P<facts>[^()\[\]@]{3,110}?)[)\].]{0,2}")
_FILE_LINE = re.compile(r"[\w~-]{1,24}\.(?:TXT|DOC|ZIP|STO|FIC|ASC|txt|doc)\b.{0,40}")
_DATE_LINE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?(?:\d{1,2} [A-Z][a-z]{2,8} \d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4})"
    r"(?:[ ,]+\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)?(?: [+-]\d{4}| [A-Z]{3,4})?"
)


def iter_items(
    lines: Sequence[Line],
    first: int,
    *,
    most: int = 120,
    at_top: bool = True,
    anchor: Anchor | None = None,
) -> Iterator[Item]:
    """Cut lines into items, one after another, so that a reader may stop early.

    Args:
        lines: n lines of a text.
        first: the line to begin at.
        most: how many items to give at most.
        at_top: the lines open a text, so that titles and bylines may stand there.
        anchor: the title that a mail's subject names, when it is known before the lines; a
            subject among them is found here. The first line that bears it is the title,
            whatever stands above.

    Yields:
        Items in order, not overlapping; blank lines belong to none.

    Cost: O(lines looked at); stops after `most` items.
    """
    index = first
    count = 0
    story_seen = titled = False
    while index < len(lines) and count < most:
        if not lines[index].text:
            index += 1
            continue
        found = _anchored(lines, index, anchor) if at_top else None
        if found is not None:
            fresh, anchor, story_seen = [found], None, False
        else:
            top = at_top and not story_seen
            fresh = _items_at(lines, index, at_top=top, deep=story_seen, anchor=anchor)
        if titled and fresh[0].kind == "mail" and not is_technical(lines, fresh[0].first):
            fresh = [structs.replace(fresh[0], kind="story", weight=-1.2)]
        for item in fresh:
            titled = titled or (item.field == "title" and item.weight > 1)
            story_seen = story_seen or item.weight < -1
            if at_top and (item.kind == "mail" or item.field == "subject"):
                anchor = _read_anchor(lines, item) or anchor
            count += 1
            yield item
        index = fresh[-1].end


def _anchored(lines: Sequence[Line], index: int, anchor: Anchor | None) -> Item | None:
    """The title that the subject names, on a line of its own."""
    line = lines[index]
    if anchor is None or len(line.text) > _LONGEST_ANCHOR or not is_anchored(line.text, anchor):
        return None
    if find_label(line) is not None or find_mail_header(lines, index) is not None:
        return None
    start, stop = strip_box(line.text)
    both = find_title_by(line.text[start:stop])
    kind, name = ("title", (0, 0)) if both is None else ("title-by", both[1])
    first = line.start + start
    place = (first + name[0], first + name[1]) if name[1] else name
    return Item(
        kind, index, index + 1, ANCHOR_WEIGHT, "", first, line.start + stop, place, label="subject"
    )


def _read_anchor(lines: Sequence[Line], item: Item) -> Anchor | None:
    if item.field == "subject":
        line = lines[item.first]
        return find_anchor(line.text[max(item.start - line.start, 0) :])
    header = find_mail_header(lines, item.first)
    for name, start, _ in header.fields if header is not None else ():
        if name == "subject":
            line = next(line for line in lines[item.first : item.end] if start <= line.end)
            return find_anchor(line.text[start - line.start :])
    return None


def _items_at(
    lines: Sequence[Line], index: int, *, at_top: bool, deep: bool, anchor: Anchor | None
) -> list[Item]:
    line = lines[index]
    mail = find_mail_header(lines, index) if may_open_mail(line.text) else None
    if mail is not None and mail.end > index:
        weight = 1.0 if deep else 6.0
        return [
            Item("mail", index, mail.end, weight, start=line.start, stop=lines[mail.end - 1].end)
        ]
    if index == 0 and at_top and is_subject_like(line.text):
        return [Item("field", 0, 1, STRONG_FIELD_WEIGHT, "subject", line.start, line.end)]
    if is_break(line.text) or (len(line.text) <= 90 and _CUT.fullmatch(line.text)):
        return [Item("rule", index, index + 1, 0.0, start=line.start, stop=line.end)]
    fields = find_fields(lines, index)
    if fields:
        return fields
    if is_point_of_view(line.text):
        return [Item("story", index, index + 1, _POV_WEIGHT, start=line.start, stop=line.end)]
    lone = _lone_byline(lines, index) if at_top else None
    if lone is not None:
        return [lone]
    segments = split_segments(line) if at_top else [line]
    if len(segments) > 1:
        items = _segment_items(segments, index)
        if items:
            return items
    item = _prose_at(lines, index, at_top=at_top, anchor=anchor)
    return [item, *_facts_behind(line, item)] if at_top else [item]


def _lone_byline(lines: Sequence[Line], index: int) -> Item | None:
    """A "by" that has a line to itself, the name on the next."""
    if lines[index].text.lower().strip(" *~-:") not in _BY_WORDS:
        return None
    below = next((k for k in range(index + 1, min(index + 4, len(lines))) if lines[k].text), None)
    if below is None:
        return None
    start, stop = strip_box(lines[below].text)
    name = find_byline(f"by {lines[below].text[start:stop]}")
    if name is None:
        return None
    first = lines[below].start + start - len("by ")
    place = (first + name[0], first + name[1])
    return Item("byline", index, below + 1, 3.0, start=place[0], stop=place[1], name=place)


def _segment_items(segments: Sequence[Line], index: int) -> list[Item]:
    """Items of things that stand side by side on one line."""
    items = []
    for part in segments:
        label = find_label(part)
        if label is not None and part.text[label.value_start :].strip():
            start = part.start + label.value_start
            items.append(
                Item("field", index, index + 1, STRONG_FIELD_WEIGHT, label.field, start, part.end)
            )
            continue
        short = _short_item(part, index, alone=True, at_top=True)
        facts = Item("facts", index, index + 1, 0.3, start=part.start, stop=part.end)
        items.append(facts if short is None or short.kind == "dedication" else short)
    known = sum(1 for item in items if item.kind in ("field", "byline", "copyright"))
    return items if known or len(segments[-1].text) < 30 else []


def _prose_at(lines: Sequence[Line], index: int, *, at_top: bool, anchor: Anchor | None) -> Item:
    line = lines[index]
    end = index + 1
    while (
        end < len(lines)
        and lines[end].text
        and not is_break(lines[end].text)
        and not _opens_item(lines, end)
        and not _opens_paragraph(lines, end)
        and _anchored(lines, end, anchor) is None
    ):
        end += 1
    block = find_title_block(lines, index) if at_top else None
    if block is not None and _short_kind(line) is None:
        first, stop = lines[index], lines[block.end - 1]
        left, right = strip_box(first.text)[0], strip_box(stop.text)[1]
        place = (first.start + left, stop.start + right)
        return Item("title", index, block.end, 0.9, start=place[0], stop=place[1])
    if at_top and 1 < end - index <= 4 and all(heads(each) for each in lines[index:end]):
        end = index + 1  # title, name and date below one another, each a line of its own
    credited = find_byline(line.text) is not None
    both = f"{line.text} {lines[index + 1].text}" if end - index == 2 and not credited else ""
    if at_top and both and is_facts_line(both):
        return Item("facts", index, end, 1.0, start=line.start, stop=lines[index + 1].end)
    alone = end == index + 1
    short = _short_item(line, index, alone=alone, at_top=at_top)
    if short is not None:
        return _with_partner(lines, short) if short.kind == "byline" else short
    text = "\n".join(each.text for each in lines[index:end])
    span = (line.start, lines[end - 1].end)
    last = lines[end - 1].text
    quoted = lines[end - 2].text[-1:] in "\"”'’*_." and not last.strip("> ").startswith('--"')
    if not alone and end - index <= 8 and quoted and is_attribution(last) and len(text) < 700:
        return Item("epigraph", index, end, 1.0, start=span[0], stop=span[1])
    kind = find_prose_kind(text)
    return Item(kind.kind, index, end, kind.weight, start=span[0], stop=span[1])


def _opens_paragraph(lines: Sequence[Line], index: int) -> bool:
    """Whether an indent alone begins a paragraph here, in a text without blank lines."""
    line, before = lines[index], lines[index - 1]
    return line.indent >= before.indent + 3 and is_sentence_end(before.text)


def _opens_item(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if len(line.text) > 140:
        return False
    label = find_label(line)
    if label is not None and not label.weak:
        return True
    before = lines[index - 1]
    if find_byline(line.text) or find_title_by(before.text):
        return True
    return (
        len(before.text) <= 60
        and line.indent < before.indent - 8
        and is_title_shaped(before, alone=True)
    )


def _facts_behind(line: Line, item: Item) -> list[Item]:
    """What stands behind the name on its line: "by Ann (Robin Hood, G, complete)"."""
    if item.kind not in ("byline", "title-by") or item.name[1] >= line.end:
        return []
    rest = line.text[item.name[1] - line.start :]
    match = _FACTS_BEHIND.fullmatch(rest)
    if match is None:
        return []
    place = item.name[1]
    start, stop = place + match.start("facts"), place + match.end("facts")
    return [Item("facts", item.first, item.end, 0.0, start=start, stop=stop)]


def _with_partner(lines: Sequence[Line], item: Item) -> Item:
    """A byline that goes on: "by Ann / and Beth"."""
    end = item.end
    while end < len(lines) and end - item.end < 3 and 0 < len(lines[end].text) <= 80:
        text, before = lines[end].text, lines[end - 1].text
        listed = before.endswith((",", " and", " &")) or text[0] == "<"
        match = _PARTNER.match(text) or (_PARTNER.match(f"and {text}") if listed else None)
        if text[0] != "<" and (match is None or not is_name_shaped(match["name"].strip(" ,"))):
            break
        if text[0] == "<" and "@" not in text:
            break
        end += 1
    if end == item.end:
        return item
    last = lines[end - 1]
    return structs.replace(item, end=end, stop=last.end, name=(item.name[0], last.end))


def _short_kind(line: Line) -> str | None:
    """What else a line is that may stand right above a byline."""
    inner = line.text[slice(*strip_box(line.text))]
    if inner.lower().strip(" :.*-=~") in _OPENERS or _ADDRESS_LINE.fullmatch(inner):
        return "address"
    if _find_credit(inner, at_top=True) is not None:
        return "credit"
    return "facts" if is_facts_line(inner) else None


def _find_credit(inner: str, *, at_top: bool) -> tuple[str, float, tuple[int, int]] | None:
    """Kind, weight and name of a line that says who wrote: a byline, a copyright, an address."""
    if at_top and _ADDRESS_LINE.fullmatch(inner):
        return "address", 0.8, (0, 0)
    byline = find_byline(inner)
    if byline is not None:
        return "byline", 3.0 if at_top else 1.0, byline
    pair = find_title_by(inner) if at_top else None
    if pair is not None:
        return "title-by", 3.0, pair[1]
    owner = find_copyright(inner)
    return None if owner is None else ("copyright", 2.5, owner)


def _short_item(line: Line, index: int, *, alone: bool, at_top: bool) -> Item | None:
    """An item of one line: byline, title, part number, heading, dedication."""
    text = line.text
    if len(text) > 160:
        return None
    start, stop = strip_box(text)
    inner = text[start:stop]
    place = (line.start + start, line.start + stop)

    def item(kind: str, weight: float, name: tuple[int, int] = (0, 0)) -> Item:
        moved = (place[0] + name[0], place[0] + name[1]) if name[1] else name
        return Item(kind, index, index + 1, weight, start=place[0], stop=place[1], name=moved)

    if at_top and inner.lower().strip(" :.*-=~") in _OPENERS:
        return item("opener", 0.3)
    credit = _find_credit(inner, at_top=at_top)
    if credit is not None:
        return item(*credit)
    if find_continuation(text) is not None:
        return item("part", 1.5)
    if is_chapter_heading(text):
        return item("heading", 0.0)
    if find_part(text) is not None and len(text) < 80 and not _FILE_LINE.fullmatch(inner):
        return item("part" if is_part_alone(text) else "title", 1.5)
    boxed = start > 0 and text[0] in "║│┃|*" and text[-1] == text[0] and stop < len(text)
    top = _find_top_kind(line, inner, alone=alone, boxed=boxed) if at_top else None
    return None if top is None else item(*top)


def _find_top_kind(
    line: Line, inner: str, *, alone: bool, boxed: bool
) -> tuple[str, float, tuple[int, int]] | None:
    """Kind, weight and name of a line that only the top of a text may have."""
    none = (0, 0)
    if len(inner) < 60 and _FILE_LINE.fullmatch(inner):
        return "facts", 0.5, none
    if len(inner) < 60 and _DATE_LINE.fullmatch(inner):
        return "date", 0.5, none
    if alone and len(inner) < 60 and is_person(inner):
        return "title", 0.9, none
    if is_sign_off(inner):
        return "unclear", 0.3, none
    if is_facts_line(inner):
        return "facts", 1.0, none
    if boxed and len(inner) < _LONGEST_BOXED:
        return "title" if is_title_shaped(line, alone=True) else "facts", 0.9, none
    if alone and is_dedication(line.text):
        return "dedication", 0.7, none
    if alone and len(inner) < 60 and is_login_line(inner):
        return "byline", 1.5, (0, len(inner))
    if is_title_shaped(line, alone=alone) and (alone or find_letter_spaced(line.text)):
        return "title", 0.9, none
    return None
