"""A library survives kill -9 at any moment, and the next run completes it."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from fonds.library.accessions import list_accessions
from fonds.library.account import account_of
from fonds.library.check import check_library
from fonds.library.opening import Library, close_library, hold_writer, open_library
from fonds.library.originals import iter_originals, read_original
from fonds.library.works import iter_works
from tests.faults.library.adder import add

ROOT = Path(__file__).parents[3]
COUNT = 40
KILLS = 12


def _contents(library: Library) -> bytes:
    """Everything that must be equal, however often the run was interrupted."""
    originals = [
        (original.name, original.digest, read_original(library, original.digest))
        for original in iter_originals(library)
    ]
    works = list(iter_works(library))
    (accession,) = list_accessions(library)
    account = account_of(library, accession.id)
    return msgspec.json.encode((originals, works, account))


def _start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.library.adder", str(folder), str(COUNT)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """What an undisturbed run gives, and how long it takes after its first batch."""
    folder = tmp_path_factory.mktemp("undisturbed") / "library"
    process = _start(folder)
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    assert process.wait(60) == 0
    process.stdout.close()
    took = time.monotonic() - began
    library = open_library(folder)
    assert check_library(library, index_stamp=None) == ()
    contents = _contents(library)
    close_library(library)
    return contents, took


@pytest.mark.parametrize("seed", range(KILLS))
def test_after_a_kill_check_is_clean_and_the_next_run_completes_the_library(
    tmp_path: Path, undisturbed: tuple[bytes, float], seed: int
) -> None:
    wanted, took = undisturbed
    folder = tmp_path / "library"
    process = _start(folder)
    assert process.stdout is not None
    # The first seeds kill while the library is being made, the others while it is filled.
    if seed >= 3:
        process.stdout.readline()
    else:
        while not (folder / "library.db").exists():
            time.sleep(0.0005)
    time.sleep(random.Random(seed).uniform(0, took if seed >= 3 else 0.01))
    process.kill()
    process.wait(60)
    process.stdout.close()

    library = open_library(folder, create=True)
    damaged = [one for one in check_library(library, index_stamp=None) if one.damaged]
    assert damaged == []
    with hold_writer(library):
        pass  # the dead program holds the writer's place no more
    close_library(library)

    add(folder, COUNT)
    library = open_library(folder)
    assert check_library(library, index_stamp=None) == ()
    assert _contents(library) == wanted
    close_library(library)
