"""Edition sight: families of editions as far as whoever asks may know of them.

Who may see everything is told of the families as they were found. For others a family in which
something is hidden is found again among the works that they may see: how sure it is, why, and
which is the best tell nothing of the others.
"""

from fonds.app.edition_finding import Finder
from fonds.app.shelf import Shelf, find_entry, stay_silent
from fonds.library.editions import Family, find_family, last_act_id, list_families
from fonds.library.history import last_event_id
from fonds.search.kept import Kept

_KEPT_FAMILIES = 4_000
_KEPT: Kept[tuple[Family, ...]] = Kept(_KEPT_FAMILIES)


def list_seen_families(shelf: Shelf) -> tuple[Family, ...]:
    """List the families of works that may be seen, by identifier.

    Cost: as `fonds.library.editions.list_families`; with something hidden, a look-up for each
        work, and a comparison of the works of each family in which something is hidden, once.
    """
    families = list_families(shelf.library)
    if shelf.sight.is_full:
        return families
    seen = (one for family in families for one in _see(shelf, family))
    return tuple(sorted(seen, key=lambda one: one.id))


def find_seen_family(shelf: Shelf, work_id: str) -> Family | None:
    """Find the family of a work, among the works that may be seen; None when in none."""
    family = find_family(shelf.library, work_id)
    if family is None or shelf.sight.is_full:
        return family
    for one in _see(shelf, family):
        if any(edition.work_id == work_id for edition in one.editions):
            return one
    return None


def _see(shelf: Shelf, family: Family) -> tuple[Family, ...]:
    works = [one.work_id for one in family.editions]
    left = tuple(sorted(one for one in works if find_entry(shelf, one) is not None))
    if len(left) == len(works):
        return (family,)
    if len(left) < 2:
        return ()
    library = shelf.library
    key = (str(library.folder), last_event_id(library), last_act_id(library), left)
    found = _KEPT.find(key)
    if found is None:
        found = tuple(Finder(library, stay_silent).find_among(left))
        _KEPT.keep(key, found)
    return found
