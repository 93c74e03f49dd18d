"""The register of permissions obeys itself: what is asked to be left out is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.acting import take_back
from fonds.app.ingest import add_heap
from fonds.app.permissions import (
    carry_out_wish,
    heed_register,
    list_works_by,
    plan_author_wish,
    plan_work_wish,
    restore_works,
    withdraw_works,
)
from fonds.app.reach import find_seen_tombstone
from fonds.app.shelf import Shelf, close_shelf, find_entry, open_shelf, refresh_index, search_shelf
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.check import check_library
from fonds.library.entries import iter_entries
from fonds.library.history import iter_events
from fonds.library.permissions import list_permissions
from fonds.model.sight import Sight

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-05-02T12:00:00Z"


def write_story(folder: Path, name: str, title: str, author: str, words: str) -> None:
    folder.mkdir(exist_ok=True)
    header = f"Title: {title}\nAuthor: {author}\nRating: Teen\nFandom: Sherlock Holmes\n\n"
    body = "\n\n".join(
        f"“{words},” said Holmes, and the lamp by the window of Baker Street went out. "
        f"Watson counted to {number} and lit it again."
        for number in range(12)
    )
    (folder / name).write_text(header + body + "\n", "utf-8")


def take_in(shelf: Shelf, heap: Path) -> None:
    add_heap(
        shelf.library,
        [heap],
        packs=(),
        limits=Limits(),
        workers=0,
        clock=lambda: CLOCK,
        progress=lambda *_: None,
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = open_shelf(tmp_path / "library", create=True, packs=tuple)
    heap = tmp_path / "heap"
    write_story(heap, "one.txt", "The Lamp", "Ida Quill", "The fog is early")
    write_story(heap, "two.txt", "The Ladder", "Ida Quill and Tom Reed", "The snow is late")
    write_story(heap, "three.txt", "The Lark", "Tom Reed", "The rain is here")
    take_in(opened, heap)
    refresh_index(opened)
    yield opened
    close_shelf(opened)


def titles(shelf: Shelf) -> list[str]:
    return sorted(entry.title or "" for entry in iter_entries(shelf.library))


def leave_out(shelf: Shelf, name: str) -> int:
    plan = plan_author_wish(shelf.library, name, "leave out", "a letter")
    done = carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
    assert done.act is not None
    return done.act


def test_who_asks_to_be_left_out_is_left_out_of_shelf_search_and_check(shelf: Shelf) -> None:
    assert titles(shelf) == ["The Ladder", "The Lamp", "The Lark"]
    plan = plan_author_wish(shelf.library, "IDA  quill", "leave out")
    assert len(plan.withdrawn) == 2
    assert len(plan.shared) == 1
    leave_out(shelf, "ida quill")
    refresh_index(shelf)
    assert titles(shelf) == ["The Lark"]
    assert search_shelf(shelf, "fog").total == 0
    assert search_shelf(shelf, "rain").total == 1
    assert not [one for one in check_library(shelf.library, index_stamp=None) if one.damaged]


def test_a_later_work_of_theirs_is_withdrawn_as_it_comes(shelf: Shelf, tmp_path: Path) -> None:
    leave_out(shelf, "Ida Quill")
    later = tmp_path / "later"
    write_story(later, "four.txt", "The Lock", "ida quill", "The hail is loud")
    write_story(later, "five.txt", "The Loom", "Tom Reed", "The wind is low")
    take_in(shelf, later)
    refresh_index(shelf)
    assert titles(shelf) == ["The Lark", "The Loom"]
    assert search_shelf(shelf, "hail").total == 0


def test_a_withdrawal_leaves_a_tombstone_and_an_event_and_can_be_taken_back(shelf: Shelf) -> None:
    (lamp,) = (one for one in iter_entries(shelf.library) if one.title == "The Lamp")
    done = withdraw_works(
        shelf.library, [lamp.work_id], why="The author asked.", by="Jane", clock=LATER
    )
    tombstone = find_seen_tombstone(shelf, lamp.work_id)
    assert tombstone is not None
    assert tombstone.why == "The author asked."
    assert find_entry(shelf, lamp.work_id) is None
    names = [event.name for event in iter_events(shelf.library, work_id=lamp.work_id)]
    assert names[-1] == "deaccession"
    assert done.act is not None
    take_back(shelf, done.act, by="Jane", clock=LATER)
    assert find_entry(shelf, lamp.work_id) == lamp


def test_a_tombstone_is_hidden_from_who_could_not_have_seen_the_work(shelf: Shelf) -> None:
    (lamp,) = (one for one in iter_entries(shelf.library) if one.title == "The Lamp")
    withdraw_works(shelf.library, [lamp.work_id], why="asked", by="Jane", clock=LATER)
    from dataclasses import replace

    hidden = replace(shelf, sight=Sight(ratings=frozenset({"Teen And Up Audiences"})))
    assert find_seen_tombstone(hidden, lamp.work_id) is None
    open_to = replace(shelf, sight=Sight(ratings=frozenset({"Explicit"})))
    assert find_seen_tombstone(open_to, lamp.work_id) is not None


def test_striking_the_line_out_brings_the_works_back(shelf: Shelf) -> None:
    before = titles(shelf)
    leave_out(shelf, "Ida Quill")
    plan = plan_author_wish(shelf.library, "Ida Quill", None)
    assert len(plan.restored) == 2
    carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
    assert titles(shelf) == before
    assert list_permissions(shelf.library) == ()


def test_works_that_came_later_stand_again_when_the_line_is_struck_out(
    shelf: Shelf, tmp_path: Path
) -> None:
    leave_out(shelf, "Ida Quill")
    later = tmp_path / "later"
    write_story(later, "four.txt", "The Lock", "Ida Quill", "The hail is loud")
    take_in(shelf, later)
    assert titles(shelf) == ["The Lark"]
    plan = plan_author_wish(shelf.library, "Ida Quill", None)
    carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
    assert titles(shelf) == ["The Ladder", "The Lamp", "The Lark", "The Lock"]


def test_what_somebody_else_asks_to_leave_out_stays_withdrawn(shelf: Shelf) -> None:
    leave_out(shelf, "Ida Quill")
    leave_out(shelf, "Tom Reed")
    assert titles(shelf) == []
    for name, stand in (("Ida Quill", ["The Lamp"]), ("Tom Reed", ["The Ladder", "The Lark"])):
        plan = plan_author_wish(shelf.library, name, None)
        carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
        assert set(stand) <= set(titles(shelf)), name
    assert titles(shelf) == ["The Ladder", "The Lamp", "The Lark"]


def test_a_work_that_a_person_restored_is_not_withdrawn_again(shelf: Shelf) -> None:
    lamp = next(one for one in iter_entries(shelf.library) if one.title == "The Lamp")
    leave_out(shelf, "Ida Quill")
    restore_works(shelf.library, [lamp.work_id], by="Jane", clock=LATER)
    assert heed_register(shelf.library, [lamp.work_id], clock=LATER) == 0
    assert titles(shelf) == ["The Lamp", "The Lark"]
    # Written down once more, the wish is younger than the restoration.
    plan = plan_author_wish(shelf.library, "Ida Quill", "leave out", "again")
    assert [one.title for one in plan.withdrawn] == ["The Lamp"]
    carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
    assert titles(shelf) == ["The Lark"]


def test_a_work_withdrawn_for_a_reason_of_its_own_stays_so(shelf: Shelf) -> None:
    lark = next(one for one in iter_entries(shelf.library) if one.title == "The Lark")
    withdraw_works(shelf.library, [lark.work_id], why="A court.", by="Jane", clock=LATER)
    leave_out(shelf, "Tom Reed")
    plan = plan_author_wish(shelf.library, "Tom Reed", None)
    carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
    assert titles(shelf) == ["The Ladder", "The Lamp"]
    plan = plan_work_wish(shelf.library, lark.work_id, "claimed")
    assert plan.restored == ()
    with pytest.raises(UserError, match="nothing is written down"):
        plan_work_wish(shelf.library, lark.work_id, None)


def test_other_wishes_are_written_down_and_hide_nothing(shelf: Shelf) -> None:
    for wish in ("granted", "claimed", "asked"):
        plan = plan_author_wish(shelf.library, "Tom Reed", wish, "mail of May")
        carry_out_wish(shelf.library, plan, by="Jane", clock=LATER)
        assert [one.wish for one in list_permissions(shelf.library)] == [wish]
    assert len(titles(shelf)) == 3


def test_one_work_can_be_asked_for(shelf: Shelf) -> None:
    (lark,) = (one for one in iter_entries(shelf.library) if one.title == "The Lark")
    plan = plan_work_wish(shelf.library, lark.work_id, "leave out")
    carry_out_wish(shelf.library, plan, by="", clock=LATER)
    assert titles(shelf) == ["The Ladder", "The Lamp"]
    restore_works(shelf.library, [lark.work_id], by="", clock=LATER)
    assert titles(shelf) == ["The Ladder", "The Lamp", "The Lark"]


def test_every_spelling_that_leads_to_the_name_is_meant(shelf: Shelf) -> None:
    assert len(list_works_by(shelf.library, "tom reed")) == 2
    assert list_works_by(shelf.library, "nobody") == ()


def test_mistakes_are_said(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="whose wish"):
        plan_author_wish(shelf.library, " ", "granted")
    with pytest.raises(UserError, match="nothing is written down"):
        plan_author_wish(shelf.library, "Nobody", None)
    with pytest.raises(UserError, match="not withdrawn"):
        restore_works(shelf.library, ["wnothing"], by="", clock=LATER)
