"""Part hints: what a draft says of being a part of something, small enough to keep for a heap."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, structs

from fonds.model.block import Block
from fonds.model.claim import Claim, find_best_claim
from fonds.model.work import Work
from fonds.parse.endings import find_ending
from fonds.parse.part_numbers import (
    NamePart,
    TitlePart,
    split_bare_number,
    split_name,
    split_title,
)
from fonds.parse.titles import find_continuation

JOINED = "label:parts"
"""The claim of a joined work that says which parts it is made of, and why."""

_SURE_AUTHOR = 0.6  # a poster's name (0.55) is no author to tell parts apart by
_FRONT = 60  # front blocks that are looked at
_TAIL = 6  # last blocks in which an end mark may stand, below it a signature
_LONGEST_LINE = 90
_SHORT_COMMENT = 300  # characters under "Re:"; a part of a story is longer
_FOLD = re.compile(r"[^a-z0-9]+")
_REPLY = re.compile(r"\s{0,8}+(?:re|aw|antw|sv)(?:\[\d\])?\s{0,4}:", re.IGNORECASE)
_MESSAGE = re.compile(r"message-\d{4,}")
_IDS = re.compile(
    r"\b(?P<name>message-id|references|in-reply-to):[ \t]{0,8}"
    r"(?P<ids>(?:<[^<>\s]{3,200}>[\s,]{0,8}){1,40})",
    re.IGNORECASE,
)
_ID = re.compile(r"<([^<>\s]{3,200})>")
_SPOKEN = re.compile(
    r"\bthis is (?:the )?(?P<part>(?:part|chapter|section|instal?lment) [\w-]{1,12})(?! of us)",
    re.IGNORECASE,
)
_END_OF_PART = re.compile(
    r"[\W_]{0,12}end (?:of )?(?:the )?"
    r"(?P<part>(?:part|chapter|section|book) ?#?[\w-]{1,12})[\W_]{0,12}",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"[\W_]{0,8}(?:continued|cont'd|continuing|"
    r"and now,? (?:the|our) (?:story|tale) continues|previously|when we last)\b",
    re.IGNORECASE,
)
_HAS_PART = re.compile(r"\b(?:part|pt|chap|ch|prolog|epilog|conclu)|\d ?(?:/|of)", re.IGNORECASE)
_STATED_LABELS = ("label:part", "label:chapter")

Strength = Literal["stated", "weak", "bare", "heading", "none"]


class PartHint(Struct, frozen=True):
    """What a draft says about being a part of something.

    Attributes:
        name: path and member, by which drafts are put in order.
        folder: the folder (and container) the file lies in; mailboxes share their folder's.
        file: its name, cut into stem and number.
        numbers: first and last part it is, equal for one; None when unsaid.
        half: 1 for "2a" …, else 0; `outer` the part a chapter's number counts in, else 0.
        of: how many there are, or None.
        strength: who says so: "stated" by header, "weak" a book or volume, "bare" a number
            behind the title, "heading" the chapter headings in it.
        said: the words that say so, for the reason.
        titles: folded titles without part numbers, the best first; none when untitled.
        own: the part's own title, "The Rain"; "" when it has none.
        word: "chapter", "part", "edge", "book" or "".
        author: folded first author; "" when unknown or guessed.
        sender: folded name of who posted it; "" when unknown.
        is_headed: whether it has a title of its own and an author.
        has_text: whether it has a body.
        ending: what its last lines say.
        opens_midway: it begins in the middle of a sentence, or says that it goes on.
        ends_midway: it ends in the middle of a sentence.
        opening: folded first words of the body, by which copies are known.
        ids: message identifiers: its own first, then those it answers.
        is_reply: a comment on what is quoted in it.
    """

    name: str
    folder: str
    file: NamePart
    numbers: tuple[int, int] | None = None
    half: int = 0
    outer: int = 0
    of: int | None = None
    strength: Strength = "none"
    said: str = ""
    titles: tuple[str, ...] = ()
    own: str = ""
    word: str = ""
    author: str = ""
    sender: str = ""
    is_headed: bool = False
    has_text: bool = True
    ending: Literal["done", "more"] | None = None
    opens_midway: bool = False
    ends_midway: bool = False
    opening: str = ""
    ids: tuple[str, ...] = ()
    is_reply: bool = False

    @property
    def number(self) -> int | None:
        """The first part it says it is, or None."""
        return self.numbers[0] if self.numbers is not None else None


def find_part_hint(work: Work) -> PartHint:
    """Find what a draft says about being a part of something.

    Cost: O(claims + blocks); words are looked at near the top and the end only.
    """
    body = [block for block in work.blocks if block.place == "body" and block.kind != "chrome"]
    titled = list(_titles_of(work.claims))
    said = _find_number(work, titled, body)
    folder, file_name, is_message = _split_path(work)
    author, sender = _find_people(work.claims)
    replies = _is_reply(work, body)
    first = next((block.text for block in body if block.kind not in ("heading", "break")), "")
    of = said[0].of if said is not None else None
    part = said[0] if said is not None and not replies else TitlePart("")
    titles = tuple(dict.fromkeys(folded for each in titled if (folded := fold(each.stem))))
    if part.stem and fold(part.stem) not in titles:
        titles = (*titles, fold(part.stem))
    return PartHint(
        name="\0".join((work.sources[0].path, work.sources[0].member or "")),
        folder=folder,
        file=NamePart("") if is_message else split_name(file_name),
        numbers=part.numbers,
        half=part.half,
        outer=part.outer,
        of=of,
        strength=said[1] if said is not None and not replies else "none",
        said=said[2] if said is not None and not replies else "",
        titles=titles,
        own=part.own or next((each.own for each in titled if each.own), ""),
        word=part.word or next((each.word for each in titled if each.word), ""),
        author=author,
        sender=sender,
        is_headed=bool(titles and author),
        has_text=bool(work.blocks),
        ending=_find_ending(work.blocks),
        opens_midway=first[:1].islower() or _CONTINUES.match(first) is not None,
        ends_midway=_ends_midway(body),
        opening=" ".join(fold(first[:400]).split()[:16]),
        ids=_find_ids(work.blocks),
        is_reply=replies,
    )


def fold(text: str) -> str:
    """Fold a title, name or stem to lower-case words and digits.

    Example:
        >>> fold("  The_Moor! ")
        'the moor'
    """
    return _FOLD.sub(" ", text.lower()).strip()


def _titles_of(claims: Sequence[Claim]) -> Iterator[TitlePart]:
    found = [claim for claim in claims if claim.field == "title" and isinstance(claim.value, str)]
    for claim in sorted(found, key=lambda claim: -claim.confidence):
        part = split_title(str(claim.value))
        for each in claim.evidence[:1]:
            # The value may be told without the number that stands beside it, or half of it.
            quoted = split_title(each.quote)
            if quoted.numbers is not None and fold(quoted.stem) == fold(part.stem):
                part = quoted
        yield part


def _find_number(
    work: Work, titled: Sequence[TitlePart], body: Sequence[Block]
) -> tuple[TitlePart, Strength, str] | None:
    """The part a draft says it is: whoever says it first in the order of trust."""
    for claim in work.claims:
        if claim.field == JOINED:
            first, last = claim.value["numbers"]
            whole = TitlePart("", (first, last), of=claim.value["of"])
            return whole, "stated", f"parts {first} to {last}"
    stated = _stated_number(work, titled)
    if stated is not None:
        return stated, "stated" if stated.strength == "stated" else "weak", _say(stated)
    titles = [fold(each.stem) for each in titled if each.stem]
    for text in _lines_that_say(work.blocks, titles):
        line = split_title(text)
        if line.numbers is not None and line.strength == "stated":
            own = line.own if len(text) < _LONGEST_LINE and ":" not in line.own else ""
            return structs.replace(line, stem="", own=own), "stated", _say(line)
    bare = _bare_number(work)
    if bare is not None:
        return bare, "bare", str(bare.numbers[0] if bare.numbers else "")
    return _heading_numbers(work.blocks, body)


def _stated_number(work: Work, titled: Sequence[TitlePart]) -> TitlePart | None:
    claim = find_best_claim(work.claims, "part")
    own = next((each for each in titled if each.numbers is not None), None)
    if claim is not None:
        number, of = int(claim.value["number"]), claim.value["of"]
        if own is not None and own.numbers is not None and own.numbers[0] == number:
            return _with_total(own, of)
        quoted = split_title(claim.evidence[0].quote) if claim.evidence else TitlePart("")
        if quoted.numbers is not None and quoted.numbers[0] == number:
            return _with_total(quoted, of)
        return TitlePart("", (number, number), of=of, strength="stated")
    if own is not None:
        return own
    for field in ("label:subject", "subject"):
        subject = find_best_claim(work.claims, field)
        words = "" if subject is None else str(subject.value)
        own = split_title(_REPLY.sub("", words))
        if own.numbers is not None:
            return own
    for claim in work.claims:
        if claim.field in _STATED_LABELS:
            match = re.match(r"\W*(\d{1,3})\b", str(claim.value))
            if match:
                return TitlePart("", (int(match[1]), int(match[1])), strength="stated")
    return None


def _with_total(part: TitlePart, of: int | None) -> TitlePart:
    if part.of is not None or part.numbers is None:
        return part
    return structs.replace(part, of=of, strength="stated")


def _say(part: TitlePart) -> str:
    first, last = part.numbers or (0, 0)
    number = str(first) if first == last else f"{first} to {last}"
    return f"{number} of {part.of}" if part.of else number


def _lines_that_say(blocks: Sequence[Block], titles: Sequence[str]) -> Iterator[str]:
    """Lines and prose that say it: "Fog, Part Two", "This is part 2 of …", "End of part one"."""
    for block in blocks[:_FRONT]:
        if block.place != "front":
            continue
        for line in block.text[:1000].split("\n"):
            stem = fold(split_title(line).stem) if _HAS_PART.search(line) else ""
            if any(stem.endswith(title) and len(stem) - len(title) < 16 for title in titles):
                yield line
        match = _SPOKEN.search(block.text[:1000])
        if match is not None:
            yield match["part"]
        after = find_continuation(block.text.strip())
        if after:
            yield f"part {after + 1}"
    for block in blocks[-_TAIL:]:
        match = _END_OF_PART.fullmatch(block.text.strip()) if len(block.text) < 60 else None
        if match is not None:
            yield match["part"]


def _bare_number(work: Work) -> TitlePart | None:
    """Messages of one mailbox: "Moor.2", "Moor.3". Two files so named may be sequels."""
    for claim in work.claims if work.sources[0].member else ():
        found = split_bare_number(str(claim.value)) if claim.field == "title" else None
        if found is not None:
            return TitlePart(found[0], (found[1], found[1]))
    return None


def _heading_numbers(
    blocks: Sequence[Block], body: Sequence[Block]
) -> tuple[TitlePart, Strength, str] | None:
    """The chapters whose headings stand in it, when they rise from the first block on."""
    front = [b for b in blocks[:_FRONT] if b.place == "front" and len(b.text) <= _LONGEST_LINE]
    opening = next((each for each in body if each.kind != "break"), None)
    heads = [block for block in body if block.kind == "heading"]
    tops = [*front[-3:], *([opening] if opening is not None else [])]
    found = [part for block in tops if (part := _numbered(block)) is not None]
    if not found or found[-1].numbers is None:
        return None
    first = found[-1]
    low, high = found[-1].numbers
    for block in heads:
        part = _numbered(block)
        if part is not None and first.word == "edge" and low == high == 0:
            first = part
        if part is None or part.word != first.word or part.numbers is None:
            continue
        if part.numbers[0] not in (high, high + 1, low):
            return None
        high = max(high, part.numbers[1])
    whole = TitlePart("", (low, high), own=first.own if low == high else "", word=first.word)
    return whole, "heading", f"{first.word} {low}" + (f" to {high}" if high > low else "")


def _numbered(block: Block) -> TitlePart | None:
    text = block.text.strip(" \t*_~=#-")
    if not 2 < len(text) <= _LONGEST_LINE or "\n" in text:
        return None
    part = split_title(text)
    return part if part.numbers is not None and not part.stem else None


def _find_people(claims: Sequence[Claim]) -> tuple[str, str]:
    """Author and poster, folded."""
    author = find_best_claim(claims, "creators")
    if author is not None and author.value and author.confidence > _SURE_AUTHOR:
        name = fold(str(author.value[0]))
    else:
        raw = find_best_claim(claims, "label:author") if author is None else None
        name = fold(str(raw.value)) if raw is not None and raw.confidence > _SURE_AUTHOR else ""
    posters = [
        str(claim.value[0] if claim.field == "creators" else claim.value)
        for claim in claims
        if (claim.field == "creators" and claim.value and claim.confidence <= _SURE_AUTHOR)
        or claim.field in ("label:sender", "sender")
    ]
    return name, fold(posters[0]) if posters else ""


def _split_path(work: Work) -> tuple[str, str, bool]:
    """Folder (and container) and name of a work's first file; whether it is a message."""
    source = work.sources[0]
    path = f"{source.path}/{source.member}" if source.member else source.path
    folder, _, name = path.rpartition("/")
    if _MESSAGE.fullmatch(name):
        return folder.rpartition("/")[0], name, True
    return folder, name, False


def _find_ending(blocks: Sequence[Block]) -> Literal["done", "more"] | None:
    for block in reversed(blocks[-_TAIL:]):
        for line in reversed(block.text[-400:].split("\n")):
            if _END_OF_PART.fullmatch(line.strip()[:60]):
                return "more"
            ending = find_ending(line)
            if ending is not None:
                return ending
    return None


def _ends_midway(body: Sequence[Block]) -> bool:
    last = next((block for block in reversed(body) if block.kind != "break"), None)
    if last is None or last.kind != "paragraph" or len(last.text) < 30:
        return False
    return last.text[-1].islower() or last.text[-1] in ",;"


def _find_ids(blocks: Sequence[Block]) -> tuple[str, ...]:
    own: list[str] = []
    answered: list[str] = []
    for block in blocks[:_FRONT]:
        if block.place != "front" and block.kind != "chrome":
            break
        for match in _IDS.finditer(block.text[:6000]):
            ids = _ID.findall(match["ids"])
            (own if match["name"].lower() == "message-id" else answered).extend(ids)
    return tuple(dict.fromkeys((*own[:1], *answered))) if own else ()


def _is_reply(work: Work, body: Sequence[Block]) -> bool:
    """Whether it is a comment: its subject answers, and it quotes or is short."""
    subject = find_best_claim(work.claims, "label:subject")
    if subject is None or _REPLY.match(str(subject.value)) is None:
        return False
    total = sum(len(block.text) for block in body)
    quoted = sum(
        len(block.text) for block in body if block.kind == "quote" or block.text.startswith(">")
    )
    return total < _SHORT_COMMENT or quoted * 5 > total
