"""Mine: what is a person's own, always by what they may see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from fonds.app.mine import (
    Mine,
    OwnPreferences,
    count_left_out,
    find_visible_shelf,
    keep_search,
    list_continuing,
    list_marked,
    list_own_conditions,
    list_saved,
    list_works,
    mark_work,
    put_own_preferences,
    read_kept_question,
    read_preferences,
)
from fonds.app.own_shelves import (
    find_last_change,
    list_collections,
    list_own_shelves,
    list_shelves_of_work,
    put_on_shelf,
    put_search_on_shelf,
    remove_own_search,
    remove_own_shelf,
    rename_own_shelf,
    say_change,
    take_back,
    take_off_shelf,
)
from fonds.app.question import Question, ask_shelf
from fonds.app.shelf import Shelf, close_shelf, open_shelf, refresh_index
from fonds.errors import UserError
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.opening import close_library, open_library
from fonds.library.originals import put_originals
from fonds.library.people import Person, add_person, find_person
from fonds.library.positions import Position, put_device, put_position
from fonds.library.restrictions import put_restriction, read_sight
from fonds.library.saved_searches import mark_search_seen
from fonds.library.shelves import put_shelf, works_of
from fonds.model.sight import Role, Sight
from tests.library_factories import CLOCK, make_arrival, make_library, read_all

HEAP = {
    "hound.txt": b"Hound: it bayed on the moor, and Holmes listened.",
    "lamp.txt": b"Lamp: it burned in Baker Street all night long.",
    "oz.txt": b"Oz: Dorothy walked until the bricks turned yellow.",
    "whitby.txt": b"Whitby: Mina counted the steps in the fog.",
}
DAYS = [f"2024-06-0{day}T10:00:00Z" for day in range(1, 10)]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    library, accession = make_library(tmp_path, HEAP)
    end_accession(library, accession.id, clock=CLOCK)
    add_person(library, "Ada", "reader", clock=CLOCK)
    add_person(library, "Basil", "curator", clock=CLOCK)
    close_library(library)
    opened = open_shelf(tmp_path)
    yield opened
    close_shelf(opened)


def _mine(shelf: Shelf, number: int = 1, sight: Sight | None = None) -> Mine:
    person = find_person(shelf.library, number)
    assert person is not None
    seen = read_sight(shelf.library, person.role) if sight is None else sight
    return Mine(replace(shelf, sight=seen), person, person.role, person.role)


def _guest(shelf: Shelf, role: Role = "guest") -> Mine:
    return Mine(replace(shelf, sight=read_sight(shelf.library, role)), None, role, role)


def _work(shelf: Shelf, word: str) -> str:
    (hit,) = ask_shelf(shelf, Question(text=word)).results.hits
    return hit.work_id


def _titles(mine: Mine, question: Question) -> list[str]:
    answer = ask_shelf(mine.shelf, question, narrow=list_own_conditions(mine, question))
    return sorted((one.title or "")[:4].strip(" :") for one in answer.entries if one is not None)


def _take_in(shelf: Shelf, heap: dict[str, bytes]) -> None:
    library = open_library(shelf.library.folder)
    accession = begin_accession(library, "more", options={}, tool="test", clock=CLOCK)
    put_originals(library, accession.id, [make_arrival(*one) for one in heap.items()], clock=CLOCK)
    read_all(library, accession.id, heap)
    end_accession(library, accession.id, clock=CLOCK)
    close_library(library)
    refresh_index(shelf)


def _read(shelf: Shelf, work: str, share: float, at: str, person: int = 1) -> None:
    put_device(shelf.library, person, f"device{person}", "Phone", clock=CLOCK)
    place = Position(1, 2, share, "", at)
    put_position(shelf.library, person, f"device{person}", work, place, clock=at)


def test_what_is_read_last_comes_first_and_what_is_finished_not_at_all(shelf: Shelf) -> None:
    mine = _mine(shelf)
    hound, lamp, oz, whitby = (_work(shelf, w) for w in ("hound", "lamp", "oz", "whitby"))
    _read(shelf, hound, 0.2, DAYS[0])
    _read(shelf, lamp, 0.5, DAYS[2])
    _read(shelf, oz, 0.99, DAYS[3])
    mark_work(mine, whitby, status="reading", clock=DAYS[1])
    found = list_continuing(mine)
    assert [one.entry.work_id for one in found] == [lamp, hound, whitby]
    assert found[0].device == "Phone"
    assert found[2].position is None
    assert len(list_continuing(mine, limit=1)) == 1


def test_what_is_marked_read_goes_until_it_is_opened_again(shelf: Shelf) -> None:
    mine, hound = _mine(shelf), _work(shelf, "hound")
    _read(shelf, hound, 0.6, DAYS[0])
    mark_work(mine, hound, status="read", clock=DAYS[1])
    assert list_continuing(mine) == ()
    _read(shelf, hound, 0.1, DAYS[2])
    assert [one.entry.work_id for one in list_continuing(mine)] == [hound]


def test_hidden_works_are_neither_listed_nor_counted(shelf: Shelf) -> None:
    hound, lamp = _work(shelf, "hound"), _work(shelf, "lamp")
    free = _mine(shelf)
    for work in (hound, lamp):
        mark_work(free, work, status="to-read", favourite=True, clock=CLOCK)
        _read(shelf, work, 0.3, DAYS[0])
    own = put_shelf(shelf.library, 1, "Mist", clock=CLOCK)
    put_on_shelf(free, own.id, [hound, lamp], clock=CLOCK)
    keep_search(free, "All", Question(), clock=CLOCK)
    blind = _mine(shelf, sight=Sight(works=frozenset({hound})))
    assert list_marked(blind, "to-read").total == 1
    assert [one.work_id for one in list_marked(blind, favourite=True).entries] == [lamp]
    assert [one.entry.work_id for one in list_continuing(blind)] == [lamp]
    assert [one.count for one in list_own_shelves(blind)] == [1]
    with pytest.raises(UserError, match="there is no work"):
        mark_work(blind, hound, status="read", clock=CLOCK)
    assert put_on_shelf(blind, own.id, [hound], clock=CLOCK) == 0
    assert take_off_shelf(blind, own.id, [hound]) == 0
    assert set(works_of(shelf.library, own.id)) == {hound, lamp}


def test_a_list_is_given_in_pieces_and_skips_what_is_gone(shelf: Shelf) -> None:
    works = [_work(shelf, word) for word in ("hound", "lamp", "oz")]
    mixed = [works[0], "wnowhere", *works[1:]]
    found = list_works(shelf, mixed, offset=1, limit=1)
    assert [one.work_id for one in found.entries] == works[1:2]
    assert found.total == 3
    assert list_works(shelf, mixed, offset=9, limit=5).total == 3
    assert list_works(shelf, mixed, limit=0).total == 3


def test_what_is_always_hidden_is_found_only_when_the_address_says_so(shelf: Shelf) -> None:
    mine = _mine(shelf)
    put_own_preferences(mine, always_hidden=" title:hound  OR dorothy ")
    mine = _mine(shelf)
    assert _titles(mine, Question()) == ["Lamp", "Whit"]
    assert len(_titles(mine, Question(hidden="show"))) == 4
    assert count_left_out(mine, Question()) == 2
    assert count_left_out(mine, Question(text="fog")) == 0
    assert _titles(_guest(shelf), Question()) == ["Houn", "Lamp", "Oz", "Whit"]


def test_works_that_were_read_are_hidden_shown_or_alone(shelf: Shelf) -> None:
    mark_work(_mine(shelf), _work(shelf, "hound"), status="read", clock=CLOCK)
    assert _titles(_mine(shelf), Question(read="hide")) == ["Lamp", "Oz", "Whit"]
    assert _titles(_mine(shelf), Question(read="only")) == ["Houn"]
    assert len(_titles(_mine(shelf), Question())) == 4
    put_own_preferences(_mine(shelf), read="hide")
    assert _titles(_mine(shelf), Question()) == ["Lamp", "Oz", "Whit"]
    assert len(_titles(_mine(shelf), Question(read="show"))) == 4


def test_an_exclusion_that_is_no_query_is_refused_and_changes_nothing(shelf: Shelf) -> None:
    put_own_preferences(_mine(shelf), always_hidden="fog", read="hide")
    with pytest.raises(UserError, match="column"):
        put_own_preferences(_mine(shelf), always_hidden="fog (")
    assert read_preferences(_mine(shelf).person) == OwnPreferences("fog", "hide")


@pytest.mark.parametrize("odd", [3, None, ["fog"], {"a": 1}])
def test_odd_preferences_are_as_if_they_were_not_there(odd: object) -> None:
    person = Person(1, "Ada", "reader", CLOCK, None, {"always_hidden": odd, "read": odd})
    assert read_preferences(person) == OwnPreferences()


def test_a_saved_search_counts_what_came_since(shelf: Shelf) -> None:
    mine = _mine(shelf)
    saved = keep_search(mine, "Fog", Question(text="fog", page=3), clock=CLOCK)
    assert read_kept_question(saved.question) == Question(text="fog")
    assert [one.new for one in list_saved(mine)] == [0]
    _take_in(shelf, {"new.txt": b"Mist: the fog came back.", "dry.txt": b"Dry: no weather."})
    assert [one.new for one in list_saved(_mine(shelf))] == [1]
    hidden = Sight(works=frozenset({_work(shelf, "mist")}))
    assert [one.new for one in list_saved(_mine(shelf, sight=hidden))] == [0]
    put_own_preferences(_mine(shelf), always_hidden="mist")
    assert [one.new for one in list_saved(_mine(shelf))] == [0]
    put_own_preferences(_mine(shelf), always_hidden="")
    mark_search_seen(shelf.library, 1, saved.id)
    assert [one.new for one in list_saved(_mine(shelf))] == [0]


def test_a_search_that_cannot_be_asked_says_why(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="column"):
        keep_search(_mine(shelf), "Broken", Question(text="fog ("), clock=CLOCK)
    shelf.library.connection.execute(
        "INSERT INTO saved_search (person, name, question, made, seen) "
        "VALUES (1, 'Old', 'q=fog+%28', '', 0)"
    )
    (line,) = list_saved(_mine(shelf))
    assert "column" in line.complaint
    assert line.new == 0


def test_a_whole_search_is_put_on_a_shelf_and_searched_within(shelf: Shelf) -> None:
    mine = _mine(shelf)
    own = put_shelf(shelf.library, 1, "Street", clock=CLOCK)
    assert put_search_on_shelf(mine, own.id, Question(text="baker OR moor"), clock=CLOCK) == 2
    assert _titles(mine, Question(shelf=own.id)) == ["Houn", "Lamp"]
    assert _titles(mine, Question(shelf=own.id, text="moor")) == ["Houn"]
    assert _titles(_mine(shelf, 2), Question(shelf=own.id)) == []
    assert take_back(mine) == "What was put on “Street” is off it again."
    assert works_of(shelf.library, own.id) == ()


def test_a_search_that_finds_too_much_is_not_put_on_a_shelf(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fonds.app.own_shelves.AT_ONCE", 3)
    own = put_shelf(shelf.library, 1, "Street", clock=CLOCK)
    with pytest.raises(UserError, match="finds 4 works"):
        put_search_on_shelf(_mine(shelf), own.id, Question(), clock=CLOCK)


def test_everybodys_shelf_is_changed_by_curators_only(shelf: Shelf) -> None:
    ours = put_shelf(shelf.library, None, "Winter", clock=CLOCK)
    work = _work(shelf, "lamp")
    for act in (
        lambda mine: put_on_shelf(mine, ours.id, [work], clock=CLOCK),
        lambda mine: rename_own_shelf(mine, ours.id, "Summer"),
        lambda mine: remove_own_shelf(mine, ours.id),
    ):
        with pytest.raises(UserError, match="curators"):
            act(_mine(shelf))
    assert put_on_shelf(_mine(shelf, 2), ours.id, [work], clock=CLOCK) == 1
    assert [one.count for one in list_collections(_guest(shelf))] == [1]
    assert list_shelves_of_work(_guest(shelf), work) == (ours,)


def test_a_restricted_collection_is_not_known_to_those_it_is_kept_from(shelf: Shelf) -> None:
    ours = put_shelf(shelf.library, None, "Winter", clock=CLOCK)
    work = _work(shelf, "lamp")
    put_on_shelf(_mine(shelf, 2), ours.id, [work], clock=CLOCK)
    put_restriction(shelf.library, "collection", str(ours.id), "curator", by="B", clock=CLOCK)
    for mine in (_mine(shelf), _guest(shelf)):
        assert list_collections(mine) == ()
        assert find_visible_shelf(mine, ours.id) is None
        assert list_shelves_of_work(mine, work) == ()
        assert _titles(mine, Question(shelf=ours.id)) == []
    assert [one.count for one in list_collections(_mine(shelf, 2))] == [1]
    with pytest.raises(UserError, match="End the restriction first"):
        remove_own_shelf(_mine(shelf, 2), ours.id)


def test_what_was_removed_comes_back(shelf: Shelf) -> None:
    mine = _mine(shelf)
    lamp, hound = _work(shelf, "lamp"), _work(shelf, "hound")
    own = put_shelf(shelf.library, 1, "Street", clock=CLOCK)
    put_on_shelf(mine, own.id, [lamp, hound], clock=CLOCK)
    take_off_shelf(mine, own.id, [lamp])
    change = find_last_change(mine)
    assert change is not None
    assert say_change(shelf.library, change) == "1 work was taken off “Street”."
    take_back(mine)
    assert set(works_of(shelf.library, own.id)) == {lamp, hound}
    remove_own_shelf(mine, own.id)
    assert find_last_change(_mine(shelf, 2)) is None
    assert "with all that was on it" in take_back(mine)
    assert set(works_of(shelf.library, own.id)) == {lamp, hound}
    saved = keep_search(mine, "Fog", Question(text="fog"), clock=CLOCK)
    remove_own_search(mine, saved.id)
    assert take_back(mine) == "“Fog” is back."
    with pytest.raises(UserError, match="nothing to take back"):
        take_back(mine)


def test_a_change_is_kept_whole_as_json(shelf: Shelf) -> None:
    mine = _mine(shelf)
    own = put_shelf(shelf.library, 1, "Street", clock=CLOCK)
    put_on_shelf(mine, own.id, [_work(shelf, "lamp")], clock=CLOCK)
    change = find_last_change(mine)
    assert msgspec.to_builtins(change) == {
        "type": "put",
        "shelf": own.id,
        "works": (_work(shelf, "lamp"),),
    }


def test_a_guest_has_nothing_of_their_own(shelf: Shelf) -> None:
    guest = _guest(shelf)
    assert list_own_shelves(guest) == ()
    assert find_last_change(guest) is None
    with pytest.raises(UserError, match="sign in first"):
        mark_work(guest, _work(shelf, "lamp"), status="read", clock=CLOCK)
