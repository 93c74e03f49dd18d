"""Pages of tags and authors: lists, proposals, decisions of many at once, and who may."""

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import msgspec
import pytest

from fonds.library.acts import iter_acts
from fonds.library.claims import put_claims
from fonds.library.entries import get_entry, iter_entries, put_entry
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.library.tags import find_canonical, list_tags, list_works_below
from fonds.model.claim import Claim
from fonds.web import authors, tags
from fonds.web.api import tags as tags_api
from fonds.web.api.site import ROUTERS
from fonds.web.server import PAGES
from tests.library_factories import CLOCK, make_library
from tests.web.visitors import ORIGIN, Browser, House, add_people, give_token

ODD = 'a/b, "c" & <d>\nnew?x=1#y %'

TYPED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Ida Quill", ("Sherlock Holmes/John Watson",), ("Fluff", ODD)),
    ("I. Quill", ("John Watson/Sherlock Holmes",), ("FLUFF",)),
    ("Quill, Ida", ("H/W",), ("fluff", "Angst")),
    ("Moonlace", ("Sherlock Holmes & John Watson",), ("Secret Garden",)),
    ("Ada <ada@letters.example>", (), ("write to ada@letters.example",)),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    heap = {f"{n}.txt": f"A story numbered {n}.".encode() for n in range(len(TYPED))}
    library, _ = make_library(tmp_path, heap)
    for entry, (author, pairings, names) in zip(
        sorted(iter_entries(library), key=lambda one: one.title or ""), TYPED, strict=True
    ):
        put_claims(
            library,
            entry.work_id,
            [
                Claim("creators", [author], "stated", 0.9, (), "test/1"),
                Claim("tags", list(names), "stated", 0.9, (), "test/1"),
            ],
        )
        put_entry(
            library,
            msgspec.structs.replace(
                entry,
                creators=(author,),
                relationships=pairings,
                tags=names,
                rating="Explicit" if "Secret Garden" in names else None,
            ),
        )
    close_library(library)
    people = add_people(tmp_path)
    give_token(tmp_path, people["Cora"], "key-of-cora", "curate")
    give_token(tmp_path, people["Rea"], "key-of-rea", "write")
    made = House(tmp_path)
    for page in (tags, authors):
        if page not in PAGES:
            made.app.include_router(page.router)
    if tags_api.router not in ROUTERS:
        made.app.include_router(tags_api.router)
    yield made
    made.app.state.room.catching_up.close()


@pytest.fixture
def cora(house: House) -> Browser:
    return house.browser("Cora")


def one_url(kind: str, name: str) -> str:
    return f"/tags/one?{urlencode({'kind': kind, 'name': name})}"


def canonical(house: House, kind: str, name: str) -> str:
    library = open_library(house.folder)
    try:
        return find_canonical(library, kind, name)
    finally:
        close_library(library)


def list_names(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'name="name" value="([^"]*)"', page)]


@pytest.mark.parametrize("path", ["/tags", "/tags/proposals", "/authors", one_url("tag", "Fluff")])
def test_pages_are_for_curators(house: House, path: str) -> None:
    assert house.browser().ask(path).status_code == 303
    house.browser("Rea").page(path, status=403)
    house.browser("Cora").page(path)


def test_nobody_else_may_decide(house: House) -> None:
    form = {"kind": "tag", "do": "synonyms", "name": ["FLUFF"], "canonical": "Fluff"}
    assert house.browser("Rea").send("/tags", form).status_code == 403
    assert house.browser().send("/tags", form).status_code in {303, 401, 403}
    assert canonical(house, "tag", "FLUFF") == "FLUFF"


def test_forty_names_are_one_decision_and_one_line_of_history(house: House, cora: Browser) -> None:
    form = {
        "kind": "tag",
        "do": "synonyms",
        "name": ["FLUFF", "fluff", *(f"Fluff {n}" for n in range(38))],
        "canonical": "Fluff",
        "why": "The same feeling",
        "back": "/tags?kind=tag",
    }
    answer = cora.send("/tags", form)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/tags?kind=tag&done=1"
    assert {canonical(house, "tag", one) for one in ("FLUFF", "fluff", "Fluff")} == {"Fluff"}
    library = open_library(house.folder)
    (act,) = iter_acts(library)
    close_library(library)
    assert (act.by, act.why, act.changes) == ("Cora", "The same feeling", 41)
    page = cora.page(answer.headers["location"])
    assert "Made 40 tags synonyms of “Fluff”." in page
    assert 'action="/history/1/undo"' in page


def test_undecided_names_come_first_and_can_be_filtered(cora: Browser) -> None:
    cora.send("/tags", {"kind": "tag", "do": "canonical", "name": ["Fluff"]})
    names = list_names(cora.page("/tags?kind=tag"))
    assert names[-1] == "Fluff"
    assert list_names(cora.page("/tags?kind=tag&state=canonical")) == ["Fluff"]
    assert list_names(cora.page("/tags?kind=tag&q=ang")) == ["Angst"]
    assert "There is no such name." in cora.page("/tags?kind=tag&q=zzz")
    cora.page("/tags?kind=nothing", status=404)


def test_a_name_may_hold_anything(house: House, cora: Browser) -> None:
    page = cora.page(one_url("tag", ODD))
    assert "<d>" not in page
    # Browsers send a line break as two characters.
    sent = ODD.replace("\n", "\r\n")
    form = {"kind": "tag", "do": "synonyms", "name": [sent], "canonical": "Angst"}
    assert cora.send("/tags", form).status_code == 303
    assert canonical(house, "tag", ODD) == "Angst"
    assert "a synonym of" in cora.page(one_url("tag", ODD))


def test_no_address_is_shown_or_sent(cora: Browser) -> None:
    for path in ("/tags?kind=tag", "/tags?kind=author", "/authors", "/tags/proposals?kind=author"):
        assert "ada@letters.example" not in cora.page(path)
    cora.page(one_url("tag", "write to ada@letters.example"), status=404)


def test_proposals_come_with_reasons_and_boxes(house: House, cora: Browser) -> None:
    page = cora.page("/tags/proposals?kind=relationship")
    assert "John Watson/Sherlock Holmes" in list_names(page)
    assert "the pack of Sherlock Holmes knows who that is" in page
    assert "Sherlock Holmes &amp; John Watson" not in page, "& is no synonym of /"
    form = {
        "kind": "relationship",
        "do": "synonyms",
        "name": ["John Watson/Sherlock Holmes"],
        "canonical": "Sherlock Holmes/John Watson",
        "back": "/tags/proposals?kind=relationship",
    }
    cora.send("/tags", form)
    again = cora.page("/tags/proposals?kind=relationship")
    assert "John Watson/Sherlock Holmes" not in list_names(again)


def test_what_the_rules_forbid_is_said_and_not_done(house: House, cora: Browser) -> None:
    form = {
        "kind": "relationship",
        "do": "synonyms",
        "name": ["Sherlock Holmes & John Watson"],
        "canonical": "Sherlock Holmes/John Watson",
        "why": "I am sure",
    }
    answer = cora.send("/tags", form)
    assert answer.status_code == 400
    assert "one is romantic or sexual, the other is not" in answer.text
    assert 'value="I am sure"' in answer.text, "what was typed is kept"
    library = open_library(house.folder)
    assert list(iter_acts(library)) == []
    close_library(library)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"do": "synonyms", "canonical": "Fluff"}, "Choose the names"),
        ({"do": "synonyms", "name": ["FLUFF"], "canonical": " "}, "Say which name"),
        ({"do": "synonyms", "name": ["FLUFF"], "canonical": "x" * 1001}, "1000 characters"),
    ],
)
def test_a_form_that_says_too_little_says_so(
    cora: Browser, form: dict[str, str | list[str]], said: str
) -> None:
    answer = cora.send("/tags", {"kind": "tag", **form})
    assert (answer.status_code, said in answer.text) == (400, True)


def test_a_form_of_nobody_is_refused(cora: Browser) -> None:
    assert cora.send("/tags", {"kind": "tag", "do": "x", "name": ["Fluff"]}).status_code == 400
    assert cora.send("/tags", {"kind": "x", "do": "leave", "name": ["Fluff"]}).status_code == 404


def test_broader_names_and_history_stand_on_a_names_page(cora: Browser) -> None:
    cora.send("/tags", {"kind": "tag", "do": "synonyms", "name": ["fluff"], "canonical": "Fluff"})
    cora.send("/tags", {"kind": "tag", "do": "broader", "name": ["Fluff"], "canonical": "Moods"})
    page = cora.page(one_url("tag", "Fluff"))
    assert "Stands for" in page
    assert "Moods" in page
    assert "Put “Fluff” under “Moods”" in page
    assert "Fluff" in cora.page(one_url("tag", "Moods"))
    form = {"kind": "tag", "do": "no-broader", "name": ["Fluff"], "broader": "Moods"}
    cora.send("/tags", form)
    assert "Narrower" not in cora.page(one_url("tag", "Moods"))


def test_the_shelf_follows(house: House, cora: Browser) -> None:
    cora.send("/tags", {"kind": "tag", "do": "synonyms", "name": ["FLUFF"], "canonical": "Fluff"})
    assert house.app.state.room.catching_up.wait(20)
    reader = house.browser("Rea")
    for asked in ("?tag=Fluff", "?tag=FLUFF"):
        page = reader.page(f"/{asked}")
        assert "2 stories" in page, asked


def test_who_sees_less_knows_of_no_name_beyond(house: House) -> None:
    library = open_library(house.folder)
    put_restriction(
        library, "rating", "Explicit", "administrator", by="Ada", clock=CLOCK, up_to="administrator"
    )
    close_library(library)
    cora, ada = house.browser("Cora"), house.browser("Ada")
    assert "Secret Garden" in ada.page("/tags?kind=tag")
    assert "Secret Garden" not in cora.page("/tags?kind=tag")
    assert "Moonlace" not in cora.page("/tags?kind=author")
    for kind in ("author", "relationship", "tag"):
        assert "Moonlace" not in cora.page(f"/tags/proposals?kind={kind}")
    assert "Holmes &amp; John" not in cora.page("/tags?kind=relationship")
    assert "Holmes &amp; John" in ada.page("/tags?kind=relationship")
    ada.page(one_url("tag", "Secret Garden"))
    cora.page(one_url("tag", "Secret Garden"), status=404)
    ada.send(
        "/tags",
        {"kind": "tag", "do": "synonyms", "name": ["Secret Garden"], "canonical": "Angst"},
    )
    assert "Secret Garden" not in cora.page(one_url("tag", "Angst"))
    assert "Secret Garden" in ada.page(one_url("tag", "Angst"))


def test_authors_are_proposed_and_become_one(house: House, cora: Browser) -> None:
    page = cora.page("/authors")
    assert "initials of the same name" in page
    assert "the same words in another order" in page
    form: dict[str, str | list[str]] = {
        "kind": "author",
        "name": ["I. Quill"],
        "canonical": "Ida Quill",
    }
    cora.send("/tags", {**form, "do": "synonyms"})
    assert canonical(house, "author", "I. Quill") == "Ida Quill"
    form = {"kind": "author", "name": ["Moonlace"], "canonical": "Ida Quill"}
    cora.send("/tags", {**form, "do": "pseudonym"})
    library = open_library(house.folder)
    lines = {one.name: one for one in list_tags(library, "author")}
    (story,) = (one for one in iter_entries(library) if "Moonlace" in one.creators)
    assert get_entry(library, story.work_id).broader == {"author": ("Ida Quill",)}
    close_library(library)
    assert lines["Moonlace"].is_canonical, "a pseudonym is a name of its own"
    form = {"kind": "author", "name": ["Quill, Ida"], "canonical": "Ida Quill"}
    cora.send("/tags", {**form, "do": "two people"})
    assert "Quill, Ida" not in cora.page("/authors")


def find_work(house: House, author: str) -> str:
    library = open_library(house.folder)
    try:
        (work_id,) = list_works_below(library, "author", author)
        return work_id
    finally:
        close_library(library)


def test_a_works_page_shows_what_stands_for_a_name_and_what_was_typed(
    house: House, cora: Browser
) -> None:
    cora.send("/tags", {"kind": "tag", "do": "synonyms", "name": ["FLUFF"], "canonical": "Fluff"})
    cora.send("/tags", {"kind": "tag", "do": "broader", "name": ["Fluff"], "canonical": "Moods"})
    page = house.browser("Rea").page(f"/works/{find_work(house, 'I. Quill')}")
    assert "<span>Fluff</span>" in page
    assert "Typed as: FLUFF" in page
    assert "Also found under: Moods" in page
    other = house.browser("Rea").page(f"/works/{find_work(house, 'Ida Quill')}")
    assert "Typed as" not in other, "nothing is said where nothing differs"


def test_an_authors_page_knows_spellings_and_pseudonyms(house: House, cora: Browser) -> None:
    for name, what in (("I. Quill", "synonyms"), ("Moonlace", "pseudonym")):
        form = {"kind": "author", "do": what, "name": [name], "canonical": "Ida Quill"}
        assert cora.send("/tags", form).status_code == 303
    assert house.app.state.room.catching_up.wait(20)
    reader = house.browser("Rea")
    page = reader.page("/authors/Ida%20Quill")
    assert "3 works" in page
    assert "Also signed I. Quill." in page
    assert 'Also wrote as <a href="/authors/Moonlace">' in page
    assert "A pseudonym of" in reader.page("/authors/Moonlace")
    assert "<h1>Ida Quill</h1>" in reader.page("/authors/I.%20Quill")


def test_whose_pseudonym_a_name_is_is_not_told_of_works_that_are_hidden(
    house: House, cora: Browser
) -> None:
    form = {"kind": "author", "do": "pseudonym", "name": ["Moonlace"], "canonical": "Ida Quill"}
    cora.send("/tags", form)
    library = open_library(house.folder)
    put_restriction(library, "rating", "Explicit", "reader", by="Ada", clock=CLOCK)
    close_library(library)
    assert house.app.state.room.catching_up.wait(20)
    assert "Moonlace" not in house.browser().page("/authors/Ida%20Quill")
    house.browser().page("/authors/Moonlace", status=404)
    assert "Moonlace" in house.browser("Rea").page("/authors/Ida%20Quill")


async def _post(house: House, url: str, body: object, key: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=house.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        return await client.post(url, json=body, headers={"Authorization": f"Bearer {key}"})


def test_programs_list_propose_and_decide(house: House) -> None:
    key = {"Authorization": "Bearer key-of-cora"}
    found = house.browser().ask("/api/v1/tags/tag?limit=2", headers=key)
    assert found.status_code == 200
    assert (found.json()["total"], len(found.json()["items"])) == (7, 2)
    rest = house.browser().ask(
        f"/api/v1/tags/tag?limit=10&cursor={found.json()['next']}", headers=key
    )
    assert len(rest.json()["items"]) == 5
    assert "ada@letters.example" not in found.text + rest.text
    proposed = house.browser().ask("/api/v1/tags/tag/proposals", headers=key).json()["items"]
    assert {one["name"] for one in proposed} & {"FLUFF", "fluff", "Fluff"}
    wish = {"kind": "tag", "decision": "synonyms", "names": ["FLUFF"], "canonical": "Fluff"}
    refused = asyncio.run(_post(house, "/api/v1/tag-decisions", wish, "key-of-rea"))
    assert refused.status_code == 403
    done = asyncio.run(_post(house, "/api/v1/tag-decisions", wish, "key-of-cora"))
    assert done.status_code == 200, done.text
    assert done.json() == {"act": 1, "words": "Made “FLUFF” a synonym of “Fluff”", "changes": 2}
    assert canonical(house, "tag", "FLUFF") == "Fluff"
    forbidden = {**wish, "kind": "relationship", "names": ["A & B"], "canonical": "A/B"}
    answer = asyncio.run(_post(house, "/api/v1/tag-decisions", forbidden, "key-of-cora"))
    assert 400 <= answer.status_code < 500
