"""Every example of docs/search.md is understood and finds what the page says."""

import re
from pathlib import Path

import pytest
from msgspec import structs

from fonds.errors import UserError
from fonds.model.record import PointOfView
from fonds.search.index import SearchIndex, open_index, put_documents
from fonds.search.query import FIELDS, parse_query
from fonds.search.searching import search
from tests.library_factories import make_entry

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## Order")[0], re.MULTILINE)


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
    long = structs.replace(long, pov=told, categories=("F/F",))
    put_documents(index, [(long, "Hounds over the moor."), (short, "A hound over the hill.")])
    return index


@pytest.mark.parametrize("text", EXAMPLES)
def test_each_example_of_the_page_finds_a_work(index: SearchIndex, text: str) -> None:
    assert search(index, parse_query(text)).total >= 1


def test_the_page_has_an_example_of_every_field() -> None:
    assert len(EXAMPLES) >= 19
    assert [field for field in FIELDS if not any(f"{field}:" in one for one in EXAMPLES)] == []


def test_the_error_on_the_page_is_the_error_given() -> None:
    with pytest.raises(UserError) as caught:
        parse_query("autor:jane")
    assert f"\n{caught.value}\n" in PAGE
