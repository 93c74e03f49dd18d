"""Title block: the lines right above a byline, which are a title whatever they look like."""

import re
from collections.abc import Sequence

from msgspec import Struct

from fonds.parse.breaks import is_break
from fonds.parse.lines import Line
from fonds.parse.signature import is_person
from fonds.parse.titles import (
    find_byline,
    find_copyright,
    find_letter_spaced,
    find_part,
    is_chapter_heading,
    is_login_line,
    is_title_case,
    is_title_shaped,
    strip_box,
)

_LONGEST_LINE = 110  # characters of a title's line
_WRAPS = 48  # characters: a line of more may go on in the next
_MOST_LINES = 3
_SENTENCE = re.compile(r"[^.]\.[\"”’)]?$|[.!?] [A-Z][a-z]+ [a-z]")
_OF_OTHERS = re.compile(
    r"(?:based|inspired|adapted|translated|a sequel|sequel|with apologies|after the)\b(?! of)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[].*[)\]]")
_GOES_ON = re.compile(
    r"(?:\b(?:of|the|a|an|and|in|to|for|with|from|at|on|or|upon|by)"
    r"|\b(?:OF|THE|AN|AND|IN|TO|FOR|WITH|FROM|AT|ON|OR|UPON)"
    r"|[,:&–—-])$"
)
_JOINS = re.compile(r"(?i:of|and|or|in|on|to|for|with|from|at|upon)\b|(?:the|as)\b")


class TitleBlock(Struct, frozen=True, array_like=True):
    """A title above a byline.

    Attributes:
        first: index of its first line, half-open.
        end: one past its last.
    """

    first: int
    end: int


def find_title_block(lines: Sequence[Line], index: int) -> TitleBlock | None:
    """Find the title that begins on a line, when a byline follows it.

    A title may be in small letters, a sentence, or too long for a line: the byline below
    says what it is. A part number or a line in brackets may stand between.

    Args:
        lines: n lines of a text.
        index: the line that may begin a title; not blank.

    Returns:
        The block, or None.

    Cost: O(1), at most six lines.
    """
    end = index
    while end < len(lines) and end - index <= _MOST_LINES and lines[end].text:
        if _names_author(lines[end].text) or (end > index and is_break(lines[end].text)):
            break
        end += 1
    below = end
    while below < len(lines) and below - end < 3 and _is_gap(lines[below].text):
        below += 1
    named = below < len(lines) and _names_author(lines[below].text)
    if not named or not 1 <= end - index <= _MOST_LINES:
        return None
    texts = [_inner(line.text) for line in lines[index:end]]
    if not all(_may_stand(text) for text in texts):
        return None
    size = 1
    while size < len(texts) and _goes_on(texts[size - 1], texts[size]):
        size += 1
    return TitleBlock(index, index + size) if _is_nameable(texts[0]) else None


def _is_gap(text: str) -> bool:
    """A blank line, or the line that underlines a title."""
    return not text or is_break(text)


def heads(line: Line) -> bool:
    """Tell whether a line may be one of several that head a text, each for itself."""
    text = _inner(line.text)
    if len(text) < 64 and (
        find_copyright(text) is not None or is_person(text) or is_login_line(text)
    ):
        return True
    quoted = (
        text[:1] in '"“' and text[-1:] in '"”' and text[-2:-1] not in ",.!?" and is_title_case(text)
    )
    ends = _ends_sentence(text) and not quoted
    return len(text) < 60 and not ends and is_title_shaped(line, alone=True)


def _ends_sentence(text: str) -> bool:
    return text[-1:] in '.!?:;"”»' and not text.endswith("..")


def _inner(text: str) -> str:
    return text[slice(*strip_box(text))]


def _names_author(text: str) -> bool:
    inner = _inner(text)
    return find_byline(inner) is not None or find_copyright(inner) is not None


def _may_stand(text: str) -> bool:
    return (
        (any(char.isalnum() for char in text) or text.strip("()[] ") == "")
        and len(text) <= _LONGEST_LINE
        and "@" not in text
        and text[-1] != ":"
        and _SENTENCE.search(text) is None
    )


def _is_nameable(text: str) -> bool:
    bare = text.strip(" _*~")
    if not any(char.isalnum() for char in bare):
        return True  # "( )" is a title, where a byline says so
    if _OF_OTHERS.match(bare):
        return False
    return not (is_chapter_heading(bare) or _BRACKETED.fullmatch(bare) or _is_part(bare))


def _is_part(text: str) -> bool:
    return find_part(text) is not None and len(text) < 16


def _goes_on(text: str, below: str) -> bool:
    """Whether a title's line is not all of it."""
    if not _is_nameable(below) or find_letter_spaced(text) or find_letter_spaced(below):
        return False
    if _GOES_ON.search(text) or _JOINS.match(below) or below[:1].islower():
        return True
    return len(text) > _WRAPS and not text.isupper()
