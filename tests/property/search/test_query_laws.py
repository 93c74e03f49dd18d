"""Laws of the query language: it is total, and what it writes it reads."""

from typing import get_args

import tantivy
from hypothesis import given
from hypothesis import strategies as st

from fonds.errors import UserError
from fonds.search.documents import order_key
from fonds.search.fields import analyze, clean
from fonds.search.pairs import find_pair_terms
from fonds.search.query import (
    FIELDS,
    TERM_FIELDS,
    Both,
    Either,
    Everything,
    Match,
    Query,
    Span,
    TextField,
    Without,
    has_words,
    parse_query,
    write_term,
)
from fonds.search.ranges import find_date_bounds
from fonds.search.snippets import SnippetMaker
from fonds.search.translate import find_marked_terms

ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs"]) | st.just("\0"))
PIECES = st.sampled_from(
    [f"{field}:" for field in FIELDS]
    + list("()\"-'“”&/.:<>=\\ \0é\ud800")
    + ["AND", "OR", "NOT", "..", "hound", "1999", "2001-05", "10k", "author", "x:"]
)
LIKELY_TEXT = st.lists(PIECES, max_size=25).map("".join)


def _is_sound(query: Query) -> bool:
    if isinstance(query, (Both, Either)):
        return len(query.parts) >= 2 and all(_is_sound(part) for part in query.parts)
    if isinstance(query, Without):
        return _is_sound(query.part)
    if isinstance(query, Match):
        return has_words(query.text) and query.field in get_args(TextField)
    return isinstance(query, (Span, Everything))


@given(ANY_TEXT | LIKELY_TEXT)
def test_every_text_is_a_sound_query_or_a_persons_mistake_with_a_column(text: str) -> None:
    try:
        query = parse_query(text)
    except UserError as error:
        column = int(str(error).split()[1])
        assert 1 <= column <= len(text) + 1
    else:
        assert _is_sound(query)


@given(st.sampled_from(sorted({*get_args(TextField)} - TERM_FIELDS)), ANY_TEXT)
def test_a_written_term_is_read_back(field: TextField, value: str) -> None:
    if has_words(value):
        assert parse_query(write_term(field, value)) == Match(field, value, True)


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8), min_size=2))
def test_pairs_are_the_same_in_either_order(names: list[str]) -> None:
    names = names[:4]
    assert find_pair_terms("/".join(names)) == find_pair_terms("/".join(reversed(names)))


@given(ANY_TEXT)
def test_any_text_can_be_analyzed_ordered_and_cleaned(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    for field in ("body", "author"):
        for term in analyze(field, text):
            term.encode("utf-8")
    order_key(text).encode("utf-8")


@given(st.dates())
def test_a_day_lies_within_its_month_and_its_year(day: object) -> None:
    text = str(day)
    bounds = [find_date_bounds(text[:length]) for length in (10, 7, 4)]
    lows = [bound[0] for bound in bounds if bound]
    highs = [bound[1] for bound in bounds if bound]
    assert lows == sorted(lows, reverse=True)
    assert len(lows) == 3
    assert highs == sorted(highs)


_STORY = st.lists(
    st.sampled_from(["fog", "Fogs", "café", "lamp", "lamps'", "Café\n", "the", "x" * 90, "İ", "—"]),
    max_size=60,
).map(" ".join)


@given(_STORY, st.sampled_from(["fog", "cafe", '"the lamp"', "lamp fog", "x"]))
def test_marks_lie_in_the_snippet_and_cover_what_was_looked_for(body: str, typed: str) -> None:
    document = tantivy.Document()
    document.add_text("body", body)
    query = parse_query(typed)
    snippet = SnippetMaker(query)(document)
    places = [place for mark in snippet.marks for place in mark]
    assert places == sorted(set(places))
    assert all(0 <= place <= len(snippet.text) for place in places)
    line = "".join(" " if char.isspace() else char for char in body)
    assert snippet.text.rstrip("…") in line or not snippet.marks
    looked_for = find_marked_terms(query)
    for start, end in snippet.marks:
        assert analyze("body", snippet.text[start:end])[0] in {t for one in looked_for for t in one}
    if any(
        tuple(analyze("body", body))[at : at + len(one)] == one
        for one in looked_for
        for at in range(80)
    ):
        assert snippet.marks
