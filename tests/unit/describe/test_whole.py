"""The whole: words, scenes, viewpoint, kind, and the fandom that names give away."""

from functools import cache

import pytest

from fonds.describe.fandom_in_text import FandomFinder, make_fandom_finder
from fonds.describe.kind import find_kind
from fonds.describe.whole import describe_kind, describe_whole
from fonds.model.block import Block
from fonds.model.claim import find_best_claim
from fonds.packs.load import load_packs
from tests.factories import make_block, make_blocks, make_work

STORY = [
    "Holmes stood at the window while Watson poured the tea, and neither of them had "
    "spoken since noon.",
    '"It is fog," said Holmes at last. "It is only fog, Watson."',
    "Watson asked Mrs. Hudson for more muffins, and Lestrade came up the stairs behind "
    "her, dripping.",
    "Holmes looked at the boots, and smiled, and Watson knew that it was over, and was "
    "sorry for it.",
]
REVIEW = [
    "I think this episode is the best of the series so far. The writers and the "
    "director have outdone "
    "themselves, and the actors are well cast. In my opinion the plot of season 2 is "
    "weak, but viewers "
    "and fans will enjoy the script. Overall I recommend the show. Reviews of other "
    "episodes follow.",
]


@cache
def finder() -> FandomFinder:
    return make_fandom_finder(load_packs())


def kind_of(*paragraphs: str | Block, title: str | None = None, fields: int = 0) -> str:
    return find_kind(make_blocks(*paragraphs), title, fields).kind


def test_a_tale_is_a_story_and_a_review_is_none() -> None:
    assert kind_of(*STORY) == "story"
    assert kind_of(*REVIEW) == "not-story"


def test_nothing_is_no_story() -> None:
    assert kind_of() == "not-story"


def test_a_page_of_links_is_no_story() -> None:
    assert kind_of(*[f"Story {n}: http://www.example.org/{n}.htm" for n in range(9)]) == "not-story"


def test_a_chat_is_a_story() -> None:
    chat = "\n".join(
        ["<robin> where is he", "<marian> in the moat", "<robin> why", "<john> it was a push"] * 4
    )
    found = find_kind(make_blocks(make_block(chat, "chat")), None, 2)
    assert (found.kind, found.code) == ("story", "kind.chat")


def test_what_stands_in_the_header_is_no_story() -> None:
    assert find_kind(make_blocks(*STORY, place="front"), None, 4).kind == "not-story"


@pytest.mark.parametrize("paragraphs", [STORY, REVIEW, []])
def test_every_kind_has_a_reason_and_a_confidence(paragraphs: list[str]) -> None:
    found = find_kind(make_blocks(*paragraphs), None, 0)
    assert found.reason.endswith(".")
    assert 0.5 <= found.confidence <= 1.0


def test_a_guides_title_speaks_against_a_story() -> None:
    assert describe_kind(make_work(REVIEW, stated={"title": "Episode Guide"})).kind == "not-story"


def test_the_whole_says_words_and_tense_as_derived() -> None:
    claims = describe_whole(make_work(STORY), finder())
    assert {claim.basis for claim in claims} == {"derived"}
    best = find_best_claim(claims, "words")
    assert best is not None
    assert best.value == 65
    fields = {claim.field for claim in claims}
    assert {"words", "scenes", "language", "tense", "fandoms"} <= fields


def test_a_fandom_that_is_stated_is_not_guessed() -> None:
    claims = describe_whole(make_work(STORY, stated={"fandoms": ["Emma"]}), finder())
    assert find_best_claim(claims, "fandoms") is None


def test_a_page_that_is_only_a_link_says_where_the_story_is() -> None:
    work = make_work(["It has moved to http://www.example.org/tar.htm."], kind="not-story")
    best = find_best_claim(describe_whole(work, finder()), "source_url")
    assert best is not None
    assert best.value == "http://www.example.org/tar.htm"
