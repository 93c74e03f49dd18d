"""Review values: what a person types becomes the value of a field, and is said in words.

Pure: takes and gives values.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct

from fonds.describe.dates import find_date
from fonds.describe.ratings import find_rating
from fonds.errors import UserError
from fonds.library.tags import TagKind
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
"""Fields of the record that are asked about, what matters most first."""

ODD = ("editions", "tag", "damage", "missing-parts")
"""What else is asked about: works that may be one story, names that may mean the same, text that
looks damaged, and parts that are not there."""

ASKED = (*FIELDS, *ODD)
"""All that is asked about."""

RIGHT = "right"
"""The answer that something odd was looked at and is right as it is."""

APART = {"do": "apart"}
"""The answer that works are not editions of one story."""


class TagAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """What is decided of a name.

    Attributes:
        kind: of the name.
        name: as it was read.
        canonical: the name that stands for it; None leaves it as its author typed it.
    """

    kind: TagKind
    name: str
    canonical: str | None


class EditionsAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """What is decided of works that may be one story.

    Attributes:
        do: "merge" them, or keep them "apart".
        best: identifier of the one that stands for them; "" to keep them apart.
    """

    do: Literal["merge", "apart"]
    best: str = ""


_TYPES: dict[str, Any] = {one.name: one.type for one in msgspec.structs.fields(Record)} | {
    "damage": Literal["right"],
    "missing-parts": Literal["right"],
    "editions": EditionsAnswer,
    "tag": TagAnswer,
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
_PART = re.compile(r"(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?")
_SERIES = re.compile(r"(.{1,300}?),\s*(\d{1,4}(?:\.\d{1,2})?)")
_NOT = frozenset({"not-story", "not a story", "not story", "no story", "no", "n"})
_NOTHING = {"title": "it has no title", "creators": "nobody is named"}


def read_value(field: str, typed: str, packs: Sequence[Pack] = ()) -> Any:  # noqa: ANN401 - the value of a claim is any JSON value
    """Read what a person typed for a field.

    Args:
        field: one of `FIELDS`, or of what is odd and is not about certain works or names.
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
    if field in {"damage", "missing-parts"}:
        return _read_right(line)
    if field == "editions":
        return _read_apart(line)
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


def _read_right(line: str) -> str:
    if line.casefold() in {RIGHT, "it is right", "yes", "y"}:
        return RIGHT
    raise UserError("type `right` when it is right as it is")


def _read_apart(line: str) -> dict[str, str]:
    if line.casefold() in {"apart", "keep apart", "keep them apart", "no", "n"}:
        return APART
    raise UserError("type `apart` to keep them apart, or take the number of the best edition")


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
    if field not in ASKED:
        raise UserError(f"{field!r} is no field that is reviewed; there are {', '.join(ASKED)}")


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
    if field in {"kind", "damage", "missing-parts"}:
        return _SAID.get(str(value), str(value))
    if isinstance(value, dict) and field in {"editions", "tag"}:
        return _say_decision(field, value)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if field == "series":
        return describe_series(msgspec.convert(value, SeriesPlace))
    if field == "part":
        part = msgspec.convert(value, PartPlace)
        return f"{part.number} of {part.of}" if part.of else str(part.number)
    return " ".join(str(value).split())


_SAID = {"story": "a story", "not-story": "not a story", RIGHT: "it is right as it is"}


def _say_decision(field: str, value: dict[str, Any]) -> str:
    if field == "tag":
        canonical = value.get("canonical")
        return "leave it as it was typed" if canonical is None else str(canonical)
    return "keep them apart" if value.get("do") == "apart" else f"merge into {value.get('best')}"
