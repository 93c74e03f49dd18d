"""Kind and form: what is weighed, what is said of it, and where its words stand."""

import pytest

from fonds.describe.form import find_form, find_places
from fonds.describe.kind import find_kind, make_kind_claims
from fonds.describe.kind_codes import CODES, KIND_MAKERS
from fonds.describe.kind_headings import find_heading_word
from fonds.describe.tells import read_tells
from tests.factories import make_block, make_blocks

TALE = (
    "The Woodman lifted his arm, and it shook. He looked at the rain on the window and smiled.",
    '"Is there oil?" he whispered. The girl turned, took the lamp from the table and ran.',
    "She came back with her hands black to the wrist. He could not see her face for tears.",
)
REVIEW = (
    "The plot of this film is thin, and the writers know it: every scene ends in a joke. I liked "
    "the acting, and the director has a good eye, but the ending was predictable and the dialogue "
    "disappointing. Fans of the novel will enjoy the costumes. Three stars out of five.",
)


def test_a_plot_told_first_does_not_hide_the_verdict_at_the_end() -> None:
    blocks = make_blocks(*TALE * 30, *REVIEW * 60)
    assert find_kind(blocks, None, 0).kind == "not-story"


def test_a_long_text_is_looked_at_in_three_places_only() -> None:
    tells = read_tells(make_blocks(*TALE * 2_000))
    assert len(tells.text) < 12_000
    assert tells.whole > 400_000


def test_what_was_taken_for_a_header_of_a_review_is_read_too() -> None:
    front = make_block(" ".join(REVIEW * 3), place="front")
    kind = find_kind(make_blocks(front, "See you next week."), None, 1)
    assert (kind.kind, kind.code) == ("not-story", "kind.review")


def test_a_short_tale_below_long_notes_stays_one() -> None:
    front = make_block("Thanks to my readers for their comments on the last story. " * 12)
    front = make_block(front.text, place="front")
    assert find_kind(make_blocks(front, *TALE), None, 2).kind == "story"


def test_a_story_may_have_a_heading_that_a_list_has() -> None:
    assert find_kind(make_blocks(*TALE * 4), "The List", 0).kind == "story"


@pytest.mark.parametrize("name", ["faq.txt", "INDEX", "my review.txt"])
def test_a_files_name_alone_makes_no_story_a_guide(name: str) -> None:
    assert find_kind(make_blocks(*TALE * 4), None, 0, name).kind == "story"


def test_the_heading_is_heard_before_the_words_are_counted() -> None:
    kind = find_kind(make_blocks(*REVIEW), "FAQ of the film club", 0)
    assert (kind.code, kind.reason) == ("kind.faq", "Its heading calls it what no story is: faq.")


def test_a_heading_inside_a_longer_word_is_none() -> None:
    assert find_heading_word("Preview of a Listener") is None


def test_claims_carry_the_code_and_quote_their_places() -> None:
    blocks = make_blocks(*TALE)
    text = "  ".join(TALE)
    kind, form = make_kind_claims(find_kind(blocks, None, 0), blocks)
    assert (kind.field, kind.value, kind.by) == ("kind", "story", "kind.tells/1")
    assert (form.field, form.value) == ("form", "prose")
    assert kind.evidence
    assert all(text[one.start : one.end] == one.quote for one in kind.evidence)
    assert kind.by in KIND_MAKERS


def test_what_is_no_story_has_no_form() -> None:
    blocks = make_blocks(*REVIEW)
    assert [claim.field for claim in make_kind_claims(find_kind(blocks, None, 0), blocks)] == [
        "kind"
    ]


def test_a_block_whose_text_was_changed_gives_no_places() -> None:
    block = make_block("*eyes* and hands")
    shorter = type(block)("paragraph", "eyes and hands", 0, 16)
    assert find_places(("hands",), (shorter,)) == ()
    assert find_places(("hands",), make_blocks("a shorthands hands"))[0].start == 13


def test_labels_of_a_table_are_no_speakers() -> None:
    rows = "\n".join(f"Class: {n} Oak\nOrigin: Sherwood\nHeight: {n} m" for n in range(20))
    assert find_form(read_tells(make_blocks(make_block(rows))), ()).form == "prose"


def test_codes_are_said_once() -> None:
    assert len(set(CODES)) == len(CODES)
