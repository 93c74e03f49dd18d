"""Unpacking: containers of every kind, in each other, whole and damaged, honest and hostile."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from fonds.intake.limits import DEPTH, MEMBERS, RATIO, TOO_LARGE, UNPACKED, Limits
from fonds.intake.member import DAMAGED, LINK, METHOD, SPECIAL, TRAILING, TRUNCATED
from fonds.intake.unpack import EMPTY_CONTAINER, Refusal, is_container, unpack
from fonds.intake.unzip import CRC, ENCRYPTED
from fonds.model.work import Leaf

STORY = b"Alice was beginning to get very tired of sitting by her sister.\n" * 40


def make_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def make_tar(members: dict[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def leaves(data: bytes, path: str = "heap/x", limits: Limits | None = None) -> dict[str, bytes]:
    found = unpack(path, data, limits or Limits())
    return {leaf.member or "": leaf.data for leaf in found if isinstance(leaf, Leaf)}


def refusals(
    data: bytes, path: str = "heap/x", limits: Limits | None = None
) -> list[tuple[str | None, str]]:
    found = unpack(path, data, limits or Limits())
    return [(item.member, item.problem.code) for item in found if isinstance(item, Refusal)]


def odd_members(data: bytes) -> dict[str, list[str]]:
    found = unpack("heap/x", data, Limits())
    return {
        leaf.member or "": [problem.code for problem in leaf.problems]
        for leaf in found
        if isinstance(leaf, Leaf) and leaf.problems
    }


def test_a_file_that_is_no_container_is_its_own_leaf() -> None:
    assert list(unpack("heap/a.txt", STORY, Limits())) == [
        Leaf("heap/a.txt", None, STORY, "text/plain")
    ]


def test_an_empty_file_is_a_leaf_too() -> None:
    assert list(unpack("a", b"", Limits())) == [Leaf("a", None, b"", "application/x-empty")]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_zip_gives_its_members_by_every_method(method: int) -> None:
    members = {"oz/a.txt": STORY, "b.txt": b"", "oz/c.txt": b"short"}
    assert leaves(make_zip(members, method)) == members


def test_folders_are_skipped_and_the_crumbs_of_a_mac_are_kept() -> None:
    members = {
        "oz/": b"",
        "oz/a.txt": STORY,
        "__MACOSX/oz/._a.txt": b"\x00\x05",
        ".DS_Store": b"\x00",
    }
    assert sorted(leaves(make_zip(members))) == [".DS_Store", "__MACOSX/oz/._a.txt", "oz/a.txt"]


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_gives_its_members_in_every_dialect(kind: int) -> None:
    members = {"oz/a.txt": STORY, "b.txt": b"", "d/" * 30 + "long name.txt": b"deep"}
    if kind != tarfile.USTAR_FORMAT:
        members["x" * 180 + "é.txt"] = b"long"
    given = leaves(make_tar(members, kind))
    assert list(given.values()) == list(members.values())
    assert list(given)[:3] == list(members)[:3]


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_a_compressed_file_is_called_after_it(suffix: str, pack: object) -> None:
    assert callable(pack)
    assert leaves(pack(STORY), f"heap/a.txt.{suffix}") == {"a.txt": STORY}


def test_compression_around_a_tar_adds_nothing_to_the_path() -> None:
    packed = gzip.compress(make_tar({"oz/a.txt": STORY}))
    assert leaves(packed, "heap/oz.tar.gz") == {"oz/a.txt": STORY}
    assert leaves(make_zip({"oz.tgz": packed})) == {"oz.tgz/oz/a.txt": STORY}


def test_containers_in_containers_are_unpacked_to_the_bottom() -> None:
    inner = make_zip({"a.txt": STORY, "b.md": b"# B"})
    assert leaves(make_zip({"inner.zip": inner, "c.txt": b"c"})) == {
        "inner.zip/a.txt": STORY,
        "inner.zip/b.md": b"# B",
        "c.txt": b"c",
    }


def test_books_are_no_containers() -> None:
    book = make_zip({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED)
    (leaf,) = unpack("book.epub", book, Limits())
    assert isinstance(leaf, Leaf)
    assert (leaf.member, leaf.data) == (None, book)
    assert not is_container(leaf.media_type)


def test_names_are_labels_and_unique() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../../etc/passwd", "/root/x", "a.txt", "b.txt", "c:\\oz\\b.txt", "é.txt"):
            archive.writestr(name, name)
    given = list(leaves(out.getvalue().replace(b"b.txt", b"a.txt")))
    assert given == ["_/_/etc/passwd", "root/x", "a.txt", "a~2.txt", "c_/oz/a.txt", "é.txt"]


def test_names_without_the_flag_are_cp437() -> None:
    data = bytearray(make_zip({"caf_.txt": b"x"}))
    assert leaves(bytes(data).replace(b"caf_", b"caf\x82")) == {"café.txt": b"x"}


def test_gzip_members_joined_are_one_file() -> None:
    assert leaves(gzip.compress(b"one ") + gzip.compress(b"two"), "a.gz") == {"a": b"one two"}


def test_a_mailbox_gives_its_messages_as_they_were_sent() -> None:
    envelope = b"From alice@wonder.example Thu May  4 12:00:00 1899\n"
    first = (
        b"From: Alice\nSubject: Hole\nDate: Thu, 4 May 1899\n\nDown.\n\n>From here it was dark.\n"
    )
    second = b"From: Rabbit\nSubject: Late\nDate: Fri, 5 May 1899\n\nFrom here I run.\n\nLate!\n"
    found = list(unpack("box", envelope + first + b"\n" + envelope + second, Limits()))
    assert [(leaf.member, leaf.media_type) for leaf in found if isinstance(leaf, Leaf)] == [
        ("message-0001", "message/rfc822"),
        ("message-0002", "message/rfc822"),
    ]
    assert [leaf.data for leaf in found if isinstance(leaf, Leaf)] == [
        first.replace(b">From", b"From"),
        second,
    ]


def test_one_message_is_no_mailbox() -> None:
    message = b"From a Thu May  4 12:00:00 1899\nFrom: a@b.example\nSubject: x\n\nHi.\n"
    (leaf,) = unpack("m", message, Limits())
    assert isinstance(leaf, Leaf)
    assert (leaf.member, leaf.media_type) == (None, "message/rfc822")


# --- damage -----------------------------------------------------------------------------


def test_a_zip_without_its_end_gives_what_is_there() -> None:
    noise = os.urandom(3000)
    data = make_zip({"a.txt": STORY, "b.bin": noise, "c.txt": STORY}, zipfile.ZIP_STORED)
    cut = data[: data.index(b"c.txt") + 100]
    given = leaves(cut)
    assert given["a.txt"] == STORY
    assert given["b.bin"] == noise
    assert STORY.startswith(given["c.txt"])
    assert odd_members(cut) == {"c.txt": [TRUNCATED]}
    assert refusals(cut) == [(None, DAMAGED)]


def test_a_deflated_member_cut_short_gives_its_beginning() -> None:
    words = b" ".join(str(number).encode() for number in range(20_000))
    cut = make_zip({"a.txt": words})[:20_000]
    part = leaves(cut)["a.txt"]
    assert len(part) > 20_000
    assert words.startswith(part)
    assert odd_members(cut) == {"a.txt": [TRUNCATED]}


def test_a_wrong_checksum_is_a_problem_and_not_a_loss() -> None:
    data = make_zip({"a.txt": STORY}, zipfile.ZIP_STORED).replace(b"Alice", b"Al1ce", 1)
    assert leaves(data)["a.txt"].startswith(b"Al1ce")
    assert odd_members(data) == {"a.txt": [CRC]}


def test_wrong_sizes_in_the_directory_do_no_harm() -> None:
    data = bytearray(make_zip({"a.txt": STORY}))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<II", data, place + 20, 7, 9)
    assert leaves(bytes(data)) == {"a.txt": STORY}


def test_an_encrypted_member_is_refused_and_the_others_are_not() -> None:
    data = bytearray(make_zip({"a.txt": STORY, "b.txt": STORY}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert leaves(bytes(data)) == {"b.txt": STORY}
    assert refusals(bytes(data)) == [("a.txt", ENCRYPTED)]


def test_a_method_that_nobody_knows_is_refused() -> None:
    data = bytearray(make_zip({"a.txt": STORY, "b.txt": STORY}))
    for mark, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        struct.pack_into("<H", data, data.index(mark) + offset, 93)
    assert leaves(bytes(data)) == {"b.txt": STORY}
    assert refusals(bytes(data)) == [("a.txt", METHOD)]


def test_a_link_in_a_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert refusals(out.getvalue()) == [("link", LINK)]


def test_links_devices_and_folders_of_a_tar_are_no_leaves() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("d", tarfile.DIRTYPE),
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("n", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type = kind
            archive.addfile(info)
    assert refusals(out.getvalue()) == [("s", LINK), ("h", LINK), ("n", SPECIAL), ("f", SPECIAL)]


def test_a_tar_damaged_in_the_middle_goes_on_after_it() -> None:
    data = bytearray(
        make_tar({"a.txt": STORY, "b.txt": STORY, "c.txt": STORY}, tarfile.USTAR_FORMAT)
    )
    place = data.index(b"b.txt")
    data[place : place + 512] = b"?" * 512
    assert leaves(bytes(data)) == {"a.txt": STORY, "c.txt": STORY}
    assert refusals(bytes(data)) == [(None, DAMAGED)]


def test_a_tar_cut_short_gives_what_is_there() -> None:
    data = make_tar({"a.txt": STORY, "b.txt": STORY}, tarfile.USTAR_FORMAT)
    cut = data[: data.index(b"b.txt") + 512 + 100]
    assert leaves(cut) == {"a.txt": STORY, "b.txt": STORY[:100]}
    assert odd_members(cut) == {"b.txt": [TRUNCATED]}


def test_a_compressed_file_cut_short_gives_its_beginning() -> None:
    words = b" ".join(str(number).encode() for number in range(20_000))
    for pack in (gzip.compress, lzma.compress):
        packed = pack(words)
        cut = packed[: len(packed) * 3 // 4]
        assert words.startswith(leaves(cut, "a.gz").popitem()[1])
        assert list(odd_members(cut).values()) == [[TRUNCATED]]


def test_what_follows_a_compressed_file_is_mentioned() -> None:
    assert list(odd_members(gzip.compress(STORY) + b"trailing").values()) == [[TRAILING]]


def test_a_tar_gz_cut_short_says_so_and_gives_its_members() -> None:
    noise = os.urandom(5000)
    packed = gzip.compress(make_tar({"a.bin": noise, "b.bin": noise[::-1]}))
    assert leaves(packed[:-2000])["a.bin"] == noise
    assert (None, TRUNCATED) in refusals(packed[:-2000])


@pytest.mark.parametrize("data", [make_zip({}), make_zip({"d/": b""}), b"\x1f\x8b\x08"])
def test_a_container_with_nothing_in_it_is_accounted_for(data: bytes) -> None:
    assert leaves(data) == {}
    assert len(refusals(data)) == 1


def test_an_empty_zip_is_called_empty() -> None:
    assert refusals(make_zip({"a.zip": make_zip({})})) == [("a.zip", EMPTY_CONTAINER)]


# --- bombs ------------------------------------------------------------------------------


def _measure(data: bytes, limits: Limits) -> tuple[list[tuple[str | None, str]], int]:
    tracemalloc.start()
    try:
        found = refusals(data, limits=limits)
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", ["zip", "gz", "bz2", "xz", "lzma", "tar.gz"])
def test_a_bomb_stops_with_one_problem_and_little_memory(form: str) -> None:
    nothing = bytes(64 << 20)
    data = {
        "zip": lambda: make_zip({"bomb": nothing, "after.txt": STORY}),
        "lzma": lambda: make_zip({"bomb": nothing}, zipfile.ZIP_LZMA),
        "gz": lambda: gzip.compress(nothing),
        "bz2": lambda: bz2.compress(nothing),
        "xz": lambda: lzma.compress(nothing, preset=0),
        "tar.gz": lambda: gzip.compress(make_tar({"bomb": nothing})),
    }[form]()
    found, peak_bytes = _measure(data, Limits())
    assert found == [(None, RATIO)]
    assert peak_bytes < 40 << 20


def test_headers_that_lie_about_sizes_do_not_help_a_bomb() -> None:
    data = bytearray(make_zip({"bomb": bytes(32 << 20)}))
    for mark, offset in ((b"PK\x01\x02", 20), (b"PK\x03\x04", 18)):
        struct.pack_into("<II", data, data.index(mark) + offset, 10, 10)
    assert refusals(bytes(data)) == [(None, RATIO)]


def test_bombs_in_bombs_are_counted_together() -> None:
    layer = bytes(900_000)
    for _ in range(3):
        layer = make_zip({f"{number}.zip": layer for number in range(12)})
    assert refusals(layer) == [(None, RATIO)]


def test_entries_that_share_their_bytes_are_counted_each_time() -> None:
    """The "zip of death" whose directory names one kernel over and over."""
    data = make_zip({"a": b"x" * 500_000 + os.urandom(500)})
    place = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[place:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3000, 3000, len(entry) * 3000, place, 0)
    assert refusals(data[:place] + entry * 3000 + tail) == [(None, RATIO)]


def test_the_whole_is_limited() -> None:
    data = make_zip({f"{number}": os.urandom(1000) for number in range(20)})
    given = leaves(data, limits=Limits(unpacked_bytes=10_500))
    assert len(given) == 10
    assert refusals(data, limits=Limits(unpacked_bytes=10_500)) == [(None, UNPACKED)]


def test_members_are_limited() -> None:
    data = make_zip({f"{number}.txt": b"x" for number in range(50)})
    assert len(leaves(data, limits=Limits(members=20))) == 20
    assert refusals(data, limits=Limits(members=20)) == [(None, MEMBERS)]


def test_one_member_too_large_leaves_the_others() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = make_zip({"large.txt": STORY, "a.txt": b"a"}, method)
        assert leaves(data, limits=Limits(file_bytes=100)) == {"a.txt": b"a"}
        assert refusals(data, limits=Limits(file_bytes=100)) == [("large.txt", TOO_LARGE)]


def test_depth_is_limited() -> None:
    data = STORY
    for _ in range(5):
        data = make_zip({"a": data})
    assert leaves(data, limits=Limits(depth=5)) == {"a/a/a/a/a": STORY}
    assert refusals(data, limits=Limits(depth=4)) == [("a/a/a/a", DEPTH)]


def test_a_file_that_contains_itself_ends() -> None:
    """A gzip that inflates to itself exists; a zip nested in its own name is as good."""
    data = gzip.compress(STORY)
    for _ in range(30):
        data = gzip.compress(data)
    assert refusals(data)[0][1] == DEPTH


def test_a_forged_dictionary_size_asks_for_no_memory() -> None:
    data = bytearray(make_zip({"a.txt": STORY}, zipfile.ZIP_LZMA))
    place = data.index(b"a.txt") + 5
    struct.pack_into("<I", data, place + 5, 0xFFFFFFFF)
    _, peak_bytes = _measure(bytes(data), Limits())
    assert peak_bytes < 20 << 20


# --- WARC -------------------------------------------------------------------------------


def make_record(
    kind: str, address: str, head: bytes, body: bytes, content_type: str = "application/http"
) -> bytes:
    block = head + body
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2001-05-04T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def make_response(address: str, content_type: str, body: bytes, *more: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {content_type}", *more]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return make_record("response", address, head, body)


PAGE = b"<html><body><p>Alice was tired.</p></body></html>"


def test_a_warc_gives_its_pages_by_address() -> None:
    chunked = b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n"
    zipped = zlib.compress(PAGE)
    bare = zipped[2:-4]
    data = (
        make_record("warcinfo", "", b"software: x\r\n", b"", "application/warc-fields")
        + make_response("http://wonder.example/1", "text/html; charset=utf-8", PAGE)
        + make_response(
            "http://wonder.example/2", "text/html", chunked, "Transfer-Encoding: chunked"
        )
        + make_response(
            "http://wonder.example/3", "text/html", gzip.compress(PAGE), "Content-Encoding: gzip"
        )
        + make_response("http://wonder.example/4", "text/html", zipped, "Content-Encoding: deflate")
        + make_response("http://wonder.example/5", "text/html", bare, "Content-Encoding: deflate")
        + make_response("http://wonder.example/a.txt", "text/plain", STORY)
        + make_response("http://wonder.example/a.gif", "image/gif", b"GIF89a\x00")
        + make_record("request", "http://wonder.example/1", b"GET /1 HTTP/1.1\r\n\r\n", b"")
    )
    pages = {f"http://wonder.example/{number}": PAGE for number in range(1, 6)}
    expected = pages | {"http://wonder.example/a.txt": STORY}
    assert leaves(data, "site.warc") == expected
    assert leaves(gzip.compress(data), "site.warc.gz") == expected
    assert [code for _, code in refusals(data)] == ["intake.warc-skipped"] * 2


def test_a_page_that_is_a_bomb_stops_the_warc() -> None:
    body = gzip.compress(bytes(32 << 20))
    data = make_response("http://x.example/", "text/html", body, "Content-Encoding: gzip")
    assert refusals(data) == [(None, RATIO)]


def test_an_encoding_we_do_not_know_is_refused() -> None:
    data = make_response("http://x.example/", "text/html", b"\x01\x02", "Content-Encoding: br")
    assert refusals(data) == [("http://x.example", METHOD)]


def test_a_warc_cut_short_gives_what_is_there() -> None:
    first = make_response("http://x.example/1", "text/html", PAGE)
    second = make_response("http://x.example/2", "text/html", PAGE)
    given = leaves(first + second[:-30])
    assert given["http://x.example/1"] == PAGE
    assert PAGE.startswith(given["http://x.example/2"])


# --- hostile archives of others ---------------------------------------------------------


def test_every_odd_zip_that_others_collected_is_accounted_for() -> None:
    shared = Path(os.environ.get("FONDS_SHARED", Path(__file__).parents[4] / "shared"))
    folder = shared / "hostile" / "zips"
    if not folder.is_dir():
        pytest.skip(f"no hostile zips at {folder}: nothing was tried")
    cases = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = 0
    for path in cases:
        data = path.read_bytes()
        found = list(unpack(path.name, data, Limits()))
        assert found, path.name
        members = [leaf.member for leaf in found if isinstance(leaf, Leaf)]
        assert len(set(members)) == len(members), path.name
        assert all(".." not in (member or "").split("/") for member in members), path.name
        kept += bool(members)
        assert list(unpack(path.name, data, Limits())) == found
    print(f"{len(cases)} odd zips; {kept} gave something")
    assert kept > len(cases) * 0.8
