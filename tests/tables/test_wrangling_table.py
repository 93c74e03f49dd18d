"""The rules of AO3's tag wranglers for relationships, case by case."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.packs.wrangling import (
    are_same_people,
    disambiguate,
    read_relationship,
    say_breaches,
    say_why_no_synonym,
    say_why_not_broader,
    write_relationship,
)

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("wrangling.toml").read_text("utf-8")
)

WHO = st.sampled_from(
    ["Sherlock Holmes", "John Watson", "Irene Adler", "Mina", "Lucy Westenra", "Reader", "Other(s)"]
)


@pytest.mark.parametrize("case", TABLE["order"], ids=lambda case: case["name"])
def test_people_stand_in_the_order_of_the_guidelines(case: dict[str, Any]) -> None:
    found = read_relationship(case["name"])
    assert found is not None
    members = [one.removesuffix(f" ({found.fandom})") for one in found.members]
    written = write_relationship(members, found.joiner, fandom=found.fandom)
    assert written == case["canonical"], case["section"]
    assert say_breaches(case["name"]), "what is written otherwise is said"
    assert say_breaches(case["canonical"]) == ()


@pytest.mark.parametrize("case", TABLE["synonym"], ids=lambda case: case["name"])
def test_what_may_be_a_synonym(case: dict[str, Any]) -> None:
    assert (say_why_no_synonym(case["name"], case["canonical"]) == "") == case["may"]


@pytest.mark.parametrize("case", TABLE["broader"], ids=lambda case: case["narrower"])
def test_what_may_be_narrower(case: dict[str, Any]) -> None:
    assert (say_why_not_broader(case["narrower"], case["broader"]) == "") == case["may"]


@pytest.mark.parametrize("case", TABLE["apart"], ids=lambda case: case["name"])
def test_how_a_name_is_read(case: dict[str, Any]) -> None:
    found = read_relationship(case["name"])
    if case.get("nothing"):
        assert found is None
        return
    assert found is not None
    assert found.joiner == case["joiner"]
    assert list(found.members) == case["members"]
    assert list(found.qualifiers) == case["qualifiers"]


@given(
    members=st.lists(WHO, min_size=2, max_size=5, unique=True).flatmap(
        lambda who: st.tuples(st.just(who), st.permutations(who))
    ),
    joiner=st.sampled_from(["/", "&"]),
)
def test_any_order_of_the_same_people_is_written_alike(
    members: tuple[list[str], list[str]], joiner: Any
) -> None:
    one, other = (write_relationship(who, joiner) for who in members)
    assert one == other
    first, second = read_relationship(one), read_relationship(joiner.join(members[1]))
    assert first is not None
    assert second is not None
    assert are_same_people(first, second)
    assert say_why_no_synonym(one, joiner.join(members[1])) == ""


@given(st.text(alphabet="AB/&x() +.|♥éÅ-", max_size=60))
def test_any_name_can_be_read(name: str) -> None:
    found = read_relationship(name)
    say_breaches(name)
    if found is not None:
        assert len(found.members) >= 2
        assert all(found.members)


def test_a_single_name_of_several_fandoms_bears_its_own() -> None:
    assert disambiguate("Mina", "Dracula") == "Mina (Dracula)"
    assert disambiguate("Mina (Dracula)", "Dracula") == "Mina (Dracula)"
    assert disambiguate("Mina Harker", "Dracula") == "Mina Harker"
