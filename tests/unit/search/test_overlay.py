"""People's decisions on names, as the search follows them."""

from pathlib import Path

import pytest
from msgspec import structs

from fonds.search.documents import list_values
from fonds.search.facets import count_facets
from fonds.search.index import SearchIndex, open_index, put_documents, write_stamp
from fonds.search.query import Everything, Exact, Query, parse_query
from fonds.search.searching import search
from tests.library_factories import make_entry

WORKS = (
    structs.replace(
        make_entry(
            "wa",
            fandoms=("Emma",),
            relationships=("Jane Bennet/Charles Bingley",),
            tags=("Fluff",),
            creators=("Moonlace",),
        ),
        typed={"relationship": ("Janey/Bingo",), "tag": ("sugary",), "author": ("moonlace!",)},
        broader={"fandom": ("Jane Austen",), "author": ("Ida Quill",), "tag": ("Moods",)},
    ),
    make_entry("wb", fandoms=("Jane Austen",), tags=("Moods", "sugar"), creators=("Ida Quill",)),
    make_entry("wc", fandoms=("Oz",), tags=(), creators=()),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    made = open_index(tmp_path_factory.mktemp("index"))
    put_documents(made, [(one, "a tale") for one in WORKS])
    write_stamp(made, 1)
    return made


def find(index: SearchIndex, query: Query) -> str:
    return "".join(sorted(hit.work_id[1] for hit in search(index, query).hits))


@pytest.mark.parametrize(
    ("facet", "value", "found"),
    [
        ("fandom", "Emma", "a"),
        ("fandom", "Jane Austen", "ab"),
        ("author", "Ida Quill", "ab"),
        ("author", "Moonlace", "a"),
        ("tag", "Moods", "ab"),
        ("tag", "Fluff", "a"),
        ("tag", "sugary", ""),
        ("pairing", "Janey/Bingo", ""),
    ],
)
def test_a_work_is_chosen_by_its_own_names_and_broader_ones(
    index: SearchIndex, facet: str, value: str, found: str
) -> None:
    assert find(index, Exact(facet, value)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tag:sugary", "a"),
        ("sugary", "a"),
        ("author:moonlace", "a"),
        ("author:quill", "ab"),
        ("pairing:Bingo/Janey", "a"),
        ("pairing:Bingley/Jane", "a"),
        ('fandom:"jane austen"', "ab"),
        ("tag:fluff", "a"),
    ],
)
def test_words_of_what_was_typed_and_of_what_stands_for_it_are_found(
    index: SearchIndex, typed: str, found: str
) -> None:
    assert find(index, parse_query(typed)) == found


def test_facets_count_a_work_under_every_broader_name_once(index: SearchIndex) -> None:
    counts = count_facets(index, Everything(), ["fandom", "author", "tag", "crossover"]).values
    assert dict(counts["fandom"]) == {"Jane Austen": 2, "Emma": 1, "Oz": 1}
    assert dict(counts["author"]) == {"Ida Quill": 2, "Moonlace": 1}
    assert dict(counts["tag"]) == {"Moods": 2, "Fluff": 1, "sugar": 1}
    # A broader fandom makes no crossover.
    assert dict(counts["crossover"]) == {"One fandom": 3}


def test_a_work_that_has_a_name_and_its_broader_one_is_counted_once() -> None:
    both = structs.replace(WORKS[0], fandoms=("Emma", "Jane Austen"))
    assert list_values(both)["fandom"] == ("Emma", "Jane Austen")


def test_an_index_of_an_older_layout_is_made_anew(tmp_path: Path) -> None:
    made = open_index(tmp_path)
    put_documents(made, [(WORKS[0], "a tale")])
    write_stamp(made, 1)
    stamp = next(
        path
        for path in tmp_path.iterdir()
        if path.suffix == ".json" and "layout" in path.read_text()
    )
    stamp.write_text(stamp.read_text().replace('"layout": 6', '"layout": 5'))
    assert search(open_index(tmp_path), Everything()).total == 0
