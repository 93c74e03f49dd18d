"""Package of an EPUB: the OPF file, the two tables of contents, the container."""

import datetime
import re
import uuid
from collections.abc import Iterable, Sequence

from msgspec import Struct

from fonds.model.names import sort_name
from fonds.model.record import Record
from fonds.publish.characters import clean_characters, escape_line, escape_text, one_line
from fonds.publish.epub_pages import wrap_page
from fonds.publish.facts import format_index
from fonds.publish.links import find_language, find_link
from fonds.publish.sections import give_title

_NAMESPACE = uuid.UUID("6f9d1c1e-0b5a-5d0c-9a53-3f6a4f6e6473")
"""Ours alone: made once at random and never to be changed, or every book's identity would."""

CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""

ACCESSIBILITY = """\
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">All of this book is text in reading order; \
its cover is described in words.</meta>
"""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


class Page(Struct, frozen=True):
    """One page of the book, in reading order.

    Attributes:
        name: file name without ".xhtml", unique in the book.
        label: what the table of contents calls it; "" keeps it out of there.
        landmark: its `epub:type` among the landmarks, or "".
        markup: the XHTML document.
    """

    name: str
    label: str
    landmark: str
    markup: str


def make_identifier(work_id: str) -> str:
    """Make a book's identifier from a work's: the same for the same work, for ever.

    Args:
        work_id: the work's identifier in its library.

    Returns:
        A URN of a version 5 UUID.

    Cost: O(n).

    Example:
        >>> make_identifier("w1") == make_identifier("w1") != make_identifier("w2")
        True
    """
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, clean_characters(work_id))}"


def build_package(record: Record, work_id: str, pages: Sequence[Page], *, modified: str) -> str:
    """Build the package document.

    Args:
        record: the work's record.
        work_id: its identifier in the library.
        pages: p pages in reading order, the navigation page among them under "nav".
        modified: "YYYY-MM-DDThh:mm:ssZ".

    Returns:
        An OPF 3.0 document.

    Cost: O(n + p) for n characters of metadata.
    """
    language = find_language(record.language) or "und"
    items = [
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="css" href="book.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" '
        'properties="cover-image"/>',
    ]
    for page in pages:
        own = ' properties="nav"' if page.name == "nav" else ""
        items.append(
            f'<item id="page-{page.name}" href="text/{page.name}.xhtml" '
            f'media-type="application/xhtml+xml"{own}/>'
        )
    manifest = "".join(f"{item}\n" for item in items)
    spine = "".join(f'<itemref idref="page-{page.name}"/>\n' for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="book-id" xml:lang="{language}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="book-id">{make_identifier(work_id)}</dc:identifier>\n'
        f'<meta property="dcterms:modified">{modified}</meta>\n'
        f"<dc:language>{language}</dc:language>\n"
        f"{''.join(_list_metadata(record))}{ACCESSIBILITY}"
        '<meta name="cover" content="cover-image"/>\n</metadata>\n'
        f"<manifest>\n{manifest}</manifest>\n"
        f'<spine toc="ncx">\n{spine}</spine>\n</package>\n'
    )


def build_nav(pages: Sequence[Page]) -> str:
    """Build the navigation page: contents and landmarks.

    Args:
        pages: p pages in reading order.

    Returns:
        An XHTML document.

    Cost: O(p).
    """
    toc = "".join(
        f'<li><a href="{page.name}.xhtml">{escape_line(page.label)}</a></li>\n'
        for page in pages
        if page.label
    )
    marks = "".join(
        f'<li><a epub:type="{page.landmark}" href="{page.name}.xhtml">'
        f"{escape_line(page.label or 'Cover')}</a></li>\n"
        for page in pages
        if page.landmark
    )
    return wrap_page(
        "Contents",
        '<nav epub:type="toc" role="doc-toc" aria-label="Contents">\n<h1>Contents</h1>\n'
        f"<ol>\n{toc}</ol>\n</nav>\n"
        f'<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n<ol>\n{marks}'
        "</ol>\n</nav>\n",
    )


def build_ncx(record: Record, work_id: str, pages: Sequence[Page]) -> str:
    """Build the table of contents that EPUB 2 readers know.

    Args:
        record: the work's record.
        work_id: its identifier in the library.
        pages: p pages in reading order.

    Returns:
        An NCX document.

    Cost: O(p).
    """
    listed = [page for page in pages if page.label]
    points = "".join(
        f'<navPoint id="point-{i}" playOrder="{i}">\n'
        f"<navLabel><text>{escape_line(page.label)}</text></navLabel>\n"
        f'<content src="text/{page.name}.xhtml"/>\n</navPoint>\n'
        for i, page in enumerate(listed, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n<head>\n'
        f'<meta name="dtb:uid" content="{make_identifier(work_id)}"/>\n'
        '<meta name="dtb:depth" content="1"/>\n<meta name="dtb:totalPageCount" content="0"/>\n'
        '<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{escape_line(give_title(record))}</text></docTitle>\n"
        f"<navMap>\n{points}</navMap>\n</ncx>\n"
    )


def find_date(date: str | None) -> str | None:
    """Give a date back when it is a real one.

    Args:
        date: anything, or None.

    Returns:
        YYYY, YYYY-MM or YYYY-MM-DD, or None.

    Cost: O(1).

    Example:
        >>> find_date("1999-12"), find_date("1999-02-30"), find_date("long ago")
        ('1999-12', None, None)
    """
    match = _DATE.match(date or "")
    if match is None:
        return None
    try:
        datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return date


def _list_metadata(record: Record) -> Iterable[str]:
    yield f'<dc:title id="title">{escape_line(give_title(record))}</dc:title>\n'
    yield '<meta refines="#title" property="title-type">main</meta>\n'
    names = [name for name in map(one_line, record.creators) if name]
    for i, name in enumerate(dict.fromkeys(names), start=1):
        yield f'<dc:creator id="creator-{i}">{escape_line(name)}</dc:creator>\n'
        yield (
            f'<meta refines="#creator-{i}" property="role" scheme="marc:relators">aut</meta>\n'
            f'<meta refines="#creator-{i}" property="file-as">'
            f"{escape_line(sort_name(name))}</meta>\n"
        )
    if date := find_date(record.date):
        yield f"<dc:date>{date}</dc:date>\n"
    if one_line(record.summary or ""):
        yield f"<dc:description>{escape_text(record.summary or '').strip()}</dc:description>\n"
    if link := find_link(record.source_url):
        yield f"<dc:source>{escape_line(link)}</dc:source>\n"
    for subject in _list_subjects(record):
        yield f"<dc:subject>{escape_line(subject)}</dc:subject>\n"
    yield from _list_series(record)


def _list_subjects(record: Record) -> Iterable[str]:
    lists = (
        record.fandoms,
        record.relationships,
        record.characters,
        record.tags,
        record.warnings,
        (record.rating or "",),
    )
    lines = (one_line(value) for values in lists for value in values)
    return dict.fromkeys(line for line in lines if line)


def _list_series(record: Record) -> Iterable[str]:
    if record.series is None or not (title := escape_line(record.series.title)):
        return
    yield f'<meta property="belongs-to-collection" id="series">{title}</meta>\n'
    yield '<meta refines="#series" property="collection-type">series</meta>\n'
    index = format_index(record.series.index)
    if index:
        yield f'<meta refines="#series" property="group-position">{index}</meta>\n'
    yield f'<meta name="calibre:series" content="{title}"/>\n'
    if index:
        yield f'<meta name="calibre:series_index" content="{index}"/>\n'
