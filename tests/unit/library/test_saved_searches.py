"""Saved searches: a name, a question, and how far the answers were seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library import saved_searches
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.opening import Library, close_library
from fonds.library.people import add_person
from fonds.library.saved_searches import (
    find_newest_accession,
    find_search,
    get_search,
    list_searches,
    mark_search_seen,
    put_search,
    remove_search,
    rename_search,
    restore_search,
)
from tests.library_factories import CLOCK, STORY, make_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, accession = make_library(tmp_path, {"a.txt": STORY.encode()})
    end_accession(library, accession.id, clock=CLOCK)
    for name in ("Ada", "Basil"):
        add_person(library, name, "reader", clock=CLOCK)
    yield library
    close_library(library)


def _take_in(library: Library, label: str) -> int:
    accession = begin_accession(library, label, options={}, tool="test", clock=CLOCK)
    return end_accession(library, accession.id, clock=CLOCK).id


def test_what_is_there_when_a_search_is_saved_counts_as_seen(library: Library) -> None:
    saved = put_search(library, 1, "Fog", "q=fog&sort=date", clock=CLOCK)
    assert (saved.name, saved.question, saved.seen) == ("Fog", "q=fog&sort=date", 1)
    newest = _take_in(library, "second")
    assert get_search(library, 1, saved.id).seen == 1
    assert mark_search_seen(library, 1, saved.id).seen == newest == 2


def test_an_accession_that_still_runs_is_not_seen_yet(library: Library) -> None:
    accession = begin_accession(library, "running", options={}, tool="test", clock=CLOCK)
    assert find_newest_accession(library) == accession.id - 1
    end_accession(library, accession.id, clock=CLOCK)
    assert find_newest_accession(library) == accession.id


def test_searches_are_their_makers_alone(library: Library) -> None:
    mine = put_search(library, 1, "Fog", "q=fog", clock=CLOCK)
    put_search(library, 2, "Fog", "q=fog", clock=CLOCK)
    assert list_searches(library, 1) == (mine,)
    assert find_search(library, 2, mine.id) is None
    for act in (get_search, remove_search, mark_search_seen):
        with pytest.raises(UserError, match="no saved search"):
            act(library, 2, mine.id)
    with pytest.raises(UserError, match="no saved search"):
        rename_search(library, 2, mine.id, "Taken")


def test_a_removed_search_comes_back_as_it_was(library: Library) -> None:
    saved = put_search(library, 1, "Fog", "q=fog", clock=CLOCK)
    removed = remove_search(library, 1, saved.id)
    assert list_searches(library, 1) == ()
    assert restore_search(library, removed) == saved == restore_search(library, removed)


def test_a_search_has_a_name(library: Library) -> None:
    saved = put_search(library, 1, "Fog", "", clock=CLOCK)
    assert rename_search(library, 1, saved.id, " Mist ").name == "Mist"
    with pytest.raises(UserError, match="needs a name"):
        rename_search(library, 1, saved.id, "")


def test_searches_do_not_grow_without_end(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_searches, "SEARCHES_MOST", 1)
    put_search(library, 1, "Fog", "q=fog", clock=CLOCK)
    with pytest.raises(UserError, match="Remove one first"):
        put_search(library, 1, "Mist", "q=mist", clock=CLOCK)
