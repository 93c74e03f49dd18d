"""Review values: what a person types becomes the value of a field, and is said in words.

Pure: takes and gives values.
"""

import re
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from fonds.describe.dates import find_date
from fonds.describe.ratings import find_rating
from fonds.errors import UserError
from fonds.model.record import PartPlace, Rating, Record, SeriesPlace
from fonds.packs.fandom import find_fandom
from fonds.packs.pack import Pack
from fonds.publish.facts import describe_series

RATINGS: tuple[str, ...] = get_args(Rating)
KINDS = ("story", "not-story")

LISTS = frozenset({"creators", "fandoms", "relationships", "characters"})
"""Fields that hold several values; a person puts ";" between them."""

FIELDS = (
    "kind",
    "title",
    "creators",
    "fandoms",
    "rating",
    "relationships",
    "characters",
    "series",
    "part",
    "date",
    "language",
)
"""What is asked about, what matters most first."""

_TYPES = {one.name: one.type for one in msgspec.structs.fields(Record)}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_PART = re.compile(r"(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?")
_SERIES = re.compile(r"(.{1,300}?),\s*(\d{1,4}(?:\.\d{1,2})?)")
_NOT = frozenset({"not-story", "not a story", "not story", "no story", "no", "n"})
_NOTHING = {"title": "it has no title", "creators": "nobody is named"}


def read_value(field: str, typed: str, packs: Sequence[Pack] = ()) -> Any:  # noqa: ANN401 - the value of a claim is any JSON value
    """Read what a person typed for a field.

    Args:
        field: one of `FIELDS`.
        typed: one line; nothing but white space means that the work has none.
        packs: fandom packs, for the canonical names of fandoms.

    Returns:
        A JSON value that the record's field may hold.

    Raises:
        UserError: the words are no value of the field; the message says what would be.

    Example:
        >>> read_value("creators", "Ida Quill; Tom Reed"), read_value("title", "  ")
        (['Ida Quill', 'Tom Reed'], None)
        >>> read_value("part", "2 of 7")
        {'number': 2, 'of': 7}
    """
    line = " ".join(typed.split())
    if field in LISTS:
        items = [item.strip() for item in line.split(";") if item.strip()]
        if field == "fandoms":
            items = [find_fandom(item, packs) or item for item in items]
        return list(dict.fromkeys(items))
    if field == "kind":
        return _read_kind(line)
    if not line:
        return None
    reader = {
        "rating": _read_rating,
        "date": _read_date,
        "language": _read_language,
        "part": _read_part,
        "series": _read_series,
    }.get(field)
    return line if reader is None else reader(line)


def _read_kind(line: str) -> str:
    low = line.casefold()
    if low in {"story", "a story", "yes", "y"}:
        return "story"
    if low in _NOT:
        return "not-story"
    raise UserError("type `story` or `not a story`")


def _read_rating(line: str) -> str:
    for rating in RATINGS:
        if rating.casefold() == line.casefold():
            return rating
    found, _ = find_rating(line)
    if found is None:
        raise UserError(f"that is no rating Fonds knows; there are {', '.join(RATINGS)}")
    return found


def _read_date(line: str) -> str:
    found = find_date(line)
    if found is None:
        raise UserError("that is no date; type 1998, 1998-03 or 1998-03-14")
    return found


def _read_language(line: str) -> str:
    if _LANGUAGE.fullmatch(line.lower()) is None:
        raise UserError("type a language's code: en, de, fr, pt-br")
    return line.lower()


def _read_part(line: str) -> dict[str, int | None]:
    match = _PART.fullmatch(line.lower())
    if match is None or int(match[1]) == 0:
        raise UserError("type which part it is: 2, or 2 of 7")
    return {"number": int(match[1]), "of": int(match[2]) if match[2] else None}


def _read_series(line: str) -> dict[str, str | float | None]:
    match = _SERIES.fullmatch(line)
    if match is None:
        return {"title": line, "index": None}
    return {"title": match[1], "index": float(match[2])}


def check_field(field: str) -> None:
    """Check that a field is one that is asked about.

    Raises:
        UserError: it is not; the message names those that are.
    """
    if field not in FIELDS:
        raise UserError(f"{field!r} is no field that is reviewed; there are {', '.join(FIELDS)}")


def check_value(field: str, value: object) -> None:
    """Check that the record can hold a value, as one from a file may not be.

    Raises:
        UserError: there is no such field, or it holds other values.
    """
    check_field(field)
    try:
        msgspec.convert(value, _TYPES[field])
    except msgspec.ValidationError as error:
        raise UserError(f"{field} cannot be that: {error}") from error


def say_answer(field: str, value: object) -> str:
    """Say a field's value as an answer, on one line, as a person would type it.

    Example:
        >>> say_answer("creators", ["Ida Quill", "Tom Reed"]), say_answer("title", None)
        ('Ida Quill; Tom Reed', 'it has no title')
        >>> say_answer("series", {"title": "Moor", "index": 2.0})
        'Moor, 2'
    """
    if value is None or value == []:
        return _NOTHING.get(field, "it has none")
    if field == "kind":
        return "a story" if value == "story" else "not a story"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if field == "series":
        return describe_series(msgspec.convert(value, SeriesPlace))
    if field == "part":
        part = msgspec.convert(value, PartPlace)
        return f"{part.number} of {part.of}" if part.of else str(part.number)
    return " ".join(str(value).split())
