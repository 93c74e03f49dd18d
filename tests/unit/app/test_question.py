"""Questions: an address and a question are the same thing, said twice."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.question import (
    FACETS,
    MOST_CHOSEN,
    MOST_LETTERS,
    SINGLE,
    SORTS,
    Chosen,
    Question,
    list_complaints,
    make_query,
    read_question,
    say_range,
    split_range,
)
from fonds.search.query import Both, Either, Everything, Exact, Match, Span, Without

_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
_NAMES = st.sampled_from(
    [
        *FACETS,
        *(f"not-{facet}" for facet in FACETS),
        *(f"{facet}-match" for facet in FACETS),
        *(f"{name}{end}" for name in ("words", "date") for end in ("", "-from", "-to")),
        *("q", "sort", "order", "page", "kind", "read", "hidden", "shelf", "chapters", "x"),
    ]
)
_VALUES = st.one_of(
    _TEXT,
    st.sampled_from(["any", "turned", "show", "hide", "only", "others", "words", "added", "", " "]),
    st.sampled_from(["1000..5000", ">10k", "..", "2..", "1999", "e\u0301", "\x00", "\ud800"]),
    st.integers(-2, 10**12).map(str),
)


def _is_tidy(value: str) -> bool:
    return read_question([("tag", value)]).chosen == (Chosen("tag", value),)


_CHOSEN = st.lists(
    st.builds(Chosen, st.sampled_from(sorted(FACETS)), _TEXT.filter(_is_tidy)),
    max_size=6,
    unique=True,
)


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    chosen, excluded = draw(_CHOSEN), draw(_CHOSEN)
    return Question(
        text=draw(st.sampled_from(["", "fog", "fog OR (moor)", "a & b=c"])),
        sort=draw(st.sampled_from([None, *SORTS])),
        is_turned=draw(st.booleans()),
        page=draw(st.integers(1, 10**8)),
        kind=draw(st.sampled_from(["stories", "others"])),
        chosen=tuple(one for one in chosen if one not in excluded),
        excluded=tuple(excluded),
        loose=tuple(f for f in FACETS if f not in SINGLE and draw(st.booleans())),
        words=draw(st.sampled_from(["", "1000..5000", "..5k", ">10", "900"])),
        date=draw(st.sampled_from(["", "1999..2003", "2001-05.."])),
        chapters=draw(st.sampled_from(["", "1", "2.."])),
        read=draw(st.sampled_from(["", "hide", "only", "show"])),
        hidden=draw(st.sampled_from(["", "show"])),
        shelf=draw(st.none() | st.integers(1, 10**8)),
    )


@given(_questions())
def test_a_question_is_read_back_from_its_pairs(question: Question) -> None:
    assert read_question(question.to_pairs()) == question


@given(_questions())
def test_a_question_is_read_back_from_its_address(question: Question) -> None:
    _, _, query = question.url(page=question.page).partition("?")
    assert read_question(parse_qsl(query, keep_blank_values=True)) == question


@given(st.lists(st.tuples(_NAMES, _VALUES), max_size=30))
def test_whatever_is_asked_has_an_address_of_its_own(pairs: list[tuple[str, str]]) -> None:
    question = read_question(pairs)
    assert read_question(question.to_pairs()) == question
    question.url()


@given(st.lists(st.tuples(_NAMES, _VALUES), max_size=30))
def test_whatever_is_asked_is_a_query_or_a_mistake_of_whoever_asks(
    pairs: list[tuple[str, str]],
) -> None:
    # Anything but a UserError would leave this function.
    assert isinstance(list_complaints(read_question(pairs)), str)


@given(_questions(), st.sampled_from(sorted(FACETS)), _TEXT.filter(_is_tidy))
def test_what_is_chosen_excluded_and_dropped_is_so(
    question: Question, facet: str, value: str
) -> None:
    one = Chosen(facet, value)
    assert one in question.choose(facet, value).chosen
    assert one not in question.choose(facet, value).excluded
    assert one in question.exclude(facet, value).excluded
    assert one not in question.exclude(facet, value).chosen
    left = question.choose(facet, value).drop(facet, value)
    assert one not in (*left.chosen, *left.excluded)
    assert left.page == 1


def test_only_so_much_can_be_chosen() -> None:
    many = [("tag", f"tag {number}") for number in range(100)]
    assert len(read_question(many).chosen) == MOST_CHOSEN
    long = [("tag", f"{number}{'x' * 340}") for number in range(9)]
    assert sum(len(one.value) for one in read_question(long).chosen) <= MOST_LETTERS


def test_asked_away_counts_more_than_asked_for() -> None:
    question = read_question([("tag", "Sea"), ("not-tag", "Sea")])
    assert (question.chosen, question.excluded) == ((), (Chosen("tag", "Sea"),))


@pytest.mark.parametrize(
    ("pairs", "query"),
    [
        ([], Everything()),
        ([("q", "fog")], Match("any", "fog")),
        ([("fandom", "Oz")], Exact("fandom", "Oz")),
        ([("not-fandom", "Oz")], Without(Exact("fandom", "Oz"))),
        (
            [("fandom", "Oz"), ("fandom", "Dracula")],
            Both((Exact("fandom", "Oz"), Exact("fandom", "Dracula"))),
        ),
        (
            [("fandom", "Oz"), ("fandom", "Dracula"), ("fandom-match", "any")],
            Either((Exact("fandom", "Oz"), Exact("fandom", "Dracula"))),
        ),
        (
            [("rating", "Mature"), ("rating", "Explicit")],
            Either((Exact("rating", "Mature"), Exact("rating", "Explicit"))),
        ),
        ([("words-from", "1k")], Span("words", 1000, None)),
        ([("words", ">1k")], Span("words", 1001, None)),
        ([("date", "1999..2003")], Span("date", 19990000, 20031231)),
        ([("chapters", "2..")], Span("chapters", 2, None)),
    ],
)
def test_what_is_asked_must_match(pairs: list[tuple[str, str]], query: object) -> None:
    assert make_query(read_question(pairs)) == query


def test_a_facet_is_counted_as_if_nothing_were_chosen_in_it() -> None:
    question = read_question([("rating", "Mature"), ("tag", "Sea"), ("words", "1..2")])
    assert make_query(question, but="rating") == Both((Exact("tag", "Sea"), Span("words", 1, 2)))
    assert Exact("tag", "Sea") in question.list_conditions(but="tag")
    assert make_query(question, but="words") == Both(
        (Exact("rating", "Mature"), Exact("tag", "Sea"))
    )


@pytest.mark.parametrize(
    ("text", "boxes"),
    [("", ("", "")), ("..5k", ("", "5k")), (">10", (">10", "")), ("9", ("9", "9"))],
)
def test_a_range_goes_into_two_boxes_and_comes_out_the_same(
    text: str, boxes: tuple[str, str]
) -> None:
    assert split_range(text) == boxes
    pairs = [("words-from", boxes[0]), ("words-to", boxes[1])]
    assert read_question(pairs).words == text


def test_a_range_is_said_as_people_say_it() -> None:
    assert say_range("1999..", "") == "from 1999"
