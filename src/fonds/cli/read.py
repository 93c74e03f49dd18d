"""`fonds read`: works out of files, without a library."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer

from fonds.app.explaining import explain_field, find_field
from fonds.cli.card import name_source, say_card, say_problems, say_sources
from fonds.cli.door import (
    JsonOption,
    LibraryOption,
    WithoutOption,
    WorkersOption,
    count_workers,
    find_paths,
    get_door,
    load_known_packs,
)
from fonds.cli.explain import say_explanation
from fonds.cli.json_lines import write_json
from fonds.cli.styles import KEY
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.describe.switches import find_switches
from fonds.intake.limits import Limits
from fonds.model.work import Work
from fonds.publish.json import build_json
from fonds.publish.record import build_record

SOME_UNREAD = 1


EXAMPLES = (
    "fonds read story.txt",
    "fonds read --json stories/ > works.jsonl",
    "fonds read --json --quotes attic.zip | head -1",
    "fonds read --explain rating story.txt       the words it was read from",
    "fonds read --without scenes --without people --json stories/",
)


def read(
    context: typer.Context,
    *,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders.")],
    as_json: JsonOption = False,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="With --json: who says what, where it is known.")
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="FIELD",
            help="Only what is said of this, by whom, and from which words.",
            show_default=False,
        ),
    ] = None,
    without: WithoutOption = None,
    workers: WorkersOption = None,
    library: LibraryOption = None,
) -> int:
    """Read files without a library.

    No library is needed or made.

    One card, or with --json one line, for each work in the order of the paths: a file with
    two stories gives two, seven parts of one story give one. --explain shows one field of
    each with the words it was read from, in their line; FIELD is a field of the record,
    such as fandoms, people, rating, pov. Exit 0 when every path could be read, 1 when some
    could not; each is named.
    """
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.heap_reading import is_unread, iter_works

    door = get_door(context)
    terminal = door.terminal
    heap = find_paths(paths)
    field = None if explain is None else find_field(explain)
    switched_off = find_switches(without or ())
    with terminal.watch() as progress:
        works = iter_works(
            heap,
            packs=load_known_packs(door),
            limits=Limits(),
            workers=count_workers(workers),
            progress=progress,
            without=switched_off,
        )
        if field is not None:
            told = _explain(terminal, works, field, as_json=as_json)
            unread = [work for work in told if is_unread(work)]
        elif as_json:
            unread = [work for work in _write(terminal, works, quotes=quotes) if is_unread(work)]
        else:
            unread = [work for work in _say(terminal, works) if is_unread(work)]
    for work in unread:
        reason = work.problems[-1].message if work.problems else work.reason
        terminal.note(f"not read: {name_source(work.sources[0])}: {safe_line(reason)}")
    return SOME_UNREAD if unread else 0


def _write(terminal: Terminal, works: Iterator[Work], *, quotes: bool) -> Iterator[Work]:
    for work in works:
        record = build_record(work)
        if not quotes:
            record = msgspec.structs.replace(record, quotes=())
        terminal.write_json(build_json(record))
        yield work


def _explain(
    terminal: Terminal, works: Iterator[Work], field: str, *, as_json: bool
) -> Iterator[Work]:
    for number, work in enumerate(works):
        explanation = explain_field(work, field)
        if as_json:
            write_json(terminal, explanation)
        else:
            if number:
                terminal.say()
            say_explanation(terminal, explanation)
        yield work


def _say(terminal: Terminal, works: Iterator[Work]) -> Iterator[Work]:
    stories = others = 0
    is_marked = False
    for work in works:
        if stories + others:
            terminal.say()
        record = build_record(work)
        if work.kind == "story":
            stories += 1
            is_marked |= say_card(terminal, record)
        else:
            others += 1
            terminal.say(f"Not a story: {name_source(work.sources[0])}")
            terminal.say(safe_line(work.reason), lead="    ", indent=4)
        if work.kind == "story":
            say_sources(terminal, work.sources)
        say_problems(terminal, work.problems)
        yield work
    terminal.say()
    if is_marked:
        terminal.say(KEY)
    report = count_words(stories, "story", "stories").capitalize()
    if others:
        report += f", {count_words(others, 'text that is no story', 'texts that are no story')}"
    terminal.say(f"{report}.")
