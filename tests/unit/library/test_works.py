"""Works: stored whole, found again, corrected by people for ever."""

from pathlib import Path

import msgspec
import pytest

from fonds.errors import BugError, DamageError, UserError
from fonds.library.entries import (
    count_entries,
    find_entry_by_prefix,
    get_entry,
    iter_entries,
    put_entry,
    sort_key,
)
from fonds.library.history import iter_events, last_event_id
from fonds.library.merging import merge_works
from fonds.library.opening import close_library
from fonds.library.originals import digest_of
from fonds.library.readings import Member, Reading, put_readings
from fonds.library.works import (
    WorkKey,
    derive_id,
    get_edition,
    get_work,
    iter_source_places,
    iter_works,
    mint_work_ids,
    put_works,
)
from fonds.model.claim import Claim, find_best_claim
from tests.library_factories import (
    CLOCK,
    STAGE,
    STORY,
    correct,
    make_entry,
    make_library,
    make_work,
    store_drafts,
)

HEAP = {"a.txt": STORY.encode(), "b.txt": b"A review of the hound."}


def _id_of(data: bytes) -> str:
    return "w" + derive_id(WorkKey(digest_of(data), None, 0))[:10]


def test_a_work_comes_back_as_it_was_put(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    work_id = _id_of(HEAP["a.txt"])
    assert get_work(library, work_id) == make_work("a.txt", HEAP["a.txt"])
    assert dict(iter_works(library))[work_id] == get_work(library, work_id)
    assert get_entry(library, work_id).title == "The hound bayed on t"
    close_library(library)


def test_identifiers_are_the_same_in_every_library(tmp_path: Path) -> None:
    ids = []
    for name, heap in (("one", HEAP), ("two", dict(reversed(HEAP.items())))):
        library, _accession = make_library(tmp_path / name, heap)
        ids.append(sorted(work_id for work_id, _work in iter_works(library)))
        close_library(library)
    assert ids[0] == ids[1] == sorted(_id_of(data) for data in HEAP.values())


def test_an_identifier_in_use_is_lengthened_for_another_work(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    key = WorkKey("sha256:feed", "inner.txt", 3)
    long = derive_id(key)
    library.connection.execute(
        "INSERT INTO minted VALUES (?, 'sha256:other', '', 0)", ("w" + long[:10],)
    )
    assert mint_work_ids(library, [key, key]) == ("w" + long[:11], "w" + long[:11])
    close_library(library)


def test_a_work_under_an_identifier_never_minted_is_our_bug(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    pair = (make_work("a.txt", HEAP["a.txt"]), make_entry("wsomething"))
    with pytest.raises(BugError, match="minted"):
        put_works(library, accession.id, [pair], stage=STAGE, clock=CLOCK)
    close_library(library)


def test_a_work_of_unknown_bytes_is_our_bug_and_leaves_nothing(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    before = last_event_id(library)
    with pytest.raises(BugError, match="not in the library"):
        store_drafts(library, accession.id, [make_work("c.txt", b"never stored")])
    assert last_event_id(library) == before
    close_library(library)


def test_a_persons_claim_outlives_every_re_reading(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    work_id = _id_of(HEAP["a.txt"])
    for value in ("The Hound", "The Hound, corrected"):
        correct(library, work_id, "title", value)
    store_drafts(library, accession.id, [make_work("a.txt", HEAP["a.txt"])])
    work = get_work(library, work_id)
    best = find_best_claim(work.claims, "title")
    assert best is not None
    assert best.value == "The Hound, corrected"
    assert len(work.claims) == 2
    told = [event for event in iter_events(library, work_id=work_id) if "act" in event.detail]
    assert [event.detail["value"] for event in told] == ["The Hound", "The Hound, corrected"]
    close_library(library)


def test_a_member_of_a_container_leads_to_the_original_that_holds_it(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, {"box.zip": b"pretend this is a zip"})
    container = digest_of(b"pretend this is a zip")
    inner = b"the story inside"
    members = (
        Member("one/a.txt", digest_of(inner), len(inner), "text/plain", "read"),
        Member("two/a.txt", digest_of(b"other"), 5, "text/plain", "read"),
    )
    draft = make_work("box.zip", inner, member="one/a.txt")
    put_readings(
        library,
        accession.id,
        [Reading(container, members, (draft,))],
        stage=STAGE,
        clock=CLOCK,
    )
    (work_id,) = store_drafts(library, accession.id, [draft])
    (place,) = iter_source_places(library, work_id)
    assert place.original == container
    assert (place.member, place.name) == ("one/a.txt", "accession-0001/box.zip")
    close_library(library)


def test_lone_surrogates_are_replaced_one_for_one(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    work = make_work("a.txt", HEAP["a.txt"])
    claims = (Claim("title", "\ud800x", "stated", 1.0),)
    odd = msgspec.structs.replace(work, reason="caf\udce9", claims=claims)
    work_id = _id_of(HEAP["a.txt"])
    pair = (odd, make_entry(work_id, title="\ud800x"))
    put_works(library, accession.id, [pair], stage=STAGE, clock=CLOCK)
    stored = get_work(library, work_id)
    assert stored.reason == "caf\ufffd"
    assert stored.claims[0].value == "\ufffdx"
    assert get_entry(library, work_id).title == "\ufffdx"
    close_library(library)


def test_a_merged_work_is_found_under_both_identifiers(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    old, new = _id_of(HEAP["a.txt"]), _id_of(HEAP["b.txt"])
    merge_works(library, old, new, clock=CLOCK)
    assert get_work(library, old) == get_work(library, new)
    assert get_entry(library, old).work_id == new
    assert get_edition(library, old).sources != get_edition(library, new).sources
    assert [work_id for work_id, _work in iter_works(library)] == [new]
    found = find_entry_by_prefix(library, old)
    assert found is not None
    assert found.work_id == new
    with pytest.raises(UserError):
        merge_works(library, old, new, clock=CLOCK)
    close_library(library)


def test_an_unknown_work_is_a_persons_mistake(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    for get in (get_work, get_entry):
        with pytest.raises(UserError, match="fonds list"):
            get(library, "wnothing")
    close_library(library)


def test_a_damaged_work_is_damage_and_names_itself(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    work_id = _id_of(HEAP["a.txt"])
    library.connection.execute("UPDATE work SET draft = substr(draft, 1, 20)")
    with pytest.raises(DamageError, match=work_id):
        get_work(library, work_id)
    close_library(library)


def test_entries_come_by_title_and_may_be_narrowed(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    first, second = _id_of(HEAP["a.txt"]), _id_of(HEAP["b.txt"])
    put_entry(library, make_entry(first, title="The Zebra"))
    put_entry(library, make_entry(second, title="Émeraude", kind="not-story"))
    assert [entry.title for entry in iter_entries(library)] == ["Émeraude", "The Zebra"]
    assert [entry.title for entry in iter_entries(library, kinds=("story",))] == ["The Zebra"]
    assert list(iter_entries(library, accession_id=accession.id + 1)) == []
    assert count_entries(library) == {"not-story": 1, "story": 1}
    close_library(library)


def test_a_prefix_finds_one_work_or_says_which_it_could_be(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    work_id = _id_of(HEAP["a.txt"])
    found = find_entry_by_prefix(library, work_id[:6].upper())
    assert found is not None
    assert found.work_id == work_id
    assert find_entry_by_prefix(library, "w%") is None
    assert find_entry_by_prefix(library, "") is None
    with pytest.raises(UserError, match=work_id):
        find_entry_by_prefix(library, "w")
    close_library(library)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The Hound", "hound"),
        ("A Study", "study"),
        ("An Éclair", "eclair"),
        ("A", "a"),
        ("  “Quoted”  ", "quoted"),
        ("Don't", "dont"),
        ("Theory", "theory"),
        ("", ""),
        ("!!!", ""),
    ],
)
def test_titles_are_ordered_without_articles_accents_or_marks(text: str, key: str) -> None:
    assert sort_key(text) == key
