"""Importing archives into a library."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.importing import (
    FILE_REFUSED,
    ImportReport,
    ImportRun,
    find_archive,
    import_archive,
    is_import,
    plan_archive,
    reread_import,
)
from fonds.app.shelf import Shelf, close_shelf, open_shelf, refresh_index
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.accessions import get_accession, list_accessions
from fonds.library.account import account_of
from fonds.library.check import check_library
from fonds.library.entries import iter_entries
from fonds.library.history import last_event_id
from fonds.library.opening import hold_writer
from fonds.library.originals import iter_originals
from fonds.library.undo import undo_accession
from fonds.library.works import get_work, iter_works
from fonds.model.entry import Entry
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack
from fonds.parse import archive_codes as codes
from fonds.publish.epub import build_epub
from fonds.publish.record import build_record
from fonds.search.query import parse_query
from fonds.search.searching import search
from tests.archive_samples import AUTOMATED_FILES, make_calibre_files, write_files
from tests.efiction_samples import (
    FILES,
    OLD_DUMP,
    SHAPES,
    STORY_TITLES,
    write_archive,
    write_bare,
)
from tests.format_samples import make_zip

_CLOCK = "2026-01-02T03:04:05Z"


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return load_packs()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = open_shelf(tmp_path / "library", create=True)
    yield opened
    close_shelf(opened)


def make_run(packs: tuple[Pack, ...], *, fandoms: tuple[str, ...] = ()) -> ImportRun:
    return ImportRun(packs, Limits(), 0, lambda: _CLOCK, lambda *_: None, fandoms)


def take_in(
    shelf: Shelf, paths: list[Path], packs: tuple[Pack, ...], kind: str | None = None
) -> ImportReport | None:
    run = make_run(packs)
    return import_archive(shelf.library, find_archive(paths, run, kind), run)


def entries_by_title(shelf: Shelf) -> dict[str | None, Entry]:
    return {entry.title: entry for entry in iter_entries(shelf.library)}


def record_of(shelf: Shelf, title: str) -> tuple[Work, Record]:
    work = get_work(shelf.library, entries_by_title(shelf)[title].work_id)
    return work, build_record(work)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, packs: tuple[Pack, ...]) -> Iterator[Shelf]:
    """A library with the whole archive in it; tests only look."""
    folder = tmp_path_factory.mktemp("imported")
    opened = open_shelf(folder / "library", create=True)
    take_in(opened, write_archive(folder / "heap"), packs)
    with hold_writer(opened.library):
        refresh_index(opened)
    yield opened
    close_shelf(opened)


def test_every_story_of_the_archive_is_a_work(imported: Shelf) -> None:
    found = entries_by_title(imported)
    assert set(found) == {*STORY_TITLES, None}
    assert {entry.kind for entry in found.values()} == {"story"}


def test_works_are_described_like_others(imported: Shelf) -> None:
    _, lamp = record_of(imported, "The Lamp in the Fog")
    assert lamp.creators == ("Fenwick Moor", "Polly O'Plumley")
    assert lamp.fandoms == ("Sherlock Holmes",)
    assert lamp.rating == "Teen And Up Audiences"
    assert lamp.language == "en"
    assert lamp.warnings == ("Character Death",)
    assert [(note.where, note.text) for note in lamp.notes] == [
        ("front", "For E., who asked."),
        ("front", "Lit early."),
        ("back", "The street is real."),
    ]
    assert lamp.words == len(lamp.body.split())
    _, window = record_of(imported, "The Window in Baker Street")
    assert window.language == "ja"
    _, gate = record_of(imported, "The Gate of Oz")
    assert entries_by_title(imported)["The Gate of Oz"].series == "Gates of Oz, 1"
    assert gate.fandoms == ("Oz",)


def test_chapters_stand_in_order_with_their_titles(imported: Shelf) -> None:
    _, lamp = record_of(imported, "The Lamp in the Fog")
    assert [chapter.title for chapter in lamp.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    starts = [lamp.body[chapter.start :][:14] for chapter in lamp.chapters]
    assert starts == ["The fog came u", "The visitor wa", "We found the s"]


def test_the_row_and_the_files_are_the_sources(imported: Shelf) -> None:
    work, _ = record_of(imported, "The Lamp in the Fog")
    assert [(source.path, source.member) for source in work.sources] == [
        ("full.sql", "fanfiction_stories/1"),
        ("full.sql", "fanfiction_chapters/11"),
        ("stories/1/11.txt", None),
        ("full.sql", "fanfiction_chapters/12"),
        ("stories/1/12.txt", None),
        ("full.sql", "fanfiction_chapters/13"),
        ("stories/1/13.txt", None),
    ]


def test_a_text_of_the_database_is_a_source_of_its_own(imported: Shelf) -> None:
    work, record = record_of(imported, "Elizabeth's Letter")
    assert work.sources[-1].member == "fanfiction_chapters/91/storytext"
    assert record.body.endswith("better than his manners, and Jane couldn't disagree.")


def test_letters_stay_in_their_story(imported: Shelf) -> None:
    work, record = record_of(imported, "Letters to the Hatter")
    assert len(work.sources) == 3
    for line in (
        "From: hatter@tea.example",
        "To: alice@glass.example",
        "Subject: The spoons",
        "Subject: Re: The spoons",
        "> There are no spoons left.",
    ):
        assert line in record.body
    assert record.body.startswith("Alice kept every letter")
    assert {block.kind for block in work.blocks} <= {"paragraph", "break", "letter"}


def test_characters_of_other_charsets_are_right(imported: Shelf) -> None:
    _, cafe = record_of(imported, "A Café above the Falls")
    assert "“It is déjà vu, Watson,” he said." in cafe.body
    assert "€ was not yet written" in cafe.body
    _, tea = record_of(imported, "Tea by the River")
    assert tea.body.startswith("Alenka přišla k řece")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Letters to the Hatter", codes.MAIL_IN_STORY),
        ("Letters to the Hatter", codes.BROKEN_TAG),
        ("A Café above the Falls", codes.OTHER_CHARSET),
        ("The Window in Baker Street", codes.BEYOND_CHARSET),
        ("Tea by the River", codes.BYTE_ORDER_MARK),
        ("The Hinge", codes.ONLY_LINK),
        ("The Sheriff's Bed", codes.CHAPTER_WITHOUT_FILE),
        (None, codes.FILE_WITHOUT_ROW),
    ],
)
def test_what_is_odd_stays_with_the_work(imported: Shelf, title: str | None, code: str) -> None:
    work = get_work(imported.library, entries_by_title(imported)[title].work_id)
    assert code in {problem.code for problem in work.problems}


def test_a_link_is_kept_as_the_address_of_its_story(imported: Shelf) -> None:
    _, record = record_of(imported, "The Hinge")
    assert record.source_url == "http://oz.example/gates/hinge.html"


def test_no_word_of_a_chapter_is_lost(imported: Shelf) -> None:
    words: Counter[str] = Counter()
    for _, work in iter_works(imported.library):
        for block in work.blocks:
            if not (work.sources[block.source].member or "").startswith("fanfiction"):
                words.update(block.text.split())
    for name, data in FILES.items():
        if name.startswith("4/images") or name == "1/31.txt":
            continue
        text = data.decode("utf-8-sig").replace("<", " <").replace(">", "> ")
        bare = [word for word in text.split() if word.isalpha() and word not in ("a", "hr", "p")]
        assert not Counter(bare) - words, name


def test_addresses_of_authors_are_in_no_claim(imported: Shelf) -> None:
    for _, work in iter_works(imported.library):
        assert ".example" not in str([c.value for c in work.claims if c.field == "creators"])
        for claim in work.claims:
            assert "moor.example" not in str(claim)


def test_every_file_is_accounted_for_and_the_library_is_whole(imported: Shelf) -> None:
    account = account_of(imported.library, 1)
    assert {line.path for line in account.lines} == {
        "full.sql",
        *(f"stories/{name}" for name in FILES),
    }
    assert "unread" not in account.counts
    assert check_library(imported.library, index_stamp=None) == ()
    assert sum(1 for _ in iter_originals(imported.library)) == len(FILES) + 1


def test_what_came_in_is_found(imported: Shelf) -> None:
    found = search(imported.index, parse_query("lamplighter"))
    titles = [
        entry.title
        for entry in iter_entries(imported.library)
        if entry.work_id in {hit.work_id for hit in found.hits}
    ]
    assert titles == ["The Lamp in the Fog"]


def test_books_can_be_made_of_all_works_also_of_those_without_words(imported: Shelf) -> None:
    for work_id, work in iter_works(imported.library):
        book = build_epub(work, build_record(work), work_id, modified=_CLOCK)
        assert book.startswith(b"PK")


@pytest.mark.parametrize("shape", list(SHAPES))
def test_importing_twice_changes_nothing(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path, shape: str
) -> None:
    paths = write_archive(tmp_path / "heap", shape)
    first = take_in(shelf, paths, packs)
    assert first is not None
    before = (last_event_id(shelf.library), dict(iter_works(shelf.library)))
    assert take_in(shelf, paths, packs) is None
    assert (last_event_id(shelf.library), dict(iter_works(shelf.library))) == before


class _Killed(BaseException):
    """What stands for a process that ends."""


@pytest.mark.parametrize("steps", [1, 9, 16, 20, 24])
def test_a_killed_import_goes_on(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path, steps: int
) -> None:
    paths = write_archive(tmp_path / "heap")
    left = steps

    def count(phase: str, done: int, total: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise _Killed

    run = ImportRun(packs, Limits(), 0, lambda: _CLOCK, count)
    with pytest.raises(_Killed):
        import_archive(shelf.library, find_archive(paths, run), run)
    again = take_in(shelf, paths, packs)
    assert again is not None
    assert [accession.state for accession in list_accessions(shelf.library)] == ["finished"]
    other = open_shelf(tmp_path / "other", create=True)
    take_in(other, paths, packs)
    assert dict(iter_works(shelf.library)) == dict(iter_works(other.library))
    assert account_of(shelf.library, 1) == account_of(other.library, 1)
    close_shelf(other)


def test_a_chapter_that_was_missing_is_taken_in_later(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    paths = write_archive(tmp_path / "heap")
    first = take_in(shelf, paths, packs)
    assert first is not None
    assert not first.is_whole
    work_id = entries_by_title(shelf)["The Sheriff's Bed"].work_id
    (tmp_path / "heap/stories/1/111.txt").write_bytes(b"There it was, under the bed, counting.")
    second = take_in(shelf, paths, packs)
    assert second is not None
    assert second.is_whole
    assert second.stories == first.stories
    assert entries_by_title(shelf)["The Sheriff's Bed"].work_id == work_id
    assert record_of(shelf, "The Sheriff's Bed")[1].words == 7
    assert check_library(shelf.library, index_stamp=None) == ()


def test_an_import_is_read_again_from_what_is_stored(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    paths = write_archive(tmp_path / "heap")
    first = take_in(shelf, paths, packs)
    before = dict(iter_works(shelf.library))
    shutil.rmtree(tmp_path / "heap")
    assert is_import(get_accession(shelf.library, 1))
    with hold_writer(shelf.library):
        again = reread_import(shelf.library, 1, make_run(packs))
    assert again == first
    assert dict(iter_works(shelf.library)) == before


def test_a_heap_that_was_added_is_no_import(shelf: Shelf, packs: tuple[Pack, ...]) -> None:
    with pytest.raises(UserError, match="no accession 7"):
        reread_import(shelf.library, 7, make_run(packs))


def test_an_import_is_undone_like_any_accession(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    paths = write_archive(tmp_path / "heap")
    take_in(shelf, paths, packs)
    with hold_writer(shelf.library):
        undo_accession(shelf.library, 1, clock=_CLOCK)
    assert list(iter_works(shelf.library)) == []
    assert take_in(shelf, paths, packs) is not None
    assert len(entries_by_title(shelf)) == len(STORY_TITLES) + 1


def test_a_dry_run_tells_what_an_import_then_brings(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    paths = write_archive(tmp_path / "heap")
    run = make_run(packs)
    dry = plan_archive(find_archive(paths, run), run)
    real = take_in(shelf, paths, packs)
    assert real is not None
    assert dry.accession is None
    assert (dry.stories, dry.chapters, dry.authors, dry.series) == (
        real.stories,
        real.chapters,
        real.authors,
        real.series,
    )
    assert dry.kept == real.kept == ("stories/4/images/list.js", "stories/4/images/sheep.gif")
    archive = {oddity for oddity in real.oddities if oddity.code in dry.counts}
    assert archive == set(dry.oddities)


def test_an_archive_in_a_zip_is_the_same_archive(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    members: dict[str, str | bytes] = {f"stories/{name}": data for name, data in FILES.items()}
    members["dump.sql"] = write_bare()
    (tmp_path / "backup.zip").write_bytes(make_zip(members))
    report = take_in(shelf, [tmp_path / "backup.zip"], packs)
    assert report is not None
    assert report.stories == len(STORY_TITLES) + 1
    work, _ = record_of(shelf, "The Lamp in the Fog")
    assert work.sources[0].member == "dump.sql/fanfiction_stories/1"
    assert work.sources[2].member == "stories/1/11.txt"
    assert check_library(shelf.library, index_stamp=None) == ()


def test_an_archive_of_version_2_is_imported(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    heap = write_files(
        tmp_path / "heap",
        {"old.sql": OLD_DUMP.encode(), **{f"stories/{n}": FILES[n] for n in FILES if n[0] == "1"}},
    )
    report = take_in(shelf, [heap], packs)
    assert report is not None
    work, record = record_of(shelf, "The Lamp")
    assert [chapter.title for chapter in record.chapters] == ["First", "Second"]
    assert [source.member for source in work.sources] == [
        "oz_stories/11",
        None,
        "oz_stories/12",
        None,
    ]
    assert check_library(shelf.library, index_stamp=None) == ()


def test_of_two_dumps_the_fuller_is_read_and_the_other_named(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    write_archive(tmp_path / "heap", "words")
    write_archive(tmp_path / "heap", "full")
    report = take_in(shelf, [tmp_path / "heap"], packs)
    assert report is not None
    assert report.stories == len(STORY_TITLES) + 1
    assert [o.path for o in report.oddities if o.code == codes.OTHER_DUMP] == ["heap/words.sql"]


def test_a_fandom_may_be_given_for_all(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    run = make_run(packs, fandoms=("Greek Mythology",))
    paths = write_archive(tmp_path / "heap")
    import_archive(shelf.library, find_archive(paths, run), run)
    assert "Sherlock Holmes" in record_of(shelf, "The Lamp in the Fog")[1].fandoms
    assert len(record_of(shelf, "The Lamp in the Fog")[1].fandoms) == 2
    assert get_accession(shelf.library, 1).options["fandoms"] == ["Greek Mythology"]


def test_a_file_that_cannot_be_read_is_named(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    paths = write_archive(tmp_path / "heap")
    (tmp_path / "heap/stories/1/link.txt").symlink_to(tmp_path / "heap/stories/1/11.txt")
    report = take_in(shelf, paths, packs)
    assert report is not None
    assert [o.path for o in report.oddities if o.code == FILE_REFUSED] == ["stories/1/link.txt"]
    assert not report.is_whole


def test_what_is_no_archive_is_refused(packs: tuple[Pack, ...], tmp_path: Path) -> None:
    heap = write_files(tmp_path / "heap", {"a.txt": b"Insert into the slot one coin."})
    with pytest.raises(UserError, match="no archive that can be imported"):
        find_archive([heap], make_run(packs))
    with pytest.raises(UserError, match="there is no kind"):
        find_archive([heap], make_run(packs), "oz")
    paths = write_archive(tmp_path / "other")
    with pytest.raises(UserError, match="of the kind calibre"):
        find_archive(paths, make_run(packs), "calibre")


def test_an_automated_archive_is_imported(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    site = write_files(tmp_path / "site", AUTOMATED_FILES)
    report = take_in(shelf, [site], packs)
    assert report is not None
    assert (report.kind, report.stories, report.authors) == ("automated-archive", 5, 3)
    work, lamp = record_of(shelf, "The Lamp in the Fog")
    assert lamp.creators == ("Fenwick Moor", "Polly Plumley")
    assert lamp.relationships == ("Sherlock Holmes/John Watson",)
    assert (lamp.rating, lamp.date) == ("Teen And Up Audiences", "2000-02-26")
    assert lamp.body.startswith("The fog came up the river")
    assert lamp.disclaimer == "They belong to everybody now."
    assert work.sources[0].member == "FILES/1"
    _, tea = record_of(shelf, "Tea at Six")
    assert tea.body.count("Subject:") == 2
    assert check_library(shelf.library, index_stamp=None) == ()
    assert take_in(shelf, [site], packs) is None


def test_a_calibre_library_is_imported(
    shelf: Shelf, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    books = write_files(tmp_path / "Books", make_calibre_files())
    report = take_in(shelf, [books], packs)
    assert report is not None
    assert (report.kind, report.name, report.stories) == ("calibre", "Books", 2)
    assert [o.code for o in report.oddities if o.story == "Nowhere"] == [codes.BOOK_WITHOUT_FILE]
    work, gate = record_of(shelf, "The Gate of Oz")
    assert work.sources[0].path.endswith("Gate - Polly.epub")
    assert gate.creators == ("Moor, Fenwick", "Polly Plumley")
    assert (gate.rating, gate.complete, gate.date) == ("General Audiences", False, "2003-04-05")
    assert gate.fandoms == ("Oz",)
    lines = {line.path: line.reason for line in account_of(shelf.library, 1).lines}
    mobi = "Books/Polly Plumley/Gate (1)/Gate - Polly.mobi"
    assert lines[mobi].startswith("It is another format of the book")
    assert check_library(shelf.library, index_stamp=None) == ()
