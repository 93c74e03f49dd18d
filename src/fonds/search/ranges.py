"""Ranges: `>10000`, `1000..5000`, `2001-05..` become closed ranges of whole numbers."""

import calendar
from collections.abc import Callable

from fonds.search.lexer import find_error

Bounds = tuple[int, int]
"""The first and last number that a value stands for: "2001" is all days of that year."""

MAX_DIGITS = 12
"""More words than any library holds, far below what an index can count."""


def parse_words(value: str, column: int) -> tuple[int | None, int | None]:
    """Parse the value of `words:`.

    Raises:
        UserError: it is neither a number nor a range.

    Example:
        >>> parse_words(">10k", 1), parse_words("1000..5,000", 1)
        ((10001, None), (1000, 5000))
    """
    return _parse_range(
        value,
        column,
        _find_count,
        "words: takes a number or a range: words:>10000, words:1000..5000, words:<2k",
    )


def parse_chapters(value: str, column: int) -> tuple[int | None, int | None]:
    """Parse the value of `chapters:`; a story that is not divided has one.

    Raises:
        UserError: it is neither a number nor a range.

    Example:
        >>> parse_chapters(">1", 1)
        (2, None)
    """
    return _parse_range(
        value,
        column,
        _find_count,
        "chapters: takes a number or a range: chapters:1, chapters:>10, chapters:2..5",
    )


def parse_accessions(value: str, column: int) -> tuple[int | None, int | None]:
    """Parse the value of `added:`, which counts accessions.

    Raises:
        UserError: it is neither a number nor a range.

    Example:
        >>> parse_accessions(">3", 1)
        (4, None)
    """
    return _parse_range(
        value,
        column,
        _find_count,
        "added: takes the number of an accession or a range: added:3, added:>3",
    )


def parse_dates(value: str, column: int) -> tuple[int | None, int | None]:
    """Parse the value of `date:` into numbers yyyymmdd; unknown days and months are 00.

    Raises:
        UserError: it is neither a date nor a range.

    Example:
        >>> parse_dates("1999..2003", 1), parse_dates(">=2001-05", 1)
        ((19990000, 20031231), (20010500, None))
    """
    return _parse_range(
        value,
        column,
        find_date_bounds,
        "date: takes a year, month or day, or a range: date:2001, date:1999..2003, date:>=2001-05",
    )


def _parse_range(
    value: str, column: int, find_bounds: Callable[[str], Bounds | None], advice: str
) -> tuple[int | None, int | None]:
    low_text, dots, high_text = value.partition("..")
    if dots:
        return _parse_between(value, (low_text, high_text), column, find_bounds, advice)
    sign = next((one for one in (">=", "<=", ">", "<", "=") if value.startswith(one)), "")
    bounds = find_bounds(value[len(sign) :])
    if bounds is None:
        raise find_error(column, f"{value!r} is not understood. {advice}")
    low, high = bounds
    if sign == ">":
        return high + 1, None
    if sign == ">=":
        return low, None
    if sign == "<":
        # Below zero there is nothing: an empty range says so.
        return (None, low - 1) if low else (1, 0)
    if sign == "<=":
        return None, high
    return low, high


def _parse_between(
    value: str,
    ends: tuple[str, str],
    column: int,
    find_bounds: Callable[[str], Bounds | None],
    advice: str,
) -> tuple[int | None, int | None]:
    low_text, high_text = ends
    low = find_bounds(low_text) if low_text else None
    high = find_bounds(high_text) if high_text else None
    if (low is None) == bool(low_text) or (high is None) == bool(high_text) or value == "..":
        raise find_error(column, f"{value!r} is not understood. {advice}")
    if low is not None and high is not None and low[0] > high[1]:
        raise find_error(column, f"the range {value} ends before it begins. Turn it round")
    return (low[0] if low else None, high[1] if high else None)


def _find_count(text: str) -> Bounds | None:
    digits, factor = text.replace(",", ""), 1
    if digits[-1:] in {"k", "K"}:
        digits, factor = digits[:-1], 1000
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MAX_DIGITS:
        return None
    return int(digits) * factor, int(digits) * factor


def find_date_bounds(text: str) -> Bounds | None:
    """Find the first and last day, as yyyymmdd, that a date stands for.

    Args:
        text: "2001", "2001-05" or "2001-05-17".

    Returns:
        The bounds, or None when it is no date. The first is the date itself with 00 for
        what it leaves open, which is how an imprecise date is indexed.

    Example:
        >>> find_date_bounds("2001-02"), find_date_bounds("2001-02-30")
        ((20010200, 20010228), None)
    """
    parts = text.split("-")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts[0]) != 4 or any(not 1 <= len(part) <= 2 for part in parts[1:]):
        return None
    year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
    if year == 0 or (len(parts) > 1 and not 1 <= month <= 12):
        return None
    last_day = calendar.monthrange(year, month)[1] if month else 31
    if len(parts) > 2 and not 1 <= day <= last_day:
        return None
    low = year * 10000 + month * 100 + day
    high = year * 10000 + (month or 12) * 100 + (day or last_day)
    return low, high
