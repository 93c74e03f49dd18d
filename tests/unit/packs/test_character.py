"""Names of characters as people typed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.packs.character import find_character
from fonds.packs.fandom import find_packs
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack

PACKS = load_packs()

WITHIN = [
    ("Sherlock Holmes", "Holmes", "Sherlock Holmes"),
    ("Sherlock Holmes", "HOLMES, Sherlock", "Sherlock Holmes"),
    ("Sherlock Holmes", "Mycroft", "Mycroft Holmes"),
    ("Sherlock Holmes", "Dr Watson", "John Watson"),
    ("Sherlock Holmes", "Doctor John Watson", "John Watson"),
    ("Sherlock Holmes", "G. Lestrade", "Inspector Lestrade"),
    ("Sherlock Holmes", "Lestrade", "Inspector Lestrade"),
    ("Sherlock Holmes", "Mrs Hudson", "Mrs. Hudson"),
    ("Sherlock Holmes", "Mrs. Watson", "Mary Morstan"),
    ("Sherlock Holmes", "Mrs. Holmes", None),
    ("Sherlock Holmes", "Victor", None),
    ("Sherlock Holmes", "the Woman", "Irene Adler"),
    ("Sherlock Holmes", "Inspector Stanley Hopkins", "Stanley Hopkins"),
    ("Pride and Prejudice", "Lizzy", "Elizabeth Bennet"),
    ("Pride and Prejudice", "Lizzie Bennet", "Elizabeth Bennet"),
    ("Pride and Prejudice", "Mr Darcy", "Fitzwilliam Darcy"),
    ("Pride and Prejudice", "F. Darcy", "Fitzwilliam Darcy"),
    ("Pride and Prejudice", "Miss Darcy", "Georgiana Darcy"),
    ("Pride and Prejudice", "Mrs. Darcy", "Elizabeth Bennet"),
    ("Pride and Prejudice", "Bennet", None),
    ("Pride and Prejudice", "Fitzwilliam", None),
    ("Pride and Prejudice", "Miss Bingley", "Caroline Bingley"),
    ("Pride and Prejudice", "Lady Catherine", "Catherine de Bourgh"),
    ("Dracula", "Count Dracula", "Dracula"),
    ("Dracula", "Jack Seward", "John Seward"),
    ("Dracula", "Lord Godalming", "Arthur Holmwood"),
    ("Oz", "Tin Man", "Tin Woodman"),
    ("Oz", "Tip", "Ozma"),
    ("Alice in Wonderland", "the Hatter", "Mad Hatter"),
    ("Alice in Wonderland", "Alice (Alice in Wonderland)", "Alice"),
    ("Robin Hood", "Much", "Much the Miller's Son"),
    ("Robin Hood", "Much, the Miller’s Son", "Much the Miller's Son"),
    ("Robin Hood", "Allan a Dale", "Alan-a-Dale"),
    ("Robin Hood", "Maid Marion", "Maid Marian"),
    ("Greek Mythology", "Proserpina", "Persephone"),
    ("Greek Mythology", "Eurýdice", "Eurydice"),
    ("Greek Mythology", "Nobody At All", None),
    ("Greek Mythology", "", None),
    ("Greek Mythology", "Lord", None),
    ("Jane Austen", "Jane", None),
    ("Jane Austen", "Jane Fairfax", "Jane Fairfax"),
    ("Jane Austen", "Wentworth", "Frederick Wentworth"),
    ("Jane Austen", "Mrs. Smith", "Mrs. Smith"),
]


@pytest.mark.parametrize(("fandom", "stated", "name"), WITHIN)
def test_a_stated_name_means_one_character_or_none(
    fandom: str, stated: str, name: str | None
) -> None:
    assert find_character(stated, find_packs([fandom], PACKS)) == name


@pytest.mark.parametrize("pack", PACKS, ids=[pack.fandom.name for pack in PACKS])
def test_every_name_and_alias_of_a_pack_means_its_owner(pack: Pack) -> None:
    shadowed = {person.name for person in pack.characters}
    for person in pack.characters:
        assert find_character(person.name, (pack,)) == person.name
        for alias in person.aliases:
            if alias not in shadowed:
                assert find_character(alias, (pack,)) == person.name, alias


@given(st.text(st.characters(), max_size=40))
def test_any_name_gives_a_character_of_the_packs_or_none(stated: str) -> None:
    name = find_character(stated, PACKS)
    assert name is None or any(name in pack.people for pack in PACKS)


def test_no_packs_know_nobody() -> None:
    assert find_character("Sherlock Holmes", ()) is None
