"""The gating matrix: every route, role and way of hiding, against a library without the works."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import md5
from pathlib import Path
from urllib.parse import quote

import pytest

from fonds.app import account_sight
from fonds.app.reading import make_knowledge
from fonds.app.taking_in import Job
from fonds.library.accessions import list_accessions
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import add_person, end_person, put_role
from fonds.library.restrictions import (
    RestrictionKind,
    end_restriction,
    list_restrictions,
    put_restriction,
)
from fonds.library.sessions import begin_session, end_sessions
from fonds.library.shelves import add_works, list_shelves, put_shelf, remove_shelf
from fonds.library.tokens import add_token, end_token
from fonds.model.sight import Role
from fonds.packs.load import load_packs
from fonds.search.kept import Kept
from tests.library_factories import correct
from tests.web.gating import (
    CLOCK,
    FAR,
    LATER,
    ORIGIN,
    SIBLINGS,
    Answer,
    C,
    Caller,
    TwinLibrary,
    document_of,
    find_canaries,
    make_library,
)
from tests.web.gating_routes import (
    ACTS,
    GROUPS,
    QUERIES,
    classify,
    fill,
    list_routes,
    suggestions,
)
from tests.web.visitors import write_basic

WAYS = ("rating", "work", "collection", "accession", "library")
ROLES: dict[str, Mapping[str, str]] = {
    "guest": {},
    "reader": {"cookie": "session=secret-Rea"},
    "curator": {"cookie": "session=secret-Cora"},
}
KEYS: dict[str, Mapping[str, str]] = {
    "read": {"authorization": "Bearer token-read"},
    "write": {"authorization": "Bearer token-write"},
    "curate": {"authorization": "Bearer token-curate"},
    "opds": {k.lower(): v for k, v in write_basic("Rea", "token-opds").items()},
    "device": {k.lower(): v for k, v in write_basic("Cora", "token-device").items()},
}
CURATOR = ROLES["curator"]
ADMIN: Mapping[str, str] = {"cookie": "session=secret-Ada; adult=yes"}
KOREADER = {"x-auth-user": "Cora", "x-auth-key": md5(b"token-device").hexdigest()}
FIRST_HIDDEN = {"annotations": 1 + 3 * len(SIBLINGS), "history": 4}
"""The first numbers that have to do with hidden works: each that is not hidden has a note of each
of three people, and three changes of the catalogue are open."""

HIDDEN = (
    *("rich", "merged", "in zip", "in mailbox", "in the same text", "in series", "edition"),
    "withdrawn",
)
"""Of each kind of hiding place one is asked after; the others are found as it comes."""


class Twins:
    """The libraries of the matrix, and what the twins answered."""

    def __init__(self, root: Path) -> None:
        knowledge = make_knowledge(load_packs())
        self.caller = Caller()
        self.mixed = make_library(root / "mixed", knowledge)
        self.heap = make_library(root / "heap", knowledge, own_heap=True)
        self.twin = make_library(root / "twin", knowledge, holds="shown")
        self.empty = make_library(root / "empty", knowledge, holds="none")
        # Something may be hidden in the twin, too: that a library hides, one may know.
        _restrict(self.twin, "rating", "Mature")
        _restrict(self.empty, "library", "")
        self.known: dict[tuple[str, str, str, str], Answer] = {}

    def subject(self, way: str) -> TwinLibrary:
        return self.heap if way == "accession" else self.mixed

    def other(self, way: str) -> TwinLibrary:
        return self.empty if way == "library" else self.twin

    def ask_twin(self, way: str, role: str, url: str, headers: Mapping[str, str]) -> Answer:
        other = self.other(way)
        key = (other.folder.name, role, url, "GET")
        if key not in self.known:
            self.known[key] = self.caller.ask(other.app, url, headers=headers)
        return self.known[key]


def _restrict(
    library: TwinLibrary, kind: RestrictionKind, value: str, least: Role = "administrator"
) -> int:
    opened = open_library(library.folder)
    try:
        return put_restriction(opened, kind, value, least, by="Ada", clock=LATER).id
    finally:
        close_library(opened)


def hide(library: TwinLibrary, way: str, least: Role = "administrator") -> None:
    """Hide all hidden works in one way."""
    opened = open_library(library.folder)

    def put(kind: RestrictionKind, value: str) -> None:
        put_restriction(opened, kind, value, least, by="Ada", clock=LATER)

    try:
        if way == "work":
            for name, work_id in library.hidden.items():
                # One that was merged is named as it was: what it became is hidden with it.
                if name != "became":
                    put("work", work_id)
        elif way == "collection":
            made = put_shelf(opened, None, f"The {C['collection']}", clock=CLOCK)
            add_works(opened, made.id, library.hidden.values(), clock=CLOCK)
            put("collection", str(made.id))
        elif way == "rating":
            put("rating", "Explicit")
        elif way == "accession":
            put("accession", "3")
        else:
            put("library", "")
    finally:
        close_library(opened)


def unhide(library: TwinLibrary) -> None:
    """End all restrictions, and the collection that was made for one."""
    opened = open_library(library.folder)
    try:
        _unhide(opened)
    finally:
        close_library(opened)


def _unhide(library: Library) -> None:
    for one in list_restrictions(library):
        end_restriction(library, one.id, by="Ada", clock=LATER)
    for shelf in list_shelves(library, None):
        if C["collection"] in shelf.name:
            remove_shelf(library, shelf.id)


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    made = Twins(tmp_path_factory.mktemp("gating"))
    yield made
    made.caller.close()
    for one in (made.mixed, made.heap, made.twin, made.empty):
        one.app.state.taking_in.jobs.close()
        one.app.state.room.shelf.lending.close()


def test_every_route_belongs_to_a_group(twins: Twins) -> None:
    routes = list_routes(twins.mixed.app)
    unknown = [one for one in routes if classify(one[1]) not in GROUPS]
    assert len(routes) > 100
    assert unknown == [], "give them a group in tests/web/gating_routes.py, and what is asked"


def list_urls(library: TwinLibrary, hidden: Sequence[str], groups: Sequence[str]) -> list[str]:
    """List the addresses that are asked of every route that is read."""
    urls = []
    for method, path in list_routes(library.app):
        if method != "GET" or classify(path) not in groups:
            continue
        queries = QUERIES.get(path, ("",))
        if path == "/suggest":
            queries = [f"q={quote(one)}" for one in suggestions()]
        for url, _ in fill(library, path, hidden):
            asked = [one.replace("{hidden}", library.works.get("rich", "")) for one in queries]
            urls += [f"{url}?{one}" if one else url for one in asked]
    return urls


WITHHELD = ("disk.zip", "box.mbox", "both.txt")
"""Files that hold a hidden work beside one that may be seen: nobody from whom it is hidden
gets them (docs/gating.md)."""


def is_withheld(library: TwinLibrary, url: str) -> bool:
    """Tell whether an address asks for a file in which a hidden work is."""
    return any(url == f"/originals/{quote(library.digests[one], safe='')}" for one in WITHHELD)


def compare(mine: Answer, other: Answer) -> str:
    """Say in what an answer differs from the twin's; "" in nothing."""
    if mine.status != other.status:
        return f"status {mine.status} and not {other.status}"
    if _mask(mine) != _mask(other) and mine.body == other.body:
        return f"headers {set(_mask(mine)) ^ set(_mask(other))}"
    if mine.body != other.body:
        return f"body: {_show_difference(mine.body, other.body)}"
    return ""


def _mask(answer: Answer) -> list[tuple[str, str]]:
    """Give the headers; the name of a device is drawn by lot."""
    return sorted(
        (name, re.sub(r"(?<=^device=)[\w-]+", "…", value) if name == "set-cookie" else value)
        for name, value in answer.headers
    )


def _show_difference(mine: bytes, other: bytes) -> str:
    a, b = mine.decode("utf-8", "replace"), other.decode("utf-8", "replace")
    at = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    return f"at {at}: {a[max(0, at - 80) : at + 120]!r} and not {b[max(0, at - 20) : at + 120]!r}"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_from_whom_works_are_hidden_can_tell_that_they_are_here(
    twins: Twins, way: str, role: str
) -> None:
    library = twins.subject(way)
    groups = [one for one in GROUPS if one != "no works"]
    urls = list_urls(library, HIDDEN if way == "rating" else HIDDEN[:3], groups)
    if way != "rating":
        # By rating everything is asked; of each other way another half.
        urls = urls[WAYS.index(way) % 2 :: 2]
    hide(library, way)
    try:
        told = ask_all(twins, way, role, ROLES[role], urls)
    finally:
        unhide(library)
    print(f"{way}, {role}: {len(urls)} addresses")
    assert told == [], "\n".join([f"{len(told)} differ", *told[:40]])


def ask_all(
    twins: Twins, way: str, role: str, headers: Mapping[str, str], urls: Sequence[str]
) -> list[str]:
    """Ask both twins; gives what differs, in words."""
    library = twins.subject(way)
    told = []
    for url in urls:
        if is_withheld(library, url):
            continue
        mine = twins.caller.ask(library.app, url, headers=headers)
        other = twins.ask_twin(way, role, url, headers)
        said = compare(mine, other)
        seen = set(find_canaries(mine)) - set(find_canaries(other))
        if said or seen:
            told.append(f"{url}: {said} {sorted(seen)}")
    return told


@pytest.mark.parametrize("way", ["rating", "collection", "accession"])
def test_nothing_that_is_done_tells_of_hidden_works(twins: Twins, way: str) -> None:
    library = twins.subject(way)
    acts = list_acts(library)
    doers = {**ROLES, "write key": KEYS["write"]} if way == "rating" else {"curator": CURATOR}
    hide(library, way)
    try:
        told = [
            f"{role}: {method} {url} {body!r}: {said}"
            for role, headers in doers.items()
            for method, url, kind, body in acts
            if (said := do_both(twins, library, (method, url, kind, body), headers))
        ]
    finally:
        unhide(library)
    assert told == [], "\n".join([f"{len(told)} differ", *told[:40]])


def list_acts(library: TwinLibrary) -> list[tuple[str, str, str, bytes]]:
    """List what is done: method, address, kind of body and body."""
    rows: list[tuple[str, str, str, bytes]] = []
    for method, path in list_routes(library.app):
        if method in {"GET", "HEAD"} or classify(path) == "no works":
            continue
        # A KeyError here: nobody has said yet what the act is done with.
        for kind, body in ACTS[method, path]:
            written = body if isinstance(body, str) else "" if body is None else json.dumps(body)
            for name in ("rich", "merged", "in the same text"):
                words = {
                    "{work}": library.works[name],
                    "{annotation}": str(library.annotations["Rea"][-1]),
                    "{collection}": "7",
                    "{restriction}": "12",
                    "{document}": document_of(library.works[name]),
                    "{visible}": library.works["series"],
                }
                text = written
                for word, value in words.items():
                    text = text.replace(word, value)
                # An act may also name a hidden work beside one that is not.
                named = {library.works[name], library.works["series"] if text != written else ""}
                for url, values in fill(library, path, [name]):
                    first = next((least for part, least in FIRST_HIDDEN.items() if part in path), 0)
                    if int(values.get("number", 99)) < first:
                        continue
                    if values.get("work_id", library.works[name]) in named:
                        rows.append((method, url, kind, text.encode()))
    return list(dict.fromkeys(rows))


def do_both(
    twins: Twins,
    library: TwinLibrary,
    act: tuple[str, str, str, bytes],
    headers: Mapping[str, str],
) -> str:
    """Do one thing in both libraries; says in what the answers differ."""
    method, url, kind, body = act
    sent = {**headers, "content-type": kind, "origin": ORIGIN}
    if url.startswith("/kosync/"):
        sent |= KOREADER
    mine = twins.caller.ask(library.app, url, method=method, headers=sent, body=body)
    other = twins.caller.ask(twins.twin.app, url, method=method, headers=sent, body=body)
    seen = set(find_canaries(mine)) - set(find_canaries(other))
    return compare(mine, other) or (f"canaries {seen}" if seen else "")


def see(
    twins: Twins, url: str, headers: Mapping[str, str], library: TwinLibrary | None = None
) -> Answer:
    """Ask the library that holds the hidden works."""
    return twins.caller.ask((library or twins.mixed).app, url, headers=headers)


@pytest.mark.parametrize(("least", "sees"), [("reader", ("reader", "curator")), ("curator", ("curator",)), ("administrator", ())])  # fmt: skip  # noqa: E501
def test_who_may_see_does(twins: Twins, least: Role, sees: Sequence[str]) -> None:
    library = twins.mixed
    rich = library.works["rich"]
    url, search = f"/works/{rich}", f"/api/v1/works?q={C['text']}"
    number = _restrict(library, "rating", "Explicit", least)
    try:
        for role, headers in ROLES.items():
            may = role in sees
            grown = {"cookie": f"{headers.get('cookie', 'a=b')}; adult=yes"}
            assert see(twins, url, grown).status == (200 if may else 404), role
            assert json.loads(see(twins, search, headers).body)["total"] == int(may), role
        # The administrator sees what is for administrators, with every canary.
        assert len(find_canaries(see(twins, url, ADMIN))) > 8
        assert C["title"] in see(twins, f"/suggest?q={C['title'][:4]}", ADMIN).body.decode()
    finally:
        opened = open_library(library.folder)
        end_restriction(opened, number, by="Ada", clock=LATER)
        close_library(opened)
    assert see(twins, url, {"cookie": "adult=yes"}).status == 200, "what was lifted is open"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_sees_no_more_than_whose_it_is(twins: Twins, key: str) -> None:
    library = twins.mixed
    groups = ("api", "opds", "download", "work", "mine", "shelves", "heaps", "catalogue")
    urls = list_urls(library, HIDDEN[:2], groups)
    # The people behind the keys have been asked everything.
    urls = urls[list(KEYS).index(key) :: 4]
    hide(library, "rating")
    try:
        told = ask_all(twins, "rating", f"{key} key", KEYS[key], urls)
    finally:
        unhide(library)
    assert told == [], "\n".join([f"{len(told)} differ", *told[:40]])


def test_positions_of_koreader_tell_nothing_of_hidden_works(twins: Twins) -> None:
    library = twins.mixed
    documents = [document_of(one) for one in library.hidden.values()]
    urls = [f"/kosync/syncs/progress/{one}" for one in documents]
    open_before = [see(twins, one, KOREADER).body for one in urls]
    assert any(body != b"{}" for body in open_before), "positions on the web are told"
    hide(library, "rating")
    try:
        told = ask_all(twins, "rating", "koreader", KOREADER, urls)
    finally:
        unhide(library)
    assert told == []


def test_methods_that_a_route_does_not_know_tell_nothing(twins: Twins) -> None:
    library = twins.mixed
    urls = list_urls(library, HIDDEN[:1], ("work", "reading", "download", "api"))
    hide(library, "rating")
    try:
        told = []
        for url in urls:
            if is_withheld(library, url):
                continue
            for method in ("HEAD", "OPTIONS", "TRACE"):
                mine, other = (
                    twins.caller.ask(
                        one.app, url, method=method, headers={**ROLES["reader"], "origin": ORIGIN}
                    )
                    for one in (library, twins.twin)
                )
                if said := compare(mine, other):
                    told.append(f"{method} {url}: {said}")
    finally:
        unhide(library)
    assert told == [], "\n".join(told[:20])


def test_a_file_beside_a_hidden_work_is_withheld_whole(twins: Twins) -> None:
    library = twins.mixed
    harbour = library.works["harbour"]
    hide(library, "rating")
    try:
        for path in WITHHELD:
            assert see(twins, f"/originals/{library.digests[path]}", ROLES["reader"]).status == 404
        told = []
        for url in list_urls(library, (), ("work", "reading", "download", "api")):
            asked = re.sub(r"(?<=/works/)w[a-z2-7]{10}\b", harbour, url)
            if asked != url and "/evidence" not in url:
                told += ask_all(twins, "rating", "reader", ROLES["reader"], [asked])
        assert told == []
        for url in (f"/works/{harbour}/evidence", f"/api/v1/works/{harbour}/evidence"):
            for start in (0, 100, 500):
                place = f"{url}?source=0&start={start}&end={start + 900}"
                found = see(twins, place, ROLES["reader"])
                assert found.status == 404, place
                assert find_canaries(found) == []
    finally:
        unhide(library)


def test_a_work_at_random_is_never_a_hidden_one(twins: Twins) -> None:
    library = twins.mixed
    hidden = set(library.hidden.values())
    hide(library, "rating")
    try:
        for _ in range(30):
            led = see(twins, "/random", ROLES["guest"]).header("location")
            assert led.startswith("/works/")
            assert led.removeprefix("/works/") not in hidden
    finally:
        unhide(library)


def test_relevance_finds_the_same_works_in_whatever_order(twins: Twins) -> None:
    library = twins.mixed
    hide(library, "rating")
    try:
        for text in ("fog", "lamp OR harbour", "fog -abbey"):
            url = f"/api/v1/works?q={quote(text)}"
            mine = json.loads(see(twins, url, ROLES["reader"]).body)
            other = json.loads(twins.ask_twin("rating", "reader", url, ROLES["reader"]).body)
            key = lambda one: one["id"] if "id" in one else one["work_id"]  # noqa: E731
            assert sorted(mine["items"], key=key) == sorted(other["items"], key=key)
            assert mine["total"] == other["total"]
    finally:
        unhide(library)


_KEPT_IN = re.compile(r"/(read|notes)(/|$|\?)")
"""Pages with numbers of what somebody keeps, which go on, whatever is hidden."""


class Change:
    """A library that changes under its readers, and one without the work that is to be hidden."""

    def __init__(self, root: Path) -> None:
        knowledge = make_knowledge(load_packs())
        self.before = make_library(root / "before", knowledge, holds="shown")
        self.after = make_library(root / "after", knowledge, holds="shown", but=["whitby.txt"])
        for one in (self.before, self.after):
            _restrict(one, "rating", "Explicit")

    def open(self) -> Library:
        return open_library(self.before.folder)


@pytest.fixture(scope="session")
def change(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Change]:
    made = Change(tmp_path_factory.mktemp("change"))
    yield made
    for one in (made.before, made.after):
        one.app.state.taking_in.jobs.close()
        one.app.state.room.shelf.lending.close()


def rate_anew(library: Library, work_id: str, rating: str) -> None:
    """Correct a rating as a curator does; the index is not told."""
    correct(library, work_id, "rating", rating, by="Cora", clock=LATER)


def _hide_by_rating(library: Library, work_id: str) -> None:
    rate_anew(library, work_id, "Explicit")


def _hide_by_collection(library: Library, work_id: str) -> None:
    made = put_shelf(library, None, f"The {C['collection']}", clock=CLOCK)
    put_restriction(library, "collection", str(made.id), "administrator", by="Ada", clock=LATER)
    add_works(library, made.id, [work_id], clock=LATER)


def _hide_by_hand(library: Library, work_id: str) -> None:
    put_restriction(library, "work", work_id, "administrator", by="Ada", clock=LATER)


WAYS_TO_CHANGE = {
    "hand": _hide_by_hand,
    "collection": _hide_by_collection,
    # The last: nothing brings the index up to date any more.
    "rating": _hide_by_rating,
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_the_very_next_request_obeys(twins: Twins, change: Change, way: str) -> None:
    library = change.before
    work_id = library.works["whitby"]
    groups = ("shelf", "work", "reading", "download", "library", "opds", "api", "shelves", "mine")
    # Numbers of what one keeps go on, whatever is hidden.
    urls = [
        url
        for url in list_urls(library, ("whitby", "lamp"), groups)
        if "annotations" not in url
        and "/suggest" not in url
        and (work_id in url or not _KEPT_IN.search(url))
    ]
    urls += [f"/suggest?q={'whitby'[:n]}" for n in range(2, 7)] + ["/suggest?q=drac"]
    reader = ROLES["reader"]
    if way != "rating":
        urls = [*urls[list(WAYS_TO_CHANGE).index(way) :: 3], f"/works/{work_id}"]
    known = {url: twins.caller.ask(library.app, url, headers=reader) for url in urls}
    assert known[f"/works/{work_id}"].status == 200
    opened = change.open()
    WAYS_TO_CHANGE[way](opened, work_id)
    try:
        told = []
        changed = 0
        for url in urls:
            expected = twins.caller.ask(change.after.app, url, headers=reader)
            tag = known[url].header("etag")
            asked = {**reader, "if-none-match": tag} if tag else reader
            again = twins.caller.ask(library.app, url, headers=asked)
            if again.status == 304:
                if expected.header("etag") != tag:
                    told.append(f"{url}: 304 for what is not so any more")
                continue
            changed += 1
            if said := compare(again, expected):
                told.append(f"{url}: {said}")
        print(f"{way}: {changed} of {len(urls)} answers are others")
        assert changed > len(urls) / 4
        assert told == [], "\n".join([f"{len(told)} differ", *told[:30]])
    finally:
        for shelf in list_shelves(opened, None)[1:]:
            remove_shelf(opened, shelf.id)
        if way != "rating":
            opened.connection.execute(
                "UPDATE restriction SET ended = ? WHERE kind <> 'rating'", (LATER,)
            )
        close_library(opened)


def test_a_role_a_session_and_a_key_count_as_they_are_now(twins: Twins) -> None:
    library = twins.mixed
    url = f"/works/{library.works['rich']}/download/txt"
    number = _restrict(library, "rating", "Explicit", "curator")
    opened = open_library(library.folder)
    try:
        dora = add_person(opened, "Dora", "curator", clock=CLOCK).id
        begin_session(opened, dora, "secret-Dora", agent="test", until=FAR, clock=CLOCK)
        token = add_token(opened, dora, "gone", ["read"], secret="token-gone", clock=CLOCK)
        session = {"cookie": "session=secret-Dora; adult=yes"}
        key = {"authorization": "Bearer token-gone"}
        tag = see(twins, url, session).header("etag")
        assert tag
        for role, status in (("reader", 404), ("curator", 304), ("reader", 404), ("curator", 304)):
            put_role(opened, dora, role)  # type: ignore[arg-type]
            for who in (session, key):
                assert see(twins, url, {**who, "if-none-match": tag}).status == status
        end_token(opened, dora, token.id)
        assert see(twins, url, {**key, "if-none-match": tag}).status == 401
        assert see(twins, url, {**session, "if-none-match": tag}).status == 304
        end_sessions(opened, dora)
        assert see(twins, url, {**session, "if-none-match": tag}).status == 404, "a guest now"
        begin_session(opened, dora, "secret-Dora", agent="test", until=FAR, clock=CLOCK)
        assert see(twins, url, {**session, "if-none-match": tag}).status == 304
        end_person(opened, dora, clock=LATER)
        assert see(twins, url, {**session, "if-none-match": tag}).status == 404, "nobody's"
    finally:
        end_restriction(opened, number, by="Ada", clock=LATER)
        close_library(opened)


def test_an_answer_that_somebody_has_is_not_the_same_once_it_is_hidden(twins: Twins) -> None:
    library = twins.mixed
    reader = {"cookie": "session=secret-Rea; adult=yes"}
    # Also what is named by its digest, and what no page shows anew.
    urls = [
        *list_urls(library, HIDDEN, ("work", "reading", "download", "api")),
        *(f"/originals/{one}" for one in library.digests.values()),
    ]
    tags = {url: tag for url in urls if (tag := see(twins, url, reader).header("etag"))}
    assert len(tags) > 50
    hide(library, "rating")
    try:
        kept = []
        for url, tag in tags.items():
            found = see(twins, url, {**reader, "if-none-match": tag})
            if found.status != 304:
                assert see(twins, url, {**reader, "if-none-match": "*"}).status in {
                    304,
                    400,
                    404,
                }, url
                continue
            kept.append(url)
            assert not any(one in url for one in library.hidden.values()), url
            assert see(twins, url, reader).header("etag") == tag, url
        assert kept, "what is not hidden is as it was"
        assert not any(
            url == f"/originals/{library.digests[one]}" for one in WITHHELD for url in kept
        )
    finally:
        unhide(library)


def test_signing_out_clears_what_a_browser_keeps(twins: Twins) -> None:
    sent = {**ROLES["guest"], "cookie": "session=nobody", "origin": ORIGIN}
    found = twins.caller.ask(twins.mixed.app, "/sign-out", method="POST", headers=sent)
    assert "cache" in found.header("clear-site-data")


def test_a_job_tells_nothing_of_the_works_that_came_of_it(twins: Twins) -> None:
    curator = ROLES["curator"]
    for library, accession, way in ((twins.heap, 3, "accession"), (twins.mixed, 1, "rating")):
        jobs = library.app.state.taking_in.jobs
        told = f"14 stories. {C['text']}"
        job = Job("0" * 16, f"{C['file']}.txt", "Ada", "finished", files=14, accession=accession, message=told)  # fmt: skip  # noqa: E501
        with jobs._changed:
            jobs._jobs[job.id] = job
        urls = [f"/take-in/{job.id}", f"/take-in/{job.id}/events", f"/api/v1/jobs/{job.id}"]
        lists = ["/take-in", "/api/v1/jobs"]
        for url in (*urls, *lists):
            if see(twins, url, curator, library).status != 404:
                assert C["text"] in see(twins, url, curator, library).body.decode(), url
        hide(library, way)
        try:
            for url in urls:
                found = see(twins, url, curator, library)
                assert found.status == 404 or way == "rating", url
                assert C["text"] not in found.body.decode()
                assert "14 stories" not in found.body.decode()
            for url in lists:
                assert C["text"] not in see(twins, url, curator, library).body.decode()
        finally:
            unhide(library)
            with jobs._changed:
                jobs._jobs.clear()


def test_a_heap_called_after_a_hidden_file_has_another_name(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = twins.mixed
    # A heap gets its name when it is begun; here it changes with nothing told of it.
    monkeypatch.setattr(account_sight, "_SEEN", Kept(1))
    opened = open_library(library.folder)
    name = f"uploads/kept and {C['heap']}"
    before = list_accessions(opened)[0].heap
    opened.connection.execute("UPDATE accession SET heap = ? WHERE id = 1", (name,))
    hide(library, "rating")
    try:
        for url in ("/accessions", "/accessions/1", "/accessions/1/undo", "/restrictions"):
            found = see(twins, url, ROLES["curator"])
            assert "several files" in found.body.decode(), url
            assert find_canaries(found) == [], url
    finally:
        unhide(library)
        opened.connection.execute("UPDATE accession SET heap = ? WHERE id = 1", (before,))
        close_library(opened)


TOLD = (
    *(("/history", "title"), ("/history", "reason"), ("/permissions", "author")),
    *(("/permissions", "withdrawn title"), ("/tags?kind=tag", "tag"), ("/series", "series")),
    *(("/review/queue?field=editions", "edition title"), ("/editions", "edition title")),
    *(("/tags/one?kind=tag&name=Lamps", "tag"), ("/api/v1/withdrawals", "reason")),
)
"""Pages of the catalogue at work, and what they tell of hidden works, to whoever sees them."""


def test_what_curators_did_is_told_to_those_who_may_see_it(twins: Twins) -> None:
    hide(twins.mixed, "rating")
    try:
        for url, name in TOLD:
            assert C[name] in see(twins, url, ADMIN).body.decode(), url
            found = see(twins, url, CURATOR)
            assert (found.status, find_canaries(found)) == (200, []), url
    finally:
        unhide(twins.mixed)


def test_the_table_of_docs_names_every_group() -> None:
    page = (Path(__file__).parents[2] / "docs" / "gating.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z ]+) \| (.+?) \| .+ \|$", page, re.MULTILINE)
    assert dict(rows[1:]) == GROUPS


def test_every_read_route_that_knows_of_works_was_asked_of_hidden_ones(twins: Twins) -> None:
    groups = [one for one in GROUPS if one != "no works"]
    asked = list_urls(twins.mixed, HIDDEN, groups)
    hidden = {twins.mixed.works[one] for one in HIDDEN}
    for method, path in list_routes(twins.mixed.app):
        if method == "GET" and "{work_id}" in path:
            start, _, end = path.partition("{work_id}")
            end = end.partition("{")[0]
            found = {
                one for one in hidden if any(url.startswith(f"{start}{one}{end}") for url in asked)
            }
            assert found == hidden, path


def test_what_somebody_did_last_names_nothing_that_was_hidden_since(twins: Twins) -> None:
    library = twins.mixed
    sent = {**CURATOR, "origin": ORIGIN, "content-type": "application/json"}
    opened = open_library(library.folder)
    made = put_shelf(opened, None, f"The {C['collection']}", clock=CLOCK)
    works = [library.works[one] for one in ("rich", "lamp")]
    url = f"/api/v1/collections/{made.id}/works"
    body = json.dumps({"works": works}).encode()
    assert twins.caller.ask(library.app, url, method="POST", headers=sent, body=body).status == 200
    try:
        assert "2 works were put on" in see(twins, "/mine?undo=1", CURATOR).body.decode()
        rating = _restrict(library, "rating", "Explicit")
        assert "1 work was put on" in see(twins, "/mine?undo=1", CURATOR).body.decode()
        end_restriction(opened, rating, by="Ada", clock=LATER)
        _restrict(library, "collection", str(made.id))
        found = see(twins, "/mine?undo=1", CURATOR)
        assert C["collection"] not in found.body.decode()
        assert "put on" not in found.body.decode()
        undone = twins.caller.ask(library.app, "/api/v1/me/undo", method="POST", headers=sent)
        assert (undone.status, find_canaries(undone)) == (409, [])
    finally:
        close_library(opened)
        unhide(library)
