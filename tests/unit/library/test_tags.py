"""Tags in a library: names as they were read, decisions, and what they mean for catalogue lines."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from fonds.app.acting import act_held
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.entries import get_entry, iter_entries, put_entry
from fonds.library.opening import Library, close_library
from fonds.library.tags import (
    find_canonical,
    find_meant,
    find_tag,
    list_above,
    list_broader,
    list_narrower,
    list_places,
    list_synonyms,
    list_tags,
    list_works_below,
)
from tests.library_factories import CLOCK, make_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _ = make_library(tmp_path, {f"{n}.txt": f"Number {n}.".encode() for n in range(3)})
    typed = (("Fluff",), ("fluffy", "Angst"), ("Éclair",))
    ordered = sorted(iter_entries(made), key=lambda one: one.title or "")
    for entry, tags in zip(ordered, typed, strict=True):
        put_entry(made, msgspec.structs.replace(entry, tags=tags))
    yield made
    close_library(made)


def decide(library: Library, *changes: tuple[str, tuple[str, ...], object]) -> None:
    act_held(
        library,
        [NewChange(cell, key, after) for cell, key, after in changes],
        kind="tags",
        words="test",
        by="test",
        clock=CLOCK,
    )


def stand(name: str, canonical: str | None) -> tuple[str, tuple[str, ...], object]:
    return ("tag", ("tag", name), {"canonical": canonical})


def put_under(name: str, broader: str) -> tuple[str, tuple[str, ...], object]:
    return ("broader", ("tag", name, "tag", broader), True)


def test_names_are_listed_with_what_was_decided_and_counted(library: Library) -> None:
    decide(library, stand("Fluff", "Fluff"), stand("fluffy", "Fluff"), stand("Angst", None))
    found = {one.name: (one.state, one.canonical, one.works) for one in list_tags(library, "tag")}
    assert found == {
        "Fluff": ("canonical", "Fluff", 1),
        "fluffy": ("synonym", "Fluff", 1),
        "Angst": ("left", None, 1),
        "Éclair": ("undecided", None, 1),
    }
    assert list_synonyms(library, "tag", "Fluff") == ("fluffy",)
    assert {one for one, _ in list_places(library, "tag")} == set(found), "as they were read"
    assert find_tag(library, "tag", "nothing") is None
    assert find_tag(library, "character", "Fluff") is None


def test_what_was_typed_stays_beside_what_stands_for_it(library: Library) -> None:
    decide(library, stand("Fluff", "Fluff"), stand("fluffy", "Fluff"))
    (work_id,) = (work for one, work in list_places(library, "tag") if one == "fluffy")
    entry = get_entry(library, work_id)
    assert (entry.tags, entry.typed) == (("Fluff", "Angst"), {"tag": ("fluffy", "Angst")})


def test_broader_names_are_found_at_any_height(library: Library) -> None:
    decide(
        library,
        *(stand(one, one) for one in ("Fluff", "Moods", "All")),
        stand("fluffy", "Fluff"),
        put_under("Fluff", "Moods"),
        put_under("Moods", "All"),
    )
    assert list_above(library, "tag", "Fluff") == (("tag", "All"), ("tag", "Moods"))
    assert list_broader(library, "tag", "Fluff") == (("tag", "Moods"),)
    assert list_narrower(library, "tag", "All") == (("tag", "Moods"),)
    assert len(list_works_below(library, "tag", "All")) == 2
    for work_id in list_works_below(library, "tag", "All"):
        assert get_entry(library, work_id).broader == {"tag": ("All", "Moods")}


@pytest.mark.parametrize(
    "changes",
    [
        [stand("fluffy", "Fluff")],
        [stand("Fluff", "Fluff"), stand("fluffy", "Fluff"), stand("Fluff", None)],
        [put_under("Fluff", "Moods")],
        [stand("A", "A"), stand("B", "B"), put_under("A", "B"), put_under("B", "A")],
        [stand("A", "A"), put_under("A", "A")],
        [stand("A", "A"), stand("B", "B"), put_under("A", "B"), stand("A", "B")],
        [("tag", ("weather", "Fog"), {"canonical": "Fog"})],
    ],
)
def test_decisions_that_contradict_each_other_are_refused_whole(
    library: Library, changes: list[tuple[str, tuple[str, ...], object]]
) -> None:
    before = list_tags(library, "tag")
    with pytest.raises(UserError):
        decide(library, *changes)
    assert list_tags(library, "tag") == before


def test_who_asks_by_a_synonym_is_led_however_it_is_written(library: Library) -> None:
    decide(library, stand("Fluff", "Fluff"), stand("Éclair", "Fluff"), stand("Fluffy One", "Fluff"))
    for asked in ("Fluff", "Éclair", "E\u0301clair", "FLUFFY ONE", "fluffy one"):
        assert find_meant(library, "tag", asked) == "Fluff"
    assert find_meant(library, "tag", "Angst") == "Angst"
    assert find_meant(library, "character", "Éclair") == "Éclair"
    assert find_canonical(library, "tag", "fluffy one") == "fluffy one", "names are themselves"
