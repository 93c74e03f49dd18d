"""`kill -9` at any moment of `fonds add` leaves a whole library that the next run completes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fonds.errors import UserError
from fonds.library.check import check_library
from fonds.library.opening import close_library, open_library
from fonds.library.storage import read_rows

HEAP = Path(__file__).resolve().parents[2] / "samples" / "heap"
KILLS = 20

# What a library says, without when it was said and how often it was interrupted.
FACTS = {
    "works": "SELECT id, kind, stage, draft FROM work ORDER BY id",
    "sources": "SELECT * FROM work_source ORDER BY work_id, ordinal",
    "claims": "SELECT work_id, field, value, basis, confidence, by, evidence FROM claim "
    "ORDER BY work_id, field, value, by, evidence",
    "entries": "SELECT * FROM entry ORDER BY work_id",
    "originals": "SELECT digest, size, media_type, name FROM original ORDER BY digest",
    "archive": "SELECT name, sz, data FROM sqlar ORDER BY name",
    "files": "SELECT path, digest, size, outcome, reason FROM heap_file ORDER BY path",
    "members": "SELECT original, path, digest, outcome, reason FROM member "
    "ORDER BY original, ordinal",
    "accessions": "SELECT id, heap, state FROM accession ORDER BY id",
}


def start_add(library: Path) -> "subprocess.Popen[bytes]":
    run = "from fonds.cli.main import main; main()"
    command = [sys.executable, "-c", run, "--library", str(library), "add", str(HEAP)]
    return subprocess.Popen(
        [*command, "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill the run and its workers at once, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def read_facts(folder: Path) -> dict[str, list[Any]]:
    library = open_library(folder)
    try:
        return {name: read_rows(library.connection, sql) for name, sql in FACTS.items()}
    finally:
        close_library(library)


def find_damage(folder: Path) -> list[str]:
    try:
        library = open_library(folder)
    except UserError as error:
        # Killed before the first commit: a file without a table is no library yet, and
        # nothing was promised to anybody. What the next run makes of it is asked below.
        return [] if "there is no library here" in str(error) else [str(error)]
    try:
        findings = check_library(library, index_stamp=None)
        return [finding.message for finding in findings if finding.damaged]
    finally:
        close_library(library)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Any]], float]:
    folder = tmp_path_factory.mktemp("undisturbed") / "library"
    begun = time.monotonic()
    assert start_add(folder).wait(timeout=120) == 0
    return read_facts(folder), time.monotonic() - begun


@pytest.mark.slow
def test_a_killed_add_is_whole_and_the_next_run_completes_it(
    undisturbed: tuple[dict[str, list[Any]], float], tmp_path: Path
) -> None:
    facts, took_s = undisturbed
    moments = random.Random(20)
    killed = 0
    for number in range(3 * KILLS):
        folder = tmp_path / f"library-{number}"
        process = start_add(folder)
        time.sleep(moments.uniform(0.1, took_s))
        if process.poll() is not None:
            continue  # it was quicker this time: nothing was interrupted
        kill_group(process)
        assert find_damage(folder) == [], f"kill {number}"
        assert start_add(folder).wait(timeout=120) == 0, f"kill {number}"
        again = read_facts(folder)
        differing = [name for name in facts if again[name] != facts[name]]
        assert differing == [], f"kill {number}"
        killed += 1
        if killed == KILLS:
            break
    print(f"{killed} runs were killed before they ended")
    assert killed == KILLS
