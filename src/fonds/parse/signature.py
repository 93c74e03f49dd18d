"""Signatures: the name below a note or below the story, when nothing else says who wrote."""

import re
from collections.abc import Iterator, Sequence

from fonds.parse.lines import Line, split_lines
from fonds.parse.show_names import is_show_name
from fonds.parse.titles import is_name_shaped

_TAIL_CHARS = 2_500  # a signature of more is unheard of
_DASHED = re.compile(r"[-–—~*]{1,3} {0,2}(?P<name>[A-Z][^@<>|\n]{2,40}?)[-–—~* ]{0,4}$")
_ADDRESSED = re.compile(
    r"(?P<name>[A-Z][^@<>(|,\n]{2,40}?)[ ,]{0,4}[<(\[]?(?:mailto:)?[\w.!%+-]{1,60}@[\w.-]{2,60}[>)\]]?"
)
_ADDRESS = re.compile(r"[\w.!%+-]{1,60}@[\w.-]{2,60}|\d{5}\b|P\.? ?O\.? Box")
_CELL = re.compile(r"\s*(?:\||\s{3,}|\t|\+ |\* )\s*")
_NAME = re.compile(
    r"[A-Z](?:\.|[\w'’-]{1,20})(?: (?:[A-Z]\.?|[\"“(][\w'’ -]{1,20}[\"”)]|[A-Z][\w'’-]{1,20}|de|la|van|von|der|di)){1,4}\.?,?"
)
OWNER = re.compile(
    r"(?i:copyright(?:ed)?|©|\(c\))(?i: on (?:the |this )?(?:original )?(?:fiction|story|text))?[\s,:–—-]{0,4}(?:(?:19|20)\d\d[\s,]*)?(?i:by\s+)?(?P<name>[A-Z](?:\.|[\w'’-]{1,20})(?: [A-Z](?:\.|[\w'’-]{0,20})){1,3})"
)
"""Who says that a text is theirs: "Copyright 1998 by Ida Quill"."""
_COMPANY = re.compile(
    r"\b(?:Pictures|Paramount|Inc|Studios|Television|Productions|Entertainment|Estate|Star|Corporation|Company|Ltd|Films?|Books|Press|Network|BBC|Notice|All|The)\b"
)
_CREATORS = frozenset(
    "roddenberry doyle rowling austen stoker baum carroll tolkien lucas whedon carter berman piller "
    "straczynski nation hurley pratchett gaiman king rice mccaffrey lewis larson moffat".split()
)
_WRITE_TO = re.compile(
    r"\b(?i:comments|feedback|flames|praise|remarks|mail|letters)(?: and \w{1,12})? (?:welcome )?to:? (?P<name>[A-Z](?:\.|[\w'’-]{1,20})(?: [A-Z](?:\.|[\w'’-]{0,20})){1,3})"
)
_LOVE = re.compile(
    r"(?i:love|yours|hugs|cheers|best|regards|sincerely|thanks),? {1,3}(?P<name>[A-Z][\w-]{2,20}(?: [A-Z][\w-]{0,20})?)\W{0,3}"
)
_NO_NAME = frozenset(
    (
        "the end to be continued story part chapter fin professor university college street avenue "
        "road department software inc press club productions copyright thanks thank you enjoy "
        "yours sincerely regards disclaimer note notes author this that all and for with from in "
        "on at of by continued next last first new"
    ).split()
)
_NOT_FIRST = frozenset(
    (
        "captain lieutenant commander ensign admiral doctor dr mr mrs ms miss lord lady king queen "
        "sir agent sergeant love best happy merry star my january february march april may june "
        "july august september october november december god good dear happy"
    ).split()
)


def iter_signatures(chars: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Find names that sign the end of a text, best first.

    Args:
        chars: the text.
        start: where the text of the work begins, half-open.
        end: where it ends.

    Yields:
        Half-open span of a name, and a confidence: 0.6 for a name with a dash or an
        address, 0.5 for the first line of a mail's signature, which may be the poster's.

    Cost: O(1), the last 2,500 characters.
    """
    lines = split_lines(chars, max(start, end - _TAIL_CHARS), end)
    while lines and not lines[-1].text:
        lines.pop()
    cut = next((k for k in range(len(lines) - 1, -1, -1) if lines[k].text in ("--", "---")), None)
    if cut is not None:
        found = next(iter(_names_in_block(lines[cut + 1 : cut + 5])), None)
        if found is not None:
            yield (*found, 0.5)
        lines = lines[:cut]
    low = lines[0].start if lines else end
    for pattern, confidence in ((OWNER, 0.7), (_WRITE_TO, 0.6)):
        match = pattern.search(chars, low, end)
        if match is not None and is_person(match["name"]) and not is_licensor(match["name"]):
            yield (*match.span("name"), confidence)
            return
    for place in range(max(0, len(lines) - 8), len(lines)):
        found = _signing_name(lines, place)
        if found is not None and not _is_in_story(chars, start, found):
            yield (*found, 0.6)
            return


def _is_in_story(chars: str, start: int, name: tuple[int, int]) -> bool:
    """Whether the story speaks of somebody so called: a letter or a quotation ends it."""
    last = chars[slice(*name)].rsplit(maxsplit=1)[-1]
    return chars.count(last, start, name[0]) > 3


def find_sign_off(lines: Sequence[Line], first: int, end: int) -> tuple[int, int] | None:
    """Find the name that closes a note above the story: alone, dashed or far to the right.

    Args:
        lines: of the text.
        first: the first line of the note, half-open.
        end: one past its last.

    Returns:
        Half-open span of the name in the text, or None.
    """
    for place in range(end - 1, max(first, end - 4) - 1, -1):
        line = lines[place]
        if not line.text:
            continue
        found = _signing_name(lines, place)
        if found is not None:
            return found
        loved = _LOVE.fullmatch(line.text) if len(line.text) < 50 else None
        if loved is not None:
            return line.start + loved.start("name"), line.start + loved.end("name")
        if line.indent >= 24 and (bare := _bare_name(line.text)) is not None:
            return line.start + bare[0], line.start + bare[1]
    return None


def _signing_name(lines: Sequence[Line], place: int) -> tuple[int, int] | None:
    line = lines[place]
    for pattern in (_DASHED, _ADDRESSED):
        match = pattern.fullmatch(line.text) if len(line.text) < 120 else None
        if match is not None and is_person(match["name"]):
            return line.start + match.start("name"), line.start + match.end("name")
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    if _ADDRESS.search(below) and is_person(line.text):
        return line.start, line.end
    return None


def _names_in_block(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    for line in lines:
        place = 0
        for cell in _CELL.split(line.text):
            at = line.text.find(cell, place)
            place = at + len(cell)
            found = _bare_name(cell)
            if found is not None:
                yield line.start + at + found[0], line.start + at + found[1]


def _bare_name(text: str) -> tuple[int, int] | None:
    bare = text.strip(" -–—~*+=|.,")
    at = text.find(bare)
    return (at, at + len(bare)) if bare and is_person(bare) else None


def is_licensor(name: str) -> bool:
    """Tell whether a name is that of a company or of a world's maker, and no fan's.

    Example:
        >>> is_licensor("Paramount Pictures"), is_licensor("Ida Quill")
        (True, False)
    """
    return _COMPANY.search(name) is not None or name.rsplit(maxsplit=1)[-1].lower() in _CREATORS


def is_plain_name(text: str) -> bool:
    """Tell whether a few words can hardly be anything but a name: two or three, no "'s"."""
    return len(text.split()) <= 3 and "'" not in text and "’" not in text and is_person(text)


def is_person(text: str) -> bool:
    """Tell whether a few words are shaped as a person's name and are not something else.

    Example:
        >>> is_person("J. R. van der Velde"), is_person("The Hidden Pot")
        (True, False)
    """
    bare = text.strip(" ,.")
    if not _NAME.fullmatch(bare) or not is_name_shaped(bare) or is_show_name(bare):
        return False
    words = [word.lower().strip(".\"“”()'") for word in bare.split()]
    return words[0] not in _NOT_FIRST and not any(word in _NO_NAME for word in words)
