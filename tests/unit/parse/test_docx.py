"""Word documents."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.manuscript import Manuscript
from fonds.parse.docx import read_docx
from tests.format_samples import WORD, block_table, claim_values, make_docx


def read(body: str, others: dict[str, str | bytes] | None = None) -> Manuscript:
    return read_docx(make_docx(body, others), decode_bytes)


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


STYLES = (
    f"<w:styles {WORD}>"
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H9"><w:name w:val="My Head"/><w:basedOn w:val="H"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="character" w:styleId="E"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr>'
    "</w:style>"
    '<w:style w:styleId="L1"><w:basedOn w:val="L2"/></w:style>'
    '<w:style w:styleId="L2"><w:basedOn w:val="L1"/></w:style></w:styles>'
)
PARAGRAPHS = [
    (p("Fog", '<w:pStyle w:val="T"/>'), [("heading", "body", "Fog")]),
    (p("Fog", '<w:pStyle w:val="H9"/>'), [("heading", "body", "Fog")]),
    (
        p("x") + p("Fog", '<w:pStyle w:val="Q"/>') + p("and more"),
        [("paragraph", "body", "x"), ("quote", "body", "Fog"), ("paragraph", "body", "and more")],
    ),
    (p("Fog", '<w:pStyle w:val="L1"/>'), [("paragraph", "body", "Fog")]),
    (p("Fog", "<w:numPr/>"), [("item", "body", "Fog")]),
    (p("* * *", '<w:jc w:val="center"/>'), [("break", "body", "* * *")]),
    (
        "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>",
        [("paragraph", "body", "one"), ("paragraph", "body", "two")],
    ),
    (
        p("one") + "<w:p><w:pPr><w:pBdr/></w:pPr></w:p>" + p("two"),
        [("paragraph", "body", "one"), ("break", "body", "* * *"), ("paragraph", "body", "two")],
    ),
    (
        "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p>",
        [("paragraph", "body", "ab")],
    ),
    (
        "<w:p><w:smartTag><w:r><w:t>Baker</w:t></w:r></w:smartTag><w:r>"
        "<w:t xml:space='preserve'> Street</w:t></w:r></w:p>",
        [("paragraph", "body", "Baker Street")],
    ),
    (
        f"<w:tbl><w:tr><w:tc>{p('Title:')}</w:tc><w:tc>{p('The Fog')}</w:tc></w:tr></w:tbl>",
        [("paragraph", "body", "Title: The Fog")],
    ),
]


@pytest.mark.parametrize(("body", "blocks"), PARAGRAPHS)
def test_paragraphs_become_blocks(body: str, blocks: list[tuple[str, str, str]]) -> None:
    assert block_table(read(body, {"word/styles.xml": STYLES})) == blocks


def test_italics_come_from_runs_and_from_named_styles_and_can_be_switched_off() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r>"
        '<w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t>b</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="E"/></w:rPr><w:t>c</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="E"/><w:i w:val="false"/></w:rPr><w:t>d</w:t></w:r></w:p>'
    )
    runs = read(body, {"word/styles.xml": STYLES}).blocks[0].runs
    assert [(run.start, run.end, run.style) for run in runs] == [
        (0, 1, "italic"),
        (2, 3, "italic"),
    ]


def test_notes_stand_behind_the_text_and_running_heads_around_it() -> None:
    others: dict[str, str | bytes] = {
        "word/footnotes.xml": f"<w:footnotes {WORD}>"
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="7">{p("See the atlas.")}</w:footnote></w:footnotes>',
        "word/header1.xml": f"<w:hdr {WORD}>{p('The Fog / Quill')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {WORD}>{p('Page')}</w:ftr>",
    }
    body = '<w:p><w:r><w:t>Whitby</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    assert block_table(read(body, others)) == [
        ("chrome", "front", "The Fog / Quill"),
        ("paragraph", "body", "Whitby[1]"),
        ("note", "back", "[1] See the atlas."),
        ("chrome", "back", "Page"),
    ]


@pytest.mark.parametrize(
    ("title", "creator", "values"),
    [
        ("The Fog", "Ida Quill", {"title": "The Fog", "creators": ["Ida Quill"]}),
        ("Document1", "Microsoft Office User", {}),
        ("", "ida@example.org", {}),
    ],
)
def test_what_the_properties_state_is_claimed(
    title: str, creator: str, values: dict[str, object]
) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator></cp:coreProperties>"
    )
    manuscript = read(p("Fog."), {"docProps/core.xml": core})
    assert claim_values(manuscript) == values
    assert all(claim.confidence == 0.5 for claim in manuscript.claims)


def test_a_document_without_its_main_part_is_damaged() -> None:
    data = make_docx(p("Fog.")).replace(b"word/document.xml", b"word/document.xxx")
    codes = [problem.code for problem in read_docx(data, decode_bytes).problems]
    assert codes == ["parse.docx-damaged", "parse.no-text"]


def test_ten_thousand_paragraphs_nested_in_boxes_do_not_recurse() -> None:
    body = "<w:p>" * 200 + "<w:r><w:t>deep</w:t></w:r>" + "</w:p>" * 200
    assert read(body).text.chars == "deep"
