"""The gold of the sample heap is itself checked: a wrong answer key measures nothing."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import ftfy
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
HEAP = SAMPLES / "heap"
ATTIC = "attic"  # containers and markup: their words are not the words of the bytes

SHAPES: dict[str, type | tuple[type, ...]] = {
    "sources": list,
    "kind": str,
    "title": (str, type(None)),
    "creators": list,
    "fandoms": list,
    "rating": (str, type(None)),
    "rating_stated": (str, type(None)),
    "warnings": list,
    "categories": list,
    "relationships": list,
    "characters": list,
    "tags": list,
    "summary": (str, type(None)),
    "disclaimer": (str, type(None)),
    "epigraph": (str, type(None)),
    "notes": list,
    "song": list,
    "series": (dict, type(None)),
    "part": (dict, type(None)),
    "date": (str, type(None)),
    "source_url": (str, type(None)),
    "language": (str, type(None)),
    "complete": (bool, type(None)),
    "chapters": list,
    "scenes": int,
    "first_words": str,
    "last_words": str,
    "stated": list,
    "why": str,
}

OWN_SHAPES: dict[str, type | tuple[type, ...]] = {
    "keeper_notes": list,
    "dedication": str,
    "sequel": list,
    "challenge": str,
    "credits": list,
    "feedback": str,
    "archive_permission": (str, type(None)),
    "dates": list,
    "setting": list,
}
"""Keys a gold line has only where its file states them, or lays a trap."""

RATINGS = {None, "General Audiences", "Teen And Up Audiences", "Mature", "Explicit", "Not Rated"}

VERBATIM = (
    *("rating_stated", "summary", "disclaimer", "epigraph", "source_url"),
    *("dedication", "challenge", "feedback", "archive_permission"),
)
"""Fields whose stated value stands in the file word for word."""

CHARSETS = ("cp1252", "latin-1", "cp437", "mac_roman")


def _read_gold() -> list[tuple[str, dict[str, Any]]]:
    pages = [SAMPLES / "gold.jsonl"]
    return [
        (f"{page.name}:{number}", cast("dict[str, Any]", json.loads(line)))
        for page in pages
        if page.is_file()
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        if line.strip()
    ]


GOLD = _read_gold()
EACH_LINE = pytest.mark.parametrize(
    ("where", "gold"), [pytest.param(where, gold, id=where) for where, gold in GOLD]
)


def _fold(text: str) -> str:
    unquoted = re.sub(r"(?m)^> ?", "", text)
    return " ".join(re.sub(r"[_*]", "", unquoted).split())


@cache
def _readings(path: str) -> tuple[str, ...]:
    """Every way the bytes may be read, folded; the gold must hold in one of them."""
    data = (HEAP / path).read_bytes().rstrip(b"\x1a")
    if data.startswith(b"\xff\xfe"):
        return (_fold(data.decode("utf-16")),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return tuple(_fold(data.decode(name, "replace")) for name in CHARSETS)
    return _fold(text), _fold(ftfy.fix_encoding(text))


def _plain_paths(gold: dict[str, Any]) -> list[str]:
    return [
        source["path"]
        for source in gold["sources"]
        if source["member"] is None and not source["path"].startswith(f"{ATTIC}/")
    ]


def _stands_in(words: str, path: str) -> bool:
    return any(_fold(words) in reading for reading in _readings(path))


def test_there_is_gold() -> None:
    print(f"{len(GOLD)} gold lines")
    assert GOLD


@EACH_LINE
def test_a_gold_line_has_every_key_in_its_shape(where: str, gold: dict[str, Any]) -> None:
    assert set(SHAPES) <= set(gold) <= SHAPES.keys() | OWN_SHAPES.keys(), where
    for key, value in gold.items():
        assert isinstance(value, {**SHAPES, **OWN_SHAPES}[key]), (where, key)
    assert set(gold) - set(SHAPES) <= set(gold["stated"]), where
    assert gold["kind"] in {"story", "not-story"}, where
    assert gold["rating"] in RATINGS, where
    assert gold["why"], where
    assert len(set(gold["stated"])) == len(gold["stated"]), where
    assert set(gold["stated"]) <= set(gold), where
    assert "kind" in gold["stated"], where
    if gold["kind"] == "story":
        assert {"first_words", "last_words"} <= set(gold["stated"]), where
        assert gold["first_words"], where
        assert gold["last_words"], where
        assert gold["scenes"] >= max(1, len(gold["chapters"])), where
    for note in gold["notes"]:
        assert set(note) == {"where", "text"}, where
        assert note["where"] in {"front", "back"}, where
    for song in gold["song"]:
        assert set(song) == {"title", "artist"}, where


@EACH_LINE
def test_the_paths_of_a_gold_line_exist(where: str, gold: dict[str, Any]) -> None:
    assert gold["sources"], where
    for source in gold["sources"]:
        assert set(source) == {"path", "member"}, where
        assert (HEAP / source["path"]).is_file(), (where, source["path"])


def test_every_file_of_the_heap_is_in_the_gold() -> None:
    known = {source["path"] for _, gold in GOLD for source in gold["sources"]}
    found = {
        path.relative_to(HEAP).as_posix()
        for path in HEAP.rglob("*")
        if path.is_file() and path.name != ".gitattributes"
    }
    print(f"{len(found)} files of the heap")
    assert not found - known


@EACH_LINE
def test_the_words_of_a_plain_text_gold_line_stand_in_its_files(
    where: str, gold: dict[str, Any]
) -> None:
    paths = _plain_paths(gold)
    if not paths:
        return
    if gold["kind"] == "story":
        assert _stands_in(gold["first_words"], paths[0]), (where, gold["first_words"])
        assert _stands_in(gold["last_words"], paths[-1]), (where, gold["last_words"])
    words = [gold[key] for key in VERBATIM if key in gold["stated"] and gold[key]]
    words += [note["text"] for note in gold["notes"]]
    words += [*gold.get("keeper_notes", ()), *(one["text"] for one in gold.get("credits", ()))]
    words += [word for key in ("warnings", "chapters") for word in gold[key]]
    words += gold["creators"] if len(paths) > 1 else []
    for value in words:
        assert any(_stands_in(value, path) for path in paths), (where, value)


def test_the_heap_holds_every_charset_and_line_end_it_promises() -> None:
    data = {path: path.read_bytes() for path in HEAP.rglob("*") if path.is_file()}
    plain = [raw for path, raw in data.items() if ATTIC not in path.parts]
    assert any(raw.endswith(b"\x1a") for raw in plain)
    assert any(b"\r\n" in raw for raw in plain)
    assert any(b"\r" in raw and b"\n" not in raw for raw in plain)
    assert any(raw.startswith(b"\xff\xfe") for raw in plain)
    assert any(raw.startswith(b"\xef\xbb\xbf") for raw in plain)
    assert any("â€œ".encode() in raw for raw in plain)
    assert any(raw == b"" for raw in plain)
    assert any("═══".encode("cp437") in raw for raw in plain)
