"""Laws of the difference of two editions."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fonds.model.block import Block
from fonds.model.body import join_body
from fonds.model.claim import Claim
from fonds.model.work import Chapter, Work
from fonds.publish.alignment import Budget, align
from fonds.publish.difference import (
    Difference,
    count_pieces,
    describe_difference,
    difference,
    swap_difference,
)
from fonds.publish.difference_words import Pieces, cut_pieces, drop_islands, mark_words

WORDS = st.sampled_from(
    [*"abcdefgh", "fog", "lamp", "moor", "“fog”", '"fog"', "—", "--", "…", "\u00ad", "é", "e\u0301"]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A paragraph of few different words, so that many are the same."""
    words = draw(st.lists(WORDS, max_size=9))
    return (
        "".join(word + draw(SPACES) for word in words) if draw(st.booleans()) else " ".join(words)
    )


@st.composite
def works(draw: st.DrawFn) -> Work:
    """A work with chapters here and there."""
    blocks: list[Block] = []
    starts: list[tuple[str | None, int]] = []
    for text in draw(st.lists(texts(), max_size=8)):
        if draw(st.integers(0, 3)) == 0:
            title = draw(st.sampled_from([None, "One", "Two", "one", "The Moor"]))
            starts.append((title, len(blocks)))
            if title is not None and draw(st.booleans()):
                blocks.append(Block("heading", title, 0, 0, level=1))
        place = draw(st.sampled_from(["body", "body", "body", "front", "back"]))
        kind = draw(st.sampled_from(["paragraph", "paragraph", "verse", "break", "chrome"]))
        blocks.append(Block(kind, text, 0, 0, place=place))  # type: ignore[arg-type]
    ends = [*(first for _, first in starts[1:]), len(blocks)][: len(starts)]
    chapters = tuple(
        Chapter(title, first, end) for (title, first), end in zip(starts, ends, strict=True)
    )
    claims = [
        Claim(field, draw(texts()), draw(st.sampled_from(["stated", "derived"])), 1.0)
        for field in draw(st.lists(st.sampled_from(["title", "summary", "dedication"])))
    ]
    return Work((), "story", "it is one", tuple(blocks), chapters, tuple(claims))


def join_side(sides: Sequence[tuple[Pieces, ...]]) -> str:
    """Join what one column shows of a story."""
    paragraphs = [paragraph for side in sides for paragraph in side]
    return "\n\n".join("".join(piece.text for piece in one) for one in paragraphs)


def columns_of(found: Difference) -> tuple[str, str]:
    """Both columns, without the chapters' titles."""
    told = [row for row in found.rows if not row.is_heading]
    return join_side([row.one for row in told]), join_side([row.other for row in told])


@given(works(), works())
def test_each_column_is_its_editions_body_to_the_letter(one: Work, other: Work) -> None:
    found = difference(one, other)
    bodies = join_body(one.blocks).text, join_body(other.blocks).text
    assert columns_of(found) == bodies


@given(works(), works())
def test_every_chapter_is_named_once_and_in_order(one: Work, other: Work) -> None:
    headings = [row for row in difference(one, other).rows if row.is_heading]
    here = [paragraph[0].text for row in headings for paragraph in row.one]
    there = [paragraph[0].text for row in headings for paragraph in row.other]
    assert here == [chapter.title or "" for chapter in one.chapters]
    assert there == [chapter.title or "" for chapter in other.chapters]


@given(works())
def test_a_work_does_not_differ_from_itself(work: Work) -> None:
    found = difference(work, work)
    assert found.is_nothing
    assert {row.kind for row in found.rows} <= {"same"}
    assert found.counts.same == found.counts.one == found.counts.other


@given(works(), works())
def test_exchanging_the_editions_exchanges_the_sides(one: Work, other: Work) -> None:
    assert difference(other, one) == swap_difference(difference(one, other))


@given(works(), works())
def test_all_words_are_counted_once(one: Work, other: Work) -> None:
    found = difference(one, other)
    counts = found.counts
    bodies = join_body(one.blocks).text.split(), join_body(other.blocks).text.split()
    assert (counts.one, counts.other) == (len(bodies[0]), len(bodies[1]))
    changed = [row for row in found.rows if row.kind == "changed" and not row.is_heading]
    assert counts.one == (
        counts.same
        + counts.only_one
        + sum(count_pieces(row.one, differing=True) for row in changed)
    )
    assert counts.other == (
        counts.same
        + counts.only_other
        + sum(count_pieces(row.other, differing=True) for row in changed)
    )
    assert describe_difference(found)


@given(works(), works())
def test_a_row_is_what_it_says(one: Work, other: Work) -> None:
    for row in difference(one, other).rows:
        marked = any(piece.differs for paragraph in (*row.one, *row.other) for piece in paragraph)
        if row.kind in {"same", "alike"}:
            assert row.one
            assert row.other
            assert not marked
        elif row.kind == "changed":
            assert marked
        else:
            assert bool(row.one) == (row.kind == "here")
            assert bool(row.other) == (row.kind == "there")


@given(texts(), texts())
def test_marked_texts_are_the_texts_and_what_is_unmarked_is_the_same(one: str, other: str) -> None:
    here, there = mark_words(one, other)
    assert "".join(piece.text for piece in here) == one
    assert "".join(piece.text for piece in there) == other
    kept = [sum(not p.differs for p in side for _ in p.text.split()) for side in (here, there)]
    assert kept[0] == kept[1]


@given(st.text(), st.data())
def test_pieces_joined_are_the_text(text: str, data: st.DataObject) -> None:
    count = len(text.split())
    differs = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    pieces = cut_pieces(text, differs)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    assert sum(len(one.text.split()) for one in pieces if one.differs) == sum(differs)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")), st.booleans())
def test_pairs_rise_and_pair_what_is_equal(one: list[str], other: list[str], plainly: bool) -> None:
    pairs = align(one, other, budget=Budget() if plainly else None)
    assert all(one[here] == other[there] for here, there in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    kept = drop_islands(pairs, len(one), len(other))
    assert set(kept) <= set(pairs)
