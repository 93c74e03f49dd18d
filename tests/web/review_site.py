"""A library with much to ask about: works of our own making, uncertain in many ways."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from fonds.app.doubts import prepare_queue
from fonds.app.joining import store_works
from fonds.app.reading import STAGE
from fonds.app.shelf import close_shelf, open_shelf
from fonds.decode.decode import LOST
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.opening import Library, close_library, open_library
from fonds.library.originals import Arrival, digest_of, put_originals
from fonds.library.readings import Member, Reading, put_readings
from fonds.library.storage import transaction
from fonds.library.works import WorkKey, mint_work_ids
from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence
from fonds.model.problem import Problem
from fonds.model.work import Source, Work
from fonds.parse.parts import MISSING
from fonds.publish.record import build_entry, build_record

CLOCK = "2024-05-01T12:00:00Z"
BATCH = 200

_WHO = "Holmes Watson Lestrade Hudson Adler Mycroft Moriarty Gregson Hopkins Wiggins".split()
_DID = "found lost carried hid opened followed sold burned mended watched copied drew".split()
_WHAT = (
    "lamp letter ring boat map violin coat key clock bottle ledger portrait kettle carriage glove "
    "candle mirror telegram umbrella trunk photograph bell ladder spade"
).split()
_WHERE = (
    "harbour moor cellar garden attic station abbey bridge market library tower mill quarry inn "
    "lighthouse orchard chapel"
).split()
_HOW = "slowly quietly twice at_dusk in_the_rain by_candlelight without_a_word again".split()

SPELLINGS = (
    "Sherlock Holmes/John Watson",
    "John Watson/Sherlock Holmes",
    "sherlock holmes/john watson",
    "Holmes/Watson",
)


class Plan(Struct, frozen=True):
    """A work that is to be made, and what is uncertain about it.

    Attributes:
        number: tells works apart.
        doubt: the field that is asked about.
        group: works of one group and doubt are one question.
        body: number that the body is drawn with; two works of one are editions.
    """

    number: int
    doubt: str
    group: int
    body: int


class _Page:
    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []

    def put(self, text: str, place: Any = "body") -> int:
        start = len(self.text)
        self.blocks.append(Block("paragraph", text, start, start + len(text), place=place))
        self.text += f"{text}\n\n"
        return start


def write_body(number: int, sentences: int = 24) -> list[str]:
    """Draw paragraphs that no other number has."""
    dice = random.Random(number)

    def sentence() -> str:
        one, other = dice.sample(_WHO, 2)
        what, where, how = dice.choice(_WHAT), dice.choice(_WHERE), dice.choice(_HOW)
        thing, did, then = dice.choice(_WHAT), dice.choice(_DID), dice.choice(_DID)
        how = how.replace("_", " ")
        return (
            f"{one} {did} the {what} at the {where} {how}, and {other} {then} the {thing} of "
            f"number {dice.randrange(10_000)}."
        )

    return [" ".join(sentence() for _ in range(3)) for _ in range(sentences // 3)]


def make_plans(count: int) -> list[Plan]:
    """Plan n works: many that one answer settles together, and some that stand alone."""
    many = (("creators", 50), ("fandoms", 60), ("rating", 45), ("tag", 25), ("date", 12))
    alone = ("title", "kind", "editions", "editions", "damage", "missing-parts", "series")
    plans: list[Plan] = []
    group = 0
    while len(plans) < count:
        group += 1
        doubt, size = many[group % len(many)]
        for _ in range(size):
            plans.append(Plan(len(plans), doubt, group, len(plans)))
        for doubt in alone:
            body = plans[-1].body if doubt == "editions" and plans[-1].doubt == doubt else None
            plans.append(Plan(len(plans), doubt, group, len(plans) if body is None else body))
    return plans[:count]


def make_work(plan: Plan) -> tuple[str, bytes, Work]:
    """Make a work as it would be read: its path, its bytes, and what is said of it."""
    page = _Page()
    claims = list(_put_header(page, plan))
    for paragraph in write_body(plan.body):
        lost = plan.doubt == "damage"
        page.put(paragraph.replace("the ", "th\ufffd ", 2) if lost else paragraph)
    problems = {
        "damage": (Problem(LOST, "16 characters are lost: U+FFFD stands for them."),),
        "missing-parts": (Problem(MISSING, "Part 2 of 3 is missing."),),
    }.get(plan.doubt, ())
    data = page.text.encode()
    path = f"attic/{plan.group:03}/{plan.number:05}.txt"
    source = Source(path, None, digest_of(data), len(data), "text/plain", "utf-8")
    sure = 0.6 if plan.doubt == "kind" else 0.95
    claims.append(Claim("kind", "story", "derived", sure, (), "kind/1"))
    reason = "It has paragraphs of prose."
    work = Work((source,), "story", reason, tuple(page.blocks), (), tuple(claims), problems)
    return path, data, work


def _put_header(page: _Page, plan: Plan) -> Iterator[Claim]:
    group, doubt = plan.group, plan.doubt
    sure = {field: 0.6 if doubt == field else 0.95 for field in ("title", "creators", "date")}
    title = f"The {_WHAT[plan.number % len(_WHAT)].title()} of {plan.number}"
    if doubt == "editions":
        title = f"The Story of {plan.body}"
    author = f"Mara Quill {group}" if doubt == "creators" else f"Ida Reed {plan.number % 40}"
    yield _say(page, "Title", "title", title, title, sure["title"])
    yield _say(page, "Author", "creators", author, [author], sure["creators"])
    if doubt != "fandoms":
        yield _say(page, "Fandom", "fandoms", "Sherlock Holmes", ["Sherlock Holmes"], 0.95)
    pairing = SPELLINGS[group % len(SPELLINGS)] if doubt == "tag" else ""
    if pairing:
        yield _say(page, "Pairing", "relationships", pairing, [pairing], 0.95)
    if doubt == "rating":
        words = f"my aunt {group} may read it"
        yield _say(page, "Rating", "rating_stated", words, words, 0.95)
    else:
        yield _say(page, "Rating", "rating", "PG", "General Audiences", 0.95)
    year = 1995 + group % 9
    yield _say(page, "Date", "date", f"spring {year}", str(year), sure["date"])
    if doubt == "series":
        series = {"title": f"Moor Nights {plan.number}", "index": None}
        yield _say(page, "Series", "series", f"Moor Nights {plan.number}", series, 0.6)


def _say(  # noqa: PLR0917 - the parts of a line
    page: _Page, label: str, field: str, words: str, value: Any, sure: float
) -> Claim:
    start = page.put(f"{label}: {words}", "front") + len(label) + 2
    place = Evidence(0, start, start + len(words), words)
    return Claim(field, value, "stated", sure, (place,), "front-matter/1")


def make_review_library(folder: Path, count: int, *, is_prepared: bool = True) -> list[Plan]:
    """Make a library of n works with its queue; gives what is uncertain, in the order of works."""
    plans = make_plans(count)
    library = open_library(folder, create=True)
    try:
        library.connection.execute("PRAGMA synchronous = OFF")
        accession = begin_accession(library, "attic", options={}, tool="test", clock=CLOCK)
        for at in range(0, count, BATCH):
            _store(library, accession.id, plans[at : at + BATCH])
        end_accession(library, accession.id, clock=CLOCK)
    finally:
        close_library(library)
    shelf = open_shelf(folder)
    try:
        if is_prepared:
            prepare_queue(shelf)
    finally:
        close_shelf(shelf)
    return plans


def _store(library: Library, accession_id: int, plans: list[Plan]) -> None:
    made = [make_work(plan) for plan in plans]
    arrivals = [Arrival(path, data, 946_684_800, "text/plain") for path, data, _ in made]
    with transaction(library.connection):
        put_originals(library, accession_id, arrivals, clock=CLOCK)
        readings = [
            Reading(
                digest_of(data),
                (Member("", digest_of(data), len(data), "text/plain", "read"),),
                (),
            )
            for _, data, _ in made
        ]
        put_readings(library, accession_id, readings, stage=STAGE, clock=CLOCK)
        ids = mint_work_ids(library, [WorkKey(digest_of(data), None, 0) for _, data, _ in made])
        pairs = [
            (work, build_entry(build_record(work), work_id, work.reason))
            for work_id, (_, _, work) in zip(ids, made, strict=True)
        ]
        store_works(library, accession_id, pairs, clock=CLOCK)
