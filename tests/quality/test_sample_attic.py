"""The attic of the sample heap: rebuilt to the byte, wholly in the gold, and true to it.

The files are opened here with other people's readers (zipfile, gzip, tarfile, email, mailbox,
warcio, mammoth, striprtf, selectolax), never with ours.
"""

import email
import email.policy
import gzip
import io
import json
import mailbox
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mammoth
import pytest
from selectolax.lexbor import LexborHTMLParser
from striprtf import striprtf
from warcio.archiveiterator import ArchiveIterator

from tests.quality.test_sample_gold import OWN_SHAPES

ROOT = Path(__file__).resolve().parents[2]
HEAP = ROOT / "samples/heap"
GOLD = ROOT / "samples/gold.jsonl"
ATTIC_LINES = [line for line in GOLD.read_text("utf-8").splitlines() if '"path": "attic/' in line]
LINES: list[dict[str, Any]] = [json.loads(line) for line in ATTIC_LINES]
STORIES = [line for line in LINES if line["kind"] == "story"]
# Values that a file states in the very words of the gold.
VERBATIM = ("title", "rating_stated", "summary", "disclaimer", "epigraph", "source_url")
# 1252 calls itself Latin-1 on the page, and cp437 nothing at all.
CHARSETS = {"FOGBOUND.HTM": "cp1252", "RENFIELD.TXT": "cp437"}


def html_text(data: str) -> str:
    return LexborHTMLParser(data).text(separator="")


def zip_text(data: bytes, ending: tuple[str, ...]) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        pages = [box.read(name).decode() for name in box.namelist() if name.endswith(ending)]
    return "\n".join(html_text(page) for page in pages)


def mail_text(message: Any) -> str:
    part = message.get_body(preferencelist=("plain",)) if message.is_multipart() else message
    assert part is not None
    return f"{message['Subject']}\n{part.get_content()}"


def box_members(name: str, data: bytes, path: Path) -> dict[str, bytes] | None:
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            inner = zipfile.ZipFile(io.BytesIO(box.read("old disk/FICS.ZIP")))
            return {f"old disk/FICS.ZIP/{one}": inner.read(one) for one in inner.namelist()}
    if name.endswith(".tar.gz"):
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as tar:
            return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]
    if name.endswith(".gz"):
        return {name.removesuffix(".gz"): gzip.decompress(data)}
    if name.endswith(".warc"):
        return {
            one.rec_headers.get_header("WARC-Target-URI"): one.content_stream().read()
            for one in ArchiveIterator(io.BytesIO(data))
        }
    if name.endswith(".mbox"):
        messages = mailbox.mbox(path)
        raws = [message.as_bytes() for message in messages]
        messages.close()
        return {f"message-{at:04}": raw for at, raw in enumerate(raws, 1)}
    return None


def readable_text(name: str, data: bytes) -> str:
    if name.lower().endswith(".epub"):
        return zip_text(data, ("html", "opf"))
    if name.endswith(".docx"):
        # The header's Title and labels are text like any other to mammoth.
        return html_text(mammoth.convert_to_html(io.BytesIO(data)).value.replace("</p>", "</p>\n"))
    if name.endswith(".odt"):
        return zip_text(data, ("content.xml",))
    if data.startswith(b"{\\rtf"):
        to_text: Callable[[str], str] = striprtf.rtf_to_text
        return to_text(data.decode("ascii"))
    if name.endswith(".eml") or name.startswith("message-"):
        return mail_text(email.message_from_bytes(data, policy=email.policy.default))
    text = data.decode(CHARSETS.get(name, "utf-8"))
    is_page = text.lstrip()[:1] == "<"
    # An address may stand in a link only.
    return f"{html_text(text)} {text}" if is_page else text


def text_of(line: dict[str, Any]) -> str:
    parts = []
    for source in line["sources"]:
        path = HEAP / source["path"]
        members = box_members(path.name, path.read_bytes(), path)
        if members is None:
            parts.append(readable_text(path.name, path.read_bytes()))
        else:
            data = members[source["member"]]
            parts.append(
                f"{source['member']} {readable_text(source['member'].split('/')[-1], data)}"
            )
    # A From_ line in an mbox body is escaped.
    return folded("\n".join(parts).replace(">From ", "From "))


def folded(text: str) -> str:
    # Italics in plain text are marked.
    for mark in "*_":
        text = text.replace(mark, "")
    return " ".join(text.casefold().split())


def name_of(line: dict[str, Any]) -> str:
    return f"{line['sources'][0]['path']}!{line['title']}"


def test_the_attic_and_its_gold_are_rebuilt_to_the_byte(tmp_path: Path) -> None:
    script = str(ROOT / "samples/build/attic.py")
    gold = tmp_path / "gold.jsonl"
    subprocess.run([sys.executable, script, str(tmp_path), str(gold)], check=True, timeout=60)
    built = {one.relative_to(tmp_path): one.read_bytes() for one in files_below(tmp_path / "attic")}
    kept = {one.relative_to(HEAP): one.read_bytes() for one in files_below(HEAP / "attic")}
    assert sorted(built) == sorted(kept)
    assert [name for name in kept if built[name] != kept[name]] == []
    assert gold.read_text("utf-8").splitlines() == ATTIC_LINES


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_every_file_of_the_attic_is_in_the_gold() -> None:
    named = {source["path"] for line in LINES for source in line["sources"]}
    assert named == {one.relative_to(HEAP).as_posix() for one in files_below(HEAP / "attic")}


def test_the_attic_is_as_large_as_promised() -> None:
    assert len({line["title"] for line in STORIES}) >= 22
    assert len(files_below(HEAP / "attic")) >= 28
    print(f"{len(LINES)} gold lines, {len(STORIES)} of them stories")


def test_every_gold_line_has_every_key_and_states_only_keys() -> None:
    keys = set(LINES[0]) - OWN_SHAPES.keys()
    assert all(keys <= set(line) <= keys | OWN_SHAPES.keys() for line in LINES)
    assert all(set(line["stated"]) <= set(line) for line in LINES)
    assert all("why" not in line["stated"] and line["why"] for line in LINES)


def test_what_is_no_story_states_only_that() -> None:
    others = [line for line in LINES if line["kind"] == "not-story"]
    assert len(others) >= 10
    assert all(line["stated"] == ["kind"] for line in others)


@pytest.mark.parametrize("line", STORIES, ids=name_of)
def test_a_story_says_in_its_file_what_the_gold_says(line: dict[str, Any]) -> None:
    text = text_of(line)
    values = [line["first_words"], line["last_words"], *line["chapters"]]
    values += [line[key] for key in VERBATIM if key in line["stated"]]
    values += [value for key in ("creators", "warnings", "tags") for value in line[key]]
    values += [note["text"] for note in line["notes"]]
    values += [line["series"]["title"]] if line["series"] else []
    missing = [value for value in values if folded(value) not in text]
    # Letter-spaced capitals are a title that no search finds.
    assert missing == (["Sisyphus on Tuesday"] if "tuesday" in name_of(line) else [])


def test_the_same_bytes_lie_loose_and_two_boxes_deep() -> None:
    path = HEAP / "attic/zips/backup (2).zip"
    members = box_members(path.name, path.read_bytes(), path) or {}
    loose = (HEAP / "attic/scarecrow.txt").read_bytes()
    assert members["old disk/FICS.ZIP/oz/strawman.htm"] == loose


def test_the_broken_zip_is_broken_and_the_empty_one_is_whole() -> None:
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(HEAP / "attic/zips/broken.zip")
    with zipfile.ZipFile(HEAP / "attic/zips/empty.zip") as box:
        assert box.namelist() == []


def test_every_whole_zip_passes_its_own_checksums() -> None:
    whole = [one for one in files_below(HEAP / "attic") if zipfile.is_zipfile(one)]
    assert len(whole) >= 7
    for path in whole:
        with zipfile.ZipFile(path) as box:
            assert box.testzip() is None, path
