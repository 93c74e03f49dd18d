"""Switching describers off."""

import pytest

from fonds.describe.form import FORM_MAKER
from fonds.describe.kind_codes import KIND_MAKERS
from fonds.describe.switches import SWITCHES, drop_claims, find_switches
from fonds.describe.whole import WHOLE_MAKERS
from fonds.errors import UserError
from fonds.model.claim import Claim

ALWAYS = {
    maker.partition("/")[0]
    for maker in (*KIND_MAKERS, FORM_MAKER, "words/1", "only-link/1", "restated/1")
}
"""What a catalogue cannot do without: whether it is a story, its form, its length, and what
its header states in the words of its fandom."""


def test_every_describer_has_a_switch_but_those_that_are_always_on() -> None:
    makers = {maker.partition("/")[0] for maker in WHOLE_MAKERS}
    switched = set().union(*SWITCHES.values())
    assert makers - switched - ALWAYS == set()
    assert not switched & ALWAYS


def test_no_describer_has_two_switches() -> None:
    assert sum(map(len, SWITCHES.values())) == len(set().union(*SWITCHES.values()))


def test_a_switch_drops_what_its_describer_says_at_any_version_and_nothing_else() -> None:
    stated = Claim("characters", ["Ann Hill"], "stated", 0.9, (), "stated/1")
    claims = [
        Claim("people", [], "derived", 0.8, (), "people/1"),
        stated,
        Claim("characters", [], "derived", 0.8, (), "people/7"),
        Claim("scenes", 3, "derived", 0.9, (), "scenes/2"),
    ]
    assert drop_claims(claims, frozenset({"people"})) == (stated, claims[3])
    assert drop_claims(claims, frozenset()) == tuple(claims)
    assert drop_claims(claims, frozenset(SWITCHES)) == (stated,)


def test_a_name_is_found_however_it_is_written_and_a_wrong_one_gets_the_list() -> None:
    assert find_switches(["People", " scenes "]) == {"people", "scenes"}
    assert find_switches([]) == frozenset()
    with pytest.raises(UserError, match=r"did you mean pairings\? There are people, fandom"):
        find_switches(["pairing"])
    with pytest.raises(UserError, match="there are people"):
        find_switches(["xyzzy"])
