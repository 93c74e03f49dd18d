"""The page of people, for administrators."""

import re
from pathlib import Path

import pytest

from tests.web.visitors import WORD, Browser, House, add_people, give_token, make_empty


@pytest.fixture
def house(tmp_path: Path) -> House:
    make_empty(tmp_path)
    add_people(tmp_path)
    return House(tmp_path)


def _find_link(page: str) -> str:
    found = re.search(r'id="link">http://fonds\.example(/welcome/[\w-]{43})<', page)
    assert found is not None
    return found[1]


ROUTES = (
    ("GET", "/people"),
    ("POST", "/people/invite"),
    ("POST", "/people/invitations/end"),
    ("POST", "/people/1/link"),
    ("POST", "/people/1/role"),
    ("POST", "/people/1/end"),
    ("POST", "/people/1/resume"),
    ("POST", "/adult/asked"),
)


@pytest.mark.parametrize(("name", "status"), [(None, 303), ("Rea", 403), ("Cora", 403)])
def test_only_administrators_look_after_people(house: House, name: str | None, status: int) -> None:
    browser = house.browser(name)
    for method, path in ROUTES:
        answer = browser.send(path) if method == "POST" else browser.ask(path)
        assert answer.status_code == status, path
        if status == 303:
            assert answer.headers["location"].startswith("/sign-in")
    assert "Ada" in house.browser("Ada").page("/people")


def test_a_reader_cannot_do_it_with_an_administrators_reading_key(house: House) -> None:
    key = give_token(house.folder, 3, "k", "read", "write", "curate")
    for method, path in ROUTES:
        answer = house.browser().ask(path, method=method, headers=key, form={})
        assert answer.status_code == 403, path


def test_an_administrator_invites(house: House) -> None:
    ada = house.browser("Ada")
    answer = ada.send("/people/invite", {"role": "curator"})
    link = _find_link(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    page = ada.page("/people")
    assert link not in page
    assert "Links that are out" in page
    guest = house.browser()
    came = guest.send(link, {"name": "Watson", "password": WORD})
    assert came.status_code == 303
    guest.page("/restrictions")
    assert "Watson" in ada.page("/people")
    assert "Links that are out" not in ada.page("/people")


def test_an_invitation_is_taken_back(house: House) -> None:
    ada = house.browser("Ada")
    link = _find_link(ada.send("/people/invite", {"role": "reader"}).text)
    found = re.search(r'name="invitation" value="(\w+)"', ada.page("/people"))
    assert found is not None
    ada.send("/people/invitations/end", {"invitation": found[1]})
    house.browser().page(link, 404)


def test_guests_are_not_invited(house: House) -> None:
    answer = house.browser("Ada").send("/people/invite", {"role": "guest"})
    assert answer.status_code == 400
    assert "readers, curators and administrators" in answer.text


def test_an_administrator_helps_who_has_lost_the_password(house: House) -> None:
    ada, rea = house.browser("Ada"), house.browser("Rea")
    link = _find_link(ada.send("/people/1/link").text)
    guest = house.browser()
    assert "A new password, Rea" in guest.page(link)
    assert guest.send(link, {"password": "a newer word"}).status_code == 303
    assert rea.ask("/me/account").status_code == 303
    assert "Rea" in guest.page("/me/account")
    assert house.browser().sign_in("Rea").status_code == 401


def test_a_role_is_changed_and_a_place_ended_and_given_back(house: House) -> None:
    ada, rea = house.browser("Ada"), house.browser("Rea")
    ada.send("/people/1/role", {"role": "curator"})
    rea.page("/restrictions")
    ada.send("/people/1/end")
    assert rea.ask("/me/account").status_code == 303
    assert house.browser().sign_in("Rea").status_code == 401
    assert "Let in again" in ada.page("/people")
    link = ada.send("/people/1/link")
    assert link.status_code == 400
    ada.send("/people/1/resume")
    assert house.browser().sign_in("Rea").status_code == 303


def test_the_only_administrator_stays(house: House) -> None:
    ada = house.browser("Ada")
    for path, form in (("/people/3/end", {}), ("/people/3/role", {"role": "reader"})):
        answer = ada.send(path, form)
        assert answer.status_code == 400
        assert "Ada is the only administrator" in answer.text


@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "9" * 30])
def test_nobody_has_an_odd_number(house: House, number: str) -> None:
    assert house.browser("Ada").send(f"/people/{number}/end").status_code in {400, 404}


def test_a_strange_name_is_only_a_name(house: House) -> None:
    ada = house.browser("Ada")
    link = _find_link(ada.send("/people/invite", {"role": "reader"}).text)
    guest: Browser = house.browser()
    name = "<b>\"&'</b> a@b.example"
    assert guest.send(link, {"name": name, "password": WORD}).status_code == 303
    page = ada.page("/people")
    assert "<b>" not in page
    assert "a@b.example" in page
