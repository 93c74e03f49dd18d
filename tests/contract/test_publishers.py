"""What every publisher keeps: no word is lost, nothing depends on the machine."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.characters import clean_characters
from fonds.publish.epub import build_epub
from fonds.publish.html import build_html
from fonds.publish.json import build_json
from fonds.publish.text import build_text
from tests.factories import make_record, make_work
from tests.publish_strategies import works

MODIFIED = "2024-01-02T03:04:05Z"
WORD = re.compile(r"\w+")


def publish_html(work: Work, record: Record) -> bytes:
    return build_html(work, record, "w1").encode("utf-8")


def publish_text(work: Work, record: Record) -> bytes:
    return build_text(work, record).encode("utf-8")


def publish_epub(work: Work, record: Record) -> bytes:
    return build_epub(work, record, "w1", modified=MODIFIED)


def publish_json(work: Work, record: Record) -> bytes:
    return build_json(record)


def read_html(data: bytes) -> str:
    page = LexborHTMLParser(data.decode().replace("<br>", "\n").replace("<br/>", "\n"))
    return page.body.text() if page.body else ""


def read_text(data: bytes) -> str:
    return data.decode().replace("_", "")


def read_epub(data: bytes) -> str:
    book = zipfile.ZipFile(io.BytesIO(data))
    pages: list[str] = []
    for name in book.namelist():
        if name.endswith(".xhtml"):
            page = etree.fromstring(book.read(name).replace(b"<br/>", b"\n"))
            pages.append("".join(str(text) for text in page.itertext()))
    return "\n".join(pages)


PUBLISHERS: dict[str, Callable[[Work, Record], bytes]] = {
    "html": publish_html,
    "text": publish_text,
    "epub": publish_epub,
    "json": publish_json,
}
READERS: dict[str, Callable[[bytes], str]] = {
    "html": read_html,
    "text": read_text,
    "epub": read_epub,
}


def list_words(text: str) -> list[str]:
    return WORD.findall(clean_characters(text).replace("_", ""))


def is_within(part: list[str], whole: list[str]) -> bool:
    """Whether words stand in a text in this order, others allowed between them."""
    rest = iter(whole)
    return all(word in rest for word in part)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(work=works())
def test_no_word_of_the_work_is_lost(name: str, work: Work) -> None:
    published = list_words(READERS[name](PUBLISHERS[name](work, make_record(work))))
    for place in ("front", "body", "back"):
        blocks = [block for block in work.blocks if block.place == place]
        words = [
            word for block in blocks if block.kind != "chrome" for word in list_words(block.text)
        ]
        assert is_within(words, published)


@pytest.mark.parametrize("name", PUBLISHERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(work=works())
def test_the_same_work_gives_the_same_bytes(name: str, work: Work) -> None:
    record = make_record(work)
    assert PUBLISHERS[name](work, record) == PUBLISHERS[name](work, record)


PROGRAM = """
import hashlib
from tests.contract.test_publishers import PUBLISHERS
from tests.factories import make_record, make_work
work = make_work(
    front=["Title: Fog"],
    stated={"title": "Fog", "tags": ["a", "b", "c"], "characters": ["John Watson", "Irene Adler"]},
    derived={"rating": "Mature", "fandoms": ["Sherlock Holmes", "Oz", "Alice"]},
)
for name, publish in PUBLISHERS.items():
    print(name, hashlib.sha256(publish(work, make_record(work))).hexdigest())
"""


def test_hash_seed_time_zone_and_language_of_the_machine_do_not_show() -> None:
    said = set()
    for seed, zone, language in [("1", "UTC", "C.UTF-8"), ("2", "Asia/Tokyo", "C")]:
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(run.stdout)
    assert len(said) == 1
    assert len(said.pop().splitlines()) == len(PUBLISHERS)


@pytest.mark.parametrize("name", PUBLISHERS)
def test_a_file_that_is_no_story_is_published_too(name: str) -> None:
    work = make_work([], kind="not-story")
    assert PUBLISHERS[name](work, make_record(work))
