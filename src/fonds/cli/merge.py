"""`fonds merge`: say by hand that works are editions of one story, or that they are not."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer
from msgspec import Struct

from fonds.app.acting import act, plan_apart, plan_best, plan_merge, plan_unmerge
from fonds.app.correcting import name_work
from fonds.app.counting import count_words
from fonds.app.shelf import Shelf
from fonds.cli.acting_options import (
    ByOption,
    WhyOption,
    YesOption,
    ask_first,
    catch_up_watched,
)
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    enter_shelf,
    get_door,
    read_clock,
)
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import safe_line
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library
from fonds.library.redirects import find_redirect, resolve_work_id

NOT_DONE = 1

EXAMPLES = (
    "fonds merge w2b7k3m9qd w7c4q1xk2n",
    'fonds merge "The Hound Again" w7c4q1xk2n --best w7c4q1xk2n',
    "fonds merge --apart w2b7k3m9qd w7c4q1xk2n",
    "fonds merge --undo w7c4q1xk2n",
)


class Plan(Struct, frozen=True):
    """What a merge by hand does.

    Attributes:
        kind: of the act.
        words: of the act.
        changes: of the act.
        best: the work that stands for the others, or None.
        works: those that are named.
    """

    kind: Literal["merge", "best", "unmerge", "apart"]
    words: str
    changes: tuple[NewChange, ...]
    best: str | None
    works: tuple[str, ...]


def merge(
    context: typer.Context,
    *,
    works: Annotated[
        list[str],
        typer.Argument(metavar="WORK...", help="Identifiers or titles.", show_default=False),
    ],
    best: Annotated[
        str | None,
        typer.Option(
            "--best",
            metavar="WORK",
            help="The best edition; else the first that is named.",
            show_default=False,
        ),
    ] = None,
    apart: Annotated[
        bool, typer.Option("--apart", help="They are not one story: keep them apart.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Let each of these merged works stand alone again.")
    ] = False,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Say that works are editions of one story: the best one stands for all.

    The others stay: they can be read and compared, their identifiers lead to the best one, and
    marks and notes go with them. `fonds undo --last` takes a merge back whole. Says what it
    does and asks. Exit 1 when nothing was done.
    """
    door = get_door(context)
    if sum((apart, undo, best is not None)) > 1:
        raise UserError("--best, --apart or --undo: which one?")
    with enter_shelf(door, library) as shelf:
        ids = tuple(dict.fromkeys(_find(shelf, one) for one in works))
        plan = _plan(shelf, ids, best, apart=apart, undo=undo)
        if not as_json:
            _say_plan(door.terminal, shelf.library, plan)
        number = None
        if not dry_run and ask_first(door, "Do so?", yes=yes):
            number = act(
                shelf,
                plan.changes,
                kind=plan.kind,
                words=plan.words,
                by=" ".join(by.split()),
                clock=read_clock(),
                why=why,
            ).act
            catch_up_watched(door, shelf)
    if as_json:
        write_masked_json(
            door.terminal,
            {"act": number, "kind": plan.kind, "best": plan.best, "works": plan.works},
        )
    elif number is None:
        door.terminal.say("Nothing was done.")
    else:
        door.terminal.say(f"Done. `fonds undo --act {number}` takes it back.")
    return 0 if number is not None or dry_run else NOT_DONE


def _find(shelf: Shelf, typed: str) -> str:
    """Find the work that is meant; a merged one by its whole identifier, itself."""
    wanted = typed.strip().lower()
    if find_redirect(shelf.library, wanted) is not None:
        return wanted
    return find_card(shelf, typed).work_id


def _plan(shelf: Shelf, ids: Sequence[str], best: str | None, *, apart: bool, undo: bool) -> Plan:
    library = shelf.library
    works = tuple(ids)
    names = _join_names(library, works)
    if undo:
        alone = [one for one in works if find_redirect(library, one) is None]
        if alone:
            merged = ", ".join(name for one in alone for name in list_merged_into(library, one))
            hint = f"; merged into it: {merged}" if merged else ""
            raise UserError(f"{alone[0]} is not merged into another work{hint}")
        return Plan("unmerge", f"Apart again: {names}", plan_unmerge(library, works), None, works)
    if apart:
        return Plan("apart", f"Kept apart: {names}", plan_apart(library, works), None, works)
    chosen = _find(shelf, best) if best is not None else resolve_work_id(library, works[0])
    together = {resolve_work_id(library, one) for one in (*works, chosen)}
    changes: tuple[NewChange, ...] = ()
    if len(together) > 1:
        changes = plan_merge(library, works, chosen)
    if find_redirect(library, chosen) is not None:
        if changes:
            raise UserError(
                f"{chosen} is merged already: merge the works first, then choose the best edition"
            )
        changes = plan_best(library, chosen)
        words = f"Best edition: {_join_names(library, [chosen])}"
        return Plan("best", words, changes, chosen, works)
    if not changes:
        raise UserError("these works are one story already; --best chooses another best edition")
    return Plan("merge", f"One story: {names}", changes, chosen, works)


def _join_names(library: Library, works: Sequence[str]) -> str:
    names = list(dict.fromkeys(f"“{name_work(library, one)}”" for one in works[:3]))
    more = len(works) - 3
    return ", ".join(names) + (f" and {count_words(more, 'more')}" if more > 0 else "")


def _say_plan(terminal: Terminal, library: Library, plan: Plan) -> None:
    terminal.say(f"{safe_line(plan.words)}.")
    if plan.best is not None:
        best = safe_line(name_work(library, plan.best))
        terminal.say(f"{best} ({plan.best}) stands for", lead="    ", indent=4)
        for one in plan.works:
            if one != plan.best:
                name = safe_line(name_work(library, one))
                terminal.say(f"{name} ({one})", lead="      ", indent=8)
