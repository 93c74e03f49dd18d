"""What every engine promises, held by the one in this process and by the supervised one."""

from collections.abc import Iterator
from functools import partial
from itertools import count, islice

import pytest

from fonds.engine.outcome import ERROR
from fonds.engine.run import run_all
from fonds.errors import BugError
from tests.contract.engine_functions import (
    double,
    fail_to_start,
    length,
    misbehave,
    say_state,
    set_state,
    sleep_a_little,
)

WORKERS = [0, 1, 3]


@pytest.mark.parametrize("workers", WORKERS)
def test_outcomes_come_in_the_order_of_the_items(workers: int) -> None:
    outcomes = list(run_all(double, range(200), workers=workers))
    assert [outcome.value for outcome in outcomes] == [2 * number for number in range(200)]
    assert all(outcome.problem is None for outcome in outcomes)


@pytest.mark.parametrize("workers", WORKERS)
def test_a_slow_item_does_not_lose_its_place(workers: int) -> None:
    waits = [0.2, *([0.0] * 40)]
    outcomes = run_all(sleep_a_little, waits, workers=workers)
    assert [outcome.value for outcome in outcomes] == waits


@pytest.mark.parametrize("workers", WORKERS)
def test_no_items_give_no_outcomes(workers: int) -> None:
    assert list(run_all(double, [], workers=workers)) == []


@pytest.mark.parametrize("workers", WORKERS)
def test_an_exception_is_the_problem_of_its_item_and_names_type_and_line(workers: int) -> None:
    outcomes = list(run_all(misbehave, ["fine", "raise", "fine"], workers=workers))
    assert [outcome.value for outcome in outcomes] == ["fine", None, "fine"]
    problem = outcomes[1].problem
    assert problem is not None
    assert problem.code == ERROR
    assert "ValueError at engine_functions.py:" in problem.message
    assert "the page is odd" in problem.message


@pytest.mark.parametrize("workers", WORKERS)
def test_a_reader_that_calls_itself_for_ever_costs_one_item(workers: int) -> None:
    outcomes = list(run_all(misbehave, ["recurse", "fine"], workers=workers))
    assert outcomes[0].problem is not None
    assert "RecursionError" in outcomes[0].problem.message
    assert outcomes[1].value == "fine"


@pytest.mark.parametrize("workers", WORKERS)
def test_state_is_made_before_the_first_item(workers: int) -> None:
    outcomes = run_all(
        say_state, ["a", "b"], workers=workers, initializer=set_state, initargs=("ready",)
    )
    assert [outcome.value for outcome in outcomes] == ["ready a", "ready b"]


@pytest.mark.parametrize("workers", WORKERS)
def test_items_are_taken_only_as_there_is_room(workers: int) -> None:
    taken = count()

    def items() -> Iterator[int]:
        while True:
            yield next(taken)

    outcomes = run_all(double, items(), workers=workers)
    assert [outcome.value for outcome in islice(outcomes, 3)] == [0, 2, 4]
    outcomes.close()  # type: ignore[attr-defined]
    assert next(taken) <= 3 + 8 * max(1, workers)


@pytest.mark.parametrize("workers", WORKERS)
def test_an_error_of_the_items_themselves_is_not_swallowed(workers: int) -> None:
    def items() -> Iterator[int]:
        yield 1
        msg = "the heap is gone"
        raise OSError(msg)

    with pytest.raises(OSError, match="the heap is gone"):
        list(run_all(double, items(), workers=workers))


@pytest.mark.parametrize("workers", WORKERS)
def test_a_partial_of_a_function_of_a_module_may_be_run(workers: int) -> None:
    outcomes = run_all(partial(length), ["Oz", "Alice"], workers=workers)
    assert [outcome.value for outcome in outcomes] == [2, 5]


@pytest.mark.parametrize("workers", WORKERS)
def test_surrogates_and_nuls_travel_unharmed(workers: int) -> None:
    odd = ["\x00", "\ud800", "\udfff\x00", ""]
    outcomes = run_all(misbehave, odd, workers=workers)
    assert [outcome.value for outcome in outcomes] == odd


def test_an_initializer_that_raises_in_a_worker_is_our_bug() -> None:
    with pytest.raises(BugError, match="no packs today"):
        list(run_all(double, [1, 2], workers=1, initializer=fail_to_start))


def test_an_item_that_cannot_travel_is_that_items_problem() -> None:
    items = [1, lambda: 2, 3]
    outcomes = list(run_all(double, items, workers=1))  # type: ignore[arg-type]
    assert [outcome.value for outcome in outcomes] == [2, None, 6]
    assert outcomes[1].problem is not None
    assert outcomes[1].problem.code == ERROR


def test_fewer_than_no_workers_are_refused() -> None:
    with pytest.raises(BugError):
        run_all(double, [1], workers=-1)
