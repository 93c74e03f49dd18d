"""Pages of an EPUB: cover, title page, front matter, chapters, back matter, colophon."""

from fonds.model.record import Record
from fonds.publish.card import (
    KEY,
    render_card,
    render_creators,
    render_passages,
    render_sayings,
    render_sources,
    render_title,
)
from fonds.publish.characters import escape_line
from fonds.publish.links import find_language
from fonds.publish.markup import render_blocks
from fonds.publish.sections import Section, Sections, give_title


def build_cover_page(alt: str) -> str:
    """Build the page that shows the cover.

    Args:
        alt: what the cover shows, in words.

    Returns:
        An XHTML document.

    Cost: O(n).
    """
    image = f'<p><img src="../cover.svg" alt="{escape_line(alt)}" role="doc-cover"/></p>\n'
    return wrap_page("Cover", f'<section class="cover" epub:type="cover">\n{image}</section>\n')


def build_title_page(record: Record) -> str:
    """Build the title page with its catalogue card.

    Args:
        record: a record with n claims.

    Returns:
        An XHTML document.

    Cost: O(n).
    """
    title = give_title(record)
    return wrap_page(
        "Title page",
        '<section class="title-page" epub:type="titlepage">\n'
        f'<h1{_lang(record)} dir="auto">{render_title(record, title)}</h1>\n'
        f"{render_creators(record)}{render_card(record)}</section>\n",
    )


def build_front_page(record: Record) -> str:
    """Build the page of summary, epigraph, notes and disclaimer.

    Args:
        record: a record.

    Returns:
        An XHTML document, or "" when there is none of them.

    Cost: O(n).
    """
    inner = render_passages(record, heading="h2")
    if not inner:
        return ""
    return wrap_page(
        "About this story",
        f'<section epub:type="frontmatter"{_lang(record)}>\n'
        f'<h1 lang="en" xml:lang="en">About this story</h1>\n{inner}</section>\n',
    )


def build_chapter_page(record: Record, section: Section, *, id_prefix: str = "") -> str:
    """Build the page of one chapter, or of the whole story when it has none.

    Args:
        record: the work's record.
        section: what the page holds, c code points.
        id_prefix: when not empty, blocks bear ids, as `render_blocks` gives them.

    Returns:
        An XHTML document.

    Cost: O(c).
    """
    kind = ' epub:type="chapter" role="doc-chapter"' if section.number else ""
    heading = f"<h1>{escape_line(section.heading)}</h1>\n" if section.heading else ""
    level = 2 if heading else 1
    inner = heading + render_blocks(section.blocks, top_level=level, id_prefix=id_prefix)
    language = find_language(record.language)
    return wrap_page(
        section.label,
        f'<section{kind} aria-label="{escape_line(section.label)}">\n{inner}</section>\n',
        language=language or "und",
        body=' epub:type="bodymatter"',
    )


def build_back_page(record: Record, sections: Sections) -> str:
    """Build the page of what follows the story.

    Args:
        record: the work's record.
        sections: the work's parts.

    Returns:
        An XHTML document, or "" when nothing follows.

    Cost: O(c) for c code points of back matter.
    """
    inner = render_blocks(sections.back, top_level=2)
    if not inner:
        return ""
    return wrap_page(
        "After the story",
        f'<section epub:type="backmatter"{_lang(record)}>\n'
        '<h1 lang="en" xml:lang="en">After the story</h1>\n'
        f'<div class="passage">\n{inner}</div>\n</section>\n',
    )


def build_colophon(record: Record, sections: Sections, work_id: str) -> str:
    """Build the page that says what was read, who says so, and the header as it stood.

    Args:
        record: a record with n claims.
        sections: the work's parts.
        work_id: the work's identifier in its library.

    Returns:
        An XHTML document.

    Cost: O(n + c) for c code points of front matter.
    """
    sayings = render_sayings(record)
    if sayings:
        sayings = f'<h2>Who says so</h2>\n<p class="why">{KEY}</p>\n{sayings}'
    header = render_blocks(sections.front, top_level=3)
    if header:
        header = (
            "<h2>The header as it stood</h2>\n"
            f'<div class="passage"{_lang(record)}>\n{header}</div>\n'
        )
    return wrap_page(
        "Colophon",
        '<section epub:type="colophon" role="doc-colophon">\n<h1>Colophon</h1>\n'
        f"<p>Fonds made this book of work {escape_line(work_id)}. It read:</p>\n"
        f"{render_sources(record.sources)}{sayings}{header}</section>\n",
    )


def wrap_page(title: str, inner: str, *, language: str = "en", body: str = "") -> str:
    """Wrap safe markup as a whole XHTML page of the book.

    Args:
        title: what the page is called, one line of anything.
        inner: safe markup for `<body>`.
        language: a well-formed language tag.
        body: safe attributes of `<body>`, with a space before them, or "".

    Returns:
        An XHTML document.

    Cost: O(n).
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        f"<title>{escape_line(title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="../book.css"/>\n'
        f"</head>\n<body{body}>\n{inner}</body>\n</html>\n"
    )


def _lang(record: Record) -> str:
    language = find_language(record.language)
    return f' lang="{language}" xml:lang="{language}"' if language else ""
