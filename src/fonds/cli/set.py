"""`fonds set`: correct a field of one work, or of many at once."""

from collections.abc import Sequence
from typing import Annotated

import typer

from fonds.app.correcting import (
    Edit,
    Operation,
    Planned,
    carry_out,
    describe_edits,
    plan_edits,
    read_edit,
)
from fonds.app.field_values import FIELDS, Field, find_field
from fonds.cli.acting_options import (
    ByOption,
    WhyOption,
    YesOption,
    ask_first,
    catch_up_watched,
    say_who,
)
from fonds.cli.door import (
    Door,
    DryRunOption,
    JsonOption,
    LibraryOption,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.finding import find_work_ids
from fonds.cli.json_lines import write_masked_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError

_MOST_NAMED = 10
"""Works shown before one is asked: as many as are read rather than scrolled past."""

NOT_DONE = 1

EXAMPLES = (
    'fonds set title "The Hound Again" w2b7k3m9qd',
    'fonds set tags "Fog; Case fic" --add --query "baker street"',
    "fonds set rating Mature --query 'accession:3' --why \"the archive's front page says so\"",
    'fonds set fandoms --clear "The Hound Again"',
)


def set_field(
    context: typer.Context,
    *,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD", help=", ".join(one.name for one in FIELDS), show_default=False
        ),
    ],
    value_and_works: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VALUE WORK...",
            help="The value (of a list with ; between), then identifiers or titles.",
            show_default=False,
        ),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(
            "--query", metavar="QUERY", help="All stories that a search finds.", show_default=False
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All works of the library.")] = False,
    add: Annotated[bool, typer.Option("--add", help="Add to what the list holds.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove from the list.")] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help="Take people's word away: what was read speaks again.")
    ] = False,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Say what a field of a work holds, or of many works at once.

    What a person says outranks what was read, outlives every re-reading, and stands in the
    history with who, when and why; `fonds undo --last` takes it back. "" as the value says
    that the work has none. Shows what changes and asks when it is more than one work. Exit 1
    when nothing was done.
    """
    door = get_door(context)
    operation = _choose_operation(add=add, remove=remove, clear=clear)
    chosen = find_field(field)
    words = list(value_and_works or ())
    if operation != "clear" and not words:
        raise UserError(f"say what {chosen.name} is to be, then which works")
    typed = "" if operation == "clear" else _split(chosen, words.pop(0))
    with enter_shelf(door, library) as shelf:
        packs = shelf.packs if chosen.name == "fandoms" and operation != "clear" else ()
        edits = (read_edit(chosen, operation, typed, packs),)
        works = find_work_ids(shelf, words, query=query, everything=everything)
        clock, who = read_clock(), say_who(by)
        planned = plan_edits(shelf.library, works, edits, by=who, clock=clock, why=why)
        if not as_json:
            _say_plan(door.terminal, planned, edits, len(works))
        act = None
        if planned and not dry_run and (len(planned) == 1 or _ask(door, planned, yes=yes)):
            act = carry_out(shelf, planned, edits, by=by, clock=clock, why=why).act
            catch_up_watched(door, shelf)
    if as_json:
        changes = [
            {"work_id": one.work_id, "name": one.name, "before": one.before, "after": one.after}
            for one in planned
        ]
        write_masked_json(door.terminal, {"act": act, "works": len(works), "changes": changes})
    else:
        _say_done(door.terminal, act, len(planned))
    return 0 if act is not None or dry_run or not planned else NOT_DONE


def _choose_operation(*, add: bool, remove: bool, clear: bool) -> Operation:
    asked: tuple[tuple[Operation, bool], ...] = (("add", add), ("remove", remove), ("clear", clear))
    chosen = [name for name, is_wanted in asked if is_wanted]
    if len(chosen) > 1:
        raise UserError(f"--{chosen[0]} or --{chosen[1]}: which one?")
    return chosen[0] if chosen else "set"


def _split(field: Field, typed: str) -> str:
    return typed.replace(";", "\n") if field.sort == "list" else typed


def _ask(door: Door, planned: Sequence[Planned], *, yes: bool) -> bool:
    count = len({one.work_id for one in planned})
    return ask_first(door, f"Change {count_words(count, 'work')}?", yes=yes)


def _say_plan(
    terminal: Terminal, planned: Sequence[Planned], edits: Sequence[Edit], works: int
) -> None:
    for one in planned[:_MOST_NAMED]:
        before, after = safe_line(one.before), safe_line(one.after)
        if terminal.is_watched:
            terminal.say(f"{safe_line(one.name)} ({one.work_id})", indent=4)
            terminal.say(f"{before} → {after}", lead="    ", indent=6)
        else:
            terminal.say("\t".join((one.work_id, safe_line(one.name), before, after)))
    if len(planned) > _MOST_NAMED:
        terminal.say(f"and {len(planned) - _MOST_NAMED:,} more", indent=4)
    if planned:
        terminal.say(f"{safe_line(describe_edits(planned, edits))}.")
    same = works - len(planned)
    if same:
        verb = "says" if same == 1 else "say"
        terminal.say(f"{count_words(same, 'work').capitalize()} {verb} so already.")


def _say_done(terminal: Terminal, act: int | None, count: int) -> None:
    if act is None:
        terminal.say("Nothing was done.")
    else:
        what = count_words(count, "work").capitalize()
        terminal.say(f"{what} changed. `fonds undo --act {act}` takes it back.")
