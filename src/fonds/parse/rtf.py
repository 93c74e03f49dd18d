"""Rich Text Format."""

from fonds.model.block import BlockKind
from fonds.model.claim import Claim
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Step, Text
from fonds.parse.html import find_page_problems
from fonds.parse.office_styles import NOTES, RUNNING, find_office_blocks, is_office_title, is_person
from fonds.parse.page import Element, Page
from fonds.parse.page_writer import Frame, Mark, PageWriter
from fonds.parse.plain import Decoder
from fonds.parse.rtf_tokens import Paragraph, Part, Rtf, find_rtf

RTF_RENDER = "rtf/1"
BY = "rtf/1"

DAMAGED = "parse.rtf-damaged"

_PLACES: dict[Part, tuple[str, str]] = {
    "head": (RUNNING, "head"),
    "text": ("document", ""),
    "note": (NOTES, ""),
    "foot": (RUNNING, "foot"),
}


def read_rtf(data: bytes, _decode: Decoder) -> Manuscript:
    """Read a Rich Text document.

    Args:
        data: the original's bytes. The format names its own code pages, so that no
            decoder is asked.

    Returns:
        A manuscript that is not settled.

    Cost: O(n).
    """
    rtf = find_rtf(data)
    page = _write_page(rtf)
    text = Text(page.chars, (Step("render", RTF_RENDER, 0, len(data)),))
    problems: list[Problem] = []
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        message = "the file does not begin as Rich Text does; what was found was read"
        problems.append(Problem(DAMAGED, message))
    elif data.rstrip(b"\x00\x1a \r\n\t")[-1:] != b"}":
        problems.append(Problem(DAMAGED, "the file ends early; what is there was read"))
    problems.extend(find_page_problems(page))
    claims = tuple(_find_claims(rtf))
    return Manuscript(text, find_office_blocks(page), claims, problems=tuple(problems))


def render_rtf(data: bytes, _decode: Decoder) -> str:
    """Render a Rich Text document to characters, as `read_rtf` does; to replay its step.

    Cost: O(n).
    """
    return _write_page(find_rtf(data)).chars


def _write_page(rtf: Rtf) -> Page:
    writer = PageWriter()
    for part, (tag, name) in _PLACES.items():
        writer.enter_element(Element(-1, tag, name))
        for paragraph in rtf.paragraphs:
            if paragraph.part == part:
                _write_paragraph(writer, paragraph)
        writer.leave_element()
    return writer.finish()


def _write_paragraph(writer: PageWriter, paragraph: Paragraph) -> None:
    kind: BlockKind | None = "item" if paragraph.is_item else None
    writer.frame = Frame(kind, 0, paragraph.centred)
    for piece in paragraph.pieces:
        for style in sorted(piece.styles):
            writer.open_mark(Mark(style))
        for order, line in enumerate(piece.text.split("\n")):
            if order:
                writer.add_break()
            writer.add_text(line)
        for _ in piece.styles:
            writer.close_mark()
    writer.flush()


def _find_claims(rtf: Rtf) -> list[Claim]:
    """Read title and author; who owned the computer is often in their place."""
    found: list[Claim] = []
    title = " ".join(rtf.info.get("title", "").split())
    author = " ".join(rtf.info.get("author", "").split())
    if title and is_office_title(title):
        found.append(Claim("title", title, "stated", 0.5, (), BY))
    if author and is_person(author):
        found.append(Claim("creators", [author], "stated", 0.5, (), BY))
    return found
