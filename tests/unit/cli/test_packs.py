"""`fonds packs`: what is known of each fandom, and packs of one's own."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from fonds.packs.load import parse_pack
from fonds.packs.schema import render_pack_schema
from tests.cli_runs import Ran, run_fonds, write_heap

STYLE = re.compile(r"\x1b\[[0-9;]*m")

MOOR = """
schema = "fonds.pack/1"
[fandom]
name = "The Moor Chronicles"
aliases = ["TMC"]
[[characters]]
name = "Ann Hill"
given = "Ann"
family_name = "Hill"
gender = "female"
aliases = ["Nan"]
[[characters]]
name = "Tom Dale"
gender = "male"
narrates = true
[[pairings]]
members = ["Ann Hill", "Tom Dale"]
abbreviations = ["A/T"]
[[seasons]]
number = 1
episodes = [{ title = "The Lantern", date = "1999-10-05" }, { title = "The Well" }]
[terms]
lanternlight = "what the moor is crossed by"
"""

OZ_OF_MINE = MOOR.replace("The Moor Chronicles", "Oz").replace('"TMC"', "")

STORY = """Title: The Ferry of Thule {number}
Author: Polly Plumley
Fandom: {fandom}

Vesna Korolenko waited for the ferry with her lamp. "You are late," said Vesna Korolenko to Ilja
Marsh, and Ilja Marsh said that the river was to blame. Vesna laughed at him.

"Then blame the river," Vesna said. She took the rope, and Ilja Marsh took the pole. Vesna looked
over her shoulder; Ilja looked over his. Nobody had followed them, said Ilja Marsh.

They crossed before the moon was up. Vesna Korolenko sang, and Ilja Marsh listened to her.
"""


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of packs of one's own, with one in it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "moor.toml").write_text(MOOR, encoding="utf-8")
    monkeypatch.setenv("FONDS_PACKS", str(folder))
    return folder


def show_screen(*arguments: str | Path, columns: int = 80) -> str:
    """What a command shows on a terminal, without its styles; no line is too wide."""
    ran = run_fonds(*arguments, columns=columns)
    assert ran.code in (0, 1), ran.notes
    text = STYLE.sub("", ran.out)
    assert max(map(len, text.splitlines())) <= columns
    return text


def list_rows(ran: Ran) -> dict[str, dict[str, object]]:
    assert ran.code == 0, ran.notes
    return {row["name"]: row for row in ran.json_lines()}


def test_the_list_counts_and_says_where_each_pack_is_from(own: Path, few_packs: Path) -> None:
    rows = list_rows(run_fonds("packs", "list", "--json"))
    assert len(rows) == len(list(few_packs.glob("*.toml"))) + 1
    assert rows["The Moor Chronicles"] == {
        "name": "The Moor Chronicles",
        "people": 2,
        "pairings": 1,
        "episodes": 2,
        "place": str(own / "moor.toml"),
        "replaces": "",
    }
    assert rows["Oz"]["place"] == "Fonds"


def test_a_list_fits_a_screen_and_a_pipe_gets_tabs(own: Path) -> None:
    screen = show_screen("packs", "list")
    assert "1 of them yours." in screen
    assert "Sherlock Holmes" in screen
    assert "Sherlock Holmes" in show_screen("packs", "list", columns=40)
    lines = run_fonds("packs", "list").out.splitlines()
    assert {len(line.split("\t")) for line in lines} == {5}
    assert [line for line in lines if line.startswith("The Moor Chronicles\t2\t1\t2\t")]


def test_ones_own_pack_replaces_the_one_of_the_same_fandom(own: Path) -> None:
    (own / "oz.toml").write_text(OZ_OF_MINE, encoding="utf-8")
    row = list_rows(run_fonds("packs", "list", "--json"))["Oz"]
    assert (row["people"], row["place"], row["replaces"]) == (2, str(own / "oz.toml"), "oz.toml")
    assert "instead of oz.toml" in " ".join(show_screen("packs", "list").split())


def test_the_configuration_folder_is_where_own_packs_lie_when_nothing_names_another(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "config/fonds/packs"
    folder.mkdir(parents=True)
    (folder / "moor.toml").write_text(MOOR, encoding="utf-8")
    assert "The Moor Chronicles" in list_rows(run_fonds("packs", "list", "--json"))


def test_a_named_folder_that_is_not_there_is_a_persons_mistake(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FONDS_PACKS", str(tmp_path / "nowhere"))
    ran = run_fonds("packs", "list")
    assert ran.code == 2
    assert "FONDS_PACKS names it" in ran.notes


@pytest.mark.parametrize("command", [["read"], ["add", "--library", "L"], ["packs", "list"]])
def test_a_broken_pack_of_ones_own_is_named_with_its_key(
    command: list[str], own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (own / "moor.toml").write_text(MOOR.replace('"male"', '"man"'), encoding="utf-8")
    heap = write_heap(tmp_path / "heap")
    ran = run_fonds(*command, *([heap] if command[0] != "packs" else []))
    assert ran.code == 2
    assert f"{own / 'moor.toml'}: characters[1].gender: " in ran.notes
    assert len(ran.notes.splitlines()) == 1
    assert not (tmp_path / "L").exists()


def test_what_reads_no_story_needs_no_pack(
    own: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "moor.toml").write_text("schema =", encoding="utf-8")
    for command in (["list"], ["search", "fog"], ["show", "The Fog and the Ferryman"]):
        assert run_fonds("--library", library, *command).code == 0, command


def test_a_story_is_read_with_ones_own_packs(own: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    text = "Title: A Lantern\nFandom: TMC\nPairing: A/T\n\n" + "Nan lit the lantern again. " * 20
    story.write_text(text, encoding="utf-8")
    record = run_fonds("read", "--json", "--workers", "0", story).json()
    assert record["fandoms"] == ["The Moor Chronicles"]
    assert record["relationships"] == ["Ann Hill/Tom Dale"]


@pytest.mark.parametrize(
    "name", ["The Moor Chronicles", "the moor chronicles", "TMC", "moor", "moor.toml", "PATH"]
)
def test_a_pack_is_shown_by_name_alias_or_file(name: str, own: Path) -> None:
    typed = str(own / "moor.toml") if name == "PATH" else name
    screen = show_screen("packs", "show", typed)
    for words in ("Ann Hill", "narrates", "Ann Hill/Tom Dale  A/T", "2 The Well", "lanternlight"):
        assert words in screen
    assert "Season 1 (1999)" in screen


def test_every_pack_of_fonds_fits_the_screen() -> None:
    for name in ("Sherlock Holmes", "Oz", "Pride and Prejudice"):
        assert "People" in show_screen("packs", "show", name)
        assert "People" in show_screen("packs", "show", name, columns=40)


def test_json_gives_all_that_the_file_has(own: Path) -> None:
    shown = run_fonds("packs", "show", "--json", "TMC").json()
    assert shown["place"] == str(own / "moor.toml")
    assert shown["characters"][0]["aliases"] == ["Nan"]
    assert shown["seasons"][0]["episodes"][1] == {
        "title": "The Well",
        "number": 2,
        "date": "",
        "aliases": [],
    }
    assert "index" not in shown


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Sherlok Holms", "Did you mean Sherlock Holmes"),
        ("Jane Austen", "is several fandoms: Emma, "),
        ("xqzw", "`fonds packs list` names them all"),
        ("greek mythologie", "Did you mean Greek Mythology?"),
    ],
)
def test_a_name_that_means_no_one_pack_gets_a_suggestion(typed: str, near: str) -> None:
    ran = run_fonds("packs", "show", typed)
    assert ran.code == 2
    assert near in ran.notes
    assert len(ran.notes.splitlines()) == 1


def test_a_check_names_every_fault_with_file_key_and_remedy(own: Path) -> None:
    bad = (
        MOOR.replace('"male"', '"man"')
        .replace('given = "Ann"', 'given = "Eve"')
        .replace('"A/T"', '"A/T", "M/F"')
    )
    (own / "moor.toml").write_text(bad, encoding="utf-8")
    (own / "torn.toml").write_text("schema =", encoding="utf-8")
    (own / "latin.toml").write_bytes(b"\xff\xfe")
    ran = run_fonds("packs", "check", own)
    assert ran.code == 1
    for words in (
        f"{own}/moor.toml: characters[1].gender: “Tom Dale”: 'man' is none of its values; write ",
        f"{own}/moor.toml: characters.given: “Eve” is in none of the names of “Ann Hill”; correct",
        f"{own}/moor.toml: pairings.abbreviations: “M/F” of “Ann Hill/Tom Dale” is read as no",
        f"{own}/torn.toml: TOML: Invalid value (at end of document); mend the line it names",
        f"{own}/latin.toml: TOML: not UTF-8; save the file as UTF-8",
        "3 packs checked. 5 things are wrong.",
    ):
        assert words in ran.out
    assert "torn.toml" in "".join(show_screen("packs", "check", own).split())
    told = run_fonds("packs", "check", "--json", own).json()
    assert (told["packs"], told["wrong"], len(told["faults"])) == (3, 5, 5)
    assert set(told["faults"][0]) == {"file", "key", "what", "todo", "weight"}


def test_a_good_pack_is_well_and_a_shared_name_only_doubtful(own: Path) -> None:
    ran = run_fonds("packs", "check", own / "moor.toml")
    assert (ran.code, ran.out) == (0, "1 pack checked. Nothing is wrong.\n")
    (own / "moor.toml").write_text(MOOR.replace("TMC", "P&P"), encoding="utf-8")
    ran = run_fonds("packs", "check", own / "moor.toml")
    assert ran.code == 0
    assert "doubtful: fandom.aliases: “P&P” is also a name of “Pride and Prejudice”" in ran.out
    assert "1 thing doubtful." in ran.out


def test_two_packs_of_ones_own_of_one_fandom_are_wrong(own: Path) -> None:
    (own / "again.toml").write_text(MOOR.replace('"TMC"', ""), encoding="utf-8")
    ran = run_fonds("packs", "check", own)
    assert ran.code == 1
    assert "is the fandom of" in ran.out


def test_without_a_path_all_packs_that_are_used_are_checked(own: Path, few_packs: Path) -> None:
    (own / "oz.toml").write_text(OZ_OF_MINE, encoding="utf-8")
    told = run_fonds("packs", "check", "--json").json()
    assert told["packs"] == len(list(few_packs.glob("*.toml"))) + 2
    # One's own stands instead of that of Fonds, not beside it.
    assert not [fault for fault in told["faults"] if fault["key"] == "fandom.name"]


def test_a_path_without_packs_is_a_persons_mistake(tmp_path: Path) -> None:
    assert run_fonds("packs", "check", tmp_path / "nowhere").code == 2
    ran = run_fonds("packs", "check", tmp_path)
    assert ran.code == 2
    assert "no pack in these folders" in ran.notes


def test_a_new_pack_is_written_where_own_packs_lie_and_is_well(tmp_path: Path) -> None:
    path = tmp_path / "config/fonds/packs/the-fens-of-thule.toml"
    ran = run_fonds("packs", "new", "The Fens of Thule")
    assert ran.code == 0, ran.notes
    assert str(path) in ran.out
    assert parse_pack(path.read_text("utf-8"), "x").fandom.name == "The Fens of Thule"
    assert run_fonds("packs", "check", path).code == 0
    assert "The Fens of Thule" in list_rows(run_fonds("packs", "list", "--json"))


def test_a_pack_that_is_there_is_never_overwritten(own: Path) -> None:
    (own / "the-fens.toml").write_text(MOOR.replace("The Moor", "Fen"), encoding="utf-8")
    ran = run_fonds("packs", "new", "The Fens")
    assert ran.code == 2
    assert "is there already" in ran.notes
    ran = run_fonds("packs", "new", "the moor chronicles")
    assert ran.code == 2
    assert "moor.toml; edit that one" in ran.notes
    assert sorted(path.name for path in own.iterdir()) == ["moor.toml", "the-fens.toml"]


def test_the_named_folder_is_made_for_the_first_pack(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FONDS_PACKS", str(tmp_path / "deep/mine"))
    assert run_fonds("packs", "new", "The Fens").code == 0
    assert (tmp_path / "deep/mine/the-fens.toml").is_file()


def test_a_dry_run_prints_the_pack_and_writes_nothing(tmp_path: Path) -> None:
    ran = run_fonds("packs", "new", "--dry-run", "The Fens")
    assert ran.code == 0
    assert parse_pack(ran.out, "x").fandom.name == "The Fens"
    assert "the-fens.toml" in ran.notes
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize("name", ["Oz", "oz", "Wizard of Oz"])
def test_a_fandom_that_fonds_knows_begins_with_a_copy(
    name: str, tmp_path: Path, few_packs: Path
) -> None:
    assert run_fonds("packs", "new", name).code == 0
    copy = tmp_path / "config/fonds/packs/oz.toml"
    assert copy.read_bytes() == (few_packs / "oz.toml").read_bytes()


def test_a_name_without_letters_names_no_file() -> None:
    for name in ("", " ", "!!!"):
        ran = run_fonds("packs", "new", name)
        assert ran.code == 2, name
        assert "no letters" in ran.notes


def test_the_people_of_stories_that_no_pack_knows_are_proposed(tmp_path: Path) -> None:
    stories = [
        (f"{number}.txt", STORY.format(number=number, fandom="Thule")) for number in range(3)
    ]
    heap = write_heap(tmp_path / "heap", stories)
    ran = run_fonds("packs", "new", "Thule", "--from", heap, "--workers", "0")
    assert ran.code == 0, ran.notes
    assert "from 3 of 3 stories: those of this fandom." in ran.out
    text = (tmp_path / "config/fonds/packs/thule.toml").read_text("utf-8")
    assert '# name = "Vesna Korolenko"\n# given = "Vesna"\n# family_name = "Korolenko"' in text
    assert '# name = "Ilja Marsh"' in text
    assert "# In 3 stories, named " in text
    assert parse_pack(text, "x").characters == ()
    used = text.replace("# [[characters]]", "[[characters]]").replace("# [[pairings]]", "#")
    for key in ("name", "given", "family_name", "gender"):
        used = used.replace(f"# {key} = ", f"{key} = ")
    assert "Vesna Korolenko" in parse_pack(used, "x").people


def test_stories_of_known_fandoms_propose_nobody_for_another(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    ran = run_fonds("packs", "new", "Thule", "--dry-run", "--from", heap, "--workers", "0")
    assert ran.code == 0
    assert "Sherlock Holmes" not in ran.out
    assert "no people proposed" in ran.notes.casefold()


def test_the_schema_is_printed_for_editors() -> None:
    ran = run_fonds("packs", "schema")
    assert ran.json() == json.loads(render_pack_schema())
    jsonschema.Draft202012Validator.check_schema(json.loads(ran.out))


def test_the_doctor_looks_at_ones_own_packs(own: Path) -> None:
    (sign,) = [
        one for one in run_fonds("doctor", "--json").json()["signs"] if one["name"] == "packs"
    ]
    assert sign["state"] == "fine"
    assert f"1 of them yours, in {own}" in sign["value"]
    (own / "moor.toml").write_text("schema =", encoding="utf-8")
    ran = run_fonds("doctor", "--json")
    assert ran.code == 1
    (sign,) = [one for one in ran.json()["signs"] if one["name"] == "packs"]
    assert sign["state"] == "wrong"
    assert "moor.toml: TOML: " in sign["value"]
