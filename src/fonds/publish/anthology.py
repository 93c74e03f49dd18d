"""Anthology: many works as one EPUB 3.3 book.

Cover, title page, contents; then each story with its own title page and catalogue card,
its chapters, and its colophon. The contents are by story and, within, by chapter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from fonds.errors import BugError, UserError
from fonds.model.names import sort_name
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.card import join_names
from fonds.publish.characters import escape_line, one_line, shorten
from fonds.publish.epub import MEDIA_TYPE, zip_entries
from fonds.publish.epub_cover import build_cover, describe_cover
from fonds.publish.epub_package import ACCESSIBILITY, CONTAINER, make_identifier
from fonds.publish.epub_pages import (
    build_back_page,
    build_chapter_page,
    build_colophon,
    build_cover_page,
    build_front_page,
    build_title_page,
    wrap_page,
)
from fonds.publish.facts import format_count
from fonds.publish.links import find_language
from fonds.publish.sections import LONGEST_LABEL, give_title, split_work
from fonds.publish.stylesheet import BOOK_CSS

__all__ = ["MEDIA_TYPE", "MOST_WORDS", "MOST_WORKS", "Story", "build_anthology", "refuse_too_much"]

MOST_WORKS = 200
"""Stories of one anthology: a table of contents that an e-reader still opens."""

MOST_WORDS = 2_000_000
"""Words of one anthology: some 12 MB of text, four megabytes of book; e-readers of ten
years ago still open it, and the server holds little more than that while it is made."""

_NAMED = 3
"""Authors named on the cover; more are "and others"."""

_MODIFIED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")


class Story(Struct, frozen=True):
    """One work of an anthology: it, its record, and its identifier in the library."""

    work: Work
    record: Record
    work_id: str


class _Head(Struct, frozen=True):
    """What is known of the book before its stories are."""

    title: str
    identifier: str
    modified: str
    people: tuple[str, ...]
    tongues: tuple[str, ...]
    about: str


class _Leaf(Struct, frozen=True):
    """A page that is written: its name, label, and whether it begins a story."""

    name: str
    label: str
    begins: bool = False


def refuse_too_much(works: int, words: int) -> None:
    """Refuse an anthology that no e-reader would open, before anything of it is read.

    Raises:
        UserError: it holds nothing, too many works or too many words; the message says what
            one can do.
    """
    if works == 0:
        raise UserError("there is nothing here to put into a book")
    if works > MOST_WORKS:
        raise UserError(
            f"these are {format_count(works)} stories; one book takes {MOST_WORKS}. "
            "Narrow the search, or put those you want on a shelf"
        )
    if words > MOST_WORDS:
        raise UserError(
            f"these are {format_count(words)} words; one book takes {format_count(MOST_WORDS)}. "
            "Narrow the search, or leave the longest out"
        )


def build_anthology(
    title: str,
    stories: Iterable[Story],
    *,
    name: str,
    modified: str,
    authors: Sequence[str],
    languages: Sequence[str],
    about: str = "",
) -> bytes:
    """Build one book of many works, byte for byte the same each time.

    Args:
        title: of the book; one line of anything.
        stories: s works in order, taken one at a time and let go: only the packed book
            and the contents are held.
        name: what the book is made from (an address); its identifier follows from it.
        modified: when any of it last changed, exactly "YYYY-MM-DDThh:mm:ssZ".
        authors: everybody who wrote something in it, in order.
        languages: of the stories, as tags; the first is the book's.
        about: a sentence under the title.

    Returns:
        A zip container, "mimetype" first and stored.

    Raises:
        BugError: when `modified` has another form.
        UserError: while it is made it turns out to hold nothing, or too many works or words.

    Cost: O(c) for c code points; memory O(largest work) and the book itself.
    """
    if not _MODIFIED.match(modified):
        raise BugError(f"modified must be YYYY-MM-DDThh:mm:ssZ, not {modified!r}")
    tongues = dict.fromkeys(tag for one in languages if (tag := find_language(one)))
    head = _Head(
        title=one_line(title) or "Anthology",
        identifier=make_identifier(f"anthology {name}"),
        modified=modified,
        people=tuple(dict.fromkeys(line for line in map(one_line, authors) if line)),
        tongues=tuple(tongues) or ("und",),
        about=one_line(about),
    )
    return zip_entries(_list_entries(head, stories))


def _list_entries(head: _Head, stories: Iterable[Story]) -> Iterator[tuple[str, str]]:
    shown = _name_people(head.people)
    yield "META-INF/container.xml", CONTAINER
    yield "EPUB/book.css", BOOK_CSS
    yield "EPUB/cover.svg", build_cover(head.title, shown)
    yield "EPUB/text/cover.xhtml", build_cover_page(describe_cover(head.title, shown))
    yield "EPUB/text/title.xhtml", _build_title_page(head.title, shown, head.about)
    leaves: list[_Leaf] = []
    count = words = 0
    for count, story in enumerate(stories, start=1):
        words += story.record.words
        refuse_too_much(count, words)
        for leaf, markup in _list_pages(story, count):
            leaves.append(leaf)
            yield f"EPUB/text/{leaf.name}.xhtml", markup
    refuse_too_much(count, words)
    yield "EPUB/text/nav.xhtml", _build_nav(leaves)
    yield "EPUB/toc.ncx", _build_ncx(head, leaves)
    yield "EPUB/package.opf", _build_package(head, leaves)


def _list_pages(story: Story, number: int) -> Iterator[tuple[_Leaf, str]]:
    work, record = story.work, story.record
    stem = f"s{number:03}"
    sections = split_work(work, record)
    label = shorten(give_title(record), LONGEST_LABEL)
    if names := join_names([one for one in map(one_line, record.creators) if one]):
        label = f"{label}, by {shorten(names, LONGEST_LABEL)}"
    yield _Leaf(f"{stem}-title", label, begins=True), build_title_page(record)
    if front := build_front_page(record):
        yield _Leaf(f"{stem}-front", "About this story"), front
    for i, section in enumerate(sections.story, start=1):
        name = f"{stem}-{i:04}"
        yield _Leaf(name, section.label), build_chapter_page(record, section)
    if back := build_back_page(record, sections):
        yield _Leaf(f"{stem}-back", "After the story"), back
    colophon = build_colophon(record, sections, story.work_id)
    yield _Leaf(f"{stem}-colophon", "Colophon"), colophon


def _name_people(people: Sequence[str]) -> str:
    if len(people) <= _NAMED:
        return join_names(list(people))
    return f"{', '.join(people[:_NAMED])} and others"


def _build_title_page(title: str, shown: str, about: str) -> str:
    by = f'<p class="by">{escape_line(shown)}</p>\n' if shown else ""
    more = f"<p>{escape_line(about)}</p>\n" if about else ""
    return wrap_page(
        "Title page",
        '<section class="title-page" epub:type="titlepage">\n'
        f'<h1 dir="auto">{escape_line(title)}</h1>\n{by}{more}</section>\n',
    )


def _group(leaves: Sequence[_Leaf]) -> Iterator[tuple[_Leaf, list[_Leaf]]]:
    """Give each story's title page with the pages behind it."""
    for i, leaf in enumerate(leaves):
        if not leaf.begins:
            continue
        inner: list[_Leaf] = []
        for other in leaves[i + 1 :]:
            if other.begins:
                break
            inner.append(other)
        yield leaf, inner


def _build_nav(leaves: Sequence[_Leaf]) -> str:
    items = ['<li><a href="title.xhtml">Title page</a></li>\n']
    for first, inner in _group(leaves):
        rows = "".join(f"<li>{_link(leaf)}</li>\n" for leaf in inner)
        items.append(f"<li>{_link(first)}\n<ol>\n{rows}</ol>\n</li>\n")
    return wrap_page(
        "Contents",
        '<nav epub:type="toc" role="doc-toc" aria-label="Contents">\n<h1>Contents</h1>\n'
        f"<ol>\n{''.join(items)}</ol>\n</nav>\n"
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n<ol>\n'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>\n'
        '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>\n'
        f'<li><a epub:type="bodymatter" href="{leaves[0].name}.xhtml">Stories</a></li>\n'
        "</ol>\n</nav>\n",
    )


def _link(leaf: _Leaf) -> str:
    return f'<a href="{leaf.name}.xhtml">{escape_line(leaf.label)}</a>'


def _build_ncx(head: _Head, leaves: Sequence[_Leaf]) -> str:
    points: list[str] = []
    order = 0

    def open_point(leaf: _Leaf) -> str:
        nonlocal order
        order += 1
        return (
            f'<navPoint id="point-{order}" playOrder="{order}">\n'
            f"<navLabel><text>{escape_line(leaf.label)}</text></navLabel>\n"
            f'<content src="text/{leaf.name}.xhtml"/>\n'
        )

    points.append(f"{open_point(_Leaf('title', 'Title page'))}</navPoint>\n")
    for first, inner in _group(leaves):
        points.append(open_point(first))
        points += [f"{open_point(leaf)}</navPoint>\n" for leaf in inner]
        points.append("</navPoint>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n<head>\n'
        f'<meta name="dtb:uid" content="{head.identifier}"/>\n'
        '<meta name="dtb:depth" content="2"/>\n<meta name="dtb:totalPageCount" content="0"/>\n'
        '<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{escape_line(head.title)}</text></docTitle>\n"
        f"<navMap>\n{''.join(points)}</navMap>\n</ncx>\n"
    )


def _build_package(head: _Head, leaves: Sequence[_Leaf]) -> str:
    pages = ["cover", "title", "nav", *(leaf.name for leaf in leaves)]
    items = [
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="css" href="book.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" '
        'properties="cover-image"/>',
    ]
    for page in pages:
        own = ' properties="nav"' if page == "nav" else ""
        items.append(
            f'<item id="page-{page}" href="text/{page}.xhtml" '
            f'media-type="application/xhtml+xml"{own}/>'
        )
    manifest = "".join(f"{item}\n" for item in items)
    spine = "".join(f'<itemref idref="page-{page}"/>\n' for page in pages)
    spoken = "".join(f"<dc:language>{tongue}</dc:language>\n" for tongue in head.tongues)
    words = f"<dc:description>{escape_line(head.about)}</dc:description>\n" if head.about else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="book-id" xml:lang="{head.tongues[0]}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="book-id">{head.identifier}</dc:identifier>\n'
        f'<meta property="dcterms:modified">{head.modified}</meta>\n{spoken}'
        f'<dc:title id="title">{escape_line(head.title)}</dc:title>\n'
        f"{''.join(_list_creators(head.people))}{words}{ACCESSIBILITY}"
        '<meta name="cover" content="cover-image"/>\n</metadata>\n'
        f"<manifest>\n{manifest}</manifest>\n"
        f'<spine toc="ncx">\n{spine}</spine>\n</package>\n'
    )


def _list_creators(people: Sequence[str]) -> Iterator[str]:
    for i, person in enumerate(people, start=1):
        yield f'<dc:creator id="creator-{i}">{escape_line(person)}</dc:creator>\n'
        yield (
            f'<meta refines="#creator-{i}" property="role" scheme="marc:relators">aut</meta>\n'
            f'<meta refines="#creator-{i}" property="file-as">'
            f"{escape_line(sort_name(person))}</meta>\n"
        )
