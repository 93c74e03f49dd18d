"""`fonds train`: a library learns from its own headers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fonds.cli.door import DryRunOption, JsonOption, LibraryOption, find_folder, get_door
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.library.opening import close_library, open_library

if TYPE_CHECKING:
    from fonds.app.training import Training
    from fonds.describe.rating_model import Scores

NOT_KEPT = 1

ABOUT = """Let the library learn from its own headers.

What is learnt stays in the library's folder; nothing leaves this machine."""

EXAMPLES = (
    "fonds train ratings --dry-run",
    "fonds train ratings",
)

RATINGS_EXAMPLES = (
    "fonds train ratings --dry-run",
    "fonds --library /archive/attic train ratings",
    "fonds train ratings --forget",
)


def train_ratings(
    context: typer.Context,
    *,
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove what was learnt instead.")
    ] = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Learn how this library rates its stories.

    The ratings that headers state, and those that people have set, are what is learnt from;
    at least 40 English stories of two ratings are needed. What was learnt is tried on stories
    held out of the learning, and kept only when it is plainly nearer to their ratings than
    the judgement Fonds comes with. From then on `fonds add` suggests ratings by it; a rating that
    is stated is never changed. Exit 0 when it was kept, 1 when it was not better.
    """
    # numpy takes a tenth of a second to load: other commands need not wait for it.
    from fonds.app.training import train_ratings as train

    door = get_door(context)
    opened = open_library(find_folder(door, library))
    try:
        if forget:
            return _forget(door.terminal, opened.folder, dry_run=dry_run, as_json=as_json)
        with door.terminal.watch() as progress:
            training = train(opened, dry_run=dry_run, progress=progress)
    finally:
        close_library(opened)
    if as_json:
        write_json(door.terminal, training)
    else:
        for line in describe_training(training):
            door.terminal.say(line)
    return NOT_KEPT if training.outcome == "not better" else 0


def _forget(terminal: Terminal, folder: Path, *, dry_run: bool, as_json: bool) -> int:
    from fonds.app.training import forget_ratings, has_rating_model

    was_there = has_rating_model(folder) if dry_run else forget_ratings(folder)
    if as_json:
        write_json(terminal, {"forgotten": was_there and not dry_run, "was_there": was_there})
    elif not was_there:
        terminal.say("This library has learnt nothing of ratings: there is nothing to remove.")
    elif dry_run:
        terminal.say("What this library has learnt of ratings would be removed.")
    else:
        terminal.say("Removed. `fonds add` suggests ratings by the judgement Fonds comes with.")
    return 0


def describe_training(training: "Training") -> list[str]:
    """Say how a training went, a line each for what was learnt from, the trial, the outcome."""
    trial = training.trial
    counts = ", ".join(f"{count:,} {rating}" for rating, count in training.ratings.items())
    by = f" by {count_words(training.authors, 'author')}" if training.authors else ""
    held = "whole authors" if trial.by_author else "stories"
    return [
        f"Learnt from {count_words(training.works, 'story', 'stories')}{by}: {counts}.",
        f"Tried on {held} held out of the learning, in steps between ratings:",
        f"  this library's own model      {_say_scores(trial.model)}",
        f"  the judgement Fonds has       {_say_scores(trial.by_hand)}",
        f"  always the middle rating      {_say_scores(trial.constant)}",
        _say_outcome(training),
    ]


def _say_scores(scores: "Scores") -> str:
    return (
        f"{scores.distance:.2f} off on average, {scores.exact * 100:.0f} % exact, "
        f"{scores.near * 100:.0f} % within one"
    )


def _say_outcome(training: "Training") -> str:
    if training.outcome == "kept":
        return (
            f"It is plainly nearer, and kept in {training.path}. `fonds add` suggests ratings "
            "by it from now on; `fonds train ratings --forget` removes it."
        )
    if training.outcome == "would be kept":
        return "It is plainly nearer, and would be kept. Nothing was written."
    earlier = " The one learnt before stays." if training.has_earlier else ""
    return f"It is not plainly nearer than what needs no learning, and was not kept.{earlier}"
