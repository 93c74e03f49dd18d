"""Which reader reads which media type: one table."""

from collections.abc import Callable, Mapping

from fonds.errors import BugError
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Text
from fonds.parse.archive_codes import ROW
from fonds.parse.docx import DOCX_RENDER, read_docx, render_docx
from fonds.parse.epub import EPUB_RENDER, read_epub, render_epub
from fonds.parse.html import HTML_RENDER, NO_TEXT, read_html, render_html
from fonds.parse.mail import MAIL_RENDER, read_mail, render_mail
from fonds.parse.odt import ODT_RENDER, read_odt, render_odt
from fonds.parse.plain import Decoder, read_plain
from fonds.parse.rtf import RTF_RENDER, read_rtf, render_rtf
from fonds.parse.story_fragment import (
    FRAGMENT,
    FRAGMENT_RENDER,
    read_fragment,
    render_fragment,
)

Reader = Callable[[bytes, Decoder], Manuscript]
Renderer = Callable[[bytes, Decoder], str]

NOT_YET_READABLE = "parse.not-yet-readable"
EMPTY = "parse.empty"

READERS: Mapping[str, Reader] = {
    "text/plain": read_plain,
    "text/markdown": read_plain,
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "application/epub+zip": read_epub,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "application/vnd.oasis.opendocument.text": read_odt,
    "text/rtf": read_rtf,
    "application/rtf": read_rtf,
    "message/rfc822": read_mail,
    FRAGMENT: read_fragment,
    ROW: read_plain,
}
"""Every media type that can be read."""

_RENDERERS: Mapping[str, Renderer] = {
    HTML_RENDER: render_html,
    EPUB_RENDER: render_epub,
    DOCX_RENDER: render_docx,
    ODT_RENDER: render_odt,
    RTF_RENDER: render_rtf,
    MAIL_RENDER: render_mail,
    FRAGMENT_RENDER: render_fragment,
}

_NAMES: Mapping[str, str] = {
    "application/x-mobipocket-ebook": "a Mobipocket book",
    "application/vnd.amazon.ebook": "a Kindle book",
    "application/pdf": "a PDF",
    "application/msword": "an old Word document",
    "application/x-fictionbook+xml": "a FictionBook",
}


def read_manuscript(media_type: str, data: bytes, decode: Decoder) -> Manuscript:
    """Read an original by its format.

    Args:
        media_type: by content, as intake found it; parameters behind ";" are ignored.
        data: the original's bytes.
        decode: bytes and a declared charset (or None) to a text and its problems.

    Returns:
        A manuscript; without blocks and with a problem that says why, when the type cannot
        be read or nothing is in it.

    Cost: that of the reader; O(n) for each.

    Example:
        >>> from fonds.model.text import Text
        >>> def plain(data, charset): return Text(data.decode(charset or "utf-8")), ()
        >>> read_manuscript("text/html", b"<p>Fog.", plain).text.chars
        'Fog.'
        >>> [problem.code for problem in read_manuscript("image/png", b"x", plain).problems]
        ['parse.not-yet-readable']
    """
    if not data:
        return Manuscript(Text(""), (), problems=(Problem(EMPTY, "the file is empty"),))
    plain_type = media_type.partition(";")[0].strip().lower()
    reader = READERS.get(plain_type)
    if reader is None:
        name = _NAMES.get(plain_type, plain_type or "an unknown type")
        message = f"this is {name}, which cannot be read yet; the original is kept"
        return Manuscript(Text(""), (), problems=(Problem(NOT_YET_READABLE, message),))
    manuscript = reader(data, decode)
    if manuscript.blocks or any(problem.code == NO_TEXT for problem in manuscript.problems):
        return manuscript
    problem = Problem(NO_TEXT, "nothing in this file shows as text")
    return Manuscript(
        manuscript.text,
        (),
        manuscript.claims,
        settled=manuscript.settled,
        problems=(*manuscript.problems, problem),
    )


def render_chars(name: str, data: bytes, decode: Decoder) -> str:
    """Do the rendering that a step names; used to replay it.

    Args:
        name: the name of a "render" step: "html/1".
        data: the original's bytes.
        decode: what decoded them when the step was made.

    Returns:
        Exactly the `Text.chars` that the reader gave.

    Raises:
        BugError: when no reader of ours renders by that name.

    Cost: that of the reader.
    """
    renderer = _RENDERERS.get(name)
    if renderer is None:
        msg = f"no reader renders {name!r}"
        raise BugError(msg)
    return renderer(data, decode)
