"""Pictures: the strokes, and what every picture promises."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model.record import PersonInStory, SceneSpan
from fonds.publish.pictures.bars import Bar, draw_bars, draw_years
from fonds.publish.pictures.career import DatedWork, draw_career, place_in_time
from fonds.publish.pictures.drawing import (
    NARROW,
    Label,
    Picture,
    choose_labels,
    find_span,
    link,
    measure,
)
from fonds.publish.pictures.library import LibraryCounts, draw_library
from fonds.publish.pictures.mood import MoodPoint, draw_moods
from fonds.publish.pictures.scenes import draw_scenes
from fonds.publish.pictures.ties import Tie, Ties, draw_ties, find_ties
from tests.factories import make_record

SVG = "{http://www.w3.org/2000/svg}"
ODD = '<b>"Tin" & Straw</b> tin@oz.example \x00\ud800 ' + "long " * 40


def _ties(name: str) -> Picture:
    return draw_ties(Ties((name, "Alice"), (Tie(name, "Alice", 2, True),), "page", 4))


def _scenes(name: str) -> Picture | None:
    scenes = (SceneSpan(0, 5, name, "first", "past"), SceneSpan(7, 12, "Alice"))
    return draw_scenes(make_record(scene_list=scenes), {1: "/works/wa/read#scene-1"})


def _moods(words: str) -> Picture | None:
    return draw_moods([MoodPoint(n, n, n + 1, n / 9 - 0.5, n / 9, words) for n in range(8)])


def _people(name: str) -> Picture:
    people = (PersonInStory(name, "present"), PersonInStory("Alice", "present"))
    found = find_ties(make_record(people=people, relationships=(f"{name}/Alice",), body="One."))
    return draw_ties(found) if found else _ties(name)


PICTURES: dict[str, Callable[[str], Picture | None]] = {
    "ties": _ties,
    "people": _people,
    "scenes": _scenes,
    "moods": _moods,
    "bars": lambda name: draw_bars("b", name, [Bar(name, 3, "/?q=a&b=<"), Bar("Oz", 0)], name),
    "years": lambda name: draw_years("y", name, [Bar("1999", 3, "/?year=1999"), Bar(name, 9)]),
    "career": lambda name: draw_career([DatedWork(name, "1999-02", 90, "/works/wa")]),
}


def _draw(kind: str, name: str) -> Picture:
    picture = PICTURES[kind](name)
    assert picture is not None
    return picture


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("name", ["Dorothy", ODD, "", "א" * 30, "]]>"])
def test_every_picture_is_well_formed_named_and_masked(kind: str, name: str) -> None:
    picture = _draw(kind, name)
    svg = ET.fromstring(picture.markup)
    assert svg.tag == f"{SVG}svg"
    title, desc = svg[0], svg[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "tin@oz" not in picture.markup
    assert "tin@oz" not in str(picture.table)
    assert "tin@oz" not in picture.desc


@pytest.mark.parametrize("kind", PICTURES)
def test_no_picture_has_a_style_a_script_or_a_colour(kind: str) -> None:
    markup = _draw(kind, ODD).markup
    assert "<b>" not in markup
    for word in ("style=", "<script", "<style", "onload", "#8a", "rgb(", "font-size", "viewBox"):
        assert word not in markup
    fills = set(re.findall(r'(?:fill|stroke)="([^"]*)"', markup))
    assert fills <= {"currentColor", "none"}


@pytest.mark.parametrize("kind", PICTURES)
def test_an_image_holds_no_link_and_a_group_of_links_says_where_each_leads(kind: str) -> None:
    svg = ET.fromstring(_draw(kind, "Dorothy").markup)
    links = svg.findall(f".//{SVG}a")
    assert svg.get("role") == ("group" if links else "img")
    assert all(one.get("href") and one.get("aria-label") for one in links)


@pytest.mark.parametrize("kind", PICTURES)
def test_every_picture_has_a_table_that_says_the_same(kind: str) -> None:
    table = _draw(kind, "Dorothy").table
    assert table.rows
    assert all(len(row) == len(table.headers) for row in table.rows)
    assert len(table.lines) == len(table.rows)


@pytest.mark.parametrize("kind", PICTURES)
def test_the_same_values_give_the_same_picture(kind: str) -> None:
    assert _draw(kind, "Dorothy") == _draw(kind, "Dorothy")


@pytest.mark.parametrize("kind", PICTURES)
def test_everything_lies_within_the_picture(kind: str) -> None:
    svg = ET.fromstring(_draw(kind, "Dorothy").markup)
    height = float(svg.get("height", "0"))
    for one in svg.iter():
        if one.tag == f"{SVG}rect":
            start, width = (float(one.get(key, "").rstrip("%")) for key in ("x", "width"))
            assert start >= 0
            assert start + width <= 100.02
            top = float(one.get("y", ""))
            assert top >= 0
            assert top + float(one.get("height", "")) <= height
        if one.tag == f"{SVG}text":
            assert 0 <= float(one.get("x", "").rstrip("%")) <= 100
            assert 8 <= float(one.get("y", "")) <= height


def test_an_address_with_somebodys_mail_in_it_leads_nowhere() -> None:
    assert link("/?author=tin@oz.example", "Tin", ["<rect/>"]) == "<rect/>"
    assert link("/?author=tin", "Tin", ["<rect/>"]).startswith('<a href="/?author=tin"')


_LABELS = st.builds(
    Label, st.floats(0, 1), st.floats(0, 100), st.text("abcd", min_size=1, max_size=30)
)


@given(st.lists(_LABELS, max_size=20))
def test_chosen_labels_touch_neither_each_other_nor_the_edge(wanted: list[Label]) -> None:
    chosen = [wanted[place] for place in choose_labels(wanted)]
    for number, one in enumerate(chosen):
        left, right = find_span(one)
        assert left >= 0
        assert right <= NARROW
        for other in chosen[:number]:
            begin, end = find_span(other)
            assert right < begin or left > end or abs(one.y - other.y) >= 13
    if wanted and measure(wanted[0].text) < NARROW / 2:
        assert wanted[0] in chosen or find_span(wanted[0])[0] < 0


# Bars


def test_bars_are_as_long_as_their_numbers_and_bear_them() -> None:
    bars = [Bar("Mature", 200, "/?rating=Mature"), Bar("Explicit", 50), Bar("Not Rated", 0)]
    picture = draw_bars("r", "By rating", bars, "Rating")
    assert picture is not None
    svg = ET.fromstring(picture.markup)
    widths = [one.get("width") for one in svg.findall(f".//{SVG}rect[@class='bar']")]
    assert widths == ["100%", "25%"]
    texts = [one.text for one in svg.iter(f"{SVG}text")]
    assert texts == ["Mature", "200", "Explicit", "50", "Not Rated", "0"]
    assert picture.table.headers == ("Rating", "Works")
    assert picture.table.lines[0] == ("/?rating=Mature", ("Mature", "200"))
    assert svg.find(f"{SVG}a").get("aria-label") == "Mature: 200 works"  # type: ignore[union-attr]


def test_the_twelve_first_bars_are_drawn_and_the_table_has_all() -> None:
    picture = draw_bars("f", "By fandom", [Bar(f"World {n}", 40 - n) for n in range(30)])
    assert picture is not None
    assert picture.markup.count('class="bar"') == 12
    assert len(picture.table.rows) == 30
    assert "The first 12 of 30 are drawn." in picture.desc


@pytest.mark.parametrize("bars", [[], [Bar("Oz", 0)]])
def test_nothing_is_drawn_of_nothing(bars: list[Bar]) -> None:
    assert draw_bars("f", "By fandom", bars) is None
    assert draw_years("y", "By year", bars) is None


def test_years_without_works_stand_empty() -> None:
    picture = draw_years("y", "By year", [Bar("2003", 2, "/?year=2003"), Bar("1999", 4)])
    assert picture is not None
    svg = ET.fromstring(picture.markup)
    bars = svg.findall(f".//{SVG}rect[@class='bar']")
    assert len(bars) == 2
    assert [float(one.get("height", "")) for one in bars] == [120.0, 60.0]
    side = [one.text for one in svg.findall(f"{SVG}text[@class='side']")]
    assert side == ["1999", "2000", "2001", "2002", "2003"]
    assert [row[0] for row in picture.table.rows] == ["1999", "2003"]
    assert picture.desc == "1999 to 2003; most in 1999: 4 works."


def test_many_years_have_no_links_for_thumbs_and_few_labels() -> None:
    bars = [Bar(str(1980 + n), 3 + n % 7, f"/?year={1980 + n}") for n in range(40)]
    picture = draw_years("y", "By year", bars)
    assert picture is not None
    svg = ET.fromstring(picture.markup)
    assert svg.get("role") == "img"
    assert not svg.findall(f".//{SVG}a")
    assert picture.table.urls[0] == "/?year=1980"
    assert len(svg.findall(f"{SVG}text[@class='side']")) <= 9


def test_centuries_are_drawn_by_decade() -> None:
    bars = [Bar("1811", 2), Bar("1998", 3), Bar("1999", 5)]
    picture = draw_years("y", "By year", bars)
    assert picture is not None
    assert picture.desc == "By decade: 1810s to 1990s; most in 1990s: 8 works."
    assert picture.markup.count('class="bar"') == 2


@given(st.lists(st.tuples(st.integers(1900, 2030), st.integers(0, 10**6)), max_size=80))
def test_any_years_can_be_drawn(years: list[tuple[int, int]]) -> None:
    picture = draw_years("y", "By year", [Bar(str(year), count) for year, count in years])
    if picture is not None:
        ET.fromstring(picture.markup)


# The library


def test_a_library_is_drawn_by_five_measures() -> None:
    counts = LibraryCounts(
        total=9,
        years=(("2001", 5), ("1999", 4)),
        fandoms=(("Oz", 9),),
        pairings=(("Mina/Lucy", 2),),
        ratings=(("Explicit", 1), ("General Audiences", 8)),
        lengths=(("under 1,000", 0), ("1,000–5,000", 9)),
    )
    asked: list[tuple[str, str]] = []

    def find_url(what: str, value: str) -> str:
        asked.append((what, value))
        return f"/?{what}={value}"

    pictures = {one.name: one for one in draw_library(counts, find_url)}
    assert list(pictures) == ["years", "fandoms", "pairings", "ratings", "lengths"]
    assert [row[0] for row in pictures["ratings"].table.rows] == ["General Audiences", "Explicit"]
    assert [row[0] for row in pictures["lengths"].table.rows] == ["under 1,000", "1,000–5,000"]
    assert pictures["lengths"].table.urls == (None, "/?length=1,000–5,000")
    assert ("length", "under 1,000") not in asked


def test_an_empty_library_has_no_pictures() -> None:
    assert draw_library(LibraryCounts(), lambda _what, _value: None) == ()


# A life's work


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("1999", 1999.5),
        ("1999-01-01", 1999.0),
        ("1999-07-01", 1999.5),
        ("1999-12-31", 1999.9973),
        ("1999-13", 1999.957),
        ("99", None),
        ("", None),
        ("²⁰⁰⁰", None),
        ("1999-xx", None),
    ],
)
def test_a_date_has_its_place_in_time(date: str, at: float | None) -> None:
    assert place_in_time(date) == (pytest.approx(at, abs=0.01) if at is not None else None)


def test_a_career_is_in_order_and_lists_what_has_no_date() -> None:
    works = [
        DatedWork("Third", None, 10, "/works/wc"),
        DatedWork("Second", "2004-05", 5000, "/works/wb"),
        DatedWork("First", "1999", 2500, "/works/wa"),
    ]
    picture = draw_career(works)
    assert picture is not None
    assert [row[:2] for row in picture.table.rows] == [
        ("First", "1999"),
        ("Second", "2004-05"),
        ("Third", "undated"),
    ]
    assert picture.table.urls == ("/works/wa", "/works/wb", "/works/wc")
    heights = [float(one) for one in re.findall(r'height="([\d.]+)" fill', picture.markup)]
    assert heights == [120.0, 60.0]
    assert "1 more without a date." in picture.desc
    assert draw_career(works[:1]) is None


_DATES = st.dates().map(str) | st.sampled_from(["1999", "2001-02", "soon", ""]) | st.none()


@given(st.lists(st.builds(DatedWork, st.text(max_size=50), _DATES, st.integers(0, 10**7))))
def test_any_works_make_a_career(works: list[DatedWork]) -> None:
    picture = draw_career(works)
    assert (picture is None) == all(
        not one.date or place_in_time(one.date) is None for one in works
    )
    if picture is not None:
        ET.fromstring(picture.markup)


# Mood


def test_columns_go_up_where_it_is_bright_and_down_where_it_is_dark() -> None:
    points = [
        MoodPoint(1, 0, 100, 0.3, 0.9, "laughed", "/works/wa/read#scene-1"),
        MoodPoint(2, 100, 150, -0.15, 0.2, "wept"),
        MoodPoint(3, 150, 200, 0.0, 0.0),
    ]
    picture = draw_moods(points)
    assert picture is not None
    svg = ET.fromstring(picture.markup)
    columns = list(svg.iter(f"{SVG}rect"))
    middle = float(svg.find(f"{SVG}line").get("y1", ""))  # type: ignore[union-attr]
    bottoms = [float(one.get("y", "")) + float(one.get("height", "")) for one in columns]
    assert bottoms[0] == middle
    assert float(columns[1].get("y", "")) == middle
    assert columns[1].get("class") == "column unsure"
    assert [one.get("width") for one in columns] == ["50%", "25%", "25%"]
    assert [row[:3] for row in picture.table.rows] == [
        ("1", "bright", "+0.30"),
        ("2", "perhaps dark", "-0.15"),
        ("3", "neither", "+0.00"),
    ]
    assert "the brightest: scene 1; the darkest: scene 2." in picture.desc


@pytest.mark.parametrize(("count", "drawn"), [(3, 3), (70, 70), (71, 36), (1000, 67)])
def test_many_scenes_are_drawn_together(count: int, drawn: int) -> None:
    points = [MoodPoint(n + 1, n * 9, n * 9 + 9, (n % 7 - 3) / 9, 0.8) for n in range(count)]
    picture = draw_moods(points, "page")
    assert picture is not None
    assert picture.markup.count("<rect") == drawn
    assert len(picture.table.rows) == (count if count <= 150 else drawn)
    assert picture.table.rows[-1][0].endswith(str(count))


def test_two_scenes_make_no_picture_of_moods() -> None:
    assert draw_moods([MoodPoint(1, 0, 9, 0.5, 1), MoodPoint(2, 9, 18, 0.5, 1)]) is None
