"""Automated Archive: the stories of a site that keeps them in ARCHIVE_DB.pl and a folder."""

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from fonds.model.claim import Claim, Evidence
from fonds.model.problem import Problem
from fonds.parse.archive_codes import (
    CHAPTER_WITHOUT_FILE,
    DATE_ODD,
    ENTRY_UNREADABLE,
    ONLY_LINK,
    REPEATED_ROW,
    Oddity,
)
from fonds.parse.archive_story import RowNote, locate
from fonds.parse.perl_data import PerlField, PerlRecord, read_records
from fonds.parse.plain import Decoder
from fonds.parse.story_fragment import strip_markup

BY = "automated-archive/1"
SURE = 0.97

_FIELDS = {
    "author": "label:author",
    "fandom": "label:fandom",
    "fandoms": "label:fandom",
    "rating": "rating_stated",
    "pairing": "label:pairing",
    "pairings": "label:pairing",
    "characters": "label:characters",
    "character": "label:characters",
    "warning": "label:warnings",
    "warnings": "label:warnings",
    "category": "label:genre",
    "categories": "label:genre",
    "genre": "label:genre",
    "series": "label:series",
    "seriestitle": "label:series",
    "sequel": "label:sequel",
    "recipient": "label:for",
    "writtenfor": "label:challenge",
    "challenge": "label:challenge",
    "disclaimer": "disclaimer",
    "spoilers": "label:spoilers",
    "language": "label:language",
    "status": "label:status",
    "beta": "label:beta",
}
"""What the fields of a record say; those of the script itself and addresses are left out. Source:
the fields that the public tools for such archives read."""

_DATES = ("printtime", "dateprint", "date")
_ADDRESSES = ("locationurl", "storyurl", "offsite", "url")
_ADDRESS = re.compile(r"[<(\[]?[^\s<>()\[\]]{1,64}@[^\s<>()\[\]]{1,253}[>)\]]?")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d).{0,20}", re.DOTALL)
_TYPES = ("html", "htm", "txt", "shtml", "php")
_THIS_CENTURY = 70  # "69" is 2069 and "70" 1970; no such archive is older than 1996


class EntryPlan(Struct, frozen=True):
    """A story of the archive.

    Attributes:
        title: for people, or "".
        key: what its record is filed under.
        place: of its record in the file, in bytes.
        claims: what the record states.
        notes: what it says around the story.
        file: path of its text among the files given, or None.
        problems: what is odd about it.
    """

    title: str
    key: str
    place: tuple[int, int]
    claims: tuple[Claim, ...]
    notes: tuple[RowNote, ...]
    file: str | None
    problems: tuple[Problem, ...]


class EntriesPlan(Struct, frozen=True):
    """What an Automated Archive holds.

    Attributes:
        entries: in the order of the file.
        loose: texts in the same folders that no record names.
        oddities: of the archive as a whole.
        authors: how many names its records give.
    """

    entries: tuple[EntryPlan, ...]
    loose: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    authors: int


def plan_entries(
    data: bytes, path: str, files: Sequence[str], decode: Decoder, fandoms: Sequence[str] = ()
) -> EntriesPlan:
    """Find the stories of an archive.

    Args:
        data: the bytes of ARCHIVE_DB.pl; nothing in them is run.
        path: of that file.
        files: paths of all other files that came with it.
        decode: bytes and a declared charset (or None) to a text and its problems.
        fandoms: of every story, as whoever imports it says.

    Returns:
        A story for each record, and the files that none names.

    Cost: O(bytes + files).
    """
    oddities: list[Oddity] = []
    entries: list[EntryPlan] = []
    names: set[str] = set()
    seen: set[str] = set()
    folder = _Folder(files)
    # One character for each byte, so that places are places of bytes.
    for record in read_records(data.decode("latin-1")):
        member = f"FILES/{record.key}"
        if record.fault:
            message = f"The record {record.key} cannot be read to its end: {record.fault}."
            oddities.append(Oddity(ENTRY_UNREADABLE, message, path, member))
        if record.key in seen:
            message = f"A second record has the number {record.key}; the first is the story."
            oddities.append(Oddity(REPEATED_ROW, message, path, member))
            continue
        seen.add(record.key)
        if "title" in record.fields or (record.fields and not record.fault):
            entry = _Entry(data, record, decode, fandoms)
            entries.append(entry.plan(folder))
            names.add(entry.text("author").casefold())
    return EntriesPlan(tuple(entries), folder.list_unused(), tuple(oddities), len(names - {""}))


class _Folder:
    """The archive's texts, found by what a record calls them."""

    def __init__(self, files: Sequence[str]) -> None:
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._files = files
        self._used: set[str] = set()
        for file in files:
            stem, dot, ending = file.rpartition(".")
            if dot and ending.lower() in _TYPES:
                self._by_name[stem.rpartition("/")[2].casefold()].append(file)

    def find(self, location: str, ending: str) -> str | None:
        """The file of a location, such as "3/gateofoz"; of several that with the ending."""
        bare = location.strip().strip("/")
        stem, dot, own = bare.rpartition(".")
        if dot and own.lower() in _TYPES:
            bare, ending = stem, own
        wanted = f"/{bare}".casefold()
        fitting = [
            file
            for file in self._by_name.get(bare.rpartition("/")[2].casefold(), [])
            if f"/{file.rpartition('.')[0]}".casefold().endswith(wanted)
        ]
        fitting.sort(key=lambda file: not file.lower().endswith(f".{ending.lower()}"))
        if not fitting or not bare:
            return None
        self._used.add(fitting[0])
        return fitting[0]

    def list_unused(self) -> tuple[str, ...]:
        """Texts that lie where stories lie, and that no record names."""
        folders = {file.rpartition("/")[0] for file in self._used}
        texts = {file for files in self._by_name.values() for file in files}
        return tuple(
            file
            for file in self._files
            if file in texts and file not in self._used and file.rpartition("/")[0] in folders
        )


class _Entry:
    """One record on its way to a story."""

    def __init__(
        self, data: bytes, record: PerlRecord, decode: Decoder, fandoms: Sequence[str]
    ) -> None:
        self._record = record
        self._decode = decode
        self._fandoms = fandoms
        self._data = data[record.start : record.end]
        self._chars = decode(self._data, None)[0].chars
        self.claims: list[Claim] = []
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        """Give a field's words, without markup."""
        field = self._record.fields.get(name)
        if field is None:
            return ""
        raw = field.value.encode("latin-1", "replace")
        value = raw.decode("ascii") if raw.isascii() else self._decode(raw, None)[0].chars
        return strip_markup(value)

    def plan(self, folder: _Folder) -> EntryPlan:
        """Say what the record states, and where its text is."""
        title = " ".join(self.text("title").split())
        if title:
            self._claim("title", title, "title")
        summary = self.text("summary")
        if summary:
            self._claim("summary", summary, "summary")
        for name, field in _FIELDS.items():
            words = " ".join(_ADDRESS.sub(" ", self.text(name)).split()).strip(" ,;")
            if words:
                self._claim(field, words, name)
        if self._fandoms:
            claim = Claim("label:fandom", list(self._fandoms), "stated", SURE, (), BY)
            self.claims.append(claim)
        self._date()
        file = folder.find(self.text("location"), self.text("filetype"))
        self._address(file)
        return EntryPlan(
            title,
            self._record.key,
            (self._record.start, self._record.end),
            tuple(self.claims),
            tuple(self._notes()),
            file,
            tuple(self.problems),
        )

    def _claim(self, field: str, value: object, name: str, sure: float = SURE) -> None:
        found = self._record.fields[name]
        self.claims.append(Claim(field, value, "stated", sure, self._cite(found), BY))

    def _place(self, field: PerlField) -> tuple[int, int] | None:
        first = self._record.start
        return locate(self._data, self._chars, field.start - first, field.end - first)

    def _cite(self, field: PerlField) -> tuple[Evidence, ...]:
        place = self._place(field)
        quote = "" if place is None else self._chars[slice(*place)]
        # An address stays in the record: a quotation would carry it into the catalogue.
        return () if place is None or "@" in quote else (Evidence(0, *place, quote),)

    def _notes(self) -> list[RowNote]:
        notes = []
        for name, is_note in (("summary", False), ("notes", True), ("comments", True)):
            words = self.text(name)
            field = self._record.fields.get(name)
            if words and field is not None:
                start, end = self._place(field) or (0, 0)
                notes.append(RowNote("front", words, start, end, is_note))
        return notes

    def _date(self) -> None:
        for name in _DATES:
            value = self.text(name).strip()
            if not value:
                continue
            date = read_date(value)
            if date is not None:
                self._claim("date", date, name)
                self._claim("dates", [{"event": "posted", "date": date}], name)
                return
            if not value.isdigit():
                message = f"Its {name} is no date."
                self.problems.append(Problem(DATE_ODD, message, value[:200]))

    def _address(self, file: str | None) -> None:
        address = next(
            (
                self.text(name)
                for name in _ADDRESSES
                if self.text(name).startswith(("http://", "https://"))
            ),
            None,
        )
        if address is not None:
            self.claims.append(Claim("source_url", address, "stated", SURE, (), BY))
        if file is not None:
            return
        if address is not None:
            message = "The record only leads to where the story was; no text of it is here."
            self.problems.append(Problem(ONLY_LINK, message, address[:200]))
        else:
            location = self.text("location")
            message = f"The text of the story is not here: nothing is called “{location}”."
            self.problems.append(Problem(CHAPTER_WITHOUT_FILE, message))


def read_date(value: str) -> str | None:
    """Read a date as such archives write it: month, day, year.

    Example:
        >>> read_date("02/26/00"), read_date("2003-12-25 10:00"), read_date("soon")
        ('2000-02-26', '2003-12-25', None)
    """
    found = _SHORT_DATE.fullmatch(value)
    if found is not None:
        month, day, year = (int(part) for part in found.groups())
        if year < 100:
            year += 2000 if year < _THIS_CENTURY else 1900
    else:
        long = _ISO_DATE.fullmatch(value)
        if long is None:
            return None
        year, month, day = (int(part) for part in long.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"
