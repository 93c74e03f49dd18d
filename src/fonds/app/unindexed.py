"""Unindexed: works of which something happened that the search index does not know yet."""

from fonds.app.shelf import Shelf, find_entry, is_behind
from fonds.library.history import iter_events
from fonds.model.entry import Entry
from fonds.search.index import read_stamp

MOST = 500
"""Works that are read one by one; while more are taken in, what the index says must do."""

_NAMING = ("works", "moved", "revived")


def list_unindexed(shelf: Shelf) -> tuple[Entry, ...]:
    """List the catalogue lines of works that changed since the index was brought up to date.

    Args:
        shelf: with the sight of whoever asks.

    Returns:
        Those that they may see; none when more than `MOST` changed.

    Cost: one lookup while the index is up to date; else the events since, and n lines.
    """
    if not is_behind(shelf):
        return ()
    changed: dict[str, None] = {}
    for event in iter_events(shelf.library, after=read_stamp(shelf.index)):
        named = [event.work_id, event.detail.get("into")]
        named += [one for key in _NAMING for one in event.detail.get(key, ())]
        changed |= dict.fromkeys(one for one in named if isinstance(one, str))
        if len(changed) > MOST:
            return ()
    found = (find_entry(shelf, one) for one in changed)
    # An identifier that leads elsewhere gives the other work's line.
    entries = {one.work_id: one for one in found if one is not None}
    return tuple(entries.values())
