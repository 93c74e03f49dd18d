"""A story as it is published: mended, with its styles, its original untouched."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe.repairs import find_repairs
from fonds.describe.telling import tell
from fonds.model.block import Block, Run
from fonds.model.body import join_body
from fonds.model.claim import Claim
from fonds.model.record import Repair
from fonds.model.work import Chapter, Work
from fonds.publish.html import build_html
from fonds.publish.record import build_record
from fonds.publish.repaired import repair_blocks, repair_each
from fonds.publish.sections import split_work
from fonds.publish.text import build_text
from tests.factories import make_block, make_work

DASH = "He waited therebut no one came."


def mend(*blocks: Block) -> tuple[Block, ...]:
    return repair_blocks(blocks, find_repairs(tell(blocks)))


def make_damaged(*claims: Claim) -> Work:
    work = make_work(["Fog lay on the river. Nobody had been seen on it.", DASH])
    found = find_repairs(tell(work.blocks))
    value = [msgspec.structs.asdict(repair) for repair in found]
    told = Claim("repairs", value, "derived", 0.8, (), "repairs/1")
    return msgspec.structs.replace(work, claims=(*work.claims, told, *claims))


def test_without_repairs_the_blocks_stay_the_same() -> None:
    blocks = (make_block("One."), make_block("Two."))
    assert repair_blocks(blocks, ()) == blocks


def test_a_style_that_ends_where_a_dash_was_lost_ends_there_still() -> None:
    (block,) = mend(make_block(DASH, runs=[(10, 15, "italic"), (15, 18, "bold"), (22, 25, "bold")]))
    assert block.text == "He waited there—but no one came."
    assert [block.text[run.start : run.end] for run in block.runs] == ["there", "but", "one"]


def test_a_style_around_a_repair_holds_what_was_put_in() -> None:
    (block,) = mend(make_block(DASH, runs=[(3, 21, "italic")]))
    assert [block.text[run.start : run.end] for run in block.runs] == ["waited there—but no"]


def test_a_style_that_begins_within_a_code_holds_the_character() -> None:
    (block,) = mend(make_block("It wasn=92t his dog.", runs=[(8, 20, "italic"), (0, 9, "bold")]))
    assert [block.text[run.start : run.end] for run in block.runs] == ["’t his dog.", "It wasn’"]


def test_a_missing_break_makes_two_paragraphs_with_their_styles() -> None:
    text = '"Come in," said Holmes."Thank you," said Lestrade.'
    first, second = mend(make_block(text, runs=[(16, 29, "italic"), (40, 44, "bold")]))
    assert (first.text, second.text) == ('"Come in," said Holmes.', '"Thank you," said Lestrade.')
    assert first.runs == (Run(16, 23, "italic"),)
    assert second.runs == (Run(0, 6, "italic"), Run(17, 21, "bold"))
    assert (first.start, first.end) == (second.start, second.end) == (0, len(text))


def test_a_place_counts_in_the_body_where_headers_and_headings_are_left_out() -> None:
    front = make_block("Title: therebut", place="front")
    heading = make_block("Chapter therebut", "heading", level=1)
    blocks = mend(front, heading, make_block("Fog was there. Nobody saw it."), make_block(DASH))
    assert [block.text for block in blocks] == [
        "Title: therebut",
        "Chapter therebut",
        "Fog was there. Nobody saw it.",
        "He waited there—but no one came.",
    ]


def test_a_repair_of_words_that_are_not_there_any_more_is_left_out() -> None:
    blocks = (make_block("He was told to wait, and he waited."),)
    gone = Repair("lost dash", 10, 18, "therebut", "there—but")
    far = Repair("lost dash", 900, 908, "therebut", "there—but")
    assert repair_blocks(blocks, (gone, far)) == blocks
    assert repair_blocks((), (gone,)) == ()


def test_of_two_that_overlap_the_first_is_made() -> None:
    one = Repair("lost dash", 10, 18, "therebut", "there—but")
    two = Repair("lost dash", 15, 21, "but no", "but—no")
    (block,) = repair_blocks((make_block(DASH),), (one, two))
    assert block.text == "He waited there—but no one came."


def test_each_block_keeps_its_place_among_the_chapters() -> None:
    broken = '"Come in," said Holmes."Thank you," said Lestrade.'
    work = make_work([make_block("I", "heading", level=1), broken, "Fog.", "II", "Rain."])
    work = msgspec.structs.replace(work, chapters=(Chapter("I", 0, 3), Chapter("II", 3, 5)))
    found = [msgspec.structs.asdict(one) for one in find_repairs(tell(work.blocks))]
    claims = (*work.claims, Claim("repairs", found, "derived", 0.8, (), "repairs/1"))
    work = msgspec.structs.replace(work, claims=claims)
    story = split_work(work, build_record(work)).story
    assert [len(section.blocks) for section in story] == [4, 2]
    assert [section.label for section in story] == ["I", "II"]


def test_what_is_published_is_mended_and_the_record_keeps_its_body() -> None:
    work = make_damaged()
    record = build_record(work)
    assert "there—but" in build_text(work, record)
    assert "there—but" in build_html(work, record, "w1")
    assert "therebut" in record.body
    assert record.body == join_body(work.blocks).text


def test_a_person_who_says_there_is_nothing_to_mend_is_heard() -> None:
    work = make_damaged(Claim("repairs", [], "curated", 1.0, (), "keeper"))
    record = build_record(work)
    assert record.repairs == ()
    assert "therebut" in build_text(work, record)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.text("ab—\n", max_size=4)), max_size=6),
    st.lists(st.tuples(st.integers(0, 31), st.integers(0, 31)), max_size=5),
)
def test_whatever_is_put_in_the_text_is_right_and_every_run_lies_in_it(
    puts: list[tuple[int, str]], spans: list[tuple[int, int]]
) -> None:
    runs = [(min(span), max(span), "italic") for span in spans if span[0] != span[1]]
    block = make_block(DASH, runs=runs)
    places = {place: after for place, after in puts if place < len(DASH)}
    repairs = [
        Repair("entity", at, at + 1, DASH[at], after) for at, after in sorted(places.items())
    ]
    wanted = "".join(places.get(at, char) for at, char in enumerate(DASH))
    (pieces,) = repair_each((block,), repairs)
    assert [piece.text for piece in pieces] == [part for part in wanted.split("\n\n") if part]
    for piece in pieces:
        assert all(0 <= run.start < run.end <= len(piece.text) for run in piece.runs)
