"""Accessions: begun, resumed, ended, accounted for, undone."""

from pathlib import Path

import apsw
import pytest

from fonds.errors import BugError, UserError
from fonds.library.accessions import (
    begin_accession,
    end_accession,
    find_unfinished_accession,
    get_accession,
    list_accessions,
)
from fonds.library.account import account_of
from fonds.library.check import check_library
from fonds.library.history import iter_events, last_event_id, put_event
from fonds.library.opening import Library, close_library
from fonds.library.originals import digest_of, iter_originals, put_originals, put_refusal
from fonds.library.readings import Member, Reading, iter_readings, iter_unread, put_readings
from fonds.library.undo import plan_undo, undo_accession
from fonds.library.works import iter_works
from tests.library_factories import (
    CLOCK,
    STAGE,
    correct,
    make_arrival,
    make_library,
    make_work,
    read_all,
    store_drafts,
)

HEAP = {"a.txt": b"The hound.", "b.txt": b"The moor.", "c.txt": b"The hound."}


def _add(library: Library, heap: dict[str, bytes], label: str) -> int:
    accession = begin_accession(library, label, options={}, tool="t", clock=CLOCK)
    arrivals = [make_arrival(path, data) for path, data in heap.items()]
    put_originals(library, accession.id, arrivals, clock=CLOCK)
    read_all(library, accession.id, heap)
    end_accession(library, accession.id, clock=CLOCK)
    return accession.id


def _damage(library: Library) -> list[str]:
    return [finding.code for finding in check_library(library, index_stamp=None) if finding.damaged]


def test_an_interrupted_accession_is_found_by_its_heap_until_it_ends(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP, label="/heaps/one")
    assert find_unfinished_accession(library, "/heaps/one") == accession
    assert find_unfinished_accession(library, "/heaps/two") is None
    ended = end_accession(library, accession.id, clock="later")
    assert (ended.state, ended.ended) == ("finished", "later")
    assert end_accession(library, accession.id, clock="even later") == ended
    assert find_unfinished_accession(library, "/heaps/one") is None
    assert list_accessions(library) == (ended,)
    with pytest.raises(UserError):
        get_accession(library, 99)
    close_library(library)


def test_drafts_wait_until_the_accession_ends(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    readings = list(iter_readings(library, accession.id))
    assert [reading.drafts[0].sources[0].path for reading in readings] == ["a.txt", "b.txt"]
    assert list(iter_unread(library, accession.id, stage=STAGE)) == []
    assert len(list(iter_unread(library, accession.id, stage="test/2"))) == 2
    end_accession(library, accession.id, clock=CLOCK)
    assert all(not reading.drafts for reading in iter_readings(library, accession.id))
    close_library(library)


def test_reading_what_is_not_stored_is_our_bug(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    with pytest.raises(BugError):
        put_readings(
            library, accession.id, [Reading("sha256:00", (), ())], stage=STAGE, clock=CLOCK
        )
    close_library(library)


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    heap = {**HEAP, "not.txt": b"A review.", "kept.mobi": b"mobi", "box.zip": b"zip"}
    library, accession = make_library(tmp_path, HEAP)
    put_originals(
        library,
        accession.id,
        [make_arrival(path, data) for path, data in heap.items()],
        clock=CLOCK,
    )
    put_refusal(library, accession.id, "fifo", "not a plain file", clock=CLOCK)
    (late,) = put_originals(library, accession.id, [make_arrival("late.txt", b"l")], clock=CLOCK)
    review = make_work("not.txt", b"A review.", kind="not-story")
    inner = Member("in.txt", digest_of(b"inner"), 5, "text/plain", "read")
    readings = [
        Reading(digest_of(b"A review."), (Member("", None, 9, "text/plain", "read"),), (review,)),
        Reading(
            digest_of(b"mobi"), (Member("", None, 4, "x/mobi", "unreadable", "no reader yet"),), ()
        ),
        Reading(digest_of(b"zip"), (inner, Member("../x", None, 1, "", "refused", "bomb")), ()),
    ]
    put_readings(library, accession.id, readings, stage=STAGE, clock=CLOCK)
    store_drafts(library, accession.id, [review])
    account = account_of(library, accession.id)
    assert [(line.path, line.member, line.outcome) for line in account.lines] == [
        ("a.txt", None, "story"),
        ("b.txt", None, "story"),
        ("box.zip", None, "container"),
        ("box.zip", "in.txt", "not-story"),
        ("box.zip", "../x", "refused"),
        ("c.txt", None, "duplicate"),
        ("fifo", None, "refused"),
        ("kept.mobi", None, "unreadable"),
        (late.path, None, "unread"),
        ("not.txt", None, "not-story"),
    ]
    assert account.files == 8
    assert account.works == {"not-story": 1, "story": 2}
    assert sum(account.counts.values()) == len(account.lines)
    assert account.bytes == sum(map(len, heap.values())) + 1
    close_library(library)


def test_undoing_takes_out_only_what_no_other_accession_holds(tmp_path: Path) -> None:
    library, first = make_library(tmp_path, HEAP)
    end_accession(library, first.id, clock=CLOCK)
    second = _add(library, {"other/a.txt": b"The hound.", "d.txt": b"Only here."}, "two")
    plan = plan_undo(library, first.id)
    assert plan.originals == ("accession-0001/b.txt",)
    assert plan.kept == ("accession-0001/a.txt",)
    assert undo_accession(library, first.id, clock=CLOCK) == plan
    assert [original.name for original in iter_originals(library)] == [
        "accession-0001/a.txt",
        "accession-0002/d.txt",
    ]
    assert {work.sources[0].digest for _id, work in iter_works(library)} == {
        digest_of(b"The hound."),
        digest_of(b"Only here."),
    }
    assert get_accession(library, first.id).state == "undone"
    assert account_of(library, first.id).files == 0
    lines = account_of(library, second).lines
    assert [(line.path, line.outcome) for line in lines] == [
        ("d.txt", "story"),
        ("other/a.txt", "story"),
    ]
    assert _damage(library) == []
    with pytest.raises(UserError, match="undone already"):
        plan_undo(library, first.id)
    close_library(library)


def test_undoing_every_accession_leaves_an_empty_whole_library(tmp_path: Path) -> None:
    library, first = make_library(tmp_path, HEAP)
    second = _add(library, HEAP, "two")
    for number in (first.id, second):
        undo_accession(library, number, clock=CLOCK)
    assert list(iter_originals(library)) == []
    assert list(iter_works(library)) == []
    assert library.connection.execute("SELECT count(*) FROM sqlar").fetchone() == (0,)
    assert _damage(library) == []
    assert [event.name for event in iter_events(library)][-2:] == ["deaccession"] * 2
    close_library(library)


def test_undoing_keeps_peoples_words_in_the_history(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    work_id, _work = next(iter_works(library))
    correct(library, work_id, "title", "Mine")
    assert plan_undo(library, accession.id).curated == 1
    undo_accession(library, accession.id, clock=CLOCK)
    (event,) = iter_events(library, accession=accession.id, after=last_event_id(library) - 1)
    assert event.detail["curated"][work_id][0]["value"] == "Mine"
    close_library(library)


def test_a_work_whose_second_half_goes_is_taken_apart_and_its_rest_waits(tmp_path: Path) -> None:
    library, first = make_library(tmp_path, {"one.txt": b"Part one."})
    end_accession(library, first.id, clock=CLOCK)
    second = begin_accession(library, "two", options={}, tool="t", clock=CLOCK)
    put_originals(library, second.id, [make_arrival("two.txt", b"Part two.")], clock=CLOCK)
    both = make_work("one.txt", b"Part one.")
    both = type(both)(
        sources=both.sources + make_work("two.txt", b"Part two.").sources,
        kind="story",
        reason="",
        blocks=both.blocks,
        claims=both.claims,
    )
    store_drafts(library, second.id, [both])
    undo_accession(library, second.id, clock=CLOCK)
    assert list(iter_works(library)) == []
    findings = check_library(library, index_stamp=None)
    assert [(finding.code, finding.damaged) for finding in findings] == [("library.unread", "")]
    close_library(library)


def test_identifiers_come_back_when_what_was_undone_is_added_again(tmp_path: Path) -> None:
    library, first = make_library(tmp_path, HEAP)
    before = [work_id for work_id, _work in iter_works(library)]
    undo_accession(library, first.id, clock=CLOCK)
    second = _add(library, HEAP, "heap")
    assert second == first.id + 1
    assert [work_id for work_id, _work in iter_works(library)] == before
    close_library(library)


@pytest.mark.parametrize("sql", ["DELETE FROM event", "UPDATE event SET at = 'never'"])
def test_events_can_be_neither_changed_nor_removed(tmp_path: Path, sql: str) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    with pytest.raises(apsw.ConstraintError, match="events are never"):
        library.connection.execute(sql)
    close_library(library)


def test_events_are_numbered_without_gaps_even_after_a_failure(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    with pytest.raises(BugError, match="PREMIS"):
        put_event(library, "party", clock=CLOCK)
    with pytest.raises(BugError):
        store_drafts(library, accession.id, [make_work("zzz.txt", b"unknown bytes")])
    last = put_event(library, "fixity check", clock=CLOCK, detail={"found": 0})
    assert [event.id for event in iter_events(library)] == list(range(1, last + 1))
    assert last_event_id(library) == last
    close_library(library)


def test_events_can_be_asked_for_by_what_they_concern(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    digest = digest_of(b"The moor.")
    names = [event.name for event in iter_events(library, digest=digest)]
    assert names == ["message digest calculation", "ingestion", "metadata extraction"]
    everything = list(iter_events(library, accession=accession.id))
    assert list(iter_events(library, accession=accession.id, after=3)) == everything[3:]
    close_library(library)
