"""Accuracy, report: answers counted, calibrated, kept and compared."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from fonds.app.accuracy_answers import Answer
from fonds.errors import UserError

SCHEMA = "fonds.accuracy/1"

SEALED = frozenset({"report"})
"""Halves whose failures nobody looks at."""


class Tally(Struct, frozen=True):
    """A field of a set, counted.

    Attributes:
        field: of the gold.
        asked: cases whose gold says something.
        right: of these.
        wrong: of these.
        missing: of these: nothing was said.
        spurious: cases where something was said and nothing is stated.
        confidence: mean over all values that were said, or None.
        covers: share of the cases of the set of which it was asked, or said.
    """

    field: str
    asked: int
    right: int
    wrong: int
    missing: int
    spurious: int
    confidence: float | None
    covers: float = 1.0

    @property
    def share(self) -> float:
        """Right answers over those asked and those that were spurious."""
        counted = self.asked + self.spurious
        return self.right / counted if counted else 1.0


class Bin(Struct, frozen=True):
    """Values said with about the same confidence.

    Attributes:
        low: least confidence; the bin ends 0.1 above it.
        said: how many values.
        right: how many of them.
        confidence: their mean.
    """

    low: float
    said: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """Right values over all said."""
        return self.right / self.said if self.said else 0.0


class Run(Struct, frozen=True):
    """One set read once.

    Attributes:
        set: its name.
        half: which part.
        seed: of generated headers.
        answers: all.
    """

    set: str
    half: str
    seed: int
    answers: tuple[Answer, ...]


class Change(Struct, frozen=True):
    """A field then and now.

    Attributes:
        field: of the gold.
        before: share then, or None.
        after: share now, or None.
        newly_wrong: cases that were right.
        newly_right: cases that were not.
    """

    field: str
    before: float | None
    after: float | None
    newly_wrong: tuple[str, ...]
    newly_right: tuple[str, ...]


def count_fields(answers: Iterable[Answer]) -> tuple[Tally, ...]:
    """Count answers by field, in the order fields first come. Cost: O(answers)."""
    by_field: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_field[answer.field].append(answer)
    cases = {answer.text for found in by_field.values() for answer in found}
    return tuple(_count(field, found, len(cases)) for field, found in by_field.items())


def _count(field: str, answers: Sequence[Answer], cases: int) -> Tally:
    counts = Counter(answer.verdict for answer in answers)
    sure = [answer.confidence for answer in answers if answer.confidence is not None]
    return Tally(
        field=field,
        asked=counts["right"] + counts["wrong"] + counts["missing"],
        right=counts["right"],
        wrong=counts["wrong"],
        missing=counts["missing"],
        spurious=counts["spurious"],
        confidence=sum(sure) / len(sure) if sure else None,
        covers=len({one.text for one in answers if one.verdict != "silent"}) / cases,
    )


def count_kinds(answers: Iterable[Answer]) -> tuple[tuple[str, str, int], ...]:
    """Count failures as (field, kind, number), the most first."""
    counts = Counter((answer.field, answer.kind) for answer in answers if answer.kind)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((field, kind, number) for (field, kind), number in ordered)


def count_styles(answers: Iterable[Answer]) -> tuple[tuple[str, int, int], ...]:
    """Count generated headers as (style, answers, right), the worst first."""
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for answer in answers:
        if answer.style and answer.verdict != "silent":
            said[answer.style] += 1
            right[answer.style] += answer.verdict == "right"
    ordered = sorted(said, key=lambda style: (right[style] / said[style], style))
    return tuple((style, said[style], right[style]) for style in ordered)


def count_bins(answers: Iterable[Answer]) -> tuple[Bin, ...]:
    """Count said values by confidence, in ten bins; 1.0 falls in the last."""
    said: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.confidence is not None and answer.verdict not in ("missing", "silent"):
            said[min(int(answer.confidence * 10 + 1e-9), 9)].append(answer)
    return tuple(
        Bin(
            low=place / 10,
            said=len(found),
            right=sum(answer.verdict == "right" for answer in found),
            confidence=sum(answer.confidence or 0.0 for answer in found) / len(found),
        )
        for place, found in sorted(said.items())
    )


def measure_calibration_error(bins: Sequence[Bin]) -> float:
    """Measure how far confidence is from being right, on average over values: 0..1."""
    said = sum(one.said for one in bins)
    return sum(one.said * abs(one.share - one.confidence) for one in bins) / said if said else 0.0


def save_run(run: Run, folder: Path) -> Path:
    """Write a run to `<set>-<half>.json`; of the report half no words are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.set}-{run.half}.json"
    answers = [_as_json(answer, sealed=run.half in SEALED) for answer in run.answers]
    value = {
        "schema": SCHEMA,
        "set": run.set,
        "half": run.half,
        "seed": run.seed,
        "fields": [
            {**msgspec.structs.asdict(one), "share": one.share} for one in count_fields(run.answers)
        ],
        "answers": answers,
    }
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8", "replace")
    return path


def _as_json(answer: Answer, *, sealed: bool) -> dict[str, Any]:
    value = msgspec.structs.asdict(answer)
    if sealed:
        del value["gold"], value["found"]
    return value


def load_run(path: Path) -> Run:
    """Load a run that `save_run` wrote.

    Raises:
        UserError: there is no such file, or it is no saved run.
    """
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path}: no saved run of `fonds bench accuracy` ({error})"
        raise UserError(msg) from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        msg = f"{path}: no saved run of `fonds bench accuracy`"
        raise UserError(msg)
    answers = tuple(msgspec.convert(one, Answer) for one in value["answers"])
    return Run(value["set"], value["half"], value["seed"], answers)


def compare_runs(before: Run, after: Run) -> tuple[Change, ...]:
    """Compare two runs of a set, field by field. Cost: O(answers)."""
    old = {(answer.name, answer.field): answer.verdict for answer in before.answers}
    new = {(answer.name, answer.field): answer.verdict for answer in after.answers}
    shares = [
        {one.field: one.share for one in count_fields(run.answers)} for run in (before, after)
    ]
    changes = []
    for field in dict.fromkeys([*shares[1], *shares[0]]):
        both = [key for key in new if key[1] == field and key in old]
        good = ("right", "silent")
        changes.append(
            Change(
                field,
                shares[0].get(field),
                shares[1].get(field),
                tuple(key[0] for key in both if old[key] in good and new[key] not in good),
                tuple(key[0] for key in both if old[key] not in good and new[key] in good),
            )
        )
    return tuple(changes)
