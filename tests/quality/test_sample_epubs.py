"""The EPUB of every work of the sample heap passes epubcheck without error or warning."""

from pathlib import Path

import pytest

from fonds.app.heap_reading import iter_works
from fonds.intake.limits import Limits
from fonds.packs.load import load_packs
from fonds.publish.epub import build_epub
from fonds.publish.record import build_record
from tests.epubcheck_runner import check_books, list_faults, require_java

HEAP = Path(__file__).resolve().parents[2] / "samples" / "heap"
MODIFIED = "2000-01-01T00:00:00Z"


@pytest.mark.epubcheck
def test_the_epub_of_every_sample_work_passes_epubcheck(tmp_path: Path) -> None:
    require_java()
    works = iter_works(
        [HEAP], packs=load_packs(), limits=Limits(), workers=0, progress=lambda *_: None
    )
    books = []
    for number, work in enumerate(work for work in works if work.kind == "story"):
        book = tmp_path / f"{number:03}.epub"
        made = build_epub(work, build_record(work), f"w{number}", modified=MODIFIED)
        assert made == build_epub(work, build_record(work), f"w{number}", modified=MODIFIED)
        book.write_bytes(made)
        books.append(book)
    print(f"{len(books)} books checked in one JVM")
    assert len(books) >= 45
    assert list_faults(check_books(books)) == []
