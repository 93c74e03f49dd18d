"""`fonds import`: take in an archive whole: its database and its files."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import structs

from fonds.app.account_words import NOTHING_NEW
from fonds.app.editions import refresh_held
from fonds.app.shelf import refresh_index
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    WorkersOption,
    count_workers,
    enter_shelf,
    find_paths,
    get_door,
    load_known_packs,
    read_clock,
)
from fonds.cli.json_lines import write_json, write_masked_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.opening import hold_writer
from fonds.parse.archive_codes import Oddity

if TYPE_CHECKING:
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.importing import ImportReport

NOT_WHOLE = 1
"""Exit code when something that the archive lists could not be read."""

KINDS = ("efiction", "automated-archive", "calibre")

EXAMPLES = (
    "fonds import dump.sql stories/",
    "fonds import --dry-run ~/old-archive",
    'fonds import --kind efiction --fandom "Sherlock Holmes" backup.zip',
    'fonds import "~/Calibre Library" --json',
)

_MOST_NAMED = 12
"""Oddities of one kind that are named on a terminal; --json names all."""

_NAMES = {
    "efiction": "An eFiction archive",
    "automated-archive": "An Automated Archive site",
    "calibre": "A calibre library",
}


def import_archive(
    context: typer.Context,
    *,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="The database and the folders of the archive, or one folder."
        ),
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=f"What it is: {', '.join(KINDS)}; else that is found out.",
            show_default=False,
        ),
    ] = None,
    fandom: Annotated[
        list[str] | None,
        typer.Option(
            "--fandom",
            metavar="NAME",
            help="The fandom of all its stories, and another …",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRunOption = False,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Import an archive: an eFiction database, an Automated Archive site, a calibre library.

    Every file is stored byte for byte before anything reads it. What the database states of
    a story (authors, series, rating, tags, dates) becomes claims beside what its text says;
    what is odd is listed with the files concerned. A run that was interrupted goes on when
    the same command is given again, and an archive imported twice is there once.

    Exit 0 when all that the archive lists was read, 1 when something could not be.
    """
    from fonds.app.importing import ImportRun, find_archive, plan_archive
    from fonds.app.importing import import_archive as run_import

    door = get_door(context)
    terminal = door.terminal
    found = find_paths(paths)
    if kind is not None and kind not in KINDS:
        raise UserError(f"there is no kind of archive {kind!r}; there are {', '.join(KINDS)}")
    packs = load_known_packs(door)
    number = 0 if dry_run else count_workers(workers)
    # What is no archive must not leave an empty library behind: all is looked at first.
    with terminal.watch() as progress:
        run = ImportRun(packs, Limits(), number, read_clock, progress, tuple(fandom or ()))
        archive = find_archive(found, run, kind)
        report = plan_archive(archive, run) if dry_run else None
    if report is None:
        with enter_shelf(door, library, create=True) as shelf, terminal.watch() as progress:
            report = run_import(shelf.library, archive, structs.replace(run, progress=progress))
            with hold_writer(shelf.library):
                refresh_held(shelf.library, progress, workers=count_workers(workers))
                refresh_index(shelf, progress)
    if report is None:
        if as_json:
            write_json(terminal, {"new": False})
        else:
            terminal.say(NOTHING_NEW)
        return 0
    if as_json:
        write_masked_json(terminal, report)
    else:
        _say_report(terminal, report, is_dry=dry_run)
    return 0 if report.is_whole else NOT_WHOLE


def _say_report(terminal: Terminal, report: "ImportReport", *, is_dry: bool) -> None:
    by_code: dict[str, list[Oddity]] = {}
    for oddity in report.oddities:
        by_code.setdefault(oddity.code, []).append(oddity)
    for code in report.counts:
        _say_oddities(terminal, code, by_code[code])
    what = _NAMES.get(report.kind, report.kind)
    name = f", {safe_line(report.name)}" if report.name else ""
    counts = [
        count_words(report.stories, "story", "stories"),
        count_words(report.chapters, "chapter"),
        count_words(report.authors, "author"),
    ]
    if report.series:
        counts.append(count_words(report.series, "series", "series"))
    would = " would come in" if is_dry else ""
    terminal.say(f"{what}{name}: {', '.join(counts)}{would}.")
    files = f"It has {count_words(report.files, 'file')}"
    if kept := len(report.kept):
        files += f"; {kept:,} that {'holds' if kept == 1 else 'hold'} no story"
        files += " would be kept" if is_dry else f" {'is' if kept == 1 else 'are'} kept"
    terminal.say(f"{files}.")
    if report.oddities:
        odd = count_words(len(report.oddities), "oddity", "oddities")
        terminal.say(f"There {'is' if len(report.oddities) == 1 else 'are'} {odd}, named above.")
    if is_dry:
        terminal.say("Nothing was done.")


def _say_oddities(terminal: Terminal, code: str, oddities: Sequence[Oddity]) -> None:
    terminal.note(f"{code}: {len(oddities):,}")
    for oddity in oddities[:_MOST_NAMED]:
        member = f" › {oddity.member}" if oddity.member else ""
        story = f"“{oddity.story}”: " if oddity.story else ""
        terminal.note(
            f"{safe_line(oddity.path + member)}: {safe_line(story + oddity.message)}",
            lead="    ",
            indent=6,
        )
    if len(oddities) > _MOST_NAMED:
        terminal.note(f"    {len(oddities) - _MOST_NAMED:,} more; --json names them all")
