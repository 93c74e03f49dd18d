"""The help of every command as one page of the documentation.

`python -m fonds.cli.help_page > docs/cli.md` writes it anew; a test demands it is current.
"""

import sys

import typer

from fonds.cli.main import COMMANDS, make_app

_WIDTH = 80

_HEAD = """# The command line

This page is made by `python -m fonds.cli.help_page > docs/cli.md`; a test keeps it current.

Exit codes: 0 done; 1 done in part, or nothing found; 2 used wrongly; 3 the library is damaged;
70 a mistake in Fonds; 130 interrupted; 141 whoever read the output has gone. Answers go to
standard output, progress and notes to standard error. `NO_COLOR` is heeded.
"""


def build_help_page() -> str:
    """Build the page from the commands themselves.

    Cost: O(commands).
    """
    group = typer.main.get_command(make_app())
    context = group.make_context("fonds", ["add"], resilient_parsing=True, terminal_width=_WIDTH)
    parts = [_HEAD, _quote("fonds", group.get_help(context))]
    listed = dict.fromkeys(word for name in COMMANDS for word in (name.partition(" ")[0], name))
    for name in listed:
        command, inner = group, context
        for word in name.split():
            command = command.get_command(inner, word)  # type: ignore[attr-defined]
            inner = command.make_context(
                word, [], parent=inner, resilient_parsing=True, terminal_width=_WIDTH
            )
        parts.append(_quote(f"fonds {name}", command.get_help(inner)))
    return "\n".join(parts)


def _quote(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(build_help_page())
