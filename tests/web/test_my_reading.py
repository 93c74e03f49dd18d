"""My reading: places and kept passages, by script, by program and by forms alone."""

import asyncio
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fonds.library.opening import close_library, open_library
from fonds.library.people import add_person
from fonds.library.restrictions import put_restriction
from fonds.library.sessions import begin_session
from tests.web.heaps import CLOCK, LATER, make_heap, make_library_folder
from tests.web.reading_site import make_reading_app

ABBEY = "They climbed the steps together."


class Reading:
    """A site without accounts, and one work of three chapters on it."""

    def __init__(self, folder: Path, app: FastAPI, works: dict[str, str]) -> None:
        self.folder = folder
        self.app = app
        self.works = works
        self.work = works["dracula/letters.txt"]
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://fonds.example", cookies=self.cookies
            ) as client:
                client.headers["Sec-Fetch-Site"] = "same-origin"
                answer = await client.request(method, url, **more)
                self.cookies |= dict(client.cookies)
                return answer

        return asyncio.run(send())

    def put(self, paragraph: int, **more: Any) -> httpx.Response:
        body = {"chapter": 2, "paragraph": paragraph, "fraction": 0.5, **more}
        return self.ask("PUT", f"/api/v1/me/positions/{self.work}", json=body)

    def keep(self, **more: Any) -> httpx.Response:
        place = {"paragraph": 5, "start": 5, "end_paragraph": 5, "end": 12, "work_id": self.work}
        return self.ask("POST", "/api/v1/me/annotations", json={**place, **more})

    def read(self, rest: str = "") -> str:
        return self.ask("GET", f"/works/{self.work}/read{rest}").text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("reading")
    heap = make_heap()
    names = ("dracula/letters.txt", "untitled.txt")
    return folder, make_library_folder(folder, {name: heap[name] for name in names})


@pytest.fixture
def reading(made: tuple[Path, dict[str, str]]) -> Iterator[Reading]:
    folder, works = made
    yield Reading(folder, make_reading_app(folder), works)
    library = open_library(folder)
    for table in ("annotation", "position", "device", "restriction"):
        library.connection.execute(f"DELETE FROM {table}")
    close_library(library)


def test_a_browser_gets_a_word_of_chance_to_know_it_by(reading: Reading) -> None:
    answer = reading.ask("GET", f"/works/{reading.work}/read")
    cookie = answer.headers["set-cookie"]
    assert re.search(r"\bdevice=[A-Za-z0-9_-]{22}; HttpOnly;", cookie)
    assert "set-cookie" not in reading.ask("GET", f"/works/{reading.work}/read").headers


def test_a_place_is_kept_and_comes_back_with_the_page(reading: Reading) -> None:
    reading.read()
    sent = reading.put(6, quote='"You are out of breath,"')
    assert sent.status_code == 200
    assert sent.json()["is_kept"]
    assert 'data-own="6"' in reading.read("/2")
    found = reading.ask("GET", f"/api/v1/me/positions/{reading.work}").json()
    assert [(one["paragraph"], one["is_this_device"]) for one in found["items"]] == [(6, True)]
    assert (found["total"], found["next"]) == (1, None)


def test_an_older_place_that_comes_late_does_not_win(reading: Reading) -> None:
    reading.put(6, at="2024-05-02T12:00:00Z")
    late = reading.put(5, at="2024-05-02T13:00:00+02:00").json()
    assert (late["is_kept"], late["paragraph"]) == (False, 6)
    newer = reading.put(7, at="2024-05-02T12:00:01Z").json()
    assert (newer["is_kept"], newer["paragraph"]) == (True, 7)


def test_another_device_that_is_further_on_is_offered_in_one_line(reading: Reading) -> None:
    reading.put(6, device="the-desk-of-mine", device_name="the desk")
    page = reading.read()
    assert f'the desk is further on: <a href="/works/{reading.work}/read/2#p-6">' in page
    reading.put(7, fraction=0.9)
    assert "further on" not in reading.read()
    assert "further on" not in reading.read("/all")


def test_who_stopped_in_another_chapter_is_led_there(reading: Reading) -> None:
    reading.read()
    reading.put(6)
    assert f'You stopped elsewhere: <a href="/works/{reading.work}/read/2#p-6">' in reading.read()
    assert "stopped elsewhere" not in reading.read("/2")


@pytest.mark.parametrize(
    "body",
    [
        {}, {"chapter": 0, "paragraph": 1, "fraction": 0}, [],
        {"chapter": 1, "paragraph": 1, "fraction": 2},
        {"chapter": 1, "paragraph": 1 << 70, "fraction": 0},
        {"chapter": 1, "paragraph": 1, "fraction": 0, "at": "yesterday"},
        {"chapter": 1, "paragraph": 1, "fraction": 0, "at": "2024-01-01T00:00:00"},
        {"chapter": 1, "paragraph": 1, "fraction": 0, "device": "x y"},
    ],
)  # fmt: skip
def test_odd_places_are_refused_as_problems(reading: Reading, body: Any) -> None:
    answer = reading.ask("PUT", f"/api/v1/me/positions/{reading.work}", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_places_are_forgotten_when_asked_to(reading: Reading) -> None:
    reading.put(6)
    url = f"/api/v1/me/positions/{reading.work}"
    assert reading.ask("DELETE", url).status_code == 204
    assert reading.ask("GET", url).json()["total"] == 0


def test_a_passage_is_kept_noted_shown_and_removed(reading: Reading) -> None:
    made = reading.keep()
    assert made.status_code == 201
    kept = made.json()
    assert kept["quote"] == "climbed"
    assert made.headers["location"] == f"/api/v1/me/annotations/{kept['id']}"
    mark = f'<mark class="kept" data-note="{kept["id"]}" id="note-{kept["id"]}">climbed</mark>'
    assert mark in reading.read("/2")
    url = f"/api/v1/me/annotations/{kept['id']}"
    assert reading.ask("PATCH", url, json={"note": "Steps!"}).json()["note"] == "Steps!"
    assert 'class="kept noted"' in reading.read("/2")
    assert reading.ask("GET", url).json()["note"] == "Steps!"
    assert reading.ask("DELETE", url).status_code == 204
    assert reading.ask("GET", url).status_code == 404
    assert "<mark" not in reading.read("/2")


def test_the_words_decide_where_a_place_is_only_nearly_right(reading: Reading) -> None:
    assert reading.keep(start=3, end=9, quote="climbed\n the  steps").json()["start"] == 5
    lost = reading.keep(quote="Nobody ever wrote this here.")
    assert lost.status_code == 409
    assert reading.keep(paragraph=99, end_paragraph=99).status_code == 409


def test_the_list_is_given_in_pieces(reading: Reading) -> None:
    ids = [reading.keep(start=start).json()["id"] for start in (0, 5, 6)]
    url = f"/api/v1/me/annotations?work={reading.work}&limit=2"
    first = reading.ask("GET", url).json()
    assert ([one["id"] for one in first["items"]], first["total"]) == (ids[:2], 3)
    rest = reading.ask("GET", f"{url}&cursor={first['next']}").json()
    assert ([one["id"] for one in rest["items"]], rest["next"]) == (ids[2:], None)


def test_a_private_note_never_stands_beside_words_that_a_link_could_have_typed(
    reading: Reading,
) -> None:
    reading.keep()
    assert "data-note" in reading.read("/all")
    assert "data-note" not in reading.read("/all?find=steps")


def test_notes_and_places_need_no_script(reading: Reading) -> None:
    choice = reading.ask("GET", f"/works/{reading.work}/notes/choose/2").text
    assert f'<a href="/works/{reading.work}/notes?paragraph=5">They climbed' in choice
    form = reading.ask("GET", f"/works/{reading.work}/notes?paragraph=5").text
    assert '<input type="hidden" name="paragraph" value="5">' in form
    sent = reading.ask(
        "POST", f"/works/{reading.work}/notes", data={"paragraph": "5", "note": "So many."}
    )
    assert sent.status_code == 303
    page = reading.ask("GET", sent.headers["location"]).text
    assert "So many.</textarea>" in page
    assert f'<a href="/works/{reading.work}/read/2#p-5">Chapter 2: The Abbey</a>' in page
    number = re.search(r'name="id" value="(\d+)"', page)
    assert number is not None
    changed = {"id": number[1], "note": "Fewer.", "do": "change"}
    reading.ask("POST", f"/works/{reading.work}/notes", data=changed)
    assert "Fewer.</textarea>" in reading.ask("GET", f"/works/{reading.work}/notes").text
    reading.ask("POST", f"/works/{reading.work}/notes", data={"id": number[1], "do": "remove"})
    assert "Nothing yet." in reading.ask("GET", f"/works/{reading.work}/notes").text
    placed = reading.ask("POST", f"/works/{reading.work}/place", data={"paragraph": "7"})
    assert placed.headers["location"] == f"/works/{reading.work}/read/3#p-7"
    assert "You stopped elsewhere" in reading.read()


def test_what_one_keeps_can_be_saved_as_markdown(reading: Reading) -> None:
    reading.keep(note="*Steps*, and more.", start=0, end=len(ABBEY))
    answer = reading.ask("GET", f"/works/{reading.work}/notes.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# Letters from Whitby by Basil Quill\n")
    assert f"\n## Chapter 2: The Abbey\n\n> {ABBEY}\n\n*Steps*, and more.\n" in answer.text
    assert f"<http://fonds.example/works/{reading.work}/read/2#p-5>" in answer.text


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("GET", "/api/v1/me/positions/{}"), ("PUT", "/api/v1/me/positions/{}"),
        ("DELETE", "/api/v1/me/positions/{}"), ("GET", "/api/v1/me/annotations?work={}"),
        ("GET", "/works/{}/notes"), ("GET", "/works/{}/notes.md"),
        ("GET", "/works/{}/notes/choose"), ("GET", "/works/{}/offline.json"),
        ("POST", "/works/{}/notes"), ("POST", "/works/{}/place"),
        ("GET", "/works/{}/read/all"), ("GET", "/works/{}/read"),
    ],
)  # fmt: skip
def test_a_hidden_work_is_answered_like_one_that_is_not_there(
    reading: Reading, method: str, rest: str
) -> None:
    app = make_reading_app(reading.folder, has_accounts=True)
    told = _sign_in(reading, app)
    body: dict[str, Any] = {}
    if method == "PUT":
        body = {"json": {"chapter": 1, "paragraph": 1, "fraction": 0}}
    elif method == "POST":
        body = {"data": {"paragraph": "1"}}
    hidden = told.ask(method, rest.format(reading.work), **body)
    nowhere = told.ask(method, rest.format("w" + "q" * 10), **body)
    assert (hidden.status_code, nowhere.status_code) == (404, 404)
    assert hidden.text.replace(reading.work, "") == nowhere.text.replace("w" + "q" * 10, "")


def _sign_in(reading: Reading, app: FastAPI) -> Reading:
    """Sign a reader in from whom the work is hidden."""
    library = open_library(reading.folder)
    secret = secrets.token_urlsafe(32)
    person = add_person(library, f"Reader {secret[:8]}", "reader", clock=CLOCK)
    begin_session(
        library, person.id, secret, agent="tests", until="2999-01-01T00:00:00Z", clock=CLOCK
    )
    put_restriction(library, "work", reading.work, "curator", by="tests", clock=LATER)
    close_library(library)
    other = Reading(reading.folder, app, reading.works)
    other.cookies["session"] = secret
    return other


def test_what_was_kept_of_a_work_is_hidden_with_it(reading: Reading) -> None:
    told = _sign_in(reading, make_reading_app(reading.folder, has_accounts=True))
    library = open_library(reading.folder)
    library.connection.execute("DELETE FROM restriction")
    made = told.keep().json()
    put_restriction(library, "work", reading.work, "curator", by="tests", clock=LATER)
    close_library(library)
    assert told.ask("GET", "/api/v1/me/annotations").json() == {
        "items": [], "total": 0, "next": None,
    }  # fmt: skip
    assert told.ask("GET", f"/api/v1/me/annotations/{made['id']}").status_code == 404
    assert told.ask("DELETE", f"/api/v1/me/annotations/{made['id']}").status_code == 404


def test_guests_keep_nothing_and_are_told_where_to_sign_in(reading: Reading) -> None:
    guest = Reading(
        reading.folder, make_reading_app(reading.folder, has_accounts=True), reading.works
    )
    assert "data-can-keep" not in guest.read()
    assert set(guest.cookies) == {"style"}
    assert guest.put(5).status_code == 401
    assert guest.ask("GET", f"/works/{reading.work}/notes").status_code == 303
