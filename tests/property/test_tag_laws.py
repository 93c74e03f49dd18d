"""Laws of tags as an overlay, over any sequence of decisions."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fonds.app.acting import act, take_back
from fonds.app.question import Question, ask_shelf
from fonds.app.shelf import Shelf, close_shelf, open_shelf, refresh_index
from fonds.app.tags import plan_broader, plan_canonical, plan_left, plan_synonyms
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.entries import get_entry, put_entry
from fonds.library.opening import close_library
from fonds.library.storage import read_rows
from fonds.library.tags import list_broader, list_synonyms
from fonds.library.works import iter_works
from tests.library_factories import CLOCK, make_library

NAMES = ("Fluff", "fluffy", "Sad, but “nice”", "Angst", "H/C\nand more", "Long")

TYPED = (
    ("Fluff",),
    ("fluffy", "Angst"),
    ("Sad, but “nice”",),
    ("H/C\nand more", "Long"),
    ("Angst", "Fluff"),
    (),
)
"""What the author of each work typed."""


@cache
def make_template() -> tuple[Path, tuple[tuple[str, tuple[str, ...]], ...]]:
    folder = Path(mkdtemp(prefix="fonds-tags-"))
    heap = {f"{n}.txt": f"A story by the number of {n}.".encode() for n in range(len(TYPED))}
    library, _ = make_library(folder, heap)
    works = []
    for (work_id, _work), tags in zip(list(iter_works(library)), TYPED, strict=True):
        put_entry(library, msgspec.structs.replace(get_entry(library, work_id), tags=tags))
        works.append((work_id, tags))
    close_library(library)
    close_shelf(open_shelf(folder))
    return folder, tuple(works)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tags")


class Model:
    """Decisions as a person would keep them on paper."""

    def __init__(self, shelf: Shelf) -> None:
        self.canonical: dict[str, str] = {
            name: stands or name
            for name, stands in read_rows(
                shelf.library.connection, "SELECT name, canonical FROM tag WHERE kind = 'tag'"
            )
        }
        self.above = {
            (one, other)
            for one, other in read_rows(
                shelf.library.connection, "SELECT name, broader FROM tag_broader"
            )
        }

    def lead(self, name: str) -> str:
        return self.canonical.get(name, name)

    def list_found_under(self, name: str) -> set[str]:
        """The names whose works are found under a name."""
        found = {self.lead(name)}
        while grown := {one for one, other in self.above if other in found} - found:
            found |= grown
        return {one for one in NAMES if self.lead(one) in found}


def find(shelf: Shelf, name: str) -> set[str]:
    answer = ask_shelf(shelf, Question(kind="stories").choose("tag", name), limit=100)
    assert answer.total == len(answer.results.hits)
    return {hit.work_id for hit in answer.results.hits}


name = st.sampled_from(NAMES)
Decision = tuple[str, list[str], str]

decision: st.SearchStrategy[Decision] = st.one_of(
    st.tuples(st.just("merge"), st.lists(name, min_size=1, max_size=3), name),
    st.tuples(st.just("broader"), st.lists(name, min_size=1, max_size=2), name),
    st.tuples(st.just("canonical"), st.just([]), name),
    st.tuples(st.just("leave"), st.just([]), name),
    st.tuples(st.just("undo"), st.just([]), name),
)


def plan(shelf: Shelf, what: str, names: list[str], other: str) -> tuple[NewChange, ...]:
    if what == "merge":
        return plan_synonyms(shelf.library, "tag", names, other)
    if what == "broader":
        return plan_broader(shelf.library, "tag", names, other)
    if what == "canonical":
        return plan_canonical(shelf.library, "tag", other)
    return plan_left(shelf.library, "tag", [other])


def snapshot(shelf: Shelf) -> list[tuple[str, ...]]:
    tables = ("SELECT * FROM tag ORDER BY 1, 2", "SELECT * FROM tag_broader ORDER BY 1, 2, 3, 4")
    lines = "SELECT work_id, hex(line) FROM entry ORDER BY 1"
    connection = shelf.library.connection
    return [row for sql in (*tables, lines) for row in read_rows(connection, sql)]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(decision, min_size=1, max_size=7))
def test_a_name_finds_what_leads_to_it_whatever_was_decided_before(
    scratch: Path, steps: list[Decision]
) -> None:
    template, works = make_template()
    folder = scratch / "library"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    shelf = open_shelf(folder)
    try:
        done: list[tuple[int, list[tuple[str, ...]]]] = []
        for what, names, other in steps:
            before = snapshot(shelf)
            try:
                if what == "undo":
                    if not done:
                        continue
                    number, held = done.pop()
                    take_back(shelf, number, by="test", clock=CLOCK)
                    # What was done last is taken back to the letter.
                    assert snapshot(shelf) == held
                    continue
                changes = plan(shelf, what, names, other)
                made = act(shelf, changes, kind="tags", words=what, by="test", clock=CLOCK)
            except UserError:
                assert snapshot(shelf) == before, "what cannot be done changes nothing"
                continue
            if made.act is not None:
                done.append((made.act, before))
        refresh_index(shelf)
        model = Model(shelf)
        for one in NAMES:
            typed = model.list_found_under(one)
            assert find(shelf, one) == {w for w, tags in works if typed.intersection(tags)}
        for work_id, tags in works:
            entry = get_entry(shelf.library, work_id)
            assert entry.tags == tuple(dict.fromkeys(model.lead(tag) for tag in tags))
            assert entry.typed.get("tag", entry.tags) == tags, "what was typed is kept"
        for one in NAMES:
            # A synonym stands alone: nothing leads to it, nothing is above or below it.
            if model.lead(one) != one:
                assert not list_synonyms(shelf.library, "tag", one)
                assert not list_broader(shelf.library, "tag", one)
    finally:
        close_shelf(shelf)
