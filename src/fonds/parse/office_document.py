"""Office document: what was read of a word processor's container, and its manuscript."""

from lxml import etree
from msgspec import Struct

from fonds.model.claim import Claim
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Step, Text
from fonds.parse.html import find_page_problems
from fonds.parse.office_styles import find_office_blocks
from fonds.parse.page import Page
from fonds.parse.xml import UnreadableXmlError, parse_xml
from fonds.parse.zip_members import UnreadableZipError, ZipMembers


class OfficeDocument(Struct):
    """What was read of the container.

    Attributes:
        page: its text, rendered.
        claims: what its metadata state.
        problems: what was odd.
    """

    page: Page
    claims: tuple[Claim, ...]
    problems: list[Problem]


def make_manuscript(document: OfficeDocument, render: str, size_bytes: int) -> Manuscript:
    """Make the manuscript of a word processor's document.

    Args:
        document: what was read.
        render: the name of the step that renders it, "docx/1".
        size_bytes: of the original.

    Returns:
        A manuscript that is not settled; without blocks when nothing could be read.

    Cost: O(characters).
    """
    page = document.page
    text = Text(page.chars, (Step("render", render, 0, size_bytes),))
    problems = (*document.problems, *find_page_problems(page))
    return Manuscript(text, find_office_blocks(page), document.claims, problems=problems)


def read_part(
    members: ZipMembers, name: str, problems: list[Problem] | None, damaged: str
) -> etree._Element | None:
    """Read a part; one that must be there (`problems` given) leaves a problem if it is not.

    Args:
        members: of the container.
        name: the part's.
        problems: where to say that it cannot be read, or None when it may be absent.
        damaged: the code of that problem.

    Returns:
        Its root, or None.
    """
    try:
        return parse_xml(members.get(name))
    except (UnreadableZipError, UnreadableXmlError) as fault:
        if problems is not None:
            problems.append(Problem(damaged, f"a part cannot be read: {fault}", name))
        return None
