"""Import of eFiction: from the dump of its database and the folder of its chapters to a plan."""

from collections.abc import Sequence
from functools import partial

from fonds.app.archive_files import HEAD_BYTES, ArchiveFile, ArchiveFiles
from fonds.app.import_plan import ImportPlan, PlannedWork, StoryItem, digest_bytes
from fonds.decode.decode import decode_bytes
from fonds.intake.sql_dump import (
    BROKEN_DUMP,
    SqlFault,
    SqlRow,
    TableDefinition,
    is_sql_dump,
    iter_dump,
    read_value,
)
from fonds.library.readings import Member
from fonds.model.problem import Problem
from fonds.model.work import Leaf
from fonds.parse.archive_codes import FILE_WITHOUT_ROW, OTHER_DUMP, ROW, Oddity
from fonds.parse.archive_story import ArchivedChapter, ArchivedStory
from fonds.parse.efiction import (
    BY,
    ChapterPlan,
    SitePlan,
    StoryPlan,
    find_chapter_numbers,
    name_row,
    plan_site,
)
from fonds.parse.efiction_tables import ArchiveRow, Tables, find_prefix, find_table, make_row
from fonds.parse.story_fragment import find_chapter_type

KIND = "efiction"


def list_dumps(files: ArchiveFiles) -> tuple[str, ...]:
    """List the dumps among the files of an archive, by name.

    Cost: reads each file that is not named as a chapter.
    """
    return tuple(
        name
        for name, file in files.files.items()
        if _may_be_dump(file) and is_sql_dump(files.read(name)[:HEAD_BYTES])
    )


def _may_be_dump(file: ArchiveFile) -> bool:
    if file.name.lower().endswith((".sql", ".dump")):
        return True
    return file.media_type.startswith("text/") and find_chapter_numbers(file.name) is None


def plan_efiction(files: ArchiveFiles, fandoms: Sequence[str] = ()) -> ImportPlan | None:
    """Plan the import of an eFiction archive.

    Of several dumps the one with the most stories is read; the others are kept and named.

    Args:
        files: of the archive.
        fandoms: of every story, as whoever imports it says.

    Returns:
        The plan; None when no dump among the files holds a table of stories.

    Cost: O(bytes of the dumps + files); holds one dump.
    """
    best: tuple[str, Tables, list[Oddity]] | None = None
    counted: dict[str, int] = {}
    for name in list_dumps(files):
        read = _read_tables(files, name)
        if read is None:
            continue
        tables, faults = read
        counted[name] = len(tables.of("stories"))
        if best is None or counted[name] > counted[best[0]]:
            best = name, tables, faults
    if best is None:
        return None
    name, tables, oddities = best
    others = [file for file in files.files if file not in counted]
    site = plan_site(tables, others, files.files[name].path, decode_bytes, fandoms)
    for other, number in counted.items():
        if other != name:
            file = files.files[other]
            message = (
                f"This is another dump, with {number} stories; it is kept, and {name}, "
                f"with {counted[name]}, was read."
            )
            oddities.append(Oddity(OTHER_DUMP, message, file.path, file.member))
    return _plan_import(files, name, tables, site, oddities)


def _read_tables(files: ArchiveFiles, name: str) -> tuple[Tables, list[Oddity]] | None:
    dump = files.read(name)
    file = files.files[name]
    rows: dict[str, list[SqlRow]] = {}
    defined: set[str] = set()
    faults: list[Oddity] = []
    for found in iter_dump(dump, lambda table: find_table(table) is not None):
        if isinstance(found, SqlRow):
            rows.setdefault(found.table, []).append(found)
        elif isinstance(found, TableDefinition):
            defined.add(found.table)
        elif isinstance(found, SqlFault):
            message = f"A statement at byte {found.start:,} cannot be read: {found.message}."
            faults.append(Oddity(BROKEN_DUMP, message, file.path, file.member))
    prefix = find_prefix((*rows, *defined))
    if prefix is None:
        return None
    kept: dict[str, list[ArchiveRow]] = {}
    for table, found_rows in rows.items():
        own = table.removeprefix(prefix)
        if table.startswith(prefix) and find_table(table) == own:
            kept[own] = [
                make_row(own, row.table, row.columns, (row.start, row.end), row.spans)
                for row in found_rows
            ]
    own_defined = frozenset(t.removeprefix(prefix) for t in defined if t.startswith(prefix))
    return Tables(dump, kept, own_defined, read_value, decode_bytes), faults


def _plan_import(
    files: ArchiveFiles, name: str, tables: Tables, site: SitePlan, oddities: list[Oddity]
) -> ImportPlan:
    dump = files.files[name]
    works = [
        PlannedWork(
            story.title, len(story.chapters), partial(_load_story, files, dump, tables, story)
        )
        for story in site.stories
    ]
    for file, claims in site.loose:
        problem = Problem(
            FILE_WITHOUT_ROW,
            "No row of the dump names this file; it was read by itself.",
        )
        story = ArchivedStory(None, (), claims, (), (problem,), 0, BY)
        works.append(PlannedWork("", 1, partial(_load_loose, files, file, story)))
    used = {file for file, _ in site.loose}
    used |= {one.file for story in site.stories for one in story.chapters if one.file is not None}
    return ImportPlan(
        kind=KIND,
        name=site.name,
        works=tuple(works),
        oddities=(*oddities, *site.oddities),
        members={name: tuple(_list_members(dump, tables, site))},
        used=frozenset(used),
        reasons={},
        authors=site.authors,
        series=site.series,
    )


def _row_leaf(dump: ArchiveFile, tables: Tables, row: ArchiveRow) -> Leaf:
    return Leaf(dump.path, _inside(dump, name_row(tables, row)), tables.quote(row), ROW)


def _inside(dump: ArchiveFile, name: str) -> str:
    return name if dump.member is None else f"{dump.member}/{name}"


def _load_story(
    files: ArchiveFiles, dump: ArchiveFile, tables: Tables, story: StoryPlan
) -> StoryItem:
    row = _row_leaf(dump, tables, story.row)
    chapters = tuple(
        ArchivedChapter(
            chapter.title,
            # In 2.0 a story's row is that of its first chapter, too: once is enough.
            None if chapter.row.start == story.row.start else _row_leaf(dump, tables, chapter.row),
            chapter.notes,
            _load_text(files, dump, tables, chapter),
        )
        for chapter in story.chapters
    )
    archived = ArchivedStory(
        row, story.notes, story.claims, chapters, story.problems, story.words, BY
    )
    return StoryItem(archived, is_listed=True)


def _load_text(
    files: ArchiveFiles, dump: ArchiveFile, tables: Tables, chapter: ChapterPlan
) -> Leaf | None:
    if chapter.file is not None:
        return load_chapter(files, chapter.file)
    if chapter.value is None:
        return None
    data = read_value(tables.dump, chapter.value) or b""
    member = _inside(dump, f"{name_row(tables, chapter.row)}/storytext")
    return Leaf(dump.path, member, data, find_chapter_type(data, "text/plain"))


def load_chapter(files: ArchiveFiles, name: str) -> Leaf:
    """Load the file of a chapter, with the media type it is to be read by."""
    leaf = files.leaf(name)
    media_type = find_chapter_type(leaf.data, leaf.media_type)
    return Leaf(leaf.path, leaf.member, leaf.data, media_type, leaf.problems)


def _load_loose(files: ArchiveFiles, name: str, story: ArchivedStory) -> StoryItem:
    chapter = ArchivedChapter(None, None, (), load_chapter(files, name))
    whole = ArchivedStory(None, (), story.claims, (chapter,), story.problems, story.words, story.by)
    return StoryItem(whole, is_listed=True)


def _list_members(dump: ArchiveFile, tables: Tables, site: SitePlan) -> list[Member]:
    """The rows that works are made of, as files inside the dump."""
    found: list[Member] = []
    for story in site.stories:
        found.append(_member(_row_leaf(dump, tables, story.row)))
        for chapter in story.chapters:
            if chapter.row.start != story.row.start:
                found.append(_member(_row_leaf(dump, tables, chapter.row)))
            if chapter.value is not None:
                data = read_value(tables.dump, chapter.value) or b""
                member = _inside(dump, f"{name_row(tables, chapter.row)}/storytext")
                kind = find_chapter_type(data, "text/plain")
                found.append(_member(Leaf(dump.path, member, data, kind)))
    return found


def _member(leaf: Leaf) -> Member:
    return Member(
        leaf.member or "", digest_bytes(leaf.data), len(leaf.data), leaf.media_type, "read"
    )
