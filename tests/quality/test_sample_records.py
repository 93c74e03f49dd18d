"""`fonds read --json` of the sample heap: the contract holds, and twice is the same."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAP = ROOT / "samples" / "heap"
SCHEMA = json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))


def read_heap(*, workers: int, seed: str) -> bytes:
    run = "from fonds.cli.main import main; main()"
    command = [sys.executable, "-c", run, "read", "--json", "--workers", str(workers), str(HEAP)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=300, check=False)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def printed() -> bytes:
    return read_heap(workers=0, seed="0")


@pytest.fixture(scope="module")
def records(printed: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_every_record_is_valid_by_the_published_schema(records: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    faults = [
        f"{record['sources'][0]['path']}: {error.json_path}: {error.message[:200]}"
        for record in records
        for error in validator.iter_errors(record)
    ]
    print(f"{len(records)} records")
    assert len(records) >= 45
    assert faults == []


def test_every_path_is_in_a_record(records: list[dict[str, Any]]) -> None:
    read = {source["path"] for record in records for source in record["sources"]}
    heap = {str(path) for path in HEAP.rglob("*") if path.is_file()}
    assert read == heap


def test_every_evidence_quotes_the_words_at_its_place(records: list[dict[str, Any]]) -> None:
    wrong = [
        (record["sources"][0]["path"], claim["field"])
        for record in records
        for claim in record["claims"]
        for evidence in claim["evidence"]
        if len(evidence["quote"]) != evidence["end"] - evidence["start"]
        or not 0 <= evidence["source"] < len(record["sources"])
    ]
    assert wrong == []


def test_chapters_lie_in_the_body_one_after_another(records: list[dict[str, Any]]) -> None:
    for record in records:
        end = 0
        for chapter in record["chapters"]:
            assert end <= chapter["start"] <= chapter["end"] <= len(record["body"])
            end = chapter["end"]


@pytest.mark.parametrize(("workers", "seed"), [(0, "1"), (1, "2"), (2, "3")])
def test_same_input_same_output_whatever_the_workers_and_hash_seed(
    printed: bytes, workers: int, seed: str
) -> None:
    assert read_heap(workers=workers, seed=seed) == printed
