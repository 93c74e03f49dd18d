"""Fandom in text: told by its people and its words, and none when nothing is plain."""

from functools import cache
from typing import Any

import pytest

from fonds.describe.about import describe_about
from fonds.describe.fandom_in_text import FandomFinder, make_fandom_finder, score_fandoms
from fonds.describe.names import find_names
from fonds.describe.telling import tell
from fonds.model.claim import Claim, find_best_claim
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack
from tests.factories import make_blocks, make_work


@cache
def packs() -> tuple[Pack, ...]:
    return load_packs()


@cache
def finder() -> FandomFinder:
    return make_fandom_finder(packs())


def claims_of(*paragraphs: str, **stated: Any) -> tuple[Claim, ...]:
    work = make_work(list(paragraphs), stated=stated)
    return describe_about(work, tell(work.blocks), finder())


def fandoms_of(*paragraphs: str, **stated: Any) -> list[str]:
    best = find_best_claim(claims_of(*paragraphs, **stated), "fandoms")
    return [] if best is None else list(best.value)


TOLD = [
    ("Holmes stood at the window. Watson poured the tea, and Holmes did not drink it.",
     ["Sherlock Holmes"]),
    ("Dorothy looked at the Scarecrow, and the Tin Woodman wept. Toto barked at Ozma.", ["Oz"]),
    ("Mr. Darcy bowed. Elizabeth laughed at Darcy, and Jane laughed at Bingley.",
     ["Pride and Prejudice"]),
    ("Mina turned the page. Jonathan Harker had written of Van Helsing; Lucy slept.", ["Dracula"]),
    ("Robin laughed, and Marian threw the crust at Little John. Friar Tuck ate it.",
     ["Robin Hood"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fandoms"), TOLD, ids=[row[1][0] for row in TOLD])
def test_people_tell_the_fandom(text: str, fandoms: list[str]) -> None:
    assert fandoms_of(text) == fandoms


NOBODYS = [
    "",
    "It rained. Nobody came. The rain went on until the morning, and then it was over.",
    "John looked at Mary, and Mary looked at the dog. John sighed. Mary went up to bed.",
    "Sherlocked, sherlocked, sherlocked, said the parrot, and nobody knew what it meant.",
    "Ottoline Pratt counted the spoons. Bertrand Fosse had counted them before her.",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_none_of_these_is_an_answer(text: str) -> None:
    assert fandoms_of(text) == []


def test_two_worlds_that_meet_are_both_told() -> None:
    found = fandoms_of(
        "Holmes stood at the window. Watson poured the tea. Lestrade came up the stairs.",
        "Mina Harker took off her gloves. Van Helsing bowed, and Jonathan Harker shut the door.",
        "Holmes looked at Van Helsing, and Mina looked at Watson. Count Dracula was not asked.",
    )
    assert sorted(found) == ["Dracula", "Sherlock Holmes"]


def test_the_owner_in_a_disclaimer_speaks_for_a_world() -> None:
    tallies = find_names(tell(make_blocks("She ran. He ran after her.")))
    scores = score_fandoms("", tallies, finder(), "They belong to L. Frank Baum, not to me.")
    assert packs()[scores[0].pack].fandom.name == "Oz"


def test_a_stated_fandom_is_not_guessed_over() -> None:
    assert fandoms_of(TOLD[0][0], fandoms=["Emma"]) == []


def test_once_the_text_tells_the_world_the_header_is_read_again() -> None:
    work = make_work([TOLD[0][0]])
    label = Claim("label:pairing", "Holmes/Watson", "stated", 0.9)
    claims = describe_about(make_work([TOLD[0][0]], claims=[label]), tell(work.blocks), finder())
    best = find_best_claim(claims, "relationships")
    assert best is not None
    assert (best.value, best.basis) == (["Sherlock Holmes/John Watson"], "stated")


def test_no_pairing_is_told_where_the_header_says_none() -> None:
    label = Claim("label:pairing", "none", "stated", 0.9)
    work = make_work([TOLD[0][0]], claims=[label])
    claims = describe_about(work, tell(work.blocks), finder())
    assert find_best_claim(claims, "relationships") is None
