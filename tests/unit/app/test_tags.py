"""Decisions on names: what is planned, what is refused, and where old names lead."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from fonds.app.acting import take_back
from fonds.app.question import Chosen, Question, ask_shelf, make_query
from fonds.app.shelf import Shelf, close_shelf, open_shelf, refresh_index, search_shelf
from fonds.app.tag_leads import lead_query
from fonds.app.tags import (
    decide,
    list_decisions,
    list_undecided_first,
    plan_broader,
    plan_canonical,
    plan_left,
    plan_no_broader,
    plan_synonyms,
    read_kind,
    read_tag_page,
)
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.entries import iter_entries, put_entry
from fonds.library.opening import close_library
from fonds.library.tags import TagKind, find_canonical, list_broader, list_synonyms
from fonds.search.facets import count_works
from fonds.search.query import Both, Either, Exact, Match, Without, parse_query
from tests.library_factories import CLOCK, make_library

PAIRINGS = (
    ("Sherlock Holmes/John Watson",),
    ("John Watson/Sherlock Holmes",),
    ("H/W",),
    ("Sherlock Holmes & John Watson",),
    (),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    heap = {f"{n}.txt": f"Number {n}.".encode() for n in range(len(PAIRINGS))}
    library, _ = make_library(tmp_path, heap)
    ordered = sorted(iter_entries(library), key=lambda one: one.title or "")
    for entry, pairings in zip(ordered, PAIRINGS, strict=True):
        put_entry(library, msgspec.structs.replace(entry, relationships=pairings))
    close_library(library)
    made = open_shelf(tmp_path)
    yield made
    close_shelf(made)


def do(shelf: Shelf, changes: tuple[NewChange, ...]) -> Done:
    done = decide(shelf, changes, "test", by="test", clock=CLOCK)
    refresh_index(shelf)
    return done


def merge(shelf: Shelf, canonical: str, *names: str, kind: TagKind = "relationship") -> Done:
    return do(shelf, plan_synonyms(shelf.library, kind, names, canonical))


HOLMES = PAIRINGS[0][0]


@pytest.mark.parametrize(
    "question",
    [
        Question(chosen=(Chosen("pairing", HOLMES),)),
        Question(chosen=(Chosen("pairing", "H/W"),)),
        Question(chosen=(Chosen("pairing", "h/w"),)),
        Question(text='pairing:"H/W"'),
        Question(text='pairing:"h/w"'),
        Question(text=f'pairing:"{HOLMES}"'),
        Question(chosen=(Chosen("pairing", "H/W"), Chosen("pairing", HOLMES))),
    ],
)
def test_old_names_lead_to_what_stands_for_them(shelf: Shelf, question: Question) -> None:
    merge(shelf, HOLMES, "John Watson/Sherlock Holmes", "H/W")
    answer = ask_shelf(shelf, question)
    assert answer.total == 3
    assert all(one.value == HOLMES for one in answer.question.chosen)
    assert len(answer.question.chosen) <= 1, "what means the same is asked once"
    whole = make_query(question, library=shelf.library)
    assert count_works(shelf.index, whole) == 3


def test_what_is_asked_away_leads_there_too(shelf: Shelf) -> None:
    merge(shelf, HOLMES, "John Watson/Sherlock Holmes", "H/W")
    away = Question(excluded=(Chosen("pairing", "H/W"),))
    assert ask_shelf(shelf, away).total == 2
    narrow = (Without(parse_query('pairing:"H/W"')),)
    assert ask_shelf(shelf, Question(), narrow=narrow).total == 2, "as what one always leaves out"
    assert search_shelf(shelf, 'NOT pairing:"H/W"').total == 2


def test_a_query_is_led_at_every_depth(shelf: Shelf) -> None:
    merge(shelf, HOLMES, "H/W")
    asked = Both(
        (Exact("pairing", "H/W"), Either((Match("pairing", "H/W", True), Match("any", "H/W"))))
    )
    led = lead_query(shelf.library, asked)
    assert led == Both(
        (
            Exact("pairing", HOLMES),
            Either(
                (
                    Either((Match("pairing", "H/W", True), Exact("pairing", HOLMES))),
                    Match("any", "H/W"),
                )
            ),
        )
    )
    assert lead_query(shelf.library, Exact("rating", "H/W")) == Exact("rating", "H/W")


def test_forty_names_are_one_act_and_one_undo(shelf: Shelf) -> None:
    names = ["H/W", *(f"Holmes/Watson {n}" for n in range(39))]
    done = merge(shelf, HOLMES, *names)
    assert done.act is not None
    assert len(done.changes) == 41
    assert ask_shelf(shelf, Question().choose("pairing", HOLMES)).total == 2
    take_back(shelf, done.act, by="test", clock=CLOCK)
    refresh_index(shelf)
    assert ask_shelf(shelf, Question().choose("pairing", HOLMES)).total == 1
    assert ask_shelf(shelf, Question().choose("pairing", "H/W")).total == 1


def test_synonyms_and_broader_names_go_over_with_the_name_that_had_them(shelf: Shelf) -> None:
    library = shelf.library
    merge(shelf, "B", "b", kind="tag")
    do(shelf, plan_broader(library, "tag", ["B"], "Wide"))
    do(shelf, plan_broader(library, "tag", ["Narrow"], "B"))
    merge(shelf, "A", "B", kind="tag")
    assert list_synonyms(library, "tag", "A") == ("B", "b")
    assert list_broader(library, "tag", "A") == (("tag", "Wide"),)
    assert list_broader(library, "tag", "Narrow") == (("tag", "A"),)
    do(shelf, plan_canonical(library, "tag", "b"))
    assert list_synonyms(library, "tag", "b") == ("A", "B")
    assert list_broader(library, "tag", "b") == (("tag", "Wide"),)
    assert list_broader(library, "tag", "Narrow") == (("tag", "b"),)


def test_a_name_merged_into_one_below_it_makes_no_circle(shelf: Shelf) -> None:
    library = shelf.library
    do(shelf, plan_broader(library, "tag", ["Low"], "Middle"))
    do(shelf, plan_broader(library, "tag", ["Middle"], "High"))
    merge(shelf, "Low", "High", kind="tag")
    assert find_canonical(library, "tag", "High") == "Low"
    assert read_tag_page(library, "tag", "Low").above == (("tag", "Middle"),)
    with pytest.raises(UserError, match="narrower already"):
        plan_broader(library, "tag", ["Middle"], "Low")


@pytest.mark.parametrize(
    ("name", "canonical", "why"),
    [
        (PAIRINGS[3][0], HOLMES, "romantic or sexual"),
        ("H/W", PAIRINGS[3][0], "romantic or sexual"),
        ("Irene Adler/H/W", HOLMES, "two relationships"),
        ("", HOLMES, "empty"),
        ("H/W", "x" * 1001, "1000 characters"),
    ],
)
def test_the_rules_are_kept(shelf: Shelf, name: str, canonical: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        plan_synonyms(shelf.library, "relationship", [name], canonical)


def test_three_people_do_not_stand_below_two(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="a relationship of their own"):
        plan_broader(shelf.library, "relationship", ["Irene Adler/H/W"], HOLMES)
    # A relationship may stand below anything that is none.
    plan_broader(shelf.library, "relationship", [HOLMES], "Sherlock Holmes", "fandom")


def test_a_name_that_others_hang_on_is_not_let_go(shelf: Shelf) -> None:
    merge(shelf, HOLMES, "H/W")
    with pytest.raises(UserError, match="has synonyms"):
        plan_left(shelf.library, "relationship", [HOLMES])
    do(shelf, plan_broader(shelf.library, "tag", ["Low"], "High"))
    with pytest.raises(UserError, match="broader or narrower"):
        plan_left(shelf.library, "tag", ["High"])
    do(shelf, plan_no_broader(shelf.library, "tag", "Low", "High"))
    do(shelf, plan_left(shelf.library, "tag", ["High"]))
    with pytest.raises(UserError, match="not right above"):
        plan_no_broader(shelf.library, "tag", "Low", "High")


def test_undecided_names_come_first_and_the_history_is_kept(shelf: Shelf) -> None:
    merge(shelf, HOLMES, "H/W")
    states = [one.state for one in list_undecided_first(shelf.library, "relationship")]
    assert states[:2] == ["undecided", "undecided"]
    assert set(states[2:]) == {"canonical", "synonym"}
    ((act, changes),) = list_decisions(shelf.library, "relationship", "H/W")
    assert (act.kind, len(changes)) == ("tags", 1)
    ((_, changes),) = list_decisions(shelf.library, "relationship", HOLMES)
    assert len(changes) == 2
    assert list_decisions(shelf.library, "tag", HOLMES) == ()


def test_kinds_are_read_as_people_write_them() -> None:
    assert [read_kind(one) for one in ("Relationships", "freeform", " creator ")] == [
        "relationship",
        "tag",
        "author",
    ]
    with pytest.raises(UserError, match="there is no kind"):
        read_kind("weather")
