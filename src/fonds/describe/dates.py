"""Dates: the styles of headers, mail and copyright lines, to ISO 8601 as far as they say."""

import re
from calendar import monthrange
from unicodedata import combining, normalize

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv enero ene gennaio gen januari",
            "february feb februar fevrier fevr fev febrero febbraio februari",
            "march mar marz maerz mars marzo maart mrz mrt",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mei",
            "june jun juni juin junio giugno",
            "july jul juli juillet juil julio luglio",
            "august aug aout agosto ago augustus",
            "september sep sept septembre septiembre settembre set",
            "october oct oktober okt octobre octubre ottobre ott",
            "november nov novembre noviembre",
            "december dec dezember dez decembre diciembre dic dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_YEAR = r"(?:(?P<year>(?:1[89]|20)\d\d)|['’](?P<short>\d\d))(?![\w])"
_ANY_YEAR = r"(?:(?P<year>(?:1[89]|20)\d\d)|['’]?(?P<short>\d\d))(?![\d])"
_DAY = r"(?<![\d.,:])(?P<day>[0-3]?\d)"
_GAP = r"[\s,./\-]{1,3}(?:of\s|de\s|del\s)?\s?"

# In this order: the first that fits anywhere speaks. A more telling form comes before one
# that would match a part of it.
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)(?P<mark>[\-./年])(?P<month>[01]?\d)"
    r"(?:(?:(?P=mark)|月)(?P<day>[0-3]?\d))?(?=\D|$)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T\d|\D|$)"
)
_CTIME = re.compile(
    rf"\b{_NAME}\s+(?P<day>[0-3]?\d)\s+\d\d?:\d\d(?::\d\d)?(?:\s+[A-Z]{{2,5}})?"
    r"\s+(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_DAY_MONTH_YEAR = re.compile(
    rf"{_DAY}(?:st|nd|rd|th|er|º|ª)?{_GAP}{_NAME}{_GAP}{_ANY_YEAR}(?!:\d)", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(
    rf"(?<![^\W\d_]){_NAME}{_GAP}(?:the\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
    rf"[\s,./\-]{{1,3}}{_ANY_YEAR}(?!:\d)",
    re.IGNORECASE,
)
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d)(?P<year>(?:1[89]|20)\d\d){_GAP}{_NAME}(?:{_GAP}(?P<day>[0-3]?\d)(?!\d))?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?<![^\W\d_]){_NAME}(?:[\s,./\-]{{1,3}}(?:of\s|de\s)?|(?=['’])){_YEAR}", re.IGNORECASE
)
_MONTH_SHORT = re.compile(rf"^{_NAME}[\s\-/](?P<short>\d\d)$", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![\d./\-])(?P<one>[0-3]?\d)(?P<mark>\s?[/.\-]\s?)(?P<two>[0-3]?\d)(?P=mark)"
    r"(?:(?P<year>(?:19|20)\d\d)|['’]?(?P<short>\d\d))(?![\d/])"
)
_MONTH_SLASH_YEAR = re.compile(
    r"(?<![\d./\-])(?P<month>0?[1-9]|1[0-2])[/.\-](?P<year>(?:19|20)\d\d)(?![\d/.\-])"
)
_SHORT_MONTH_SLASH = re.compile(r"^(?P<month>0?[1-9]|1[0-2])/'?(?P<short>\d\d)$")
_BARE_YEAR = re.compile(
    r"(?<![\w.,:$£€#/\-])(?P<year>19[6-9]\d|20\d\d)(?![\w:]|[,.]\d|\s*(?:words|k\b|hits|pages))",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"(?:©|\(c\)|copyright|spring|summer|autumn|fall|winter)\s*,?\s*(?:of\s)?['’](?P<short>\d\d)\b",
    re.IGNORECASE,
)
_NAMED = (_CTIME, _DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _YEAR_MONTH_DAY, _MONTH_YEAR, _MONTH_SHORT)
_TWO_DIGIT_PIVOT = 70
"""Unix and fandom's own archives begin in 1970; '69 is read as 2069 by POSIX, too."""
_MAX_STATED = 200
_BARE_YEAR_WITHIN = 80
"""A year alone is a date only in a short line; in prose it is a number."""


def find_date(stated: str) -> str | None:
    """Find the first date of a header line, as far as it is certain.

    Names of months are understood in English, German, French, Spanish, Italian and
    Dutch. Where both of two numbers could be the month ("3/4/98"), only the year is
    certain and only the year is given.

    Args:
        stated: what the header says; only the first 200 code points are read.

    Returns:
        "1998-03-14", "1998-03" or "1998"; None when there is no date or an impossible one.

    Cost: O(length).
    Source: two-digit years turn at 70, as POSIX does within a year.

    Example:
        >>> find_date("Sun, 12 Dec 1993 18:26:42 +1100"), find_date("3/14/98")
        ('1993-12-12', '1998-03-14')
        >>> find_date("3/4/98"), find_date("Copyright 1998"), find_date("a dark night")
        ('1998', '1998', None)
    """
    text = stated[:_MAX_STATED].strip()
    if not any(mark.isdigit() for mark in text):
        return None
    if not text.isascii():
        text = "".join(mark for mark in normalize("NFKD", text) if not combining(mark))
    for pattern in (_ISO, _COMPACT):
        match = pattern.search(text)
        if match:
            return _written(match, int(match["month"]))
    for pattern in _NAMED:
        match = pattern.search(text)
        if match:
            return _written(match, _MONTHS[match["month"].casefold()])
    return _find_in_numbers(text)


def _find_in_numbers(text: str) -> str | None:
    match = _NUMBERS.search(text)
    if match:
        return _of_numbers(match)
    match = _MONTH_SLASH_YEAR.search(text) or _SHORT_MONTH_SLASH.search(text)
    if match:
        return _written(match, int(match["month"]))
    match = _BARE_YEAR.search(text) if len(text) <= _BARE_YEAR_WITHIN else None
    match = match or _SHORT_YEAR.search(text)
    return str(_year(match)) if match else None


def _of_numbers(match: re.Match[str]) -> str | None:
    """Two numbers and a year: day and month only when just one order is possible."""
    one, two, year = int(match["one"]), int(match["two"]), _year(match)
    american = _is_date(year, one, two)
    european = _is_date(year, two, one)
    if american and (one == two or not european):
        return f"{year:04}-{one:02}-{two:02}"
    if european and not american:
        return f"{year:04}-{two:02}-{one:02}"
    return f"{year:04}" if american else None


def _written(match: re.Match[str], month: int) -> str | None:
    year = _year(match)
    groups = match.groupdict()
    if not 1 <= month <= 12:
        return None
    if groups.get("day") is None:
        return f"{year:04}-{month:02}"
    day = int(groups["day"])
    # "30 February" is a slip of the day; the month and the year are still what was meant.
    return f"{year:04}-{month:02}" + (f"-{day:02}" if _is_date(year, month, day) else "")


def _year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    short = int(groups["short"])
    return short + (1900 if short >= _TWO_DIGIT_PIVOT else 2000)


def _is_date(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
