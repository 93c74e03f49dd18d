"""`fonds export dataset`: works as tables for scholars."""

from collections.abc import Sequence

from fonds.app.dataset import DatasetReport, export_dataset
from fonds.app.shelf import Shelf
from fonds.cli.door import read_clock
from fonds.cli.export_choice import ExportChoice
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.errors import UserError
from fonds.publish.dataset import FORMATS, DatasetFormat


def export_tables(shelf: Shelf, chosen: ExportChoice) -> int:
    """Write a dataset as it was chosen for, and say what it holds."""
    work_ids = chosen.find_work_ids(shelf)
    with chosen.terminal.watch() as progress:
        report = export_dataset(
            shelf,
            work_ids,
            chosen.folder,
            progress,
            clock=read_clock(),
            formats=chosen.formats or ("parquet",),
            query=describe_choice(chosen),
            with_text=chosen.with_text,
            force=chosen.force,
            dry_run=chosen.dry_run,
        )
    if chosen.as_json:
        write_json(chosen.terminal, report)
    else:
        _say(chosen.terminal, report)
    return 0


def find_formats(typed: Sequence[str]) -> tuple[DatasetFormat, ...]:
    """Find the formats that were typed, each once.

    Raises:
        UserError: one of them is none.
    """
    for one in typed:
        if one not in FORMATS:
            raise UserError(f"{one!r} is no format of a dataset; there are {', '.join(FORMATS)}")
    return tuple(kind for kind in FORMATS if kind in typed)


def describe_choice(chosen: ExportChoice) -> str | None:
    """Say which works were chosen for, as a dataset keeps it; None for all."""
    if not chosen.is_narrow:
        return None
    return " ".join([*chosen.works, *([] if chosen.query is None else [chosen.query])])


def _say(terminal: Terminal, report: DatasetReport) -> None:
    works = count_words(report.works, "work")
    if report.outcome == "planned":
        for name in report.names:
            terminal.say(name)
        terminal.note(f"{works} would be written to {report.folder}. Nothing was done.")
        return
    for name, rows in report.rows.items():
        terminal.say(f"{name}: {count_words(rows, 'row')}")
    terminal.say(f"{works.capitalize()} written to {report.folder}; README.md there says the rest.")
