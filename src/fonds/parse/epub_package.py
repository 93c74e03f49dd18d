"""The package file of an EPUB: what it is made of and what it says of itself."""

import html
import posixpath
import re
import urllib.parse
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from fonds.model.claim import Claim
from fonds.parse.html_walk import render_markup
from fonds.parse.xml import find_attribute, find_local_name, find_text, parse_xml

BY = "epub/1"

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_AUTHOR_ROLES = frozenset({"", "aut"})
_NO_NAME = frozenset({"unknown", "unbekannt", "anonymous author", ""})
_STATED = 0.9
"""What a package states was often typed by whoever converted the file, so a title page that
says otherwise may win over it by a person's word only."""


class Item(Struct, frozen=True):
    """A file of the book.

    Attributes:
        path: its path in the container.
        media_type: as stated.
        is_nav: True for a table of contents that is no part of the text.
    """

    path: str
    media_type: str
    is_nav: bool


class Meta(Struct, frozen=True):
    """A statement of the package: Dublin Core or `<meta>`.

    Attributes:
        name: "title", "creator", … or the name or property of a `<meta>`.
        value: its text, white space collapsed.
        id: its identifier, or "".
        refines: the identifier of what it says something about, or "".
        role: `opf:role` or `opf:event`, or "".
    """

    name: str
    value: str
    id: str = ""
    refines: str = ""
    role: str = ""


class Package(Struct, frozen=True):
    """A package file, read.

    Attributes:
        items: every file it lists.
        spine: paths of the documents in reading order.
        metas: its statements in order.
    """

    items: tuple[Item, ...]
    spine: tuple[str, ...]
    metas: tuple[Meta, ...]


def read_package(path: str, data: bytes) -> Package:
    """Read a package file.

    Args:
        path: where it lies; paths in it are relative to that.
        data: its bytes.

    Returns:
        The package; empty where it says nothing.

    Raises:
        UnreadableXmlError: when it is not XML.

    Cost: O(n).
    """
    root = parse_xml(data)
    folder = posixpath.dirname(path)
    items: dict[str, Item] = {}
    refs: list[str] = []
    metas: list[Meta] = []
    for element in root.iter():
        name = find_local_name(element)
        if name == "item":
            items[find_attribute(element, "id")] = _read_item(folder, element)
        elif name == "itemref":
            refs.append(find_attribute(element, "idref"))
        elif _is_statement(element):
            metas.append(_read_meta(name, element))
    spine = tuple(items[ref].path for ref in refs if ref in items)
    return Package(tuple(items.values()), spine, tuple(metas))


def _is_statement(element: etree._Element) -> bool:
    above = element.getparent()
    while above is not None and find_local_name(above) in ("dc-metadata", "x-metadata"):
        above = above.getparent()
    return above is not None and find_local_name(above) == "metadata"


def _read_item(folder: str, element: etree._Element) -> Item:
    href = urllib.parse.unquote(find_attribute(element, "href").partition("#")[0])
    path = posixpath.normpath(posixpath.join(folder, href)) if href else ""
    properties = find_attribute(element, "properties").split()
    return Item(path, find_attribute(element, "media-type").lower(), "nav" in properties)


def _read_meta(name: str, element: etree._Element) -> Meta:
    value = find_text(element)
    if name == "meta":
        name = (find_attribute(element, "name") or find_attribute(element, "property")).lower()
        value = find_attribute(element, "content") or value
    return Meta(
        name,
        value.strip(),
        find_attribute(element, "id"),
        find_attribute(element, "refines").lstrip("#"),
        (find_attribute(element, "role") or find_attribute(element, "event")).lower(),
    )


def find_package_claims(package: Package) -> tuple[Claim, ...]:
    """Say what a package states: title, creators, language, date, summary, tags ….

    The words stand in the package file, not in the text, so these claims have no evidence
    in it.

    Cost: O(metas).
    """
    return tuple(
        Claim(field, value, "stated", _STATED, (), BY) for field, value in _find_values(package)
    )


def _find_values(package: Package) -> Iterator[tuple[str, object]]:
    metas = [meta for meta in package.metas if meta.value and not meta.refines]
    roles = {meta.refines: meta.value.lower() for meta in package.metas if meta.name == "role"}
    for meta in metas:
        if meta.name == "title":
            yield "title", meta.value
            break
    creators = [
        meta.value
        for meta in metas
        if meta.name == "creator"
        and (meta.role or roles.get(meta.id, "")) in _AUTHOR_ROLES
        and meta.value.lower() not in _NO_NAME
    ]
    if creators:
        yield "creators", list(dict.fromkeys(creators))
    for meta in metas:
        if meta.name == "language" and _LANGUAGE.fullmatch(meta.value):
            yield "language", meta.value
            break
    date = _find_date(metas)
    if date:
        yield "date", date
    for meta in metas:
        if meta.name == "description":
            summary = _find_plain(meta.value)
            if summary:
                yield "summary", summary
                break
    subjects = [meta.value for meta in metas if meta.name == "subject"]
    if subjects:
        yield "tags", list(dict.fromkeys(subjects))
    yield from _find_series(package)
    address = _find_address(metas)
    if address:
        yield "source_url", address


def _find_date(metas: list[Meta]) -> str | None:
    """The date of publication; a file's own making is no date of the story."""
    dates = [meta for meta in metas if meta.name == "date" and _DATE.match(meta.value)]
    wanted = [meta for meta in dates if meta.role in ("publication", "original-publication")]
    wanted = wanted or [meta for meta in dates if not meta.role]
    match = _DATE.match(wanted[0].value) if wanted else None
    # calibre writes the year 101 for "no date".
    return match.group(0) if match and match.group(0) >= "1000" else None


def _find_plain(value: str) -> str:
    """A description without its markup, which is escaped once or twice."""
    if "<" not in value and "&" not in value:
        return value
    if "<" not in value:
        value = html.unescape(value)
    return render_markup(value).chars.replace("\n* * *\n", "\n")


def _find_series(package: Package) -> Iterator[tuple[str, object]]:
    index: float | None = None
    title = ""
    for meta in package.metas:
        if meta.name == "calibre:series":
            title = title or meta.value
        elif meta.name == "calibre:series_index":
            index = _find_number(meta.value)
    if not title:
        for meta in package.metas:
            if meta.name == "belongs-to-collection" and meta.value:
                title = meta.value
                places = (
                    other.value
                    for other in package.metas
                    if other.refines == meta.id and other.name == "group-position"
                )
                index = _find_number(next(places, ""))
                break
    if title:
        yield "series", {"title": title, "index": index}


def _find_number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1e6 else None


def _find_address(metas: list[Meta]) -> str | None:
    for wanted in ("source", "identifier"):
        for meta in metas:
            if meta.name == wanted:
                value = meta.value.removeprefix("url:").removeprefix("URL:")
                if value.startswith(("http://", "https://")):
                    return value
    return None
