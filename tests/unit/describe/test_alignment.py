import random
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from fonds.describe.alignment import align, find_longest_chain

Words = NDArray[np.uint32]


def write(count: int, seed: int = 1) -> Words:
    """Words as frequent as those of a language: the commonest is every tenth."""
    draw = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(8000)]
    return np.array(draw.choices(range(8000), weights, k=count), dtype=np.uint32)


def change(words: Words, share: float, seed: int = 2) -> Words:
    draw = random.Random(seed)
    places = draw.sample(range(len(words)), int(len(words) * share))
    changed = words.copy()
    changed[places] = 1_000_000
    return changed


def test_the_same_body_is_all_the_same() -> None:
    text = write(500)
    assert align(text, text.copy()).share == 1
    assert align(text, text.copy()).ends == (500, 500)


def test_single_changed_words_cost_themselves() -> None:
    text = write(3000)
    found = align(text, change(text, 0.04))
    assert found.same == 3000 - 120


def test_unlike_bodies_share_next_to_nothing() -> None:
    assert all(align(write(2000, a), write(2000, a + 50)).share < 0.05 for a in range(20))


def test_a_part_is_wholly_in_the_whole_and_says_where() -> None:
    text = write(4000)
    found = align(text, text[1000:2000])
    assert (found.same, found.starts, found.ends) == (1000, (1000, 0), (2000, 1000))
    assert (found.share, found.share_of_longer) == (1.0, 0.25)


def test_what_was_put_in_between_costs_nothing_of_the_shorter() -> None:
    text, note = write(1000), write(300, 9) + np.uint32(20_000)
    longer = np.concatenate([text[:400], note, text[400:]])
    assert align(text, longer).same >= 998


def test_paragraphs_in_another_order_count_once() -> None:
    text = write(1000)
    turned = np.concatenate([text[600:], text[:600]])
    assert 590 <= align(text, turned).same <= 620


def test_a_body_that_stands_twice_in_its_file_is_found() -> None:
    text = write(800)
    assert align(text, np.concatenate([text, text])).share > 0.99
    assert align(np.concatenate([text, text]), np.concatenate([text, text, text[:1]])).share > 0.45


@pytest.mark.parametrize("count", [0, 1, 3, 4, 10])
def test_tiny_bodies_are_no_trouble(count: int) -> None:
    text = write(count)
    assert align(text, text.copy()).same == count
    assert align(text, write(0)).same == 0
    assert align(write(0), text).share == 0


def test_two_bodies_of_half_a_million_words_take_seconds() -> None:
    text = write(500_000)
    begun = time.process_time()
    assert align(text, change(text, 0.02)).share > 0.97
    assert time.process_time() - begun < 20


def test_one_word_repeated_is_no_trouble() -> None:
    begun = time.process_time()
    found = align(np.full(100_000, 7, dtype=np.uint32), np.full(90_000, 7, dtype=np.uint32))
    assert found.same <= 90_000
    assert time.process_time() - begun < 10


def test_the_longest_chain_ascends() -> None:
    assert find_longest_chain([]) == []
    assert find_longest_chain([5, 4, 3]) == [2]
    assert find_longest_chain([1, 1, 2, 2, 3]) in ([0, 2, 4], [1, 3, 4], [1, 2, 4], [0, 3, 4])
