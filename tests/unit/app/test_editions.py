"""Editions in a library: found, kept, looked at again when something changed, and merged."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from fonds.app.acting import act, plan_apart, plan_merge, take_back
from fonds.app.editions import find_editions, is_up_to_date, put_missing_sketches, refresh_editions
from fonds.app.found_stories import describe_families, plan_merges
from fonds.app.shelf import Shelf, close_shelf, open_shelf
from fonds.describe.sketch import VERSION
from fonds.errors import DamageError
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.codec import pack
from fonds.library.editions import find_family, list_families, list_unsketched
from fonds.library.opening import hold_writer
from fonds.library.originals import put_originals
from fonds.library.storage import put_row, read_rows
from fonds.library.undo import undo_accession
from fonds.library.works import get_edition
from fonds.model.sight import Sight
from tests.library_factories import CLOCK, make_arrival, make_library, read_all


def write(seed: int, count: int = 400) -> list[str]:
    draw = random.Random(seed)
    return [f"word{draw.randrange(4000)}" for _ in range(count)]


def change(words: Sequence[str], share: float = 0.05) -> list[str]:
    draw = random.Random(1)
    return [word if draw.random() > share else "changed" for word in words]


def lay_out(title: str, words: Sequence[str]) -> bytes:
    return f"{title:<20} {' '.join(words)}".encode()


FOG, GATE, LAMP = write(1), write(2), write(3)
HEAP = {
    "fog.txt": lay_out("The Fog", FOG),
    "fog-again.txt": lay_out("The Fog", change(FOG)),
    "gate.txt": lay_out("The Gate", GATE),
    "lamp.txt": lay_out("The Lamp", LAMP),
}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    library, accession = make_library(tmp_path, HEAP)
    end_accession(library, accession.id, clock=CLOCK)
    library.connection.close()
    shelf = open_shelf(tmp_path)
    yield shelf
    close_shelf(shelf)


def add(shelf: Shelf, heap: dict[str, bytes]) -> int:
    library = shelf.library
    accession = begin_accession(library, f"more {min(heap)}", options={}, tool="t", clock=CLOCK)
    arrivals = [make_arrival(path, data) for path, data in heap.items()]
    put_originals(library, accession.id, arrivals, clock=CLOCK)
    read_all(library, accession.id, heap)
    end_accession(library, accession.id, clock=CLOCK)
    return accession.id


def paths(shelf: Shelf) -> list[set[str]]:
    found = describe_families(shelf, find_editions(shelf))
    return sorted((set(one.paths) for one in found), key=min)


def find_id(shelf: Shelf, path: str) -> str:
    rows = read_rows(
        shelf.library.connection, "SELECT work_id FROM work_source WHERE path = ?", (path,)
    )
    return str(rows[0][0])


def test_a_story_that_is_here_twice_is_found(shelf: Shelf) -> None:
    (family,) = find_editions(shelf)
    (story,) = describe_families(shelf, [family])
    assert set(story.paths) == {"fog.txt", "fog-again.txt"}
    assert story.best == story.paths[0]
    assert story.works[0] == story.best_work == family.best.work_id
    assert story.title is not None
    assert "in the same order" in story.why
    assert find_family(shelf.library, story.works[1]) == family
    assert find_family(shelf.library, find_id(shelf, "lamp.txt")) is None


def test_finding_again_finds_the_same(shelf: Shelf) -> None:
    first = find_editions(shelf)
    assert is_up_to_date(shelf.library)
    told: list[str] = []
    assert find_editions(shelf, progress=lambda phase, *_: told.append(phase)) == first
    assert told == []
    assert find_editions(shelf, anew=True) == first


def test_only_new_stories_are_sketched_and_compared(shelf: Shelf) -> None:
    find_editions(shelf)
    add(
        shelf,
        {"gate-again.txt": lay_out("The Gate", change(GATE)), "oz.txt": lay_out("Oz", write(9))},
    )
    told: dict[str, int] = {}
    refresh_editions(shelf, lambda phase, _, total: told.update({phase: total}))
    assert told == {"sketching": 2, "comparing": 1}
    assert paths(shelf) == [{"fog-again.txt", "fog.txt"}, {"gate-again.txt", "gate.txt"}]


def test_a_third_edition_joins_its_family(shelf: Shelf) -> None:
    find_editions(shelf)
    add(shelf, {"fog-third.txt": lay_out("The Fog", change(FOG, 0.1))})
    assert paths(shelf) == [{"fog-again.txt", "fog-third.txt", "fog.txt"}]


@pytest.mark.parametrize("anew", [False, True])
def test_looking_at_changes_only_finds_what_looking_at_all_does(
    shelf: Shelf, *, anew: bool
) -> None:
    find_editions(shelf)
    add(shelf, {"a.txt": lay_out("The Lamp", change(LAMP)), "b.txt": lay_out("The Fog", FOG[:300])})
    number = add(
        shelf, {"c.txt": lay_out("The Gate", change(GATE)), "d.txt": lay_out("D", write(7))}
    )
    find_editions(shelf)
    with hold_writer(shelf.library):
        undo_accession(shelf.library, number, clock=CLOCK)
    find_editions(shelf, anew=anew)
    assert paths(shelf) == [{"a.txt", "lamp.txt"}, {"b.txt", "fog-again.txt", "fog.txt"}]


def test_what_a_person_keeps_apart_stays_apart_until_it_is_taken_back(shelf: Shelf) -> None:
    (family,) = find_editions(shelf)
    works = [one.work_id for one in family.editions]
    changes = plan_apart(shelf.library, works)
    done = act(shelf, changes, kind="apart", words="Apart", by="t", clock=CLOCK)
    assert find_editions(shelf) == ()
    assert find_editions(shelf, anew=True) == ()
    take_back(shelf, done.act or 0, by="t", clock=CLOCK)
    assert find_editions(shelf) == (family,)


def test_merged_works_are_no_family_any_more_until_they_are_taken_apart(shelf: Shelf) -> None:
    families = find_editions(shelf)
    changes, stories, works = plan_merges(shelf.library, families)
    assert (stories, works) == (1, 2)
    done = act(shelf, changes, kind="merge", words="Merged", by="t", clock=CLOCK)
    assert find_editions(shelf) == ()
    take_back(shelf, done.act or 0, by="t", clock=CLOCK)
    (again,) = find_editions(shelf)
    assert [one.work_id for one in again.editions] == [one.work_id for one in families[0].editions]


def test_of_three_editions_one_that_is_merged_leaves_two(shelf: Shelf) -> None:
    add(shelf, {"fog-third.txt": lay_out("The Fog", change(FOG, 0.1))})
    (family,) = find_editions(shelf)
    best, _, third = (one.work_id for one in family.editions)
    changes = plan_merge(shelf.library, [third], best)
    act(shelf, changes, kind="merge", words="Merged", by="t", clock=CLOCK)
    (left,) = find_editions(shelf)
    assert len(left.editions) == 2
    assert third not in {one.work_id for one in left.editions}


def test_a_merge_takes_only_what_is_sure_enough(shelf: Shelf) -> None:
    families = find_editions(shelf)
    assert plan_merges(shelf.library, families, sure=0.999) == ((), 0, 0)


def test_while_another_writes_nothing_is_done(shelf: Shelf) -> None:
    with hold_writer(shelf.library):
        assert not refresh_editions(shelf)
    assert list_families(shelf.library) == ()
    assert refresh_editions(shelf)


def test_what_may_not_be_seen_is_in_no_family(shelf: Shelf) -> None:
    (family,) = find_editions(shelf)
    hidden = Sight(works=frozenset({family.editions[1].work_id}))
    limited = Shelf(shelf.library, shelf.index, shelf.load_packs, shelf.lending, hidden)
    assert find_editions(limited) == ()


def test_a_work_that_is_read_anew_with_more_parts_is_sketched_anew(shelf: Shelf) -> None:
    with hold_writer(shelf.library):
        assert len(put_missing_sketches(shelf.library)) == 4
    assert list_unsketched(shelf.library, VERSION) == ()
    gate = find_id(shelf, "gate.txt")
    work = get_edition(shelf.library, gate)
    more = msgspec.structs.replace(work, blocks=(*work.blocks, *work.blocks))
    put_row(shelf.library.connection, "UPDATE work SET draft = ? WHERE id = ?", (pack(more), gate))
    assert [one for one, _ in list_unsketched(shelf.library, VERSION)] == [gate]


def test_a_damaged_work_is_named(shelf: Shelf) -> None:
    damaged = find_id(shelf, "gate.txt")
    put_row(shelf.library.connection, "UPDATE work SET draft = x'00' WHERE id = ?", (damaged,))
    with pytest.raises(DamageError, match=damaged):
        find_editions(shelf)


def test_workers_find_the_same(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_editions(shelf)
    monkeypatch.setattr("fonds.app.editions._MANY", 1)
    assert find_editions(shelf, workers=2, anew=True) == first


def test_a_stamp_of_another_time_is_not_believed(shelf: Shelf) -> None:
    found = find_editions(shelf)
    put_row(shelf.library.connection, "UPDATE setting SET value = '[1]' WHERE name = 'editions'")
    assert not is_up_to_date(shelf.library)
    assert find_editions(shelf) == found
    assert msgspec.json.encode(found)
