"""OPDS 2.0: a feed and a publication as JSON.

Sources: OPDS Catalog 2.0; Readium Web Publication Manifest, whose metadata it uses.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from fonds.model.names import sort_name
from fonds.publish.characters import clean_characters
from fonds.publish.cover_picture import HEIGHT, WIDTH
from fonds.publish.opds_feed import ACQUISITION, Book, Facet, Feed, Pages, Subject, make_feed_id

ROOT = "/opds/v2"
FEED_TYPE = "application/opds+json"
BOOK_TYPE = "application/opds-publication+json"

_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def build_opds(feed: Feed) -> bytes:
    """Write a feed as OPDS 2.0.

    A feed must hold a way on or a publication, and an empty list is neither (section 1.1
    and the published schema): a feed that found nothing leads back to the start.

    Args:
        feed: n turns, books and choices.

    Returns:
        JSON in UTF-8; the same bytes for the same feed, always.

    Cost: O(n).
    """
    answer: dict[str, Any] = {
        "metadata": _describe(feed),
        "links": _list_links(feed),
    }
    if feed.books:
        answer["publications"] = [describe_book(book) for book in feed.books]
    else:
        answer["navigation"] = [
            {
                "href": _at(turn.path),
                "title": clean_characters(turn.label),
                "type": FEED_TYPE,
                "rel": turn.rel,
                **({"properties": {"numberOfItems": turn.count}} if turn.count is not None else {}),
            }
            for turn in feed.turns
        ] or [{"href": ROOT, "title": "Back to the start", "type": FEED_TYPE, "rel": "start"}]
    if feed.facets:
        answer["facets"] = [_describe_facet(facet) for facet in feed.facets]
    return _write(answer)


def build_publication(book: Book) -> bytes:
    """Write one book on its own (section 5.1). Cost: O(n) for n characters."""
    return _write(describe_book(book))


def describe_book(book: Book) -> dict[str, Any]:
    """Give a book as an OPDS publication: metadata, links and images."""
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/ShortStory",
        "identifier": book.identifier,
        "title": book.title,
        "modified": book.modified,
    }
    if book.creators:
        metadata["author"] = [{"name": name, "sortAs": sort_name(name)} for name in book.creators]
    if book.language:
        metadata["language"] = book.language
    # The schema takes a whole day only; a year alone stays in the summary's place: unsaid.
    if book.issued and _WHOLE_DATE.match(book.issued):
        metadata["published"] = book.issued
    if book.summary:
        metadata["description"] = book.summary
    if book.series:
        metadata["belongsTo"] = {"series": {"name": book.series}}
    if book.subjects:
        metadata["subject"] = [_describe_subject(one) for one in book.subjects]
    return {
        "metadata": metadata,
        "links": [
            {"rel": "self", "href": _at(f"works/{book.work_id}"), "type": BOOK_TYPE},
            {"rel": "alternate", "href": book.page, "type": "text/html"},
            *(
                {
                    "rel": ACQUISITION,
                    "href": file.href,
                    "type": file.media_type,
                    "title": file.label,
                }
                for file in book.files
            ),
        ],
        "images": [{"href": book.cover, "type": "image/png", "width": WIDTH, "height": HEIGHT}],
    }


def _at(path: str) -> str:
    """Give the address of a path of this version."""
    return f"{ROOT}/{path}" if path else ROOT


def _describe(feed: Feed) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "identifier": make_feed_id(feed.path),
        "title": clean_characters(feed.title),
        "modified": feed.updated,
    }
    if feed.about:
        metadata["description"] = clean_characters(feed.about)
    if feed.pages is not None:
        metadata["numberOfItems"] = feed.pages.total
        metadata["itemsPerPage"] = feed.pages.size
        metadata["currentPage"] = feed.pages.number
    return metadata


def _list_links(feed: Feed) -> list[Mapping[str, Any]]:
    links: list[Mapping[str, Any]] = [
        {"rel": "self", "href": _at(feed.path), "type": FEED_TYPE},
        {"rel": "start", "href": ROOT, "type": FEED_TYPE},
        {
            "rel": "search",
            "href": f"{ROOT}/search{{?query,title,author}}",
            "type": FEED_TYPE,
            "templated": True,
        },
    ]
    if feed.up is not None:
        links.append({"rel": "up", "href": _at(feed.up), "type": FEED_TYPE})
    if feed.pages is not None:
        links += _list_pages(feed.pages)
    return links


def _list_pages(pages: Pages) -> list[Mapping[str, Any]]:
    paths = {
        "first": pages.first,
        "previous": pages.previous,
        "next": pages.next,
        "last": pages.last,
    }
    return [
        {"rel": rel, "href": _at(path), "type": FEED_TYPE}
        for rel, path in paths.items()
        if path is not None
    ]


def _describe_facet(facet: Facet) -> dict[str, Any]:
    links = []
    for choice in facet.choices:
        link: dict[str, Any] = {
            "href": _at(choice.path),
            "type": FEED_TYPE,
            "title": clean_characters(choice.label),
        }
        if choice.is_active:
            link["rel"] = "self"
        if choice.count is not None:
            link["properties"] = {"numberOfItems": choice.count}
        links.append(link)
    return {"metadata": {"title": clean_characters(facet.label)}, "links": links}


def _describe_subject(subject: Subject) -> dict[str, str]:
    return {
        "name": subject.label,
        "code": subject.value,
        "scheme": f"urn:fonds:{subject.facet}",
    }


def _write(answer: Mapping[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
