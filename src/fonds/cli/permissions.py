"""`fonds permissions`: who asked for what, and what is withdrawn because of it."""

from collections.abc import Callable
from typing import Annotated

import typer

from fonds.app.acting import catch_up
from fonds.app.permissions import (
    WishPlan,
    carry_out_wish,
    plan_author_wish,
    plan_work_wish,
    restore_works,
    say_wish,
    withdraw_works,
)
from fonds.app.shelf import Shelf
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
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.acts import Done
from fonds.library.opening import hold_writer
from fonds.library.permissions import Permission, Wish, list_permissions
from fonds.library.withdrawals import Tombstone, list_tombstones

ABOUT = """Keep the register of who asked for what, and withdraw works.

Who asks to be left out has all their works withdrawn, those that come later too: no shelf,
search, feed or export has them; the originals stay, and a tombstone says when and why. Every
change is in `fonds history` and can be undone."""

EXAMPLES = (
    'fonds permissions put "Ida Quill" granted --note "letter of 3 May"',
    'fonds permissions put "Ida Quill" "leave out" --dry-run',
    "fonds permissions list",
)

NOT_DONE = 1
_MOST_NAMED = 10

ByOption = Annotated[
    str,
    typer.Option("--by", metavar="NAME", help="Who writes it down.", show_default=False),
]
NoteOption = Annotated[
    str,
    typer.Option(
        "--note", metavar="TEXT", help="How it is known; tombstones say it.", show_default=False
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
WorkOption = Annotated[
    bool, typer.Option("--work", help="The subject is one work, and not an author.")
]
SubjectArgument = Annotated[
    str,
    typer.Argument(metavar="WHO", help="An author's name; with --work a work.", show_default=False),
]

LIST_EXAMPLES = ("fonds permissions list", "fonds permissions list --json")


def list_register(
    context: typer.Context, *, as_json: JsonOption = False, library: LibraryOption = None
) -> int:
    """List the register, and what is withdrawn.

    To a pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        register = list_permissions(shelf.library)
        tombstones = list_tombstones(shelf.library)
    lines: list[Permission | Tombstone] = [*register, *tombstones]
    for one in lines:
        if as_json:
            kind = "permission" if isinstance(one, Permission) else "withdrawal"
            write_json(door.terminal, {"line": kind, **_fields(one)})
        else:
            _say_line(door.terminal, one)
    if door.terminal.is_watched and not as_json:
        written = count_words(len(register), "line").capitalize()
        withdrawn = count_words(len(tombstones), "work")
        door.terminal.say(f"{written} in the register, {withdrawn} withdrawn.")
    return 0


def _fields(line: Permission | Tombstone) -> dict[str, str]:
    return {name: getattr(line, name) for name in line.__struct_fields__}


def _say_line(terminal: Terminal, line: Permission | Tombstone) -> None:
    if isinstance(line, Permission):
        words: tuple[str, ...] = (
            line.subject_kind,
            line.name,
            line.wish,
            line.note,
            line.by,
            line.at,
        )
        said = f"{safe_line(line.name)}: {line.wish}"
    else:
        words = ("withdrawn", line.work_id, "", line.why, line.by, line.at)
        said = f"{line.work_id}: withdrawn"
    if not terminal.is_watched:
        terminal.say("\t".join(map(safe_line, words)))
        return
    note = words[3]
    more = f" ({safe_line(note)})" if note else ""
    terminal.say(f"{said}{more}, {safe_line(line.by)} {line.at[:10]}".rstrip(", "))


PUT_EXAMPLES = (
    'fonds permissions put "Ida Quill" granted --note "letter of 3 May"',
    'fonds permissions put "Ida Quill" "leave out" --dry-run',
    "fonds permissions put --work w5cmv claimed",
)


def put_wish(
    context: typer.Context,
    *,
    subject: SubjectArgument,
    wish: Annotated[
        Wish,
        typer.Argument(metavar="WISH", help="granted, “leave out”, claimed or asked."),
    ],
    work: WorkOption = False,
    note: NoteOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Write down what an author asked for; who asks to be left out is left out.

    Says first what is withdrawn, works written together among them, and asks. Exit 1 when
    nothing was done.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        plan = _plan(shelf, subject, wish, note, is_work=work)
        return _carry_out(door, shelf, plan, by, dry_run=dry_run, yes=yes, as_json=as_json)


STRIKE_EXAMPLES = ('fonds permissions strike "Ida Quill"',)


def strike_wish(
    context: typer.Context,
    *,
    subject: SubjectArgument,
    work: WorkOption = False,
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Strike a line out of the register; what went for it stands again."""
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        plan = _plan(shelf, subject, None, "", is_work=work)
        return _carry_out(door, shelf, plan, by, dry_run=dry_run, yes=yes, as_json=as_json)


def _plan(shelf: Shelf, subject: str, wish: Wish | None, note: str, *, is_work: bool) -> WishPlan:
    if not is_work:
        return plan_author_wish(shelf.library, subject, wish, note)
    known = {one.work_id for one in list_tombstones(shelf.library)}
    work_id = subject if subject in known else find_card(shelf, subject).work_id
    return plan_work_wish(shelf.library, work_id, wish, note)


def _carry_out(
    door: Door,
    shelf: Shelf,
    plan: WishPlan,
    by: str,
    *,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    if not as_json:
        _say_plan(door.terminal, plan)
    is_big = bool(plan.withdrawn or plan.restored)
    is_done = not dry_run and (not is_big or yes or _ask(door))
    done = Done(None, ())
    if is_done:
        with hold_writer(shelf.library):
            done = carry_out_wish(shelf.library, plan, by=by, clock=read_clock())
        with door.terminal.watch() as progress:
            catch_up(shelf, progress)
    if as_json:
        write_json(
            door.terminal,
            {
                "done": is_done,
                "act": done.act,
                "said": say_wish(plan),
                "withdrawn": [one.work_id for one in plan.withdrawn],
                "shared": plan.shared,
                "restored": plan.restored,
            },
        )
    else:
        _say_done(door.terminal, done, is_done=is_done)
    return 0 if is_done or dry_run else NOT_DONE


def _say_done(terminal: Terminal, done: Done, *, is_done: bool) -> None:
    if not is_done:
        terminal.say("Nothing was done.")
    elif done.act is None:
        terminal.say("It stood so already.")
    else:
        terminal.say(f"Done. `fonds undo --act {done.act}` takes it back.")


def _say_plan(terminal: Terminal, plan: WishPlan) -> None:
    terminal.say(f"{safe_line(say_wish(plan))}.")
    for entry in plan.withdrawn[:_MOST_NAMED]:
        both = " (written together with others)" if entry.work_id in plan.shared else ""
        title = safe_line(entry.title or entry.incipit)
        terminal.say(f"{title}{both} ({entry.work_id})", lead="    ", indent=6)
    if len(plan.withdrawn) > _MOST_NAMED:
        terminal.say(f"and {len(plan.withdrawn) - _MOST_NAMED:,} more", lead="    ", indent=6)
    if plan.restored:
        count = count_words(len(plan.restored), "work stands", "works stand")
        terminal.say(f"{count.capitalize()} again.")


def _ask(door: Door) -> bool:
    if not door.terminal.can_ask:
        raise UserError("say --yes to do it without being asked, or --dry-run to look first")
    return door.terminal.ask("Do it?")


WITHDRAW_EXAMPLES = ('fonds permissions withdraw "The Hound, Again" --why "The author asked."',)


def withdraw(
    context: typer.Context,
    *,
    works: Annotated[
        list[str] | None, typer.Argument(metavar="WORK", help="Works, as for `fonds show`.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="Q", help="All that `fonds search Q` finds."),
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="What their tombstones say.")],
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take works out of every shelf, search, feed and export.

    Their originals stay. `fonds permissions restore` brings them back. Exit 1 when nothing
    was done.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = find_work_ids(shelf, works or [], query=query, everything=False)
        if not as_json:
            door.terminal.say(f"{count_words(len(found), 'work').capitalize()} would be withdrawn.")

        def do() -> Done:
            return withdraw_works(shelf.library, found, why=why, by=by, clock=read_clock())

        return _do(door, shelf, do, found, dry_run=dry_run, yes=yes, as_json=as_json)


RESTORE_EXAMPLES = ("fonds permissions restore w5cmvhq2kd",)


def restore(
    context: typer.Context,
    *,
    works: Annotated[
        list[str], typer.Argument(metavar="WORK", help="Identifiers of withdrawn works.")
    ],
    by: ByOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Let withdrawn works stand again."""
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = tuple(dict.fromkeys(one.strip().lower() for one in works))

        def do() -> Done:
            return restore_works(shelf.library, found, by=by, clock=read_clock())

        return _do(door, shelf, do, found, dry_run=dry_run, yes=yes, as_json=as_json)


def _do(
    door: Door,
    shelf: Shelf,
    do: Callable[[], Done],
    works: tuple[str, ...],
    *,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    is_done = not dry_run and (yes or _ask(door))
    done = Done(None, ())
    if is_done:
        with hold_writer(shelf.library):
            done = do()
        with door.terminal.watch() as progress:
            catch_up(shelf, progress)
    if as_json:
        write_json(door.terminal, {"done": is_done, "act": done.act, "works": works})
    else:
        _say_done(door.terminal, done, is_done=is_done)
    return 0 if is_done or dry_run else NOT_DONE
