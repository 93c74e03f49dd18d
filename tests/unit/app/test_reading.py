"""Reading: a leaf becomes drafts, drafts become works; and the scale that weighs them."""

import pytest

from fonds.app import reader_process
from fonds.app.accuracy import find_value, is_same, score_records
from fonds.app.original_reading import HeapItem, read_item
from fonds.app.reader_process import knowledge_here, prepare_reader
from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.errors import BugError
from fonds.intake.limits import Limits
from fonds.model.work import Leaf
from fonds.packs.load import load_packs
from fonds.publish.record import build_record
from tests.factories import make_record, make_source, make_work

TAR = """Title: Tar
Author: Ida Quill

The fog had eaten Baker Street by four o'clock, and Mrs. Hudson had lit every lamp she had.

"You have been to the docks, Watson," said Holmes, without turning round from the window.
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


def leaf(text: str, path: str = "heap/a.txt", member: str | None = None) -> Leaf:
    return Leaf(path, member, text.encode(), "text/plain")


def test_a_leaf_gives_drafts_with_its_own_source(knowledge: Knowledge) -> None:
    (draft,) = read_leaf(leaf(TAR, "heap/b.zip", "a.txt"), knowledge)
    (source,) = draft.sources
    assert (source.path, source.member, source.bytes) == ("heap/b.zip", "a.txt", len(TAR))
    assert source.digest.startswith("sha256:")
    assert source.encoding == "utf-8"


def test_parts_are_joined_and_told_to_be_a_story(knowledge: Knowledge) -> None:
    texts = [TAR.replace("Author", f"Part: {number}/2\nAuthor") for number in (1, 2)]
    drafts = [
        work
        for n, text in enumerate(texts)
        for work in read_leaf(leaf(text, f"h/t{n}.txt"), knowledge)
    ]
    (work,) = finish_works(drafts, knowledge)
    assert (len(work.sources), work.kind) == (2, "story")
    assert "parts 1, 2" in work.reason


def test_a_type_that_cannot_be_read_is_one_work_without_words(knowledge: Knowledge) -> None:
    (draft,) = read_leaf(Leaf("heap/a.png", None, b"\x89PNG", "image/png"), knowledge)
    (work,) = finish_works([draft], knowledge)
    assert (work.kind, work.blocks, len(work.problems)) == ("not-story", (), 1)


def test_the_address_a_page_was_filed_under_is_its_source(knowledge: Knowledge) -> None:
    (draft,) = read_leaf(leaf(TAR, "h/a.warc", "0003 http://www.example.org/tar.txt"), knowledge)
    assert build_record(draft).source_url == "http://www.example.org/tar.txt"


def test_an_original_is_read_to_members_and_drafts() -> None:
    prepare_reader(load_packs())
    reading = read_item(HeapItem("heap/a.txt", "sha256:x", TAR.encode(), Limits()))
    assert [(member.path, member.outcome) for member in reading.members] == [("", "read")]
    assert [draft.kind for draft in reading.drafts] == ["story"]


def test_an_original_of_no_known_type_is_unreadable_with_a_reason() -> None:
    prepare_reader(load_packs())
    data = b"\x89PNG\r\n\x1a\n" + bytes(40)
    (member,) = read_item(HeapItem("heap/a.png", "sha256:x", data, Limits())).members
    assert member.outcome == "unreadable"
    assert member.reason


def test_a_process_that_was_not_prepared_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "_known", [])
    with pytest.raises(BugError):
        knowledge_here()


@pytest.mark.parametrize(
    ("field", "gold", "found", "same"),
    [
        ("title", "The Fog", "“THE  FOG”", True),
        ("title", "The Fog", "Fog", False),
        ("title", None, None, True),
        ("title", "Fog", None, False),
        ("tags", ["a", "b"], ["B", "a"], True),
        ("creators", ["a", "b"], ["b", "a"], False),
        ("summary", "It _was_ fog.", "It was fog.", True),
        ("part", {"number": 1, "of": None}, {"number": 1, "of": None}, True),
        ("words", 3, 4, False),
    ],
)
def test_the_scale_forgives_dress_and_nothing_else(
    field: str, gold: object, found: object, *, same: bool
) -> None:
    assert is_same(field, gold, found) is same


def test_a_score_counts_only_what_the_gold_states() -> None:
    work = make_work(stated={"title": "Fog"}, sources=[make_source("a.txt")])
    line = {
        "sources": [{"path": "a.txt", "member": None}],
        "title": "Fog",
        "summary": "No",
        "stated": ["title"],
    }
    missing = {**line, "sources": [{"path": "b.txt", "member": None}]}
    score = score_records([make_record(work)], [line, missing])
    assert (score.right, score.asked, score.share) == ({"title": 1}, {"title": 2}, 0.5)
    assert [miss.path for miss in score.misses] == ["b.txt"]


def test_words_are_compared_by_as_many_as_the_gold_gives() -> None:
    record = make_record(make_work(["One two three.", "Four *five*."]))
    assert find_value(record, "first_words", "One two") == "One two"
    assert find_value(record, "last_words", "x y") == "Four five."
