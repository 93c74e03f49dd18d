"""Anthologies: all that a search finds, or a shelf holds, as one book."""

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import structs

from fonds.app.catalogue import name_question
from fonds.app.mine import Mine, find_visible_shelf, list_own_conditions
from fonds.app.question import Question, ask_shelf, read_question
from fonds.app.shelf import Shelf, get_card
from fonds.errors import UserError
from fonds.library.changes import find_changes
from fonds.model.entry import Entry
from fonds.publish.anthology import MOST_WORKS, Story, build_anthology, refuse_too_much
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.download import MEDIA_TYPES, attach, make_file_name
from fonds.web.pages import GET, Lent
from fonds.web.visiting import Visiting
from fonds.web.words import say_count

router = APIRouter()


@router.api_route("/shelves/{number}/anthology.epub", methods=GET)
def download_shelf(shelf: Lent, visitor: Visiting, number: int) -> Response:
    """Lead to the book of a shelf."""
    mine = Mine(shelf, visitor.person, visitor.role, visitor.sees_as)
    if find_visible_shelf(mine, number) is None:
        raise HTTPException(404, "There is no such shelf here.")
    return RedirectResponse(Question(shelf=number).url("/anthology.epub"), status_code=307)


@router.api_route("/anthology.epub", methods=GET)
@router.api_route("/opds/anthology.epub", methods=GET)
def download_anthology(request: Request, shelf: Lent, visitor: Visiting) -> Response:
    """Give all that an address of the shelf finds as one book.

    Raises:
        UserError: it finds nothing, or more than a book takes; the message says how much.
    """
    mine = Mine(shelf, visitor.person, visitor.role, visitor.sees_as)
    question = structs.replace(read_question(request.query_params.multi_items()), page=1)
    answer = ask_shelf(
        shelf,
        question,
        narrow=list_own_conditions(mine, question),
        limit=MOST_WORKS,
        offset=0,
        facets=(),
    )
    entries = [entry for entry in answer.entries if entry is not None]
    refuse_too_much(answer.total, sum(entry.words for entry in entries))
    if any(needs_consent(request, visitor, entry) for entry in entries):
        return ask_consent(request)
    title = name_question(mine, question)
    data = _build(shelf, question, entries, title)
    return attach(request, data, make_file_name(title, "epub"), MEDIA_TYPES["epub"])


def _build(shelf: Shelf, question: Question, entries: list[Entry], title: str) -> bytes:
    changed = find_changes(shelf.library, [entry.work_id for entry in entries])
    return build_anthology(
        title,
        _iter_stories(shelf, entries),
        name=question.url("/"),
        modified=max(changed.values()),
        authors=[name for entry in entries for name in entry.creators],
        languages=[entry.language for entry in entries if entry.language],
        about=f"{say_count(len(entries), 'story', 'stories')}, collected by Fonds.",
    )


def _iter_stories(shelf: Shelf, entries: list[Entry]) -> Iterator[Story]:
    """Read the works one at a time; one that goes meanwhile is left out."""
    for entry in entries:
        try:
            card = get_card(shelf, entry.work_id)
        except UserError:
            continue
        yield Story(card.work, card.record, card.work_id)
