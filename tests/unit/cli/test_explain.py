"""`fonds read --explain`: a field's claims, and the words they come from."""

import io
from pathlib import Path

import pytest

from fonds.app.explaining import FIELDS, explain_field
from fonds.app.heap_reading import iter_works
from fonds.cli.explain import say_explanation
from fonds.cli.terminal import Terminal
from fonds.intake.limits import Limits
from fonds.model.work import Work
from fonds.packs.load import PACK_FOLDER, parse_pack
from tests.cli_runs import FOG, REVIEW, run_fonds

HOLMES = PACK_FOLDER / "sherlock-holmes.toml"


def read_works(*paths: Path) -> list[Work]:
    packs = (parse_pack(HOLMES.read_text("utf-8"), HOLMES.name),)
    return list(
        iter_works(paths, packs=packs, limits=Limits(), workers=0, progress=lambda *_: None)
    )


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def tell(work: Work, field: str, columns: int = 0) -> str:
    """What a field's explanation looks like on a pipe, or on a screen so wide."""
    out = Screen() if columns else io.StringIO()
    terminal = Terminal(out, io.StringIO())
    if columns:
        terminal.out.width = columns
    say_explanation(terminal, explain_field(work, field))
    return out.getvalue()


@pytest.fixture(scope="module")
def fog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("heap") / "fog.txt"
    path.write_text(FOG, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def work(fog: Path) -> Work:
    (read,) = read_works(fog)
    return read


def test_a_stated_value_is_shown_with_its_line_and_the_words_marked(fog: Path) -> None:
    ran = run_fonds("read", "--workers", "0", "--explain", "rating", fog)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "The Fog and the Ferryman: rating",
        f"  {fog}",
        "    Teen And Up Audiences",
        "    as good as certain (0.97): the source states it [stated/1]",
        f"      {fog}:4",
        "      Rating: [PG-13]",
    ]


def test_json_gives_the_same_complete(fog: Path) -> None:
    told = run_fonds("read", "--workers", "0", "--json", "--explain", "title", fog).json()
    assert told["field"] == "title"
    assert told["value"] == "The Fog and the Ferryman"
    assert told["why"] == ""
    claim = told["claims"][0]
    assert claim["speaks"]
    assert claim["basis"] == "stated"
    assert claim["sure"] == "as good as certain"
    (evidence,) = claim["evidence"]
    chars = fog.read_text("utf-8")
    assert chars[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert chars.splitlines()[evidence["line"] - 1] == (
        evidence["before"] + evidence["quote"] + evidence["after"]
    )
    assert (evidence["path"], evidence["member"]) == (str(fog), None)
    assert evidence["is_line_of_file"]


def test_several_works_are_told_by_workers_as_by_this_process(tmp_path: Path) -> None:
    for name, text in (("a.txt", FOG), ("b.txt", REVIEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    arguments = ("--json", "--explain", "kind", tmp_path)
    alone = run_fonds("read", "--workers", "0", *arguments)
    assert [one["value"] for one in alone.json_lines()] == ["story", "not-story"]
    assert run_fonds("read", "--workers", "1", *arguments).out == alone.out


@pytest.mark.parametrize(("typed", "hint"), [("ratting", "did you mean rating?"), ("xyzzy", "")])
def test_an_unknown_field_gives_the_list_of_fields(typed: str, hint: str, fog: Path) -> None:
    ran = run_fonds("read", "--explain", typed, fog)
    assert ran.code == 2
    assert hint in ran.notes
    assert "fandoms, rating, " in ran.notes
    assert ran.out == ""


def test_a_field_may_be_typed_as_one_speaks(fog: Path) -> None:
    ran = run_fonds("read", "--workers", "0", "--explain", "Scene list", fog)
    assert ran.code == 0
    assert ran.out.startswith("The Fog and the Ferryman: scene list")


def test_what_was_read_from_the_text_shows_the_passages(tmp_path: Path) -> None:
    path = tmp_path / "fog.txt"
    path.write_text(FOG.replace("Fandom: Sherlock Holmes\n", ""), encoding="utf-8")
    (work,) = read_works(path)
    out = tell(work, "fandoms")
    assert "    Sherlock Holmes\n" in out
    assert "Fonds read it from the text [fandom-in-text/" in out
    assert f"{path}:6\n" in out
    assert "[Baker Street] by four" in out or "[Holmes] had eaten" in out


def test_what_is_computed_from_the_whole_says_so(work: Work) -> None:
    assert "computed from the whole text" in tell(work, "words")
    incipit = tell(work, "incipit")
    assert "The fog had eaten Baker Street" in incipit
    assert "Nobody claims it" in incipit
    assert "Nothing is said of it" in tell(work, "song")


def test_every_field_can_be_explained_on_every_screen(work: Work) -> None:
    assert {"fandoms", "people", "pov", "setting", "repairs", "scene_list"} <= set(FIELDS)
    for field in FIELDS:
        assert tell(work, field), field
        assert tell(work, field, columns=40), field


def test_a_terminal_with_colour_needs_no_brackets(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "[PG-13]" in tell(work, "rating")
    assert "[PG-13]" not in tell(work, "rating", columns=80)
    assert "\x1b[1;7mPG-13\x1b[0m" in tell(work, "rating", columns=80)
    monkeypatch.setenv("TERM", "dumb")
    assert "[PG-13]" in tell(work, "rating", columns=80)


def test_no_address_is_shown_though_it_lies_across_the_marks(work: Work) -> None:
    out = tell(work, "creators")
    assert "[Jane Doe" in out
    assert "moor.example" not in out
    assert "jane.doe" not in out


def test_lines_of_a_page_are_told_from_lines_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "fog.html"
    body = "".join(f"<p>{line}</p>" for line in FOG.splitlines() if line and "@" not in line)
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    (work,) = read_works(path)
    out = tell(work, "rating")
    assert f"{path}, line " in out
    assert " of its text" in out
