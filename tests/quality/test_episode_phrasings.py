"""Every episode of long-known shows is found when a header names it, in ten phrasings."""

import csv
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from fonds.app.reading import Knowledge, make_knowledge, read_leaf
from fonds.describe.canon_places import find_canon_places
from fonds.describe.episode_index import split_words
from fonds.model.claim import find_best_claim
from fonds.model.work import Leaf
from fonds.packs.fandom import find_packs
from fonds.packs.load import load_packs
from tests.shared_data import find_shared

SHOWS = (
    "Angel",
    "Buffy the Vampire Slayer",
    "Star Trek: The Original Series",
    "Star Trek: The Animated Series",
    "Star Trek: The Next Generation",
    "Star Trek: Deep Space Nine",
    "Star Trek: Voyager",
    "Star Trek: Enterprise",
)

PHRASINGS = (
    ("Summary: A missing scene from {title}.", "during"),
    ('Timeline: a week after "{title}"', "after"),
    ("Timeline: post-ep for {title}", "after"),
    ("Spoilers: {title}", "after"),
    ('Spoilers: everything up to and including "{title}"', "after"),
    ("Notes: This takes place just before the episode {title}.", "before"),
    ("Summary: Tag to {title}. The kettle is on.", "after"),
    ('Notes: In this world "{title}" never happened.', "instead"),
    ("Category: missing scene ({title})", "during"),
    ("Spoilers: up to {season}x{number:02}", "after"),
)

STORY = """
The lamp on the landing had gone out again, and nobody had thought to bring oil up from the
cellar. She felt her way along the wall until she came to the door that stood open.

"You are late," somebody said from inside. "I had given you up, and the tea is cold."
"""


class Aired(NamedTuple):
    show: str
    season: int
    number: int
    title: str


@cache
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


@cache
def episodes() -> tuple[Aired, ...]:
    return tuple(_iter_episodes())


def _iter_episodes() -> Iterator[Aired]:
    for pack in knowledge().packs:
        for season in pack.seasons:
            show = season.show or pack.fandom.name
            for one in season.episodes:
                yield Aired(show, season.number, one.number, one.title)


def _is_found(episode: Aired, phrasing: str, relation: str) -> bool:
    said = phrasing.format(title=episode.title, season=episode.season, number=episode.number)
    text = f"Title: Fog\nFandom: {episode.show}\n{said}\n{STORY}"
    leaf = Leaf("heap/a.txt", None, text.encode(), "text/plain")
    (work,) = read_leaf(leaf, knowledge())
    fandoms = find_best_claim(work.claims, "fandoms")
    episodes = knowledge().episodes
    assert fandoms is not None
    assert episodes is not None
    index = episodes()
    found = find_canon_places(work.claims, index, find_packs(fandoms.value, index.packs))
    wanted = (episode.show, episode.season, episode.number, relation)
    keys = ("show", "season", "number", "relation")
    return any(tuple(one.get(key) for key in keys) == wanted for c in found for one in c.value)


@pytest.mark.parametrize(("phrasing", "relation"), PHRASINGS, ids=[one for one, _ in PHRASINGS])
def test_every_episode_is_found_when_a_header_names_it(phrasing: str, relation: str) -> None:
    asked = [one for one in episodes() if one.show in SHOWS]
    missed = [one for one in asked if not _is_found(one, phrasing, relation)]
    print(f"{len(asked) - len(missed)} of {len(asked)} found: {phrasing}")
    assert len(asked) >= 979
    assert missed == []


def test_the_packs_have_every_episode_of_the_list() -> None:
    path = find_shared("facts", "episodes.csv")
    known = {(one.show, one.season, one.number): one.title for one in episodes()}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    print(f"{len(rows)} episodes of the list are looked for")
    wrong = []
    for row in rows:
        title = known.get((row["show"], int(row["season"]), int(row["number"])), "")
        # The list calls both parts of some two-parters by one title.
        wanted = [word.fold for word in split_words(row["title"])]
        words = [word.fold for word in split_words(title)]
        if words[: len(wanted)] != wanted or words[len(wanted) :] not in ([], *_PARTS):
            wrong.append((row, title))
    assert len(rows) >= 979
    assert wrong == []


_PARTS = (["part", "1"], ["part", "2"])
