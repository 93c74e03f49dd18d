"""EPUB: a work as an EPUB 3.3 book.

Source: EPUB 3.3 (W3C Recommendation); the NCX beside it is for readers of EPUB 2.
"""

import io
import re
import zipfile
from collections.abc import Iterable

from fonds.errors import BugError
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.card import join_names
from fonds.publish.characters import one_line
from fonds.publish.epub_cover import build_cover, describe_cover
from fonds.publish.epub_package import CONTAINER, Page, build_nav, build_ncx, build_package
from fonds.publish.epub_pages import (
    build_back_page,
    build_chapter_page,
    build_colophon,
    build_cover_page,
    build_front_page,
    build_title_page,
)
from fonds.publish.sections import give_title, split_work
from fonds.publish.stylesheet import BOOK_CSS

MEDIA_TYPE = "application/epub+zip"

_MODIFIED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip entry can bear; all of ours bear it."""


def build_epub(work: Work, record: Record, work_id: str, *, modified: str) -> bytes:
    """Build the EPUB of a work, byte for byte the same each time.

    Cover, title page, front matter, contents, one page per chapter, back matter, colophon;
    navigation for EPUB 3 and EPUB 2.

    Args:
        work: a work whose blocks have c code points.
        record: its record.
        work_id: its identifier in the library; the book's own is made from it.
        modified: when the work last changed, exactly "YYYY-MM-DDThh:mm:ssZ".

    Returns:
        A zip container, "mimetype" first and stored.

    Raises:
        BugError: when `modified` has another form.

    Cost: O(c).
    """
    if not _MODIFIED.match(modified):
        raise BugError(f"modified must be YYYY-MM-DDThh:mm:ssZ, not {modified!r}")
    title = give_title(record)
    names = [line for line in map(one_line, record.creators) if line]
    author = join_names(names)
    pages = list(_list_pages(work, record, work_id, describe_cover(title, author)))
    entries = [
        ("META-INF/container.xml", CONTAINER),
        ("EPUB/package.opf", build_package(record, work_id, pages, modified=modified)),
        ("EPUB/toc.ncx", build_ncx(record, work_id, pages)),
        ("EPUB/book.css", BOOK_CSS),
        ("EPUB/cover.svg", build_cover(title, author)),
        *((f"EPUB/text/{page.name}.xhtml", page.markup) for page in pages),
    ]
    return zip_entries(entries)


def _list_pages(work: Work, record: Record, work_id: str, alt: str) -> list[Page]:
    sections = split_work(work, record)
    pages = [
        Page("cover", "", "cover", build_cover_page(alt)),
        Page("title", "Title page", "titlepage", build_title_page(record)),
    ]
    if front := build_front_page(record):
        pages.append(Page("front", "About this story", "frontmatter", front))
    at = len(pages)
    for i, section in enumerate(sections.story):
        name = f"chapter-{section.number:04}" if section.number else "story"
        landmark = "" if i else "bodymatter"
        pages.append(Page(name, section.label, landmark, build_chapter_page(record, section)))
    if back := build_back_page(record, sections):
        pages.append(Page("back", "After the story", "backmatter", back))
    pages.append(
        Page("colophon", "Colophon", "colophon", build_colophon(record, sections, work_id))
    )
    return [*pages[:at], Page("nav", "", "", build_nav(pages)), *pages[at:]]


def zip_entries(entries: Iterable[tuple[str, str]]) -> bytes:
    """Pack the files of a book: the same bytes for the same files, always.

    Args:
        entries: (path, content), taken one at a time.

    Returns:
        A zip container, "mimetype" first and stored.

    Cost: O(n) for n characters; what is packed is all that is held.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_make_entry("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        for name, content in entries:
            archive.writestr(_make_entry(name, zipfile.ZIP_DEFLATED), content.encode("utf-8"))
    return buffer.getvalue()


def _make_entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
