"""Rebuilding: originals are read anew, and nothing that people did is lost."""

import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fonds.app import joining, rebuilding
from fonds.app.acting import act_held, make_correction, plan_merge, undo_heap
from fonds.app.ingest import add_heap
from fonds.app.rebuilding import (
    RebuildRun,
    Rebuilt,
    catch_up_anew,
    plan_rebuild,
    rebuild,
)
from fonds.app.shelf import close_shelf, open_shelf, search_shelf, stay_silent
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.acts import NewChange, iter_acts
from fonds.library.check import check_library
from fonds.library.corrections import list_corrections
from fonds.library.entries import iter_entries
from fonds.library.marks import find_mark, put_mark
from fonds.library.opening import Library, close_library, hold_writer, open_library
from fonds.library.people import add_person
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.rereading import find_rereading
from fonds.library.storage import put_row, read_rows
from fonds.library.works import get_work
from fonds.parse.part_plan import PartPlan

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-06-01T12:00:00Z"

BODY = "\n\n".join(
    f"The ferryman counted his coins for the {number}. time, and the river did not answer him."
    for number in range(30)
)


def _part(number: int) -> str:
    return (
        f"Title: The Ferryman's Debt\nAuthor: Ida Quill\nFandom: Sherlock Holmes\n"
        f"Part: {number}/2\n\n---\n\n{BODY.replace('coins', f'coins of part {number}')}\n"
    )


def _write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "debt-1.txt").write_text(_part(1), "utf-8")
    (folder / "debt-2.txt").write_text(_part(2), "utf-8")
    lamp = f"Title: The Lamp\nAuthor: Tom Reed\n\n---\n\n{BODY.replace('coins', 'lamps')}\n"
    (folder / "lamp.txt").write_text(lamp, "utf-8")
    return folder


def _add(library: Library, heap: Path) -> None:
    add_heap(
        library,
        [heap],
        packs=(),
        limits=Limits(),
        workers=0,
        clock=lambda: CLOCK,
        progress=stay_silent,
    )


def _plan_none(hints: object) -> PartPlan:
    return PartPlan((), ())


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library as an older Fonds left it, which joined no parts."""
    library = open_library(tmp_path / "library", create=True)
    heap = _write(tmp_path / "heap")
    with monkeypatch.context() as patch:
        patch.setattr(joining, "plan_parts", _plan_none)
        patch.setattr("fonds.app.ingest.STAGE", "reading/1")
        patch.setattr(joining, "STAGE", "reading/1")
        _add(library, heap)
    yield library
    close_library(library)


def _by_path(library: Library) -> dict[str, str]:
    rows = read_rows(library.connection, "SELECT path, work_id FROM work_source ORDER BY path")
    return {str(path).rpartition("/")[2]: str(work_id) for path, work_id in rows}


def _rebuild(library: Library, *, everything: bool = False) -> list[Rebuilt]:
    planned = plan_rebuild(library, everything=everything)
    return list(rebuild(library, planned, RebuildRun((), 0, lambda: LATER, stay_silent)))


def _act(library: Library, *changes: NewChange) -> None:
    act_held(library, changes, kind="test", words="words", by="Jane", clock=CLOCK)


def _say(library: Library, work_id: str, field: str, value: Any) -> None:
    _act(library, make_correction(library, work_id, field, value, by="Jane", clock=CLOCK))


def _findings(library: Library) -> list[str]:
    return [one.message for one in check_library(library, index_stamp=None)]


def test_only_what_an_older_version_read_is_read_anew(old: Library) -> None:
    (planned,) = plan_rebuild(old)
    assert (planned.accession, planned.originals, planned.works) == (1, 3, 3)
    (done,) = _rebuild(old)
    assert done.works == 2
    assert plan_rebuild(old) == ()
    assert _rebuild(old) == []
    (again,) = _rebuild(old, everything=True)
    assert (again.works, again.changed, again.new, again.lost) == (2, (), (), ())
    assert _findings(old) == []


def test_a_part_that_is_joined_now_leads_to_the_whole(old: Library) -> None:
    works = _by_path(old)
    one, two, lamp = works["debt-1.txt"], works["debt-2.txt"], works["lamp.txt"]
    _say(old, one, "title", "The Debt, Corrected")
    _say(old, two, "title", "The Second Half")
    person = add_person(old, "Rea", "reader", clock=CLOCK)
    put_mark(old, person.id, two, status="read", clock=CLOCK)
    (done,) = _rebuild(old)
    assert [(one.work_id, one.fate, one.into, one.said) for one in done.lost] == [
        (two, "led", one, 1)
    ]
    assert done.changed == (one,)
    assert done.new == ()
    assert find_redirect(old, two) == one
    assert len(get_work(old, two).sources) == 2
    assert [entry.work_id for entry in iter_entries(old)] == sorted([one, lamp], key=_order(old))
    entries = {entry.work_id: entry.title for entry in iter_entries(old)}
    assert entries[one] == "The Debt, Corrected"
    assert list(list_corrections(old, two)) == ["title"]
    mark = find_mark(old, person.id, one)
    assert mark.status == "read"
    (act,) = [act for act in iter_acts(old) if act.kind == "rebuild"]
    assert act.by == "Fonds"
    assert _findings(old) == []


def _order(library: Library) -> Any:
    order = [entry.work_id for entry in iter_entries(library)]
    return order.index


def test_what_was_merged_into_a_part_goes_with_it(old: Library) -> None:
    works = _by_path(old)
    one, two, lamp = works["debt-1.txt"], works["debt-2.txt"], works["lamp.txt"]
    _act(old, *plan_merge(old, [two, lamp], two))
    _rebuild(old)
    assert resolve_work_id(old, lamp) == one
    assert [entry.work_id for entry in iter_entries(old)] == [one]
    assert _findings(old) == []


def test_a_whole_that_was_merged_into_its_own_part_stands_again(old: Library) -> None:
    works = _by_path(old)
    one, two = works["debt-1.txt"], works["debt-2.txt"]
    _act(old, *plan_merge(old, [one, two], two))
    _rebuild(old)
    assert find_redirect(old, one) is None
    assert resolve_work_id(old, two) == one
    assert one in {entry.work_id for entry in iter_entries(old)}
    assert _findings(old) == []


def test_a_part_that_a_person_merged_elsewhere_leads_where_they_said(old: Library) -> None:
    works = _by_path(old)
    two, lamp = works["debt-2.txt"], works["lamp.txt"]
    _act(old, *plan_merge(old, [two, lamp], lamp))
    _rebuild(old)
    assert resolve_work_id(old, two) == lamp
    assert _findings(old) == []


def test_words_of_a_withdrawn_work_stay_withdrawn(old: Library) -> None:
    works = _by_path(old)
    one, two = works["debt-1.txt"], works["debt-2.txt"]
    _act(old, NewChange("withdrawn", (two,), {"why": "asked for", "by": "Jane"}, two))
    (done,) = _rebuild(old)
    assert done.withdrawn == (one,)
    assert [entry.work_id for entry in iter_entries(old)] == [works["lamp.txt"]]
    assert _findings(old) == []


def test_parts_that_are_apart_now_are_new_and_the_first_keeps_its_name(
    old: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rebuild(old)
    works = _by_path(old)
    assert len(list(iter_entries(old))) == 2
    _say(old, works["debt-1.txt"], "title", "Mine")
    monkeypatch.setattr(joining, "plan_parts", _plan_none)
    (done,) = _rebuild(old, everything=True)
    assert len(done.new) == 0  # its identifier was minted from its bytes, and is not new
    after = _by_path(old)
    assert after["debt-1.txt"] == works["debt-1.txt"]
    assert len(set(after.values())) == 3
    assert len(list(iter_entries(old))) == 3
    assert _findings(old) == []


def test_an_original_that_cannot_be_read_this_time_leaves_all_as_it_was(
    old: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = _by_path(old)
    before = list(iter_entries(old))

    def fail(item: Any) -> Any:
        raise ValueError("a reader that breaks")

    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "read_item", fail)
        (done,) = _rebuild(old)
    assert len(done.failed) == 3
    assert list(iter_entries(old)) == before
    assert _by_path(old) == works
    assert find_rereading(old) is None
    assert len(plan_rebuild(old)) == 1
    (done,) = _rebuild(old)
    assert done.works == 2
    assert _findings(old) == []


def test_what_is_undone_meanwhile_is_not_waited_for(old: Library) -> None:
    planned = plan_rebuild(old)
    run = RebuildRun((), 0, lambda: LATER, _interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(rebuild(old, planned, run))
    waiting = find_rereading(old)
    assert waiting is not None
    assert plan_rebuild(old)[0].goes_on
    with hold_writer(old):
        undo_heap(old, 1, clock=LATER)
    assert plan_rebuild(old, everything=True) == ()
    assert _rebuild(old) == []
    assert find_rereading(old) is None


def _interrupt(phase: str, done: int, total: int) -> None:
    if phase == "joining":
        raise KeyboardInterrupt


def test_accessions_that_cannot_be_read_anew_are_named(old: Library) -> None:
    with pytest.raises(UserError, match="no accession 9"):
        plan_rebuild(old, [9])
    put_row(old.connection, "UPDATE accession SET state = 'open' WHERE id = 1")
    with pytest.raises(UserError, match="never finished"):
        plan_rebuild(old, [1])
    assert plan_rebuild(old, everything=True) == ()
    put_row(old.connection, "UPDATE accession SET state = 'finished' WHERE id = 1")
    with hold_writer(old):
        undo_heap(old, 1, clock=LATER)
    with pytest.raises(UserError, match="is undone"):
        plan_rebuild(old, [1])


def test_the_index_is_filled_anew(old: Library) -> None:
    _rebuild(old)
    shelf = open_shelf(old.folder)
    catch_up_anew(shelf, stay_silent, anew=True)
    found = search_shelf(shelf, "", kinds=(), limit=10)
    assert {hit.work_id for hit in found.hits} == {one.work_id for one in iter_entries(old)}
    close_shelf(shelf)


FACTS = (
    "SELECT id, kind, stage, draft FROM work ORDER BY id",
    "SELECT * FROM work_source ORDER BY work_id, ordinal",
    "SELECT work_id, field, value, basis, by FROM claim ORDER BY work_id, field, value, basis, by",
    "SELECT * FROM entry ORDER BY work_id",
    "SELECT * FROM redirect ORDER BY old",
    "SELECT work_id, why FROM withdrawal ORDER BY work_id",
    "SELECT digest, read_by, read_in FROM original ORDER BY digest",
    "SELECT count(*) FROM reading",
    "SELECT count(*) FROM act",
    "SELECT * FROM setting ORDER BY name",
)


def _facts(library: Library) -> list[Any]:
    return [read_rows(library.connection, sql) for sql in FACTS]


def test_a_rebuild_that_is_killed_anywhere_goes_on_to_the_same_end(
    old: Library, tmp_path: Path
) -> None:
    works = _by_path(old)
    _say(old, works["debt-2.txt"], "title", "The Second Half")
    _act(old, NewChange("withdrawn", (works["debt-2.txt"],), {"why": "x", "by": "J"}))
    folders = [tmp_path / f"killed-{number}" for number in range(8)]
    for folder in folders:
        close_library(_copy(old, folder))
    statements = _count_statements(old)
    wanted = _facts(old)
    assert statements > 80
    for number, folder in enumerate(folders):
        point = 1 + number * statements // len(folders)
        _kill_at(folder, point)
        library = open_library(folder)
        assert [one for one in check_library(library, index_stamp=None) if one.damaged] == []
        while plan_rebuild(library):
            _rebuild(library)
        assert _facts(library) == wanted, f"killed before statement {point} of {statements}"
        close_library(library)


def _copy(library: Library, folder: Path) -> Library:
    folder.mkdir()
    put_row(library.connection, "VACUUM INTO ?", (str(folder / "library.db"),))
    return open_library(folder)


def _count_statements(library: Library) -> int:
    count = 0

    def tell(*_about: object) -> bool:
        nonlocal count
        count += 1
        return True

    library.connection.exec_trace = tell
    _rebuild(library)
    library.connection.exec_trace = None
    return count


def _kill_at(folder: Path, statement: int) -> None:
    with warnings.catch_warnings():
        # The child does nothing but write to the library, and is killed.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            library = open_library(folder)
            count = 0

            def tell(*_about: object) -> bool:
                nonlocal count
                count += 1
                if count >= statement:
                    os.kill(os.getpid(), signal.SIGKILL)
                return True

            library.connection.exec_trace = tell
            _rebuild(library)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
