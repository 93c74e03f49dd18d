"""Works hung on the places of their canons."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.app.timeline import HungWork, PlacedWork, build_timeline
from fonds.model.record import Setting

HUSH = Setting("Buffy the Vampire Slayer", 4, 10, "Hush")


def place(
    work_id: str, *where: str | int | None, relation: str | None = None, title: str | None = None
) -> PlacedWork:
    show, season, number, episode = (*where, None, None, None, None)[:4]
    setting = Setting(show, season, number, episode, relation)  # type: ignore[arg-type]
    return PlacedWork(work_id, title or work_id, setting)


def names(works: tuple[HungWork, ...]) -> list[str]:
    return [work.work_id for work in works]


def test_nothing_gives_nothing() -> None:
    assert build_timeline([]) == ()


def test_a_work_hangs_at_its_episode() -> None:
    (show,) = build_timeline([place("a", "Oz", 2, 7, "The Patchwork Girl", relation="after")])
    assert (show.show, show.works) == ("Oz", ())
    (season,) = show.seasons
    assert (season.number, season.works) == (2, ())
    (episode,) = season.episodes
    assert (episode.number, episode.title) == (7, "The Patchwork Girl")
    assert episode.works == (HungWork("a", "a", "after"),)


def test_shows_stand_by_name_seasons_and_episodes_by_number() -> None:
    shows = build_timeline(
        [
            place("a", "The Odyssey", 2, 1, "Calypso"),
            place("b", "Iliad", 10, 2, "Nestor"),
            place("c", "Iliad", 2, 11, "Ajax"),
            place("d", "Iliad", 2, 2, "Hector"),
        ]
    )
    assert [show.show for show in shows] == ["Iliad", "The Odyssey"]
    assert [season.number for season in shows[0].seasons] == [2, 10]
    assert [one.number for one in shows[0].seasons[0].episodes] == [2, 11]


def test_at_an_episode_what_comes_before_it_stands_first_and_what_replaces_it_last() -> None:
    relations = ("instead", "after", None, "season", "during", "before")
    placed = [
        place(f"{relation}", "Oz", 1, 1, "Tin", relation=relation, title="Z")
        for relation in relations
    ]
    works = build_timeline(placed)[0].seasons[0].episodes[0].works
    assert names(works) == ["before", "during", "season", "None", "after", "instead"]


def test_works_of_one_relation_stand_by_title_whatever_its_article() -> None:
    placed = [
        PlacedWork("1", "The Yellow Road", HUSH),
        PlacedWork("2", None, HUSH),
        PlacedWork("3", "a Lamp", HUSH),
        PlacedWork("4", "Apples", HUSH),
    ]
    works = build_timeline(placed)[0].seasons[0].episodes[0].works
    assert names(works) == ["4", "3", "1", "2"]


def test_what_is_placed_in_a_season_or_a_show_hangs_there() -> None:
    (show,) = build_timeline(
        [
            place("late", "Oz", 3, relation="season"),
            place("pre", "Oz", relation="before"),
            place("post", "Oz", relation="after"),
        ]
    )
    assert names(show.works) == ["pre", "post"]
    assert (names(show.seasons[0].works), show.seasons[0].episodes) == (["late"], ())


def test_films_and_books_stand_behind_the_seasons_by_title() -> None:
    (show,) = build_timeline(
        [
            place("film", "Oz", None, None, "The Wizard"),
            place("book", "Oz", None, None, "Ozma"),
            place("one", "Oz", 1, 1, "Tin"),
        ]
    )
    assert [season.number for season in show.seasons] == [1, None]
    assert [one.title for one in show.seasons[1].episodes] == ["Ozma", "The Wizard"]


def test_a_work_of_several_places_hangs_at_each_and_once_at_one() -> None:
    placed = [place("a", "Oz", 1, 1, "Tin"), place("a", "Oz", 1, 2, "Straw")]
    (show,) = build_timeline([*placed, *placed])
    assert [names(one.works) for one in show.seasons[0].episodes] == [["a"], ["a"]]


def test_a_place_without_a_show_hangs_nowhere() -> None:
    assert build_timeline([place("a", None, 3, relation="season")]) == ()


_PLACES = st.builds(
    Setting,
    st.sampled_from(["Oz", "The Odyssey", None]),
    st.none() | st.integers(0, 3),
    st.none() | st.integers(0, 3),
    st.none() | st.sampled_from(["Tin", "Straw"]),
    st.sampled_from(["before", "during", "after", "instead", "season", None]),
)
_WORKS = st.builds(
    PlacedWork, st.sampled_from("abc"), st.none() | st.sampled_from(["Fog", "A Lamp"]), _PLACES
)


@given(st.lists(_WORKS, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_works_changes_nothing_and_none_is_lost(
    placed: list[PlacedWork], chance: Random
) -> None:
    shuffled = list(placed)
    chance.shuffle(shuffled)
    timeline = build_timeline(placed)
    assert build_timeline(shuffled) == timeline
    hung = {
        (show.show, work.work_id)
        for show in timeline
        for works in (
            show.works,
            *(season.works for season in show.seasons),
            *(one.works for season in show.seasons for one in season.episodes),
        )
        for work in works
    }
    assert hung == {(p.setting.show, p.work_id) for p in placed if p.setting.show is not None}
