"""`fonds export`: works as files."""

from pathlib import Path
from typing import Annotated

import typer

from fonds.app.export import ExportKind, ExportReport, export_works
from fonds.cli.door import DryRunOption, JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_work_ids
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words

SOME_KEPT = 1


EXAMPLES = (
    'fonds export epub "The Hound, Again" --to ~/books',
    "fonds export epub --query 'fandom:oz rating:teen' --to /media/kobo",
    "fonds export originals --all --to /backup/originals --dry-run",
)


def export(
    context: typer.Context,
    *,
    kind: Annotated[
        ExportKind, typer.Argument(metavar="KIND", help="epub, html, txt, json or originals.")
    ],
    folder: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where; made when it is not there.")
    ],
    works: Annotated[
        list[str] | None, typer.Argument(metavar="WORK", help="Works, as for `fonds show`.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="Q", help="All that `fonds search Q` finds."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every work of the library.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that are there already.")
    ] = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Write works into a folder as files.

    For an e-reader, a friend, a backup or another program.

    Files that are there already are never overwritten without --force. `originals` gives
    back the very bytes that were taken in. Exit 1 when a file was kept from being
    overwritten.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        work_ids = find_work_ids(shelf, works or [], query=query, everything=everything)
        with door.terminal.watch() as progress:
            report = export_works(
                shelf,
                work_ids,
                kind,
                folder.expanduser(),
                progress,
                force=force,
                dry_run=dry_run,
            )
    if as_json:
        write_json(door.terminal, report)
    else:
        _say(door.terminal, report)
    return SOME_KEPT if report.count("kept") else 0


def _say(terminal: Terminal, report: ExportReport) -> None:
    for file in report.files:
        if file.outcome == "planned":
            terminal.say(file.name)
        elif file.outcome == "kept":
            terminal.note(f"kept as it was: {file.name} holds something else")
    planned, written = report.count("planned"), report.count("written")
    unchanged, kept = report.count("unchanged"), report.count("kept")
    if planned:
        terminal.note(f"{_files(planned)} would be written to {report.folder}. Nothing was done.")
        return
    sentences = [f"{_files(written)} written to {report.folder}."]
    if unchanged:
        sentences.append(f"{_files(unchanged)} there already, the same to the byte.")
    if kept:
        sentences.append(f"{_files(kept)} not overwritten; --force does.")
    terminal.say(" ".join(sentences))


def _files(number: int) -> str:
    return count_words(number, "file").capitalize()
