"""Laws of editions: alignment, addresses, pairs and groups, whatever they are given."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.edition_groups import Pair, Standing, group_editions
from fonds.describe.alignment import align, find_longest_chain
from fonds.describe.edition_evidence import Verdict, are_titles_alike, fold_name
from fonds.describe.sketch import Sketch, fold_words, make_sketch
from fonds.describe.sketch_pairs import find_pairs, stack_sketches
from fonds.describe.source_identity import find_source_identity
from fonds.model.block import Block

numbers = st.lists(st.integers(0, 30), max_size=60)
texts = st.text(
    alphabet=st.characters(codec=None, categories=["L", "N", "P", "Z", "M", "Cc", "Cs", "So"])
)
names = st.sampled_from([f"w{number}" for number in range(7)])
edges = st.dictionaries(
    st.tuples(names, names).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.65, 0.8, 0.95]),
    max_size=14,
)


@given(numbers, numbers)
def test_no_more_words_are_shared_than_either_body_has(one: list[int], other: list[int]) -> None:
    found = align(np.array(one, dtype=np.uint32), np.array(other, dtype=np.uint32))
    assert 0 <= found.same <= min(len(one), len(other))
    assert 0 <= found.share_of_longer <= found.share <= 1


@given(numbers, numbers)
def test_no_more_words_are_shared_than_a_longest_common_subsequence(
    one: list[int], other: list[int]
) -> None:
    lengths = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for place, b in enumerate(other, 1):
            kept = lengths[place]
            lengths[place] = before + 1 if a == b else max(lengths[place], lengths[place - 1])
            before = kept
    found = align(np.array(one, dtype=np.uint32), np.array(other, dtype=np.uint32))
    assert found.same <= lengths[-1]


@given(st.integers(40, 400), st.integers(0, 1000), st.data())
def test_a_stretch_of_a_body_is_wholly_in_it(count: int, seed: int, data: st.DataObject) -> None:
    draw = random.Random(seed)
    text = np.array([draw.randrange(10**6) for _ in range(count)], dtype=np.uint32)
    start = data.draw(st.integers(0, count - 35))
    end = data.draw(st.integers(start + 35, count))
    assert align(text, text[start:end]).same == end - start


@given(st.lists(st.integers(0, 50), max_size=40))
def test_a_chain_ascends_and_none_is_longer(values: list[int]) -> None:
    chain = find_longest_chain(values)
    kept = [values[place] for place in chain]
    assert kept == sorted(set(kept))
    assert chain == sorted(chain)
    best = [0] * len(values)
    for place, value in enumerate(values):
        best[place] = 1 + max(
            (best[before] for before in range(place) if values[before] < value), default=0
        )
    assert len(chain) == max(best, default=0)


@given(texts)
def test_any_text_is_folded_and_sketched(text: str) -> None:
    words = fold_words(text)
    assert all(word and not word.isspace() for word in words)
    sketch = make_sketch([Block("paragraph", text, 0, len(text))])
    assert sketch == make_sketch([Block("paragraph", text, 0, len(text))])
    assert len(sketch.signature) in (0, 512)


@given(st.lists(st.sampled_from(["fog", "it's", "Lamp", "ÉTÉ", "go"]), max_size=30))
def test_case_punctuation_and_space_make_no_difference(words: list[str]) -> None:
    plain = fold_words(" ".join(words))
    assert fold_words("“" + ", ".join(words).upper() + "!”") == plain
    assert fold_words("\n\n".join(words).replace("'", "’")) == plain


@given(texts)
def test_any_address_is_read_or_none(address: str) -> None:
    for one in (address, f"http://oz.example/{address}", f"http://{address}/s/1/"):
        found = find_source_identity(one)
        assert found is None or found == find_source_identity(f"  {one} ")


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 99))
def test_a_story_s_number_is_compared_whole(one: int, other: int, chapter: int) -> None:
    for pattern in ("https://www.fanfiction.net/s/{}/{}/", "http://oz.example/v.php?sid={}&c={}"):
        first = find_source_identity(pattern.format(one, chapter))
        assert (first == find_source_identity(pattern.format(other, 1))) == (one == other)


@given(texts, texts)
def test_titles_are_alike_both_ways(one: str, other: str) -> None:
    first, second = fold_name(one), fold_name(other)
    assert are_titles_alike(first, second) == are_titles_alike(second, first)
    assert are_titles_alike(first, first) == bool(first)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=25))
def test_pairs_are_ordered_and_copies_always_meet(drawn: list[tuple[int, int]]) -> None:
    sketches = [_sketch(seed, count) for seed, count in drawn]
    pairs = find_pairs(stack_sketches(sketches))
    assert pairs == sorted(set(pairs))
    assert all(a < b < len(sketches) for a, b in pairs)
    copies = {
        (a, b)
        for a in range(len(sketches))
        for b in range(a + 1, len(sketches))
        if sketches[a] == sketches[b] and sketches[a].signature
    }
    assert copies <= set(pairs)


def _sketch(seed: int, count: int) -> Sketch:
    draw = random.Random(seed)
    text = " ".join(f"w{draw.randrange(900)}" for _ in range(count))
    return make_sketch([Block("paragraph", text, 0, len(text))])


@given(edges, st.sets(st.tuples(names, names).filter(lambda pair: pair[0] < pair[1]), max_size=4))
def test_groups_are_apart_and_every_edition_is_the_best_one_s(
    drawn: dict[Pair, float], apart: set[Pair]
) -> None:
    links = {pair: Verdict("whole", share, int(share * 100), 100) for pair, share in drawn.items()}
    works = {one for pair in links for one in pair}
    standings = {one: Standing(one, 100 + int(one[1]), None, 0, 0, "", 0, 1) for one in works}
    groups = group_editions(links, standings, apart, lambda _one, _other: None)
    seen: set[str] = set()
    for group in groups:
        members = [group.best, *(member.work_id for member in group.others)]
        assert len(members) > 1
        assert not seen.intersection(members)
        seen.update(members)
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                pair = (min(one, other), max(one, other))
                assert pair not in apart
                assert group.best not in pair or pair in links
    turned = dict(reversed(links.items()))
    assert group_editions(turned, standings, apart, lambda _one, _other: None) == groups
