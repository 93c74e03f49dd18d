"""Review decisions: answers as JSON lines, which hold in every library of the same heap.

A decision names its works by what they were made from: the digest of the bytes, the member
of a container, and which of its works; never by a path or a number of this library.
"""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from fonds.app.review import Question
from fonds.app.review_answers import (
    LOOKED,
    SET,
    Sitting,
    list_put_off,
    set_answer,
)
from fonds.app.review_values import check_value
from fonds.errors import UserError
from fonds.library.claims import claims_of
from fonds.library.history import iter_events, put_event
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
) -> Decision:
    """Write down what a person did with a question."""
    keys = [find_work_key(sitting.shelf.library, work_id) for work_id in question.works]
    return Decision(
        schema="fonds.decision/1",
        question=question.id,
        field=question.field,
        answer=answer,
        value=value,
        proposal=None if question.proposal is None else question.proposal.value,
        works=tuple(key for key in keys if key is not None),
        by=sitting.by,
        at=sitting.clock(),
    )


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
                check_value(decision.field, decision.value)
        except (msgspec.MsgspecError, UnicodeDecodeError, UserError) as error:
            raise UserError(f"line {number} is no decision of a review: {error}") from error
        decisions.append(decision)
    return tuple(decisions)


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
    for decision in decisions:
        for key in decision.works:
            if decision.answer != "put off":
                last[key, decision.field] = decision
    counts = dict.fromkeys(("set", "same", "kept", "gone"), 0)
    with hold_writer(library), transaction(library.connection):
        for (key, field), decision in last.items():
            if decision.answer == "set":
                counts[_replay_one(sitting, key, field, decision)] += 1
        counts["put_off"] = _replay_put_off(sitting, decisions)
    return msgspec.convert(counts, Replayed)


def _replay_one(sitting: Sitting, key: WorkKey, field: str, decision: Decision) -> str:
    library = sitting.shelf.library
    work_id = find_work_by_key(library, key)
    if work_id is None:
        return "gone"
    claims = claims_of(library, work_id)
    said = [one for one in claims if one.field == field and one.basis == "curated"]
    if said and said[0].value == decision.value:
        return "same"
    if said and _find_time(library, work_id, field) >= decision.at:
        return "kept"
    set_answer(
        msgspec.structs.replace(sitting, by=decision.by),
        [work_id],
        field,
        decision.value,
        question=decision.question,
        decided=decision.at,
    )
    return "set"


def _find_time(library: Library, work_id: str, field: str) -> str:
    """When a person last decided on a field: what was replayed, when it was first given."""
    at = ""
    for event in iter_events(library, name=SET, work_id=work_id):
        if event.detail.get("field") == field:
            at = event.detail.get("decided") or event.at
    return at


def _replay_put_off(sitting: Sitting, decisions: Sequence[Decision]) -> int:
    library = sitting.shelf.library
    waiting: dict[str, str] = {}
    for decision in decisions:
        if decision.answer == "put off":
            waiting[decision.question] = decision.field
        else:
            waiting.pop(decision.question, None)
    known = list_put_off(library)
    new = [one for one in waiting.items() if one[0] not in known]
    for question, field in new:
        detail = {"review": sitting.number, "put_off": question, "field": field}
        put_event(library, LOOKED, clock=sitting.clock(), detail=detail)
    return len(new)
