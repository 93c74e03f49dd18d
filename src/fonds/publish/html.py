"""HTML: a work as one standalone page."""

import nh3

from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.card import (
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
from fonds.publish.sections import Section, Sections, give_title, split_work
from fonds.publish.stylesheet import PAGE_CSS

_ELEMENTS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "aside", "ul", "li", "br"),
    *("em", "strong", "u", "s", "sup", "sub", "small", "code"),
}
_ATTRIBUTES = {"*": {"class", "id", "role"}}


def clean_fragment(fragment: str) -> str:
    """Pass markup through the second wall.

    What `render_blocks` gives comes out the same but for HTML's spellings (`<br>`, `&nbsp;`);
    anything else that should ever get into it, by a bug of ours, does not come out.

    Args:
        fragment: n characters of markup.

    Returns:
        Markup of our own elements and of no attributes but class, id and role.

    Cost: O(n).

    Example:
        >>> clean_fragment('<p>Run<br/>now</p><script>x</script>')
        '<p>Run<br>now</p>'
    """
    return nh3.clean(
        fragment,
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style"},
        link_rel=None,
        strip_comments=True,
    )


def build_html(work: Work, record: Record, work_id: str) -> str:
    """Build one standalone HTML page of a work.

    It holds a title page with the catalogue card, contents when there are chapters, the
    story, the back matter, the header as it stood, and what each value comes from. It
    needs no network and has no script.

    Args:
        work: a work whose blocks have c code points.
        record: its record.
        work_id: its identifier in the library.

    Returns:
        A valid HTML5 document.

    Cost: O(c).
    """
    sections = split_work(work, record)
    title = give_title(record)
    language = find_language(record.language)
    lang = f' lang="{language}"' if language else ""
    names = "".join(
        f'<meta name="author" content="{escape_line(name)}"/>\n' for name in record.creators
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta name="generator" content="Fonds"/>\n{names}'
        f"<title>{escape_line(title)}</title>\n<style>\n{PAGE_CSS}</style>\n</head>\n<body>\n"
        f'<header class="title-page">\n<h1{lang} dir="auto">{render_title(record, title)}</h1>\n'
        f"{render_creators(record)}{render_card(record)}"
        f"{render_passages(record, heading='h2')}</header>\n"
        f"{_render_contents(sections)}<main{lang}>\n{_render_story(sections)}</main>\n"
        f"{_render_back(sections, lang)}{_render_colophon(record, sections, work_id)}"
        "</body>\n</html>\n"
    )


def _render_contents(sections: Sections) -> str:
    if len(sections.story) < 2:
        return ""
    lines = "".join(
        f'<li><a href="#{_anchor(section)}">{escape_line(section.label)}</a></li>\n'
        for section in sections.story
    )
    return f'<nav aria-label="Contents">\n<h2>Contents</h2>\n<ol>\n{lines}</ol>\n</nav>\n'


def _render_story(sections: Sections) -> str:
    return "".join(
        f'<section id="{_anchor(section)}" aria-label="{escape_line(section.label)}">\n'
        f"{_render_heading(section)}{clean_fragment(render_blocks(section.blocks))}</section>\n"
        for section in sections.story
    )


def _render_heading(section: Section) -> str:
    return f"<h2>{escape_line(section.heading)}</h2>\n" if section.heading else ""


def _anchor(section: Section) -> str:
    return f"chapter-{section.number}" if section.number else "story"


def _render_back(sections: Sections, lang: str) -> str:
    if not sections.back:
        return ""
    inner = clean_fragment(render_blocks(sections.back, top_level=3))
    return (
        f'<section id="after" class="notes" aria-label="After the story"{lang}>\n'
        f'<h2 lang="en">After the story</h2>\n<div class="passage">\n{inner}</div>\n</section>\n'
    )


def _render_colophon(record: Record, sections: Sections, work_id: str) -> str:
    header = ""
    if sections.front:
        inner = clean_fragment(render_blocks(sections.front, top_level=3))
        header = (
            "<details>\n<summary>The header as it stood</summary>\n"
            f'<div class="passage">\n{inner}</div>\n</details>\n'
        )
    sayings = render_sayings(record)
    if sayings:
        sayings = f"<details>\n<summary>Who says so</summary>\n{sayings}</details>\n"
    return (
        f'<footer class="colophon">\n{header}{sayings}'
        f"<p>Work {escape_line(work_id)}, read by Fonds from:</p>\n"
        f"{render_sources(record.sources)}</footer>\n"
    )
