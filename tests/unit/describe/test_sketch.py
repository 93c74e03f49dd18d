import random

import pytest

from fonds.describe.sketch import (
    LEAST_SAMPLE,
    fold_words,
    hash_narrated,
    hash_shingles,
    hash_words,
    list_told,
    make_sketch,
)
from fonds.model.block import Block, BlockKind


def block(text: str, kind: BlockKind = "paragraph") -> Block:
    return Block(kind, text, 0, len(text))


def story(count: int, seed: int = 1) -> str:
    draw = random.Random(seed)
    return " ".join(f"word{draw.randrange(5000)}" for _ in range(count))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t, she said", "DON'T SHE   SAID!"),
        ("don�t go", "don't go"),
        ("don?t go", "dont go"),
        ("“Fog,” said he", '"Fog," said he'),
        ("a café — naïve", "a cafe -- naive"),
        ("soft\u00adly and zero\u200bwidth", "softly and zerowidth"),
        ("one\n\ntwo\u00a0three", "one two three"),
    ],
)
def test_the_same_words_are_folded_alike_in_every_edition(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


def test_words_of_other_scripts_are_kept() -> None:
    assert fold_words("Туман съел улицу") != fold_words("Туман забыл улицу")
    assert len(fold_words("Туман съел улицу")) == 3
    assert len(fold_words("霧が町を食べた")) == 7


def test_a_song_in_prose_is_left_out_and_a_poem_is_not() -> None:
    prose, song = block("He sang to the river all night long."), block("Oh fog", "verse")
    assert list_told([prose, song]) == (prose.text,)
    assert list_told([song]) == ("Oh fog",)


def test_headings_notes_and_frames_are_left_out() -> None:
    blocks = [
        block("Chapter 1", "heading"),
        block("Menu", "chrome"),
        block("A/N: hello", "note"),
        Block("paragraph", "Title: Fog", 0, 10, place="front"),
        block("He came."),
    ]
    assert list_told(blocks) == ("He came.",)


def test_what_is_said_is_not_narrated() -> None:
    told = [block('"Give me the lamp," said she. “No.” He left.')]
    assert hash_narrated(told).tolist() == hash_words("said she he left").tolist()


def test_shingles_depend_on_the_order_of_words() -> None:
    one, other = hash_words("a b c d e"), hash_words("b a c d e")
    assert len(hash_shingles(one)) == 2
    assert not set(hash_shingles(one).tolist()) & set(hash_shingles(other).tolist())


def test_fewer_words_than_a_shingle_have_none() -> None:
    assert len(hash_shingles(hash_words("only three words"))) == 0
    sketch = make_sketch([block("only three words")])
    assert (sketch.words, sketch.signature, sketch.sample) == (3, b"", b"")


def test_a_sketch_is_the_same_on_every_machine() -> None:
    sketch = make_sketch([block(story(300))])
    assert sketch.words == 300
    assert sketch.signature[:8].hex() == "12e93c34603ef812"
    assert sketch.sample[:8].hex() == "d3bacc01bb139c16"


def test_a_short_story_has_a_sample_too() -> None:
    assert len(make_sketch([block(story(100))]).sample) == 4 * LEAST_SAMPLE


def test_a_half_brings_samples_of_the_whole() -> None:
    text = story(4000)
    half = " ".join(text.split()[:2000])
    samples = [
        {sample[at : at + 4] for at in range(0, len(sample), 4)}
        for sample in (make_sketch([block(text)]).sample, make_sketch([block(half)]).sample)
    ]
    assert samples[1] <= samples[0]
    assert len(samples[1]) > 30


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He didn\ufffdt go.", 1),
        ("He didn?t go?", 1),
        ("â€œFogâ€\x9d", 3),
        ("cafÃ© is whole in café", 1),
        ("Is it whole? Yes.", 0),
    ],
)
def test_damaged_places_are_counted(text: str, count: int) -> None:
    assert make_sketch([block(text)]).damage == count
