"""OpenDocument texts (odt): the main text, its notes and running heads."""

from lxml import etree

from fonds.model.block import BlockKind, Style
from fonds.model.claim import Claim
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.parse.office_document import OfficeDocument, make_manuscript, read_part
from fonds.parse.office_styles import (
    CONTENTS,
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

ODT_RENDER = "odt/1"
BY = "odt/1"

DAMAGED = "parse.odt-damaged"
LOCKED = "parse.odt-locked"

_SKIPPED = frozenset(
    "tracked-changes|annotation|annotation-end|forms|sequence-decls|variable-decls|"
    "user-field-decls|index-title-template|table-of-content-source|alphabetical-index-source|"
    "object|object-ole|binary-data|desc|script|event-listeners|automatic-styles|styles|"
    "font-face-decls|scripts|page-layout|illustration-index-source".split("|")
)
_PARAGRAPHS = frozenset({"p", "h"})
_BOXES = frozenset({"text-box", "section", "list", "table", "table-row", "note-body"})
_CONTENTS = frozenset({"table-of-content", "alphabetical-index", "illustration-index"})
_RUNNING = frozenset({"header", "footer", "header-left", "footer-left", "header-first"})


def read_odt(data: bytes, _decode: Decoder) -> Manuscript:
    """Read an OpenDocument text.

    Args:
        data: the original's bytes.

    Returns:
        A manuscript that is not settled; without blocks, and with a problem, when the
        container cannot be opened.

    Cost: O(bytes, inflated), limited.
    """
    return make_manuscript(_read_document(data), ODT_RENDER, len(data))


def render_odt(data: bytes, _decode: Decoder) -> str:
    """Render an OpenDocument text to characters, as `read_odt` does; to replay its step.

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
    if _is_locked(members):
        message = "the document is encrypted with a password and cannot be read"
        return OfficeDocument(writer.finish(), (), [Problem(LOCKED, message)])
    named = read_part(members, "styles.xml", None, DAMAGED)
    content = read_part(members, "content.xml", problems, DAMAGED)
    styles = {**_read_styles(named), **_read_styles(content)}
    walk = _Walk(writer, styles)
    walk.add_running(named, is_head=True)
    walk.add_part(content)
    walk.add_notes()
    walk.add_running(named, is_head=False)
    claims = _find_claims(read_part(members, "meta.xml", None, DAMAGED))
    return OfficeDocument(writer.finish(), claims, problems)


def _is_locked(members: ZipMembers) -> bool:
    manifest = read_part(members, "META-INF/manifest.xml", None, DAMAGED)
    return manifest is not None and any(
        find_local_name(element) == "encryption-data" for element in manifest.iter()
    )


def _read_styles(root: etree._Element | None) -> dict[str, NamedStyle]:
    styles: dict[str, NamedStyle] = {}
    if root is None:
        return styles
    for element in root.iter():
        if find_local_name(element) != "style":
            continue
        name = find_attribute(element, "name")
        style = NamedStyle(parent=find_attribute(element, "parent-style-name"), marks={})
        style.kind, style.level = find_named_kind(find_attribute(element, "display-name") or name)
        for child in element:
            part = find_local_name(child)
            if part == "text-properties" and find_attribute(element, "family") == "text":
                style.marks = _read_marks(child)
            elif part == "text-properties":
                # A paragraph set in italics as a whole: only that is worth keeping.
                italic = _read_marks(child).get("italic")
                style.marks = {} if italic is None else {"italic": italic}
            elif part == "paragraph-properties" and find_attribute(child, "text-align"):
                style.centred = find_attribute(child, "text-align") == "center"
        styles[name] = style
    return styles


def _read_marks(properties: etree._Element) -> dict[Style, bool]:
    marks: dict[Style, bool] = {}
    slant = find_attribute(properties, "font-style")
    weight = find_attribute(properties, "font-weight")
    under = find_attribute(properties, "text-underline-style")
    through = find_attribute(properties, "text-line-through-style")
    position = find_attribute(properties, "text-position")
    if slant:
        marks["italic"] = slant in ("italic", "oblique")
    if weight:
        marks["bold"] = weight == "bold" or weight in ("600", "700", "800", "900")
    if under:
        marks["underline"] = under != "none"
    if through:
        marks["strike"] = through != "none"
    if position:
        marks["super"] = position.startswith("super")
        marks["sub"] = position.startswith("sub")
    return marks


class _Walk:
    """Walks the parts of a document and writes a page."""

    def __init__(self, writer: PageWriter, styles: dict[str, NamedStyle]) -> None:
        self._writer = writer
        self._styles = styles
        self._frames: list[tuple[Frame, int]] = []
        self._cells: list[int] = []
        self._marks: list[int] = []
        self._items = 0
        self._notes: list[etree._Element] = []

    def add_running(self, root: etree._Element | None, *, is_head: bool) -> None:
        """Write headers or footers, which stand in the styles of pages."""
        if root is None:
            return
        for element in root.iter():
            name = find_local_name(element)
            above = element.getparent()
            if name in _RUNNING and name.startswith("header") == is_head and above is not None:
                self._writer.enter_element(Element(-1, RUNNING, "head" if is_head else "foot"))
                self.add_part(element)
                self._writer.leave_element()

    def add_notes(self) -> None:
        """Write the foot- and endnotes that the text referred to."""
        self._writer.flush()
        self._writer.enter_element(Element(-1, NOTES))
        for number, note in enumerate(self._notes, 1):
            self._writer.flush()
            self._writer.add_text(f"[{number}] ")
            self.add_part(note)
        self._writer.leave_element()

    def add_part(self, root: etree._Element | None) -> None:
        """Write the text of one part."""
        if root is None:
            return
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = find_local_name(element)
            if event == "end":
                self._end(name)
                if element is not root and element.tail and self._frames:
                    self._writer.add_text(element.tail)
            elif name in _SKIPPED:
                walk.skip_subtree()
            elif name == "note":
                self._add_reference(element)
                walk.skip_subtree()
            else:
                self._start(name, element)
                if element.text and self._frames:
                    self._writer.add_text(element.text)
        self._writer.flush()

    def _add_reference(self, note: etree._Element) -> None:
        body = next((c for c in note if find_local_name(c) == "note-body"), None)
        if body is not None:
            self._notes.append(body)
            self._writer.add_text(f"[{len(self._notes)}]")

    def _start(self, name: str, element: etree._Element) -> None:
        writer = self._writer
        if name in _PARAGRAPHS:
            self._open_paragraph(name, element)
        elif name == "span":
            self._open_marks(find_attribute(element, "style-name"))
        elif name in ("s", "tab"):
            writer.add_text(" ")
        elif name == "line-break":
            writer.add_break()
        elif name == "list-item":
            self._items += 1
        elif name in _CONTENTS:
            writer.flush()
            writer.enter_element(Element(writer.inside, CONTENTS))
        elif name == "table-cell":
            self._cells.append(len(writer.page.drafts))
        elif name in _BOXES and name != "note-body":
            writer.flush()

    def _end(self, name: str) -> None:
        writer = self._writer
        if name in _PARAGRAPHS:
            frame, marks = self._frames.pop()
            for _ in range(marks):
                writer.close_mark()
            writer.flush()
            writer.frame = frame
        elif name == "span":
            for _ in range(self._marks.pop()):
                writer.close_mark()
        elif name == "list-item":
            self._items -= 1
        elif name in _CONTENTS:
            writer.flush()
            writer.leave_element()
        elif name == "table-cell":
            writer.soften(self._cells.pop())
        elif name in _BOXES and name != "note-body":
            writer.flush()

    def _open_marks(self, name: str) -> None:
        marks = resolve_style(self._styles, name).marks
        on = [style for style, is_on in marks.items() if is_on]
        for style in on:
            self._writer.open_mark(Mark(style))
        self._marks.append(len(on))

    def _open_paragraph(self, name: str, element: etree._Element) -> None:
        writer = self._writer
        around = element.getparent()
        is_note = around is not None and find_local_name(around) == "note-body"
        if not (writer.is_after_label() or (is_note and element.getprevious() is None)):
            writer.flush()
        style = resolve_style(self._styles, find_attribute(element, "style-name"))
        kind: BlockKind | None = style.kind
        level = style.level
        if name == "h":
            outline = find_attribute(element, "outline-level")
            kind, level = "heading", int(outline) if outline in list("123456") else 1
        elif kind == "break":
            # LibreOffice draws a rule as an empty paragraph in this style.
            kind = None
            if not find_text(element):
                writer.add_rule()
        elif kind is None and self._items:
            kind = "item"
        marks = style.marks.get("italic", False)
        self._frames.append((writer.frame, int(marks)))
        writer.frame = Frame(kind, level, bool(style.centred))
        if marks:
            writer.open_mark(Mark("italic"))


def _find_claims(root: etree._Element | None) -> tuple[Claim, ...]:
    """Read title and creator; who owned the computer is often in their place."""
    found: dict[str, Claim] = {}
    if root is not None:
        for element in root.iter():
            name = find_local_name(element)
            value = find_text(element)
            if name == "title" and value and is_office_title(value):
                found["title"] = Claim("title", value, "stated", 0.5, (), BY)
            elif name == "initial-creator" and value and is_person(value):
                found["creators"] = Claim("creators", [value], "stated", 0.5, (), BY)
            elif name == "creator" and value and is_person(value):
                found.setdefault("creators", Claim("creators", [value], "stated", 0.4, (), BY))
    return tuple(found.values())
