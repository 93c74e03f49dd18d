"""Rating model: what a library learns from its own headers about how its texts are rated.

A proportional-odds model: one weight for each feature and one cut between neighbouring
ratings. Features are the rates of content and hashed words; a model holds no word of a story.
Pure: which works, and where the model is kept, `fonds.app.training` knows.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from math import log1p, sqrt
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import msgspec
from msgspec import Struct

from fonds.describe.content_rates import ContentFound, fold_letters
from fonds.describe.content_words import CONTENTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Floats = NDArray[np.float64]
    _Ints = NDArray[np.int64]

FOLDS = 5
_HASHED = 4_096
"""Places for hashed words: some share one, which costs little; 64 MB for 4,000 works."""

_SAMPLE = 100_000
"""Code points taken from the beginning, the middle and the end of a text."""

_WORD_WORTH = 6.0
"""Length of the vector of hashed words, beside rates of content that have a spread of one:
thousands of words together then say about as much as the twenty-five rates do."""

_DECAY = 2.0
"""How dear weights are, in works: with forty works the model stays near a constant, with
thousands it follows the words. By hand, on generated libraries."""

_STEPS = 240
_PACE = 0.06
_LEAST_AUTHORS = 10
_MOST_BY_ONE = 0.4
_TAIL = 0.1
"""The plausible range leaves a tenth of the probability out at each end."""


class Scores(Struct, frozen=True):
    """How well ratings were told, on works that were not learnt from.

    Attributes:
        exact: share of works whose stated rating was given.
        near: share within one step of it.
        distance: steps off, on average.
    """

    exact: float
    near: float
    distance: float


class Trial(Struct, frozen=True):
    """A model beside what needs none, on the same works.

    Attributes:
        model: cross-validated.
        by_hand: the judgement that Fonds comes with.
        constant: always the middle rating of what was learnt from.
        by_author: whether all works of an author were held out together.
        is_better: whether the model is nearer than both others, by more than chance would
            give: the steps it saves are more than the root of the works on which they differ.
    """

    model: Scores
    by_hand: Scores
    constant: Scores
    by_author: bool
    is_better: bool


class RatingModel(Struct, frozen=True):
    """A model that was trained.

    Attributes:
        steps: r >= 2 ratings that it knows, as steps from General (0) to Explicit (3), ascending.
        cuts: r - 1, ascending.
        centre: of each of the 25 rates.
        spread: likewise.
        weights: 25 + 4,096 floats of four bytes, the lowest byte first.
        works: how many it was trained on.
        trial: how well it did.
    """

    steps: tuple[int, ...]
    cuts: tuple[float, ...]
    centre: tuple[float, ...]
    spread: tuple[float, ...]
    weights: bytes
    works: int
    trial: Trial


class Features(NamedTuple):
    """What a model looks at.

    Attributes:
        rates: 25 of them: whole and peak of each kind of content, and the length.
        words: place to weight of hashed words; their squares add up to one.
    """

    rates: tuple[float, ...]
    words: dict[int, float]


class Example(NamedTuple):
    """A work to learn from.

    Attributes:
        features: of its text.
        step: of its rating, 0 to 3.
        by_hand: the step that Fonds would suggest without a model.
        author: whoever wrote it; works of nobody known have each a value of their own.
    """

    features: Features
    step: int
    by_hand: int
    author: Hashable


def list_features(found: ContentFound, text: str) -> Features:
    """List what a model looks at in a text.

    Args:
        found: content of the text.
        text: n code points; at most 300,000 are looked at for words.

    Returns:
        Its features.

    Cost: O(n), some five million code points a second.
    """
    rates = []
    for kind in CONTENTS:
        rate = found.rates.get(kind)
        rates += [log1p(rate.whole), log1p(rate.peak)] if rate is not None else [0.0, 0.0]
    rates.append(log1p(found.words))
    return Features(tuple(rates), _hash_words(text))


def _hash_words(text: str) -> dict[int, float]:
    if len(text) > 3 * _SAMPLE:
        middle = len(text) // 2
        parts = text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]
        text = " ".join(parts)
    counts: Counter[int] = Counter()
    for word, count in Counter(fold_letters(text).split()).items():
        counts[crc32(word.encode("utf-8")) % _HASHED] += count
    weights = {place: sqrt(count) for place, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {place: weight / length for place, weight in weights.items()}


def predict_rating(model: RatingModel, features: Features) -> tuple[int, float, int, int]:
    """Predict a rating.

    Args:
        model: as trained.
        features: of a text.

    Returns:
        The step of the rating, its probability, and the lowest and highest plausible step.

    Cost: O(features), under a millisecond.
    """
    import numpy as np

    weights = np.frombuffer(model.weights, dtype="<f4").astype(np.float64)
    row = _make_row(features, np.array(model.centre), np.array(model.spread))
    below = [_sigmoid_one(cut - float(row @ weights)) for cut in model.cuts] + [1.0]
    at = _find_middle(below)
    share = below[at] - (below[at - 1] if at else 0.0)
    lowest = next(k for k, one in enumerate(below) if one >= _TAIL or k == at)
    highest = next(k for k, one in enumerate(below) if one >= 1 - _TAIL and k >= at)
    steps = model.steps
    return steps[at], round(share, 2), steps[min(lowest, at)], steps[highest]


def _find_middle(below: Sequence[float]) -> int:
    """The median: the rating from which one is the fewest steps off on average."""
    return next(k for k, one in enumerate(below) if one >= 0.5)


def _sigmoid_one(value: float) -> float:
    import numpy as np

    return float(1 / (1 + np.exp(-np.clip(value, -40, 40))))


def _make_row(features: Features, centre: "_Floats", spread: "_Floats") -> "_Floats":
    import numpy as np

    row = np.zeros(len(features.rates) + _HASHED)
    row[: len(features.rates)] = (np.array(features.rates) - centre) / spread
    for place, weight in features.words.items():
        row[len(features.rates) + place] = _WORD_WORTH * weight
    return row


def train_rating_model(
    examples: Sequence[Example], progress: Callable[[int, int], None]
) -> RatingModel:
    """Train a model on n works, and try it on each work as one that was not learnt from.

    Args:
        examples: n works of r >= 2 ratings; each rating on at least two works.
        progress: told (done, 6): five trials and the model itself.

    Returns:
        The model with how well it did in its trial; whether it is worth keeping, the trial
        says.

    Cost: O(n · features), a minute for 4,000 works; memory likewise, 130 MB.
    """
    import numpy as np

    folds, by_author = split_examples(examples)
    steps = tuple(sorted({one.step for one in examples}))
    labels = np.array([steps.index(one.step) for one in examples])
    guesses = np.zeros(len(examples), dtype=np.int64)
    constants = np.zeros(len(examples), dtype=np.int64)
    for fold in range(FOLDS):
        progress(fold, FOLDS + 1)
        held = np.array([one == fold for one in folds])
        if not held.any() or held.all():
            continue
        learnt = [one for one, out in zip(examples, held, strict=True) if not out]
        fitted = _fit(learnt, labels[~held], len(steps))
        asked = [one for one, out in zip(examples, held, strict=True) if out]
        guesses[held] = [_guess(fitted, one.features) for one in asked]
        constants[held] = int(np.median(labels[~held]))
    progress(FOLDS, FOLDS + 1)
    trial = compare_guesses(
        [one.step for one in examples],
        [steps[k] for k in guesses],
        [one.by_hand for one in examples],
        [steps[k] for k in constants],
        by_author=by_author,
    )
    whole = _fit(examples, labels, len(steps))
    progress(FOLDS + 1, FOLDS + 1)
    return RatingModel(
        steps=steps,
        cuts=tuple(map(float, whole.cuts)),
        centre=tuple(map(float, whole.centre)),
        spread=tuple(map(float, whole.spread)),
        weights=whole.weights.astype("<f4").tobytes(),
        works=len(examples),
        trial=trial,
    )


def compare_guesses(
    told: Sequence[int],
    model: Sequence[int],
    by_hand: Sequence[int],
    constant: Sequence[int],
    *,
    by_author: bool,
) -> Trial:
    """Compare three ways to guess the same n ratings.

    Example:
        >>> trial = compare_guesses([0, 1] * 9, [0, 1] * 9, [1, 1] * 9, [0] * 18, by_author=False)
        >>> trial.is_better
        True
    """
    better = True
    for other in (by_hand, constant):
        saved = [
            abs(theirs - step) - abs(ours - step)
            for step, ours, theirs in zip(told, model, other, strict=True)
        ]
        better &= sum(saved) > sqrt(sum(one * one for one in saved))
    return Trial(score(model, told), score(by_hand, told), score(constant, told), by_author, better)


def score(guessed: Sequence[int], told: Sequence[int]) -> Scores:
    """Score n guesses of steps.

    Example:
        >>> score([0, 1, 3], [0, 2, 1])
        Scores(exact=0.333, near=0.667, distance=1.0)
    """
    off = [abs(one - other) for one, other in zip(guessed, told, strict=True)]
    number = max(1, len(off))
    return Scores(
        exact=round(sum(one == 0 for one in off) / number, 3),
        near=round(sum(one <= 1 for one in off) / number, 3),
        distance=round(sum(off) / number, 3),
    )


def split_examples(examples: Sequence[Example]) -> tuple[list[int], bool]:
    """Split works into five folds of about one size and mixture of ratings.

    What one author writes is rated alike and sounds alike; where there are ten authors or
    more and none has two fifths of the works, no author is in two folds.

    Args:
        examples: n works.

    Returns:
        The fold of each, and whether authors were kept together.

    Cost: O(n log n).
    """
    authors = Counter(one.author for one in examples)
    largest = max(authors.values(), default=0)
    by_author = len(authors) >= _LEAST_AUTHORS and largest <= _MOST_BY_ONE * len(examples)
    if not by_author:
        folds = [0] * len(examples)
        order = sorted(range(len(examples)), key=lambda k: (examples[k].step, k))
        for turn, number in enumerate(order):
            folds[number] = turn % FOLDS
        return folds, False
    sizes = [0] * FOLDS
    home: dict[Hashable, int] = {}
    for author, count in authors.most_common():
        home[author] = sizes.index(min(sizes))
        sizes[home[author]] += count
    return [home[one.author] for one in examples], True


class _Fitted(NamedTuple):
    weights: "_Floats"
    cuts: "_Floats"
    centre: "_Floats"
    spread: "_Floats"


def _guess(fitted: _Fitted, features: Features) -> int:
    at = float(_make_row(features, fitted.centre, fitted.spread) @ fitted.weights)
    return _find_middle([*(_sigmoid_one(float(cut) - at) for cut in fitted.cuts), 1.0])


def _fit(examples: Sequence[Example], labels: "_Ints", ratings: int) -> _Fitted:
    """Fit weights and cuts by gradient descent with Adam's pace; the same each time."""
    import numpy as np

    rates = np.array([one.features.rates for one in examples])
    centre, spread = rates.mean(axis=0), rates.std(axis=0)
    spread[spread < 1e-6] = 1.0
    rows = np.array([_make_row(one.features, centre, spread) for one in examples], dtype=np.float32)
    width = rows.shape[1]
    # Weights, the first cut, and the logarithms of the gaps between cuts.
    here = np.concatenate([np.zeros(width), [_first_cut(labels)], np.zeros(ratings - 2)])
    speed, power = np.zeros_like(here), np.zeros_like(here)
    for step in range(1, _STEPS + 1):
        slope = _slope(rows, labels, here, width)
        speed = 0.9 * speed + 0.1 * slope
        power = 0.99 * power + 0.01 * slope * slope
        pace = _PACE * (1 - step / (_STEPS + 1))
        ease = np.sqrt(power / (1 - 0.99**step)) + 1e-8
        here -= pace * (speed / (1 - 0.9**step)) / ease
    return _Fitted(here[:width], _cuts_of(here[width:]), centre, spread)


def _first_cut(labels: "_Ints") -> float:
    import numpy as np

    share = float(np.clip((labels == 0).mean(), 0.02, 0.98))
    return float(np.log(share / (1 - share)))


def _cuts_of(free: "_Floats") -> "_Floats":
    import numpy as np

    cuts: _Floats = free[0] + np.concatenate([[0.0], np.cumsum(np.exp(free[1:]))])
    return cuts


def _slope(rows: "NDArray[np.float32]", labels: "_Ints", here: "_Floats", width: int) -> "_Floats":
    """The slope of the negative log-likelihood for a work, with its price of weights."""
    import numpy as np

    number = len(labels)
    cuts = _cuts_of(here[width:])
    at = (rows @ here[:width].astype(np.float32)).astype(np.float64)
    edges = np.concatenate([[-np.inf], cuts, [np.inf]])
    upper = 1 / (1 + np.exp(-np.clip(edges[labels + 1] - at, -40, 40)))
    lower = 1 / (1 + np.exp(-np.clip(edges[labels] - at, -40, 40)))
    share = np.maximum(upper - lower, 1e-9)
    rise, fall = upper * (1 - upper) / share, lower * (1 - lower) / share
    by_at = (rise - fall) / number
    # What each cut is moved by: the works below it and the works above it.
    by_cut = np.array(
        [(fall[labels == k + 1].sum() - rise[labels == k].sum()) / number for k in range(len(cuts))]
    )
    gaps = np.exp(here[width + 1 :])
    later = np.cumsum(by_cut[::-1])[::-1]
    by_free = np.concatenate([[later[0]], later[1:] * gaps])
    by_weight = rows.T @ by_at.astype(np.float32) + _DECAY / number * here[:width]
    slope: _Floats = np.concatenate([by_weight, by_free])
    return slope


def encode_model(model: RatingModel) -> bytes:
    """Write a model as JSON; the same model gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(model), indent=1)


def decode_model(data: bytes) -> RatingModel | None:
    """Read a model back; None when the bytes are no model that can be used.

    Cost: O(bytes), about 30 kB.
    """
    try:
        model = msgspec.json.decode(data, type=RatingModel)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    rates = 2 * len(CONTENTS) + 1
    fits = (
        len(model.steps) >= 2
        and len(model.cuts) == len(model.steps) - 1
        and list(model.cuts) == sorted(model.cuts)
        and all(0 <= step <= 3 for step in model.steps)
        and len(model.centre) == len(model.spread) == rates
        and all(model.spread)
        and len(model.weights) == 4 * (rates + _HASHED)
    )
    return model if fits else None
