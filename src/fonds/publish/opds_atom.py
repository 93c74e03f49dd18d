"""OPDS 1.2: a feed as Atom, an entry on its own, and how to search.

Sources: OPDS Catalog 1.2 (11 November 2018); RFC 4287 (Atom); RFC 4685 (`thr:count`);
RFC 5005 (paging); OpenSearch 1.1.
"""

from collections.abc import Mapping

from lxml import etree

from fonds.publish.characters import clean_characters, one_line
from fonds.publish.opds_feed import (
    ACQUISITION,
    Book,
    Facet,
    Feed,
    FeedKind,
    Pages,
    Turn,
    make_entry_id,
    make_feed_id,
)

ROOT = "/opds"

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
OPDS = "http://opds-spec.org/2010/catalog"
THREAD = "http://purl.org/syndication/thread/1.0"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

ENTRY_TYPE = "application/atom+xml;type=entry;profile=opds-catalog"
SEARCH_TYPE = "application/opensearchdescription+xml"
NAVIGATION_TYPE = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
KIND_TYPES: Mapping[FeedKind, str] = {
    "navigation": NAVIGATION_TYPE,
    "acquisition": ACQUISITION_TYPE,
}
"""Media types, exactly as sections 2.2, 2.3, 5.1.2 and 7.1 spell them."""

SEARCH_PATH = "opensearch.xml"

_NAMESPACES: dict[str | None, str] = {
    None: ATOM,
    "dc": DC,
    "opds": OPDS,
    "thr": THREAD,
    "opensearch": OPENSEARCH,
}
_NOBODY = "Author unknown"
"""Atom demands an author of every entry (RFC 4287, 4.1.2)."""


def build_atom(feed: Feed, *, library: str) -> bytes:
    """Write a feed as OPDS 1.2.

    Args:
        feed: n turns, books and choices.
        library: who publishes it: the library's name.

    Returns:
        An Atom document in UTF-8; the same bytes for the same feed, always.

    Cost: O(n).
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_NAMESPACES)
    _add(root, "id", make_feed_id(feed.path))
    _add(root, "title", feed.title)
    if feed.about:
        _add(root, "subtitle", feed.about)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", library)
    _link(root, "self", _at(feed.path), KIND_TYPES[feed.kind])
    _link(root, "start", ROOT, NAVIGATION_TYPE)
    if feed.up is not None:
        _link(root, "up", _at(feed.up), NAVIGATION_TYPE)
    _link(root, "search", _at(SEARCH_PATH), SEARCH_TYPE, "Search this library")
    if feed.pages is not None:
        _add_pages(root, feed.pages, KIND_TYPES[feed.kind])
    for facet in feed.facets:
        _add_facet(root, facet)
    for turn in feed.turns:
        _add_turn(root, turn, feed.updated)
    for book in feed.books:
        _fill_entry(etree.SubElement(root, f"{{{ATOM}}}entry"), book)
    return _write(root)


def build_atom_entry(book: Book) -> bytes:
    """Write one book as an entry document (section 5): all that feeds say of it.

    Cost: O(n) for n characters.
    """
    root = etree.Element(f"{{{ATOM}}}entry", nsmap=_NAMESPACES)
    _fill_entry(root, book, is_alone=True)
    return _write(root)


def build_search_description(*, library: str, site: str) -> bytes:
    """Write how to search, as an OpenSearch description (section 3).

    Args:
        library: the library's name.
        site: the site's own address without a path; templates must be absolute.
    """
    space = f"{{{OPENSEARCH}}}"
    root = etree.Element(f"{space}OpenSearchDescription", nsmap={None: OPENSEARCH, "atom": ATOM})
    etree.SubElement(root, f"{space}ShortName").text = one_line(library)[:16].strip() or "Library"
    etree.SubElement(root, f"{space}Description").text = one_line(f"Stories in {library}")
    etree.SubElement(root, f"{space}InputEncoding").text = "UTF-8"
    etree.SubElement(root, f"{space}OutputEncoding").text = "UTF-8"
    for template in (
        "search?q={searchTerms}&page={startPage?}",
        "search?q={searchTerms?}&author={atom:author?}&title={atom:title?}&page={startPage?}",
    ):
        etree.SubElement(
            root,
            f"{space}Url",
            type=ACQUISITION_TYPE,
            template=f"{one_line(site)}{_at(template)}",
        )
    return _write(root)


def _at(path: str) -> str:
    """Give the address of a path of this version."""
    return f"{ROOT}/{path}" if path else ROOT


def _add_pages(root: etree._Element, pages: Pages, media_type: str) -> None:
    for rel, path in (
        ("first", pages.first),
        ("previous", pages.previous),
        ("next", pages.next),
        ("last", pages.last),
    ):
        if path is not None:
            _link(root, rel, _at(path), media_type)
    for name, number in (
        ("totalResults", pages.total),
        ("startIndex", (pages.number - 1) * pages.size + 1),
        ("itemsPerPage", pages.size),
    ):
        etree.SubElement(root, f"{{{OPENSEARCH}}}{name}").text = str(number)


def _add_facet(root: etree._Element, facet: Facet) -> None:
    for choice in facet.choices:
        link = _link(
            root,
            "http://opds-spec.org/facet",
            _at(choice.path),
            ACQUISITION_TYPE,
            choice.label,
        )
        link.set(f"{{{OPDS}}}facetGroup", one_line(facet.label))
        if choice.is_active:
            link.set(f"{{{OPDS}}}activeFacet", "true")
        if choice.count is not None:
            link.set(f"{{{THREAD}}}count", str(choice.count))


def _add_turn(root: etree._Element, turn: Turn, updated: str) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "id", make_feed_id(turn.path))
    _add(entry, "title", turn.label)
    _add(entry, "updated", updated)
    content = _add(entry, "content", turn.about or turn.label)
    content.set("type", "text")
    link = _link(entry, turn.rel, _at(turn.path), KIND_TYPES[turn.kind], turn.label)
    if turn.count is not None:
        link.set(f"{{{THREAD}}}count", str(turn.count))


def _fill_entry(entry: etree._Element, book: Book, *, is_alone: bool = False) -> None:
    _add(entry, "id", make_entry_id(book))
    _add(entry, "title", book.title)
    _add(entry, "updated", book.modified)
    for name in book.creators or (_NOBODY,):
        _add(_add(entry, "author"), "name", name)
    _term(entry, "identifier", book.identifier)
    if book.language:
        _term(entry, "language", book.language)
    if book.issued:
        _term(entry, "issued", book.issued)
    _term(entry, "extent", f"{book.words} words")
    if book.series:
        _term(entry, "isPartOf", book.series)
    for subject in book.subjects:
        category = etree.SubElement(entry, f"{{{ATOM}}}category")
        category.set("scheme", f"urn:fonds:{subject.facet}")
        category.set("term", clean_characters(subject.value))
        category.set("label", clean_characters(subject.label))
    if book.summary:
        _add(entry, "summary", book.summary).set("type", "text")
    rel = "self" if is_alone else "alternate"
    _link(entry, rel, _at(f"works/{book.work_id}"), ENTRY_TYPE, f"All about {book.title}")
    _link(entry, "related", book.page, "text/html", "Its card in the library")
    _link(entry, "http://opds-spec.org/image", book.cover, "image/png")
    _link(entry, "http://opds-spec.org/image/thumbnail", book.cover, "image/png")
    for file in book.files:
        _link(entry, ACQUISITION, file.href, file.media_type, file.label)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        element.text = clean_characters(text)
    return element


def _term(entry: etree._Element, name: str, text: str) -> None:
    etree.SubElement(entry, f"{{{DC}}}{name}").text = clean_characters(text)


def _link(
    parent: etree._Element, rel: str, href: str, media_type: str, title: str = ""
) -> etree._Element:
    link = etree.SubElement(parent, f"{{{ATOM}}}link")
    link.set("rel", rel)
    link.set("href", href)
    link.set("type", media_type)
    if title:
        link.set("title", one_line(title))
    return link


def _write(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
