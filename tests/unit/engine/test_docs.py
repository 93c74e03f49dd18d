"""Every code of the engine is explained to people."""

from pathlib import Path

import pytest

from fonds.engine import outcome

CODES = [value for value in vars(outcome).values() if str(value).startswith("engine.")]
PAGE = Path(__file__).parents[3] / "docs" / "problems" / "engine.md"


def test_there_are_codes() -> None:
    assert len(CODES) == 4


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_row_in_the_docs(code: str) -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| `{code}`")]
    assert len(rows) == 1
