"""`fonds editions`: the stories that are in the library more than once."""

from collections.abc import Sequence
from itertools import chain
from typing import Annotated

import typer
from msgspec import Struct
from rich.text import Text

from fonds.app.acting import act
from fonds.app.editions import find_editions
from fonds.app.found_stories import (
    SURE,
    FoundStory,
    describe_families,
    describe_others,
    plan_merges,
)
from fonds.app.shelf import Shelf
from fonds.cli.acting_options import (
    ByOption,
    WhyOption,
    YesOption,
    ask_first,
    catch_up_watched,
    say_who,
)
from fonds.cli.door import (
    Door,
    DryRunOption,
    JsonOption,
    LibraryOption,
    WorkersOption,
    count_workers,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.finding import find_work_ids
from fonds.cli.json_lines import write_json, write_masked_json
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.editions import Family

NOT_DONE = 1

EXAMPLES = (
    "fonds editions",
    "fonds editions --json | jq .paths",
    "fonds editions --merge --dry-run",
    "fonds editions --merge --sure 0.95 --query fandom:Oz",
)


def editions(
    context: typer.Context,
    *,
    query: Annotated[
        str | None,
        typer.Option(
            "--query",
            metavar="QUERY",
            help="Only stories of which a search finds an edition.",
            show_default=False,
        ),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Forget what was found, and compare all anew.")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="Let the editions lead to the best one, after asking.")
    ] = False,
    sure: Annotated[
        float,
        typer.Option("--sure", metavar="SHARE", min=0, max=1, help="How sure a merge must be."),
    ] = SURE,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List the stories that are here more than once, the best edition of each first.

    Editions are found by their words, by the address they come from, and by title and author;
    `why` says what was found. With --merge the others lead to the best one from then on, as one
    change that `fonds undo --last` takes back. To a pipe with tabs between, an edition a line;
    with --json an object a story. Exit 1 when nothing was done.
    """
    door = get_door(context)
    if dry_run and not merge:
        raise UserError("--dry-run goes with --merge: without it nothing is changed")
    with enter_shelf(door, library) as shelf:
        with door.terminal.watch() as progress:
            found = find_editions(
                shelf, progress=progress, workers=count_workers(workers), anew=refresh
            )
        wanted = _find_wanted(shelf, query)
        families = _narrow(found, wanted)
        if merge:
            said = MergeOptions(sure, why, by, dry_run=dry_run, yes=yes, as_json=as_json)
            return _merge(door, shelf, families, said)
        known = {one.work_id for family in found for one in family.editions}
        others = tuple(describe_others(shelf, known, among=wanted))
        for story in chain(describe_families(shelf, families), others):
            if as_json:
                write_masked_json(door.terminal, story)
            else:
                _say_story(door.terminal, story)
    if door.terminal.is_watched and not as_json:
        _say_count(door.terminal, families, others)
    return 0


class MergeOptions(Struct, frozen=True):
    """How a merge of many is to be done.

    Attributes:
        sure: least confidence.
        why: in a person's words.
        by: who.
        dry_run: only say it.
        yes: do not ask.
        as_json: for machines.
    """

    sure: float
    why: str
    by: str
    dry_run: bool
    yes: bool
    as_json: bool


def _find_wanted(shelf: Shelf, query: str | None) -> frozenset[str] | None:
    if query is None:
        return None
    return frozenset(find_work_ids(shelf, (), query=query, everything=False))


def _narrow(families: Sequence[Family], wanted: frozenset[str] | None) -> Sequence[Family]:
    if wanted is None:
        return families
    return [
        family
        for family in families
        if not wanted.isdisjoint(one.work_id for one in family.editions)
    ]


def _merge(door: Door, shelf: Shelf, families: Sequence[Family], said: MergeOptions) -> int:
    changes, stories, works = plan_merges(shelf.library, families, sure=said.sure)
    words = f"{count_words(works, 'work')} merged into {count_words(stories, 'story', 'stories')}"
    if not said.as_json:
        _say_plan(door.terminal, shelf, families, said.sure)
        door.terminal.say(f"{words.capitalize()}." if changes else "Nothing is that sure.")
    number = None
    if changes and not said.dry_run and ask_first(door, "Merge them all?", yes=said.yes):
        number = act(
            shelf,
            changes,
            kind="merge",
            words=words.capitalize(),
            by=say_who(said.by),
            clock=read_clock(),
            why=said.why,
        ).act
        catch_up_watched(door, shelf)
        with door.terminal.watch() as progress:
            find_editions(shelf, progress=progress)
    if said.as_json:
        write_json(door.terminal, {"act": number, "stories": stories, "works": works})
    elif number is None:
        door.terminal.say("Nothing was done.")
    else:
        door.terminal.say(f"Done. `fonds undo --act {number}` takes it back.")
    return 0 if number is not None or said.dry_run else NOT_DONE


def _say_plan(terminal: Terminal, shelf: Shelf, families: Sequence[Family], sure: float) -> None:
    chosen = [one for one in families if any(e.confidence >= sure for e in one.editions[1:])]
    for story in describe_families(shelf, chosen):
        if terminal.is_watched:
            _say_story(terminal, story, sure)


def _say_story(terminal: Terminal, story: FoundStory, sure: float = 0.0) -> None:
    if not terminal.is_watched:
        for edition in story.editions:
            columns = (
                story.best_work,
                edition.work_id,
                f"{edition.confidence:.2f}",
                safe_line(edition.title or ""),
                safe_line(edition.paths[0]),
                safe_line(edition.why),
            )
            terminal.say("\t".join(columns))
        return
    terminal.say(Text(safe_line(story.title or "(no title)"), style=TITLE), indent=4)
    for place, edition in enumerate(story.editions):
        if place and edition.confidence < sure:
            continue
        percent = "best" if not place else f"{edition.confidence:.0%}"
        percent = "same" if edition.merged else percent
        more = f" and {len(edition.paths) - 1} more" if len(edition.paths) > 1 else ""
        words = count_words(edition.words, "word")
        line = Text(f"{safe_line(edition.paths[0])}{more} · {words} · {edition.work_id}")
        terminal.say(line, lead=f"  {percent:>4}  ", indent=8)
        if edition.why:
            terminal.say(Text(safe_line(edition.why), style=QUIET), lead=" " * 8, indent=8)


def _say_count(
    terminal: Terminal, families: Sequence[Family], others: Sequence[FoundStory]
) -> None:
    if not families and not others:
        terminal.say("No story is here more than once, as far as Fonds can tell.")
        return
    terminal.say()
    if others:
        count = count_words(len(others), "story", "stories").capitalize()
        terminal.say(f"{count} merged already, or here with the very same bytes.")
    if families:
        works = sum(len(family.editions) for family in families)
        terminal.say(
            f"{count_words(len(families), 'story', 'stories').capitalize()} in "
            f"{count_words(works, 'edition')}. `fonds editions --merge` merges the sure ones, "
            "`fonds merge` works one by one."
        )
