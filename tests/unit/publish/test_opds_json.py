"""OPDS 2.0: what the specification demands; and the same as 1.2 says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.publish.opds_atom import build_atom
from fonds.publish.opds_feed import Feed, make_book
from fonds.publish.opds_json import build_opds, build_publication
from tests.opds_books import HOSTILE, MODIFIED, make_entry, make_shelf_feed, make_way_feed
from tests.opds_rules import ATOM, list_opds_faults, list_publication_faults, parse_xml


def write(feed: Feed) -> Any:
    return json.loads(build_opds(feed))


@pytest.mark.parametrize(
    "feed",
    [
        make_shelf_feed(),
        make_shelf_feed(books=()),
        make_way_feed(),
        make_way_feed(turns=()),
        Feed(title="x" + HOSTILE, path="all?q=%3Cb%3E", about=HOSTILE),
    ],
)
def test_feeds_keep_every_rule(feed: Feed) -> None:
    assert list_opds_faults(write(feed)) == []


def test_a_broken_feed_would_be_seen() -> None:
    for path, value in (
        (("metadata", "title"), ""),
        (("metadata", "currentPage"), 0),
        (("links", 0, "rel"), "selves"),
        (("publications", 0, "images", 0, "type"), "image/svg+xml"),
        (("publications", 0, "links", 2, "rel"), "get"),
        (("publications", 0, "metadata", "modified"), "soon"),
        (("facets", 0, "metadata"), {}),
    ):
        whole = write(make_shelf_feed())
        if path[0] == "publications":
            whole["publications"][0]["links"] = whole["publications"][0]["links"][:3]
        here = whole
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value
        assert list_opds_faults(whole) != [], path


def test_an_empty_list_is_no_collection() -> None:
    feed = write(make_shelf_feed(books=()))
    assert "publications" not in feed
    assert feed["navigation"][0]["href"] == "/opds/v2"


def test_a_publication_has_its_metadata() -> None:
    entry = make_entry(date="1999-12-24")
    book = json.loads(build_publication(make_book(entry, modified=MODIFIED)))
    assert list_publication_faults(book) == []
    metadata = book["metadata"]
    assert metadata["author"] == [
        {"name": "Jane Doe", "sortAs": "Doe, Jane"},
        {"name": "Ada Moor", "sortAs": "Moor, Ada"},
    ]
    assert metadata["published"] == "1999-12-24"
    assert metadata["belongsTo"] == {"series": {"name": "Nights, 2"}}
    assert {"name": "fog", "code": "fog", "scheme": "urn:fonds:tag"} in metadata["subject"]


def test_a_date_that_is_only_a_month_is_not_made_a_day() -> None:
    book = json.loads(build_publication(make_book(make_entry(), modified=MODIFIED)))
    assert "published" not in book["metadata"]


def test_pages_and_facets_are_told() -> None:
    feed = write(make_shelf_feed())
    links = {link["rel"]: link["href"] for link in feed["links"]}
    assert links["previous"] == "/opds/v2/all"
    assert links["next"] == "/opds/v2/all?page=3"
    assert feed["metadata"]["numberOfItems"] == 7
    assert feed["facets"][0]["links"][0]["rel"] == "self"
    assert feed["facets"][1]["links"][0]["properties"] == {"numberOfItems": 3}


@pytest.mark.parametrize("feed", [make_shelf_feed(), make_way_feed()])
def test_both_versions_tell_the_same(feed: Feed) -> None:
    atom, opds = parse_xml(build_atom(feed, library="Fonds")), write(feed)
    titles = [one.findtext(f"{ATOM}title") for one in atom.findall(f"{ATOM}entry")]
    named = [one["title"] for one in opds.get("navigation", [])]
    named += [one["metadata"]["title"] for one in opds.get("publications", [])]
    assert titles == named
    assert atom.findtext(f"{ATOM}id") == opds["metadata"]["identifier"]
    files = {
        link.get("href")
        for link in atom.iter(f"{ATOM}link")
        if link.get("rel") == "http://opds-spec.org/acquisition"
    }
    assert files == {
        link["href"]
        for one in opds.get("publications", [])
        for link in one["links"]
        if link["rel"] == "http://opds-spec.org/acquisition"
    }


_TEXT = st.text(st.characters(exclude_categories=())) | st.just(HOSTILE)


@given(_TEXT, _TEXT)
def test_whatever_a_file_calls_itself_the_feed_keeps_the_rules(a: str, b: str) -> None:
    entry = make_entry(title=a, creators=(b,), tags=(a, b), summary=b, series=a)
    feed = make_shelf_feed(books=(make_book(entry, modified=MODIFIED),))
    assert list_opds_faults(write(feed)) == []
