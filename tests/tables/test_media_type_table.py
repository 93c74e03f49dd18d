"""One line, one file: what it is, by its content."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import time
import zipfile

import pytest

from fonds.intake.sniff import find_media_type


def make_zip(*names: str, stored_first: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, stored_first)
    return out.getvalue()


def make_tar(kind: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        info = tarfile.TarInfo("oz.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"Toto!"))
    return out.getvalue()


def make_palm(version: int, mark: bytes = b"BOOKMOBI") -> bytes:
    head = bytearray(78 + 8)
    head[60:68] = mark
    struct.pack_into(">I", head, 78, 86)
    record = bytearray(64)
    struct.pack_into(">I", record, 36, version)
    return bytes(head + record)


MAIL = b"From: dorothy@oz.example\nTo: Em\nSubject: Home\nDate: Mon, 1 May 1899\n\nHi.\n"
ENVELOPE = b"From dorothy@oz.example Mon May  1 12:00:00 1899\n"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

CASES: list[tuple[str, bytes, str, str]] = [
    ("nothing", b"", "a.txt", "application/x-empty"),
    ("prose", b"The moor was dark.\n", "a.txt", "text/plain"),
    ("prose without a name", b"The moor was dark.\n", "", "text/plain"),
    ("blank lines", b"\n \n", "", "text/plain"),
    ("prose that begins with From", b"From the hill she saw Oz.\n\nIt shone.\n", "", "text/plain"),
    ("a sentence with a colon", b"From: a hill, she saw Oz.\nIt shone.\n", "", "text/plain"),
    ("a letter in a story", b"From: Dracula\nTo: Harker\n\nCome.\n", "", "text/plain"),
    (
        "a story's labels",
        b"Title: Home\nAuthor: Em\nFrom: the Oz list\nDate: 1 May 12:00\n\nx",
        "",
        "text/plain",
    ),
    ("cp437", b"\xc9\xcd\xcd\xbb\r\n\xba Oz\xba\r\n\x1a", "OZ", "text/plain"),
    ("UTF-16", "The moor was dark.\n".encode("utf-16"), "", "text/plain"),
    ("UTF-16 without a mark", "The moor was dark.\n".encode("utf-16-be"), "", "text/plain"),
    ("UTF-16 HTML", "<html><body>Oz".encode("utf-16"), "", "text/html"),
    ("NUL padding", b"The moor was dark.\n" + b"\x00" * 200, "", "text/plain"),
    ("ANSI colours", b"\x1b[31mOz\x1b[0m\n", "", "text/plain"),
    ("Markdown by name", b"Once upon a time.\n", "a.md", "text/markdown"),
    ("Markdown by front matter", b"---\ntitle: Oz\n---\n\nText", "", "text/markdown"),
    ("Markdown by headings", b"# Oz\n\nText\n\n## Two\n", "", "text/markdown"),
    ("headings in a .txt", b"# Oz\n\nText\n\n## Two\n", "a.txt", "text/plain"),
    ("one number sign", b"#1 The Hound\n\nText\n", "", "text/plain"),
    ("HTML", b"<!DOCTYPE html><html>", "a.txt", "text/html"),
    ("HTML after a comment", b"<!-- saved from url=x -->\n<HTML>", "", "text/html"),
    ("HTML called Markdown", b"<p>Oz <b>was</b> green.</p>", "a.md", "text/markdown"),
    ("XHTML", b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="x">', "", "text/html"),
    ("a piece of HTML", b"Oz<br>\nwas<br>\n<i>green</i>", "", "text/html"),
    ("HTML by name", b"Oz <tt>was</tt> green", "oz.htm", "text/html"),
    ("a story called .html", b"Oz was green", "oz.html", "text/plain"),
    ("angle brackets in prose", b"<grin> said the Cat. <g>\n", "", "text/plain"),
    ("XML", b'<?xml version="1.0"?><rss>', "", "application/xml"),
    ("FictionBook", b'<?xml version="1.0"?><FictionBook>', "", "application/x-fictionbook+xml"),
    ("SVG", b"<svg xmlns='x'>", "", "image/svg+xml"),
    ("mail", MAIL, "", "message/rfc822"),
    ("mail with CRLF", MAIL.replace(b"\n", b"\r\n"), "", "message/rfc822"),
    ("mail after blank lines", b"\n\n" + MAIL, "", "message/rfc822"),
    (
        "mail without an address",
        b"From: Em\nSubject: x\nDate: 1 May 12:00\n\nx",
        "",
        "message/rfc822",
    ),
    ("news", b"Newsgroups: alt.oz\nFrom: Em\nSubject: x\n\nx", "", "message/rfc822"),
    ("news by path", b"Path: a!b!c\nFrom: a!em\nSubject: x\n\nx", "", "message/rfc822"),
    ("an article", b"Article 12 of alt.oz:\n" + MAIL, "", "message/rfc822"),
    ("MIME", b"MIME-Version: 1.0\nFrom: Em\nContent-Type: text/plain\n\nx", "", "message/rfc822"),
    ("one message under From", ENVELOPE + MAIL, "", "message/rfc822"),
    ("a mailbox", ENVELOPE + MAIL + b"\n" + ENVELOPE + MAIL, "a.txt", "application/mbox"),
    ("From in the text", ENVELOPE + MAIL + b"\nFrom the hill\n\nx", "", "message/rfc822"),
    ("RTF", b"{\\rtf1\\ansi Oz}", "a.doc", "text/rtf"),
    ("PDF", b"%PDF-1.4\n%\xe2\xe3", "", "application/pdf"),
    ("Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "", "application/msword"),
    ("zip", make_zip("a.txt"), "a.epub", "application/zip"),
    ("an empty zip", make_zip(), "", "application/zip"),
    ("a zip after a program", b"MZ\x90\x00" + b"\x00" * 99 + make_zip("a"), "", "application/zip"),
    (
        "EPUB",
        make_zip("mimetype", stored_first=b"application/epub+zip"),
        "",
        "application/epub+zip",
    ),
    ("EPUB, badly ordered", make_zip("x", "META-INF/container.xml"), "", "application/epub+zip"),
    ("ODT", make_zip("mimetype", stored_first=ODT.encode()), "", ODT),
    ("docx", make_zip("[Content_Types].xml", "word/document.xml"), "a.zip", DOCX),
    ("gzip", gzip.compress(b"x"), "", "application/gzip"),
    ("bzip2", bz2.compress(b"x"), "", "application/x-bzip2"),
    ("xz", lzma.compress(b"x"), "", "application/x-xz"),
    ("ustar", make_tar(tarfile.USTAR_FORMAT), "", "application/x-tar"),
    ("GNU tar", make_tar(tarfile.GNU_FORMAT), "", "application/x-tar"),
    ("pax", make_tar(tarfile.PAX_FORMAT), "", "application/x-tar"),
    ("WARC", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "", "application/warc"),
    ("Mobipocket", make_palm(6), "", "application/x-mobipocket-ebook"),
    ("KF8", make_palm(8), "a.mobi", "application/vnd.amazon.ebook"),
    ("PNG", b"\x89PNG\r\n\x1a\n\x00", "", "image/png"),
    ("JPEG", b"\xff\xd8\xff\xe0\x00", "a.txt", "image/jpeg"),
    ("GIF", b"GIF89a\x01\x00", "", "image/gif"),
    ("MP3", b"ID3\x03\x00\x00\x00", "", "audio/mpeg"),
    ("prose that begins with ID3", b"ID3 was a robot.", "", "text/plain"),
    ("noise", bytes(range(256)) * 4, "a.txt", "application/octet-stream"),
    ("NULs", b"\x00" * 100, "a.txt", "application/octet-stream"),
]


@pytest.mark.parametrize(
    ("data", "name", "media_type"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_content_decides(data: bytes, name: str, media_type: str) -> None:
    assert find_media_type(data, name) == media_type


def test_a_story_is_recognised_quickly() -> None:
    story = b"She said nothing for a while, and the moor was dark.\n" * 400
    find_media_type(story, "a.txt")
    best = 1.0
    for _ in range(20):
        started = time.thread_time()
        find_media_type(story, "a.txt")
        best = min(best, time.thread_time() - started)
    assert best < 0.001  # 40 µs on an idle machine; ten runs of it share a core here
