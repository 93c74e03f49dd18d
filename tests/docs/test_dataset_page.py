"""The pages for scholars say what the code says."""

import json
from pathlib import Path

import pytest

from fonds.library.views import VIEWS, build_views_metadata, describe_views
from fonds.publish.dataset import FORMATS, build_dictionary
from fonds.publish.dataset_dictionary import TABLES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_data_dictionary_is_the_one_of_the_code() -> None:
    page = (DOCS / "dataset.md").read_text("utf-8")
    remedy = "put what fonds.publish.dataset.build_dictionary(TABLES) gives at the page's end"
    assert page.endswith(build_dictionary(TABLES)), remedy


def test_the_page_names_every_format() -> None:
    page = (DOCS / "dataset.md").read_text("utf-8")
    assert [kind for kind in FORMATS if f"`{kind}`" not in page] == []


def test_the_format_page_describes_the_views_as_the_code_does() -> None:
    page = (DOCS / "library-format.md").read_text("utf-8")
    remedy = "put what fonds.library.views.describe_views() gives under the heading"
    assert describe_views() in page.partition("\n## Views\n")[2], remedy


def test_the_metadata_for_datasette_is_the_one_of_the_code() -> None:
    committed = json.loads((DOCS / "datasette-library.json").read_text("utf-8"))
    assert committed == build_views_metadata()


@pytest.mark.parametrize("name", ["dataset-years", "dataset-ratings", "dataset-people"])
def test_the_pictures_are_there_and_small(name: str) -> None:
    assert 5_000 < (DOCS / "pictures" / f"{name}.png").stat().st_size < 100_000


def test_the_page_says_how_many_views_there_are() -> None:
    assert len(VIEWS) == 10
    assert "the ten views" in (DOCS / "datasette.md").read_text("utf-8")
