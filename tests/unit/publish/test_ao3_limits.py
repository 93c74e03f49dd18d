"""What AO3 would refuse of a work is said at once, at the very character."""

import pytest
from msgspec import structs

from fonds.model.block import Block
from fonds.model.claim import Claim
from fonds.model.record import ChapterSpan, Note, Record
from fonds.model.work import Work
from fonds.publish.ao3_limits import find_breaches
from fonds.publish.record import build_record

_CLAIMS = (
    Claim("title", "The Lamp", "stated", 1.0),
    Claim("rating", "General Audiences", "stated", 1.0),
    Claim("fandoms", ["Sherlock Holmes"], "stated", 1.0),
    Claim("warnings", ["No Archive Warnings Apply"], "stated", 1.0),
)


def make_record(**changes: object) -> Record:
    block = Block("paragraph", "It rained.", 0, 10)
    record = build_record(Work((), "story", "", (block,), claims=_CLAIMS))
    return structs.replace(record, **changes)


def codes(record: Record) -> list[str]:
    return [one.code for one in find_breaches(record)]


def test_a_work_within_all_limits_breaches_none() -> None:
    assert codes(make_record()) == []


@pytest.mark.parametrize(
    ("field", "most", "code"),
    [("summary", 1_250, "ao3.summary"), ("title", 255, "ao3.title")],
)
def test_a_text_is_refused_from_the_first_character_too_many(
    field: str, most: int, code: str
) -> None:
    assert codes(make_record(**{field: "x" * most})) == []
    (breach,) = find_breaches(make_record(**{field: "x" * (most + 1)}))
    assert (breach.code, breach.found, breach.most) == (code, most + 1, most)


def test_notes_before_and_after_are_counted_apart() -> None:
    apart = (Note("front", "x" * 5_000), Note("back", "y" * 5_000))
    assert codes(make_record(notes=apart)) == []
    both = (Note("front", "x" * 3_000), Note("front", "x" * 3_000), Note("back", "y"))
    assert codes(make_record(notes=both)) == ["ao3.notes-front"]


def test_tags_of_all_kinds_are_counted_together() -> None:
    assert codes(make_record(tags=tuple(f"tag {n}" for n in range(74)))) == []
    assert codes(make_record(tags=tuple(f"tag {n}" for n in range(75)))) == ["ao3.tags"]


def test_a_long_tag_is_refused_and_one_with_a_comma() -> None:
    assert codes(make_record(tags=("x" * 150,))) == []
    assert codes(make_record(characters=("x" * 151,), tags=("rain, mostly",))) == [
        "ao3.tag-length",
        "ao3.tag-comma",
    ]


def test_chapters_are_counted_and_measured() -> None:
    assert codes(make_record(body="x" * 510_000)) == []
    assert codes(make_record(body="x" * 510_001)) == ["ao3.chapter-length"]
    spans = tuple(ChapterSpan(None, n, n + 1) for n in range(201))
    assert codes(make_record(chapters=spans)) == ["ao3.chapters"]
    two = (ChapterSpan("1", 0, 400_000), ChapterSpan("2", 400_000, 800_000))
    assert codes(make_record(body="x" * 800_000, chapters=two)) == []


def test_an_unknown_rating_is_quoted() -> None:
    (breach,) = find_breaches(make_record(rating=None, rating_stated="two and a half lanterns"))
    assert breach.code == "ao3.rating"
    assert "two and a half lanterns" in breach.message


def test_every_breach_is_listed_at_once() -> None:
    bare = make_record(
        title=None, rating=None, fandoms=(), warnings=(), summary="x" * 2_000, tags=("y" * 200,)
    )
    assert codes(bare) == [
        "ao3.rating",
        "ao3.fandom",
        "ao3.warnings",
        "ao3.tag-length",
        "ao3.title-missing",
        "ao3.summary",
    ]
