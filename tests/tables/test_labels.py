"""Labels: the words before a value, in every dress, and the fields they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.parse.label_spelling import Spellings, is_one_slip
from fonds.parse.label_words import LONG_FIELDS, VOCABULARY, WEAK_LABELS
from fonds.parse.labels import find_field, find_label, find_label_alone, iter_labels_on_line
from fonds.parse.lines import Line, split_lines

WORDS = {
    "title": [
        "Title",
        "TITLE",
        "story title",
        "Fic Title",
        "Titel",
        "titre",
        "Título",
        "Titolo",
        "Name of Story",
        "Working Title",
        "The Title",
        "Title of this story",
    ],
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
        "Autor",
        "Autorin",
        "Autora",
        "Auteur",
        "Autrice",
        "Auhtor",
        "Author & E-mail",
        "Author’s Name and E-mail",
    ],
    "email": ["E-mail", "Email", "Author's E-mail", "e-mail address"],
    "rating": [
        "Rating",
        "RATED",
        "ratting",
        "Content Rating",
        "MPAA",
        "Raiting",
        "Ratng",
        "Rating/Warnings",
        "Rating (MPAA)",
        "Rating for this part",
        "Altersfreigabe",
        "Clasificación",
        "My Rating",
    ],
    "pairing": [
        "Pairing",
        "PAIRING(S)",
        "Pairings",
        "Ship",
        "Characters/Pairing",
        "paring",
        "Couple",
        "Pairring",
        "Characters/Pairing(s)",
        "Character(s)/Pairing(s)",
        "Paarung",
        "Parejas",
        "Pairings & Characters",
    ],
    "characters": [
        "Characters",
        "Character(s)",
        "Cast",
        "Dramatis Personae",
        "charecters",
        "Charactors",
        "Characters (in order)",
        "Main Characters",
        "Personajes",
        "Personnages",
        "Figuren",
    ],
    "fandom": ["Fandom", "Fandom(s)", "Show", "Fandom/Pairing", "Fandon", "X-over"],
    "series": ["Series", "Part of", "Story Arc", "Seires", "Série"],
    "summary": [
        "Summary",
        "SUMMERY",
        "Synopsis",
        "Précis",
        "In short",
        "Summary?",
        "Sumarry",
        "Résumé",
        "Resumen",
        "Zusammenfassung",
        "Short Summary",
        "Plot Summary",
        "Samenvatting",
    ],
    "disclaimer": [
        "Disclaimer",
        "disclaimers",
        "Disclamer",
        "Legal stuff",
        "Usual Disclaimer",
        "Disclaimor",
        "Dislaimer",
        "Obligatory Disclaimer",
        "The Usual Disclaimer",
        "Boring Legal Stuff",
        "Disclaimer (again)",
        "Standard Legal Disclaimer",
    ],
    "notes": [
        "Note",
        "Notes",
        "Author's Note",
        "Author’s Notes",
        "A/N",
        "PS",
        "Notes/Warnings",
        "Authors note",
        "A.N.",
        "A.N",
        "Author`s Note",
        "Note de l'auteure",
        "Nota de la autora",
        "Anmerkung",
        "Story notes",
        "Author’s Ramblings",
    ],
    "warnings": [
        "Warning",
        "Warnings",
        "Content Warning",
        "warnigns",
        "Triggers",
        "Warings",
        "Advertencias",
        "Avertissements",
        "Warnung",
        "Additional Warnings",
    ],
    "spoilers": [
        "Spoilers",
        "Spoilers/Warnings",
        "spoliers",
        "Spoilors",
        "Spoiler Alert",
        "Spoilers up to",
        "Spoiler Level",
    ],
    "genre": [
        "Genre",
        "Genre(s)",
        "Category",
        "Keywords",
        "Slash/Het/Gen",
        "Catagory",
        "Categorie",
        "Género",
    ],
    "date": ["Date", "Written", "Date Posted", "Completed on", "Published"],
    "status": ["Status", "Complete?", "Story Status"],
    "archive": [
        "Archive",
        "Archiving",
        "Distribution/Archive",
        "Permission to archive",
        "Distibution",
        "Archive info",
        "Arcive",
    ],
    "feedback": ["Feedback", "Feed back", "C&C", "Feeback", "Feedbck", "Feedback please"],
    "beta": ["Beta", "Beta'd by", "Special thanks", "Betas"],
    "words": ["Words", "Word Count", "word-count"],
    "sender": ["Posted by", "Forwarded by", "From"],
    "pov": ["POV", "Point of view"],
    "setting": ["Timeline", "Timline", "Set in", "Missing Scenes", "Post-Episode", "Time-line"],
    "dedication": ["Dedication", "Dedicatoin", "Widmung"],
    "challenge": ["Challenge", "Challange"],
    "language": ["Language", "Sprache", "Idioma"],
    None: [
        "sitting",
        "staring",
        "Waiter",
        "Contents",
        "random",
        "dating",
        "Data",
        "Doctor",
        "Chapter title",
        "Original title",
        "Warning signs",
        "The letter",
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
        "Title:- Fog",
        "Title > Fog",
        "Title>Fog",
        "Title>> Fog",
        "Title => Fog",
        "Title -> Fog",
        "Title ~ Fog",
        "Title -Fog",
        "Title . . . . Fog",
        "Title … Fog",
        "*Title* Fog",
        "**Title** Fog",
        "_Title_ Fog",
        "<Title> Fog",
        "(Title): Fog",
        "<B>Title:</B> Fog",
        "<p><strong>Title</strong>: Fog",
        "1. Title: Fog",
        "2) Title: Fog",
        "Title     Fog",
        "- Title - Fog",
    ],
)
def test_a_label_wears_many_dresses(text: str) -> None:
    label = find_label(line_of(text))
    assert label is not None
    value = text[label.value_start :].replace("</B> ", "")
    assert (label.field, value) == ("title", "Fog")
    assert not label.weak or any(sign in text for sign in (" -", "--", "—", "|", ")", "~", "    "))


@pytest.mark.parametrize(
    "text",
    [
        "Please note: no dogs",
        "Holmes: I see.",
        "For - he knew it",
        "Title",
        "The title was: Fog",
        "By - the river",
        "Rated by nobody",
        "Rated as the best goose",
        "Spoilers for dinner",
        "Spoilers to be had",
        "Time - when there was any",
        "Story:",
        "When? he asked",
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


@pytest.mark.parametrize(
    ("text", "field", "value", "weak"),
    [
        ("Summary - Fog.", "summary", "Fog.", False),
        ("Description - Fog.", "summary", "Fog.", True),
        ('Description - "Fog," he said.', "summary", '"Fog," he said.', True),
        ("Who - Emma/Knightley", "pairing", "Emma/Knightley", True),
        ("SUMMARY--Fog", "summary", "Fog", True),
        ("Fandom - Oz: the Lost Years", "fandom", "Oz: the Lost Years", False),
        ("Title...Fog: A Tale", "title", "Fog: A Tale", False),
        ("Rated R", "rating", "R", False),
        ("Rated Hard PG-13 (tar)", "rating", "Hard PG-13 (tar)", False),
        ("**Rated PG**", "rating", "PG**", False),
        ("Spoilers up to 4x10", "spoilers", "up to 4x10", False),
        ("SPOILERS FOR THE ROAD", "spoilers", "FOR THE ROAD", False),
        ("Spoilers through season 2.", "spoilers", "through season 2.", False),
        ("Author? Ida Quill", "author", "Ida Quill", True),
    ],
)
def test_a_label_without_a_colon_is_read_with_care(
    text: str, field: str, value: str, weak: bool
) -> None:
    label = find_label(line_of(text))
    assert label is not None
    assert (label.field, text[label.value_start :], label.weak) == (field, value, weak)


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
        ("Title: Fog. Summary: Tar. Genre: gen", [("summary", "Tar"), ("genre", "gen")]),
        ("Titre: Fog. Résumé: Tar", [("summary", "Tar")]),
        (
            "Fandom: Oz. Characters: A, B. Spoilers: no",
            [("characters", "A, B"), ("spoilers", "no")],
        ),
        ("TITLE: Fog AUTHOR: Ann RATING: G", [("author", "Ann"), ("rating", "G")]),
        ("Rating: G Pairing: H/W Spoilers: no", [("pairing", "H/W"), ("spoilers", "no")]),
        ("Title: Fog, Author: Ann, Rating: G", [("author", "Ann"), ("rating", "G")]),
        ("Title: Fog - Author: Ann", [("author", "Ann")]),
        ("Title: Meet the Author: a Tale", []),
        ("Title: Fog: A Story", []),
        ("Title: Fog. Nothing: here", []),
    ],
)
def test_further_labels_stand_on_one_line(text: str, found: list[tuple[str, str]]) -> None:
    labels = iter_labels_on_line(text, text.index(":") + 1)
    ends = [*(end for end, _, _ in labels), len(text)][1:]
    assert [(f, text[v:end]) for (_, v, f), end in zip(labels, ends, strict=True)] == found


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("Raiting: G", True),
        ("Disclamer: no", False),
        ("The Title: Fog", True),
        ("Catagory: G", True),
    ],
)
def test_a_misspelt_short_label_proves_little(text: str, weak: bool) -> None:
    label = find_label(line_of(text))
    assert label is not None
    assert label.weak is weak


@pytest.mark.parametrize(
    ("meant", "typed", "is_near"),
    [
        ("summary", "summery", True),
        ("summary", "sumary", True),
        ("summary", "summmary", True),
        ("summary", "smumary", True),
        ("summary", "summary", True),
        ("summary", "samery", False),
        ("spoilers", "spolires", False),
    ],
)
def test_one_slip_is_one_letter_or_two_changed_about(meant: str, typed: str, is_near: bool) -> None:
    assert is_one_slip(meant, typed) is is_near


@given(st.sampled_from(["disclaimer", "feedback", "category", "spoilers"]), st.data())
def test_any_slip_behind_the_first_letter_is_mended(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from("aeiourstln"))
    kinds = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:])
    typed = data.draw(st.sampled_from((*kinds, word[:at] + letter + word[at + 1 :])))
    assert typed in {word, "disclaimed"} or Spellings([word]).find(typed) == word


def test_every_word_of_the_vocabulary_is_found_and_every_weak_one_is_in_it() -> None:
    words = {word for words in VOCABULARY.values() for word in words}
    assert all(word == word.lower() == word.strip() for word in words)
    assert not {word for word in words - DOTTED if find_field(word) is None}
    assert words >= WEAK_LABELS
    assert set(VOCABULARY) >= LONG_FIELDS
