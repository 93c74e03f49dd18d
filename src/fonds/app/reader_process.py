"""Reader process: what a process that reads has made ready once."""

from fonds.app.reading import Knowledge, make_knowledge
from fonds.describe.rating_model import RatingModel
from fonds.errors import BugError
from fonds.packs.pack import Pack

# Made by `prepare_reader` before a process's first item, and never changed after.
_known: list[Knowledge] = []


def prepare_reader(
    packs: tuple[Pack, ...],
    without: frozenset[str] = frozenset(),
    ratings: RatingModel | None = None,
) -> None:
    """Make ready what this process's readers know.

    Cost: O(names), half a second for the packs of Fonds; nothing when this process was made
    ready with the very same before, as one that reads without workers is.
    """
    for known in _known:
        if known.packs is packs and known.without == without and known.ratings is ratings:
            return
    _known[:] = [make_knowledge(packs, without, ratings)]


def knowledge_here() -> Knowledge:
    """Give what this process's readers know.

    Raises:
        BugError: `prepare_reader` was not called in this process.
    """
    if not _known:
        raise BugError("prepare_reader must be called in every process that reads")
    return _known[0]
