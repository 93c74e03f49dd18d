"""Scene heads: short lines that open a scene: whose eyes it is seen through, or when it is."""

import re
from collections.abc import Sequence

from msgspec import structs

from fonds.model.block import Block

_FRAME = r"[\s\[\](){}<>*_~=\-–—+#:.|/\\]{0,12}"
_POV = re.compile(
    rf"{_FRAME}(?:[^\W\d_][\w.’' -]{{0,38}}?(?:['’]s?)? (?:pov|point of view|perspective)"
    rf"|(?:pov|point of view)(?: of)?[:\s\-–—]{{1,4}}[^\W\d_][\w.’' -]{{0,38}}){_FRAME}",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"{_FRAME}(?:(?:scene|time) (?:change|break|shift|skip)|new scene|change of scene"
    rf"|(?:end (?:of )?(?:the )?)?flash ?back(?: ends?| over| begins?)?|time ?skip|page ?break"
    r"|line ?break|(?:meanwhile|elsewhere)(?:,? (?:in|at|on|back|with) [\w’' -]{1,28})?"
    rf"|back (?:in|at|to) the present|present day){_FRAME}",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|"
    r"a few|many|\d{1,3})"
)
_UNITS = "minute|hour|day|night|week|fortnight|month|year|centurie|century"
_WHEN = "day|morning|night|evening|afternoon|week|month|year"
_LEAP = (
    rf"(?:{_NUMBER} (?:short |long )?(?:{_UNITS})s? (?:later|earlier|after(?: that)?|before|ago)"
    rf"|later (?:that|the same) (?:{_WHEN})|(?:the )?(?:next|following|same|previous) (?:{_WHEN})"
    rf"|that (?:night|evening|morning|afternoon)|much later)"
)
_TIME = re.compile(
    rf"{_FRAME}(?:{_LEAP}|later(?: on)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"(?: (?:morning|night|evening|afternoon))?){_FRAME}",
    re.IGNORECASE,
)
_LATER = re.compile(rf"{_LEAP}\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[({<*_~=\-]{1,4}\s?([^\W\d_][\w.’' -]{1,30}?):?\s?[\])}>*_~=\-]{1,4}")
_BARE = re.compile(r"[A-Z][\w’'-]{1,15}(?: (?:of |the |de |von )?[A-Z][\w’'-]{1,15}){0,2}:?")
_LONGEST = 60
_LEAST_PROSE = 12
"""Words of a paragraph under a head: what stands between lines as short as itself is a list."""


def mark_scene_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Turn short paragraphs that open scenes into breaks, which keep their words.

    "Watson's POV", "[Holmes]", "Three days later", "scene change". A bare name is a head when
    the story has two or more of them and names these people in its prose.

    Args:
        blocks: n blocks of one story, in order.

    Returns:
        n blocks; only `kind` differs.

    Cost: O(n).
    """
    named = [index for index, block in enumerate(blocks) if _is_named(blocks, index, block)]
    heads = {index for index, block in enumerate(blocks) if _is_told(blocks, index, block)}
    prose = " ".join(block.text for block in blocks if block.kind == "paragraph") if named else ""
    known = [index for index in named if _is_spoken_of(_name_of(blocks[index].text), prose)]
    if len(known) > 1:
        heads.update(known)
    pauses = {index for index, block in enumerate(blocks) if _is_pause(blocks, index, block)}
    if not heads and not pauses:
        return tuple(blocks)
    marked = list(blocks)
    for index in heads:
        marked[index] = structs.replace(blocks[index], kind="break", level=0, runs=())
    for index in pauses:
        marked[index] = structs.replace(blocks[index], kind="paragraph")
    return tuple(marked)


def is_point_of_view(text: str) -> bool:
    """Tell whether a line names the eyes a scene is seen through: "Mina's POV", "(Holmes POV)".

    Example:
        >>> is_point_of_view("[Mina's POV]"), is_point_of_view("A point of view on hats")
        (True, False)
    """
    return len(text) <= _LONGEST and _POV.fullmatch(text.strip()) is not None


def opens_later(text: str) -> bool:
    """Tell whether a paragraph begins with a leap in time: "Three days later the kettle …".

    Example:
        >>> opens_later("Later that night there was a crash."), opens_later("Later, I slept.")
        (True, False)
    """
    return _LATER.match(text) is not None


def _is_pause(blocks: Sequence[Block], index: int, block: Block) -> bool:
    """Whether a line of dots stands inside of a speech that is still open."""
    if block.kind != "break" or not block.text or index == 0:
        return False
    before = blocks[index - 1].text
    marks = sum(map(before.count, '"“”'))
    return set(block.text) <= set(". …") and marks % 2 == 1 and before[-1:] not in ".!?"


def _is_short(blocks: Sequence[Block], index: int, block: Block) -> bool:
    if block.place != "body" or block.kind not in ("paragraph", "item", "quote", "verse"):
        return False
    if not block.text or len(block.text) > _LONGEST or "\n" in block.text:
        return False
    below = next((b for b in blocks[index + 1 : index + 3] if b.kind != "break" and b.text), None)
    return below is not None and len(below.text.split()) >= _LEAST_PROSE


def _is_told(blocks: Sequence[Block], index: int, block: Block) -> bool:
    if not _is_short(blocks, index, block):
        return False
    text = block.text
    return any(pattern.fullmatch(text) is not None for pattern in (_POV, _CHANGE, _TIME))


def _is_named(blocks: Sequence[Block], index: int, block: Block) -> bool:
    if not _is_short(blocks, index, block):
        return False
    return _BRACKETED.fullmatch(block.text) is not None or _BARE.fullmatch(block.text) is not None


def _name_of(text: str) -> str:
    found = _BRACKETED.fullmatch(text)
    return (found[1] if found is not None else text).strip(" :")


def _is_spoken_of(name: str, prose: str) -> bool:
    """Whether the prose has one of the words of a name, so written."""
    words = [word for word in name.split() if word[0].isupper() and len(word) > 2]
    return any(re.search(rf"\b{re.escape(word)}\b", prose) is not None for word in words)
