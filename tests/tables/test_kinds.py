"""Short texts of all kinds, and what a careful reader calls each.

The texts stand in `kinds.toml`; every one goes the way a file goes.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fonds.app.account_words import find_sort
from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.describe.kind_codes import CODES
from fonds.model.claim import find_best_claim
from fonds.model.work import Leaf, Work
from fonds.packs.load import load_packs

_TABLE = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
TEXTS: list[dict[str, Any]] = _TABLE["text"]
LEAST = 60


def _mark(case: dict[str, Any]) -> Any:
    reason = case.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


def _read(case: dict[str, Any], knowledge: Knowledge) -> list[Work]:
    path = f"heap/{case.get('file', 'text.txt')}"
    text: str = case["text"].removeprefix("\n")
    leaf = Leaf(path, None, text.encode(), "text/plain")
    return list(finish_works(read_leaf(leaf, knowledge), knowledge))


def _value(work: Work, field: str) -> Any:
    claim = find_best_claim(work.claims, field)
    return None if claim is None else claim.value


@pytest.mark.parametrize("case", [_mark(case) for case in TEXTS])
def test_a_careful_reader_says_the_same(case: dict[str, Any], knowledge: Knowledge) -> None:
    works = _read(case, knowledge)
    work = max(works, key=lambda work: sum(len(block.text) for block in work.blocks))
    claim = find_best_claim(work.claims, "kind")
    assert claim is not None
    assert (work.kind, claim.value) == (case["kind"], case["kind"]), work.reason
    assert _value(work, "form") == case.get("form"), work.reason
    assert claim.by.removesuffix("/1") in case["code"].split(" | "), work.reason


def test_the_table_has_every_kind_and_only_codes_that_are() -> None:
    print(f"{len(TEXTS)} texts, {sum('fails' in case for case in TEXTS)} known failures")
    named = {code for case in TEXTS for code in case["code"].split(" | ")}
    assert named <= set(CODES)
    assert len(TEXTS) >= LEAST
    assert {case["kind"] for case in TEXTS} == {"story", "not-story"}


def test_every_reason_is_a_sentence_and_its_words_stand_in_the_text(knowledge: Knowledge) -> None:
    for case in TEXTS:
        for work in _read(case, knowledge):
            assert work.reason.endswith("."), case["name"]
            claim = find_best_claim(work.claims, "kind")
            for evidence in () if claim is None else claim.evidence:
                text = case["text"].removeprefix("\n")
                assert text[evidence.start : evidence.end] == evidence.quote, case["name"]


def test_every_code_is_in_the_docs_and_every_sort_of_the_report_is_a_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `kind.")}
    assert rows == set(CODES)
    assert {code for code in CODES if find_sort(code) != find_sort("")} < rows
