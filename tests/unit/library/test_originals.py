"""Originals: taken once, listed always, given back byte for byte."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import DamageError, UserError
from fonds.library.accessions import begin_accession
from fonds.library.history import iter_events
from fonds.library.opening import close_library, open_library
from fonds.library.originals import (
    Arrival,
    digest_of,
    find_original,
    iter_heap_files,
    iter_originals,
    put_originals,
    put_refusal,
    read_original,
)
from tests.library_factories import CLOCK, make_arrival, make_library

HEAP = {
    "a.txt": b"The hound bayed. " * 50,
    "sub dir/b.txt": b"Watson wrote it down. " * 20,
    "copy of a.txt": b"The hound bayed. " * 50,
    "empty.txt": b"",
    "tiny.txt": b"x",
    "../../escape.txt": b"not outside",
    "/etc/absolute.txt": b"not there either",
    "odd\udce9name.txt": b"a name that is not UTF-8",
    "nul\0name.txt": b"a name with a NUL",
    "back\\slash.txt": b"Windows would take it for a folder",
    "Case.txt": b"upper",
    "case.txt": b"lower",
    "clash": b"a file where a folder will be",
    "clash/inside.txt": b"inside",
    "n" * 300 + ".txt": b"a long name",
    "naïve/été?*.txt": b"accents and wild cards",
    "noise.bin": bytes(range(256)) * 3,
}


def test_bytes_come_back_as_they_were_given(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, HEAP)
    for data in HEAP.values():
        assert read_original(library, digest_of(data)) == data
    close_library(library)


def test_the_same_bytes_are_stored_once_and_listed_twice(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    lines = {line.path: line for line in iter_heap_files(library, accession.id)}
    assert len(lines) == len(HEAP)
    assert lines["a.txt"].outcome == "taken"
    assert lines["copy of a.txt"].outcome == "duplicate"
    assert lines["copy of a.txt"].digest == lines["a.txt"].digest
    assert "accession-0001/a.txt" in lines["copy of a.txt"].reason
    assert len(list(iter_originals(library))) == len(HEAP) - 1
    close_library(library)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_the_stock_sqlite3_shell_unpacks_every_original_byte_for_byte(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path / "library", HEAP)
    names = {original.name: original.digest for original in iter_originals(library)}
    close_library(library)
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run(
        ["sqlite3", str(tmp_path / "library" / "library.db"), "-A", "-x", "-C", str(out)],
        check=True,
        capture_output=True,
    )
    unpacked = {
        path.relative_to(out).as_posix(): digest_of(path.read_bytes())
        for path in out.rglob("*")
        if path.is_file()
    }
    assert unpacked == names
    assert all(name.startswith("accession-0001/") for name in unpacked)
    assert "accession-0001/sub dir/b.txt" in unpacked
    assert int((out / "accession-0001" / "a.txt").stat().st_mtime) == 1_000_000_000


def test_taking_in_again_what_is_recorded_changes_nothing(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, HEAP)
    before = list(iter_events(library))
    again = put_originals(
        library,
        accession.id,
        [make_arrival(path, data) for path, data in HEAP.items()],
        clock="later",
    )
    assert [line.outcome for line in again].count("duplicate") == 1
    assert list(iter_events(library)) == before
    close_library(library)


def test_a_file_that_changed_meanwhile_is_kept_in_both_states(tmp_path: Path) -> None:
    library, accession = make_library(tmp_path, {"a.txt": b"one"})
    for _ in range(2):
        (line,) = put_originals(library, accession.id, [make_arrival("a.txt", b"two")], clock=CLOCK)
        assert (line.path, line.outcome) == ("a~2.txt", "taken")
    assert read_original(library, digest_of(b"one")) == b"one"
    assert read_original(library, digest_of(b"two")) == b"two"
    close_library(library)


def test_a_batch_is_one_transaction(tmp_path: Path) -> None:
    library = open_library(tmp_path, create=True)
    accession = begin_accession(library, "heap", options={}, tool="t", clock=CLOCK)

    def broken_batch() -> Iterator[Arrival]:
        yield make_arrival("a.txt", b"one")
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        put_originals(library, accession.id, broken_batch(), clock=CLOCK)
    assert list(iter_originals(library)) == []
    assert list(iter_heap_files(library, accession.id)) == []
    close_library(library)


def test_a_refusal_is_recorded_once_and_gives_way_to_the_bytes(tmp_path: Path) -> None:
    library = open_library(tmp_path, create=True)
    accession = begin_accession(library, "heap", options={}, tool="t", clock=CLOCK)
    for _ in range(2):
        line = put_refusal(library, accession.id, "big.zip", "too deep", clock=CLOCK, size=9)
        assert (line.outcome, line.reason, line.digest) == ("refused", "too deep", None)
    assert [event.name for event in iter_events(library)] == ["ingestion start", "ingestion"]
    (taken,) = put_originals(library, accession.id, [make_arrival("big.zip", b"ok")], clock=CLOCK)
    assert (taken.path, taken.outcome) == ("big.zip", "taken")
    assert len(list(iter_heap_files(library, accession.id))) == 1
    close_library(library)


def test_an_unknown_digest_is_a_persons_mistake(tmp_path: Path) -> None:
    library, _accession = make_library(tmp_path, {})
    assert find_original(library, "sha256:00") is None
    with pytest.raises(UserError):
        read_original(library, "sha256:00")
    close_library(library)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sqlar SET data = zeroblob(length(data))",
        "UPDATE sqlar SET data = substr(data, 1, length(data) - 3)",
        "UPDATE sqlar SET data = CAST(data || x'00' AS BLOB), sz = sz + 1",
        "UPDATE sqlar SET data = NULL",
    ],
)
@pytest.mark.parametrize("data", [b"compressible " * 99, bytes(range(256))])
def test_damaged_bytes_are_never_given_out(tmp_path: Path, damage: str, data: bytes) -> None:
    library, _accession = make_library(tmp_path, {"a.txt": data})
    library.connection.execute(damage)
    with pytest.raises(DamageError, match=r"a\.txt"):
        read_original(library, digest_of(data))
    close_library(library)
