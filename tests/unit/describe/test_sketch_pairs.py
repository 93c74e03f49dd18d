import random

from fonds.describe.sketch import Sketch, make_sketch
from fonds.describe.sketch_pairs import MOST_HOLDERS, find_pairs, stack_sketches
from fonds.model.block import Block


def sketch(words: list[str]) -> Sketch:
    text = " ".join(words)
    return make_sketch([Block("paragraph", text, 0, len(text))])


def write(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{draw.randrange(3000)}" for _ in range(count)]


def pairs_of(*texts: list[str]) -> list[tuple[int, int]]:
    return find_pairs(stack_sketches([sketch(one) for one in texts]))


def test_unlike_stories_do_not_meet() -> None:
    assert pairs_of(*(write(600, seed) for seed in range(40))) == []


def test_a_revised_story_meets_its_first_version() -> None:
    text = write(900, 1)
    revised = [word if place % 20 else "new" for place, word in enumerate(text)]
    assert pairs_of(text, write(900, 2), revised) == [(0, 2)]


def test_a_quarter_meets_the_whole() -> None:
    text = write(4000, 1)
    assert pairs_of(text, text[1000:2000]) == [(0, 1)]


def test_a_drabble_with_a_changed_word_meets_itself() -> None:
    text = write(100, 1)
    assert pairs_of(text, [*text[:50], "other", *text[51:]]) == [(0, 1)]


def test_what_everybody_shares_brings_nobody_together() -> None:
    frame = write(150, 999)
    count = MOST_HOLDERS + 10
    assert pairs_of(*(frame + write(500, seed) for seed in range(count))) == []


def test_more_copies_than_may_hold_a_sample_hang_together() -> None:
    text = write(300, 1)
    count = MOST_HOLDERS + 10
    found = pairs_of(*([text] * count))
    assert [(place, place + 1) for place in range(count - 1)] == found


def test_empty_works_meet_nobody() -> None:
    assert pairs_of([], []) == []
    assert pairs_of() == []
    assert find_pairs(stack_sketches([])) == []
