"""Review answers: what a person decided becomes claims of theirs, in the library's history.

Every answer is one transaction and can be taken back. What Fonds had read stays beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from fonds.app.review import Question
from fonds.app.review_entries import put_work_entry
from fonds.app.shelf import Progress, Shelf, refresh_index
from fonds.errors import UserError
from fonds.library.claims import (
    claims_of,
    put_curated_claim,
    take_back_curated_claim,
)
from fonds.library.history import Event, iter_events, put_event
from fonds.library.opening import Library, hold_writer
from fonds.library.storage import transaction
from fonds.model.claim import Claim

SET = "metadata modification"
LOOKED = "quality review"


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
    numbers = [int(event.detail.get("review", 0)) for event in _iter_marked(shelf.library)]
    by = ", ".join(part for part in (name, clock()[:10]) if part)
    return Sitting(shelf, max(numbers, default=0) + 1, by, clock)


def _iter_marked(library: Library) -> Iterable[Event]:
    for name in (SET, LOOKED):
        yield from (one for one in iter_events(library, name=name) if "review" in one.detail)


def give_answer(
    sitting: Sitting,
    works: Sequence[str],
    field: str,
    value: Any,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    question: str = "",
) -> tuple[int, ...]:
    """Let a person's answer be what speaks for a field of n works, in one transaction.

    Args:
        sitting: under way.
        works: n identifiers.
        field: of the contract.
        value: a value that the field may hold.
        question: the question's identifier.

    Returns:
        The numbers of n events: what `take_back` takes back.

    Raises:
        UserError: somebody else is writing to the library, or a work is gone.

    Cost: reads and writes each work's claims and catalogue line once.
    """
    with hold_writer(sitting.shelf.library):
        return set_answer(sitting, works, field, value, question=question)


def set_answer(
    sitting: Sitting,
    works: Sequence[str],
    field: str,
    value: Any,  # noqa: ANN401 - the value of a claim is any JSON value
    *,
    question: str = "",
    decided: str = "",
) -> tuple[int, ...]:
    """Do what `give_answer` does, for a caller who holds the writer's lock.

    Args:
        sitting: as there.
        works: as there.
        field: as there.
        value: as there.
        question: as there.
        decided: when the answer was first given, if not now.
    """
    library = sitting.shelf.library
    detail = {"review": sitting.number, "question": question}
    if decided:
        detail["decided"] = decided
    events = []
    with transaction(library.connection):
        for work_id in works:
            said = [
                one
                for one in claims_of(library, work_id)
                if one.field == field and one.value == value
            ]
            evidence = said[0].evidence if said else ()
            claim = Claim(field, value, "curated", 1.0, evidence, sitting.by)
            clock = sitting.clock()
            events.append(put_curated_claim(library, work_id, claim, clock=clock, detail=detail))
            put_work_entry(library, work_id)
    return tuple(events)


def put_off(sitting: Sitting, question: Question) -> None:
    """Note that a question is to be asked later.

    Raises:
        UserError: somebody else is writing to the library.
    """
    _note(sitting, {"put_off": question.id, "field": question.field})


def ask_again(sitting: Sitting, question: Question) -> None:
    """Note that a question that was put off is to be asked after all."""
    _note(sitting, {"asked_again": question.id, "field": question.field})


def _note(sitting: Sitting, detail: dict[str, Any]) -> None:
    library = sitting.shelf.library
    with hold_writer(library):
        detail = {"review": sitting.number, **detail}
        put_event(library, LOOKED, clock=sitting.clock(), detail=detail)


def list_put_off(library: Library) -> frozenset[str]:
    """List the identifiers of the questions that were put off."""
    waiting: set[str] = set()
    for event in iter_events(library, name=LOOKED):
        if "put_off" in event.detail:
            waiting.add(event.detail["put_off"])
        waiting.discard(event.detail.get("asked_again", ""))
    return frozenset(waiting)


def list_answers(library: Library) -> tuple[Event, ...]:
    """List the answers of the last sitting that has any which still hold, oldest first."""
    events = list(iter_events(library, name=SET))
    gone = {one.detail["takes_back"] for one in events if "takes_back" in one.detail}
    given = [one for one in events if "review" in one.detail and one.id not in gone]
    last = max((one.detail["review"] for one in given), default=0)
    return tuple(one for one in given if one.detail["review"] == last)


def take_back(shelf: Shelf, events: Sequence[Event], *, clock: str) -> int:
    """Take answers back, the last first, in one transaction; what held before holds again.

    Args:
        shelf: an open shelf, whose writer's lock the caller holds.
        events: n events of `give_answer`.
        clock: now, ISO UTC.

    Returns:
        m <= n answers taken back: one that somebody has since changed stays.
    """
    done = 0
    library = shelf.library
    with transaction(library.connection):
        for event in sorted(events, key=lambda one: -one.id):
            if take_back_curated_claim(library, event, clock=clock) is not None:
                put_work_entry(library, event.work_id or "")
                done += 1
    return done


def take_back_numbers(sitting: Sitting, numbers: Sequence[int]) -> int:
    """Take back what `give_answer` did, by the numbers of its events.

    Raises:
        UserError: somebody else is writing to the library.
    """
    library = sitting.shelf.library
    events = []
    for event in iter_events(library, after=min(numbers) - 1, name=SET):
        if event.id > max(numbers):
            break
        events.append(event)
    events = [event for event in events if event.id in numbers]
    with hold_writer(library):
        return take_back(sitting.shelf, events, clock=sitting.clock())


def catch_up(shelf: Shelf, progress: Progress) -> None:
    """Bring the search index up to date, unless somebody else is writing, who then will."""
    try:
        with hold_writer(shelf.library):
            refresh_index(shelf, progress)
    except UserError:
        # The next command that opens the library fills the index up.
        return
