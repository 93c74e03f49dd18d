"""Junk: gives small made-up files that are no stories: what formats' first bytes promise."""

import struct

from samples.build.placed import Placed, odd_file

# The smallest of pictures: one black point.
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"
)
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNREADABLE = "kept, not yet readable"


def palm_book(name: str, version: int) -> bytes:
    """A Palm database that says it is a Mobipocket book of that version."""
    records = 1
    head = name.encode("ascii").ljust(32, b"\0") + bytes(28) + b"BOOKMOBI" + bytes(8)
    head += struct.pack(">HII", records, 88, 0) + bytes(2)
    palm_doc = struct.pack(">HHIHHHH", 1, 0, 0, 1, 4096, 0, 0)
    mobi = b"MOBI" + struct.pack(">IIIII", 232, 2, 65001, 1, version) + bytes(208)
    return head + palm_doc + mobi


def compound_file(stream: str) -> bytes:
    """An OLE compound file with one empty, named stream and nothing to read."""
    head = OLE_MAGIC + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    name = stream.encode("utf-16-le")
    return head.ljust(512, b"\0") + b"\xff" * 512 + name.ljust(512, b"\0")


def pdf() -> bytes:
    """One blank page."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    out = b"%PDF-1.4\n"
    places = []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (at, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + table
    return out + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def jpeg() -> bytes:
    """The frame of a JPEG without a picture in it."""
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x00\x00"
    return start + b"\xff\xdb\x00\x43\x00" + bytes(range(1, 65)) + b"\xff\xd9"


def junk_files() -> tuple[Placed, ...]:
    """Give the files that are no stories."""
    store = b"\x00\x00\x00\x01Bud1" + bytes(24)
    return (
        odd_file("ebooks/book.mobi", palm_book("The_Lost_Hansom", 6), f"Mobipocket: {UNREADABLE}"),
        odd_file("ebooks/book (kindle).azw3", palm_book("Lost_Hansom", 8), f"AZW3: {UNREADABLE}"),
        odd_file("ebooks/scan0001.pdf", pdf(), f"PDF: {UNREADABLE}"),
        odd_file(
            "My Documents/letter to aunt.doc",
            compound_file("WordDocument"),
            f"Word before 2007: {UNREADABLE}",
        ),
        odd_file("My Documents/Photo 017.jpg", jpeg(), "an image"),
        odd_file("My Documents/.DS_Store", store, "a folder's view, left by a file manager"),
        odd_file("old site/counter.gif", GIF, "an image"),
        odd_file("old site/Thumbs.db", compound_file("Catalog"), "thumbnails, left by a desktop"),
    )
