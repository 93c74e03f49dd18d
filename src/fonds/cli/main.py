"""The console entry point: `fonds`."""

import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Annotated

import typer

from fonds import __version__
from fonds.cli.add import add
from fonds.cli.check import check
from fonds.cli.doctor import doctor
from fonds.cli.door import Door, LibraryOption
from fonds.cli.endings import end_badly
from fonds.cli.export import export
from fonds.cli.list import list_works
from fonds.cli.open import open_work
from fonds.cli.read import read
from fonds.cli.search import search
from fonds.cli.serve import serve
from fonds.cli.show import show
from fonds.cli.terminal import Terminal, open_terminal
from fonds.cli.undo import undo

_ABOUT = """Turns a heap of fan fiction files into a library.

Every original is kept byte for byte, every story is read, and everything can be searched,
read, corrected and exported. Nothing leaves this machine.

\b
Examples:
  fonds add ~/old-stories      take in a folder, with all its archives and mailboxes
  fonds search "fog moor"      find a story again
  fonds serve                  read on a phone or in a browser
"""


def _start(
    context: typer.Context,
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
    app = typer.Typer(
        name="fonds",
        help=_ABOUT,
        callback=_start,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.command("add")(add)
    app.command("read")(read)
    app.command("list")(list_works)
    app.command("search")(search)
    app.command("show")(show)
    app.command("open")(open_work)
    app.command("export")(export)
    app.command("serve")(serve)
    app.command("check")(check)
    app.command("undo")(undo)
    app.command("doctor")(doctor)
    return app


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
        given = make_app()(
            args=list(arguments), prog_name="fonds", standalone_mode=False, obj=terminal
        )
        ending.code = given if isinstance(given, int) else 0
        terminal.flush()
    return ending.code


def main() -> int:
    """Run `fonds` as a program."""
    return run(sys.argv[1:], open_terminal())
