"""`fonds export`: works as files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from fonds.app.export import ExportKind, ExportReport, export_works
from fonds.app.shelf import Shelf
from fonds.cli.door import DryRunOption, JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.export_choice import ExportChoice
from fonds.cli.export_dataset import export_tables, find_formats
from fonds.cli.export_open_doors import export_sheets
from fonds.cli.finding import find_work_ids
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.errors import UserError

SOME_KEPT = 1

AnyKind = Literal[ExportKind, "dataset", "open-doors"]

EXAMPLES = (
    'fonds export epub "The Hound, Again" --to ~/books',
    "fonds export epub --query 'fandom:oz rating:teen' --to /media/kobo",
    "fonds export originals --all --to /backup/originals --dry-run",
    "fonds export dataset --to ~/corpus --format parquet --format csv",
    'fonds export open-doors --to ~/sheets --name "The Moor Archive"',
)


def export(
    context: typer.Context,
    *,
    kind: Annotated[
        AnyKind,
        typer.Argument(
            metavar="KIND", help="epub, html, txt, json, originals, dataset or open-doors."
        ),
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
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="Of a dataset: parquet, csv, jsonl or sqlite; and another …",
            show_default=False,
        ),
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the stories themselves into a dataset.")
    ] = False,
    name: Annotated[
        str,
        typer.Option(
            "--name", metavar="NAME", help="Of the archive, on sheets.", show_default=False
        ),
    ] = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Write works into a folder as files.

    For an e-reader, a friend, a backup or another program.

    Files that are there already are never overwritten without --force. `originals` gives
    back the very bytes that were taken in; `dataset` makes tables of all works, or of those
    chosen, `open-doors` the sheets of an archive that moves to AO3. Exit 1 when a file was
    kept from being overwritten.
    """
    door = get_door(context)
    chosen = ExportChoice(
        terminal=door.terminal,
        folder=folder.expanduser(),
        works=works or (),
        query=query,
        everything=everything,
        force=force,
        dry_run=dry_run,
        as_json=as_json,
        formats=find_formats(formats or ()),
        name=name,
        with_text=with_text,
    )
    with enter_shelf(door, library) as shelf:
        return EXPORTS[kind](shelf, chosen)


def _export_works(kind: ExportKind, shelf: Shelf, chosen: ExportChoice) -> int:
    """Write each work into files of its own."""
    if chosen.formats or chosen.with_text:
        raise UserError("--format and --with-text are for `fonds export dataset`")
    work_ids = find_work_ids(shelf, chosen.works, query=chosen.query, everything=chosen.everything)
    with chosen.terminal.watch() as progress:
        report = export_works(
            shelf,
            work_ids,
            kind,
            chosen.folder,
            progress,
            force=chosen.force,
            dry_run=chosen.dry_run,
        )
    if chosen.as_json:
        write_json(chosen.terminal, report)
    else:
        _say(chosen.terminal, report)
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


EXPORTS: dict[AnyKind, Callable[[Shelf, ExportChoice], int]] = {
    **{kind: partial(_export_works, kind) for kind in get_args(ExportKind)},
    "dataset": export_tables,
    "open-doors": export_sheets,
}
"""What makes each kind: files of each work, or one thing of all works chosen."""
