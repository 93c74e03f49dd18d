"""Electronic books: takes stories; gives EPUB 2 and 3, written by hand."""

from collections.abc import Mapping, Sequence

from samples.build.archives import fff_labels
from samples.build.boxes import Entry, zip_bytes
from samples.build.placed import Placed, story_file
from samples.build.render import HtmlStyle, fill, html_blocks, html_text
from samples.build.story import Story

XHTML = HtmlStyle(rule='<p class="break">{}</p>', italic="em")
CSS = "body { margin: 2% }\n.break { text-align: center }\n"


def ebook_files(stories: Mapping[str, Story]) -> tuple[Placed, ...]:
    """Give the three books."""
    abbot, ferry, day = stories["arithmetic"], stories["ferryman"], stories["dayoff"]
    return (
        story_file("ebooks/abbot.epub", epub2(abbot), abbot),
        story_file("ebooks/FERRY~1.EPUB", epub3(ferry), ferry),
        story_file("saved/Ozma's Day Off-ex_51288.epub", fff_epub(day), day),
    )


def pack(opf: str, files: Mapping[str, str]) -> bytes:
    """Zip a book, the media type first and uncompressed."""
    container = fill("container.xml", opf=opf)
    return zip_bytes(
        [
            Entry("mimetype", b"application/epub+zip", stored=True),
            Entry("META-INF/container.xml", container.encode("utf-8")),
            *(Entry(name, text.encode("utf-8")) for name, text in files.items()),
        ]
    )


def manifest(names: Sequence[tuple[str, str]]) -> str:
    """Manifest items for (identifier, path)."""
    return "\n".join(
        f'    <item id="{one}" href="{path}" media-type="application/xhtml+xml"/>'
        for one, path in names
    )


def spine(names: Sequence[tuple[str, str]]) -> str:
    """Spine items for (identifier, path)."""
    return "\n".join(f'    <itemref idref="{one}"/>' for one, _ in names)


def nav_points(points: Sequence[tuple[str, str]]) -> str:
    """NCX points for (label, path)."""
    return "\n".join(
        f'<navPoint id="n{at}" playOrder="{at}"><navLabel><text>{html_text(label)}</text>'
        f'</navLabel><content src="{path}"/></navPoint>'
        for at, (label, path) in enumerate(points, 1)
    )


def epub2(story: Story) -> bytes:
    """EPUB 2 as a converter makes it, with calibre's series."""
    series = story.gold["series"]
    values = {
        "title": story.title,
        "author": story.author,
        "series": series["title"],
        "index": str(series["index"]),
    }
    names = [(f"c{at}", f"text/part{at:03}.html") for at in range(1, len(story.chapters) + 1)]
    headings = [chapter.heading or "" for chapter in story.chapters]
    points = [("Title", "text/title.html")]
    points += [(heading, path) for heading, (_, path) in zip(headings, names, strict=True)]
    files = {
        "content.opf": fill(
            "epub2.opf",
            date=story.gold["date"],
            summary=html_text(story.gold["summary"]),
            items=manifest(names),
            spine=spine(names),
            **values,
        ),
        "toc.ncx": fill(
            "ncx.xml",
            uid="urn:uuid:5f0c2b1e-0000-4000-8000-00000000ab07",
            title=story.title,
            points=nav_points(points),
        ),
        "style.css": CSS,
        "text/title.html": fill("epub2_title.html", **values),
    }
    for (_, path), chapter in zip(names, story.chapters, strict=True):
        body = html_blocks(chapter.blocks, XHTML)
        heading = html_text(chapter.heading or "")
        files[path] = fill("epub2_chapter.html", heading=heading, body=body)
    return pack("content.opf", files)


def epub3_front(story: Story) -> str:
    """The page before the story: title, byline, labels, epigraph."""
    return "\n".join(
        [
            f"<h1>{html_text(story.title)}</h1>",
            f"<p>by {html_text(story.author)}</p>",
            f"<p><b>Fandom:</b> {story.gold['fandoms'][0]}</p>",
            f"<p><b>Rating:</b> {story.gold['rating_stated']}</p>",
            f'<blockquote epub:type="epigraph"><p>{story.gold["epigraph"]}</p></blockquote>',
        ]
    )


def epub3(story: Story) -> bytes:
    """EPUB 3: nav, a cover in words, notes behind."""
    series = story.gold["series"]
    names = [(f"c{at}", f"c{at}.xhtml") for at in range(1, len(story.chapters) + 1)]
    points = [
        f'<li><a href="{path}">{html_text(chapter.heading or "")}</a></li>'
        for (_, path), chapter in zip(names, story.chapters, strict=True)
    ]
    cover = f"<p>{html_text(story.title)}</p>\n<p>{html_text(story.author)}</p>"
    notes = f"<h2>Author's Notes</h2>\n<p>{html_text(story.note('back'))}</p>"
    files = {
        "OPS/package.opf": fill(
            "epub3.opf",
            title=story.title,
            author=story.author,
            date=story.gold["date"],
            url=story.gold["source_url"],
            summary=html_text(story.gold["summary"]),
            series=series["title"],
            index=str(series["index"]),
            items=manifest(names),
            spine=spine(names),
        ),
        "OPS/nav.xhtml": fill("epub3_nav.xhtml", points="\n".join(points)),
        "OPS/cover.xhtml": fill("epub3_page.xhtml", heading="Cover", kind="cover", body=cover),
        "OPS/front.xhtml": fill(
            "epub3_page.xhtml", heading=story.title, kind="titlepage", body=epub3_front(story)
        ),
        "OPS/notes.xhtml": fill("epub3_page.xhtml", heading="Notes", kind="afterword", body=notes),
    }
    for (_, path), chapter in zip(names, story.chapters, strict=True):
        heading = html_text(chapter.heading or "")
        body = f"<h2>{heading}</h2>\n{html_blocks(chapter.blocks, XHTML)}"
        page = fill("epub3_page.xhtml", heading=heading, kind="chapter", body=body)
        files[f"OPS/{path}"] = page
    return pack("OPS/package.opf", files)


def fff_epub(story: Story) -> bytes:
    """FanFicFare's EPUB: a title page of labels and one file a chapter."""
    values = {"title": story.title, "author": story.author, "site": story.typed["site"]}
    url: str = story.gold["source_url"]
    rows = [f"<b>{label}:</b> {value}<br />" for label, value in fff_labels(story)]
    rows.append(f"<b>Summary:</b> <div><p>{html_text(story.gold['summary'])}</p></div><br />")
    count = len(story.chapters)
    names = [(f"file{at:04}", f"OEBPS/file{at:04}.xhtml") for at in range(1, count + 1)]
    headings = [chapter.heading or "" for chapter in story.chapters]
    points = [("Title Page", "OEBPS/title_page.xhtml")]
    points += [(heading, path) for heading, (_, path) in zip(headings, names, strict=True)]
    subjects = ["FanFiction", *story.gold["tags"], "Wizard of Oz", "Completed"]
    files = {
        "content.opf": fill(
            "fff.opf",
            url=url,
            date=story.gold["date"],
            updated=story.typed["updated"],
            summary=html_text(story.gold["summary"]),
            subjects="\n".join(f"\t\t<dc:subject>{one}</dc:subject>" for one in subjects),
            items=manifest(names),
            spine=spine(names),
            **values,
        ),
        "toc.ncx": fill(
            "ncx.xml",
            uid=f"fanficfare-uid:{story.typed['site']}-u318-s51288",
            title=story.title,
            points=nav_points(points),
        ),
        "OEBPS/stylesheet.css": CSS,
        "OEBPS/title_page.xhtml": fill(
            "fff_title.xhtml", url=url, rows="\n\n".join(rows), **values
        ),
    }
    for number, ((_, path), chapter) in enumerate(zip(names, story.chapters, strict=True), 1):
        files[path] = fill(
            "fff_chapter.xhtml",
            heading=html_text(chapter.heading or ""),
            url=url,
            number=str(number),
            body=f"<div>\n{html_blocks(chapter.blocks, XHTML)}\n</div>",
        )
    return pack("content.opf", files)
