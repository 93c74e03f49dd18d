"""Check packs: every fault of a file, each with its key and what to do, not only the first."""

import typing
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from fonds.packs.folding import fold_name
from fonds.packs.load import iter_contradictions, make_pack, parse_toml
from fonds.packs.pack import Character, Fandom, Pack, PackFile, Pairing
from fonds.packs.relationship import find_relationship

Weight = Literal["wrong", "doubtful"]

_Kind = TypeVar("_Kind")

_PLURALS = {"array": "a list in brackets", "object": "a table", "str": "words in quotation marks"}
"""What TOML calls the kinds that messages name in JSON's manner."""


class Fault(Struct, frozen=True):
    """One thing that is wrong with a pack.

    Attributes:
        file: the file's name.
        key: where: "characters[3].gender", "TOML".
        what: what is wrong, in words.
        todo: what to do.
        weight: "wrong" when a name would be misread or the file refused; "doubtful" when it
            may be meant so.
    """

    file: str
    key: str
    what: str
    todo: str
    weight: Weight = "wrong"


def find_faults(toml: str, file: str) -> tuple[Fault, ...]:
    """Find every fault of one pack.

    Args:
        toml: the text of the file.
        file: its name, for messages.

    Returns:
        n faults; n is 0 exactly when `fonds.packs.load.parse_pack` takes the file and all
        its names are read as they are meant. Of a file that is not TOML only the first
        fault can be found.

    Cost: O(length), and the pairings once for each abbreviation.

    Example:
        >>> [fault.key for fault in find_faults('schema = "fonds.pack/1"', "moor.toml")]
        ['fandom']
    """
    try:
        data = parse_toml(toml)
    except ValueError as error:
        return (Fault(file, "TOML", str(error), "mend the line it names"),)
    faults = [Fault(file, *found) for found in _iter_schema_faults(data, PackFile, "")]
    facts = _keep_understood(data, file)
    for key, what, todo in iter_contradictions(facts):
        faults.append(Fault(file, key, what, todo))
    for key, what, todo in _iter_name_faults(facts):
        faults.append(Fault(file, key, what, todo))
    for key, what, todo in _iter_abbreviation_faults(make_pack(facts, file)):
        faults.append(Fault(file, key, what, todo))
    return tuple(dict.fromkeys(faults))


def find_shared_names(packs: Sequence[Pack], others: Sequence[Pack] = ()) -> tuple[Fault, ...]:
    """Find names of fandoms that two packs claim.

    Args:
        packs: p packs whose faults are asked for.
        others: q more that are loaded with them.

    Returns:
        Wrong is one canonical name twice. An alias of two is doubtful: "SH" may well be two
        fandoms, but then a header that says only "SH" names none.

    Cost: O(names).
    """
    owners: dict[str, list[Pack]] = {}
    for pack in (*packs, *others):
        for name in pack.index.fandom:
            owners.setdefault(name, []).append(pack)
    faults: list[Fault] = []
    for pack in packs:
        for name in pack.index.fandom:
            if len(owners[name]) > 1:
                faults += _say_shared(name, pack, owners[name])
    return tuple(faults)


def _say_shared(name: str, pack: Pack, sharing: Sequence[Pack]) -> Iterator[Fault]:
    """Say that a pack's name is that of others too; who bears it as canonical keeps it."""
    bearers = [one for one in sharing if fold_name(one.fandom.name) == name]
    others = [f"“{one.fandom.name}” ({one.file})" for one in sharing if one is not pack]
    named = " and ".join(others)
    if fold_name(pack.fandom.name) != name:
        typed = next(alias for alias in pack.fandom.aliases if fold_name(alias) == name)
        then = "it always means that one" if bearers else "alone it names neither"
        what = f"“{typed}” is also a name of {named}; {then}"
        todo = "take it out of one of the files, or leave it when both were really called so"
        yield Fault(pack.file, "fandom.aliases", what, todo, "doubtful")
    elif len(bearers) > 1 and pack is not bearers[0]:
        what = f"“{pack.fandom.name}” is the fandom of {bearers[0].file} already"
        todo = "remove one of the two files, or tell the two fandoms apart by a year"
        yield Fault(pack.file, "fandom.name", what, todo)


def _iter_schema_faults(value: object, kind: object, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what, todo) for all that keeps a value from being of a kind.

    The whole is tried first and taken apart only when it will not do, so that nothing is
    a fault here that the loader takes.
    """
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        inner = list(_take_apart(value, kind, key))
        if inner:
            yield from inner
        else:
            yield _say_invalid(str(error), value, kind, key)


def _take_apart(value: object, kind: object, key: str) -> Iterator[tuple[str, str, str]]:
    bare = _strip_annotation(kind)
    arguments = typing.get_args(bare)
    if isinstance(bare, type) and issubclass(bare, Struct) and isinstance(value, dict):
        yield from _take_table_apart(value, bare, key)
    elif typing.get_origin(bare) is tuple and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _iter_schema_faults(item, arguments[0], f"{key}[{number}]")
    elif typing.get_origin(bare) is dict and isinstance(value, dict):
        for name, item in value.items():
            yield from _iter_schema_faults(item, arguments[1], f"{key}.{name}")


def _take_table_apart(
    table: Mapping[str, object], kind: type[Struct], key: str
) -> Iterator[tuple[str, str, str]]:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    whose = _name_table(table)
    for name, field in fields.items():
        if name in table:
            inner = f"{key}.{name}" if key else name
            for place, what, todo in _iter_schema_faults(table[name], field.type, inner):
                yield place, _say_whose(whose, what), todo
        elif field.required:
            yield key or name, _say_whose(whose, f"`{name}` is missing"), f"add `{name} = …`"
    for name in table:
        if name not in fields:
            near = get_close_matches(name, fields, n=1)
            todo = f"write `{near[0]}`" if near else f"the keys here are {', '.join(fields)}"
            place = f"{key}.{name}" if key else name
            yield place, _say_whose(whose, f"there is no key `{name}`"), todo


def _strip_annotation(kind: object) -> object:
    return typing.get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


def _name_table(table: Mapping[str, object]) -> str:
    name = table.get("name", table.get("title"))
    return name if isinstance(name, str) else ""


def _say_whose(whose: str, what: str) -> str:
    # A table within a table names itself already.
    return what if not whose or what.startswith("“") else f"“{whose}”: {what}"


def _say_invalid(message: str, value: object, kind: object, key: str) -> tuple[str, str, str]:
    """Say what is wrong with a value that has no parts."""
    bare = _strip_annotation(kind)
    place = key or "top level"
    if typing.get_origin(bare) is Literal:
        choices = [f'"{choice}"' for choice in typing.get_args(bare)]
        return place, f"{value!r} is none of its values", f"write {' or '.join(choices)}"
    if value == "":
        return place, "it is empty", "write a name, or remove the key"
    for name, words in _PLURALS.items():
        if message.startswith(f"Expected `{name}`,"):
            return place, message, f"write {words}"
    return place, message, "see docs/packs.md for the keys and their kinds"


def _keep_understood(data: Mapping[str, object], file: str) -> PackFile:
    """Keep what can be understood of a file, so that its names can be checked all the same."""
    fandom = _keep_fields(data.get("fandom"), Fandom, {"name": file})
    return PackFile(
        schema="fonds.pack/1",
        fandom=fandom if fandom is not None else Fandom(name=file),
        characters=_keep_tables(data.get("characters"), Character, {"gender": "unknown"}),
        pairings=_keep_tables(data.get("pairings"), Pairing, {}),
    )


def _keep_tables(value: object, kind: type[_Kind], missing: Mapping[str, str]) -> tuple[_Kind, ...]:
    tables = value if isinstance(value, list) else []
    kept = (_keep_fields(table, kind, missing) for table in tables)
    return tuple(one for one in kept if one is not None)


def _keep_fields(table: object, kind: type[_Kind], missing: Mapping[str, str]) -> _Kind | None:
    """A table without the fields that cannot be understood; None when too little is left."""
    if not isinstance(table, dict):
        return None
    good: dict[str, object] = dict(missing)
    for field in msgspec.structs.fields(kind):  # type: ignore[arg-type]
        if field.name in table and not list(
            _iter_schema_faults(table[field.name], field.type, field.name)
        ):
            good[field.name] = table[field.name]
    try:
        return msgspec.convert(good, kind)
    except msgspec.ValidationError:
        return None


def _iter_name_faults(facts: PackFile) -> Iterator[tuple[str, str, str]]:
    """Names that the loader takes though they cannot be read as they are meant."""
    canonical = {fold_name(person.name): person.name for person in facts.characters}
    for person in facts.characters:
        spelled = " ".join(map(fold_name, (person.name, *person.aliases)))
        for field, part in (("given", person.given), ("family_name", person.family_name)):
            if part and fold_name(part) not in spelled:
                yield (
                    f"characters.{field}",
                    f"“{part}” is in none of the names of “{person.name}”",
                    "correct it, or add the name that has it to aliases",
                )
        for alias in person.aliases:
            bearer = canonical.get(fold_name(alias), person.name)
            if bearer != person.name:
                yield (
                    "characters.aliases",
                    f"“{alias}” of “{person.name}” is the name of another character",
                    "remove the alias; the name always means the other one",
                )
    for pairing in facts.pairings:
        if len(set(pairing.members)) < len(pairing.members):
            yield (
                "pairings.members",
                f"somebody stands twice in “{'/'.join(pairing.members)}”",
                "keep each once",
            )


def _iter_abbreviation_faults(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Abbreviations that a header's reader takes for something else."""
    known = set(pack.people)
    for pairing in pack.pairings:
        if not known.issuperset(pairing.members):
            continue
        for abbreviation in pairing.abbreviations:
            found = find_relationship(abbreviation, (pack,))
            if found is not None and len(found) == 1 and _is_pairing(found[0], pairing.members):
                continue
            read = "as no pairing at all" if found is None else f"as “{', '.join(found)}”"
            yield (
                "pairings.abbreviations",
                f"“{abbreviation}” of “{'/'.join(pairing.members)}” is read {read}",
                "remove it, or write another",
            )


def _is_pairing(relationship: str, members: Sequence[str]) -> bool:
    return any(sorted(relationship.split(sign)) == sorted(members) for sign in ("/", " & "))
