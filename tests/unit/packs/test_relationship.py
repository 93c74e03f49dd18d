"""Relationships as people typed them, in AO3's form and order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.packs.fandom import find_packs
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack
from fonds.packs.relationship import find_relationship

PACKS = load_packs()
H = "Sherlock Holmes"
P = "Pride and Prejudice"
HW = "Sherlock Holmes/John Watson"
ED = "Elizabeth Bennet/Fitzwilliam Darcy"
RM = "Robin Hood/Maid Marian"

WITHIN: list[tuple[str, str, tuple[str, ...] | None]] = [
    (H, "H/W", (HW,)),
    (H, "h/w", (HW,)),
    (H, "W/H", (HW,)),
    (H, "SH/JW", (HW,)),
    (H, "implied H/W", (HW,)),
    (H, "H/W (if you squint)", (HW,)),
    (H, "Holmes/Watson", (HW,)),
    (H, "Watson / Holmes", (HW,)),
    (H, "Sherlock Holmes x John Watson", (HW,)),
    (H, "Holmes × Watson", (HW,)),
    (H, "Holmes <3 Watson", (HW,)),
    (H, "Holmes loves Watson", (HW,)),
    (H, "Johnlock", (HW,)),
    (H, "Holmes/Watson pre-slash", (HW,)),
    (H, "Holmes & Watson (pre-slash)", (HW,)),
    (H, "Holmes and Watson", ("Sherlock Holmes & John Watson",)),
    (H, "Holmes and Watson friendship", ("Sherlock Holmes & John Watson",)),
    (H, "Holmes/Watson friendship", ("Sherlock Holmes & John Watson",)),
    (H, "Holmes & Watson (no slash)", ("Sherlock Holmes & John Watson",)),
    (H, "H/W/M", ("Sherlock Holmes/Mary Morstan/John Watson",)),
    (H, "past Watson/Mary, Holmes/Watson", ("Mary Morstan/John Watson", HW)),
    (H, "Holmes/Watson & Watson/Mary", (HW, "Mary Morstan/John Watson")),
    (H, "Holmes/OFC", ("Sherlock Holmes/Original Female Character(s)",)),
    (H, "Holmes/Watson, Holmes/Watson", (HW,)),
    (H, "H/C", None),
    (H, "m/m", None),
    (H, "angst/humor", None),
    (H, "gen", None),
    (H, "none", None),
    (H, "Holmes", None),
    (H, "", None),
    (H, "/", None),
    (H, "Holmes/", None),
    (H, "a" * 2001, None),
    (P, "E/D", (ED,)),
    (P, "ODC", (ED,)),
    (P, "Lizzy/Darcy", (ED,)),
    (P, "Elizabeth Bennet/Mr. Darcy", (ED,)),
    (P, "Jane/Bingley, Lizzie/Darcy", ("Jane Bennet/Charles Bingley", ED)),
    (P, "Jane/Bingley and Lizzie/Darcy", ("Jane Bennet/Charles Bingley", ED)),
    (P, "Darcy/Zorblax Quint", ("Fitzwilliam Darcy/Zorblax Quint",)),
    (P, "Darcy/Adam Abel", ("Adam Abel/Fitzwilliam Darcy",)),
    ("Oz", "D & O", ("Dorothy Gale & Ozma",)),
    ("Oz", "Ozma/Dorothy", ("Dorothy Gale/Ozma",)),
    ("Oz", "Scarecrow + Tin Man", ("Scarecrow & Tin Woodman",)),
    ("Robin Hood", "Robin and Marian (UST)", (RM,)),
    ("Robin Hood", "R/M", (RM,)),
    ("Robin Hood", "Robin & Little John", ("Robin Hood & Little John",)),
    ("Robin Hood", "a little Little John/Much", ("Little John/Much the Miller's Son",)),
    ("Greek Mythology", "Orpheus/Eurydice", ("Eurydice/Orpheus",)),
    ("Dracula", "Mina/Jonathan", ("Jonathan Harker/Mina Harker",)),
    ("Dracula", "Van Helsing & Seward", ("John Seward & Abraham Van Helsing",)),
    ("Jane Austen", "Lizzy/Darcy", (ED,)),
    ("Jane Austen", "Anne/Wentworth", ("Anne Elliot/Frederick Wentworth",)),
]


@pytest.mark.parametrize(("fandom", "stated", "found"), WITHIN)
def test_a_stated_relationship_gets_names_form_and_order(
    fandom: str, stated: str, found: tuple[str, ...] | None
) -> None:
    assert find_relationship(stated, find_packs([fandom], PACKS)) == found


def test_without_a_fandom_full_names_still_resolve_and_initials_stay() -> None:
    assert find_relationship("Lizzy/Darcy", PACKS) == (ED,)
    assert find_relationship("J/M", PACKS) == ("J/M",)
    assert find_relationship("Quint/Abel", ()) == ("Abel/Quint",)


def test_under_a_label_for_couples_and_is_romantic() -> None:
    packs = find_packs(["Robin Hood"], PACKS)
    assert find_relationship("Robin and Marian", packs, and_means="/") == (RM,)


def test_a_crossover_takes_each_name_from_its_own_pack() -> None:
    packs = find_packs(["Dracula", "Sherlock Holmes"], PACKS)
    assert find_relationship("Mina/Irene", packs) == ("Irene Adler/Mina Harker",)


@pytest.mark.parametrize("pack", PACKS, ids=[pack.fandom.name for pack in PACKS])
def test_every_abbreviation_of_a_pack_finds_its_pairing(pack: Pack) -> None:
    for pairing in pack.pairings:
        for abbreviation in pairing.abbreviations:
            found = find_relationship(abbreviation, (pack,))
            assert found is not None, abbreviation
            assert sorted(found[0].split("/")) == sorted(pairing.members)


@given(st.text(st.sampled_from("HWab /&x,;()[]\n.LizyDarc\x00"), max_size=80))
def test_any_statement_gives_relationships_of_two_or_none(stated: str) -> None:
    found = find_relationship(stated, PACKS)
    assert found is None or all("/" in one or " & " in one for one in found)
