"""`fonds packs new`: begin a pack of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fonds.cli.door import (
    Door,
    DryRunOption,
    WorkersOption,
    count_workers,
    find_pack_folder,
    find_paths,
    get_door,
)
from fonds.cli.words import count_words
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.packs.folding import fold_name
from fonds.packs.load import (
    PACK_FOLDER,
    load_own_packs,
    load_packs,
    merge_packs,
    read_pack_text,
)
from fonds.packs.pack import Pack
from fonds.packs.template import render_proposals, render_template
from fonds.publish.characters import one_line

if TYPE_CHECKING:
    from fonds.app.pack_people import PeopleFound

_LONGEST_FILE_NAME = 80

EXAMPLES = (
    'fonds packs new "The Moor Chronicles"',
    'fonds packs new "The Moor Chronicles" --from ~/moor-stories',
    'fonds packs new --dry-run "Sherlock Holmes"',
)


def new_pack(
    context: typer.Context,
    *,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The fandom's name.", show_default=False)
    ],
    heap: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="HEAP",
            help="Propose the people of these stories, and of these ….",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRunOption = False,
    workers: WorkersOption = None,
) -> int:
    """Begin a pack of one's own.

    Writes a file into the folder of one's own packs, with a word of help beside each key.
    With --from it reads a heap and proposes, as comments, the people most often met in its
    stories that no pack knows, or in those that name this fandom. A fandom that Fonds has
    a pack of begins with a copy of that one. What is there already is never overwritten.
    --dry-run prints the file instead.
    """
    door = get_door(context)
    ours = load_packs()
    folder = find_pack_folder(door)
    own = load_own_packs(folder) if folder.is_dir() else ()
    same = _find_same(one_line(name), ours)
    fandom = same.fandom.name if same is not None else one_line(name)
    path = folder / f"{_name_file(fandom)}.toml"
    if not dry_run:
        _refuse_double(path, fandom, own)
    found = _read_people(door, fandom, heap, merge_packs(ours, own), workers) if heap else None
    told = "" if found is None else _say_found(found)
    people, pairs = ((), ()) if found is None else (found.people, found.pairs)
    if same is None:
        text = render_template(fandom, people, pairs)
    else:
        copy = read_pack_text(PACK_FOLDER / same.file, same.file)
        text = copy + render_proposals(people, pairs)
        told = f"It begins as a copy of the pack of Fonds and stands instead of it. {told}".strip()
    if dry_run:
        door.terminal.write_json(text.rstrip("\n").encode())
        door.terminal.note(f"It would be written to {path}. {told}".strip())
        return 0
    _write_new(path, text)
    door.terminal.say(f"{path} is written. {told}".strip())
    door.terminal.say("`fonds packs check` says whether all is well.")
    return 0


def _find_same(fandom: str, ours: Sequence[Pack]) -> Pack | None:
    """The pack of Fonds that is called just so, by its name or by a name of it alone."""
    key = fold_name(fandom)
    found = [pack for pack in ours if key in pack.index.fandom]
    named = [pack for pack in found if fold_name(pack.fandom.name) == key]
    chosen = named or found
    return chosen[0] if len(chosen) == 1 else None


def _refuse_double(path: Path, fandom: str, own: Sequence[Pack]) -> None:
    """Refuse to begin what is there already."""
    if path.exists():
        raise UserError(f"{path} is there already; edit it, or move it away first")
    for pack in own:
        if fold_name(pack.fandom.name) == fold_name(fandom):
            raise UserError(f"“{fandom}” has a pack of yours already, {pack.file}; edit that one")


def _name_file(fandom: str) -> str:
    stem = fold_name(fandom).replace(" ", "-")[:_LONGEST_FILE_NAME].strip("-")
    if not stem:
        raise UserError(f"{fandom!r} has no letters to name a file by; give the fandom's name")
    return stem


def _read_people(
    door: Door, fandom: str, heap: Sequence[str], packs: Sequence[Pack], workers: int | None
) -> "PeopleFound":
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.heap_reading import iter_works
    from fonds.app.pack_people import find_people

    with door.terminal.watch() as progress:
        works = iter_works(
            find_paths(heap),
            packs=packs,
            limits=Limits(),
            workers=count_workers(workers),
            progress=progress,
        )
        return find_people(works, packs, fandom)


def _say_found(found: "PeopleFound") -> str:
    """Say whom a heap proposes, and from which of its stories.

    Example:
        "3 people proposed, from 2 of 40 stories: those that no pack knows."
    """
    if not found.stories:
        return "No story was found there to propose people from."
    people = count_words(len(found.people), "person", "people").capitalize()
    read = count_words(found.stories, "story", "stories")
    if found.named:
        return f"{people} proposed, from {found.named:,} of {read}: those of this fandom."
    return f"{people} proposed, from {found.unknown:,} of {read}: those that no pack knows."


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UserError(f"{path} is there already; edit it, or move it away first") from error
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from error
