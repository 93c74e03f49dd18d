"""A work as plain text."""

from fonds.model.record import Note
from fonds.publish.text import build_text
from tests.factories import make_block, make_record, make_work


def test_a_work_reads_as_labels_story_and_what_followed() -> None:
    work = make_work(
        [
            make_block("The Fog", "heading", level=2),
            make_block("It was  grey\nand wet.", runs=[(7, 12, "italic")]),
            make_block("---", "break"),
            make_block("O fog\n  O smoke", "verse"),
            make_block("Tea", "item"),
        ],
        front=["Title: Fog"],
        back=["THE END"],
        stated={"title": "Fog", "creators": ["J. Doe"], "summary": "Grey\nthings.\n\nWet ones."},
        derived={"tags": ["fog", "docks"]},
    )
    record = make_record(work, notes=[Note("front", "Hello."), Note("back", "Bye.")])
    assert build_text(work, record) == (
        "Title: Fog\nBy: J. Doe\nTags: fog, docks (?)\nWords: 13\n\n"
        "Summary: Grey things.\n\nWet ones.\n\nNote: Hello.\n\n"
        "The Fog\n\nIt was _grey_ and wet.\n\n* * *\n\nO fog\n  O smoke\n\n- Tea\n\n"
        "-- After the story --\n\nTHE END\n\n"
        "-- The header as it stood --\n\nTitle: Fog\n"
    )


def test_underscores_hug_the_words_and_never_double() -> None:
    block = make_block(
        "so very very good",
        runs=[(2, 8, "italic"), (8, 13, "thought"), (13, 13, "italic"), (3, 5, "italic")],
    )
    work = make_work([block, make_block("a b", runs=[(1, 2, "italic")])])
    text = build_text(work, make_record(work))
    assert "so _very very_ good" in text
    assert "a b" in text


def test_no_control_character_comes_through() -> None:
    work = make_work(["a\x00b\x1b[0m\ud800c"], stated={"title": "x\x07y"})
    text = build_text(work, make_record(work))
    assert "ab[0mc" in text
    assert text.startswith("Title: xy\n")
    text.encode("utf-8")
