"""Page: markup rendered to plain characters, with what the markup said about them."""

from msgspec import Struct, field

from fonds.model.block import BlockKind, Style


class Element(Struct):
    """A block-level element that text stood in.

    Attributes:
        parent: index of the element around it in the page's `elements`, or -1.
        tag: lower-case name.
        id: its `id` attribute, or "".
        classes: its class names, in order.
        role: its `role` or `epub:type` attribute, or "".
        is_hidden: True when a browser would not show what is in it.
    """

    parent: int
    tag: str
    id: str = ""
    classes: tuple[str, ...] = ()
    role: str = ""
    is_hidden: bool = False


class Link(Struct):
    """A stretch of characters that leads somewhere.

    Attributes:
        start: first code point in the page's characters, half-open.
        end: one past the last.
        href: where it leads, as written.
        name: its class names and `rel` values, separated by spaces.
    """

    start: int
    end: int
    href: str
    name: str = ""


class Draft(Struct):
    r"""A stretch of characters between two block boundaries; becomes one or more blocks.

    Attributes:
        start: first code point in the page's characters, half-open.
        end: one past the last.
        kind: what the markup says it is.
        inside: index of the innermost element around it.
        level: 1..6 for a heading, else 0.
        centred: True when it is set in the middle.
        is_pre: True when line ends in it are the author's own.
        runs: (start, end, style), places in the page's characters.
        indents: places where a line begins with white space that shows.
    """

    start: int
    end: int
    kind: BlockKind
    inside: int
    level: int = 0
    centred: bool = False
    is_pre: bool = False
    runs: list[tuple[int, int, Style]] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)


class Page(Struct):
    r"""One or more documents rendered one after the other.

    Attributes:
        chars: the rendering: paragraphs separated by a blank line, `<br>` as "\n".
        drafts: d stretches in order, not overlapping; together every word of `chars`.
        elements: the block-level elements, parents before children.
        links: in order of end.
        anchors: (name, place) of every named place.
        titles: text of each `<title>`, in order.
        metas: (name or property, content) of each `<meta>`, lower-case names.
        canonical: the address the document gives for itself, or "".
        language: the language the document says it is in, or "".
        dropped: start tags left out because the markup nests too deep.
    """

    chars: str
    drafts: list[Draft]
    elements: list[Element]
    links: list[Link]
    anchors: list[tuple[str, int]]
    titles: list[str]
    metas: list[tuple[str, str]]
    canonical: str = ""
    language: str = ""
    dropped: int = 0
