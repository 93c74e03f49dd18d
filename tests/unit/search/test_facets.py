"""Facets: how many works have which value, among those that match and may be seen."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from fonds.model.entry import Entry
from fonds.model.record import PointOfView
from fonds.model.sight import FULL_SIGHT, UNRATED, Sight
from fonds.search.facets import (
    ALL_VALUES,
    LENGTHS,
    SHOWN_VALUES,
    count_facets,
    count_lengths,
    count_works,
)
from fonds.search.fields import FACETS
from fonds.search.index import SearchIndex, open_index, put_documents, write_stamp
from fonds.search.query import Everything, Exact, Query, Span, Without, parse_query
from fonds.search.searching import search
from tests.library_factories import make_entry

WORDS = (0, 999, 1_000, 4_999, 5_000, 9_999, 10_000, 49_999, 50_000, 200_000)
RATINGS = ("General Audiences", "Mature", "Explicit", None)
WORKS = 60


def _make(number: int) -> Entry:
    entry = make_entry(
        f"w{number:03}",
        title=f"Tale {number}",
        creators=(f"Author {number % 7}",),
        fandoms=("Oz", "Dracula")[: 1 + number % 2] if number % 3 else ("Alice",),
        tags=(f"Tag {number}", "Sea") if number % 2 else (f"Tag {number}",),
        rating=RATINGS[number % 4],
        date=f"{1990 + number % 5}-03" if number % 6 else None,
        words=WORDS[number % len(WORDS)],
    )
    return structs.replace(
        entry,
        warnings=("Major Character Death",) if number % 5 == 0 else (),
        series="The Long Walk, 3" if number % 10 == 0 else None,
        language=("en", "en-GB", "fr")[number % 3],
        complete=(None, True, False)[number % 3],
        accession=1 + number // 20,
        pov=PointOfView("first", "Alice") if number % 4 == 0 else PointOfView(),
        derived=("fandoms",) if number % 3 == 0 else (),
        kind="story" if number != 59 else "not-story",
    )


ENTRIES = [_make(number) for number in range(WORKS)]
STORIES = [one for one in ENTRIES if one.kind == "story"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = open_index(tmp_path_factory.mktemp("index"))
    put_documents(index, [(one, f"a tale of number{one.words}") for one in ENTRIES])
    return index


def _values_of(entry: Entry, facet: str) -> tuple[str, ...]:
    found: dict[str, tuple[str, ...]] = {
        "fandom": entry.fandoms,
        "rating": (entry.rating or UNRATED,),
        "author": entry.creators,
        "tag": entry.tags,
        "warning": entry.warnings,
        "series": ("The Long Walk",) if entry.series else (),
        "language": (entry.language[:2],) if entry.language else (),
        "status": {None: (), True: ("Complete",), False: ("Unfinished",)}[entry.complete],
        "crossover": ("Crossovers" if len(entry.fandoms) > 1 else "One fandom",),
        "year": (entry.date[:4],) if entry.date else (),
        "pov": ("first person",) if entry.pov.person else (),
        "narrator": (entry.pov.narrator,) if entry.pov.narrator else (),
    }
    return found[facet]


def _count(entries: list[Entry], facet: str) -> dict[str, int]:
    return dict(Counter(value for one in entries for value in _values_of(one, facet)))


COUNTED = tuple(
    "fandom rating author tag warning series language status crossover year pov narrator".split()
)


@pytest.mark.parametrize("facet", COUNTED)
def test_every_value_is_counted_once_for_each_work(index: SearchIndex, facet: str) -> None:
    found = count_facets(index, Everything(), [facet], most=ALL_VALUES).values[facet]
    assert dict(found) == _count(STORIES, facet)


SIGHTS: list[Sight] = [
    Sight(ratings=frozenset({"Explicit"})),
    Sight(ratings=frozenset({UNRATED, "Mature"})),
    Sight(accessions=frozenset({2})),
    Sight(works=frozenset({"w000", "w001", "w002"})),
    Sight(ratings=frozenset({"Mature"}), accessions=frozenset({1}), works=frozenset({"w050"})),
    Sight(closed=True),
]


@pytest.mark.parametrize("sight", [FULL_SIGHT, *SIGHTS])
@pytest.mark.parametrize(
    ("query", "matches"),
    [
        (Everything(), lambda one: True),
        (Exact("fandom", "Oz"), lambda one: "Oz" in one.fandoms),
        (Without(Exact("tag", "Sea")), lambda one: "Sea" not in one.tags),
        (Span("words", 1000, 9_999), lambda one: 1000 <= one.words <= 9_999),
        (parse_query("status:complete"), lambda one: one.complete is True),
    ],
)
def test_counts_follow_the_search_and_the_sight(
    index: SearchIndex, sight: Sight, query: Query, matches: Any
) -> None:
    seen = [one for one in STORIES if matches(one) and sight.shows(one)]
    found = count_facets(index, query, COUNTED, sight=sight, most=ALL_VALUES)
    for facet in COUNTED:
        assert dict(found.values[facet]) == _count(seen, facet), facet
    assert count_works(index, query, sight=sight) == len(seen)
    lengths = dict(count_lengths(index, query, sight=sight))
    for name, low, high in LENGTHS:
        expected = sum(low <= one.words < (high or 10**9) for one in seen)
        assert lengths[name] == expected, name


@pytest.mark.parametrize("sight", SIGHTS)
def test_what_is_hidden_leaves_no_value_behind(index: SearchIndex, sight: Sight) -> None:
    hidden = [one for one in STORIES if not sight.shows(one)]
    found = search(index, Everything(), sight=sight)
    values = {value for facet in COUNTED for value, _ in found.facets[facet]}
    own = {tag for one in hidden for tag in one.tags if tag != "Sea"}
    assert hidden
    assert not own & values
    assert found.total == len(STORIES) - len(hidden)


def test_the_most_frequent_come_first_and_equals_by_name(index: SearchIndex) -> None:
    found = count_facets(index, Everything(), ["tag", "year"]).values
    for values in found.values():
        assert list(values) == sorted(values, key=lambda pair: (-pair[1], pair[0]))
    assert len(found["tag"]) == SHOWN_VALUES
    assert found["tag"][0][0] == "Sea"


def test_a_value_that_nobody_states_is_told_apart(index: SearchIndex) -> None:
    read = count_facets(index, Everything(), ["fandom"]).read["fandom"]
    assert read == {"Alice"}


def test_other_kinds_are_counted_when_they_are_asked_for(index: SearchIndex) -> None:
    assert count_works(index, Everything(), kinds=("not-story",)) == 1
    assert count_works(index, Everything(), kinds=()) == WORKS


def test_a_search_counts_every_facet(index: SearchIndex) -> None:
    found = search(index, parse_query("tale"))
    assert set(found.facets) == set(FACETS)
    assert sum(count for _, count in found.lengths) == found.total == len(STORIES)


def test_a_count_is_new_when_the_index_is(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(ENTRIES[0], "")])
    write_stamp(index, 1)
    assert dict(count_facets(index, Everything(), ["author"]).values["author"]) == {"Author 0": 1}
    put_documents(index, [(ENTRIES[7], "")])
    write_stamp(index, 2)
    assert dict(count_facets(index, Everything(), ["author"]).values["author"]) == {"Author 0": 2}


def test_an_empty_index_has_no_values(tmp_path: Path) -> None:
    found = search(open_index(tmp_path), Everything())
    assert found.total == 0
    assert all(values == () for values in found.facets.values())
