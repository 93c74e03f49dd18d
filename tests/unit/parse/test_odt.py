"""OpenDocument texts."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.manuscript import Manuscript
from fonds.parse.odt import read_odt
from tests.format_samples import ODF, block_table, claim_values, make_odt

STYLES = (
    "<style:style style:name='I' style:family='text'>"
    "<style:text-properties fo:font-style='italic'/></style:style>"
    "<style:style style:name='I2' style:family='text' style:parent-style-name='I'/>"
    "<style:style style:name='C' style:family='paragraph'>"
    "<style:paragraph-properties fo:text-align='center'/></style:style>"
    "<style:style style:name='PI' style:family='paragraph'>"
    "<style:text-properties fo:font-style='italic'/></style:style>"
)
CASES = [
    (
        "<text:p>Fog<text:s text:c='3'/>and<text:tab/>rain</text:p>",
        [("paragraph", "body", "Fog and rain")],
    ),
    ("<text:h text:outline-level='2'>Two</text:h>", [("heading", "body", "Two")]),
    (
        "<text:p>one<text:line-break/>two</text:p>",
        [("paragraph", "body", "one"), ("paragraph", "body", "two")],
    ),
    (
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>",
        [("item", "body", "one")],
    ),
    ("<text:p text:style-name='C'>* * *</text:p>", [("break", "body", "* * *")]),
    (
        "<text:p>one</text:p><text:p text:style-name='Horizontal_20_Line'/><text:p>two</text:p>",
        [("paragraph", "body", "one"), ("break", "body", "* * *"), ("paragraph", "body", "two")],
    ),
    (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>here</text:p>",
        [("paragraph", "body", "here")],
    ),
    (
        "<text:p>Whitby<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See the atlas.</text:p></text:note-body></text:note> by night.</text:p>",
        [("paragraph", "body", "Whitby[1] by night."), ("note", "back", "[1] See the atlas.")],
    ),
    (
        "<table:table><table:table-row><table:table-cell><text:p>Title:</text:p></table:table-cell>"
        "<table:table-cell><text:p>Fog</text:p></table:table-cell></table:table-row></table:table>",
        [("paragraph", "body", "Title: Fog")],
    ),
    (
        "<text:table-of-content><text:index-body><text:p>One 1</text:p></text:index-body>"
        "</text:table-of-content><text:p>Fog.</text:p>",
        [("chrome", "front", "One 1"), ("paragraph", "body", "Fog.")],
    ),
]


def read(body: str, others: dict[str, str | bytes] | None = None) -> Manuscript:
    return read_odt(make_odt(body, STYLES, others), decode_bytes)


@pytest.mark.parametrize(("body", "blocks"), CASES)
def test_paragraphs_become_blocks(body: str, blocks: list[tuple[str, str, str]]) -> None:
    assert block_table(read(body)) == blocks


@pytest.mark.parametrize(
    ("body", "runs"),
    [
        ("<text:p>a<text:span text:style-name='I'>b</text:span>c</text:p>", [(1, 2)]),
        ("<text:p>a<text:span text:style-name='I2'>b</text:span></text:p>", [(1, 2)]),
        ("<text:p text:style-name='PI'>ab</text:p>", [(0, 2)]),
        ("<text:p>a<text:span text:style-name='X'>b</text:span></text:p>", []),
    ],
)
def test_italics_come_from_styles_and_their_parents(body: str, runs: list[tuple[int, int]]) -> None:
    assert [(run.start, run.end) for run in read(body).blocks[0].runs] == runs


def test_running_heads_stand_around_the_text() -> None:
    styles = (
        f"<office:document-styles {ODF}><office:master-styles><style:master-page>"
        "<style:header><text:p>The Fog</text:p></style:header>"
        "<style:footer><text:p>Quill</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    assert block_table(read("<text:p>Whitby.</text:p>", {"styles.xml": styles})) == [
        ("chrome", "front", "The Fog"),
        ("paragraph", "body", "Whitby."),
        ("chrome", "back", "Quill"),
    ]


def test_what_the_properties_state_is_claimed() -> None:
    meta = (
        f"<office:document-meta {ODF}><office:meta><dc:title>The Fog</dc:title>"
        "<meta:initial-creator>Ida Quill</meta:initial-creator><dc:creator>A. Typist</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    manuscript = read("<text:p>Fog.</text:p>", {"meta.xml": meta})
    assert claim_values(manuscript) == {"title": "The Fog", "creators": ["Ida Quill"]}


def test_a_document_with_a_password_is_reported_as_locked() -> None:
    manifest = (
        "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    manuscript = read("<text:p>Fog.</text:p>", {"META-INF/manifest.xml": manifest})
    assert manuscript.blocks == ()
    assert "parse.odt-locked" in [problem.code for problem in manuscript.problems]


def test_a_document_without_content_is_damaged() -> None:
    data = make_odt("<text:p>Fog.</text:p>").replace(b"content.xml", b"content.xxx")
    codes = [problem.code for problem in read_odt(data, decode_bytes).problems]
    assert codes == ["parse.odt-damaged", "parse.no-text"]
