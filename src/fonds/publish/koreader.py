"""KOReader: what it calls a book, and where in our books it says one is.

Sources: KOReader's `frontend/util.lua` (`partialMD5`), and the pointers of crengine, its
engine for EPUB: `/body/DocFragment[N]/body/…` is a path of elements in the Nth page of the
reading order; a number is left out where an element is the only one of its name.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.epub_pages import build_chapter_page, build_front_page
from fonds.publish.sections import Section, split_work

_SAMPLE = 1024
_SAMPLES = range(-1, 11)

_POINTER = re.compile(r"/body/DocFragment(?:\[(\d{1,6})\])?(?:/body(/.*)?)?(?:\.\d{1,9})?\Z")
_STEP = re.compile(r"([A-Za-z][A-Za-z0-9]{0,20})(?:\[(\d{1,6})\])?(?:\.\d{1,9})?\Z")
_MOST = 1000
"""Characters of a pointer that are read; ours are under a hundred."""

_BLOCK = re.compile(r"block-(\d{1,9})\Z")
_MARK = "block-"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class Spot(Struct, frozen=True):
    """A place in a story as the reading page counts.

    Attributes:
        chapter: section of the story, from 1.
        paragraph: block of the whole story, from 1.
    """

    chapter: int
    paragraph: int


def digest_partly(data: bytes) -> str:
    """Give the name KOReader has for a file: an MD5 of a few samples of it.

    Samples of 1,024 bytes are taken at 0 and at 1,024 · 4^i for i from 0 to 10, until one
    lies behind the end. (KOReader shifts 1,024 left by 2i for i from -1; a shift by -2 is
    one by 30 in 32 bits, which leaves 0.)

    Args:
        data: the file's n bytes.

    Returns:
        32 hexadecimal digits.

    Cost: O(1): at most 12 kB are looked at.

    Example:
        >>> digest_partly(b"") == hashlib.md5(b"", usedforsecurity=False).hexdigest()
        True
    """
    digest = hashlib.md5(usedforsecurity=False)
    for i in _SAMPLES:
        start = 0 if i < 0 else _SAMPLE << (2 * i)
        sample = data[start : start + _SAMPLE]
        if not sample:
            break
        digest.update(sample)
    return digest.hexdigest()


def find_spot(work: Work, record: Record, pointer: str) -> Spot | None:
    """Find the place in a story that a pointer into our EPUB of it means.

    A pointer before the story means its beginning, one behind it its end; one into a
    paragraph that is gone means the last one before it that is there.

    Args:
        work: a work of c code points.
        record: its record.
        pointer: as KOReader sent it; n characters of anything.

    Returns:
        The place, or None when it is no pointer or the story is empty.

    Cost: O(n), and O(c) of the chapter.
    """
    found = _POINTER.match(pointer) if len(pointer) <= _MOST else None
    sections = split_work(work, record)
    if found is None or not sections.story:
        return None
    story = sections.story
    index = int(found[1] or 1) - _count_before(record) - 1
    if index < 0:
        return Spot(1, 1)
    if index >= len(story):
        return Spot(len(story), sum(len(one.blocks) for one in story))
    before = sum(len(one.blocks) for one in story[:index])
    block = _find_block(_parse_page(record, story[index]), found[2] or "")
    return Spot(index + 1, before + block + 1)


def make_pointer(work: Work, record: Record, spot: Spot) -> str | None:
    """Give the pointer into our EPUB of a work that means a place of the story.

    Args:
        work: a work of c code points.
        record: its record.
        spot: a place; one that is not there means the nearest before it.

    Returns:
        A pointer, or None when the story is empty.

    Cost: O(c) of the chapter.
    """
    story = split_work(work, record).story
    if not story:
        return None
    index, wanted = _find_section(story, spot.paragraph)
    page = _parse_page(record, story[index])
    nearest: etree._Element | None = None
    for number, element in _iter_blocks(page):
        if nearest is None or number <= wanted:
            nearest = element
    root = f"/body/DocFragment[{_count_before(record) + index + 1}]/body"
    if nearest is None:
        return f"{root}.0"
    steps = [_write_step(one) for one in (nearest, *nearest.iterancestors())]
    # The outermost steps are this page's own html and body.
    path = "/".join(reversed(steps[:-2]))
    has_words = bool(nearest.text and nearest.text.strip())
    return f"{root}/{path}/text().0" if has_words else f"{root}/{path}.0"


def measure_share(work: Work, record: Record, spot: Spot) -> float:
    """Measure how much of a story's characters lie before a place, 0..1. Cost: O(blocks)."""
    lengths = [len(block.text) for one in split_work(work, record).story for block in one.blocks]
    total = sum(lengths)
    return sum(lengths[: max(0, spot.paragraph - 1)]) / total if total else 0.0


def find_spot_at(work: Work, record: Record, share: float) -> Spot | None:
    """Find the block in which a share 0..1 of a story's characters has been passed.

    Args:
        work: a work of b blocks.
        record: its record.
        share: what lies before.

    Returns:
        The place, or None when the story is empty.

    Cost: O(b).
    """
    story = split_work(work, record).story
    left = share * sum(len(block.text) for one in story for block in one.blocks)
    spot: Spot | None = None
    paragraph = 0
    for chapter, section in enumerate(story, start=1):
        for block in section.blocks:
            paragraph += 1
            spot = Spot(chapter, paragraph)
            left -= len(block.text)
            if left < 0:
                return spot
    return spot


def find_quote(work: Work, record: Record, spot: Spot) -> str:
    """Give the text of the block at a place; "" when there is none. Cost: O(blocks)."""
    blocks = [block for one in split_work(work, record).story for block in one.blocks]
    return blocks[spot.paragraph - 1].text if 0 < spot.paragraph <= len(blocks) else ""


def _find_section(story: Sequence[Section], paragraph: int) -> tuple[int, int]:
    """Find the section that a block of the whole story is in, and its index there."""
    left = max(0, paragraph - 1)
    for index, section in enumerate(story):
        if left < len(section.blocks):
            return index, left
        left -= len(section.blocks)
    return len(story) - 1, len(story[-1].blocks) - 1


def _count_before(record: Record) -> int:
    """Count the pages before the story: cover, title page, what is about it, contents."""
    return 4 if build_front_page(record) else 3


def _parse_page(record: Record, section: Section) -> etree._Element:
    markup = build_chapter_page(record, section, id_prefix=_MARK)
    return etree.fromstring(markup.encode("utf-8", "replace"), _PARSER)


def _find_block(page: etree._Element, path: str) -> int:
    """Follow a path as far as it leads; give the last block that begins before it ends."""
    here = page[-1]
    for step in path.split("/")[1:]:
        child = _follow(here, step)
        if child is None:
            break
        here = child
    number = 0
    passed = False
    order = {element: i for i, element in enumerate(page.iter())}
    for found, element in _iter_blocks(page):
        if passed and order[element] > order[here]:
            break
        passed = True
        number = found
    return _find_within(here, number)


def _find_within(here: etree._Element, number: int) -> int:
    """Prefer the first block inside an element that holds several."""
    inner = next(_iter_blocks(here), None)
    return inner[0] if inner is not None else number


def _follow(here: etree._Element, step: str) -> etree._Element | None:
    match = _STEP.match(step)
    if match is None:
        return None
    wanted = int(match[2] or 1)
    same: Sequence[etree._Element] = [one for one in here if _name(one) == match[1].lower()]
    return same[wanted - 1] if 1 <= wanted <= len(same) else (same[-1] if same else None)


def _iter_blocks(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Give the elements that begin a block, in order, with the block's number."""
    for element in root.iter():
        match = _BLOCK.match(element.get("id") or "")
        if match is not None:
            yield int(match[1]), element


def _write_step(element: etree._Element) -> str:
    parent = element.getparent()
    name = _name(element)
    if parent is None:
        return name
    same = [one for one in parent if _name(one) == name]
    return name if len(same) == 1 else f"{name}[{same.index(element) + 1}]"


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
