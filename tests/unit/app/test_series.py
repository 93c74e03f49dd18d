"""Series: works in order, gaps and doubles, names that are spelled twice, and changes by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.acting import take_back
from fonds.app.sequels import find_chain, list_related
from fonds.app.series import (
    SeriesWork,
    find_missing,
    find_series,
    find_series_line,
    list_oddities,
    list_series,
    part_by_authors,
    split_series,
)
from fonds.app.series_changes import (
    carry_out,
    get_series,
    plan_name,
    plan_numbers,
    plan_order,
    plan_put,
    plan_take,
    read_name,
)
from fonds.app.series_names import is_alike, list_variants
from fonds.app.shelf import Shelf, close_shelf, find_entry, open_shelf
from fonds.errors import UserError
from fonds.library.acts import get_act, iter_acts, list_changes
from fonds.library.storage import put_row
from fonds.model.entry import Entry
from fonds.model.sight import Sight
from tests.library_factories import make_entry
from tests.told_library import CLOCK, Told, in_series, make_told_library

NIGHTS = "Baker Street Nights"
BASIL = {"creators": ["Basil Quill"]}
WORKS = (
    Told("The Fog", in_series(NIGHTS, 1.0, complete=True)),
    Told("The Ferry", in_series(NIGHTS, 2.0, complete=True)),
    Told("The Lamp", in_series(NIGHTS, 4.0, complete=False)),
    Told("The Kettle", in_series(NIGHTS, 2.0)),
    Told("An Interlude", in_series(NIGHTS, 2.5)),
    Told("A Letter", in_series(NIGHTS, date="1999")),
    Told("Whitby Snow", in_series("Snapshots", 1.0)),
    Told("Oz Snow", in_series("Snapshots", 1.0, **BASIL)),
    Told("Round One", in_series("Round Robin", 1.0)),
    Told("Round Two", in_series("Round Robin", 2.0, **BASIL)),
    Told("Moor One", in_series("Moorland Tales", 1.0)),
    Told("Moor Two", in_series("The Moorland Tale Series", 2.0)),
    Told("Slash", in_series("Oz / Alice & “more”?#é%20", 1.0)),
    Told("Alone"),
    Told("The Well", sequels=[("sequel to", "the  ALONE"), ("followed by", "Never Written")]),
    Told("The Rope", sequels=[("sequel to", "The Well")]),
    Told("The Well", BASIL, sequels=[("companion to", "Alone")]),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("series")
    make_told_library(made, WORKS)
    return made


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    make_told_library(tmp_path, WORKS)
    opened = open_shelf(tmp_path)
    yield opened
    close_shelf(opened)


@pytest.fixture(scope="module")
def read_only(folder: Path) -> Iterator[Shelf]:
    opened = open_shelf(folder)
    yield opened
    close_shelf(opened)


def _entry(shelf: Shelf, title: str, author: str = "Ada Moor") -> Entry:
    ids = shelf.index.columns.read().work_ids
    entries = (find_entry(shelf, one) for one in dict.fromkeys(ids))
    (found,) = (e for e in entries if e and e.title == title and author in e.creators)
    return found


def _titles(shelf: Shelf, name: str) -> list[str]:
    return [work.entry.title or "" for one in find_series(shelf, name) for work in one.works]


def test_works_stand_in_order_of_their_numbers_the_others_after(read_only: Shelf) -> None:
    (series,) = find_series(read_only, NIGHTS)
    titles = [work.entry.title for work in series.works]
    assert titles == [
        *("The Fog", "The Ferry", "The Kettle", "An Interlude"),
        *("The Lamp", "A Letter"),
    ]
    assert [work.number for work in series.works] == ["1", "2", "2", "2.5", "4", ""]
    assert series.authors == ("Ada Moor",)
    assert series.complete is False
    assert series.words == sum(work.entry.words for work in series.works)


def test_gaps_and_doubles_are_said(read_only: Shelf) -> None:
    (series,) = find_series(read_only, NIGHTS)
    assert list_oddities(series) == ("3 is missing", "two works say 2", "1 has no number")


def test_doubles_of_one_family_are_said_to_be_editions(shelf: Shelf) -> None:
    for place, title in enumerate(("The Ferry", "The Kettle")):
        put_row(
            shelf.library.connection,
            "INSERT INTO edition VALUES (?, 'f1', ?, 0.9, 'test')",
            (_entry(shelf, title).work_id, place),
        )
    (series,) = find_series(shelf, NIGHTS)
    assert "two works say 2; they may be editions of one story" in list_oddities(series)


def test_authors_who_chose_alike_have_series_of_their_own(read_only: Shelf) -> None:
    found = find_series(read_only, "Snapshots")
    assert [one.authors for one in found] == [("Ada Moor",), ("Basil Quill",)]
    assert [list_oddities(one) for one in found] == [(), ()]


def test_what_several_wrote_in_turns_is_one_series(read_only: Shelf) -> None:
    (series,) = find_series(read_only, "Round Robin")
    assert series.authors == ("Ada Moor", "Basil Quill")


def _work(number: int | None, author: str, *fandoms: str) -> SeriesWork:
    entry = make_entry(f"w{author}{number}", creators=[author], fandoms=fandoms)
    return SeriesWork(entry, None if number is None else float(number))


@pytest.mark.parametrize(
    ("works", "parts"),
    [
        ([_work(1, "A"), _work(2, "B"), _work(4, "A")], 1),
        ([_work(1, "A"), _work(2, "A"), _work(1, "B")], 2),
        ([_work(1, "A"), _work(2, "A"), _work(None, "B")], 2),
        ([_work(None, "A"), _work(2, "A"), _work(1, "B")], 1),
        ([_work(1, "A", "Oz"), _work(2, "B", "Dracula")], 2),
        ([_work(1, "A", "Oz"), _work(2, "B", "Oz", "Dracula")], 1),
        ([], 0),
    ],
)
def test_who_is_thought_to_have_written_one_series(works: list[SeriesWork], parts: int) -> None:
    assert len(part_by_authors(works)) == parts


def test_series_are_listed_by_name_and_found_by_a_part_of_it(read_only: Shelf) -> None:
    whole = list_series(read_only)
    names = [one.name for one in whole.series]
    assert names == [
        *(NIGHTS, "The Moorland Tale Series", "Moorland Tales", "Oz / Alice & “more”?#é%20"),
        *("Round Robin", "Snapshots", "Snapshots"),
    ]
    assert whole.total == 6
    assert [one.name for one in list_series(read_only, text="MOORL").series] == names[1:3]
    paged = [list_series(read_only, offset=at, limit=2) for at in (0, 2, 4, 6)]
    assert [one.name for page in paged for one in page.series] == names
    basils = list_series(read_only, author="Basil Quill")
    assert {one.name for one in basils.series} == {"Round Robin", "Snapshots"}


def test_what_is_hidden_is_in_no_series(read_only: Shelf) -> None:
    hidden = {_entry(read_only, title).work_id for title in ("The Lamp", "Slash")}
    seen = replace(read_only, sight=Sight(works=frozenset(hidden)))
    (series,) = find_series(seen, NIGHTS)
    assert len(series.works) == 5
    assert "3 is missing" not in list_oddities(series)
    assert find_series(seen, "Oz / Alice & “more”?#é%20") == ()
    assert list_series(seen).total == 5
    closed = replace(read_only, sight=Sight(closed=True))
    assert list_series(closed).total == 0


def test_a_work_knows_what_is_beside_it(read_only: Shelf) -> None:
    line = find_series_line(read_only, _entry(read_only, "The Kettle"))
    assert line is not None
    assert (line.name, line.number, line.place, line.total) == (NIGHTS, "2", 3, 6)
    assert line.previous is not None
    assert line.next is not None
    assert (line.previous.title, line.next.title) == ("The Ferry", "An Interlude")
    first = find_series_line(read_only, _entry(read_only, "The Fog"))
    assert first is not None
    assert first.previous is None
    assert find_series_line(read_only, _entry(read_only, "Alone")) is None


def test_sequels_link_to_works_of_that_title_by_the_same_author(read_only: Shelf) -> None:
    related = list_related(read_only, _entry(read_only, "The Well"))
    assert [(one.way, one.title, one.entry is not None) for one in related] == [
        ("before", "the  ALONE", True),
        ("after", "Never Written", False),
        ("after", "The Rope", True),
    ]
    alone = list_related(read_only, _entry(read_only, "Alone"))
    assert [(one.way, one.title) for one in alone] == [("after", "The Well")]
    basils = list_related(read_only, _entry(read_only, "The Well", "Basil Quill"))
    assert [(one.way, one.entry) for one in basils] == [("beside", None)]


def test_sequels_are_followed_to_both_ends(read_only: Shelf) -> None:
    for title in ("Alone", "The Well", "The Rope"):
        chain = find_chain(read_only, _entry(read_only, title))
        assert [one.title for one in chain] == ["Alone", "The Well", "The Rope"]


def test_a_sequel_that_is_hidden_is_not_here(read_only: Shelf) -> None:
    alone = _entry(read_only, "Alone").work_id
    seen = replace(read_only, sight=Sight(works=frozenset({alone})))
    related = list_related(seen, _entry(read_only, "The Well"))
    assert [one.entry for one in related if one.way == "before"] == [None]


def test_spellings_by_one_author_are_proposed_as_one(read_only: Shelf) -> None:
    found = [(one.author, one.names) for one in list_variants(read_only)]
    assert found == [("Ada Moor", ("Moorland Tales", "The Moorland Tale Series"))]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Baker Street Nights", "baker street nights", True),
        ("Baker Street Nights", "Bakers Street Night", True),
        ("The Moor Series", "Moor", True),
        ("Éclairs", "Eclairs", True),
        ("Season 1", "Season 2", False),
        ("Autumn Letters", "Autumn Kettles", False),
        ("Fog", "Fig", False),
        ("Whitby Letters", "Letters from Oz", False),
    ],
)
def test_which_names_are_alike(one: str, other: str, alike: bool) -> None:
    assert is_alike(one, other) is alike
    assert is_alike(other, one) is alike


@given(st.lists(st.integers(1, 40), max_size=12))
def test_gaps_and_numbers_make_up_the_whole(numbers: Sequence[int]) -> None:
    gaps = [n for first, last in find_missing(numbers) for n in range(first, last + 1)]
    assert sorted({*gaps, *numbers}) == list(range(1, max(numbers, default=0) + 1))
    assert not set(gaps) & set(numbers)


@given(st.lists(st.tuples(st.sets(st.sampled_from("ABCD"), max_size=2), st.integers(1, 9))))
def test_every_work_is_in_just_one_part(drawn: list[tuple[set[str], int]]) -> None:
    works = [
        SeriesWork(make_entry(f"w{at}", creators=sorted(names)), float(number))
        for at, (names, number) in enumerate(drawn)
    ]
    parts = part_by_authors(works)
    assert sorted(one.entry.work_id for part in parts for one in part) == sorted(
        one.entry.work_id for one in works
    )


@given(st.text(min_size=1))
def test_a_name_without_a_number_is_a_name(name: str) -> None:
    found, index = split_series(name)
    assert (found == name) is (index is None)


def _do(shelf: Shelf, plan: Any) -> int:
    done = carry_out(shelf, plan, by="Cora", clock=CLOCK, why="a test")
    assert done is not None
    assert done.act is not None
    return done.act


def test_works_put_in_follow_the_last_one(shelf: Shelf) -> None:
    entries = [_entry(shelf, "Alone"), _entry(shelf, "The Rope")]
    act = _do(shelf, plan_put(shelf, NIGHTS, entries))
    assert [_entry(shelf, t).series for t in ("Alone", "The Rope")] == [
        f"{NIGHTS}, 5",
        f"{NIGHTS}, 6",
    ]
    made = get_act(shelf.library, act)
    assert (made.kind, made.by, made.why, made.changes) == ("series", "Cora", "a test", 2)
    assert made.words == f"2 works into the series “{NIGHTS}”"
    take_back(shelf, act, by="Cora", clock=CLOCK)
    assert _entry(shelf, "Alone").series is None


def test_a_new_series_begins_with_one_or_where_it_is_told(shelf: Shelf) -> None:
    _do(shelf, plan_put(shelf, "Wells & Ropes", [_entry(shelf, "The Rope")], first=7))
    assert _entry(shelf, "The Rope").series == "Wells & Ropes, 7"
    _do(shelf, plan_put(shelf, "Another", [_entry(shelf, "Alone")]))
    assert _entry(shelf, "Alone").series == "Another, 1"


def test_an_order_numbers_all_works_anew(shelf: Shelf) -> None:
    (series,) = find_series(shelf, NIGHTS)
    wanted = [_entry(shelf, t).work_id for t in ("A Letter", "The Lamp")]
    _do(shelf, plan_order(shelf, series, wanted))
    assert _titles(shelf, NIGHTS) == [
        *("A Letter", "The Lamp", "The Fog", "The Ferry", "The Kettle", "An Interlude"),
    ]
    (after,) = find_series(shelf, NIGHTS)
    assert list_oddities(after) == ()


def test_what_states_its_series_is_taken_out_by_a_word_that_outranks(shelf: Shelf) -> None:
    fog = _entry(shelf, "The Fog")
    act = _do(shelf, plan_take(shelf, [fog]))
    assert _entry(shelf, "The Fog").series is None
    assert list_changes(shelf.library, act)[0].after["value"] is None
    take_back(shelf, act, by="Cora", clock=CLOCK)
    assert _entry(shelf, "The Fog").series == f"{NIGHTS}, 1"


def test_what_a_person_put_in_is_taken_out_without_a_trace(shelf: Shelf) -> None:
    _do(shelf, plan_put(shelf, NIGHTS, [_entry(shelf, "Alone")]))
    act = _do(shelf, plan_take(shelf, [_entry(shelf, "Alone")]))
    assert list_changes(shelf.library, act)[0].after is None
    assert _entry(shelf, "Alone").series is None


def test_two_spellings_become_one_series(shelf: Shelf) -> None:
    found = find_series(shelf, "The Moorland Tale Series")
    act = _do(shelf, plan_name(shelf, found, "Moorland Tales"))
    assert _titles(shelf, "Moorland Tales") == ["Moor One", "Moor Two"]
    assert list_variants(shelf) == ()
    take_back(shelf, act, by="Cora", clock=CLOCK)


def test_one_form_is_one_change(shelf: Shelf) -> None:
    (series,) = find_series(shelf, NIGHTS)
    ids = {work.entry.title: work.entry.work_id for work in series.works}
    plan = plan_numbers(
        shelf,
        series,
        {ids["The Kettle"]: 3.0},
        name="Nights in Baker Street",
        taken=[ids["A Letter"]],
        added=[(_entry(shelf, "Alone"), None)],
    )
    before = sum(1 for _ in iter_acts(shelf.library))
    _do(shelf, plan)
    assert sum(1 for _ in iter_acts(shelf.library)) == before + 1
    (after,) = find_series(shelf, "Nights in Baker Street")
    assert [(w.number, w.entry.title) for w in after.works] == [
        *(("1", "The Fog"), ("2", "The Ferry"), ("2.5", "An Interlude"), ("3", "The Kettle")),
        *(("4", "The Lamp"), ("5", "Alone")),
    ]
    assert find_series(shelf, NIGHTS) == ()


def test_what_is_so_already_is_not_changed(shelf: Shelf) -> None:
    fog = _entry(shelf, "The Fog")
    plan = plan_put(shelf, NIGHTS, [fog], first=1)
    assert plan.steps == ()
    assert carry_out(shelf, plan, by="Cora", clock=CLOCK) is None


@pytest.mark.parametrize("name", ["", "  \n", "Moor, 2", "x" * 301])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UserError):
        read_name(name)


def test_numbers_and_works_that_cannot_be_are_refused(shelf: Shelf) -> None:
    (series,) = find_series(shelf, NIGHTS)
    with pytest.raises(UserError, match="a number in a series"):
        plan_put(shelf, "Moor", [_entry(shelf, "Alone")], first=100_000)
    with pytest.raises(UserError, match="is not in"):
        plan_order(shelf, series, [_entry(shelf, "Alone").work_id])
    with pytest.raises(UserError, match=f"Did you mean “{NIGHTS}”"):
        get_series(shelf, "Baker Stret Nights")
