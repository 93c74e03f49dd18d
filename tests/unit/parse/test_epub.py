"""EPUB: spine order, what the package states, and books that are damaged or locked."""

import io
import zipfile

import pytest

from fonds.decode.decode import decode_bytes
from fonds.parse import zip_members
from fonds.parse.epub import read_epub
from fonds.parse.epub_package import find_package_claims, read_package
from tests.contract.test_readers import check_laws
from tests.format_samples import block_table, claim_values, make_epub, make_zip, page

ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
    '<enc:CipherReference URI="OEBPS/b.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
    "{}</metadata><manifest/><spine/></package>"
)
STATED = [
    ("<dc:title> The  Fog </dc:title>", {"title": "The Fog"}),
    ("<dc:title>The Fog</dc:title><dc:title>Or Not</dc:title>", {"title": "The Fog"}),
    (
        '<dc:creator opf:role="aut">Ida</dc:creator><dc:creator opf:role="ill">Bo</dc:creator>'
        "<dc:creator>Cy</dc:creator>",
        {"creators": ["Ida", "Cy"]},
    ),
    (
        '<dc:creator id="c">Ida</dc:creator>'
        '<meta refines="#c" property="role" scheme="marc:relators">edt</meta>',
        {},
    ),
    ("<dc:creator>Unknown</dc:creator>", {}),
    ("<dc:language>pt-BR</dc:language>", {"language": "pt-BR"}),
    ("<dc:date>2003-05-04T10:00:00Z</dc:date>", {"date": "2003-05-04"}),
    ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", {}),
    (
        '<dc:date opf:event="creation">2020-01-01</dc:date>'
        '<dc:date opf:event="publication">2003-05-04</dc:date>',
        {"date": "2003-05-04"},
    ),
    (
        "<dc:description>&lt;p&gt;Fog.&lt;/p&gt;&lt;p&gt;Rain &amp;amp; snow.&lt;/p&gt;"
        "</dc:description>",
        {"summary": "Fog.\n\nRain & snow."},
    ),
    ("<dc:description>AT&amp;amp;T</dc:description>", {"summary": "AT&T"}),
    (
        "<dc:subject>Fog</dc:subject><dc:subject>Rain</dc:subject><dc:subject>Fog</dc:subject>",
        {"tags": ["Fog", "Rain"]},
    ),
    (
        '<meta name="calibre:series" content="Lamps"/>'
        '<meta name="calibre:series_index" content="2.5"/>',
        {"series": {"title": "Lamps", "index": 2.5}},
    ),
    (
        '<meta property="belongs-to-collection" id="s">Lamps</meta>'
        '<meta refines="#s" property="group-position">3</meta>',
        {"series": {"title": "Lamps", "index": 3.0}},
    ),
    (
        '<meta name="calibre:series" content="Lamps"/>'
        '<meta name="calibre:series_index" content="x"/>',
        {"series": {"title": "Lamps", "index": None}},
    ),
    (
        "<dc:identifier>urn:uuid:1</dc:identifier>"
        "<dc:identifier>url:http://www.example.org/1</dc:identifier>",
        {"source_url": "http://www.example.org/1"},
    ),
    ("<dc:publisher>Nobody</dc:publisher>", {}),
]


@pytest.mark.parametrize(("metadata", "values"), STATED)
def test_what_the_package_states_is_claimed(metadata: str, values: dict[str, object]) -> None:
    package = read_package("content.opf", OPF.format(metadata).encode())
    claims = find_package_claims(package)
    assert {claim.field: claim.value for claim in claims} == values
    assert all(claim.by == "epub/1" and claim.basis == "stated" for claim in claims)


def test_documents_are_read_in_the_order_of_the_spine() -> None:
    book = make_epub({"z.xhtml": page("<p>First.</p>"), "a.xhtml": page("<p>Second.</p>")})
    manuscript = read_epub(book, decode_bytes)
    assert manuscript.text.chars == "First.\n\nSecond."
    assert manuscript.problems == ()
    assert manuscript.text.encoding == ""


def test_class_names_mean_what_the_style_sheet_says() -> None:
    book = make_epub(
        {"a.xhtml": page('<p>A <span class="c1">lamp</span>.</p>')},
        items='<item id="css" href="s/x.css" media-type="text/css"/>',
        others={"OEBPS/s/x.css": ".c1 { font-style: italic }"},
    )
    runs = read_epub(book, decode_bytes).blocks[0].runs
    assert [(run.start, run.end, run.style) for run in runs] == [(2, 6, "italic")]


def test_a_table_of_contents_is_chrome() -> None:
    toc = '<nav epub:type="toc"><ol><li><a href="b.xhtml">One</a></li></ol></nav>'
    book = make_epub({"nav.xhtml": page(toc), "b.xhtml": page("<h1>One</h1><p>Fog.</p>")})
    assert block_table(read_epub(book, decode_bytes)) == [
        ("chrome", "front", "One"),
        ("heading", "body", "One"),
        ("paragraph", "body", "Fog."),
    ]


def test_a_document_outside_the_spine_is_put_last_and_reported() -> None:
    book = make_epub(
        {"a.xhtml": page("<p>Fog.</p>")},
        items='<item id="n" href="note.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        others={"OEBPS/note.xhtml": page("<p>A note.</p>"), "OEBPS/nav.xhtml": page("<p>Nav</p>")},
    )
    manuscript = read_epub(book, decode_bytes)
    assert manuscript.text.chars == "Fog.\n\nA note."
    assert [problem.code for problem in manuscript.problems] == ["parse.epub-unlisted"]


def test_a_missing_document_is_reported_and_the_rest_is_read() -> None:
    book = make_epub({"a.xhtml": page("<p>Fog.</p>")}).replace(b"OEBPS/a.xhtml", b"OEBPS/b.xhtml")
    manuscript = read_epub(book, decode_bytes)
    assert manuscript.problems[0].code == "parse.epub-missing"


@pytest.mark.parametrize(
    ("algorithm", "text", "codes"),
    [
        ("http://www.idpf.org/2008/embedding", "Fog.\n\nRain.", []),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "Fog.", ["parse.epub-locked"]),
    ],
)
def test_a_locked_document_is_reported_and_an_obscured_font_is_not(
    algorithm: str, text: str, codes: list[str]
) -> None:
    book = make_epub(
        {"a.xhtml": page("<p>Fog.</p>"), "b.xhtml": page("<p>Rain.</p>")},
        others={"META-INF/encryption.xml": ENCRYPTED.format(algorithm=algorithm)},
    )
    manuscript = read_epub(book, decode_bytes)
    assert manuscript.text.chars == text
    assert [problem.code for problem in manuscript.problems] == codes


def test_a_book_without_a_package_is_read_by_its_names() -> None:
    book = make_zip({"b.html": "<p>Two.", "a.xhtml": "<p>One."})
    manuscript = read_epub(book, decode_bytes)
    assert manuscript.text.chars == "Two.\n\nOne."
    assert {problem.code for problem in manuscript.problems} == {"parse.epub-damaged"}


def test_no_archive_at_all_is_a_problem() -> None:
    manuscript = read_epub(b"PK\x03\x04 nothing", decode_bytes)
    assert manuscript.blocks == ()
    assert "parse.epub-damaged" in [problem.code for problem in manuscript.problems]


def test_an_entity_is_not_resolved_and_nothing_is_fetched() -> None:
    package = (
        b'<!DOCTYPE package [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bomb">]>'
        + OPF.format("<dc:title>x&a;&b;y</dc:title>").encode()
    )
    claims = find_package_claims(read_package("c.opf", package))
    assert "bomb" not in str(claims)
    assert len(str(claims[0].value)) < 20


def test_a_member_that_inflates_beyond_the_limit_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = make_epub({"a.xhtml": page("<p>Fog.</p>"), "b.xhtml": page("x" * 200_000)})
    monkeypatch.setattr(zip_members, "MAX_MEMBER", 100_000)
    manuscript = read_epub(book, decode_bytes)
    assert manuscript.text.chars == "Fog."
    assert [problem.code for problem in manuscript.problems] == ["parse.epub-missing"]


def test_an_encrypted_archive_gives_a_problem() -> None:
    book = bytearray(make_epub({"a.xhtml": page("<p>Fog.</p>")}))
    with zipfile.ZipFile(io.BytesIO(bytes(book))) as archive:
        start = archive.start_dir
    while (at := book.find(b"PK\x01\x02", start)) >= 0:
        book[at + 8] |= 1
        start = at + 4
    manuscript = read_epub(bytes(book), decode_bytes)
    check_laws(manuscript)
    assert manuscript.blocks == ()


def test_metadata_of_a_plain_book_is_claimed_by_the_reader() -> None:
    book = make_epub({"a.xhtml": page("<p>Fog.</p>")}, "<dc:title>The Fog</dc:title>")
    assert claim_values(read_epub(book, decode_bytes)) == {"title": "The Fog"}
