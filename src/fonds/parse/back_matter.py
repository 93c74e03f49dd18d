"""Back matter: "THE END", notes, signatures and mail footers after a story."""

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from fonds.model.claim import Claim, Evidence
from fonds.parse.asides import find_aside
from fonds.parse.endings import find_ending
from fonds.parse.head_items import iter_items
from fonds.parse.item import Item
from fonds.parse.lines import Line, split_lines
from fonds.parse.matter_claims import find_item_claims
from fonds.parse.page_marks import NO_PAGE, Page
from fonds.parse.prose import find_prose_kind, is_attribution
from fonds.parse.stated import fold_value
from fonds.parse.titles import is_chapter_heading

_FIRST_WINDOW = 1_800  # characters: a note and a signature
_TAIL_CHARS = 28_800  # characters: no footer is longer
_SIGNATURE = re.compile(
    r"-- ?$|-{2,3}[ ]?[A-Z][\w. '-]{1,40}(?:,[^\n]{1,80})?$|~{1,3}[ ]?[A-Z][\w. '-]{1,30}$"
)
_SIGNED = re.compile(r"[-~]{1,3} ?([A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3})")
_FOOTER = re.compile(
    r"to unsubscribe|unsubscribe|mailing list|yahoo! ?groups|yahoogroups|list-?owner|do you yahoo|get your free|hotmail|sent via|posted via|www\.|http://|https://|\S@\S+\.\S|"
    r"this archive|archived at|reviews? (?:are|is) |hosted by|last (?:updated|modified)|back to (?:top|index|the)|return to|-----end|end of (?:forwarded|included)|all rights reserved|guest ?book|\* origin:|\bslmr\b|maximus \d|blue ?wave|\[r\]ead|\[n\]ext|anon(?:ymous)? (?:service|server)",
    re.IGNORECASE,
)
_FOOTER_HINTS = AhoCorasick(
    (
        "unsubscribe | mailing list | yahoo | list-owner | listowner | get your free | hotmail | "
        "sent via | posted via | www. | http | @ | this archive | archived at | review | hosted by | "
        "last updated | last modified | back to | return to | -----end | end of forwarded | "
        "end of included | all rights reserved | guestbook | guest book | origin: | slmr | maximus | "
        "blue wave | bluewave | [r]ead | [n]ext | anon service | anonymous service | anon server | "
        "anonymous server"
    ).split(" | ")
)
_MACHINE = re.compile(
    r"https?://|www\.|unsubscribe|yahoo! ?groups|yahoogroups|list-?owner|do you yahoo|get your free|sent via|posted via|"
    r"this archive|archived at|hosted by|last (?:updated|modified)|back to (?:top|index|the)|return to|"
    r"-----end|end of (?:forwarded|included)|all rights reserved|guest ?book",
    re.IGNORECASE,
)
"""Of these the ones that servers and list programs write, or lists of links."""
_PLAINLY_NOTES = frozenset({"notes", "an", "a/n", "a.n"})
"""Labels that stand in no story's last lines, as "Note:" or "Place:" may."""
_MORE_STORY = 40  # words of plain story below an end mark: it ends a part only
_ADDRESSED = re.compile(r"\b(?:I|I['’]m|I['’]ve|my|you|your|readers?|thanks?)\b")
"""Words of a paragraph without speech in which an author may speak to who reads."""
_CLOSING = 2.5  # weight of an end mark: outweighs one unclear paragraph after it


class BackMatter(Struct, frozen=True):
    """What stands after the story.

    Attributes:
        start: code point where the back matter begins; the end of the story.
        claims: what it states.
        complete: True after "THE END", False after "to be continued", None otherwise.
    """

    start: int
    claims: tuple[Claim, ...] = ()
    complete: bool | None = None


def find_back_matter(
    chars: str, start: int, end: int, *, page: Page = NO_PAGE, noted: bool = False
) -> BackMatter:
    """Find the back matter of a story.

    Args:
        chars: the text.
        start: code point where the story begins, half-open.
        end: where it and all that follows ends.
        page: what the markup says of the text.
        noted: a header that programs write has said the notes, so that prose alone is story.

    Returns:
        The back matter; `start == end` when there is none. It never reaches into the
        first fifth of the story.

    Cost: O(1) beyond the last 16,000 characters.
    """
    floor = start + (end - start) // 5
    window = _FIRST_WINDOW
    while True:
        low = max(floor, end - window)
        low = chars.find("\n", low, end) + 1 or end if low > start else low
        lines = page.without_frames(split_lines(chars, low, end))
        items = [
            _judge(chars, item, lines) for item in iter_items(lines, 0, at_top=False, most=2000)
        ]
        items = _open_ends(chars, items)
        count = _best_suffix(items)
        # Back matter that fills the window may begin before it: look further up.
        if count < len(items) - 3 or low <= floor + 1 or window >= _TAIL_CHARS:
            break
        window *= 4
    if not count:
        return BackMatter(end)
    back = items[len(items) - count :]
    if noted and all(item.kind in ("notes", "unclear", "rule", "story") for item in back):
        return BackMatter(end)
    complete, evidence = _find_completeness(chars, back)
    claims = find_item_claims(chars, back, "back")
    claims += _labelled_title(chars, back)
    if complete is not None:
        claims.append(Claim("complete", complete, "stated", 0.85, evidence, "back-matter/1"))
    return BackMatter(lines[back[0].first].start, tuple(claims), complete)


def _judge(chars: str, item: Item, lines: Sequence[Line]) -> Item:
    """An item again, with the weight it has at the end of a text."""
    text = chars[item.start : item.stop] if item.stop > item.start else lines[item.first].text
    first = lines[item.first].text
    if item.kind in ("title", "part", "heading", "unclear"):
        aside = find_aside(first if item.end == item.first + 1 else text)
        item = item if aside is None else _weigh(item, *aside)
    if item.kind in ("story", "unclear", "notes", "title", "dedication", "heading", "part"):
        if find_ending(text) is not None:
            return _weigh(item, "end", _CLOSING)
        if _SIGNATURE.fullmatch(first.rstrip()):
            return _weigh(item, "signature", 1.2)
        footers = _count_footers(text[:1200])
        if footers and item.kind == "notes" and _MACHINE.search(text[:1200]) is None:
            # "Comments to ann@example.org": the author's own words, not a server's.
            return _weigh(item, "notes", max(item.weight, 1.0 + min(footers, 3) * 0.4))
        if footers and item.kind != "story":
            return _weigh(item, "footer", 1.0 + min(footers, 3) * 0.4)
        if footers >= 2 or (footers and len(text) < 200):
            return _weigh(item, "footer", 0.8)
        if item.kind in ("heading", "title", "part"):
            return _weigh(item, "unclear", -0.6)
    if item.kind == "field" and item.weight < 1:
        if item.label.lower().strip(" .") in _PLAINLY_NOTES and text[:1].isupper():
            return _weigh(item, "field", 0.6)
        around = find_prose_kind(text).kind in ("notes", "disclaimer", "rating")
        return _weigh(item, "field", 0.6 if around else -0.4)
    if item.kind == "field" and item.field in ("date", "setting", "subject", "characters", "part"):
        return _weigh(item, "field", 0.5)  # words of letters and logs inside a story
    if item.kind == "epigraph":
        return _weigh(item, "unclear", -0.4)
    return item


def _open_ends(chars: str, items: Sequence[Item]) -> list[Item]:
    """The items again, with end marks that more of the story follows taken for words of it.

    "TBC" above "Chapter 2" ends a part, and what stands below is no back matter.
    """
    result = list(items)
    if not any(item.kind == "end" for item in items):
        return result
    told = addressed = 0  # words of story below; words that may be the author's own
    headed = False  # whether a chapter's heading is what comes next
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.kind == "end":
            if told + (addressed if headed else 0) > _MORE_STORY:
                result[index] = _weigh(item, "unclear", -0.6)
            headed = False
        elif item.weight < 0:
            text = chars[item.start : item.stop]
            headed = is_chapter_heading(text)
            # A poem that somebody else wrote may close the page.
            quoted = text[:1] == ">" or is_attribution(text[text.rfind("\n") + 1 :])
            if not (headed or quoted) and find_prose_kind(text).kind == "story":
                plain = '"' in text or "“" in text or _ADDRESSED.search(text) is None
                count = len(text.split())
                told, addressed = told + count * plain, addressed + count * (not plain)
        elif item.kind != "rule":
            headed = headed or item.kind == "part"
    return result


def _count_footers(text: str) -> int:
    """How many words of servers, lists and addresses."""
    if not _FOOTER_HINTS.find_matches_as_indexes(text.lower()):
        return 0  # looked for first: most paragraphs have none of them
    return len(_FOOTER.findall(text))


def _weigh(item: Item, kind: str, weight: float) -> Item:
    return Item(
        kind, item.first, item.end, weight, item.field, item.start, item.stop, item.name, item.label
    )


def _best_suffix(items: Sequence[Item]) -> int:
    """How many items from the end sum highest; what follows an end mark counts little against it."""
    best, best_sum, running = 0, 0.0, 0.0
    passed_end = False
    for number in range(1, len(items) + 1):
        item = items[len(items) - number]
        weight = item.weight
        if item.kind in ("story", "unclear") and _ends_before(items, len(items) - number):
            weight = max(weight, -0.35)
        if passed_end and item.kind in ("notes", "unclear", "disclaimer", "rating"):
            weight = min(weight, -0.5)  # words before "THE END" are the story's
        passed_end = passed_end or item.kind == "end"
        running += weight
        if running > best_sum + 1e-9:
            best, best_sum = number, running
        if running < -5:
            break
    return best


def _ends_before(items: Sequence[Item], index: int) -> bool:
    """Whether an end mark stands in the six items before this one."""
    return any(item.kind == "end" for item in items[max(0, index - 6) : index])


def _find_completeness(
    chars: str, back: Sequence[Item]
) -> tuple[bool | None, tuple[Evidence, ...]]:
    for item in back:
        if item.kind != "end":
            continue
        quote = chars[item.start : item.stop]
        ending = find_ending(quote)
        if ending is not None:
            return ending == "done", (Evidence(0, item.start, item.stop, quote),)
    return None, ()


def _labelled_title(chars: str, back: Sequence[Item]) -> list[Claim]:
    """Title and author of a header that stands after the story."""
    claims = []
    for item in back:
        quote = chars[item.start : item.stop]
        evidence = (Evidence(0, item.start, item.stop, quote),)
        if item.kind == "field" and item.field == "title" and quote:
            claims.append(
                Claim("title", fold_value(quote), "stated", 0.9, evidence, "back-matter/1")
            )
        elif item.kind == "field" and item.field == "author" and quote:
            claims.append(
                Claim("label:author", fold_value(quote), "stated", 0.9, evidence, "back-matter/1")
            )
        elif item.kind == "signature":
            name = _SIGNED.match(quote)
            # Below a quotation, or before a book's name, it says whose words those were.
            quoted = (
                chars[max(0, item.start - 80) : item.start].rstrip()[-1:] in '"”'
                or '"' in quote
                or "“" in quote
            )
            if name is not None and not quoted:
                place = (
                    Evidence(0, item.start + name.start(1), item.start + name.end(1), name[1]),
                )
                claims.append(Claim("label:author", name[1], "stated", 0.7, place, "signature/1"))
        elif item.kind in ("byline", "copyright"):
            who = chars[slice(*item.name)]
            place = (Evidence(0, *item.name, who),)
            claims.append(
                Claim("label:author", fold_value(who), "stated", 0.75, place, "back-matter/1")
            )
    return claims
