"""Review keys: what a person presses, at a terminal or down a pipe."""

import sys
from contextlib import suppress

import typer

STOP = "q"
"""What the end of the input and Ctrl-C mean: every answer is kept already."""


def read_key() -> str:
    """Read one key: at a terminal without Enter, from a pipe the first letter of a line."""
    try:
        if _is_terminal():
            key = typer.getchar()
        else:
            line = sys.stdin.readline()
            key = line.strip()[:1] or ("\n" if line else STOP)
    except (EOFError, KeyboardInterrupt):
        return STOP
    if key in {"\x04", "\x03"}:
        return STOP
    return key.lower()


def read_line(given: str) -> str | None:
    """Read one line; at a terminal it can be changed from what is given.

    Args:
        given: what stands there to begin with.

    Returns:
        The line, or None when the person thought better of it (Ctrl-C, end of input).
    """
    try:
        if not _is_terminal():
            line = sys.stdin.readline()
            return line.rstrip("\r\n") if line else None
        with suppress(ImportError):
            # Not on every system; there one types the whole line.
            import readline

            readline.set_startup_hook(lambda: readline.insert_text(given))
        try:
            return input("> ")
        finally:
            with suppress(ImportError):
                import readline

                readline.set_startup_hook(None)
    except (EOFError, KeyboardInterrupt):
        return None


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
