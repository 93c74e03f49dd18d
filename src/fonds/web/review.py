"""Review: the queue of what is uncertain, one question at a time, for curators.

Every answer is a form that leads on to the next question. With a script the same forms are sent
in the background and keys press their buttons.
"""

import base64
import binascii
import hashlib
import re
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.doubt_rows import ALONE
from fonds.app.doubts import is_filled
from fonds.app.evidence import Passage
from fonds.app.looking import LookingState
from fonds.app.review import Choice
from fonds.app.review_answers import (
    Sitting,
    begin_sitting,
    find_asked,
    give_answer,
    put_off,
    read_answer,
    say_choice,
    take_back_number,
)
from fonds.app.review_queue import (
    Question,
    find_next,
    find_part,
    find_words,
    list_questions,
    split_question,
)
from fonds.app.review_sight import count_seen, count_seen_left
from fonds.app.review_values import ASKED, LISTS, RIGHT, check_field, say_answer
from fonds.app.review_words import ask, name_field
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.sittings import SittingTally, count_sitting, find_sitter
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line
from fonds.web.forms import Form, Typed
from fonds.web.masking import SPARE, mask_passage
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.visiting import Curator, Visitor, get_doors

router = APIRouter()

AROUND = 300
"""Code points shown after the words: some four lines on a wide screen."""

BEFORE = 220
"""Code points shown before them, so that on a phone, too, they stand near the top."""

LISTED = 50
"""Questions in the list."""

_BLANK = re.compile(r"\n\s*\n")
_MOST_TYPED = 2000
_MOST_WHY = 500
_CHANGED = "The question has changed since it was shown. Please look again."
_SETTLED = "That question was settled meanwhile."
_CLOSED = frozenset({"kind", "editions", "damage", "missing-parts"})
"""What is asked about with all answers that there are."""

_WITHOUT_NONE = _CLOSED | {"tag"}


class Answer(Struct, frozen=True):
    """An answer as a button shows it.

    Attributes:
        key: the key that presses it.
        value: what the form sends.
        words: the answer.
        why: where it was found and how sure it is, or "".
    """

    key: str
    value: str
    words: str
    why: str


class Way(Struct, frozen=True):
    """Where somebody is in the queue.

    Attributes:
        field: only questions about this are asked; "" for all.
        sitting: the number of their sitting; 0 before the first answer.
        asked: the question that is to be shown first, as `write_token` gives it, or "".
        each: the question whose works are asked about one by one, the same way, or "".
    """

    field: str = ""
    sitting: int = 0
    asked: str = ""
    each: str = ""

    @property
    def url(self) -> str:
        """The address of the page there."""
        given = {
            "field": self.field,
            "sitting": str(self.sitting) if self.sitting else "",
            "asked": self.asked,
            "each": self.each,
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return f"/review?{query}" if query else "/review"

    @property
    def fields(self) -> tuple[str, ...]:
        """What is asked about."""
        return (self.field,) if self.field else ASKED


def write_token(field: str, key: str) -> str:
    """Write which question is meant, so that an address can hold it."""
    return base64.urlsafe_b64encode(f"{field}\n{key}".encode()).decode().rstrip("=")


def read_token(token: str) -> tuple[str, str] | None:
    """Read which question is meant; None when it is none of ours.

    Example:
        >>> read_token(write_token("title", "the moor"))
        ('title', 'the moor')
    """
    try:
        line = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    field, mark, key = line.partition("\n")
    return (field, key) if mark and field in ASKED else None


def _read_way(field: str, sitting: str, asked: str, each: str) -> Way:
    if field:
        check_field(field)
    number = int(sitting) if sitting.isascii() and sitting.isdigit() and len(sitting) < 10 else 0
    return Way(field, number, asked, each)


@router.api_route("/review", methods=GET)
def show_review(
    request: Request,
    shelf: Lent,
    visitor: Curator,
    *,
    field: Annotated[str, Query(max_length=40)] = "",
    sitting: Annotated[str, Query(max_length=12)] = "",
    asked: Annotated[str, Query(max_length=2000)] = "",
    each: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    """Show the question that is worth most, or the one that is asked for."""
    return _show(request, shelf, visitor, _read_way(field, sitting, asked, each))


def _show(
    request: Request,
    shelf: Shelf,
    visitor: Visitor,
    way: Way,
    *,
    message: str = "",
    typed: str = "",
) -> Response:
    question = _find_question(shelf, way)
    is_split = question is not None and ALONE in question.key
    tally = _count(shelf, visitor, way.sitting)
    left, put_off_count = count_seen_left(shelf, fields=way.fields)
    values = {
        "onward": way,
        "question": None if question is None else _show_question(shelf, question, typed),
        "asks": "" if question is None else ask(question),
        "tally": tally,
        "left": left,
        "put_off": put_off_count,
        "field_name": name_field(way.field) if way.field else "",
        "is_split": is_split and bool(way.each),
        "message": message,
        "is_filled": is_filled(shelf.library),
        "looking": _see_looking(request, shelf),
    }
    return render_page(request, "review.html", values, status=400 if message else 200)


def _see_looking(request: Request, shelf: Shelf) -> LookingState:
    """Say how far the looking through is; how many works there are only who sees them all."""
    state = get_room(request).looking.state()
    return state if shelf.sight.is_full else LookingState(is_running=state.is_running)


def _find_question(shelf: Shelf, way: Way) -> Question | None:
    for token in (way.asked, way.each):
        meant = read_token(token) if token else None
        found = find_part(shelf, *meant) if meant is not None else None
        if found is None:
            continue
        if token == way.each and found.can_split:
            return next(iter(split_question(found, shelf)), found)
        return found
    return find_next(shelf, fields=way.fields)[0]


class _Shown(Struct, frozen=True):
    """A question as the page shows it."""

    question: Question
    token: str
    stand: str
    names: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    passage: Passage | None
    given: str
    is_list: bool
    can_be_none: bool
    can_type: bool
    difference: str


def _show_question(shelf: Shelf, question: Question, typed: str) -> _Shown:
    passage = find_words(shelf, question, around=AROUND + SPARE)
    if passage is not None:
        passage = _trim(mask_passage(passage, AROUND))
    best = question.editions[0].work_id if question.editions else ""
    return _Shown(
        question=question,
        token=write_token(question.field, question.key),
        stand=find_stand(question),
        names=tuple(
            (work_id, one_line(name))
            for work_id, name in zip(question.works, question.names, strict=False)
        ),
        answers=tuple(_list_answers(question)),
        passage=passage,
        given=typed or _give(question),
        is_list=question.field in LISTS,
        can_be_none=question.field not in _WITHOUT_NONE,
        can_type=question.field not in _CLOSED,
        difference=f"/works/{question.works[1]}/difference/{best}" if best else "",
    )


def find_stand(question: Question) -> str:
    """Give what tells a question from itself when something about it has changed."""
    offered = (question.proposal, *question.alternatives)
    values = [None if one is None else one.value for one in offered]
    return f"{len(question.works)}-{hash_values((values, question.works))}"


def hash_values(values: object) -> str:
    """Give a short digest of JSON values."""
    return hashlib.sha256(msgspec.json.encode(values)).hexdigest()[:12]


def _trim(passage: Passage) -> Passage:
    """Let an excerpt begin and end where a line does, if that is near."""
    before, after = passage.before[-BEFORE:], passage.after
    is_start = passage.is_start and len(passage.before) <= BEFORE
    if not is_start and "\n" in before[:100]:
        before = before[before.index("\n") + 1 :]
    if not passage.is_end and "\n" in after[-120:]:
        after = after[: after.rindex("\n")]
    before, after = (_BLANK.sub("\n\n", one) for one in (before, after))
    return msgspec.structs.replace(
        passage, before=before.lstrip("\n"), after=after.rstrip(), is_start=is_start
    )


def _list_answers(question: Question) -> list[Answer]:
    found = []
    if question.proposal is not None:
        found.append(_make_answer("a", "accept", question, question.proposal))
    for number, choice in enumerate(question.alternatives, 1):
        found.append(_make_answer(str(number), str(number), question, choice))
    return found


def _make_answer(key: str, value: str, question: Question, choice: Choice) -> Answer:
    reasons = [choice.where] if choice.where and question.field != "tag" else []
    if choice.confidence is not None:
        reasons.append(f"{choice.confidence * 100:.0f} % sure")
    words = choice.words or say_answer(question.field, choice.value)
    return Answer(key, value, words[:1].upper() + words[1:], ", ".join(reasons))


def _give(question: Question) -> str:
    """What stands in the field to begin with: what Fonds proposes, to be changed."""
    if question.proposal is None or question.field in {"editions", "kind"}:
        return ""
    value = question.proposal.value
    if value in (None, [], RIGHT):
        return ""
    words = say_answer(question.field, value)
    # What would be masked on the page must not come back masked.
    return words if mask_addresses(words) == words else ""


def _count(shelf: Shelf, visitor: Visitor, sitting: int) -> SittingTally:
    if sitting and _is_own(shelf, visitor, sitting):
        return count_sitting(shelf.library, sitting)
    return SittingTally(0, None, "")


def _is_own(shelf: Shelf, visitor: Visitor, sitting: int) -> bool:
    by = find_sitter(shelf.library, sitting)
    return by is not None and by.rpartition(", ")[0] == _name(visitor)


def _name(visitor: Visitor) -> str:
    return visitor.person.name if visitor.person is not None and not visitor.is_alone else ""


@router.post("/review")
def answer_review(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """Take an answer, put off, split, or take the last answer back; lead on."""
    way = _read_way(form["field"], form["sitting"], form["asked"][:2000], form["each"][:2000])
    sitting = begin_or_go_on(request, shelf, visitor, way)
    try:
        onward = _go_back(sitting, way) if form["do"] == "back" else _answer(sitting, way, form)
    except UserError as error:
        said = str(error)
        message = f"{said[:1].upper()}{said[1:]}."
        here = Way(way.field, way.sitting, form["question"], way.each)
        return _show(request, shelf, visitor, here, message=message, typed=form["typed"])
    get_room(request).catching_up.soon()
    return RedirectResponse(onward.url, 303)


def begin_or_go_on(request: Request, shelf: Shelf, visitor: Visitor, way: Way) -> Sitting:
    """Give the sitting that somebody is in, if it is theirs; else begin one."""
    clock = get_doors(request).read_clock
    begun = begin_sitting(shelf, name=_name(visitor), clock=clock)
    if way.sitting and _is_own(shelf, visitor, way.sitting):
        return Sitting(shelf, way.sitting, begun.by, clock)
    return begun


def _go_back(sitting: Sitting, way: Way) -> Way:
    tally = count_sitting(sitting.shelf.library, sitting.number)
    if tally.last is None:
        raise UserError("there is nothing to take back in this sitting")
    take_back_number(sitting, tally.last)
    asked = find_asked(sitting.shelf.library, tally.last)
    token = write_token(*asked) if asked is not None else ""
    return Way(way.field, sitting.number, token, way.each)


def _answer(sitting: Sitting, way: Way, form: Form) -> Way:
    """Do what a form says; give the way on."""
    meant = read_token(form["question"])
    if meant is None:
        raise HTTPException(400, "The form holds something this page does not know.")
    question = find_part(sitting.shelf, *meant)
    if question is None:
        raise UserError(_SETTLED.rstrip("."))
    do = form["do"]
    if do == "split":
        return Way(way.field, way.sitting, "", form["question"])
    if form["stand"] and form["stand"] != find_stand(question):
        raise UserError(_CHANGED.rstrip("."))
    onward = Way(way.field, sitting.number, "", way.each)
    if do == "off":
        put_off(sitting, question)
        return onward
    value = _read_value(sitting.shelf, question, do, form["typed"][:_MOST_TYPED])
    give_answer(sitting, question, value, why=one_line(form["why"])[:_MOST_WHY])
    return onward


def _read_value(shelf: Shelf, question: Question, do: str, typed: str) -> Any:  # noqa: ANN401 - the value of a claim is any JSON value
    """Read which answer a form gives.

    Raises:
        UserError: it gives none.
        HTTPException: 400, it is no form of ours.
    """
    if do == "accept" and question.proposal is not None:
        return question.proposal.value
    if do.isascii() and do.isdigit() and 1 <= int(do) <= len(question.alternatives):
        return question.alternatives[int(do) - 1].value
    if do == "none" and question.field not in _WITHOUT_NONE:
        return [] if question.field in LISTS else None
    if do != "typed":
        raise HTTPException(400, "The form holds something this page does not know.")
    if not typed.strip():
        raise UserError("type an answer first, or take one of those that are offered")
    return read_answer(question, typed, shelf.packs)


@router.api_route("/review/queue", methods=GET)
def show_queue(
    request: Request,
    shelf: Lent,
    visitor: Curator,
    *,
    field: Annotated[str, Query(max_length=40)] = "",
    sitting: Annotated[str, Query(max_length=12)] = "",
) -> Response:
    """Show what kinds of questions there are, and the first of them as a list."""
    way = _read_way(field, sitting, "", "")
    counts = count_seen(shelf, fields=ASKED)
    listed = []
    for question in list_questions(shelf, fields=way.fields, limit=LISTED):
        token = write_token(question.field, question.key)
        listed.append(
            {
                "asks": ask(question),
                "names": tuple(map(one_line, question.names)),
                "works": len(question.works),
                "why": question.why,
                "proposal": _say_proposal(question),
                "url": Way(way.field, way.sitting, token, "").url,
            }
        )
    values = {
        "onward": way,
        "kinds": [
            (name_field(one), Way(one, way.sitting).url, Way(one, way.sitting), counts[one])
            for one in ASKED
            if any(counts[one])
        ],
        "listed": listed,
        "left": sum(count for count, _ in counts.values()),
        "put_off": sum(count for _, count in counts.values()),
        "tally": _count(shelf, visitor, way.sitting),
        "is_filled": is_filled(shelf.library),
        "looking": _see_looking(request, shelf),
    }
    return render_page(request, "review-queue.html", values)


def _say_proposal(question: Question) -> str:
    if question.proposal is None:
        return ""
    said = say_choice(question, question.proposal.value)
    return said[:1].upper() + said[1:]


@router.post("/review/look")
def look_through(request: Request, _: Curator) -> Response:
    """Look through the library for what is uncertain, in the background."""
    get_room(request).looking.begin()
    return RedirectResponse("/review/queue", 303)
