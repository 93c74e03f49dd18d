"""One call, and what its failure says."""

import pytest

from fonds.engine.call import call_one, describe_error
from fonds.engine.outcome import ERROR, MEMORY


def _swell(_: str) -> str:
    raise MemoryError


def _fail(text: str) -> str:
    raise ValueError(text)


def test_a_value_comes_back() -> None:
    outcome = call_one(str.upper, "fog")
    assert (outcome.value, outcome.problem) == ("FOG", None)


def test_none_is_a_value_like_any_other() -> None:
    assert call_one(lambda _: None, "fog").problem is None


def test_memory_that_ran_out_has_a_code_of_its_own() -> None:
    problem = call_one(_swell, "fog").problem
    assert problem is not None
    assert problem.code == MEMORY


def test_an_exception_is_named_with_its_type_its_line_and_its_words() -> None:
    problem = call_one(_fail, "odd\n page").problem
    assert problem is not None
    assert problem.code == ERROR
    assert "ValueError at test_call.py:" in problem.message
    assert problem.message.endswith(": odd page")


def test_the_words_of_an_exception_are_cut_short() -> None:
    problem = call_one(_fail, "fog " * 10_000).problem
    assert problem is not None
    assert len(problem.message) < 300


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_what_stops_the_program_is_not_swallowed(stop: type[BaseException]) -> None:
    def leave(_: str) -> None:
        raise stop

    with pytest.raises(stop):
        call_one(leave, "fog")


def test_an_exception_that_was_never_raised_has_no_line() -> None:
    assert describe_error(KeyError("fog")).message == "Fonds could not read it: KeyError: 'fog'"
