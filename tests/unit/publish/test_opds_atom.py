"""OPDS 1.2: what the specification demands, by section; strange values do no harm."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.publish.opds_atom import build_atom, build_atom_entry, build_search_description
from fonds.publish.opds_feed import Feed, make_book
from tests.opds_books import HOSTILE, MODIFIED, make_entry, make_shelf_feed, make_way_feed
from tests.opds_rules import (
    ATOM,
    DC,
    OPENSEARCH,
    list_atom_faults,
    list_search_faults,
    parse_xml,
)

THREAD = "{http://purl.org/syndication/thread/1.0}"
OPDS = "{http://opds-spec.org/2010/catalog}"


@pytest.mark.parametrize(
    "feed",
    [
        make_shelf_feed(),
        make_shelf_feed(books=(), facets=()),
        make_way_feed(),
        make_way_feed(turns=()),
        Feed(title=HOSTILE, path="all?q=%3Cb%3E", about=HOSTILE),
    ],
)
def test_feeds_keep_every_rule(feed: Feed) -> None:
    assert list_atom_faults(build_atom(feed, library="Fonds")) == []


def test_a_broken_feed_would_be_seen() -> None:
    whole = build_atom(make_shelf_feed(), library="Fonds")
    for old, new in (
        (b"<updated>", b"<updated>soon "),
        (b'rel="self"', b'rel="selves"'),
        (b'rel="http://opds-spec.org/acquisition"', b'rel="get"'),
        (b"<name>Jane Doe</name>", b"<name/>"),
        (b'opds:facetGroup="Order"', b'opds:facetGroup="Order" opds:activeFacet="true"'),
        (b'title="Search this library"', b'title="x" opds:facetGroup="Order"'),
        (b"kind=acquisition", b"kind=acquisitions"),
    ):
        assert old in whole
        broken = whole.replace(b' opds:activeFacet="true"', b"") if b"active" in new else whole
        assert list_atom_faults(broken.replace(old, new)) != [], old


def test_a_book_has_its_metadata() -> None:
    entry = parse_xml(build_atom_entry(make_book(make_entry(), modified=MODIFIED)))
    assert list_atom_faults(build_atom_entry(make_book(make_entry(), modified=MODIFIED))) == []
    names = [one.findtext(f"{ATOM}name") for one in entry.findall(f"{ATOM}author")]
    assert names == ["Jane Doe", "Ada Moor"]
    assert entry.findtext(f"{DC}language") == "en-GB"
    assert entry.findtext(f"{DC}issued") == "1999-12"
    assert entry.findtext(f"{DC}extent") == "1234 words"
    terms = {(one.get("scheme"), one.get("term")) for one in entry.findall(f"{ATOM}category")}
    assert ("urn:fonds:fandom", "Sherlock Holmes") in terms
    acquired = [
        (link.get("type"), link.get("href"))
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel") == "http://opds-spec.org/acquisition"
    ]
    assert acquired[0] == ("application/epub+zip", "/works/wabc234/download/epub")
    assert [kind for kind, _ in acquired][1:] == ["text/html", "text/plain"]


def test_a_work_by_nobody_still_has_an_author() -> None:
    book = make_book(make_entry(creators=()), modified=MODIFIED)
    assert b"<name>Author unknown</name>" in build_atom_entry(book)


def test_pages_and_facets_are_links() -> None:
    root = parse_xml(build_atom(make_shelf_feed(), library="Fonds"))
    links = root.findall(f"{ATOM}link")
    pages = {link.get("rel"): link.get("href") for link in links}
    assert pages["first"] == pages["previous"] == "/opds/all"
    assert pages["next"] == pages["last"] == "/opds/all?page=3"
    assert root.findtext(f"{OPENSEARCH}totalResults") == "7"
    assert root.findtext(f"{OPENSEARCH}startIndex") == "4"
    facets = [link for link in links if link.get("rel") == "http://opds-spec.org/facet"]
    assert [(x.get("title"), x.get(f"{OPDS}activeFacet"), x.get(f"{THREAD}count")) for x in facets]
    assert facets[0].get(f"{OPDS}activeFacet") == "true"
    assert facets[1].get(f"{OPDS}activeFacet") is None
    assert facets[2].get(f"{THREAD}count") == "3"
    assert facets[3].get(f"{THREAD}count") == "0"


def test_the_end_has_no_next_and_the_beginning_no_previous() -> None:
    pages = make_shelf_feed().pages
    assert pages is not None
    feed = make_shelf_feed(pages=msgspec.structs.replace(pages, previous=None, next=None))
    rels = [
        link.get("rel") for link in parse_xml(build_atom(feed, library="F")).iter(f"{ATOM}link")
    ]
    assert "next" not in rels
    assert "previous" not in rels


def test_the_search_description_keeps_every_rule() -> None:
    data = build_search_description(library="A very long name of a library", site="http://x.test")
    assert list_search_faults(data) == []
    assert b"http://x.test/opds/search?q={searchTerms}" in data


def test_the_same_feed_has_the_same_bytes() -> None:
    one, two = (build_atom(make_shelf_feed(), library="Fonds") for _ in range(2))
    assert one == two


_TEXT = st.text(st.characters(exclude_categories=())) | st.just(HOSTILE)


@given(_TEXT, _TEXT, _TEXT)
def test_whatever_a_file_calls_itself_the_feed_is_well_formed(a: str, b: str, c: str) -> None:
    entry = make_entry(title=a, creators=(b, c), tags=(a, b), summary=c, series=a, fandoms=(b,))
    feed = make_shelf_feed(books=(make_book(entry, modified=MODIFIED),))
    assert list_atom_faults(build_atom(feed, library=a)) == []
