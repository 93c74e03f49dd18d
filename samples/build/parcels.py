"""Parcels: takes stories; gives zip, tar, gzip and WARC with several things inside."""

import io
import tarfile
from collections.abc import Mapping

from samples.build.boxes import Entry, gzip_bytes, zip_bytes
from samples.build.junk import GIF
from samples.build.pages import html_in_txt
from samples.build.placed import Held, Placed, odd_file
from samples.build.render import HtmlStyle, fill, html_blocks, html_text, plain_page
from samples.build.story import Story
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "http://www.example.org/hudson"
WARC_DATE = "2011-11-11T11:11:11Z"
TAR_TIME = 1106200800  # 20 January 2005


def parcel_files(stories: Mapping[str, Story]) -> tuple[Placed, ...]:
    """Give the containers of the folder `zips`."""
    outer = nested(stories["spider"], stories["division"])
    return (
        outer,
        songs(stories["kitty"], stories["alan"]),
        one_text(stories["tuesday"]),
        crawl(stories["inventory"]),
        odd_file("zips/empty.zip", zip_bytes([]), "a zip with no member"),
        odd_file(
            "zips/broken.zip",
            outer.data[: len(outer.data) * 2 // 3],
            "a zip cut off in the middle: refused, with the reason",
        ),
    )


def boxed_title(title: str) -> str:
    """A title in a double frame."""
    rule = "═" * (len(title) + 2)
    return f"╔{rule}╗\n║ {title} ║\n╚{rule}╝"


def nested(spider: Story, division: Story) -> Placed:
    """A zip within a zip: a story in cp437, and a second copy of a loose file."""
    head = (boxed_title(spider.title), "", *spider.head)
    text = plain_page(head, spider.chapters[0], spider.tail).replace("\n", "\r\n")
    inner = zip_bytes(
        [
            Entry("RENFIELD.TXT", text.encode("cp437")),
            Entry("oz/strawman.htm", html_in_txt(division)),
        ]
    )
    outer = zip_bytes([Entry("old disk/FICS.ZIP", inner, stored=True)])
    twice = "the same bytes as scarecrow.txt, two containers deep and under another name"
    works = (
        Held(spider, members=("old disk/FICS.ZIP/RENFIELD.TXT",)),
        Held(division, twice, members=("old disk/FICS.ZIP/oz/strawman.htm",)),
    )
    return Placed("zips/backup (2).zip", outer, works)


def songs(kitty: Story, alan: Story) -> Placed:
    """A tar.gz of two texts with CRLF."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for story in (kitty, alan):
            text = plain_page(story.head, story.chapters[0], story.tail).replace("\n", "\r\n")
            data = text.encode("ascii")
            info = tarfile.TarInfo(f"fic/{story.slug}.txt")
            info.size = len(data)
            info.mtime = TAR_TIME
            tar.addfile(info, io.BytesIO(data))
    data = gzip_bytes(held.getvalue(), "fic.tar")
    works = tuple(Held(story, members=(f"fic/{story.slug}.txt",)) for story in (kitty, alan))
    return Placed("zips/fic.tar.gz", data, works)


def one_text(story: Story) -> Placed:
    """A text under gzip."""
    text = plain_page(story.head, story.chapters[0], story.tail)
    data = gzip_bytes(text.encode("ascii"), "tuesday.txt")
    return Placed("zips/tuesday.txt.gz", data, (Held(story, members=("tuesday.txt",)),))


def crawl(story: Story) -> Placed:
    """A WARC: an index page, a story page, an image."""
    page = fill(
        "inventory.html",
        title=story.title,
        author=story.author,
        rating=story.gold["rating_stated"],
        summary=html_text(story.gold["summary"]),
        body=html_blocks(story.blocks, HtmlStyle()),
    )
    index = fill("kitchen_index.html").encode("utf-8")
    records = (
        (f"{SITE}/index.html", "text/html; charset=utf-8", index),
        (f"{SITE}/inventory.html", "text/html; charset=utf-8", page.encode("utf-8")),
        (f"{SITE}/teapot.gif", "image/gif", GIF),
    )
    works = (
        Held(None, "an index page of titles and authors", (f"{SITE}/index.html",)),
        Held(story, members=(f"{SITE}/inventory.html",)),
        Held(None, "an image", (f"{SITE}/teapot.gif",)),
    )
    return Placed("zips/crawl-20111111.warc", warc_bytes(records), works)


def warc_bytes(records: tuple[tuple[str, str, bytes], ...]) -> bytes:
    """Write responses with fixed dates and record identifiers."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for at, (url, media_type, payload) in enumerate(records, 1):
        pairs = [("Content-Type", media_type), ("Content-Length", str(len(payload)))]
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(payload),
            http_headers=StatusAndHeaders("200 OK", pairs, protocol="HTTP/1.0"),
            warc_headers_dict={
                "WARC-Date": WARC_DATE,
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{at:012}>",
            },
        )
        writer.write_record(record)
    return out.getvalue()
