"""Names of fandoms as people typed them."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.packs.fandom import find_fandom, find_fandoms, find_packs
from fonds.packs.folding import fold_name
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack

PACKS = load_packs()

STATED = [
    ("Sherlock Holmes", "Sherlock Holmes"),
    ("SHERLOCK HOLMES", "Sherlock Holmes"),
    ("ACD Holmes canon", "Sherlock Holmes"),
    ("Sherlock Holmes (ACD)", "Sherlock Holmes"),
    ("Sherlock Holmes - Arthur Conan Doyle", "Sherlock Holmes"),
    ("Sherlock Holmes & Related Fandoms", "Sherlock Holmes"),
    ("SH", "Sherlock Holmes"),
    ("The Hound of the Baskervilles", "Sherlock Holmes"),
    ("P&P", "Pride and Prejudice"),
    ("Pride & Prejudice", "Pride and Prejudice"),
    ("Jane Austen's Pride and Prejudice", "Pride and Prejudice"),
    ("Jane Austen’s “Emma”", "Emma"),
    ("Persuasion by Jane Austen", "Persuasion"),
    ("Pride and Prejudice - Jane Austen", "Pride and Prejudice"),
    ("S&S", "Sense and Sensibility"),
    ("Mansfield Park", "Mansfield Park"),
    ("Northanger Abbey (novel)", "Northanger Abbey"),
    ("Jane Austen", "Jane Austen"),
    ("Austen", "Jane Austen"),
    ("Jane Austen novels", "Jane Austen"),
    ("Bram Stoker's Dracula", "Dracula"),
    ("Dracula - Bram Stoker", "Dracula"),
    ("the Oz books", "Oz"),
    ("Oz comics", "Oz"),
    ("Naruto (Anime & Manga)", "Naruto"),
    ("Naruto manga", "Naruto"),
    ("Emma (Podcast)", "Emma"),
    ("Jane Austen: Emma", "Emma"),
    ("Star Wars - The Phantom Menace", "Star Wars"),
    ("CSI: Miami", None),
    ("The Wizard of Oz", "Oz"),
    ("OZ", "Oz"),
    ("Oz (L. Frank Baum)", "Oz"),
    ("Through the Looking-Glass", "Alice in Wonderland"),
    ("Alice's Adventures in Wonderland - Lewis Carroll", "Alice in Wonderland"),
    ("Robin Hood (Traditional)", "Robin Hood"),
    ("Robin Hood legends", "Robin Hood"),
    ("Greek myth", "Greek Mythology"),
    ("Greek Mythology & Folklore", "Greek Mythology"),
    ("The Odyssey - Homer", "Greek Mythology"),
    ("Starship Something", None),
    ("", None),
    ("the", None),
    ("by", None),
    ("Dracula / Sherlock Holmes", None),
    ("x" * 501, None),
]

SEVERAL = [
    ("Oz", ("Oz",)),
    ("Dracula / Sherlock Holmes crossover", ("Dracula", "Sherlock Holmes")),
    ("Pride and Prejudice", ("Pride and Prejudice",)),
    ("Pride and Prejudice and Emma", ("Pride and Prejudice", "Emma")),
    ("Emma and Pride & Prejudice", ("Emma", "Pride and Prejudice")),
    ("Emma and Persuasion", ("Emma", "Persuasion")),
    ("Oz x Alice in Wonderland", ("Oz", "Alice in Wonderland")),
    ("Robin Hood; Greek myth, Robin Hood", ("Robin Hood", "Greek Mythology")),
    ("Oz/Something Unheard Of", ("Oz",)),
    ("Oz x-over with Dracula", ("Oz", "Dracula")),
    ("Jane Austen/Emma", ("Emma",)),
    ("nothing known", ()),
]


@pytest.mark.parametrize(("stated", "fandom"), STATED)
def test_a_stated_fandom_gets_its_canonical_name(stated: str, fandom: str | None) -> None:
    assert find_fandom(stated, PACKS) == fandom


@pytest.mark.parametrize(("stated", "fandoms"), SEVERAL)
def test_a_crossover_line_names_several_fandoms(stated: str, fandoms: tuple[str, ...]) -> None:
    assert find_fandoms(stated, PACKS) == fandoms


def test_an_umbrella_stands_for_the_packs_under_it() -> None:
    found = find_packs(["Jane Austen", "Oz"], PACKS)
    assert len(found) == 7
    assert {pack.fandom.umbrella for pack in found} == {"", "Jane Austen"}


OWNERS: dict[str, set[str]] = defaultdict(set)
for _pack in PACKS:
    for _name in (_pack.fandom.name, *_pack.fandom.aliases):
        OWNERS[fold_name(_name)].add(_pack.fandom.name)


@pytest.mark.parametrize("pack", PACKS, ids=[pack.fandom.name for pack in PACKS])
def test_every_name_in_a_pack_finds_its_fandom(pack: Pack) -> None:
    for name in (pack.fandom.name, *pack.fandom.aliases):
        if len(OWNERS[fold_name(name)]) == 1:
            assert find_fandom(name, PACKS) == pack.fandom.name


def test_a_name_that_two_fandoms_share_finds_the_one_it_is_written_out_for_or_none() -> None:
    shared = [name for name, owners in OWNERS.items() if len(owners) > 1]
    assert "da" in shared
    for name in shared:
        written_out = {pack.fandom.name for pack in PACKS if fold_name(pack.fandom.name) == name}
        assert find_fandom(name, PACKS) == (written_out.pop() if written_out else None)


@given(st.text(st.characters(), max_size=60))
def test_any_statement_gives_a_known_name_or_none(stated: str) -> None:
    names = {pack.fandom.name for pack in PACKS} | {pack.fandom.umbrella for pack in PACKS}
    known: set[str | None] = {*names, None} - {""}
    assert find_fandom(stated, PACKS) in known
    assert set(find_fandoms(stated, PACKS)) <= known
