"""`fonds export open-doors`: the sheets with which an archive is moved to AO3."""

from fonds.app.open_doors import OpenDoorsReport, check_name, export_open_doors
from fonds.app.shelf import Shelf
from fonds.cli.export_choice import ExportChoice
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words

SOME_KEPT = 1


def export_sheets(shelf: Shelf, chosen: ExportChoice) -> int:
    """Write the sheets that Open Doors works with, and say what they hold."""
    work_ids = chosen.find_work_ids(shelf)
    with chosen.terminal.watch() as progress:
        report = export_open_doors(
            shelf,
            work_ids,
            chosen.folder,
            progress,
            name=check_name(chosen.name or chosen.folder.name),
            force=chosen.force,
            dry_run=chosen.dry_run,
        )
    if chosen.as_json:
        write_json(chosen.terminal, report)
    else:
        _say(chosen.terminal, report)
    return SOME_KEPT if "kept" in report.files.values() else 0


def _say(terminal: Terminal, report: OpenDoorsReport) -> None:
    for name, outcome in report.files.items():
        terminal.say(f"{name}: {outcome}")
    stories = count_words(report.works, "story", "stories").capitalize()
    authors = count_words(report.authors, "author")
    terminal.say(f"{stories} by {authors}, {count_words(report.tags, 'tag')}.")
    if report.breaches:
        terminal.say(
            f"AO3 would refuse something of {count_words(report.breaches, 'story', 'stories')}: "
            "the sheet of limits lists all of it, `fonds limits` shows it."
        )
    if report.withdrawn:
        terminal.say(f"{count_words(report.withdrawn, 'withdrawn work').capitalize()} left out.")
    if "kept" in report.files.values():
        terminal.note("Kept what was there: --force overwrites it.")
