"""Laws of intake: nothing raises, nothing leads anywhere, nothing is lost without a word."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fonds.intake.label import Labels, find_printable, find_safe_label
from fonds.intake.limits import MIB, Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.unpack import Refusal, is_container, unpack
from fonds.model.work import Leaf

# `st.text()` draws no lone surrogates of itself, and a name may hold them.
NAMES = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("/\\.:~\x00\ud800\udce9")))
LIMITS = Limits(file_bytes=MIB, unpacked_bytes=4 * MIB, depth=4, members=50)
MESSAGE = b"From a@b.example Thu May  4 12:00:00 1899\nFrom: a@b.example\nSubject: x\n\nDown.\n\n"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\n"
    b"WARC-Record-ID: <urn:x>\r\nContent-Type: application/http\r\nContent-Length: 56\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Alice</p>\r\n\r\n"
)


def _zip(data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        # Entries with a date of their own: the clock would make each run another.
        for name, part in (("a.txt", data), ("d/b.txt", data[::-1])):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            archive.writestr(entry, part)
    return out.getvalue()


def _tar(data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.txt", "é" * 90):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _pack(data: bytes, kind: str) -> bytes:
    match kind:
        case "zip":
            return _zip(data)
        case "stored":
            return _zip(data, zipfile.ZIP_STORED)
        case "lzma":
            return _zip(data, zipfile.ZIP_LZMA)
        case "tar":
            return _tar(data)
        case "gz":
            return gzip.compress(data, mtime=0)
        case "bz2":
            return bz2.compress(data)
        case "xz":
            return lzma.compress(data, preset=0)
        case "mbox":
            return MESSAGE + data + b"\n\n" + MESSAGE
        case _:
            return RECORD + data + RECORD


KINDS = st.sampled_from(["zip", "stored", "lzma", "tar", "gz", "bz2", "xz", "mbox", "warc"])


@st.composite
def broken_containers(draw: st.DrawFn) -> bytes:
    """One to three containers around some bytes, each with a few bytes changed or cut off."""
    data = draw(st.binary(max_size=200))
    for _ in range(draw(st.integers(1, 3))):
        packed = bytearray(_pack(data, draw(KINDS)))
        for _ in range(draw(st.integers(0, 4))):
            place = draw(st.integers(0, len(packed) - 1))
            packed[place] = draw(st.sampled_from([0, 1, 0x50, 0x7F, 0x80, 0xFF]))
        cut = draw(st.integers(0, 3))
        data = bytes(packed) if cut else bytes(packed[: draw(st.integers(0, len(packed)))])
    return data


def _check(data: bytes) -> None:
    found = list(unpack("heap/file.gz", data, LIMITS))
    assert found
    members = [leaf.member for leaf in found if isinstance(leaf, Leaf)]
    assert len(set(members)) == len(members)
    for item in found:
        assert item.path == "heap/file.gz"
        if item.member is not None:
            assert item.member.isprintable()
            assert not {"..", "."} & set(item.member.split("/"))
        if isinstance(item, Refusal):
            assert item.problem.code.startswith("intake.")
            assert item.problem.message
        else:
            assert not is_container(item.media_type)
            assert len(item.data) <= max(LIMITS.file_bytes, len(data))
    assert list(unpack("heap/file.gz", data, LIMITS)) == found


@given(broken_containers())
@settings(max_examples=700, deadline=None)
def test_damaged_containers_never_raise_and_are_accounted_for(data: bytes) -> None:
    _check(data)


@given(st.binary(max_size=600))
@settings(max_examples=300, deadline=None)
@example(b"PK\x05\x06" + b"\xff" * 18)
@example(b"PK\x03\x04" + b"\xff" * 26)
@example(b"WARC/1.0\r\n\r\n")
@example(b"WARC/1.0\r\nContent-Length: -5\r\n\r\n")
@example(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\nHTTP/1.1\r\n\r\n")
@example(b"\x1f\x8b\x08\x1c" + b"\x00" * 6 + b"\xff\xff")
@example(b"From a\nFrom: b@c\nDate: 1\n")
def test_any_bytes_at_all_are_accounted_for(data: bytes) -> None:
    _check(data)


@given(st.binary(max_size=400), KINDS)
@settings(max_examples=150, deadline=None)
def test_what_went_in_comes_out(data: bytes, kind: str) -> None:
    if kind in ("mbox", "warc") or is_container(find_media_type(data)):
        return
    leaves = [leaf for leaf in unpack("x", _pack(data, kind), LIMITS) if isinstance(leaf, Leaf)]
    assert leaves[0].data == data
    assert not leaves[0].problems


def test_the_record_that_is_broken_above_is_whole_before() -> None:
    leaves = [leaf for leaf in unpack("x", RECORD * 2, LIMITS) if isinstance(leaf, Leaf)]
    assert [leaf.data for leaf in leaves] == [b"<p>Alice</p>"] * 2


@given(st.binary(max_size=300), NAMES)
@settings(max_examples=300, deadline=None)
def test_every_file_has_a_media_type(data: bytes, name: str) -> None:
    kind, _, rest = find_media_type(data, name).partition("/")
    assert kind.isalpha()
    assert rest


@given(NAMES)
@settings(max_examples=500, deadline=None)
def test_a_label_leads_nowhere(name: str) -> None:
    label = find_safe_label(name)
    assert label.isprintable()
    assert not label.startswith(("/", "\\"))
    assert len(label.encode("utf-8")) <= 1000
    tail = label.partition("://")[2] or label
    assert all(part not in ("", ".", "..") for part in tail.split("/"))


@given(st.lists(NAMES, max_size=12))
@settings(max_examples=200, deadline=None)
def test_labels_are_unique_and_no_folder_is_a_file(names: list[str]) -> None:
    labels = Labels()
    given_labels = [labels.add(name) for name in names]
    assert len(set(given_labels)) == len(names)
    for label in given_labels:
        assert not any(other.startswith(label + "/") for other in given_labels)


@given(NAMES, NAMES)
@settings(max_examples=300, deadline=None)
def test_printable_names_are_told_apart(one: str, other: str) -> None:
    assert (find_printable(one) == find_printable(other)) == (one == other)
