"""Editions on a small set of our own making: floors that only rise.

The large set (2,000 works, 400 pairs, 405 near misses) is `bench/editions.py`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fonds.app.ingest import add_heap
from fonds.intake.limits import Limits
from fonds.library.opening import close_library, open_library
from fonds.packs.load import load_packs

if TYPE_CHECKING:
    from edition_corpus import Corpus
    from editions import Score

BENCH = Path(__file__).resolve().parents[2] / "bench"

SEED = 77
"""Not the seed that bars were set by, nor that of the published numbers."""

EACH = 3
LEAST_RECALL = 0.98
LEAST_PRECISION = 1.0


@pytest.fixture(scope="module", autouse=True)
def _bench_is_importable() -> Iterator[None]:
    # A script finds its neighbours because its folder comes first on the path.
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        yield
    for name in ("editions", "edition_corpus", "edition_prose"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def corpus() -> "Corpus":
    from edition_corpus import build_corpus

    return build_corpus(SEED, each_pair=EACH, each_miss=EACH, works=0)


@pytest.fixture(scope="module")
def found(corpus: "Corpus", tmp_path_factory: pytest.TempPathFactory) -> "Score":
    from edition_corpus import write_corpus
    from editions import score_fonds

    folder = tmp_path_factory.mktemp("editions")
    write_corpus(folder, corpus)
    library = open_library(folder / "library", create=True)
    add_heap(
        library,
        [folder / "heap"],
        packs=load_packs(),
        limits=Limits(),
        workers=0,
        clock=lambda: "2024-05-01T12:00:00Z",
        progress=lambda *_: None,
    )
    close_library(library)
    return score_fonds(folder / "library", folder)


def test_the_set_has_all_kinds(corpus: "Corpus") -> None:
    from edition_corpus import MISSES, PAIRS

    assert {one.kind for one in corpus.pairs} == set(PAIRS)
    assert {one.kind for one in corpus.misses} == set(MISSES)
    assert len(PAIRS) == 10
    assert len(dict(corpus.files)) == len(corpus.files)


def test_the_same_seed_makes_the_same_heap(corpus: "Corpus") -> None:
    from edition_corpus import build_corpus

    again = build_corpus(SEED, each_pair=EACH, each_miss=EACH, works=0)
    assert again.files == corpus.files


def test_editions_are_found(found: "Score") -> None:
    print(f"\n{found.found} of {found.pairs} pairs, {found.wrong} of {found.put_together} wrong")
    assert found.pairs == EACH * 10
    assert found.recall >= LEAST_RECALL, found.missed


def test_near_misses_are_left_alone(found: "Score") -> None:
    assert found.precision >= LEAST_PRECISION, found.mistaken
