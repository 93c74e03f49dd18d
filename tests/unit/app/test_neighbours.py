"""Neighbours: what is alike comes first, with the reason, and nothing twice."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.app.neighbours import find_neighbours
from fonds.app.shelf import Shelf, close_shelf, open_shelf
from fonds.library.related import find_families
from fonds.library.storage import put_row
from fonds.model.sight import Sight
from tests.told_library import Told, in_series, make_told_library

THEMES = {
    "sea": "anchor rudder harbour gull schooner reef oar tide mast lagoon compass sailor",
    "bakery": "flour dough oven yeast crumb pastry kneading cinnamon loaf baker butter glaze",
    "court": "verdict juror gavel barrister oath bailiff testimony clerk plea docket bench wig",
    "clocks": "pendulum escapement cogwheel mainspring dial horologist chime hourglass winding",
    "bees": "hive nectar swarm beekeeper honeycomb pollen drone clover smoker apiary wax sting",
    "snow": "avalanche sledge icicle blizzard glacier frostbite crampon mitten thaw snowdrift",
    "theatre": "curtain prompter understudy rehearsal footlights costume applause balcony stage",
    "maps": "surveyor parchment contour meridian atlas latitude sextant cartographer boundary",
}
EACH = 10
FLOOR = 0.97
"""Of the first five neighbours, how many are of the work's own theme; 1.0 when it was written."""

_PLAIN = (
    "morning window letter garden street evening answer silence corner minute question mother "
    "father doctor kitchen candle chair table shoulder thought reason moment trouble story "
    "friend neighbour parcel ladder bucket ribbon pocket basket whistle kettle blanket mirror"
).split()
_VERBS = "found carried wanted forgot noticed mended counted remembered kept lost".split()
_PEOPLE = "Watson Lestrade Dorothy Alice Emma Marian Mina Hermia Portia Toto".split()


def _write(draw: random.Random, words: list[str]) -> list[str]:
    """Write a story: plain words, people, and here and there a word of its theme."""
    paragraphs = []
    for _ in range(12):
        sentences = []
        for _ in range(4):
            noun = draw.choice(words) if draw.random() < 0.35 else draw.choice(_PLAIN)
            person = draw.choice(_PEOPLE)
            plain, verb = draw.choice(_PLAIN), draw.choice(_VERBS)
            sentences.append(f"And {person} {verb} the {noun} beside the {plain}.")
        paragraphs.append(" ".join(sentences))
    return paragraphs


def _make_themes() -> list[Told]:
    draw = random.Random(7)
    works = []
    for name, text in THEMES.items():
        for number in range(EACH):
            said = {
                "creators": [draw.choice(["Ada Moor", "Basil Quill", "Clio Reed", "Dan Ash"])],
                "fandoms": [draw.choice(["Sherlock Holmes", "Oz"])],
                "characters": draw.sample(_PEOPLE, 3),
            }
            works.append(Told(f"{name} {number}", said, _write(draw, text.split())))
    draw.shuffle(works)
    return works


@pytest.fixture(scope="module")
def themes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("themes")
    works = make_told_library(folder, _make_themes())
    shelf = open_shelf(folder)
    yield shelf, works
    close_shelf(shelf)


def test_works_of_one_theme_come_first(themes: tuple[Shelf, dict[str, str]]) -> None:
    shelf, works = themes
    right = asked = 0
    for title, work_id in works.items():
        found = [one.entry.title or "" for one in find_neighbours(shelf, work_id, limit=5)]
        right += sum(one.split()[0] == title.split()[0] for one in found)
        asked += 5
    share = right / asked
    print(f"{right} of {asked} neighbours are of the work's own theme")
    assert share >= FLOOR


def test_the_words_that_are_named_are_those_of_the_theme(
    themes: tuple[Shelf, dict[str, str]],
) -> None:
    shelf, works = themes
    for title in ("bees 1", "sea 4", "court 7"):
        own = set(THEMES[title.split()[0]].split())
        for one in find_neighbours(shelf, works[title], limit=3):
            (words,) = (tie.names for tie in one.ties if tie.kind == "words")
            assert set(words[:4]) <= own
            assert "words they share: " in one.why
            assert not {word.lower() for word in _PEOPLE} & set(words)


def test_the_answer_is_the_same_each_time(themes: tuple[Shelf, dict[str, str]]) -> None:
    shelf, works = themes
    assert find_neighbours(shelf, works["bees 1"]) == find_neighbours(shelf, works["bees 1"])
    whole = find_neighbours(shelf, works["bees 1"], limit=9)
    assert [one.score for one in whole] == sorted((one.score for one in whole), reverse=True)
    assert {one.entry.work_id for one in find_neighbours(shelf, works["bees 1"], limit=3)} <= {
        one.entry.work_id for one in whole
    }


def test_what_is_hidden_is_nobodys_neighbour(themes: tuple[Shelf, dict[str, str]]) -> None:
    shelf, works = themes
    first = find_neighbours(shelf, works["maps 0"], limit=4)
    hidden = frozenset(one.entry.work_id for one in first[:2])
    seen = replace(shelf, sight=Sight(works=hidden))
    again = find_neighbours(seen, works["maps 0"], limit=4)
    assert len(again) == 4
    assert not hidden & {one.entry.work_id for one in again}
    assert find_neighbours(replace(shelf, sight=Sight(closed=True)), works["maps 0"]) == ()
    assert find_neighbours(seen, next(iter(hidden))) == ()
    assert find_neighbours(shelf, "wnone") == ()


NIGHTS = "Baker Street Nights"
HOLMES = {"fandoms": ["Sherlock Holmes"]}
PAIR = {
    **HOLMES,
    "relationships": ["Watson/Lestrade"],
    "characters": ["Watson", "Lestrade", "Hopkins"],
}
SAID = (
    *(Told(f"Night {n}", {**in_series(NIGHTS, float(n)), **HOLMES}) for n in range(1, 7)),
    Told("Pair One", {**PAIR, "creators": ["Eve"], "tags": ["rain", "letters"]}),
    Told("Pair Two", {**PAIR, "creators": ["Finn"], "tags": ["letters"]}),
    Told("Pair Two, Again", {**PAIR, "creators": ["Finn"], "tags": ["letters"]}),
    Told("Hopkins Alone", {**HOLMES, "characters": ["Hopkins"], "creators": ["Gus"]}),
    *(Told(f"Gate {n}", {"creators": ["Hal"], "tags": ["gates"]}) for n in range(6)),
    *(Told(f"Else {n}", {**HOLMES, "creators": [f"Nobody {n}"]}) for n in range(20)),
    Told(
        "Hush After",
        {
            "creators": ["Ivo"],
            "setting": {"show": "Oz", "season": 4, "number": 10, "episode": "Hush"},
            "pov": {"person": "first", "narrator": "Toto"},
            "tags": ["quiet"],
        },
    ),
    Told(
        "Hush Before",
        {
            "creators": ["Jan"],
            "setting": {"show": "Oz", "season": 4, "number": 10, "episode": "Hush"},
            "pov": {"person": "first", "narrator": "Toto"},
            "tags": ["quiet"],
        },
    ),
)


@pytest.fixture
def said(tmp_path: Path) -> Iterator[tuple[Shelf, dict[str, str]]]:
    works = make_told_library(tmp_path, SAID)
    shelf = open_shelf(tmp_path)
    yield shelf, works
    close_shelf(shelf)


def _whys(shelf: Shelf, work_id: str) -> dict[str, str]:
    return {one.entry.title or "": one.why for one in find_neighbours(shelf, work_id)}


def test_the_reason_is_said_in_words(said: tuple[Shelf, dict[str, str]]) -> None:
    shelf, works = said
    found = _whys(shelf, works["Pair One"])
    assert next(iter(found)) in {"Pair Two", "Pair Two, Again"}
    why = found["Pair Two"]
    assert why.startswith("the same pairing, Watson/Lestrade; also Hopkins; both tagged letters")
    assert found["Hopkins Alone"].startswith("also Hopkins")
    assert "Else 1" not in found


def test_a_setting_and_who_tells_are_shared(said: tuple[Shelf, dict[str, str]]) -> None:
    shelf, works = said
    why = _whys(shelf, works["Hush After"])["Hush Before"]
    assert "set at “Hush”" in why
    assert "also told by Toto" in why


def test_of_a_series_there_is_what_comes_before_and_next(
    said: tuple[Shelf, dict[str, str]],
) -> None:
    shelf, works = said
    found = _whys(shelf, works["Night 3"])
    nights = {title: why for title, why in found.items() if title.startswith("Night")}
    assert set(nights) == {"Night 2", "Night 4"}
    assert nights["Night 4"].startswith(f"the next in {NIGHTS}")
    assert nights["Night 2"].startswith(f"the one before in {NIGHTS}")


def test_others_of_one_author_stand_after_those_of_others(
    said: tuple[Shelf, dict[str, str]],
) -> None:
    shelf, works = said
    found = list(_whys(shelf, works["Gate 0"]))
    assert found == [f"Gate {n}" for n in range(1, 6)] or len(found) == 5
    assert all(title.startswith("Gate") for title in found)


def _put_family(shelf: Shelf, *works: str) -> None:
    for place, work_id in enumerate(works):
        put_row(
            shelf.library.connection,
            "INSERT INTO edition VALUES (?, ?, ?, 0.9, 'test')",
            (work_id, f"of {works[0]}", place),
        )


def test_editions_are_no_neighbours(said: tuple[Shelf, dict[str, str]]) -> None:
    shelf, works = said
    two, again = works["Pair Two"], works["Pair Two, Again"]
    _put_family(shelf, again, two)
    assert find_families(shelf.library, [two]) == {two: (f"of {again}", 1)}
    assert "Pair Two, Again" not in _whys(shelf, two)
    # Of a neighbour's editions the best stands for all.
    found = _whys(shelf, works["Pair One"])
    assert "Pair Two, Again" in found
    assert "Pair Two" not in found


def test_the_same_title_by_the_same_author_is_taken_for_an_edition(tmp_path: Path) -> None:
    told = [Told("The Well", {"tags": ["wells"]}), Told("the well!", {"tags": ["wells"]})]
    works = make_told_library(tmp_path, [*told, *(Told(f"Else {n}") for n in range(9))])
    shelf = open_shelf(tmp_path)
    assert "the well!" not in _whys(shelf, works["The Well"])
    close_shelf(shelf)
