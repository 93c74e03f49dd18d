"""The console entry point: `fonds`."""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Annotated

import typer

from fonds import __version__
from fonds.cli import (
    add,
    authors,
    bench,
    check,
    compare,
    doctor,
    editions,
    export,
    hide,
    history,
    import_archive,
    like,
    limits,
    mark,
    merge,
    notes,
    packs,
    packs_check,
    packs_new,
    people,
    permissions,
    read,
    rebuild,
    review,
    search,
    searches,
    series,
    serve,
    shelves,
    show,
    tag_decisions,
    tags,
    train,
    undo,
)
from fonds.cli import list as list_command
from fonds.cli import open as open_command
from fonds.cli import set as set_command
from fonds.cli.door import Door, LibraryOption, get_door
from fonds.cli.endings import end_badly
from fonds.cli.terminal import Terminal, open_terminal

_ABOUT = """Turns a heap of fan fiction files into a library.

Every original is kept byte for byte, every story is read, and everything can be searched,
read, corrected and exported. Nothing leaves this machine."""

_EXAMPLES = (
    "fonds add ~/old-stories      take in a folder, with its archives and mailboxes",
    'fonds search "fog moor"      find a story again',
    "fonds serve                  read in a browser or on a phone",
)

COMMANDS: dict[str, tuple[Callable[..., int], Sequence[str]]] = {
    "add": (add.add, add.EXAMPLES),
    "import": (import_archive.import_archive, import_archive.EXAMPLES),
    "read": (read.read, read.EXAMPLES),
    "list": (list_command.list_works, list_command.EXAMPLES),
    "search": (search.search, search.EXAMPLES),
    "show": (show.show, show.EXAMPLES),
    "open": (open_command.open_work, open_command.EXAMPLES),
    "like": (like.like, like.EXAMPLES),
    "series list": (series.list_all, series.LIST_EXAMPLES),
    "series show": (series.show_series, series.SHOW_EXAMPLES),
    "series put": (series.put_works, series.PUT_EXAMPLES),
    "series order": (series.order_works, series.ORDER_EXAMPLES),
    "series take": (series.take_works, series.TAKE_EXAMPLES),
    "series name": (series.name_series, series.NAME_EXAMPLES),
    "editions": (editions.editions, editions.EXAMPLES),
    "compare": (compare.compare, compare.EXAMPLES),
    "merge": (merge.merge, merge.EXAMPLES),
    "export": (export.export, export.EXAMPLES),
    "limits": (limits.limits, limits.EXAMPLES),
    "serve": (serve.serve, serve.EXAMPLES),
    "review": (review.review, review.EXAMPLES),
    "set": (set_command.set_field, set_command.EXAMPLES),
    "history": (history.history, history.EXAMPLES),
    "check": (check.check, check.EXAMPLES),
    "rebuild": (rebuild.rebuild, rebuild.EXAMPLES),
    "undo": (undo.undo, undo.EXAMPLES),
    "packs list": (packs.list_packs, packs.LIST_EXAMPLES),
    "packs show": (packs.show_pack, packs.SHOW_EXAMPLES),
    "packs check": (packs_check.check_packs, packs_check.EXAMPLES),
    "packs new": (packs_new.new_pack, packs_new.EXAMPLES),
    "packs schema": (packs.print_schema, packs.SCHEMA_EXAMPLES),
    "tags list": (tags.list_names, tags.LIST_EXAMPLES),
    "tags show": (tags.show_name, tags.SHOW_EXAMPLES),
    "tags propose": (tags.propose_names, tags.PROPOSE_EXAMPLES),
    "tags merge": (tags.merge_names, tags.MERGE_EXAMPLES),
    "tags canonical": (tag_decisions.make_canonical, tag_decisions.CANONICAL_EXAMPLES),
    "tags broader": (tag_decisions.put_broader, tag_decisions.BROADER_EXAMPLES),
    "tags leave": (tag_decisions.leave_names, tag_decisions.LEAVE_EXAMPLES),
    "tags apply": (tag_decisions.apply_names, tag_decisions.APPLY_EXAMPLES),
    "authors list": (authors.list_all, authors.LIST_EXAMPLES),
    "authors propose": (authors.propose_names, authors.PROPOSE_EXAMPLES),
    "authors merge": (authors.merge_names, authors.MERGE_EXAMPLES),
    "authors pseudonym": (authors.put_pseudonym, authors.PSEUDONYM_EXAMPLES),
    "people list": (people.list_all, people.LIST_EXAMPLES),
    "people invite": (people.invite_person, people.INVITE_EXAMPLES),
    "people role": (people.put_role, people.ROLE_EXAMPLES),
    "people link": (people.link_person, people.LINK_EXAMPLES),
    "people end": (people.end_person, people.END_EXAMPLES),
    "permissions list": (permissions.list_register, permissions.LIST_EXAMPLES),
    "permissions put": (permissions.put_wish, permissions.PUT_EXAMPLES),
    "permissions strike": (permissions.strike_wish, permissions.STRIKE_EXAMPLES),
    "permissions withdraw": (permissions.withdraw, permissions.WITHDRAW_EXAMPLES),
    "permissions restore": (permissions.restore, permissions.RESTORE_EXAMPLES),
    "mark": (mark.mark, mark.EXAMPLES),
    "shelves list": (shelves.list_all, shelves.LIST_EXAMPLES),
    "shelves show": (shelves.show_shelf, shelves.SHOW_EXAMPLES),
    "shelves make": (shelves.make_shelf, shelves.MAKE_EXAMPLES),
    "shelves put": (shelves.put_works, shelves.PUT_EXAMPLES),
    "shelves take": (shelves.take_works, shelves.TAKE_EXAMPLES),
    "shelves remove": (shelves.remove_shelf, shelves.REMOVE_EXAMPLES),
    "shelves undo": (shelves.undo_change, shelves.UNDO_EXAMPLES),
    "searches list": (searches.list_all, searches.LIST_EXAMPLES),
    "searches save": (searches.save_search, searches.SAVE_EXAMPLES),
    "searches run": (searches.run_search, searches.RUN_EXAMPLES),
    "searches remove": (searches.remove_search, searches.REMOVE_EXAMPLES),
    "hide": (hide.hide, hide.EXAMPLES),
    "notes list": (notes.list_notes, notes.LIST_EXAMPLES),
    "notes add": (notes.add_note, notes.ADD_EXAMPLES),
    "notes remove": (notes.remove_note, notes.REMOVE_EXAMPLES),
    "train ratings": (train.train_ratings, train.RATINGS_EXAMPLES),
    "doctor": (doctor.doctor, doctor.EXAMPLES),
    "bench": (bench.bench, bench.EXAMPLES),
}
"""Every command, in the order one needs them: what it does, and examples for its help.

A name of two words is a command of a group.
"""

GROUPS: dict[str, tuple[str, Sequence[str]]] = {
    "packs": (packs.ABOUT, packs.EXAMPLES),
    "tags": (tags.ABOUT, tags.EXAMPLES),
    "authors": (authors.ABOUT, authors.EXAMPLES),
    "people": (people.ABOUT, people.EXAMPLES),
    "permissions": (permissions.ABOUT, permissions.EXAMPLES),
    "searches": (searches.ABOUT, searches.EXAMPLES),
    "series": (series.ABOUT, series.EXAMPLES),
    "shelves": (shelves.ABOUT, shelves.EXAMPLES),
    "notes": (notes.ABOUT, notes.EXAMPLES),
    "train": (train.ABOUT, train.EXAMPLES),
}
"""What each group of commands is for, and examples for its help."""


def _start(
    context: typer.Context,
    *,
    library: LibraryOption = None,
    version: Annotated[
        bool, typer.Option("--version", help="Say which Fonds this is.", is_eager=True)
    ] = False,
) -> None:
    terminal = context.find_object(Terminal) or open_terminal()
    if version:
        terminal.say(f"fonds {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        terminal.say(context.get_help())
        raise typer.Exit
    context.obj = Door(terminal, library, dict(os.environ))


def make_app() -> typer.Typer:
    """Make the program with all its commands."""
    settings = {"help_option_names": ["-h", "--help"]}
    app = typer.Typer(
        name="fonds",
        help=_write_help(_ABOUT, _EXAMPLES),
        callback=_start,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=settings,
    )
    groups = {"": app}
    for name, (about, examples) in GROUPS.items():
        groups[name] = typer.Typer(
            help=_write_help(about, examples),
            callback=_show_group,
            invoke_without_command=True,
            rich_markup_mode=None,
            context_settings=settings,
        )
        app.add_typer(groups[name], name=name)
    for name, (command, examples) in COMMANDS.items():
        group, _, last = name.rpartition(" ")
        text = _write_help(inspect.getdoc(command) or "", examples)
        groups[group].command(last, help=text, context_settings=settings)(command)
    return app


def _show_group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        get_door(context).terminal.say(context.get_help())
        raise typer.Exit


def _write_help(text: str, examples: Sequence[str]) -> str:
    # A backspace on a line of its own keeps the lines that follow from being re-flowed.
    return "\n".join([text, "", "\b", "Examples:", *(f"  {line}" for line in examples)])


class _Run:
    """One run of the program: whatever ends it becomes an exit code."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.code = 0

    def __enter__(self) -> "_Run":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None:
            return False
        if isinstance(error, SystemExit | typer.Exit):
            code = getattr(error, "exit_code", getattr(error, "code", 0))
            self.code = code if isinstance(code, int) else 0
        else:
            self.code = end_badly(error, self.terminal)
        return True


def run(arguments: Sequence[str], terminal: Terminal) -> int:
    """Run one command.

    Args:
        arguments: what was typed after `fonds`.
        terminal: where to speak.

    Returns:
        The exit code: 0 done, 1 done in part, 2 a person's mistake, 3 damage, 70 ours,
        130 interrupted, 141 nobody reads our output any more.
    """
    with _Run(terminal) as ending:
        command = typer.main.get_command(make_app())
        # Not `command(…)`, which has endings of its own for what is interrupted or misused.
        with command.make_context("fonds", list(arguments), obj=terminal) as context:
            given = command.invoke(context)
        ending.code = given if isinstance(given, int) else 0
        terminal.flush()
    return ending.code


def main() -> int:
    """Run `fonds` as a program."""
    return run(sys.argv[1:], open_terminal())
