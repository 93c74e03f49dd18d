"""Field values: every field of the record that a person may correct, read and said in words.

Pure: takes and gives values. What is said of a value is read back as the same value.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct

from fonds.app import review_values
from fonds.errors import UserError
from fonds.model.record import (
    Note,
    PartPlace,
    PointOfView,
    Rating,
    Record,
    RelatedWork,
    Relation,
    SeriesPlace,
    Setting,
    WorkForm,
)
from fonds.packs.fandom import find_fandom
from fonds.packs.pack import Pack
from fonds.publish.facts import format_index

Sort = Literal["line", "text", "list", "choice"]
"""line: one line; text: paragraphs; list: one value a line; choice: one of a few words."""

LONGEST = 50_000
"""Characters that are read of one value: ten times the longest note that AO3 takes."""

MOST_ITEMS = 1_000
"""Values that are read of one list."""

_LANGUAGES = "as a code: en, de, pt-br"
_TYPES = {one.name: one.type for one in msgspec.structs.fields(Record)}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_URL = re.compile(r"https?://[^\s\"'<>]{1,2000}", re.IGNORECASE)
_RELATION = {str(one): one for one in get_args(Relation)}
_PERSONS = ("first", "second", "third", "mixed")
_PLACE = re.compile(r"(before|during|after|instead)\b\s*", re.IGNORECASE)
_EPISODE = re.compile(r"(\d{1,3})x(\d{1,4})\b\s*")
_SEASON = re.compile(r"season (\d{1,3})\b\s*", re.IGNORECASE)


class Field(Struct, frozen=True):
    """A field that a person may correct.

    Attributes:
        name: in the record.
        label: what screens call it.
        sort: how it is typed.
        choices: the words that may be typed, for a choice.
        hint: what is expected, or "".
    """

    name: str
    label: str
    sort: Sort = "line"
    choices: tuple[str, ...] = ()
    hint: str = ""


FIELDS: tuple[Field, ...] = (
    Field("kind", "Kind", "choice", ("story", "not a story")),
    Field("title", "Title"),
    Field("creators", "Authors", "list"),
    Field("fandoms", "Fandoms", "list"),
    Field("rating", "Rating", "choice", get_args(Rating)),
    Field("warnings", "Warnings", "list"),
    Field("categories", "Categories", "list", hint="Gen, F/F, F/M, M/M, Multi, Other"),
    Field("relationships", "Relationships", "list"),
    Field("characters", "Characters", "list"),
    Field("tags", "Tags", "list"),
    Field("summary", "Summary", "text"),
    Field("notes", "Notes before the story", "text"),
    Field("disclaimer", "Disclaimer", "text"),
    Field("epigraph", "Epigraph", "text"),
    Field("dedication", "Dedication", "text"),
    Field("series", "Series", hint="Its title, its number: Baker Street Nights, 2"),
    Field("part", "Part", hint="2, or 2 of 7"),
    Field("sequel", "Related works", "list", hint="sequel to: A Title"),
    Field("date", "Date", hint="1998, 1998-03 or 1998-03-14"),
    Field("language", "Language", hint=_LANGUAGES),
    Field("complete", "Complete", "choice", ("yes", "no")),
    Field("form", "Form", "choice", get_args(WorkForm)),
    Field("setting", "Setting", "list", hint="A Show: after 2x03 An Episode"),
    Field("pov", "Told by", hint="first, second, third or mixed; then who: first, Watson"),
    Field("tense", "Tense", "choice", ("past", "present", "mixed")),
    Field("challenge", "Challenge"),
    Field("archive_permission", "Archiving", "text"),
    Field("feedback", "Feedback", "text"),
    Field("source_url", "Found at", hint="https://…"),
)
"""Fields that may be corrected, in the order of a catalogue card."""

_BY_NAME = {one.name: one for one in FIELDS}
_OTHER_NAMES = {"author": "creators", "authors": "creators", "url": "source_url"} | {
    one.name.removesuffix("s"): one.name for one in FIELDS if one.sort == "list"
}


def find_field(name: str) -> Field:
    """Find a field that may be corrected, by its name.

    Raises:
        UserError: there is none; the message names those that there are.

    Example:
        >>> find_field("Author").name
        'creators'
    """
    key = name.strip().casefold().replace(" ", "_").replace("-", "_")
    found = _BY_NAME.get(_OTHER_NAMES.get(key, key))
    if found is None:
        names = ", ".join(one.name for one in FIELDS)
        raise UserError(f"{name!r} is no field that can be corrected; there are {names}")
    return found


def read_field(field: Field, typed: str, packs: Sequence[Pack] = ()) -> Any:  # noqa: ANN401 - the value of a claim is any JSON value
    r"""Read what a person typed for a field.

    Args:
        field: one of `FIELDS`.
        typed: for a list one value a line; nothing but white space means that it has none.
        packs: fandom packs, for the canonical names of fandoms.

    Returns:
        A JSON value that the record's field may hold; None or [] for none.

    Raises:
        UserError: the words are no value of the field; the message says what would be.

    Example:
        >>> read_field(find_field("tags"), "Fog\nCase fic\nFog")
        ['Fog', 'Case fic']
        >>> read_field(find_field("complete"), "yes")
        True
    """
    if len(typed) > LONGEST:
        raise UserError(f"{field.label}: that is longer than {LONGEST:,} characters")
    # Line ends as forms send them are "\r\n"; no other control character is ever meant.
    clean = _CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        value = _read(field, clean, packs)
    except UserError as error:
        raise UserError(f"{field.label}: {error}") from error
    check_value(field, value)
    return value


def _read(field: Field, typed: str, packs: Sequence[Pack]) -> Any:  # noqa: ANN401 - as above
    if field.sort == "list":
        items = [" ".join(line.split()) for line in typed.split("\n")]
        items = list(dict.fromkeys(item for item in items if item))
        if len(items) > MOST_ITEMS:
            raise UserError(f"more than {MOST_ITEMS:,} values")
        if field.name == "fandoms":
            items = list(dict.fromkeys(find_fandom(item, packs) or item for item in items))
        reader = _ITEMS.get(field.name)
        return items if reader is None else [reader(item) for item in items]
    if field.sort == "text":
        text = _tidy(typed)
        if field.name == "notes":
            return [{"where": "front", "text": text}] if text else []
        return text or None
    line = " ".join(typed.split())
    if field.name == "kind" and not line:
        raise UserError("type `story` or `not a story`")
    if not line:
        return None
    return _LINES.get(field.name, _read_reviewed)(field.name, line)


def _tidy(typed: str) -> str:
    """Paragraphs with one empty line between, lines without white space at their ends."""
    lines = "\n".join(line.strip() for line in typed.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _read_reviewed(name: str, line: str) -> Any:  # noqa: ANN401 - as above
    return review_values.read_value(name, line)


def _read_complete(_name: str, line: str) -> bool:
    low = line.casefold()
    if low in {"yes", "y", "true", "complete", "completed", "finished"}:
        return True
    if low in {"no", "n", "false", "not yet", "unfinished", "in progress"}:
        return False
    raise UserError("type `yes` or `no`")


def _read_choice(name: str, line: str) -> str:
    for choice in _BY_NAME[name].choices:
        if choice.casefold() == line.casefold():
            return choice
    raise UserError(f"there are {', '.join(_BY_NAME[name].choices)}")


def _read_url(_name: str, line: str) -> str:
    if _URL.fullmatch(line) is None:
        raise UserError("type a whole address that begins with https:// or http://")
    return line


def _read_pov(_name: str, line: str) -> dict[str, str | None]:
    person, _, narrator = line.partition(",")
    low = person.strip().casefold()
    if low in _PERSONS:
        return {"person": low, "narrator": narrator.strip() or None}
    if "," not in line and line:
        return {"person": None, "narrator": line}
    raise UserError("type first, second, third or mixed, and who tells it: first, Watson")


def _read_sequel(item: str) -> dict[str, str]:
    relation, colon, title = item.partition(":")
    found = _RELATION.get(relation.strip().casefold())
    if not colon or found is None or not title.strip():
        raise UserError(f"type {', '.join(_RELATION)}, a colon and the title")
    return {"relation": found, "title": title.strip()}


def _read_setting(item: str) -> dict[str, str | int | None]:
    show, _, rest = item.partition(": ")
    place: dict[str, str | int | None] = {"show": show.strip() or None}
    rest = rest.strip()
    if match := _PLACE.match(rest):
        place["relation"] = match[1].casefold()
        rest = rest[match.end() :]
    if match := _EPISODE.match(rest):
        place |= {"season": int(match[1]), "number": int(match[2])}
        rest = rest[match.end() :]
    elif match := _SEASON.match(rest):
        place["season"] = int(match[1])
        rest = rest[match.end() :]
    place["episode"] = rest.strip() or None
    return place


_LINES: dict[str, Callable[[str, str], Any]] = {
    "complete": _read_complete,
    "form": _read_choice,
    "tense": _read_choice,
    "source_url": _read_url,
    "pov": _read_pov,
    **dict.fromkeys(("title", "challenge"), lambda _name, line: line),
}
_ITEMS: dict[str, Callable[[str], Any]] = {"sequel": _read_sequel, "setting": _read_setting}


def check_value(field: Field, value: object) -> None:
    """Check that the record can hold a value.

    Raises:
        UserError: it cannot.
    """
    if value is None:
        return
    try:
        msgspec.convert(value, _TYPES[field.name])
    except msgspec.ValidationError as error:
        raise UserError(f"{field.label} cannot be that: {error}") from error


def say_field(field: Field, value: Any) -> str:  # noqa: ANN401 - as above
    """Say a value as a person would type it; "" when there is none.

    Example:
        >>> say_field(find_field("sequel"), [{"relation": "sequel to", "title": "The Moor"}])
        'sequel to: The Moor'
    """
    if value is None or value == []:
        return ""
    if field.sort == "list":
        return "\n".join(_SAID_ITEMS.get(field.name, str)(item) for item in value)
    if field.name == "notes":
        return "\n\n".join(
            one.text for one in msgspec.convert(value, tuple[Note, ...]) if one.where == "front"
        )
    said = _SAID.get(field.name)
    return str(value) if said is None else said(value)


def say_shortly(field: Field, value: Any) -> str:  # noqa: ANN401 - as above
    """Say a value on one line, for lists and histories; "none" when there is none.

    Example:
        >>> say_shortly(find_field("tags"), ["Fog", "Case fic"])
        'Fog; Case fic'
    """
    parts = [" ".join(line.split()) for line in say_field(field, value).split("\n")]
    return ("; " if field.sort == "list" else " ").join(part for part in parts if part) or "none"


def _say_series(value: Any) -> str:  # noqa: ANN401 - as above
    series = msgspec.convert(value, SeriesPlace)
    index = format_index(series.index)
    return f"{series.title}, {index}" if index else series.title


def _say_part(value: Any) -> str:  # noqa: ANN401 - as above
    part = msgspec.convert(value, PartPlace)
    return f"{part.number} of {part.of}" if part.of else str(part.number)


def _say_pov(value: Any) -> str:  # noqa: ANN401 - as above
    pov = msgspec.convert(value, PointOfView)
    return ", ".join(part for part in (pov.person, pov.narrator) if part)


def _say_related(value: Any) -> str:  # noqa: ANN401 - as above
    one = msgspec.convert(value, RelatedWork)
    return f"{one.relation}: {one.title}"


def _say_setting(value: Any) -> str:  # noqa: ANN401 - as above
    place = msgspec.convert(value, Setting)
    words = ["" if place.relation in {None, "season"} else str(place.relation)]
    if place.season is not None:
        is_episode = place.number is not None
        words.append(f"{place.season}x{place.number}" if is_episode else f"season {place.season}")
    words.append(place.episode or "")
    rest = " ".join(word for word in words if word)
    return f"{place.show or ''}: {rest}" if rest else (place.show or "")


_SAID: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: "story" if value == "story" else "not a story",
    "complete": lambda value: "yes" if value else "no",
    "series": _say_series,
    "part": _say_part,
    "pov": _say_pov,
}
_SAID_ITEMS: dict[str, Callable[[Any], str]] = {"sequel": _say_related, "setting": _say_setting}
