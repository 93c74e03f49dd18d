"""A new pack is whole as it is, and so are its examples and proposals."""

import re

from fonds.packs.check import find_faults
from fonds.packs.load import parse_pack
from fonds.packs.template import (
    Proposal,
    ProposedPair,
    quote_toml,
    render_proposals,
    render_template,
)

PEOPLE = (
    Proposal("Ann Hill", "Ann", "Hill", "female", ("Nan", 'the "Lantern"'), 3, 40),
    Proposal("Toby", "", "", "unknown", (), 1, 1),
)
PAIRS = (ProposedPair(("Ann Hill", "Toby"), 2),)


def uncomment(toml: str) -> str:
    """Take the marks off examples and proposals, as a person would."""
    return re.sub(r"(?m)^# (?=\[|[a-z_]+ = |    \{|\]$)", "", toml)


def test_a_new_pack_is_whole_and_knows_only_its_name() -> None:
    for text in (render_template("The Moor"), render_template("The Moor", PEOPLE, PAIRS)):
        pack = parse_pack(text, "moor.toml")
        assert pack.fandom.name == "The Moor"
        assert (pack.characters, pack.pairings, pack.seasons, pack.works) == ((), (), (), ())
        assert find_faults(text, "moor.toml") == ()


def test_the_examples_are_whole_when_they_are_used() -> None:
    text = uncomment(render_template("The Moor"))
    assert find_faults(text, "moor.toml") == ()
    pack = parse_pack(text, "moor.toml")
    assert len(pack.characters) == 2
    assert pack.seasons[0].episodes[1].number == 2
    assert pack.works
    assert pack.pairings
    assert pack.terms


def test_proposals_are_whole_when_they_are_used() -> None:
    pack = parse_pack(uncomment(render_template("The Moor", PEOPLE, PAIRS)), "moor.toml")
    assert [person.name for person in pack.characters] == ["Ann Hill", "Toby"]
    assert pack.people["Ann Hill"].aliases == ("Nan", 'the "Lantern"')
    assert pack.people["Ann Hill"].gender == "female"
    assert pack.pairings[0].members == ("Ann Hill", "Toby")


def test_a_proposal_says_how_often_it_was_met() -> None:
    text = render_template("The Moor", PEOPLE, PAIRS)
    assert "# In 3 stories, named 40 times.\n" in text
    assert "# In 1 story, named 1 time.\n" in text


def test_proposals_can_be_added_to_a_pack_that_is_there() -> None:
    whole = uncomment(render_template("The Moor"))
    more = uncomment(render_proposals((PEOPLE[1],), ()))
    assert [one.name for one in parse_pack(whole + more, "moor.toml").characters][-1] == "Toby"
    assert render_proposals((), ()) == ""


def test_a_name_of_any_signs_can_be_written() -> None:
    for name in ('a "b" \\ c', "naïve – 日本", "\x7f#", "'''"):
        assert parse_pack(render_template(name), "x.toml").fandom.name == name
    assert quote_toml("\\") == '"\\\\"'
