"""eFiction: the stories of an archive, from the rows of its database and a list of its files."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from fonds.model.claim import Claim
from fonds.model.problem import Problem
from fonds.parse.archive_codes import (
    CHAPTER_ORDER,
    CHAPTER_WITHOUT_FILE,
    CHAPTER_WITHOUT_STORY,
    FILE_ELSEWHERE,
    NO_DEFINITIONS,
    NO_TABLE,
    NOT_VALIDATED,
    REPEATED_ROW,
    ROW_LENGTH,
    STORY_WITHOUT_CHAPTERS,
    Oddity,
)
from fonds.parse.archive_story import RowNote
from fonds.parse.efiction_claims import Lookup, describe_row
from fonds.parse.efiction_tables import ArchiveRow, RowText, Tables
from fonds.parse.plain import Decoder
from fonds.parse.story_fragment import strip_markup

BY = "efiction/1"

Where = Literal["front", "back"]

_NUMBER = re.compile(r"(?<!\d)(\d{1,4})(?!\d)")
_CHAPTER_FILE = re.compile(r"(?P<uid>\d{1,9})/(?P<chapid>\d{1,9})\.(?:txt|html?|php)")


class ChapterPlan(Struct, frozen=True):
    """A chapter and where its words are.

    Attributes:
        title: or None.
        row: its row.
        notes: what stands around its text.
        file: path of its file among the files given; None when its words are in the row, or
            nowhere.
        value: where in the dump its words are, when they are in the row.
    """

    title: str | None
    row: ArchiveRow
    notes: tuple[RowNote, ...]
    file: str | None
    value: tuple[int, int] | None


class StoryPlan(Struct, frozen=True):
    """A story, before its chapters are read.

    Attributes:
        title: for people, or "".
        row: its row; None for a file that no row names.
        claims: what the tables state.
        notes: of its row.
        chapters: in reading order.
        problems: what is odd about its rows.
        words: as the archive counted them.
    """

    title: str
    row: ArchiveRow
    claims: tuple[Claim, ...]
    notes: tuple[RowNote, ...]
    chapters: tuple[ChapterPlan, ...]
    problems: tuple[Problem, ...]
    words: int


class SitePlan(Struct, frozen=True):
    """What an eFiction archive holds.

    Attributes:
        name: as it calls itself, or "".
        stories: in the order of their numbers.
        loose: files of chapters that no row names, and who the folder says wrote each.
        oddities: of the archive as a whole; those of a story are its problems.
        authors: how many people wrote what is here.
        series: how many series its stories are in.
    """

    name: str
    stories: tuple[StoryPlan, ...]
    loose: tuple[tuple[str, tuple[Claim, ...]], ...]
    oddities: tuple[Oddity, ...]
    authors: int
    series: int


def plan_site(
    tables: Tables,
    files: Sequence[str],
    path: str,
    decode: Decoder,
    fandoms: Sequence[str] = (),
) -> SitePlan:
    """Find the stories of an archive.

    Args:
        tables: of its dump.
        files: paths of all other files that came with it.
        path: of the dump, for what is said of it.
        decode: bytes and a declared charset (or None) to a text and its problems.
        fandoms: of every story, as whoever imports it says.

    Returns:
        Every story of the table of stories, with its chapters in order; every file that looks
        like a chapter's and is none's.

    Cost: O(rows + files).
    """
    lookup = Lookup(tables, tuple(fandoms), BY)
    folder = _Folder(files)
    given = _Given(lookup, folder, decode, _count_chapters(tables))
    oddities = [*_judge_tables(tables, path)]
    chapters = _group_chapters(tables, oddities, path)
    stories: list[StoryPlan] = []
    seen: set[int] = set()
    for row in sorted(tables.of("stories"), key=lambda row: tables.number(row, "sid") or 0):
        sid = tables.number(row, "sid")
        if sid is None or sid in seen:
            message = f"A second row has the number {sid}; the first is the story."
            oddities.append(Oddity(REPEATED_ROW, message, path, name_row(tables, row)))
            continue
        seen.add(sid)
        own = chapters.pop(sid, [])
        stories.append(_plan_story(tables, row, own, given))
    for sid, rows in sorted(chapters.items()):
        for row in rows:
            message = f"A chapter belongs to the story {sid}, of which there is no row."
            oddities.append(Oddity(CHAPTER_WITHOUT_STORY, message, path, name_row(tables, row)))
    loose = tuple((file, lookup.claim_folder(uid)) for file, uid in folder.list_unused())
    return SitePlan(
        lookup.site_name,
        tuple(stories),
        loose,
        tuple(oddities),
        len(lookup.writers),
        len(lookup.series_used),
    )


def find_chapter_numbers(name: str) -> tuple[int, int] | None:
    """Find the numbers of author and chapter that the name of a chapter's file is made of.

    Example:
        >>> find_chapter_numbers("old/stories/4/22.txt"), find_chapter_numbers("old/a.txt")
        ((4, 22), None)
    """
    found = _CHAPTER_FILE.fullmatch("/".join(name.rsplit("/", 2)[-2:]))
    return None if found is None else (int(found["uid"]), int(found["chapid"]))


def name_row(tables: Tables, row: ArchiveRow) -> str:
    """Name a row as a member of its dump: "fanfiction_stories/4", by the number that is its key.

    A row without one is named by the byte at which it begins.
    """
    key = tables.number(row, row.columns[0]) if row.columns else None
    return f"{row.name}/{key}" if key is not None else f"{row.name}@{row.start}"


def _judge_tables(tables: Tables, path: str) -> Iterable[Oddity]:
    if not tables.defined:
        message = "The dump does not define its tables; their columns are taken to be eFiction's."
        yield Oddity(NO_DEFINITIONS, message, path)
    for table, what in (
        ("chapters", "chapters"),
        ("authors", "authors"),
        ("coauthors", "co-authors"),
        ("series", "series"),
    ):
        if not tables.has(table):
            yield Oddity(NO_TABLE, f"The dump has no table of {what}.", path)
    for table, rows in tables.rows.items():
        odd = [row for row in rows if row.is_odd]
        if odd:
            message = (
                f"{len(odd)} of {len(rows)} rows of {table} have another number of values than "
                "the table has columns; the first columns were read."
            )
            yield Oddity(ROW_LENGTH, message, path, f"{odd[0].name}")


def _group_chapters(
    tables: Tables, oddities: list[Oddity], path: str
) -> defaultdict[int, list[ArchiveRow]]:
    chapters: defaultdict[int, list[ArchiveRow]] = defaultdict(list)
    seen: set[int] = set()
    for row in tables.of("chapters"):
        chapid = tables.number(row, "chapid")
        if chapid is not None and chapid in seen:
            message = f"A second chapter has the number {chapid}; the first is kept."
            oddities.append(Oddity(REPEATED_ROW, message, path, row.name))
            continue
        if chapid is not None:
            seen.add(chapid)
        chapters[tables.number(row, "sid") or 0].append(row)
    return chapters


class _Folder:
    """The archive's files, found by the numbers of author and chapter."""

    def __init__(self, files: Sequence[str]) -> None:
        self._by_chapter: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._used: set[str] = set()
        for file in files:
            numbers = find_chapter_numbers(file)
            if numbers is not None:
                uid, chapid = numbers
                self._by_chapter[chapid].setdefault(uid, file)

    def find(self, uid: int | None, chapid: int | None) -> tuple[str | None, bool]:
        """The file of a chapter, and whether it lies in its author's folder."""
        here = self._by_chapter.get(chapid, {}) if chapid is not None else {}
        if uid is not None and uid in here:
            self._used.add(here[uid])
            return here[uid], True
        for file in here.values():
            if file not in self._used:
                self._used.add(file)
                return file, False
        return None, True

    def list_unused(self) -> list[tuple[str, int]]:
        """Files of chapters that no row named, with the number of their folder's author."""
        return [
            (file, uid)
            for here in self._by_chapter.values()
            for uid, file in here.items()
            if file not in self._used
        ]


class _Given(Struct, frozen=True):
    """What the plan of every story is made with; `counted` finds a chapter by its words."""

    lookup: Lookup
    folder: _Folder
    decode: Decoder
    counted: Mapping[int, tuple[int, str]]


def _plan_story(
    tables: Tables,
    row: ArchiveRow,
    rows: list[ArchiveRow],
    given: _Given,
) -> StoryPlan:
    lookup, folder, decode = given.lookup, given.folder, given.decode
    text = RowText(tables, row, decode)
    claims, problems = describe_row(tables, row, text, lookup)
    notes = _notes_of(tables, row, text, (("summary", "front"), ("storynotes", "front")))
    ordered, said = _order(tables, rows)
    problems += said
    if not rows:
        problems.append(_miss_chapters(tables, row, given.counted))
    if tables.number(row, "validated") == 0:
        problems.append(Problem(NOT_VALIDATED, "The archive had not yet shown this story."))
    planned = []
    for number, chapter in enumerate(ordered, 1):
        one, found = _plan_chapter(tables, chapter, folder, decode, number)
        planned.append(one)
        problems += found
    title = next((str(claim.value) for claim in claims if claim.field == "title"), "")
    # In 2.0 the row of a story is that of its first chapter, and counts only that.
    counting = ordered if "psid" in row.columns else [row]
    return StoryPlan(
        title,
        row,
        tuple(claims),
        notes,
        tuple(planned),
        tuple(problems),
        sum(tables.number(one, "wordcount") or 0 for one in counting),
    )


def _count_chapters(tables: Tables) -> dict[int, tuple[int, str]]:
    """Chapters by the number of their words, as far as that is theirs alone: story and title."""
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in tables.of("chapters"):
        words = tables.number(row, "wordcount") or 0
        found[words].append((tables.number(row, "sid") or 0, tables.text(row, "title").strip()))
    return {words: of[0] for words, of in found.items() if words and len(of) == 1}


def _miss_chapters(
    tables: Tables, row: ArchiveRow, counted: Mapping[int, tuple[int, str]]
) -> Problem:
    message = "No chapter of this story is known to the archive's tables."
    words = tables.number(row, "wordcount") or 0
    if words in counted:
        sid, title = counted[words]
        message += f" “{title}”, a chapter of the story {sid}, has as many words as it, {words:,}."
    return Problem(STORY_WITHOUT_CHAPTERS, message)


def _notes_of(
    tables: Tables, row: ArchiveRow, text: RowText, columns: Sequence[tuple[str, Where]]
) -> tuple[RowNote, ...]:
    notes = []
    for column, where in columns:
        words = strip_markup(tables.text(row, column))
        if words:
            start, end = text.find(column) or (0, 0)
            notes.append(RowNote(where, words, start, end, column != "summary"))
    return tuple(notes)


def _plan_chapter(
    tables: Tables, row: ArchiveRow, folder: _Folder, decode: Decoder, number: int
) -> tuple[ChapterPlan, list[Problem]]:
    chapid = tables.number(row, "chapid")
    title = " ".join(strip_markup(tables.text(row, "title")).split()) or None
    text = RowText(tables, row, decode)
    notes = _notes_of(tables, row, text, (("notes", "front"), ("endnotes", "back")))
    file, is_home = folder.find(tables.number(row, "uid"), chapid)
    value = tables.span(row, "storytext") if tables.text(row, "storytext").strip() else None
    named = f"chapter {number}" if title is None else f"chapter {number}, “{title}”,"
    problems = []
    if file is None and value is None:
        message = f"The text of {named} is not here: no file {chapid}.txt, and none in the row."
        problems.append(Problem(CHAPTER_WITHOUT_FILE, message))
    elif not is_home:
        message = f"The file of {named} does not lie in the folder of its author."
        problems.append(Problem(FILE_ELSEWHERE, message, str(file)))
    if tables.number(row, "validated") == 0:
        message = f"The archive had not yet shown {named.rstrip(',')}."
        problems.append(Problem(NOT_VALIDATED, message))
    return ChapterPlan(title, row, notes, file, None if file is not None else value), problems


def _order(tables: Tables, rows: list[ArchiveRow]) -> tuple[list[ArchiveRow], list[Problem]]:
    """Chapters in the archive's order; where it gives one place twice, as their titles count."""
    places = [tables.number(row, "inorder") or 0 for row in rows]
    ordered = sorted(
        rows,
        key=lambda row: (tables.number(row, "inorder") or 0, tables.number(row, "chapid") or 0),
    )
    if len(set(places)) == len(places):
        return ordered, []
    numbers = [_NUMBER.findall(tables.text(row, "title")) for row in rows]
    told = [int(found[0]) for found in numbers if len(found) == 1]
    if len(told) == len(rows) and len(set(told)) == len(rows):
        why = "the numbers in their titles decide"
        ordered = [row for _, row in sorted(zip(told, rows, strict=True), key=lambda pair: pair[0])]
    else:
        why = "those added first come first"
    twice = sorted({place for place in places if places.count(place) > 1})
    listed = ", ".join(map(str, twice))
    message = f"More than one chapter has the place {listed}; {why}."
    return ordered, [Problem(CHAPTER_ORDER, message)]
