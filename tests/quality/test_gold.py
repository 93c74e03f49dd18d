"""What Fonds says of the sample heap, held against what a careful reader says."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from fonds.app.accuracy import Score, score_records
from fonds.app.heap_reading import iter_works
from fonds.intake.limits import Limits
from fonds.model.record import Record
from fonds.packs.load import load_packs
from fonds.publish.record import build_record

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FLOOR = 0.99  # of all stated fields; it only rises


@pytest.fixture(scope="module")
def score() -> Score:
    works = iter_works(
        [SAMPLES / "heap"],
        packs=load_packs(),
        limits=Limits(),
        workers=0,
        progress=lambda *_: None,
    )
    top = f"{SAMPLES / 'heap'}/"
    records = [_relative(build_record(work), top) for work in works]
    lines = (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return score_records(records, gold)


def _relative(record: Record, top: str) -> Record:
    sources = tuple(
        structs.replace(source, path=source.path.removeprefix(top)) for source in record.sources
    )
    return structs.replace(record, sources=sources)


def test_stated_fields_of_the_sample_heap_are_right(score: Score) -> None:
    for field, asked in sorted(score.asked.items()):
        print(f"{field:15} {score.right.get(field, 0):3} of {asked}")
    for miss in score.misses:
        print(f"{miss.path}: {miss.field}\n    gold  {miss.gold}\n    found {miss.found}")
    print(f"{score.share:.4f} of {sum(score.asked.values())} stated fields are right")
    assert score.share >= FLOOR


def test_every_file_is_told_rightly_to_be_a_story_or_not(score: Score) -> None:
    wrong = [miss for miss in score.misses if miss.field == "kind"]
    assert len(wrong) <= 0.02 * score.asked["kind"], wrong
