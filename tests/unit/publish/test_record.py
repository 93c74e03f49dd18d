"""Records: for each field the claim that speaks for it."""

from fonds.model.block import Block
from fonds.model.body import Body, find_chapter_spans, is_body, join_body
from fonds.model.record import Note, SeriesPlace
from fonds.model.work import Chapter
from fonds.publish.record import build_entry, build_record, list_uncertain
from tests.factories import make_block, make_blocks, make_claim, make_work


def test_the_body_is_the_story_alone() -> None:
    record = build_record(make_work(["One.", "Two."], front=["Title: Fog"], back=["THE END"]))
    assert record.body == "One.\n\nTwo."
    assert record.incipit == "One. Two."


def test_a_person_outranks_the_header_and_the_header_outranks_us() -> None:
    claims = [
        make_claim("title", "Derived", "derived"),
        make_claim("title", "Stated", confidence=0.3),
        make_claim("rating", "Mature", "derived"),
        make_claim("rating", "Explicit", "curated", confidence=0.1),
    ]
    record = build_record(make_work(claims=claims))
    assert (record.title, record.rating) == ("Stated", "Explicit")


def test_what_nobody_says_is_null_or_empty() -> None:
    record = build_record(make_work())
    assert (record.title, record.summary, record.series, record.rating) == (None, None, None, None)
    lists = (record.creators, record.notes, record.warnings, record.chapters)
    assert not any(lists)
    assert record.pov.person is None


def test_every_note_is_kept_once() -> None:
    note = {"where": "front", "text": "Thanks."}
    claims = [
        make_claim("notes", note),
        make_claim("notes", note),
        make_claim("notes", {"where": "back", "text": "Bye."}),
    ]
    assert build_record(make_work(claims=claims)).notes == (
        Note("front", "Thanks."),
        Note("back", "Bye."),
    )


def test_chapters_are_ranges_of_the_body() -> None:
    head = make_block("Chapter 1", "heading")
    record = build_record(
        make_work(
            ["Before.", head, "Fog.", make_block("Chapter 2", "heading"), "Rain."], chapters=True
        )
    )
    found = [
        (chapter.title, record.body[chapter.start : chapter.end]) for chapter in record.chapters
    ]
    assert found == [("Chapter 1", "Fog."), ("Chapter 2", "Rain.")]


def test_only_fields_of_the_contract_are_listed() -> None:
    claims = [make_claim("label:author", "Ida"), make_claim("title", "Fog")]
    assert [claim.field for claim in build_record(make_work(claims=claims)).claims] == ["title"]


def test_an_entry_says_what_is_derived_and_what_is_uncertain() -> None:
    claims = [
        make_claim("title", "Fog", confidence=0.6),
        make_claim("fandoms", ["Emma"], "derived", confidence=0.9),
        make_claim("series", {"title": "Nights", "index": 2.0}),
        make_claim("summary", "Fog.", confidence=0.2),
    ]
    record = build_record(make_work(claims=claims))
    entry = build_entry(record, "w1", "It tells of people.")
    assert record.series == SeriesPlace("Nights", 2.0)
    assert (entry.work_id, entry.title, entry.series) == ("w1", "Fog", "Nights, 2")
    assert (entry.derived, entry.uncertain) == (("fandoms",), ("title",))
    assert [claim.field for claim in list_uncertain(record.claims)] == ["title", "summary"]


def test_headings_and_frames_are_no_words_of_the_story() -> None:
    kinds = {
        "paragraph": True,
        "verse": True,
        "break": True,
        "chat": True,
        "heading": False,
        "chrome": False,
    }
    assert {kind: is_body(Block(kind, "x", 0, 1)) for kind in kinds} == kinds  # type: ignore[arg-type]
    assert not is_body(Block("paragraph", "x", 0, 1, place="front"))
    assert not is_body(Block("break", "", 0, 0))


def test_the_body_knows_where_each_block_begins() -> None:
    blocks = make_blocks("One.", make_block("Chapter", "heading"), "Two.", "Three.")
    body = join_body(blocks)
    assert body == Body("One.\n\nTwo.\n\nThree.", (0, 6, 6, 12))
    assert find_chapter_spans(body, [Chapter(None, 0, 1), Chapter("Chapter", 1, 4)]) == (
        (0, 4),
        (6, 18),
    )


def test_a_chapter_without_words_is_an_empty_range() -> None:
    blocks = make_blocks("One.", make_block("Chapter", "heading"))
    ((start, end),) = find_chapter_spans(join_body(blocks), [Chapter("Chapter", 1, 2)])
    assert start == end
