"""Hanging: no story is lost between places, pages and pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.timeline import PlacedWork, build_timeline
from fonds.model.record import Setting
from fonds.packs.load import load_packs
from fonds.publish.pictures.ribbon import make_stretch
from fonds.web.hanging import (
    Canon,
    Section,
    arrange_show,
    cut_sections,
    draw_sections,
    find_canon,
)
from tests.web.telling import SHOW

SETTINGS = st.builds(
    Setting,
    show=st.just("Oz"),
    season=st.none() | st.integers(-1, 30),
    number=st.none() | st.integers(-1, 40),
    episode=st.none() | st.sampled_from(["Hush", "Home", "The Lamp"]),
    relation=st.none() | st.sampled_from(["before", "during", "after", "instead", "season"]),
)
PLACES = st.lists(st.tuples(st.sampled_from(["w1", "w2", "w3", "w4"]), SETTINGS), max_size=60)
CANONS = st.builds(
    Canon,
    seasons=st.dictionaries(st.integers(0, 12), st.integers(0, 30), max_size=6),
    works=st.lists(st.sampled_from(["Hush", "The Lamp"]), max_size=3, unique=True).map(tuple),
)


def _arrange(places: list[tuple[str, Setting]], canon: Canon) -> tuple[Section, ...]:
    shows = build_timeline(PlacedWork(work_id, None, place) for work_id, place in places)
    return arrange_show(shows[0], canon) if shows else ()


def _hung(sections: tuple[Section, ...]) -> list[tuple[str, int, str, str, str]]:
    return [
        (section.anchor, spot.number, spot.title, hung.relation or "", hung.work_id)
        for section in sections
        for spot in section.spots
        for hung in spot.hung
    ]


@given(PLACES, CANONS)
def test_every_story_hangs_at_each_of_its_places_once(
    places: list[tuple[str, Setting]], canon: Canon
) -> None:
    found = _hung(_arrange(places, canon))
    assert {one[-1] for one in found} == {work_id for work_id, _ in places}
    assert len(found) == len({(work_id, place) for work_id, place in places})


@given(PLACES, CANONS, st.integers(1, 7))
def test_pages_together_hold_what_there_is_in_its_order(
    places: list[tuple[str, Setting]], canon: Canon, most: int
) -> None:
    sections = _arrange(places, canon)
    everything = _hung(sections)
    paged = []
    for first in range(0, len(everything), most):
        page = _hung(cut_sections(sections, first, most))
        assert len(page) <= most
        paged += page
    assert paged == everything


@given(PLACES, CANONS)
def test_a_picture_fills_its_line_and_keeps_inside_of_it(
    places: list[tuple[str, Setting]], canon: Canon
) -> None:
    sections = _arrange(places, canon)
    segments = draw_sections(sections)
    assert [one.anchor for one in segments] == [one.anchor for one in sections]
    if segments:
        widths = [float(one.width.rstrip("%")) for one in segments]
        assert sum(widths) == pytest.approx(100, abs=0.5)
    for segment in segments:
        for bar in segment.bars:
            assert float(bar.x.rstrip("%")) >= 0
            assert float(bar.x.rstrip("%")) + float(bar.width.rstrip("%")) <= 100.1
            assert 0 <= float(bar.y) <= 42


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_stretch_can_be_seen_and_stays_on_its_line(one: float, other: float) -> None:
    stretch = make_stretch(min(one, other), max(one, other), 100, "a scene")
    x, width = float(stretch.x.rstrip("%")), float(stretch.width.rstrip("%"))
    assert width >= 0.6
    assert x >= 0
    assert x + width <= 100.1


def test_seasons_are_those_of_the_pack_even_where_nothing_hangs() -> None:
    canon = find_canon(SHOW, load_packs())
    sections = _arrange([("w1", Setting(SHOW, 4, 10, "Hush", "after"))], canon)
    seasons = [one for one in sections if one.is_season]
    assert [one.label for one in seasons][:7] == [f"Season {number}" for number in range(1, 8)]
    assert [one.count for one in seasons][:7] == [0, 0, 0, 1, 0, 0, 0]
    assert next(one.width for one in seasons if one.anchor == "season-4") == 22


def test_books_and_films_stand_in_the_order_of_the_pack() -> None:
    canon = Canon({}, ("First", "Second", "Third"))
    places = [
        ("w1", Setting("Oz", episode="Third", relation="after")),
        ("w2", Setting("Oz", episode="First", relation="before")),
        ("w3", Setting("Oz", relation="before")),
    ]
    sections = _arrange(places, canon)
    assert [one.label for one in sections] == ["Before it begins", "Books and films"]
    assert [spot.title for spot in sections[1].spots] == ["First", "Third"]
