"""Neighbours: more like this, from what is told and from what is said, with the reason."""

from collections.abc import Sequence

from msgspec import Struct

from fonds.app.series import find_series_line, split_series
from fonds.app.shelf import Shelf, find_entry, see_now
from fonds.describe.likeness import (
    VALUES,
    WORDS_FULL,
    WORDS_WORTH,
    Likeness,
    Place,
    Tie,
    choose_alike,
    compare_entries,
    compare_moods,
    compare_words,
    say_ties,
)
from fonds.describe.mood import judge_mood
from fonds.library.entries import sort_key
from fonds.library.related import find_families
from fonds.model.entry import Entry
from fonds.model.sight import Sight
from fonds.search.likeness import (
    Word,
    find_near,
    find_rarities,
    find_shared,
    pick_words,
    read_bodies,
    weigh_words,
)

MOST = 50
"""Neighbours that can be asked for: who is so far down the list is near nobody."""

_MOOD_AROUND = 2000
"""Characters in the middle of a story by which its mood is judged: a millisecond a work."""

_MOODS_MOST = 6
"""Neighbours whose mood is judged: it tells little, and the first ones are looked at most."""

_NEAR_MOST, _AUTHOR_MOST = 80, 20
"""Works that are weighed: those that share words or values, and those of the same authors."""


class Neighbour(Struct, frozen=True):
    """A work that is near another.

    Attributes:
        entry: its catalogue line.
        why: what both have in common, in words.
        score: how much that is; above 3 is near.
        ties: the same piece by piece, what is worth most first.
    """

    entry: Entry
    why: str
    score: float
    ties: tuple[Tie, ...]


def find_neighbours(shelf: Shelf, work_id: str, *, limit: int = 10) -> tuple[Neighbour, ...]:
    """Find the works nearest to one: alike in words, people, world, tags and telling.

    Args:
        shelf: with the sight of whoever asks; what is hidden from them is no neighbour.
        work_id: of a work that they may see.
        limit: most to give, up to `MOST`.

    Returns:
        The nearest first; equals by identifier. Other editions of the work are left out, of
        several editions of a neighbour there is one, of one series two. Nothing for a work that
        is not here.

    Cost: some forty milliseconds among 100,000 works.
    """
    entry = find_entry(shelf, work_id)
    if entry is None:
        return ()
    limit = max(0, min(limit, MOST))
    bodies = read_bodies(shelf.index, [entry.work_id])
    body = bodies.get(entry.work_id, "")
    sight = see_now(shelf)
    words = pick_words(shelf.index, body, _list_name_words(entry), sight=sight)
    found = _weigh(shelf, entry, words, sight)
    series = {one.entry.work_id: place.key for one in found if (place := _place_of(one.entry))}
    chosen = choose_alike(found, limit, series)
    return tuple(
        Neighbour(one.entry, say_ties(one.ties), round(one.score, 3), one.ties)
        for one in _finish(shelf, body, chosen)
    )


def _list_name_words(entry: Entry) -> frozenset[str]:
    names = (*entry.characters, *entry.creators, *entry.fandoms, *entry.relationships)
    return frozenset(word for name in names for word in sort_key(name).split())


def _place_of(entry: Entry) -> Place | None:
    if not entry.series:
        return None
    name, index = split_series(entry.series)
    return Place(sort_key(name) or name, name, index)


def _weigh(shelf: Shelf, entry: Entry, words: Sequence[Word], sight: Sight) -> list[Likeness]:
    """Weigh all that may be near, editions of the work itself and second editions left out."""
    mine = _values_of(entry)
    rarities = find_rarities(shelf.index, mine, sight=sight)
    values = {
        facet: [(value, VALUES[facet][0] * rarities[facet, value]) for value in some]
        for facet, some in mine.items()
    }
    # Apart, so that somebody who wrote two hundred stories does not hide all others.
    authors = {"author": values.pop("author")}
    near = {one.work_id for one in _list_beside(shelf, entry)}
    for asked, most in ((values, _NEAR_MOST), (authors, _AUTHOR_MOST)):
        worth = WORDS_WORTH / WORDS_FULL
        near.update(
            find_near(
                *(shelf.index, entry.work_id, words, asked),
                words_worth=worth,
                sight=sight,
                most=most,
            )
        )
    shared = find_shared(shelf.index, words, near)
    whole = weigh_words(words)
    entries = [other for one in sorted(near) if (other := find_entry(shelf, one)) is not None]
    weighed = []
    for other in _leave_editions_out(shelf, entry, entries):
        places = (_place_of(entry), _place_of(other))
        ties = compare_entries(entry, other, lambda f, v: rarities.get((f, v), 0.0), places)
        both = shared.get(other.work_id, ())
        share = sum(word.weight for word in both) / whole
        told = compare_words(share, [word.form for word in both])
        weighed.append(_add(Likeness(other, ties, 0.0), told))
    return weighed


def _list_beside(shelf: Shelf, entry: Entry) -> list[Entry]:
    line = find_series_line(shelf, entry)
    beside = (line.previous, line.next) if line is not None else ()
    return [one for one in beside if one is not None]


def _values_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    return {
        "pairing": entry.relationships,
        "character": entry.characters,
        "author": entry.creators,
        "tag": entry.tags,
        "fandom": entry.fandoms,
    }


def _leave_editions_out(shelf: Shelf, entry: Entry, found: Sequence[Entry]) -> list[Entry]:
    families = find_families(shelf.library, [entry.work_id, *(one.work_id for one in found)])
    own = families.get(entry.work_id)
    best: dict[str, tuple[int, str]] = {}
    for one in found:
        if (family := families.get(one.work_id)) is not None:
            rank = (family[1], one.work_id)
            best[family[0]] = min(best.get(family[0], rank), rank)
    left = []
    for one in found:
        family = families.get(one.work_id)
        if family is not None:
            is_kept = (own is None or family[0] != own[0]) and best[family[0]][1] == one.work_id
        else:
            # Editions are looked for when somebody asks; until then the same title by the same
            # author is taken for one.
            is_kept = not _is_same(entry, one)
        if is_kept:
            left.append(one)
    return left


def _is_same(one: Entry, other: Entry) -> bool:
    if not one.title or not other.title or sort_key(one.title) != sort_key(other.title):
        return False
    return bool(set(map(sort_key, one.creators)) & set(map(sort_key, other.creators)))


def _finish(shelf: Shelf, body: str, chosen: Sequence[Likeness]) -> list[Likeness]:
    """Add the mood where it can be told, and order anew."""
    bodies = read_bodies(shelf.index, [one.entry.work_id for one in chosen[:_MOODS_MOST]])
    mood = judge_mood(_cut_middle(body))
    done = []
    for one in chosen:
        theirs = bodies.get(one.entry.work_id)
        tie = compare_moods(mood, judge_mood(_cut_middle(theirs))) if theirs else None
        done.append(_add(one, tie))
    return sorted(done, key=lambda one: (-one.score, one.entry.work_id))


def _cut_middle(body: str) -> str:
    start = max(0, (len(body) - _MOOD_AROUND) // 2)
    return body[start : start + _MOOD_AROUND]


def _add(one: Likeness, tie: Tie | None) -> Likeness:
    ties = (*one.ties, tie) if tie is not None else one.ties
    kept = tuple(sorted(ties, key=lambda tie: (-tie.worth, tie.kind)))
    return Likeness(one.entry, kept, sum(tie.worth for tie in kept))
