import msgspec
import pytest

from fonds.app.edition_groups import Group, Pair, Standing, group_editions, order_editions
from fonds.app.edition_words import say_best, say_same
from fonds.describe.edition_evidence import Relation, Verdict

PLAIN = Standing("w1", 4000, None, 0, 2, "2001-05-01", 0, 1)


def standing(work_id: str, **changes: object) -> Standing:
    return msgspec.structs.replace(PLAIN, work_id=work_id, **changes)


def verdict(share: float = 0.97, relation: Relation = "whole") -> Verdict:
    return Verdict(relation, share, int(1000 * share), 1000)


def group(
    links: dict[Pair, Verdict], *standings: Standing, apart: set[Pair] | None = None
) -> tuple[Group, ...]:
    known = {one.work_id: one for one in standings}
    return group_editions(links, known, apart or set(), lambda _one, _other: None)


def works_of(found: Group) -> list[str]:
    return [found.best, *(one.work_id for one in found.others)]


BETTER = [
    ("complete", {}, {"is_complete": False, "words": 4100, "date": "2009"}),
    ("whole", {}, {"words": 2100, "date": "2009", "format": 3}),
    ("undamaged", {}, {"damage": 30, "words": 4100}),
    ("named", {}, {"stated": 1, "is_complete": True}),
    ("said complete", {"is_complete": True}, {"date": "2009"}),
    ("latest", {}, {"date": "1999-12-31", "words": 4100}),
    ("latest", {}, {"date": ""}),
    ("longest", {}, {"words": 3999, "format": 3}),
    ("richest", {"format": 3}, {"format": 2}),
    ("fewest files", {}, {"sources": 3}),
]


@pytest.mark.parametrize(("rule", "better", "worse"), BETTER)
def test_each_rule_decides_when_those_before_it_do_not(
    rule: str, better: dict[str, object], worse: dict[str, object]
) -> None:
    best, other = standing("w2", **better), standing("w1", **worse)
    assert order_editions([other, best])[0] == best
    (found,) = group({("w1", "w2"): verdict()}, best, other)
    assert (found.best, found.rule, found.next) == ("w2", rule, "w1")
    assert say_best(rule, best, other).startswith("Best because ")


def test_where_no_rule_decides_the_first_is_kept() -> None:
    (found,) = group({("w1", "w2"): verdict()}, standing("w2"), standing("w1"))
    assert (found.best, found.rule) == ("w1", "")
    assert say_best("", PLAIN, PLAIN) == "As good as the next; the first is kept."


def test_a_little_damage_weighs_less_than_half_of_the_story() -> None:
    whole, half = standing("w1", damage=9), standing("w2", words=2000)
    assert order_editions([half, whole])[0] == whole


def test_a_chain_does_not_bring_together_what_is_not_alike() -> None:
    links = {("w1", "w2"): verdict(0.7), ("w2", "w3"): verdict(0.65)}
    best = standing("w2", date="2009")
    found = group(links, standing("w1"), best, standing("w3"))
    assert [works_of(one) for one in found] == [["w2", "w1"]]


def test_what_is_left_of_a_chain_may_be_a_family_of_its_own() -> None:
    links = {("w1", "w2"): verdict(), ("w2", "w3"): verdict(0.65), ("w3", "w4"): verdict()}
    found = group(links, *(standing(f"w{number}") for number in range(1, 5)))
    assert [works_of(one) for one in found] == [["w1", "w2"], ["w3", "w4"]]


def test_two_halves_stand_beside_the_whole() -> None:
    links = {("w1", "w2"): verdict(1, "part"), ("w1", "w3"): verdict(1, "part")}
    halves = (standing("w2", words=2000), standing("w3", words=2000))
    (found,) = group(links, standing("w1"), *halves)
    assert sorted(works_of(found)) == ["w1", "w2", "w3"]


def test_pairs_that_were_not_looked_at_are_compared() -> None:
    asked: list[Pair] = []

    def compare(one: str, other: str) -> Verdict | None:
        asked.append((one, other))
        return verdict(0.7)

    links = {("w1", "w2"): verdict(0.7), ("w2", "w3"): verdict(0.7)}
    known = {name: standing(name) for name in ("w1", "w2", "w3")}
    (found,) = group_editions(links, known, set(), compare)
    assert works_of(found) == ["w1", "w2", "w3"]
    assert asked == [("w1", "w3")]


def test_works_kept_apart_are_never_in_one_family() -> None:
    links = {(f"w{a}", f"w{b}"): verdict() for a in range(1, 4) for b in range(a + 1, 4)}
    works = [standing(f"w{number}") for number in range(1, 4)]
    found = group(links, *works, apart={("w1", "w2")})
    assert [works_of(one) for one in found] == [["w1", "w3"]]
    assert group({("w1", "w2"): verdict()}, *works, apart={("w1", "w2")}) == ()


def test_nothing_alike_gives_nothing() -> None:
    assert group({}) == ()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (verdict(1.0), "The same 1,000 words in the same order."),
        (verdict(0.99), "The same 1,000 words in the same order but for 10."),
        (verdict(0.7), "Of the shorter's 1,000 words 700 stand in both in the same order."),
        (
            verdict(0.9, "part"),
            "Of its 1,000 words 900 stand in the same order in the other of 1,000.",
        ),
        (
            verdict(1.0, "part"),
            "All its 1,000 words stand in the same order in the other of 1,000.",
        ),
        (Verdict("whole", 0.6, 1, 1), "The same 1 word in the same order."),
        (
            Verdict("whole", 0.9, 990, 1000, 1200),
            "The same 1,000 words in the same order but for 10; the longer has 1,200 more.",
        ),
    ],
)
def test_why_two_works_are_one_story_is_said(found: Verdict, words: str) -> None:
    assert say_same(found) == words
