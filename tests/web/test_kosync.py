"""KOReader's protocol: its answers word for word, and positions that cross over."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from fastapi import Request

from fonds.library.opening import close_library, open_library
from fonds.library.people import end_person
from fonds.library.positions import (
    Position,
    find_position,
    list_positions_of,
    put_device,
    put_position,
)
from fonds.library.restrictions import put_restriction
from fonds.library.tokens import add_token, list_tokens
from fonds.publish.koreader import digest_partly
from fonds.web.kosync import read_body
from tests.web.e_readers import Household, Made, Reader, make_library
from tests.web.heaps import CLOCK, make_heap

DOCUMENT = "0123456789abcdef0123456789abcdef"
CHAPTER_2 = "/body/DocFragment[6]/body/section/p[1]/text().0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_library(tmp_path_factory.mktemp("made"), make_heap())


@pytest.fixture
def home(made: Made, tmp_path: Path) -> Household:
    return made.copy(tmp_path)


def tell(**changes: Any) -> dict[str, Any]:
    body = {
        "document": DOCUMENT,
        "progress": CHAPTER_2,
        "percentage": 0.42,
        "device": "Kobo_nova",
        "device_id": "AB12",
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def read_body_of(data: bytes) -> Any:
    """Read a body as the route does."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": data, "more_body": False}

    request = Request({"type": "http", "method": "PUT", "headers": []}, receive)
    return asyncio.run(read_body(request))


def fetch(home: Household, reader: Reader, work_id: str) -> str:
    """Download a book as an e-reader does; give KOReader's name for it."""
    answer = reader.ask(f"/works/{work_id}/download/epub")
    assert answer.status_code == 200
    return digest_partly(answer.content)


def test_the_server_is_there(home: Household) -> None:
    answer = home.reader().ask("/kosync/healthcheck")
    assert (answer.status_code, answer.json()) == (200, {"state": "OK"})


def test_name_and_key_are_checked(home: Household) -> None:
    for name in ("Jane", "Zoë"):
        answer = home.reader(name).sync("GET", "/users/auth")
        assert (answer.status_code, answer.json()) == (200, {"authorized": "OK"})
    strangers = (
        Reader(home.app, "Jane", "wrong"),
        Reader(home.app, "Zoë", home.keys["Jane"]),
        Reader(home.app, "", home.keys["Jane"]),
        Reader(home.app, "Jane", ""),
        home.reader(),
    )
    for reader in strangers:
        for method, path in (
            ("GET", "/users/auth"),
            ("GET", f"/syncs/progress/{DOCUMENT}"),
            ("PUT", "/syncs/progress"),
        ):
            answer = reader.sync(method, path, tell() if method == "PUT" else None)
            assert answer.status_code == 401
            assert answer.json() == {"code": 2001, "message": "Unauthorized"}


def test_a_key_for_other_things_and_one_of_somebody_gone_do_not_hold(home: Household) -> None:
    library = open_library(home.folder)
    jane = home.people["Jane"].id
    add_token(library, jane, "reading", ["read"], secret="for-reading-only", clock=CLOCK)
    assert (
        Reader(home.app, "Jane", "for-reading-only").sync("GET", "/users/auth").status_code == 401
    )
    end_person(library, jane, clock=CLOCK)
    assert home.reader("Jane").sync("GET", "/users/auth").status_code == 401
    close_library(library)


def test_nobody_registers_here(home: Household) -> None:
    body = {"username": "else", "password": "x"}
    answer = home.reader().ask("/kosync/users/create", method="POST", body=body)
    assert answer.status_code == 402
    assert "device key" in answer.json()["message"]


def test_a_position_is_given_back_as_it_was_told(home: Household) -> None:
    kobo = home.reader("Jane")
    answer = kobo.sync("PUT", "/syncs/progress", tell())
    now = int(home.clock.moment.timestamp())
    assert answer.status_code == 200
    assert answer.json() == {"document": DOCUMENT, "timestamp": now}
    answer = kobo.sync("GET", f"/syncs/progress/{DOCUMENT}")
    assert answer.status_code == 200
    assert answer.json() == {**tell(), "timestamp": now}


def test_the_last_device_wins_and_each_person_has_their_own(home: Household) -> None:
    jane, zoe = home.reader("Jane"), home.reader("Zoë")
    jane.sync("PUT", "/syncs/progress", tell())
    home.clock.pass_time(60)
    jane.sync("PUT", "/syncs/progress", tell(percentage=0.2, device="Kindle", device_id=None))
    answer = jane.sync("GET", f"/syncs/progress/{DOCUMENT}").json()
    assert (answer["percentage"], answer["device"]) == (0.2, "Kindle")
    assert "device_id" not in answer
    answer = zoe.sync("GET", f"/syncs/progress/{DOCUMENT}")
    assert (answer.status_code, answer.json()) == (200, {})


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (tell(document=None), 403, 2004),
        (tell(document=""), 403, 2004),
        (tell(document="a:b"), 403, 2004),
        (tell(document=7), 403, 2004),
        (tell(document="../x"), 403, 2003),
        (tell(document="a" * 101), 403, 2003),
        (tell(progress=None), 403, 2003),
        (tell(device=None), 403, 2003),
        (tell(device={}), 403, 2003),
        (tell(percentage=None), 403, 2003),
        (tell(percentage="much"), 403, 2003),
        (tell(percentage="nan"), 403, 2003),
        (tell(percentage=1e400), 403, 2003),
        (tell(percentage=True), 403, 2003),
        (tell(progress="x" * 1001), 403, 2003),
        ([], 400, 103),
        (None, 400, 103),
    ],
)
def test_what_is_no_position_is_refused(home: Household, body: Any, status: int, code: int) -> None:
    jane = home.reader("Jane")
    if isinstance(body, dict) and body.get("percentage") == float("inf"):
        body = tell(percentage="1e400")
    answer = jane.sync("PUT", "/syncs/progress", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert jane.sync("GET", f"/syncs/progress/{DOCUMENT}").json() == {}


def test_numbers_in_strings_count_as_lua_counts_them(home: Household) -> None:
    jane = home.reader("Jane")
    assert jane.sync("PUT", "/syncs/progress", tell(percentage="0.5")).status_code == 200
    assert jane.sync("GET", f"/syncs/progress/{DOCUMENT}").json()["percentage"] == 0.5


def test_a_body_without_end_is_not_read_to_its_end(home: Household) -> None:
    answer = home.reader("Jane").sync("PUT", "/syncs/progress", tell(progress="x" * 200_000))
    assert answer.status_code == 400


def test_a_body_of_brackets_is_no_fault_of_ours(home: Household) -> None:
    body: list[Any] = []
    for _ in range(900):
        body = [body]
    assert home.reader("Jane").sync("PUT", "/syncs/progress", body).status_code == 400
    assert read_body_of(b"[" * 60_000) is None


def test_odd_documents_are_asked_for_in_vain(home: Household) -> None:
    jane = home.reader("Jane")
    assert jane.sync("GET", "/syncs/progress/a:b").status_code == 403
    assert jane.sync("GET", "/syncs/progress/none").json() == {}


def test_a_position_in_our_book_is_one_in_the_story(home: Household) -> None:
    jane, letters = home.reader("Jane"), home.works["dracula/letters.txt"]
    document = fetch(home, jane, letters)
    jane.sync("PUT", "/syncs/progress", tell(document=document))
    library = open_library(home.folder)
    (placed,) = list_positions_of(library, home.people["Jane"].id, letters)
    assert placed.device.name == "Kobo_nova"
    assert placed.position.chapter == 2
    assert placed.position.quote.startswith("They climbed the steps together.")
    assert placed.position.fraction == pytest.approx(0.42)
    assert list_positions_of(library, home.people["Zoë"].id, letters) == ()
    close_library(library)


def test_a_place_that_cannot_be_read_is_found_by_its_share(home: Household) -> None:
    jane, letters = home.reader("Jane"), home.works["dracula/letters.txt"]
    document = fetch(home, jane, letters)
    jane.sync("PUT", "/syncs/progress", tell(document=document, progress="17", percentage=0.99))
    library = open_library(home.folder)
    (placed,) = list_positions_of(library, home.people["Jane"].id, letters)
    assert placed.position.chapter == 3
    close_library(library)


def test_a_newer_position_of_the_web_is_told_to_the_e_reader(home: Household) -> None:
    jane, letters = home.reader("Jane"), home.works["dracula/letters.txt"]
    document = fetch(home, jane, letters)
    jane.sync("PUT", "/syncs/progress", tell(document=document))
    person = home.people["Jane"].id
    home.clock.pass_time(600)
    library = open_library(home.folder)
    at = "2024-06-01T20:10:00Z"
    put_device(library, person, "phone", "Jane's phone", clock=at)
    spot = find_position(library, person, "phone", letters)
    assert spot is None
    put_position(library, person, "phone", letters, Position(3, 8, 0.8, "", at), clock=at)
    answer = jane.sync("GET", f"/syncs/progress/{document}").json()
    assert answer["device"] == "Jane's phone"
    assert answer["progress"].startswith("/body/DocFragment[7]/body/section/")
    assert 0.5 < answer["percentage"] <= 1
    assert answer["timestamp"] == int(home.clock.moment.timestamp())
    # Read on there, the e-reader is ahead again, and is told its own words.
    home.clock.pass_time(60)
    jane.sync("PUT", "/syncs/progress", tell(document=document, percentage=0.9))
    assert jane.sync("GET", f"/syncs/progress/{document}").json()["device"] == "Kobo_nova"
    close_library(library)


def test_a_place_is_found_again_by_its_words(home: Household) -> None:
    jane, letters = home.reader("Jane"), home.works["dracula/letters.txt"]
    document, person = fetch(home, jane, letters), home.people["Jane"].id
    library = open_library(home.folder)
    put_device(library, person, "phone", "Phone", clock=CLOCK)
    # As it was counted before the story was read anew, with another number.
    moved = Position(3, 8, 0.6, "They climbed the steps together.", CLOCK)
    put_position(library, person, "phone", letters, moved, clock=CLOCK)
    close_library(library)
    assert jane.sync("GET", f"/syncs/progress/{document}").json()["progress"] == CHAPTER_2


def test_when_a_key_was_used_is_noted(home: Household) -> None:
    home.reader("Jane").sync("GET", "/users/auth")
    library = open_library(home.folder)
    (token,) = list_tokens(library, home.people["Jane"].id)
    assert token.used == "2024-06-01T20:00:00Z"
    close_library(library)


def test_two_e_readers_read_one_story_in_turns(home: Household) -> None:
    letters = home.works["dracula/letters.txt"]
    kobo, kindle = home.reader("Jane"), home.reader("Jane")
    one, other = fetch(home, kobo, letters), fetch(home, kindle, letters)
    assert one == other
    kobo.sync("PUT", "/syncs/progress", tell(document=one))
    answer = kindle.sync("GET", f"/syncs/progress/{other}").json()
    assert (answer["progress"], answer["device"]) == (CHAPTER_2, "Kobo_nova")
    home.clock.pass_time(60)
    there = "/body/DocFragment[7]/body/section/p[1]/text().9"
    kindle.sync(
        "PUT",
        "/syncs/progress",
        tell(document=other, progress=there, percentage=0.8, device="Kindle", device_id="K1"),
    )
    answer = kobo.sync("GET", f"/syncs/progress/{one}").json()
    assert (answer["progress"], answer["percentage"]) == (there, 0.8)


def test_a_hidden_work_is_a_book_like_any_other(home: Household) -> None:
    jane, letters = home.reader("Jane"), home.works["dracula/letters.txt"]
    document = fetch(home, jane, letters)
    library = open_library(home.folder)
    put_restriction(library, "work", letters, "curator", by="Zoë", clock=CLOCK)
    person = home.people["Jane"].id
    put_device(library, person, "phone", "Phone", clock=CLOCK)
    put_position(library, person, "phone", letters, Position(1, 1, 0, "", CLOCK), clock=CLOCK)
    assert jane.sync("GET", f"/syncs/progress/{document}").json() == {}
    answer = jane.sync("PUT", "/syncs/progress", tell(document=document))
    assert answer.status_code == 200
    assert jane.sync("GET", f"/syncs/progress/{document}").json()["progress"] == CHAPTER_2
    assert len(list_positions_of(library, person, letters)) == 1
    close_library(library)
