"""`fonds compare`: what differs between two editions of a story."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.text import Text

from fonds.app.comparing import compare_editions
from fonds.app.reach import find_edition
from fonds.app.shelf import Shelf
from fonds.cli.card import name_source
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.styles import MARK, QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.works import get_edition
from fonds.model.entry import Entry
from fonds.publish.difference import (
    ChapterDifference,
    Difference,
    FieldDifference,
    describe_difference,
)
from fonds.publish.difference_rows import Row
from fonds.publish.difference_view import list_changes, mask_field, mask_row
from fonds.publish.difference_words import Pieces

DIFFERENT = 1

EXAMPLES = (
    "fonds compare w5cmvqxf2a wkq3n7ybze",
    "fonds compare --words --from-chapter 12 w5cmvqxf2a wkq3n7ybze",
    "fonds compare --json w5cmvqxf2a wkq3n7ybze | jq .counts",
)

_AROUND = 6
"""Unchanged words printed before and after a change: enough to find the place by."""

_SAYINGS = {
    "here": "left out: {one}",
    "there": "added: {other}",
    "retitled": "“{one}” is called “{other}”",
    "divided here": "begun only in the first: {one}",
    "divided there": "begun only in the second: {other}",
}

_One = Annotated[
    str,
    typer.Argument(metavar="A", help="The first: an identifier, or a title.", show_default=False),
]
_Other = Annotated[
    str, typer.Argument(metavar="B", help="The second, in the same way.", show_default=False)
]
_Words = Annotated[
    bool, typer.Option("--words", help="Print changed paragraphs whole, every word of them.")
]
_From = Annotated[
    int,
    typer.Option(
        "--from-chapter", min=1, metavar="N", help="Leave out what changed before chapter N."
    ),
]


def compare(
    context: typer.Context,
    *,
    one: _One,
    other: _Other,
    words: _Words = False,
    from_chapter: _From = 1,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Show what differs between two editions of a story.

    What only the first has stands in [-…-], what only the second has in {+…+}. An edition
    that was merged into another is named by its identifier. Exit 0 when nothing differs, 1
    when something does.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        names = _find(shelf, one), _find(shelf, other)
        entries = [_read_entry(shelf, name) for name in names]
        sources = [get_edition(shelf.library, name).sources for name in names]
        found = compare_editions(shelf.library, *names)
    changes = list(_iter_changes(found, from_chapter))
    if as_json:
        write_masked_json(door.terminal, _to_json(entries, found, changes))
        return 0 if found.is_nothing else DIFFERENT
    for mark, entry, files in zip("-+", entries, sources, strict=True):
        title = Text()
        title.append(safe_line(entry.title or entry.incipit) or entry.work_id, style=TITLE)
        title.append(f" ({entry.work_id}, {name_source(files[0])})", style=QUIET)
        door.terminal.say(title, lead=mark, indent=2)
    said = describe_difference(found)
    door.terminal.say(f"{said[:1].upper()}{said[1:]}.")
    for field in found.fields:
        _say_field(door.terminal, mask_field(field), is_whole=words)
    for chapter in found.chapters:
        _say_chapter(door.terminal, chapter)
    last = 0
    for number, rows in changes:
        if number != last:
            door.terminal.say()
            door.terminal.say(Text(f"Chapter {number}", style=QUIET))
            last = number
        _say_rows(door.terminal, rows, is_whole=words)
    return 0 if found.is_nothing else DIFFERENT


def _find(shelf: Shelf, typed: str) -> str:
    """Find the edition that is meant: also one that is merged, by its identifier.

    Raises:
        UserError: no work is meant, or several are.
    """
    name = typed.strip().lower()
    return name if find_edition(shelf, name) is not None else find_card(shelf, typed).work_id


def _read_entry(shelf: Shelf, work_id: str) -> Entry:
    entry = find_edition(shelf, work_id)
    if entry is None:
        raise UserError(f"there is no work {work_id!r} here. `fonds list` names them all")
    return entry


def _iter_changes(found: Difference, least: int) -> Iterator[tuple[int, tuple[Row, ...]]]:
    """Give changes with the number of the chapter they stand in; 0 before the first."""
    here = there = at = 0
    for begin, end in list_changes(found.rows):
        for row in found.rows[at : begin + 1]:
            here += row.is_heading and bool(row.one)
            there += row.is_heading and bool(row.other)
        at = begin + 1
        chapter = max(here, there)
        if chapter >= least or least == 1:
            yield chapter, tuple(mask_row(row) for row in found.rows[begin:end])


# On the terminal


def _say_field(terminal: Terminal, field: FieldDifference, *, is_whole: bool) -> None:
    terminal.say(Text(field.label, style=QUIET))
    _say_sides(terminal, field.one, field.other, is_whole=is_whole)


def _say_chapter(terminal: Terminal, chapter: ChapterDifference) -> None:
    titles = {
        "one": safe_line(chapter.one or "") or "a chapter without a title",
        "other": safe_line(chapter.other or "") or "a chapter without a title",
    }
    terminal.say(f"Chapter {_SAYINGS[chapter.kind].format(**titles)}")


def _say_rows(terminal: Terminal, rows: Sequence[Row], *, is_whole: bool) -> None:
    terminal.say()
    shown = rows if is_whole else rows[:1]
    for row in shown:
        one, other = _join(row.one), _join(row.other)
        _say_sides(terminal, one, other, is_whole=is_whole)
    if len(shown) < len(rows):
        more = count_words(len(rows) - len(shown), "more paragraph")
        terminal.say(Text(f"and {more} that only this one has", style=QUIET), lead="  ", indent=2)
    elif rows[0].is_moved:
        terminal.say(Text("the other has it elsewhere", style=QUIET), lead="  ", indent=2)


def _join(paragraphs: Sequence[Pieces]) -> Pieces:
    return tuple(piece for pieces in paragraphs for piece in pieces)


def _say_sides(terminal: Terminal, one: Pieces, other: Pieces, *, is_whole: bool) -> None:
    if one:
        terminal.say(mark_pieces(one, "[-", "-]", is_whole=is_whole), lead="-", indent=2)
    if other:
        terminal.say(mark_pieces(other, "{+", "+}", is_whole=is_whole), lead="+", indent=2)


def mark_pieces(pieces: Pieces, begin: str, end: str, *, is_whole: bool) -> Text:
    """Give a text on one line with what the other has not in marks.

    Args:
        pieces: of one side.
        begin: stands before what differs.
        end: stands behind it.
        is_whole: whether every word is given, or only those near changes.

    Example:
        >>> from fonds.publish.difference_words import Piece
        >>> mark_pieces((Piece("a red "), Piece("lamp", True)), "[-", "-]", is_whole=True).plain
        'a red [-lamp-]'
    """
    line = Text()
    for number, piece in enumerate(pieces):
        words = safe_line(piece.text).split()
        if not words:
            continue
        head = _AROUND if number and not piece.differs else 0
        tail = _AROUND if number + 1 < len(pieces) and not piece.differs else 0
        if not is_whole:
            words = _shorten(words, head or (0 if tail else 2 * _AROUND), tail)
        said = " ".join(words)
        text = Text(f"{begin}{said}{end}", style=MARK) if piece.differs else Text(said)
        line.append_text(Text(" ").append_text(text) if line else text)
    return line


def _shorten(words: list[str], head: int, tail: int) -> list[str]:
    """Keep the words of an end or both, where more stand between than the dots take up."""
    if len(words) <= head + tail + 1:
        return words
    return [*words[:head], "…", *words[len(words) - tail :]]


# For machines


def _to_json(
    entries: Sequence[Entry], found: Difference, changes: Sequence[tuple[int, tuple[Row, ...]]]
) -> dict[str, object]:
    return {
        "one": entries[0].work_id,
        "other": entries[1].work_id,
        "same": found.is_nothing,
        "said": describe_difference(found),
        "counts": found.counts,
        "fields": [mask_field(one) for one in found.fields],
        "chapters": found.chapters,
        "changes": [
            {"chapter": number, **_row_to_json(row)} for number, rows in changes for row in rows
        ],
    }


def _row_to_json(row: Row) -> dict[str, object]:
    return {
        "kind": row.kind,
        "is_heading": row.is_heading,
        "is_moved": row.is_moved,
        "one": row.one,
        "other": row.other,
    }
