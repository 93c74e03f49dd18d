"""`fonds bench`: how often Fonds is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from fonds.app.accuracy_plot import draw_reliability, join_bins
from fonds.app.accuracy_report import (
    Change,
    Run,
    compare_runs,
    count_bins,
    load_run,
    save_run,
)
from fonds.cli.door import Door, JsonOption, WorkersOption, count_workers, get_door
from fonds.cli.json_lines import write_masked_json
from fonds.cli.scores import list_scores, say_changes, say_failures, say_scores
from fonds.cli.terminal import Terminal
from fonds.errors import UserError
from fonds.packs.load import load_packs

Half = Literal["tune", "report", "all"]

EXAMPLES = (
    "fonds bench accuracy",
    "fonds bench accuracy startrek --half tune --failures 20",
    "fonds bench accuracy samples --save before",
    "fonds bench accuracy samples --against before",
    "fonds bench accuracy --plot reliability.svg",
)

DATA_VARIABLE = "FONDS_SHARED"
_ROOT = Path(__file__).resolve().parents[3]
_RUNS = Path("var") / "accuracy"


SetsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SET",
        help="samples, startrek, ao3-generated, ao3-yaml, ao3-text. Else all.",
        show_default=False,
    ),
]
HalfOption = Annotated[
    Half, typer.Option("--half", help="Which half of each set; samples have none.")
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help=f"The shared data; else {DATA_VARIABLE}, else beside the repository.",
        show_default=False,
    ),
]
SeedOption = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        help="Of generated headers. Else each half's own.",
        show_default=False,
    ),
]
RoundsOption = Annotated[
    int, typer.Option("--rounds", min=1, max=40, metavar="N", help="Headers for each work.")
]
FailuresOption = Annotated[
    int, typer.Option("--failures", min=0, metavar="N", help="Show N failures of each field.")
]
FieldOption = Annotated[
    str | None,
    typer.Option(
        "--field", metavar="FIELD", help="Only failures of this field.", show_default=False
    ),
]
SaveOption = Annotated[Path, typer.Option("--save", metavar="FOLDER", help="Where runs are kept.")]
AgainstOption = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="PATH",
        help="Compare with a kept run or folder of runs.",
        show_default=False,
    ),
]
PlotOption = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="FILE",
        help="Draw confidence beside being right, as SVG.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a run is to do, as typed."""

    half: Half
    data: Path | None
    seed: int | None
    rounds: int
    failures: int
    field: str | None
    save: Path
    against: Path | None
    plot: Path | None
    as_json: bool
    workers: int | None


def bench(
    context: typer.Context,
    *,
    what: Annotated[
        Literal["accuracy"], typer.Argument(metavar="accuracy", help="What to measure.")
    ],
    sets: SetsArgument = None,
    half: HalfOption = "report",
    data: DataOption = None,
    seed: SeedOption = None,
    rounds: RoundsOption = 6,
    failures: FailuresOption = 0,
    field: FieldOption = None,
    save: SaveOption = _RUNS,
    against: AgainstOption = None,
    plot: PlotOption = None,
    as_json: JsonOption = False,
    workers: WorkersOption = None,
) -> int:
    """Measure how often Fonds is right.

    One table a set: for every field how often it was asked, right, wrong, missing, or said
    though nobody stated it, and how sure Fonds was; then the kinds of failure, and how far
    confidence is from the truth. What the sets are and what counts as right is told in
    docs/accuracy.md. Failures of the report half are never shown: what one has looked at,
    one has tuned on.

    A set whose data is not here is skipped; when it was named, the exit code is 2.
    """
    wish = _Wish(half, data, seed, rounds, failures, field, save, against, plot, as_json, workers)
    door = get_door(context)
    runs = _run_sets(door, wish, tuple(sets or ()))
    if plot is not None and runs:
        _draw(plot, runs)
    return 0


def _run_sets(door: Door, wish: _Wish, named: Sequence[str]) -> list[Run]:
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.accuracy_cases import Setting
    from fonds.app.accuracy_sets import SETS, find_absence

    _check_names(named, SETS)
    runs: list[Run] = []
    before = {name: _load_before(wish, name, _find_half(wish, name)) for name in named or SETS}
    for name in named or SETS:
        half = _find_half(wish, name)
        with door.terminal.watch() as progress:
            setting = Setting(
                samples=_ROOT / "samples",
                shared=_find_data(door, wish.data),
                half=half,
                packs=tuple(load_packs()),
                workers=count_workers(wish.workers),
                progress=progress,
                seed=wish.seed,
                rounds=wish.rounds,
            )
            absence = find_absence(name, setting)
            if absence is None:
                run = Run(name, half, setting.chance, tuple(SETS[name](setting)))
        if absence is not None:
            _skip(door.terminal, absence, is_named=bool(named))
            continue
        save_run(run, wish.save)
        old = before[name]
        _say(door.terminal, wish, run, () if old is None else compare_runs(old, run))
        runs.append(run)
    return runs


def _check_names(named: Sequence[str], known: Mapping[str, object]) -> None:
    for name in named:
        if name not in known:
            msg = f"there is no set {name!r}; there are {', '.join(known)}"
            raise UserError(msg)


def _skip(terminal: Terminal, absence: str, *, is_named: bool) -> None:
    if is_named:
        raise UserError(absence)
    terminal.note(absence)


def _find_data(door: Door, option: Path | None) -> Path:
    if option is not None:
        return option.expanduser()
    named = door.environment.get(DATA_VARIABLE)
    return Path(named).expanduser() if named else _ROOT.parent / "shared"


def _find_half(wish: _Wish, name: str) -> Half:
    return "all" if name == "samples" else wish.half


def _load_before(wish: _Wish, name: str, half: Half) -> Run | None:
    """Load what to compare with, before this run overwrites it."""
    if wish.against is None:
        return None
    if not wish.against.is_dir():
        return load_run(wish.against)
    path = wish.against / f"{name}-{half}.json"
    return load_run(path) if path.is_file() else None


def _say(terminal: Terminal, wish: _Wish, run: Run, changes: Sequence[Change]) -> None:
    if wish.as_json:
        scores = list_scores(run, failures=wish.failures, field=wish.field)
        write_masked_json(terminal, {**scores, "changes": changes})
        return
    say_scores(terminal, run)
    say_changes(terminal, changes)
    if wish.failures:
        say_failures(terminal, run, most=wish.failures, field=wish.field)


def _draw(path: Path, runs: Sequence[Run]) -> None:
    names = ", ".join(run.set for run in runs)
    bins = join_bins({run.set: count_bins(run.answers) for run in runs})
    picture = draw_reliability(f"How sure, and how right: {names}", bins)
    try:
        path.write_text(picture, "utf-8")
    except OSError as error:
        msg = f"the plot cannot be written: {error}"
        raise UserError(msg) from error
