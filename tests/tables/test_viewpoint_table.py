"""Person and tense of the narration."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.describe.viewpoint import find_viewpoint

FIRST_PAST = (
    "I walked home through the fog, and my boots were wet. Holmes was there before me; he had "
    "lit my lamp. I sat down and told him what I knew, and he smiled at me.\n\n"
)
THIRD_PAST = (
    "Dorothy walked home along the road, and her shoes were wet. Ozma was there before her; she "
    "had lit the lamp. They sat down together, and Dorothy told her what she knew.\n\n"
)
THIRD_PRESENT = (
    "Robin walks home through the wood, and his boots are wet. Marian is there before him; she "
    "has lit the fire. He sits down and tells her what he knows, and she smiles at him.\n\n"
)
FIRST_PRESENT = (
    "I am late, and my boots are wet. Holmes is at the window; he looks at me and says nothing. "
    "I hang my coat where it drips, and he turns and asks me what I have seen.\n\n"
)
SECOND_PRESENT = (
    "You are late, and your boots are wet. He is at the window, and you know what he thinks. You "
    "sit down by your own fire. It is yours, you think, and you are glad of it.\n\n"
)
SPEECH = "“I am sure I was there myself,” said he. “I have my hat, I took it, I keep it.”\n\n"
OPEN_SPEECH = '"I am sure of it. I was there, I saw my brother and I knew my own hat.\n\n'
SINGLE_SPEECH = "‘I’m sure I was there; I saw my own hat,’ she said. ‘I took it, I’ve got it.’\n\n"
WRAPPED_SPEECH = '"I am sure I\nwas there myself. I took my\nhat," he said.\n\n'
GERMAN = "Er ging nach Hause, und seine Stiefel waren nass. Sie wartete schon auf ihn. "

CASES = [
    ("first person, past", FIRST_PAST * 9, "first", "past"),
    ("third person, past", THIRD_PAST * 9, "third", "past"),
    ("third person, present", THIRD_PRESENT * 9, "third", "present"),
    ("first person, present", FIRST_PRESENT * 9, "first", "present"),
    ("second person, present", SECOND_PRESENT * 9, "second", "present"),
    ("speech says nothing of the narrator", (THIRD_PAST + SPEECH) * 9, "third", "past"),
    ("nor does speech left open", (THIRD_PAST + OPEN_SPEECH) * 9, "third", "past"),
    ("nor speech in single marks", (THIRD_PAST + SINGLE_SPEECH) * 9, "third", "past"),
    ("nor hard-wrapped speech", (THIRD_PAST + WRAPPED_SPEECH) * 9, "third", "past"),
    ("told by turns", FIRST_PAST * 30 + THIRD_PAST * 30, "mixed", "past"),
    ("first past, then present", THIRD_PAST * 30 + THIRD_PRESENT * 30, "third", "mixed"),
    ("apostrophes are no speech", "I couldn't; it wasn't mine. " * 20, "first", "past"),
    ("curly apostrophes too", "I’m late and it’s mine. I am glad. " * 20, "first", "present"),
    ("too little to tell", "Fog.", None, None),
    ("nothing", "", None, None),
    ("another language", GERMAN * 9, None, None),
]


@pytest.mark.parametrize(("case", "text", "person", "tense"), CASES, ids=[c[0] for c in CASES])
def test_the_narration_tells_person_and_tense(
    case: str, text: str, person: str | None, tense: str | None
) -> None:
    found_person, found_tense, confidence = find_viewpoint(text)
    assert (found_person, found_tense) == (person, tense), case
    assert (confidence > 0) == (person is not None or tense is not None)


def test_a_longer_text_is_surer_and_costs_no_more() -> None:
    assert find_viewpoint(FIRST_PAST * 9)[2] > find_viewpoint(FIRST_PAST * 2)[2]
    text = (THIRD_PAST + SPEECH) * 5_000
    began = time.thread_time()
    for _ in range(20):
        find_viewpoint(text)
    assert (time.thread_time() - began) / 20 < 0.02  # ten times what it takes here


def test_hostile_quotation_marks_cost_little() -> None:
    began = time.thread_time()
    for text in (" 'a" * 9_000, '"' * 20_000, "‘" * 20_000, '"a\n ' * 5_000, '"' + "\n " * 9_000):
        find_viewpoint(text)
    assert time.thread_time() - began < 3.0


@given(st.text(st.characters(), max_size=200) | st.text("I he'\"’‘ \nwas", max_size=200))
@settings(max_examples=60)
def test_any_text_gives_known_values(text: str) -> None:
    person, tense, confidence = find_viewpoint(text)
    assert person in {"first", "second", "third", "mixed", None}
    assert tense in {"past", "present", "mixed", None}
    assert 0.0 <= confidence <= 1.0
