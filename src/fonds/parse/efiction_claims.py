"""eFiction, claims: what an archive's tables state of a story, in the words of the record.

Numbers are looked up where the dump has their table: co-authors, categories, characters,
classes, ratings and series. Addresses of e-mail and people's real names are left in the dump.
"""

import re
from collections import Counter, defaultdict
from typing import Any

from fonds.model.claim import Claim, Evidence
from fonds.model.problem import Problem
from fonds.parse.archive_codes import (
    AUTHOR_MISSING,
    CO_AUTHOR_MISSING,
    CO_AUTHORS_UNNAMED,
    DATE_ODD,
    RATING_IN_WORDS,
    RATING_MISSING,
    SERIES_MISSING,
    TAG_MISSING,
)
from fonds.parse.efiction_tables import ArchiveRow, RowText, Tables
from fonds.parse.story_fragment import strip_markup

SURE = 0.98
"""What an archive's tables state was typed into a form, field by field."""

_LIST = re.compile(r"[,\s|]+")
_ADDRESS = re.compile(r"[<(\[]?[^\s<>()\[\]]{1,64}@[^\s<>()\[\]]{1,253}[>)\]]?")
_DATE = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[ T].*)?", re.DOTALL)
_STAMP = re.compile(r"\d{9,10}")
_PAIR = re.compile(r"[^/\d]{2,40}(?:/[^/\d]{2,40}){1,4}")
_SITE_STORY = "viewstory.php?sid="
_ORIENTATION = frozenset({"gen", "general", "slash", "het", "femslash", "femmeslash", "multi"})
_PAIR_TYPES = ("pairing", "relationship", "couple")
_RATINGS = {"preteen": "General Audiences", "preteens": "General Audiences"}
"""Ratings of such archives that stand on no scale known elsewhere."""

_DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY_S = 86_400
_NO_LISTS = frozenset({"", "0", "-1"})


class Lookup:
    """The tables that rows of stories point into.

    Attributes:
        by: what signs the claims.
        fandoms: of every story here, as whoever imports it says.
        site_name: as the archive calls itself, or "".
        writers: numbers of the authors whose stories were described.
        series_used: numbers of the series they are in.
    """

    def __init__(self, tables: Tables, fandoms: tuple[str, ...], by: str) -> None:
        self.by = by
        self.fandoms = fandoms
        self.writers: set[int] = set()
        self.series_used: set[int] = set()
        self._tables = tables
        self._names = _read_names(tables)
        self._coauthors: defaultdict[int, list[int]] = defaultdict(list)
        for row in tables.of("coauthors"):
            sid, uid = tables.number(row, "sid"), tables.number(row, "uid")
            if sid is not None and uid is not None:
                self._coauthors[sid].append(uid)
        self._series = {
            number: _line(tables.text(row, "title"))
            for number, row in tables.index("series", "seriesid").items()
        }
        self._places: defaultdict[int, list[tuple[int, float | None]]] = defaultdict(list)
        for row in tables.of("inseries"):
            sid, series = tables.number(row, "sid"), tables.number(row, "seriesid")
            order = tables.number(row, "inorder")
            if sid is not None and series is not None and sid > 0:
                self._places[sid].append((series, float(order) if order else None))
        self._types = _read_types(tables)
        self._tags: dict[str, dict[int, str]] = {
            table: {
                number: _line(tables.text(row, column))
                for number, row in tables.index(table, key).items()
            }
            for table, key, column in (
                ("categories", "catid", "category"),
                ("characters", "charid", "charname"),
                ("classes", "class_id", "class_name"),
                ("genres", "gid", "genre"),
                ("warnings", "wid", "warning"),
                ("ratings", "rid", "rating"),
            )
        }
        self._class_types = {
            number: tables.number(row, "class_type") or 0
            for number, row in tables.index("classes", "class_id").items()
        }
        # A category whose characters are listed under it is a fandom.
        peopled = Counter(tables.number(row, "catid") or 0 for row in tables.of("characters"))
        self._peopled = {number for number in peopled if number > 0}
        settings = tables.of("settings")
        self.site_name = _line(tables.text(settings[0], "sitename")) if settings else ""
        self._url = tables.text(settings[0], "url").strip().rstrip("/") if settings else ""

    def name(self, uid: int) -> str | None:
        """The pen name of an author, without any address; None when nobody has the number."""
        return self._names.get(uid)

    def coauthors(self, sid: int) -> list[int]:
        """The co-authors that the table of co-authors gives a story."""
        return self._coauthors.get(sid, [])

    def tag(self, table: str, number: int) -> str | None:
        """The name of a tag of one of the tables of tags."""
        return self._tags[table].get(number) or None

    def has(self, table: str) -> bool:
        """Whether the dump has a table."""
        return self._tables.has(table)

    def class_kind(self, number: int) -> str:
        """What a class is: "genres", "warnings", or whatever the archive calls it."""
        return self._types.get(self._class_types.get(number, 0), "")

    def is_fandom(self, category: int) -> bool:
        """Whether characters are listed under a category."""
        return category in self._peopled

    def series(self, sid: int) -> list[tuple[int, str | None, float | None]]:
        """The series a story is in: number, title and place."""
        return [(number, self._series.get(number), at) for number, at in self._places.get(sid, [])]

    def address(self, sid: int) -> str | None:
        """Where the archive showed a story."""
        if not self._url.startswith(("http://", "https://")):
            return None
        return f"{self._url}/{_SITE_STORY}{sid}"

    def claim_folder(self, uid: int) -> tuple[Claim, ...]:
        """What the folder of a file that no row names says of it: who wrote it."""
        name = self.name(uid)
        found = [] if name is None else [Claim("creators", [name], "stated", 0.75, (), self.by)]
        if self.fandoms:
            found.append(Claim("label:fandom", list(self.fandoms), "stated", 0.8, (), self.by))
        return tuple(found)


def _read_names(tables: Tables) -> dict[int, str]:
    names = {}
    for uid, row in tables.index("authors", "uid").items():
        name = _line(_ADDRESS.sub(" ", tables.text(row, "penname"))).strip(" ,;")
        if name:
            names[uid] = name
    return names


def _read_types(tables: Tables) -> dict[int, str]:
    """What each type of class is called; the two that eFiction installs where there is no table."""
    found = {
        number: " ".join(
            (tables.text(row, "classtype_name"), tables.text(row, "classtype_title"))
        ).lower()
        for number, row in tables.index("classtypes", "classtype_id").items()
    }
    return found or {1: "genres", 2: "warnings"}


def describe_row(
    tables: Tables, row: ArchiveRow, text: RowText, lookup: Lookup
) -> tuple[list[Claim], list[Problem]]:
    """Say what a row of the table of stories states.

    Args:
        tables: of the archive.
        row: of a story.
        text: its text, for evidence.
        lookup: what its numbers stand for.

    Returns:
        Claims, evidence in source 0; and what is odd about the row.
    """
    return _Describing(tables, row, text, lookup).run()


class _Describing:
    """One row on its way to claims."""

    def __init__(self, tables: Tables, row: ArchiveRow, text: RowText, lookup: Lookup) -> None:
        self._tables = tables
        self._row = row
        self._text = text
        self._lookup = lookup
        self.claims: list[Claim] = []
        self.problems: list[Problem] = []

    def run(self) -> tuple[list[Claim], list[Problem]]:
        """Describe all of it."""
        title = _line(strip_markup(self._value("title")))
        if title:
            self._claim("title", title, "title")
        summary = strip_markup(self._value("summary"))
        if summary:
            self._claim("summary", summary, "summary")
        self._creators()
        self._rating()
        self._tags()
        self._dates()
        self._series()
        done = self._value("completed").strip()
        if done in ("0", "1"):
            self._claim("complete", done == "1", "completed")
        sid = self._tables.number(self._row, "sid") or 0
        address = self._lookup.address(sid)
        if address is not None:
            self._claim("source_url", address, "sid", sure=0.9)
        return self.claims, self.problems

    def _value(self, column: str) -> str:
        return self._tables.text(self._row, column)

    def _claim(self, field: str, value: Any, column: str, sure: float = SURE) -> None:  # noqa: ANN401 - a JSON value
        cited = (self._cite(name) for name in column.split())
        places = tuple(one for one in cited if one is not None)
        self.claims.append(Claim(field, value, "stated", sure, places, self._lookup.by))

    def _cite(self, column: str) -> Evidence | None:
        span = self._text.find(column)
        return None if span is None else Evidence(0, *span, self._text.text.chars[slice(*span)])

    def _say(self, code: str, message: str, quote: str = "") -> None:
        self.problems.append(Problem(code, message, quote[:200]))

    def _creators(self) -> None:
        lookup = self._lookup
        sid, uid = (self._tables.number(self._row, name) for name in ("sid", "uid"))
        names: list[str] = []
        if uid is not None and uid > 0:
            lookup.writers.add(uid)
            own = lookup.name(uid)
            if own is None:
                self._say(AUTHOR_MISSING, f"The author, number {uid}, is not in the dump.")
            else:
                names.append(own)
        others = self._list_coauthors(sid or 0)
        for other in others:
            lookup.writers.add(other)
            name = lookup.name(other)
            if name is None:
                self._say(CO_AUTHOR_MISSING, f"A co-author, number {other}, is not in the dump.")
            elif name not in names:
                names.append(name)
        if names:
            self._claim("creators", names, "uid coauthors" if others else "uid")

    def _list_coauthors(self, sid: int) -> list[int]:
        """Those of the table, then those of the row; a lone 0 or 1 in the row is a flag.

        From 3.4 on the row only says whether there are any; before, it listed them.
        """
        lookup = self._lookup
        tabled = lookup.coauthors(sid)
        listed = [int(n) for n in _LIST.split(self._value("coauthors")) if n.isdigit()]
        is_flag = len(listed) == 1 and listed[0] in (0, 1)
        if is_flag and listed[0] == 1 and not tabled:
            message = "The row says that there are co-authors, and nothing names them."
            self._say(CO_AUTHORS_UNNAMED, message)
        own = [] if is_flag else [number for number in listed if number > 0]
        return list(dict.fromkeys((*tabled, *own)))

    def _rating(self) -> None:
        value = self._value("rid").strip()
        if value in _NO_LISTS:
            return
        if not value.isdigit():
            words = _line(strip_markup(value))
            self._claim("rating_stated", words, "rid")
            message = f"The rating stands in the row in words, “{words}”, not as a number."
            self._say(RATING_IN_WORDS, message, value)
            return
        name = self._lookup.tag("ratings", int(value))
        if name is not None:
            self._claim("rating_stated", name, "rid")
            known = _RATINGS.get("".join(filter(str.isalnum, name.casefold())))
            if known is not None:
                self._claim("rating", known, "rid", sure=0.9)
        else:
            self._say(RATING_MISSING, f"Nothing says which rating has the number {value}.", value)

    def _tags(self) -> None:
        others = self._categories()
        people = self._names("characters", "charid")
        if people:
            self._claim("label:characters", people, "charid")
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for number, name in self._pairs("classes", "classes"):
            kinds[_sort_class(self._lookup.class_kind(number), name)].append(name)
        for name in others:
            kinds["label:genre" if name.lower() in _ORIENTATION else "tags"].append(name)
        for table, column, field in (("genres", "gid", "tags"), ("warnings", "wid", "warnings")):
            kinds[field] += self._names(table, column)
        for field, names in kinds.items():
            if names:
                label = {"warnings": "label:warnings", "pairs": "label:pairing"}.get(field, field)
                self._claim(label, list(dict.fromkeys(names)), "classes gid wid catid")

    def _categories(self) -> list[str]:
        """Sort the categories: fandoms and pairings are claimed, the others given back."""
        fandoms = list(self._lookup.fandoms)
        pairs: list[str] = []
        others: list[str] = []
        for number, name in self._pairs("categories", "catid"):
            if self._lookup.is_fandom(number):
                fandoms.append(name)
            elif _PAIR.fullmatch(name):
                pairs.append(name)
            else:
                others.append(name)
        if fandoms:
            self._claim("label:fandom", list(dict.fromkeys(fandoms)), "catid")
        if pairs:
            self._claim("label:pairing", pairs, "catid")
        return others

    def _names(self, table: str, column: str) -> list[str]:
        return [name for _, name in self._pairs(table, column)]

    def _pairs(self, table: str, column: str) -> list[tuple[int, str]]:
        """A list of numbers with their names; names typed instead of numbers have 0."""
        value = self._value(column).strip(" ,")
        if value in _NO_LISTS:
            return []
        found: list[tuple[int, str]] = []
        missing: list[str] = []
        pieces = value.split(",") if "," in value or not value.isdigit() else [value]
        for piece in dict.fromkeys(part.strip() for part in pieces):
            if not piece.lstrip("-").isdigit():
                found += [(0, _line(strip_markup(piece)))] if piece else []
            elif (name := self._lookup.tag(table, int(piece))) is not None:
                found.append((int(piece), name))
            elif int(piece) > 0:
                missing.append(piece)
        if missing:
            listed = ", ".join(missing[:12])
            self._say(TAG_MISSING, f"Nothing says which {table} have the numbers {listed}.")
        return found

    def _dates(self) -> None:
        posted, updated = (self._date(column) for column in ("date", "updated"))
        if posted or updated:
            self._claim("date", posted or updated, "date" if posted else "updated")
        events = [("posted", posted, "date")]
        if updated is not None and updated != posted:
            events.append(("updated", updated, "updated"))
        for event, date, column in events:
            if date is not None:
                self._claim("dates", [{"event": event, "date": date}], column)

    def _date(self, column: str) -> str | None:
        value = self._value(column).strip()
        if not value or value.startswith("0000") or value == "0":
            return None
        found = _DATE.fullmatch(value)
        if found is not None:
            year, month, day = (int(part) for part in found.groups())
            if 1 <= month <= 12 and 1 <= day <= _DAYS_OF_MONTHS[month - 1] + (month == 2):
                return f"{year}-{month:02}-{day:02}"
        if _STAMP.fullmatch(value):
            return find_day(int(value))
        self._say(DATE_ODD, "The row holds a date that is none.", value)
        return None

    def _series(self) -> None:
        sid = self._tables.number(self._row, "sid") or 0
        for order, (number, title, at) in enumerate(self._lookup.series(sid)):
            if title is None:
                self._say(SERIES_MISSING, f"The series {number}, which it is in, is not here.")
                continue
            self._lookup.series_used.add(number)
            sure = SURE if order == 0 else 0.9
            self._claim("series", {"title": title, "index": at}, "sid", sure=sure)


def _sort_class(kind: str, name: str) -> str:
    """Which field a class belongs to, from what the archive calls its type."""
    if "warn" in kind:
        return "warnings"
    if any(word in kind for word in _PAIR_TYPES) and "/" in name:
        return "pairs"
    if "fandom" in kind:
        return "label:fandom"
    return "label:genre" if name.lower() in _ORIENTATION else "tags"


def find_day(seconds: int) -> str:
    """Give the day of a moment, in UTC.

    Args:
        seconds: since 1970.

    Returns:
        An ISO date; of years beyond 2100, which no archive knew, the last.

    Cost: O(1).
    Source: Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.

    Example:
        >>> find_day(951_782_400), find_day(0)
        ('2000-02-29', '1970-01-01')
    """
    days = min(max(0, seconds), 4_133_894_400) // _DAY_S + 719_468
    era = days // 146_097
    of_era = days - era * 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    day = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * day + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return (
        f"{year + era * 400 + (month <= 2):04}-{month:02}-{day - (153 * shifted + 2) // 5 + 1:02}"
    )


def _line(text: str) -> str:
    return " ".join(text.split())
