"""Acts: what people did is kept for ever, all or nothing, and anything is taken back."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from fonds.errors import BugError, UserError
from fonds.library.acts import (
    NewChange,
    find_last_sitting,
    find_undoing,
    get_act,
    iter_acts,
    list_changes,
    put_act,
    undo_act,
)
from fonds.library.cells import CELLS, find_cell
from fonds.library.corrections import list_corrections
from fonds.library.history import iter_events, last_event_id
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library, close_library
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.works import get_work, iter_works
from tests.library_factories import CLOCK, correct, make_library

HEAP = {"a.txt": b"A hound bayed.", "b.txt": b"A lamp burnt.", "c.txt": b"A gate swung."}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _ = make_library(tmp_path, HEAP)
    yield made
    close_library(made)


def _ids(library: Library) -> list[str]:
    return [work_id for work_id, _ in iter_works(library)]


def _put(library: Library, *changes: NewChange, sitting: int | None = None) -> int | None:
    return put_act(
        library, changes, kind="test", words="words", by="Jane", clock=CLOCK, sitting=sitting
    ).act


def _off(key: str, *, holds: bool = True) -> NewChange:
    return NewChange("put_off", ("title", key), True if holds else None)


def test_an_act_says_what_each_cell_held_and_holds(library: Library) -> None:
    assert _put(library, _off("one"), _off("two")) == 1
    assert _put(library, _off("one", holds=False), _off("three")) == 2
    assert [(one.key[1], one.before, one.after) for one in list_changes(library, 2)] == [
        ("one", True, None),
        ("three", None, True),
    ]
    act = get_act(library, 2)
    assert (act.at, act.by, act.kind, act.words, act.changes, act.undoes) == (
        CLOCK,
        "Jane",
        "test",
        "words",
        2,
        None,
    )


def test_what_holds_already_is_no_act(library: Library) -> None:
    _put(library, _off("one"))
    events = last_event_id(library)
    assert _put(library, _off("one")) is None
    assert last_event_id(library) == events
    assert len(list(iter_acts(library))) == 1


def test_an_act_that_cannot_be_done_whole_is_not_done_at_all(library: Library) -> None:
    a, b, _ = _ids(library)
    events = last_event_id(library)
    changes = (_off("one"), NewChange("merged", (a,), b), NewChange("merged", (b,), a))
    with pytest.raises(UserError, match="one work already"):
        _put(library, *changes)
    assert last_event_id(library) == events
    assert list(iter_acts(library)) == []
    assert find_redirect(library, a) is None


def test_later_changes_of_an_act_see_what_earlier_ones_did(library: Library) -> None:
    name = NewChange("tag", ("tag", "Fog"), {"canonical": "Fog"})
    synonym = NewChange("tag", ("tag", "fog"), {"canonical": "Fog"})
    with pytest.raises(UserError, match="no canonical name"):
        _put(library, synonym, name)
    assert _put(library, name, synonym) == 1


def test_an_undo_is_an_act_and_is_undone_itself_again_and_again(library: Library) -> None:
    work_id = _ids(library)[0]
    act = correct(library, work_id, "title", "Mine")
    assert act == 1
    for number in (1, 2, 3, 4):
        undo_act(library, number, by="Ada", clock=CLOCK)
        holds = number % 2 == 0
        assert (list(list_corrections(library, work_id)) == ["title"]) is holds
    assert [one.undoes for one in iter_acts(library)] == [4, 3, 2, 1, None]
    assert [find_undoing(library, number) for number in (1, 2, 3, 4)] == [None, 3, None, 5]
    for number in (2, 4):
        with pytest.raises(UserError, match="taken back already"):
            undo_act(library, number, by="Ada", clock=CLOCK)
    assert [get_act(library, number).words for number in (2, 3, 4, 5)] == [
        "Took back: title",
        "Brought back: title",
        "Took back: title",
        "Brought back: title",
    ]


def test_what_somebody_changed_since_stays_and_is_named(library: Library) -> None:
    _put(library, _off("one"), _off("two"))
    _put(library, _off("one", holds=False))
    done = undo_act(library, 1, by="Ada", clock=CLOCK)
    assert [one.key[1] for one in done.changes] == ["two"]
    assert [one.key[1] for one in done.left] == ["one"]
    with pytest.raises(UserError, match="taken back already"):
        undo_act(library, 1, by="Ada", clock=CLOCK)


def test_an_act_of_which_nothing_is_left_cannot_be_taken_back(library: Library) -> None:
    _put(library, _off("one"))
    _put(library, _off("one", holds=False))
    with pytest.raises(UserError, match="has been changed since"):
        undo_act(library, 1, by="Ada", clock=CLOCK)
    assert len(list(iter_acts(library))) == 2


def test_what_can_no_longer_hold_what_it_held_is_left(library: Library) -> None:
    _put(library, NewChange("tag", ("tag", "Fog"), {"canonical": "Fog"}))
    synonym = NewChange("tag", ("tag", "fog"), {"canonical": "Fog"})
    _put(library, synonym)
    _put(library, NewChange("tag", ("tag", "fog"), None))
    _put(library, NewChange("tag", ("tag", "Fog"), None), _off("one"))
    # To take the third act back would make “fog” a synonym of a name that is canonical no more.
    with pytest.raises(UserError, match="has been changed since"):
        undo_act(library, 3, by="Ada", clock=CLOCK)


def test_acts_and_their_changes_are_never_changed_nor_removed(library: Library) -> None:
    _put(library, _off("one"))
    for sql in (
        "UPDATE act SET by = 'x'",
        "DELETE FROM act",
        "UPDATE act_change SET after = 'null'",
        "DELETE FROM act_change",
    ):
        with pytest.raises(apsw.ConstraintError, match="never"):
            library.connection.execute(sql)


def test_there_is_no_act_of_a_number_that_was_not_given(library: Library) -> None:
    with pytest.raises(UserError, match="fonds history"):
        get_act(library, 1)
    with pytest.raises(UserError, match="fonds history"):
        undo_act(library, 7, by="Ada", clock=CLOCK)


def test_a_change_of_a_cell_that_nobody_knows_is_our_mistake(library: Library) -> None:
    with pytest.raises(BugError):
        _put(library, NewChange("colour", ("red",), True))
    with pytest.raises(BugError):
        find_cell("merged", ("one", "two"))


def test_acts_are_listed_by_work_by_sitting_and_before_a_number(library: Library) -> None:
    a, b, _ = _ids(library)
    for work_id in (a, b, a):
        correct(library, work_id, "title", f"Title of {work_id} {len(list(iter_acts(library)))}")
    _put(library, _off("one"), sitting=7)
    assert [one.id for one in iter_acts(library, work_id=a)] == [3, 1]
    assert [one.id for one in iter_acts(library, before=3)] == [2, 1]
    assert [one.id for one in iter_acts(library, sitting=7)] == [4]
    assert find_last_sitting(library) == 7


def test_many_acts_are_given_each_once(library: Library) -> None:
    for number in range(205):
        _put(library, _off(str(number)))
    assert [one.id for one in iter_acts(library)] == list(range(205, 0, -1))


def test_every_act_tells_the_index_of_the_works_it_touches(library: Library) -> None:
    a, b, _ = _ids(library)
    before = last_event_id(library)
    _put(library, NewChange("merged", (a,), b, a))
    events = list(iter_events(library, after=before))
    told = {one.work_id for one in events} | {one.detail.get("into") for one in events}
    assert {a, b} <= told
    assert [one.name for one in events] == ["information package merging"]
    undo_act(library, 1, by="Ada", clock=CLOCK)
    assert list(iter_events(library))[-1].name == "information package splitting"


def test_a_value_with_a_lone_surrogate_is_taken_back_all_the_same(library: Library) -> None:
    work_id = _ids(library)[0]
    correct(library, work_id, "title", "caf\udce9")
    assert get_work(library, work_id).claims[0].value == "caf\ufffd"
    undo_act(library, 1, by="Ada", clock=CLOCK)
    assert list_corrections(library, work_id) == {}


def test_cells_have_names_that_histories_hold_for_ever() -> None:
    assert set(CELLS) >= {
        "claim",
        "merged",
        "apart",
        "tag",
        "broader",
        "withdrawn",
        "permission",
        "put_off",
    }


def test_identifiers_never_lead_in_a_circle(library: Library) -> None:
    a, b, c = _ids(library)
    _put(library, NewChange("merged", (a,), b), NewChange("merged", (b,), c))
    for loop in (a, b, c):
        with pytest.raises(UserError, match="one work already"):
            _put(library, NewChange("merged", (c,), loop))
    assert resolve_work_id(library, a) == c
    assert list_merged_into(library, c) == tuple(sorted((a, b)))
