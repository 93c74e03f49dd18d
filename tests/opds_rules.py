"""What the specifications of OPDS demand, as rules that name their section.

Not the published schemas, which are not ours to keep here: the sentences with "must" of
OPDS Catalog 1.2, OPDS Catalog 2.0, Authentication for OPDS 1.0 and of RFC 4287 that speak
of what we write, each as one check.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
OPDS = "{http://opds-spec.org/2010/catalog}"
DC = "{http://purl.org/dc/terms/}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ENTRY = "application/atom+xml;type=entry;profile=opds-catalog"
SEARCH = "application/opensearchdescription+xml"
ACQUIRE = "http://opds-spec.org/acquisition"
FACET = "http://opds-spec.org/facet"

FEED_TYPE = "application/opds+json"
RASTERS = {"image/jpeg", "image/png", "image/gif"}

_URI = re.compile(r"[^\s<>{}|^`\"]+\Z")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>{}|^`\"]+\Z", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r".+/.+\Z")


def parse_xml(data: bytes) -> etree._Element:
    """Parse a document; it must be well-formed."""
    return etree.fromstring(data)


def list_atom_faults(data: bytes) -> list[str]:
    """List what is wrong with an OPDS 1.2 feed or entry document."""
    root = parse_xml(data)
    if root.tag == f"{ATOM}entry":
        return [*_check_entry(root, has_feed_author=False), *_check_books([root])]
    return list(_check_feed(root))


def _check_feed(root: etree._Element) -> Iterator[str]:
    if root.tag != f"{ATOM}feed":
        yield "2: a catalogue feed document is an Atom feed"
        return
    yield from _check_head(root)
    links = root.findall(f"{ATOM}link")
    rels = [link.get("rel") for link in links]
    if rels.count("self") != 1:
        yield "2.6: a feed has one self link"
    if "start" not in rels:
        yield "2.1: a feed has a link to the root"
    for link in links:
        yield from _check_link(link)
    children = [child.tag for child in root]
    first = children.index(f"{ATOM}entry") if f"{ATOM}entry" in children else len(children)
    if any(tag != f"{ATOM}entry" for tag in children[first:]):
        yield "2.6: entries follow all metadata"
    entries = root.findall(f"{ATOM}entry")
    has_author = root.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in entries:
        yield from _check_entry(entry, has_feed_author=has_author)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "RFC 4287 4.2.6: each entry has an identifier of its own"
    is_of_books = [_is_of_book(entry) for entry in entries]
    if any(is_of_books) and not all(is_of_books):
        yield "2: a feed is of navigation or of acquisition, not both"
    if any(is_of_books):
        yield from _check_books(entries)
    elif FACET in rels and entries:
        yield "4: facets appear in acquisition feeds only"
    yield from _check_facets(links)


def _check_head(element: etree._Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"RFC 4287 4.1: one atom:{name}"
    if not _ABSOLUTE.match(element.findtext(f"{ATOM}id") or ""):
        yield "RFC 4287 4.2.6: an identifier is an absolute IRI"
    if not is_moment(element.findtext(f"{ATOM}updated") or ""):
        yield "RFC 4287 3.3: atom:updated is a date of RFC 3339"
    if not (element.findtext(f"{ATOM}title") or "").strip():
        yield "a title says something"


def _check_link(link: etree._Element) -> Iterator[str]:
    rel, href, kind = link.get("rel", ""), link.get("href", ""), link.get("type", "")
    if not _URI.match(href):
        yield f"RFC 4287 4.2.7.1: href is an IRI: {href!r}"
    if not _MEDIA_TYPE.match(kind):
        yield f"RFC 4287 4.2.7.3: type is a media type: {kind!r}"
    if rel == "search" and kind != SEARCH:
        yield "3: the search link has the type of OpenSearch descriptions"
    if "opds-catalog" in kind and kind not in {NAVIGATION, ACQUISITION, ENTRY}:
        yield f"7.1: no such media type: {kind}"
    if rel != FACET and (link.get(f"{OPDS}facetGroup") or link.get(f"{OPDS}activeFacet")):
        yield "4: the attributes of facets stand on facets"


def _check_facets(links: list[etree._Element]) -> Iterator[str]:
    active: dict[str, int] = {}
    seen: dict[tuple[str, str], str] = {}
    for link in links:
        if link.get("rel") != FACET:
            continue
        group = link.get(f"{OPDS}facetGroup", "")
        mark = link.get(f"{OPDS}activeFacet")
        if mark not in {None, "true"}:
            yield "4: opds:activeFacet is true or absent"
        active[group] = active.get(group, 0) + (mark == "true")
        key = (link.get("href", ""), link.get("title", ""))
        if seen.setdefault(key, group) != group:
            yield f"4: a facet appears in one group only: {key}"
        if not link.get("title"):
            yield "a facet says what it is"
    yield from (f"4: more than one active facet in {group}" for group, n in active.items() if n > 1)


def _is_of_book(entry: etree._Element) -> bool:
    return any(link.get("rel", "").startswith(ACQUIRE) for link in entry.findall(f"{ATOM}link"))


def _check_entry(entry: etree._Element, *, has_feed_author: bool) -> Iterator[str]:
    yield from _check_head(entry)
    for link in entry.findall(f"{ATOM}link"):
        yield from _check_link(link)
    authors = entry.findall(f"{ATOM}author")
    if not authors and not has_feed_author:
        yield "RFC 4287 4.1.2: an entry has an author if its feed has none"
    if any(not author.findtext(f"{ATOM}name") for author in authors):
        yield "RFC 4287 3.2.1: a person has a name"
    has_content = entry.find(f"{ATOM}content") is not None
    rels = {link.get("rel") for link in entry.findall(f"{ATOM}link")}
    if not has_content and not rels & {"alternate", "self"}:
        yield "RFC 4287 4.1.2: an entry without content has an alternate link"
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "RFC 4287 4.2.2.1: a category has a term"


def _check_books(entries: list[etree._Element]) -> Iterator[str]:
    for entry in entries:
        links = entry.findall(f"{ATOM}link")
        acquiring = [link for link in links if link.get("rel", "").startswith(ACQUIRE)]
        if not acquiring:
            yield "5: an entry has an acquisition link"
        if any(not link.get("type") for link in acquiring):
            yield "5.3: acquisition links say their type"
        for link in links:
            if link.get("rel") == "alternate" and link.get("type") != ENTRY:
                yield "5.1.2: the complete entry has its type"
            is_picture = link.get("rel", "").startswith("http://opds-spec.org/image")
            if is_picture and link.get("type") not in RASTERS:
                yield "5.2.2: pictures are GIF, JPEG or PNG"
        summary = entry.find(f"{ATOM}summary")
        if summary is not None and (summary.get("type") != "text" or len(summary)):
            yield "5.1.3: a summary is text"
        entry_id = entry.findtext(f"{ATOM}id")
        if any(one.text == entry_id for one in entry.findall(f"{DC}identifier")):
            yield "5.1.1: dc:identifier does not identify the entry"
        for name in ("title", "creator", "subject", "rights", "description", "abstract"):
            if entry.find(f"{DC}{name}") is not None:
                yield f"5.1.1: not dc:{name}"


def list_search_faults(data: bytes) -> list[str]:
    """List what is wrong with an OpenSearch description."""
    root = parse_xml(data)
    faults = []
    if root.tag != f"{OPENSEARCH}OpenSearchDescription":
        faults.append("OpenSearch 1.1: the root element")
    if not 0 < len(root.findtext(f"{OPENSEARCH}ShortName") or "") <= 16:
        faults.append("OpenSearch 1.1: ShortName has 1 to 16 characters")
    if not 0 < len(root.findtext(f"{OPENSEARCH}Description") or "") <= 1024:
        faults.append("OpenSearch 1.1: Description has 1 to 1024 characters")
    urls = root.findall(f"{OPENSEARCH}Url")
    if not urls or any(url.get("type") != ACQUISITION for url in urls):
        faults.append("OPDS 1.2, 3: the search interface has the type of catalogues")
    if any("{searchTerms" not in url.get("template", "") for url in urls):
        faults.append("OpenSearch 1.1: a template takes the terms")
    if any("://" not in url.get("template", "") for url in urls):
        faults.append("OpenSearch 1.1: a template is a whole address")
    return faults


def list_opds_faults(feed: Any) -> list[str]:
    """List what is wrong with an OPDS 2.0 feed."""
    return list(_check_opds(feed))


def _check_opds(feed: Any) -> Iterator[str]:
    if not isinstance(feed, dict):
        yield "1.1: a feed is an object"
        return
    if set(feed) - {"metadata", "links", "navigation", "publications", "groups", "facets"}:
        yield "2: no other collections"
    if not any(feed.get(name) for name in ("navigation", "publications", "groups")):
        yield "1.1: a feed holds navigation, publications or groups"
    if "navigation" in feed and "publications" in feed:
        yield "2.5: more than one collection needs groups"
    yield from _check_opds_head(feed.get("metadata", {}))
    links = feed.get("links", [])
    if [link.get("rel") for link in links].count("self") != 1:
        yield "1.1: a feed has a self link"
    facets = feed.get("facets", [])
    for link in [*links, *feed.get("navigation", []), *(x for f in facets for x in f["links"])]:
        yield from _check_json_link(link)
    if any(not link.get("title") for link in feed.get("navigation", [])):
        yield "2.1: each link of navigation has a title"
    yield from _check_opds_facets(facets)
    for publication in feed.get("publications", []):
        yield from list_publication_faults(publication)
    searches = [link for link in links if link.get("rel") == "search"]
    if any("query" not in link["href"] or not link.get("templated") for link in searches):
        yield "3: search is a template that takes query"


def _check_opds_head(metadata: Any) -> Iterator[str]:
    if not metadata.get("title"):
        yield "1.1: a feed has a title"
    if not is_moment(metadata.get("modified", "")):
        yield "modified is a moment"
    for name, least in (("numberOfItems", 0), ("itemsPerPage", 1), ("currentPage", 1)):
        if name in metadata and not (type(metadata[name]) is int and metadata[name] >= least):
            yield f"4: {name} is a whole number"


def _check_opds_facets(facets: Any) -> Iterator[str]:
    for facet in facets:
        if not facet.get("metadata", {}).get("title"):
            yield "2.4: a facet group has a title"
        if len(facet["links"]) < 2:
            yield "2.4: a facet group has two links or more"


def _check_json_link(link: Any) -> Iterator[str]:
    if not isinstance(link.get("href"), str) or not link["href"]:
        yield "a link has an address"
    elif not link.get("templated") and not _URI.match(link["href"]):
        yield f"an address is one: {link['href']!r}"
    if not _MEDIA_TYPE.match(link.get("type", "")):
        yield "a link says its type"


def list_publication_faults(publication: Any) -> list[str]:
    """List what is wrong with an OPDS 2.0 publication."""
    faults = []
    metadata, links = publication.get("metadata", {}), publication.get("links", [])
    if not isinstance(metadata.get("title"), str) or not metadata["title"].strip():
        faults.append("5.2: a publication has a title")
    if not _ABSOLUTE.match(metadata.get("identifier", "")):
        faults.append("5.2: an identifier is a URI")
    if not is_moment(metadata.get("modified", "")):
        faults.append("5.2: modified is a moment")
    if "published" in metadata and not re.match(r"\d{4}-\d{2}-\d{2}\Z", metadata["published"]):
        faults.append("5.2: published is a day")
    rels = [link.get("rel") for link in links]
    if "self" not in rels:
        faults.append("drafts: a publication has a self link")
    if not any(str(rel).startswith(ACQUIRE) for rel in rels):
        faults.append("5.1: a publication has an acquisition link")
    if not any(one.get("type") in RASTERS for one in publication.get("images", [])):
        faults.append("2.3: one picture at least is a raster")
    for link in [*links, *publication.get("images", [])]:
        faults += _check_json_link(link)
    if any(not subject.get("name") for subject in metadata.get("subject", [])):
        faults.append("a subject has a name")
    return faults


def list_authentication_faults(document: Any) -> list[str]:
    """List what is wrong with an authentication document."""
    faults = []
    if not _ABSOLUTE.match(document.get("id", "")):
        faults.append("2.3.1: id is a URL")
    if not document.get("title"):
        faults.append("2.3.1: title is there")
    flows = document.get("authentication")
    if not flows or any(not _ABSOLUTE.match(flow.get("type", "")) for flow in flows):
        faults.append("3.1: each flow has a type")
    if any("href" not in link for link in document.get("links", [])):
        faults.append("2.3.2: each link has an address")
    return faults


def is_moment(text: str) -> bool:
    """Tell whether a text is a moment of RFC 3339."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
