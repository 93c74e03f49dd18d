"""Answers: kept, undone, outliving a re-reading, and given again in another library."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fonds.app.acting import catch_up
from fonds.app.cataloguing import describe_entry, put_work_entry
from fonds.app.review_answers import (
    Sitting,
    ask_again,
    begin_sitting,
    find_asked,
    give_answer,
    list_answers,
    list_put_off,
    put_off,
    take_back,
    take_back_number,
)
from fonds.app.review_decisions import (
    Decision,
    encode_decision,
    make_decision,
    parse_decisions,
    replay,
)
from fonds.app.review_queue import Question, find_question, list_questions, split_question
from fonds.app.shelf import Shelf, close_shelf, open_shelf, search_shelf
from fonds.errors import UserError
from fonds.library.check import check_library
from fonds.library.claims import claims_of
from fonds.library.entries import get_entry, iter_entries
from fonds.library.history import iter_events
from fonds.library.opening import close_library, hold_writer
from fonds.library.works import get_work, put_works
from fonds.model.claim import find_best_claim
from tests.library_factories import CLOCK, STAGE, make_library

HEAP = {
    "heap/fog.txt": b"The fog ate Baker Street, said Holmes.",
    "heap/gate.txt": b"The gate screamed at Toto.",
    "heap/tea.txt": b"Alice poured the tea, and said nothing.",
}
LATER = "2025-01-01T00:00:00Z"


def _make_shelf(folder: Path, label: str = "heap", heap: dict[str, bytes] = HEAP) -> Shelf:
    library, _ = make_library(folder, heap, label=label)
    for entry in list(iter_entries(library)):
        put_work_entry(library, entry.work_id)
    close_library(library)
    return open_shelf(folder)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = _make_shelf(tmp_path / "one")
    yield opened
    close_shelf(opened)


def _ids(shelf: Shelf) -> list[str]:
    return sorted(entry.work_id for entry in iter_entries(shelf.library))


def _said(shelf: Shelf) -> dict[tuple[str, str], Any]:
    return {
        (work_id, claim.field): claim.value
        for work_id in _ids(shelf)
        for claim in claims_of(shelf.library, work_id)
        if claim.basis == "curated"
    }


def _ask(shelf: Shelf) -> list[Question]:
    return list(list_questions(shelf))


def _answer(sitting: Sitting, works: Sequence[str], field: str, value: Any) -> int | None:
    """Answer as if it had been asked of these works."""
    question = Question("qx", field, "", None, (), tuple(works), (), None, "", 1.0)
    return give_answer(sitting, question, value)


def _sit(shelf: Shelf) -> Sitting:
    return begin_sitting(shelf, name="Jane", clock=lambda: LATER)


def test_an_answer_speaks_for_the_field_and_what_was_read_stays(shelf: Shelf) -> None:
    work_id = _ids(shelf)[0]
    before = claims_of(shelf.library, work_id)
    _answer(_sit(shelf), [work_id], "title", "The Lamp")
    work = get_work(shelf.library, work_id)
    best = find_best_claim(work.claims, "title")
    assert best is not None
    assert (best.value, best.basis, best.by) == ("The Lamp", "curated", "Jane, 2025-01-01")
    assert set(before) < set(work.claims)
    assert get_entry(shelf.library, work_id).title == "The Lamp"


def test_the_search_finds_what_a_person_said_and_no_more_what_was_read(shelf: Shelf) -> None:
    _answer(_sit(shelf), _ids(shelf)[:2], "creators", ["Mara Quill"])
    catch_up(shelf, lambda *_: None)
    assert search_shelf(shelf, "author:quill").total == 2


def test_no_kind_of_answer_hurts_the_library(shelf: Shelf) -> None:
    first, second, third = _ids(shelf)
    sitting = _sit(shelf)
    _answer(sitting, [first], "kind", "not-story")
    _answer(sitting, [second], "creators", [])
    _answer(sitting, [third], "title", None)
    assert get_entry(shelf.library, first).kind == "not-story"
    assert get_work(shelf.library, first).reason == "A person said so."
    assert get_entry(shelf.library, second).creators == ()
    assert get_entry(shelf.library, third).title is None
    report = check_library(shelf.library, progress=lambda *_: None, index_stamp=0)
    assert [one for one in report if one.code.startswith("library.work")] == []


def test_a_sitting_is_taken_back_as_one_and_what_held_before_holds_again(shelf: Shelf) -> None:
    first, second, _ = _ids(shelf)
    _answer(_sit(shelf), [first], "title", "Earlier")
    entries = [get_entry(shelf.library, one) for one in (first, second)]
    said = _said(shelf)
    sitting = _sit(shelf)
    _answer(sitting, [first, second], "title", "Later")
    _answer(sitting, [first], "creators", ["Mara"])
    with hold_writer(shelf.library):
        assert take_back(shelf, list_answers(shelf.library), by="Jane", clock=LATER) == 2
    assert _said(shelf) == said
    assert [get_entry(shelf.library, one) for one in (first, second)] == entries
    assert [one.words for one in list_answers(shelf.library)] == ["title: Earlier"]


def test_what_somebody_has_since_said_otherwise_is_not_taken_back(shelf: Shelf) -> None:
    work_id = _ids(shelf)[0]
    number = _answer(_sit(shelf), [work_id], "title", "First")
    _answer(_sit(shelf), [work_id], "title", "Second")
    assert number is not None
    with pytest.raises(UserError, match="changed since"):
        take_back_number(_sit(shelf), number)
    assert _said(shelf)[work_id, "title"] == "Second"


def test_an_answer_outlives_a_re_reading_in_claims_and_catalogue(shelf: Shelf) -> None:
    work_id = _ids(shelf)[0]
    _answer(_sit(shelf), [work_id], "title", "Mine")
    _answer(_sit(shelf), [work_id], "kind", "not-story")
    read = get_work(shelf.library, work_id)
    again = [one for one in read.claims if one.basis != "curated"]
    work = type(read)(read.sources, "story", "read again", read.blocks, claims=tuple(again))
    entry = describe_entry(shelf.library, work_id, work)
    put_works(shelf.library, 1, [(work, entry)], stage=STAGE, clock=CLOCK)
    assert get_entry(shelf.library, work_id).title == "Mine"
    assert get_entry(shelf.library, work_id).kind == "not-story"
    assert get_work(shelf.library, work_id).kind == "not-story"


def test_while_somebody_else_writes_an_answer_is_refused_and_nothing_is_lost(
    shelf: Shelf,
) -> None:
    sitting = _sit(shelf)
    with hold_writer(shelf.library), pytest.raises(UserError, match="another fonds"):
        _answer(sitting, _ids(shelf), "title", "Mine")
    assert _said(shelf) == {}


def test_a_question_put_off_is_remembered_until_it_is_asked_again(shelf: Shelf) -> None:
    question = _ask(shelf)[0]
    put_off(_sit(shelf), question)
    assert list_put_off(shelf.library) == {(question.field, question.key)}
    assert question not in _ask(shelf)
    assert list(list_questions(shelf, is_put_off=True)) == [question]
    ask_again(_sit(shelf), question)
    assert list_put_off(shelf.library) == frozenset()


def test_answered_questions_are_gone_and_come_back_when_undone(shelf: Shelf) -> None:
    before = _ask(shelf)
    question = before[0]
    number = give_answer(_sit(shelf), question, ["Oz"])
    assert number is not None
    assert question not in _ask(shelf)
    take_back_number(_sit(shelf), number)
    assert _ask(shelf) == before
    assert find_asked(shelf.library, number) == (question.field, question.key)


def test_a_work_put_off_by_itself_is_asked_by_itself(shelf: Shelf) -> None:
    whole = max(_ask(shelf), key=lambda one: len(one.works))
    assert len(whole.works) == 3
    first, second, third = split_question(whole, shelf)
    give_answer(_sit(shelf), first, ["Oz"])
    number = put_off(_sit(shelf), second)
    assert number is not None
    left = find_question(shelf, whole.field, whole.key)
    assert left is not None
    assert left.works == third.works
    (waiting,) = list_questions(shelf, is_put_off=True)
    assert waiting == second
    take_back_number(_sit(shelf), number)
    assert list(list_questions(shelf, is_put_off=True)) == []
    left = find_question(shelf, whole.field, whole.key)
    assert left is not None
    assert left.works == (*second.works, *third.works)


def _decide(shelf: Shelf) -> bytes:
    sitting = _sit(shelf)
    lines = b""
    for number, question in enumerate(_ask(shelf)):
        value: Any = ["Somebody"] if question.field in {"creators", "fandoms"} else None
        if question.field in {"kind", "language"}:
            continue
        if number % 4 == 3:
            put_off(sitting, question)
            lines += encode_decision(make_decision(sitting, question, "put off"))
            continue
        give_answer(sitting, question, value)
        lines += encode_decision(make_decision(sitting, question, "set", value))
    return lines


def test_decisions_replayed_on_another_library_of_the_heap_give_the_same(
    shelf: Shelf, tmp_path: Path
) -> None:
    decisions = parse_decisions(_decide(shelf))
    other = _make_shelf(tmp_path / "two", label="elsewhere")
    done = replay(_sit(other), decisions)
    assert done.set == len(_said(shelf)) > 0
    assert _said(other) == _said(shelf)
    assert list_put_off(other.library) == list_put_off(shelf.library)
    assert [get_entry(other.library, one) for one in _ids(other)] == [
        get_entry(shelf.library, one) for one in _ids(shelf)
    ]
    close_shelf(other)


def test_works_that_are_not_here_are_counted(shelf: Shelf, tmp_path: Path) -> None:
    sitting = _sit(shelf)
    _answer(sitting, _ids(shelf), "creators", ["Mara"])
    key_line = _line(shelf, "creators", ["Mara"])
    some = dict(itertools.islice(HEAP.items(), 1))
    other = _make_shelf(tmp_path / "two", heap=some)
    done = replay(_sit(other), parse_decisions(key_line))
    assert (done.set, done.gone) == (1, 2)
    close_shelf(other)


def _line(shelf: Shelf, field: str, value: Any, *, at: str = LATER, answer: str = "set") -> bytes:
    sitting = begin_sitting(shelf, name="", clock=lambda: at)
    question = Question("qx", field, "k", None, (), tuple(_ids(shelf)), (), None, "", 1.0)
    return encode_decision(make_decision(sitting, question, answer, value))  # type: ignore[arg-type]


def test_what_a_person_said_here_later_stays(shelf: Shelf) -> None:
    line = _line(shelf, "title", "From the file", at="2024-12-31T00:00:00Z")
    _answer(_sit(shelf), _ids(shelf)[:1], "title", "From here")
    done = replay(_sit(shelf), parse_decisions(line))
    assert (done.set, done.kept) == (2, 1)
    assert _said(shelf)[_ids(shelf)[0], "title"] == "From here"


def test_what_was_taken_back_is_not_replayed(shelf: Shelf) -> None:
    lines = _line(shelf, "title", "No") + _line(shelf, "title", None, answer="taken back")
    assert replay(_sit(shelf), parse_decisions(lines)).set == 0
    assert _said(shelf) == {}


@pytest.mark.parametrize(
    "line", [b"{}", b"[", b'{"schema":"fonds.decision/1"}', b"\xff", b'"q"', b"null"]
)
def test_a_line_that_is_no_decision_is_named(line: bytes) -> None:
    with pytest.raises(UserError, match="line 2"):
        parse_decisions(b"\n" + line)


def test_a_decision_with_a_value_no_record_holds_is_refused(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="line 1"):
        parse_decisions(_line(shelf, "title", ["no title"]))


_CHOSEN = st.tuples(
    st.integers(0, 2),
    st.sampled_from([("title", "A"), ("title", None), ("creators", ["B"]), ("kind", "not-story")]),
    st.sampled_from(["set", "set", "taken back", "put off"]),
    st.integers(0, 3),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_CHOSEN, max_size=8))
def test_replaying_twice_changes_nothing_the_second_time(chosen: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = _make_shelf(Path(folder))
        lines = []
        for work, (field, value), answer, hour in chosen:
            (first,) = parse_decisions(_line(shelf, field, value, at=f"2025-01-01T0{hour}:00:00Z"))
            lines.append(
                Decision(
                    first.schema, f"q{work}", field, answer, value, None,
                    first.works[work : work + 1], "Jane", first.at, f"k{work}",
                )
            )  # fmt: skip
        replay(_sit(shelf), lines)
        said, events = _said(shelf), list(iter_events(shelf.library))
        second = replay(_sit(shelf), lines)
        assert (second.set, second.put_off, second.kept) == (0, 0, 0)
        assert _said(shelf) == said
        assert list(iter_events(shelf.library)) == events
        close_shelf(shelf)
