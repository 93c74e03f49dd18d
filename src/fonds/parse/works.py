"""Works: a manuscript becomes one work or several, with front matter, body and back matter."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import structs

from fonds.model.block import Block, Place, Run
from fonds.model.claim import Claim, Evidence
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.work import Chapter, Source, Work
from fonds.parse.back_matter import find_back_matter
from fonds.parse.digests import Message, find_digest_end, find_digest_messages
from fonds.parse.divisions import add_blank_breaks, find_chapters, mark_headings
from fonds.parse.front_matter import FrontMatter, find_front_matter, find_sender_name
from fonds.parse.matter_claims import YAML_BY
from fonds.parse.page_marks import find_page
from fonds.parse.parts import goes_on, join_works
from fonds.parse.plain import blocks_of_text
from fonds.parse.scene_heads import mark_scene_heads
from fonds.parse.several import find_work_starts


def find_works(manuscript: Manuscript, source: Source) -> tuple[Work, ...]:
    """Find the works in a manuscript.

    Args:
        manuscript: what a format reader gave.
        source: where it came from.

    Returns:
        n >= 1 works in order. Their blocks together are the manuscript's words; `kind` is
        "story" for all that has a body: whether it is one, the describe room says.

    Cost: O(characters).
    """
    if not manuscript.blocks:
        return (_empty_work(manuscript, source),)
    if manuscript.settled:
        return (_settled_work(manuscript, source),)
    messages = find_digest_messages(manuscript.text.chars, manuscript.blocks)
    if messages:
        return _messages_of(manuscript, source, messages)
    start, end = _story_region(manuscript.blocks)
    opening = _front_matter(manuscript, start, end)
    starts = find_work_starts(manuscript.text.chars, start, end, opening)
    stops = [*starts[1:], end]
    works = []
    for number, (first, stop) in enumerate(zip(starts, stops, strict=True)):
        low = 0 if number == 0 else first
        high = len(manuscript.text.chars) if number == len(starts) - 1 else stop
        alone = len(starts) == 1
        front = opening if alone else _front_matter(manuscript, first, stop)
        works.append(_work_between(manuscript, source, front, (low, stop, high), alone=alone))
    return _join_pieces(manuscript.text.chars, _share_opening(works))


def _messages_of(
    manuscript: Manuscript, source: Source, messages: Sequence[Message]
) -> tuple[Work, ...]:
    """The messages of a digest, a work each; what stands above the first is its front."""
    size = len(manuscript.text.chars)
    lows = [0, *(message.low for message in messages[1:]), size]
    stops = [*lows[1:-1], find_digest_end(manuscript.text.chars, messages[-1].first)]
    works = []
    for message, stop, (low, high) in zip(messages, stops, pairwise(lows), strict=True):
        # What the digest says of itself is not theirs.
        own = structs.replace(manuscript, claims=_header_claims(manuscript.blocks, message))
        front = _front_matter(own, message.first, stop)
        works.append(_work_between(own, source, front, (low, stop, high), alone=True))
    return tuple(works)


def _header_claims(blocks: Sequence[Block], message: Message) -> tuple[Claim, ...]:
    """Subject and poster of a message within a message, whose header lines are chrome."""
    claims: list[Claim] = []
    for block in blocks[bisect_left(blocks, message.first, key=lambda block: block.start) :]:
        if block.kind != "chrome":
            break
        name, _, value = block.text.partition(":")
        if name.lower() not in ("subject", "from") or not value.strip():
            continue
        place = (Evidence(0, block.start, block.end, block.text),)
        if name.lower() == "subject":
            claims.append(Claim("subject", value.strip(), "stated", 0.9, place, "digest/1"))
        elif (sender := find_sender_name(value)) is not None:
            claims.append(Claim("sender", sender, "stated", 0.6, place, "digest/1"))
    return tuple(claims)


def _join_pieces(chars: str, works: Sequence[Work]) -> tuple[Work, ...]:
    """Pieces of one file that go on with the same story are one work, not several."""
    joined: list[list[Work]] = []
    for work in works:
        if joined and goes_on(joined[-1], work):
            joined[-1].append(work)
        else:
            joined.append([work])
    return tuple(_joined(chars, pieces) for pieces in joined)


def _joined(chars: str, pieces: Sequence[Work]) -> Work:
    if len(pieces) == 1:
        return pieces[0]
    whole = join_works(pieces)
    if whole.chapters:
        return whole
    return structs.replace(whole, chapters=_numbered_chapters(chars, pieces))


def _numbered_chapters(chars: str, pieces: Sequence[Work]) -> tuple[Chapter, ...]:
    """A chapter for each piece whose header numbers it: "Chapter: 2/?" above the second.

    The pieces lie one after another in the joined work, and none has headings of its own.
    """
    chapters: list[Chapter] = []
    offset = 0
    for piece in pieces:
        part = next((claim for claim in piece.claims if claim.field == "part"), None)
        body = [k for k, block in enumerate(piece.blocks) if block.place == "body"]
        if part is None or not part.evidence or not body:
            return ()
        place = part.evidence[0]
        said = chars[max(0, place.start - _LABEL_REACH) : place.end].lower()
        word = "Chapter" if "chapter" in said else "Part"
        title = f"{word} {part.value['number']}"
        chapters.append(Chapter(title, offset + body[0], offset + body[-1] + 1))
        offset += len(piece.blocks)
    return tuple(chapters)


_LABEL_REACH = 14  # characters before a number in which its label stands: "**Chapter:** 2"
_SHARED = ("label:author", "rating_stated", "label:fandom", "label:facts")


def _share_opening(works: Sequence[Work]) -> list[Work]:
    """What stands once over several stories ("Two Oz shorts by Peg, both G") holds for all."""
    result = list(works[:1])
    for work in works[1:]:
        said = {claim.field for claim in work.claims}
        shared = tuple(
            structs.replace(claim, confidence=min(claim.confidence, 0.8))
            for claim in works[0].claims
            if claim.field in _SHARED and claim.field not in said
        )
        result.append(structs.replace(work, claims=(*work.claims, *shared)))
    return result


def _empty_work(manuscript: Manuscript, source: Source) -> Work:
    reason = manuscript.problems[-1].message if manuscript.problems else "It holds no text."
    return Work((source,), "not-story", reason, (), problems=manuscript.problems)


def _settled_work(manuscript: Manuscript, source: Source) -> Work:
    blocks = manuscript.blocks
    return Work(
        (source,),
        "story",
        "Its format says which words are the story.",
        blocks,
        find_chapters(blocks),
        manuscript.claims,
        manuscript.problems,
    )


def _story_region(blocks: Sequence[Block]) -> tuple[int, int]:
    """The stretch of text between the frames that a site or mail reader put around it."""
    start, end = blocks[0].start, blocks[-1].end
    for block in blocks:
        if block.kind != "chrome" or block.place == "back":
            break
        start = block.end
    for block in reversed(blocks):
        if block.kind != "chrome" or block.place == "front":
            break
        end = block.start
    return (start, end) if start < end else (blocks[0].start, blocks[-1].end)


def _front_matter(manuscript: Manuscript, first: int, stop: int) -> FrontMatter:
    said = {claim.field: str(claim.value) for claim in manuscript.claims}
    return find_front_matter(
        manuscript.text.chars,
        first,
        stop,
        subject=said.get("subject"),
        sender=said.get("sender"),
        page=find_page(manuscript.blocks),
    )


def _work_between(
    manuscript: Manuscript,
    source: Source,
    front: FrontMatter,
    places: tuple[int, int, int],
    *,
    alone: bool,
) -> Work:
    low, stop, high = places
    chars = manuscript.text.chars
    page = find_page(manuscript.blocks)
    noted = any(claim.field == "notes" and claim.by == YAML_BY for claim in front.claims)
    back = find_back_matter(chars, front.end, stop, page=page, noted=noted)
    blocks: list[Block] = []
    for block in manuscript.blocks:
        if block.end > low and block.start < high:
            blocks.extend(_placed(chars, block, (low, front.end, back.start, high)))
    body = [block for block in blocks if block.place == "body"]
    edges = [block for block in blocks if block.place == "front"]
    tail = [block for block in blocks if block.place == "back"]
    parted = add_blank_breaks(chars, mark_scene_heads(mark_headings(body)))
    divided = (*edges, *_trimmed(parted), *tail)
    # A mail with several stories: what it states of one is not said of all, but for its date
    # and what it calls itself.
    said = [claim for claim in manuscript.claims if alone or claim.field in ("date", "subject")]
    format_claims = _relabel(said)
    claims: tuple[Claim, ...] = (*front.claims, *back.claims, *format_claims)
    problems: tuple[Problem, ...] = manuscript.problems
    return Work((source,), "story", "", divided, find_chapters(divided), claims, problems)


_RELABELLED = {"subject": "label:subject", "sender": "label:sender"}


def _relabel(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """What only mail states under labels, as the describe room reads it."""
    return tuple(
        structs.replace(claim, field=_RELABELLED.get(claim.field, claim.field)) for claim in claims
    )


def _placed(chars: str, block: Block, places: tuple[int, int, int, int]) -> list[Block]:
    """A block with its place; cut where the front matter, the body or the work ends."""
    low, front_end, back_start, high = places
    cuts = [
        place for place in (low, front_end, back_start, high) if block.start < place < block.end
    ]
    pieces = _cut(chars, block, cuts) if cuts else [block]
    placed = []
    for piece in pieces:
        if piece.start < low or piece.start >= high:
            continue
        if piece.kind == "chrome":
            where: Place = "front" if piece.start < back_start else "back"
        else:
            where = _place_of(piece, front_end, back_start)
        placed.append(piece if piece.place == where else structs.replace(piece, place=where))
    return placed


def _place_of(block: Block, front_end: int, back_start: int) -> Place:
    if block.start < front_end:
        return "front"
    return "back" if block.start >= back_start else "body"


def _cut(chars: str, block: Block, cuts: Sequence[int]) -> list[Block]:
    edges = [block.start, *cuts, block.end]
    if block.text != chars[block.start : block.end]:
        pieces: list[Block] = []
        for start, end in pairwise(edges):
            pieces.extend(blocks_of_text(chars, start, end))
        return pieces
    return [
        piece
        for start, end in pairwise(edges)
        if (piece := _slice(block, start - block.start, end - block.start)) is not None
    ]


def _slice(block: Block, start: int, end: int) -> Block | None:
    """A stretch of a block whose text is the text itself."""
    text = block.text[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return None
    first = start + lead
    last = first + len(text)
    runs = tuple(
        Run(max(run.start, first) - first, min(run.end, last) - first, run.style)
        for run in block.runs
        if run.start < last and run.end > first
    )
    return structs.replace(
        block, text=text, start=block.start + first, end=block.start + last, runs=runs
    )


def _trimmed(body: Sequence[Block]) -> list[Block]:
    """The body with the rules at its edges given to the matter around it."""
    result = list(body)
    for index, block in enumerate(body):
        if block.kind != "break":
            break
        result[index] = structs.replace(block, place="front")
    for index in range(len(body) - 1, -1, -1):
        if result[index].kind != "break" or result[index].place == "front":
            break
        result[index] = structs.replace(body[index], place="back")
    return result
