"""Rating model: it learns what tells ratings apart, and says when nothing does."""

import random

import msgspec
import pytest

from fonds.describe.content_rates import find_content
from fonds.describe.rating_model import (
    FOLDS,
    Example,
    RatingModel,
    compare_guesses,
    decode_model,
    encode_model,
    list_features,
    predict_rating,
    score,
    split_examples,
    train_rating_model,
)
from fonds.describe.telling import tell
from tests.factories import make_blocks
from tests.rated_stories import write_story

RATINGS = ("G", "PG-13", "R")


def example(number: int, step: int, own: str | None, *, by_hand: int = 0) -> Example:
    text = write_story(number, "G", own)
    told = tell(make_blocks(text))
    features = list_features(find_content(told), told.text)
    return Example(features, step, by_hand, f"author {number % 15}")


def train(examples: list[Example]) -> RatingModel:
    return train_rating_model(examples, lambda done, total: None)


@pytest.fixture(scope="module")
def told() -> list[Example]:
    return [example(number, number % 3, RATINGS[number % 3]) for number in range(60)]


@pytest.fixture(scope="module")
def model(told: list[Example]) -> RatingModel:
    return train(told)


def test_what_tells_ratings_apart_is_learnt(model: RatingModel) -> None:
    assert model.trial.is_better
    assert model.trial.model.exact > 0.85 > model.trial.by_hand.exact


def test_a_new_story_is_told(model: RatingModel) -> None:
    for step, own in enumerate(RATINGS):
        found, sure, lowest, highest = predict_rating(model, example(900 + step, 0, own).features)
        assert found == step
        assert lowest <= found <= highest
        assert 0.33 < sure <= 1


def test_where_nothing_tells_ratings_apart_no_model_is_better() -> None:
    chance = random.Random(7)
    examples = [example(number, chance.randrange(3), None, by_hand=1) for number in range(60)]
    assert not train(examples).trial.is_better


def test_the_same_works_give_the_same_model(told: list[Example], model: RatingModel) -> None:
    assert encode_model(train(told)) == encode_model(model)


def test_ratings_that_a_library_has_not_are_never_said() -> None:
    examples = [example(number, number % 2 * 3, "GR"[number % 2]) for number in range(40)]
    small = train(examples)
    assert small.steps == (0, 3)
    assert predict_rating(small, examples[1].features)[0] == 3
    assert len(small.cuts) == 1


def test_a_model_is_read_back_as_it_was(model: RatingModel) -> None:
    assert decode_model(encode_model(model)) == model


def test_a_model_holds_no_word_of_a_story(model: RatingModel) -> None:
    written = encode_model(model).decode()
    assert not any(word in written for word in ("geese", "Robin", "candle", "author"[:5] + " 3"))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"\xff\xfe", b"[1, 2]", b'{"steps": [0, 1]}'],
)
def test_what_is_no_model_is_none(data: bytes) -> None:
    assert decode_model(data) is None


@pytest.mark.parametrize(
    "change",
    [
        {"weights": b"1234"},
        {"cuts": (1.0,)},
        {"cuts": (2.0, 1.0)},
        {"steps": (0,), "cuts": ()},
        {"steps": (0, 1, 7)},
        {"centre": (0.0,)},
    ],
)
def test_a_model_that_contradicts_itself_is_none(
    model: RatingModel, change: dict[str, object]
) -> None:
    changed = msgspec.structs.replace(model, **change)
    assert decode_model(encode_model(changed)) is None


def test_no_author_is_in_two_folds(told: list[Example]) -> None:
    folds, by_author = split_examples(told)
    assert by_author
    homes: dict[object, set[int]] = {}
    for one, fold in zip(told, folds, strict=True):
        homes.setdefault(one.author, set()).add(fold)
    assert all(len(home) == 1 for home in homes.values())
    assert set(folds) == set(range(FOLDS))


def test_of_one_author_works_are_held_out_one_by_one(told: list[Example]) -> None:
    folds, by_author = split_examples([one._replace(author="Ida Quill") for one in told])
    assert not by_author
    sizes = [folds.count(fold) for fold in range(FOLDS)]
    assert max(sizes) - min(sizes) <= 1


def test_a_gain_that_chance_would_give_is_none() -> None:
    told = [0, 1] * 20
    nearly = [1, *told[1:]]
    hand = [1, 0, *told[2:]]
    assert not compare_guesses(told, nearly, hand, hand, by_author=False).is_better
    assert compare_guesses(told, told, [1] * 40, [0] * 40, by_author=False).is_better


def test_scores_of_nothing_are_nought() -> None:
    assert score([], []).exact == 0


def test_a_very_long_text_is_read_in_parts() -> None:
    text = "The geese came over the meadow. " * 20_000
    told = tell(make_blocks(text))
    words = list_features(find_content(told), told.text).words
    assert sum(weight * weight for weight in words.values()) == pytest.approx(1)
