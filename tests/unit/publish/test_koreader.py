"""KOReader's name for a file, and its pointers into our books."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.epub import build_epub
from fonds.publish.koreader import (
    Spot,
    digest_partly,
    find_quote,
    find_spot,
    find_spot_at,
    make_pointer,
    measure_share,
)
from fonds.publish.sections import split_work
from tests.factories import make_block, make_record, make_work
from tests.publish_strategies import works

MODIFIED = "2024-01-02T03:04:05Z"


def in_chapters(**stated: str) -> tuple[Work, Record]:
    work = make_work(
        [
            make_block("The Harbour", "heading", level=1),
            "Lucy wrote that the sea was grey.",
            make_block("Mina believed her.", runs=[(0, 4, "italic")]),
            make_block("The sea\nThe sea\n\nThe sea", "verse"),
            make_block("* * *", "break"),
            "She folded the page.",
            make_block("The Abbey", "heading", level=1),
            "They climbed the steps.",
            make_block("Dear Mina,\nI am here.", "letter"),
            make_block("Yours, Lucy", "letter"),
            "The end of it.",
        ],
        chapters=True,
        stated={"title": "Letters", **stated},
    )
    return work, make_record(work)


def read_spine(data: bytes) -> list[bytes]:
    """Give the pages of a book in its reading order."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
        space = {"o": "http://www.idpf.org/2007/opf"}
        paths = {item.get("id"): item.get("href") for item in package.iterfind(".//o:item", space)}
        return [
            book.read(f"EPUB/{paths[item.get('idref')]}")
            for item in package.iterfind(".//o:itemref", space)
        ]


def follow(data: bytes, pointer: str) -> str:
    """Follow a pointer through the book itself, as KOReader does; give the element's words."""
    steps = pointer.split("/")[2:]
    page = etree.fromstring(read_spine(data)[int(steps[0][len("DocFragment[") : -1]) - 1])
    here = page.find("{http://www.w3.org/1999/xhtml}body")
    assert here is not None
    for step in steps[2:]:
        name, _, rest = step.split(".")[0].partition("[")
        if name == "text()":
            break
        same = [one for one in here if etree.QName(one).localname == name]
        assert len(same) > 1 or not rest, "a number stands only where there are several"
        here = same[int(rest[:-1] or 1) - 1 if rest else 0]
    return "".join(here.itertext()).strip()


@pytest.mark.parametrize("size", [0, 1, 1023, 1024, 1025, 5000, 70_000])
def test_a_files_name_is_the_md5_of_samples(size: int) -> None:
    data = bytes(i * 7 % 251 for i in range(size))
    samples = [data[0:1024]]
    for start in (1024, 4096, 16_384, 65_536, 262_144):
        if start >= size:
            break
        samples.append(data[start : start + 1024])
    expected = hashlib.md5(b"".join(samples), usedforsecurity=False).hexdigest()
    assert digest_partly(data) == expected


def test_a_byte_between_samples_does_not_count_and_one_in_them_does() -> None:
    data = bytearray(10_000)
    name = digest_partly(bytes(data))
    data[3000] = 1
    assert digest_partly(bytes(data)) == name
    data[4096] = 1
    assert digest_partly(bytes(data)) != name


def test_every_pointer_we_make_leads_to_its_block_in_the_book_itself() -> None:
    for stated in ({}, {"summary": "Grey."}):
        work, record = in_chapters(**stated)
        book = build_epub(work, record, "w1", modified=MODIFIED)
        blocks = [block for one in split_work(work, record).story for block in one.blocks]
        assert len(blocks) == 11
        for number, block in enumerate(blocks, start=1):
            pointer = make_pointer(work, record, Spot(1, number))
            assert pointer is not None
            words = follow(book, pointer)
            assert block.text.split()[0] in words, (pointer, words)
            spot = find_spot(work, record, pointer)
            assert spot is not None
            assert spot.paragraph == number
            assert spot.chapter == (1 if number <= 6 else 2)


@pytest.mark.parametrize(
    ("pointer", "spot"),
    [
        ("/body/DocFragment[4]/body/section/p[1]/text().0", Spot(1, 2)),
        ("/body/DocFragment[4]/body/section/p[2]/em/text().3", Spot(1, 3)),
        ("/body/DocFragment[4]/body/section/p[2]/text().7", Spot(1, 3)),
        ("/body/DocFragment[4]/body/section/div/p[2]/text().1", Spot(1, 4)),
        ("/body/DocFragment[4]/body/section/div/p[2]/text()[2].1", Spot(1, 4)),
        ("/body/DocFragment[4]/body/section/p[4].0", Spot(1, 6)),
        ("/body/DocFragment[4]/body/section/h1/text().0", Spot(1, 1)),
        ("/body/DocFragment[4]/body/section.0", Spot(1, 1)),
        ("/body/DocFragment[4]/body.0", Spot(1, 1)),
        ("/body/DocFragment[4].0", Spot(1, 1)),
        ("/body/DocFragment[4]", Spot(1, 1)),
        ("/body/DocFragment[4]/body/section/p[99]/text().0", Spot(1, 6)),
        ("/body/DocFragment[4]/body/section/blockquote/p[3]", Spot(1, 1)),
        ("/body/DocFragment[5]/body/section/div/p[2]/text().0", Spot(2, 10)),
        ("/body/DocFragment[5]/body/section/p[2]/text().0", Spot(2, 11)),
        ("/body/DocFragment[1]/body/section/p/img.0", Spot(1, 1)),
        ("/body/DocFragment[3]/body/nav/ol/li[2]", Spot(1, 1)),
        ("/body/DocFragment[6]/body/section/h1/text().0", Spot(2, 11)),
        ("/body/DocFragment[999]/body", Spot(2, 11)),
    ],
)
def test_pointers_of_koreader_are_understood(pointer: str, spot: Spot) -> None:
    work, record = in_chapters()
    assert find_spot(work, record, pointer) == spot


@pytest.mark.parametrize(
    "pointer", ["", "12", "#_doc_fragment_3_", "/body", "/body/p[3]", "/body/DocFragment[x]"]
)
def test_what_is_no_pointer_means_nothing(pointer: str) -> None:
    work, record = in_chapters()
    assert find_spot(work, record, pointer) is None


def test_an_empty_story_has_no_places() -> None:
    work = make_work([])
    record = make_record(work)
    assert find_spot(work, record, "/body/DocFragment[4]/body/section/p[1]") is None
    assert make_pointer(work, record, Spot(1, 1)) is None
    assert find_spot_at(work, record, 0.5) is None
    assert measure_share(work, record, Spot(1, 1)) == 0


def test_a_place_that_is_not_there_means_the_nearest() -> None:
    work, record = in_chapters()
    first, last = make_pointer(work, record, Spot(1, 1)), make_pointer(work, record, Spot(2, 11))
    assert make_pointer(work, record, Spot(0, -5)) == first
    assert make_pointer(work, record, Spot(9, 999)) == last


def test_shares_grow_and_lead_back() -> None:
    work, record = in_chapters()
    shares = [measure_share(work, record, Spot(1, n)) for n in range(1, 12)]
    assert shares[0] == 0
    assert shares == sorted(shares)
    for number, share in enumerate(shares, start=1):
        spot = find_spot_at(work, record, share + 0.0001)
        assert spot is not None
        assert spot.paragraph == number
    assert find_spot_at(work, record, 1.0) == Spot(2, 11)


def test_the_words_of_a_place_are_given() -> None:
    work, record = in_chapters()
    assert find_quote(work, record, Spot(2, 8)) == "They climbed the steps."
    assert find_quote(work, record, Spot(2, 0)) == find_quote(work, record, Spot(2, 99)) == ""


@given(works(), st.integers(-2, 60), st.text(max_size=60))
def test_places_survive_the_way_there_and_back(work: Work, number: int, strange: str) -> None:
    record = make_record(work)
    find_spot(work, record, f"/body/DocFragment[4]/body/{strange}")
    pointer = make_pointer(work, record, Spot(1, number))
    if pointer is None:
        return
    spot = find_spot(work, record, pointer)
    assert spot is not None
    assert make_pointer(work, record, spot) == pointer
