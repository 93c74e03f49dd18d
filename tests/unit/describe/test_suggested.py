"""Suggested: a rating as a range with passages, by hand or as a library has learnt."""

import pytest

from fonds.describe.content_words import WORDS, Content
from fonds.describe.suggested import LEVELS, MOST_PASSAGES, find_sentence, suggest_rating
from fonds.describe.telling import Telling, tell
from tests.factories import make_blocks

CALM = (
    "Alice drank her tea and looked at the clock, which had stopped at six again.",
    "The Hatter said nothing, and the Dormouse slept on between them as it always had.",
    "Outside the garden gate a white rabbit went by, late for somebody else's supper.",
)
GRIM = (
    "The guard was stabbed by the gate, and a pool of blood spread under the torches.",
    "Robin found the miller beaten to death in the yard, his severed hand beside him.",
    "They tortured him in the tower until he screamed in pain and told them everything.",
)


def telling_of(*paragraphs: str) -> Telling:
    return tell(make_blocks(*paragraphs))


def filled(kind: Content, every: int, words: int = 1_200) -> Telling:
    """A text in which each so-many-th word is of one kind; the others say nothing."""
    listed = [word for weight, group in WORDS[kind] if weight >= 1 for word in group.split("|")]
    told = [
        listed[place // every % len(listed)] if place % every == 0 else "river"
        for place in range(words)
    ]
    return telling_of(". ".join(" ".join(told[k : k + 12]) for k in range(0, words, 12)))


def test_a_tea_party_is_for_everybody() -> None:
    suggestion = suggest_rating(telling_of(*CALM * 9))
    assert suggestion.rating == "General Audiences"
    assert suggestion.passages == ()


def test_a_torture_chamber_is_not() -> None:
    suggestion = suggest_rating(telling_of(*GRIM * 9))
    assert LEVELS.index(suggestion.rating) >= 2


def test_a_little_of_it_lies_between() -> None:
    suggestion = suggest_rating(telling_of(*CALM * 6, "The guard was stabbed and bled.", *CALM * 6))
    assert suggestion.rating == "Teen And Up Audiences"


def test_the_rating_lies_in_its_range() -> None:
    for text in (CALM * 9, GRIM * 9, (*CALM * 9, *GRIM)):
        one = suggest_rating(telling_of(*text))
        steps = [LEVELS.index(rating) for rating in (one.lowest, one.rating, one.highest)]
        assert steps == sorted(steps)


def test_passages_are_sentences_that_have_the_words() -> None:
    told = telling_of(*CALM * 9, *GRIM)
    passages = suggest_rating(told).passages
    assert 0 < len(passages) <= MOST_PASSAGES
    quoted = {told.text[passage.start : passage.end] for passage in passages}
    assert quoted <= set(GRIM)


def test_no_passage_is_given_twice() -> None:
    passages = suggest_rating(telling_of(*GRIM * 9)).passages
    assert len({passage.start for passage in passages}) == len(passages) == MOST_PASSAGES


@pytest.mark.parametrize(
    ("kind", "every", "lowest", "highest"),
    [
        ("explicit sex", 60, 3, 3),
        ("explicit sex", 1_000, 0, 2),
        ("strong language", 60, 2, 2),
        ("strong language", 400, 1, 1),
        ("graphic violence", 100, 2, 3),
        ("mild language", 60, 1, 1),
        ("death", 60, 1, 1),
        ("substance use", 60, 1, 1),
        ("violence", 60, 1, 2),
        ("self-harm", 200, 1, 2),
        ("non-consent", 200, 1, 2),
    ],
)
def test_each_kind_leads_as_far_as_it_may(
    kind: Content, every: int, lowest: int, highest: int
) -> None:
    assert lowest <= LEVELS.index(suggest_rating(filled(kind, every)).rating) <= highest


def test_more_of_a_kind_is_never_milder() -> None:
    steps = [
        LEVELS.index(suggest_rating(filled("explicit sex", every)).rating)
        for every in (1_000, 300, 100, 60, 30)
    ]
    assert steps == sorted(steps)


def test_one_thick_scene_of_a_long_story_counts() -> None:
    calm = telling_of(*CALM * 150).text
    scene = filled("explicit sex", 40, 1_000).text
    assert suggest_rating(telling_of(calm, scene, calm)).rating in LEVELS[2:]


def test_a_few_words_are_judged_with_less_confidence() -> None:
    short, long = suggest_rating(telling_of(*CALM)), suggest_rating(telling_of(*CALM * 30))
    assert short.confidence < long.confidence <= 0.9


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("It was late. He was stabbed! He fell.", "stabbed", "He was stabbed!"),
        ("“Stop!” cried Mr. Hyde. He ran.", "Hyde", "“Stop!” cried Mr. Hyde."),
        ("One\n\ntwo stabbed three\n\nfour", "stabbed", "two stabbed three"),
        ("stabbed", "stabbed", "stabbed"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, word: str, sentence: str) -> None:
    start = text.index(word)
    first, last = find_sentence(text, start, start + len(word))
    assert text[first:last] == sentence


def test_a_sentence_without_end_is_cut() -> None:
    text = "and so on " * 500
    first, last = find_sentence(text, 2_000, 2_002)
    assert last - first <= 2 * 300 + 2
