"""A work at random, out of all that a search finds."""

from secrets import randbelow

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import structs

from fonds.app.mine import Mine, list_own_conditions
from fonds.app.question import Question, ask_shelf, read_question
from fonds.errors import UserError
from fonds.web.mine import Anybody
from fonds.web.pages import GET

router = APIRouter()


def pick_work(mine: Mine, question: Question) -> str | None:
    """Pick one of the works that a question finds, each as likely; None when it finds none.

    Raises:
        UserError: the question cannot be read.

    Cost: two searches without facets.
    """
    plain = structs.replace(question, sort="title", page=1)
    narrow = list_own_conditions(mine, plain)
    total = ask_shelf(mine.shelf, plain, narrow=narrow, limit=1, facets=()).total
    if not total:
        return None
    answer = ask_shelf(
        mine.shelf, plain, narrow=narrow, limit=1, offset=randbelow(total), facets=()
    )
    return next((one.work_id for one in answer.entries if one is not None), None)


@router.api_route("/random", methods=GET)
def lead_to_random(request: Request, mine: Anybody) -> Response:
    """Lead to a work at random; to the shelf where nothing matches."""
    question = read_question(request.query_params.multi_items())
    try:
        work_id = pick_work(mine, question)
    except UserError:
        # The shelf says what is wrong with the question.
        work_id = None
    path = f"/works/{work_id}" if work_id is not None else question.url()
    return RedirectResponse(path, 303, headers={"Cache-Control": "no-store"})
