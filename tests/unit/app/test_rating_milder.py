"""A statement much milder than its text: a problem of the work, a question of the review."""

import msgspec
import pytest

from fonds.app.reading import Knowledge, finish_work, finish_works, make_knowledge, read_leaf
from fonds.app.review import find_doubts, see_work
from fonds.describe.content_rates import find_content
from fonds.describe.rating_model import Example, list_features, train_rating_model
from fonds.describe.suggested_claims import RATING_MILDER
from fonds.describe.telling import tell
from fonds.model.claim import find_best_claim
from fonds.model.work import Leaf, Work
from tests.factories import make_blocks, make_claim
from tests.rated_stories import write_story

GRIM = """
“Hold him,” said the sheriff. The guard was stabbed by the gate, and a pool of blood spread.

Robin found the miller beaten to death in the yard, his severed hand beside him on the straw.

They tortured Much in the tower until he screamed in pain, and told them everything he knew.

“There is no more,” said Marian. She had seen the steward disembowelled, drenched in blood.
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return make_knowledge(())


def read(rating: str, knowledge: Knowledge) -> Work:
    text = f"Title: The Tower\nAuthor: Ida Quill\nRating: {rating}\n{GRIM * 5}"
    leaf = Leaf("heap/a.txt", None, text.encode(), "text/plain")
    (work,) = finish_works(read_leaf(leaf, knowledge), knowledge)
    return work


def codes(work: Work) -> list[str]:
    return [problem.code for problem in work.problems]


def test_a_grim_text_that_is_rated_g_is_flagged_and_keeps_its_rating(knowledge: Knowledge) -> None:
    work = read("G", knowledge)
    assert codes(work) == [RATING_MILDER]
    assert work.problems[0].quote in GRIM
    best = find_best_claim(work.claims, "rating")
    assert best is not None
    assert best.value == "General Audiences"


def test_finishing_twice_flags_it_once(knowledge: Knowledge) -> None:
    work = read("G", knowledge)
    assert finish_work(work, knowledge).problems == work.problems


def test_a_problem_goes_when_its_reason_does(knowledge: Knowledge) -> None:
    flagged = read("G", knowledge)
    assert codes(finish_work(flagged, make_knowledge((), frozenset({"rating"})))) == []


@pytest.mark.parametrize("rating", ["R", "NC-17", "see inside"])
def test_one_that_says_so_is_not(knowledge: Knowledge, rating: str) -> None:
    assert codes(read(rating, knowledge)) == []


def test_the_review_asks_about_it_and_proposes_what_is_stated(knowledge: Knowledge) -> None:
    seen = see_work(read("G", knowledge), "w1")
    (doubt,) = (one for one in find_doubts(seen) if one.field == "rating")
    assert doubt.proposal is not None
    assert doubt.proposal.value == "General Audiences"
    assert doubt.others[0].value in {"Mature", "Explicit"}
    assert "reads as" in doubt.why
    assert doubt.place.quote in GRIM


def test_what_a_person_has_answered_is_not_asked_again(knowledge: Knowledge) -> None:
    seen = see_work(read("G", knowledge), "w1")
    answered = (*seen.claims, make_claim("rating", "General Audiences", "curated"))
    settled = msgspec.structs.replace(seen, claims=answered)
    assert [one for one in find_doubts(settled) if one.field == "rating"] == []


def test_what_a_library_has_learnt_is_what_suggests() -> None:
    examples = []
    for number in range(40):
        told = tell(make_blocks(write_story(number, "G", "GR"[number % 2])))
        features = list_features(find_content(told), told.text)
        examples.append(Example(features, 2 * (number % 2), 0, number))
    model = train_rating_model(examples, lambda done, total: None)
    knowledge = make_knowledge((), frozenset(), model)
    leaf = Leaf("heap/b.txt", None, write_story(99, "PG", "R").encode(), "text/plain")
    (work,) = finish_works(read_leaf(leaf, knowledge), knowledge)
    best = find_best_claim(work.claims, "suggested_rating")
    assert best is not None
    assert (best.value, best.by) == ("Mature", "rating-in-library/1")
    assert codes(work) == [RATING_MILDER]
