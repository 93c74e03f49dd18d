"""Acting: what people do is on the shelf at once, outlives the work's rows, and is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.acting import (
    act,
    act_held,
    catch_up,
    clear_correction,
    make_correction,
    plan_apart,
    plan_best,
    plan_merge,
    plan_unmerge,
    take_back,
    undo_heap,
)
from fonds.app.shelf import Shelf, close_shelf, open_shelf, search_shelf, stay_silent
from fonds.errors import UserError
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.acts import NewChange, iter_acts
from fonds.library.check import check_library
from fonds.library.corrections import list_corrections
from fonds.library.entries import get_entry, iter_entries
from fonds.library.kept_apart import list_kept_apart
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library, close_library, hold_writer
from fonds.library.originals import put_originals
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.works import find_works_of_heap, get_work
from tests.library_factories import CLOCK, correct, make_arrival, make_library, read_all

HEAP = {"a.txt": b"A hound bayed.", "b.txt": b"A lamp burnt.", "c.txt": b"A gate swung."}
OTHER = {"d.txt": b"A ferry sank."}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, accession = make_library(tmp_path, HEAP)
    end_accession(made, accession.id, clock=CLOCK)
    _add(made, "other", OTHER)
    yield made
    close_library(made)


def _add(library: Library, name: str, heap: dict[str, bytes]) -> int:
    accession = begin_accession(library, name, options={}, tool="test", clock=CLOCK)
    arrivals = [make_arrival(path, data) for path, data in heap.items()]
    put_originals(library, accession.id, arrivals, clock=CLOCK)
    read_all(library, accession.id, heap)
    end_accession(library, accession.id, clock=CLOCK)
    return accession.id


def _ids(library: Library, accession: int = 1) -> list[str]:
    return list(find_works_of_heap(library, accession))


def _do(library: Library, *changes: NewChange) -> int | None:
    return act_held(library, changes, kind="test", words="words", by="Jane", clock=CLOCK).act


def _shown(library: Library) -> set[str]:
    return {one.work_id for one in iter_entries(library)}


def _is_whole(library: Library) -> bool:
    return check_library(library, index_stamp=None) == ()


def test_a_correction_is_on_the_shelf_at_once_and_found_soon(library: Library) -> None:
    work_id = _ids(library)[0]
    shelf: Shelf = open_shelf(library.folder)
    change = make_correction(library, work_id, "title", "Zanzibar", by="Jane", clock=CLOCK)
    done = act(shelf, [change], kind="set", words="Title", by="Jane", clock=CLOCK)
    assert get_entry(library, work_id).title == "Zanzibar"
    catch_up(shelf, stay_silent)
    assert [hit.work_id for hit in search_shelf(shelf, "zanzibar").hits] == [work_id]
    assert done.act is not None
    take_back(shelf, done.act, by="Jane", clock=CLOCK)
    catch_up(shelf, stay_silent)
    assert search_shelf(shelf, "zanzibar").total == 0
    close_shelf(shelf)


def test_two_do_not_write_at_once(library: Library) -> None:
    shelf = open_shelf(library.folder)
    with hold_writer(library):
        catch_up(shelf, stay_silent)  # whoever is writing will
        with pytest.raises(UserError, match="another fonds is writing"):
            act(shelf, [], kind="set", words="", by="", clock=CLOCK)
    close_shelf(shelf)


def test_a_correction_quotes_the_words_that_say_the_same(library: Library) -> None:
    work_id = _ids(library)[0]
    title = get_work(library, work_id).claims[0]
    same = make_correction(library, work_id, "title", title.value, by="", clock=CLOCK)
    other = make_correction(library, work_id, "title", "Other", by="", clock=CLOCK)
    assert len(same.after["evidence"]) == 1
    assert len(other.after["evidence"]) == 0


def test_what_was_read_speaks_again_when_a_correction_is_cleared(library: Library) -> None:
    work_id = _ids(library)[0]
    read = get_entry(library, work_id).title
    correct(library, work_id, "title", "Mine")
    _do(library, clear_correction(library, work_id, "title"))
    assert list_corrections(library, work_id) == {}
    assert get_work(library, work_id).claims[0].value == read


def test_corrections_wait_for_works_that_were_taken_out(library: Library) -> None:
    work_id = _ids(library)[0]
    correct(library, work_id, "title", "Mine")
    with hold_writer(library):
        plan = undo_heap(library, 1, clock=CLOCK)
    assert plan.curated == 1
    assert _shown(library) == set(_ids(library, 2))
    assert list_corrections(library, work_id)["title"].value == "Mine"
    _add(library, "heap", HEAP)
    assert get_work(library, work_id).claims[0].value == "Mine"
    assert _is_whole(library)


def test_a_correction_may_be_taken_back_while_the_work_is_out(library: Library) -> None:
    work_id = _ids(library)[0]
    correct(library, work_id, "title", "Mine")
    with hold_writer(library):
        undo_heap(library, 1, clock=CLOCK)
        shelf = open_shelf(library.folder)
    take_back(shelf, 1, by="Ada", clock=CLOCK)
    close_shelf(shelf)
    _add(library, "heap", HEAP)
    assert [one for one in get_work(library, work_id).claims if one.basis == "curated"] == []


def test_the_best_edition_takes_over_what_was_said_where_nobody_said_anything(
    library: Library,
) -> None:
    a, b, c = _ids(library)
    correct(library, a, "title", "Said of a")
    correct(library, b, "title", "Said of b")
    correct(library, b, "rating", "Mature")
    correct(library, c, "rating", "Explicit")
    _do(library, *plan_apart(library, [a, b]))
    _do(library, *plan_merge(library, [a, b, c], a))
    said = {field: one.value for field, one in list_corrections(library, a).items()}
    assert said == {"title": "Said of a", "rating": "Mature"}
    assert _shown(library) == {a, *_ids(library, 2)}
    assert list_kept_apart(library) == frozenset()
    assert list_merged_into(library, a) == tuple(sorted([b, c]))
    _do(library, *plan_best(library, b))
    assert resolve_work_id(library, a) == resolve_work_id(library, c) == b
    assert list_corrections(library, b)["title"].value == "Said of b"
    assert _is_whole(library)


def test_a_merge_is_taken_back_whole(library: Library) -> None:
    a, b, c = _ids(library)
    correct(library, b, "rating", "Mature")
    _do(library, *plan_apart(library, [a, b]))
    number = _do(library, *plan_merge(library, [a, b, c], a))
    assert number is not None
    shelf = open_shelf(library.folder)
    take_back(shelf, number, by="Ada", clock=CLOCK)
    close_shelf(shelf)
    assert {a, b, c} <= _shown(library)
    assert list_corrections(library, a) == {}
    assert len(list_kept_apart(library)) == 1
    assert _is_whole(library)


def test_works_that_are_merged_can_be_taken_apart_one_by_one(library: Library) -> None:
    a, b, c = _ids(library)
    _do(library, *plan_merge(library, [a, b, c], a))
    _do(library, *plan_unmerge(library, [b, b]))
    assert _shown(library) == {a, b, *_ids(library, 2)}
    with pytest.raises(UserError, match="stands for its editions already"):
        plan_best(library, a)
    with pytest.raises(UserError, match="at least two works"):
        plan_merge(library, [c], a)
    with pytest.raises(UserError, match="at least two works"):
        plan_apart(library, [a, c])


def test_works_whose_best_edition_is_taken_out_stand_alone_until_it_is_back(
    library: Library,
) -> None:
    a, b, _ = _ids(library)
    (d,) = _ids(library, 2)
    _do(library, *plan_merge(library, [a, b], a))
    _do(library, *plan_merge(library, [a, d], d))
    assert d in _shown(library)
    assert {a, b}.isdisjoint(_shown(library))
    with hold_writer(library):
        plan = undo_heap(library, 2, clock=CLOCK, by="Ada")
    assert set(plan.revived) == {a, b}
    # b was merged into a, which stands for it again.
    assert a in _shown(library)
    assert resolve_work_id(library, b) == a
    assert find_redirect(library, a) is None
    undone = next(iter_acts(library))
    assert (undone.kind, undone.by) == ("unmerge", "Ada")
    _add(library, "other", OTHER)
    shelf = open_shelf(library.folder)
    take_back(shelf, undone.id, by="Ada", clock=CLOCK)
    close_shelf(shelf)
    assert resolve_work_id(library, b) == d
    assert _is_whole(library)


def test_a_merge_of_works_that_both_went_holds_again_when_they_come_back(
    library: Library,
) -> None:
    a, b, _ = _ids(library)
    _do(library, *plan_merge(library, [a, b], b))
    with hold_writer(library):
        undo_heap(library, 1, clock=CLOCK)
    _add(library, "half", {"a.txt": HEAP["a.txt"]})
    assert a in _shown(library) or b in _shown(library)
    assert _is_whole(library)
    _add(library, "rest", {name: HEAP[name] for name in ("b.txt", "c.txt")})
    assert resolve_work_id(library, a) == b
    assert a not in _shown(library)
    assert b in _shown(library)
    assert _is_whole(library)


def test_a_withdrawn_work_has_no_line_whatever_is_said_of_it(library: Library) -> None:
    a, *_ = _ids(library)
    _do(library, NewChange("withdrawn", (a,), {"why": "asked for", "by": "Jane"}, a))
    assert a not in _shown(library)
    correct(library, a, "title", "Mine")
    assert a not in _shown(library)
    _do(library, NewChange("withdrawn", (a,), None, a))
    assert get_entry(library, a).title == "Mine"
    assert _is_whole(library)
