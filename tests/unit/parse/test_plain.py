"""Plain text: how lines become paragraphs, verse, letters, chats, headings and breaks."""

import pytest

from fonds.parse.plain import blocks_of_text

WRAPPED = """The fog had eaten Baker Street by four o'clock, and every lamp in the
house was lit before the tea came up. Nobody had been out since noon
but Watson, and Watson would not say where he had been, though there
was tar upon his boots."""


def read(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of_text(text, 0, len(text))]


def test_hard_wrapped_lines_flow_together() -> None:
    assert read(WRAPPED) == [("paragraph", " ".join(WRAPPED.split("\n")))]


def test_blank_lines_part_paragraphs() -> None:
    assert read("One.\n\nTwo.\n\n\n\nThree.") == [
        ("paragraph", x) for x in ("One.", "Two.", "Three.")
    ]


def test_without_wrapping_each_line_is_a_paragraph() -> None:
    lines = ["The fog came up. " * 12, '"It is fog," he said.', "He went. " * 30, "I did not."]
    assert [text for _, text in read("\n".join(lines))] == [line.strip() for line in lines]


def test_an_indented_first_line_opens_a_paragraph() -> None:
    first = (
        "     The fog had eaten Baker Street by four o'clock, and every lamp in\n"
        "the house was lit before the tea came up."
    )
    second = (
        "     Nobody had been out since noon but Watson, and he would not say\n"
        "where he had been, though there was tar upon his boots."
    )
    assert len(read(f"{first}\n{second}\n{first}\n{second}")) == 4


def test_a_speech_opens_a_paragraph_after_a_short_line() -> None:
    text = f'{WRAPPED}\n"Tar," said Holmes.\n"Tar," said I.\n{WRAPPED}'
    assert ("paragraph", '"Tar," said Holmes.') in read(text)


def test_double_spacing_is_undone() -> None:
    lines = (WRAPPED + "\n" + WRAPPED + "\n" + WRAPPED).split("\n")
    found = read("\n\n".join(lines))
    assert len(found) <= 3
    assert " ".join(text for _, text in found).split() == " ".join(lines).split()


def test_short_lines_with_capitals_are_verse() -> None:
    verse = (
        "Ten years I sailed for Ithaca,\nTen years I sailed in vain,\n"
        "And every isle I came upon\nWas Ithaca again."
    )
    assert read(f"{WRAPPED}\n\n{verse}\n\n{WRAPPED}")[1] == ("verse", verse)


def test_a_chat_keeps_its_lines() -> None:
    chat = "<robin> where is he\n<marian> in the moat\n<robin> why"
    assert read(chat) == [("chat", chat)]


def test_a_letters_greeting_stands_alone() -> None:
    assert read(f"Dear Watson,\n{WRAPPED}")[0] == ("letter", "Dear Watson,")


@pytest.mark.parametrize("line", ["* * *", "-----", "oOo", "#"])
def test_a_break_between_lines_needs_no_blank_lines(line: str) -> None:
    assert read(f"It was fog.\n{line}\nIt was rain.") == [
        ("paragraph", "It was fog."),
        ("break", line),
        ("paragraph", "It was rain."),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# The Moor", 1),
        ("### The Moor", 3),
        ("## The Moor ##", 2),
        ("The Moor\n========", 1),
        ("The Moor\n--------", 2),
    ],
)
def test_markdown_headings_are_headings(text: str, level: int) -> None:
    (block,) = blocks_of_text(text, 0, len(text))
    assert (block.kind, block.text, block.level) == ("heading", "The Moor", level)
    assert (block.start, block.end) == (0, len(text))


def test_a_rule_under_a_longer_line_is_a_break() -> None:
    assert [kind for kind, _ in read("The whole of the moor lay before us.\n-----\nTwo.")] == [
        "paragraph",
        "break",
        "paragraph",
    ]


def test_inline_marks_become_runs_over_line_ends() -> None:
    (block,) = blocks_of_text("He _would\ngo_ at once.", 0, 22)
    assert block.text == "He would go at once."
    assert [(run.start, run.end, run.style) for run in block.runs] == [(3, 11, "italic")]


def test_two_thousand_headings_on_lines_of_their_own_are_two_thousand_headings() -> None:
    assert len(read("# a\n" * 2000)) == 2000


def test_a_closed_heading_of_the_third_level_is_a_heading() -> None:
    assert read("### The Moor ###") == [("heading", "The Moor")]
