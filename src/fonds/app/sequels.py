"""Sequels: works that say they follow, precede or go with others of their author's, linked."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from msgspec import Struct

from fonds.app.shelf import Shelf, find_entry, see_now
from fonds.library.related import list_said_related
from fonds.model.entry import Entry
from fonds.model.record import Relation
from fonds.search.documents import order_key
from fonds.search.matching import match_works
from fonds.search.query import Either, Exact

Way = Literal["before", "after", "beside"]

_WAYS: dict[Relation, Way] = {
    "sequel to": "before",
    "prequel to": "after",
    "companion to": "beside",
    "followed by": "after",
}
"""Where the work that is named stands, seen from the one that names it."""

_BACK: dict[Way, Way] = {"before": "after", "after": "before", "beside": "beside"}

_MOST_OF_AUTHOR = 500
"""Works of an author that are asked whether they name a work."""

_MOST_IN_CHAIN = 50


class Related(Struct, frozen=True):
    """A work that goes with another.

    Attributes:
        way: where it stands: before the other, after it, or beside.
        title: as it was named.
        entry: the work of this title by the same author; None when it is not here.
    """

    way: Way
    title: str
    entry: Entry | None


def list_related(shelf: Shelf, entry: Entry) -> tuple[Related, ...]:
    """List the works that one says it follows, precedes or goes with, and those that say so of it.

    Args:
        shelf: with the sight of whoever asks.
        entry: of a work that they may see.

    Returns:
        Those before it, then those after it, then those beside; no work and no title twice.

    Cost: one search and one query among the author's works.
    """
    others = _list_of_authors(shelf, entry)
    said = list_said_related(shelf.library, [entry.work_id, *(work_id for work_id, _ in others)])
    found: dict[str, Related] = {}
    for way, title in _read_said(said.get(entry.work_id, ())):
        key = order_key(title)
        works = sorted(work_id for work_id, named in others if named == key)
        other = next((one for work in works if (one := find_entry(shelf, work))), None)
        found.setdefault(other.work_id if other else f"{way} {key}", Related(way, title, other))
    own = order_key(entry.title or "")
    for work_id, _ in others if own else ():
        if work_id in found:
            continue
        for way, title in _read_said(said.get(work_id, ())):
            if order_key(title) == own and (other := find_entry(shelf, work_id)) is not None:
                found[work_id] = Related(_BACK[way], other.title or other.incipit, other)
                break
    ways = get_args(Way)
    return tuple(sorted(found.values(), key=lambda one: ways.index(one.way)))


def _list_of_authors(shelf: Shelf, entry: Entry) -> list[tuple[str, str]]:
    """List the other works of a work's authors: identifier, and what its title is ordered by."""
    asked = tuple(Exact("author", name) for name in entry.creators)
    if not asked:
        return []
    query = asked[0] if len(asked) == 1 else Either(asked)
    matched = match_works(shelf.index, query, kinds=(), sight=see_now(shelf))
    columns = matched.columns
    rows = matched.list_rows()[:_MOST_OF_AUTHOR]
    works = ((columns.work_ids[row], columns.titles[row]) for row in rows)
    return [(work_id, title) for work_id, title in works if work_id != entry.work_id]


def _read_said(values: Iterable[object]) -> list[tuple[Way, str]]:
    """Read the values of claims on "sequel": one work each, or a list of them."""
    said: list[tuple[Way, str]] = []
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                continue
            way, title = _WAYS.get(one.get("relation", "")), one.get("title")
            if way is not None and isinstance(title, str) and order_key(title):
                said.append((way, title))
    return said


def find_chain(shelf: Shelf, entry: Entry) -> tuple[Entry, ...]:
    """Follow what works say of each other to the first and the last: works in order.

    Args:
        shelf: with the sight of whoever asks.
        entry: one of them.

    Returns:
        The works; the one alone when nothing goes before it or after.
    """
    known = {entry.work_id}
    before = _follow(shelf, entry, "before", known)
    after = _follow(shelf, entry, "after", known)
    return (*reversed(before), entry, *after)


def _follow(shelf: Shelf, entry: Entry, way: Way, known: set[str]) -> Sequence[Entry]:
    found: list[Entry] = []
    at: Entry | None = entry
    while at is not None and len(found) < _MOST_IN_CHAIN:
        near = (one.entry for one in list_related(shelf, at) if one.way == way)
        at = next((one for one in near if one is not None and one.work_id not in known), None)
        if at is not None:
            known.add(at.work_id)
            found.append(at)
    return found
