"""The difference of two editions: what is found, and how it is said and cut into pages."""

import time
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from fonds.model.block import Block
from fonds.model.claim import Claim
from fonds.model.work import Chapter, Work
from fonds.publish.difference import Difference, describe_difference, difference
from fonds.publish.difference_rows import Row
from fonds.publish.difference_view import (
    Folded,
    Shown,
    list_changes,
    make_difference_page,
    mask_field,
    mask_row,
)
from fonds.publish.difference_words import Piece, fold_words

QUAY = "The ferry was late, and the fog had come in with the tide."
LUCY = "Lucy stood beside her with both hands in her muff and said nothing."
MINA = "Mina counted the lamps along the quay, and there were nine of them."
BELL = "The bell rang twice before they saw the bow of the ferry at last."
STEPS = "They ran down the steps together, and the fog closed behind them."
HERRING = "A boy went by with a basket of herring, and he looked at the water."
STORY = (QUAY, LUCY, MINA, BELL, STEPS)


def make_work(*parts: str | tuple[str, str], claims: Sequence[Claim] = ()) -> Work:
    """A work of paragraphs; ("#", title) begins a chapter."""
    blocks: list[Block] = []
    starts: list[tuple[str, int]] = []
    for part in parts:
        if isinstance(part, tuple):
            starts.append((part[1], len(blocks)))
            blocks.append(Block("heading", part[1], 0, 0, level=1))
        else:
            blocks.append(Block("paragraph", part, 0, 0))
    ends = [*(first for _, first in starts[1:]), len(blocks)][: len(starts)]
    chapters = tuple(Chapter(*one, end) for one, end in zip(starts, ends, strict=True))
    return Work((), "story", "it is one", tuple(blocks), chapters, tuple(claims))


def chapter(title: str) -> tuple[str, str]:
    return ("#", title)


def state(field: str, value: Any, basis: Any = "stated") -> Claim:
    return Claim(field, value, basis, 1.0)


def kinds_of(found: Difference) -> list[str]:
    return [row.kind for row in found.rows if not row.is_heading]


def mark(row: Row) -> tuple[str, str]:
    """A row with what differs in brackets."""
    sides = []
    for side in (row.one, row.other):
        pieces = [piece for paragraph in side for piece in paragraph]
        sides.append("".join(f"[{p.text}]" if p.differs else p.text for p in pieces))
    return sides[0], sides[1]


def test_a_changed_word_is_marked_on_both_sides() -> None:
    revised = LUCY.replace("muff", "deep pockets")
    found = difference(make_work(*STORY), make_work(QUAY, revised, MINA, BELL, STEPS))
    assert kinds_of(found) == ["same", "changed", "same", "same", "same"]
    assert mark(found.rows[1]) == (
        "Lucy stood beside her with both hands in her [muff] and said nothing.",
        "Lucy stood beside her with both hands in her [deep pockets] and said nothing.",
    )
    assert describe_difference(found) == "64 of 66 words the same; 2 words changed in 1 paragraph"


def test_added_and_missing_paragraphs_stand_alone() -> None:
    found = difference(make_work(*STORY), make_work(QUAY, HERRING, LUCY, BELL, STEPS))
    assert kinds_of(found) == ["same", "there", "same", "here", "same", "same"]
    assert found.counts.only_one == len(MINA.split())
    assert found.counts.only_other == len(HERRING.split())


def test_a_paragraph_that_stands_elsewhere_is_known_again() -> None:
    found = difference(make_work(*STORY), make_work(MINA, QUAY, LUCY, BELL, STEPS))
    moved = [(row.kind, row.is_moved) for row in found.rows if row.kind != "same"]
    assert sorted(moved) == [("here", True), ("there", True)]
    assert "stands elsewhere" in describe_difference(found)


def test_other_quotation_marks_and_dashes_are_the_same_words() -> None:
    one = make_work('"No," she said--and then: "It\'s late..."', STEPS)
    other = make_work("“No,” she said—and then: “It’s late…”", STEPS)
    found = difference(one, other)
    assert kinds_of(found) == ["alike", "same"]
    assert found.is_nothing
    assert fold_words("caf\u00e9") == fold_words("cafe\u0301")


def test_paragraphs_that_are_divided_elsewhere_are_the_same_words() -> None:
    found = difference(make_work(*STORY), make_work(QUAY, f"{LUCY} {MINA}", BELL, STEPS))
    assert kinds_of(found) == ["same", "alike", "same", "same"]
    assert [len(found.rows[1].one), len(found.rows[1].other)] == [2, 1]


def test_paragraphs_that_are_divided_elsewhere_and_revised_stand_side_by_side() -> None:
    joined = f"{LUCY} {MINA}".replace("muff", "pockets")
    found = difference(make_work(*STORY), make_work(QUAY, joined, BELL, STEPS))
    assert kinds_of(found) == ["same", "changed", "same", "same"]
    assert mark(found.rows[1])[1] == joined.replace("pockets", "[pockets]")


def test_nothing_in_common_is_said_to_be_so() -> None:
    found = difference(make_work(QUAY, LUCY), make_work(HERRING))
    assert kinds_of(found) == ["here", "here", "there"]
    assert describe_difference(found).startswith("0 of 26 words the same")
    assert describe_difference(difference(make_work(), make_work())) == "neither has any words"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            (chapter("One"), QUAY, LUCY),
            (chapter("One"), QUAY, LUCY, chapter("Two"), BELL, STEPS),
            [("there", None, "Two")],
        ),
        (
            (chapter("One"), QUAY, chapter("Two"), LUCY, chapter("Three"), BELL),
            (chapter("One"), QUAY, chapter("Two"), BELL),
            [("here", "Two", None), ("retitled", "Three", "Two")],
        ),
        (
            (chapter("One"), QUAY, chapter("Two"), BELL),
            (chapter("One"), QUAY, chapter("Two"), HERRING, MINA, chapter("Three"), BELL),
            [("there", None, "Two"), ("retitled", "Two", "Three")],
        ),
        (
            (chapter("The Quay"), QUAY, LUCY),
            (chapter("At the Quay"), QUAY, LUCY),
            [("retitled", "The Quay", "At the Quay")],
        ),
        (
            (chapter("The Quay"), HERRING, LUCY),
            (chapter("At the Quay"), MINA, LUCY),
            [("retitled", "The Quay", "At the Quay")],
        ),
        (
            (chapter("One"), QUAY, LUCY, BELL, STEPS),
            (chapter("One"), QUAY, LUCY, chapter("Two"), BELL, STEPS),
            [("divided there", None, "Two")],
        ),
        (
            (chapter("One"), QUAY, LUCY, chapter("Two"), BELL, STEPS),
            (QUAY, LUCY, BELL, STEPS),
            [("divided here", "One", None), ("divided here", "Two", None)],
        ),
        ((chapter("“One”"), QUAY), (chapter('"One"'), QUAY), []),
    ],
)
def test_chapters_are_landmarks(
    one: tuple[Any, ...], other: tuple[Any, ...], expected: list[tuple[str, str, str]]
) -> None:
    found = difference(make_work(*one), make_work(*other))
    assert [(c.kind, c.one, c.other) for c in found.chapters] == expected


def test_header_fields_are_compared_when_somebody_states_them() -> None:
    one = make_work(
        QUAY,
        claims=[
            state("title", "The Ferry"),
            state("rating", "Mature"),
            state("language", "en", "derived"),
            state("date", "1999", "derived"),
        ],
    )
    other = make_work(
        QUAY,
        claims=[
            state("title", "The Ferry at Whitby"),
            state("summary", "Two women wait."),
            state("date", "2001", "derived"),
        ],
    )
    found = difference(one, other)
    assert [field.field for field in found.fields] == ["title", "rating", "summary"]
    assert found.fields[0].other == (Piece("The Ferry "), Piece("at Whitby", differs=True))
    assert found.fields[1].other == ()
    assert not found.is_nothing
    assert describe_difference(found) == (
        "all 13 words are the same; their headers differ: title, rating, summary"
    )


def test_a_stray_word_between_two_changes_belongs_to_the_change() -> None:
    one = "Mina went home along the cliff and never once looked back at the sea behind her."
    other = "Mina went home by way of the town and then slept until noon behind her."
    found = difference(make_work(one, STEPS), make_work(other, STEPS))
    assert mark(found.rows[0])[1] == (
        "Mina went home [by way of the town and then slept until noon] behind her."
    )


def test_what_did_not_change_is_folded_but_for_what_stands_beside_a_change() -> None:
    paragraphs = [f"Paragraph number {n} says that it is number {n}." for n in range(20)]
    revised = [*paragraphs[:10], HERRING, *paragraphs[10:]]
    page = make_difference_page(difference(make_work(*paragraphs), make_work(*revised)).rows)
    assert [type(part) for part in page.parts] == [Folded, Shown, Shown, Shown, Folded]
    folded = [part.paragraphs for part in page.parts if isinstance(part, Folded)]
    assert folded == [9, 9]
    assert (page.changes, page.first, page.last, page.pages) == (1, 1, 1, 1)


def test_a_run_of_added_paragraphs_is_one_change() -> None:
    added = [f"Something new is told in paragraph {n} of them." for n in range(40)]
    found = difference(make_work(*STORY), make_work(*STORY, *added))
    assert [end - begin for begin, end in list_changes(found.rows)] == [30, 10]


def test_pages_hold_every_row_once() -> None:
    paragraphs = [f"Paragraph number {n} says that it is number {n} of all." for n in range(300)]
    revised = [
        one.replace("says", f"claims {n}") if n % 2 else one for n, one in enumerate(paragraphs)
    ]
    rows = difference(make_work(*paragraphs), make_work(*revised)).rows
    pages = [make_difference_page(rows, number, most=40) for number in range(1, 6)]
    assert {page.pages for page in pages} == {4}
    assert pages[4] == pages[3]
    told = [row for page in pages[:4] for part in page.parts for row in part.rows]
    assert told == list(rows)
    assert [page.first for page in pages[:4]] == [1, 41, 81, 121]
    assert [page.last for page in pages[:4]] == [40, 80, 120, 150]
    assert make_difference_page(()).pages == 1


def test_addresses_are_covered_also_where_a_change_cuts_them() -> None:
    one = make_work(QUAY, "Write to mina at moor dot example and say so to her.")
    other = make_work(QUAY, "Write to lucy at moor dot example and say so to her.")
    rows = [mask_row(row) for row in difference(one, other).rows]
    assert "mina" not in mark(rows[1])[0]
    assert "lucy" not in mark(rows[1])[1]
    assert len(mark(rows[1])[0]) == len("Write to [mina] at moor dot example and say so to her.")
    field = difference(
        make_work(claims=[state("title", "By ada@moor.example")]),
        make_work(claims=[state("title", "By Ada")]),
    ).fields[0]
    assert "moor" not in "".join(piece.text for piece in mask_field(field).one)


def test_a_very_long_story_takes_a_few_seconds_at_most() -> None:
    random = Random(1)
    names = [f"word{n}" for n in range(5000)]
    weights = [1 / (n + 1) for n in range(5000)]
    story = [" ".join(random.choices(names, weights, k=70)) for _ in range(600)]
    revised = [one.replace(one.split()[9], f"other{n}", 1) for n, one in enumerate(story)]
    alien = [" ".join(random.choices(names, weights, k=70)) for _ in range(600)]
    begun = time.process_time()
    found = difference(make_work(*story), make_work(*revised))
    difference(make_work(*story), make_work(*alien))
    difference(make_work(" ".join(story)), make_work(" ".join(revised)))
    assert time.process_time() - begun < 8
    assert found.counts.paragraphs_changed == 600
    assert found.counts.changed == 600
