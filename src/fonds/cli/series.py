"""`fonds series`: works in order; put in, numbered, taken out and renamed by hand."""

from collections.abc import Sequence
from typing import Annotated

import typer
from msgspec import Struct

from fonds.app.acting import catch_up
from fonds.app.sequels import find_chain
from fonds.app.series import Series, find_series, list_oddities, list_series, split_series
from fonds.app.series_changes import (
    SeriesPlan,
    carry_out,
    get_series,
    plan_name,
    plan_order,
    plan_put,
    plan_take,
    say_number,
)
from fonds.app.series_names import list_variants
from fonds.app.shelf import Shelf, find_entry
from fonds.cli.door import (
    Door,
    DryRunOption,
    JsonOption,
    LibraryOption,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.finding import find_card, find_work_ids
from fonds.cli.json_lines import write_masked_json
from fonds.cli.line import say_entry
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.model.entry import Entry

ABOUT = """Keep series in order: what belongs together, and what comes first.

A series is what the works say, and what people decided. Whatever is changed here is one change
of the catalogue, kept in its history, and can be taken back."""

EXAMPLES = (
    "fonds series list --oddities",
    'fonds series show "Baker Street Nights"',
    'fonds series put "Baker Street Nights" "The Fog" "The Ferry"',
)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The series' name.", show_default=False)
]
WorksArgument = Annotated[
    list[str],
    typer.Argument(metavar="WORK...", help="Identifiers or titles, in order.", show_default=False),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAME", help="Who says so; shown with each value.", show_default=False
    ),
]
WhyOption = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="Why, in your words.", show_default=False)
]
FirstOption = Annotated[
    float | None,
    typer.Option(
        "--first", min=0, metavar="N", help="The number of the first.", show_default=False
    ),
]

_MOST = 1_000_000


class SeriesRow(Struct, frozen=True):
    """A series in a list."""

    name: str
    authors: tuple[str, ...]
    works: int
    words: int
    complete: bool | None
    oddities: tuple[str, ...]


class PartRow(Struct, frozen=True):
    """A work in a series."""

    series: str | None
    number: float | None
    work_id: str
    title: str | None
    creators: tuple[str, ...]
    words: int


class StepRow(Struct, frozen=True):
    """What a change means for one work."""

    work_id: str
    title: str | None
    before: str
    after: str


LIST_EXAMPLES = (
    "fonds series list",
    "fonds series list baker --oddities",
    "fonds series list --json | jq -r .name",
)


def list_all(
    context: typer.Context,
    *,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Part of the name.", show_default=False)
    ] = "",
    author: Annotated[
        str,
        typer.Option("--author", metavar="NAME", help="Of one of the works.", show_default=False),
    ] = "",
    oddities: Annotated[
        bool, typer.Option("--oddities", help="Only those with gaps, doubles, or no numbers.")
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List series by name, with what is odd about their numbers.

    On a terminal also names by one author that may be spellings of one. To a pipe with tabs
    between; with --json one object a line.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = list_series(shelf, text=text, author=author, limit=_MOST).series
        alike = list_variants(shelf) if door.terminal.is_watched and not as_json else ()
    shown = [one for one in found if list_oddities(one) or not oddities]
    for one in shown:
        _say_series(door, one, as_json=as_json)
    if as_json or not door.terminal.is_watched:
        return 0
    if not shown:
        door.terminal.say("There is no such series." if found or text else "There are no series.")
    for variants in alike:
        names = " and ".join(f"“{safe_line(name)}”" for name in variants.names)
        door.terminal.note(
            f"{names} by {safe_line(variants.author)} may be one: `fonds series name OLD NEW`."
        )
    return 0


def _say_series(door: Door, one: Series, *, as_json: bool) -> None:
    odd = list_oddities(one)
    if as_json:
        row = SeriesRow(one.name, one.authors, len(one.works), one.words, one.complete, odd)
        write_masked_json(door.terminal, row)
        return
    name, names = safe_line(one.name), ", ".join(safe_line(name) for name in one.authors)
    said = "; ".join(odd)
    if not door.terminal.is_watched:
        door.terminal.say("\t".join([name, names, str(len(one.works)), str(one.words), said]))
        return
    by = f" by {names}" if names else ""
    counted = f"{count_words(len(one.works), 'work')}, {count_words(one.words, 'word')}"
    door.terminal.say(f"{name}{by}, {counted}")
    if said:
        door.terminal.say(f"{said[:1].upper()}{said[1:]}.", lead="    ", indent=4)


SHOW_EXAMPLES = (
    'fonds series show "Baker Street Nights"',
    "fonds series show w5cmv",
)


def show_series(
    context: typer.Context,
    *,
    name: Annotated[
        str, typer.Argument(metavar="NAME|WORK", help="A series, or a work.", show_default=False)
    ],
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Show the works of a series in order.

    Of a work that is in none, the works it says it follows and that say they follow it. To a
    pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = find_series(shelf, name)
        if found:
            for one in found:
                _say_parts(door, one, as_json=as_json)
            return 0
        entry = _find_entry(shelf, name)
        of = find_series(shelf, split_series(entry.series)[0]) if entry.series else ()
        whole = [one for one in of if any(w.entry.work_id == entry.work_id for w in one.works)]
        if whole:
            _say_parts(door, whole[0], as_json=as_json)
            return 0
        for number, other in enumerate(find_chain(shelf, entry), 1):
            _say_part(door, PartRow(None, number, *_facts(other)), other, as_json=as_json)
    return 0


def _find_entry(shelf: Shelf, typed: str) -> Entry:
    try:
        return find_card(shelf, typed).entry
    except UserError:
        get_series(shelf, typed)  # says which series are near
        raise


def _facts(entry: Entry) -> tuple[str, str | None, tuple[str, ...], int]:
    return entry.work_id, entry.title, entry.creators, entry.words


def _say_parts(door: Door, series: Series, *, as_json: bool) -> None:
    if door.terminal.is_watched and not as_json:
        _say_series(door, series, as_json=False)
        door.terminal.say()
    for work in series.works:
        row = PartRow(series.name, work.index, *_facts(work.entry))
        _say_part(door, row, work.entry, as_json=as_json)


def _say_part(door: Door, row: PartRow, entry: Entry, *, as_json: bool) -> None:
    if as_json:
        write_masked_json(door.terminal, row)
    elif door.terminal.is_watched:
        door.terminal.say(say_number(row.number) or "–")
        say_entry(door.terminal, entry)
    else:
        names = ", ".join(safe_line(name) for name in entry.creators)
        title = safe_line(entry.title or entry.incipit)
        columns = [say_number(row.number), entry.work_id, title, names, str(entry.words)]
        door.terminal.say("\t".join(columns))


PUT_EXAMPLES = (
    'fonds series put "Baker Street Nights" "The Fog" w5cmvqxf2a',
    'fonds series put "Baker Street Nights" "The Ferry" --first 3 --dry-run',
)


def put_works(
    context: typer.Context,
    *,
    name: NameArgument,
    works: WorksArgument,
    first: FirstOption = None,
    by: ByOption = "",
    why: WhyOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Put works into a series, in the order they are named.

    They are numbered from --first on; without it they follow the last work that is there.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        plan = plan_put(shelf, name, _find_entries(shelf, works), first=first)
        _do(door, shelf, plan, (by, why), dry_run=dry_run, as_json=as_json)
    return 0


ORDER_EXAMPLES = (
    'fonds series order "Baker Street Nights" "The Ferry" "The Fog"',
    'fonds series order "Baker Street Nights" "The Prologue" --first 0',
)


def order_works(
    context: typer.Context,
    *,
    name: NameArgument,
    works: WorksArgument,
    first: FirstOption = None,
    by: ByOption = "",
    why: WhyOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Number the works of a series anew, in the order they are named.

    Works that are not named follow, as they stand.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = find_work_ids(shelf, works, query=None, everything=False)
        series = _choose(get_series(shelf, name), found)
        start = 1.0 if first is None else first
        plan = plan_order(shelf, series, found, first=start)
        _do(door, shelf, plan, (by, why), dry_run=dry_run, as_json=as_json)
    return 0


def _choose(found: Sequence[Series], works: Sequence[str]) -> Series:
    """Choose, of series of one name, the one that works are in."""
    for one in found:
        if {work.entry.work_id for work in one.works} & set(works):
            return one
    return found[0]


TAKE_EXAMPLES = (
    'fonds series take "The Fog"',
    "fonds series take w5cmv w7xqa --dry-run",
)


def take_works(
    context: typer.Context,
    *,
    works: WorksArgument,
    by: ByOption = "",
    why: WhyOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take works out of their series; they stay in the library."""
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        plan = plan_take(shelf, _find_entries(shelf, works))
        _do(door, shelf, plan, (by, why), dry_run=dry_run, as_json=as_json)
    return 0


NAME_EXAMPLES = (
    'fonds series name "Baker St. Nights" "Baker Street Nights"',
    'fonds series name "Snapshots" "Moor Snapshots" --author "Ada Moor"',
)


def name_series(
    context: typer.Context,
    *,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="What it is called.", show_default=False)
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="What it is to be called.", show_default=False)
    ],
    author: Annotated[
        str,
        typer.Option(
            "--author", metavar="NAME", help="Only this author's series.", show_default=False
        ),
    ] = "",
    by: ByOption = "",
    why: WhyOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Call a series otherwise; with the name of another it becomes one with it.

    The works keep their numbers.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = [one for one in get_series(shelf, old) if not author or author in one.authors]
        if not found:
            raise UserError(f"{author!r} has no work in a series {old!r}")
        plan = plan_name(shelf, found, new)
        _do(door, shelf, plan, (by, why), dry_run=dry_run, as_json=as_json)
    return 0


def _find_entries(shelf: Shelf, works: Sequence[str]) -> list[Entry]:
    found = find_work_ids(shelf, works, query=None, everything=False)
    return [entry for one in found if (entry := find_entry(shelf, one)) is not None]


def _do(
    door: Door,
    shelf: Shelf,
    plan: SeriesPlan,
    said: tuple[str, str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Carry a plan out, or only say it; then say what was done.

    Args:
        door: where to speak.
        shelf: open.
        plan: what is to be done.
        said: by whom, and why.
        dry_run: only say it.
        as_json: one object a work.
    """
    act: int | None = None
    if not dry_run:
        clock = read_clock()
        name = ", ".join(part for part in (said[0], clock[:10]) if part)
        done = carry_out(shelf, plan, by=name, clock=clock, why=said[1])
        act = done.act if done is not None else None
        with door.terminal.watch() as progress:
            catch_up(shelf, progress)
    for step in plan.steps:
        row = StepRow(step.entry.work_id, step.entry.title, step.before, step.after)
        if as_json:
            write_masked_json(door.terminal, row)
        else:
            title = safe_line(step.entry.title or step.entry.incipit)
            before, after = (safe_line(one) or "no series" for one in (row.before, row.after))
            door.terminal.say(f"{row.work_id}\t{title}\t{before}\t{after}")
    if not plan.steps:
        door.terminal.note("All of it is so already; nothing was changed.")
    elif dry_run:
        door.terminal.note(f"{safe_line(plan.words)}: nothing was changed.")
    else:
        door.terminal.note(f"{safe_line(plan.words)}. This is change {act} of the history.")
