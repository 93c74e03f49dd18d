"""The catalogue for e-readers: who sees what, in both versions, and what is sent again."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from fonds.library.opening import Library, close_library, open_library
from fonds.library.positions import Position, put_device, put_position
from fonds.library.restrictions import end_restriction, put_restriction
from fonds.library.shelves import add_works, put_shelf
from tests.opds_rules import (
    ATOM,
    list_atom_faults,
    list_authentication_faults,
    list_opds_faults,
    list_publication_faults,
    list_search_faults,
    parse_xml,
)
from tests.web.e_readers import Household, Made, Reader, make_library, make_site
from tests.web.heaps import CLOCK, make_heap

CANARY = "Kakapo"

EXPLICIT = f"""\
Title: {CANARY} Nights
Author: {CANARY} Quill
Fandom: {CANARY} of Oz
Series: {CANARY} Tales
Rating: NC-17
Summary: A {CANARY} sings.

The {CANARY} sat down by the yellow road, and nobody passed until the evening.
"""

FEEDS = (
    "",
    "/all",
    "/all?sort=added",
    "/all?fandom=Dracula",
    "/all?page=7",
    "/search?q=fog",
    "/search?query=fog",
    "/by/fandom",
    "/by/author",
    "/by/rating",
    "/by/series",
    "/by/pairing",
    "/by/language",
    "/collections",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_library(
        tmp_path_factory.mktemp("made"), {**make_heap(), "oz/kakapo.txt": EXPLICIT.encode()}
    )


@pytest.fixture
def home(made: Made, tmp_path: Path) -> Household:
    return made.copy(tmp_path)


def change(home: Household) -> Library:
    return open_library(home.folder)


def read_titles(reader: Reader, path: str) -> list[str]:
    """Give the titles of a feed, which both versions must agree on."""
    first, second = reader.ask(f"/opds{path}"), reader.ask(f"/opds/v2{path}")
    assert first.status_code == second.status_code == 200, path
    assert list_atom_faults(first.content) == []
    assert list_opds_faults(second.json()) == []
    entries = parse_xml(first.content).findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    told = second.json()
    named = [one["metadata"]["title"] for one in told.get("publications", [])]
    named += [one["title"] for one in told.get("navigation", []) if one["rel"] != "start"]
    assert titles == named
    return titles


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_keeps_the_rules_in_both_versions(home: Household, path: str) -> None:
    for reader in (home.reader("Jane"), home.reader("Zoë"), home.reader()):
        read_titles(reader, path)


def test_types_are_what_links_promise(home: Household) -> None:
    reader = home.reader("Jane")
    for path in ("/opds", "/opds/all", "/opds/by/author"):
        root = parse_xml(reader.ask(path).content)
        for link in root.iter(f"{ATOM}link"):
            kind = link.get("type") or ""
            if "opds-catalog" in kind:
                answer = reader.ask(urljoin(path, link.get("href") or ""))
                assert answer.headers["content-type"] == kind, link.get("href")


def test_the_shelf_is_searched_as_the_page_is(home: Household) -> None:
    reader = home.reader("Jane")
    assert read_titles(reader, "/search?q=lamp+author:ada") == ["The Lamp at Lauriston"]
    assert read_titles(reader, "/all?fandom=Dracula&not-author=Nobody") == ["Letters from Whitby"]
    assert read_titles(reader, "/search?q=&author=basil") == ["Letters from Whitby"]
    assert read_titles(reader, "/search?title=lauriston&query=fog") == ["The Lamp at Lauriston"]
    assert read_titles(reader, "/search?q=fog+(xyzzy") == []
    assert read_titles(reader, "/search?q=fog+(lamp") == ["The Lamp at Lauriston"]


def test_the_search_description_keeps_every_rule(home: Household) -> None:
    answer = home.reader("Jane").ask("/opds/opensearch.xml")
    assert answer.headers["content-type"] == "application/opensearchdescription+xml"
    assert list_search_faults(answer.content) == []
    assert b"http://fonds.example/opds/search" in answer.content


def test_one_book_is_described_in_both_versions(home: Household) -> None:
    reader, lamp = home.reader("Jane"), home.works["holmes/lamp.txt"]
    entry = reader.ask(f"/opds/works/{lamp}")
    assert entry.headers["content-type"].startswith("application/atom+xml;type=entry")
    assert list_atom_faults(entry.content) == []
    book = reader.ask(f"/opds/v2/works/{lamp}")
    assert book.headers["content-type"] == "application/opds-publication+json"
    assert list_publication_faults(book.json()) == []
    for path in ("/opds/works/wnone", "/opds/v2/works/w%00"):
        assert reader.ask(path).status_code == 404


def test_addresses_are_covered(home: Household) -> None:
    reader = home.reader("Jane")
    for path in ("/opds/all", "/opds/v2/all", "/opds/by/author"):
        assert "letters.example" not in reader.ask(path).text


def test_a_guest_is_asked_for_a_key_where_it_is_personal(home: Household) -> None:
    guest = home.reader()
    for path in ("/opds/shelves", "/opds/v2/shelves", "/opds/reading", "/opds/v2/reading"):
        answer = guest.ask(path)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/opds-authentication+json"
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert 'rel="http://opds-spec.org/auth/document"' in answer.headers["link"]
        assert list_authentication_faults(answer.json()) == []
        assert home.reader("Jane").ask(path).status_code == 200
    document = guest.ask("/opds/authentication.json")
    assert document.status_code == 200
    assert document.json()["id"] == "http://fonds.example/opds/authentication.json"


def test_a_wrong_key_is_asked_again(home: Household) -> None:
    for name, key in (("Jane", "wrong"), ("Jane", home.keys["Zoë"]), ("", "")):
        answer = Reader(home.app, name, key).ask("/opds")
        assert answer.status_code == 401
        assert list_authentication_faults(answer.json()) == []


def test_a_closed_library_asks_everybody_for_a_key_and_shows_nothing(home: Household) -> None:
    library = change(home)
    made = put_restriction(library, "library", "", "reader", by="Zoë", clock=CLOCK)
    guest = home.reader()
    for path in FEEDS:
        for root in ("/opds", "/opds/v2"):
            answer = guest.ask(f"{root}{path}")
            assert answer.status_code == 401
            assert list_authentication_faults(answer.json()) == []
    assert guest.ask(f"/opds/works/{home.works['holmes/lamp.txt']}").status_code == 401
    assert guest.ask("/opds/opensearch.xml").status_code == 401
    assert guest.ask("/opds/authentication.json").status_code == 200
    assert home.reader("Jane").ask("/opds/all").status_code == 200
    end_restriction(library, made.id, by="Zoë", clock=CLOCK)
    assert guest.ask("/opds/all").status_code == 200
    close_library(library)


def test_a_hidden_work_is_nowhere_and_in_no_count(home: Household, tmp_path: Path) -> None:
    work = home.works["oz/kakapo.txt"]
    library = change(home)
    put_restriction(library, "work", work, "curator", by="Zoë", clock=CLOCK)
    close_library(library)
    (tmp_path / "other").mkdir()
    without = make_library(tmp_path / "without", make_heap()).copy(tmp_path / "other")
    here, there = home.reader("Jane"), without.reader("Jane")
    for root in ("/opds", "/opds/v2"):
        for path in (*FEEDS, f"/search?q={CANARY}", f"/all?fandom={CANARY}+of+Oz"):
            one, other = here.ask(f"{root}{path}"), there.ask(f"{root}{path}")
            assert one.text == other.text, path
            assert one.headers["etag"] == other.headers["etag"], path
        assert here.ask(f"{root}/works/{work}").text == there.ask(f"{root}/works/{work}").text
    for path in (f"/works/{work}/download/epub", f"/works/{work}/cover.png"):
        assert here.ask(path).status_code == there.ask(path).status_code == 404
    assert CANARY in home.reader("Zoë").ask("/opds/all").text


def test_an_e_reader_of_a_guest_is_not_offered_what_needs_consent(home: Household) -> None:
    assert f"{CANARY} Nights" not in read_titles(home.reader(), "/all")
    assert f"{CANARY} of Oz" not in read_titles(home.reader(), "/by/fandom")
    assert f"{CANARY} Nights" in read_titles(home.reader("Jane"), "/all")
    work = home.works["oz/kakapo.txt"]
    assert home.reader().ask(f"/opds/works/{work}").status_code == 404
    assert home.reader("Jane").ask(f"/opds/works/{work}").status_code == 200


def test_shelves_are_each_persons_own_and_collections_everybodys(home: Household) -> None:
    library = change(home)
    lamp = home.works["holmes/lamp.txt"]
    mine = put_shelf(library, home.people["Jane"].id, "Rainy days", clock=CLOCK)
    ours = put_shelf(library, None, "Editor's choice", clock=CLOCK)
    for shelf in (mine, ours):
        add_works(library, shelf.id, [lamp], clock=CLOCK)
    close_library(library)
    jane, zoe, guest = home.reader("Jane"), home.reader("Zoë"), home.reader()
    assert read_titles(jane, "/shelves") == ["Rainy days"]
    assert read_titles(zoe, "/shelves") == []
    for reader in (jane, zoe, guest):
        assert read_titles(reader, "/collections") == ["Editor's choice"]
        assert read_titles(reader, f"/all?shelf={ours.id}") == ["The Lamp at Lauriston"]
    assert read_titles(jane, f"/all?shelf={mine.id}") == ["The Lamp at Lauriston"]
    assert "Rainy days" in jane.ask(f"/opds/all?shelf={mine.id}").text
    for reader in (zoe, guest):
        assert read_titles(reader, f"/all?shelf={mine.id}") == []
        assert "Rainy days" not in reader.ask(f"/opds/all?shelf={mine.id}").text


def test_what_one_is_reading_is_listed(home: Household) -> None:
    library = change(home)
    person, lamp = home.people["Jane"].id, home.works["holmes/lamp.txt"]
    put_device(library, person, "phone", "Phone", clock=CLOCK)
    place = Position(1, 2, 0.4, "I had.", CLOCK)
    put_position(library, person, "phone", lamp, place, clock=CLOCK)
    close_library(library)
    assert read_titles(home.reader("Jane"), "/reading") == ["The Lamp at Lauriston"]
    assert read_titles(home.reader("Zoë"), "/reading") == []


def test_one_person_on_their_machine_needs_no_key(home: Household) -> None:
    reader = Reader(make_site(home.folder, has_accounts=False))
    for path in (*FEEDS, "/shelves", "/reading"):
        read_titles(reader, path)
    assert f"{CANARY} Nights" in read_titles(reader, "/all")


def test_what_has_not_changed_is_not_sent_again(home: Household) -> None:
    reader, lamp = home.reader("Jane"), home.works["holmes/lamp.txt"]
    paths = (
        *("/opds", "/opds/v2/all", "/opds/opensearch.xml", f"/opds/works/{lamp}"),
        *(f"/works/{lamp}/cover.png", f"/works/{lamp}/download/epub"),
    )
    for path in paths:
        first = reader.ask(path)
        assert "no-cache" in first.headers["cache-control"]
        again = reader.ask(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert reader.ask(path, headers={"If-None-Match": '"x"'}).status_code == 200
        assert reader.ask(path, method="HEAD").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/all?words=abc", 400),
        ("/by/nothing", 404),
        ("/by/work_id", 404),
        ("/all?page=99999999999", 200),
        ("/all?shelf=99999999999999999999", 200),
        ("/by/author?page=999999", 200),
        ("/none", 404),
        ("/search?q=" + "(" * 2000, 200),
    ],
)
def test_strange_questions_are_answered(home: Household, path: str, status: int) -> None:
    for root in ("/opds", "/opds/v2"):
        assert home.reader("Jane").ask(f"{root}{path}").status_code == status


def test_at_most_one_choice_of_a_facet_is_active(home: Household) -> None:
    reader = home.reader("Jane")
    path = "/all?rating=Explicit&rating=General+Audiences&fandom=Dracula&fandom=Oz"
    read_titles(reader, path)
    feed = reader.ask("/opds/v2/all?fandom=Dracula").json()
    fandom = next(one for one in feed["facets"] if one["metadata"]["title"] == "Fandom")
    assert fandom["links"][0]["title"] == "All of them"
    assert [one["title"] for one in fandom["links"] if one.get("rel") == "self"] == ["Dracula"]
