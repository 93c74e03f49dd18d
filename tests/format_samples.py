"""Small files of every format that can be read, made in memory; the words are our own."""

import io
import zipfile

from fonds.model.manuscript import Manuscript

FIXED = (1999, 12, 31, 12, 0, 0)

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{path}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def make_zip(members: dict[str, str | bytes]) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED), data)
    return box.getvalue()


def make_docx(body: str, others: dict[str, str | bytes] | None = None) -> bytes:
    """`body` is the XML between `<w:body>` and `</w:body>`."""
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return make_zip({"word/document.xml": document, **(others or {})})


def make_odt(body: str, styles: str = "", others: dict[str, str | bytes] | None = None) -> bytes:
    """`body` is the XML in `<office:text>`, `styles` that of the automatic styles."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return make_zip({"mimetype": mimetype, "content.xml": content, **(others or {})})


def make_epub(
    documents: dict[str, str],
    metadata: str = "",
    others: dict[str, str | bytes] | None = None,
    items: str = "",
) -> bytes:
    """Documents in spine order; `metadata` is the XML in `<metadata>`."""
    listed = "".join(
        f'<item id="d{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(documents)
    )
    spine = "".join(f'<itemref idref="d{n}"/>' for n in range(len(documents)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{listed}{items}</manifest><spine>{spine}</spine></package>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format(path="OEBPS/content.opf"),
        "OEBPS/content.opf": package,
    }
    members |= {f"OEBPS/{name}": text for name, text in documents.items()}
    return make_zip(members | (others or {}))


def page(body: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title/>{head}</head><body>{body}</body></html>"
    )


STORY = (
    "<h1>The Lamp</h1><p>by <i>Ida Quill</i></p>"
    "<p>Holmes lit the <em>lamp</em>, and <b>Watson</b> sighed.<br/>It smoked.</p><hr/>"
    "<p>&#8220;Fog again,&#8221; said Holmes &amp; closed the window.</p>"
)

SAMPLES: dict[str, tuple[str, bytes]] = {
    "plain": ("text/plain", b"The Lamp\nby Ida Quill\n\nHolmes lit the _lamp_.\n\n* * *\n\nFog.\n"),
    "html": ("text/html", f"<title>The Lamp</title>{STORY}".encode()),
    "html in cp1252": (
        "text/html",
        '<meta charset="windows-1252"><p>Holmes’s café — closed.</p>'.encode("cp1252"),
    ),
    "html with pre": (
        "text/html",
        b"<pre>\n  Two <i>lines</i>\nthat are one.\n\n  * * *\n\nAnd a third.\n</pre>",
    ),
    "xhtml": ("application/xhtml+xml", page(STORY).encode()),
    "epub": (
        "application/epub+zip",
        make_epub({"a.xhtml": page(STORY), "b.xhtml": page("<p>The end.</p>")}),
    ),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        make_docx(
            "<w:p><w:r><w:t>The Lamp</w:t></w:r></w:p><w:p><w:r><w:t>Holmes lit the </w:t></w:r>"
            "<w:r><w:rPr><w:i/></w:rPr><w:t>lamp</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>"
        ),
    ),
    "odt": (
        "application/vnd.oasis.opendocument.text",
        make_odt(
            "<text:h text:outline-level='1'>The Lamp</text:h>"
            "<text:p>Holmes lit<text:s text:c='2'/>the <text:span text:style-name='T1'>lamp"
            "</text:span>.</text:p>",
            "<style:style style:name='T1' style:family='text'>"
            "<style:text-properties fo:font-style='italic'/></style:style>",
        ),
    ),
    "rtf": (
        "text/rtf",
        rb"{\rtf1\ansi\ansicpg1252{\info{\title The Lamp}{\author Ida Quill}}"
        rb"Holmes lit the {\i lamp}.\par \'93Fog,\'94 said Watson\u8212?again.\par}",
    ),
    "mail": (
        "message/rfc822",
        b"From: Ida Quill <ida@example.org>\nSubject: FIC: The Lamp (1/2)\n"
        b"Date: Mon, 4 Mar 1996 10:00:00 +0000\n\nHolmes lit the lamp.\n\nFog.\n",
    ),
    "mail in parts": (
        "message/rfc822",
        b"From: =?iso-8859-1?Q?Ir=E8ne?= <irene@example.org>\nSubject: =?utf-8?B?VGhlIExhbXA=?=\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=edge\n\n"
        b"--edge\nContent-Type: text/plain; charset=iso-8859-1\n"
        b"Content-Transfer-Encoding: quoted-printable\n\nThe caf=E9 was dark=\n, and cold.\n"
        b"--edge\nContent-Type: text/html\n\n<p>The cafe</p>\n--edge--\n",
    ),
}
"""A name to a media type and the bytes."""


def claim_values(manuscript: Manuscript) -> dict[str, object]:
    """Field to value; the first claim of a field."""
    values: dict[str, object] = {}
    for claim in manuscript.claims:
        values.setdefault(claim.field, claim.value)
    return values


def block_table(manuscript: Manuscript) -> list[tuple[str, str, str]]:
    return [(block.kind, block.place, block.text) for block in manuscript.blocks]
