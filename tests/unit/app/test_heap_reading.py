"""From paths to works: every path is in a work, in order, whatever happens to its reader."""

from pathlib import Path

import pytest

from fonds.app import heap_reading
from fonds.app.heap_reading import is_unread, iter_works
from fonds.app.reader_process import knowledge_here
from fonds.app.reading import read_leaf
from fonds.intake.limits import Limits
from fonds.model.problem import Problem
from fonds.model.work import Leaf, Work
from fonds.packs.load import load_packs
from tests.cli_runs import FOG, OZ, write_heap
from tests.factories import make_work


def read_heap(*paths: Path, limits: Limits | None = None) -> list[Work]:
    told: list[tuple[str, int, int]] = []
    works = list(
        iter_works(
            paths,
            packs=load_packs(),
            limits=limits or Limits(),
            workers=0,
            progress=lambda phase, done, total: told.append((phase, done, total)),
        )
    )
    for phase in ("reading", "describing"):
        steps = [(done, total) for name, done, total in told if name == phase]
        assert all(done <= total for done, total in steps)
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    return works


def test_works_come_in_the_order_of_the_paths(tmp_path: Path) -> None:
    heap = write_heap(tmp_path)
    works = read_heap(heap / "oz.txt", heap / "fog.txt")
    assert [Path(work.sources[0].path).name for work in works] == ["oz.txt", "fog.txt"]
    assert not any(is_unread(work) for work in works)


def test_a_reader_that_fails_costs_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(leaf: Leaf) -> tuple[Work, ...]:
        if leaf.path.endswith("b.txt"):
            msg = "a stair is missing"
            raise IndexError(msg)
        return read_leaf(leaf, knowledge_here())

    monkeypatch.setattr(heap_reading, "read_one", stumble)
    monkeypatch.setattr(heap_reading, "read_bare", stumble)
    heap = write_heap(tmp_path, [("a.txt", FOG), ("b.txt", FOG + "x"), ("c.txt", OZ)])
    works = read_heap(heap)
    assert [work.kind for work in works] == ["story", "not-story", "story"]
    assert [is_unread(work) for work in works] == [False, True, False]
    assert works[1].problems[0].code == "engine.error"
    assert works[1].sources[0].digest.startswith("sha256:")
    assert works[1].sources[0].media_type == "text/plain"


def test_a_describer_that_fails_leaves_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(leaf: Leaf) -> tuple[Work, ...]:
        msg = "no lamp"
        raise KeyError(msg)

    monkeypatch.setattr(heap_reading, "read_one", stumble)
    (work,) = read_heap(write_heap(tmp_path, [("a.txt", FOG)]))
    assert work.blocks
    assert is_unread(work)


def test_a_file_larger_than_the_limit_is_a_work_that_says_so(tmp_path: Path) -> None:
    heap = write_heap(tmp_path, [("a.txt", FOG), ("b.txt", OZ * 20)])
    works = read_heap(heap, limits=Limits(file_bytes=len(OZ) * 10))
    assert [problem.code for problem in works[1].problems] == ["intake.too-large"]
    assert works[1].sources[0].bytes == len(OZ) * 20
    assert is_unread(works[1])


@pytest.mark.parametrize(
    ("codes", "has_blocks", "unread"),
    [
        ([], True, False),
        (["decode.mojibake"], True, False),
        (["parse.empty"], False, False),
        (["intake.link"], False, True),
        (["parse.not-yet-readable"], False, True),
        (["engine.timeout"], True, True),
    ],
)
def test_unread_is_what_something_kept_us_from_reading(
    codes: list[str], has_blocks: bool, unread: bool
) -> None:
    problems = [Problem(code, "It is odd.") for code in codes]
    work = make_work(problems=problems) if has_blocks else make_work((), problems=problems)
    assert is_unread(work) is unread
