"""The generator states what its gold says, always the same, and nothing else."""

import re

import pytest

from fonds.app.accuracy_match import fold_words
from fonds.app.header_generator import Facts, choose_styles, generate_header, make_plain
from fonds.app.header_styles import STYLES, Style
from fonds.app.header_words import LABELS, RATINGS
from fonds.describe.ratings import find_rating

FACTS = Facts(
    title="The Fog on the Moor",
    rating="General Audiences",
    body=(
        "The fog came up before tea, and nobody had expected it but Holmes, who said nothing "
        "at all.\n\n*It is early*, I thought -- and he nodded."
    ),
    fandoms=("Sherlock Holmes",),
    pairings=("Sherlock Holmes/John Watson",),
    characters=("Mrs. Hudson", "Toby"),
    tags=("fog", "humour"),
    summary="A ferryman is missed by nobody but Holmes, who has reasons of his own to look for "
    "him on a wet Tuesday in the middle of March, and says so.",
    notes="Written for the spring exchange.\n\nThanks to Lettie, who kept the lamp.",
    date="1999-03-14",
    series="The Poultry Papers",
    series_index=2,
)
EACH_STYLE = pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
SEEDS = range(12)


def test_there_are_thirty_styles_and_no_two_have_a_name() -> None:
    assert len({style.name for style in STYLES}) == len(STYLES) >= 30


@EACH_STYLE
def test_the_same_seed_gives_the_same_header(style: Style) -> None:
    made = [generate_header(FACTS, name="fog", seed=3, style=style) for _ in range(2)]
    assert made[0] == made[1]


@EACH_STYLE
def test_another_seed_or_name_gives_another_header(style: Style) -> None:
    texts = {generate_header(FACTS, name="fog", seed=seed, style=style).text for seed in SEEDS}
    texts |= {generate_header(FACTS, name=str(name), seed=3, style=style).text for name in SEEDS}
    assert len(texts) > 4


@EACH_STYLE
def test_every_value_of_the_gold_stands_in_the_text_word_for_word(style: Style) -> None:
    asked = 0
    for seed in SEEDS:
        made = generate_header(FACTS, name="fog", seed=seed, style=style)
        words = fold_words(_close_up(made.text))
        for field, value in made.gold.items():
            for one in _spoken(field, value):
                asked += 1
                assert fold_words(one) in words, (field, made.text)
    assert asked


@EACH_STYLE
def test_what_the_gold_leaves_out_is_not_in_the_text(style: Style) -> None:
    passages = {"summary": "ferryman", "notes": "Lettie, who kept", "series": "Poultry"}
    for seed in SEEDS:
        made = generate_header(FACTS, name="fog", seed=seed, style=style)
        for field, word in passages.items():
            assert (made.gold.get(field) is None) == (word not in " ".join(made.text.split()))


@EACH_STYLE
def test_title_and_author_are_always_stated_and_the_story_is_whole(style: Style) -> None:
    for seed in SEEDS:
        made = generate_header(FACTS, name="fog", seed=seed, style=style)
        assert made.gold["title"] == FACTS.title
        assert made.gold["author"]
        assert fold_words(FACTS.body) in fold_words(made.text)


def test_headers_are_wrapped_where_their_style_says() -> None:
    for style in STYLES:
        made = generate_header(FACTS, name="fog", seed=1, style=style)
        if style.wrap and style.body != "whole":
            assert max(map(len, made.text.splitlines())) <= 76, style.name


def test_every_informal_rating_means_what_the_gold_says() -> None:
    plain = [(stated, meant) for meant, words in RATINGS.items() for stated in words]
    wrong = [one for one in plain if find_rating(one[0].split(" ")[0])[0] not in (one[1], None)]
    assert wrong in ([], [("PG-13ish (language)", "Teen And Up Audiences")]), wrong


def test_styles_of_a_story_are_different_and_chosen_for_ever() -> None:
    chosen = choose_styles("fog", 17, 6)
    assert len({style.name for style in chosen}) == 6
    assert chosen == choose_styles("fog", 17, 6) != choose_styles("fog", 18, 6)


def test_every_field_with_a_label_has_several_spellings() -> None:
    assert all(len(set(words)) == len(words) >= 3 for words in LABELS.values())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("a [moor](http://moor.example) \\-\\- *grey*", "a moor -- *grey*"),
        ("![lamp](http://l.example/a.png)dark", "dark"),
        ("### i\\.\n\n\n\nFog.", "i.\n\nFog."),
        ("one   \ntwo", "one\ntwo"),
    ],
)
def test_markdown_becomes_what_one_would_type(typed: str, plain: str) -> None:
    assert make_plain(typed) == plain


def _close_up(text: str) -> str:
    """Join a letter-spaced line: "T H E   F O G" is "THE FOG"."""
    spaced = re.compile(r"^(?:\S )+\S(?:   (?:\S )+\S|   \S)*$", re.MULTILINE)
    return spaced.sub(
        lambda match: " ".join(word.replace(" ", "") for word in match.group().split("   ")), text
    )


def _spoken(field: str, value: object) -> list[str]:
    if value is None or field in ("rating", "date"):  # said in another scale, another form
        return []
    if field == "rating_stated" and isinstance(value, list):
        return value[:1]
    if isinstance(value, dict):
        return [value["title"]]
    return list(value) if isinstance(value, list) else [str(value)]
