"""The reading page: only the story, a chapter or the whole of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from msgspec import Struct

from fonds.app.shelf import Shelf
from fonds.model.block import Block
from fonds.publish.addresses import mask_addresses
from fonds.publish.html import clean_fragment
from fonds.publish.links import find_language
from fonds.publish.markup import render_blocks
from fonds.publish.sections import Section, give_title
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.anchors import (
    MARK,
    BlockKey,
    anchor_blocks,
    find_scene_starts,
    number_sections,
)
from fonds.web.assets import (
    READING_SCRIPTS,
    READING_STYLES,
    STYLE_COOKIE,
    bundle,
    make_style,
    preload,
)
from fonds.web.keepsakes import list_kept_stretches
from fonds.web.marking import HITS_MOST, Stretch, find_in_story, mark_stretches
from fonds.web.pages import GET, Lent, render_page
from fonds.web.places import Places, find_places, keep_device
from fonds.web.security import POLICY
from fonds.web.story import Story, count_words, read_story
from fonds.web.visiting import Visiting, Visitor
from fonds.web.words import say_count
from fonds.web.work import read_card

router = APIRouter()

WORDS_A_MINUTE = 238
"""Source: Brysbaert 2019, silent reading of English fiction and non-fiction by adults; the same
as the record's `reading_minutes`."""

_TYPED_MOST = 200
_YEAR_S = 365 * 24 * 3600

_FOLD = (
    ('<aside class="note">', '<details class="note fold">\n<summary lang="en">A note</summary>'),
    ("</aside>", "</details>"),
)
"""Our own elements only: every "<" of a source is escaped in what `render_blocks` gives."""


class Part(Struct, frozen=True):
    """A section of a story on the page.

    Attributes:
        number: from 1.
        label: what the contents call it.
        heading: to set above it, or None.
        markup: its blocks.
        first: number of its first block in the story.
        words: in it.
        before: words of the story before it.
    """

    number: int
    label: str
    heading: str | None
    markup: Markup
    first: int
    words: int
    before: int


@router.api_route("/works/{work_id}/read", methods=GET)
def show_story(request: Request, shelf: Lent, visitor: Visiting, work_id: str) -> Response:
    """Show a story, or its first chapter."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(f"/works/{card.work_id}/read", status_code=307)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    return _show_chapter(request, shelf, visitor, read_story(card), 1)


@router.api_route("/works/{work_id}/read/all", methods=GET)
def show_whole(
    request: Request,
    shelf: Lent,
    visitor: Visiting,
    work_id: str,
    *,
    find: Annotated[str, Query(max_length=_TYPED_MOST)] = "",
    at: Annotated[str, Query(max_length=2 * _TYPED_MOST)] = "",
) -> Response:
    """Show all chapters on one page, with the places marked that hold what was typed.

    With `at`, words around one of the places, it leads to that place.
    """
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(f"/works/{card.work_id}/read/all", status_code=307)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    story = read_story(card)
    hits = find_in_story(story.text, find)
    if at:
        asked = urlencode({"find": find})
        place = find_place(story, hits, at)
        return RedirectResponse(f"/works/{work_id}/read/all?{asked}{place}", status_code=303)
    # Nobody's private notes stand on a page together with what a link could have typed.
    kept = () if find else list_kept_stretches(shelf, visitor, story)
    places = find_places(request, shelf, visitor, story)
    values = {
        **_describe(story, places),
        "parts": render_parts(story, story.sections.story, 1, [*hits, *kept]),
        "chapter": None,
        "offer": places.find_offer(None),
        "typed": find,
        "hits": hits,
        "is_cut": len(hits) == HITS_MOST,
        "front": render_matter(story.sections.front),
        "back": render_matter(story.sections.back),
        "before": None,
        "after": None,
    }
    return _answer(request, visitor, values)


def find_place(story: Story, hits: Sequence[Stretch], around: str) -> str:
    """Find which of the places found stands within some words of the story.

    Args:
        story: the story.
        hits: the places, in order.
        around: words that hold one of them; when the story has them nowhere, as where they go
            on from one paragraph to the next, the first place is meant.

    Returns:
        The place as the end of an address, such as "#hit-2"; "" when there is none.

    Cost: O(characters).
    """
    if not hits:
        return ""
    context = next(iter(find_in_story(story.text, around)), None)
    named = hits[0].attributes["id"]
    if context is not None:
        start = (context.paragraph, context.start)
        meant = (one for one in hits if (one.paragraph, one.start) >= start)
        named = next(meant, hits[0]).attributes["id"]
    return f"#{named}"


@router.api_route("/works/{work_id}/read/{chapter}", methods=GET)
def show_chapter(
    request: Request, shelf: Lent, visitor: Visiting, work_id: str, chapter: int
) -> Response:
    """Show one chapter, counted from 1 in reading order."""
    card = read_card(shelf, work_id)
    if chapter == 1 or card.work_id != work_id:
        turned = "" if chapter == 1 else f"/{chapter}"
        return RedirectResponse(f"/works/{card.work_id}/read{turned}", status_code=307)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    return _show_chapter(request, shelf, visitor, read_story(card), chapter)


def _show_chapter(
    request: Request, shelf: Shelf, visitor: Visitor, story: Story, chapter: int
) -> Response:
    turns = story.turns
    if not 1 <= chapter <= max(1, len(turns)):
        raise HTTPException(404, f"This story has {say_count(len(turns), 'chapter', 'chapters')}.")
    is_last = chapter >= len(turns)
    kept = list_kept_stretches(shelf, visitor, story)
    places = find_places(request, shelf, visitor, story)
    shown = story.sections.story[chapter - 1 : chapter]
    values = {
        **_describe(story, places),
        "parts": render_parts(story, shown, chapter, kept),
        "chapter": chapter,
        "offer": places.find_offer(chapter),
        "until": number_sections(story.sections)[chapter] if turns else None,
        "typed": "",
        "hits": (),
        "is_cut": False,
        "front": render_matter(story.sections.front) if chapter == 1 else Markup(""),
        "back": render_matter(story.sections.back) if is_last else Markup(""),
        "before": turns[chapter - 2] if chapter > 1 else None,
        "after": turns[chapter] if not is_last else None,
    }
    return _answer(request, visitor, values)


def _describe(story: Story, places: Places) -> dict[str, Any]:
    record = story.card.record
    return {
        "card": story.card,
        "title": give_title(record),
        "language": find_language(record.language),
        "turns": story.turns,
        "total": sum(count_words(one) for one in story.sections.story),
        "places": places,
        "until": None,
        "say_left": say_left,
    }


def _answer(request: Request, visitor: Visitor, values: Mapping[str, Any]) -> Response:
    style = make_style(request.cookies.get(STYLE_COOKIE), *READING_STYLES)
    script = bundle(*READING_SCRIPTS)
    shown = {**values, "style": style, "script": script, "origin": str(request.base_url)[:-1]}
    response = render_page(request, "reading.html", shown)
    if style.inline:
        # The one place where style stands in a page: words of ours, allowed by their digest.
        allowed = POLICY.replace("style-src 'self'", f"style-src 'self' {style.source}")
        response.headers["Content-Security-Policy"] = allowed
        response.headers["Link"] = preload(script)
        response.set_cookie(STYLE_COOKIE, style.digest, max_age=_YEAR_S, samesite="lax")
    else:
        response.headers["Link"] = preload(style.url, script)
    keep_device(request, visitor, response)
    return response


def say_left(words: int) -> str:
    """Say how long so many words take; the page's script says it in the same words.

    Example:
        >>> say_left(100), say_left(2380), say_left(30_000)
        ('1 min', '10 min', '2 h 7 min')
    """
    minutes = max(1, -(-words // WORDS_A_MINUTE))
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def render_parts(
    story: Story, shown: Sequence[Section], number: int, stretches: Iterable[Stretch]
) -> tuple[Part, ...]:
    """Render sections of a story for the page.

    Args:
        story: the whole.
        shown: neighbouring sections of it.
        number: of the first of them.
        stretches: what gets a mark, anywhere in the story.

    Cost: O(characters of the story).
    """
    starts = find_scene_starts(story.card.work, story.card.record.scene_list)
    firsts = number_sections(story.sections)
    words = [count_words(one) for one in story.sections.story]
    marked = list(stretches)
    parts = []
    for at, section in enumerate(shown, start=number):
        first, until = firsts[at - 1], firsts[at]
        inside = [one for one in marked if first <= one.paragraph < until]
        markup = render_story(section, starts, first)
        parts.append(
            Part(
                number=at,
                label=section.label,
                heading=_find_heading(section, len(words)),
                markup=Markup(mark_stretches(markup, story.text.paragraphs, inside)),  # noqa: S704 - marks of ours
                first=first,
                words=words[at - 1],
                before=sum(words[: at - 1]),
            )
        )
    return tuple(parts)


def _find_heading(section: Section, parts: int) -> str | None:
    """Give what to set above a section, so that every chapter can be found by its heading."""
    if section.heading or parts == 1 or section.blocks[0].kind == "heading":
        return section.heading
    return section.label


def render_story(
    section: Section, starts: Mapping[BlockKey, int] | None = None, first: int = 1
) -> Markup:
    """Render one section of a story; notes within it are folded, blocks have their anchors.

    Args:
        section: n blocks.
        starts: numbers of the scenes that begin in it.
        first: the number of its first block in the story.

    Returns:
        Markup built from blocks, past the second wall.

    Cost: O(characters).
    """
    markup = clean_fragment(render_blocks(section.blocks, id_prefix=MARK))
    return fold_notes(anchor_blocks(markup, section, first, starts or {}))


def render_matter(blocks: Sequence[Block]) -> Markup:
    """Render what stands before or after a story, addresses masked; "" when nothing does."""
    masked = [msgspec.structs.replace(one, text=mask_addresses(one.text)) for one in blocks]
    return Markup(clean_fragment(render_blocks(masked, top_level=3)))  # noqa: S704 - escaped


def fold_notes(markup: str) -> Markup:
    r"""Fold the notes in markup of ours.

    Example:
        >>> print(fold_notes('<aside class="note">\n<p>Aside.</p>\n</aside>\n'))
        <details class="note fold">
        <summary lang="en">A note</summary>
        <p>Aside.</p>
        </details>
        <BLANKLINE>
    """
    for aside, folded in _FOLD:
        markup = markup.replace(aside, folded)
    return Markup(markup)  # noqa: S704 - built by render_blocks and cleaned
