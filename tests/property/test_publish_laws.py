"""Laws of publishing: whatever a work holds, what we build is ours and well-formed."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from fonds.model.block import Block
from fonds.model.work import Work
from fonds.publish.epub import build_epub
from fonds.publish.html import build_html, clean_fragment
from fonds.publish.markup import render_blocks
from tests.factories import make_record
from tests.publish_strategies import blocks, works
from tests.unit.publish.test_html import list_live_markup

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(st.lists(blocks(), max_size=8))
def test_blocks_render_as_well_formed_xml(drawn: list[Block]) -> None:
    etree.fromstring(f"<div>{render_blocks(drawn, id_prefix='b')}</div>")


@LAW
@given(st.lists(blocks(), max_size=8))
def test_the_second_wall_changes_nothing_of_ours(drawn: list[Block]) -> None:
    ours = render_blocks(drawn, id_prefix="b")
    assert LexborHTMLParser(clean_fragment(ours)).html == LexborHTMLParser(ours).html


@LAW
@given(st.lists(blocks(), max_size=8))
def test_html_and_xml_readers_see_the_same_words(drawn: list[Block]) -> None:
    ours = render_blocks(drawn)
    xml = "".join(str(text) for text in etree.fromstring(f"<div>{ours}</div>").itertext())
    page = LexborHTMLParser(ours).body
    assert (page.text() if page else "").split() == xml.split()


@LAW
@given(works())
def test_a_page_holds_only_our_elements(work: Work) -> None:
    html = build_html(work, make_record(work), "w1")
    assert list_live_markup(html) == []
    html.encode("utf-8")


@LAW
@given(works())
def test_every_file_of_a_book_is_well_formed(work: Work) -> None:
    data = build_epub(work, make_record(work), "w1", modified="2024-01-02T03:04:05Z")
    book = zipfile.ZipFile(io.BytesIO(data))
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".ncx", ".svg", ".xml")):
            etree.fromstring(book.read(name))
