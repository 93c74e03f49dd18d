"""Workers that die, hang or swell cost one item, never another and never the run."""

import time

import psutil  # type: ignore[import-untyped]
import pytest

from fonds.engine.outcome import ERROR, KILLED, MEMORY, TIMEOUT
from fonds.engine.run import run_all
from tests.contract.engine_functions import keep_memory, misbehave

SMALL = 400 << 20


@pytest.mark.parametrize(
    ("how", "code", "word"),
    [
        ("killed", KILLED, "SIGKILL"),
        ("crash", KILLED, "SIGSEGV"),
        ("leave", KILLED, "exit status 3"),
        ("loop", TIMEOUT, "1 seconds"),
        ("memory", MEMORY, "memory"),
        ("exit", ERROR, "SystemExit"),
        ("unpicklable", ERROR, "pickle"),
    ],
)
def test_a_misdeed_costs_the_item_that_did_it_and_no_other(how: str, code: str, word: str) -> None:
    items = ["a", "b", how, "c", "d", "e"]
    outcomes = list(run_all(misbehave, items, workers=2, timeout_s=1, memory_bytes=SMALL))
    assert [outcome.value for outcome in outcomes] == ["a", "b", None, "c", "d", "e"]
    problem = outcomes[2].problem
    assert problem is not None
    assert problem.code == code
    assert word in problem.message


def test_a_run_of_nothing_but_misdeeds_ends_and_accounts_for_each() -> None:
    items = ["killed", "leave", "raise", "killed", "crash", "memory", "killed"]
    outcomes = list(run_all(misbehave, items, workers=2, timeout_s=5, memory_bytes=SMALL))
    codes = [outcome.problem.code if outcome.problem else None for outcome in outcomes]
    assert codes == [KILLED, KILLED, ERROR, KILLED, KILLED, MEMORY, KILLED]


def test_a_stopped_worker_is_stopped_for_good_when_its_time_is_over() -> None:
    begun = time.monotonic()
    outcomes = list(run_all(misbehave, ["stopped", "fine"], workers=1, timeout_s=0.5))
    assert outcomes[0].problem is not None
    assert outcomes[0].problem.code == TIMEOUT
    assert outcomes[1].value == "fine"
    assert time.monotonic() - begun < 20


def test_a_large_value_comes_whole_between_two_killed_workers() -> None:
    outcomes = list(run_all(misbehave, ["killed", "large", "killed"], workers=1, timeout_s=30))
    large = outcomes[1].value
    assert isinstance(large, str)
    assert len(large) == 8 << 20


def test_memory_that_earlier_items_kept_is_not_held_against_a_later_one() -> None:
    share = SMALL // 2 + (20 << 20)
    outcomes = list(run_all(keep_memory, [share, share, share], workers=1, memory_bytes=SMALL))
    assert [outcome.value for outcome in outcomes] == [share, share, share]


def test_no_worker_is_left_when_the_run_is_given_up() -> None:
    outcomes = run_all(misbehave, ["fine", "loop", "loop"], workers=2, timeout_s=60)
    assert next(outcomes).value == "fine"
    outcomes.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while (busy := _list_busy()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert busy == []


def _list_busy() -> list[int]:
    """List processes under us that still burn time: a worker in an endless loop does."""
    ours = psutil.Process().children(recursive=True)
    return [one.pid for one in ours if one.is_running() and one.cpu_percent(0.05) > 50]
