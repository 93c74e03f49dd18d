"""Translate: the query's tree becomes the engine's own query, piece by piece.

The engine's query parser is never used: nothing a person types can reach its syntax.
"""

from collections.abc import Iterator

import tantivy

from fonds.search.fields import ANY_FIELDS, analyze
from fonds.search.pairs import find_pair_terms
from fonds.search.query import (
    TERM_FIELDS,
    Among,
    Begins,
    Both,
    Either,
    Everything,
    Exact,
    Match,
    Query,
    Span,
    Without,
)


def translate(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    """Translate a tree.

    Args:
        schema: of the index.
        query: what `parse_query` gave.

    Returns:
        The engine's query.

    Cost: O(nodes).
    """
    if isinstance(query, Everything):
        return tantivy.Query.all_query()
    if isinstance(query, Match):
        return _translate_match(schema, query)
    if isinstance(query, Exact):
        return tantivy.Query.term_query(schema, f"{query.field}_exact", query.value, "basic")
    if isinstance(query, Begins):
        return _translate_beginning(schema, query.text)
    if isinstance(query, Among):
        # In order, so that equal sets are equal questions to the engine.
        return tantivy.Query.term_set_query(schema, "work_id", sorted(query.works))
    if isinstance(query, Span):
        return _translate_span(schema, query)
    if isinstance(query, Without):
        return _boolean(
            (tantivy.Occur.Must, tantivy.Query.all_query()),
            (tantivy.Occur.MustNot, translate(schema, query.part)),
        )
    if isinstance(query, Either):
        return _boolean(*((tantivy.Occur.Should, translate(schema, part)) for part in query.parts))
    return _translate_both(schema, query)


def _boolean(*parts: tuple[tantivy.Occur, tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query(list(parts))


def _translate_both(schema: tantivy.Schema, query: Both) -> tantivy.Query:
    clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
    for part in query.parts:
        if isinstance(part, Without):
            clauses.append((tantivy.Occur.MustNot, translate(schema, part.part)))
        else:
            clauses.append((tantivy.Occur.Must, translate(schema, part)))
    if all(occur == tantivy.Occur.MustNot for occur, _query in clauses):
        # The engine finds nothing for a query that only excludes.
        clauses.append((tantivy.Occur.Must, tantivy.Query.all_query()))
    return _boolean(*clauses)


def _translate_match(schema: tantivy.Schema, match: Match) -> tantivy.Query:
    if match.field == "any":
        fields = ((name, weight) for name, weight in ANY_FIELDS)
        return _boolean(
            *(
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(_words_in(schema, name, match.text), weight),
                )
                for name, weight in fields
            )
        )
    if match.field in TERM_FIELDS:
        return tantivy.Query.term_query(schema, f"{match.field}_exact", match.text, "basic")
    if match.field == "pairing" and (terms := find_pair_terms(match.text)):
        return _boolean(
            *(
                (tantivy.Occur.Must, tantivy.Query.term_query(schema, "pair", term, "basic"))
                for term in terms
            )
        )
    return _words_in(schema, match.field, match.text)


def _translate_beginning(schema: tantivy.Schema, text: str) -> tantivy.Query:
    if not text.isalnum():
        return tantivy.Query.empty_query()
    # Titles are kept without their English endings, of which half may be typed already.
    return _boolean(
        (tantivy.Occur.Should, tantivy.Query.regex_query(schema, "title", f"{text}.*")),
        (tantivy.Occur.Should, _words_in(schema, "title", text)),
    )


def _words_in(schema: tantivy.Schema, field: str, text: str) -> tantivy.Query:
    # A word the tokenizer cuts ("sci-fi") is looked for as the phrase it becomes.
    terms = analyze(field, text)
    if not terms:
        return tantivy.Query.empty_query()
    if len(terms) == 1:
        return tantivy.Query.term_query(schema, field, terms[0])
    return tantivy.Query.phrase_query(schema, field, list(terms))


def _translate_span(schema: tantivy.Schema, span: Span) -> tantivy.Query:
    if span.low is not None and span.high is not None and span.low > span.high:
        return tantivy.Query.empty_query()
    return tantivy.Query.range_query(
        schema,
        span.field,
        tantivy.FieldType.Unsigned,
        lower_bound=span.low if span.low is not None else 0,
        upper_bound=span.high,
    )


def find_marked_terms(query: Query) -> tuple[tuple[str, ...], ...]:
    """Find what a snippet should mark: what is looked for anywhere and not excluded.

    Returns:
        Phrases as terms of the body field, in the order typed, none twice; a word is a
        phrase of one term.

    Example:
        >>> find_marked_terms(Both((Match("any", "Hounds"), Without(Match("any", "moor")))))
        (('hound',),)
    """
    return tuple(dict.fromkeys(terms for terms in _iter_terms(query) if terms))


def _iter_terms(query: Query) -> Iterator[tuple[str, ...]]:
    if isinstance(query, Match) and query.field == "any":
        yield tuple(analyze("body", query.text))
    elif isinstance(query, (Both, Either)):
        for part in query.parts:
            yield from _iter_terms(part)


def has_score(query: Query) -> bool:
    """Say whether works can match a query more or less well: some words are looked for."""
    if isinstance(query, (Both, Either)):
        return any(has_score(part) for part in query.parts)
    return isinstance(query, Match) and query.field not in TERM_FIELDS
