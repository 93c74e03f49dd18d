"""`fonds undo`: take out again what one accession brought in, or take a change back."""

from collections.abc import Sequence
from typing import Annotated

import typer

from fonds.app.account_words import describe_undo
from fonds.app.acting import undo_heap
from fonds.app.review_answers import list_answers, take_back
from fonds.app.shelf import Shelf, refresh_index
from fonds.cli.door import (
    Door,
    DryRunOption,
    JsonOption,
    LibraryOption,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.undo_act import undo_act
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.accessions import Accession, get_accession, list_accessions
from fonds.library.acts import Act
from fonds.library.entries import get_entry
from fonds.library.opening import hold_writer
from fonds.library.undo import UndoPlan, plan_undo

_MOST_NAMED = 10
"""Works named before one is asked: as many as are read rather than scrolled past."""

NOT_DONE = 1


EXAMPLES = (
    "fonds undo --dry-run",
    "fonds undo 3",
    "fonds undo 3 --yes",
    "fonds undo --review",
    "fonds undo --last",
    "fonds undo --act 12",
)


def undo(
    context: typer.Context,
    *,
    accession: Annotated[
        int | None,
        typer.Argument(
            metavar="ACCESSION", help="Its number; the last one when none is given.", min=1
        ),
    ] = None,
    review: Annotated[
        bool,
        typer.Option("--review", help="Take back the answers of the last `fonds review` instead."),
    ] = False,
    act: Annotated[
        int | None,
        typer.Option(
            "--act",
            metavar="N",
            min=1,
            help="Take back this change of `fonds history` instead.",
            show_default=False,
        ),
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="Take back the last change that holds instead.")
    ] = False,
    dry_run: DryRunOption = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take out what one `fonds add` brought in, or take back a review or a change.

    What other accessions hold too stays. Says first what goes, and asks. What people said of
    its works is kept, and speaks again when they are taken in again. A change that is taken
    back is in the history, too, and can be taken back itself.
    """
    door = get_door(context)
    if sum((review, last, act is not None, accession is not None)) > 1:
        raise UserError("an accession, --review, --act or --last: which one is to be undone?")
    if last or act is not None:
        with enter_shelf(door, library) as shelf:
            return undo_act(door, shelf, act, dry_run=dry_run, yes=yes, as_json=as_json)
    with enter_shelf(door, library) as shelf, hold_writer(shelf.library):
        if review:
            return _undo_review(door, shelf, is_done=not dry_run, yes=yes, as_json=as_json)
        chosen = _choose(shelf, accession)
        plan = plan_undo(shelf.library, chosen.id)
        if not as_json:
            _say_plan(door.terminal, shelf, chosen, plan)
        is_done = not dry_run and (yes or _ask(door))
        if is_done:
            plan = undo_heap(shelf.library, chosen.id, clock=read_clock())
            with door.terminal.watch() as progress:
                refresh_index(shelf, progress)
    if as_json:
        write_json(door.terminal, {"done": is_done, "plan": plan})
    else:
        door.terminal.say("Done." if is_done else "Nothing was done.")
    return 0 if is_done or dry_run else NOT_DONE


def _undo_review(door: Door, shelf: Shelf, *, is_done: bool, yes: bool, as_json: bool) -> int:
    """Take back the answers of the last sitting that still has some."""
    acts = list_answers(shelf.library)
    if not acts:
        raise UserError("no answer of a review is left that could be taken back")
    if not as_json:
        _say_acts(door.terminal, acts)
    is_wanted = is_done
    is_done = is_done and (yes or _ask(door, "Take these answers back?"))
    count = 0
    if is_done:
        count = take_back(shelf, acts, by="", clock=read_clock())
        with door.terminal.watch() as progress:
            refresh_index(shelf, progress)
    if as_json:
        write_json(door.terminal, {"done": is_done, "answers": len(acts), "taken_back": count})
    elif is_done:
        stay = len(acts) - count
        kept = f" {stay:,} stay: somebody has since said otherwise." if stay else ""
        door.terminal.say(f"{count_words(count, 'answer').capitalize()} taken back.{kept}")
    else:
        door.terminal.say("Nothing was done.")
    return 0 if is_done or not is_wanted else NOT_DONE


def _say_acts(terminal: Terminal, acts: Sequence[Act]) -> None:
    for act in acts[:_MOST_NAMED]:
        terminal.say(safe_line(act.words), lead="    ", indent=6)
    if len(acts) > _MOST_NAMED:
        terminal.say(f"and {len(acts) - _MOST_NAMED:,} more", lead="    ", indent=6)


def _choose(shelf: Shelf, number: int | None) -> Accession:
    if number is not None:
        return get_accession(shelf.library, number)
    standing = [one for one in list_accessions(shelf.library) if one.state != "undone"]
    if not standing:
        raise UserError("nothing has been taken in that could be undone")
    return standing[-1]


def _ask(door: Door, question: str = "Take all this out?") -> bool:
    if not door.terminal.can_ask:
        raise UserError("say --yes to undo without being asked, or --dry-run to look first")
    return door.terminal.ask(question)


def _say_plan(terminal: Terminal, shelf: Shelf, chosen: Accession, plan: UndoPlan) -> None:
    day = chosen.begun[:16].replace("T", " ")
    terminal.say(f"Accession {chosen.id}: {safe_line(chosen.heap)}, taken in {day}.", indent=4)
    for work_id in plan.works[:_MOST_NAMED]:
        entry = get_entry(shelf.library, work_id)
        title = safe_line(entry.title or entry.incipit or "(no title)")
        terminal.say(f"{title} ({work_id})", lead="    ", indent=6)
    if len(plan.works) > _MOST_NAMED:
        terminal.say(f"and {len(plan.works) - _MOST_NAMED:,} more", lead="    ", indent=6)
    terminal.say(describe_undo(plan))
