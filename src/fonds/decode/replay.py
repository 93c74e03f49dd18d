"""Replaying: from an original's bytes and its steps to the same characters again."""

from collections.abc import Sequence
from itertools import groupby

from fonds.decode.charsets import decode_as
from fonds.decode.mojibake import apply_repairs
from fonds.decode.newlines import apply_newlines
from fonds.decode.trim import apply_trim
from fonds.errors import BugError, SpanError
from fonds.model.text import Step


def replay(data: bytes, steps: Sequence[Step]) -> str:
    r"""Do again what `decode_bytes` did.

    Args:
        data: the n bytes of the original.
        steps: m steps in order, as `Text.steps` holds them; m may be 0 for no bytes.

    Returns:
        Exactly `Text.chars`.

    Raises:
        BugError: when a step is a "render" (a format reader's business), or is named by no
            rule of ours, or bytes are decoded after characters were touched.
        SpanError: when a span does not lie in what the step before it gave.

    Cost: O(n + m).

    Example:
        >>> replay(b"caf\xe9\r\n", (Step("decode", "cp1252", 0, 6), Step("newlines", "crlf", 0, 6)))
        'café\n'
    """
    chars = ""
    decoding = True
    for kind, group in groupby(steps, key=lambda step: step.kind):
        alike = list(group)
        if kind == "decode":
            if not decoding:
                msg = "a step decodes bytes after characters were touched"
                raise BugError(msg)
            chars += "".join(apply_decode(data, step) for step in alike)
            continue
        decoding = False
        if kind == "repair":
            chars = apply_repairs(chars, alike)
        elif kind == "render":
            msg = "a render step is replayed by the reader of its format, not by decode"
            raise BugError(msg)
        else:
            for step in alike:
                _check_span(step, len(chars))
                chars = (
                    apply_newlines(chars, step) if kind == "newlines" else apply_trim(chars, step)
                )
    return chars


def apply_decode(data: bytes, step: Step) -> str:
    """Do what a step of kind "decode" says.

    Raises:
        SpanError: when its span does not lie in the bytes.

    Cost: O(n).
    """
    _check_span(step, len(data))
    whole = step.start == 0 and step.end == len(data)
    return decode_as(step.name, data if whole else data[step.start : step.end])


def _check_span(step: Step, length: int) -> None:
    if not 0 <= step.start <= step.end <= length:
        msg = f"step {step.kind} {step.start}..{step.end} does not lie in {length}"
        raise SpanError(msg)
