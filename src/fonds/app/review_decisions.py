"""Review decisions: answers as JSON lines, which hold in every library of the same heap.

A decision names its works by what they were made from: the digest of the bytes, the member
of a container, and which of its works; never by a path or a number of this library.
"""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from fonds.app.acting import act_held
from fonds.app.review_answers import KIND, Sitting, list_put_off, plan_answer, set_answer
from fonds.app.review_queue import Question, make_question_id
from fonds.app.review_values import ODD, check_value
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.cells import find_cell
from fonds.library.corrections import find_correction
from fonds.library.opening import Library, hold_writer
from fonds.library.storage import transaction
from fonds.library.works import WorkKey, find_work_by_key, find_work_key

Kind = Literal["set", "put off", "taken back"]


class Decision(Struct, frozen=True):
    """What a person did with one question.

    Attributes:
        schema: of the line.
        question: the question's identifier.
        field: of the contract.
        answer: "set" to `value`, "put off", or "taken back": what an earlier line set is
            not to hold.
        value: a value that the field may hold.
        proposal: what Fonds had proposed, or None.
        works: what each of n works was made from.
        by: who decided, and when.
        at: when, ISO UTC.
        key: which question of the field it was; "" in lines of an older Fonds.
        why: in their words.
    """

    schema: Literal["fonds.decision/1"]
    question: str
    field: str
    answer: Kind
    value: Any
    proposal: Any
    works: tuple[WorkKey, ...]
    by: str
    at: str
    key: str = ""
    why: str = ""


class Replayed(Struct, frozen=True):
    """What became of a file of decisions, counted in works.

    Attributes:
        set: a value was set.
        same: said already; nothing was done.
        kept: a person here has said otherwise, later.
        gone: no such work is here.
        put_off: questions put off.
    """

    set: int = 0
    same: int = 0
    kept: int = 0
    gone: int = 0
    put_off: int = 0


def make_decision(
    sitting: Sitting,
    question: Question,
    answer: Kind,
    value: Any = None,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    why: str = "",
) -> Decision:
    """Write down what a person did with a question."""
    library = sitting.shelf.library
    keys = [find_work_key(library, work_id) for work_id in question.works]
    proposal = None if question.proposal is None else question.proposal.value
    return Decision(
        schema="fonds.decision/1",
        question=question.id,
        field=question.field,
        answer=answer,
        value=_write_value(library, question.field, value),
        proposal=_write_value(library, question.field, proposal),
        works=tuple(key for key in keys if key is not None),
        by=sitting.by,
        at=sitting.clock(),
        key=question.key,
        why=why,
    )


def _write_value(library: Library, field: str, value: Any) -> Any:  # noqa: ANN401 - as above
    """Name the best edition by what it was made from: identifiers are this library's."""
    if field != "editions" or not isinstance(value, dict) or "best" not in value:
        return value
    return value | {"best": msgspec.to_builtins(find_work_key(library, value["best"]))}


def _read_value(library: Library, decision: Decision) -> Any:  # noqa: ANN401 - as above
    """Give a decision's value with the identifiers of this library.

    Raises:
        UserError: the best edition is not here.
    """
    value = decision.value
    if decision.field != "editions" or not isinstance(value, dict) or not value.get("best"):
        return value
    best = find_work_by_key(library, msgspec.convert(value["best"], WorkKey))
    if best is None:
        raise UserError("the best edition is not in this library")
    return value | {"best": best}


def encode_decision(decision: Decision) -> bytes:
    """Give a decision as one line of JSON."""
    return msgspec.json.encode(decision) + b"\n"


def parse_decisions(data: bytes) -> tuple[Decision, ...]:
    """Parse lines of decisions; empty lines are passed over.

    Raises:
        UserError: a line is no decision, or sets what the field cannot hold; the message
            says which line.
    """
    decisions = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            decision = msgspec.json.decode(line, type=Decision)
            if decision.answer == "set":
                check_value(decision.field, _check_best(decision))
        except (msgspec.MsgspecError, UnicodeDecodeError, UserError) as error:
            raise UserError(f"line {number} is no decision of a review: {error}") from error
        decisions.append(decision)
    return tuple(decisions)


def _check_best(decision: Decision) -> Any:  # noqa: ANN401 - as above
    """Give the value as a record of this library would hold it, its best edition checked."""
    value = decision.value
    if decision.field != "editions" or not isinstance(value, dict) or not value.get("best"):
        return value
    return value | {"best": msgspec.convert(value["best"], WorkKey).digest}


def replay(sitting: Sitting, decisions: Sequence[Decision]) -> Replayed:
    """Let n decisions hold in this library too; a second time changes nothing.

    The last decision on a work and field is the one that counts. A person's word that was
    given here later than the decision stays.

    Raises:
        UserError: somebody else is writing to the library.

    Cost: O(n) works read and written.
    """
    library = sitting.shelf.library
    last: dict[tuple[WorkKey, str], Decision] = {}
    odd: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        if decision.answer == "put off":
            continue
        if decision.field in ODD:
            odd[decision.question, decision.field] = decision
            continue
        for key in decision.works:
            last[key, decision.field] = decision
    counts = dict.fromkeys(("set", "same", "kept", "gone"), 0)
    with hold_writer(library), transaction(library.connection):
        for (key, field), decision in last.items():
            if decision.answer == "set":
                counts[_replay_one(sitting, key, field, decision)] += 1
        for decision in odd.values():
            if decision.answer == "set":
                _replay_odd(sitting, decision, counts)
        counts["put_off"] = _replay_put_off(sitting, decisions)
    return msgspec.convert(counts, Replayed)


def _replay_odd(sitting: Sitting, decision: Decision, counts: dict[str, int]) -> None:
    """Let a decision that is about no field hold here, as far as its works are here."""
    library = sitting.shelf.library
    found = [find_work_by_key(library, key) for key in decision.works]
    works = tuple(dict.fromkeys(one for one in found if one is not None))
    counts["gone"] += found.count(None)
    # Editions that are merged are one work here already.
    if not works or (decision.field == "editions" and len(works) < 2):
        counts["same"] += len(works)
        return
    by = msgspec.structs.replace(sitting, by=decision.by)
    question = _make_asked(decision, decision.key, works)
    try:
        value = _read_value(library, decision)
        changes = plan_answer(by, question, value, at=decision.at)
        held = all(_holds(library, one) for one in changes)
        if not held:
            set_answer(by, question, value, why=decision.why, decided=decision.at)
    except UserError:
        # A person here has decided otherwise, so that it can no longer be done.
        counts["kept"] += len(works)
        return
    counts["same" if held else "set"] += len(works)


def _holds(library: Library, change: NewChange) -> bool:
    return bool(find_cell(change.cell, change.key).read(library, change.key) == change.after)


def _make_asked(decision: Decision, key: str, works: tuple[str, ...]) -> Question:
    """Give what a decision answers, as far as an answer needs it."""
    subject = decision.value["name"] if decision.field == "tag" else ""
    return Question(
        make_question_id(decision.field, key),
        decision.field,
        key,
        None,
        (),
        works,
        (),
        None,
        "",
        0.0,
        subject,
    )


def _replay_one(sitting: Sitting, key: WorkKey, field: str, decision: Decision) -> str:
    library = sitting.shelf.library
    work_id = find_work_by_key(library, key)
    if work_id is None:
        return "gone"
    said = find_correction(library, work_id, field)
    if said is not None and said.value == decision.value:
        return "same"
    if said is not None and said.at >= decision.at:
        return "kept"
    set_answer(
        msgspec.structs.replace(sitting, by=decision.by),
        _make_asked(decision, decision.key, (work_id,)),
        decision.value,
        why=decision.why,
        decided=decision.at,
    )
    return "set"


def _replay_put_off(sitting: Sitting, decisions: Sequence[Decision]) -> int:
    library = sitting.shelf.library
    waiting: dict[tuple[str, str], None] = {}
    for decision in decisions:
        place = (decision.field, decision.key)
        if decision.answer == "put off":
            waiting[place] = None
        else:
            waiting.pop(place, None)
    known = list_put_off(library)
    changes = [NewChange("put_off", one, True) for one in waiting if one[1] and one not in known]
    act_held(
        library,
        changes,
        kind=KIND,
        words=f"Put off {len(changes):,} questions",
        by=sitting.by,
        clock=sitting.clock(),
        sitting=sitting.number,
    )
    return len(changes)
