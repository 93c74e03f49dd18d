"""A client written against OPDS 1.2 and 2.0 alone walks the whole library both ways.

It knows the specifications and the address of the root, and nothing of how Fonds lays out its
paths: it logs in when it is asked to, follows every link that is promised to be a feed, turns
pages, searches by the template it is given, and downloads every book in every form.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin

import httpx
import pytest

from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.library.shelves import add_works, put_shelf
from tests.opds_rules import (
    ACQUIRE,
    ATOM,
    ENTRY,
    FACET,
    OPENSEARCH,
    SEARCH,
    list_atom_faults,
    list_authentication_faults,
    list_opds_faults,
    list_publication_faults,
    list_search_faults,
    parse_xml,
)
from tests.web.e_readers import Household, Reader, make_library
from tests.web.heaps import CLOCK, make_heap

SITE = "http://fonds.example"
MORE = 57
"""Stories besides: with those of the heap, three pages of a feed."""

RATINGS = ("G", "PG", "R", "NC-17")
AUTHORS = ("Jane Doe", "Zoë Harker", "Émile Forêt", "Tom Piper", "Nan Okoro")
TITLE = re.compile(r"<title>([^<]+)</title>")


def make_many() -> dict[str, bytes]:
    heap = make_heap()
    for i in range(MORE):
        heap[f"more/{i}.txt"] = (
            f"Title: Yellow Bricks {i} & <Half>\nAuthor: {AUTHORS[i % 5]}\nFandom: Oz\n"
            f"Rating: {RATINGS[i % 4]}\nDate: {1990 + i % 9}\nSummary: The road number {i}.\n\n"
            f"Dorothy walked along road number {i} until the evening, and then she sat down.\n\n"
            f'"Are we near?" asked the Lion for the {i}th time, and nobody knew.\n'
        ).encode()
    return heap


@dataclass
class Client:
    """What an e-reader does. Paths are only ever taken from answers.

    Attributes:
        reader: sends requests; it gets a key when it is asked for one.
        name, key: what its person types then.
        feeds: addresses of feeds it has seen.
        books: address of each file by the book's title, for each media type.
    """

    reader: Reader
    name: str
    key: str
    asked: int = 0
    feeds: set[str] = field(default_factory=set)
    books: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: int = 0

    def get(self, url: str, kind: str) -> httpx.Response:
        """Get what a link promised; sign in when the catalogue asks for it."""
        answer = self.reader.ask(url)
        if answer.status_code == 401:
            self.sign_in(answer)
            answer = self.reader.ask(url)
        assert answer.status_code == 200, url
        assert answer.headers["content-type"].split(";")[0] == kind.split(";", maxsplit=1)[0], url
        return answer

    def sign_in(self, answer: httpx.Response) -> None:
        """Read the authentication document and take up the one flow we know."""
        assert answer.headers["content-type"] == "application/opds-authentication+json"
        document = answer.json()
        assert list_authentication_faults(document) == []
        flows = {flow["type"] for flow in document["authentication"]}
        assert "http://opds-spec.org/auth/basic" in flows
        assert self.reader.key is None, "the key was not taken"
        self.asked += 1
        self.reader.name, self.reader.key = self.name, self.key

    def note(self, title: str, files: list[tuple[str, str]]) -> None:
        """Note where a book can be had; two feeds must not disagree."""
        known = self.books.setdefault(title, dict(files))
        assert known == dict(files), title


def walk_atom(client: Client, root: str, *, with_facets: bool = False) -> None:
    """Walk every feed of version 1.2 that can be reached."""
    todo = [root]
    while todo:
        url = todo.pop()
        if url in client.feeds:
            continue
        client.feeds.add(url)
        data = client.get(url, "application/atom+xml").content
        assert list_atom_faults(data) == [], url
        feed = parse_xml(data)
        for entry in feed.findall(f"{ATOM}entry"):
            read_atom_entry(client, url, entry)
        for link in feed.iter(f"{ATOM}link"):
            rel, kind = link.get("rel") or "", link.get("type") or ""
            client.pages += rel == "next"
            is_feed = "profile=opds-catalog" in kind and kind != ENTRY
            if is_feed and (with_facets or rel != FACET):
                todo.append(urljoin(url, link.get("href") or ""))


def read_atom_entry(client: Client, url: str, entry: Any) -> None:
    links = entry.findall(f"{ATOM}link")
    files = [
        (link.get("type"), urljoin(url, link.get("href")))
        for link in links
        if link.get("rel").startswith(ACQUIRE)
    ]
    if not files:
        return
    title = entry.findtext(f"{ATOM}title")
    if title not in client.books:
        for link in links:
            if link.get("type") == ENTRY:
                whole = client.get(urljoin(url, link.get("href")), ENTRY).content
                assert list_atom_faults(whole) == []
                assert parse_xml(whole).findtext(f"{ATOM}id") == entry.findtext(f"{ATOM}id")
    client.note(title, files)


def walk_json(client: Client, root: str) -> None:
    """Walk every feed of version 2.0 that can be reached, but for facets."""
    todo = [root]
    while todo:
        url = todo.pop()
        if url in client.feeds:
            continue
        client.feeds.add(url)
        feed = client.get(url, "application/opds+json").json()
        assert list_opds_faults(feed) == [], url
        for book in feed.get("publications", []):
            read_publication(client, url, book)
        for link in [*feed["links"], *feed.get("navigation", [])]:
            client.pages += link.get("rel") == "next"
            if link["type"] == "application/opds+json" and not link.get("templated"):
                todo.append(urljoin(url, link["href"]))


def read_publication(client: Client, url: str, book: Any) -> None:
    title = book["metadata"]["title"]
    links = {link["rel"]: link for link in book["links"]}
    if title not in client.books:
        own = client.get(urljoin(url, links["self"]["href"]), links["self"]["type"]).json()
        assert list_publication_faults(own) == []
        assert own == book
        picture = book["images"][0]
        assert client.get(urljoin(url, picture["href"]), picture["type"]).content
    files = [
        (link["type"], urljoin(url, link["href"]))
        for link in book["links"]
        if link["rel"] == ACQUIRE
    ]
    client.note(title, files)


def search_atom(client: Client, root: str, words: str) -> list[str]:
    """Search by the first template of the description that the root points to."""
    feed = parse_xml(client.get(root, "application/atom+xml").content)
    (link,) = [one for one in feed.iter(f"{ATOM}link") if one.get("rel") == "search"]
    data = client.get(urljoin(root, link.get("href") or ""), SEARCH).content
    assert list_search_faults(data) == []
    template = parse_xml(data).findall(f"{OPENSEARCH}Url")[0].get("template") or ""
    url = template.replace("{searchTerms}", quote(words)).replace("{startPage?}", "")
    found = parse_xml(client.get(url.removeprefix(SITE), "application/atom+xml").content)
    return [one.findtext(f"{ATOM}title") or "" for one in found.findall(f"{ATOM}entry")]


def search_json(client: Client, root: str, words: str) -> list[str]:
    """Search by the template of the root (RFC 6570, form-style query)."""
    feed = client.get(root, "application/opds+json").json()
    (link,) = [one for one in feed["links"] if one["rel"] == "search"]
    url = re.sub(r"\{\?query[^}]*\}", f"?query={quote(words)}", link["href"])
    found = client.get(urljoin(root, url), "application/opds+json").json()
    return [one["metadata"]["title"] for one in found.get("publications", [])]


def download_all(client: Client) -> Iterator[tuple[str, str, bytes]]:
    """Download every book in every form."""
    for title, files in client.books.items():
        for kind, url in files.items():
            yield title, kind, client.get(url, kind).content


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Household:
    made = make_library(tmp_path_factory.mktemp("made"), make_many())
    home = made.copy(tmp_path_factory.mktemp("copy"))
    library = open_library(home.folder)
    put_restriction(library, "library", "", "reader", by="Zoë", clock=CLOCK)
    shelf = put_shelf(library, home.people["Jane"].id, "Rainy days", clock=CLOCK)
    add_works(library, shelf.id, list(home.works.values())[:30], clock=CLOCK)
    close_library(library)
    return home


def make_client(home: Household) -> Client:
    return Client(home.reader(), "Jane", home.keys["Jane"])


def test_both_walks_sign_in_and_find_every_story_and_download_it(home: Household) -> None:
    first, second = make_client(home), make_client(home)
    walk_atom(first, "/opds")
    walk_json(second, "/opds/v2")
    for client in (first, second):
        assert client.asked == 1
        assert client.pages >= 4, "pages were turned"
        assert len(client.books) == MORE + 5
    assert first.books == second.books
    assert len(first.feeds) == len(second.feeds)
    kinds: dict[str, int] = {}
    for title, kind, data in download_all(first):
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "application/epub+zip":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                assert book.testzip() is None
                assert book.read("mimetype") == b"application/epub+zip"
        assert data, title
    assert kinds == dict.fromkeys(kinds, MORE + 5)
    assert len(kinds) == 3
    print(
        f"{len(first.feeds)} feeds in each version, {len(first.books)} books, "
        f"{sum(kinds.values())} files downloaded"
    )


def test_both_searches_find_the_same(home: Household) -> None:
    client = make_client(home)
    for words in ("lauriston", "fog", "road number", "author:piper rating:explicit", "nowhere"):
        found = search_atom(client, "/opds", words)
        assert found == search_json(client, "/opds/v2", words)
        assert bool(found) == (words != "nowhere")
    assert search_atom(client, "/opds", "lauriston") == ["The Lamp at Lauriston"]


def test_facets_lead_to_fewer_of_the_same_books(home: Household) -> None:
    client = make_client(home)
    data = client.get("/opds/all", "application/atom+xml").content
    whole = int(parse_xml(data).findtext(f"{OPENSEARCH}totalResults") or 0)
    count = "{http://purl.org/syndication/thread/1.0}count"
    followed = 0
    for link in parse_xml(data).iter(f"{ATOM}link"):
        if link.get("rel") != FACET or link.get(count) is None:
            continue
        url = urljoin("/opds/all", link.get("href") or "")
        found = parse_xml(client.get(url, "application/atom+xml").content)
        total = int(found.findtext(f"{OPENSEARCH}totalResults") or 0)
        assert total == int(link.get(count) or 0) <= whole, url
        followed += 1
    assert followed >= 10
