"""Signing in and out, sessions, links and keys."""

import re
from pathlib import Path

import pytest

from fonds.app.people import invite, invite_first
from fonds.library.opening import close_library, open_library
from fonds.library.people import end_person, find_person, put_role
from fonds.library.sessions import list_sessions
from fonds.web.rate_limits import Buckets, SignInLimits, fold_address
from tests.web.visitors import ORIGIN, WORD, House, add_people, give_token, make_empty, write_basic

CLOCK = "2024-05-03T12:00:00Z"
LATER = "2024-05-10T12:00:00Z"


@pytest.fixture
def house(tmp_path: Path) -> House:
    make_empty(tmp_path)
    add_people(tmp_path)
    return House(tmp_path)


def test_a_guest_is_led_to_the_sign_in_page_and_back(house: House) -> None:
    browser = house.browser()
    answer = browser.ask("/me/account?x=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?back=%2Fme%2Faccount%3Fx%3D1"
    page = browser.page(answer.headers["location"])
    assert 'value="/me/account?x=1"' in page
    assert browser.sign_in("rea", back="/me/account?x=1").headers["location"] == "/me/account?x=1"
    assert "You are a reader" in browser.page("/me/account")
    assert browser.ask("/sign-in?back=/me/account").headers["location"] == "/me/account"


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "\\\\x", ""])
def test_nobody_is_led_to_another_site(house: House, back: str) -> None:
    assert house.browser().sign_in("Rea", back=back).headers["location"] == "/"


@pytest.mark.parametrize(("name", "word"), [("Rea", "wrong words"), ("Nobody", WORD), ("", "")])
def test_a_wrong_word_and_an_unknown_name_are_answered_alike(
    house: House, name: str, word: str
) -> None:
    answer = house.browser().sign_in(name, word)
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert "set-cookie" not in answer.headers
    assert word not in answer.text or not word


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    answer = house.browser().sign_in("Rea")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"session=[\w-]{43}; ", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_the_cookie_is_secure_where_the_site_is(house: House) -> None:
    browser = house.browser()
    answer = browser.ask(
        "https://fonds.example/sign-in",
        method="POST",
        headers={"Origin": "https://fonds.example"},
        form={"name": "Rea", "password": WORD},
    )
    assert "Secure" in answer.headers["set-cookie"]


def test_each_sign_in_has_a_secret_of_its_own_and_ends_the_one_before(house: House) -> None:
    browser = house.browser("Rea")
    first = browser.cookies["session"]
    browser.sign_in("Rea")
    assert browser.cookies["session"] != first
    old = house.browser()
    old.cookies["session"] = first
    assert old.ask("/me/account").status_code == 303


def test_signing_out_ends_the_session_in_the_library(house: House) -> None:
    browser = house.browser("Rea")
    kept = dict(browser.cookies)
    assert browser.send("/sign-out").status_code == 303
    assert "session" not in browser.cookies
    browser.cookies = kept
    assert browser.ask("/me/account").status_code == 303


def test_a_session_lasts_thirty_days_from_its_last_use(house: House) -> None:
    browser = house.browser("Rea")
    for _ in range(3):
        house.clock.turn(days=29)
        browser.page("/me/account")
    house.clock.turn(days=30, seconds=1)
    assert browser.ask("/me/account").status_code == 303


def test_what_changed_about_somebody_counts_at_once(house: House) -> None:
    browser = house.browser("Cora")
    assert browser.ask("/people").status_code == 403
    library = open_library(house.folder)
    put_role(library, 2, "administrator")
    browser.page("/people")
    put_role(library, 2, "reader")
    assert browser.ask("/restrictions").status_code == 403
    end_person(library, 2, clock=CLOCK)
    close_library(library)
    assert browser.ask("/restrictions").status_code == 303


def test_trying_too_often_has_to_wait(house: House) -> None:
    browser = house.browser()
    tries = [browser.sign_in("Rea", f"wrong word {number}").status_code for number in range(12)]
    assert tries.count(429) == 2
    answer = browser.sign_in("Rea")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert browser.sign_in("Cora").status_code == 303


def test_a_bucket_fills_again_and_forgets_whom_it_saw_longest_ago() -> None:
    moment = [0.0]
    buckets = Buckets(2, 10.0, now=lambda: moment[0], most=3)
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 10.0]
    moment[0] = 4.0
    assert buckets.take("a") == pytest.approx(6.0)
    moment[0] = 10.0
    assert buckets.take("a") == 0.0
    for key in "bcde":
        buckets.take(key)
    assert len(buckets) == 3
    limits = SignInLimits(lambda: moment[0])
    assert sum(not limits.take("2001:db8::1", "x") for _ in range(20)) == 10
    assert limits.take("2001:db8::2", "x") > 0
    limits.forgive("2001:db8::3", "x")
    assert not limits.take("2001:db8::4", "x")
    assert fold_address("::ffff:192.0.2.7") == "192.0.2.7"
    assert fold_address("a socket") == "a socket"


def test_the_first_administrator_comes_by_a_link(tmp_path: Path) -> None:
    make_empty(tmp_path)
    house = House(tmp_path)
    library = open_library(tmp_path)
    secret = invite_first(library, until=LATER, clock=CLOCK)
    close_library(library)
    browser = house.browser()
    assert "its first administrator" in browser.page(f"/welcome/{secret}")
    short = browser.send(f"/welcome/{secret}", {"name": "Irene", "password": "short"})
    assert short.status_code == 400
    assert "at least 10" in short.text
    assert 'value="Irene"' in short.text
    answer = browser.send(f"/welcome/{secret}", {"name": "Irene", "password": WORD})
    assert answer.status_code == 303
    browser.page("/people")
    assert house.browser().ask(f"/welcome/{secret}").status_code == 404
    assert house.browser("Irene").ask("/people").status_code == 200


def test_a_link_ends_in_time_and_by_its_maker(house: House) -> None:
    library = open_library(house.folder)
    secret = invite(library, "reader", until=LATER, clock=CLOCK)
    close_library(library)
    browser = house.browser()
    assert "as a reader" in browser.page(f"/welcome/{secret}")
    house.clock.turn(days=8)
    browser.page(f"/welcome/{secret}", 404)
    late = browser.send(f"/welcome/{secret}", {"name": "Late", "password": WORD})
    assert late.status_code == 404
    browser.page("/welcome/nothing", 404)


def test_on_a_machine_without_accounts_nobody_signs_in(tmp_path: Path) -> None:
    make_empty(tmp_path)
    house = House(tmp_path, has_accounts=False)
    browser = house.browser()
    assert browser.ask("/sign-in?back=/me/account").headers["location"] == "/me/account"
    assert browser.sign_in("x").headers["location"] == "/"
    assert "one reader of this machine" in browser.page("/me/account")
    assert "Nobody signs in here" in browser.page("/people")
    assert browser.send("/people/invite", {"role": "reader"}).status_code == 403
    library = open_library(tmp_path)
    secret = invite_first(library, until=LATER, clock=CLOCK)
    owner = find_person(library, 1)
    close_library(library)
    assert owner is not None
    assert owner.role == "administrator"
    browser.page(f"/welcome/{secret}", 404)


def test_a_key_opens_what_its_scopes_say_and_no_more(house: House) -> None:
    browser = house.browser()
    ada = 3
    read = give_token(house.folder, ada, "r", "read")
    admin = give_token(house.folder, ada, "a", "admin")
    sync = give_token(house.folder, ada, "s", "sync")
    assert browser.ask("/restrictions", headers=read).status_code == 403
    assert browser.ask("/restrictions", headers=admin).status_code == 200
    assert browser.ask("/timeline", headers=read).status_code == 200
    assert browser.ask("/timeline", headers=sync).status_code == 403
    refused = browser.ask("/restrictions", method="POST", headers=read, form={})
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"
    rea = give_token(house.folder, 1, "x", "admin")
    assert browser.ask("/restrictions", headers=rea).status_code == 403
    assert browser.ask("/me/account", headers=admin).status_code == 403
    assert browser.send("/me/tokens", {"kind": "device", "name": "x"}).status_code == 303


def test_a_key_comes_with_its_owners_name(house: House) -> None:
    browser = house.browser()
    give_token(house.folder, 1, "k", "opds", "read")
    assert browser.ask("/timeline", headers=write_basic("rea", "k")).status_code == 200
    for name, secret in (("Cora", "k"), ("rea", "wrong"), ("rea", WORD)):
        answer = browser.ask("/timeline", headers=write_basic(name, secret))
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
    assert browser.ask("/timeline", headers={"Authorization": "Basic %"}).status_code == 401
    assert browser.ask("/timeline", headers={"Authorization": "Bearer"}).status_code == 401
    assert browser.ask("/timeline", headers={"Authorization": "Digest x"}).status_code == 200


def test_a_site_that_is_closed_to_guests_asks_them_to_sign_in(house: House) -> None:
    ada = house.browser("Ada")
    form = {"kind": "library", "value": "", "least": "reader", "step": "do"}
    assert ada.send("/restrictions", form).status_code == 303
    guest = house.browser()
    assert guest.ask("/timeline").headers["location"] == "/sign-in?back=%2Ftimeline"
    for path in ("/opds/x", "/api/v1/x"):
        assert guest.ask(path).status_code in {401, 404}
    assert house.browser("Rea").ask("/timeline").status_code == 200
    assert guest.ask("/static/people.css").status_code == 200


def test_ones_own_page_ends_sessions_and_changes_the_password(house: House) -> None:
    here, there = house.browser("Rea"), house.browser("Rea")
    page = here.page("/me/account")
    assert "(this one)" in page
    wrong = here.send("/me/password", {"old": "wrong", "new": "a newer word"})
    assert "not your password" in wrong.text
    changed = here.send("/me/password", {"old": WORD, "new": "a newer word"})
    assert "Your password is changed" in changed.text
    assert there.ask("/me/account").status_code == 303
    assert here.ask("/me/account").status_code == 200
    there.sign_in("Rea", "a newer word")
    assert here.send("/me/sessions/end", {"session": "others"}).status_code == 303
    assert there.ask("/me/account").status_code == 303
    library = open_library(house.folder)
    (session,) = list_sessions(library, 1, clock=CLOCK)
    close_library(library)
    house.browser("Cora").send("/me/sessions/end", {"session": str(session.id)})
    assert here.ask("/me/account").status_code == 200
    here.send("/me/sessions/end", {"session": str(session.id)})
    assert here.ask("/me/account").status_code == 303
    odd = house.browser("Cora").send("/me/sessions/end", {"session": "²"})
    assert odd.status_code == 400


def test_a_key_is_shown_once(house: House) -> None:
    browser = house.browser("Rea")
    answer = browser.send("/me/tokens", {"kind": "device", "name": "my kobo", "days": ""})
    found = re.search(r'id="secret">([\w-]{43})<', answer.text)
    assert found is not None
    assert answer.headers["cache-control"] == "no-store"
    page = browser.page("/me/account")
    assert found[1] not in page
    assert "opds, sync" in page
    guest = house.browser()
    bearing = write_basic("Rea", found[1])
    work = "/works/wnothing"
    assert guest.ask(work, headers=bearing).status_code == 404
    assert guest.ask("/timeline", headers=bearing).status_code == 403
    number = re.search(r'name="token" value="(\d+)"', page)
    assert number is not None
    browser.send("/me/tokens/end", {"token": number[1]})
    assert guest.ask(work, headers=bearing).status_code == 401


def test_a_programs_key_has_the_scopes_that_were_chosen(house: House) -> None:
    browser = house.browser("Rea")
    form = {"kind": "program", "name": "script", "scopes": ["read", "write"], "days": "30"}
    assert "The key" in browser.send("/me/tokens", form).text
    assert "read, write" in browser.page("/me/account")
    none = browser.send("/me/tokens", {"kind": "program", "name": "script"})
    assert none.status_code == 400
    assert "choose what" in none.text.lower()


def test_a_form_that_is_too_long_is_not_read(house: House) -> None:
    answer = house.browser().ask(
        "/sign-in", method="POST", headers={"Origin": ORIGIN}, form={"name": "x" * 70_000}
    )
    assert answer.status_code == 413
