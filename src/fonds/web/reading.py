"""The reading page: only the story."""

from collections.abc import Mapping, Sequence

import msgspec
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from msgspec import Struct

from fonds.app.shelf import Card
from fonds.model.block import Block
from fonds.publish.addresses import mask_addresses
from fonds.publish.html import clean_fragment
from fonds.publish.links import find_language
from fonds.publish.markup import render_blocks
from fonds.publish.sections import Section, Sections, give_title, split_work
from fonds.web.anchors import MARK, BlockKey, anchor_scenes, find_scene_starts
from fonds.web.pages import GET, Lent, render_page
from fonds.web.words import say_count
from fonds.web.work import read_card

router = APIRouter()

_FOLD = (
    ('<aside class="note">', '<details class="note fold">\n<summary lang="en">A note</summary>'),
    ("</aside>", "</details>"),
)
"""Our own elements only: every "<" of a source is escaped in what `render_blocks` gives."""


class Turn(Struct, frozen=True):
    """A page one can turn to."""

    number: int
    label: str
    url: str


@router.api_route("/works/{work_id}/read", methods=GET)
def show_story(request: Request, shelf: Lent, work_id: str) -> Response:
    """Show a story, or its first chapter."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(f"/works/{card.work_id}/read", status_code=308)
    return _show(request, card, 1)


@router.api_route("/works/{work_id}/read/{chapter}", methods=GET)
def show_chapter(request: Request, shelf: Lent, work_id: str, chapter: int) -> Response:
    """Show one chapter, counted from 1 in reading order."""
    card = read_card(shelf, work_id)
    if chapter == 1 or card.work_id != work_id:
        turned = "" if chapter == 1 else f"/{chapter}"
        return RedirectResponse(f"/works/{card.work_id}/read{turned}", status_code=308)
    return _show(request, card, chapter)


def _show(request: Request, card: Card, chapter: int) -> Response:
    sections = split_work(card.work, card.record)
    turns = list_turns(card.work_id, sections)
    if not 1 <= chapter <= max(1, len(turns)):
        raise HTTPException(404, f"This story has {say_count(len(turns), 'chapter', 'chapters')}.")
    section = sections.story[chapter - 1] if sections.story else None
    starts = find_scene_starts(card.work, card.record.scene_list)
    is_last = chapter >= len(turns)
    values = {
        "card": card,
        "title": give_title(card.record),
        "language": find_language(card.record.language),
        "section": section,
        "story": render_story(section, starts) if section else Markup(""),
        "front": render_matter(sections.front) if chapter == 1 else Markup(""),
        "back": render_matter(sections.back) if is_last else Markup(""),
        "chapter": chapter,
        "turns": turns,
        "before": turns[chapter - 2] if chapter > 1 else None,
        "after": turns[chapter] if not is_last else None,
    }
    return render_page(request, "reading.html", values)


def list_turns(work_id: str, sections: Sections) -> tuple[Turn, ...]:
    """List the pages of a story, in reading order."""
    return tuple(
        Turn(
            number,
            section.label,
            f"/works/{work_id}/read" + (f"/{number}" if number > 1 else ""),
        )
        for number, section in enumerate(sections.story, start=1)
    )


def render_story(section: Section, starts: Mapping[BlockKey, int] | None = None) -> Markup:
    """Render one section of a story; notes within it are folded, scenes have their anchors.

    Args:
        section: n blocks.
        starts: numbers of the scenes that begin in it.

    Returns:
        Markup built from blocks, past the second wall.

    Cost: O(characters).
    """
    markup = render_blocks(section.blocks, id_prefix=MARK)
    return fold_notes(clean_fragment(anchor_scenes(markup, section, starts or {})))


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
