"""Damage of old archives: found where it is plain, left alone where it is not."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.describe.lexicon import is_word, iter_stems, make_lexicon
from fonds.describe.repairs import REPAIRS_MAKER, find_repairs, make_repair_claims
from fonds.describe.telling import Telling, tell
from fonds.describe.whole import WHOLE_MAKERS
from fonds.model.record import Repair
from fonds.publish.record import build_record
from tests.factories import make_work

CLEAN = (
    "The fog had come up from the river, and nobody in the house could see the lamp at the gate. "
    "She sat by the fire and thought of what the old man had told her about the boat. "
)


def find(text: str) -> list[tuple[str, str]]:
    return [(repair.before, repair.after) for repair in see(text)]


def see(text: str) -> tuple[Repair, ...]:
    return find_repairs(Telling(text, text, (0,)))


def test_a_dash_is_put_back_where_a_clause_turns() -> None:
    assert find("He looked at the doorbut nobody came in.") == [("doorbut", "door—but")]
    assert find("It was darknot the dark of a cellar.") == [("darknot", "dark—not")]


@pytest.mark.parametrize(
    "text",
    [
        "There was nothingbut fog.",  # "nothing but"
        "I hopenot, he said to her.",
        "He isnot here, and I know it.",  # a blank
        "He went inthe house, and waited therebut nobody came to theroom ofhis, andthe door.",
        "He looked at the debut of the singer.",
        "The robber wore a halibut on his head and nobody saw him.",
        "They called him Doorbut, and he came when he was called by it.",
        "Doorbut was his name. He said that doorbut had been his father.",
        "He came to the doorbut. The doorbut was shut, and nobody came to it.",
        "It was a door-but-no-wall, and he said so: a doorbut of the old days, a door-but.",
        "See www.doorbut.example/doorbut for more of what he told her.",
        "Write to doorbut@example.org, he told her, and you will be heard.",
        "She said that he had a graviton invertor, and nobody knew what it was.",
        "Er kam nach Hause; Türbut war nicht da, Handbut und Fussbut und die Bootbut.",
        "He said it now and then, hereand there, and nowand then she said it too.",
    ],
)
def test_what_may_be_a_word_or_a_lost_blank_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_who_still_has_dashes_has_lost_none() -> None:
    text = "He came--and went. She sat--and sang. " + "He looked at the doorbut nobody came in."
    assert find(text) == []


def test_one_join_in_a_long_story_is_a_slip() -> None:
    assert find(CLEAN * 200 + "He looked at the doorbut nobody came in.") == []


def test_where_many_dashes_are_lost_less_is_asked_of_each() -> None:
    lost = (
        "He looked at the doorbut nobody came in. It was darknot the dark of a cellar. "
        "She knew the handa child did. The manwhose hat it was sat down. He thoughtnever mind. "
        "They had the boatand yet they sat. The nightthe long night was past. "
    )
    found = find(CLEAN * 10 + lost)
    assert ("nightthe", "night—the") in found
    assert find("The nightthe long night was past. " + CLEAN) == []


def test_where_dashes_stand_and_no_ellipsis_does_dots_were_lost() -> None:
    lost = "He looked at the doorbut no. It was darknot bad. He thoughtnever mind. "
    kept = "He came--she saw him--and went--at last. "
    assert {repair.kind for repair in see(CLEAN + lost + kept)} == {"lost ellipsis"}
    assert ("doorbut", "door…but") in find(CLEAN + lost + kept)
    assert find(CLEAN + lost + kept + "He sat... and sang.") == []


def test_words_cut_by_a_joined_line_are_joined_where_the_whole_is_known() -> None:
    text = "He was mur- dering the Kah- lest song, and Kahlest sat there."
    assert find(text) == [("mur- dering", "murdering"), ("Kah- lest", "Kahlest")]


@pytest.mark.parametrize(
    "text",
    [
        "Two- and three-year-olds sat there; a first- or last-born child.",
        "He came to- day, and not to- morrow.",
        "He was well- known, and she was long- haired.",
        "The bri- gle was an invented beast.",
        "He sat up- no, he stood. He came in- to his joy. It was on- so she said.",
        "A-\nmen, said the choir; and the re-\nentry of the re-entry was told.",
    ],
)
def test_a_hyphen_that_may_be_meant_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_two_blanks_after_sentences_are_a_habit() -> None:
    habit = 'It was late.  The fire was out. "Go."  She went. "Yes,"  he said.'
    assert find(habit) == [('"  he', '" he')]


@pytest.mark.parametrize(
    "text",
    [
        'He held out his hand."Give it to me," he said.',
        '"I am here," said Holmes."I am always here," said Holmes.',
        '"I am here," said Holmes. He shut the door."Thank you," said Lestrade.',
        '"I am here."He left the room, said Lestrade.',
        '"I am here," said Holmes. "Thank you," said Lestrade.',
    ],
)
def test_a_paragraph_is_cut_only_between_two_who_speak(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It wasn=E2=80=99t there.", [("=E2=80=99", "’")]),
        ("He said=20\nno. It wasn=92t.", [("=20", ""), ("=92", "’")]),
        ("The letter was lam= ps and lamp.", [("lam= ps", "lamps")]),
        ("x=20 and (y)=92, or 3=20.", []),
        ("See http://example.org/?q=E9t and /find=92s; no more.", []),
        ("==20s== was a heading; =20 alone is nothing.", []),
        ("The wire had a=b and c=DEAD in it.", []),
    ],
)
def test_codes_of_mail_are_read_where_one_of_them_is_sure(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a &lt; b", [("&lt;", "<")]),
        ("&amp;amp;mdash; yes", [("&amp;amp;mdash;", "—")]),
        ("caf&eacute;", [("&eacute;", "é")]),
        ("&#8220Go&#8221", [("&#8220", "“"), ("&#8221", "”")]),
        ("&#x2019;", [("&#x2019;", "’")]),
        ("&#150;", [("&#150;", "–")]),
        ("AT&T; R&B; Marks & Co; &nosuchname; &#1;", []),
        ("see http://example.org/?a=1&quot;2 or find?a=1&lt;2", []),
    ],
)
def test_entities_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("â€œGoâ€ he said", [("â€œ", "“"), ("â€", "”")]),
        ("Ã–l, and Ã‰lise", [("Ã–", "Ö"), ("Ã‰", "É")]),
        ("A bÂ\xa0b", [("Â\xa0", " ")]),
        ("“IRMÃ” was all that stood there", []),
        ("Âge d'or, château, pâté, Ångström, SÃO", []),
    ],
)
def test_wrong_charsets_are_undone(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


def test_the_claim_lists_repairs_and_quotes_the_first() -> None:
    text = "He looked at the doorbut nobody came in. Â£4, Â£5, Â£6, Â£7, Â£8."
    work = msgspec.structs.replace(make_work([text]), texts=(text,))
    (claim,) = make_repair_claims(work, tell(work.blocks))
    assert (claim.field, claim.basis, claim.by) == ("repairs", "derived", REPAIRS_MAKER)
    assert [quoted.quote for quoted in claim.evidence] == ["doorbut", "Â£", "Â£", "Â£", "Â£"]
    record = build_record(msgspec.structs.replace(work, claims=(*work.claims, claim)))
    assert [repair.after for repair in record.repairs][:2] == ["door—but", "£"]
    assert REPAIRS_MAKER in WHOLE_MAKERS


def test_where_nothing_is_found_nothing_is_claimed() -> None:
    work = make_work([CLEAN])
    assert make_repair_claims(work, tell(work.blocks)) == ()


def test_regular_forms_of_words_are_words() -> None:
    assert all(map(is_word, ("babies", "murdering", "stopped", "making", "slowest", "happily")))
    assert not any(map(is_word, ("tective", "therebut", "gle", "")))
    assert "bury" in set(iter_stems("buries"))
    assert make_lexicon("Café, it’s L'Été").written == ["Caf", "it's", "L'", "t"]


_PIECES = st.sampled_from(
    'therebut but Holmes knewHolmes lam= ps =92 =20 =\n &amp; &#39 â€œ â€ Ã© " ” “ said - -\n '
    ". , de- tective   \n\n --".split(" ")
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=30))
def test_repairs_are_in_order_say_what_stands_there_and_keep_the_spelling(
    pieces: list[str],
) -> None:
    text = " ".join(pieces)
    at = 0
    for repair in see(text):
        assert at <= repair.start < repair.end <= len(text)
        assert text[repair.start : repair.end] == repair.before != repair.after
        if repair.kind in ("lost dash", "lost ellipsis", "doubled space", "missing break"):
            assert list(filter(str.isalnum, repair.before)) == list(
                filter(str.isalnum, repair.after)
            )
        at = repair.end
