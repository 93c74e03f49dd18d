"""Training: a library learns from its own headers how its texts are rated.

What is learnt lies in the library's folder, as `models/ratings.json`. It holds numbers and no
word of a story, and nothing of it leaves the machine.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from fonds.describe.content_rates import find_content
from fonds.describe.rating_model import (
    Example,
    RatingModel,
    Trial,
    decode_model,
    encode_model,
    list_features,
    train_rating_model,
)
from fonds.describe.suggested import LEVELS, judge_content
from fonds.describe.telling import tell
from fonds.errors import DamageError, UserError
from fonds.library.entries import iter_entries
from fonds.library.opening import Library
from fonds.library.works import get_work
from fonds.model.entry import Entry

Progress = Callable[[str, int, int], None]
"""Told (phase, done, total)."""

MODELS_NAME = "models"
RATINGS_NAME = "ratings.json"

LEAST_WORKS = 40
_LEAST_SECOND = 5
"""Works of the second most frequent rating: from fewer nothing can be learnt."""

_MOST_WORKS = 4_000
"""More cost a minute and 64 MB for each such number, and teach little."""

_LEAST_WORDS = 100

Outcome = Literal["kept", "would be kept", "not better"]


class Training(Struct, frozen=True):
    """What came of a training.

    Attributes:
        outcome: whether the model was kept.
        works: how many stories were learnt from.
        authors: of how many authors, as far as they are known.
        ratings: how many of them have each rating, the mildest first.
        trial: how well the model did, beside what needs none.
        path: where a model is kept, in the library's folder.
        has_earlier: whether one from an earlier training lies there still.
    """

    outcome: Outcome
    works: int
    authors: int
    ratings: dict[str, int]
    trial: Trial
    path: str
    has_earlier: bool


def train_ratings(library: Library, *, dry_run: bool, progress: Progress) -> Training:
    """Train a model of ratings on a library, and keep it when it is better than none.

    Labels are ratings that headers state or people have set; what Fonds only suggests teaches
    nothing. Better means fewer steps off, on stories that were not learnt from, than both the
    judgement Fonds comes with and always guessing the middle rating, by more than chance. A
    model that was kept before stays when the new one is not better than those.

    Args:
        library: open; only read.
        dry_run: write nothing.
        progress: told ("looking" or "training", done, total).

    Returns:
        How it went.

    Raises:
        UserError: fewer than forty English stories have a rating that can be learnt from, or
            they have all the same.

    Cost: reads every story with a rating once, four thousand at most; then up to a minute.
    """
    entries = _choose(list(iter_entries(library)))
    examples = []
    for done, entry in enumerate(entries):
        progress("looking", done, len(entries))
        examples.append(_make_example(library, entry))
    progress("looking", len(entries), len(entries))
    model = train_rating_model(examples, lambda done, total: progress("training", done, total))
    counts = Counter(example.step for example in examples)
    outcome: Outcome = "not better"
    if model.trial.is_better:
        outcome = "would be kept" if dry_run else "kept"
    if outcome == "kept":
        _write_model(library.folder, model)
    return Training(
        outcome=outcome,
        works=len(examples),
        authors=len({entry.creators[0].casefold() for entry in entries if entry.creators}),
        ratings={LEVELS[step]: counts[step] for step in sorted(counts)},
        trial=model.trial,
        path=f"{MODELS_NAME}/{RATINGS_NAME}",
        has_earlier=outcome != "kept" and has_rating_model(library.folder),
    )


def _choose(entries: Sequence[Entry]) -> list[Entry]:
    """The stories to learn from, in the order of their identifiers, which is no order."""
    known = [entry for entry in entries if _is_labelled(entry)]
    counts = Counter(entry.rating for entry in known)
    few = f"{len(known)} of the stories here" if known else "no story here"
    have = "has" if len(known) <= 1 else "have"
    if len(known) < LEAST_WORKS:
        raise UserError(
            f"{few} {have} a rating that can be learnt from; {LEAST_WORKS} are needed. A rating "
            "counts when the header states it plainly or a person set it, on an English story "
            f"of {_LEAST_WORDS} words or more"
        )
    second = sorted(counts.values())[-2] if len(counts) > 1 else 0
    if second < _LEAST_SECOND:
        most = counts.most_common(1)[0][0]
        raise UserError(
            f"nearly all of the {len(known)} stories with a rating are {most}; of a second "
            f"rating {_LEAST_SECOND} are needed to learn where one ends"
        )
    return sorted(known, key=lambda entry: entry.work_id)[:_MOST_WORKS]


def _is_labelled(entry: Entry) -> bool:
    return (
        entry.kind == "story"
        and entry.rating in LEVELS
        and "rating" not in entry.derived
        and "rating" not in entry.uncertain
        and (entry.language or "").partition("-")[0] == "en"
        and entry.words >= _LEAST_WORDS
    )


def _make_example(library: Library, entry: Entry) -> Example:
    telling = tell(get_work(library, entry.work_id).blocks)
    found = find_content(telling)
    return Example(
        features=list_features(found, telling.text),
        step=LEVELS.index(str(entry.rating)),
        by_hand=LEVELS.index(judge_content(telling, found).rating),
        author=entry.creators[0].casefold() if entry.creators else entry.work_id,
    )


def has_rating_model(folder: Path) -> bool:
    """Tell whether something was learnt of ratings, usable or not."""
    return (folder / MODELS_NAME / RATINGS_NAME).exists()


def read_rating_model(folder: Path) -> RatingModel | None:
    """Read what a library has learnt of ratings.

    Args:
        folder: the library's.

    Returns:
        The model; None when there is none.

    Raises:
        DamageError: there is a file, but no model that can be used.

    Cost: about a millisecond.
    """
    path = folder / MODELS_NAME / RATINGS_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamageError(f"{path}: cannot be read ({error.strerror}). {_REMEDY}") from error
    model = decode_model(data)
    if model is None:
        raise DamageError(f"{path}: is damaged or was made by another Fonds. {_REMEDY}")
    return model


_REMEDY = (
    "The library itself is whole: `fonds train ratings` makes it anew, "
    "`fonds train ratings --forget` removes it"
)


def forget_ratings(folder: Path) -> bool:
    """Remove what a library has learnt of ratings; gives whether there was anything."""
    path = folder / MODELS_NAME / RATINGS_NAME
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UserError(f"{path}: cannot be removed ({error.strerror})") from error
    return True


def _write_model(folder: Path, model: RatingModel) -> None:
    """Write beside, sync, rename: a model is there whole or not at all."""
    path = folder / MODELS_NAME / RATINGS_NAME
    part = path.with_name(f".{RATINGS_NAME}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        with part.open("wb") as stream:
            stream.write(encode_model(model))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror})") from error
