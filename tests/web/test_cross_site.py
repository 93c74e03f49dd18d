"""No other site makes a browser act here."""

from itertools import product
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from fonds.web.security import POLICY, is_foreign
from tests.web.visitors import House, add_people, give_token, make_empty

HOST = {"host": "fonds.example:8000"}


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://fonds.example:8000"}, True),
        ({"sec-fetch-site": "odd"}, True),
        ({"origin": "http://fonds.example:8000"}, False),
        ({"origin": "https://FONDS.example:8000"}, False),
        ({"origin": "http://fonds.example"}, True),
        ({"origin": "http://fonds.example:8000.elsewhere.example"}, True),
        ({"origin": "http://elsewhere.example"}, True),
        ({"origin": "null"}, True),
        ({"origin": ""}, True),
        ({"origin": "http://[oops"}, True),
        ({}, False),
        ({"cookie": "looks=sepia.large"}, False),
        ({"cookie": "session=x"}, True),
        ({"cookie": "looks=a; session=x"}, True),
    ],
)
def test_where_a_request_comes_from_is_told_by_its_headers(
    headers: dict[str, str], foreign: bool
) -> None:
    assert is_foreign(Headers({**HOST, **headers})) is foreign


PATHS = ("/sign-in", "/sign-out", "/people/invite", "/restrictions", "/looks", "/adult", "/x")


@pytest.mark.parametrize("has_accounts", [True, False])
def test_a_stranger_page_acts_nowhere(tmp_path: Path, has_accounts: bool) -> None:
    make_empty(tmp_path)
    add_people(tmp_path)
    browser = House(tmp_path, has_accounts=has_accounts).browser()
    for path, method in product(PATHS, ("POST", "PUT", "PATCH", "DELETE")):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.example"}):
            answer = browser.ask(path, method=method, headers=headers)
            assert answer.status_code == 403, (path, method)
            assert "another site" in answer.text
            assert answer.headers["content-security-policy"] == POLICY


def test_a_browser_that_does_not_say_where_it_is_does_nothing_with_a_session(
    tmp_path: Path,
) -> None:
    make_empty(tmp_path)
    add_people(tmp_path)
    browser = House(tmp_path).browser("Ada")
    assert browser.ask("/sign-out", method="POST").status_code == 403
    assert browser.ask("/people").status_code == 200
    assert browser.send("/sign-out").status_code == 303


def test_a_program_with_a_key_need_not_say_where_it_is(tmp_path: Path) -> None:
    make_empty(tmp_path)
    ada = add_people(tmp_path)["Ada"]
    house = House(tmp_path)
    key = give_token(tmp_path, ada, "a", "admin")
    form = {"kind": "rating", "value": "Explicit", "least": "reader", "step": "do"}
    answer = house.browser().ask("/restrictions", method="POST", headers=key, form=form)
    assert answer.status_code == 303


def test_a_problem_of_the_api_has_its_one_shape(tmp_path: Path) -> None:
    make_empty(tmp_path)
    answer = (
        House(tmp_path)
        .browser()
        .ask("/api/v1/works", method="POST", headers={"Sec-Fetch-Site": "cross-site"})
    )
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}
