"""`fonds notes`: passages one keeps of stories, and what one noted beside them."""

from typing import Annotated

import typer

from fonds.app.annotating import StoryText, cut_paragraph, find_again, make_story_text
from fonds.app.mine import Mine
from fonds.app.shelf import Card, Shelf, find_entry, get_card
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door, read_clock
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.mark import PersonOption, find_mine
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.annotations import (
    Annotation,
    Passage,
    get_annotation,
    list_all_annotations,
    list_annotations,
    put_annotation,
    remove_annotation,
)
from fonds.publish.characters import shorten
from fonds.publish.sections import split_work

ABOUT = """Keep notes on stories, in their places: the same ones as on the reading page.

They are private: nobody else sees them, and no export has them."""

EXAMPLES = (
    'fonds notes add "The Hound, Again" "Read this to Anna." --at "the hound bayed"',
    'fonds notes list "The Hound, Again"',
    "fonds notes remove 3",
)

_QUOTED = 60

WorkArgument = Annotated[
    str,
    typer.Argument(
        metavar="WORK",
        help="Its identifier, the beginning of it, or its title.",
        show_default=False,
    ),
]

LIST_EXAMPLES = ("fonds notes list", 'fonds notes list "The Hound, Again" --json')


def list_notes(
    context: typer.Context,
    *,
    work: Annotated[
        str | None,
        typer.Argument(metavar="WORK", help="Only of this work.", show_default=False),
    ] = None,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List notes and kept passages, of one work or of all.

    To a pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        mine = find_mine(shelf, person)
        notes = _list(shelf, mine, work)
        for one in notes:
            if as_json:
                write_masked_json(door.terminal, one)
            else:
                _say(door.terminal, shelf, one)
    if door.terminal.is_watched and not as_json:
        door.terminal.say(f"{count_words(len(notes), 'note').capitalize()}.")
    return 0


def _list(shelf: Shelf, mine: Mine, work: str | None) -> tuple[Annotation, ...]:
    if work is None:
        return list_all_annotations(mine.library, mine.number)
    return list_annotations(mine.library, mine.number, find_card(shelf, work).work_id)


def _say(terminal: Terminal, shelf: Shelf, one: Annotation) -> None:
    entry = find_entry(shelf, one.work_id)
    title = safe_line((entry.title or entry.incipit) if entry is not None else one.work_id)
    quote = safe_line(shorten(one.passage.quote, _QUOTED))
    note = safe_line(one.note)
    if not terminal.is_watched:
        terminal.say("\t".join((str(one.id), one.work_id, title, quote, note)))
        return
    terminal.say(f"{one.id}. {title}: “{quote}”")
    if note:
        terminal.say(note, lead="    ", indent=4)


ADD_EXAMPLES = (
    'fonds notes add "The Hound, Again" "Read this to Anna." --at "the hound bayed"',
    'fonds notes add w5cmv "A comfort."',
)


def add_note(
    context: typer.Context,
    *,
    work: WorkArgument,
    note: Annotated[str, typer.Argument(metavar="NOTE", help="What to note.", show_default=False)],
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="WORDS",
            help="Words of the story beside which it stands; else its first paragraph.",
            show_default=False,
        ),
    ] = None,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Note something beside a passage of a story."""
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        mine = find_mine(shelf, person)
        card = find_card(shelf, work)
        passage = _find_passage(card, at)
        kept = put_annotation(
            mine.library, mine.number, card.work_id, passage, note, clock=read_clock()
        )
    if as_json:
        write_masked_json(door.terminal, kept)
    else:
        quote = safe_line(shorten(kept.passage.quote, _QUOTED))
        door.terminal.say(f"Noted beside “{quote}”. `fonds notes remove {kept.id}` takes it away.")
    return 0


def _find_passage(card: Card, words: str | None) -> Passage:
    story = make_story_text(split_work(card.work, card.record))
    if words is None:
        return _take_first(story)
    found = find_again(story, Passage(1, 0, 1, 0, words))
    if found.how not in {"place", "words"}:
        raise UserError(f"the words {words!r} do not stand in the story")
    return found.passage


def _take_first(story: StoryText) -> Passage:
    for number in range(1, len(story.paragraphs) + 1):
        passage = cut_paragraph(story, number)
        if passage is not None:
            return passage
    raise UserError("the story has no words that a note could stand beside")


REMOVE_EXAMPLES = ("fonds notes remove 3",)


def remove_note(
    context: typer.Context,
    *,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="Its number in `fonds notes list`.", min=1)
    ],
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take a note and its passage away. What it said is shown once more."""
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        mine = find_mine(shelf, person)
        gone = get_annotation(mine.library, mine.number, number)
        get_card(shelf, gone.work_id)
        remove_annotation(mine.library, mine.number, number)
    if as_json:
        write_masked_json(door.terminal, gone)
    else:
        door.terminal.say(f"Gone: {safe_line(gone.note) or safe_line(gone.passage.quote)}")
    return 0
