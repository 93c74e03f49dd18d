"""The history in words: every kind of change, for those who may see it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.app.act_history import MOST_LINES, find_last_act, list_history, show_act
from fonds.app.acting import act_held, make_correction, plan_merge, take_back_held
from fonds.app.shelf import Shelf, close_shelf, open_shelf
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.entries import iter_entries
from fonds.library.opening import close_library
from fonds.library.restrictions import put_restriction, read_sight
from tests.library_factories import CLOCK, make_library

HEAP = {"a.txt": b"A hound bayed.", "b.txt": b"A lamp burnt.", "c.txt": b"A gate swung."}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    library, _ = make_library(tmp_path, HEAP)
    close_library(library)
    made = open_shelf(tmp_path)
    yield made
    close_shelf(made)


def _ids(shelf: Shelf) -> list[str]:
    return [one.work_id for one in iter_entries(shelf.library)]


def _do(shelf: Shelf, *changes: NewChange) -> int:
    done = act_held(
        shelf.library, changes, kind="test", words="words", by="Jane", clock=CLOCK, why="because"
    )
    assert done.act is not None
    return done.act


def _said(shelf: Shelf, *changes: NewChange) -> tuple[str, str, str]:
    (line,) = show_act(shelf, _do(shelf, *changes)).lines
    return line.what, line.before, line.after


def test_every_kind_of_change_is_said_in_words(shelf: Shelf) -> None:
    gate, hound, lamp = _ids(shelf)
    library = shelf.library
    title = make_correction(library, gate, "title", "The Gate", by="Jane", clock=CLOCK)
    assert _said(shelf, title) == ("Title", "as it was read", "The Gate")
    tags = make_correction(library, gate, "tags", ["Fog", "Oil"], by="Jane", clock=CLOCK)
    assert _said(shelf, tags) == ("Tags", "as it was read", "Fog; Oil")
    none = make_correction(library, gate, "summary", None, by="Jane", clock=CLOCK)
    assert _said(shelf, none)[2] == "none"
    assert _said(shelf, NewChange("claim", (gate, "title"), None, gate)) == (
        "Title",
        "The Gate",
        "as it was read",
    )
    assert _said(shelf, *plan_merge(library, [hound, lamp], lamp)) == (
        "Edition",
        "of its own",
        "of “A lamp burnt.”",
    )
    apart = NewChange("apart", (min(gate, lamp), max(gate, lamp)), True, gate)
    assert _said(shelf, apart) == ("Kept apart from “A lamp burnt.”", "no", "yes")
    assert _said(shelf, NewChange("tag", ("tag", "Fog"), {"canonical": "Fog"})) == (
        "Tag “Fog”",
        "undecided",
        "“Fog”",
    )
    assert (
        _said(shelf, NewChange("tag", ("tag", "fog"), {"canonical": None}))[2] == "as it was typed"
    )
    _do(shelf, NewChange("tag", ("tag", "Weather"), {"canonical": "Weather"}))
    broader = NewChange("broader", ("tag", "Fog", "tag", "Weather"), True)
    assert _said(shelf, broader) == ("Tag “Fog” has the broader tag “Weather”", "no", "yes")
    withdrawn = NewChange("withdrawn", (gate,), {"why": "asked for", "by": "Jane"}, gate)
    assert _said(shelf, withdrawn) == ("Withdrawn", "no", "yes")
    wish = {"wish": "granted", "name": "Ida Quill", "note": "", "by": "Jane"}
    assert _said(shelf, NewChange("permission", ("author", "ida quill"), wish)) == (
        "Permission of “Ida Quill”",
        "nothing",
        "granted",
    )
    assert _said(shelf, NewChange("put_off", ("title", "q1"), True)) == (
        "Question on title put off",
        "no",
        "yes",
    )
    assert len(list_history(shelf, limit=100)) == 13


def test_a_bulk_edit_is_cut_and_counted(shelf: Shelf) -> None:
    number = _do(shelf, *(NewChange("put_off", ("title", str(one)), True) for one in range(20)))
    shown = show_act(shelf, number)
    assert len(shown.lines) == MOST_LINES
    assert shown.more == 20 - MOST_LINES


def test_a_works_own_changes_come_first_in_its_history(shelf: Shelf) -> None:
    gate, hound, lamp = _ids(shelf)
    changes = [
        make_correction(shelf.library, one, "title", "T", by="", clock=CLOCK)
        for one in (gate, hound, lamp)
    ]
    _do(shelf, *changes)
    (shown,) = list_history(shelf, work_id=lamp)
    assert shown.lines[0].work_id == lamp


def test_the_last_act_that_holds_is_no_undo(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="nothing in the history"):
        find_last_act(shelf)
    first = _do(shelf, NewChange("put_off", ("title", "q1"), True))
    second = _do(shelf, NewChange("put_off", ("title", "q2"), True))
    assert find_last_act(shelf).id == second
    take_back_held(shelf.library, second, by="Ada", clock=CLOCK)
    assert find_last_act(shelf).id == first
    assert list_history(shelf)[1].undone_by == 3


def test_who_may_not_see_a_work_sees_no_change_that_names_it(shelf: Shelf) -> None:
    gate, hound, lamp = _ids(shelf)
    library = shelf.library
    for one in (gate, hound):
        _do(shelf, make_correction(library, one, "title", "T", by="", clock=CLOCK))
    _do(shelf, *plan_merge(library, [hound, gate], hound))
    _do(shelf, NewChange("tag", ("tag", "Fog"), {"canonical": "Fog"}))
    _do(shelf, make_correction(library, lamp, "title", "T", by="", clock=CLOCK))
    put_restriction(library, "work", hound, "administrator", by="Ada", clock=CLOCK)
    few = replace(shelf, sight=read_sight(library, "curator"))
    assert [one.act.id for one in list_history(few)] == [5]
    for hidden in (1, 2, 3, 4):
        with pytest.raises(UserError, match="no change"):
            show_act(few, hidden)
    assert len(list_history(shelf)) == 5
