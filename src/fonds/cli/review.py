"""`fonds review`: what is uncertain, one question at a time, the most valuable first."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from fonds.app.acting import catch_up
from fonds.app.doubts import prepare_queue
from fonds.app.review_answers import Sitting, begin_sitting, say_choice
from fonds.app.review_decisions import Replayed, parse_decisions, replay
from fonds.app.review_queue import Question, find_question
from fonds.app.review_values import ASKED, check_field
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
from fonds.cli.json_lines import write_json, write_masked_json
from fonds.cli.review_sitting import Tally, put_off_all, sit
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.doubts import QuestionRow, list_question_rows

NOT_ALL = 1

_COLUMN = 15
"""Columns of the table's first: the longest field and a gap."""

EXAMPLES = (
    "fonds review --dry-run                     what would be asked",
    "fonds review --field title --limit 20",
    "fonds review --save decisions.jsonl        keep the answers as lines, too",
    "fonds review --replay decisions.jsonl      give them again, in another library",
)


def review(
    context: typer.Context,
    *,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            metavar="NAME",
            help=f"Ask only about this, and this …: {', '.join(ASKED)}.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=1, help="Most questions to ask.", show_default=False
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask what was put off, too; it comes last.")
    ] = False,
    put_off: Annotated[
        bool, typer.Option("--put-off", help="Put all these questions off, unasked.")
    ] = False,
    name: Annotated[
        str,
        typer.Option(
            "--by", metavar="NAME", help="Who decides; shown with each value.", show_default=False
        ),
    ] = "",
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", metavar="FILE", help="Append each decision to this file.", show_default=False
        ),
    ] = None,
    replay_from: Annotated[
        Path | None,
        typer.Option(
            "--replay", metavar="FILE", help="Take the decisions of this file.", show_default=False
        ),
    ] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Ask what is uncertain, most valuable first.

    Shows each question with the words it hangs on, in their place, and how many works an
    answer settles. Answers are kept at once and outlive every re-reading; `fonds undo
    --review` takes a sitting back. Answers may be piped in, one a line. Exit 1 when some
    decisions of a file could not be taken.
    """
    door = get_door(context)
    for one in field or ():
        check_field(one)
    with enter_shelf(door, library) as shelf:
        if replay_from is not None:
            return _replay(door, shelf, replay_from, name, as_json=as_json)
        with door.terminal.watch() as progress:
            prepare_queue(shelf, progress, fields=field or ASKED)
        asked, waiting = _choose(shelf, field or ASKED, limit, again=again)
        if as_json:
            for question in _make_questions(shelf, asked):
                write_masked_json(door.terminal, question)
        elif dry_run:
            _say_table(door.terminal, _make_questions(shelf, asked), waiting)
        else:
            sitting = begin_sitting(shelf, name=name, clock=read_clock)
            tally = _sit(door, sitting, asked, save, put_off=put_off)
            _say_tally(door.terminal, tally, waiting)
    return 0


def _sit(
    door: Door, sitting: Sitting, asked: Sequence[QuestionRow], save: Path | None, *, put_off: bool
) -> Tally:
    try:
        if put_off:
            return put_off_all(sitting, asked, save=save)
        return sit(door.terminal, sitting, asked, save=save)
    finally:
        with door.terminal.watch() as progress:
            catch_up(sitting.shelf, progress)


def _choose(
    shelf: Shelf, fields: Sequence[str], limit: int | None, *, again: bool
) -> tuple[list[QuestionRow], int]:
    """What is to be asked, and how many questions wait."""
    fresh = list_question_rows(shelf.library, fields=fields)
    waiting = list_question_rows(shelf.library, fields=fields, is_put_off=True)
    asked = [*fresh, *waiting] if again else [*fresh]
    return asked[:limit], 0 if again else len(waiting)


def _make_questions(shelf: Shelf, asked: Sequence[QuestionRow]) -> Iterator[Question]:
    for row in asked:
        question = find_question(shelf, row.field, row.key)
        if question is not None:
            yield question


def _replay(door: Door, shelf: Shelf, path: Path, name: str, *, as_json: bool) -> int:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
    sitting = begin_sitting(shelf, name=name, clock=read_clock)
    done = replay(sitting, parse_decisions(data))
    with door.terminal.watch() as progress:
        catch_up(shelf, progress)
    if as_json:
        write_json(door.terminal, done)
    else:
        _say_replayed(door.terminal, done)
    return NOT_ALL if done.kept or done.gone else 0


def _say_replayed(terminal: Terminal, done: Replayed) -> None:
    values = count_words(done.set, "value").capitalize()
    terminal.say(f"{values} set. {done.same:,} said so already.")
    if done.put_off:
        terminal.say(f"{count_words(done.put_off, 'question').capitalize()} put off.")
    if done.kept:
        terminal.say(
            f"{count_words(done.kept, 'value').capitalize()} left alone: a person here has said "
            "otherwise since."
        )
    if done.gone:
        terminal.say(
            f"{count_words(done.gone, 'decision').capitalize()} no longer "
            f"{'applies' if done.gone == 1 else 'apply'}: the work is not in this library."
        )


def _say_table(terminal: Terminal, questions: Iterable[Question], waiting: int) -> None:
    count = works = 0
    for question in questions:
        count += 1
        works += len(question.works)
        proposal = question.proposal
        answer = "?" if proposal is None else say_choice(question, proposal.value)
        name = safe_line(question.names[0])
        if not terminal.is_watched:
            columns = (question.id, question.field, str(len(question.works)), safe_line(answer))
            terminal.say("\t".join((*columns, name, safe_line(question.why))))
            continue
        settles = f"settles {len(question.works):,}" if len(question.works) > 1 else ""
        head = Text(safe_line(answer), style=TITLE)
        if settles:
            head.append(f"  {settles}")
        terminal.say(head, lead=question.field, indent=_COLUMN)
        why = Text(f"{name} · {safe_line(question.why)}", style=QUIET)
        terminal.say(why, lead=" " * _COLUMN, indent=_COLUMN)
    if terminal.is_watched:
        terminal.say()
        terminal.say(
            f"{count_words(count, 'question').capitalize()} on "
            f"{count_words(works, 'value')}.{_say_waiting(waiting)}"
        )


def _say_tally(terminal: Terminal, tally: Tally, waiting: int) -> None:
    if terminal.is_watched:
        terminal.say()
    if not (tally.answers or tally.put_off or tally.left):
        terminal.say(f"Nothing is left to ask.{_say_waiting(waiting)}")
        return
    line = f"{count_words(tally.answers, 'answer').capitalize()} kept"
    if tally.works > tally.answers:
        line += f", for {count_words(tally.works, 'work')}"
    line += f". {count_words(tally.left, 'question').capitalize()} left."
    terminal.say(f"{line}{_say_waiting(waiting + tally.put_off)}")
    if tally.answers:
        terminal.say("`fonds undo --review` takes them back.")


def _say_waiting(count: int) -> str:
    return f" {count:,} put off: `fonds review --again` asks." if count else ""
