"""`fonds show`: all that is known of one work, and who says so."""

from typing import Annotated

import typer

from fonds.app.shelf import Card
from fonds.cli.card import say_card, say_problems, say_sources
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import safe_line

WorkArgument = Annotated[
    str,
    typer.Argument(
        metavar="WORK",
        help="Its identifier, the beginning of it, or its title.",
        show_default=False,
    ),
]


EXAMPLES = (
    "fonds show w5cmvqxf2a",
    'fonds show "The Hound, Again"',
    "fonds show --json w5cmv | jq .record.rating",
)


# The log keeps the names of PREMIS; people are told in their own words.
_EVENT_WORDS = {
    "metadata extraction": "read and described",
    "metadata modification": "corrected",
    "deaccession": "taken out",
    "ingestion": "taken in",
}


def show(
    context: typer.Context,
    *,
    work: WorkArgument,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Show all that is known of a work, and who says so.

    Every value of its catalogue card comes with the words it was read from.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        card = find_card(shelf, work)
    if as_json:
        write_masked_json(door.terminal, card_to_json(card))
    else:
        _say(door.terminal, card)
    return 0


def card_to_json(card: Card) -> dict[str, object]:
    """Give a card as the object that `--json` prints."""
    return {
        "work_id": card.work_id,
        "kind": card.work.kind,
        "reason": card.work.reason,
        "entry": card.entry,
        "record": card.record,
        "events": card.events,
    }


def _say(terminal: Terminal, card: Card) -> None:
    say_card(terminal, card.record, explain=True)
    if card.work.kind != "story":
        terminal.say(f"Not a story: {safe_line(card.work.reason)}", lead="    ", indent=4)
    say_sources(terminal, card.work.sources)
    say_problems(terminal, card.work.problems)
    terminal.say()
    terminal.say(f"Work {card.work_id}.")
    for event in card.events[-3:]:
        day = event.at[:16].replace("T", " ")
        terminal.say(
            f"{day}  {_EVENT_WORDS.get(event.name, safe_line(event.name))}", lead="    ", indent=4
        )
