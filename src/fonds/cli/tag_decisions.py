"""`fonds tags canonical`, `leave`, `broader`, `apply`: decisions about names."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from fonds.app.shelf import Shelf
from fonds.app.tag_sheet import apply_sheet, parse_sheet
from fonds.app.tags import (
    WORDS,
    plan_broader,
    plan_canonical,
    plan_left,
    plan_no_broader,
    plan_undecided,
    read_kind,
)
from fonds.cli.acting_options import ByOption, WhyOption, catch_up_watched, say_who
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.json_lines import write_masked_json
from fonds.cli.tag_options import NOT_DONE, KindOption, NameArgument, carry_out, read_bytes
from fonds.cli.words import count_words
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.tags import TagKind

CANONICAL_EXAMPLES = (
    'fonds tags canonical --kind character "Elizabeth Bennet"',
    "fonds tags canonical Fluff",
)


def make_canonical(
    context: typer.Context,
    *,
    name: NameArgument,
    kind: KindOption = "tag",
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Make a name canonical; a synonym takes the place of the name that stood for it."""
    door = get_door(context)
    chosen = read_kind(kind)
    with enter_shelf(door, library) as shelf:
        return carry_out(
            door,
            shelf,
            plan_canonical(shelf.library, chosen, name),
            f"Made “{name.strip()}” canonical",
            who=(by, why),
            dry_run=dry_run,
            as_json=as_json,
        )


LEAVE_EXAMPLES = (
    'fonds tags leave "I wrote this at 3 am"',
    "fonds tags leave --undecided-again Fluff",
)


def leave_names(
    context: typer.Context,
    *,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", show_default=False)],
    kind: KindOption = "tag",
    again: Annotated[
        bool, typer.Option("--undecided-again", help="As if nobody had decided on them.")
    ] = False,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Leave names as their authors typed them: they are proposed and asked about no more."""
    door = get_door(context)
    chosen = read_kind(kind)
    plan = plan_undecided if again else plan_left
    what = "undecided again" if again else "as typed"
    said = f"“{names[0]}”" if len(names) == 1 else f"{len(names)} {WORDS[chosen][1]}"
    with enter_shelf(door, library) as shelf:
        return carry_out(
            door,
            shelf,
            plan(shelf.library, chosen, names),
            f"Left {said} {what}",
            who=(by, why),
            dry_run=dry_run,
            as_json=as_json,
        )


BROADER_EXAMPLES = (
    'fonds tags broader --kind fandom "Jane Austen" "Emma" "Persuasion"',
    'fonds tags broader --kind fandom "Jane Austen" "Emma" --off',
)


def put_broader(
    context: typer.Context,
    *,
    broader: Annotated[
        str, typer.Argument(metavar="BROADER", help="The broader name.", show_default=False)
    ],
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="The narrower names.", show_default=False),
    ],
    kind: KindOption = "tag",
    broader_kind: Annotated[
        str | None,
        typer.Option(
            "--broader-kind",
            metavar="KIND",
            help="The broader name's kind, when it is another.",
            show_default=False,
        ),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Take the broader name off.")] = False,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Put names below a broader one: their works are found under it, too, and its broader ones."""
    door = get_door(context)
    chosen = read_kind(kind)
    above_kind = read_kind(broader_kind) if broader_kind else chosen
    said = f"“{names[0]}”" if len(names) == 1 else f"{len(names)} {WORDS[chosen][1]}"
    with enter_shelf(door, library) as shelf:
        if off:
            changes = _take_off(shelf, chosen, names, broader, above_kind)
            words = f"Took {said} out from under “{broader}”"
        else:
            changes = plan_broader(shelf.library, chosen, names, broader, above_kind)
            words = f"Put {said} under “{broader}”"
        return carry_out(
            door, shelf, changes, words, who=(by, why), dry_run=dry_run, as_json=as_json
        )


def _take_off(
    shelf: Shelf, kind: TagKind, names: Iterable[str], broader: str, above_kind: TagKind
) -> tuple[NewChange, ...]:
    return tuple(
        change
        for one in names
        for change in plan_no_broader(shelf.library, kind, one, broader, above_kind)
    )


APPLY_EXAMPLES = (
    "fonds tags apply sheet.csv --dry-run",
    'fonds tags apply sheet.csv --by Jane --why "Wrangled on Sunday"',
)


def apply_names(
    context: typer.Context,
    *,
    sheet: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="“-” reads standard input.", show_default=False),
    ],
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take the decisions of a sheet, all or none, as one change.

    Columns: kind, name, decision (synonym, canonical, leave, broader, or nothing), canonical:
    the name that stands for it, or the broader one. Others are not read. Exit 1 when nothing
    was left to do.
    """
    door = get_door(context)
    rows = parse_sheet(read_bytes(sheet))
    if not rows:
        raise UserError(f"{sheet}: decides on no name")
    with enter_shelf(door, library) as shelf:
        done = apply_sheet(
            shelf, rows, by=say_who(by), clock=read_clock(), why=why, dry_run=dry_run
        )
        if not dry_run:
            catch_up_watched(door, shelf)
    if as_json:
        number = None if dry_run else done.act
        write_masked_json(
            door.terminal,
            {"act": number, "changes": len(done.changes), "works": done.touched},
        )
        return 0 if dry_run or done.act is not None else NOT_DONE
    names = count_words(len(done.changes), "decision").capitalize()
    works = count_words(len(done.touched), "work")
    if dry_run:
        door.terminal.say(f"{names} on {works}. Nothing was done: --dry-run.")
    elif done.act is None:
        door.terminal.say("It is so already; nothing was done.")
        return NOT_DONE
    else:
        door.terminal.say(f"{names} on {works}. `fonds undo --act {done.act}` takes it back.")
    return 0
