"""Mojibake: characters that were UTF-8 once and were read in another charset.

ftfy finds and undoes it; we use only that of ftfy which mends the encoding, line by line,
and write down each place, so that a person can see what was changed and undo it.
"""

import re
from collections.abc import Iterator, Sequence

import ftfy

from fonds.errors import SpanError
from fonds.model.text import Step

# What the first byte of a UTF-8 sequence looks like in cp1252 (Ã Â â Å Î Ð Ñ Ø Ù ã å ä ç è é
# ð ï), cp1250 (Ă ă), cp1251 (Г Р С в), Mac Roman (√ ‚ ≈), cp437 and cp850 (├ ┬ Γ Ô), and
# what may come after it.
_FOLLOWS = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸˇ˘˛˝ĄąŁłЂЃЉЊЌЋЏђѓљњќћџҐґ"
# One pattern a lead: finding a lone character is a memchr (0.4 µs for 20,000 characters),
# and a pattern that begins with a literal is searched ten times as fast as a set.
_SUSPECTS = {
    **{lead: re.compile(f"{lead}[{_FOLLOWS}]") for lead in "ÃÂâÅÎÐÑØÙãåäçèéðïĂăГРСв"},
    **{lead: re.compile(f"{lead}[^\x00-\x7f]") for lead in "√‚≈├┬ΓÔ"},
}
_C1 = re.compile("[\x80-\x9f]")
_ASCII = re.compile(r"([\x00-\x7f]+)")
# A repair may bring letters and signs, never line ends, controls or half a character.
_FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    fix_c1_controls=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def find_repairs(chars: str) -> tuple[Step, ...]:
    """Find the places where mojibake can be undone.

    Args:
        chars: n code points without surrogates.

    Returns:
        m repairs, last place first, so that every span counts code points of `chars` *and*
        of what the step before it gave. Their `value` is what should stand there.

    Cost: O(n); about 20 µs when nothing is suspicious in 20,000 characters.
    Source: ftfy 6.3; the suspicion ours, checked against ftfy's own test sentences.

    Example:
        >>> [(s.start, s.end, s.value) for s in find_repairs("a cafÃ© in Paris")]
        [(5, 7, 'é')]
    """
    if not _is_suspect(chars):
        return ()
    repairs = [
        step
        for start, line in _iter_lines(chars)
        if not line.isascii()
        for step in _repair_line(line, start)
    ]
    repairs.reverse()
    return tuple(repairs)


def apply_repairs(chars: str, steps: Sequence[Step]) -> str:
    """Put the values of repairs in their places.

    Args:
        chars: n code points.
        steps: m repairs, last place first, not overlapping.

    Returns:
        The repaired characters.

    Raises:
        SpanError: when a span does not lie in `chars`, or two overlap.

    Cost: O(n + m).
    """
    pieces: list[str] = []
    end = len(chars)
    for step in steps:
        if not 0 <= step.start <= step.end <= end:
            msg = f"repair {step.start}..{step.end} does not lie in the first {end} characters"
            raise SpanError(msg)
        pieces += (chars[step.end : end], step.value)
        end = step.start
    pieces.append(chars[:end])
    pieces.reverse()
    return "".join(pieces)


def _is_suspect(chars: str) -> bool:
    if chars.isascii():
        return False
    if any(lead in chars and suspect.search(chars) for lead, suspect in _SUSPECTS.items()):
        return True
    # C1 controls are 0xC2 0x80..0x9F in UTF-8: encoding and one memchr beat a scan.
    return b"\xc2" in chars.encode("utf-8") and _C1.search(chars) is not None


def _iter_lines(chars: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in chars.split("\n"):
        yield start, line
        start += len(line) + 1


def _repair_line(line: str, offset: int) -> Iterator[Step]:
    """The repairs of one line, each as small as the ASCII around it allows."""
    fixed = ftfy.fix_encoding(line, config=_ENCODING_ONLY)
    if fixed == line:
        return
    old_parts, new_parts = _ASCII.split(line), _ASCII.split(fixed)
    if old_parts[1::2] == new_parts[1::2]:
        place = 0
        for index, (old, new) in enumerate(zip(old_parts, new_parts, strict=True)):
            if index % 2 == 0 and old != new:
                yield from _repair(offset + place, old, new)
            place += len(old)
        return
    # Something ASCII took part (a no-break space that had become a space): one larger span.
    head = _count_equal(line, fixed)
    tail = _count_equal(line[head:][::-1], fixed[head:][::-1])
    yield from _repair(
        offset + head, line[head : len(line) - tail], fixed[head : len(fixed) - tail]
    )


def _repair(start: int, old: str, new: str) -> Iterator[Step]:
    if _FORBIDDEN.search(new):
        return
    why = f"reads as {new[:40]!r} when {old[:40]!r} is taken as UTF-8 bytes again"
    if len(old) == len(new):
        why = f"{old[:40]!r} was read in the wrong charset"
    yield Step("repair", "mojibake", start, start + len(old), new, why, 0.9)


def _count_equal(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
