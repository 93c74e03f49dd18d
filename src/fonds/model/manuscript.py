"""Manuscript: one original, read by its format, before we know what its words mean."""

from msgspec import Struct

from fonds.model.block import Block
from fonds.model.claim import Claim
from fonds.model.problem import Problem
from fonds.model.text import Text


class Manuscript(Struct, frozen=True):
    r"""What a format reader gives.

    Attributes:
        text: the characters; for markup and containers a rendering: paragraphs separated
            by a blank line, `<br>` as "\\n", nothing of the words left out.
        blocks: m blocks in order of `start`, not overlapping, together holding every word
            of `text.chars`. `source` is 0 throughout.
        claims: what the *format* states (AO3's tag list, EPUB metadata, mail headers,
            YAML), each with evidence in `text` where the value stands there.
        settled: True when the format itself says which blocks are front matter, body and
            back matter, so that nobody needs to guess (AO3, FanFicFare).
        problems: what was odd.
    """

    text: Text
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    settled: bool = False
    problems: tuple[Problem, ...] = ()
