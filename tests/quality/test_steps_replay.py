"""Law 2: how the bytes became characters can be replayed to the code point, for every format."""

from pathlib import Path

from fonds.decode.decode import decode_bytes
from fonds.decode.replay import replay
from fonds.model.work import Leaf
from fonds.parse.formats import read_manuscript, render_chars
from tests.quality.test_no_word_is_lost import SAMPLES, iter_leaves
from tests.shared_data import find_shared


def replay_leaf(leaf: Leaf) -> tuple[str, str]:
    """The text as read, and as its steps alone make it again."""
    text = read_manuscript(leaf.media_type, leaf.data, decode_bytes).text
    rendered = [step for step in text.steps if step.kind == "render"]
    if rendered:
        return text.chars, render_chars(rendered[-1].name, leaf.data, decode_bytes)
    return text.chars, replay(leaf.data, text.steps)


def check_heap(folder: Path) -> None:
    kinds: dict[str, int] = {}
    for leaf in iter_leaves(folder):
        read, again = replay_leaf(leaf)
        if read:
            kinds[leaf.media_type] = kinds.get(leaf.media_type, 0) + 1
            assert again == read, f"{leaf.path} {leaf.member or ''}"
    print(f"{sum(kinds.values())} cases ran: {kinds}")
    assert kinds


def test_the_steps_of_every_sample_replay() -> None:
    check_heap(SAMPLES)


def test_the_steps_of_a_real_heap_replay() -> None:
    check_heap(find_shared("heaps", "startrek", "files"))
