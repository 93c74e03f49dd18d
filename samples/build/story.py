"""Stories: takes the readable files of `stories/`; gives their parts; never guesses.

A story file has a TOML head between two lines of `+++`: what a careful reader should get
(the gold), `head` and `tail` (lines exactly as a person typed them) and `[typed]` (single
values as typed). Below it stand paragraphs, `*italic*`, breaks, and `## headings`.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BREAK_MARKS = frozenset("*~#- ")
ITALIC = re.compile(r"\*([^*\n]+)\*")


@dataclass(frozen=True)
class Block:
    """One paragraph of a story; `kind` is "prose", "break" or "verse"."""

    kind: str
    text: str

    @property
    def runs(self) -> tuple[tuple[bool, str], ...]:
        """The text as runs: (is italic, characters)."""
        pieces = ITALIC.split(self.text)
        return tuple((bool(at % 2), piece) for at, piece in enumerate(pieces) if piece)

    @property
    def plain(self) -> str:
        """The text without italic marks."""
        return ITALIC.sub(r"\1", self.text)


@dataclass(frozen=True)
class Chapter:
    """A heading, or None, and the blocks below it."""

    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Story:
    """One story with its gold.

    Attributes:
        slug: the name of its file.
        gold: the gold values, under the names of the gold.
        head, tail: lines as typed above and below the story.
        typed: single values as typed.
        chapters: at least one.
    """

    slug: str
    gold: dict[str, Any]
    head: tuple[str, ...]
    tail: tuple[str, ...]
    typed: dict[str, str]
    chapters: tuple[Chapter, ...]

    @property
    def title(self) -> str:
        """The title as gold has it."""
        return str(self.gold["title"])

    @property
    def author(self) -> str:
        """The first author."""
        return str(self.gold["creators"][0])

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all chapters, without headings."""
        return tuple(block for chapter in self.chapters for block in chapter.blocks)

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the story itself."""
        prose = (block.plain for block in self.blocks if block.kind != "break")
        return tuple(word for text in prose for word in text.split())

    @property
    def scenes(self) -> int:
        """Breaks and chapter boundaries, plus one."""
        breaks = sum(block.kind == "break" for block in self.blocks)
        return breaks + len(self.chapters)

    def note(self, where: str) -> str:
        """Give the first note of the gold that stands at `where`."""
        notes: list[dict[str, str]] = self.gold["notes"]
        return next(note["text"] for note in notes if note["where"] == where)


def read_stories() -> dict[str, Story]:
    """Read every story, by the name of its file."""
    return {path.stem: read_story(path) for path in sorted((HERE / "stories").glob("*.md"))}


def read_story(path: Path) -> Story:
    """Read one story file."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    gold = tomllib.loads(head)
    typed = gold.pop("typed", {})
    return Story(
        slug=path.stem,
        head=tuple(str(gold.pop("head", "")).strip("\n").split("\n")),
        tail=tuple(str(gold.pop("tail", "")).strip("\n").split("\n")),
        gold=gold,
        typed=typed,
        chapters=parse_chapters(body),
    )


def parse_chapters(body: str) -> tuple[Chapter, ...]:
    """Split a body at its `## ` headings."""
    chapters: list[tuple[str | None, list[Block]]] = [(None, [])]
    for paragraph in body.strip("\n").split("\n\n"):
        if paragraph.startswith("## "):
            chapters.append((paragraph[3:], []))
        else:
            chapters[-1][1].append(parse_block(paragraph))
    return tuple(Chapter(heading, tuple(blocks)) for heading, blocks in chapters if blocks)


def parse_block(paragraph: str) -> Block:
    """Tell prose, verse (indented lines) and breaks (nothing but marks) apart."""
    if not set(paragraph) - BREAK_MARKS:
        return Block("break", paragraph.strip())
    if paragraph.startswith("    "):
        return Block("verse", "\n".join(line.strip() for line in paragraph.split("\n")))
    return Block("prose", " ".join(paragraph.split()))
