"""Word processors: takes stories; gives docx, odt and RTF, written by hand."""

from collections.abc import Mapping

from samples.build.boxes import Entry, zip_bytes
from samples.build.placed import Placed, story_file
from samples.build.render import fill, html_text
from samples.build.story import Block, Story

RTF_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}{\f1\fswiss Arial;}}"
    "\n"
    r"{\colortbl ;\red0\green0\blue0;}{\info{\title untitled}{\author Family Computer}}"
    "\n"
    r"\pard\f0\fs24 "
)


def office_files(stories: Mapping[str, Story]) -> tuple[Placed, ...]:
    """Give the documents of the folder `My Documents`."""
    wood, time = stories["woodhouse"], stories["timetable"]
    violin, patent = stories["violin"], stories["patent"]
    folder = "My Documents"
    return (
        story_file(f"{folder}/woodhouse final FINAL.docx", docx(wood), wood),
        story_file(f"{folder}/minas timetable.odt", odt(time), time),
        story_file(f"{folder}/violin.rtf", rtf(violin), violin),
        story_file(f"{folder}/knight.doc", rtf(patent), patent),
    )


def docx_run(text: str, properties: str = "") -> str:
    """One run of WordprocessingML."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{html_text(text)}</w:t></w:r>'


def docx_paragraph(runs: str, properties: str = "") -> str:
    """One paragraph of WordprocessingML."""
    marks = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{marks}{runs}</w:p>"


def docx_block(block: Block) -> str:
    """A block: breaks centred, italics as runs."""
    if block.kind == "break":
        return docx_paragraph(docx_run(block.text), '<w:jc w:val="center"/>')
    runs = [docx_run(text, "<w:i/>" if italic else "") for italic, text in block.runs]
    return docx_paragraph("".join(runs))


def docx(story: Story) -> bytes:
    """A docx whose header labels are bold runs below a Title."""
    paragraphs = [docx_paragraph(docx_run(story.title), '<w:pStyle w:val="Title"/>')]
    for line in story.head:
        label, value = line.split(": ", 1)
        paragraphs.append(docx_paragraph(docx_run(f"{label}:", "<w:b/>") + docx_run(f" {value}")))
    paragraphs.append(docx_paragraph(""))
    paragraphs += [docx_block(block) for block in story.blocks]
    names = {
        "[Content_Types].xml": fill("docx_types.xml"),
        "_rels/.rels": fill("docx_rels.xml"),
        "word/document.xml": fill("docx_document.xml", paragraphs="\n".join(paragraphs)),
        "word/_rels/document.xml.rels": fill("docx_word_rels.xml"),
        "word/styles.xml": fill("docx_styles.xml"),
        "docProps/core.xml": fill("docx_core.xml"),
    }
    return zip_bytes([Entry(name, text.encode("utf-8")) for name, text in names.items()])


def odt_block(block: Block) -> str:
    """A block: breaks in the centred style, italics as a span within a span."""
    if block.kind == "break":
        return f'<text:p text:style-name="P1">{html_text(block.text)}</text:p>'
    parts = [
        f'<text:span><text:span text:style-name="T1">{html_text(text)}</text:span></text:span>'
        if italic
        else html_text(text)
        for italic, text in block.runs
    ]
    return f'<text:p text:style-name="Standard">{"".join(parts)}</text:p>'


def odt(story: Story) -> bytes:
    """An odt whose header is a table."""
    rows = []
    for line in story.head:
        cells = [
            f"<table:table-cell><text:p>{html_text(text)}</text:p></table:table-cell>"
            for text in line.replace(": ", ":\n", 1).split("\n")
        ]
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    paragraphs = [odt_block(block) for block in story.blocks]
    paragraphs += [f"<text:p>{html_text(line)}</text:p>" for line in ("", *story.tail)]
    content = fill(
        "odt_content.xml",
        title=html_text(story.title),
        rows="\n".join(rows),
        paragraphs="\n".join(paragraphs),
    )
    names = {
        "content.xml": content,
        "styles.xml": fill("odt_styles.xml"),
        "meta.xml": fill("odt_meta.xml"),
        "META-INF/manifest.xml": fill("odt_manifest.xml"),
    }
    media_type = Entry("mimetype", b"application/vnd.oasis.opendocument.text", stored=True)
    files = [Entry(name, text.encode("utf-8")) for name, text in names.items()]
    return zip_bytes([media_type, *files])


def rtf_text(text: str) -> str:
    """Escape text: cp1252 by hexadecimal, an em dash by Unicode with its fallback."""
    out = []
    for sign in text:
        if sign in "\\{}":
            out.append("\\" + sign)
        elif sign == "—":
            out.append(r"\u8212\'97")
        elif ord(sign) > 126:
            out.append(f"\\'{sign.encode('cp1252')[0]:02x}")
        else:
            out.append(sign)
    return "".join(out)


def rtf_block(block: Block) -> str:
    """A block: breaks centred, italics in a group."""
    if block.kind == "break":
        return rf"\pard\qc {rtf_text(block.text)}\par\pard "
    runs = [rf"{{\i {rtf_text(text)}}}" if on else rtf_text(text) for on, text in block.runs]
    return "".join(runs) + r"\par"


def rtf(story: Story) -> bytes:
    """RTF with CRLF between its lines."""
    lines = [rtf_text(line) + r"\par" for line in story.head] + [r"\par"]
    for block in story.blocks:
        lines += [rtf_block(block), r"\par"]
    lines += [rtf_text(line) + r"\par" for line in story.tail if line]
    page = RTF_HEAD + "\n".join(lines) + "\n}\n"
    return page.replace("\n", "\r\n").encode("ascii")
