"""Telling: speech told from narration, and words found again where they stood."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.describe.telling import blank_speech, quote_place, tell
from fonds.model.block import Block
from fonds.model.work import Leaf, Work
from fonds.packs.load import load_packs
from tests.factories import make_blocks

SPEECH = [
    ("“Come!” said Ozma.", "said Ozma."),
    ('"Come," said she, "and sit." He sat.', "said she, He sat."),
    ("«Viens», dit-elle.", ", dit-elle."),
    ("„Komm“, sagte sie.", ", sagte sie."),
    ("‘Come,’ said Ozma. ‘It’s only Jim’s cat.’", "said Ozma."),
    ("– Come, said Ozma.\n\n– No, said Tip.\n\nHe sat.", "He sat."),
    ('"I told the man that I\n\nshould die." She sat.', "She sat."),
    ('"It goes on,\n\n"and on," said he.', "said he."),
]


@pytest.mark.parametrize(("text", "narration"), SPEECH)
def test_speech_is_blanked_and_places_stay(text: str, narration: str) -> None:
    blank = blank_speech(text)
    assert len(blank) == len(text)
    assert " ".join(blank.split()) == narration


@given(st.text(alphabet="ab \n\"'“”‘’«»–-", max_size=60))
def test_blanking_keeps_every_place(text: str) -> None:
    blank = blank_speech(text)
    assert len(blank) == len(text)
    assert all(now in (was, " ") for was, now in zip(text, blank, strict=True))


def test_letters_thoughts_and_scripts_are_not_the_narrators_voice() -> None:
    prose = "She broke the seal and read it twice, and then she put it in the fire. " * 3
    blocks = make_blocks(
        prose, "My dear Lizzy,", "I am well, and I sleep.", "Yours ever, Jane", prose
    )
    assert "I am well" not in tell(blocks).voice
    assert "broke the seal" in tell(blocks).voice
    assert "I must" not in tell(make_blocks(prose, f"*I must go*, she thought. {prose}")).voice


def test_words_are_quoted_as_the_source_has_them() -> None:
    source = "Holmes\nsat down.  Watson\n*stood*."
    block = Block("paragraph", "Holmes sat down. Watson stood.", 0, len(source))
    work = Work((), "story", "", (block,), texts=(source,))
    telling = tell(work.blocks)
    place = telling.text.index("Watson")
    found = quote_place(work, telling, place, place + len("Watson stood"))
    assert found is not None
    assert found.quote == source[found.start : found.end] == "Watson\n*stood"
    assert quote_place(Work((), "story", "", (block,)), telling, 0, 6) is None


@cache
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


TEXT = (
    "Title: The Tar\nAuthor: Ida Quill\n\n"
    + "“Come,   Watson,” said Holmes.\nWatson    came. Holmes kissed\nMrs. Hudson on the cheek, "
    "and Watson blushed for\nthem both; he had never seen _that_ before.\n\n" * 4
)


@given(st.integers(60, len(TEXT)), st.sampled_from(["\n", "\r\n"]))
def test_every_quoted_word_stands_in_the_source(size: int, newline: str) -> None:
    leaf = Leaf("a.txt", None, TEXT[:size].replace("\n", newline).encode(), "text/plain")
    for work in finish_works(read_leaf(leaf, knowledge()), knowledge()):
        for claim in work.claims:
            for each in claim.evidence:
                assert each.quote == work.texts[each.source][each.start : each.end]
