"""Random edits, merges, bulk edits, undos, rebuilds and kills: the library does as the model says.

What a person does is done to a library on disk and to a few dicts. After every step the cells,
the history, the values of works, the redirects, the shelf and the search index are those of
the dicts; and nothing is damaged.
"""

import itertools
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fonds.app.acting import (
    act_held,
    plan_apart,
    plan_best,
    plan_merge,
    plan_unmerge,
    take_back_held,
    undo_heap,
)
from fonds.app.correcting import carry_out_held, plan_edits, read_edit
from fonds.app.field_values import find_field
from fonds.app.rebuilding import RebuildRun, plan_rebuild, rebuild
from fonds.app.shelf import Shelf, close_shelf, open_shelf, search_shelf, stay_silent
from fonds.errors import UserError
from fonds.library.accessions import list_accessions
from fonds.library.acts import NewChange, find_undoing, iter_acts, list_changes
from fonds.library.cells import find_cell
from fonds.library.check import check_library
from fonds.library.entries import get_entry, iter_entries
from fonds.library.opening import Library, hold_writer, open_library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import find_row, read_rows
from fonds.library.works import get_edition, get_work
from fonds.model.claim import find_best_claim
from fonds.search.index import read_stamp
from tests.property.catalogue_heaps import STORIES, Template, add
from tests.property.catalogue_model import Cell, Model, RefusedError

LEAST_STEPS = 200
EXAMPLES = int(os.environ.get("FONDS_MACHINE_EXAMPLES", "9"))
STEPS = int(os.environ.get("FONDS_MACHINE_STEPS", "30"))

PHASES = (Phase.generate,) if "FONDS_MACHINE_STEPS" in os.environ else tuple(Phase)
"""Hundreds of steps are not made fewer: that takes hours."""

Action = Callable[[Library, str], object]

TAGS = ("Fog", "fog", "Case fic", "Greenwood", "greenwood", "Weather", "Mystery")
RATINGS = ("General Audiences", "Mature", "Explicit")
FIELDS = ("title", "creators", "tags", "rating")

_STEPS = itertools.count()

_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""A folder in memory, where there is one: what is killed is the process, not the machine."""


def _kill_after(library: Library, statements: int) -> None:
    """Let the process be killed when it begins the n-th statement from now on."""
    left = itertools.count(statements, -1)

    def count(*_about: object) -> bool:
        if next(left) <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    library.connection.exec_trace = count


class Catalogue(RuleBasedStateMachine):
    """The library and the model side by side."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="fonds-machine-", dir=_MEMORY))
        shutil.copytree(self.template.folder, self.folder / "library")
        self.model = Model(self.template.heap_of, self.template.read, set(STORIES))
        self.ticks = itertools.count(1)
        self.words = itertools.count(1)
        self.shelf = self.open()

    @initialize()
    def begin(self) -> None:
        assert len(self.model.standing()) == sum(map(len, STORIES.values()))

    def teardown(self) -> None:
        close_shelf(self.shelf)
        shutil.rmtree(self.folder)

    # What both sides are asked to do.

    @property
    def library(self) -> Library:
        return self.shelf.library

    def open(self) -> Shelf:
        return open_shelf(self.folder / "library", packs=lambda: ())

    def clock(self) -> str:
        return f"2024-06-01T00:00:00Z+{next(self.ticks):06}"

    def do(self, action: Action, modelled: Callable[[Model], object], clock: str) -> None:
        """Do something to both; either both refuse, or neither."""
        refused = False
        try:
            modelled(self.model)
        except RefusedError:
            refused = True
        try:
            with hold_writer(self.library):
                action(self.library, clock)
        except UserError:
            assert refused, "the library refused what the model does"
        else:
            assert not refused, "the library did what the model refuses"

    def draw_works(self, data: st.DataObject, least: int = 1) -> list[str]:
        works = self.model.stored()
        return data.draw(
            st.lists(st.sampled_from(works), min_size=least, max_size=4, unique=True), "works"
        )

    # Edits.

    @precondition(lambda self: self.model.heaps)
    @rule(
        data=st.data(),
        field=st.sampled_from(FIELDS),
        operation=st.sampled_from(["set", "set", "add", "remove", "clear"]),
    )
    def edit(self, data: st.DataObject, field: str, operation: str) -> None:
        works = self.draw_works(data)
        self._edit(works, field, operation, data)

    def _edit(
        self, works: Sequence[str], field: str, operation: str, data: st.DataObject
    ) -> tuple[Action, Callable[[Model], object], str]:
        action, modelled, clock = self.plan_edit(works, field, operation, data)
        self.do(action, modelled, clock)
        return action, modelled, clock

    def plan_edit(
        self, works: Sequence[str], field: str, operation: str, data: st.DataObject
    ) -> tuple[Action, Callable[[Model], object], str]:
        if operation in {"add", "remove"}:
            field = "tags" if field in {"title", "rating"} else field
        number = next(self.words)
        value: Any = {
            "title": f"Retold {number}",
            "rating": data.draw(st.sampled_from(RATINGS), "rating"),
            "tags": data.draw(st.lists(st.sampled_from(TAGS), min_size=1, unique=True), "tags"),
            "creators": data.draw(
                st.lists(st.sampled_from(["Ida Quill", "Tom Reed"]), min_size=1, unique=True),
                "creators",
            ),
        }[field]
        typed = "\n".join(value) if isinstance(value, list) else value
        clock = self.clock()
        said = {"by": "Jane", "at": clock, "why": "because"}

        def action(library: Library, clock: str) -> None:
            edits = [read_edit(find_field(field), operation, typed)]  # type: ignore[arg-type]
            planned = plan_edits(library, works, edits, by="Jane", clock=clock, why="because")
            carry_out_held(library, planned, edits, by="Jane", clock=clock, why="because")

        def modelled(model: Model) -> None:
            wanted = model.plan_edit(works, field, operation, value, said)
            model.put(wanted)

        return action, modelled, clock

    # Editions.

    @precondition(lambda self: self.model.heaps)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        self.do(*self.plan_merge(data))

    def plan_merge(self, data: st.DataObject) -> tuple[Action, Callable[[Model], object], str]:
        works = self.draw_works(data, 2)
        best = data.draw(st.sampled_from(works), "best")

        def action(library: Library, clock: str) -> None:
            self.act(library, plan_merge(library, works, best), clock)

        def modelled(model: Model) -> None:
            wanted = model.plan_merge(works, best)
            if not wanted:
                raise RefusedError
            model.put(wanted)

        return action, modelled, self.clock()

    def act(self, library: Library, changes: Sequence[NewChange], clock: str) -> None:
        act_held(library, changes, kind="machine", words="words", by="Jane", clock=clock)

    @precondition(lambda self: self.model.heaps)
    @rule(data=st.data())
    def unmerge(self, data: st.DataObject) -> None:
        works = self.draw_works(data)
        self.do(
            lambda library, clock: self.act(library, plan_unmerge(library, works), clock),
            lambda model: model.put((("merged", (one,)), None) for one in works),
            self.clock(),
        )

    @precondition(lambda self: any(self.model.leads_to(one) != one for one in self.model.stored()))
    @rule(data=st.data())
    def choose_best(self, data: st.DataObject) -> None:
        merged = [one for one in self.model.stored() if self.model.leads_to(one) != one]
        best = data.draw(st.sampled_from(merged), "best")
        self.do(
            lambda library, clock: self.act(library, plan_best(library, best), clock),
            lambda model: model.put(model.plan_best(best)),
            self.clock(),
        )

    @precondition(lambda self: self.model.heaps)
    @rule(data=st.data())
    def keep_apart(self, data: st.DataObject) -> None:
        works = self.draw_works(data, 2)

        def modelled(model: Model) -> None:
            found = list(dict.fromkeys(model.leads_to(one) for one in works))
            if len(found) < 2:
                raise RefusedError
            pairs = itertools.combinations(found, 2)
            model.put((("apart", tuple(sorted(pair))), True) for pair in pairs)

        self.do(
            lambda library, clock: self.act(library, plan_apart(library, works), clock),
            modelled,
            self.clock(),
        )

    # Tags, withdrawals, questions.

    @rule(
        name=st.sampled_from(TAGS),
        canonical=st.sampled_from([*TAGS, "Fog", "Greenwood"]) | st.none(),
        at_once=st.booleans(),
    )
    def decide_tag(self, name: str, canonical: str | None, at_once: bool) -> None:
        wanted: list[tuple[Cell, Any]] = []
        if canonical is not None and at_once:
            wanted.append((("tag", ("tag", canonical)), {"canonical": canonical}))
        wanted.append((("tag", ("tag", name)), {"canonical": canonical}))
        self.do_cells(wanted)

    @rule(name=st.sampled_from(TAGS), broader=st.sampled_from(TAGS), holds=st.booleans())
    def decide_broader(self, name: str, broader: str, holds: bool) -> None:
        self.do_cells([(("broader", ("tag", name, "tag", broader)), True if holds else None)])

    @precondition(lambda self: self.model.heaps)
    @rule(data=st.data(), holds=st.booleans())
    def withdraw(self, data: st.DataObject, holds: bool) -> None:
        work = self.draw_works(data)[0]
        value = {"why": "asked for", "by": "Jane"} if holds else None
        self.do_cells([(("withdrawn", (work,)), value)])

    @rule(question=st.sampled_from(["q1", "q2"]), holds=st.booleans())
    def put_off(self, question: str, holds: bool) -> None:
        self.do_cells([(("put_off", ("title", question)), True if holds else None)])

    def do_cells(self, wanted: Sequence[tuple[Cell, Any]]) -> None:
        changes = [NewChange(cell, key, after) for (cell, key), after in wanted]
        self.do(
            lambda library, clock: self.act(library, changes, clock),
            lambda model: model.put(wanted),
            self.clock(),
        )

    # Undo of anything.

    @precondition(lambda self: self.model.acts)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        self.do(*self.plan_undo(data))

    def plan_undo(self, data: st.DataObject) -> tuple[Action, Callable[[Model], object], str]:
        recent = range(len(self.model.acts), max(0, len(self.model.acts) - 8), -1)
        number = data.draw(st.sampled_from(list(recent)), "act")
        return (
            lambda library, clock: take_back_held(library, number, by="Ada", clock=clock),
            lambda model: model.undo(number),
            self.clock(),
        )

    # Heaps, rebuilds, kills.

    @precondition(lambda self: self.model.heaps)
    @rule(data=st.data())
    def undo_accession(self, data: st.DataObject) -> None:
        heap = data.draw(st.sampled_from(sorted(self.model.heaps)), "heap")
        self.do(*self.plan_undo_heap(heap))

    def plan_undo_heap(self, heap: str) -> tuple[Action, Callable[[Model], object], str]:
        name = self.template.heaps[heap].name
        (accession,) = [
            one
            for one in list_accessions(self.library)
            if (one.heap, one.state) == (name, "finished")
        ]
        return (
            lambda library, clock: undo_heap(library, accession.id, clock=clock),
            lambda model: model.undo_heap(heap),
            self.clock(),
        )

    @precondition(lambda self: len(self.model.heaps) < len(STORIES))
    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        heap = data.draw(st.sampled_from(sorted(set(STORIES) - self.model.heaps)), "heap")
        add(self.library, self.template.heaps[heap], self.clock())
        self.model.heaps.add(heap)

    @precondition(lambda self: self.model.heaps)
    @rule(everything=st.booleans())
    def rebuild(self, everything: bool) -> None:
        before = find_row(self.library.connection, "SELECT count(*) FROM work")
        for one in _rebuild(self.library, self.clock(), everything=everything):
            assert (one.changed, one.new, one.lost, one.failed) == ((), (), (), ())
        after = find_row(self.library.connection, "SELECT count(*) FROM work")
        assert before == after

    @rule()
    def close_and_reopen(self) -> None:
        close_shelf(self.shelf)
        self.shelf = self.open()

    @precondition(lambda self: self.model.heaps)
    @rule(
        data=st.data(),
        what=st.sampled_from(["edit", "merge", "undo", "undo heap", "rebuild", "rebuild"]),
        statements=st.integers(1, 400),
    )
    def kill(self, data: st.DataObject, what: str, statements: int) -> None:
        """A process is killed in the middle; all that it did is done, or nothing is."""
        plan: tuple[Action, Callable[[Model], object], str]
        if what == "merge":
            plan = self.plan_merge(data)
        elif what == "undo" and self.model.acts:
            plan = self.plan_undo(data)
        elif what == "undo heap":
            plan = self.plan_undo_heap(sorted(self.model.heaps)[0])
        elif what == "rebuild":
            plan = (_rebuild_all, lambda _model: None, self.clock())
        else:
            plan = self.plan_edit(self.draw_works(data), "rating", "set", data)
        action, modelled, clock = plan
        events = self._count_events()
        close_shelf(self.shelf)
        self._run_and_kill(action, clock, statements)
        self.shelf = self.open()
        if what != "rebuild" and self._count_events() > events:
            modelled(self.model)

    def _count_events(self) -> int:
        row = find_row(self.library.connection, "SELECT count(*) FROM event")
        assert row is not None
        return int(row[0])

    def _run_and_kill(self, action: Action, clock: str, statements: int) -> None:
        with warnings.catch_warnings():
            # The child does nothing but write to the library, and is killed.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            try:
                library = open_library(self.folder / "library")
                with nullcontext() if action is _rebuild_all else hold_writer(library):
                    _kill_after(library, statements)
                    action(library, clock)
            finally:
                os.kill(os.getpid(), signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)

    # What is true after every step.

    @invariant()
    def count(self) -> None:
        next(_STEPS)

    @invariant()
    def cells_are_those_of_the_model(self) -> None:
        for (name, key), wanted in self.model.cells.items():
            held = find_cell(name, key).read(self.library, key)
            assert _without_evidence(name, held) == wanted, (name, key)
        rows = read_rows(
            self.library.connection,
            "SELECT (SELECT count(*) FROM correction), (SELECT count(*) FROM redirect), "
            "(SELECT count(*) FROM kept_apart), (SELECT count(*) FROM tag), "
            "(SELECT count(*) FROM tag_broader), (SELECT count(*) FROM withdrawal), "
            "(SELECT count(*) FROM put_off)",
        )
        names = ("claim", "merged", "apart", "tag", "broader", "withdrawn", "put_off")
        counts = [sum(cell == name for cell, _ in self.model.cells) for name in names]
        assert list(rows[0]) == counts

    @invariant()
    def history_is_that_of_the_model(self) -> None:
        acts = list(iter_acts(self.library))
        assert len(acts) == len(self.model.acts)
        for act in acts[:2]:
            wanted = self.model.acts[act.id - 1]
            assert act.undoes == wanted.undoes
            assert find_undoing(self.library, act.id) == self.model.undoing(act.id)
            held = [
                (
                    (one.cell, one.key),
                    _without_evidence(one.cell, one.before),
                    _without_evidence(one.cell, one.after),
                )
                for one in list_changes(self.library, act.id)
            ]
            assert held == wanted.changes

    @invariant()
    def values_are_those_of_the_model(self) -> None:
        for work in self.model.stored():
            assert resolve_work_id(self.library, work) == self.model.leads_to(work)
            edition = get_edition(self.library, work)
            for field in FIELDS:
                best = find_best_claim(edition.claims, field)
                value = None if best is None else best.value
                assert (value or None) == (self.model.value(work, field) or None), (work, field)
            leads_to = self.model.leads_to(work)
            assert get_work(self.library, work) == get_edition(self.library, leads_to)
        lost = "SELECT work_id FROM doubt WHERE work_id NOT IN (SELECT work_id FROM entry)"
        assert read_rows(self.library.connection, lost) == []
        standing = self.model.standing()
        assert sorted(one.work_id for one in iter_entries(self.library)) == standing
        for work in standing:
            entry = get_entry(self.library, work)
            assert entry.title == self.model.value(work, "title")
            assert entry.rating == self.model.value(work, "rating")
            assert list(entry.tags) == self.model.shown(work, "tags", "tag")
            assert set(entry.broader.get("tag", ())) == self.model.broader(work, "tags", "tag")

    @invariant()
    def the_index_finds_what_stands_and_nothing_is_damaged(self) -> None:
        close_shelf(self.shelf)
        self.shelf = self.open()  # opening a shelf brings the index up to date
        found = search_shelf(self.shelf, "", kinds=(), limit=50)
        assert sorted(hit.work_id for hit in found.hits) == self.model.standing()
        for work in self.model.standing()[:1]:
            title = self.model.value(work, "title")
            hits = search_shelf(self.shelf, f'title:"{title}"', kinds=(), limit=50).hits
            assert work in {hit.work_id for hit in hits}

        findings = check_library(self.library, index_stamp=read_stamp(self.shelf.index))
        assert findings == ()


def _rebuild(library: Library, clock: str, *, everything: bool) -> list[Any]:
    planned = plan_rebuild(library, everything=everything)
    run = RebuildRun((), 0, lambda: clock, stay_silent)
    return list(rebuild(library, planned, run))


def _rebuild_all(library: Library, clock: str) -> None:
    list(_rebuild(library, clock, everything=True))


def _without_evidence(cell: str, value: Any) -> Any:
    if cell != "claim" or value is None:
        return value
    return {name: one for name, one in value.items() if name != "evidence"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("template"))


def test_whatever_people_do_history_and_values_are_as_the_model_says(template: Template) -> None:
    Catalogue.template = template
    begun = next(_STEPS)
    run_state_machine_as_test(
        Catalogue,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    steps = next(_STEPS) - begun - 1
    print(f"{steps} steps")
    assert steps >= LEAST_STEPS
