"""Pictures of people: their ties, and whose scene it is."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model.record import PersonInStory, Record, SceneSpan
from fonds.publish.pictures.scenes import draw_scenes
from fonds.publish.pictures.stretches import cut_pages, cut_story, find_naming
from fonds.publish.pictures.ties import (
    MOST_PEOPLE,
    Tie,
    Ties,
    draw_ties,
    find_ties,
    list_couples,
)
from tests.factories import make_record

SVG = "{http://www.w3.org/2000/svg}"

PARAGRAPHS = (
    "Mina waited for Lucy on the harbour wall.",
    "Miss Westenra came late, and Mina forgave her.",
    "Dr. Seward walked alone, and thought of Lucy.",
    "Mina slept. Minaret was only a word.",
)
PEOPLE = (
    PersonInStory("Mina Murray", "present", names=("Mina",), mentions=3),
    PersonInStory("Lucy Westenra", "present", names=("Lucy", "Miss Westenra"), mentions=3),
    PersonInStory("John Seward", "present", names=("Dr. Seward",), mentions=1),
    PersonInStory("Dracula", "mentioned", names=("Dracula",), mentions=1),
)


def _record(whose: Sequence[str | None] = (None,) * 4, **changes: Any) -> Record:
    spans, at = [], 0
    for paragraph, name in zip(PARAGRAPHS, whose, strict=True):
        spans.append(SceneSpan(at, at + len(paragraph), name, "third", "past"))
        at += len(paragraph) + 2
    told: dict[str, Any] = {"people": PEOPLE, "scene_list": tuple(spans)}
    return make_record(None, **{"body": "\n\n".join(PARAGRAPHS), **told, **changes})


def test_people_are_tied_by_the_scenes_in_which_both_are_named() -> None:
    found = find_ties(_record(relationships=("Mina Murray/Lucy Westenra",)))
    assert found is not None
    assert found.people[:2] == ("Mina Murray", "Lucy Westenra")
    assert (found.unit, found.units) == ("scene", 4)
    assert found.ties == (
        Tie("Lucy Westenra", "Mina Murray", 2, True),
        Tie("John Seward", "Lucy Westenra", 1),
    )


def test_whoever_tells_a_scene_is_in_it() -> None:
    found = find_ties(_record(whose=(None, None, "Mina Murray", None)))
    assert found is not None
    assert Tie("John Seward", "Mina Murray", 1) in found.ties


def test_who_is_only_spoken_of_is_drawn_when_a_couple_names_them() -> None:
    plain = find_ties(_record())
    paired = find_ties(_record(relationships=("Dracula/Mina Murray",)))
    assert plain is not None
    assert paired is not None
    assert "Dracula" not in plain.people
    assert Tie("Dracula", "Mina Murray", 0, True) in paired.ties


@pytest.mark.parametrize(
    ("relationships", "couples"),
    [
        (["Mina/Lucy"], [("Lucy", "Mina")]),
        (["Mina & Lucy"], []),
        (["A/B/C"], [("A", "B"), ("A", "C"), ("B", "C")]),
        (["A/B & C"], [("A", "B")]),
        (["/", "A/", "A/A"], []),
        ([], []),
    ],
)
def test_couples_are_what_a_stroke_joins(
    relationships: list[str], couples: list[tuple[str, str]]
) -> None:
    assert sorted(list_couples(relationships)) == couples


def test_nobody_and_one_alone_have_no_ties() -> None:
    assert find_ties(_record(people=())) is None
    assert find_ties(_record(people=PEOPLE[:1])) is None
    strangers = (PersonInStory("Alice", "present"), PersonInStory("Dinah", "present"))
    assert find_ties(_record(people=strangers)) is None


def _cast(count: int, each: int = 3) -> Ties:
    names = tuple(f"Outlaw {number}" for number in range(count))
    pairs = combinations(names, 2)
    return Ties(names, tuple(Tie(*pair, 1 + n % each) for n, pair in enumerate(pairs)), "scene", 9)


@pytest.mark.parametrize("count", range(2, MOST_PEOPLE + 1))
def test_no_name_stands_on_another(count: int) -> None:
    svg = ET.fromstring(draw_ties(_cast(count)).markup)
    places = [
        (float(one.get("x", "").rstrip("%")) / 100, float(one.get("y", "")))
        for one in svg.iter(f"{SVG}text")
    ]
    assert len(places) == count
    for (x, y), (other, below) in combinations(places, 2):
        # A name of 20 letters has some 130 of a phone's 340 pixels.
        assert abs(y - below) >= 20 or abs(x - other) * 340 >= 130


def test_the_more_is_shared_the_thicker_the_line() -> None:
    ties = Ties(("A", "B", "C"), (Tie("A", "B", 9), Tie("A", "C", 1)), "scene", 9)
    lines = ET.fromstring(draw_ties(ties).markup).findall(f"{SVG}line")
    widths = sorted(float(one.get("stroke-width", "")) for one in lines)
    assert widths[0] * 2 < widths[1]


def test_a_couple_has_a_double_line_with_a_heart() -> None:
    ties = Ties(("A", "B"), (Tie("A", "B", 2, True),), "scene", 9)
    picture = draw_ties(ties)
    svg = ET.fromstring(picture.markup)
    assert [one.get("class") for one in svg.findall(f"{SVG}line")] == ["couple", "gap"]
    assert svg.find(f".//{SVG}path[@class='heart']") is not None
    assert picture.table.rows == (("A and B", "2", "a couple"),)
    assert "A couple: A and B." in picture.desc


def test_a_crowd_is_drawn_by_its_strongest_ties_and_listed_in_full() -> None:
    picture = draw_ties(_cast(12))
    assert picture.markup.count("<line") < 50
    assert len(picture.table.rows) == 66


# Whose scene it is


def test_each_has_a_line_and_their_scenes_lie_on_it() -> None:
    whose = ("Mina Murray", "Lucy Westenra", "Mina Murray", None)
    picture = draw_scenes(_record(whose), {2: "/works/wa/read#scene-2"})
    assert picture is not None
    svg = ET.fromstring(picture.markup)
    assert [one.text for one in svg.iter(f"{SVG}text")] == [
        "Mina Murray · 2",
        "Lucy Westenra · 1",
        "No one’s in particular · 1",
    ]
    assert len(svg.findall(f".//{SVG}rect")) == 4
    assert picture.table.lines[1] == (
        "/works/wa/read#scene-2",
        ("2", "Lucy Westenra", "third person, past", "8"),
    )


def test_a_story_of_which_it_is_not_known_has_no_such_picture() -> None:
    assert draw_scenes(_record()) is None
    assert draw_scenes(make_record()) is None


def test_a_crowd_of_narrators_shares_a_line() -> None:
    scenes = tuple(SceneSpan(n * 9, n * 9 + 8, f"Outlaw {n % 20}") for n in range(400))
    picture = draw_scenes(make_record(scene_list=scenes))
    assert picture is not None
    assert picture.markup.count("<text") == 8
    assert "Others · 260" in picture.markup
    assert (len(picture.table.rows), picture.table.left_out) == (150, 250)
    assert len(picture.markup) < 60_000


# Stretches


def test_a_story_of_few_scenes_is_cut_into_pages() -> None:
    body = "\n\n".join(["one two three four five " * 20] * 12)
    cut = cut_story(make_record(body=body))
    assert cut.unit == "page"
    assert len(cut.spans) == 4
    assert cut_story(_record()).unit == "scene"


@given(st.lists(st.sampled_from(["fog", "\n\n", " ", "\n", "moor "]), max_size=80))
def test_pages_hold_every_word_once(pieces: list[str]) -> None:
    body = "".join(pieces)
    pages = cut_pages(body, words=5)
    at = 0
    words = 0
    for start, end in pages:
        assert at <= start <= end <= len(body)
        at = end
        words += len(body[start:end].split())
    assert words == len(body.split())


def test_a_name_is_found_as_a_whole_word_only() -> None:
    record = _record()
    named = find_naming(record.body, [("Mina", "M"), ("Dr. Seward", "S")], cut_story(record))
    assert [sorted(one) for one in named] == [["M"], ["M"], ["S"], ["M"]]
