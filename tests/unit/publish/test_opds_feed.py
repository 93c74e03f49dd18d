"""A feed says what the catalogue line says, with addresses covered, and nothing twice."""

from fonds.publish.opds_feed import Feed, make_book, make_entry_id, make_feed_id
from tests.opds_books import MODIFIED, make_entry


def test_a_book_bears_what_the_entry_says() -> None:
    book = make_book(make_entry(), modified=MODIFIED)
    assert book.title == "The Lamp & the Fog"
    assert book.creators == ("Jane Doe", "Ada Moor")
    assert (book.language, book.issued, book.series) == ("en-GB", "1999-12", "Nights, 2")
    assert [(one.facet, one.value) for one in book.subjects][:3] == [
        ("fandom", "Sherlock Holmes"),
        ("rating", "Teen And Up Audiences"),
        ("warning", "No Archive Warnings Apply"),
    ]


def test_what_nobody_stated_is_marked_where_it_is_shown_only() -> None:
    book = make_book(make_entry(derived=("rating",)), modified=MODIFIED)
    rating = next(one for one in book.subjects if one.facet == "rating")
    assert (rating.value, rating.label) == ("Teen And Up Audiences", "Teen And Up Audiences (?)")


def test_addresses_are_covered() -> None:
    entry = make_entry(
        title="To jane@letters.example",
        creators=("Jane <jane@letters.example>",),
        summary="Write to jane@letters.example.",
        tags=("jane@letters.example",),
    )
    assert "letters.example" not in repr(make_book(entry, modified=MODIFIED))


def test_a_work_without_a_title_is_named_by_its_first_words_or_its_file() -> None:
    assert make_book(make_entry(title=None), modified=MODIFIED).title == "The fog had eaten…"
    nameless = make_entry(title=" ", incipit="…")
    assert make_book(nameless, modified=MODIFIED, file_name="x.txt").title == "x.txt"
    assert make_book(nameless, modified=MODIFIED).title == "Untitled"


def test_the_best_form_comes_first() -> None:
    files = make_book(make_entry(), modified=MODIFIED).files
    assert [file.media_type for file in files] == [
        "application/epub+zip",
        "text/html",
        "text/plain",
    ]


def test_a_date_that_is_none_and_a_language_that_is_none_are_left_out() -> None:
    book = make_book(make_entry(date="long ago", language="klingon?"), modified=MODIFIED)
    assert (book.issued, book.language) == (None, None)


def test_an_entry_is_not_identified_as_the_book_is() -> None:
    book = make_book(make_entry(), modified=MODIFIED)
    assert make_entry_id(book) != book.identifier
    assert make_feed_id("all") != make_feed_id("all?page=2")
    assert Feed(title="x", path="").kind == "acquisition"
