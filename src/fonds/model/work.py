"""Work: what a reader calls a story."""

from typing import Literal

from msgspec import Struct

from fonds.model.block import Block
from fonds.model.claim import Claim
from fonds.model.problem import Problem

WorkKind = Literal["story", "not-story"]


class Source(Struct, frozen=True):
    """One original that a work is made of.

    Attributes:
        path: the path in the heap, as given.
        member: the path inside a container ("inner.zip/a.txt", "message-0003"), or None.
        digest: "sha256:" and 64 hex digits, of the bytes that were read (the member's own).
        bytes: their number.
        media_type: by content, not by name.
        encoding: charset the characters were read in, or None for containers.
    """

    path: str
    member: str | None
    digest: str
    bytes: int
    media_type: str
    encoding: str | None


class Chapter(Struct, frozen=True):
    """A chapter: a half-open range of the work's blocks.

    Attributes:
        title: as its heading says ("Chapter 2: The Moor"), or None.
        first: index into the work's blocks of its first block (the heading, if any).
        end: one past the index of its last block.
    """

    title: str | None
    first: int
    end: int


class Work(Struct, frozen=True):
    """One or more originals read as one story (or as something that is not a story).

    Attributes:
        sources: s >= 1 originals in reading order.
        kind: story or not.
        reason: why, in words a person can check.
        blocks: all blocks in reading order: for each source front, body, back.
        chapters: c >= 0 ranges, ascending, not overlapping, over `blocks`; empty when the
            story has no divisions of its own.
        claims: what is said of it.
        problems: what was odd about it.
        texts: the characters of each source while a work is being read, so that evidence
            can be quoted; empty in a work that comes from a library, which keeps originals
            and not what was decoded of them.
    """

    sources: tuple[Source, ...]
    kind: WorkKind
    reason: str
    blocks: tuple[Block, ...]
    chapters: tuple[Chapter, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    texts: tuple[str, ...] = ()


class Leaf(Struct, frozen=True):
    """A file that is no container any more, ready to be read.

    Attributes:
        path: the path in the heap, as given.
        member: the path inside a container, or None.
        data: its bytes.
        media_type: by content.
        problems: what intake saw on the way to it.
    """

    path: str
    member: str | None
    data: bytes
    media_type: str
    problems: tuple[Problem, ...] = ()
