"""`fonds people`, and how `fonds serve` chooses who may come in."""

from pathlib import Path
from typing import Any

import pytest

from fonds.app.people import accept, sign_in
from fonds.cli.serve import choose_mode
from fonds.errors import UserError
from fonds.library.opening import close_library, open_library
from fonds.library.people import Person
from fonds.web import server
from tests.cli_runs import Ran, run_fonds
from tests.web.visitors import QUICK, WORD

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "library"
    close_library(open_library(made, create=True))
    return made


def _people(folder: Path, *arguments: str, columns: int = 0) -> Ran:
    return run_fonds("--library", folder, "people", *arguments, columns=columns)


def _come_in(folder: Path, link: str, name: str) -> Person:
    library = open_library(folder)
    person = accept(library, QUICK, link.rpartition("/")[2].strip(), name, WORD, clock=NOW)
    close_library(library)
    return person


def test_somebody_is_invited_and_listed(folder: Path) -> None:
    ran = _people(folder, "invite", "administrator", "--site", "https://stories.example/")
    assert ran.code == 0, ran.notes
    assert ran.out.startswith("https://stories.example/welcome/")
    assert "used once" in ran.notes
    assert _come_in(folder, ran.out, "Irene").role == "administrator"
    listed = _people(folder, "list")
    assert listed.out.split("\t")[:2] == ["Irene", "administrator"]
    assert _people(folder, "list", "--json").json()["name"] == "Irene"
    assert "1 person." in _people(folder, "list", columns=80).out


def test_nobody_is_listed_before_somebody_came(folder: Path) -> None:
    assert _people(folder, "list").out == ""
    assert "Nobody yet." in _people(folder, "list", columns=80).out


def test_a_lost_password_is_replaced_by_a_link(folder: Path) -> None:
    _come_in(folder, _people(folder, "invite", "administrator").out, "Irene Adler")
    ran = _people(folder, "link", "irene ADLER", "--json")
    row = ran.json()
    assert row["name"] == "Irene Adler"
    library = open_library(folder)
    secret = row["link"].rpartition("/")[2]
    accept(library, QUICK, secret, "", "a newer word", clock=NOW)
    assert sign_in(library, QUICK, "Irene Adler", "a newer word") is not None
    assert sign_in(library, QUICK, "Irene Adler", WORD) is None
    close_library(library)


def test_a_role_is_changed_and_a_place_ended(folder: Path) -> None:
    for name in ("Irene", "Watson"):
        _come_in(folder, _people(folder, "invite", "administrator").out, name)
    assert _people(folder, "role", "Watson", "curator", "--json").json()["role"] == "curator"
    refused = _people(folder, "end", "Irene")
    assert refused.code == 2
    assert "only administrator" in refused.notes
    ended = _people(folder, "end", "Watson")
    assert ended.code == 0
    assert "cannot come in any more" in ended.notes


@pytest.mark.parametrize(
    "arguments",
    [
        ("link", "Nobody"),
        ("end", "Nobody"),
        ("role", "Nobody", "reader"),
        ("invite", "guest"),
        ("invite", "reader", "--site", "stories.example"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(folder: Path, arguments: tuple[str, ...]) -> None:
    ran = _people(folder, *arguments)
    assert ran.code == 2
    assert ran.notes.startswith("fonds: ")


@pytest.mark.parametrize(
    ("host", "alone", "accounts", "has_people", "chosen"),
    [
        ("127.0.0.1", False, False, False, False),
        ("::1", False, False, False, False),
        ("127.0.0.1", False, False, True, True),
        ("127.0.0.1", True, False, True, False),
        ("127.0.0.1", False, True, False, True),
        ("0.0.0.0", False, False, False, True),
        ("192.0.2.7", False, False, True, True),
    ],
)
def test_people_sign_in_where_there_are_people_or_others_come(
    host: str, alone: bool, accounts: bool, has_people: bool, chosen: bool
) -> None:
    found = choose_mode(host, alone=alone, accounts=accounts, has_people=has_people)
    assert found is chosen


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "stories.example"])
def test_nobody_else_comes_in_where_nobody_signs_in(folder: Path, host: str) -> None:
    with pytest.raises(UserError, match="--alone"):
        choose_mode(host, alone=True, accounts=False, has_people=False)
    with pytest.raises(UserError, match="--alone"):
        server.serve(folder, host)
    ran = run_fonds("--library", folder, "serve", "--alone", "--host", host)
    assert ran.code == 2
    assert "--alone" in ran.notes


def test_both_ways_at_once_are_refused(folder: Path) -> None:
    ran = run_fonds("--library", folder, "serve", "--alone", "--accounts")
    assert ran.code == 2
    assert "Choose one" in ran.notes


def test_the_first_start_with_accounts_prints_the_link_of_the_first_administrator(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **options: given.append(options))
    ran = run_fonds("--library", folder, "serve", "--accounts", "--port", "0")
    assert ran.code == 0, ran.notes
    link = next(line for line in ran.notes.splitlines() if "/welcome/" in line)
    assert _come_in(folder, link, "Irene").role == "administrator"
    again = run_fonds("--library", folder, "serve", "--port", "0", "--proxy", "127.0.0.1")
    assert "/welcome/" not in again.notes
    assert [one["proxy_headers"] for one in given] == [False, True]
    assert given[1]["forwarded_allow_ips"] == "127.0.0.1"
