"""Load packs from a folder of TOML files, and say plainly what is wrong with a bad one."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fonds.errors import UserError
from fonds.packs.folding import fold_name
from fonds.packs.index import fold_abbreviation, make_index
from fonds.packs.pack import Pack, PackFile

PACK_FOLDER = Path(__file__).parent / "data"
"""Where the packs that come with Fonds lie."""

_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")


def load_packs(folder: Path | None = None) -> tuple[Pack, ...]:
    """Load every pack of a folder.

    Args:
        folder: a folder with p files named `*.toml`; None for the packs of Fonds itself.

    Returns:
        p packs in the order of their file names.

    Raises:
        UserError: when the folder does not exist, when a file is not a valid pack, or when
            two packs claim one fandom name. The message names the file, the key and what
            to do.

    Cost: O(bytes of the files): some tens of milliseconds for those of Fonds; load once
        and hand the value down.
    """
    place = PACK_FOLDER if folder is None else folder
    if not place.is_dir():
        raise UserError(f"{place}: no such folder of packs; name one that holds *.toml files")
    packs = tuple(_read_pack(path) for path in sorted(place.glob("*.toml")))
    owners: dict[str, Pack] = {}
    for pack in packs:
        for key in pack.index.fandom:
            other = owners.setdefault(key, pack)
            if other is not pack:
                raise _bad(
                    pack.file,
                    "fandom",
                    f"“{key}” already names “{other.fandom.name}” in {other.file}",
                    "remove it from one of the two files",
                )
    return packs


def parse_pack(toml: str, file: str) -> Pack:
    """Parse one pack and check that its names agree with each other.

    Args:
        toml: the text of the file.
        file: its name, for messages.

    Returns:
        The pack with its index.

    Raises:
        UserError: when it is not TOML, lacks a key, has an unknown one or one of the wrong
            kind, when two characters share a name or an explicit alias, when a pairing
            names somebody who is not among the characters, or when one abbreviation
            stands for two pairings.

    Cost: O(length).
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise _bad(file, "TOML", str(error), "mend the line it names") from error
    try:
        facts = msgspec.convert(data, PackFile)
    except msgspec.ValidationError as error:
        message = str(error)
        found = _PLACE.search(message)
        key = found.group(1) if found else "top level"
        what = message[: found.start()] if found else message
        raise _bad(file, key, what, "see docs/packs.md for the keys and their kinds") from error
    for key, what, todo in _iter_contradictions(facts):
        raise _bad(file, key, what, todo)
    return Pack(
        file=file,
        fandom=facts.fandom,
        works=facts.works,
        characters=facts.characters,
        pairings=facts.pairings,
        terms=facts.terms,
        people={person.name: person for person in facts.characters},
        index=make_index(facts),
    )


def _read_pack(path: Path) -> Pack:
    try:
        toml = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _bad(path.name, "TOML", "not UTF-8", "save the file as UTF-8") from error
    except OSError as error:
        raise _bad(
            path.name, "file", error.strerror or "cannot be read", "check its rights"
        ) from error
    return parse_pack(toml, path.name)


def _bad(file: str, key: str, what: str, todo: str) -> UserError:
    return UserError(f"{file}: {key or 'top level'}: {what}; {todo}")


def _iter_contradictions(facts: PackFile) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what is wrong, what to do) for names that contradict each other."""
    names: dict[str, str] = {}
    for person in facts.characters:
        if fold_name(person.name) in names:
            yield (
                "characters.name",
                f"“{person.name}” stands twice",
                "keep one, or tell the two apart in brackets",
            )
        names[fold_name(person.name)] = person.name
    owners: dict[str, str] = {}
    for person in facts.characters:
        for alias in person.aliases:
            owner = owners.setdefault(fold_name(alias), person.name)
            if owner != person.name:
                yield (
                    "characters.aliases",
                    f"“{alias}” means both “{owner}” and “{person.name}”",
                    "keep it with one of them, or move both to forms_of_address",
                )
    canonical = set(names.values())
    meanings: dict[str, tuple[str, ...]] = {}
    for pairing in facts.pairings:
        for member in pairing.members:
            if member not in canonical:
                yield (
                    "pairings.members",
                    f"“{member}” is not among the characters",
                    "write the canonical name, or add the character",
                )
        for abbreviation in pairing.abbreviations:
            members = meanings.setdefault(fold_abbreviation(abbreviation), pairing.members)
            if members != pairing.members:
                yield (
                    "pairings.abbreviations",
                    f"“{abbreviation}” stands for two pairings",
                    "keep it with the better known one",
                )
