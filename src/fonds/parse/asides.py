"""Asides: lines around a story that a page, a keeper or a translator put there."""

import re
from typing import Final

from ahocorasick_rs import AhoCorasick

from fonds.parse.keepers import is_keeper_note

_LONGEST = 400  # characters: a line of buttons, a credit or a remark is no longer
_KUDOS_LOOK = 60  # characters at the end of a list of names that say what it lists

_OPENING, _CLOSING = "([{<-*+«←‹", ")]}>»→›"
_HINTS = AhoCorasick(
    [
        "|",
        *(
            "read more | read on | read the | the cut | maintained | hosted | owned | designed | "
            "created by | built | run by | run on | actions |  top | kudos | bookmark | share | "
            "comment | >> | > | » | › | -> | :: | • | · | ‖ | previous | next | prev | translat | "
            "t/n | tl/n | based on | based upon | inspired by | suggested by | feedback | reviews | "
            "criticism | flames | missing scene | episode tag | post-ep | post ep | tag to | tag for | "
            "coda to | coda for | takes place | set during | set after | set before | set between | "
            "set in season | set in the | set just | set right | set shortly | au from | au after | "
            "alternate ending"
        ).split(" | "),
    ]
)
_CUT = re.compile(
    r"[(\[{<*_ ]{1,6}read (?:more|on|the rest|the story)[ .…>»]{0,8}[)\]}>*_ ]{1,6}"
    r"|read (?:more|the rest)[ .…>»]{2,8}"
    r"|[(\[{<*_ ]{1,6}(?:under|behind) the cut[ .…]{0,6}[)\]}>*_ ]{1,6}",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"[\W_]{0,6}(?:(?:this|the) )?(?:web ?)?(?:site|page|pages|archive|list) (?:is |was )?"
    r"(?:maintained|hosted|owned|designed|created|built|run) "
    r"(?:and \w{3,12} )?(?:by|at|on) [^\n,;]{2,60}",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"actions|↑ ?top|kudos ?♥?|kudos|bookmark|share|post comment"
    r"|(?:hide |show )?comments(?: \(\d{1,5}\))?",
    re.IGNORECASE,
)
_KUDOS = re.compile(r"\bleft kudos on this work[!.]?\s{0,4}\Z", re.IGNORECASE)
_CRUMBS = re.compile(
    r"\w[\w '’&.-]{1,40}(?: ?(?:>{1,2}|»|›|->|::) ?[\w'’&.-][\w '’&.-]{1,40}){2,6}"
)
_BAR = re.compile(r"[|•·‖]")
_NAVIGATION = re.compile(
    r"(?:go )?(?:to )?(?:the )?"
    r"(?:previous|prev|next|back|first|last|master ?post|master ?list"
    r"|index|home|top|contents|table of contents|art|art post|fic|main|main page|links|mix"
    r"|story index|archive)(?: (?:part|chapter|page|story|post))?"
    r"|(?:part|chapter|page) (?:\d{1,3}|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|[ivx]{1,5})",
    re.IGNORECASE,
)
_ARROWS = "<>«»←→‹›"
_READER = re.compile(r"[-*+] \*\*[^\W\d_][\w '’-]{1,24}(?::\*\*|\*\*:) ?[^\n]{1,200}")

_TRANSLATOR = re.compile(
    r"[\W_]{0,4}(?:translator['’]?s['’]? notes?|t/n|tl/n)[\W_]{0,3}[:–—-]", re.I
)
_TRANSLATED = re.compile(
    r"[\W_]{0,4}(?:freely )?translat(?:ed|ion)(?: (?:from|out of) (?:the )?\w{3,20})?"
    r"(?: in(?:to)? \w{3,20})? by [^\n]{2,60}",
    re.IGNORECASE,
)
_BASED = re.compile(
    r"[\W_]{0,4}(?:loosely )?(?:based (?:up)?on|inspired by|suggested by) "
    r"(?:an? |the |his |her )?"
    r"(?:story|tale|novel|fic|poem|song|play|series|idea|drawing|novella)\b[^\n]{2,120}",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"[\W_]{0,4}(?:(?:this|it|story) (?:is |was |['’]s )?)?(?:an? |the |my |just )?"
    r"(?:missing scenes?|episode tags?|post[- ]ep(?:isode)?|tag (?:to|for)|coda (?:to|for)"
    r"|alternate ending|au (?:from|after)|takes place"
    r"|set (?:during|after|before|between|in season|in the|just|right|shortly))\b[^\n]{3,120}",
    re.IGNORECASE,
)
"""A line that says where in its canon a story is set."""

_COMMENTS = re.compile(
    r"[\W_]{0,4}(?:(?:please )?(?:send|all|any) )?(?:comments|feedback|reviews|criticisms?|flames)"
    r"(?: (?:and|or|&) \w{3,16})? (?:(?:is|are) )?(?:welcome )?(?:to|at)\b"
    r"[^\n@]{0,80}@[^\s@]{2,60}",
    re.IGNORECASE,
)

FURNITURE: Final = "furniture"
"""The kind of what a page says of itself: buttons, links, the reader's own list of facts."""


def find_aside(text: str) -> tuple[str, float] | None:
    """Tell what a short paragraph beside a story is that no author wrote as story.

    Args:
        text: a line or paragraph near an edge of a text.

    Returns:
        "furniture" or "notes" and how much it speaks for the matter around a story; None
        for any other paragraph.

    Cost: O(1), bounded.

    Example:
        >>> find_aside("<< Previous | Master Post | Next >>"), find_aside("He read on.")
        (('furniture', 1.0), None)
        >>> find_aside("translated from the German by Peg Moorcroft")
        ('notes', 1.0)
        >>> find_aside("A missing scene from The Final Problem.")
        ('notes', 1.0)
    """
    framed = text[:1] in _OPENING or text[-1:] in _CLOSING
    if not framed and not _HINTS.find_matches_as_indexes(text[:_LONGEST].lower()):
        return None  # looked for first: hardly a paragraph of a story has one
    if _KUDOS.search(text[-_KUDOS_LOOK:]):
        return FURNITURE, 1.5
    if len(text) > _LONGEST or not text:
        return _find_remark(text)
    lines = [line.strip() for line in text.split("\n")]
    if all(_READER.fullmatch(line) for line in lines):
        return FURNITURE, 1.0
    folded = " ".join(text.split())
    if (
        _CUT.fullmatch(folded)
        or _SITE.fullmatch(folded)
        or _CRUMBS.fullmatch(folded)
        or _is_navigation(folded)
        or all(_BUTTON.fullmatch(line) for line in lines)
    ):
        return FURNITURE, 1.0
    patterns = (_TRANSLATED, _BASED, _COMMENTS, _PLACED)
    if any(pattern.fullmatch(folded) for pattern in patterns):
        return "notes", 1.0
    return _find_remark(text)


def _find_remark(text: str) -> tuple[str, float] | None:
    """A translator's note, or a keeper's in brackets."""
    if _TRANSLATOR.match(text[:40]):
        return "notes", 2.0
    bracketed = text[:1] in "([{" and text.rstrip()[-1:] in ")]}"
    return ("notes", 1.5) if bracketed and is_keeper_note(text) else None


def _is_navigation(text: str) -> bool:
    """Whether a line is links to the parts around this one: "<< Previous | Next >>"."""
    pieces = [piece.strip(f" []()*_{_ARROWS}") for piece in _BAR.split(text)]
    if len(pieces) < 2 and not (text[0] in _ARROWS or text[-1] in _ARROWS):
        return False
    return all(_NAVIGATION.fullmatch(piece) for piece in pieces if piece) and any(pieces)
