"""Import of Automated Archive: from ARCHIVE_DB.pl and the folder of its stories to a plan."""

from collections.abc import Sequence
from functools import partial

from fonds.app.archive_files import HEAD_BYTES, ArchiveFile, ArchiveFiles
from fonds.app.import_efiction import load_chapter
from fonds.app.import_plan import ImportPlan, PlannedWork, StoryItem, digest_bytes
from fonds.decode.decode import decode_bytes
from fonds.library.readings import Member
from fonds.model.problem import Problem
from fonds.model.work import Leaf
from fonds.parse.archive_codes import FILE_WITHOUT_ROW, ROW
from fonds.parse.archive_story import ArchivedChapter, ArchivedStory
from fonds.parse.automated_archive import BY, EntryPlan, plan_entries
from fonds.parse.perl_data import is_perl_archive

KIND = "automated-archive"


def plan_automated(files: ArchiveFiles, fandoms: Sequence[str] = ()) -> ImportPlan | None:
    """Plan the import of an Automated Archive.

    Args:
        files: of the archive.
        fandoms: of every story, as whoever imports it says.

    Returns:
        The plan; None when none of the files is an ARCHIVE_DB.pl.

    Cost: O(bytes of it + files).
    """
    name = next((one for one in files.files if _is_database(files, one)), None)
    if name is None:
        return None
    data = files.read(name)
    database = files.files[name]
    others = [file for file in files.files if file != name]
    found = plan_entries(data, database.path, others, decode_bytes, fandoms)
    rows = {entry.key: _row_of(database, data, entry) for entry in found.entries}
    works = [
        PlannedWork(entry.title, 1, partial(_load_entry, files, rows[entry.key], entry))
        for entry in found.entries
    ]
    works += [PlannedWork("", 1, partial(_load_loose, files, file)) for file in found.loose]
    used = {entry.file for entry in found.entries if entry.file is not None} | set(found.loose)
    members = tuple(
        Member(row.member or "", digest_bytes(row.data), len(row.data), ROW, "read")
        for row in rows.values()
    )
    return ImportPlan(
        kind=KIND,
        name="",
        works=tuple(works),
        oddities=found.oddities,
        members={name: members},
        used=frozenset(used),
        reasons={},
        authors=found.authors,
        series=0,
    )


def _is_database(files: ArchiveFiles, name: str) -> bool:
    if not name.lower().endswith((".pl", ".pm", ".db", ".txt")) or "/archive/" in name.lower():
        return False
    return is_perl_archive(files.read(name)[:HEAD_BYTES].decode("latin-1"))


def _row_of(database: ArchiveFile, data: bytes, entry: EntryPlan) -> Leaf:
    own = f"FILES/{entry.key}"
    member = own if database.member is None else f"{database.member}/{own}"
    return Leaf(database.path, member, data[slice(*entry.place)], ROW)


def _load_entry(files: ArchiveFiles, row: Leaf, entry: EntryPlan) -> StoryItem:
    chapters: tuple[ArchivedChapter, ...] = ()
    if entry.file is not None:
        chapters = (
            ArchivedChapter(entry.title or None, None, (), load_chapter(files, entry.file)),
        )
    story = ArchivedStory(row, entry.notes, entry.claims, chapters, entry.problems, 0, BY)
    return StoryItem(story, is_listed=True)


def _load_loose(files: ArchiveFiles, name: str) -> StoryItem:
    problem = Problem(
        FILE_WITHOUT_ROW, "No record of the archive names this file; it was read by itself."
    )
    chapter = ArchivedChapter(None, None, (), load_chapter(files, name))
    story = ArchivedStory(None, (), (), (chapter,), (problem,), 0, BY)
    return StoryItem(story, is_listed=False)
