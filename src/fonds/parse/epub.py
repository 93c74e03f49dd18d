"""EPUB 2 and 3: the documents of the spine, one after the other."""

import posixpath
import re
import urllib.parse

from msgspec import Struct

from fonds.model.block import Block
from fonds.model.claim import Claim
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Step, Text
from fonds.parse.ao3 import read_ao3
from fonds.parse.epub_package import Package, find_package_claims, read_package
from fonds.parse.fanficfare import read_fanficfare
from fonds.parse.html import find_page_blocks, find_page_problems
from fonds.parse.html_tags import ClassRules, find_class_rules, join_rules
from fonds.parse.html_walk import Walker
from fonds.parse.known_page import set_block
from fonds.parse.markup import find_declared_charset
from fonds.parse.page import Page
from fonds.parse.plain import Decoder
from fonds.parse.xml import UnreadableXmlError, find_attribute, find_local_name, parse_xml
from fonds.parse.zip_members import UnreadableZipError, ZipMembers

EPUB_RENDER = "epub/1"

DAMAGED = "parse.epub-damaged"
MISSING = "parse.epub-missing"
LOCKED = "parse.epub-locked"
UNLISTED = "parse.epub-unlisted"

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DOCUMENT_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml"})
_DOCUMENT_NAME = re.compile(r"\.(?:xhtml|html|htm|xml)$", re.IGNORECASE)
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MAX_DOCUMENTS = 5_000


class _Book(Struct):
    """What was read of the container."""

    page: Page
    package: Package | None
    problems: list[Problem]


def read_epub(data: bytes, decode: Decoder) -> Manuscript:
    """Read an EPUB.

    Args:
        data: the original's bytes.
        decode: bytes and a declared charset (or None) to a text and its problems.

    Returns:
        A manuscript; settled when it is a download from a site we know. Without blocks,
        and with a problem that says why, when the container cannot be opened.

    Cost: O(bytes, inflated), limited.
    """
    book = _read_book(data, decode)
    page = book.page
    text = Text(page.chars, (Step("render", EPUB_RENDER, 0, len(data)),))
    problems = (*book.problems, *find_page_problems(page))
    known = read_ao3(page) or read_fanficfare(page)
    if known is not None:
        return Manuscript(text, known.blocks, known.claims, settled=True, problems=problems)
    claims: tuple[Claim, ...] = ()
    if book.package is not None:
        claims = find_package_claims(book.package)
    return Manuscript(text, _mark_contents(page), claims, problems=problems)


def render_epub(data: bytes, decode: Decoder) -> str:
    """Render an EPUB to characters, as `read_epub` does; used to replay its step.

    Cost: O(bytes, inflated), limited.
    """
    return _read_book(data, decode).page.chars


def _mark_contents(page: Page) -> tuple[Block, ...]:
    """Blocks of the page; tables of contents stand before the story, wherever they are."""
    return tuple(
        set_block(block, "chrome", "front") if block.kind == "chrome" else block
        for block in find_page_blocks(page)
    )


def _read_book(data: bytes, decode: Decoder) -> _Book:
    walker = Walker()
    problems: list[Problem] = []
    package: Package | None = None
    try:
        members = ZipMembers(data)
    except UnreadableZipError as fault:
        problems.append(Problem(DAMAGED, str(fault)))
        return _Book(walker.finish(), None, problems)
    locked = _find_locked(members, problems)
    package = _find_package(members, problems)
    rules = _read_rules(members, package)
    for name in _list_documents(members, package, problems)[:_MAX_DOCUMENTS]:
        if name in locked:
            problems.append(Problem(LOCKED, f"{name!r} is encrypted and cannot be read", name))
            continue
        try:
            raw = members.get(name)
        except UnreadableZipError as fault:
            problems.append(Problem(MISSING, f"a part of the book is not there: {fault}", name))
            continue
        document, found = decode(raw, find_declared_charset(raw))
        problems.extend(found)
        walker.add_document(document.chars, is_xhtml=True, rules=rules)
    return _Book(walker.finish(), package, problems)


def _find_package(members: ZipMembers, problems: list[Problem]) -> Package | None:
    """Find the package file: where the container says, else the first `.opf`."""
    path = ""
    try:
        for element in parse_xml(members.get(_CONTAINER)).iter():
            if find_local_name(element) == "rootfile":
                path = find_attribute(element, "full-path")
                break
    except (UnreadableZipError, UnreadableXmlError) as fault:
        problems.append(Problem(DAMAGED, f"the container's list cannot be read: {fault}"))
    if not path or members.find_name(path) is None:
        path = next((name for name in members.names if name.lower().endswith(".opf")), "")
    if not path:
        problems.append(Problem(DAMAGED, "no package file says what the book is made of"))
        return None
    try:
        return read_package(path, members.get(path))
    except (UnreadableZipError, UnreadableXmlError) as fault:
        problems.append(Problem(DAMAGED, f"the package file cannot be read: {fault}"))
        return None


def _list_documents(
    members: ZipMembers, package: Package | None, problems: list[Problem]
) -> list[str]:
    """List the documents in reading order; those outside the spine come last."""
    if package is None:
        return [name for name in members.names if _is_document(name)]
    listed: list[str] = []
    for path in package.spine:
        name = members.find_name(path)
        if name is None:
            problems.append(Problem(MISSING, f"{path!r} is listed but not there", path))
        elif name not in listed:
            listed.append(name)
    seen = set(listed)
    spare = [
        name
        for item in package.items
        if item.media_type in _DOCUMENT_TYPES and not item.is_nav
        for name in [members.find_name(item.path)]
        if name is not None and name not in seen and not _is_cover(name)
    ]
    if spare:
        message = f"{len(spare)} documents stand outside the reading order; they were put last"
        problems.append(Problem(UNLISTED, message, ", ".join(spare)[:200]))
    return listed + list(dict.fromkeys(spare))


def _is_document(name: str) -> bool:
    return _DOCUMENT_NAME.search(name) is not None and not name.startswith("META-INF/")


def _is_cover(name: str) -> bool:
    return "cover" in posixpath.basename(name).lower()


def _find_locked(members: ZipMembers, problems: list[Problem]) -> frozenset[str]:
    """Find members that are encrypted; obscured fonts do not count."""
    if members.find_name(_ENCRYPTION) is None:
        return frozenset()
    locked: set[str] = set()
    try:
        root = parse_xml(members.get(_ENCRYPTION))
    except (UnreadableZipError, UnreadableXmlError) as fault:
        problems.append(Problem(DAMAGED, f"the list of encrypted parts cannot be read: {fault}"))
        return frozenset()
    for data in root.iter():
        if find_local_name(data) != "encrypteddata":
            continue
        method = ""
        for element in data.iter():
            name = find_local_name(element)
            if name == "encryptionmethod" and not method:
                method = find_attribute(element, "Algorithm")
            elif name == "cipherreference" and method not in _FONT_LOCKS:
                path = urllib.parse.unquote(find_attribute(element, "URI"))
                locked.add(members.find_name(path) or path)
    return frozenset(locked)


def _read_rules(members: ZipMembers, package: Package | None) -> ClassRules:
    """Read what class names mean from the book's style sheets; what fails means nothing."""
    merged = ClassRules()
    if package is None:
        return merged
    for item in package.items:
        if item.media_type != "text/css" or members.find_name(item.path) is None:
            continue
        try:
            css = members.get(item.path).decode("utf-8", errors="replace")
        except UnreadableZipError:
            continue
        merged = join_rules(merged, find_class_rules(css))
    return merged
