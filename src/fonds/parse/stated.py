"""Stated values: a span of a text becomes a claim with its evidence."""

import re

from fonds.model.claim import Basis, Claim, Evidence
from fonds.parse.inline import find_inline

_SPACES = re.compile(r"[ \t\n]+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_QUOTED_LINE = re.compile(r"^[ \t]*>{1,3}[ \t]", re.MULTILINE)

CONTRACT_FIELDS = {
    "title": "title",
    "rating": "rating_stated",
    "summary": "summary",
    "disclaimer": "disclaimer",
    "epigraph": "epigraph",
    "source": "source_url",
}
"""Label fields whose words are the value; all others are read by the describe room."""


def fold_value(text: str) -> str:
    r"""Fold white space and take inline marks off; paragraphs stay apart.

    Example:
        >>> fold_value("Watson  waits\n  in _fog_.\n\n  Holmes not.")
        'Watson waits in fog.\n\nHolmes not.'
    """
    text = _QUOTED_LINE.sub("", text)
    parts = [_SPACES.sub(" ", find_inline(part)[0]).strip() for part in _PARAGRAPH.split(text)]
    return "\n\n".join(part for part in parts if part)


def make_claim(
    chars: str,
    field: str,
    spans: list[tuple[int, int]],
    confidence: float,
    by: str,
    *,
    basis: Basis = "stated",
) -> Claim | None:
    """Make a claim from spans of a text.

    Args:
        chars: the text.
        field: a contract field, or "label:" and a label field for the describe room.
        spans: n >= 1 half-open spans, in order.
        confidence: 0..1.
        by: what says it.
        basis: who says it.

    Returns:
        The claim; its value is the spans' words joined by blank lines. None when no span
        holds a word (a title of signs alone is kept).
    """
    tight = [tighten(chars, start, stop) for start, stop in spans]
    tight = [(start, stop) for start, stop in tight if stop > start]
    if not tight:
        return None
    value = "\n\n".join(fold_value(chars[start:stop]) for start, stop in tight)
    evidence = tuple(Evidence(0, start, stop, chars[start:stop]) for start, stop in tight)
    return Claim(field, value, basis, confidence, evidence, by) if value else None


def tighten(chars: str, start: int, stop: int) -> tuple[int, int]:
    """Give a span without white space and unpaired marks at its edges."""
    while start < stop and chars[start] in " \t\n":
        start += 1
    while stop > start and chars[stop - 1] in " \t\n":
        stop -= 1
    while (
        stop > start and chars[stop - 1] in "*_|~=" and chars[start:stop].count(chars[stop - 1]) % 2
    ):
        stop -= 1
        while stop > start and chars[stop - 1] in " \t\n":
            stop -= 1
    return start, stop


def strip_wrapping(value: str) -> str:
    """Take quotation marks, brackets and ornaments off a whole value.

    Example:
        >>> strip_wrapping('"The Fog"'), strip_wrapping("*~The Lamp~*"), strip_wrapping("( )")
        ('The Fog', 'The Lamp', '( )')
    """
    text = value.strip()
    for _ in range(3):
        for left, right in (
            ('"', '"'),
            ("“", "”"),
            ("«", "»"),
            ("‘", "’"),
            ("[", "]"),
            ("<", ">"),
            ("{", "}"),
        ):
            inner = text[1:-1]
            if (
                len(text) > 2
                and text[0] == left
                and text[-1] == right
                and left not in inner
                and right not in inner
            ):
                text = inner.strip()
        bare = text.strip("*~=_|+•·-–— ")
        if any(char.isalnum() for char in bare):
            text = bare
    return text
