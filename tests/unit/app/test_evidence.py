"""Evidence: the words in their place, read again from the original."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.evidence import Place, describe_steps, find_passage, find_passages
from fonds.app.shelf import Shelf, close_shelf, open_shelf
from fonds.errors import DamageError, UserError
from fonds.library.works import get_work
from fonds.model.text import Step
from tests.web.heaps import make_heap, make_library_folder


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    make_library_folder(tmp_path, make_heap())
    opened = open_shelf(tmp_path)
    yield opened
    close_shelf(opened)


def _works(shelf: Shelf) -> dict[str, str]:
    rows = shelf.library.connection.execute(
        "SELECT coalesce(member, path), work_id FROM work_source"
    )
    return {str(path): str(work_id) for path, work_id in rows}


def test_every_quotation_of_every_work_stands_where_it_is_said_to(shelf: Shelf) -> None:
    count = 0
    for work_id in _works(shelf).values():
        for claim in get_work(shelf.library, work_id).claims:
            for one in claim.evidence:
                passage = find_passage(shelf, work_id, one.source, one.start, one.end, around=5)
                assert passage.marked == one.quote
                count += 1
    assert count > 30
    print(f"{count} quotations looked up")


def test_context_is_cut_at_the_ends_of_the_text(shelf: Shelf) -> None:
    work_id = _works(shelf)["holmes/lamp.txt"]
    passage = find_passage(shelf, work_id, 0, 7, 28, around=10)
    assert passage.before == "Title: "
    assert passage.marked == "The Lamp at Lauriston"
    assert len(passage.after) == 10
    assert passage.is_start
    assert not passage.is_end
    whole = find_passage(shelf, work_id, 0, 7, 28, around=10**6)
    assert whole.is_end
    assert whole.after.endswith("café scene.\n")


def test_a_member_of_an_archive_is_found_in_it(shelf: Shelf) -> None:
    work_id = _works(shelf)["foret/chene.txt"]
    passage = find_passage(shelf, work_id, 0, 7, 15)
    assert passage.marked == "Le chêne"
    assert passage.source.member == "foret/chene.txt"
    assert passage.original != passage.source.digest


@pytest.mark.parametrize("place", [(1, 0, 1), (-1, 0, 1), (0, 5, 4), (0, -1, 4), (0, 0, 10**9)])
def test_a_place_that_does_not_exist_is_a_persons_mistake(
    shelf: Shelf, place: tuple[int, int, int]
) -> None:
    work_id = _works(shelf)["untitled.txt"]
    with pytest.raises(UserError, match="there is no"):
        find_passages(shelf, work_id, [Place(*place)])


def test_damaged_bytes_are_never_quoted(tmp_path: Path) -> None:
    works = make_library_folder(tmp_path, {"cat.txt": b"The cat slept.\n\nIt told nobody.\n"})
    shelf = open_shelf(tmp_path)
    shelf.library.connection.execute("UPDATE sqlar SET data = zeroblob(length(data))")
    with pytest.raises(DamageError):
        find_passage(shelf, works["cat.txt"], 0, 0, 3)
    close_shelf(shelf)


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ((), ()),
        ((Step("trim", "nul", 0, 9),), ("What is no text cut off (nul).",)),
        (
            (Step("repair", "mojibake", 0, 2, "é", "read twice"),) * 3,
            ("Characters mended (mojibake), 3 times: read twice.",),
        ),
    ],
)
def test_steps_are_said_in_words(steps: tuple[Step, ...], lines: tuple[str, ...]) -> None:
    assert describe_steps(steps) == lines
