"""Three dumps of a real program's database, with all that is odd about them: what is imported."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fonds.app.archive_files import open_heap_files
from fonds.app.import_efiction import plan_efiction
from fonds.app.import_plan import read_item
from fonds.app.importing import ImportReport, ImportRun, find_archive, plan_archive
from fonds.app.ingest import find_heap
from fonds.app.reader_process import prepare_reader
from fonds.intake.limits import Limits
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.packs.load import load_packs
from fonds.parse import archive_codes as codes
from fonds.publish.record import build_record
from tests.shared_data import find_shared

_FULL, _BARE, _WORDS = "full", "without definitions", "with ratings in words"
_STORIES = 15
_CHAPTERS = {51: 3, 3: 2, 4: 0}
"""Chapters by the number of the story; of the others one each."""

Read = dict[str, tuple[Work, Record]]


def _paths(shape: str) -> list[Path]:
    """The dump of a shape, told by what is in it, and the folder of the chapters."""
    top = find_shared("heaps", "efiction")
    for dump in sorted(top.glob("*.sql")):
        data = dump.read_bytes()
        ids_only = re.search(rb"\n[^#\n]*inseries", data) is not None
        own = _WORDS if not ids_only else _FULL if b"CREATE TABLE" in data else _BARE
        if own == shape:
            return [dump, *(path for path in top.iterdir() if path.is_dir())]
    pytest.fail(f"no dump {shape} is among the shared data")


@cache
def _read(dump: str) -> Read:
    """Read every work, by the member or path of its first source."""
    prepare_reader(load_packs())
    heap = find_heap(_paths(dump), Limits())
    plan = plan_efiction(open_heap_files(heap.files, Limits()))
    assert plan is not None
    works = [read_item(planned.load()) for planned in plan.works]
    return {
        (work.sources[0].member or work.sources[0].path): (work, build_record(work))
        for work in works
    }


@cache
def _report(dump: str) -> ImportReport:
    run = ImportRun((), Limits(), 0, str, lambda *_: None)
    return plan_archive(find_archive(_paths(dump), run), run)


def _story(dump: str, sid: int) -> tuple[Work, Record]:
    return _read(dump)[f"fanfiction_stories/{sid}"]


def _codes(dump: str, sid: int) -> set[str]:
    return {problem.code for problem in _story(dump, sid)[0].problems} - {codes.WORDS_DIFFER}


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_all_fifteen_stories_come_in(dump: str, capsys: pytest.CaptureFixture[str]) -> None:
    read = _read(dump)
    assert len(read) == _STORIES
    assert all(record.title and record.creators and record.date for _, record in read.values())
    assert all(work.kind == "story" for work, _ in read.values())
    with capsys.disabled():
        print(f"\n{dump}: {len(read)} stories, {len(_report(dump).oddities)} oddities")


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_chapters_are_there_in_order(dump: str) -> None:
    ran = 0
    for place, (work, _) in _read(dump).items():
        sid = int(place.rpartition("/")[2])
        chapters = [s.member for s in work.sources if "_chapters/" in (s.member or "")]
        files = [s.path.rpartition("/")[2] for s in work.sources if s.member is None]
        assert len(files) == _CHAPTERS.get(sid, 1)
        numbers = [str(member).rpartition("/")[2] for member in chapters]
        assert [f"{number}.txt" for number in numbers] == files
        assert numbers == sorted(numbers, key=int)
        ran += len(files)
    assert ran == 17


@pytest.mark.parametrize(
    ("dump", "sid", "authors"),
    [(_FULL, 1, 3), (_BARE, 1, 2), (_FULL, 108, 2), (_BARE, 108, 2), (_FULL, 3519, 1)],
)
def test_coauthors_are_named(dump: str, sid: int, authors: int) -> None:
    assert len(_story(dump, sid)[1].creators) == authors


@pytest.mark.parametrize("dump", [_FULL, _BARE])
@pytest.mark.parametrize(("sid", "index"), [(835, 1.0), (838, 2.0), (108, 19.0), (3721, 5.0)])
def test_series_are_kept_with_the_place_in_them(dump: str, sid: int, index: float) -> None:
    series = _story(dump, sid)[1].series
    assert series is not None
    assert series.index == index
    assert (series.title == _series_title(dump, 835)) is (sid in (835, 838))


def _series_title(dump: str, sid: int) -> str:
    series = _story(dump, sid)[1].series
    return "" if series is None else series.title


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_notes_stand_before_and_endnotes_after(dump: str) -> None:
    assert [note.where for note in _story(dump, 3721)[1].notes] == ["back"]
    assert [note.where for note in _story(dump, 1)[1].notes] == ["front"]
    assert [note.where for note in _story(dump, 4035)[1].notes] == ["front", "front"]


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_ratings_come_from_their_table(dump: str) -> None:
    rated = Counter(record.rating for _, record in _read(dump).values())
    assert rated == {
        "Teen And Up Audiences": 8,
        "General Audiences": 3,
        "Explicit": 2,
        "Mature": 2,
    }


@pytest.mark.parametrize("dump", [_FULL, _BARE])
@pytest.mark.parametrize(
    ("sid", "found"),
    [
        (3, {codes.MAIL_IN_STORY, codes.BROKEN_TAG}),
        (4, {codes.STORY_WITHOUT_CHAPTERS}),
        (51, {codes.CHAPTER_ORDER}),
        (741, {codes.ONLY_LINK}),
        (835, {codes.OTHER_CHARSET}),
        (3519, {codes.CO_AUTHORS_UNNAMED}),
        (3721, {codes.CO_AUTHORS_UNNAMED, codes.BEYOND_CHARSET}),
        (3745, {codes.CO_AUTHORS_UNNAMED, codes.BEYOND_CHARSET, codes.BYTE_ORDER_MARK}),
        (3785, {codes.CO_AUTHORS_UNNAMED}),
        (1, set()),
        (50, set()),
        (54, set()),
        (108, set()),
        (838, set()),
        (4035, set()),
    ],
)
def test_each_oddity_is_said_of_the_story_that_has_it(dump: str, sid: int, found: set[str]) -> None:
    assert _codes(dump, sid) == found


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_letters_keep_the_headers_of_their_mails(dump: str) -> None:
    work, record = _story(dump, 3)
    source = next(k for k, s in enumerate(work.sources) if s.path.endswith("/4.txt"))
    lines = "\n".join(block.text for block in work.blocks if block.source == source).split("\n")
    assert all(line in record.body for line in lines)
    starts = Counter(line.partition(":")[0] for line in lines if ":" in line)
    assert (starts["From"], starts["To"], starts["Subject"]) == (4, 4, 4)
    assert sum(line.startswith("> ") for line in lines) == 2
    assert all(block.place == "body" for block in work.blocks if block.source == source)


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_characters_are_those_that_were_typed(dump: str) -> None:
    windows, japanese, marked = (_story(dump, sid)[1].body for sid in (835, 3721, 3745))
    assert "\ufffd" not in windows + japanese + marked
    assert sum("À" <= char <= "ÿ" for char in windows) > 40
    assert _story(dump, 3721)[1].language == "ja"
    assert not marked.startswith("\ufeff")


@pytest.mark.parametrize("dump", [_FULL, _BARE])
def test_the_story_that_is_a_link_leads_to_where_it_was(dump: str) -> None:
    assert str(_story(dump, 741)[1].source_url).startswith("http://")
    assert "viewstory" not in str(_story(dump, 741)[1].source_url)


@pytest.mark.parametrize("dump", [_FULL, _BARE, _WORDS])
def test_every_file_is_accounted_for_and_the_pictures_are_kept(dump: str) -> None:
    report = _report(dump)
    assert report.files == 19
    assert len(report.kept) == 1
    assert "/images/" in report.kept[0]
    assert (codes.NO_DEFINITIONS in report.counts) is (dump == _BARE)
    assert report.is_whole


def test_ratings_in_words_are_read_and_what_the_dump_lacks_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read = _read(_WORDS)
    report = _report(_WORDS)
    rows = [place for place in read if place.startswith("fanfiction_stories/")]
    assert len(rows) == 2
    assert [_story(_WORDS, sid)[1].rating for sid in (1, 3)] == ["Mature", "Mature"]
    assert {codes.RATING_IN_WORDS, codes.AUTHOR_MISSING, codes.CO_AUTHOR_MISSING} <= _codes(
        _WORDS, 1
    )
    assert codes.STORY_WITHOUT_CHAPTERS in _codes(_WORDS, 3)
    # The other chapters lie in the folder all the same, and no row names them.
    assert report.counts[codes.FILE_WITHOUT_ROW] == len(read) - 2 == 16
    with capsys.disabled():
        print(f"\n{_WORDS}: {len(read)} works, {len(report.oddities)} oddities")


@pytest.mark.parametrize("dump", [_FULL, _BARE, _WORDS])
def test_no_address_of_an_author_is_claimed_and_every_quotation_is_true(dump: str) -> None:
    quoted = 0
    for work, _ in _read(dump).values():
        for claim in work.claims:
            if claim.by == "efiction/1":
                assert "@" not in str(claim.value)
            for one in claim.evidence:
                assert work.texts[one.source][one.start : one.end] == one.quote
                quoted += 1
    assert quoted > 20
