"""Title and author from the top of a text, decided together.

A line is more a title when a byline follows it, when the subject of the mail says the
same, when it is set apart; the author is whom the byline names, not who posted it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from fonds.model.claim import Claim, Evidence
from fonds.parse.head_items import Item
from fonds.parse.stated import fold_value, strip_wrapping
from fonds.parse.titles import find_letter_spaced, find_part

BY = "front-matter/1"

_REPLY = re.compile(r"(?:re|fwd?|fw|aw|sv)\s?(?:\[\d+\])?:\s*", re.IGNORECASE)
_TAGS = re.compile(r"^\s*(?:\[[^\]]{1,40}\]|\([^)]{1,24}\)(?=\s*\S)|<[^>]{1,24}>)\s*[:-]?\s*")
_ROMAN_NUMERAL = re.compile(r"[IVX]{1,5}")
_WORD_START = re.compile(r"(?<![^\W_])(?<![^\W_]['’])[^\W\d_]")
_SMALL_WORDS = frozenset("a an and as at but by for from in into of on or the to upon with".split())
_OWNER = re.compile(
    r"(?i:copyright(?:ed)?|©|\(c\))(?i: on (?:the |this )?(?:original )?(?:fiction|story|text))?[\s,:–—-]{0,4}(?:(?:19|20)\d\d[\s,]*)?(?i:by\s+)?(?P<name>[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){1,3})"
)
_COMPANY = re.compile(
    r"\b(?:Pictures|Paramount|Inc|Studios|Television|Productions|Entertainment|Estate|Star|Corporation|Company|Ltd|Films?|Books|Press|Network|BBC|Notice|All|The)\b"
)
_CALLED = re.compile(
    r"\b(?:called|titled|entitled|the title is|title of)\s+[\"“](?P<title>[^\"”]{2,90})[\"”]"
)
_NAME_WORD = re.compile(r"[A-Z](?:[a-zà-ÿ'’-]{1,20}(?:[A-Z][a-zà-ÿ]{1,20})?|\.)")
_KIND_WORD = re.compile(
    r"^\s*(?:(?:new|revised|short|my|a|submission(?: to (?:the )?archive)?|[\w:./]{1,16}) ){0,2}(?:story|fanfic|fan fic|fic|ficlet|fiction|new|repost|post|submission|vignette|drabble|short story|creative|newfic|adult|sequel|script|to archive|version|_?story)\s*(?:[:>–—,]|-{1,2} ?|~)[\s_]*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[\[(<{][^\])>}]{1,40}[\])>}]|(?:,|-|:)?\s*(?:part|pt\.?|chapter|ch\.?)\s*(?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven)\b(?:\s*(?:/|of)\s*\d{1,3})?|\d{1,3}\s*(?:/|of)\s*(?:\d{1,3}|\?)|\((?:long|complete|new|repost)\)|\((?:was|formerly|aka|previously)\b[^()]{1,80}\))\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{2,80})[\"”]")
_WAS = re.compile(
    r"\s*[(\[](?:was|formerly|aka|previously)\b[^()\[\]]{1,80}[)\]]\s*$", re.IGNORECASE
)
_BY = re.compile(r"\s*[,(\-–—]?\s+by\s+(?P<name>[A-Z][^()\[\]]{1,50}?)\s*\)?\s*$")
_CALLED = re.compile(
    r"\b(?:called|titled|entitled|the title is|title of)\s+[\"“](?P<title>[^\"”]{2,90})[\"”]"
)
_NAME_WORD = re.compile(r"[A-Z](?:[a-zà-ÿ'’-]{1,20}(?:[A-Z][a-zà-ÿ]{1,20})?|\.)")
_WORD = re.compile(r"[^\W_]+")


def find_subject_title(subject: str) -> tuple[str, str | None]:
    """Find the title (and perhaps the author) in a subject line.

    Example:
        >>> find_subject_title("Re: [HOUNDS] FIC: The Hollow Lamp 2/3 (PG) by Ida Quill")
        ('The Hollow Lamp', 'Ida Quill')
    """
    text = " ".join(subject.split())
    author = None
    quoted = _QUOTED.findall(text)
    if len(quoted) == 1 and quoted[0][:1].isupper():
        named = _BY.search(_TAIL.sub("", text))
        return quoted[0].rstrip(",."), named.group("name").strip() if named else None
    for _ in range(6):
        before = text
        reply = _REPLY.match(text)
        if reply:
            text = text[reply.end() :]
        text = _KIND_WORD.sub("", _TAGS.sub("", text, count=1), count=1)
        named = _BY.search(text)
        if named and author is None and named.start() > 0:
            author = named.group("name").strip()
            text = text[: named.start()]
        shorter = _TAIL.sub("", text)
        if shorter.strip():
            text = shorter
        if text == before:
            break
    return strip_wrapping(text.strip(" -:,")), author


def choose_title(chars: str, items: Sequence[Item], subject: str | None) -> Claim | None:
    """Choose the title among the items of a front matter.

    Args:
        chars: the text.
        items: the items that belong to the front matter, in order.
        subject: the mail's subject line, or None.

    Returns:
        A stated claim on "title", or None.
    """
    labelled = [item for item in items if item.field == "title" and item.stop > item.start]
    if labelled:
        item = max(labelled, key=lambda each: each.weight)
        return _claim(chars, item.start, item.stop, 0.97 if item.weight > 1 else 0.9)
    best: tuple[float, Item, int] | None = None
    names = [k for k, item in enumerate(items) if item.kind in ("byline", "title-by")]
    wanted = _words(find_subject_title(subject)[0]) if subject else set()
    for place, item in enumerate(items):
        if item.kind not in ("title", "title-by"):
            continue
        stop = _title_stop(chars, item)
        score = _score_title(chars[item.start : stop], item, place, names, wanted)
        if best is None or score > best[0]:
            best = (score, item, stop)
    if best is None:
        return None
    score, item, stop = best
    return _claim(chars, item.start, stop, min(0.95, 0.62 + 0.08 * score))


def find_named_title(chars: str, items: Sequence[Item]) -> list[Claim]:
    """Find a title that a note names: 'It is called "The Diogenes Fog"'."""
    for item in items:
        if item.kind not in ("notes", "disclaimer", "rating", "unclear", "field"):
            continue
        match = _CALLED.search(chars, item.start, item.stop)
        if match is not None:
            start, stop = match.span("title")
            evidence = (Evidence(0, start, stop, chars[start:stop]),)
            return [
                Claim(
                    "title",
                    fold_value(chars[start:stop]).rstrip(",."),
                    "stated",
                    0.75,
                    evidence,
                    BY,
                )
            ]
    return []


def _title_stop(chars: str, item: Item) -> int:
    if item.kind != "title-by":
        return item.stop
    lowered = chars[item.start : item.name[0]].lower()
    cut = lowered.rfind(" by")
    for word in (" written", " story", " a story"):
        if cut > 0 and lowered[:cut].endswith(word):
            cut -= len(word)
    return item.start + max(cut, 1)


def _score_title(
    text: str, item: Item, place: int, names: Sequence[int], wanted: set[str]
) -> float:
    words = _words(text)
    score = 1.0
    if item.kind == "title-by":
        score += 3.0
    after = [k - place for k in names if k > place]
    if after:
        score += 3.0 - 0.7 * min(after[0] - 1, 3)
    elif names and place - names[-1] == 1:
        score += 1.0
    if wanted and words:
        score += 2.5 * len(words & wanted) / len(words | wanted)
    if text.isupper() or find_letter_spaced(text) or text[:1] in '"“':
        score += 0.5
    if re.search(
        r"\b(?:presents?|proudly|fan ?fic(?:tion)?|a story|an? .{1,30} (?:story|fic))\b",
        text,
        re.IGNORECASE,
    ):
        score -= 1.5
    if (
        re.match(r"(?:star trek|the adventures of sherlock)", text, re.IGNORECASE)
        and len(words) <= 6
    ):
        score -= 1.5
    return score - 0.1 * place


def choose_authors(
    chars: str, items: Sequence[Item], subject: str | None, sender: str | None
) -> list[Claim]:
    """Choose who wrote the story.

    Returns:
        Claims on "label:author", best first; the poster of a mail comes last and low.
    """
    claims = [
        _author(chars, item.start, item.stop, 0.97)
        for item in items
        if item.field == "author" and item.stop > item.start
    ]
    for kind, confidence in (("title-by", 0.93), ("byline", 0.93), ("copyright", 0.85)):
        claims += [_author(chars, *item.name, confidence) for item in items if item.kind == kind]
    if not claims:
        claims += _names_alone(chars, items) + _names_in_prose(chars, items)
    if subject:
        name = find_subject_title(subject)[1]
        if name:
            place = max(chars.find(name), 0)
            claims.append(_author(chars, place, place + len(name), 0.8))
    if sender:
        place = chars.find(sender)
        evidence = (Evidence(0, place, place + len(sender), sender),) if place >= 0 else ()
        claims.append(Claim("label:author", sender, "derived", 0.55, evidence, "mail-sender/1"))
    return claims


def _names_alone(chars: str, items: Sequence[Item]) -> list[Claim]:
    """A line below the title that is shaped like a name, without "by"."""
    titles = [item for item in items if item.kind == "title"]
    after_note = [b for a, b in pairwise(items) if a.kind == "notes" and b.kind == "title"]
    for item in [*titles[1:], *after_note]:
        words = chars[item.start : item.stop].split()
        if 2 <= len(words) <= 3 and all(_NAME_WORD.fullmatch(word) for word in words):
            return [_author(chars, item.start, item.stop, 0.65)]
    return []


def _names_in_prose(chars: str, items: Sequence[Item]) -> list[Claim]:
    """A name after "copyright" in a note or disclaimer: the owner of this story."""
    for item in items:
        if item.kind not in ("notes", "disclaimer", "unclear", "rating"):
            continue
        for match in _OWNER.finditer(chars, item.start, item.stop):
            if not _COMPANY.search(match["name"]):
                return [_author(chars, *match.span("name"), 0.75)]
    return []


def _author(chars: str, start: int, stop: int, confidence: float) -> Claim:
    quote = chars[start:stop]
    return Claim(
        "label:author",
        find_letter_spaced(quote) or fold_value(quote),
        "stated",
        confidence,
        (Evidence(0, start, stop, quote),),
        BY,
    )


def _claim(chars: str, start: int, stop: int, confidence: float) -> Claim | None:
    quote = chars[start:stop].strip()
    start = chars.find(quote, start)
    value = strip_wrapping(find_letter_spaced(quote) or fold_value(quote))
    value = (_WAS.sub("", value) or value).rstrip(",;: ")
    if find_part(value) is not None:
        value = strip_wrapping(_TAIL.sub("", value)) or value
    if value.endswith(".") and not value.endswith("..") and value.count(".") == 1:
        value = value[:-1]
    if not value:
        return None
    value = calm_capitals(value)
    return Claim(
        "title", value, "stated", confidence, (Evidence(0, start, start + len(quote), quote),), BY
    )


def calm_capitals(title: str) -> str:
    """Set a title typed in capitals as titles are set; any other stays as it is.

    Example:
        >>> calm_capitals("THE FOG OF BAKER STREET II"), calm_capitals("S.O.S."), calm_capitals("Fog")
        ('The Fog of Baker Street II', 'S.O.S.', 'Fog')
    """
    words = title.split()
    if not title.isupper() or sum(char.isalpha() for char in title) < 5 or "." in title[:-1]:
        return title
    set_words = []
    for number, word in enumerate(words):
        bare = word.strip("\"'“”‘’().,:;!?-")
        if _ROMAN_NUMERAL.fullmatch(bare) or any(char.isdigit() for char in bare):
            set_words.append(word)
        elif word.lower() in _SMALL_WORDS and 0 < number < len(words) - 1:
            set_words.append(word.lower())
        else:
            set_words.append(_WORD_START.sub(lambda match: match.group().upper(), word.lower()))
    return " ".join(set_words)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
