"""Answers, their kinds, their counts, and runs that are kept and compared."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.accuracy_answers import Answer, hold_answers
from fonds.app.accuracy_ao3 import list_first_words, make_facts
from fonds.app.accuracy_cases import find_half
from fonds.app.accuracy_kinds import KINDS, name_failure
from fonds.app.accuracy_match import fold_words, is_same_value, measure_likeness
from fonds.app.accuracy_plot import draw_reliability, join_bins
from fonds.app.accuracy_report import (
    Bin,
    Run,
    compare_runs,
    count_bins,
    count_fields,
    count_kinds,
    count_styles,
    load_run,
    measure_calibration_error,
    save_run,
)
from fonds.app.accuracy_startrek import Row
from fonds.app.reading import finish_works, make_knowledge, read_leaf
from fonds.errors import UserError
from fonds.model.claim import Claim
from fonds.model.work import Leaf
from fonds.packs.load import load_packs
from fonds.publish.record import build_record
from tests.cli_runs import FOG

WORDS = st.text("abc deé.", max_size=40)


@given(WORDS, WORDS)
def test_likeness_counts_what_two_texts_have_in_common(left: str, right: str) -> None:
    first, second = (" ".join(sorted(text.split())) for text in (left, right))
    common = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            longest = max(common[i][j + 1], common[i + 1][j])
            common[i + 1][j + 1] = common[i][j] + 1 if one == other else longest
    total = len(first) + len(second)
    expected = 200 * common[-1][-1] / total if total else 100.0
    assert measure_likeness(left, right) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("left", "right", "ratio"),
    [
        ("p j holmes", "p d holmes", 80.0),
        ("the fog on the moor", "fog on the moor the", 100.0),
        ("emerald city", "oz the emerald city", 77.419),
        ("moor", "", 0.0),
    ],
)
def test_likeness_is_the_token_sort_ratio_of_the_literature(
    left: str, right: str, ratio: float
) -> None:
    assert measure_likeness(left, right) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    ("field", "gold", "found", "is_right"),
    [
        ("title", "The Fog", "“the  FOG”", True),
        ("title", "The Empty Larder of Baker Street", "The Emty Larder of Baker Street", True),
        ("title", "The Fog", "The Flood", False),
        ("title", ["The Fog, Part 1", "The Fog"], "The Fog", True),
        ("title", "( )", "( )", True),
        ("title", "( )", "* *", False),
        ("author", "Ann Lamb and Bo Reed", ["Ann Lamb", "Bo Reed"], True),
        ("author", "Ann Lamb", ["Bo Reed"], False),
        ("pairing", ["Holmes/Watson"], ["Watson/Holmes"], True),
        ("pairing", ["Tik-Tok/Toto (Oz)"], ["Tik-Tok/Toto"], True),
        ("pairing", ["Holmes/Watson"], ["Holmes/Watson", "A/B"], False),
        ("year", "1993", "1993-02-01", True),
        ("summary", "It rains.", "it rains", True),
        ("summary", ["*It* rains", "It rains"], "It rains!", True),
        ("tags", ["fog", "moor"], ["moor", "Fog"], True),
        ("series", {"title": "Fogs", "index": 2.0}, {"title": "Fogs", "index": 2.0}, True),
        ("series", {"title": "Fogs", "index": 2.0}, {"title": "Fogs", "index": None}, False),
    ],
)
def test_what_is_right(field: str, gold: Any, found: Any, is_right: bool) -> None:
    assert is_same_value(field, gold, found) is is_right


@pytest.mark.parametrize(
    ("field", "gold", "found", "claims", "kind"),
    [
        ("title", "The Fog", None, (), "missing, though it stands there"),
        ("title", "The Fogs", None, (), "missing, not in these words"),
        ("author", None, ["Ann"], (), "spurious"),
        ("title", "The Fog", "FIC: The Fog", (), "too long"),
        ("title", "The Fog on the Moor", "The Fog", (), "too short"),
        ("title", "The Long Fog Rises", "The Long Frog Rose", (), "near"),
        ("title", "The Moor", "by Ann Lamb", (), "another line of the text"),
        ("title", "The Moor", "Toto", (), "another value"),
        ("title", "The Moor", "Toto", (("title", "The Moor"),), "lost to another claim"),
        ("author", "Bo", ["Ann"], (("label:author", "Bo"),), "lost to another claim"),
        ("pairing", ["A/B"], ["C/D"], (("label:pairing", "A/B"),), "lost to another claim"),
        ("kind", "story", "not-story", (), "a story taken for none"),
        ("kind", "not-story", "story", (), "no story taken for one"),
        ("parts", ["a", "b"], ["a"], (), "parts split"),
        ("parts", ["a"], ["a", "b"], (), "parts merged"),
        ("parts", ["a", "b"], ["a", "c"], (), "parts split and merged"),
        ("first_words", ["the fog", "fog"], "moor", (), "another value"),
    ],
)
def test_every_failure_has_its_kind(
    field: str, gold: Any, found: Any, claims: tuple[tuple[str, Any], ...], kind: str
) -> None:
    said = tuple(Claim(name, value, "stated", 0.5) for name, value in claims)
    text = fold_words("The Fog, by Ann Lamb. It rained.")
    assert name_failure(field, gold, found, claims=said, text=text) == kind
    assert kind in KINDS


def test_a_work_is_held_against_its_gold() -> None:
    knowledge = make_knowledge(load_packs())
    (work,) = finish_works(
        read_leaf(Leaf("fog.txt", None, FOG.encode(), "text/plain"), knowledge), knowledge
    )
    gold = {
        "title": "The Fog and the Ferryman",
        "author": "Jon Doe Smith",
        "rating": None,
        "notes": None,
        "first_words": ["The fog had eaten Baker Street by four o'clock, and Holmes had"],
        "disclaimer": "Not mine",
    }
    answers = hold_answers("fog.txt", work, build_record(work), gold, FOG)
    assert {answer.field: answer.verdict for answer in answers} == {
        "title": "right",
        "author": "wrong",
        "rating": "spurious",
        "notes": "silent",
        "first_words": "right",
        "disclaimer": "missing",
    }
    assert answers[0].confidence is not None
    assert answers[0].confidence > 0.5


def test_what_could_not_be_read_is_missing() -> None:
    answers = hold_answers("x", None, None, {"title": "A", "notes": None}, "")
    assert [answer.verdict for answer in answers] == ["missing", "silent"]


ANSWERS = (
    Answer("a", "title", "right", "", 0.95, "A", "A"),
    Answer("b", "title", "wrong", "too long", 0.9, "B", "BC"),
    Answer("c", "title", "missing", "missing, not in these words", None, "C", None),
    Answer("a", "notes", "spurious", "spurious", 0.5, None, "x"),
    Answer("b", "notes", "silent"),
    Answer("c", "notes", "right", "", 1.0, "n", "n", "plain colons"),
    Answer("d", "notes", "missing", "missing, not in these words", None, "n", None, "tabs"),
)


def test_answers_are_counted_by_field() -> None:
    title, notes = count_fields(ANSWERS)
    assert (title.asked, title.right, title.wrong, title.missing, title.spurious) == (3, 1, 1, 1, 0)
    assert title.share == pytest.approx(1 / 3)
    assert title.confidence == pytest.approx(0.925)
    assert (notes.asked, notes.right, notes.spurious) == (2, 1, 1)
    assert notes.share == pytest.approx(1 / 3)


def test_kinds_and_styles_are_counted_worst_first() -> None:
    assert count_kinds([*ANSWERS, ANSWERS[1]])[0] == ("title", "too long", 2)
    assert count_styles(ANSWERS) == (("tabs", 1, 0), ("plain colons", 1, 1))


def test_bins_hold_what_was_said_and_nothing_else() -> None:
    bins = count_bins(ANSWERS)
    assert [(one.low, one.said, one.right) for one in bins] == [(0.5, 1, 0), (0.9, 3, 2)]
    assert measure_calibration_error(bins) == pytest.approx((0.5 + 3 * abs(2 / 3 - 0.95)) / 4)
    assert measure_calibration_error(()) == 0.0


def test_a_run_is_kept_and_comes_back(tmp_path: Path) -> None:
    run = Run("samples", "all", 17, ANSWERS)
    path = save_run(run, tmp_path / "new" / "folder")
    assert path.name == "samples-all.json"
    assert load_run(path) == run
    assert json.loads(path.read_text())["fields"][0]["share"] == pytest.approx(1 / 3)


def test_of_the_report_half_no_words_are_kept(tmp_path: Path) -> None:
    path = save_run(Run("startrek", "report", 17, ANSWERS), tmp_path)
    loaded = load_run(path)
    assert "BC" not in path.read_text()
    assert [one.verdict for one in loaded.answers] == [one.verdict for one in ANSWERS]


def test_a_file_that_is_no_run_is_a_persons_mistake(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text("[]")
    (tmp_path / "torn.json").write_text("{")
    for name in ("odd.json", "torn.json", "none.json"):
        with pytest.raises(UserError, match="no saved run"):
            load_run(tmp_path / name)


def test_two_runs_are_compared_case_by_case() -> None:
    before = Run("s", "tune", 1, ANSWERS)
    after = Run(
        "s",
        "tune",
        1,
        (
            Answer("a", "title", "wrong", "near", 0.9),
            Answer("b", "title", "right", "", 0.9),
            ANSWERS[2],
            Answer("a", "notes", "silent"),
        ),
    )
    title, notes = compare_runs(before, after)
    assert title.before == title.after == pytest.approx(1 / 3)
    assert (title.newly_wrong, title.newly_right) == (("a",), ("b",))
    assert (notes.newly_wrong, notes.newly_right) == ((), ("a",))


def test_the_plot_is_xml_for_light_and_dark_and_says_what_it_shows() -> None:
    bins = join_bins(
        {"a": [Bin(0.9, 10, 9, 0.95)], "b": [Bin(0.9, 10, 10, 0.97), Bin(0.2, 1, 0, 0.2)]}
    )
    picture = draw_reliability("<fog & moor>", bins)
    tree = ElementTree.fromstring(picture)
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert "prefers-color-scheme: dark" in picture
    assert "Of 20 values said with 0.9 to 1.0, 95 in 100 are right." in picture
    assert len(tree.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_a_plot_of_nothing_is_a_picture_too() -> None:
    ElementTree.fromstring(draw_reliability("nothing", ()))


def test_halves_never_change() -> None:
    assert [find_half(key) for key in ("agnes tarrant", "moonquill", "polly quince")] == [
        "tune",
        "tune",
        "report",
    ]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("The Fog, Part 1", "The Fog"),
        ("The Fog (2/7)", "The Fog"),
        ("The Fog - Chapter Two: Rain", "The Fog"),
        ("The Fog pt. iv", "The Fog"),
        ("The Fog 2 of 3", "The Fog"),
        ("Party of Fogs", "Party of Fogs"),
        ("Fog 2", "Fog 2"),
        ("Department 7", "Department 7"),
    ],
)
def test_parts_of_a_work_have_its_title_and_author_in_common(title: str, bare: str) -> None:
    row = Row("fog1", is_story=True, title=title, author="Ann Lamb", year="")
    assert row.titles[-1] == bare
    assert row.work == ("ann lamb", fold_words(bare))


def test_a_row_without_a_title_is_a_work_of_its_own() -> None:
    rows = [Row(name, is_story=True, title="", author="Ann", year="") for name in "ab"]
    assert rows[0].work != rows[1].work


def test_facts_are_what_people_would_type() -> None:
    head = {
        "title": "Fog",
        "rating": "Mature",
        "fandom": ["Oz"],
        "relationship": ["Ozma | Tip/Dorothy Gale", "Toto & Ozma | Tip"],
        "characters": ["Ozma | Tip"],
        "tags": [],
        "summary": "It \\- rains",
        "notes": None,
        "date": "2001-02-03",
        "series": ["Fogs"],
        "series_weight": [2],
    }
    body = "### One\n\n#### Chapter Notes\n\nIt rained.\n\n#### Chapter Notes\n\n> late note"
    facts = make_facts(head, body)
    assert (facts.characters, facts.summary, facts.series_index) == (("Ozma",), "It - rains", 2.0)
    assert facts.pairings == ("Ozma/Dorothy Gale", "Toto & Ozma")
    assert facts.body == "One\n\nIt rained."


def test_a_story_may_begin_with_its_headings_or_below_them() -> None:
    assert list_first_words("Chapter 1\n\ni.\n\nIt rained on the moor that day.") == [
        "Chapter 1 i. It rained on the moor that day.",
        "i. It rained on the moor that day.",
        "It rained on the moor that day.",
    ]


def test_every_kind_of_failure_stands_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "accuracy.md").read_text("utf-8")
    assert [kind for kind, means in KINDS.items() if f"| {kind} | {means} |" not in page] == []


@pytest.mark.parametrize("epigraph", ["*The moor has no memory.*", "> The moor\n> has no memory."])
def test_a_story_may_begin_with_its_epigraph_or_below_it(epigraph: str) -> None:
    assert list_first_words(f"{epigraph}\n\nIt rained that day, as it does on the moor.")[1:] == [
        "It rained that day, as it does on the moor."
    ]
