"""Archive stories: what an archive's database says of a story and its chapters, as a work.

A story is a row of a table, and so are its chapters; the words lie in files beside the database
or in it. The rows are sources of the work as the files are, so that what the archive states can
be quoted. A chapter's text is one part whatever it looks like: letters, mails and headings in it
are the story's own.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct, structs

from fonds.model.block import Block, Place
from fonds.model.claim import Claim, Evidence
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Text
from fonds.model.work import Chapter, Leaf, Source, Work
from fonds.parse.archive_codes import (
    BEYOND_CHARSET,
    BYTE_ORDER_MARK,
    CHAPTER_EMPTY,
    CHAPTER_WITHOUT_FILE,
    MAIL_IN_STORY,
    ONLY_LINK,
    OTHER_CHARSET,
    STORY_WITHOUT_CHAPTERS,
    WORDS_DIFFER,
)
from fonds.parse.breaks import is_break
from fonds.parse.divisions import add_blank_breaks, find_chapters, mark_headings
from fonds.parse.formats import read_manuscript
from fonds.parse.plain import Decoder
from fonds.parse.scene_heads import mark_scene_heads
from fonds.parse.story_fragment import FRAGMENT, find_links, read_fragment
from fonds.parse.works import find_works

Digester = Callable[[bytes], str]
"""Names bytes: "sha256:…"."""

_HEADER_FIELDS = frozenset(
    {
        *("rating_stated", "disclaimer", "summary", "label:author", "label:fandom"),
        *("label:pairing", "label:characters", "label:warnings", "label:genre"),
    }
)
_TRUSTED = 2  # labels that a header typed above a chapter has at least
_LONGEST_HEADER = 0.4  # of a chapter's characters
_MAIL_LINE = re.compile(
    r"^(?:>|&gt;)?[ \t]{0,4}(?:From|To|Subject|Sent|Cc|Date):[ \t]", re.MULTILINE
)
_FEW_WORDS = 60  # words: a chapter that is only a link has no more
_CHAPTER_SURE = 0.9  # confidence of what a chapter's own header states: its archive is surer
_NOT_OF_WHOLE = frozenset({"title", "part", "label:part-title", "complete", "words", "subject"})
_LATIN = "cp1252"
_LONG_WORD = 20  # characters a word, on average: such a text is in a script without spaces
_TIMES = 2  # as many words, or half as many: then a file is not what the archive counted


class RowNote(Struct, frozen=True):
    """A note or summary that a row holds.

    Attributes:
        where: before the story or after it.
        text: its words, without markup.
        start: first code point of the value in the row's text, half-open.
        end: one past the last.
        is_note: whether it is an author's note; a summary is none.
    """

    where: Literal["front", "back"]
    text: str
    start: int
    end: int
    is_note: bool = True


class ArchivedChapter(Struct, frozen=True):
    """A chapter as an archive keeps it.

    Attributes:
        title: as the archive has it, or None.
        row: its row, when it has one of its own.
        notes: what the row says around the text.
        text: the file, or the value of the row, that holds its words; None when there is none.
    """

    title: str | None
    row: Leaf | None = None
    notes: tuple[RowNote, ...] = ()
    text: Leaf | None = None


class ArchivedStory(Struct, frozen=True):
    """A story as an archive keeps it.

    Attributes:
        row: its row; None when nothing but a file is known of it.
        notes: what the row says around the story.
        claims: what the archive's tables state; evidence is in source 0, the row.
        chapters: in reading order.
        problems: what is odd about its rows.
        words: how many the archive counted; 0 when it does not say.
        by: what reads it and at which version: "efiction/1".
    """

    row: Leaf | None
    notes: tuple[RowNote, ...]
    claims: tuple[Claim, ...]
    chapters: tuple[ArchivedChapter, ...]
    problems: tuple[Problem, ...]
    words: int
    by: str


class _Making:
    """A work as it grows: its sources, their texts, and what stands in them."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.chapters: list[tuple[str | None, int]] = []
        self.claims: list[Claim] = []
        self.problems: list[Problem] = []

    def add_source(self, leaf: Leaf, digest: str, text: Text) -> int:
        self.sources.append(
            Source(
                path=leaf.path,
                member=leaf.member,
                digest=digest,
                bytes=len(leaf.data),
                media_type=leaf.media_type,
                encoding=text.encoding or None,
            )
        )
        self.texts.append(text.chars)
        return len(self.sources) - 1

    def add_notes(self, notes: Sequence[RowNote], where: Place, source: int) -> None:
        self.blocks += [
            Block("note", note.text, note.start, note.end, place=where, source=source)
            for note in notes
            if note.where == where
        ]


def read_row(data: bytes, decode: Decoder) -> Text:
    """Read a row as it stands in the file of its database. Cost: O(n)."""
    return decode(data, None)[0]


def locate(data: bytes, chars: str, start: int, end: int) -> tuple[int, int] | None:
    """Find where a stretch of a row's bytes stands in its text.

    Args:
        data: the row's bytes.
        chars: its text, as `read_row` gives it.
        start: first byte of the stretch, half-open.
        end: one past the last.

    Returns:
        Code points; None when bytes and text do not agree there.

    Cost: O(n) where the row is not ASCII.

    Example:
        >>> locate("é 'Oz'".encode(), "é 'Oz'", 3, 7)
        (2, 6)
    """
    if data.isascii() and b"\r" not in data:
        return (start, end) if 0 <= start < end <= len(chars) else None
    for codec in ("utf-8", _LATIN):
        try:
            first = len(data[:start].decode(codec).replace("\r\n", "\n"))
            words = data[start:end].decode(codec).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        if words and chars.startswith(words, first):
            return first, first + len(words)
    return None


def read_chapter(leaf: Leaf, decode: Decoder) -> Manuscript:
    """Read the file of a chapter, its words not yet placed.

    Args:
        leaf: its media type as `find_chapter_type` gave it.
        decode: bytes and a declared charset (or None) to a text and its problems.
    """
    if leaf.media_type == FRAGMENT:
        return read_fragment(leaf.data, decode)
    return read_manuscript(leaf.media_type, leaf.data, decode)


def build_story(story: ArchivedStory, decode: Decoder, digest: Digester) -> Work:
    """Make a work of what an archive keeps of a story.

    Args:
        story: its rows and the bytes of its chapters.
        decode: bytes and a declared charset (or None) to a text and its problems.
        digest: names bytes: "sha256:…".

    Returns:
        A work whose sources are the story's row and, for each chapter, its row and its file,
        as far as there are any. Whatever words the files hold stand in its blocks.

    Cost: O(characters).
    """
    making = _Making()
    making.problems += story.problems
    making.claims += story.claims
    if story.row is not None:
        source = making.add_source(
            story.row, digest(story.row.data), read_row(story.row.data, decode)
        )
        making.add_notes(story.notes, "front", source)
    for chapter in story.chapters:
        _add_chapter(making, story, chapter, decode, digest)
    if story.row is not None:
        making.add_notes(story.notes, "back", 0)
    _add_note_claim(making, story)
    _judge_whole(making, story)
    chapters = _settle_chapters(making, story)
    has_body = any(block.place == "body" for block in making.blocks)
    return Work(
        tuple(making.sources),
        "story" if has_body else "not-story",
        "The archive kept it among its stories."
        if has_body
        else "The archive lists it as a story; none of its words are here.",
        tuple(making.blocks),
        chapters,
        tuple(making.claims),
        tuple(making.problems),
        tuple(making.texts),
    )


def _add_chapter(
    making: _Making,
    story: ArchivedStory,
    chapter: ArchivedChapter,
    decode: Decoder,
    digest: Digester,
) -> None:
    row = -1
    if chapter.row is not None:
        row = making.add_source(
            chapter.row, digest(chapter.row.data), read_row(chapter.row.data, decode)
        )
        making.add_notes(chapter.notes, "front", row)
    if chapter.text is not None:
        manuscript = read_chapter(chapter.text, decode)
        source = making.add_source(chapter.text, digest(chapter.text.data), manuscript.text)
        _add_text(making, chapter, manuscript, source, len(story.chapters) == 1)
    if row >= 0:
        making.add_notes(chapter.notes, "back", row)


def _add_text(
    making: _Making,
    chapter: ArchivedChapter,
    manuscript: Manuscript,
    source: int,
    is_only: bool,
) -> None:
    blocks, claims = _place_text(manuscript, making.sources[source])
    first = len(making.blocks)
    making.blocks += [structs.replace(block, source=source) for block in blocks]
    body = [k for k in range(first, len(making.blocks)) if making.blocks[k].place == "body"]
    if body:
        making.chapters.append((chapter.title, body[0]))
    dropped = frozenset({"part", "words"}) if is_only else _NOT_OF_WHOLE
    making.claims += [
        structs.replace(
            claim,
            confidence=round(claim.confidence * _CHAPTER_SURE, 3),
            evidence=tuple(structs.replace(one, source=source) for one in claim.evidence),
        )
        for claim in claims
        if claim.field not in dropped
    ]
    found = [*manuscript.problems, *_judge_text(manuscript, blocks, chapter)]
    making.problems += [structs.replace(problem, source=source) for problem in found]


def _place_text(
    manuscript: Manuscript, source: Source
) -> tuple[tuple[Block, ...], tuple[Claim, ...]]:
    """A chapter's blocks with their places, and what a header typed above it states.

    Only a header with labels that no letter has is one; else every word is the story's.
    """
    if manuscript.settled or not manuscript.blocks:
        return manuscript.blocks, manuscript.claims
    works = find_works(manuscript, source)
    if len(works) == 1 and _has_header(works[0]):
        return works[0].blocks, works[0].claims
    if source.media_type == "text/html":
        # A whole page: the frame of its site is known, and its letters are no mails.
        blocks = manuscript.blocks
    else:
        blocks = tuple(_as_story(block) for block in manuscript.blocks)
    chrome = [block for block in blocks if block.kind == "chrome"]
    body = [structs.replace(b, place="body") for b in blocks if b.kind != "chrome"]
    parted = add_blank_breaks(manuscript.text.chars, mark_scene_heads(mark_headings(body)))
    front = [block for block in chrome if block.place != "back"]
    back = [block for block in chrome if block.place == "back"]
    claims = tuple(c for c in manuscript.claims if c.field not in ("subject", "sender"))
    return (*front, *parted, *back), claims


def _as_story(block: Block) -> Block:
    return structs.replace(block, kind="paragraph") if block.kind == "chrome" else block


def _has_header(work: Work) -> bool:
    labels = {
        claim.field
        for claim in work.claims
        if claim.field in _HEADER_FIELDS and claim.basis == "stated" and claim.confidence >= 0.85
    }
    around = [block for block in work.blocks if block.place == "front" and block.kind != "chrome"]
    front = "\n".join(block.text for block in around)
    whole = sum(len(block.text) for block in work.blocks)
    return (
        len(labels) >= _TRUSTED
        and len(front) <= _LONGEST_HEADER * whole
        and _MAIL_LINE.search(front) is None
        and not any(block.place == "body" and block.kind == "chrome" for block in work.blocks)
    )


def _judge_text(
    manuscript: Manuscript, blocks: Sequence[Block], chapter: ArchivedChapter
) -> list[Problem]:
    """What is odd about the file of one chapter."""
    found: list[Problem] = []
    text = manuscript.text
    name = "The chapter" if chapter.title is None else f"“{chapter.title}”"
    if not any(block.text and not is_break(block.text) for block in blocks):
        found.append(Problem(CHAPTER_EMPTY, f"{name} holds no words."))
        return found
    first = next((step for step in text.steps if step.kind == "decode"), None)
    if first is not None and first.why.startswith("byte order mark"):
        message = f"{name} begins with a byte order mark; it is no part of the text."
        found.append(Problem(BYTE_ORDER_MARK, message))
    if text.encoding and text.encoding not in ("utf-8", "ascii") and not text.chars.isascii():
        message = f"{name} is not in UTF-8; it was read as {text.encoding}."
        found.append(Problem(OTHER_CHARSET, message))
    beyond = _find_beyond(text.chars)
    if beyond:
        message = (
            f"{name} holds characters that a Latin-1 database, which such archives have, "
            "cannot hold; they are kept as they are."
        )
        found.append(Problem(BEYOND_CHARSET, message, beyond))
    mails = _MAIL_LINE.findall(text.chars)
    if len(mails) >= 2:
        message = (
            f"{name} holds {len(mails)} lines that look like headers of mails; "
            "they are the story's and stand in it."
        )
        found.append(Problem(MAIL_IN_STORY, message))
    return found


def _find_beyond(chars: str) -> str:
    """The first letters that are not in Latin-1 as Windows has it; dashes and the like aside."""
    if chars.isascii():
        return ""
    found = dict.fromkeys(
        char for char in chars if ord(char) > 0xFF and char.isalpha() and not _is_latin(char)
    )
    return "".join(found)[:40]


def _is_latin(char: str) -> bool:
    try:
        char.encode(_LATIN)
    except UnicodeEncodeError:
        return False
    return True


def _add_note_claim(making: _Making, story: ArchivedStory) -> None:
    """Notes of the story and of its chapters, in the order in which they are read."""
    sources = {source.member: k for k, source in enumerate(making.sources)}
    rows = [(story.row, story.notes), *((one.row, one.notes) for one in story.chapters)]
    for row, notes in rows:
        if row is None:
            continue
        source = sources[row.member]
        for note in notes:
            if note.is_note:
                quote = making.texts[source][note.start : note.end]
                place = (Evidence(source, note.start, note.end, quote),) if quote else ()
                value = [{"where": note.where, "text": note.text}]
                making.claims.append(Claim("notes", value, "stated", 0.98, place, story.by))


def _judge_whole(making: _Making, story: ArchivedStory) -> None:
    """What is odd about a story's words taken together."""
    body = [block.text for block in making.blocks if block.place == "body"]
    words = sum(len(text.split()) for text in body)
    if not words:
        said = {problem.code for problem in story.problems}
        if not story.chapters and not said & {
            CHAPTER_WITHOUT_FILE,
            ONLY_LINK,
            STORY_WITHOUT_CHAPTERS,
        }:
            message = "No chapter of this story is known to the archive's tables."
            making.problems.append(Problem(STORY_WITHOUT_CHAPTERS, message))
        return
    link = _find_only_link(story) if words < _FEW_WORDS else None
    if link is not None:
        message = "Instead of a story there is only a link to where it was; it is kept as one."
        making.problems.append(Problem(ONLY_LINK, message, link[:200]))
        making.claims.append(Claim("source_url", link, "stated", 0.95, (), story.by))
    has_spaces = sum(map(len, body)) < words * _LONG_WORD
    counted = story.words if has_spaces and link is None else 0
    if counted and not counted / _TIMES <= words <= counted * _TIMES:
        message = f"The archive counted {counted:,} words, and there are {words:,}."
        making.problems.append(Problem(WORDS_DIFFER, message))


def _find_only_link(story: ArchivedStory) -> str | None:
    for chapter in story.chapters:
        if chapter.text is not None and chapter.text.media_type in (FRAGMENT, "text/html"):
            links = find_links(chapter.text.data.decode("utf-8", "replace"))
            if links:
                return links[0]
    return None


def is_only_link(work: Work) -> bool:
    """Tell whether a work was found to be only a link to where its story was."""
    return any(problem.code == ONLY_LINK for problem in work.problems)


def _settle_chapters(making: _Making, story: ArchivedStory) -> tuple[Chapter, ...]:
    """The archive's chapters; of a story in one piece those that its text shows."""
    if len(story.chapters) == 1:
        own = find_chapters(making.blocks)
        if len(own) > 1:
            return own
        named = {_fold(str(c.value)) for c in story.claims if c.field == "title"}
        if making.chapters and _fold(making.chapters[0][0] or "") in (*named, ""):
            return ()
    stops = [first for _, first in making.chapters[1:]]
    last = max((k for k, b in enumerate(making.blocks) if b.place == "body"), default=-1)
    return tuple(
        Chapter(title, first, end)
        for (title, first), end in zip(making.chapters, [*stops, last + 1], strict=False)
    )


def _fold(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())
