"""Endings: how a run that did not go through ends, in one line and an exit code."""

import os
import sys
from contextlib import suppress
from traceback import format_exception

import typer

from fonds.cli.terminal import Terminal
from fonds.errors import DamageError, FondsError, UserError

INTERRUPTED = 130
"""128 and the number of SIGINT: what shells expect."""

PIPE_CLOSED = 141
"""128 and the number of SIGPIPE."""

MISUSED = 2
OUR_MISTAKE = 70

_INTERRUPTED_LINE = (
    "Interrupted. Nothing is lost: what was taken in is kept, and the same command goes on "
    "from there."
)
_HOW_TO_REPORT = (
    "This is a mistake in Fonds, not in your files; nothing that was taken in is lost. "
    "Please report it with the lines above and what `fonds doctor` says."
)


def end_badly(error: BaseException, terminal: Terminal) -> int:
    """Say why a run ended, and give its exit code.

    Args:
        error: what ended it.
        terminal: where to say so.

    Returns:
        2 for a person's mistake, 3 for damage, 70 for ours, 130 when interrupted, 141 when
        whoever read our output has gone.
    """
    if isinstance(error, BrokenPipeError):
        _silence_output()
        return PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        terminal.note(_INTERRUPTED_LINE)
        return INTERRUPTED
    if isinstance(error, typer.TyperException):
        terminal.note(_say_misuse(error))
        return MISUSED
    if isinstance(error, UserError):
        terminal.note(f"fonds: {_end_sentence(str(error))}")
        return error.exit_code
    if isinstance(error, DamageError):
        terminal.note(f"fonds: {_end_sentence(str(error))}")
        terminal.note("`fonds check` says what is damaged and what is still whole.")
        return error.exit_code
    terminal.notes.print("".join(format_exception(error)).rstrip(), soft_wrap=True)
    terminal.note(_HOW_TO_REPORT)
    return error.exit_code if isinstance(error, FondsError) else OUR_MISTAKE


def _say_misuse(error: typer.TyperException) -> str:
    words = " ".join(error.format_message().split()).replace("Value error, ", "")
    message = _end_sentence(words)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "fonds"
    return f"fonds: {message} `{command} --help` shows how it is used."


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _silence_output() -> None:
    # What is still buffered would be flushed at the interpreter's end, and fail again there.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
