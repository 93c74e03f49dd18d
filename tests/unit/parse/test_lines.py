"""Lines: places, indents, and the column a text was wrapped at."""

import pytest

from fonds.parse.lines import find_wrap_width, is_sentence_end, split_lines


def test_a_line_knows_where_its_words_stand() -> None:
    text = "x\n\n \tone two \n"
    assert [(line.start, line.end, line.indent) for line in split_lines(text, 0, len(text))] == [
        (0, 1, 0),
        (2, 2, 0),
        (5, 12, 8),
        (14, 14, 0),
    ]


def test_places_count_from_the_text_and_not_from_the_stretch() -> None:
    text = "title\n\nfog\n"
    (line,) = split_lines(text, 7, 10)
    assert text[line.start : line.end] == line.text == "fog"


@pytest.mark.parametrize(
    "text",
    ["He went.", '"Come," he said.', "No!”", "Well…", "He said:", "(gone.)", "Stop--", "*So.*"],
)
def test_these_end_a_sentence(text: str) -> None:
    assert is_sentence_end(text)


@pytest.mark.parametrize("text", ["the moor and", "Mr Holmes,", "", "a well-known", "fog)"])
def test_these_do_not_end_a_sentence(text: str) -> None:
    assert not is_sentence_end(text)


def _width(text: str) -> int | None:
    return find_wrap_width(split_lines(text, 0, len(text)))


def test_a_text_whose_lines_end_near_one_column_was_wrapped_there() -> None:
    assert _width("\n".join(["x" * 70, "x" * 68, "x" * 69, "x" * 66, "x" * 71] * 4)) in (70, 71)


def test_a_text_of_one_line_a_paragraph_was_not_wrapped() -> None:
    assert _width("\n".join(["x" * 300, "x" * 40, "x" * 700, "x" * 90, "x" * 12])) is None


def test_a_poem_was_not_wrapped() -> None:
    assert _width("\n".join(["x" * 20, "x" * 25, "x" * 18, "x" * 22])) is None


def test_nothing_was_not_wrapped() -> None:
    assert _width("\n\n") is None
