"""Tag sight: names and proposals as far as whoever asks may know of them.

Who may see everything sees every name. To others only the works count that they may see: names
that no such work has, or is found under, are not there for them.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import structs

from fonds.app.shelf import Shelf, see_now
from fonds.app.tags import TagPage, read_tag_page
from fonds.errors import UserError
from fonds.library.acts import Act, Change
from fonds.library.tags import (
    TAG_KINDS,
    TagKind,
    TagLine,
    list_above,
    list_places,
    list_tags,
)
from fonds.search.matching import match_works
from fonds.search.query import Everything


def list_seen_works(shelf: Shelf) -> frozenset[str] | None:
    """List the works that may be seen; None when all may.

    Cost: O(works), for those from whom something is hidden.
    """
    if shelf.sight.is_full:
        return None
    matched = match_works(shelf.index, Everything(), kinds=(), sight=see_now(shelf))
    return frozenset(matched.columns.work_ids[row] for row in matched.list_rows())


def list_seen_tags(shelf: Shelf, kind: TagKind) -> tuple[TagLine, ...]:
    """List the names of a kind that may be known: undecided first, then by how many works.

    Args:
        shelf: with the sight of whoever asks.
        kind: of the names.

    Cost: as `fonds.library.tags.list_tags`; with something hidden, O(works and their names).
    """
    lines: Iterable[TagLine] = list_tags(shelf.library, kind)
    seen = list_seen_works(shelf)
    if seen is not None:
        counts = _count_seen(shelf, kind, seen)
        known = _list_known(shelf, seen).get(kind, set())
        lines = [structs.replace(one, works=counts[one.name]) for one in lines if one.name in known]
    return tuple(sorted(lines, key=lambda one: (one.is_decided, -one.works, one.name)))


def _count_seen(shelf: Shelf, kind: TagKind, seen: frozenset[str]) -> Counter[str]:
    places = list_places(shelf.library, kind)
    return Counter(name for name, work_id in places if work_id in seen)


def _list_known(shelf: Shelf, seen: frozenset[str]) -> dict[str, set[str]]:
    """Names that some visible work has, or is found under, by kind."""
    known: dict[str, set[str]] = {kind: set() for kind in TAG_KINDS}
    for kind in TAG_KINDS:
        leads = {one.name: one.canonical for one in list_tags(shelf.library, kind)}
        typed = {name for name, work_id in list_places(shelf.library, kind) if work_id in seen}
        known[kind] |= typed
        for canonical in {leads.get(name) or name for name in typed}:
            known[kind].add(canonical)
            for above_kind, above in list_above(shelf.library, kind, canonical):
                known[above_kind].add(above)
    return known


def read_seen_page(shelf: Shelf, kind: TagKind, name: str) -> TagPage:
    """Read all that may be known of a name.

    Raises:
        UserError: there is none, or it may not be known.
    """
    page = read_tag_page(shelf.library, kind, name)
    seen = list_seen_works(shelf)
    if seen is None:
        return page
    known = _list_known(shelf, seen)
    if name not in known[kind]:
        raise UserError(f"there is no {kind} “{name}” here")
    counts = _count_seen(shelf, kind, seen)

    def keep(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((one, other) for one, other in pairs if other in known[one])

    return TagPage(
        line=structs.replace(page.line, works=counts[name]),
        synonyms=tuple(
            structs.replace(one, works=counts[one.name])
            for one in page.synonyms
            if one.name in known[kind]
        ),
        broader=keep(page.broader),
        above=keep(page.above),
        narrower=keep(page.narrower),
        works=tuple(one for one in page.works if one in seen),
    )


def keep_seen_decisions(
    shelf: Shelf, decisions: Iterable[tuple[Act, tuple[Change, ...]]]
) -> tuple[tuple[Act, tuple[Change, ...]], ...]:
    """Keep of a history of decisions what tells of no name that may not be known."""
    seen = list_seen_works(shelf)
    if seen is None:
        return tuple(decisions)
    known = _list_known(shelf, seen)
    kept = []
    for act, changes in decisions:
        shown = tuple(one for one in changes if _names_of(one) <= _pairs(known))
        if shown:
            # The act's own words may name others.
            kept.append((structs.replace(act, words="", why=""), shown))
    return tuple(kept)


def _pairs(known: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {(kind, name) for kind, names in known.items() for name in names}


def _names_of(change: Change) -> set[tuple[str, ...]]:
    if change.cell == "broader":
        return {change.key[:2], change.key[2:]}
    held = [one["canonical"] for one in (change.before, change.after) if one is not None]
    return {change.key, *((change.key[0], one) for one in held if one is not None)}
