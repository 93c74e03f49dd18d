"""Bare stories held against the tags of their author: fandom, people, pairings, rating."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app import accuracy_text
from fonds.app.accuracy_answers import Answer
from fonds.app.accuracy_cases import Case, Setting, hold_cases
from fonds.app.accuracy_kinds import KINDS
from fonds.app.accuracy_names import is_named, list_names, match_names, shares_words
from fonds.app.accuracy_report import count_fields
from fonds.app.accuracy_text import (
    NO_STORY,
    Reading,
    Tags,
    hold_story,
    hold_unaided,
    list_tags,
    read_bare,
)
from fonds.model.claim import Claim
from fonds.model.record import JsonObject
from fonds.model.work import Work, WorkKind
from fonds.packs.load import load_packs
from fonds.publish.record import build_record
from tests.unit.cli.test_bench import STORY, WORK

PACKS = tuple(load_packs())
TEXT = "Holmes put down his pipe. “Lestrade is late,” he said, and Toby barked at the door."
HEAD: JsonObject = {
    "fandom": ["Sherlock Holmes - Arthur Conan Doyle"],
    "characters": ["Sherlock Holmes", "Toby Smith", "Original Female Character(s)"],
    "relationship": ["Holmes/Watson", "G. Lestrade & Sherlock Holmes"],
    "rating": "Teen And Up Audiences",
}


def tags_of(text: str = TEXT, **head: Any) -> Tags:
    return list_tags({**HEAD, **head}, text, PACKS)


def person(name: str, presence: str = "present", known: bool = True, **more: Any) -> JsonObject:
    return {"name": name, "presence": presence, "known": known, **more}


def read(tags: Tags, *, kind: WorkKind = "story", is_sealed: bool = False, **said: Any) -> Reading:
    claims = tuple(Claim(field, value, "derived", 0.8) for field, value in said.items() if value)
    work = Work((), kind, "", (), claims=claims)
    return Reading("fog.txt", tags, work, build_record(work), is_sealed)


def show(answers: list[Answer], *fields: str) -> list[tuple[str, str, str]]:
    assert {one.kind for one in answers} <= {"", *KINDS}
    return [
        (one.part or one.field, one.verdict, one.kind) for one in answers if one.field in fields
    ]


@pytest.mark.parametrize(
    ("full", "said", "is_one"),
    [
        ("James T. Kirk", "Kirk", True),
        ("James T. Kirk", "Captain Kirk", True),
        ("James T. Kirk", "Jim Kirk", True),
        ("Elizabeth Bennet", "Lizzy", True),
        ("Elizabeth Bennet", "Jane Bennet", False),
        ("Kirk", "James T. Kirk", True),
        ("Watson", "Holmes", False),
        ("Q", "Q", True),
        ("Q", "Quark", False),
        ("The Doctor", "Doctor", True),
        ("Doctor Watson", "The Doctor", False),
    ],
)
def test_two_names_may_be_one_when_the_shorter_says_nothing_else(
    full: str, said: str, is_one: bool
) -> None:
    assert shares_words(full, said) is is_one


@pytest.mark.parametrize(
    ("name", "text", "is_there"),
    [
        ("John Watson", "It was Watson’s hat.", True),
        ("John Watson", "The watsons of this world.", False),
        ("Captain Hook", "The Captain came aboard.", False),
        ("Tenth Doctor", "It was the Doctor.", True),
        ("Alphonse Mucha", "ALPHONSE was there", False),
        ("Émile", "Emile rang.", True),
    ],
)
def test_a_text_names_somebody_by_any_word_of_the_name(
    name: str, text: str, is_there: bool
) -> None:
    assert is_named(text, list_names(name, ())) is is_there


def test_a_text_names_somebody_by_an_alias_of_the_packs() -> None:
    names = list_names("Elizabeth Bennet", PACKS)
    assert "Lizzy" in names
    assert is_named("So Lizzy laughed.", names)


@given(st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), max_size=5))
def test_each_name_is_matched_at_most_once_and_with_one_that_fits(worth: list[list[int]]) -> None:
    matched = match_names(worth)
    assert len(set(matched.values())) == len(matched)
    assert all(worth[row][column] for row, column in matched.items())
    left = {row for row in range(len(worth)) if row not in matched}
    free = {column for column in range(3) if column not in matched.values()}
    assert not any(worth[row][column] for row in left for column in free)


def test_tags_are_people_and_pairs_under_the_names_of_the_packs() -> None:
    tags = tags_of()
    assert tags.covered == (("Sherlock Holmes",),)
    assert [(one.name, one.is_known, one.is_named) for one in tags.people] == [
        ("Sherlock Holmes", True, True),
        ("Toby Smith", False, True),
        ("John Watson", True, False),
        ("Inspector Lestrade", True, True),
    ]
    assert [(pair.members, pair.sign) for pair in tags.pairs] == [
        (("Sherlock Holmes", "John Watson"), "/"),
        (("Inspector Lestrade", "Sherlock Holmes"), "&"),
    ]


def test_one_person_tagged_twice_is_one() -> None:
    tags = tags_of(characters=["Albert Ferryman", "Ferrymann, Albert"], relationship=[])
    assert len(tags.people) == 1


def test_two_names_between_bars_are_one_person() -> None:
    tags = tags_of(fandom=["Oz"], characters=["Tip of Gillikin | Ozma"], relationship=[])
    assert [one.name for one in tags.people] == ["Ozma"]


def test_any_pack_under_an_umbrella_is_right() -> None:
    tags = tags_of(fandom=["Jane Austen"])
    (covered,) = tags.covered
    assert {"Emma", "Persuasion", "Jane Austen"} <= set(covered)
    answers = hold_story(read(tags, fandoms=["Emma"]))
    assert show(answers, "fandom") == [("fandom", "right", "")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["Sherlock Holmes"], ("right", "")),
        (["Dracula", "Sherlock Holmes"], ("wrong", "another fandom")),
        (None, ("missing", "no fandom told")),
    ],
)
def test_the_first_fandom_decides(said: list[str] | None, expected: tuple[str, str]) -> None:
    answers = hold_story(read(tags_of(), fandoms=said))
    assert show(answers, "fandom") == [("fandom", *expected)]
    assert answers[0].confidence == (0.8 if said else None)


def test_a_crossover_asks_for_every_fandom_that_a_pack_knows() -> None:
    tags = tags_of(fandom=["Sherlock Holmes", "Dracula", "The Moon Over My Larder"])
    one = hold_story(read(tags, fandoms=["Dracula", "Emma"]))
    assert show(one, "fandom", "every fandom told", "fandoms of a crossover") == [
        ("fandom", "right", ""),
        ("Dracula", "right", ""),
        ("Emma", "wrong", "a fandom beside it"),
        ("fandoms of a crossover", "wrong", "not every fandom told"),
    ]
    both = hold_story(read(tags, fandoms=["Dracula", "Sherlock Holmes"]))
    assert show(both, "fandoms of a crossover") == [("fandoms of a crossover", "right", "")]


def test_where_no_pack_knows_the_fandom_none_is_the_answer() -> None:
    tags = tags_of(fandom=["The Moon Over My Larder"])
    silent, bold = (
        hold_story(read(tags)),
        hold_story(read(tags, fandoms=["Emma"], characters=["Emma Woodhouse"])),
    )
    assert show(silent, "fandom of no pack") == [("fandom of no pack", "right", "")]
    assert show(bold, "fandom of no pack") == [
        ("fandom of no pack", "wrong", "a fandom that is none")
    ]
    assert {one.field for one in bold} == {"fandom of no pack", "rating", "rating, exactly"}


def test_people_are_found_under_the_names_of_the_packs() -> None:
    reading = read(tags_of(), characters=["Sherlock Holmes", "Toby", "Lestrade", "Mrs. Hudson"])
    answers = hold_story(reading)
    assert show(answers, "characters") == [
        ("Sherlock Holmes", "right", ""),
        ("Toby Smith", "right", ""),
        ("Inspector Lestrade", "missing", "not found"),
    ]
    assert show(answers, "people never named") == [("John Watson", "missing", "not found")]
    assert [verdict for _, verdict, _ in show(answers, "said to be there")] == [
        "right",
        "right",
        "wrong",
        "wrong",
    ]


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        ([person("Inspector Lestrade", "mentioned")], "told as only spoken of"),
        ([person("Lestrade")], "told under another name"),
        ([person("Toby Gregson", names=["Lestrade", "Gregson"])], "joined with somebody else"),
        ([person("Mrs. Hudson")], "not found"),
    ],
)
def test_people_are_lost_in_different_ways(people: list[JsonObject], kind: str) -> None:
    tags = tags_of(characters=["Inspector Lestrade"], relationship=[])
    answers = hold_story(read(tags, people=people))
    assert show(answers, "characters") == [("Inspector Lestrade", "missing", kind)]


def test_who_is_told_and_not_tagged_is_of_the_pack_or_of_none() -> None:
    people = [person("Mrs. Hudson"), person("Ann Lamb", known=False)]
    names = ["Mrs. Hudson", "Ann Lamb"]
    answers = hold_story(read(tags_of(), people=people, characters=names))
    assert show(answers, "said to be there") == [
        ("Mrs. Hudson", "wrong", "known to the pack, not tagged"),
        ("Ann Lamb", "wrong", "known to no pack, not tagged"),
    ]


def test_without_packs_a_name_that_shares_its_words_is_enough_or_one_that_the_pack_knows() -> None:
    tags = tags_of("Watson and Lizzy", characters=["John Watson"], relationship=[])
    answers = hold_unaided(read(tags, characters=["Watson", "Ann"]))
    assert show(answers, "no packs: characters", "no packs: said to be there") == [
        ("John Watson", "right", ""),
        ("Watson", "right", ""),
        ("Ann", "wrong", "known to no pack, not tagged"),
    ]
    tags = tags_of("Lizzy", fandom=["P&P"], characters=["Elizabeth Bennet"], relationship=[])
    answers = hold_unaided(read(tags, characters=["Lizzy"]))
    assert show(answers, "no packs: characters") == [("Elizabeth Bennet", "right", "")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["John Watson/Sherlock Holmes"], ["right", "right"]),
        (["John Watson & Sherlock Holmes"], ["right", "wrong"]),
        (["Sherlock Holmes & Inspector Lestrade"], ["right", "right"]),
        (["Mary Morstan/John Watson", "Sherlock Holmes/John Watson"], ["right", "right"]),
        (["A/B", "C/D", "Sherlock Holmes/John Watson"], ["wrong"]),
    ],
)
def test_a_pairing_is_right_when_its_people_are(said: list[str], expected: list[str]) -> None:
    answers = hold_story(read(tags_of(), relationships=said))
    fields = ("pairing", "sign of the pairing")
    assert [verdict for _, verdict, _ in show(answers, *fields)] == expected


@pytest.mark.parametrize(
    ("pair", "text", "there", "said", "kind"),
    [
        (
            "Holmes/Watson",
            "Holmes, Watson",
            ["Sherlock Holmes", "John Watson"],
            [],
            "no pairing told",
        ),
        (
            "Holmes/Watson",
            "Holmes, Watson",
            ["Sherlock Holmes", "John Watson"],
            ["Mrs. Hudson/John Watson"],
            "another pairing",
        ),
        (
            "Holmes/Watson",
            "Holmes, Watson",
            ["Sherlock Holmes"],
            [],
            "one of the two is not told to be there",
        ),
        ("Holmes/Watson", "Holmes", ["Sherlock Holmes"], [], "one of the two is never named"),
        ("Holmes/Watson/Mary Morstan", "Holmes", [], [], "three people"),
    ],
)
def test_pairings_are_lost_in_different_ways(
    pair: str, text: str, there: list[str], said: list[str], kind: str
) -> None:
    tags = tags_of(text, relationship=[pair], characters=[])
    answers = hold_story(read(tags, characters=there, relationships=said))
    assert [found for _, _, found in show(answers, "pairing")] == [kind]


@pytest.mark.parametrize(
    ("stated", "said", "near", "exactly"),
    [
        ("Teen And Up Audiences", "Teen And Up Audiences", "", ""),
        ("Teen And Up Audiences", "Mature", "", "too strong"),
        ("General Audiences", "Mature", "too strong", "too strong"),
        ("Explicit", "Teen And Up Audiences", "too mild", "too mild"),
        ("Mature", None, "no rating told", "no rating told"),
    ],
)
def test_a_rating_may_be_a_step_away(
    stated: str, said: str | None, near: str, exactly: str
) -> None:
    answers = hold_story(read(tags_of(rating=stated), suggested_rating=said))
    kinds = [kind for _, _, kind in show(answers, "rating", "rating, exactly")]
    assert kinds == [near, exactly]


def test_what_is_not_rated_is_not_asked() -> None:
    answers = hold_story(read(tags_of(rating="Not Rated"), suggested_rating="Mature"))
    assert show(answers, "rating", "rating, exactly") == []


def test_a_story_that_is_taken_for_none_has_lost_all_for_that_reason() -> None:
    answers = hold_story(read(tags_of(), kind="not-story"))
    assert {one.kind for one in answers} == {NO_STORY}
    assert {one.verdict for one in answers} == {"missing"}


def test_nobody_can_read_a_name_in_answers_that_are_sealed() -> None:
    reading = read(tags_of(), is_sealed=True, fandoms=["Emma"], characters=["Mrs. Hudson"])
    parts = [one.part for one in hold_story(reading) if one.part]
    assert len(parts) == 6
    assert all(len(part) == 8 and int(part, 16) >= 0 for part in parts)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    shared = tmp_path_factory.mktemp("shared")
    works = shared / "heaps" / "ao3-works"
    works.mkdir(parents=True)
    notes = "#### Chapter Notes\n\n> For Lizzy Bennet.\n>\n> And for Mr. Darcy.\n\n"
    long = WORK.replace("\n\nThe fog", f"\n\n{notes}The fog", 1)
    assert notes in long
    (works / "11.md").write_text(long, "utf-8")
    (works / "12.md").write_text(WORK.replace(STORY, "Holmes smiled.\n"), "utf-8")
    french = "Il était une fois une fille qui vivait avec sa mère dans une petite maison. " * 6
    (works / "13.md").write_text(WORK.replace(STORY, french), "utf-8")
    return read_bare(Setting(shared, shared, "all", PACKS, 0, lambda *_: None))


def test_stories_are_read_without_a_word_of_their_header(answers: list[Answer]) -> None:
    assert {one.case for one in answers} == {"11.txt"}
    assert show(answers, "fandom") == [("fandom", "right", "")]
    assert not any("Darcy" in one.part for one in answers)
    assert ("Sherlock Holmes", "right", "") in show(answers, "characters")
    assert ("Sherlock Holmes", "right", "") in show(answers, "no packs: characters")


def test_names_of_a_header_are_forgiven_by_the_packs_of_its_fandom() -> None:
    text = f"Title: Rain\nFandom: Pride and Prejudice\nPairing: Jane/Charles\n\n{STORY}"
    gold = {"fandom": ["Pride and Prejudice"], "pairing": ["Jane/Charles"]}
    setting = Setting(Path(), Path(), "all", PACKS, 0, lambda *_: None)
    answers = hold_cases([Case("rain.txt", text, "text/plain", gold)], setting)
    assert show(answers, "pairing") == [("pairing", "right", "")]
    assert answers[1].found == ["Jane Bennet/Charles Bingley"]


def test_each_figure_tells_what_share_of_the_set_it_covers() -> None:
    known = hold_story(read(tags_of(), fandoms=["Sherlock Holmes"]))
    other = hold_story(
        Reading("moon.txt", tags_of(fandom=["The Moon Over My Larder"]), None, None, False)
    )
    covers = {one.field: one.covers for one in count_fields([*known, *other])}
    assert covers["fandom"] == covers["fandom of no pack"] == covers["characters"] == 0.5
    assert covers["rating"] == 1.0


def test_no_kind_of_failure_is_explained_in_vain() -> None:
    source = Path(accuracy_text.__file__).read_text("utf-8")
    kinds = list(KINDS)
    ours = kinds[kinds.index("no fandom told") :]
    assert [kind for kind in ours if f'"{kind}"' not in source] == []
