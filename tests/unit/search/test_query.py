"""The query language: what is understood, and what is said when it is not."""

import pytest

from fonds.errors import UserError
from fonds.search.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    Both,
    Either,
    Everything,
    Match,
    Query,
    Span,
    TextField,
    Without,
    parse_query,
    write_term,
)


def word(text: str, field: TextField = "any") -> Match:
    return Match(field, text)


UNDERSTOOD: list[tuple[str, Query]] = [
    ("", Everything()),
    ("  \n\t ", Everything()),
    ("hound", word("hound")),
    ("hound moor", Both((word("hound"), word("moor")))),
    ("hound AND moor", Both((word("hound"), word("moor")))),
    ("hound OR moor", Either((word("hound"), word("moor")))),
    ("a OR b c", Either((word("a"), Both((word("b"), word("c")))))),
    ("(a OR b) c", Both((Either((word("a"), word("b"))), word("c")))),
    ("NOT moor", Without(word("moor"))),
    ("-moor", Without(word("moor"))),
    ("NOT -moor", word("moor")),
    ("hound -moor", Both((word("hound"), Without(word("moor"))))),
    ("hound -(a OR b)", Both((word("hound"), Without(Either((word("a"), word("b"))))))),
    ("well-known", word("well-known")),
    ("and or not", Both((word("and"), word("or"), word("not")))),
    ('"the hound"', Match("any", "the hound", True)),
    ("“the hound”", Match("any", "the hound", True)),
    ('"AND"', Match("any", "AND", True)),
    (r'"a \"b\" \\"', Match("any", r'a "b" ' + "\\", True)),
    ("Holmes & Watson", Both((word("Holmes"), word("Watson")))),
    ("at 12:30", Both((word("at"), word("12:30")))),
    ("author:Jane", word("Jane", "author")),
    ("AUTHOR:Jane", word("Jane", "author")),
    ("author: Jane", word("Jane", "author")),
    ('author:"Jane Doe"', Match("author", "Jane Doe", True)),
    ("title:NOT", word("NOT", "title")),
    ("-fandom:Oz", Without(word("Oz", "fandom"))),
    ("pairing:Holmes/Watson", word("Holmes/Watson", "pairing")),
    ("character:Alice tag:tea", Both((word("Alice", "character"), word("tea", "tag")))),
    ("rating:teen", Match("rating", "Teen And Up Audiences", True)),
    ("category:slash", Match("category", "M/M", True)),
    ("POV:1st", Match("pov", "first person", True)),
    ("narrator:watson", Match("narrator", "watson")),
    ("rating:G", Match("rating", "General Audiences", True)),
    ('rating:"not rated"', Match("rating", "Not Rated", True)),
    ("words:>10000", Span("words", 10001, None)),
    ("words:>=10000", Span("words", 10000, None)),
    ("words:<10", Span("words", None, 9)),
    ("words:<=10", Span("words", None, 10)),
    ("words:<0", Span("words", 1, 0)),
    ("words:5", Span("words", 5, 5)),
    ("words:=5", Span("words", 5, 5)),
    ("words: >5", Span("words", 6, None)),
    ("words:1000..5000", Span("words", 1000, 5000)),
    ("words:1k..", Span("words", 1000, None)),
    ("words:..5,000", Span("words", None, 5000)),
    ('words:"10..20"', Span("words", 10, 20)),
    ("date:1999..2003", Span("date", 19990000, 20031231)),
    ("date:>=2001-05", Span("date", 20010500, None)),
    ("date:>2001", Span("date", 20011232, None)),
    ("date:<2001-05-17", Span("date", None, 20010516)),
    ("date:2000-02", Span("date", 20000200, 20000229)),
    ("date:2001-05-17", Span("date", 20010517, 20010517)),
]


@pytest.mark.parametrize(("text", "query"), UNDERSTOOD, ids=[text for text, _query in UNDERSTOOD])
def test_a_query_is_understood(text: str, query: Query) -> None:
    assert parse_query(text) == query


REFUSED: list[tuple[str, int, str]] = [
    ('hound "moor', 7, "never closed"),
    ("hound (moor", 7, "never closed"),
    ("hound) moor", 6, "never opened"),
    ("()", 1, "nothing between"),
    ("hound AND", 10, "missing after AND"),
    ("OR hound", 1, "OR stands here"),
    ("hound OR OR moor", 10, "missing after OR"),
    ("(AND)", 2, "AND stands here"),
    ("NOT", 4, "missing after NOT"),
    ("autor:Jane", 1, "Did you mean author:"),
    ("x ship:Holmes", 3, "Did you mean pairing:"),
    ("relationship:Holmes", 1, "Did you mean pairing:"),
    ("http://example", 1, "put them in quotes"),
    ("author:", 8, "needs a value"),
    ("author:(Jane)", 8, "needs a value"),
    ('author:""', 8, "needs a value"),
    ("author:&", 8, "letter or digit"),
    ("category:spicy", 10, "F/F, F/M, Gen"),
    ("pov:fourth", 5, "first, second or third"),
    ("rating:spicy", 8, "general, teen, mature"),
    ("words:many", 7, "words:>10000"),
    ("words:..", 7, "not understood"),
    ("words:1...5", 7, "not understood"),
    ("words:5000..1000", 7, "ends before it begins"),
    ("words:-5", 7, "needs a value"),
    ("words:9999999999999", 7, "not understood"),
    ("words:²", 7, "not understood"),
    ("date:yesterday", 6, "date:2001"),
    ("date:2001-13", 6, "not understood"),
    ("date:2001-02-30", 6, "not understood"),
    ("date:0000", 6, "not understood"),
    ("date:20010517", 6, "not understood"),
    ("***", 1, "no word to look for"),
    ('"***"', 1, "no word"),
    ("(" * (MAX_DEPTH + 1) + "a", MAX_DEPTH + 1, "brackets within"),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "longer than"),
]


@pytest.mark.parametrize(
    ("text", "column", "message"), REFUSED, ids=[text[:30] for text, _column, _message in REFUSED]
)
def test_a_wrong_query_is_refused_at_its_column_with_advice(
    text: str, column: int, message: str
) -> None:
    with pytest.raises(UserError) as caught:
        parse_query(text)
    assert str(caught.value).startswith(f"column {column} of the search: ")
    assert message in str(caught.value)


def test_a_thousand_negations_are_one_or_none() -> None:
    assert parse_query("NOT " * 900 + "a") == Match("any", "a")


def test_a_term_for_any_text_is_plain_words_in_quotes() -> None:
    assert write_term("any", "a b") == '"a b"'
