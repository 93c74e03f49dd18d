"""A flipped bit in an original is always found; one anywhere never makes a traceback."""

import random
from pathlib import Path

import pytest

from fonds.errors import DamageError, UserError
from fonds.library.accessions import end_accession
from fonds.library.check import ORIGINAL_BYTES, check_library
from fonds.library.opening import close_library, open_library
from tests.library_factories import CLOCK, make_library

HEAP = {
    "raw.bin": random.Random(1).randbytes(60_000),
    "text.txt": b"The hound bayed on the moor, and nobody slept. " * 90,
}


def _make(folder: Path) -> Path:
    library, accession = make_library(folder, HEAP)
    end_accession(library, accession.id, clock=CLOCK)
    close_library(library)
    return folder / "library.db"


@pytest.mark.parametrize("seed", range(8))
def test_a_flipped_bit_inside_an_original_is_found_and_named(tmp_path: Path, seed: int) -> None:
    database = _make(tmp_path)
    data = bytearray(database.read_bytes())
    # The original lies uncompressed across pages; look its middle up by its own bytes.
    inside = data.index(HEAP["raw.bin"][4_500:4_600]) + random.Random(seed).randrange(100)
    data[inside] ^= 1 << seed
    database.write_bytes(data)
    library = open_library(tmp_path)
    findings = check_library(library, index_stamp=None)
    assert [(one.code, one.damaged) for one in findings] == [
        (ORIGINAL_BYTES, "accession-0001/raw.bin")
    ]
    close_library(library)


def test_a_flipped_bit_anywhere_is_a_finding_or_one_of_our_exceptions(tmp_path: Path) -> None:
    database = _make(tmp_path)
    whole = database.read_bytes()
    chance = random.Random(7)
    found = 0
    for _ in range(60):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        database.write_bytes(data)
        try:
            library = open_library(tmp_path)
        except (DamageError, UserError):
            found += 1
            continue
        found += bool(check_library(library, index_stamp=None))
        close_library(library)
    # Free bytes in pages and plain columns may flip unseen: only originals and works carry
    # checksums. Tables that are empty are pages of free bytes, too.
    assert found >= 10
