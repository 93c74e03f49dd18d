"""Help, mistakes and endings."""

import io
from pathlib import Path

import pytest
import typer

from fonds import __version__
from fonds.cli import main as cli_main
from fonds.cli.endings import end_badly
from fonds.cli.help_page import build_help_page
from fonds.cli.main import COMMANDS, GROUPS
from fonds.cli.terminal import Terminal
from fonds.errors import BugError, DamageError, UserError
from tests.cli_runs import run_fonds

DOCS = Path(__file__).parents[3] / "docs"
REMEDY = "write it again: python -m fonds.cli.help_page > docs/cli.md"


def test_the_page_of_the_documentation_is_current() -> None:
    assert (DOCS / "cli.md").read_text("utf-8") == build_help_page(), REMEDY


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_fonds(*name.split(), "--help").code == 0
    text = capsys.readouterr().out
    _, _, examples = text.partition("Examples:")
    assert examples.count(f"fonds {name}") + examples.count(f" {name} ") >= 2
    assert run_fonds(*name.split(), "-h").code == 0


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_without_a_command_shows_its_commands(name: str) -> None:
    ran = run_fonds(name)
    assert ran.code == 0
    for command in (one for one in COMMANDS if one.startswith(f"{name} ")):
        assert command.removeprefix(f"{name} ") in ran.out


def test_without_a_command_the_help_is_shown() -> None:
    ran = run_fonds()
    assert ran.code == 0
    assert "Commands:" in ran.out


def test_the_version_is_told() -> None:
    assert run_fonds("--version").out == f"fonds {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["serach", "x"], "search"),
        (["add", "--dryrun", "x"], "--dry-run"),
        (["lst"], "list"),
        (["packs", "chekc"], "check"),
    ],
)
def test_a_typing_mistake_gets_a_suggestion_in_one_line(typed: list[str], meant: str) -> None:
    ran = run_fonds(*typed)
    assert ran.code == 2
    assert meant in ran.notes
    assert len(ran.notes.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UserError("no such heap"), 2, "no such heap."),
        (DamageError("library.db is torn"), 3, "fonds check"),
        (BugError("a span is odd"), 70, "Please report it"),
        (KeyError("fog"), 70, "Please report it"),
        (KeyboardInterrupt(), 130, "Nothing is lost"),
        (typer.Abort(), 130, "Nothing is lost"),
    ],
)
def test_every_ending_has_its_code_and_its_words(
    error: BaseException, code: int, words: str
) -> None:
    notes = io.StringIO()
    assert end_badly(error, Terminal(io.StringIO(), notes)) == code
    assert words in notes.getvalue()


def test_only_our_own_mistakes_show_a_traceback() -> None:
    for error, is_shown in [
        (UserError("x"), False),
        (DamageError("x"), False),
        (BugError("x"), True),
    ]:
        notes = io.StringIO()
        end_badly(error, Terminal(io.StringIO(), notes))
        assert ("BugError" in notes.getvalue()) is is_shown


def test_an_exception_of_any_kind_ends_the_run_with_its_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down() -> typer.Typer:
        msg = "the lamp went out"
        raise RuntimeError(msg)

    monkeypatch.setattr(cli_main, "make_app", break_down)
    ran = run_fonds("list")
    assert ran.code == 70
    assert "RuntimeError: the lamp went out" in ran.notes


def test_a_reader_that_has_gone_is_no_mistake(tmp_path: Path) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    notes = io.StringIO()
    code = cli_main.run(["--version"], Terminal(Gone(), notes))
    assert code == 141
    assert notes.getvalue() == ""
