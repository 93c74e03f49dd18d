"""Downloads of the Archive of Our Own; whole files are in tests/golden/parse."""

from fonds.decode.decode import decode_bytes
from fonds.parse.formats import read_manuscript
from fonds.parse.html_walk import render_markup
from fonds.parse.known_page import split_commas
from fonds.parse.language_names import find_language_code
from tests.contract.test_readers import check_laws
from tests.format_samples import block_table
from tests.shared_files import find_shared


def test_the_html_and_the_epub_of_one_work_say_the_same() -> None:
    page_path = find_shared("heaps/ao3-downloads/htmlTest.html")
    book_path = find_shared("heaps/ao3-downloads/epubTest.epub")
    page = read_manuscript("text/html", page_path.read_bytes(), decode_bytes)
    book = read_manuscript("application/epub+zip", book_path.read_bytes(), decode_bytes)
    for manuscript in (page, book):
        check_laws(manuscript)
        assert manuscript.settled
        assert manuscript.problems == ()
    assert [(c.field, c.value) for c in page.claims] == [(c.field, c.value) for c in book.claims]
    assert block_table(page) == block_table(book)
    runs = [[b.runs for b in one.blocks if b.place == "body"] for one in (page, book)]
    assert runs[0] == runs[1]
    fields = {claim.field for claim in page.claims}
    stated = "title creators rating rating_stated warnings categories fandoms relationships"
    stated += " characters tags language date words complete source_url summary notes"
    assert fields == set(stated.split())
    body = [block for block in page.blocks if block.place == "body"]
    print(f"{len(fields)} fields, {len(body)} blocks of body, equal in both")


def test_a_story_that_quotes_the_archive_is_no_download_of_it() -> None:
    markup = b"<p>Posted originally on the wall of the inn.</p><div id=preface>Once.</div>"
    assert not read_manuscript("text/html", markup, decode_bytes).settled


def test_a_list_is_cut_at_commas_outside_brackets() -> None:
    text = "Alice, Queen (Hearts, Red), Hatter"
    assert [text[a:b] for a, b in split_commas(text, 0, len(text))] == [
        "Alice",
        "Queen (Hearts, Red)",
        "Hatter",
    ]


def test_languages_are_found_by_their_own_names() -> None:
    names = ["English", "Deutsch", "Français", "中文-普通话 國語", "русский", "Elbonian"]
    codes = ["en", "de", "fr", "zh-CN", "ru", None]
    assert [find_language_code(name) for name in names] == codes


def test_a_page_without_drafts_has_no_chars() -> None:
    assert render_markup("<div id=preface></div>").chars == ""
