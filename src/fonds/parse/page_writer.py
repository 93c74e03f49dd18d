"""Writing a page: characters come in, blocks, styles and links open and close."""

import re

from msgspec import Struct

from fonds.model.block import BlockKind, Style
from fonds.parse.page import Draft, Element, Link, Page

# A lone space is left alone: it is most of them, and stays as it is.
_SPACES = re.compile("[ \t\n\r\f\xa0]{2,}|[\t\n\r\f\xa0]")

# Characters that show nothing: other spaces, and marks that only say where a line may break.
_BLANK = re.compile("[\\s\u200b-\u200d\u2060\ufeff\xad]+")

RULE_TEXT = "* * *"
"""What a rule (`<hr>`) is rendered as."""

LABEL_LIMIT = 40
"""A table cell this short that ends in a colon is a label: its value follows on its line."""


class Frame(Struct, frozen=True):
    """What a draft that begins now would be.

    Attributes:
        kind: the kind of block, or None for a paragraph.
        level: 1..6 for a heading, else 0.
        centred: True when it is set in the middle.
    """

    kind: BlockKind | None = None
    level: int = 0
    centred: bool = False


class Mark:
    """A style or a link that is open.

    Attributes:
        style: the style, or None for a link.
        href: where a link leads.
        name: a link's class names and `rel` values.
        since: place of its first character in the draft that is open, or -1.
    """

    __slots__ = ("href", "name", "since", "style")

    def __init__(self, style: Style | None, href: str = "", name: str = "") -> None:
        self.style = style
        self.href = href
        self.name = name
        self.since = -1


class PageWriter:
    """Collects characters into drafts.

    Attributes:
        page: what has been written; its `chars` are filled in by `finish`.
        length: code points written so far.
        frame: what the next draft will be.
        inside: index of the innermost element that is open, or -1.
        is_pre: True while line ends are the author's own.
    """

    def __init__(self) -> None:
        self.page = Page("", [], [], [], [], [], [])
        self.length = 0
        self.frame = Frame()
        self.inside = -1
        self.is_pre = False
        self._pieces: list[str] = []
        self._draft: Draft | None = None
        self._marks: list[Mark] = []
        self._fresh: list[Mark] = []
        self._space = False
        self._breaks = 0
        self._edge = ""
        self._indent = False
        self._is_soft = False

    def finish(self) -> Page:
        """End the draft that is open and give the page. The writer is spent."""
        self.flush()
        self.page.chars = "".join(self._pieces)
        return self.page

    def is_open(self) -> bool:
        """Tell whether a draft is open: whether text would go on in the same block."""
        return self._draft is not None

    def is_after_label(self) -> bool:
        """Tell whether what comes next is the value of the label just written."""
        return self._is_soft

    def enter_element(self, element: Element) -> None:
        """Stand inside an element from now on."""
        self.page.elements.append(element)
        self.inside = len(self.page.elements) - 1

    def leave_element(self) -> None:
        """Stand in the element around it again."""
        self.inside = self.page.elements[self.inside].parent

    def add_text(self, text: str) -> None:
        """Write characters, white space collapsed as a browser does."""
        if self.is_pre:
            self._add_pre(text)
            return
        flat = _SPACES.sub(" ", text)
        body = flat.strip(" ")
        if not body or self._is_blank(body):
            if flat and (not body or body.isspace()):
                self._space = True
                self._indent = self._indent or "\xa0\xa0" in text
            return
        if flat[0] == " ":
            self._space = True
            lead = text[: len(text) - len(text.lstrip(" \t\n\r\f\xa0"))]
            self._indent = self._indent or "\xa0\xa0" in lead
        self._begin()
        self._write(body)
        self._space = flat[-1] == " "

    def _is_blank(self, body: str) -> bool:
        """Tell whether characters show nothing: no block begins with such."""
        if body[0].isalnum():
            return False
        return body.isspace() or (self._draft is None and _BLANK.fullmatch(body) is not None)

    def add_break(self) -> None:
        """End a line; two line ends end the block."""
        if self.is_pre:
            self._edge += "\n"
            return
        self._space = False
        self._is_soft = False
        if self._draft is None:
            return
        self._breaks += 1
        if self._breaks >= 2:
            self.flush()

    def add_rule(self) -> None:
        """Write a rule between blocks."""
        self.flush()
        self._write_gap()
        start = self.length
        self._write(RULE_TEXT)
        self.page.drafts.append(Draft(start, self.length, "break", self.inside))

    def open_mark(self, mark: Mark) -> None:
        """Begin a style or a link."""
        self._marks.append(mark)
        self._fresh.append(mark)

    def close_mark(self) -> None:
        """End the style or link that was begun last."""
        mark = self._marks.pop()
        if mark.since >= 0:
            self._end_mark(mark)
        elif self._fresh and self._fresh[-1] is mark:
            self._fresh.pop()
        else:
            self._fresh.remove(mark)

    def soften(self, first_draft: int) -> None:
        """After a cell: a label waits for its value, anything else ends its block.

        Args:
            first_draft: how many drafts there were when the cell was opened.
        """
        if self._is_label(first_draft):
            self._is_soft = True
        else:
            self.flush()

    def _is_label(self, first_draft: int) -> bool:
        """Tell whether all a cell holds is a label; a draft that ended in it is reopened."""
        drafts = self.page.drafts
        draft = self._draft
        if draft is None and len(drafts) == first_draft + 1:
            draft = drafts[-1]
        if draft is None or self._breaks or self.length - draft.start > LABEL_LIMIT:
            return False
        if draft.is_pre or draft.kind == "break" or not self._pieces[-1].endswith(":"):
            return False
        if self._draft is None:
            self._draft = drafts.pop()
        return True

    def flush(self) -> None:
        """End the draft that is open, if any. What follows is a new block."""
        self._space = False
        self._breaks = 0
        self._edge = ""
        self._is_soft = False
        self._indent = False
        draft = self._draft
        if draft is None:
            return
        for mark in self._marks:
            if mark.since >= 0:
                self._end_mark(mark)
                mark.since = -1
                self._fresh.append(mark)
        draft.end = self.length
        self.page.drafts.append(draft)
        self._draft = None

    def _end_mark(self, mark: Mark) -> None:
        if mark.style is None:
            self.page.links.append(Link(mark.since, self.length, mark.href, mark.name))
        elif self._draft is not None:
            self._draft.runs.append((mark.since, self.length, mark.style))

    def _begin(self) -> None:
        """Write what stands between the last characters and the next."""
        draft = self._draft
        at_line_start = self._breaks > 0
        if draft is None:
            self._write_gap()
            draft = self._start_draft()
            at_line_start = True
        elif self._is_soft:
            self._write(" ")
        elif self._breaks:
            self._write("\n")
        elif self._space:
            self._write(" ")
        if self._indent:
            if at_line_start:
                draft.indents.append(self.length)
            self._indent = False
        self._breaks = 0
        self._is_soft = False
        self._begin_marks()

    def _begin_marks(self) -> None:
        for mark in self._fresh:
            mark.since = self.length
        self._fresh.clear()

    def _start_draft(self) -> Draft:
        frame = self.frame
        draft = Draft(
            self.length,
            self.length,
            frame.kind or "paragraph",
            self.inside,
            level=frame.level,
            centred=frame.centred,
            is_pre=self.is_pre,
        )
        self._draft = draft
        return draft

    def _add_pre(self, text: str) -> None:
        text = text.replace("\xa0", " ")
        body = text.strip(" \t\n\f")
        if not body or self._is_blank(body):
            self._edge += text
            return
        lead = text.find(body[0])
        edge = self._edge + text[:lead]
        if self._draft is None:
            edge = edge[edge.rfind("\n") + 1 :]
            self._write_gap()
            self._start_draft()
        self._write(edge)
        self._is_soft = False
        self._begin_marks()
        self._write(body)
        self._edge = text[lead + len(body) :]

    def _write_gap(self) -> None:
        if self.length:
            self._write("\n\n")

    def _write(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self.length += len(text)
