"""`fonds undo`: take out again what one accession brought in."""

from typing import Annotated

import typer

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
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.accessions import Accession, get_accession, list_accessions
from fonds.library.entries import get_entry
from fonds.library.opening import hold_writer
from fonds.library.undo import UndoPlan, plan_undo, undo_accession

_MOST_NAMED = 10
"""Works named before one is asked: as many as are read rather than scrolled past."""

NOT_DONE = 1


EXAMPLES = (
    "fonds undo --dry-run",
    "fonds undo 3",
    "fonds undo 3 --yes",
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
    dry_run: DryRunOption = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take out what one `fonds add` brought in.

    What other accessions hold too stays. Says first what goes, and asks. The history keeps
    that it was there, and every word a person had added to it.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf, hold_writer(shelf.library):
        chosen = _choose(shelf, accession)
        plan = plan_undo(shelf.library, chosen.id)
        if not as_json:
            _say_plan(door.terminal, shelf, chosen, plan)
        is_done = not dry_run and (yes or _ask(door))
        if is_done:
            plan = undo_accession(shelf.library, chosen.id, clock=read_clock())
            with door.terminal.watch() as progress:
                refresh_index(shelf, progress)
    if as_json:
        write_json(door.terminal, {"done": is_done, "plan": plan})
    else:
        door.terminal.say("Done." if is_done else "Nothing was done.")
    return 0 if is_done or dry_run else NOT_DONE


def _choose(shelf: Shelf, number: int | None) -> Accession:
    if number is not None:
        return get_accession(shelf.library, number)
    standing = [one for one in list_accessions(shelf.library) if one.state != "undone"]
    if not standing:
        raise UserError("nothing has been taken in that could be undone")
    return standing[-1]


def _ask(door: Door) -> bool:
    if not door.terminal.can_ask:
        raise UserError("say --yes to undo without being asked, or --dry-run to look first")
    return door.terminal.ask("Take all this out?")


def _say_plan(terminal: Terminal, shelf: Shelf, chosen: Accession, plan: UndoPlan) -> None:
    day = chosen.begun[:16].replace("T", " ")
    terminal.say(f"Accession {chosen.id}: {safe_line(chosen.heap)}, taken in {day}.", indent=4)
    for work_id in plan.works[:_MOST_NAMED]:
        entry = get_entry(shelf.library, work_id)
        title = safe_line(entry.title or entry.incipit or "(no title)")
        terminal.say(f"{title} ({work_id})", lead="    ", indent=6)
    if len(plan.works) > _MOST_NAMED:
        terminal.say(f"and {len(plan.works) - _MOST_NAMED:,} more", lead="    ", indent=6)
    goes = (
        f"{count_words(len(plan.works), 'work')} and "
        f"{count_words(len(plan.originals), 'original')} go.".capitalize()
    )
    kept = len(plan.kept)
    if kept:
        goes += f" {count_words(kept, 'original').capitalize()} stay: other accessions hold them."
    if plan.curated:
        goes += (
            f" {count_words(plan.curated, 'value').capitalize()} that people set go too; "
            "the history keeps their words."
        )
    terminal.say(goes)
