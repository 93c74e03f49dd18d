"""Text: an original decoded, with the steps that made its characters."""

from typing import Literal

from msgspec import Struct

StepKind = Literal["decode", "newlines", "trim", "repair", "render"]


class Step(Struct, frozen=True, array_like=True):
    """One act on the way from bytes to characters; replayable.

    Steps run in order; each takes what the one before it gave. `decode` and `render`
    may take bytes; all others take characters.

    Attributes:
        kind: what sort of act.
        name: the rule with its version: "cp1252", "crlf", "ctrl-z", "mojibake", "html/1".
        start: where it acts in its input (bytes for `decode`, else code points), half-open.
        end: one past the last place it acts on.
        value: the replacement, for `repair`; else "".
        why: the evidence in words a person can check.
        confidence: 0..1.
    """

    kind: StepKind
    name: str
    start: int
    end: int
    value: str = ""
    why: str = ""
    confidence: float = 1.0


class Text(Struct, frozen=True):
    r"""The characters of one original and how they came about.

    Attributes:
        chars: n code points; lines end in "\\n" alone. Every span of a claim, block or
            problem counts code points of this string.
        steps: replaying them on the original's bytes gives `chars` to the code point.
        encoding: IANA-like name of the charset the bytes were read in; "" for containers.
    """

    chars: str
    steps: tuple[Step, ...] = ()
    encoding: str = ""
