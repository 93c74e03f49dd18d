"""Doubts kept: the queue of a library is always what looking at every work anew would give."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fonds.app.acting import act, clear_correction, make_correction, plan_unmerge, take_back
from fonds.app.doubts import fill_doubts, is_filled, prepare_queue
from fonds.app.review_answers import begin_sitting, give_answer, put_off
from fonds.app.review_decisions import encode_decision, make_decision, parse_decisions, replay
from fonds.app.review_queue import Question, find_next, list_questions, split_question
from fonds.app.review_values import ASKED, FIELDS, ODD
from fonds.app.shelf import Shelf, close_shelf, open_shelf
from fonds.library.acts import NewChange, iter_acts
from fonds.library.doubts import count_questions
from fonds.library.entries import iter_entries
from fonds.library.opening import open_library
from fonds.library.settings import put_setting
from tests.web.review_site import make_review_library

CLOCK = "2024-05-02T12:00:00Z"
WORKS = 227


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doubts")
    make_review_library(folder, WORKS)
    return folder


@pytest.fixture
def shelf(made: Path, tmp_path: Path) -> Iterator[Shelf]:
    opened = open_shelf(_copy(made, tmp_path / "library"))
    yield opened
    close_shelf(opened)


def _copy(made: Path, folder: Path) -> Path:
    for path in sorted(made.rglob("*")):
        copy = folder / path.relative_to(made)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            copy.write_bytes(path.read_bytes())
    return folder


def _rows(shelf: Shelf, *fields: str) -> list[Any]:
    """All doubts, and the questions that the database made of them."""
    marks = ", ".join("?" * len(fields))
    doubts = shelf.library.connection.execute(
        "SELECT field, key, work_id, weight, line FROM doubt "
        f"WHERE field IN ({marks}) ORDER BY 1, 2, 3",
        fields,
    ).fetchall()
    questions = shelf.library.connection.execute(
        f"SELECT field, key, value, works FROM question WHERE field IN ({marks}) ORDER BY 1, 2",
        fields,
    ).fetchall()
    return [doubts, questions]


def _look_anew(shelf: Shelf) -> None:
    shelf.library.connection.execute("DELETE FROM doubt WHERE field <> 'tag'")
    put_setting(shelf.library, "doubts", None)
    fill_doubts(shelf)


def test_a_library_that_is_taken_in_has_its_queue(shelf: Shelf) -> None:
    assert is_filled(shelf.library)
    counts = count_questions(shelf.library, fields=ASKED)
    asked = {field for field, (count, _) in counts.items() if count}
    assert asked >= {"kind", "title", "creators", "fandoms", "rating", "date", "series", *ODD}
    before = _rows(shelf, *ASKED)
    _look_anew(shelf)
    assert _rows(shelf, *ASKED) == before


def test_the_queue_keeps_up_with_whatever_people_do(shelf: Shelf) -> None:
    dice = random.Random(6)
    sitting = begin_sitting(shelf, name="Jane", clock=lambda: CLOCK)
    for step in range(60):
        _do_something(shelf, sitting, dice)
        if step % 20 == 19:
            before = _rows(shelf, *FIELDS, "editions", "damage", "missing-parts")
            _look_anew(shelf)
            assert _rows(shelf, *FIELDS, "editions", "damage", "missing-parts") == before


def _do_something(shelf: Shelf, sitting: Any, dice: random.Random) -> None:
    questions = list(list_questions(shelf))
    question = dice.choice(questions)
    what = dice.choice(["answer", "answer", "put off", "split", "undo", "correct", "clear"])
    work_id = dice.choice([entry.work_id for entry in iter_entries(shelf.library)])
    if what == "answer":
        choices = [one for one in (question.proposal, *question.alternatives) if one is not None]
        give_answer(sitting, question, dice.choice(choices).value)
    elif what == "put off":
        put_off(sitting, question)
    elif what == "split" and question.can_split:
        put_off(sitting, dice.choice(split_question(question, shelf)))
    elif what == "undo":
        acts = list(iter_acts(shelf.library))
        if acts:
            _try_back(shelf, dice.choice(acts).id)
    elif what == "correct":
        change = make_correction(
            shelf.library, work_id, "title", dice.choice(["A", None]), by="J", clock=CLOCK
        )
        act(shelf, [change], kind="set", words="title", by="J", clock=CLOCK)
    elif what == "clear":
        change = clear_correction(shelf.library, work_id, dice.choice(["title", "kind"]))
        act(shelf, [change], kind="set", words="clear", by="J", clock=CLOCK)


def _try_back(shelf: Shelf, number: int) -> None:
    from fonds.errors import UserError

    try:
        take_back(shelf, number, by="Jane", clock=CLOCK)
    except UserError:
        return


def test_withdrawn_and_merged_works_are_not_asked_about(shelf: Shelf) -> None:
    question, _ = find_next(shelf, fields=["creators"])
    assert question is not None
    work_id = question.works[0]
    done = act(
        shelf,
        [NewChange("withdrawn", (work_id,), {"why": "asked", "by": "J"}, work_id)],
        kind="withdraw",
        words="withdrawn",
        by="J",
        clock=CLOCK,
    )
    left, _ = find_next(shelf, fields=["creators"])
    assert left is not None
    assert left.works == question.works[1:]
    assert done.act is not None
    take_back(shelf, done.act, by="J", clock=CLOCK)
    assert find_next(shelf, fields=["creators"])[0] == question


def test_editions_that_stand_apart_again_are_asked_about_again(shelf: Shelf) -> None:
    question, _ = find_next(shelf, fields=["editions"])
    assert question is not None
    assert question.proposal is not None
    sitting = begin_sitting(shelf, name="Jane", clock=lambda: CLOCK)
    give_answer(sitting, question, question.proposal.value)
    assert question.key not in {one.key for one in list_questions(shelf, fields=["editions"])}
    (gone,) = question.works[1:]
    changes = plan_unmerge(shelf.library, [gone])
    act(shelf, changes, kind="unmerge", words="apart", by="J", clock=CLOCK)
    assert question in list(list_questions(shelf, fields=["editions"]))


def test_preparing_a_queue_twice_does_nothing_the_second_time(shelf: Shelf) -> None:
    before = _rows(shelf, *ASKED)
    told: list[str] = []
    prepare_queue(shelf, lambda phase, _done, _total: told.append(phase))
    assert told == []
    assert _rows(shelf, *ASKED) == before


def test_looking_goes_on_where_it_was_interrupted(shelf: Shelf) -> None:
    before = _rows(shelf, *ASKED)
    shelf.library.connection.execute("DELETE FROM doubt WHERE field <> 'tag'")
    put_setting(shelf.library, "doubts", None)
    calls = iter([True, False])
    assert not fill_doubts(shelf, is_wanted=lambda: next(calls))
    assert not is_filled(shelf.library)
    assert fill_doubts(shelf)
    assert _rows(shelf, *ASKED) == before


def test_decisions_of_every_kind_hold_in_another_library_of_the_heap(
    shelf: Shelf, made: Path, tmp_path: Path
) -> None:
    sitting = begin_sitting(shelf, name="Jane", clock=lambda: CLOCK)
    lines = b""
    for field in (*ODD, "creators", "rating", "editions"):
        question = _find(shelf, field)
        choices = [one for one in (question.proposal, *question.alternatives) if one is not None]
        value = choices[1 if field == "editions" and b'"merge"' in lines else 0].value
        lines += encode_decision(make_decision(sitting, question, "set", value, why="seen"))
        give_answer(sitting, question, value, why="seen")
    other = open_shelf(_copy(made, tmp_path / "other"))
    there = begin_sitting(other, name="Tom", clock=lambda: CLOCK)
    done = replay(there, parse_decisions(lines))
    assert (done.gone, done.kept) == (0, 0)
    assert done.set > 0
    assert _rows(other, *ASKED) == _rows(shelf, *ASKED)
    tables = ("correction", "redirect", "kept_apart", "tag", "put_off")
    for table in tables:
        assert _table(other, table) == _table(shelf, table), table
    again = replay(there, parse_decisions(lines))
    assert (again.set, again.kept) == (0, 0)
    close_shelf(other)


def _find(shelf: Shelf, field: str) -> Question:
    question, _ = find_next(shelf, fields=[field])
    assert question is not None
    return question


def _table(shelf: Shelf, name: str) -> list[Any]:
    connection = open_library(shelf.library.folder).connection
    rows = connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
    connection.close()
    return rows
