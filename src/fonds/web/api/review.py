"""The review queue by the API: what is uncertain, and how one answers, for curators."""

from typing import Annotated, Any

from fastapi import HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.review import Choice
from fonds.app.review_answers import give_answer, put_off, read_answer, say_choice
from fonds.app.review_queue import Question, find_part, list_questions
from fonds.app.review_sight import count_seen
from fonds.app.review_values import ASKED, check_field
from fonds.app.review_words import ask
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.web.api.models import Listing, WholeNumber, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.pages import Lent, get_room
from fonds.web.review import Way, begin_or_go_on, find_stand, read_token, write_token
from fonds.web.visiting import Curator, get_curator

router = make_router("review", least=get_curator)

_MOST = 100
_MOST_TYPED = 2000
_MOST_WHY = 500
_NAMED = 20


class ChoiceOut(BaseModel):
    """An answer that may be taken as it is."""

    words: str
    where: str = Field(description="Where it was found, or what speaks for it; or empty.")
    confidence: float | None = Field(description="0 to 1; null when Fonds does not say this.")


class QuestionOut(BaseModel):
    """A question of the queue."""

    question: str = Field(description="Names the question when it is answered.")
    stand: str = Field(description="Changes when the question does; sent back with the answer.")
    id: str = Field(description="The same in every library of one heap, as in saved decisions.")
    field: str
    asks: str = Field(description="The question in words.")
    why: str
    works: int = Field(description="How many works one answer settles.", ge=1)
    work_ids: list[str] = Field(description="The first of them.")
    names: list[str]
    proposal: ChoiceOut | None
    alternatives: list[ChoiceOut] = Field(description="Counted from 1.")
    value: float = Field(description="What an answer is worth; the queue is ordered by it.")


class AnswerWish(BaseModel):
    """An answer: one of the choices, a typed one, or that it is put off."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(max_length=_MOST_TYPED)
    stand: str = Field(default="", max_length=60)
    take: WholeNumber | None = Field(
        default=None, ge=0, le=9, description="0 accepts the proposal; 1, 2 … an alternative."
    )
    typed: str | None = Field(default=None, max_length=_MOST_TYPED, examples=["Ida Quill"])
    put_off: bool = False
    why: str = Field(default="", max_length=_MOST_WHY)
    sitting: WholeNumber = Field(
        default=0, ge=0, le=2**31, description="As an answer before gave it; 0 begins one."
    )


class AnswerOut(BaseModel):
    """What an answer did."""

    act: int | None = Field(description="Its number in the history; null when it held already.")
    works: int
    sitting: int


def _choice_out(question: Question, choice: Choice) -> ChoiceOut:
    return ChoiceOut(
        words=mask_text(say_choice(question, choice.value)),
        where=mask_text(choice.where),
        confidence=choice.confidence,
    )


def _question_out(question: Question) -> QuestionOut:
    proposal = question.proposal
    return QuestionOut(
        question=write_token(question.field, question.key),
        stand=find_stand(question),
        id=question.id,
        field=question.field,
        asks=mask_text(ask(question)),
        why=mask_text(question.why),
        works=len(question.works),
        work_ids=list(question.works[:_NAMED]),
        names=[mask_text(one) for one in question.names],
        proposal=None if proposal is None else _choice_out(question, proposal),
        alternatives=[_choice_out(question, one) for one in question.alternatives],
        value=question.value,
    )


@router.get("/review", summary="What is uncertain")
def list_review(
    shelf: Lent,
    _: Curator,
    field: Annotated[
        str, Query(max_length=40, description="Only questions about this; empty for all.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 20,
) -> Listing[QuestionOut]:
    """List the first questions of the queue, the most valuable first."""
    if field:
        check_field(field)
    fields = (field,) if field else ASKED
    found = list_questions(shelf, fields=fields, limit=limit)
    counts = count_seen(shelf, fields=fields)
    return Listing[QuestionOut](
        items=[_question_out(one) for one in found],
        total=sum(count for count, _put_off in counts.values()),
        next=None,
    )


@router.post("/review/answers", responses=document_problems(404, 409), summary="Answer a question")
def answer_question(request: Request, shelf: Lent, visitor: Curator, wish: AnswerWish) -> AnswerOut:
    """Answer one question, or put it off. The history takes an answer back."""
    meant = read_token(wish.question)
    question = find_part(shelf, *meant) if meant is not None else None
    if question is None:
        raise HTTPException(404, "No such question is in the queue.")
    if wish.stand and wish.stand != find_stand(question):
        raise HTTPException(409, "The question has changed since it was read.")
    sitting = begin_or_go_on(request, shelf, visitor, Way(sitting=wish.sitting))
    if wish.put_off:
        act = put_off(sitting, question)
    else:
        value = _read_wish(shelf, question, wish)
        act = give_answer(sitting, question, value, why=wish.why)
    get_room(request).catching_up.soon()
    return AnswerOut(act=act, works=len(question.works), sitting=sitting.number)


def _read_wish(shelf: Shelf, question: Question, wish: AnswerWish) -> Any:  # noqa: ANN401 - the value of a claim is any JSON value
    if (wish.take is None) == (wish.typed is None):
        raise HTTPException(422, "Either take one of the choices or type an answer.")
    if wish.typed is not None:
        try:
            return read_answer(question, wish.typed, shelf.packs)
        except UserError as error:
            raise HTTPException(422, f"{error}.") from error
    choices = (question.proposal, *question.alternatives)
    chosen = choices[wish.take] if wish.take is not None and wish.take < len(choices) else None
    if chosen is None:
        raise HTTPException(422, "The question has no such choice.")
    return chosen.value
