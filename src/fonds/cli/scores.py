"""Scores: a run of `fonds bench accuracy` on a terminal, and for machines."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from rich.text import Text

from fonds.app.accuracy_answers import Answer
from fonds.app.accuracy_report import (
    SEALED,
    Change,
    Run,
    count_bins,
    count_fields,
    count_kinds,
    count_styles,
    measure_calibration_error,
)
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line

_HEADS = ("asked", "right", "wrong", "missing", "spurious", "share", "sure", "of set")
_NAME = 24
_COLUMN = 9
_SHOWN = 300
"""Characters of a value that are shown."""

_WORST_STYLES = 12
_SEALED_WORDS = (
    "Failures of the report half are not shown: what one has looked at, one has tuned on. "
    "Use --half tune."
)


def say_scores(terminal: Terminal, run: Run) -> None:
    """Print the tables of a run."""
    cases = count_words(len({answer.text for answer in run.answers}), "case")
    terminal.say()
    terminal.say(Text(f"{run.set}, {run.half}", style=TITLE).append(f" ({cases}, seed {run.seed})"))
    terminal.say(Text("field".ljust(_NAME) + _row(_HEADS), style=QUIET))
    for one in count_fields(run.answers):
        sure = "–" if one.confidence is None else f"{one.confidence:.2f}"
        share = f"{one.share:.3f}" if one.asked + one.spurious else "–"
        counts = (one.asked, one.right, one.wrong, one.missing, one.spurious)
        row = _row((*counts, share, sure, f"{one.covers:.2f}"))
        terminal.say(one.field.ljust(_NAME) + row)
    _say_kinds(terminal, run)
    _say_styles(terminal, run)
    _say_calibration(terminal, run)


def _row(cells: Sequence[object]) -> str:
    return "".join(str(cell).rjust(_COLUMN) for cell in cells)


def _say_kinds(terminal: Terminal, run: Run) -> None:
    kinds = count_kinds(run.answers)
    if not kinds:
        terminal.say("Nothing failed.")
        return
    terminal.say(Text("kinds of failure", style=QUIET))
    for field, kind, number in kinds:
        terminal.say(f"{number:>6}  {field}: {kind}")


def _say_styles(terminal: Terminal, run: Run) -> None:
    styles = [one for one in count_styles(run.answers) if one[1] > one[2]]
    if styles:
        terminal.say(Text("styles with the most failures", style=QUIET))
    for style, said, right in styles[:_WORST_STYLES]:
        terminal.say(f"{right / said:>6.3f}  {style} ({right} of {said})")


def _say_calibration(terminal: Terminal, run: Run) -> None:
    bins = count_bins(run.answers)
    if not bins:
        return
    terminal.say(Text("said with        values    right     sure", style=QUIET))
    for one in bins:
        span = f"{one.low:.1f} to {one.low + 0.1:.1f}".ljust(14)
        terminal.say(f"{span}{one.said:>9}{one.share:>9.3f}{one.confidence:>9.3f}")
    terminal.say(f"expected calibration error {measure_calibration_error(bins):.3f}")


def say_changes(terminal: Terminal, changes: Sequence[Change]) -> None:
    """Print what is better and what is worse than in the run before."""
    if not changes:
        return
    terminal.say(Text("against the run before", style=QUIET))
    for change in changes:
        before, after = (
            "–" if share is None else f"{share:.3f}" for share in (change.before, change.after)
        )
        moved = f"{len(change.newly_right)} newly right, {len(change.newly_wrong)} newly wrong"
        terminal.say(f"{change.field.ljust(_NAME)}{before:>9} → {after}  {moved}")
        for case in change.newly_wrong:
            terminal.say(f"- {safe_line(case)}", indent=6, lead="    ")
        for case in change.newly_right:
            terminal.say(f"+ {safe_line(case)}", indent=6, lead="    ")


def say_failures(terminal: Terminal, run: Run, *, most: int, field: str | None) -> None:
    """Print failures with what was right and what was said; never of the report half."""
    if run.half in SEALED:
        terminal.note(_SEALED_WORDS)
        return
    for answer in _choose_failures(run, most, field):
        sure = "" if answer.confidence is None else f" ({answer.confidence:.2f})"
        terminal.say(f"{safe_line(answer.name)}: {answer.field}: {answer.kind}{sure}")
        terminal.say(_show(answer.gold), lead="    gold  ", indent=10)
        terminal.say(_show(answer.found), lead="    found ", indent=10)


def list_scores(run: Run, *, failures: int, field: str | None) -> dict[str, Any]:
    """List all that `say_scores` and `say_failures` print, for machines."""
    bins = count_bins(run.answers)
    is_sealed = run.half in SEALED
    shown = () if is_sealed else _choose_failures(run, failures, field)
    return {
        "set": run.set,
        "half": run.half,
        "seed": run.seed,
        "fields": [
            {**msgspec.structs.asdict(one), "share": one.share} for one in count_fields(run.answers)
        ],
        "kinds": [
            {"field": name, "kind": kind, "count": number}
            for name, kind, number in count_kinds(run.answers)
        ],
        "styles": [
            {"style": style, "said": said, "right": right}
            for style, said, right in count_styles(run.answers)
        ],
        "bins": [{**msgspec.structs.asdict(one), "share": one.share} for one in bins],
        "calibration_error": measure_calibration_error(bins),
        "failures": [msgspec.to_builtins(answer) for answer in shown],
    }


def _choose_failures(run: Run, most: int, field: str | None) -> Iterator[Answer]:
    shown: Counter[str] = Counter()
    for answer in run.answers:
        if answer.kind and field in (None, answer.field):
            shown[answer.field] += 1
            if shown[answer.field] <= most:
                yield answer


def _show(value: object) -> str:
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return safe_line(words)[:_SHOWN]
