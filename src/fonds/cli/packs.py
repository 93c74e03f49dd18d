"""`fonds packs`: what is known of each fandom."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec import Struct

from fonds.cli.door import Door, JsonOption, find_own_packs, get_door
from fonds.cli.json_lines import write_json
from fonds.cli.pack_screen import PackRow, make_row, say_pack, say_rows
from fonds.cli.words import count_words
from fonds.errors import UserError
from fonds.packs.fandom import find_fandom, find_packs
from fonds.packs.folding import fold_name
from fonds.packs.load import load_own_packs, load_packs, merge_packs, parse_pack, read_pack_text
from fonds.packs.pack import Pack
from fonds.packs.schema import render_pack_schema

OF_FONDS = "Fonds"
"""Where a pack is from that comes with Fonds."""

ABOUT = """Say what is known of each fandom, and make packs of one's own.

A pack is one file of names: a fandom, its people, its pairings, its episodes. One's own
lie in the folder that FONDS_PACKS names, else in `packs` of the user's configuration
folder; a pack of a fandom that Fonds has too stands instead of it."""

EXAMPLES = (
    "fonds packs list",
    'fonds packs new "The Moor Chronicles"',
    "fonds packs check",
)

_NAMES_NEAR = 3

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="A fandom's name, an alias, or a file.", show_default=False
    ),
]


class _Known(Struct, frozen=True):
    """All packs, and which are one's own.

    Attributes:
        packs: merged.
        own: files of one's own.
        ours: folded name of a fandom to the file of Fonds.
    """

    packs: tuple[Pack, ...]
    own: frozenset[str]
    ours: dict[str, str]

    def find_place(self, pack: Pack) -> str:
        """Where a pack is from."""
        return pack.file if pack.file in self.own else OF_FONDS

    def make_row(self, pack: Pack) -> PackRow:
        """A pack as a row of the list."""
        is_own = pack.file in self.own
        instead = self.ours.get(fold_name(pack.fandom.name), "") if is_own else ""
        return make_row(pack, self.find_place(pack), instead)


def _load_known(door: Door) -> _Known:
    ours = load_packs()
    folder = find_own_packs(door)
    own = () if folder is None else load_own_packs(folder)
    return _Known(
        packs=merge_packs(ours, own),
        own=frozenset(pack.file for pack in own),
        ours={fold_name(pack.fandom.name): pack.file for pack in ours},
    )


LIST_EXAMPLES = (
    "fonds packs list",
    "fonds packs list --json | jq .name",
)


def list_packs(context: typer.Context, *, as_json: JsonOption = False) -> int:
    """List the fandoms that Fonds knows.

    How many people, pairings and episodes each pack has, and whether it comes with Fonds or
    is one's own. To a pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    known = _load_known(door)
    rows = sorted(map(known.make_row, known.packs), key=lambda row: fold_name(row.name))
    if as_json:
        for row in rows:
            write_json(door.terminal, row)
        return 0
    say_rows(door.terminal, rows)
    if door.terminal.is_watched:
        own = f", {len(known.own)} of them yours" if known.own else ""
        door.terminal.say()
        door.terminal.say(f"{count_words(len(rows), 'fandom').capitalize()}{own}.")
    return 0


SHOW_EXAMPLES = (
    'fonds packs show "Sherlock Holmes"',
    "fonds packs show P&P",
    "fonds packs show --json my-fandom.toml",
)


def show_pack(context: typer.Context, *, name: NameArgument, as_json: JsonOption = False) -> int:
    """Show all that a pack holds.

    NAME is a fandom's name or what people call it, or the name of a file with or without
    its .toml.
    """
    door = get_door(context)
    known = _load_known(door)
    pack = _find_pack(name, known.packs)
    place = known.find_place(pack) if pack in known.packs else pack.file
    if as_json:
        facts = msgspec.structs.asdict(pack)
        hidden = {"index", "people", "file"}
        kept = {key: value for key, value in facts.items() if key not in hidden}
        write_json(door.terminal, {"place": place, **kept})
    else:
        say_pack(door.terminal, pack, place)
    return 0


def _find_pack(typed: str, packs: Sequence[Pack]) -> Pack:
    """Find the pack a person names.

    Raises:
        UserError: none is meant, or several are; the message names those near.
    """
    path = Path(typed).expanduser()
    if path.suffix == ".toml" and path.is_file():
        return parse_pack(read_pack_text(path, str(path)), str(path))
    stem = typed.strip().casefold().removesuffix(".toml")
    by_file = [pack for pack in packs if Path(pack.file).stem.casefold() == stem]
    if len(by_file) == 1:
        return by_file[0]
    found = find_fandom(typed, packs)
    chosen = find_packs([found], packs) if found is not None else ()
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        names = ", ".join(pack.fandom.name for pack in chosen)
        raise UserError(f"{typed!r} is several fandoms: {names}. Name one of them")
    sharing = [pack for pack in packs if fold_name(typed) in pack.index.fandom]
    if sharing:
        names = " and ".join(pack.fandom.name for pack in sharing)
        raise UserError(f"{typed!r} is a name of {names}. Name one of them in full")
    raise UserError(f"there is no pack of {typed!r}. {_suggest(typed, packs)}")


def _suggest(typed: str, packs: Sequence[Pack]) -> str:
    keys = {key: pack.fandom.name for pack in packs for key in pack.index.fandom}
    keys |= {Path(pack.file).stem: pack.fandom.name for pack in packs}
    key = fold_name(typed)
    near = [keys[one] for one in get_close_matches(key, keys, n=_NAMES_NEAR)]
    near += [name for one, name in keys.items() if len(key) > 3 and key in one]
    named = list(dict.fromkeys(near))[:_NAMES_NEAR]
    if named:
        return f"Did you mean {', '.join(named)}?"
    return "`fonds packs list` names them all, `fonds packs new` makes one"


SCHEMA_EXAMPLES = (
    "fonds packs schema",
    "fonds packs schema > pack.schema.json",
)


def print_schema(context: typer.Context) -> int:
    """Print the JSON Schema of a pack, for editors that check while one types."""
    get_door(context).terminal.write_json(render_pack_schema().rstrip("\n").encode())
    return 0
