"""Problem: something odd in a file, as data."""

from msgspec import Struct


class Problem(Struct, frozen=True, gc=False):
    """Something odd, with a permanent code.

    Attributes:
        code: lower-case words with dots, room first: "intake.ratio", "decode.mojibake".
            Declared beside the code that finds it and listed in docs/problems.md.
        message: one plain sentence: what was found and what became of it.
        quote: the characters concerned, at most 200, or "".
        start: code point in the text where it begins, or None when it concerns the file.
        end: one past its last code point, or None.
        source: index into the work's sources.
    """

    code: str
    message: str
    quote: str = ""
    start: int | None = None
    end: int | None = None
    source: int = 0
