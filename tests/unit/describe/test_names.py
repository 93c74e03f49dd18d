"""Names: capitals that mean somebody, told from those that only begin a sentence."""

import pytest

from fonds.describe.names import find_names
from fonds.describe.telling import tell
from tests.factories import make_blocks

CASES = [
    ("Rain fell on Ozma. Rain fell on Dorothy too, and Dorothy laughed.", {"Ozma", "Dorothy"}),
    ("Then Watson rose. When Watson rose, Holmes sat down.", {"Watson", "Holmes"}),
    ("He told Will of it. She told Will too. Will you come?", {"Will"}),
    ("Mr. Darcy bowed to Miss Bennet.", {"Mr. Darcy", "Miss Bennet"}),
    ("On Monday the French and the English went home.", set()),
    ("I’ve seen it. They’d seen it. We’re going.", set()),
    ("He saw Holmes. Watson saw him.", {"Holmes", "Watson"}),
    ("It was Holmes's pipe and Watson’s chair.", {"Holmes", "Watson"}),
    ("ISOLDE MARCHBANKS ran. Isolde Marchbanks ran again.", {"Isolde Marchbanks"}),
    ("She loved Anne de Bourgh’s bonnet.", {"Anne de Bourgh"}),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_name_is_written_so_inside_of_sentences(text: str, names: set[str]) -> None:
    assert {tally.name for tally in find_names(tell(make_blocks(text)))} == names


def test_a_tally_says_how_a_name_stands() -> None:
    text = "“Come, Watson,” said Holmes. Holmes ran. They went into Baskerville."
    found = {tally.name: tally for tally in find_names(tell(make_blocks(text)))}
    assert (found["Watson"].called, found["Watson"].narrated) == (1, 0)
    assert (found["Holmes"].spoke, found["Holmes"].acting, found["Holmes"].narrated) == (1, 2, 2)
    assert found["Baskerville"].placed == 1
    places = [text[place : place + 6] for place in found["Holmes"].places]
    assert places == ["Holmes", "Holmes"]
