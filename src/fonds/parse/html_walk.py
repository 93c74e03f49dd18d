"""The walk over a document: markup to plain characters as a browser would show them.

A tree of any depth is walked with a loop: hostile pages nest deeper than a stack reaches.
"""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from fonds.model.block import BlockKind
from fonds.parse.breaks import is_break
from fonds.parse.html_tags import (
    BLOCKS,
    CELLS,
    CLASS_STYLES,
    HEADINGS,
    PRE,
    SKIPPED,
    SKIPPED_IN_SVG,
    SOFT_OPENERS,
    STYLES,
    ClassRules,
    find_class_rules,
    find_css_styles,
    is_css_centred,
    is_css_hidden,
    join_rules,
)
from fonds.parse.markup import close_empty_tags, limit_nesting, strip_tags
from fonds.parse.page import Element, Page
from fonds.parse.page_writer import Frame, Mark, PageWriter

_DIVIDER = re.compile(r"divider|separator|scene-?break|(?:^|[/_-])(?:hr|line|bar|rule|break)\d*\.")

_Attributes = Mapping[str, str | None]


class _Open:
    """An element on the way from the root to where the walk is."""

    __slots__ = ("first_draft", "frame", "is_block", "is_pre", "marks", "tag")

    def __init__(self, tag: str, frame: Frame, is_pre: bool, first_draft: int) -> None:
        self.tag = tag
        self.frame = frame
        self.is_pre = is_pre
        self.first_draft = first_draft
        self.is_block = False
        self.marks = 0


class Walker:
    """Renders documents one after the other into one page.

    Use: `add_document` for each, then `finish` once.
    """

    def __init__(self) -> None:
        self._rules = ClassRules()
        self._writer = PageWriter()
        self._opens: list[_Open] = []
        self._svg_depth = 0
        self._has_divider = False

    def add_document(
        self, markup: str, *, is_xhtml: bool = False, rules: ClassRules | None = None
    ) -> None:
        """Render one document behind what is already there.

        Args:
            markup: n code points.
            is_xhtml: True when empty elements may be closed in their start tag.
            rules: what its class names mean.

        Cost: O(n).
        """
        self._rules = rules or ClassRules()
        if is_xhtml:
            markup = close_empty_tags(markup)
        markup, dropped = limit_nesting(markup)
        self._writer.page.dropped += dropped
        root = _parse(markup.removeprefix("\ufeff"))
        if root is None:
            self._writer.add_text(strip_tags(markup))
        else:
            self._walk(root)
        self._writer.flush()

    def finish(self) -> Page:
        """Give the page. The walker is spent."""
        return self._writer.finish()

    def _walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        depth = 0
        while node is not None:
            if self._enter(node):
                child = node.first_child
                if child is not None:
                    node = child
                    depth += 1
                    continue
                self._leave()
            while depth and node is not None and node.next is None:
                node = node.parent
                depth -= 1
                self._leave()
            node = node.next if depth and node is not None else None

    def _enter(self, node: LexborNode) -> bool:
        """Open a node; True when `_leave` must close it."""
        if node.is_text_node:
            self._add_text(node.text_content or "")
            return False
        tag = node.tag or ""
        if tag == "br":
            self._writer.add_break()
        elif tag == "head":
            self._read_head(node)
        elif tag == "title":
            if not self._svg_depth:
                self._writer.page.titles.append(node.text(deep=True).strip())
        elif tag == "hr":
            self._writer.add_rule()
        elif tag == "img":
            self._add_image(node)
        elif tag in ("meta", "link"):
            self._read_meta(node)
        elif tag == "noframes":
            self._add_raw(node.text(deep=True))
        elif node.is_element_node and not self._is_skipped(tag):
            self._open(tag, node)
            return True
        return False

    def _is_skipped(self, tag: str) -> bool:
        return tag in SKIPPED or (self._svg_depth > 0 and tag in SKIPPED_IN_SVG)

    def _add_text(self, text: str) -> None:
        if self._has_divider and not text.isspace():
            self._has_divider = False
        self._writer.add_text(text)

    def _add_raw(self, markup: str) -> None:
        """Render what a parser keeps as raw text (`<noframes>`), without its tags."""
        self._writer.flush()
        body = LexborHTMLParser(markup).body
        if body is not None:
            self._writer.add_text(body.text(deep=True, separator=" "))
        self._writer.flush()

    def _open(self, tag: str, node: LexborNode) -> None:
        writer = self._writer
        attributes = node.attributes
        css = ""
        classes: tuple[str, ...] = ()
        if attributes:
            css = attributes.get("style") or ""
            classes = tuple((attributes.get("class") or "").split())
            name = attributes.get("id") or (attributes.get("name") if tag == "a" else None)
            if name:
                writer.page.anchors.append((name, writer.length))
        one = _Open(tag, writer.frame, writer.is_pre, len(writer.page.drafts))
        if tag in BLOCKS:
            self._open_block(tag, attributes, classes, css)
            one.is_block = True
        elif tag == "a" and attributes.get("href"):
            rel = attributes.get("rel") or ""
            names = " ".join((*classes, *rel.split()))
            writer.open_mark(Mark(None, (attributes["href"] or "").strip(), names))
            one.marks += 1
        elif tag == "q":
            writer.add_text("“")
        elif tag == "svg":
            self._svg_depth += 1
        one.marks += self._open_styles(tag, classes, css)
        self._opens.append(one)

    def _open_styles(self, tag: str, classes: tuple[str, ...], css: str) -> int:
        found = [STYLES[tag]] if tag in STYLES else []
        if css:
            found.extend(find_css_styles(css))
        for name in classes:
            if name in CLASS_STYLES:
                found.append(CLASS_STYLES[name])
            found.extend(self._rules.styles.get(name, ()))
        for style in found:
            self._writer.open_mark(Mark(style))
        return len(found)

    def _open_block(
        self, tag: str, attributes: _Attributes, classes: tuple[str, ...], css: str
    ) -> None:
        writer = self._writer
        if not (writer.is_after_label() and tag in SOFT_OPENERS):
            writer.flush()
        role = attributes.get("role") or attributes.get("epub:type") or ""
        is_hidden = (
            "hidden" in attributes
            or is_css_hidden(css)
            or any(name in self._rules.hidden for name in classes)
        )
        name = attributes.get("id") or ""
        writer.enter_element(Element(writer.inside, tag, name, classes, role, is_hidden))
        kind, level = _find_kind(tag, writer.frame)
        centred = self._is_centred(tag, attributes, classes, css)
        if (kind, level, centred) != (writer.frame.kind, writer.frame.level, writer.frame.centred):
            writer.frame = Frame(kind, level, centred)
        if tag in PRE:
            writer.is_pre = True
        if tag == "html" and not writer.page.language:
            language = attributes.get("lang") or attributes.get("xml:lang") or ""
            writer.page.language = language.strip()

    def _is_centred(
        self, tag: str, attributes: _Attributes, classes: tuple[str, ...], css: str
    ) -> bool:
        if tag == "center" or is_css_centred(css):
            return True
        align = attributes.get("align")
        if align:
            return align.lower() in ("center", "middle")
        if "text-align" in css:
            return False
        return self._writer.frame.centred or any(
            name in ("center", "centre") or name in self._rules.centred for name in classes
        )

    def _leave(self) -> None:
        writer = self._writer
        one = self._opens.pop()
        if one.tag == "q":
            writer.add_text("”")
        elif one.tag == "svg":
            self._svg_depth -= 1
        for _ in range(one.marks):
            writer.close_mark()
        if not one.is_block:
            return
        if one.tag in CELLS:
            writer.soften(one.first_draft)
        else:
            writer.flush()
        if self._has_divider and one.tag in ("p", "div", "center", "td"):
            self._has_divider = False
            writer.add_rule()
        writer.frame = one.frame
        writer.is_pre = one.is_pre
        writer.leave_element()

    def _add_image(self, node: LexborNode) -> None:
        attributes = node.attributes
        alt = (attributes.get("alt") or "").strip()
        if len(alt) == 1 and alt.isalpha():
            # A drop capital that is a picture: "<img alt=O>nce upon a time".
            after = node.next
            if after is not None and after.is_text_node:
                text = after.text_content or ""
                if text[:1].isalpha():
                    self._add_text(alt)
        elif not self._writer.is_open():
            source = (attributes.get("src") or "")[-80:].lower()
            self._has_divider = is_break(alt) or _DIVIDER.search(source) is not None

    def _read_head(self, head: LexborNode) -> None:
        child = head.first_child
        while child is not None:
            tag = child.tag
            if tag == "title":
                self._writer.page.titles.append(child.text(deep=True).strip())
            elif tag in ("meta", "link"):
                self._read_meta(child)
            elif tag == "noframes":
                self._add_raw(child.text(deep=True))
            elif tag == "style":
                rules = find_class_rules(child.text(deep=True))
                self._rules = join_rules(self._rules, rules)
            child = child.next

    def _read_meta(self, node: LexborNode) -> None:
        page = self._writer.page
        attributes = node.attributes
        if node.tag == "link":
            if (attributes.get("rel") or "").lower() == "canonical" and not page.canonical:
                page.canonical = (attributes.get("href") or "").strip()
            return
        name = attributes.get("name") or attributes.get("property") or ""
        content = attributes.get("content")
        if name and content:
            page.metas.append((name.lower(), content.strip()))


def _find_kind(tag: str, frame: Frame) -> tuple[BlockKind | None, int]:
    """What an element makes of the text in it, given what it stands in."""
    level = HEADINGS.get(tag)
    if level is not None:
        return "heading", level
    if frame.kind == "heading":
        return frame.kind, frame.level
    if tag == "li":
        return "item", 0
    if tag == "blockquote" and frame.kind != "item":
        return "quote", 0
    return frame.kind, 0


def _parse(markup: str) -> LexborNode | None:
    """Parse a document; None when the parser gives up. The one place that maps its errors."""
    try:
        return LexborHTMLParser(markup).root
    except (SelectolaxError, RuntimeError, MemoryError):
        return None


def render_markup(markup: str, *, is_xhtml: bool = False) -> Page:
    r"""Render one document.

    Args:
        markup: n code points.
        is_xhtml: True when empty elements may be closed in their start tag.

    Returns:
        The page.

    Cost: O(n).

    Example:
        >>> render_markup("<p>Fog<br>and rain</p><hr><p>Sun").chars
        'Fog\nand rain\n\n* * *\n\nSun'
    """
    walker = Walker()
    walker.add_document(markup, is_xhtml=is_xhtml)
    return walker.finish()
