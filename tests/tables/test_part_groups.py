"""Which files are parts of one work: a table of little heaps, traps among them."""

import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from fonds.app.reading import Knowledge, make_knowledge, read_leaf
from fonds.intake.sniff import find_media_type
from fonds.model.body import is_body
from fonds.model.claim import find_best_claim
from fonds.model.work import Leaf, Work
from fonds.parse.parts import join_parts

TABLE = Path(__file__).with_name("part_groups.toml")
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["case"]
KNOWLEDGE: Knowledge = make_knowledge(())

_WHO = ("Holmes", "Watson", "Alice", "Dorothy", "Emma", "Robin")
_DID = ("looked for the lamp", "shut the gate", "asked the cat", "counted the geese")
_WHERE = ("behind the mill", "under the bridge", "in Baker Street", "by the cold river")


def tell(number: int) -> str:
    """Three paragraphs that no other number has."""
    who, did = _WHO[number % 6], _DID[number % 4]
    where = _WHERE[number // 4 % 4]
    first = f"{who} {did} {where} on the {number + 3}th of May, and it had rained since noon."
    second = f"“You were there before me,” said {_WHO[(number + 1) % 6]}. “I saw your boots.”"
    third = f"They went home without a word, {number + 12} steps apart, and the door was open."
    return "\n\n".join((first, second * 2, third))


def read_case(case: dict[str, Any]) -> list[Work]:
    """The drafts of a case's files, in the order they stand there."""
    drafts: list[Work] = []
    told = 0
    for path, text in case["files"]:
        pieces = text.split("{story}")
        stories = [tell(told + k) for k in range(len(pieces) - 1)]
        told += len(stories)
        data = "".join(chain(*zip(pieces, [*stories, ""], strict=True))).encode()
        leaf = Leaf(f"heap/{path}", None, data, find_media_type(data, path))
        drafts += read_leaf(leaf, KNOWLEDGE)
    return drafts


def groups_of(works: tuple[Work, ...]) -> list[list[str]]:
    """The files of each joined work, in reading order."""
    found = [[source.path.removeprefix("heap/") for source in work.sources] for work in works]
    return sorted(paths for paths in found if len(paths) > 1)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_files_are_grouped_as_the_table_says(case: dict[str, Any]) -> None:
    drafts = read_case(case)
    works = join_parts(drafts)
    assert groups_of(works) == sorted(case["works"])
    messages = [problem.message for work in works for problem in work.problems]
    for words in case.get("says", ()):
        assert any(words in message for message in messages), messages
    if "says" not in case:
        assert not [message for message in messages if "missing" in message and case["works"]]
    first = next((work for work in works if len(work.sources) > 1), None)
    if first is not None and "title" in case:
        title = find_best_claim(first.claims, "title")
        assert title is not None
        assert title.value == case["title"]
    if first is not None and "chapters" in case:
        assert [chapter.title for chapter in first.chapters] == case["chapters"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_groups_do_not_hang_on_the_order_of_the_files(case: dict[str, Any]) -> None:
    drafts = read_case(case)
    assert groups_of(join_parts(drafts[::-1])) == groups_of(join_parts(drafts))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_nothing_is_lost_by_joining(case: dict[str, Any]) -> None:
    drafts = read_case(case)
    works = join_parts(drafts)
    assert Counter(words_of(drafts)) == Counter(words_of(works))
    assert {source for work in works for source in work.sources} == {
        source for work in drafts for source in work.sources
    }


def words_of(works: tuple[Work, ...] | list[Work]) -> list[str]:
    """The words of all bodies."""
    return [
        word
        for work in works
        for block in work.blocks
        if is_body(block)
        for word in block.text.split()
    ]


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 40
