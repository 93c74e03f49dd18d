"""Where in its canon a header places a story, and where it does not.

The table is `canon_places.toml`, most of it written by somebody who had not seen the code;
every header goes the way a file goes.
"""

import time
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.describe.canon_places import find_canon_places
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.model.work import Leaf, Work
from fonds.packs.load import load_packs
from fonds.publish.record import build_record

ROWS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("canon_places.toml").read_text("utf-8")
)["place"]

STORY = """
The lamp on the landing had gone out again, and nobody had thought to bring oil up from the
cellar. She felt her way along the wall, counting the doors as she went, until she came to the
one that stood open.

"You are late," somebody said from inside. "I had given you up, and the tea is cold."

She laughed and sat down on the nearest chair. It was a hard chair, and she was tired, but she
did not mind it at all. They talked until the window grew grey.
"""

BUFFY = "Buffy the Vampire Slayer"


@cache
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


def read(header: str, media_type: str = "text/plain") -> Work:
    text = f"{header.strip()}\n{STORY}"
    leaf = Leaf("heap/a.txt", None, text.encode(), media_type)
    (work,) = finish_works(read_leaf(leaf, knowledge()), knowledge())
    return work


def _place(show: Any, season: Any, number: Any, episode: Any, relation: Any) -> tuple[Any, ...]:
    """A place; which part of two an episode is may be left to its number."""
    bare = str(episode or "").split(", Part ")[0].split(": Part ")[0]
    return show, season, number, bare, relation


def places(work: Work) -> set[tuple[Any, ...]]:
    return {
        _place(one.show, one.season, one.number, one.episode, one.relation)
        for one in build_record(work).setting
    }


def _wanted(row: dict[str, Any]) -> set[tuple[Any, ...]]:
    keys = ("show", "season", "number", "episode", "relation")
    return {_place(*(one.get(key) for key in keys)) for one in row["setting"]}


def _mark(row: dict[str, Any]) -> Any:
    reason = row.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(row, id=" | ".join(row["header"].strip().split("\n")), marks=marks)


@pytest.mark.parametrize("row", [_mark(row) for row in ROWS])
def test_a_header_places_a_story_where_a_careful_reader_does(row: dict[str, Any]) -> None:
    assert places(read(row["header"])) == _wanted(row)


def test_the_table_is_as_large_as_it_was() -> None:
    nowhere = sum(not row["setting"] for row in ROWS)
    assert (len(ROWS) - nowhere >= 145, nowhere >= 225) == (True, True)
    headers = [row["header"] for row in ROWS]
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize("row", [row for row in ROWS if row["setting"]][::7])
def test_the_evidence_is_the_very_words(row: dict[str, Any]) -> None:
    work = read(row["header"])
    claim = find_best_claim(work.claims, "setting")
    assert claim is not None
    assert (claim.basis, claim.by) == ("stated", "canon-place/1")
    assert claim.evidence
    for one in claim.evidence:
        assert work.texts[one.source][one.start : one.end] == one.quote
        assert one.quote in row["header"]


def find(text: str, *fandoms: str, field: str = "notes", by: str = "matter/1") -> Any:
    """What one stretch of a header says: (season, number, relation) of each place."""
    value: Any = {"where": "front", "text": text} if field == "notes" else text
    claim = Claim(field, value, "stated", 0.9, (Evidence(0, 0, len(text), text),), by)
    episodes = knowledge().episodes
    assert episodes is not None
    index = episodes()
    here = [pack for pack in index.packs if pack.fandom.name in fandoms]
    found = find_canon_places([claim], index, here)
    keys = ("season", "number", "relation")
    return {tuple(one.get(key) for key in keys) for claim in found for one in claim.value}


LISTS = [
    ("Seasons 1-4", {(4, None, "after")}),
    ("S4, especially 'Hush' and 'Pangs'", {(4, 10, "after"), (4, 8, "after")}),
    ("Everything up to 'The Gift' (5.22)", {(5, 22, "after")}),
    ("Through the end of S6", {(6, None, "after")}),
    ("Becoming I and II", {(2, 21, "after"), (2, 22, "after")}),
    ("GD1 & GD2", {(3, 21, "after"), (3, 22, "after")}),
    ("Bargaining (parts 1 and 2), After Life", {(6, 1, "after"), (6, 2, "after"), (6, 3, "after")}),
    ("hush, doomed", {(4, 10, "after"), (4, 11, "after")}),
    ("none past Hush", {(4, 10, "after")}),
    ("season 4's finale", {(4, 22, "after")}),
    ("OMWF", {(6, 7, "after")}),
    ("4x01, 4x02", {(4, 1, "after"), (4, 2, "after")}),
    ("up to episode ten of season four", {(4, 10, "after")}),
    ("none for season 7", set()),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS, ids=[text for text, _ in LISTS])
def test_a_list_of_spoilers_is_read_one_by_one(text: str, wanted: set[Any]) -> None:
    assert find(text, BUFFY, field="label:spoilers") == wanted


SENTENCES = [
    ("Takes place after 'Hush' but before 'Doomed'.", {(4, 10, "after"), (4, 11, "before")}),
    ("Set in mid-season six, AU from Wrecked on.", {(6, None, "season"), (6, 10, "instead")}),
    ("Set after the end of season 3.", {(3, None, "after")}),
    ("Contains spoilers for everything up to and including 'Hush'.", {(4, 10, "after")}),
    ('The missing scene between those two in "The Wish".', {(3, 9, "during")}),
    ("Picks up where 'The Gift' left off.", {(5, 22, "after")}),
    ("Between 3x01 and 3x02, it rains.", {(3, 1, "after"), (3, 2, "before")}),
    ("This story ignores season 7.", {(7, None, "instead")}),
    ("A <i>Checkpoint</i> tag.", {(5, 12, "after")}),
    ("Set *after* _Hush_, before\n> _Doomed_.", {(4, 10, "after"), (4, 11, "before")}),
    ("Post-BtVS, in the rain.", {(None, None, "after")}),
    ("A page of season 6 recipes.", set()),
    ("See you next season. Help is at hand.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_places_a_story(text: str, wanted: set[Any]) -> None:
    assert find(text, BUFFY) == wanted


TAGS = [
    ("Post-Episode: s07e22 Chosen", {(7, 22, "after")}),
    ("Episode: s04e10 Hush", {(4, 10, "during")}),
    ("Season/Series 04", {(4, None, "season")}),
    ("Post-Season/Series 05", {(5, None, "after")}),
    ("Pre-Series", {(None, None, "before")}),
    ("Episode AU: s06e10 Wrecked", {(6, 10, "instead")}),
    ("Family", set()),
    ("Alternate Universe - Canon Divergence", set()),
]


@pytest.mark.parametrize(("text", "wanted"), TAGS, ids=[text for text, _ in TAGS])
def test_an_archives_tag_places_a_story(text: str, wanted: set[Any]) -> None:
    assert find(text, BUFFY, field="tags", by="ao3-html/1") == wanted


LABELS = [
    ("Missing scene: Hush", {(4, 10, "during")}),
    ("Episode tag: Hush", {(4, 10, "after")}),
    ("Post-ep: Hush", {(4, 10, "after")}),
    ("Episode: Hush", {(4, 10, "during")}),
    ("Episode: 4x10", {(4, 10, "during")}),
    ("Season: 4", {(4, None, "season")}),
    ("Season: four, early on", {(4, None, "season")}),
    ("Season: after season 3", {(3, None, "after")}),
    ("Season: winter", set()),
    ("Season/Episode: season 4, episode 10", {(4, 10, "during")}),
    ("Time-line: post-Hush", {(4, 10, "after")}),
    ("Spoilers through season 4.", {(4, None, "after")}),
    ("Place: Home", set()),
    ("Location: Sunnydale, after Hush", {(4, 10, "after")}),
]


@pytest.mark.parametrize(("line", "wanted"), LABELS, ids=[line for line, _ in LABELS])
def test_a_label_says_how_a_story_stands_to_its_episode(line: str, wanted: set[Any]) -> None:
    found = places(read(f"Title: Fog\nFandom: {BUFFY}\n{line}\nRating: G"))
    assert {(season, number, relation) for _, season, number, _, relation in found} == wanted


def test_a_book_is_a_place_without_a_season() -> None:
    work = read("Fandom: Sherlock Holmes\nTimeline: set after The Valley of Fear")
    assert places(work) == {("Sherlock Holmes", None, None, "The Valley of Fear", "after")}


def test_a_series_named_before_a_title_says_whose_it_is() -> None:
    assert find('AtS "Home"', BUFFY, field="label:spoilers") == {(4, 22, "after")}
    assert find('"Home"', BUFFY, field="label:spoilers") == set()


def test_two_series_that_have_a_title_leave_it_in_doubt() -> None:
    text = 'Set during "Sanctuary".'
    assert find(text, "Angel") == {(1, 19, "during")}
    assert find(text, "Angel", "Star Trek: Deep Space Nine") == set()
    both = 'AtS: set during "Sanctuary".'
    assert find(both, "Angel", "Star Trek: Deep Space Nine") == {(1, 19, "during")}


def test_without_a_fandom_only_a_long_and_unique_title_is_found() -> None:
    assert find("A missing scene from Prophecy Girl.") == {(1, 12, "during")}
    assert find("A missing scene from Home.") == set()
    assert find("Set after Prophecy Girl.") == set()
    assert find("Set in season 3.") == set()


def test_what_places_a_story_goes_before_what_spoils_it() -> None:
    work = read(f"Fandom: {BUFFY}\nSpoilers: Hush\nSummary: A missing scene from Hush.")
    assert places(work) == {(BUFFY, 4, 10, "Hush", "during")}


def test_a_wrapped_and_escaped_value_is_quoted_as_it_stands() -> None:
    summary = "'Post-ep for ''Lie\n  to Me'', in the rain.'"
    header = f"---\ntitle: Fog\nfandom: {BUFFY}\nsummary: {summary}\n---\n"
    work = read(header, "text/markdown")
    claim = find_best_claim(work.claims, "setting")
    assert claim is not None
    assert [one.quote for one in claim.evidence] == ["Post-ep for ''Lie\n  to Me"]


HOSTILE = (
    "post-" * 900,
    "season " * 900,
    "Hush, " * 900,
    "the " * 1_500,
    "4x10 " * 900,
    "'" * 5_000,
)


def test_a_header_without_a_phrase_of_canon_costs_under_a_millisecond() -> None:
    texts = ("Thanks to my sister, who drew the map. " * 12, "A tale of two kettles. " * 20)
    for text in texts:
        find(text, BUFFY)
        begun = time.thread_time()
        for _ in range(50):
            find(text, BUFFY)
        assert (time.thread_time() - begun) / 50 < 0.001


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:6] for text in HOSTILE])
def test_a_hostile_header_costs_little(text: str) -> None:
    begun = time.thread_time()
    for field in ("notes", "label:spoilers", "label:setting"):
        find(text, BUFFY, field=field)
    assert time.thread_time() - begun < 1.5


_WORDS = st.sampled_from(
    "post- season 4 episode Hush 4.10 S4E10 the of between and , . ( ) \" ' Becoming part II 1 & "
    "series finale AtS missing scene from spoilers up to … ½ \n 410 first 's".split(" ")
)


@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_words_give_known_places(text: str) -> None:
    episodes = knowledge().episodes
    assert episodes is not None
    for field in ("notes", "label:spoilers", "tags"):
        for season, number, relation in find(text, BUFFY, field=field):
            assert relation in {"before", "during", "after", "instead", "season"}
            assert number is None or season is not None
