"""eFiction: from rows to stories, in every kind of dump."""

from collections import Counter
from functools import cache

import pytest

from fonds.decode.decode import decode_bytes
from fonds.intake.sql_dump import SqlRow, TableDefinition, iter_dump, read_value
from fonds.model.claim import Claim, find_best_claim
from fonds.parse import archive_codes as codes
from fonds.parse.efiction import SitePlan, StoryPlan, name_row, plan_site
from fonds.parse.efiction_claims import find_day
from fonds.parse.efiction_tables import Tables, find_prefix, find_table, make_row
from tests.efiction_samples import (
    FILES,
    OLD_DUMP,
    SHAPES,
    STORY_TITLES,
    TABLES,
    write_bare,
    write_full,
)

FILE_NAMES = [f"stories/{name}" for name in FILES]
REGULAR = ("full", "bare")


def read_tables(dump: bytes, prefix: str = "fanfiction_") -> Tables:
    rows: dict[str, list[SqlRow]] = {}
    defined = set()
    for found in iter_dump(dump):
        if isinstance(found, SqlRow):
            rows.setdefault(found.table, []).append(found)
        elif isinstance(found, TableDefinition):
            defined.add(found.table.removeprefix(prefix))
    assert find_prefix([*rows, *defined]) == prefix or not rows
    kept = {
        own: [make_row(own, r.table, r.columns, (r.start, r.end), r.spans) for r in of]
        for table, of in rows.items()
        if (own := find_table(table)) is not None
    }
    return Tables(dump, kept, frozenset(defined), read_value, decode_bytes)


@cache
def plan(shape: str) -> SitePlan:
    tables = read_tables(SHAPES[shape]().encode())
    return plan_site(tables, FILE_NAMES, "dump.sql", decode_bytes)


def story(shape: str, title: str) -> StoryPlan:
    return next(one for one in plan(shape).stories if one.title == title)


def value(claims: tuple[Claim, ...], field: str) -> object:
    best = find_best_claim(claims, field)
    return None if best is None else best.value


@pytest.mark.parametrize("shape", REGULAR)
def test_every_story_is_there_in_the_order_of_its_number(shape: str) -> None:
    assert tuple(one.title for one in plan(shape).stories) == STORY_TITLES


@pytest.mark.parametrize("shape", REGULAR)
@pytest.mark.parametrize(
    ("title", "field", "meant"),
    [
        ("The Lamp in the Fog", "creators", ["Fenwick Moor", "Polly O'Plumley"]),
        ("The Gate of Oz", "creators", ["Polly O'Plumley", "Ligeia & Sons"]),
        ("What the Gate Said", "creators", ["Polly O'Plumley"]),
        ("The Promised Tale", "creators", None),
        ("The Lamp in the Fog", "summary", "A street is lost."),
        ("The Lamp in the Fog", "rating_stated", "Teen"),
        ("A Café above the Falls", "rating_stated", "Adult"),
        ("A Café above the Falls", "summary", "Un café, s'il vous plaît; or two."),
        ("What the Gate Said", "rating_stated", None),
        ("The Lamp in the Fog", "label:fandom", ["Sherlock Holmes"]),
        ("Letters to the Hatter", "tags", ["Drama", "Drabbles"]),
        ("The Lamp in the Fog", "tags", ["Drama"]),
        ("The Lamp in the Fog", "label:warnings", ["Character Death"]),
        ("The Lamp in the Fog", "label:characters", ["Sherlock Holmes", "John Watson"]),
        ("The Gate of Oz", "series", {"title": "Gates of Oz", "index": 1.0}),
        ("What the Gate Said", "series", {"title": "Gates of Oz", "index": 2.0}),
        ("Elizabeth's Letter", "series", None),
        ("The Gate of Oz", "complete", False),
        ("The Hinge", "complete", True),
        ("The Window in Baker Street", "date", "2003-04-05"),
        ("Tea by the River", "date", "2003-04-05"),
        ("The Loom", "source_url", "http://lamp.example/viewstory.php?sid=10"),
    ],
)
def test_what_the_tables_state_is_said(shape: str, title: str, field: str, meant: object) -> None:
    assert value(story(shape, title).claims, field) == meant


@pytest.mark.parametrize("shape", REGULAR)
def test_both_dates_are_kept_and_a_day_that_is_none_is_not(shape: str) -> None:
    def dates(title: str) -> list[object]:
        return [claim.value for claim in story(shape, title).claims if claim.field == "dates"]

    assert dates("The Window in Baker Street") == [
        [{"event": "posted", "date": "2003-04-05"}],
        [{"event": "updated", "date": "2004-01-02"}],
    ]
    assert dates("Tea by the River") == [[{"event": "updated", "date": "2003-04-05"}]]


@pytest.mark.parametrize("shape", [*REGULAR, "words"])
def test_chapters_that_share_a_place_are_ordered_by_their_titles(shape: str) -> None:
    lamp = story(shape, "The Lamp in the Fog")
    assert [one.title for one in lamp.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert [one.file for one in lamp.chapters] == [f"stories/1/{n}.txt" for n in (11, 12, 13)]
    assert codes.CHAPTER_ORDER in {problem.code for problem in lamp.problems}


@pytest.mark.parametrize("shape", REGULAR)
def test_notes_stand_where_the_archive_showed_them(shape: str) -> None:
    lamp = story(shape, "The Lamp in the Fog")
    assert [(n.where, n.text, n.is_note) for n in lamp.notes] == [
        ("front", "A street is lost.", False),
        ("front", "For E., who asked.", True),
    ]
    assert [[(n.where, n.text) for n in one.notes] for one in lamp.chapters] == [
        [("front", "Lit early.")],
        [],
        [("back", "The street is real.")],
    ]


@pytest.mark.parametrize("shape", REGULAR)
def test_a_text_that_lies_in_the_database_is_found_there(shape: str) -> None:
    (chapter,) = story(shape, "Elizabeth's Letter").chapters
    assert chapter.file is None
    assert chapter.value is not None


@pytest.mark.parametrize("shape", REGULAR)
@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("What the Gate Said", codes.CO_AUTHORS_UNNAMED),
        ("What the Gate Said", codes.RATING_MISSING),
        ("What the Gate Said", codes.TAG_MISSING),
        ("Elizabeth's Letter", codes.SERIES_MISSING),
        ("The Loom", codes.CO_AUTHOR_MISSING),
        ("The Loom", codes.FILE_ELSEWHERE),
        ("The Sheriff's Bed", codes.NOT_VALIDATED),
        ("The Sheriff's Bed", codes.CHAPTER_WITHOUT_FILE),
        ("The Promised Tale", codes.AUTHOR_MISSING),
        ("The Promised Tale", codes.STORY_WITHOUT_CHAPTERS),
    ],
)
def test_what_is_odd_about_a_story_is_said_of_it(shape: str, title: str, code: str) -> None:
    assert [p.code for p in story(shape, title).problems].count(code) == 1


@pytest.mark.parametrize("title", ["The Gate of Oz", "Letters to the Hatter"])
def test_of_a_sound_story_nothing_odd_is_said(title: str) -> None:
    assert story("full", title).problems == ()


@pytest.mark.parametrize(
    ("shape", "meant"),
    [
        ("full", {codes.CHAPTER_WITHOUT_STORY: 1}),
        ("bare", {codes.CHAPTER_WITHOUT_STORY: 1, codes.NO_DEFINITIONS: 1}),
        ("words", {codes.NO_TABLE: 2}),
    ],
)
def test_what_is_odd_about_the_archive_is_said_of_it(shape: str, meant: dict[str, int]) -> None:
    assert Counter(oddity.code for oddity in plan(shape).oddities) == meant


@pytest.mark.parametrize("shape", REGULAR)
def test_a_file_that_no_row_names_is_loose(shape: str) -> None:
    assert [file for file, _ in plan(shape).loose] == ["stories/4/999.txt"]


def test_ratings_in_words_and_lists_of_coauthors_are_read() -> None:
    lamp = story("words", "The Lamp in the Fog")
    assert value(lamp.claims, "rating_stated") == "Teen"
    assert value(lamp.claims, "creators") == ["Fenwick Moor", "Polly O'Plumley"]
    said = [problem.code for problem in lamp.problems]
    assert codes.RATING_IN_WORDS in said
    assert codes.CO_AUTHOR_MISSING in said


@pytest.mark.parametrize("shape", list(SHAPES))
def test_no_address_and_no_real_name_is_claimed(shape: str) -> None:
    told = str([one.claims for one in plan(shape).stories])
    assert "@" not in told
    assert "A Real Name" not in told


@pytest.mark.parametrize("shape", list(SHAPES))
def test_every_claim_that_has_words_quotes_them_from_the_row(shape: str) -> None:
    dump = SHAPES[shape]().encode()
    tables = read_tables(dump)
    quoted = 0
    for one in plan_site(tables, FILE_NAMES, "dump.sql", decode_bytes).stories:
        chars = decode_bytes(tables.quote(one.row))[0].chars
        for claim in one.claims:
            for evidence in claim.evidence:
                assert chars[evidence.start : evidence.end] == evidence.quote
                quoted += 1
    assert quoted >= 10


def test_a_row_in_another_charset_is_quoted_too() -> None:
    dump = SHAPES["full"]().encode("cp1252")
    tables = read_tables(dump)
    one = plan_site(tables, FILE_NAMES, "dump.sql", decode_bytes).stories[2]
    titles = [claim for claim in one.claims if claim.field == "title"]
    assert [(claim.value, claim.evidence[0].quote) for claim in titles] == [
        ("A Café above the Falls",) * 2
    ]


def test_a_prefix_of_ones_own_is_known() -> None:
    dump = write_full(prefix="lamp_").encode() + b"CREATE TABLE wp_stories (a int);"
    tables = read_tables(dump, "lamp_")
    site = plan_site(tables, FILE_NAMES, "x.sql", decode_bytes)
    assert len(site.stories) == len(STORY_TITLES)
    assert name_row(tables, site.stories[0].row) == "lamp_stories/1"


def test_older_tables_without_names_of_columns_are_known_by_their_width() -> None:
    stories = [[*row[:11], *row[12:]] for row in TABLES["stories"]]
    chapters = [[*row[:5], *row[6:]] for row in TABLES["chapters"]]
    dump = write_bare({**TABLES, "stories": stories, "chapters": chapters}).encode()
    site = plan_site(read_tables(dump), FILE_NAMES, "x.sql", decode_bytes)
    lamp = site.stories[0]
    assert value(lamp.claims, "complete") is True
    assert len(lamp.chapters) == 3
    assert codes.ROW_LENGTH not in {oddity.code for oddity in site.oddities}


def test_chapters_that_are_rows_of_stories_are_told_from_them() -> None:
    tables = read_tables(OLD_DUMP.encode(), "oz_")
    lamp, alone = plan_site(tables, FILE_NAMES, "x.sql", decode_bytes).stories
    assert [(one.title, one.file) for one in lamp.chapters] == [
        ("First", "stories/1/11.txt"),
        ("Second", "stories/1/12.txt"),
    ]
    assert (lamp.words, alone.words) == (50, 10)
    assert [one.file for one in alone.chapters] == ["stories/1/13.txt"]
    assert value(lamp.claims, "tags") == ["Drama", "Angst"]
    assert value(lamp.claims, "rating_stated") == "PG"
    assert value(lamp.claims, "creators") == ["Fenwick"]
    assert value(alone.claims, "tags") == ["Humour"]


def test_a_row_of_another_width_is_read_as_far_as_it_goes_and_said() -> None:
    stories = [list(row) for row in TABLES["stories"]]
    del stories[0][15:]
    dump = write_full({**TABLES, "stories": []}).replace("VALUES ;", "VALUES (NULL);") + write_bare(
        {"stories": stories[:1]}
    )
    site = plan_site(read_tables(dump.encode()), FILE_NAMES, "x.sql", decode_bytes)
    assert [one.title for one in site.stories] == [STORY_TITLES[0]]
    assert codes.ROW_LENGTH in {oddity.code for oddity in site.oddities}


def test_a_second_row_of_one_number_is_no_second_story() -> None:
    twice = {**TABLES, "stories": [*TABLES["stories"], TABLES["stories"][0]]}
    site = plan_site(read_tables(write_full(twice).encode()), [], "x.sql", decode_bytes)
    assert len(site.stories) == len(STORY_TITLES)
    assert codes.REPEATED_ROW in {oddity.code for oddity in site.oddities}


def test_names_typed_instead_of_numbers_are_tags() -> None:
    stories = [list(TABLES["stories"][0])]
    stories[0][4:8] = ["Sherlock Holmes", "Drama,Angst & more", "Mrs. Hudson", "PG-13"]
    dump = write_full({**TABLES, "stories": stories}).encode()
    one = plan_site(read_tables(dump), [], "x.sql", decode_bytes).stories[0]
    assert value(one.claims, "label:characters") == ["Mrs. Hudson"]
    assert value(one.claims, "rating_stated") == "PG-13"
    assert value(one.claims, "tags") == ["Drama", "Angst & more", "Sherlock Holmes"]


@pytest.mark.parametrize(
    ("seconds", "day"),
    [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_049_522_828, "2003-04-05")],
)
def test_seconds_are_days(seconds: int, day: str) -> None:
    assert find_day(seconds) == day
