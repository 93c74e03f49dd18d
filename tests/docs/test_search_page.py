"""Every example of docs/search.md is understood and finds what the page says."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from msgspec import structs

from fonds.app.question import FACETS, read_question
from fonds.cli.search import search as search_command
from fonds.errors import UserError
from fonds.model.record import PointOfView
from fonds.search.index import SearchIndex, open_index, put_documents
from fonds.search.query import FIELDS, parse_query
from fonds.search.searching import search
from tests.library_factories import make_entry

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## The shelf")[0], re.MULTILINE)
_SHELF = PAGE.partition("## The shelf")[2].partition("## Order")[0]
ASKED = [one for line in re.findall(r"^\| (`.*?) \|", _SHELF, re.M) for one in line.split(", ")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = open_index(tmp_path_factory.mktemp("index"))
    common = {
        "title": "The Hound's Return",
        "creators": ("Jane Doe",),
        "fandoms": ("Sherlock Holmes",),
        "relationships": ("Sherlock Holmes/John Watson", "Sherlock Holmes & Mrs. Hudson"),
        "characters": ("Alice",),
        "tags": ("Moorland",),
        "rating": "Teen And Up Audiences",
        "date": "2001-06",
    }
    long = make_entry("w1", words=20_000, **common)  # type: ignore[arg-type]
    short = make_entry("w2", words=3_000, **common)  # type: ignore[arg-type]
    told = PointOfView("first", "John Watson")
    long = structs.replace(
        long,
        pov=told,
        categories=("F/F",),
        warnings=("Graphic Depictions Of Violence",),
        series="Baker Street Nights, 2",
        language="fr",
        complete=True,
        fandoms=("Sherlock Holmes", "Dracula"),
        chapters=3,
        accession=2,
    )
    put_documents(index, [(long, "Hounds over the moor."), (short, "A hound over the hill.")])
    return index


@pytest.mark.parametrize("text", EXAMPLES)
def test_each_example_of_the_page_finds_a_work(index: SearchIndex, text: str) -> None:
    assert search(index, parse_query(text)).total >= 1


def test_the_page_has_an_example_of_every_field() -> None:
    assert len(EXAMPLES) >= 26
    assert [field for field in FIELDS if not any(f"{field}:" in one for one in EXAMPLES)] == []


def test_the_error_on_the_page_is_the_error_given() -> None:
    with pytest.raises(UserError) as caught:
        parse_query("autor:jane")
    assert f"\n{caught.value}\n" in PAGE


@pytest.mark.parametrize("asked", ASKED)
def test_each_address_of_the_page_is_one(asked: str) -> None:
    question = read_question(parse_qsl(asked.strip("`")))
    assert urlencode(question.to_pairs()) == asked.strip("`")


def test_the_page_names_all_that_an_address_can_choose_by() -> None:
    assert len(ASKED) >= 12
    assert [name for name in FACETS if name not in _SHELF] == []


def test_the_terminal_names_every_field() -> None:
    help_ = search_command.__doc__ or ""
    assert [field for field in FIELDS if f"{field}:" not in help_] == []
