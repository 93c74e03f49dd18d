"""An index survives kill -9: what its stamp promises is there, and it can be written again."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fonds.search.index import open_index, put_documents, read_stamp
from fonds.search.query import parse_query
from fonds.search.searching import search
from tests.faults.search.indexer import BATCH
from tests.library_factories import make_entry

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("seed", range(5))
def test_after_a_kill_the_stamp_promises_no_more_than_is_there(tmp_path: Path, seed: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.search.indexer", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.2))
    process.kill()
    process.wait(30)
    process.stdout.close()

    index = open_index(tmp_path)
    stamp = read_stamp(index)
    assert stamp >= 1
    assert search(index, parse_query("hound")).total in {stamp * BATCH, (stamp + 1) * BATCH}
    put_documents(index, [(make_entry("w00000"), "only the moor")])
    assert search(index, parse_query("moor")).total == 1
