"""Whom no pack knows: people of many stories joined into proposals."""

from typing import Any

from msgspec import structs

from fonds.app.pack_people import MOST_PEOPLE, find_people
from fonds.model.claim import Claim
from fonds.model.work import Work, WorkKind
from fonds.packs.load import parse_pack
from fonds.packs.pack import Pack
from tests.factories import make_work

MOOR = """
schema = "fonds.pack/1"
[fandom]
name = "The Moor"
[[characters]]
name = "Ann Hill"
gender = "female"
"""


def make_packs() -> tuple[Pack, ...]:
    return (parse_pack(MOOR, "moor.toml"),)


def make_person(name: str | None, *names: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "presence": "present", "names": list(names), "mentions": 5, **more}


def make_story(
    fandoms: list[str],
    *people: dict[str, Any],
    pairs: list[str] | None = None,
    kind: WorkKind = "story",
) -> Work:
    claims = [
        Claim("fandoms", fandoms, "stated", 0.9),
        Claim("people", list(people), "derived", 0.8, (), "people/1"),
        Claim("relationships", pairs or [], "derived", 0.5, (), "pairings/1"),
    ]
    return structs.replace(make_work(), kind=kind, claims=tuple(claims))


def test_people_of_stories_that_no_pack_knows_are_proposed_by_frequency() -> None:
    found = find_people(
        [
            make_story(["Thule"], make_person("Ilja Marsh"), make_person("Vesna Kor", "Vesna")),
            make_story([], make_person("Vesna Kor", "Vesna", "Nuri", "Vesna's")),
            make_story(["The Moor"], make_person("Tom Dale")),
            make_story([], make_person("A Critic"), kind="not-story"),
        ],
        make_packs(),
        "The Fens",
    )
    assert (found.stories, found.unknown, found.named) == (3, 2, 0)
    assert [(one.name, one.stories, one.mentions) for one in found.people] == [
        ("Vesna Kor", 2, 10),
        ("Ilja Marsh", 1, 5),
    ]
    vesna = found.people[0]
    assert (vesna.given, vesna.family_name, vesna.aliases) == ("Vesna", "Kor", ("Nuri",))


def test_stories_of_the_fandom_itself_count_alone_when_there_are_any() -> None:
    found = find_people(
        [make_story(["thule"], make_person("Ilja Marsh")), make_story([], make_person("Bo Fen"))],
        make_packs(),
        "Thule",
    )
    assert (found.unknown, found.named) == (2, 1)
    assert [one.name for one in found.people] == ["Ilja Marsh"]


def test_of_a_fandom_with_a_pack_only_whom_it_does_not_know_is_proposed() -> None:
    people = (make_person("Ann Hill", known=True), make_person("Bo Fen"))
    found = find_people([make_story(["The Moor"], *people)], make_packs(), "The Moor")
    assert [one.name for one in found.people] == ["Bo Fen"]


def test_a_lone_name_joins_the_only_full_name_that_has_it() -> None:
    found = find_people(
        [
            make_story([], make_person("Vesna Kor"), make_person("Ilja Marsh")),
            make_story([], make_person("Vesna"), make_person("Mr. Marsh", "Mr. Marsh", "Marsh")),
            make_story([], make_person("Anna Marsh")),
            make_story([], make_person(None), make_person("Dot")),
        ],
        make_packs(),
        "Thule",
    )
    counts = {one.name: one.stories for one in found.people}
    # Two people are called Marsh by now, so that "Mr. Marsh" may be either.
    assert counts == {"Vesna Kor": 2, "Ilja Marsh": 1, "Anna Marsh": 1, "Mr. Marsh": 1, "Dot": 1}


def test_the_gender_most_stories_tell_is_proposed() -> None:
    stories = [
        make_story([], make_person("Vesna Kor", gender=gender))
        for gender in ("female", "unknown", "female", "male")
    ]
    assert find_people(stories, make_packs(), "Thule").people[0].gender == "female"


def test_pairs_are_proposed_when_everybody_in_them_is() -> None:
    people = (make_person("Vesna Kor"), make_person("Ilja Marsh"))
    stories = [
        make_story([], *people, pairs=["Ilja Marsh/Vesna Kor", "Vesna Kor & A Stranger"]),
        make_story([], *people, pairs=["Ilja Marsh & Vesna Kor"]),
    ]
    (pair,) = find_people(stories, make_packs(), "Thule").pairs
    assert (pair.members, pair.stories) == (("Ilja Marsh", "Vesna Kor"), 2)


def test_no_more_are_proposed_than_a_person_will_read() -> None:
    people = [make_person(f"Ann {chr(97 + number % 26)}{number}x") for number in range(90)]
    found = find_people([make_story([], *people)], make_packs(), "Thule")
    assert len(found.people) == MOST_PEOPLE
