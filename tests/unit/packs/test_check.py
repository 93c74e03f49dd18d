"""Checking packs: every fault is found, each with its key and what to do."""

import pytest

from fonds.errors import UserError
from fonds.packs.check import Fault, find_faults, find_shared_names
from fonds.packs.load import PACK_FOLDER, load_packs, parse_pack, read_pack_text

GOOD = """
schema = "fonds.pack/1"
[fandom]
name = "The Moor"
aliases = ["Moor"]
[[works]]
title = "The Moor"
date = "1907"
[[seasons]]
number = 1
episodes = [{ title = "The Lantern" }, { title = "The Well" }]
[[characters]]
name = "Ann Hill"
given = "Ann"
family_name = "Hill"
gender = "female"
aliases = ["Nan"]
[[characters]]
name = "Tom Dale"
given = "Tom"
gender = "male"
[[pairings]]
members = ["Ann Hill", "Tom Dale"]
abbreviations = ["A/T"]
[terms]
fog = "what lies on the moor"
"""

FAULTS = [
    ("a = 1\nb c", "TOML", "line 2", "mend the line"),
    ("a = " + "[" * 50_000, "TOML", "nested too deeply", "mend"),
    (GOOD.replace('name = "The Moor"', ""), "fandom", "`name` is missing", "add `name = …`"),
    (GOOD.replace('name = "The Moor"', 'name = ""'), "fandom.name", "empty", "write a name"),
    (GOOD.replace('"male"', '"man"'), "characters[1].gender", "“Tom Dale”: 'man'", '"male"'),
    (GOOD.replace('["Nan"]', '"Nan"'), "characters[0].aliases", "“Ann Hill”", "list in brackets"),
    (GOOD.replace('["Nan"]', '["Nan", 3]'), "characters[0].aliases[1]", "int", "quotation marks"),
    (GOOD.replace("[terms]", "[term]"), "term", "no key `term`", "write `terms`"),
    (GOOD.replace('given = "Tom"', 'zodiac = "ram"'), "characters[1].zodiac", "no key", "keys"),
    (GOOD.replace("fonds.pack/1", "fonds.pack/9"), "schema", "fonds.pack/9", '"fonds.pack/1"'),
    (GOOD.replace('"1907"', '"last year"'), "works[0].date", "“The Moor”", "docs/packs.md"),
    (GOOD.replace('title = "The Well"', "title = 7"), "seasons[0].episodes[1].title", "int", ""),
    (GOOD.replace('fog = "what', 'fog = 3 # "what'), "terms.fog", "int", "words in quotation"),
    (GOOD.replace('"Tom Dale"]', '"Tim Dale"]'), "pairings.members", "“Tim Dale”", "add the"),
    (GOOD.replace('"Tom Dale"]', '"Ann Hill"]'), "pairings.members", "stands twice", "each once"),
    (GOOD.replace('name = "Tom Dale"', 'name = "ANN HILL"'), "characters.name", "twice", "keep"),
    (GOOD.replace('"A/T"', '"A/T", "M/F"'), "pairings.abbreviations", "“M/F” of", "remove it"),
    (GOOD.replace('"A/T"', '"N/A"'), "pairings.abbreviations", "no pairing", "another"),
    (GOOD.replace('given = "Tom"', 'given = "Jim"'), "characters.given", "“Jim” is in", "aliases"),
    (
        GOOD.replace('given = "Tom"', 'aliases = ["Ann Hill"]'),
        "characters.aliases",
        "name of another",
        "remove the alias",
    ),
]  # fmt: skip


def test_a_good_pack_has_no_fault() -> None:
    assert find_faults(GOOD, "moor.toml") == ()


@pytest.mark.parametrize(("toml", "key", "what", "todo"), FAULTS)
def test_a_fault_has_its_file_its_key_and_what_to_do(
    toml: str, key: str, what: str, todo: str
) -> None:
    faults = [one for one in find_faults(toml, "moor.toml") if one.key == key]
    assert faults, find_faults(toml, "moor.toml")
    assert faults[0].file == "moor.toml"
    assert what in faults[0].what
    assert todo in faults[0].todo
    assert faults[0].weight == "wrong"


def test_every_fault_is_found_and_not_only_the_first() -> None:
    toml = (
        GOOD.replace('"male"', '"man"')
        .replace('"female"', '"woman"')
        .replace('aliases = ["Nan"]', 'nicknames = ["Nan"]')
        .replace('"Tom Dale"]', '"Tim Dale"]')
        .replace('"A/T"', '"A/T", "F/M"')
        .replace('given = "Tom"', 'given = "Jim"')
    )
    assert {fault.key for fault in find_faults(toml, "moor.toml")} == {
        "characters[0].gender",
        "characters[1].gender",
        "characters[0].nicknames",
        "characters.given",
        "pairings.members",
    }


def test_what_is_misspelled_in_one_place_gives_no_second_fault_elsewhere() -> None:
    toml = GOOD.replace('"male"', '"man"')
    assert [fault.key for fault in find_faults(toml, "moor.toml")] == ["characters[1].gender"]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case[1])
def test_what_the_loader_refuses_has_a_fault(case: tuple[str, str, str, str]) -> None:
    try:
        parse_pack(case[0], "moor.toml")
    except UserError:
        assert find_faults(case[0], "moor.toml")


def test_an_alias_of_two_fandoms_is_doubtful_and_a_name_of_two_is_wrong() -> None:
    moor = parse_pack(GOOD, "moor.toml")
    fen = parse_pack(GOOD.replace('name = "The Moor"', 'name = "The Fen"'), "fen.toml")
    again = parse_pack(GOOD.replace('["Moor"]', "[]"), "again.toml")
    heath = parse_pack(
        GOOD.replace('"The Moor"', '"The Heath"').replace('["Moor"]', '["The Moor"]'), "heath.toml"
    )

    def tell(faults: tuple[Fault, ...]) -> list[tuple[str, str, str]]:
        return [(fault.file, fault.key, fault.weight) for fault in faults]

    assert tell(find_shared_names([moor, fen])) == [
        ("moor.toml", "fandom.aliases", "doubtful"),
        ("fen.toml", "fandom.aliases", "doubtful"),
    ]
    assert tell(find_shared_names([fen], [moor])) == [("fen.toml", "fandom.aliases", "doubtful")]
    assert tell(find_shared_names([moor, again])) == [("again.toml", "fandom.name", "wrong")]
    (idle,) = find_shared_names([heath], [moor])
    assert "always means that one" in idle.what
    assert find_shared_names([moor], []) == ()


def test_nothing_is_wrong_with_the_packs_of_fonds() -> None:
    faults = [
        fault
        for path in sorted(PACK_FOLDER.glob("*.toml"))
        for fault in find_faults(read_pack_text(path, path.name), path.name)
    ]
    faults += [fault for fault in find_shared_names(load_packs()) if fault.weight == "wrong"]
    assert [f"{fault.file}: {fault.key}: {fault.what}" for fault in faults] == []
