"""The review queue on the web: forms that lead on, for curators, without a script."""

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from fonds.app.review_queue import find_next, list_questions
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.acts import iter_acts
from fonds.library.claims import claims_of
from fonds.library.entries import get_entry
from fonds.library.opening import close_library, open_library
from fonds.library.redirects import find_redirect
from fonds.library.restrictions import put_restriction
from fonds.library.settings import put_setting
from fonds.web.api import review as review_api
from fonds.web.api.site import list_routes
from fonds.web.review import read_token, write_token
from tests.web.review_site import make_review_library
from tests.web.visitors import ORIGIN, Browser, House, add_people

CLOCK = "2024-05-02T12:00:00Z"
WORKS = 227
"""As many as hold each kind of question once."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queue")
    make_review_library(folder, WORKS)
    add_people(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy for one test: answers change it."""
    for path in made.rglob("*"):
        copy = tmp_path / "library" / path.relative_to(made)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return tmp_path / "library"


@pytest.fixture
def house(folder: Path) -> Iterator[House]:
    made = House(folder)
    yield made
    made.app.state.room.catching_up.close()


@pytest.fixture
def cora(house: House) -> Browser:
    return house.browser("Cora")


def _fields(page: str) -> dict[str, str]:
    """What the form of a question sends, but for the button."""
    form = page.partition('class="answers"')[2].partition("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in hidden}


def _asked(page: str) -> tuple[str, int]:
    found = re.search(r'data-field="([a-z-]+)".*?data-works="(\d+)"', page, re.DOTALL)
    assert found is not None, "nothing is asked"
    return found[1], int(found[2])


def _answer(cora: Browser, page: str, do: str, **more: str) -> str:
    sent = cora.send("/review", {**_fields(page), "do": do, **more})
    assert sent.status_code == 303, sent.text
    return cora.page(sent.headers["location"])


def test_only_curators_review(house: House) -> None:
    assert house.browser().ask("/review").status_code == 303
    assert house.browser("Rea").ask("/review").status_code == 403
    assert house.browser("Rea").send("/review", {"do": "back"}).status_code == 403
    assert house.browser("Cora").ask("/review/queue").status_code == 200


def test_the_question_worth_most_comes_first_with_its_words_and_keys(cora: Browser) -> None:
    page = cora.page("/review")
    assert _asked(page) == ("rating", 45)
    assert "What are these rated?" in page
    assert "One answer settles <strong>45 works</strong>" in page
    assert re.search(r"Rating: <mark>my aunt \d+ may read it</mark>", page)
    assert all(f'data-key="{key}"' in page for key in "123450swo")
    assert "<kbd>?</kbd>" in page


def test_an_answer_leads_on_and_can_be_taken_back(cora: Browser, folder: Path) -> None:
    first = cora.page("/review?field=creators")
    second = _answer(cora, first, "accept", why="It says so at the top.")
    assert "Nothing is left to ask about authors" in second
    second = cora.page(f"/review?sitting={_fields(second)['sitting']}")
    assert _asked(second) != _asked(first)
    assert "1 answered in this sitting" in second
    library = open_library(folder)
    (act,) = iter_acts(library)
    assert (act.kind, act.changes, act.why) == ("review", 50, "It says so at the top.")
    assert act.by.startswith("Cora, ")
    back = _answer(cora, second, "back")
    assert _asked(back) == _asked(first)
    assert [one.kind for one in iter_acts(library)] == ["undo", "review"]
    close_library(library)


def test_another_value_is_typed_or_refused_with_what_was_typed(cora: Browser, folder: Path) -> None:
    page = cora.page("/review?field=date")
    field, works = _asked(page)
    wrong = cora.send("/review", {**_fields(page), "do": "typed", "typed": "some day"})
    assert wrong.status_code == 400
    assert "That is no date" in wrong.text
    assert 'value="some day"' in wrong.text
    assert _asked(wrong.text) == (field, works)
    empty = cora.send("/review", {**_fields(page), "do": "typed", "typed": " "})
    assert "Type an answer first" in empty.text
    _answer(cora, page, "typed", typed="March 2001")
    library = open_library(folder)
    (act,) = iter_acts(library)
    assert act.changes == works
    close_library(library)


def test_a_number_takes_that_answer_and_zero_says_that_there_is_none(
    cora: Browser, folder: Path
) -> None:
    _answer(cora, cora.page("/review?field=rating"), "4")
    page = _answer(cora, cora.page("/review?field=title"), "none")
    library = open_library(folder)
    ratings = [get_entry(library, one).rating for one in _works_of(folder, 2)]
    assert set(ratings) == {"Mature"}
    assert {get_entry(library, one).title for one in _works_of(folder, 1)} == {None}
    close_library(library)
    assert "title" in page


def _works_of(folder: Path, back: int) -> list[str]:
    """The works of the act so many acts ago."""
    library = open_library(folder)
    rows = library.connection.execute(
        "SELECT work_id FROM act_change WHERE act = (SELECT max(id) + 1 - ? FROM act)", (back,)
    ).fetchall()
    close_library(library)
    return [str(row[0]) for row in rows]


def test_what_was_put_off_comes_no_more_until_it_is_taken_back(cora: Browser) -> None:
    page = cora.page("/review?field=kind")
    following = _answer(cora, page, "off")
    assert _fields(following)["question"] != _fields(page)["question"]
    assert "1 put off" in following
    back = _answer(cora, following, "back")
    assert _fields(back)["question"] == _fields(page)["question"]


def test_works_are_asked_about_one_by_one(cora: Browser, folder: Path) -> None:
    whole = cora.page("/review?field=fandoms")
    _, count = _asked(whole)
    part = _answer(cora, whole, "split")
    assert _asked(part) == ("fandoms", 1)
    assert "Asked of this work alone." in part
    following = _answer(cora, part, "typed", typed="Oz")
    assert _asked(following) == ("fandoms", 1)
    assert _fields(following)["question"] != _fields(part)["question"]
    later = _answer(cora, following, "off")
    assert _asked(later) == ("fandoms", 1)
    left = cora.page("/review?field=fandoms")
    assert _asked(left) == ("fandoms", count - 2)
    assert len(_works_of(folder, 2)) == 1


def test_editions_are_merged_or_kept_apart_for_good(cora: Browser, folder: Path) -> None:
    page = cora.page("/review?field=editions")
    assert "Are these one story?" in page
    assert re.search(r'href="/works/w[a-z0-9]+/difference/w[a-z0-9]+"', page)
    before = _left(cora)
    following = _answer(cora, page, "accept")
    library = open_library(folder)
    (gone,) = (one for one in _works_of(folder, 1) if find_redirect(library, one))
    assert library.connection.execute(
        "SELECT count(*) FROM doubt WHERE work_id = ?", (gone,)
    ).fetchone() == (0,)
    close_library(library)
    assert _left(cora) == before - 1
    _answer(cora, following, "1")
    assert _left(cora) == before - 2
    assert _fields(following)["question"] not in cora.page("/review/queue")


def _left(cora: Browser) -> int:
    page = cora.page("/review?field=editions")
    found = re.search(r"(\d+) left", page)
    assert found is not None
    return int(found[1])


def test_one_decision_about_a_name_settles_all_its_works(cora: Browser, folder: Path) -> None:
    page = cora.page("/review?field=tag")
    _, works = _asked(page)
    assert works == 25
    assert "What does the relationship" in page
    following = _answer(cora, page, "accept")
    shelf = open_shelf(folder)
    with_name = [
        row[0]
        for row in shelf.library.connection.execute(
            "SELECT work_id FROM work_tag WHERE kind = 'relationship'"
        )
    ]
    entries = [get_entry(shelf.library, one) for one in with_name]
    assert {one.relationships for one in entries} == {("Sherlock Holmes/John Watson",)}
    assert all(one.typed for one in entries)
    close_shelf(shelf)
    again = _answer(cora, following, "back")
    assert _fields(again)["question"] == _fields(page)["question"]


def test_what_is_odd_was_looked_at_and_stays_settled(cora: Browser, folder: Path) -> None:
    for field, asks in (("damage", "Is this text whole?"), ("missing-parts", "all there is")):
        page = cora.page(f"/review?field={field}")
        assert asks in page
        token = _fields(page)["question"]
        following = _answer(cora, page, "accept")
        assert token not in following
        shelf = open_shelf(folder)
        meant = read_token(token)
        assert meant is not None
        left = [*list_questions(shelf), *list_questions(shelf, is_put_off=True)]
        assert meant not in {(one.field, one.key) for one in left}
        close_shelf(shelf)
        assert _fields(_answer(cora, following, "back"))["question"] == token


def test_a_question_that_has_changed_is_shown_again_before_it_is_answered(
    cora: Browser, house: House
) -> None:
    page = cora.page("/review?field=fandoms")
    part = _answer(cora, page, "split")
    _answer(cora, part, "typed", typed="Oz")
    late = cora.send("/review", {**_fields(page), "do": "none"})
    assert late.status_code == 400
    assert "has changed since it was shown" in late.text
    ada = house.browser("Ada")
    first = ada.page("/review?field=kind")
    _answer(cora, cora.page("/review?field=kind"), "accept")
    late = ada.send("/review", {**_fields(first), "do": "accept"})
    assert "was settled meanwhile" in late.text


def test_nobody_takes_back_what_another_answered(cora: Browser, house: House) -> None:
    page = _answer(cora, cora.page("/review"), "2")
    sitting = _fields(page)["sitting"]
    ada = house.browser("Ada")
    assert "answered in this sitting" not in ada.page(f"/review?sitting={sitting}")
    sent = ada.send("/review", {"do": "back", "sitting": sitting})
    assert sent.status_code == 400
    assert "nothing to take back" in sent.text


def test_works_hidden_from_a_curator_are_not_asked_about(cora: Browser, folder: Path) -> None:
    _, works = _asked(cora.page("/review?field=creators"))
    shelf = open_shelf(folder)
    question, _ = find_next(shelf, fields=["creators"])
    assert question is not None
    for work_id in question.works[:2]:
        put_restriction(
            shelf.library, "work", work_id, "administrator", by="Ada", clock=CLOCK, why=""
        )
    (kind, _) = find_next(shelf, fields=["kind"])
    assert kind is not None
    put_restriction(
        shelf.library, "work", kind.works[0], "administrator", by="Ada", clock=CLOCK, why=""
    )
    close_shelf(shelf)
    page = cora.page("/review?field=creators")
    assert _asked(page) == ("creators", works - 2)
    _answer(cora, page, "accept")
    library = open_library(folder)
    for work_id in question.works[:2]:
        assert all(one.basis != "curated" for one in claims_of(library, work_id))
    close_library(library)
    token = write_token("kind", kind.key)
    assert token not in cora.page("/review/queue?field=kind")
    assert _fields(cora.page(f"/review?asked={token}"))["question"] != token


def test_the_queue_says_what_is_asked_and_leads_there(cora: Browser) -> None:
    page = cora.page("/review/queue")
    kinds = re.findall(r'<li><a href="(/review\?field=[a-z-]+)">', page)
    assert len(kinds) >= 8
    for url in kinds:
        assert _asked(cora.page(url))[0] == url.rpartition("=")[2]
    listed = re.findall(r'<li><a href="(/review\?asked=[^"]+)"', page)
    assert len(listed) == len(set(listed)) > 10
    assert "settles 50" in page
    assert cora.page(unescape(listed[-1])).count('class="question"') == 1


@pytest.mark.parametrize(
    "url",
    ["/review?asked=%F0", "/review?asked=!!!!", "/review?each=abc", "/review?sitting=-1"],
)
def test_an_address_that_means_nothing_shows_the_queue(cora: Browser, url: str) -> None:
    assert 'class="question"' in cora.page(url)


def test_forms_of_others_are_refused(cora: Browser) -> None:
    assert cora.ask("/review?field=body").status_code == 400
    fields = _fields(cora.page("/review"))
    assert cora.send("/review", {**fields, "do": "77"}).status_code == 400
    assert cora.send("/review", {**fields, "do": "drop"}).status_code == 400
    assert cora.send("/review", {"do": "accept", "question": "x"}).status_code == 400
    foreign = cora.ask("/review", method="POST", headers={"Origin": "http://elsewhere.example"})
    assert foreign.status_code == 403


def test_a_library_of_before_is_looked_through_once(cora: Browser, house: House) -> None:
    shelf = house.app.state.room.shelf
    library = open_library(shelf.library.folder)
    library.connection.execute("DELETE FROM doubt")
    put_setting(library, "doubts", None)
    close_library(library)
    page = cora.page("/review")
    assert "Nothing is left to ask" in page
    assert "has not yet looked through" in page
    assert cora.send("/review/look").status_code == 303
    assert house.app.state.room.looking.wait(60)
    assert _asked(cora.page("/review"))[0] == "rating"


def test_the_index_catches_up_behind_the_page(cora: Browser, house: House) -> None:
    page = cora.page("/review?field=creators")
    _answer(cora, page, "typed", typed="Nell Harrow")
    assert house.app.state.room.catching_up.wait(30)
    found = cora.page("/?q=author:harrow")
    assert "50" in found


def test_programs_read_the_queue_and_answer(house: House, cora: Browser) -> None:
    if not any(getattr(one, "path", "") == "/api/v1/review" for one in list_routes()):
        house.app.include_router(review_api.router)
    listed = cora.ask("/api/v1/review?field=creators").json()
    (one,) = listed["items"]
    assert (listed["total"], one["works"], one["asks"]) == (1, 50, "Who wrote these?")
    wish = {"question": one["question"], "stand": one["stand"], "take": 0, "why": "It says so."}
    wrong = _post(house.app, cora, wish | {"take": 9})
    assert wrong.status_code == 422
    assert _post(house.app, cora, wish | {"stand": "1-x"}).status_code == 409
    assert _post(house.app, cora, wish | {"question": "x"}).status_code == 404
    done = _post(house.app, cora, wish)
    assert done.status_code == 200, done.text
    assert (done.json()["works"], done.json()["sitting"]) == (50, 1)
    assert cora.ask("/api/v1/review?field=creators").json()["total"] == 0
    assert house.browser("Rea").ask("/api/v1/review").status_code == 403


def _post(app: FastAPI, cora: Browser, wish: dict[str, object]) -> httpx.Response:
    """Send JSON, which no form does."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            cookie = "; ".join(f"{name}={value}" for name, value in cora.cookies.items())
            headers = {"Origin": ORIGIN, "Cookie": cookie}
            return await client.post("/api/v1/review/answers", json=wish, headers=headers)

    return asyncio.run(send())
