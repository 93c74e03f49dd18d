"""Twin libraries for the gating matrix: one holds works that are hidden, one never did.

Every hidden work bears canaries: nonsense words, each of its own, that stand nowhere else.
The twin is made of the same files by the same code, without the hidden works; whatever one
library answers to somebody from whom they are hidden, the other has to answer, too.
"""

import asyncio
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_plus

import msgspec
from argon2 import PasswordHasher
from fastapi import FastAPI

from fonds.app.acting import act_held, make_correction
from fonds.app.doubts import prepare_queue
from fonds.app.people import Passwords
from fonds.app.permissions import carry_out_wish, plan_author_wish, withdraw_works
from fonds.app.reading import STAGE, Knowledge, finish_works, read_leaf
from fonds.app.shelf import close_shelf, open_shelf
from fonds.app.tag_doubts import make_tag_key
from fonds.intake.limits import Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.unpack import unpack
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.acts import NewChange
from fonds.library.annotations import Passage, put_annotation
from fonds.library.claims import put_claims
from fonds.library.entries import put_entry
from fonds.library.given_out import put_given_out
from fonds.library.kept_apart import make_apart_key
from fonds.library.marks import put_mark
from fonds.library.merging import merge_works
from fonds.library.opening import Library, close_library, open_library
from fonds.library.originals import Arrival, digest_of, put_originals
from fonds.library.people import add_person
from fonds.library.positions import Position, put_device, put_position
from fonds.library.readings import Member, Reading, put_readings
from fonds.library.saved_searches import put_search
from fonds.library.sessions import begin_session
from fonds.library.settings import put_setting
from fonds.library.shelves import add_works, put_shelf
from fonds.library.syncs import Sync, put_sync
from fonds.library.tokens import Scope, add_token
from fonds.library.works import WorkKey, get_work, mint_work_ids, put_works
from fonds.model.claim import Claim, Evidence
from fonds.model.sight import Role
from fonds.model.work import Leaf, Work
from fonds.publish.record import build_entry, build_record
from fonds.web.api.site import install_api
from fonds.web.server import create_app
from fonds.web.visiting import ASK_ADULT

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-05-02T09:30:00Z"
NOW = datetime(2024, 5, 3, 12, 0, tzinfo=UTC)
FAR = "2030-01-01T00:00:00Z"

CANARIES: dict[str, str] = {
    "title": "quaxilon",
    "tag": "brimzadle",
    "series": "torvequin",
    "author": "wexambry",
    "summary": "skilpendo",
    "text": "murgafane",
    "character": "dathorix",
    "fandom": "zellumbra",
    "pairing": "yovantrik",
    "note": "cruvolash",
    "warning": "fendiquor",
    "file": "plisqueth",
    "member": "grobnavel",
    "heap": "hulvastine",
    "collection": "jentopraz",
    "zip title": "ravolquim",
    "mail title": "sprizenda",
    "part title": "ticklovar",
    "series title": "ulmberidge",
    "merged title": "vexhollar",
    "old title": "xandrupel",
    "set title": "yarmoquit",
    "derived text": "zimbelora",
    "list text": "obrantique",
    "annotation": "nivelquat",
    "edition title": "wimbrequat",
    "withdrawn title": "drospelune",
    "reason": "yelkadrine",
}
"""Where a canary stands, and the canary. Folded: what a page or a file name shows is, too."""

PEOPLE: dict[str, Role] = {"Rea": "reader", "Cora": "curator", "Ada": "administrator"}
SCOPES: dict[str, tuple[str, tuple[Scope, ...]]] = {
    "read": ("Rea", ("read",)),
    "write": ("Rea", ("write",)),
    "curate": ("Cora", ("curate",)),
    "admin": ("Ada", ("admin",)),
    "opds": ("Rea", ("opds",)),
    "device": ("Cora", ("opds", "sync")),
}
"""The tokens: whose, and for what."""

C = CANARIES

FOG = """\
The fog had eaten {place} by four o'clock. Watson lit the lamp and set it in the window.

"You have been to the docks," said Holmes, without turning round. "And you walked home."

I had. I asked him how he knew, and he pointed at my boots, and then we both laughed. {more}

The lamp burned until morning, and nobody came, and we were glad of it, he and I.
"""


def write_story(
    title: str, author: str, *lines: str, place: str = "Baker Street", more: str = ""
) -> str:
    """Write a story with a header."""
    head = "\n".join((f"Title: {title}", f"Author: {author}", *lines))
    return f"{head}\n\n{FOG.format(place=place, more=more)}\n"


def _long(*, more: str = "") -> str:
    """Write what is long enough to be found again by its words."""
    told = [
        f"On the {n}th evening the marsh lay {how} under {what}, and {who} went out to count them."
        f" There were {n * 7 % 31} of them, and one that {did} whenever anybody looked at it twice."
        for n, (how, what, who, did) in enumerate(
            zip(
                ("still", "grey", "frozen", "loud", "white", "bare") * 3,
                ("a low moon", "rain", "thin ice", "geese", "mist") * 4,
                ("Ida", "the doctor", "nobody", "the ferryman") * 5,
                ("sank", "moved", "sang", "went dark", "came near", "doubled", "hid") * 3,
                strict=False,
            ),
            4,
        )
    ]
    return "\n\n".join((*told, more))


def _marsh(title: str, *lines: str, more: str = "") -> bytes:
    head = "\n".join((f"Title: {title}", "Author: Ida Fen", *lines))
    return f"{head}\n\n{_long(more=more)}\n".encode()


def _mail(subject: str, text: str) -> str:
    return (
        "From ann@letters.example Mon Mar 01 12:00:00 1999\n"
        "From: ann@letters.example\nTo: list@letters.example\n"
        f"Subject: {subject}\nDate: Mon, 1 Mar 1999 12:00:00 +0000\n\n{text}\n\n"
    )


SHOWN = "Fandom: Sherlock Holmes", "Rating: PG"
OWN = "Fandom: Sherlock Holmes", "Rating: NC-17"

RICH = write_story(
    f"The {C['title']} Lamp",
    f"Ada {C['author']}",
    f"Fandom: {C['fandom']}",
    f"Pairing: Holmes/{C['pairing']}",
    f"Series: {C['series']} Nights, 1",
    "Rating: NC-17",
    f"Warnings: {C['warning']}",
    "Date: 12 March 1987",
    f"Summary: A lamp that will not go out, {C['summary']}, and a doctor who will not go home.",
    f"Notes: Thanks to everybody, {C['note']}.",
    more=f"It was {C['text']} all over again.",
)
"""The work with everything; longer, older and in more chapters than all others."""


def _rich() -> str:
    more = "\n\n".join(
        f"Chapter {n}: {C['text']} {n}\n\n{FOG.format(place='Ealing', more='')}" for n in (1, 2, 3)
    )
    return f"{RICH}\n{more}\nThe End\n"


def _two_stories(with_hidden: bool) -> str:
    first = write_story("Open Harbour", "Basil Quill", *SHOWN, place="Whitby")
    second = write_story(f"{C['part title']} Harbour", "Basil Quill", *OWN, place="Dover")
    return f"{first}\n\n{second}" if with_hidden else first


def _zip(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


def make_shared() -> dict[str, bytes]:
    """Make the files that both libraries hold: two of them hold a hidden work each, besides."""
    tail = write_story(f"{C['mail title']} Letters", "Ann Moor", *OWN, place="Poole")
    post = write_story("Open Letters", "Ann Moor", *SHOWN, place="Hove")
    return {
        "holmes/lamp.txt": write_story("The Lamp", "Ada Moor", *SHOWN, "Date: 1999").encode(),
        "holmes/series.txt": write_story(
            "Nights the Second", "Ada Moor", *SHOWN, "Series: Baker Street Nights, 2", place="Hull"
        ).encode(),
        "whitby.txt": write_story("Whitby", "Basil Quill", "Fandom: Dracula", "Rating: G").encode(),
        "INDEX.TXT": b"Stories on this disk\n\nlamp.txt\nseries.txt\nwhitby.txt\noz.html\n",
        "disk.zip": _zip(
            {
                "open/abbey.txt": write_story("Abbey", "Basil Quill", *SHOWN, place="Ely"),
                f"kept/{C['member']}.txt": write_story(
                    f"{C['zip title']} Abbey", "Basil Quill", *OWN, place="Bath"
                ),
            }
        ),
        "marsh/one.txt": _marsh("Marsh Lights", *SHOWN),
        "marsh/two.txt": _marsh("Marsh Lights", *SHOWN, more="Afterwards we all went home."),
        "box.mbox": (_mail("Open", post) + _mail(C["mail title"], tail)).encode(),
        "both.txt": _two_stories(with_hidden=True).encode(),
    }


def make_hidden() -> dict[str, bytes]:
    """Make the files of which all works are hidden."""
    return {
        f"kept/{C['file']}.txt": _rich().encode(),
        "kept/one.txt": write_story(
            f"{C['series title']} First",
            "Ada Moor",
            *OWN,
            "Series: Baker Street Nights, 1",
            place="Deal",
        ).encode(),
        "kept/old.txt": write_story(f"{C['old title']}", "Ada Moor", *OWN, place="Rye").encode(),
        "kept/new.txt": write_story(f"{C['merged title']}", "Ada Moor", *OWN, place="Wye").encode(),
        "kept/set.txt": write_story(
            f"{C['set title']}",
            "Ada Moor",
            "Fandom: Buffy the Vampire Slayer",
            "Rating: NC-17",
            place="Sunnydale",
        ).encode(),
        "kept/bare.txt": FOG.format(
            place="Lime Grove", more=f"All was {C['derived text']}."
        ).encode(),
        "kept/marsh.txt": _marsh(
            f"{C['edition title']} Lights",
            *OWN,
            "Date: 2001",
            more=f"Afterwards we all went home, but for {C['edition title']}.",
        ),
        "kept/gone.txt": write_story(
            f"{C['withdrawn title']}", "Ada Moor", *OWN, place="Bude"
        ).encode(),
        "kept/list.txt": f"Stories on this disk\n\n{C['list text']}.txt\nb.txt\nc.txt\n".encode(),
    }


NAMES: dict[str, str] = {
    f"kept/{C['file']}.txt": "rich",
    "kept/one.txt": "in series",
    "kept/old.txt": "merged",
    "kept/new.txt": "became",
    "kept/set.txt": "in canon",
    "kept/bare.txt": "derived",
    "kept/list.txt": "not-story",
    "kept/marsh.txt": "edition",
    "kept/gone.txt": "withdrawn",
    f"disk.zip//kept/{C['member']}.txt": "in zip",
    "box.mbox//message-0002": "in mailbox",
    "both.txt//1": "in the same text",
}
"""The hidden works, by where they stand."""

SIBLINGS = {
    "holmes/lamp.txt": "lamp",
    "holmes/series.txt": "series",
    "whitby.txt": "whitby",
    "disk.zip//open/abbey.txt": "abbey",
    "box.mbox//message-0001": "letters",
    "both.txt": "harbour",
    "INDEX.TXT": "index",
    "marsh/one.txt": "marsh",
    "marsh/two.txt": "marsh again",
}


@dataclass
class TwinLibrary:
    """A library of the matrix, its site, and what the matrix asks after.

    Attributes:
        folder: of the library.
        app: its site.
        works: identifiers of all works it holds or held, by what they are here.
        digests: of originals, by path.
        shelves: numbers of shelves and collections, by name.
    """

    folder: Path
    works: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    shelves: dict[str, int] = field(default_factory=dict)
    annotations: dict[str, list[int]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._app: FastAPI | None = None

    @property
    def app(self) -> FastAPI:
        if self._app is None:
            cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
            self._app = create_app(self.folder, has_accounts=True, passwords=cheap, now=lambda: NOW)
            if not hasattr(self._app.state, "api_routes"):
                install_api(self._app)
        return self._app

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden works it held, by what they are."""
        return {name: self.works[name] for name in NAMES.values() if name in self.works}


def make_library(
    folder: Path,
    knowledge: Knowledge,
    *,
    holds: str = "all",
    own_heap: bool = False,
    but: Sequence[str] = (),
) -> TwinLibrary:
    """Make a library of the matrix.

    Args:
        folder: where.
        knowledge: packs.
        holds: "all" works, those that are never hidden ("shown"), or "none".
        own_heap: whether the hidden works came in by an accession of their own.
        but: files that are left out.
    """
    made = TwinLibrary(folder)
    library = open_library(folder, create=True)
    try:
        if holds != "none":
            shared = {name: data for name, data in make_shared().items() if name not in but}
            hidden = make_hidden() if holds == "all" else {}
            first = shared if own_heap else {**shared, **hidden}
            _take_in(
                library, made, knowledge, ("attic", first), holds=holds, is_hidden_apart=own_heap
            )
            again = {"again/lamp.txt": shared["holmes/lamp.txt"], "again/chart.xyz": b"\0\1\2"}
            if hidden and not own_heap:
                again[f"again/{C['file']}.txt"] = hidden[f"kept/{C['file']}.txt"]
            _take_in(library, made, knowledge, ("loft", again), holds=holds)
            if own_heap:
                again = {**hidden, f"copy {C['file']}.txt": shared["holmes/lamp.txt"]}
                _take_in(library, made, knowledge, (C["heap"], again), holds=holds, more=shared)
            _describe(library, made)
        _settle_people(library, made)
        if holds != "none":
            _work_at(library, made)
    finally:
        close_library(library)
    shelf = open_shelf(folder)
    prepare_queue(shelf)
    close_shelf(shelf)
    return made


def _is_hidden(work: Work) -> bool:
    places = {one.member or one.path for one in work.sources}
    words = " ".join(block.text for block in work.blocks).casefold()
    told = " ".join(str(claim.value) for claim in work.claims).casefold()
    return any(one.startswith("kept/") for one in places) or any(
        canary in words or canary in told for canary in CANARIES.values()
    )


def _take_in(
    library: Library,
    made: TwinLibrary,
    knowledge: Knowledge,
    heap_of: tuple[str, Mapping[str, bytes]],
    *,
    holds: str,
    is_hidden_apart: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> None:
    """Take a heap in; `more` are files that are here, of which the hidden works come now."""
    heap_name, heap = heap_of
    accession = begin_accession(library, heap_name, options={}, tool="test", clock=CLOCK)
    arrivals = [
        Arrival(path, data, 946_684_800, find_media_type(data, path)) for path, data in heap.items()
    ]
    put_originals(library, accession.id, arrivals, clock=CLOCK)
    pairs = []
    for path, data in {**heap, **(more or {})}.items():
        made.digests[path] = digest_of(data)
        if path.startswith(("copy ", "again/")):
            continue
        leaves = [one for one in unpack(path, data, Limits()) if isinstance(one, Leaf)]
        members = tuple(
            Member(leaf.member or "", digest_of(leaf.data), len(leaf.data), leaf.media_type, "read")
            for leaf in leaves
        )
        read = [draft for leaf in leaves for draft in read_leaf(leaf, knowledge)]
        if holds == "shown":
            # The twin's containers never held what is hidden in the others.
            shown = {one.sources[0].member or "" for one in read if not _is_hidden(one)}
            members = tuple(one for one in members if one.path in shown)
        if path in heap:
            reading = Reading(digest_of(data), members, tuple(read))
            put_readings(library, accession.id, [reading], stage=STAGE, clock=CLOCK)
        for one in members:
            made.digests[f"{path}//{one.path}"] = str(one.digest)
        ordinals: dict[str | None, int] = {}
        for work in finish_works(read, knowledge):
            member = work.sources[0].member
            ordinal = ordinals.get(member, 0)
            ordinals[member] = ordinal + 1
            is_hidden = _is_hidden(work)
            name = f"{path}//{member}" if member else path + (f"//{ordinal}" if ordinal else "")
            key = WorkKey(work.sources[0].digest, member, ordinal)
            (work_id,) = mint_work_ids(library, [key])
            made.works[(NAMES if is_hidden else SIBLINGS)[name]] = work_id
            if is_hidden and (holds != "all" or is_hidden_apart):
                continue
            if more is not None and not is_hidden:
                continue
            pairs.append((work, build_entry(build_record(work), work_id, work.reason)))
    put_works(library, accession.id, pairs, stage=STAGE, clock=CLOCK)
    end_accession(library, accession.id, clock=CLOCK)


def derive(name: str, value: Any, places: Sequence[Evidence] = ()) -> Claim:
    """Make a claim as describers do."""
    return Claim(name, value, "derived", 0.97, tuple(places), "tests/1")


def put_told(library: Library, work_id: str, claims: Iterable[Claim]) -> None:
    """Put claims, and the catalogue line anew."""
    put_claims(library, work_id, tuple(claims))
    refresh_entry(library, work_id)


def refresh_entry(library: Library, work_id: str) -> None:
    """Put a work's catalogue line anew."""
    work = get_work(library, work_id)
    put_entry(library, build_entry(build_record(work), work_id, work.reason))


def _place(show: str, season: int, number: int) -> dict[str, Any]:
    return {
        "show": show,
        "season": season,
        "number": number,
        "episode": None,
        "relation": "after",
    }


def _describe(library: Library, made: TwinLibrary) -> None:
    """Say by hand what describers would; hidden works get more of it."""
    buffy = "Buffy the Vampire Slayer"
    scenes = [
        {"start": 0, "end": 200, "point_of_view": "John Watson", "person": "first", "tense": "past"}
    ]
    told: dict[str, list[Claim]] = {
        "whitby": [derive("setting", _place(buffy, 2, 3)), derive("tags", ["Fog"])],
        "lamp": [derive("tags", ["Fog", "Lamps"]), derive("characters", ["Sherlock Holmes"])],
        "rich": [
            derive("tags", ["Fog", f"{C['tag']} lamps"]),
            derive("characters", ["Sherlock Holmes", f"Lady {C['character']}"]),
            derive("warnings", [C["warning"]]),
            derive("people", [_person(f"Lady {C['character']}")], [Evidence(0, 5, 20, C["title"])]),
            derive("scene_list", scenes),
            derive("pov", {"person": "second", "narrator": f"Lady {C['character']}"}),
        ],
        "in canon": [
            derive("setting", _place(buffy, 2, 3)),
            derive("setting", _place(buffy, 5, 1)),
        ],
        "derived": [
            derive("characters", [f"Lady {C['character']}"]),
            derive("rating", "Explicit"),
            derive("suggested_rating", "Explicit"),
        ],
        "not-story": [derive("rating", "Explicit")],
    }
    for name, claims in told.items():
        if name in made.works and _holds(library, made.works[name]):
            put_told(library, made.works[name], claims)
    if "merged" in made.works and _holds(library, made.works["merged"]):
        merge_works(library, made.works["merged"], made.works["became"], clock=CLOCK)


def _work_at(library: Library, made: TwinLibrary) -> None:
    """Let curators work at the catalogue: what both libraries have first, then what is hidden."""

    def do(words: str, *changes: NewChange, kind: str = "set") -> None:
        why = "" if words == "open" else f"because of {C['reason']}"
        act_held(library, changes, kind=kind, words=words, why=why, by="Cora", clock=LATER)

    def say(work_id: str, field: str, value: Any) -> NewChange:
        return make_correction(library, work_id, field, value, by="Cora", clock=LATER)

    def grant(name: str) -> None:
        plan = plan_author_wish(library, name, "granted", f"a letter of {name}")
        carry_out_wish(library, plan, by="Cora", clock=LATER)

    lamp = made.works["lamp"]
    do("open", say(lamp, "summary", "A lamp in a window, and two who came home to it."))
    do(
        "open",
        NewChange("tag", ("tag", "Lamps"), {"canonical": "Lamps"}),
        NewChange("tag", ("author", "Ada Moor"), {"canonical": "Ada Moor"}),
        kind="tags",
    )
    grant("Ada Moor")
    if not _holds(library, made.works.get("rich", "")):
        return
    rich, tag, author = made.works["rich"], f"{C['tag']} lamps", f"Ada {C['author']}"
    do(f"Summary of {C['title']}", say(rich, "summary", f"Told anew, {C['summary']}."))
    do(
        f"Put {tag} under Lamps",
        NewChange("tag", ("tag", tag), {"canonical": tag}),
        NewChange("broader", ("tag", tag, "tag", "Lamps"), True),
        NewChange("tag", ("author", author), {"canonical": author}),
        NewChange("broader", ("author", author, "author", "Ada Moor"), True),
        kind="tags",
    )
    grant(author)
    apart = make_apart_key(lamp, rich)
    do(f"Keeps {C['title']} apart", NewChange("apart", apart, True, lamp), kind="apart")
    question = make_tag_key("character", f"Lady {C['character']}")
    do("Put off", NewChange("put_off", ("tag", question), True), kind="review")
    withdraw_works(library, [made.works["withdrawn"]], why=C["reason"], by="Cora", clock=LATER)


def _person(name: str) -> dict[str, Any]:
    return {"name": name, "presence": "present", "names": [name], "mentions": 2}


def _holds(library: Library, work_id: str) -> bool:
    row = library.connection.execute("SELECT 1 FROM work WHERE id = ?", (work_id,)).fetchone()
    return row is not None


def _settle_people(library: Library, made: TwinLibrary) -> None:
    """Let people come, and keep what they kept before anything was hidden."""
    # What is hidden is answered before anybody is asked whether they are grown up.
    put_setting(library, ASK_ADULT, True)
    open_shelf_id = put_shelf(library, None, "Evenings", clock=CLOCK).id
    made.shelves["open"] = open_shelf_id
    for name, role in PEOPLE.items():
        person = add_person(library, name, role, clock=CLOCK).id
        made.people[name] = person
        begin_session(library, person, f"secret-{name}", agent="test", until=FAR, clock=CLOCK)
        made.shelves[name] = put_shelf(library, person, f"Shelf of {name}", clock=CLOCK).id
    for label, (name, scopes) in SCOPES.items():
        person = made.people[name]
        add_token(library, person, label, scopes, secret=f"token-{label}", clock=CLOCK)
    # What both keep comes first, so that its numbers are alike.
    for works in ("shown", "hidden"):
        ids = [
            work_id
            for name, work_id in made.works.items()
            if (name in NAMES.values()) == (works == "hidden") and _leads(library, work_id)
        ]
        _keep(library, made, ids, is_hidden=works == "hidden")
    for person in made.people.values():
        for label in ("title", "tag"):
            put_search(library, person, f"My {label}", f"q={C[label]}", clock=CLOCK)
        put_search(library, person, "Fog", "q=fog", clock=CLOCK)
        put_sync(library, person, Sync("d" * 32, "/body/p[1]", 0.5, "Kobo", "k1", 1_000_000_000))


def _leads(library: Library, work_id: str) -> bool:
    sql = "SELECT 1 FROM work WHERE id = ?1 UNION SELECT 1 FROM redirect WHERE old = ?1"
    return library.connection.execute(sql, (work_id,)).fetchone() is not None


def _keep(library: Library, made: TwinLibrary, ids: Sequence[str], *, is_hidden: bool) -> None:
    add_works(library, made.shelves["open"], ids, clock=LATER)
    for name, person in made.people.items():
        add_works(library, made.shelves[name], ids, clock=LATER)
        device = f"device-{name}"
        put_device(library, person, device, "Kobo", clock=CLOCK)
        for work_id in ids:
            status = ("to-read", "reading", "read")[sum(work_id.encode()) % 3]
            put_mark(library, person, work_id, status=status, favourite=True, clock=LATER)  # type: ignore[arg-type]
            position = Position(1, 2, 0.3, "I had.", LATER)
            put_position(library, person, device, work_id, position, clock=LATER)
            note = C["annotation"] if is_hidden else "kept"
            passage = Passage(1, 0, 1, 4, C["annotation"] if is_hidden else "The fog")
            kept = put_annotation(library, person, work_id, passage, note, clock=LATER)
            made.annotations.setdefault(name, []).append(kept.id)
            if is_hidden:
                put_given_out(library, document_of(work_id), work_id, "epub", clock=LATER)


def document_of(work_id: str) -> str:
    """The name by which KOReader would know a book of a work."""
    return (work_id.encode().hex() * 2)[:32]


class Answer(msgspec.Struct, frozen=True):
    """An answer of a site."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Give a header; "" when there is none."""
        return next((value for key, value in self.headers if key == name), "")


ORIGIN = "http://fonds.example"


class Caller:
    """Asks sites in one loop, without a network and without a client's own cost."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.asked = 0

    def close(self) -> None:
        self.loop.close()

    def ask(
        self,
        app: FastAPI,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        """Send one request."""
        self.asked += 1
        return self.loop.run_until_complete(self._ask(app, url, method, headers or {}, body))

    async def _ask(
        self, app: FastAPI, url: str, method: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        path, _, query = url.partition("?")
        sent = {"host": "fonds.example", "sec-fetch-site": "same-origin", **headers}
        if body:
            sent["content-length"] = str(len(body))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [
                (key.encode("latin-1"), value.encode("latin-1")) for key, value in sent.items()
            ],
            "client": ("192.0.2.1", 4242),
            "server": ("fonds.example", 80),
            "state": {},
        }
        told: list[Any] = []
        is_sent = False

        async def receive() -> dict[str, Any]:
            nonlocal is_sent
            if is_sent:
                await asyncio.sleep(3600)
            is_sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        await app(scope, receive, send)
        start = next(one for one in told if one["type"] == "http.response.start")
        whole = b"".join(
            one.get("body", b"") for one in told if one["type"] == "http.response.body"
        )
        kept = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in start["headers"])
        return Answer(start["status"], kept, whole)


def find_canaries(answer: Answer, but: Iterable[str] = ()) -> list[str]:
    """Find the canaries in an answer: its headers, its words, and what is packed in it."""
    words = " ".join(value for _, value in answer.headers) + " " + _read_all(answer.body)
    shown = {words.casefold(), unescape(unquote_plus(words)).casefold()}
    return [one for one in CANARIES.values() if one not in but and any(one in s for s in shown)]


def _read_all(body: bytes) -> str:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return " ".join(f"{n} {_read_all(archive.read(n))}" for n in archive.namelist())
    return body.decode("utf-8", "replace")
