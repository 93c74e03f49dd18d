"""Searching: who finds what, in which order, with which words marked."""

import math
from pathlib import Path

import pytest
from msgspec import structs

from fonds.errors import UserError
from fonds.model.record import PointOfView
from fonds.search.index import SearchIndex, open_index, put_documents
from fonds.search.query import TextField, parse_query, write_term
from fonds.search.searching import Results, Sort, search
from tests.library_factories import make_entry

MOOR = "The hound’s voice carried over the moor. “Quick, Watson!” cried Holmes, and they ran."
TEA = "Alice poured the tea naïvely.\n\nThe Hatter’s cup was empty; he sang of hounds and moors."
STORM = "A storm over Kansas. Dorothy, running, called the little dog until her voice was gone."
OUTLAW = "Robin drew his bow in the greenwood while Marian watched the sheriff’s men."

ENTRIES = [
    (
        make_entry(
            "w1",
            title="The Hound's Return",
            creators=("Jane Doe", "Émile Martin"),
            fandoms=("Sherlock Holmes",),
            relationships=("Sherlock Holmes/John Watson", "Mycroft Holmes & Mrs. Hudson"),
            characters=("Sherlock Holmes", "John Watson"),
            tags=("Moorland", "Sci-Fi"),
            rating="Teen And Up Audiences",
            date="2001-05-17",
            words=12_000,
        ),
        MOOR,
    ),
    (
        make_entry(
            "w2",
            title="An Unbirthday",
            creators=("Zoë Abel",),
            fandoms=("Alice in Wonderland",),
            relationships=("Alice Liddell & Mad Hatter",),
            characters=("Alice Liddell",),
            rating="General Audiences",
            date="2001",
            words=800,
            summary="A quiet tea, and a quarrel.",
        ),
        TEA,
    ),
    (
        make_entry(
            "w3",
            title=None,
            incipit="A storm over Kansas",
            creators=(),
            fandoms=("Oz",),
            rating=None,
            date=None,
            words=3_000,
        ),
        STORM,
    ),
    (
        make_entry(
            "w4",
            title="Greenwood",
            creators=("Jane Smith",),
            fandoms=("Robin Hood",),
            relationships=("Robin Hood/Maid Marian", "Watson/Sheriff"),
            rating="Mature",
            date="1999-12",
            words=5_000,
        ),
        OUTLAW,
    ),
    (
        make_entry(
            "w5",
            title="A Guide to the Hound",
            creators=("Jane Doe",),
            kind="not-story",
            date="2003",
            words=50,
        ),
        "An episode guide of the hound.",
    ),
]


ABOUT = [
    structs.replace(ENTRIES[0][0], categories=("M/M",), pov=PointOfView("first", "John Watson")),
    structs.replace(
        ENTRIES[1][0],
        categories=("Gen", "F/M"),
        pov=PointOfView("third"),
        derived=("characters", "categories", "pov"),
    ),
]
ENTRIES = [*zip(ABOUT, [MOOR, TEA], strict=True), *ENTRIES[2:]]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = open_index(tmp_path_factory.mktemp("index"))
    # Two commits, so that hits come from more than one segment.
    put_documents(index, ENTRIES[:2])
    put_documents(index, ENTRIES[2:])
    return index


def find(index: SearchIndex, text: str, sort: Sort = "relevance") -> list[str]:
    return [hit.work_id for hit in search(index, parse_query(text), sort=sort).hits]


FOUND: list[tuple[str, set[str]]] = [
    ("", {"w1", "w2", "w3", "w4"}),
    ("hound", {"w1", "w2"}),
    ("HOUNDS", {"w1", "w2"}),
    ("hound moor", {"w1", "w2"}),
    ("hound -tea", {"w1"}),
    ("hound NOT (tea OR cup)", {"w1"}),
    ("storm OR bow", {"w3", "w4"}),
    ("-hound", {"w3", "w4"}),
    ("-hound -storm", {"w4"}),
    ("naive", {"w2"}),
    ("naïvely", {"w2"}),
    ('"over the moor"', {"w1"}),
    ('"the moor over"', set()),
    ('"over the"', {"w1"}),
    ("hatter's", {"w2"}),
    ("hatter", {"w2"}),
    ("running", {"w3"}),
    ("kansas", {"w3"}),
    ("sci-fi", {"w1"}),
    ("quarrel", {"w2"}),
    ("author:jane", {"w1", "w4"}),
    ('author:"jane doe"', {"w1"}),
    ('author:"doe émile"', set()),
    ("author:emile", {"w1"}),
    ("author:ZOE", {"w2"}),
    ("title:hound", {"w1"}),
    ("title:moor", set()),
    ("title:storm", {"w3"}),
    ("fandom:oz", {"w3"}),
    ("fandom:holmes", {"w1"}),
    ("pairing:holmes/watson", {"w1"}),
    ("pairing:watson/holmes", {"w1"}),
    ('pairing:"John Watson/Sherlock Holmes"', {"w1"}),
    ('pairing:"watson x sherlock"', {"w1"}),
    ("pairing:watson", {"w1", "w4"}),
    ('pairing:"holmes & hudson"', {"w1"}),
    ("pairing:holmes/hudson", set()),
    ("pairing:hatter&alice", {"w2"}),
    ("pairing:watson/marian", set()),
    ("character:alice", {"w2"}),
    ("tag:moorland", {"w1"}),
    ("tag:sci-fi", {"w1"}),
    ("rating:teen", {"w1"}),
    ("category:m/m", {"w1"}),
    ("category:het", {"w2"}),
    ("category:F/F", set()),
    ("-category:gen", {"w1", "w3", "w4"}),
    ("pov:first", {"w1"}),
    ('pov:"third person"', {"w2"}),
    ("pov:mixed", set()),
    ("narrator:WATSON", {"w1"}),
    ("narrator:alice", set()),
    ("rating:unrated", {"w3"}),
    ("rating:general OR rating:mature", {"w2", "w4"}),
    ("words:>3000", {"w1", "w4"}),
    ("words:>=3000", {"w1", "w3", "w4"}),
    ("words:800..3000", {"w2", "w3"}),
    ("words:<0", set()),
    ("date:2001", {"w1", "w2"}),
    ("date:2001-05", {"w1"}),
    ("date:1999..2001", {"w1", "w2", "w4"}),
    ("date:>=2001-05", {"w1"}),
    ("date:<2001", {"w4"}),
    ("-date:1900..2100", {"w3"}),
    ("fandom:oz OR (author:jane words:<6000)", {"w3", "w4"}),
    ("xyzzy", set()),
]


@pytest.mark.parametrize(("text", "works"), FOUND, ids=[text for text, _works in FOUND])
def test_a_query_finds_just_these_works(index: SearchIndex, text: str, works: set[str]) -> None:
    results = search(index, parse_query(text))
    assert {hit.work_id for hit in results.hits} == works
    assert results.total == len(works)


@pytest.mark.parametrize(
    ("kinds", "works"),
    [
        (("story",), {"w1", "w2"}),
        (("not-story",), {"w5"}),
        ((), {"w1", "w2", "w5"}),
        (("story", "not-story"), {"w1", "w2", "w5"}),
    ],
)
def test_only_the_kinds_asked_for_are_found(
    index: SearchIndex, kinds: tuple[str, ...], works: set[str]
) -> None:
    results = search(index, parse_query("hound"), kinds=kinds)
    assert {hit.work_id for hit in results.hits} == works


ORDERS: list[tuple[Sort, bool | None, list[str]]] = [
    ("title", None, ["w4", "w1", "w3", "w2"]),
    ("title", True, ["w2", "w3", "w1", "w4"]),
    ("author", None, ["w1", "w4", "w2", "w3"]),
    ("author", True, ["w2", "w4", "w1", "w3"]),
    ("date", None, ["w1", "w2", "w4", "w3"]),
    ("date", False, ["w4", "w2", "w1", "w3"]),
    ("words", None, ["w1", "w4", "w3", "w2"]),
    ("words", False, ["w2", "w3", "w4", "w1"]),
    ("relevance", None, ["w4", "w1", "w3", "w2"]),
]


@pytest.mark.parametrize(("sort", "descending", "works"), ORDERS)
def test_works_come_in_the_order_asked_for_and_those_without_the_key_last(
    index: SearchIndex, sort: Sort, descending: bool | None, works: list[str]
) -> None:
    results = search(index, parse_query(""), sort=sort, descending=descending)
    assert [hit.work_id for hit in results.hits] == works


def test_a_word_of_the_title_beats_a_word_of_the_body(index: SearchIndex) -> None:
    results = search(index, parse_query("hound"))
    assert [hit.work_id for hit in results.hits] == ["w1", "w2"]
    assert results.hits[0].score > results.hits[1].score > 0


def test_pages_follow_one_another_without_gap_or_repeat(index: SearchIndex) -> None:
    everything = parse_query("")
    pages = [search(index, everything, sort="title", offset=start, limit=1) for start in range(5)]
    assert [hit.work_id for page in pages for hit in page.hits] == ["w4", "w1", "w3", "w2"]
    assert {page.total for page in pages} == {4}
    assert search(index, everything, limit=0).hits == ()
    assert search(index, everything, limit=0).total == 4
    for wrong in (-1, math.inf):
        with pytest.raises(UserError):
            search(index, everything, limit=int(wrong) if wrong < 0 else 10**9)


def test_facets_count_all_matches_most_first(index: SearchIndex) -> None:
    facets = search(index, parse_query("author:jane"), limit=1).facets
    assert facets["fandom"] == (("Robin Hood", 1), ("Sherlock Holmes", 1))
    assert facets["author"] == (("Jane Doe", 1), ("Jane Smith", 1), ("Émile Martin", 1))
    assert facets["rating"] == (("Mature", 1), ("Teen And Up Audiences", 1))
    assert facets["kind"] == (("story", 2),)
    assert ("Watson/Sheriff", 1) in facets["pairing"]


def test_a_facet_value_written_as_a_term_finds_what_it_counted(index: SearchIndex) -> None:
    facets = search(index, parse_query("")).facets
    names: tuple[TextField, ...] = (
        *("fandom", "author", "pairing", "character", "tag"),
        *("rating", "category", "pov", "narrator"),
    )
    for name in names:
        for value, count in facets[name]:
            query = parse_query(write_term(name, value))
            assert search(index, query).total == count, (name, value)


def test_a_facet_value_that_nobody_states_is_told_from_the_others(index: SearchIndex) -> None:
    found = search(index, parse_query(""))
    assert found.read["category"] == {"Gen", "F/M"}
    assert found.read["character"] == {"Alice Liddell"}
    assert found.read["pov"] == {"third person"}
    assert found.read["fandom"] == frozenset()
    # What one work states and another leaves to be read is stated.
    assert "Sherlock Holmes" not in found.read["character"]


def _marked(results: Results, work_id: str) -> list[str]:
    (hit,) = [hit for hit in results.hits if hit.work_id == work_id]
    return [hit.snippet.text[start:end] for start, end in hit.snippet.marks]


@pytest.mark.parametrize(
    ("text", "work_id", "marked"),
    [
        ("hound", "w1", ["hound’s"]),
        ("naively", "w2", ["naïvely"]),
        ('"quick watson"', "w1", ["Quick", "Watson"]),
        ("storm -hound", "w3", ["storm"]),
        ("author:jane moor", "w1", ["moor"]),
        ("author:jane", "w1", []),
        ("", "w1", []),
    ],
)
def test_the_words_looked_for_are_marked_in_the_snippet(
    index: SearchIndex, text: str, work_id: str, marked: list[str]
) -> None:
    results = search(index, parse_query(text))
    assert _marked(results, work_id) == marked


def test_a_snippet_is_one_line_and_falls_back_on_the_summary(index: SearchIndex) -> None:
    results = search(index, parse_query("author:zoe"))
    assert results.hits[0].snippet.text == "A quiet tea, and a quarrel."
    results = search(index, parse_query("cup"))
    assert "\n" not in results.hits[0].snippet.text


def test_a_snippet_shows_the_phrase_and_not_just_its_words(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    filler = "The lamp was lit. Over and over he counted the men and the moor grass. " * 200
    put_documents(index, [(make_entry("w1"), filler + "They went over the moor at dawn." + filler)])
    (hit,) = search(index, parse_query('"over the moor"')).hits
    assert "went over the moor at dawn" in hit.snippet.text


def test_everyday_words_do_not_crash_the_snippet_of_a_huge_body(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(make_entry("w1"), "theatre then there these " * 20_000 + "the end")])
    (hit,) = search(index, parse_query("the")).hits
    assert hit.snippet.text
