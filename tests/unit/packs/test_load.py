"""Loading packs: good ones load, bad ones are named with the key and what to do."""

from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.packs.load import PACK_FOLDER, load_packs, parse_pack, parse_toml

MANY = 150
SMALL = {"hustle.toml", "inception.toml"}
"""Canons of one film, or of which few people recur."""

GOOD = """
schema = "fonds.pack/1"
[fandom]
name = "The Moor"
[[characters]]
name = "Ann Hill"
given = "Ann"
family_name = "Hill"
gender = "female"
aliases = ["Nan"]
[[characters]]
name = "Tom Dale"
gender = "male"
[[pairings]]
members = ["Ann Hill", "Tom Dale"]
abbreviations = ["A/T"]
[terms]
fog = "what lies on the moor"
"""

BAD = [
    ("schema =", "bad.toml: TOML: ", "mend the line"),
    (GOOD.replace('name = "The Moor"', ""), "bad.toml: fandom: ", "`name`"),
    (GOOD.replace('name = "The Moor"', 'name = ""'), "bad.toml: fandom.name: ", "docs/packs.md"),
    (GOOD.replace('"male"', '"man"'), "bad.toml: characters[1].gender", "'man'"),
    (GOOD.replace('["Nan"]', '"Nan"'), "bad.toml: characters[0].aliases: ", "array"),
    (GOOD.replace("aliases", "alias"), "bad.toml: characters[0]: ", "`alias`"),
    (GOOD.replace("fonds.pack/1", "fonds.pack/9"), "bad.toml: schema: ", "fonds.pack/9"),
    (GOOD.replace('"Tom Dale"]', '"Tim Dale"]'), "bad.toml: pairings.members: “Tim Dale”", "add"),
    (GOOD.replace('name = "Tom Dale"', 'name = "ANN HILL"'), "characters.name: “ANN HILL”", "keep"),
    (
        GOOD.replace('gender = "male"', 'gender = "male"\naliases = ["NAN"]'),
        "bad.toml: characters.aliases: “NAN” means both “Ann Hill” and “Tom Dale”",
        "forms_of_address",
    ),
    (
        GOOD.replace("[terms]", '[[pairings]]\nmembers=["Tom Dale","Tom Dale"]\n'
                     'abbreviations=["a / t"]\n[terms]'),
        "bad.toml: pairings.abbreviations: “a / t”",
        "better known",
    ),
]  # fmt: skip


def test_a_good_pack_loads_with_all_its_facts() -> None:
    pack = parse_pack(GOOD, "moor.toml")
    assert pack.fandom.name == "The Moor"
    assert pack.people["Ann Hill"].aliases == ("Nan",)
    assert pack.pairings[0].members == ("Ann Hill", "Tom Dale")
    assert pack.terms == {"fog": "what lies on the moor"}


@pytest.mark.parametrize(("toml", "says", "todo"), BAD)
def test_a_bad_pack_is_refused_with_file_key_and_what_to_do(
    toml: str, says: str, todo: str
) -> None:
    with pytest.raises(UserError) as caught:
        parse_pack(toml, "bad.toml")
    message = str(caught.value)
    assert says in message
    assert todo in message
    assert "\n" not in message


def test_a_missing_folder_is_a_persons_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such folder"):
        load_packs(tmp_path / "nowhere")


def test_two_packs_may_not_be_of_one_fandom(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UserError, match=r"b\.toml: fandom\.name: .*a\.toml"):
        load_packs(tmp_path)


def test_a_pack_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match=r"a\.toml: TOML: not UTF-8"):
        load_packs(tmp_path)


def test_a_folder_of_ones_own_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        toml = GOOD.replace("The Moor", f"Moor {name}")
        (tmp_path / f"{name}.toml").write_text(toml, encoding="utf-8")
    assert [pack.fandom.name for pack in load_packs(tmp_path)] == ["Moor a", "Moor b"]


def test_ones_own_pack_of_the_same_fandom_is_the_one_that_counts(tmp_path: Path) -> None:
    ours, own = tmp_path / "ours", tmp_path / "own"
    for folder, name, fandom in [
        (ours, "a", "Moor A"),
        (ours, "b", "Moor B"),
        (own, "mine", "moor a"),
        (own, "new", "Moor C"),
    ]:
        folder.mkdir(exist_ok=True)
        toml = GOOD.replace("The Moor", fandom)
        (folder / f"{name}.toml").write_text(toml, encoding="utf-8")
    packs = load_packs(ours, own=own)
    assert [pack.fandom.name for pack in packs] == ["moor a", "Moor B", "Moor C"]
    assert [pack.file for pack in packs] == [
        str(own / "mine.toml"),
        "b.toml",
        str(own / "new.toml"),
    ]


def test_a_bad_pack_of_ones_own_is_named_by_its_whole_path(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(GOOD.replace('"male"', '"man"'), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_packs(own=tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'bad.toml'}: characters[1].gender: ")


def test_brackets_nested_too_deeply_are_no_toml() -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        parse_toml("a = " + "[" * 100_000)


def test_the_packs_of_fonds_are_full() -> None:
    packs = load_packs()
    names = {pack.fandom.name for pack in packs}
    assert len(packs) == len(list(PACK_FOLDER.glob("*.toml"))) >= MANY
    assert {"Sherlock Holmes", "Oz", "Star Trek: Voyager", "Sailor Moon"} <= names
    for pack in packs:
        assert len(pack.characters) >= 20 or pack.file in SMALL, pack.file
        assert pack.pairings, pack.file
        assert pack.terms, pack.file
        assert pack.works or pack.seasons, pack.file
        assert pack.fandom.creators_in_disclaimers, pack.file
