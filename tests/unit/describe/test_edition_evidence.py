from typing import Any

import msgspec
import pytest

from fonds.describe.alignment import Alignment
from fonds.describe.edition_evidence import (
    Identity,
    are_titles_alike,
    fold_name,
    judge,
    needs_narration,
    vouch,
)

NAMED = Identity(
    title="fog",
    is_title_stated=True,
    authors=frozenset({"jane doe"}),
    addresses=frozenset(),
    language="en",
)
UNNAMED = Identity(
    title="", is_title_stated=False, authors=frozenset(), addresses=frozenset(), language="en"
)


def but(identity: Identity, **changes: Any) -> Identity:
    return msgspec.structs.replace(identity, **changes)


def shared(one: int, other: int, same: int, *, start: int = 0) -> Alignment:
    return Alignment(one, other, same, (start, start), (start + same, start + same))


OTHER_TITLE = but(NAMED, title="gate")
OTHER_AUTHOR = but(NAMED, authors=frozenset({"mara quill"}))
NOBODYS = but(NAMED, authors=frozenset())
REMIX = but(NAMED, title="fog holmes remix", authors=frozenset({"mara quill"}))
AT_12 = but(NAMED, addresses=frozenset({"oz.example 12"}))
ANTHOLOGY = but(NAMED, title="winter tales", chapter_titles=frozenset({"fog", "gate"}))

EDITIONS = [
    ("the same words", UNNAMED, NAMED, shared(1000, 1000, 1000), None),
    ("a revision under another title", NAMED, OTHER_TITLE, shared(1000, 1050, 750), None),
    ("rewritten, but title and author say so", NAMED, NAMED, shared(1000, 1100, 400), None),
    (
        "rewritten, but its address says so",
        AT_12,
        but(AT_12, title="x"),
        shared(900, 900, 300),
        None,
    ),
    ("rewritten, named alike by one", NAMED, NOBODYS, shared(1000, 1100, 500), None),
    ("half of it, named alike", NAMED, NAMED, shared(2000, 900, 890), None),
    ("its unnamed beginning", UNNAMED, NAMED, shared(900, 2000, 890), None),
    ("a chapter of that address", AT_12, but(AT_12, title=""), shared(9000, 900, 890), None),
    ("another language was guessed", NAMED, but(NAMED, language="nl"), shared(900, 900, 880), None),
    ("a drabble, corrected", NAMED, NAMED, shared(100, 100, 92), None),
    ("a story without quotes", NAMED, OTHER_TITLE, shared(900, 900, 700), shared(40, 900, 0)),
]

STRANGERS = [
    ("nothing shared, though named alike", NAMED, NAMED, shared(1000, 1000, 20), None),
    ("a chapter of a collection", NAMED, ANTHOLOGY, shared(900, 4000, 900), None),
    ("a story in a longer one of its own title", NAMED, OTHER_TITLE, shared(900, 2100, 900), None),
    ("half of an anthology of two", NAMED, ANTHOLOGY, shared(2000, 3900, 2000), None),
    ("a middle without a name", UNNAMED, NAMED, shared(900, 9000, 900, start=5000), None),
    ("a part of somebody else's", OTHER_AUTHOR, OTHER_TITLE, shared(900, 9000, 900), None),
    (
        "a remix that keeps what is said",
        NAMED,
        REMIX,
        shared(1000, 1000, 660),
        shared(600, 600, 90),
    ),
    (
        "a translation that keeps a song",
        NAMED,
        but(NAMED, language="fr"),
        shared(900, 900, 500),
        None,
    ),
    ("rewritten by another", NAMED, OTHER_AUTHOR, shared(1000, 1100, 500), None),
    ("two drabbles of a prompt", NAMED, OTHER_TITLE, shared(100, 100, 70), None),
    ("a disclaimer longer than the stories", NAMED, OTHER_TITLE, shared(200, 200, 130), None),
    ("a few words", NAMED, NAMED, shared(20, 21, 20), None),
    ("no words at all", NAMED, NAMED, shared(0, 0, 0), None),
]


@pytest.mark.parametrize(("what", "one", "other", "whole", "narrated"), EDITIONS)
def test_editions_are_told(
    what: str, one: Identity, other: Identity, whole: Alignment, narrated: Alignment | None
) -> None:
    assert judge(one, other, whole, narrated) is not None, what


@pytest.mark.parametrize(("what", "one", "other", "whole", "narrated"), STRANGERS)
def test_what_only_seems_to_be_an_edition_is_none(
    what: str, one: Identity, other: Identity, whole: Alignment, narrated: Alignment | None
) -> None:
    assert judge(one, other, whole, narrated) is None, what


def test_a_verdict_says_what_it_rests_on() -> None:
    verdict = judge(AT_12, AT_12, shared(2000, 900, 880), None)
    assert verdict is not None
    assert (verdict.relation, verdict.same, verdict.words) == ("part", 880, 900)
    assert (verdict.by, verdict.address) == (("address", "title", "author"), "oz.example 12")


def test_the_more_is_shared_the_surer_it_is() -> None:
    found = [judge(NAMED, OTHER_TITLE, shared(1000, 1000, same), None) for same in (650, 800, 990)]
    sure = [one.confidence for one in found if one is not None]
    assert len(sure) == 3
    assert sure == sorted(sure)
    assert sure[0] < 0.9 < sure[2]


def test_a_name_that_vouches_makes_it_surer() -> None:
    alone = judge(UNNAMED, NAMED, shared(1000, 1000, 800), None)
    named = judge(NAMED, NAMED, shared(1000, 1000, 800), None)
    assert alone is not None
    assert named is not None
    assert alone.confidence < named.confidence


def test_the_very_same_few_words_are_an_edition() -> None:
    assert judge(NAMED, NAMED, shared(20, 20, 20), None) is not None


def test_narration_is_asked_for_in_the_middle_only() -> None:
    assert not needs_narration(shared(1000, 1000, 100))
    assert needs_narration(shared(1000, 1000, 600))
    assert not needs_narration(shared(1000, 1000, 950))


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("The Fog (WIP)", "Fog", True),
        ("THE FOG", "The Fog [Complete]", True),
        ("Base Ball", "Baseball", True),
        ("The Fog, or, the Ferryman", "The Fog", True),
        ("The Fog II", "The Fog", False),
        ("Fog 2", "Fog", False),
        ("The Fog (The Watson Remix)", "The Fog", False),
        ("", "", False),
    ],
)
def test_titles_are_compared_without_their_state(one: str, other: str, is_alike: bool) -> None:
    assert are_titles_alike(fold_name(one), fold_name(other)) is is_alike


def test_what_vouches_is_named() -> None:
    assert vouch(NAMED, NAMED) == (("title", "author"), "")
    assert vouch(NAMED, UNNAMED) == ((), "")
    assert vouch(AT_12, but(UNNAMED, addresses=AT_12.addresses)) == (("address",), "oz.example 12")
