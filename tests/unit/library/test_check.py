"""Check: whole libraries pass, and every kind of damage is named."""

from pathlib import Path

import pytest

from fonds.library import check
from fonds.library.accessions import end_accession
from fonds.library.check import check_library
from fonds.library.history import last_event_id
from fonds.library.opening import Library, close_library
from tests.library_factories import CLOCK, make_library

HEAP = {"a.txt": b"The hound bayed. " * 30, "b.txt": b"The moor.", "c.txt": b"The moor."}


def _whole(folder: Path) -> Library:
    library, accession = make_library(folder, HEAP)
    end_accession(library, accession.id, clock=CLOCK)
    return library


def test_a_whole_library_has_no_finding(tmp_path: Path) -> None:
    library = _whole(tmp_path)
    assert check_library(library, index_stamp=last_event_id(library)) == ()
    close_library(library)


def test_progress_is_told_from_nothing_to_everything(tmp_path: Path) -> None:
    library = _whole(tmp_path)
    seen: list[tuple[int, int]] = []
    check_library(library, index_stamp=None, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    close_library(library)


def test_an_unfinished_accession_is_a_note_and_no_damage(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    findings = check_library(library, index_stamp=None)
    assert [(finding.code, finding.damaged) for finding in findings] == [(check.UNFINISHED, "")]
    close_library(library)


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        (
            "UPDATE sqlar SET data = zeroblob(length(data)) WHERE name LIKE '%b.txt'",
            {check.ORIGINAL_BYTES},
        ),
        ("DELETE FROM sqlar WHERE name LIKE '%b.txt'", {check.FOREIGN_KEY, check.ORIGINAL_BYTES}),
        ("INSERT INTO sqlar VALUES ('stray', 0, 0, 0, x'')", {check.STRAY_BYTES}),
        ("DELETE FROM heap_file WHERE path = 'a.txt'", {check.ACCOUNT}),
        ("DELETE FROM member", {check.ACCOUNT}),
        ("UPDATE original SET read_by = NULL", set()),
        ("DELETE FROM claim", {check.WORK_CLAIMS}),
        ("DELETE FROM entry", {check.WORK_ENTRY}),
        ("UPDATE entry SET line = x'00'", {check.WORK_ENTRY}),
        ("UPDATE work SET draft = substr(draft, 2)", {check.WORK}),
        ("UPDATE claim SET value = '{'", {check.WORK}),
        ("DELETE FROM work_source", {check.WORK_SOURCE}),
        ("DROP TRIGGER event_is_never_removed; DELETE FROM event WHERE id = 3", {check.EVENT_GAP}),
        (
            "DROP TRIGGER event_is_never_removed;"
            "DELETE FROM event WHERE id = (SELECT max(id) FROM event)",
            {check.EVENT_GAP},
        ),
    ],
)
def test_each_kind_of_damage_is_named(tmp_path: Path, sql: str, codes: set[str]) -> None:
    library = _whole(tmp_path)
    library.connection.execute("PRAGMA foreign_keys = OFF")
    library.connection.execute(sql)
    findings = check_library(library, index_stamp=None)
    assert {finding.code for finding in findings if finding.damaged} == codes
    assert findings, "the damage left no trace at all"
    close_library(library)


def test_an_index_from_another_state_of_the_library_is_damage(tmp_path: Path) -> None:
    library = _whole(tmp_path)
    last = last_event_id(library)
    (ahead,) = check_library(library, index_stamp=last + 1)
    assert (ahead.code, ahead.damaged) == (check.INDEX_AHEAD, "index")
    (behind,) = check_library(library, index_stamp=0)
    assert (behind.code, behind.damaged) == (check.INDEX_BEHIND, "")
    close_library(library)


def test_every_code_has_its_row_in_the_documentation() -> None:
    page = Path(__file__).parents[3] / "docs" / "problems" / "library.md"
    text = page.read_text(encoding="utf-8")
    codes = [value for value in vars(check).values() if str(value).startswith("library.")]
    assert len(codes) >= 14
    assert [code for code in codes if f"| `{code}` |" not in text] == []
