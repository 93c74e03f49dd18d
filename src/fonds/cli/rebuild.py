"""`fonds rebuild`: read the stored originals anew."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    WorkersOption,
    count_workers,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.json_lines import write_masked_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line

if TYPE_CHECKING:
    from fonds.app.rebuilding import PlannedRebuild, Rebuilt

NOT_ALL = 1

_MOST_NAMED = 10

EXAMPLES = (
    "fonds rebuild --dry-run          what would be read anew",
    "fonds rebuild",
    "fonds rebuild 3 5",
    "fonds rebuild --all --index",
)


def rebuild(
    context: typer.Context,
    *,
    accessions: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[ACCESSION...]",
            help="Their numbers; those that an older Fonds read when none is given.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Read all anew, whatever read it.")
    ] = False,
    index: Annotated[
        bool, typer.Option("--index", help="Make the search index from nothing, too.")
    ] = False,
    workers: WorkersOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Read the stored originals anew, as this version of Fonds reads them.

    Originals are not touched. Corrections, merges, decisions on tags, withdrawals, marks, notes
    and shelves stay: they are about the same works afterwards. An interrupted run goes on when
    it is started again. Exit 1 when something could not be read this time; it then stays as it
    was.
    """
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.rebuilding import RebuildRun, catch_up_anew, plan_rebuild
    from fonds.app.rebuilding import rebuild as rebuild_library

    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        planned = plan_rebuild(shelf.library, accessions or (), everything=everything)
        if dry_run:
            _say_plan(door.terminal, planned, as_json=as_json)
            return 0
        done: list[Rebuilt] = []
        packs = shelf.packs if planned else ()
        with door.terminal.watch() as progress:
            run = RebuildRun(packs, count_workers(workers), read_clock, progress)
            for one in rebuild_library(shelf.library, planned, run):
                done.append(one)
                _say_rebuilt(door.terminal, one, as_json=as_json)
        if index or done:
            with door.terminal.watch() as progress:
                catch_up_anew(shelf, progress, anew=index)
    if not as_json:
        _say_end(door.terminal, done, index=index)
    return NOT_ALL if any(one.failed for one in done) else 0


def _say_plan(terminal: Terminal, planned: "Sequence[PlannedRebuild]", *, as_json: bool) -> None:
    for one in planned:
        if as_json:
            write_masked_json(terminal, one)
            continue
        files = count_words(one.originals, "original")
        works = count_words(one.works, "work")
        goes_on = ", begun already" if one.goes_on else ""
        terminal.say(
            f"{safe_line(one.heap)}: {files}, {works}{goes_on}",
            lead=f"{one.accession:>4}  ",
            indent=6,
        )
    if not planned and not as_json:
        terminal.say("Nothing was read by an older version; --all reads everything anew.")


def _say_rebuilt(terminal: Terminal, one: "Rebuilt", *, as_json: bool) -> None:
    if as_json:
        write_masked_json(terminal, one)
        return
    if one.failed:
        terminal.say(f"Accession {one.accession} stays as it was: not all of it could be read.")
        for path, reason in one.failed[:_MOST_NAMED]:
            terminal.say(f"{safe_line(path)}: {safe_line(reason)}", lead="    ", indent=6)
        return
    read = count_words(one.originals, "original")
    gone = sum(lost.fate == "led" for lost in one.lost)
    terminal.say(
        f"Accession {one.accession}: {read} read, {count_words(one.works, 'work')}, "
        f"{len(one.changed):,} changed, {len(one.new):,} new, {gone:,} gone."
    )
    for lost in one.lost[:_MOST_NAMED]:
        fate = f"is part of {lost.into} now" if lost.into else "was not found again and stays"
        line = f"{safe_line(lost.name)} ({lost.work_id}) {fate}."
        if lost.said:
            line += f" What people said of it ({lost.said:,}) is kept."
        terminal.say(line, lead="    ", indent=6)
    if one.withdrawn:
        terminal.say(
            f"{count_words(len(one.withdrawn), 'work').capitalize()} withdrawn, because words of "
            "a withdrawn work are in there.",
            lead="    ",
            indent=6,
        )


def _say_end(terminal: Terminal, done: "Sequence[Rebuilt]", *, index: bool) -> None:
    if not done:
        terminal.say("Nothing was read by an older version; --all reads everything anew.")
    if index:
        terminal.say("The search index is made anew.")
