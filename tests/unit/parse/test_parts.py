"""Parts: which drafts are one work, in what order, and what is missing."""

from collections.abc import Sequence
from typing import Any

import pytest

from fonds.model.claim import find_best_claim
from fonds.model.work import Work
from fonds.parse.part_hints import find_part_hint
from fonds.parse.parts import MISSING, join_parts, join_works
from tests.factories import make_claim, make_source, make_work


def draft(
    path: str,
    title: str | None = None,
    part: tuple[int, int | None] | None = None,
    *,
    author: str | None = None,
    more: Sequence[Any] = (),
) -> Work:
    claims = list(more)
    if title is not None:
        claims.append(make_claim("title", title))
    if part is not None:
        claims.append(make_claim("part", {"number": part[0], "of": part[1]}))
    if author is not None:
        claims.append(make_claim("creators", [author]))
    return make_work([f"Words of {path}."], claims=claims, sources=[make_source(path)])


def joined(*drafts: Work) -> list[list[str]]:
    return [[source.path for source in work.sources] for work in join_parts(drafts)]


def test_parts_of_one_title_are_one_work_in_their_order() -> None:
    found = joined(draft("h/b.txt", "Tar", (2, 2)), draft("h/a.txt", "Tar", (1, 2)))
    assert found == [["h/a.txt", "h/b.txt"]]


def test_a_title_may_say_its_part_itself() -> None:
    found = joined(draft("h/a.txt", "Tar, Part One"), draft("h/b.txt", "Tar, Part Two"))
    assert found == [["h/a.txt", "h/b.txt"]]


def test_roman_parts_are_counted() -> None:
    names = ["Tar, Part IX", "Tar, Part IV", "Tar, Part X"]
    assert [find_part_hint(draft("h/a.txt", name)).number for name in names] == [9, 4, 10]


def test_the_first_part_need_not_know_that_it_is_one() -> None:
    found = joined(draft("h/tar1.txt", "Tar"), draft("h/tar2.txt", "Tar", (2, None)))
    assert found == [["h/tar1.txt", "h/tar2.txt"]]


def test_an_untitled_part_goes_with_the_files_named_like_it() -> None:
    found = joined(
        draft("h/tar1.txt", "Tar", (1, None)),
        draft("h/tar2.txt", None, (2, None)),
        draft("h/tar3.txt", "Tar", (3, None)),
    )
    assert found == [["h/tar1.txt", "h/tar2.txt", "h/tar3.txt"]]


@pytest.mark.parametrize(
    "drafts",
    [
        [draft("h/a.txt", "Tar", (1, 2)), draft("i/b.txt", "Tar", (2, 2))],
        [draft("h/a.txt", "Tar", (1, 2)), draft("h/b.txt", "Goose", (2, 2))],
        [
            draft("h/a.txt", "Tar", (1, 2), author="Ida"),
            draft("h/b.txt", "Tar", (2, 2), author="Tom"),
        ],
        [draft("h/a.txt", "Tar"), draft("h/b.txt", "Tar")],
        [draft("h/a1.txt", "Tar"), draft("h/a2.txt", "Tar")],
        [draft("h/a.txt", "Tar", (1, 2)), draft("h/b.txt", "Tar", (1, 2))],
        [draft("h/tar1.txt"), draft("h/tar2.txt")],
    ],
    ids=[
        "folders",
        "titles",
        "authors",
        "no numbers",
        "numbers of files alone",
        "same number",
        "nothing said",
    ],
)
def test_these_stay_apart(drafts: list[Work]) -> None:
    assert len(join_parts(drafts)) == len(drafts)


def test_two_stories_of_one_title_by_two_people_are_two_works() -> None:
    found = joined(
        draft("h/1.txt", "Tar", (1, 2), author="Ida"),
        draft("h/2.txt", "Tar", (1, 2), author="Tom"),
        draft("h/3.txt", "Tar", (2, 2), author="Ida"),
        draft("h/4.txt", "Tar", (2, 2), author="Tom"),
    )
    assert found == [["h/1.txt", "h/3.txt"], ["h/2.txt", "h/4.txt"]]


def test_a_gap_is_a_problem_and_no_obstacle() -> None:
    (work,) = join_parts([draft("h/a.txt", "Tar", (1, 4)), draft("h/c.txt", "Tar", (3, 4))])
    (problem,) = [each for each in work.problems if each.code == MISSING]
    assert "2, 4 of 4" in problem.message


def test_a_joined_work_stands_where_its_first_part_stood() -> None:
    found = joined(
        draft("h/a.txt", "Tar", (2, 2)), draft("h/b.txt", "Goose"), draft("h/c.txt", "Tar", (1, 2))
    )
    assert found == [["h/c.txt", "h/a.txt"], ["h/b.txt"]]


def test_blocks_and_evidence_point_at_their_own_source() -> None:
    quoted = make_claim("rating_stated", "PG", quote="PG")
    work = join_works(
        [draft("h/a.txt", "Tar", (1, 2)), draft("h/b.txt", "Tar", (2, 2), more=[quoted])]
    )
    assert [block.source for block in work.blocks] == [0, 1]
    best = find_best_claim(work.claims, "rating_stated")
    assert best is not None
    assert best.evidence[0].source == 1


def test_the_whole_has_no_part_number_and_a_bare_title() -> None:
    work = join_works(
        [draft("h/a.txt", "Tar, Part One", (1, 2)), draft("h/b.txt", "Tar, Part Two", (2, 2))]
    )
    assert find_best_claim(work.claims, "part") is None
    best = find_best_claim(work.claims, "title")
    assert best is not None
    assert best.value == "Tar"


def test_only_the_last_part_says_that_all_is_there() -> None:
    done = [make_claim("complete", False)]
    end = [make_claim("complete", True)]
    work = join_works([draft("a", "Tar", (1, 2), more=done), draft("b", "Tar", (2, 2), more=end)])
    assert [claim.value for claim in work.claims if claim.field == "complete"] == [True]
