"""Accessions: every file of a heap has a line."""

import html

import pytest

from tests.web.conftest import Site
from tests.web.heaps import make_heap


def test_every_accession_is_listed_with_its_numbers(site: Site) -> None:
    page = site.page("/accessions")
    assert "attic" in page
    assert "8 files" in page
    assert "1 came twice." in page
    assert "1 was not taken in." in page


def test_every_file_of_the_heap_is_accounted_for(site: Site) -> None:
    page = html.unescape(site.page("/accessions/1"))
    for path in (*make_heap(), "holmes/huge.txt", "old disk.zip › foret/chene.txt"):
        assert f">{path}<" in page, path
    assert "It is too large." in page
    assert "the same bytes are kept already" in page


@pytest.mark.parametrize(("outcome", "lines"), [("story", 5), ("refused", 1), ("nonsense", 9)])
def test_an_account_can_be_narrowed_to_one_outcome(site: Site, outcome: str, lines: int) -> None:
    page = site.page(f"/accessions/1?outcome={outcome}")
    assert page.count("<tr data-outcome=") == lines


@pytest.mark.parametrize(("rest", "status"), [("2", 404), ("x", 400), ("1?page=0", 400)])
def test_an_accession_that_does_not_exist_is_answered_kindly(
    site: Site, rest: str, status: int
) -> None:
    site.page(f"/accessions/{rest}", status=status)
