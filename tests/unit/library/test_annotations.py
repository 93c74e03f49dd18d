"""Annotations: kept, changed, removed, and one person's alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.annotations import (
    CONTEXT_MOST,
    Passage,
    change_annotation,
    get_annotation,
    list_all_annotations,
    list_annotations,
    put_annotation,
    remove_annotation,
)
from fonds.library.merging import merge_works
from fonds.library.opening import Library, close_library
from fonds.library.people import add_person
from fonds.library.works import iter_works
from tests.library_factories import CLOCK, STORY, make_library

LATER = "2024-06-01T12:00:00Z"
HOUND = Passage(2, 4, 2, 9, "hound", "The ", " bayed")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _accession = make_library(tmp_path, {"a.txt": STORY.encode(), "b.txt": b"A review."})
    for name in ("Jane", "Mary"):
        add_person(made, name, "reader", clock=CLOCK)
    yield made
    close_library(made)


def _works(library: Library) -> list[str]:
    return [work_id for work_id, _ in iter_works(library)]


def test_what_was_kept_comes_back_in_the_order_of_the_story(library: Library) -> None:
    work = _works(library)[0]
    second = put_annotation(library, 1, work, HOUND, "Good.", clock=CLOCK)
    first = put_annotation(library, 1, work, Passage(1, 0, 1, 3, "The"), "", clock=LATER)
    assert list_annotations(library, 1, work) == (first, second)
    assert (second.passage, second.note, second.made) == (HOUND, "Good.", CLOCK)


def test_a_note_changes_and_goes(library: Library) -> None:
    work = _works(library)[0]
    kept = put_annotation(library, 1, work, HOUND, "", clock=CLOCK)
    changed = change_annotation(library, 1, kept.id, "\ud800 Ah.", clock=LATER)
    assert (changed.note, changed.made, changed.changed) == ("\ufffd Ah.", CLOCK, LATER)
    assert remove_annotation(library, 1, kept.id)
    assert not remove_annotation(library, 1, kept.id)
    assert list_all_annotations(library, 1) == ()


def test_nobody_sees_or_touches_another_s(library: Library) -> None:
    work = _works(library)[0]
    kept = put_annotation(library, 1, work, HOUND, "Mine.", clock=CLOCK)
    assert list_annotations(library, 2, work) == list_all_annotations(library, 2) == ()
    assert not remove_annotation(library, 2, kept.id)
    with pytest.raises(UserError):
        change_annotation(library, 2, kept.id, "Yours.", clock=LATER)
    assert get_annotation(library, 1, kept.id).note == "Mine."


@pytest.mark.parametrize(
    ("quote", "note"), [("", ""), (" \n", ""), ("x" * 20_001, ""), ("x", "n" * 20_001)]
)
def test_no_words_and_too_many_are_refused(library: Library, quote: str, note: str) -> None:
    with pytest.raises(UserError):
        put_annotation(
            library, 1, _works(library)[0], Passage(1, 0, 1, 1, quote), note, clock=CLOCK
        )


def test_only_a_little_of_what_stands_around_is_kept(library: Library) -> None:
    passage = Passage(1, 0, 1, 1, "x", "a" * 90 + "b", "c" + "d" * 90)
    kept = put_annotation(library, 1, _works(library)[0], passage, "", clock=CLOCK).passage
    assert len(kept.before) == len(kept.after) == CONTEXT_MOST
    assert (kept.before[-1], kept.after[0]) == ("b", "c")


def test_what_was_kept_of_merged_works_is_kept_of_what_they_became(library: Library) -> None:
    one, two = _works(library)
    put_annotation(library, 1, two, HOUND, "", clock=CLOCK)
    merge_works(library, two, one, clock=LATER)
    assert len(list_annotations(library, 1, one)) == len(list_annotations(library, 1, two)) == 1
