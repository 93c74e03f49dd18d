"""`fonds tags` and `fonds authors`: lists, proposals, decisions, and the sheet there and back."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from fonds.cli import authors, main, tag_decisions, tags
from fonds.library.acts import iter_acts
from fonds.library.entries import get_entry, iter_entries, put_entry
from fonds.library.opening import close_library, open_library
from fonds.library.tags import find_canonical, list_broader, list_tags
from tests.cli_runs import Ran, run_fonds
from tests.library_factories import make_library

COMMANDS = {
    "tags list": (tags.list_names, tags.LIST_EXAMPLES),
    "tags show": (tags.show_name, tags.SHOW_EXAMPLES),
    "tags propose": (tags.propose_names, tags.PROPOSE_EXAMPLES),
    "tags merge": (tags.merge_names, tags.MERGE_EXAMPLES),
    "tags canonical": (tag_decisions.make_canonical, tag_decisions.CANONICAL_EXAMPLES),
    "tags broader": (tag_decisions.put_broader, tag_decisions.BROADER_EXAMPLES),
    "tags leave": (tag_decisions.leave_names, tag_decisions.LEAVE_EXAMPLES),
    "tags apply": (tag_decisions.apply_names, tag_decisions.APPLY_EXAMPLES),
    "authors list": (authors.list_all, authors.LIST_EXAMPLES),
    "authors propose": (authors.propose_names, authors.PROPOSE_EXAMPLES),
    "authors merge": (authors.merge_names, authors.MERGE_EXAMPLES),
    "authors pseudonym": (authors.put_pseudonym, authors.PSEUDONYM_EXAMPLES),
}

ODD = ('Hurt, "comfort"', "two\nlines", "a;b\tc", "plain")

WORKS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Ida Quill", ("Jane Bennet/Charles Bingley",), ("Fluff", ODD[0])),
    ("I. Quill", ("Charles Bingley/Jane Bennet",), ("FLUFF", ODD[1])),
    ("Moonlace", ("J/B",), ("fluff", ODD[2], ODD[3])),
)


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, command in COMMANDS.items():
        monkeypatch.setitem(main.COMMANDS, name, command)
    monkeypatch.setitem(main.GROUPS, "tags", (tags.ABOUT, tags.EXAMPLES))
    monkeypatch.setitem(main.GROUPS, "authors", (authors.ABOUT, authors.EXAMPLES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    heap = {f"{n}.txt": f"A story numbered {n}.".encode() for n in range(len(WORKS))}
    where = tmp_path / "library"
    library, _ = make_library(where, heap)
    ordered = sorted(iter_entries(library), key=lambda one: one.title or "")
    for entry, (author, pairings, names) in zip(ordered, WORKS, strict=True):
        put_entry(
            library,
            msgspec.structs.replace(
                entry,
                creators=(author,),
                fandoms=("Pride and Prejudice",),
                relationships=pairings,
                tags=names,
            ),
        )
    close_library(library)
    return where


def fonds(folder: Path, *arguments: str | Path) -> Ran:
    return run_fonds("--library", folder, *arguments)


def leads(folder: Path, kind: str, names: Sequence[str]) -> set[str]:
    library = open_library(folder)
    try:
        return {find_canonical(library, kind, one) for one in names}
    finally:
        close_library(library)


def test_names_are_listed_with_what_was_decided(folder: Path) -> None:
    lines = fonds(folder, "tags", "list", "--kind", "relationship").out.splitlines()
    assert (
        sorted(lines)
        == [
            "1\tundecided\tCharles Bingley/Jane Bennet\t",
            "1\tundecided\tJ/B\t",
            "1\tundecided\tJane Bennet/Charles Bingley\t",
        ]
        or len(lines) == 3
    )
    found = fonds(folder, "tags", "list", "--kind", "pairings", "--json").json_lines()
    assert {one["state"] for one in found} == {"undecided"}
    assert fonds(folder, "tags", "list", "--kind", "nonsense").code == 2


def test_a_merge_is_one_change_that_is_found_in_the_history(folder: Path) -> None:
    ran = fonds(
        folder,
        *("tags", "merge", "--kind", "tag", "Fluff", "FLUFF", "fluff"),
        *("--why", "one feeling", "--by", "Jane"),
    )
    assert ran.code == 0
    assert "2 tags synonyms of “Fluff”: 3 works" in ran.out
    assert "fonds undo --act 1" in ran.out
    library = open_library(folder)
    (act,) = iter_acts(library)
    assert (act.kind, act.why, act.changes) == ("tags", "one feeling", 3)
    typed = {get_entry(library, one.work_id).typed.get("tag", ()) for one in iter_entries(library)}
    close_library(library)
    assert ("FLUFF", ODD[1]) in typed
    assert fonds(folder, "search", "--json", 'tag:"FLUFF"').json()["total"] == 3
    shown = fonds(folder, "tags", "show", "fluff", "--json").json()
    assert (shown["state"], shown["canonical"]) == ("synonym", "Fluff")
    again = fonds(folder, "tags", "merge", "--kind", "tag", "Fluff", "FLUFF")
    assert (again.code, "already" in again.out) == (1, True)


def test_a_dry_run_does_nothing(folder: Path) -> None:
    ran = fonds(folder, "tags", "merge", "--kind", "tag", "Fluff", "FLUFF", "--dry-run")
    assert (ran.code, "Nothing was done" in ran.out) == (0, True)
    assert leads(folder, "tag", ["FLUFF"]) == {"FLUFF"}


def test_what_is_proposed_can_be_taken_at_once(folder: Path) -> None:
    proposed = fonds(folder, "tags", "propose", "--kind", "relationship", "--json").json_lines()
    assert {one["name"] for one in proposed} == {"Charles Bingley/Jane Bennet", "J/B"}
    target = "Jane Bennet/Charles Bingley"
    assert {one["canonical"] for one in proposed} == {target}
    ran = fonds(folder, "tags", "merge", "--kind", "relationship", target, "--all-proposed")
    assert ran.code == 0
    assert leads(folder, "relationship", [one["name"] for one in proposed]) == {target}


def test_names_are_read_from_a_file(folder: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("FLUFF\n\nfluff\n", "utf-8")
    assert fonds(folder, "tags", "merge", "Fluff", "--from", names).code == 0
    assert leads(folder, "tag", ["FLUFF", "fluff"]) == {"Fluff"}
    assert fonds(folder, "tags", "merge", "Fluff", "--from", tmp_path / "none").code == 2


def test_a_sheet_goes_out_is_edited_and_comes_back(folder: Path, tmp_path: Path) -> None:
    out = fonds(folder, "tags", "list", "--kind", "tag", "--csv").out
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert set(ODD) <= {row["name"] for row in rows}
    for row in rows:
        if row["name"] in ODD:
            row["decision"], row["canonical"] = "synonym", 'Odd, "very"\nodd'
        elif row["name"] == "Fluff":
            row["decision"] = "leave"
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(("\ufeff" + file.getvalue()).encode())
    tried = fonds(folder, "tags", "apply", sheet, "--dry-run")
    assert (tried.code, leads(folder, "tag", ODD)) == (0, set(ODD))
    ran = fonds(folder, "tags", "apply", sheet)
    assert (ran.code, "fonds undo --act 1" in ran.out) == (0, True)
    assert leads(folder, "tag", ODD) == {'Odd, "very"\nodd'}
    again = fonds(folder, "tags", "list", "--kind", "tag", "--csv").out
    sheet.write_bytes(again.encode())
    assert fonds(folder, "tags", "apply", sheet).code == 1, "what comes back as it went is done"


def test_a_sheet_decides_in_whatever_order_its_rows_stand(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "kind;name;decision;canonical\n"
        "tag;Fluff;broader;Moods\n"
        "tag;FLUFF;synonym;Fluff\n"
        "tag;fluff;synonym;Fluff\n"
        "tag;plain;;\n",
        "utf-8",
    )
    assert fonds(folder, "tags", "apply", sheet).code == 0
    assert leads(folder, "tag", ["FLUFF", "fluff"]) == {"Fluff"}
    library = open_library(folder)
    assert list_broader(library, "tag", "Fluff") == (("tag", "Moods"),)
    assert len(list(iter_acts(library))) == 1
    close_library(library)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nFluff\n", "does not name the columns"),
        ("kind,name,canonical,decision\ntag,Fluff,,perhaps\n", "line 2: there is no decision"),
        ("kind,name,canonical,decision\ntag,Fluff,,synonym\n", "which is missing"),
        ("kind,name,canonical\nweather,Fluff,Fog\n", "line 2: there is no kind"),
        (
            "kind,name,canonical\ntag,Fluff,A\ntag,FLUFF,Fluff\n",
            "stands for other names in the same sheet",
        ),
        (
            "kind,name,canonical\nrelationship,Jane & Lizzy,Jane/Lizzy\n",
            "one is romantic or sexual",
        ),
        ("kind,name,canonical\n", "decides on no name"),
    ],
)
def test_a_sheet_that_cannot_be_carried_out_says_where_and_does_nothing(
    folder: Path, tmp_path: Path, text: str, said: str
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(text, "utf-8")
    ran = fonds(folder, "tags", "apply", sheet)
    assert ran.code == 2
    assert said in " ".join(ran.notes.split())
    library = open_library(folder)
    assert all(not one.is_decided for one in list_tags(library, "tag"))
    close_library(library)


def test_broader_canonical_and_left_names(folder: Path) -> None:
    assert fonds(folder, "tags", "broader", "Moods", "Fluff", "plain").code == 0
    shown = fonds(folder, "tags", "show", "Moods", "--json").json()
    assert shown["narrower"] == [["tag", "Fluff"], ["tag", "plain"]]
    assert len(shown["found_under"]) == 2
    assert fonds(folder, "tags", "broader", "Fluff", "Moods").code == 2, "no circles"
    assert fonds(folder, "tags", "broader", "Moods", "plain", "--off").code == 0
    assert fonds(folder, "tags", "leave", "Moods").code == 2, "others stand below it"
    assert fonds(folder, "tags", "leave", ODD[0]).code == 0
    assert fonds(folder, "tags", "leave", ODD[0], "--undecided-again").code == 0
    fonds(folder, "tags", "merge", "Fluff", "FLUFF")
    assert fonds(folder, "tags", "canonical", "FLUFF").code == 0
    assert leads(folder, "tag", ["Fluff", "FLUFF"]) == {"FLUFF"}
    library = open_library(folder)
    assert list_broader(library, "tag", "FLUFF") == (("tag", "Moods"),)
    close_library(library)


def test_authors_become_one_and_keep_their_pseudonyms(folder: Path) -> None:
    proposed = fonds(folder, "authors", "propose", "--json").json_lines()
    assert ("I. Quill", "Ida Quill") in {(one["name"], one["person"]) for one in proposed}
    assert fonds(folder, "authors", "merge", "Ida Quill", "I. Quill").code == 0
    assert fonds(folder, "authors", "pseudonym", "Moonlace", "I. Quill").code == 0
    found = {one["name"]: one for one in fonds(folder, "authors", "list", "--json").json_lines()}
    assert set(found) == {"Ida Quill", "Moonlace"}
    assert (found["Ida Quill"]["spellings"], found["Ida Quill"]["works"]) == (["I. Quill"], 3)
    assert (found["Moonlace"]["persons"], found["Moonlace"]["works"]) == (["Ida Quill"], 1)
    assert fonds(folder, "authors", "pseudonym", "I. Quill", "Ida Quill").code == 2
    assert "Moonlace" in fonds(folder, "authors", "list").out
