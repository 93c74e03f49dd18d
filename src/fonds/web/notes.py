"""Notes: a page of what a visitor keeps of a story; it, and keeping a place, need no script."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from fonds.app.annotating import cut_paragraph
from fonds.library.annotations import (
    change_annotation,
    put_annotation,
    remove_annotation,
)
from fonds.publish.characters import one_line, shorten
from fonds.publish.links import find_language
from fonds.publish.sections import give_title
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.anchors import find_chapter, number_sections
from fonds.web.forms import Typed
from fonds.web.keepsakes import Keepsake, list_keepsakes
from fonds.web.looks import find_way_back
from fonds.web.my_reading import get_person, get_visible
from fonds.web.pages import GET, Lent, render_page
from fonds.web.places import Browser, keep_device, keep_position, make_position, name_device
from fonds.web.story import Story, page_url, read_story
from fonds.web.visiting import Reader, get_doors
from fonds.web.work import read_card

router = APIRouter()

_FIRST_WORDS = 90
"""Characters of a paragraph in a list of them: one line of a desk, two of a phone."""


@router.api_route("/works/{work_id}/notes", methods=GET)
def show_notes(
    request: Request,
    shelf: Lent,
    visitor: Reader,
    work_id: str,
    paragraph: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """Show what a visitor keeps of a story, and a form for one paragraph more."""
    card = read_card(shelf, work_id)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    story = read_story(card)
    chosen = cut_paragraph(story.text, paragraph)
    chapter = find_chapter(story.sections, paragraph or 1)
    values = {
        "card": card,
        "title": give_title(card.record),
        "language": find_language(card.record.language),
        "keepsakes": list_keepsakes(shelf, visitor, story),
        "chosen": chosen,
        "chosen_url": f"{page_url(card.work_id, chapter)}#p-{paragraph}",
        "label": story.label(chapter) if chosen else "",
    }
    return render_page(request, "notes.html", values)


@router.api_route("/works/{work_id}/notes/choose", methods=GET)
def show_first_choice(request: Request, shelf: Lent, visitor: Reader, work_id: str) -> Response:
    """Show the paragraphs of a story, or of its first chapter, to choose one."""
    return show_choice(request, shelf, visitor, work_id, 1)


@router.api_route("/works/{work_id}/notes/choose/{chapter}", methods=GET)
def show_choice(
    request: Request, shelf: Lent, visitor: Reader, work_id: str, chapter: int
) -> Response:
    """Show the paragraphs of a chapter to choose one."""
    card = read_card(shelf, work_id)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    story = read_story(card)
    if not 1 <= chapter <= len(story.turns):
        raise HTTPException(404, "This story has no such chapter.")
    first, until = number_sections(story.sections)[chapter - 1 : chapter + 1]
    lines = [
        (number, shorten(one_line(story.text.paragraphs[number - 1]), _FIRST_WORDS))
        for number in range(first, until)
    ]
    values = {
        "card": card,
        "title": give_title(card.record),
        "language": find_language(card.record.language),
        "turns": story.turns,
        "chapter": chapter,
        "lines": [(number, line) for number, line in lines if any(map(str.isalnum, line))],
    }
    return render_page(request, "choose.html", values)


@router.post("/works/{work_id}/place")
def put_place(
    request: Request, shelf: Lent, visitor: Reader, work_id: str, form: Typed
) -> Response:
    """Keep a visitor's place at a paragraph, and lead to it."""
    story = read_story(read_card(shelf, work_id))
    clock = get_doors(request).read_clock()
    position = make_position(story, form.number("paragraph"), at=clock)
    url = f"{page_url(story.work_id, position.chapter)}#p-{position.paragraph}"
    response = RedirectResponse(url, 303)
    key = keep_device(request, visitor, response)
    browser = Browser(key, name_device(request.headers.get("user-agent", "")))
    keep_position(shelf.library, get_person(visitor), browser, story.work_id, position, clock=clock)
    return response


@router.post("/works/{work_id}/notes")
def put_note(request: Request, shelf: Lent, visitor: Reader, work_id: str, form: Typed) -> Response:
    """Keep a paragraph with a note, write another note, or keep a passage no longer."""
    story = read_story(read_card(shelf, work_id))
    person = get_person(visitor)
    clock = get_doors(request).read_clock()
    note = form["note"].replace("\r\n", "\n").strip()
    page = f"/works/{story.work_id}/notes"
    if form["id"]:
        number = get_visible(shelf, person, form.number("id")).id
        if form["do"] == "remove":
            remove_annotation(shelf.library, person.id, number)
            return RedirectResponse(find_way_back(form["back"] or page), 303)
        change_annotation(shelf.library, person.id, number, note, clock=clock)
        return RedirectResponse(f"{page}#note-{number}", 303)
    passage = cut_paragraph(story.text, form.number("paragraph"))
    if passage is None:
        raise HTTPException(404, "This story has no such paragraph.")
    made = put_annotation(shelf.library, person.id, story.work_id, passage, note, clock=clock)
    return RedirectResponse(f"{page}#note-{made.id}", 303)


@router.api_route("/works/{work_id}/notes.md", methods=GET)
def save_notes(request: Request, shelf: Lent, visitor: Reader, work_id: str) -> Response:
    """Give what a visitor keeps of a story as Markdown."""
    story = read_story(read_card(shelf, work_id))
    base = str(request.base_url)[:-1]
    text = "".join(write_markdown(story, list_keepsakes(shelf, visitor, story), base))
    headers = {
        "Content-Disposition": f'attachment; filename="{story.work_id}-notes.md"',
        "Cache-Control": "private, no-cache",
    }
    return Response(
        text.encode("utf-8", "replace"), media_type="text/markdown; charset=utf-8", headers=headers
    )


def write_markdown(story: Story, keepsakes: tuple[Keepsake, ...], base: str) -> Iterator[str]:
    """Write kept passages as Markdown: quotes with notes under the chapters they stand in.

    Args:
        story: the story.
        keepsakes: n of them, in order.
        base: the site's address, without a slash at the end.

    Returns:
        Pieces of text.
    """
    record = story.card.record
    by = f" by {', '.join(record.creators)}" if record.creators else ""
    yield f"# {_plain(give_title(record))}{_plain(by)}\n\n<{base}/works/{story.work_id}>\n"
    label = ""
    for one in keepsakes:
        heading = "No longer in the story" if one.is_lost else one.label
        if heading != label:
            label = heading
            yield f"\n## {_plain(heading)}\n"
        quote = "\n".join(f"> {_plain(line)}".rstrip() for line in one.shown.split("\n"))
        yield f"\n{quote}\n"
        if one.annotation.note:
            yield f"\n{one.annotation.note}\n"
        where = f"<{base}{one.url}>, " if one.url else ""
        yield f"\n{where}{one.annotation.made[:10]}\n"


def _plain(text: str) -> str:
    r"""Escape what Markdown would take for markup.

    Example:
        >>> _plain("a *b* [c]")
        'a \\*b\\* \\[c\\]'
    """
    return "".join(f"\\{char}" if char in "\\`*_[]<>#" else char for char in text)
