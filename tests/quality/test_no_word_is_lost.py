"""Law 6: the words of body, front and back matter are the words of the original."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.decode.decode import decode_bytes
from fonds.describe.words import conservation_words
from fonds.intake.limits import Limits
from fonds.intake.unpack import unpack
from fonds.intake.walk import iter_heap, read_heap_file
from fonds.model.work import Leaf, Source
from fonds.parse.formats import read_manuscript
from fonds.parse.works import find_works
from tests.shared_data import find_shared

_TYPED_TAG = re.compile(r"</?(?:i|em|b|strong|u)>", re.IGNORECASE)
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "heap"


def iter_leaves(folder: Path) -> Iterator[Leaf]:
    limits = Limits()
    for file in iter_heap([folder], limits):
        for leaf in unpack(file.label, read_heap_file(file, limits), limits):
            if isinstance(leaf, Leaf):
                yield leaf


def find_lost_words(leaf: Leaf) -> list[str]:
    """Words that stand in the text but in no block, or in a block but not in the text."""
    manuscript = read_manuscript(leaf.media_type, leaf.data, decode_bytes)
    source = Source(leaf.path, leaf.member, "sha256:" + "0" * 64, 0, leaf.media_type, None)
    works = find_works(manuscript, source)
    kept = conservation_words("\n".join(b.text for work in works for b in work.blocks))
    # Tags that somebody typed into a plain text are marks, as asterisks are.
    chars = _TYPED_TAG.sub("", manuscript.text.chars)
    given = conservation_words(chars) if manuscript.blocks else []
    if kept == given:
        return []
    first = next(
        (k for k, (a, b) in enumerate(zip(given, kept, strict=False)) if a != b),
        min(len(given), len(kept)),
    )
    return [f"at word {first}: text {given[first : first + 8]}, blocks {kept[first : first + 8]}"]


def check_heap(folder: Path) -> None:
    cases = 0
    lost: dict[str, list[str]] = {}
    for leaf in iter_leaves(folder):
        cases += 1
        words = find_lost_words(leaf)
        if words:
            lost[f"{leaf.path} {leaf.member or ''}"] = words
    print(f"{cases} cases ran")
    assert cases > 0
    assert lost == {}


def test_no_word_of_the_sample_heap_is_lost() -> None:
    check_heap(SAMPLES)


@pytest.mark.parametrize("heap", ["startrek/files", "ao3-works", "ao3-downloads", "efiction"])
def test_no_word_of_a_real_heap_is_lost(heap: str) -> None:
    check_heap(find_shared("heaps", *heap.split("/")))
