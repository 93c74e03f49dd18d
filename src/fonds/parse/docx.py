"""Word documents (docx): the main text, its notes and running heads.

Read with our own walk: it keeps what is set in the middle, takes text out of boxes and smart
tags, and meets no recursion limit.
"""

import posixpath

from lxml import etree

from fonds.model.block import BlockKind, Style
from fonds.model.claim import Claim
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.parse.office_document import OfficeDocument, make_manuscript, read_part
from fonds.parse.office_styles import (
    NOTES,
    RUNNING,
    NamedStyle,
    find_named_kind,
    is_office_title,
    is_person,
    resolve_style,
)
from fonds.parse.page import Element
from fonds.parse.page_writer import Frame, Mark, PageWriter
from fonds.parse.plain import Decoder
from fonds.parse.xml import (
    find_attribute,
    find_local_name,
    find_text,
)
from fonds.parse.zip_members import UnreadableZipError, ZipMembers

DOCX_RENDER = "docx/1"
BY = "docx/1"

DAMAGED = "parse.docx-damaged"

_SKIPPED = frozenset(
    {"del", "movefrom", "instrtext", "deltext", "fallback", "ppr", "rpr", "tblpr", "sectpr"}
)
"""Deleted text, field codes, and the second copy of what `Choice` holds."""

_TOGGLES: dict[str, Style] = {
    "i": "italic",
    "b": "bold",
    "u": "underline",
    "strike": "strike",
    "dstrike": "strike",
}
_OFF = frozenset({"0", "false", "none", "off"})


def read_docx(data: bytes, _decode: Decoder) -> Manuscript:
    """Read a Word document.

    Args:
        data: the original's bytes.

    Returns:
        A manuscript that is not settled; without blocks, and with a problem, when the
        container cannot be opened.

    Cost: O(bytes, inflated), limited.
    """
    return make_manuscript(_read_document(data), DOCX_RENDER, len(data))


def render_docx(data: bytes, _decode: Decoder) -> str:
    """Render a Word document to characters, as `read_docx` does; used to replay its step.

    Cost: O(bytes, inflated), limited.
    """
    return _read_document(data).page.chars


def _read_document(data: bytes) -> OfficeDocument:
    problems: list[Problem] = []
    writer = PageWriter()
    try:
        members = ZipMembers(data)
    except UnreadableZipError as fault:
        return OfficeDocument(writer.finish(), (), [Problem(DAMAGED, str(fault))])
    main = _find_main(members)
    folder = posixpath.dirname(main)
    styles = _read_styles(read_part(members, posixpath.join(folder, "styles.xml"), None, DAMAGED))
    walk = _Walk(writer, styles)
    for name in _list_parts(members, folder, "header"):
        walk.add_part(read_part(members, name, problems, DAMAGED), Element(-1, RUNNING, "head"))
    walk.add_part(read_part(members, main, problems, DAMAGED), Element(-1, "document"))
    for name in ("footnotes.xml", "endnotes.xml"):
        path = posixpath.join(folder, name)
        walk.add_part(read_part(members, path, None, DAMAGED), Element(-1, NOTES))
    for name in _list_parts(members, folder, "footer"):
        walk.add_part(read_part(members, name, problems, DAMAGED), Element(-1, RUNNING, "foot"))
    claims = _find_claims(read_part(members, "docProps/core.xml", None, DAMAGED))
    return OfficeDocument(writer.finish(), claims, problems)


def _find_main(members: ZipMembers) -> str:
    relations = read_part(members, "_rels/.rels", None, DAMAGED)
    if relations is not None:
        for element in relations.iter():
            if find_attribute(element, "Type").endswith("/officeDocument"):
                path = posixpath.normpath(find_attribute(element, "Target").lstrip("/"))
                if members.find_name(path) is not None:
                    return path
    return "word/document.xml"


def _list_parts(members: ZipMembers, folder: str, kind: str) -> list[str]:
    start = posixpath.join(folder, kind)
    return sorted(name for name in members.names if name.startswith(start))


def _find_child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if find_local_name(child) == name), None)


def _read_styles(root: etree._Element | None) -> dict[str, NamedStyle]:
    styles: dict[str, NamedStyle] = {}
    if root is None:
        return styles
    for element in root:
        if find_local_name(element) != "style":
            continue
        style = NamedStyle(marks={})
        for child in element:
            name = find_local_name(child)
            value = find_attribute(child, "val")
            if name == "name":
                style.kind, style.level = find_named_kind(value)
            elif name == "basedon":
                style.parent = value
            elif name == "ppr":
                style.centred = _is_centred(child)
                level = _find_child(child, "outlinelvl")
                if level is not None and find_attribute(level, "val") in "012345":
                    style.kind, style.level = "heading", int(find_attribute(level, "val")) + 1
            elif name == "rpr" and find_attribute(element, "type") == "character":
                style.marks = _read_marks(child)
        styles[find_attribute(element, "styleId")] = style
    return styles


def _is_centred(properties: etree._Element) -> bool | None:
    jc = _find_child(properties, "jc")
    return None if jc is None else find_attribute(jc, "val") == "center"


def _read_marks(properties: etree._Element) -> dict[Style, bool]:
    marks: dict[Style, bool] = {}
    for child in properties:
        name = find_local_name(child)
        value = find_attribute(child, "val").lower()
        style = _TOGGLES.get(name)
        if style is not None:
            marks[style] = value not in _OFF
        elif name == "vertalign":
            marks["super"] = value == "superscript"
            marks["sub"] = value == "subscript"
    return marks


class _Walk:
    """Walks the parts of a document and writes a page."""

    def __init__(self, writer: PageWriter, styles: dict[str, NamedStyle]) -> None:
        self._writer = writer
        self._styles = styles
        self._frames: list[tuple[Frame, bool]] = []
        self._cells: list[int] = []
        self._marks: list[int] = []
        self._numbers: dict[str, int] = {}

    def add_part(self, root: etree._Element | None, around: Element) -> None:
        """Write the text of one part."""
        if root is None:
            return
        self._writer.flush()
        self._writer.enter_element(around)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = find_local_name(element)
            if event == "end":
                self._end(name)
            elif name in _SKIPPED or self._is_separator(name, element):
                walk.skip_subtree()
            else:
                self._start(name, element)
        self._writer.flush()
        self._writer.leave_element()

    @staticmethod
    def _is_separator(name: str, element: etree._Element) -> bool:
        """The line above footnotes is stored as a footnote of its own."""
        return name in ("footnote", "endnote") and bool(find_attribute(element, "type"))

    def _start(self, name: str, element: etree._Element) -> None:
        writer = self._writer
        if name == "t":
            writer.add_text(element.text or "")
        elif name == "r":
            self._open_run(element)
        elif name == "p":
            self._open_paragraph(element)
        elif name == "tab":
            writer.add_text("\t")
        elif name in ("br", "cr"):
            if find_attribute(element, "type") not in ("page", "column"):
                writer.add_break()
        elif name == "nobreakhyphen":
            writer.add_text("-")
        elif name == "tc":
            self._cells.append(len(writer.page.drafts))
        elif name in ("tr", "tbl"):
            writer.flush()
        elif name in ("footnotereference", "endnotereference"):
            writer.add_text(self._find_number(name, element))
        elif name in ("footnote", "endnote"):
            writer.flush()
            writer.add_text(self._find_number(name, element) + " ")
        elif name == "rect" and find_attribute(element, "hr"):
            writer.add_rule()

    def _find_number(self, name: str, element: etree._Element) -> str:
        """Number notes in the order of their references, as Word shows them."""
        key = name[0] + find_attribute(element, "id")
        return f"[{self._numbers.setdefault(key, len(self._numbers) + 1)}]"

    def _end(self, name: str) -> None:
        writer = self._writer
        if name == "r":
            for _ in range(self._marks.pop()):
                writer.close_mark()
        elif name == "p":
            frame, is_ruled = self._frames.pop()
            if is_ruled and not writer.is_open():
                writer.add_rule()
            writer.flush()
            writer.frame = frame
        elif name == "tc":
            writer.soften(self._cells.pop())
        elif name in ("tr", "tbl", "footnote", "endnote"):
            writer.flush()

    def _open_paragraph(self, element: etree._Element) -> None:
        writer = self._writer
        around = element.getparent()
        is_note = around is not None and find_local_name(around) in ("footnote", "endnote")
        if not (writer.is_after_label() or (is_note and element.getprevious() is None)):
            writer.flush()
        kind: BlockKind | None = None
        level = 0
        centred = is_ruled = False
        properties = _find_child(element, "ppr")
        if properties is not None:
            named = _find_child(properties, "pstyle")
            if named is not None:
                style = resolve_style(self._styles, find_attribute(named, "val"))
                kind, level, centred = style.kind, style.level, bool(style.centred)
            direct = _is_centred(properties)
            centred = centred if direct is None else direct
            if kind is None and _find_child(properties, "numpr") is not None:
                kind = "item"
            is_ruled = _find_child(properties, "pbdr") is not None
        self._frames.append((writer.frame, is_ruled))
        writer.frame = Frame(kind, level, centred)

    def _open_run(self, element: etree._Element) -> None:
        properties = _find_child(element, "rpr")
        marks: dict[Style, bool] = {}
        if properties is not None:
            named = _find_child(properties, "rstyle")
            if named is not None:
                marks = resolve_style(self._styles, find_attribute(named, "val")).marks
            marks = {**marks, **_read_marks(properties)}
        on = [style for style, is_on in marks.items() if is_on]
        for style in on:
            self._writer.open_mark(Mark(style))
        self._marks.append(len(on))


def _find_claims(root: etree._Element | None) -> tuple[Claim, ...]:
    """Read title and creator; who owned the computer is often in their place."""
    found: list[Claim] = []
    if root is not None:
        for element in root.iter():
            name = find_local_name(element)
            value = find_text(element)
            if name == "title" and value and is_office_title(value):
                found.append(Claim("title", value, "stated", 0.5, (), BY))
            elif name == "creator" and value and is_person(value):
                found.append(Claim("creators", [value], "stated", 0.5, (), BY))
    return tuple(found)
