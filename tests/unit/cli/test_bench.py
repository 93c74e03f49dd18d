"""`fonds bench accuracy` on a small shared folder of our own."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli_runs import FOG, REVIEW, run_fonds

STORY = """The fog had eaten Baker Street by four o'clock, and Holmes had eaten nothing at all.

"You have been to the docks, Watson," said Holmes, without turning round from the window.

I had. I asked him how he knew, and he pointed at my boots, which had told him everything.

"A ferryman is gone," he said, "and nobody has missed him. That is what troubles me."

We went down to the river before supper, and the river had nothing to say to either of us.
"""
WORK = f"""---
title: The Fog and the Ferryman
author: moonquill
characters:
- Sherlock Holmes
date: '1999-03-14'
fandom:
- Sherlock Holmes
notes: Written for the spring exchange.
rating: Teen And Up Audiences
relationship:
- Sherlock Holmes/John Watson
summary: A ferryman is missed by nobody but Holmes.
tags:
- fog
---

{STORY}"""
INDEX = """file,kind,title,author,year,part
fog,fanfiction,The Fog and the Ferryman,Jane Doe,1999,
file,kind,title,author,year,part
review,review,A novel,,,
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("shared")
    works = top / "heaps" / "ao3-works"
    works.mkdir(parents=True)
    for name in ("11.md", "12.md", "13.md"):
        (works / name).write_text(WORK, "utf-8")
    files = top / "heaps" / "startrek" / "files"
    files.mkdir(parents=True)
    (files / "fog").write_text(FOG, "utf-8")
    (files / "review").write_text(REVIEW, "utf-8")
    (files.parent / "gold.csv").write_text(INDEX, "utf-8")
    return top


def test_each_field_has_a_row_and_the_run_is_kept(shared: Path, tmp_path: Path) -> None:
    ran = run_fonds(
        "bench", "accuracy", "startrek", "ao3-yaml", "--half", "all", "--data", shared,
        "--save", tmp_path, "--workers", "0",
    )  # fmt: skip
    assert ran.code == 0, ran.notes
    for field in ("kind", "title", "author", "year", "parts", "first_words"):
        assert f"\n{field} " in ran.out
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ao3-yaml-all.json",
        "startrek-all.json",
    ]


def test_for_machines_there_is_a_line_a_set(shared: Path, tmp_path: Path) -> None:
    ran = run_fonds(
        "bench", "accuracy", "ao3-yaml", "--half", "all", "--data", shared, "--json",
        "--failures", "2", "--save", tmp_path, "--workers", "0",
    )  # fmt: skip
    (line,) = ran.json_lines()
    fields = {one["field"]: one for one in line["fields"]}
    assert fields["title"]["right"] == 3
    assert fields["title"]["share"] == 1.0
    assert {"set", "half", "seed", "kinds", "bins", "failures", "changes"} <= set(line)


def test_generated_headers_are_the_same_for_the_same_seed(shared: Path, tmp_path: Path) -> None:
    given = ("bench", "accuracy", "ao3-generated", "--half", "all", "--data", shared, "--workers")
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        more = ("0", "--rounds", "3", "--seed", seed, "--save", tmp_path / name)
        assert run_fonds(*given, *more).code == 0
    kept = [(tmp_path / name / "ao3-generated-all.json").read_text() for name in "abc"]
    assert kept[0] == kept[1] != kept[2]


def test_two_runs_are_compared(shared: Path, tmp_path: Path) -> None:
    given = ("bench", "accuracy", "startrek", "--half", "all", "--data", shared, "--workers", "0")
    assert run_fonds(*given, "--save", tmp_path / "old").code == 0
    path = tmp_path / "old" / "startrek-all.json"
    path.write_text(path.read_text().replace('"verdict": "right"', '"verdict": "wrong"', 1))
    for against in (path, path.parent):
        ran = run_fonds(*given, "--save", tmp_path / "new", "--against", against)
        assert ran.code == 0
        assert "1 newly right, 0 newly wrong" in ran.out


def test_failures_are_shown_but_those_of_the_report_half(shared: Path, tmp_path: Path) -> None:
    index = shared / "heaps" / "startrek" / "gold.csv"
    index.write_text(INDEX.replace("Ferryman", "Goose"), "utf-8")
    try:
        given = ("bench", "accuracy", "startrek", "--data", shared, "--failures", "5", "--save")
        shown = run_fonds(*given, tmp_path, "--half", "all", "--workers", "0")
        sealed = run_fonds(*given, tmp_path, "--half", "report", "--workers", "0")
    finally:
        index.write_text(INDEX, "utf-8")
    assert "Goose" in shown.out
    assert "are not shown" in sealed.notes
    assert "Goose" not in sealed.out + (tmp_path / "startrek-report.json").read_text()


def test_the_plot_is_drawn(shared: Path, tmp_path: Path) -> None:
    picture = tmp_path / "plot.svg"
    ran = run_fonds(
        "bench", "accuracy", "ao3-yaml", "--half", "all", "--data", shared, "--plot", picture,
        "--save", tmp_path, "--workers", "0",
    )  # fmt: skip
    assert ran.code == 0
    ElementTree.fromstring(picture.read_text("utf-8"))


def test_a_set_that_is_not_here_is_skipped_aloud_and_refused_when_named(tmp_path: Path) -> None:
    ran = run_fonds(
        "bench", "accuracy", "startrek", "--data", tmp_path / "none", "--save", tmp_path
    )
    assert ran.code == 2
    assert "skipped: startrek" in ran.notes


def test_a_set_that_does_not_exist_is_a_persons_mistake(tmp_path: Path) -> None:
    ran = run_fonds("bench", "accuracy", "starwars", "--save", tmp_path)
    assert ran.code == 2
    assert "startrek" in ran.notes


def test_all_sets_together_skip_what_is_not_here(tmp_path: Path) -> None:
    ran = run_fonds(
        "bench", "accuracy", "--data", tmp_path / "none", "--save", tmp_path, "--workers", "0"
    )
    assert ran.code == 0, ran.notes
    assert ran.notes.count("skipped:") == 4
    assert "samples, all" in ran.out
