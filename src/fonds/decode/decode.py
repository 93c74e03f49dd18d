"""Bytes to Text: which charset, and what else stands between the bytes and the characters."""

from fonds.decode.charsets import (
    CODECS,
    CP1252,
    LATIN_1,
    UTF_8,
    UTF_8_WITH_CP1252,
    count_utf8,
    decode_as,
    find_charset_name,
    is_decodable,
)
from fonds.decode.declared import find_declared_charset
from fonds.decode.guess import Guess, find_charset
from fonds.decode.mojibake import apply_repairs, find_repairs
from fonds.decode.newlines import apply_newlines, find_newlines
from fonds.decode.trim import apply_trim, find_marks, find_padding
from fonds.model.problem import Problem
from fonds.model.text import Step, Text

MIXED = "decode.mixed"
UNCERTAIN = "decode.uncertain"
DECLARED_WRONG = "decode.declared-wrong"
TRUNCATED = "decode.truncated"
LOST = "decode.lost"
MOJIBAKE = "decode.mojibake"
NUL = "decode.nul"

# The longer marks first: FF FE 00 00 begins with FF FE.
_MARKS = (
    (b"\xef\xbb\xbf", UTF_8),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# In UTF-16 prose most pairs of bytes are NUL and an ASCII character (a third in a text full
# of frames), and next to none the other way round. Source: ours, on the sentences of
# tests/tables/test_charset_table.py.
_PAIR_SHARE, _PAIR_LEAD = 0.3, 2
_NUL_SAMPLE_BYTES = 4096
# In charsets whose characters look like mojibake by nature (boxes, √) there is none to mend.
_MENDED = frozenset({UTF_8, UTF_8_WITH_CP1252, CP1252, LATIN_1, "utf-16-le", "utf-16-be"})


def decode_bytes(data: bytes, declared: str | None = None) -> tuple[Text, tuple[Problem, ...]]:
    r"""Decode bytes, writing down every step.

    Args:
        data: n bytes, anything at all.
        declared: a charset label from outside the bytes (a mail part's header), if any.

    Returns:
        The text, whose steps replay on `data` to the same characters, and p problems.
        The characters hold no "\\r" and no surrogate.

    Cost: O(n); about 100 µs for 20,000 bytes of UTF-8.
    Source: BOM, then strict UTF-8, then the declaration, then a guess: the order of the
        WHATWG Encoding Standard with validation put before trust.

    Example:
        >>> text, problems = decode_bytes(b"Watson\x92s caf\xe9\r\n")
        >>> text.chars, text.encoding, [step.name for step in text.steps]
        ('Watson’s café\n', 'cp1252', ['cp1252', 'crlf'])
    """
    step, chars, found = _decode_charset(data, declared)
    problems = list(found)
    steps = [step] if data else []
    newlines = find_newlines(chars)
    if newlines is not None:
        steps.append(newlines)
        chars = apply_newlines(chars, newlines)
    padding = find_padding(chars)
    if padding is not None:
        steps.append(padding)
        chars = apply_trim(chars, padding)
    repairs = find_repairs(chars) if step.name in _MENDED else ()
    if repairs:
        steps += repairs
        chars = apply_repairs(chars, repairs)
        problems.append(_mojibake(repairs))
    marks = find_marks(chars)
    if marks is not None:
        steps.append(marks)
        chars = apply_trim(chars, marks)
    problems += _look_over(chars)
    encoding = UTF_8 if step.name == UTF_8_WITH_CP1252 else step.name
    return Text(chars, tuple(steps), encoding), tuple(problems)


def _decode_charset(data: bytes, declared: str | None) -> tuple[Step, str, tuple[Problem, ...]]:
    """The one step that gives characters, those characters, and what was odd."""
    marked = _find_mark(data)
    if marked is not None:
        return marked
    if b"\x00" in data:
        wide = _find_utf16(data)
        if wide is not None:
            return wide
    try:
        chars = data.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        if _is_cut_short(data, error):
            return _cut_short(data, 0)
        return _decode_other(data, declared)
    why = "ASCII" if chars.isascii() else "well-formed UTF-8"
    return Step("decode", UTF_8, 0, len(data), why=why), chars, ()


def _find_mark(data: bytes) -> tuple[Step, str, tuple[Problem, ...]] | None:
    for mark, name in _MARKS:
        if not data.startswith(mark):
            continue
        rest = data[len(mark) :]
        if name.startswith("utf-32") and not is_decodable(name, rest):
            continue
        why = "byte order mark " + mark.hex(" ").upper()
        if name == UTF_8:
            valid, broken = count_utf8(rest)
            if broken:
                name = UTF_8_WITH_CP1252  # noqa: PLW2901 - the mark says UTF-8, the bytes only mostly
                problem = (_mixed(valid, broken),)
                step = Step("decode", name, len(mark), len(data), why=why, confidence=0.9)
                return step, decode_as(name, rest), problem
        step = Step("decode", name, len(mark), len(data), why=why)
        return step, decode_as(name, rest), ()
    return None


def _find_utf16(data: bytes) -> tuple[Step, str, tuple[Problem, ...]] | None:
    sample = data[:_NUL_SAMPLE_BYTES]
    pairs = len(sample) // 2
    little = _count_pairs(sample[1::2], sample[0::2])
    big = _count_pairs(sample[0::2], sample[1::2])
    if max(little, big) < max(1, pairs * _PAIR_SHARE):
        return None
    if max(little, big) < _PAIR_LEAD * min(little, big):
        return None
    name = "utf-16-le" if little > big else "utf-16-be"
    if not is_decodable(name, data[: len(data) // 2 * 2]):
        return None
    why = f"{max(little, big)} of the first {pairs} pairs of bytes are NUL and ASCII"
    step = Step("decode", name, 0, len(data), why=why, confidence=0.95)
    return step, decode_as(name, data), ()


def _count_pairs(high: bytes, low: bytes) -> int:
    """Pairs that are an ASCII character in UTF-16."""
    return sum(1 for top, char in zip(high, low, strict=False) if top == 0 and 9 <= char < 127)


def _decode_other(data: bytes, declared: str | None) -> tuple[Step, str, tuple[Problem, ...]]:
    """Bytes that are not UTF-8 throughout."""
    valid, broken = count_utf8(data)
    # Four good sequences for one bad byte cannot be chance, whatever the file declares.
    if valid >= 3 and valid >= 4 * broken:
        return _decode_mixed(data, valid, broken)
    label = declared or find_declared_charset(data)
    name = find_charset_name(label) if label else None
    problems: tuple[Problem, ...] = ()
    if label is not None:
        trusted = _find_trusted(name, data)
        if trusted is not None:
            why = f"declared {label!r}, and every byte has a meaning in it"
            if trusted == CP1252 and name == LATIN_1:
                why = f"declared {label!r}; the bytes 80-9F show the Windows form of it"
            step = Step("decode", trusted, 0, len(data), why=why, confidence=0.9)
            return step, decode_as(trusted, data), ()
        message = f"The file says it is in {label[:40]!r}, but its bytes are not; see the steps."
        problems = (Problem(DECLARED_WRONG, message),)
    if valid and valid >= broken:
        step, chars, mixed = _decode_mixed(data, valid, broken)
        return step, chars, (*problems, *mixed)
    guess = find_charset(data)
    step = Step("decode", guess.name, 0, len(data), "", guess.why, guess.confidence)
    if guess.confidence < 0.6:
        problems = (*problems, _uncertain(guess))
    return step, decode_as(guess.name, data), problems


def _find_trusted(name: str | None, data: bytes) -> str | None:
    """The declared charset, when the bytes bear it out."""
    if name is None or name == UTF_8:
        return None
    if name == LATIN_1:
        # Browsers read the label "iso-8859-1" as cp1252 (WHATWG), because that is what the
        # programs that wrote it meant; C1 controls are in no story.
        name = LATIN_1 if not _has_c1(data) else CP1252
    if name == CP1252:
        return name if is_decodable(CP1252, data) else None
    if name in CODECS and is_decodable(name, data):
        return name
    return None


def _has_c1(data: bytes) -> bool:
    return len(data.translate(None, bytes(range(0x80, 0xA0)))) < len(data)


def _decode_mixed(data: bytes, valid: int, broken: int) -> tuple[Step, str, tuple[Problem, ...]]:
    why = f"{valid} well-formed UTF-8 sequences, {broken} other bytes read as cp1252"
    confidence = round(0.6 + 0.35 * valid / (valid + broken), 2)
    name = UTF_8_WITH_CP1252
    step = Step("decode", name, 0, len(data), why=why, confidence=confidence)
    return step, decode_as(name, data), (_mixed(valid, broken),)


def _is_cut_short(data: bytes, error: UnicodeDecodeError) -> bool:
    """Is the only fault a last character of which the end is missing?"""
    if error.reason != "unexpected end of data" or error.end != len(data):
        return False
    # One stray "é" at the very end of a cp1252 text looks the same; other UTF-8 decides.
    return not data[: error.start].isascii()


def _cut_short(data: bytes, start: int) -> tuple[Step, str, tuple[Problem, ...]]:
    why = "well-formed UTF-8 but for the last character, which is cut short"
    step = Step("decode", UTF_8, start, len(data), why=why, confidence=0.95)
    message = "The file ends in the middle of a character; the rest of it is probably missing."
    return step, decode_as(UTF_8, data), (Problem(TRUNCATED, message),)


def _mixed(valid: int, broken: int) -> Problem:
    message = (
        f"Mostly UTF-8 ({valid} characters), but {broken} bytes are not; they were read as cp1252."
    )
    return Problem(MIXED, message)


def _uncertain(guess: Guess) -> Problem:
    message = f"The charset is a guess: {guess.name} ({guess.why})."
    return Problem(UNCERTAIN, message)


def _mojibake(repairs: tuple[Step, ...]) -> Problem:
    places = "one place" if len(repairs) == 1 else f"{len(repairs)} places"
    return Problem(
        MOJIBAKE,
        f"Characters read in a wrong charset were mended in {places}; see the steps.",
        quote=repairs[-1].value[:200],
    )


def _look_over(chars: str) -> list[Problem]:
    problems = []
    if "\ufffd" in chars:
        place = chars.index("\ufffd")
        message = f"{chars.count(chr(0xFFFD))} characters are lost: U+FFFD stands for them."
        quote = chars[max(0, place - 40) : place + 40]
        problems.append(Problem(LOST, message, quote, place, place + 1))
    if "\x00" in chars:
        place = chars.index("\x00")
        message = f"{chars.count(chr(0))} NUL characters stand in the text; it may be no text."
        problems.append(Problem(NUL, message, "", place, place + 1))
    return problems
