"""Review answers: what a person decided becomes an act of theirs, in the library's history.

Every answer is one transaction and can be taken back. What Fonds had read stays beside it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from fonds.app.acting import (
    PATIENCE_S,
    act_held,
    make_correction,
    plan_apart,
    plan_merge,
    take_back_held,
)
from fonds.app.doubt_rows import SETTLED
from fonds.app.edition_doubts import EDITIONS
from fonds.app.review_queue import Question
from fonds.app.review_values import (
    EditionsAnswer,
    TagAnswer,
    read_value,
    say_answer,
)
from fonds.app.shelf import Shelf
from fonds.app.tag_doubts import TAGS
from fonds.errors import UserError
from fonds.library.acts import (
    Act,
    Change,
    NewChange,
    find_last_sitting,
    find_undoing,
    get_act,
    iter_acts,
    list_changes,
)
from fonds.library.doubts import find_question_row, list_keys_of
from fonds.library.opening import Library, hold_writer
from fonds.library.put_off import list_put_off_keys
from fonds.library.storage import transaction
from fonds.library.tags import find_canonical, read_tag
from fonds.packs.pack import Pack
from fonds.publish.characters import shorten

KIND = "review"
"""The kind of act that answers are."""


class Sitting(Struct, frozen=True):
    """One person answering for a while; `fonds undo --review` takes it back as one.

    Attributes:
        shelf: open; the writer's lock is held for each answer only, so that a person who
            thinks is in nobody's way.
        number: tells sittings apart.
        by: who answers, as it will be shown: "Jane, 2024-05-02".
        clock: gives now as ISO UTC.
    """

    shelf: Shelf
    number: int
    by: str
    clock: Callable[[], str]


def begin_sitting(shelf: Shelf, *, name: str, clock: Callable[[], str]) -> Sitting:
    """Begin to answer.

    Args:
        shelf: an open shelf.
        name: of the person; may be "".
        clock: gives now as ISO UTC.
    """
    by = ", ".join(part for part in (name, clock()[:10]) if part)
    return Sitting(shelf, find_last_sitting(shelf.library) + 1, by, clock)


def read_answer(question: Question, typed: str, packs: Sequence[Pack] = ()) -> Any:  # noqa: ANN401 - the value of a claim is any JSON value
    """Read what a person typed as an answer to a question.

    Raises:
        UserError: it is no answer to it; the message says what would be.
    """
    line = " ".join(typed.split())
    if question.field == TAGS:
        held = question.alternatives[-1].value
        return held | {"canonical": line or None}
    if question.field == EDITIONS and line in question.works:
        return {"do": "merge", "best": line}
    return read_value(question.field, typed, packs)


def say_choice(question: Question, value: object) -> str:
    """Say an answer to a question in words, on one line."""
    offered = (question.proposal, *question.alternatives)
    said = next((one.words for one in offered if one is not None and one.value == value), "")
    return said or say_answer(question.field, value)


def give_answer(
    sitting: Sitting,
    question: Question,
    value: Any,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    why: str = "",
) -> int | None:
    """Let a person's answer settle a question, in one act.

    Args:
        sitting: under way.
        question: what was asked.
        value: an answer to it, as `read_answer` or a choice gives it.
        why: in their words.

    Returns:
        The number of the act, for `take_back_number`; None when it held already.

    Raises:
        UserError: somebody else is writing to the library, or a work is gone.

    Cost: reads and writes each work's claims and catalogue line once.
    """
    with hold_writer(sitting.shelf.library, wait_s=PATIENCE_S):
        return set_answer(sitting, question, value, why=why)


def set_answer(
    sitting: Sitting,
    question: Question,
    value: Any,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    why: str = "",
    decided: str = "",
) -> int | None:
    """Do what `give_answer` does, for a caller who holds the writer's lock.

    Args:
        sitting: as there.
        question: as there.
        value: as there.
        why: as there.
        decided: when the answer was first given, if not now.
    """
    library = sitting.shelf.library
    clock = sitting.clock()
    changes = plan_answer(sitting, question, value, at=decided or clock, why=why)
    return act_held(
        library,
        changes,
        kind=KIND,
        words=_describe(question, value),
        by=sitting.by,
        clock=clock,
        why=why,
        sitting=sitting.number,
    ).act


def _describe(question: Question, value: object) -> str:
    count = f" of {len(question.works):,} works" if len(question.works) > 1 else ""
    subject = f" “{question.subject}”" if question.subject else ""
    return shorten(f"{question.field}{subject}{count}: {say_choice(question, value)}", 200)


def plan_answer(
    sitting: Sitting,
    question: Question,
    value: Any,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    at: str,
    why: str = "",
) -> tuple[NewChange, ...]:
    """Plan the changes that an answer makes.

    Args:
        sitting: whose answer it is.
        question: what was asked.
        value: the answer.
        at: when it was given, ISO UTC.
        why: in their words.

    Raises:
        UserError: a work is gone, or the answer names one that was not asked about.
    """
    library = sitting.shelf.library
    if question.field == EDITIONS:
        answer = msgspec.convert(value, EditionsAnswer)
        if answer.do == "apart":
            return plan_apart(library, question.works)
        if answer.best not in question.works:
            raise UserError("the best edition is to be one of those that are asked about")
        return plan_merge(library, question.works, answer.best)
    if question.field == TAGS:
        return plan_name(library, msgspec.convert(value, TagAnswer))
    if question.field in {"damage", "missing-parts"}:
        works = question.works
        return tuple(
            NewChange("put_off", (question.field, one + SETTLED), True, one) for one in works
        )
    return tuple(
        make_correction(library, one, question.field, value, by=sitting.by, clock=at, why=why)
        for one in question.works
    )


def plan_name(library: Library, answer: TagAnswer) -> tuple[NewChange, ...]:
    """Plan to decide on a name; the one that is to stand for it is made canonical first."""
    kind, name = answer.kind, answer.name
    if answer.canonical is None:
        return (NewChange("tag", (kind, name), {"canonical": None}),)
    canonical = find_canonical(library, kind, answer.canonical)
    changes = []
    if canonical != name and read_tag(library, (kind, canonical)) != {"canonical": canonical}:
        changes.append(NewChange("tag", (kind, canonical), {"canonical": canonical}))
    changes.append(NewChange("tag", (kind, name), {"canonical": canonical}))
    return tuple(changes)


def put_off(sitting: Sitting, question: Question) -> int | None:
    """Note that a question is to be asked later; gives the number of the act.

    Raises:
        UserError: somebody else is writing to the library.
    """
    return _note(sitting, question, True, "Put off")


def ask_again(sitting: Sitting, question: Question) -> int | None:
    """Note that a question that was put off is to be asked after all."""
    return _note(sitting, question, None, "Asked again")


def _note(sitting: Sitting, question: Question, value: bool | None, words: str) -> int | None:
    library = sitting.shelf.library
    change = NewChange("put_off", (question.field, question.key), value)
    name = question.subject or (question.names[0] if question.names else "")
    with hold_writer(library, wait_s=PATIENCE_S):
        return act_held(
            library,
            [change],
            kind=KIND,
            words=shorten(f"{words}: {question.field} of {name}", 200),
            by=sitting.by,
            clock=sitting.clock(),
            sitting=sitting.number,
        ).act


def list_put_off(library: Library) -> frozenset[tuple[str, str]]:
    """List the fields and keys of the questions that were put off, to be asked later."""
    return frozenset(one for one in list_put_off_keys(library) if not one[1].endswith(SETTLED))


def list_answers(library: Library) -> tuple[Act, ...]:
    """List the acts of the last sitting that has any which still hold, the last first."""
    for number in range(find_last_sitting(library), 0, -1):
        held = list_held(library, number)
        if held:
            return held
    return ()


def list_held(library: Library, sitting: int) -> tuple[Act, ...]:
    """List the acts of a sitting which still hold, the last first."""
    acts = iter_acts(library, sitting=sitting)
    return tuple(one for one in acts if find_undoing(library, one.id) is None)


def take_back(shelf: Shelf, acts: Sequence[Act], *, by: str, clock: str) -> int:
    """Take answers back, the last first, in one transaction; what held before holds again.

    Args:
        shelf: an open shelf, whose writer's lock the caller holds.
        acts: n acts of a sitting.
        by: who takes them back.
        clock: now, ISO UTC.

    Returns:
        m <= n acts taken back: one whose works somebody has since changed stays.
    """
    done = 0
    library = shelf.library
    with transaction(library.connection):
        for one in sorted(acts, key=lambda act: -act.id):
            try:
                take_back_held(library, one.id, by=by, clock=clock)
            except UserError:
                continue
            done += 1
    return done


def take_back_number(sitting: Sitting, number: int) -> int:
    """Take back what `give_answer` did, by the number of its act; gives how many works.

    Raises:
        UserError: somebody else is writing to the library, or it cannot be taken back.
    """
    library = sitting.shelf.library
    with hold_writer(library, wait_s=PATIENCE_S):
        done = take_back_held(library, number, by=sitting.by, clock=sitting.clock())
    return len(done.changes)


def find_asked(library: Library, number: int) -> tuple[str, str] | None:
    """Find the field and key of the question that an act answered, as it would be asked now."""
    get_act(library, number)
    for change in list_changes(library, number):
        asked = _find_asked(library, change)
        if asked is not None:
            return asked
    return None


def _find_asked(library: Library, change: Change) -> tuple[str, str] | None:
    if change.cell == "claim":
        work_id, field = change.key
        keys = list_keys_of(library, work_id, field)
        return (field, keys[0]) if keys else None
    if change.cell == "put_off":
        return change.key[0], change.key[1].removesuffix(SETTLED)
    if change.cell == TAGS:
        # The name that was made canonical for another's sake was not what was asked about.
        key = "\n".join(change.key)
        return (TAGS, key) if find_question_row(library, TAGS, key) is not None else None
    if change.cell in {"merged", "apart"}:
        keys = list_keys_of(library, change.key[0], EDITIONS)
        return (EDITIONS, keys[0]) if keys else None
    return None
