"""Labels: the words before a value, in every dress, and the fields they mean."""

import pytest

from fonds.parse.label_words import LONG_FIELDS, VOCABULARY, WEAK_LABELS
from fonds.parse.labels import find_field, find_label, find_label_alone, iter_labels_on_line
from fonds.parse.lines import Line, split_lines

WORDS = {
    "title": ["Title", "TITLE", "story title", "Fic Title", "Titel", "titre"],
    "subtitle": ["Subtitle", "Sub-Title"],
    "author": [
        "Author",
        "AUTHOR(S)",
        "Author's Name",
        "Author’s Name",
        "Written by",
        "auther",
        "Pen Name",
        "By",
    ],
    "email": ["E-mail", "Email", "Author's E-mail", "e-mail address"],
    "rating": ["Rating", "RATED", "ratting", "Content Rating", "MPAA"],
    "pairing": [
        "Pairing",
        "PAIRING(S)",
        "Pairings",
        "Ship",
        "Characters/Pairing",
        "paring",
        "Couple",
    ],
    "characters": ["Characters", "Character(s)", "Cast", "Dramatis Personae", "charecters"],
    "fandom": ["Fandom", "Fandom(s)", "Show", "Fandom/Pairing"],
    "series": ["Series", "Part of", "Story Arc"],
    "summary": ["Summary", "SUMMERY", "Synopsis", "Précis", "In short", "Summary?"],
    "disclaimer": ["Disclaimer", "disclaimers", "Disclamer", "Legal stuff", "Usual Disclaimer"],
    "notes": ["Note", "Notes", "Author's Note", "Author’s Notes", "A/N", "PS", "Notes/Warnings"],
    "warnings": ["Warning", "Warnings", "Content Warning", "warnigns", "Triggers"],
    "spoilers": ["Spoilers", "Spoilers/Warnings", "spoliers"],
    "genre": ["Genre", "Genre(s)", "Category", "Keywords", "Slash/Het/Gen"],
    "date": ["Date", "Written", "Date Posted", "Completed on", "Published"],
    "status": ["Status", "Complete?", "Story Status"],
    "archive": ["Archive", "Archiving", "Distribution/Archive", "Permission to archive"],
    "feedback": ["Feedback", "Feed back", "C&C"],
    "beta": ["Beta", "Beta'd by", "Special thanks", "Betas"],
    "words": ["Words", "Word Count", "word-count"],
    "sender": ["Posted by", "Forwarded by", "From"],
    "pov": ["POV", "Point of view"],
    None: [
        "Dr Watson",
        "Please note",
        "Baker Street",
        "Holmes",
        "",
        "The title of the book was",
        "He said",
    ],
}


DOTTED = {"a.n.", "n.b.", "p.s.", "p.o.v."}


@pytest.mark.parametrize("word", sorted(DOTTED))
def test_an_abbreviation_with_dots_is_a_label(word: str) -> None:
    assert find_field(word.upper()) is not None


def line_of(text: str) -> Line:
    return split_lines(text, 0, len(text))[0]


@pytest.mark.parametrize(
    ("word", "field"), [(word, field) for field, words in WORDS.items() for word in words]
)
def test_a_label_means_a_field_in_any_case_and_spelling(word: str, field: str | None) -> None:
    assert find_field(word) == field


@pytest.mark.parametrize(
    "text",
    [
        "Title: Fog",
        "TITLE: Fog",
        "Title : Fog",
        "Title:: Fog",
        "Title - Fog",
        "Title -- Fog",
        "Title — Fog",
        "Title\tFog",
        "Title = Fog",
        "Title | Fog",
        "TITLE.....Fog",
        "**Title:** Fog",
        "**Title**: Fog",
        "*Title*: Fog",
        "<b>Title:</b> Fog",
        "<b>Title</b>: Fog",
        "[Title] Fog",
        "(Title) Fog",
        "{Title}: Fog",
        "> Title: Fog",
        "* Title: Fog",
        "~Title: Fog",
        "- Title: Fog",
        "TITLE    Fog",
        "Title:Fog",
    ],
)
def test_a_label_wears_many_dresses(text: str) -> None:
    label = find_label(line_of(text))
    assert label is not None
    assert (label.field, text[label.value_start :]) == ("title", "Fog")
    assert not label.weak or any(sign in text for sign in (" - ", "--", "—", "|", ")"))


@pytest.mark.parametrize(
    "text",
    [
        "Please note: no dogs",
        "Holmes: I see.",
        "For - he knew it",
        "Title",
        "The title was: Fog",
        "By - the river",
        "Name    he had none",
        "title    fog",
        "http://x.example",
        "12:30",
        ": Fog",
        "",
    ],
)
def test_a_line_with_another_word_has_no_label(text: str) -> None:
    assert find_label(line_of(text)) is None


@pytest.mark.parametrize("text", ["To: J. Watson", "From: Moran", "Note: he left", "Time: noon"])
def test_an_ordinary_word_is_a_weak_label(text: str) -> None:
    label = find_label(line_of(text))
    assert label is not None
    assert label.weak


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Summary:", "summary"),
        ("SUMMARY", "summary"),
        ("== SUMMARY ==", "summary"),
        ("**Disclaimer**", "disclaimer"),
        ("[Author's Notes]", "notes"),
        ("Notes:", "notes"),
        ("Notes", None),
        ("Fog", None),
        ("Notes.", None),
        ("The disclaimer of Mr. Holmes went on and on", None),
    ],
)
def test_a_label_may_have_a_line_to_itself(text: str, field: str | None) -> None:
    assert find_label_alone(line_of(text)) == field


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Title: Fog. Author: Ann. Rating: G", [("author", "Ann"), ("rating", "G")]),
        ("Title: Fog | Author: Ann", [("author", "Ann")]),
        ("Title: Fog! Author: Ann", [("author", "Ann")]),
        ("Rating: G  Pairing: none", [("pairing", "none")]),
        ("Title: Fog: A Story", []),
        ("Title: Fog. Nothing: here", []),
    ],
)
def test_further_labels_stand_on_one_line(text: str, found: list[tuple[str, str]]) -> None:
    labels = iter_labels_on_line(text, text.index(":") + 1)
    ends = [*(end for end, _, _ in labels), len(text)][1:]
    assert [(f, text[v:end]) for (_, v, f), end in zip(labels, ends, strict=True)] == found


def test_every_word_of_the_vocabulary_is_found_and_every_weak_one_is_in_it() -> None:
    words = {word for words in VOCABULARY.values() for word in words}
    assert all(word == word.lower() == word.strip() for word in words)
    assert not {word for word in words - DOTTED if find_field(word) is None}
    assert words >= WEAK_LABELS
    assert set(VOCABULARY) >= LONG_FIELDS
