"""Correcting: what a person says of a work, or of many at once."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct, structs

from fonds.app.choosing import choose_named, choose_works
from fonds.app.correcting import (
    Edit,
    FieldShown,
    Operation,
    Planned,
    carry_out,
    describe_edits,
    plan_edits,
    read_edit,
    show_fields,
)
from fonds.app.correcting import read_form as read_fields
from fonds.app.field_values import FIELDS, find_field
from fonds.app.mine import Mine
from fonds.app.question import read_question
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.publish.addresses import mask_addresses
from fonds.publish.links import find_language
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.editions import make_undo, name_entry
from fonds.web.forms import Form, Typed
from fonds.web.mine import Somebody, is_work_id
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.visiting import Curator, Visitor, get_doors
from fonds.web.work import read_card

router = APIRouter()

_SHOWN = 20
"""Works of a preview: as many as are read rather than scrolled past."""

_LONGEST = 8_000
"""Characters of a field that a form can hold among the others; see `forms.FORM_BYTES`."""

_WHY_MOST = 500
_NOT_QUESTION = frozenset({"work", "done", "page"})


class FieldLine(Struct, frozen=True):
    """A field of the form.

    Attributes:
        shown: the field, what it holds and what was read.
        words: what stands in the box.
        rows: how many lines the box has.
        mistake: what is wrong with what was typed, or "".
        is_long: whether it is too long for the form.
        choices: the words that may be chosen; with the one that stands there now.
    """

    shown: FieldShown
    words: str
    rows: int
    mistake: str
    is_long: bool
    choices: tuple[str, ...]


def correct_url(work_id: str) -> str:
    """Give the page that corrects a work."""
    return f"/works/{work_id}/correct"


# One work


@router.api_route("/works/{work_id}/correct", methods=GET)
def show_form(request: Request, shelf: Lent, visitor: Curator, work_id: str) -> Response:
    """Show every field of a work with what was read, ready to be corrected."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(correct_url(card.work_id), status_code=308)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    return _show_form(request, shelf, work_id, Form({}))


def _show_form(
    request: Request,
    shelf: Shelf,
    work_id: str,
    form: Form,
    mistakes: Mapping[str, str] | None = None,
) -> Response:
    said = mistakes or {}
    card = read_card(shelf, work_id)
    lines = [
        _make_line(one, form, said.get(one.field.name, ""))
        for one in show_fields(shelf.library, work_id)
    ]
    values = {
        "work_id": work_id,
        "name": name_entry(card.entry),
        "language": find_language(card.entry.language),
        "lines": lines,
        "why": form["why"],
        "mistakes": [line for line in lines if line.mistake],
        "url": correct_url(work_id),
    }
    return render_page(request, "correct.html", values, status=400 if mistakes else 200)


def _make_line(shown: FieldShown, form: Form, mistake: str) -> FieldLine:
    field = shown.field
    typed = form.list(field.name)
    words = typed[0] if typed else mask_addresses(shown.words)
    choices = field.choices
    if choices and shown.words and shown.words not in choices:
        choices = (shown.words, *choices)
    rows = min(12, max(3, words.count("\n") + 2))
    return FieldLine(shown, words, rows, mistake, len(shown.words) > _LONGEST, choices)


@router.post("/works/{work_id}/correct")
def correct(request: Request, shelf: Lent, visitor: Curator, work_id: str, form: Typed) -> Response:
    """Let all fields that were changed hold what was typed, in one act."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        raise HTTPException(409, "The work was merged meanwhile; open it again.")
    edits, mistakes = _read_fields(shelf, work_id, form)
    if mistakes:
        return _show_form(request, shelf, work_id, form, mistakes)
    done = _carry_out(request, shelf, visitor, (work_id,), edits=edits, why=form["why"])
    path = f"/works/{work_id}"
    return RedirectResponse(path if done is None else f"{path}?done={done}", 303)


def _read_fields(shelf: Shelf, work_id: str, form: Form) -> tuple[tuple[Edit, ...], dict[str, str]]:
    edits: list[Edit] = []
    mistakes: dict[str, str] = {}
    for one in show_fields(shelf.library, work_id):
        name = one.field.name
        typed = form.list(name)
        if not typed or len(one.words) > _LONGEST:
            continue
        try:
            words = uncover(typed[0], one.words)
            edits += read_fields([one], {name: words}, lambda: shelf.packs)
        except UserError as error:
            mistakes[name] = str(error)
    return tuple(edits), mistakes


def uncover(typed: str, words: str) -> str:
    """Give what was typed with the addresses of e-mail that the page had covered.

    Args:
        typed: as it came from the form.
        words: what stood in the box, uncovered.

    Raises:
        UserError: a line with a covered address was changed.

    Example:
        >>> uncover("Ida •@•••••••••", "Ida a@b.example")
        'Ida a@b.example'
    """
    lines = [line.strip() for line in words.splitlines()]
    covered = {mask_addresses(line): line for line in lines}
    # An address may be covered together with the line before it: then it counts as a whole.
    if [line.strip() for line in typed.splitlines()] == mask_addresses(words).splitlines():
        return words
    found = [covered.get(line.strip(), line) for line in typed.splitlines()]
    if any("•@•" in line and line not in lines for line in found):
        raise UserError(
            "an address is covered in a line that was changed; type the address, or leave the "
            "line as it is"
        )
    return "\n".join(found)


def _carry_out(
    request: Request,
    shelf: Shelf,
    visitor: Visitor,
    works: Sequence[str],
    *,
    edits: Sequence[Edit],
    why: str,
) -> int | None:
    clock = get_doors(request).read_clock()
    name = visitor.person.name if visitor.person is not None else ""
    who = ", ".join(part for part in (name, clock[:10]) if part)
    words = " ".join(why.split())[:_WHY_MOST]
    planned = plan_edits(shelf.library, works, edits, by=who, clock=clock, why=words)
    if not planned:
        return None
    done = carry_out(shelf, planned, edits, by=name, clock=clock, why=words)
    get_room(request).catching_up.soon()
    return done.act


# Many works


class Asked(Struct, frozen=True):
    """What a form asks of many works.

    Attributes:
        question: the address's query: a question of the shelf, or works by name.
        field: to be changed.
        operation: what is done to it.
        value: as it was typed.
        why: in their words.
    """

    question: str = ""
    field: str = "tags"
    operation: Operation = "add"
    value: str = ""
    why: str = ""


@router.api_route("/correct", methods=GET)
def show_many(request: Request, shelf: Lent, visitor: Curator, mine: Somebody) -> Response:
    """Show the form that changes all that a question of the shelf finds."""
    pairs = [(name, value) for name, value in request.query_params.multi_items()]
    kept = [one for one in pairs if one[0] not in _NOT_QUESTION or one[0] == "work"]
    return _show_many(request, shelf, visitor, mine, Asked(urlencode(kept)))


def _show_many(
    request: Request,
    shelf: Shelf,
    visitor: Visitor,
    mine: Mine,
    asked: Asked,
    *,
    planned: Sequence[Planned] | None = None,
    edits: Sequence[Edit] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    works: tuple[str, ...] = ()
    try:
        works = _choose(mine, asked.question)
    except UserError as error:
        notice, status = notice or _as_sentence(str(error)), 400
    changed = len({one.work_id for one in planned or ()})
    values: dict[str, Any] = {
        "asked": asked,
        "works": len(works),
        "is_chosen": bool(_list_named(asked.question)),
        "back": f"/?{asked.question}" if asked.question else "/",
        "fields": FIELDS,
        "operations": _OPERATIONS,
        "planned": None if planned is None else planned[:_SHOWN],
        "changed": changed,
        "said": describe_edits(planned, edits) if planned else "",
        "seen": "" if planned is None else _sign(planned),
        "notice": notice,
        **make_undo(request, shelf, visitor),
    }
    return render_page(request, "correct_many.html", values, status=status)


_OPERATIONS: tuple[tuple[Operation, str], ...] = (
    ("add", "Add to the list"),
    ("remove", "Remove from the list"),
    ("set", "Set to"),
    ("clear", "Take people's corrections away"),
)


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + "."


def _list_named(question: str) -> list[str]:
    pairs = parse_qsl(question, max_num_fields=2_000)
    return [value for name, value in pairs if name == "work" and is_work_id(value)]


def _choose(mine: Mine, question: str) -> tuple[str, ...]:
    try:
        pairs = parse_qsl(question, keep_blank_values=True, max_num_fields=2_000)
    except ValueError as error:
        raise UserError("that are more works than an address can name") from error
    named = _list_named(question)
    if named:
        return choose_named(mine, named)
    return choose_works(mine, structs.replace(read_question(pairs), page=1))


def _sign(planned: Sequence[Planned]) -> str:
    """What was shown: if it is not the same any more, it is shown again first."""
    told = repr([(one.work_id, one.before, one.after) for one in planned])
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _read_asked(form: Form) -> Asked:
    operation = next((one for one in get_args(Operation) if one == form["operation"]), None)
    if operation is None:
        raise HTTPException(400, "The form holds something this page does not know.")
    return Asked(form["question"], form["field"], operation, form["value"], form["why"])


@router.post("/correct")
def correct_many(
    request: Request, shelf: Lent, visitor: Curator, mine: Somebody, form: Typed
) -> Response:
    """Show what an edit of many works changes; do it when it is what was shown."""
    asked = _read_asked(form)
    try:
        edits = (_read_edit(shelf, asked),)
        works = _choose(mine, asked.question)
    except UserError as error:
        notice = _as_sentence(str(error))
        return _show_many(request, shelf, visitor, mine, asked, notice=notice, status=400)
    planned = plan_edits(shelf.library, works, edits, by="", clock="")
    if form["step"] != "do" or form["seen"] != _sign(planned):
        notice = ""
        if form["step"] == "do":
            notice = "It has changed meanwhile. This is what would be changed now."
        return _show_many(
            request,
            shelf,
            visitor,
            mine,
            asked,
            planned=planned,
            edits=edits,
            notice=notice,
            status=409 if notice else 200,
        )
    done = _carry_out(request, shelf, visitor, works, edits=edits, why=asked.why)
    path = f"/correct?{asked.question}" if asked.question else "/correct"
    if done is not None:
        path += f"{'&' if '?' in path else '?'}done={done}"
    return RedirectResponse(path, 303)


def _read_edit(shelf: Shelf, asked: Asked) -> Edit:
    field = find_field(asked.field)
    packs = shelf.packs if field.name == "fandoms" and asked.operation != "clear" else ()
    return read_edit(field, asked.operation, asked.value, packs)
