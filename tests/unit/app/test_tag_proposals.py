"""Proposals of synonyms: from packs, likeness, initials and the company that names keep."""

import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from fonds.app import tag_proposals
from fonds.app.tag_proposals import Proposal, group_proposals, propose, propose_all
from fonds.app.tag_vocabulary import Vocabulary
from fonds.library.opening import Library
from fonds.library.tags import TagKind, TagLine
from fonds.packs.load import load_packs

PACKS = load_packs()
NOWHERE: Library = None  # type: ignore[assignment] # a given vocabulary needs no library


def make_vocabulary(
    kind: TagKind,
    counts: Mapping[str, int],
    *,
    fandom: str = "",
    canonical: Mapping[str, str | None] | None = None,
    company: Mapping[str, str] | None = None,
) -> Vocabulary:
    held = canonical or {}
    lines = [TagLine(kind, one, held.get(one), one in held, n) for one, n in counts.items()]
    fandoms = {one: (company or {}).get(one, fandom) for one in counts}
    return Vocabulary(
        kind,
        lines,
        PACKS,
        {one: Counter({where: counts[one]}) for one, where in fandoms.items() if where},
    )


def find(known: Vocabulary, name: str) -> Sequence[Proposal]:
    return propose(NOWHERE, PACKS, known.kind, name, vocabulary=known)


@pytest.mark.parametrize(
    ("kind", "name", "canonical", "fandom", "why"),
    [
        ("fandom", "P&P", "Pride and Prejudice", "", "pack"),
        ("character", "Lizzy", "Elizabeth Bennet", "Pride and Prejudice", "pack"),
        ("relationship", "H/W", "Sherlock Holmes/John Watson", "Sherlock Holmes", "pack"),
        ("relationship", "Watson/Holmes", "Sherlock Holmes/John Watson", "Sherlock Holmes", "pack"),
        ("tag", "FLUFF", "Fluff", "", "case"),
        ("tag", "Hurt Comfort", "Hurt/Comfort", "", "case"),
        ("tag", "Comfort/Hurt", "Hurt/Comfort", "", "another order"),
        ("tag", "Firstt Time", "First Time", "", "one letter"),
        ("relationship", "Tin Man/Straw Boy", "Straw Boy/Tin Man", "", "order"),
        ("relationship", "past Straw Boy/Tin Man", "Straw Boy/Tin Man", "", "how much"),
        ("relationship", "Straw/Tin", "Straw Boy/Tin Man", "Green Land", "shorter names"),
        ("relationship", "B/M", "Straw Boy/Tin Man", "Green Land", "initials"),
        ("relationship", "Strman", "Straw Boy/Tin Man", "Green Land", "run together"),
    ],
)
def test_a_name_is_led_to_the_one_that_could_stand_for_it(
    kind: TagKind, name: str, canonical: str, fandom: str, why: str
) -> None:
    counts = {name: 1, "Fluff": 9, "Hurt/Comfort": 9, "First Time": 9, "Straw Boy/Tin Man": 9}
    found = find(make_vocabulary(kind, counts, fandom=fandom), name)
    assert found, "nothing is proposed"
    assert found[0].canonical == canonical
    assert why in found[0].why
    assert 0.5 <= found[0].confidence < 1


@pytest.mark.parametrize(
    ("kind", "name", "other"),
    [
        ("relationship", "Straw Boy & Tin Man", "Straw Boy/Tin Man"),
        ("relationship", "Straw Boy/Lion Cub/Tin Man", "Straw Boy/Tin Man"),
        ("tag", "Chapter 1", "Chapter 2"),
        ("tag", "Part 10", "Part 11"),
        ("tag", "War", "Car"),
        ("relationship", "B/M", "Straw Boy/Tin Man"),
    ],
)
def test_what_is_not_the_same_is_not_proposed(kind: TagKind, name: str, other: str) -> None:
    known = make_vocabulary(kind, {name: 1, other: 9})
    assert [one.canonical for one in find(known, name)] == []


def test_initials_go_by_the_fandom_they_stand_in() -> None:
    counts = {"B/S": 2, "Straw Boy/Tin Smith": 5, "Bess Bow/Sam Sly": 50}
    company = {
        "B/S": "Green Land",
        "Straw Boy/Tin Smith": "Green Land",
        "Bess Bow/Sam Sly": "Elsewhere",
    }
    (found,) = find(make_vocabulary("relationship", counts, company=company), "B/S")
    assert found.canonical == "Straw Boy/Tin Smith"
    assert "Green Land" in found.why


def test_a_name_that_is_decided_on_is_asked_about_no_more() -> None:
    counts = {"FLUFF": 3, "Fluff": 9, "fluff": 1}
    known = make_vocabulary("tag", counts, canonical={"FLUFF": None, "Fluff": "Fluff"})
    assert find(known, "FLUFF") == ()
    assert find(known, "Fluff") == ()
    assert [one.canonical for one in find(known, "fluff")] == ["Fluff"]


def test_a_synonym_is_not_proposed_but_the_name_that_stands_for_it() -> None:
    known = make_vocabulary(
        "tag",
        {"Fluffy Bits": 1, "fluffy bits": 4, "Fluff": 9},
        canonical={"fluffy bits": "Fluff", "Fluff": "Fluff"},
    )
    assert "Fluff" in {one.canonical for one in find(known, "Fluffy Bits")}
    assert "fluffy bits" not in {one.canonical for one in find(known, "Fluffy Bits")}


def test_groups_come_with_the_most_works_first() -> None:
    few = Proposal("tag", "a", "A", 0.9, "", 1)
    many = [Proposal("tag", "b", "B", 0.9, "", 2), Proposal("tag", "bb", "B", 0.9, "", 5)]
    assert [[one.name for one in group] for group in group_proposals([few, *many])] == [
        ["bb", "b"],
        ["a"],
    ]


def test_twenty_thousand_names_are_proposed_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"

    def word() -> str:
        return "".join(rng.choices(letters, k=rng.randint(3, 9))).capitalize()

    people = [f"{word()} {word()}" for _ in range(1500)]
    counts: dict[str, int] = {}
    company: dict[str, str] = {}
    while len(counts) < 20_000:
        one, other = rng.sample(people, 2)
        form = rng.randrange(4)
        name = f"{one}/{other}"
        if form == 1:
            name = f"{one.split()[0]}/{other.split()[0]}"
        elif form == 2:
            name = f"{other}/{one}".replace("e", "i", 1)
        elif form == 3:
            name = f"{one[0]}/{other[0]}"
            name = name if name not in counts else f"{one} & {other}"
        counts[name] = rng.randint(1, 40)
        company[name] = f"World {rng.randrange(60)}"
    known = make_vocabulary("relationship", counts, company=company)
    monkeypatch.setattr(tag_proposals, "read_vocabulary", lambda *_, **__: known)
    began = time.perf_counter()
    found = propose_all(NOWHERE, PACKS, "relationship")
    taken = time.perf_counter() - began
    print(f"{len(found):,} proposals for {len(counts):,} names in {taken:.1f} s")
    assert len(found) > 1000
    assert taken < 30
    leads = {one.canonical for one in found}
    assert leads.isdisjoint({one.name for one in found})
