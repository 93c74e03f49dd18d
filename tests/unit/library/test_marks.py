"""Marks: said by one person, kept through merging and taking out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.errors import UserError
from fonds.library.marks import (
    Mark,
    find_aliases,
    find_mark,
    find_marks,
    follow_redirects,
    list_marks,
    marked_works,
    parse_status,
    put_mark,
)
from fonds.library.merging import merge_works
from fonds.library.opening import Library, close_library
from fonds.library.people import add_person
from fonds.library.storage import find_row
from tests.library_factories import CLOCK, make_library

HEAP = {f"{one}.txt": f"Story {one} of the moor, told by the fire.".encode() for one in "abcd"}
DAYS = [f"2024-06-0{day}T10:00:00Z" for day in range(1, 10)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, _accession = make_library(tmp_path, HEAP)
    for name in ("Ada", "Basil"):
        add_person(library, name, "reader", clock=CLOCK)
    yield library
    close_library(library)


def _ids(library: Library) -> list[str]:
    rows = library.connection.execute("SELECT id FROM work ORDER BY id").fetchall()
    return [str(row[0]) for row in rows]


def test_a_mark_is_found_again_and_is_nobody_elses(library: Library) -> None:
    work = _ids(library)[0]
    mark = put_mark(library, 1, work, status="to-read", favourite=True, clock=DAYS[0])
    assert mark == Mark(work, "to-read", True, DAYS[0])
    assert find_mark(library, 1, work) == mark
    assert find_mark(library, 2, work) == Mark(work)


def test_what_is_not_said_stays_as_it_was(library: Library) -> None:
    work = _ids(library)[0]
    put_mark(library, 1, work, favourite=True, clock=DAYS[0])
    assert put_mark(library, 1, work, status="read", clock=DAYS[1]).favourite
    mark = put_mark(library, 1, work, favourite=False, clock=DAYS[2])
    assert (mark.status, mark.favourite) == ("read", False)


def test_saying_the_same_again_does_not_make_it_newer(library: Library) -> None:
    work = _ids(library)[0]
    put_mark(library, 1, work, status="read", clock=DAYS[0])
    assert put_mark(library, 1, work, status="read", clock=DAYS[5]).at == DAYS[0]


def test_nothing_is_kept_of_an_empty_mark(library: Library) -> None:
    work = _ids(library)[0]
    put_mark(library, 1, work, status="read", clock=DAYS[0])
    assert put_mark(library, 1, work, status="none", clock=DAYS[1]).is_empty
    assert find_row(library.connection, "SELECT 1 FROM mark") is None


def test_marks_are_listed_newest_first_and_by_status(library: Library) -> None:
    a, b, c, _d = _ids(library)
    put_mark(library, 1, a, status="read", clock=DAYS[0])
    put_mark(library, 1, b, status="to-read", clock=DAYS[1])
    put_mark(library, 1, c, status="read", favourite=True, clock=DAYS[2])
    assert [one.work_id for one in list_marks(library, 1)] == [c, b, a]
    assert [one.work_id for one in list_marks(library, 1, "read")] == [c, a]
    assert [one.work_id for one in list_marks(library, 1, favourite=True)] == [c]
    assert marked_works(library, 1, "read") == {a, c}
    assert list_marks(library, 2) == ()


def test_merged_works_keep_their_marks(library: Library) -> None:
    a, b, c, _d = _ids(library)
    put_mark(library, 1, a, status="to-read", favourite=True, clock=DAYS[0])
    put_mark(library, 1, b, status="read", clock=DAYS[1])
    merge_works(library, a, b, clock=CLOCK)
    merge_works(library, b, c, clock=CLOCK)
    expected = Mark(c, "read", True, DAYS[1])
    assert find_mark(library, 1, a) == find_mark(library, 1, c) == expected
    assert list_marks(library, 1) == (expected,)
    assert marked_works(library, 1, "read") == {a, b, c}
    assert follow_redirects(library, [a, b, c]) == {a: c, b: c, c: c}
    assert find_aliases(library, [c]) == {a: c, b: c, c: c}


def test_a_merged_mark_can_be_taken_away(library: Library) -> None:
    a, b, *_ = _ids(library)
    put_mark(library, 1, a, status="read", clock=DAYS[0])
    merge_works(library, a, b, clock=CLOCK)
    put_mark(library, 1, a, status="none", clock=DAYS[1])
    assert list_marks(library, 1) == ()


def test_works_without_a_mark_have_an_empty_one(library: Library) -> None:
    a, b, *_ = _ids(library)
    put_mark(library, 1, a, status="reading", clock=DAYS[0])
    found = find_marks(library, 1, [a, b, "wnowhere"])
    assert found[a].status == "reading"
    assert found[b].is_empty
    assert found["wnowhere"].is_empty


def test_what_is_not_here_cannot_be_marked(library: Library) -> None:
    with pytest.raises(UserError, match="there is no work"):
        put_mark(library, 1, "wnowhere", status="read", clock=CLOCK)


@given(st.text(st.characters(), max_size=40))
def test_any_text_is_a_status_or_a_mistake(text: str) -> None:
    try:
        assert parse_status(text) in {"to-read", "reading", "read", "none"}
    except UserError as error:
        assert "no mark" in str(error)  # noqa: PT017 - most texts are mistakes
