"""`fonds add`: take in a heap."""

from collections.abc import Sequence
from typing import Annotated

import typer

from fonds.app.account_words import NOTHING_NEW, describe_tally, tally_account
from fonds.app.editions import refresh_held
from fonds.app.heap_plan import HeapPlan, plan_heap
from fonds.app.shelf import Shelf, refresh_index
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    WithoutOption,
    WorkersOption,
    count_workers,
    enter_shelf,
    find_paths,
    get_door,
    load_known_packs,
    read_clock,
)
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.describe.switches import find_switches
from fonds.intake.limits import Limits
from fonds.intake.walk import iter_heap
from fonds.library.account import Account, AccountLine
from fonds.library.opening import hold_writer
from fonds.library.originals import iter_heap_files

SOME_REFUSED = 1

_MOST_NAMED = 20
"""Files named of each sort: a screen's worth; `--json` names all."""

EXAMPLES = (
    "fonds add ~/old-stories",
    "fonds add --dry-run backup.zip mail/",
    "fonds --library /archive/attic add /media/disk1 /media/disk2",
    "fonds add --without rating --without warnings ~/old-stories",
)


def add(
    context: typer.Context,
    *,
    heap: Annotated[
        list[str], typer.Argument(metavar="HEAP", help="Files, folders, archives, mailboxes.")
    ],
    dry_run: DryRunOption = False,
    without: WithoutOption = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take a heap into the library.

    The library is made when there is none.

    Every original is stored before anything reads it. The heap itself is never changed. A
    run that was interrupted goes on where it stopped when the same command is given again.
    Exit 0 when all was taken in, 1 when some files were refused; each is named.
    """
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.ingest import add_heap

    door = get_door(context)
    terminal = door.terminal
    paths = find_paths(heap)
    switched_off = find_switches(without or ())
    if dry_run:
        with terminal.watch() as progress:
            plan = plan_heap(paths, Limits(), progress)
        if as_json:
            write_json(terminal, plan)
        else:
            _say_plan(terminal, plan)
        return SOME_REFUSED if plan.refused else 0
    # A mistyped path must not leave an empty library behind: the walk looks at all of them
    # before it gives the first file. Nor must a pack that is none.
    next(iter_heap(paths), None)
    packs = load_known_packs(door)
    with enter_shelf(door, library, create=True) as shelf:
        with terminal.watch() as progress:
            account = add_heap(
                shelf.library,
                paths,
                packs=packs,
                limits=Limits(),
                workers=count_workers(workers),
                clock=read_clock,
                progress=progress,
                without=switched_off,
            )
            with hold_writer(shelf.library):
                refresh_held(shelf.library, progress, workers=count_workers(workers))
                refresh_index(shelf, progress)
        if as_json:
            write_json(terminal, {"new": account is not None, "account": account})
        elif account is not None:
            _say_account(terminal, shelf, account)
        else:
            terminal.say(NOTHING_NEW)
        if account is None:
            return 0
        files = iter_heap_files(shelf.library, account.accession)
        return SOME_REFUSED if any(line.outcome == "refused" for line in files) else 0


def _say_account(terminal: Terminal, shelf: Shelf, account: Account) -> None:
    files = iter_heap_files(shelf.library, account.accession)
    refused = {line.path for line in files if line.outcome == "refused"}
    lines = [line for line in account.lines if line.outcome == "refused"]
    outside = [line for line in lines if line.member is None and line.path in refused]
    _name_lines(terminal, outside, "not taken in")
    _name_lines(terminal, [line for line in lines if line not in outside], "not unpacked")
    for outcome, words in (("unreadable", "kept unopened"), ("unread", "kept, not read yet")):
        _name_lines(terminal, [line for line in account.lines if line.outcome == outcome], words)
    terminal.say(describe_tally(tally_account(shelf.library, account)))


def _name_lines(terminal: Terminal, lines: Sequence[AccountLine], words: str) -> None:
    for line in lines[:_MOST_NAMED]:
        member = f" › {line.member}" if line.member else ""
        terminal.note(f"{words}: {safe_line(line.path + member)}: {safe_line(line.reason)}")
    if len(lines) > _MOST_NAMED:
        terminal.note(f"{words}: {len(lines) - _MOST_NAMED:,} more; --json names them all")


def _say_plan(terminal: Terminal, plan: HeapPlan) -> None:
    for refused in plan.refused[:_MOST_NAMED]:
        terminal.note(
            f"would not be taken in: {safe_line(refused.path)}: {refused.problem.message}"
        )
    if len(plan.refused) > _MOST_NAMED:
        terminal.note(f"would not be taken in: {len(plan.refused) - _MOST_NAMED:,} more")
    for media_type, number in plan.media_types.items():
        terminal.say(media_type, lead=f"{number:>8,}  ", indent=10)
    mib = plan.bytes / (1 << 20)
    terminal.say(
        f"{count_words(plan.files, 'file').capitalize()}, {mib:,.1f} MiB, would be taken in. "
        "Nothing was done."
    )
