"""Accuracy, samples: our own heap and its gold, which lists what each file states."""

import json
from typing import Any

from msgspec import structs

from fonds.app.accuracy import find_value, is_same, pair_gold
from fonds.app.accuracy_answers import Answer, Verdict
from fonds.app.accuracy_cases import Setting, iter_set_works
from fonds.app.accuracy_kinds import name_failure
from fonds.app.accuracy_match import fold_words
from fonds.model.claim import find_best_claim
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.record import build_record


def read_samples(setting: Setting) -> list[Answer]:
    """Read the sample heap and hold it against `gold.jsonl`; it has no halves.

    Cost: that of reading it.
    """
    heap = setting.samples / "heap"
    top = f"{heap}/"
    works: dict[int, Work] = {}
    records: list[Record] = []
    for work in iter_set_works([heap], setting):
        short = tuple(
            structs.replace(source, path=source.path.removeprefix(top)) for source in work.sources
        )
        records.append(build_record(structs.replace(work, sources=short)))
        works[id(records[-1])] = work
    lines = (setting.samples / "gold.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    answers: list[Answer] = []
    for line, record in pair_gold(records, gold):
        case = line["sources"][0]["path"]
        member = line["sources"][0]["member"]
        name = f"{case} › {member}" if member else case
        work_here = None if record is None else works[id(record)]
        answers += [_hold(name, work_here, record, field, line[field]) for field in line["stated"]]
    return answers


def _hold(
    case: str,
    work: Work | None,
    record: Record | None,
    field: str,
    gold: Any,  # noqa: ANN401 - any JSON value
) -> Answer:
    if work is None or record is None:
        return Answer(case, field, "missing", "no such work", None, gold, None)
    found = find_value(record, field, gold)
    best = find_best_claim(work.claims, field)
    confidence = None if best is None else best.confidence
    if is_same(field, gold, found):
        return Answer(case, field, "right", "", confidence, gold, found)
    is_said = found not in (None, "", [], ())
    verdict: Verdict = "wrong" if is_said else "missing"
    if is_said and gold in (None, "", []):
        verdict, gold = "spurious", None
    text = fold_words("\n".join(block.text for block in work.blocks))
    kind = name_failure(field, gold, found, claims=work.claims, text=text)
    return Answer(case, field, verdict, kind, confidence, gold, found)
