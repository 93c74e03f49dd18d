"""Title and author from the top of a text, decided together.

A line is more a title when a byline follows it, when the subject of the mail says the
same, when it is set apart; the author is whom the byline names, not who posted it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from fonds.model.claim import Claim, Evidence
from fonds.parse.item import Item
from fonds.parse.show_names import is_show_name
from fonds.parse.signature import OWNER, is_licensor, is_person, is_plain_name
from fonds.parse.stated import fold_value
from fonds.parse.subject import find_subject_title
from fonds.parse.title_value import read_title
from fonds.parse.titles import (
    find_byline,
    find_letter_spaced,
    find_part,
    find_title_by,
    is_chapter_heading,
    is_name_shaped,
)

BY = "front-matter/1"

_WRITER = re.compile(
    r"\b(?i:(?:the )?(?:author|writer) (?:is|was|of this (?:story|one|tale|fic) (?:is|was))|(?:this|the following|following|my) (?:story|tale|fic|fiction|piece|work|script|novel)[^.\n]{0,40}?\b(?:written |authored |composed )?by|(?:was|is|were) (?:written|penned|authored) by|(?:is|was|here's|presenting|present) an? (?:[\w':&-]{1,20} ){0,6}?(?:story|tale|fic|fanfic|script|teleplay|novel|vignette|parody|screenplay),? (?:written )?by|(?:my|her|his|whose|their|the author's|that) name is|story (?:is )?(?:property of|belongs to)):?\s{1,60}(?P<name>[A-Z](?:\.|[\w'’-]{1,20})(?: [A-Z](?:\.|[\w'’-]{0,20})){1,3})"
)
_QUOTED_BY = re.compile(
    r"[\"“](?P<title>[A-Z][^\"”\n]{1,80}?)[,.]?[\"”],? (?:is )?(?:written )?by (?P<name>[A-Z](?:\.|[\w'’-]{1,20})(?: [A-Z](?:\.|[\w'’-]{0,20})){1,3})"
)
_OF_OTHERS = (
    "based on",
    "inspired",
    "sequel",
    "follow",
    "after ",
    "like ",
    "read",
    "from ",
    "song",
    "poem",
    "lyric",
    "episode",
    "story by",
)
_PARTED = re.compile(
    r"(?P<title>(?:\S{1,30} ){1,11}\S{1,30}?) {0,3}(?: -{1,2} | – | — |  /  | / | ~ ) {0,3}(?P<name>[A-Z].{3,40})"
)
_CALLED = re.compile(
    r"(?i:\b(?:called|titled|entitled|the title is|title of|present(?: to you| you(?: with)?)?|presenting|give you|introducing|(?:last|final|first|next) part of|(?:part|chapter|section|episode) \w{1,9} of|(?<!ast )time is|here (?:is|comes)|finished|my story|story is|this is))[\s,:.-]{1,6}[\"“*_](?P<title>[A-Z][^\"”*_]{1,89})[\"”*_]"
)
_GOES_ON = re.compile(
    r"(?:\b(?:of|the|a|an|and|in|to|for|with|from|at|on|or|OF|THE|AND|IN|TO|FOR|WITH|FROM)(?:\.\.\.)?|[,:&–—-])$"
)
_BELOW = re.compile(r"[^\S\n]*+\n(?:[^\S\n]*+\n){0,2}[^\S\n]*+(?P<line>[^\s:][^\n:]{1,49})(?=\n)")
_JOINT = re.compile(r",? (?:and|&|with) |, [A-Z]|,? (?:Jr|Sr|II)\b")
_PARTNER = re.compile(
    r"[^\n]{0,80}?(?:\n\s{0,80}(?:and|&)\s{1,80}|[ ,](?:and|&)[ \t]{0,9}\n\s{0,80})(?P<name>[A-Z][\w'’-]{0,20}\.?(?: [A-Z][\w'’-]{0,20}\.?){0,3})\s"
)
_WORD = re.compile(r"[^\W_]+")


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
        both = _both_in_label(chars, item)
        if both is not None:
            return _claim(chars, item.start, item.start + both[0][1], 0.95)
        return _claim(chars, item.start, item.stop, 0.97 if item.weight > 1 else 0.9)
    best: tuple[float, Item, int] | None = None
    names = [k for k, item in enumerate(items) if item.kind in ("byline", "title-by")]
    wanted = _words(find_subject_title(subject)[0]) if subject else set()
    for place, item in enumerate(items):
        if item.kind not in ("title", "title-by"):
            continue
        stop = _title_stop(chars, item)
        first = all(
            each.kind in ("mail", "rule") or each.field == "subject" for each in items[:place]
        )
        score = _score_title(chars[item.start : stop], item, place, names, wanted, first=first)
        if best is None or score > best[0]:
            best = (score, item, stop)
    if best is None:
        return None
    score, item, stop = best
    if not names and item.kind == "title":
        parted = _find_person_behind(chars[item.start : stop])
        if parted is not None:
            return _claim(chars, item.start, item.start + parted[0], 0.75)
    if item.kind == "title" and _GOES_ON.search(chars[item.start : stop]):
        stop = _line_below(chars, stop)
    return _claim(chars, item.start, stop, max(0.2, min(0.95, 0.62 + 0.08 * score)))


def _find_person_behind(text: str) -> tuple[int, int] | None:
    """Where a title ends and a name begins: "The Hollow Lamp - Ida Quill"."""
    match = _PARTED.fullmatch(text) if len(text) < 110 else None
    if match is None or not is_person(match["name"]) or is_plain_name(match["title"]):
        return None
    return match.end("title"), match.start("name")


def _both_in_label(chars: str, item: Item) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Title and name in one value: "Title/Author: Moor by Ann"."""
    typed = item.label.lower()
    if not ("author" in typed or "by" in typed.split("/")):
        return None
    return find_title_by(chars[item.start : item.stop])


def _line_below(chars: str, stop: int) -> int:
    """End of the next line when it goes on with a title: "A Day in the Life of / Mrs. Hudson"."""
    match = _BELOW.match(chars, stop)
    if match is None or find_byline(match["line"]) is not None:
        return stop
    words = [word for word in match["line"].split() if word[0].isalpha()]
    big = sum(1 for word in words if word[0].isupper())
    return (
        match.end("line") if words and words[0][0].isupper() and big * 3 >= len(words) * 2 else stop
    )


def find_named_title(chars: str, items: Sequence[Item]) -> list[Claim]:
    """Find a title that a note names: 'It is called "The Diogenes Fog"'."""
    quoted = _find_quoted_by(chars, items)
    if quoted is not None:
        start, stop = quoted.span("title")
        evidence = (Evidence(0, start, stop, chars[start:stop]),)
        return [Claim("title", read_title(chars[start:stop]), "stated", 0.8, evidence, BY)]
    for item in items:
        if item.kind in ("title", "title-by", "mail"):
            continue
        match = _CALLED.search(chars, item.start, item.stop)
        if match is not None:
            start, stop = match.span("title")
            evidence = (Evidence(0, start, stop, chars[start:stop]),)
            return [
                Claim(
                    "title",
                    read_title(chars[start:stop]).rstrip(",."),
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
    both = find_title_by(chars[item.start : item.stop])
    if both is not None:
        return item.start + both[0][1]
    lowered = chars[item.start : item.name[0]].lower()
    cut = lowered.rfind(" by")
    for word in (" written", " story", " a story"):
        if cut > 0 and lowered[:cut].endswith(word):
            cut -= len(word)
    return item.start + max(cut, 1)


def _score_title(
    text: str, item: Item, place: int, names: Sequence[int], wanted: set[str], *, first: bool
) -> float:
    text = text.replace("_", " ").strip()
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
    if is_show_name(text):
        score -= 2.5
    if (find_part(text) is not None and len(words) <= 4) or is_chapter_heading(text):
        score -= 2.5
    if text[:1] == "(" and text[-1:] == ")":
        score -= 1.5
    if item.label == "subject":
        score += 3.0
    elif first:
        score += 0.5
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
    for item in items:
        both = _both_in_label(chars, item) if item.field == "title" else None
        if both is not None:
            name = (item.start + both[1][0], item.start + both[1][1])
            claims.append(_author(chars, *name, 0.95))
    for kind, confidence in (("title-by", 0.93), ("byline", 0.93), ("copyright", 0.85)):
        claims += [
            _author(chars, item.name[0], _with_partner(chars, item.name[1]), confidence)
            for item in items
            if item.kind == kind
        ]
    if not claims:
        claims += _names_behind_titles(chars, items) + _names_beside_quotation(chars, items)
    if not claims:
        claims += _names_alone(chars, items) + _names_in_prose(chars, items)
    if subject:
        said = find_subject_title(subject)[1]
        if said:
            place = max(chars.find(said), 0)
            claims.append(_author(chars, place, place + len(said), 0.8))
    if sender:
        claims = [_without_extra(claim, sender) for claim in claims]
        place = chars.find(sender)
        evidence = (Evidence(0, place, place + len(sender), sender),) if place >= 0 else ()
        claims.append(Claim("label:author", sender, "derived", 0.55, evidence, "mail-sender/1"))
    return claims


def _without_extra(claim: Claim, sender: str) -> Claim:
    """A name that begins as the sender's, and what ran into it on its line."""
    value, size = str(claim.value), len(sender)
    if len(value) <= size or value[:size].lower() != sender.lower() or value[size].isalnum():
        return claim
    if _JOINT.search(value, size) is not None:
        return claim  # "Ann Holt and Beth Fell" are two
    return structs.replace(claim, value=value[:size])


def _with_partner(chars: str, stop: int) -> int:
    """End of a second name on the line below: "by Ann / and Beth"."""
    match = _PARTNER.match(chars, stop)
    if match is None or not is_name_shaped(match["name"]):
        return stop
    return match.end("name")


def _names_alone(chars: str, items: Sequence[Item]) -> list[Claim]:
    """A line below the title that is shaped like a name, without "by"."""
    titles = [item for item in items if item.kind == "title"]
    after_note = [b for a, b in pairwise(items) if a.kind == "notes" and b.kind == "title"]
    for item in [*titles[1:], *after_note]:
        if is_person(chars[item.start : item.stop]):
            return [_author(chars, item.start, item.stop, 0.65)]
    return []


def _names_behind_titles(chars: str, items: Sequence[Item]) -> list[Claim]:
    for item in items:
        parted = (
            _find_person_behind(chars[item.start : item.stop]) if item.kind == "title" else None
        )
        if parted is not None:
            return [_author(chars, item.start + parted[1], item.stop, 0.7)]
    return []


def _names_beside_quotation(chars: str, items: Sequence[Item]) -> list[Claim]:
    """The name in 'Here is "The Diogenes Fog" by Ida Quill'."""
    match = _find_quoted_by(chars, items)
    return [] if match is None else [_author(chars, *match.span("name"), 0.8)]


def _find_quoted_by(chars: str, items: Sequence[Item]) -> re.Match[str] | None:
    for item in items:
        if item.kind not in ("notes", "unclear", "disclaimer"):
            continue
        match = _QUOTED_BY.search(chars, item.start, item.stop)
        if match is None:
            continue
        before = chars[max(item.start, match.start() - 40) : match.start()].lower()
        if not any(word in before for word in _OF_OTHERS):
            return match
    return None


def _names_in_prose(chars: str, items: Sequence[Item]) -> list[Claim]:
    """A name after "copyright" in a note or disclaimer: the owner of this story."""
    for item in items:
        if item.kind not in ("notes", "disclaimer", "unclear", "rating"):
            continue
        for pattern in (OWNER, _WRITER):
            for match in pattern.finditer(chars, item.start, item.stop):
                before = chars[max(item.start, match.start() - 40) : match.start()].lower()
                named = match["name"]
                of_others = any(word in before for word in ("based on", "inspired", "from the"))
                maker = is_licensor(named)
                if not (of_others or maker):
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
    value = read_title(quote)
    if not value:
        return None
    return Claim(
        "title", value, "stated", confidence, (Evidence(0, start, start + len(quote), quote),), BY
    )


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
