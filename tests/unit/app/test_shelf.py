"""The shelf: an index that follows the library, and works by the beginning of their name."""

from pathlib import Path

import pytest

from fonds.app.shelf import (
    borrow_shelf,
    close_shelf,
    count_shelf,
    get_card,
    is_behind,
    open_shelf,
    read_entries,
    refresh_index,
    search_shelf,
)
from fonds.errors import UserError
from fonds.library.accessions import end_accession
from fonds.library.merging import merge_works
from fonds.library.opening import close_library, hold_writer, open_library
from fonds.library.undo import undo_accession
from fonds.search.index import read_stamp, write_stamp
from fonds.search.query import Match
from tests.library_factories import CLOCK, make_library

HEAP = {
    "hound.txt": b"The hound bayed on the moor, and Holmes listened.",
    "lamp.txt": b"The lamp burned in Baker Street all night long.",
    "oz.txt": b"Dorothy walked until the bricks turned yellow.",
}


def _fill(folder: Path) -> None:
    library, accession = make_library(folder, HEAP)
    end_accession(library, accession.id, clock=CLOCK)
    close_library(library)


def _ids(folder: Path, text: str) -> list[str]:
    shelf = open_shelf(folder)
    found = [hit.work_id for hit in search_shelf(shelf, text).hits]
    close_shelf(shelf)
    return found


def test_an_index_that_is_missing_is_filled_when_the_shelf_is_opened(tmp_path: Path) -> None:
    _fill(tmp_path)
    told: list[tuple[str, int, int]] = []
    shelf = open_shelf(tmp_path, progress=lambda *step: told.append(step))
    assert search_shelf(shelf, "").total == 3
    assert not is_behind(shelf)
    assert told[-1] == ("index", 3, 3)
    close_shelf(shelf)


def test_an_index_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    _fill(tmp_path)
    close_shelf(open_shelf(tmp_path))
    shelf = open_shelf(tmp_path)
    assert refresh_index(shelf) == 0
    close_shelf(shelf)


def test_an_index_that_is_behind_takes_in_only_what_changed(tmp_path: Path) -> None:
    _fill(tmp_path)
    close_shelf(open_shelf(tmp_path))
    library, accession = make_library(tmp_path, {"cat.txt": b"The cat slept on the sundial."})
    end_accession(library, accession.id, clock=CLOCK)
    close_library(library)
    told: list[int] = []
    shelf = open_shelf(tmp_path, progress=lambda _phase, _done, total: told.append(total))
    assert set(told) == {1}
    assert search_shelf(shelf, "sundial").total == 1
    assert search_shelf(shelf, "").total == 4
    close_shelf(shelf)


def test_what_was_undone_is_found_no_more(tmp_path: Path) -> None:
    _fill(tmp_path)
    assert len(_ids(tmp_path, "hound")) == 1
    library = open_library(tmp_path)
    undo_accession(library, 1, clock=CLOCK)
    close_library(library)
    assert _ids(tmp_path, "") == []


def test_a_merged_work_is_found_under_the_name_that_stays(tmp_path: Path) -> None:
    _fill(tmp_path)
    old, new = _ids(tmp_path, "hound")[0], _ids(tmp_path, "lamp")[0]
    library = open_library(tmp_path)
    merge_works(library, old, new, clock=CLOCK)
    close_library(library)
    assert _ids(tmp_path, "hound") == []
    shelf = open_shelf(tmp_path)
    assert get_card(shelf, old).work_id == new
    close_shelf(shelf)


def test_an_index_ahead_of_its_library_is_made_anew(tmp_path: Path) -> None:
    _fill(tmp_path)
    shelf = open_shelf(tmp_path)
    write_stamp(shelf.index, 10_000)
    close_shelf(shelf)
    again = open_shelf(tmp_path)
    assert not is_behind(again)
    assert search_shelf(again, "").total == 3
    close_shelf(again)


def test_while_somebody_writes_the_shelf_opens_with_what_the_index_has(tmp_path: Path) -> None:
    _fill(tmp_path)
    library = open_library(tmp_path)
    with hold_writer(library):
        shelf = open_shelf(tmp_path)
        assert read_stamp(shelf.index) == 0
        assert search_shelf(shelf, "").total == 0
        close_shelf(shelf)
    close_library(library)


def test_a_folder_without_library_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        open_shelf(tmp_path / "none")
    close_shelf(open_shelf(tmp_path / "new", create=True))


def test_facets_chosen_besides_the_query_must_match_too(tmp_path: Path) -> None:
    _fill(tmp_path)
    shelf = open_shelf(tmp_path)
    fandom = Match("fandom", "Sherlock Holmes", phrase=True)
    assert search_shelf(shelf, "lamp OR oz", narrow=[fandom]).total == 1
    assert search_shelf(shelf, "", narrow=[Match("fandom", "Emma", phrase=True)]).total == 0
    close_shelf(shelf)


def test_a_hit_whose_work_is_gone_has_no_entry(tmp_path: Path) -> None:
    _fill(tmp_path)
    shelf = open_shelf(tmp_path)
    results = search_shelf(shelf, "")
    undo_accession(shelf.library, 1, clock=CLOCK)
    assert read_entries(shelf, results) == (None, None, None)
    close_shelf(shelf)


def test_the_beginning_of_an_identifier_is_enough(tmp_path: Path) -> None:
    _fill(tmp_path)
    work_id = _ids(tmp_path, "lamp")[0]
    shelf = open_shelf(tmp_path)
    card = get_card(shelf, work_id[:6].upper())
    assert card.work_id == work_id
    assert card.record.body.startswith("The lamp burned")
    assert [event.name for event in card.events] == ["metadata extraction"]
    close_shelf(shelf)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("w", "several works begin"), ("zzz", "there is no work"), ("", "there is no work")],
)
def test_an_identifier_that_names_no_single_work_is_explained(
    tmp_path: Path, typed: str, words: str
) -> None:
    _fill(tmp_path)
    shelf = open_shelf(tmp_path)
    with pytest.raises(UserError, match=words):
        get_card(shelf, typed)
    close_shelf(shelf)


def test_a_title_in_place_of_an_identifier_leads_to_its_work(tmp_path: Path) -> None:
    _fill(tmp_path)
    work_id = _ids(tmp_path, "hound")[0]
    shelf = open_shelf(tmp_path)
    with pytest.raises(UserError, match=f"Did you mean {work_id}"):
        get_card(shelf, "the hound")
    close_shelf(shelf)


def test_a_borrowed_shelf_sees_the_same_library(tmp_path: Path) -> None:
    _fill(tmp_path)
    shelf = open_shelf(tmp_path)
    close_shelf(shelf)
    with borrow_shelf(shelf) as lent:
        tally = count_shelf(lent)
    assert (tally.stories, tally.others, tally.accessions) == (3, 0, 1)
