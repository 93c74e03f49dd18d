"""The packs that come with Fonds, walked whole: what would mislead a reader of any text.

A pack may be valid and still do harm: a word of its world that everybody writes, an
abbreviation that means two couples, an alias that names somebody else's hero. Each test
lists every offender of every pack, so that one run tells all there is to mend.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.packs.fandom import find_fandom, find_fandoms
from fonds.packs.folding import HONORIFICS, fold_name
from fonds.packs.load import PACK_FOLDER, load_packs
from fonds.packs.pack import Pack
from fonds.packs.relationship import find_relationship
from tests.shared_data import find_shared

PACKS = load_packs()
TAGS = tomllib.loads(
    Path(__file__).parents[1].joinpath("tables", "fandom_tags.toml").read_text("utf-8")
)

LONGEST_LINE = 120

OWN_NOVELS = {
    "AlicesAdventuresInWonderland": {"Alice in Wonderland"},
    "Emma": {"Emma"},
    "NorthangerAbbey": {"Northanger Abbey"},
    "Persuasion": {"Persuasion"},
    "PrideAndPrejudice": {"Pride and Prejudice"},
    "SenseAndSensibility": {"Sense and Sensibility"},
    "TheSignOfTheFour": {"Sherlock Holmes", "Sherlock", "Elementary"},
}
"""Novels that a fandom is of: its words may stand in them."""

PLAIN_WORDS = frozenset(
    "modern retirement hacker thief toaster toasters anklet mutants infarction pomegranate hubris "
    "quirk quirks modernity portal pilot apostate limiter droid ambrosia triad micron brah "
    "barcodes chevron sarcophagus hellhound hellfire outlaws pauldron starburst quintessence "
    "kneecapping ducklings whizzer husks biotic calibrations Facebook Tijuana Albuquerque "
    "Jacksonville Babylon Destiny Junction".split()
)
"""Words that the novels do not have, or not often enough, and everybody writes today."""

UNIVERSES = (
    ("Sherlock Holmes", "Sherlock", "Elementary", "Star Trek", "Good Omens"),
    ("Robin Hood", "Robin Hood (BBC 2006)", "Once Upon a Time", "Alice in Wonderland", "Oz",
     "Merlin", "Kingdom Hearts", "DC"),
    ("Final Fantasy", "Kingdom Hearts"),
    ("Battlestar Galactica (1978)", "Battlestar Galactica (2003)"),
    ("Greek Mythology", "Percy Jackson and the Olympians", "Xena: Warrior Princess",
     "Hercules: The Legendary Journeys", "The Sandman"),
)  # fmt: skip
"""Fandoms and umbrellas that tell of the same people anew, or borrow them."""

CHANCE = {
    "alice white": "a mother of the one world, a false name in the other",
    "elizabeth turner": "a great-grandmother; a bride",
    "henry gale": "an uncle; the false name of somebody whom a balloon brought",
    "janet fraser": "a sister in law; a doctor's name as often misspelt",
    "john shepard": "a commander; a colonel's name as often misspelt",
    "rachel greene": "a doctor's daughter; a waitress's name as often misspelt",
    "thomas gregson": "a captain of police; a boy in an aunt's house",
}
"""Two people whom one name means by chance, and it is right in both packs."""

DESCRIPTIONS = frozenset(
    {"black queen", "pirate king", "tin man", "mad hatter", "white wolf", "white queen", "dog boy"}
)
"""What more than one world calls somebody, and none owns."""

_SUFFIXES = frozenset("chan kun sama san sensei dono senpai sempai hime".split())
_WORD = re.compile(r"\w+")


def _names_of_fandom(pack: Pack) -> tuple[str, ...]:
    return (pack.fandom.name, *pack.fandom.aliases)


def _is_initials(alias: str) -> bool:
    """ "GO", "HOME": capitals say that it is no word."""
    return alias.isupper() or sum(map(str.isupper, alias)) * 2 > len(alias)


def test_every_pack_has_words_that_are_its_own() -> None:
    bad = [
        (pack.file, term)
        for pack in PACKS
        for term in pack.terms
        if term in EVERYDAY_WORDS or term in PLAIN_WORDS or len(term) < 3
    ]
    assert not bad, "remove the term, or make a phrase of it that only this world has"


def _iter_terms_in_novels(novels: dict[str, str]) -> Iterator[tuple[str, str, str, int]]:
    vocabularies = {name: set(_WORD.findall(text)) for name, text in novels.items()}
    for pack in PACKS:
        for term in pack.terms:
            words = set(_WORD.findall(term))
            written = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
            for name, text in novels.items():
                if pack.fandom.name in OWN_NOVELS.get(name, ()) or not words <= vocabularies[name]:
                    continue
                times = len(written.findall(text))
                if times > 1:
                    yield pack.file, term, name, times


def test_no_word_of_a_world_stands_twice_in_a_novel_of_another() -> None:
    folder = find_shared("speakers", "pdnc")
    novels = {
        path.parent.name: path.read_text(encoding="utf-8", errors="replace")
        for path in folder.glob("*/novel_text.txt")
    }
    bad = list(_iter_terms_in_novels(novels))
    terms = sum(len(pack.terms) for pack in PACKS)
    print(f"{terms} terms of {len(PACKS)} packs against {len(novels)} novels")
    assert not bad


def test_no_alias_of_a_person_is_a_common_word() -> None:
    bad = [
        (pack.file, person.name, alias)
        for pack in PACKS
        for person in pack.characters
        for alias in person.aliases
        if alias in EVERYDAY_WORDS
    ]
    assert not bad, "move it to forms_of_address, or write it as a name"


def test_no_alias_of_a_fandom_is_a_common_word_but_its_own_name() -> None:
    own = {fold_name(pack.fandom.name).removesuffix(" md") for pack in PACKS}
    own |= {fold_name(work.title) for pack in PACKS for work in pack.works}
    bad = [
        (pack.file, alias)
        for pack in PACKS
        for alias in (
            *pack.fandom.aliases,
            *(alias for work in pack.works for alias in work.aliases),
        )
        if alias.casefold() in EVERYDAY_WORDS
        and alias.casefold() not in own
        and not _is_initials(alias)
    ]
    assert not bad


def _universes(pack: Pack) -> set[str]:
    """The pack, its umbrella, and whatever borrows from either."""
    names = {pack.fandom.name, pack.fandom.umbrella} - {""}
    return names.union(*(group for group in UNIVERSES if names & set(group)))


def _is_full_name(folded: str) -> bool:
    """Two words or more that are no rank with a name, no pet name and no description."""
    words = folded.split()
    return (
        len(words) > 1
        and words[0] not in HONORIFICS
        and words[0] != "number"
        and words[-1] not in _SUFFIXES
        and not all(word in EVERYDAY_WORDS or len(word) < 3 for word in words)
    )


def test_no_full_name_means_different_people_of_different_worlds() -> None:
    owners: dict[str, list[tuple[Pack, str]]] = defaultdict(list)
    for pack in PACKS:
        for person in pack.characters:
            for key in {fold_name(name) for name in (person.name, *person.aliases)}:
                if _is_full_name(key) and key not in CHANCE and key not in DESCRIPTIONS:
                    owners[key].append((pack, person.name))
    bad = []
    for key, people in owners.items():
        first, rest = people[0], people[1:]
        bad += [
            (key, first[0].file, first[1], pack.file, name)
            for pack, name in rest
            if name != first[1] and not (_universes(pack) & _universes(first[0]))
        ]
    assert not bad, "keep the alias with one of them, or say in CHANCE why both are right"


def test_every_episode_has_a_title_of_its_own_season() -> None:
    bad: list[tuple[str | int, ...]] = []
    for pack in PACKS:
        shows = Counter((season.show, season.number) for season in pack.seasons)
        bad += [(pack.file, *season) for season, times in shows.items() if times > 1]
        for season in pack.seasons:
            titles = Counter(fold_name(episode.title) for episode in season.episodes)
            bad += [
                (pack.file, season.show, season.number, title)
                for title, times in titles.items()
                if not title or times > 1
            ]
    assert not bad, "tell two parts apart by “Part 1”, and write out a title of signs"


def test_every_pairing_is_of_different_people_and_stands_once() -> None:
    bad = []
    for pack in PACKS:
        seen = Counter(tuple(sorted(pairing.members)) for pairing in pack.pairings)
        bad += [
            (pack.file, members)
            for members, times in seen.items()
            if times > 1 or len(set(members)) < len(members)
        ]
    assert not bad


def test_every_abbreviation_of_a_pairing_resolves_to_it() -> None:
    bad = []
    for pack in PACKS:
        for pairing in pack.pairings:
            for abbreviation in pairing.abbreviations:
                found = find_relationship(abbreviation, (pack,))
                if found is None or sorted(found[0].split("/")) != sorted(pairing.members):
                    bad.append((pack.file, abbreviation, pairing.members, found))
    assert not bad, "Fonds reads it as something else: it leaves the pack"


def test_no_line_of_a_pack_is_long() -> None:
    bad = [
        (path.name, number, len(line))
        for path in sorted(PACK_FOLDER.glob("*.toml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert not bad


def test_every_name_of_a_fandom_finds_it_unless_two_share_the_name() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for pack in PACKS:
        for name in _names_of_fandom(pack):
            owners[fold_name(name)].add(pack.fandom.name)
    bad = [
        (pack.file, name, found)
        for pack in PACKS
        for name in _names_of_fandom(pack)
        if (found := find_fandom(name, PACKS)) != pack.fandom.name
        and len(owners[fold_name(name)]) == 1
    ]
    shared = {name: who for name, who in owners.items() if len(who) > 1}
    print(f"{len(owners)} names of {len(PACKS)} fandoms; shared: {shared}")
    assert not bad
    assert len(shared) <= 15, "a name that two fandoms share finds neither"


@pytest.mark.parametrize("row", TAGS["tags"], ids=[row["stated"] for row in TAGS["tags"]])
def test_a_tag_of_an_archive_is_found(row: dict[str, str | list[str]]) -> None:
    stated = row["stated"]
    assert isinstance(stated, str)
    assert list(find_fandoms(stated, PACKS)) == row["fandoms"]


@pytest.mark.parametrize("row", TAGS["headers"], ids=[row["stated"] for row in TAGS["headers"]])
def test_a_word_of_an_old_header_is_read(row: dict[str, str | list[str]]) -> None:
    stated = row["stated"]
    assert isinstance(stated, str)
    assert list(find_fandoms(stated, PACKS)) == row["fandoms"]


def test_the_documentation_names_every_fandom() -> None:
    told = Path(__file__).parents[2].joinpath("docs", "packs.md").read_text("utf-8")
    table = told.partition("## What comes with Fonds")[2].partition("\n## ")[0]
    named = {
        name.strip() for row in table.splitlines() for name in row.split("|")[-2:][0].split("·")
    }
    missing = {pack.fandom.name for pack in PACKS} - named
    assert not missing, "add it to the table of docs/packs.md"


def test_the_tables_are_as_long_as_they_say() -> None:
    assert len(TAGS["tags"]) >= 200
    assert len(TAGS["headers"]) >= 150
    stated = [row["stated"] for part in TAGS.values() for row in part]
    assert len(stated) == len(set(stated))
