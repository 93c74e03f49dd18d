"""The pages a stranger reads first: what they name is there."""

import re
from pathlib import Path

import pytest
from scripts.readme_output import BEGIN, END, clean_output, put_output

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
TARGETS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"`[^`]*`", "", text))
    own = [link for link in links if "://" not in link]
    assert [link for link in own if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_command_is_one(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"(?:^\$ |`)(?:[A-Z_]+=\S+ )?make ([a-z]+)", text, re.M))
    assert named <= TARGETS


def test_the_readme_names_both_commands_and_shows_the_page() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    head = text[: text.index(BEGIN)]
    assert re.findall(r"^\$ make (\w+)", head, re.M) == ["demo", "test"]
    assert "docs/pictures/shelf.png" in text


def test_the_readme_shows_the_output_of_a_real_demo() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = text[text.index(BEGIN) : text.index(END)]
    commands = re.findall(r"^try (\w+)", (ROOT / "scripts/demo.sh").read_text("utf-8"), re.M)
    assert re.findall(r"^\$ fonds (\w+)", shown, re.M) == commands
    assert "stories" in shown


def test_captured_output_becomes_what_a_person_saw() -> None:
    captured = "building…\r\n$ fonds add heap\r\n 10 %\r 20 %\rdone  \n\x1b[1mbold\x1b[0m\n\n"
    assert clean_output(captured) == "$ fonds add heap\ndone\nbold"


def test_something_that_is_no_output_is_refused() -> None:
    with pytest.raises(ValueError, match="not the output of the demo"):
        clean_output("nothing here\n")


def test_a_readme_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="once each"):
        put_output(f"{END} {BEGIN}", "$ x")
