"""Found stories: families of editions with the paths of their originals, and their merging."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from fonds.app.acting import plan_merge
from fonds.app.shelf import Shelf
from fonds.library.acts import NewChange
from fonds.library.editions import Edition, Family
from fonds.library.entries import get_entry
from fonds.library.opening import Library
from fonds.library.works import iter_source_places

SURE = 0.9
"""From this a merge of many asks about no pair by itself: on our own set every pair that was
found is right, and those that are this sure share nineteen words in twenty."""


class FoundEdition(Struct, frozen=True):
    """One edition, as it is listed.

    Attributes:
        work_id: the work.
        title: or None.
        creators: as stated or found.
        words: of its body.
        chapters: 0 when undivided.
        paths: of its originals, in reading order; a member of a container as "box.zip/member".
        confidence: that it is the same story as the best.
        why: of the best, why it is; of another, what says that it is the same story.
    """

    work_id: str
    title: str | None
    creators: tuple[str, ...]
    words: int
    chapters: int
    paths: tuple[str, ...]
    confidence: float
    why: str


class FoundStory(Struct, frozen=True):
    """A story that is in the library more than once.

    Attributes:
        title: of the best edition, else of the first that has one; None when none has.
        best: the path of the best edition's first original.
        best_work: its identifier.
        paths: of all originals of all editions, the best's first.
        works: identifiers of the editions, the best first.
        confidence: of the least sure.
        why: why they are one story, and why the best is.
        editions: each of them, the best first.
    """

    title: str | None
    best: str
    best_work: str
    paths: tuple[str, ...]
    works: tuple[str, ...]
    confidence: float
    why: str
    editions: tuple[FoundEdition, ...]


def describe_families(shelf: Shelf, families: Iterable[Family]) -> Iterator[FoundStory]:
    """Give families with titles and paths, in their order.

    Cost: reads the catalogue line of each edition.
    """
    for family in families:
        editions = tuple(_describe(shelf.library, one) for one in family.editions)
        best = editions[0]
        same = dict.fromkeys(one.why for one in editions[1:])
        yield FoundStory(
            title=next((one.title for one in editions if one.title), None),
            best=best.paths[0],
            best_work=best.work_id,
            paths=tuple(dict.fromkeys(path for one in editions for path in one.paths)),
            works=tuple(one.work_id for one in editions),
            confidence=min(one.confidence for one in editions),
            why=" ".join((*same, best.why)),
            editions=editions,
        )


def _describe(library: Library, edition: Edition) -> FoundEdition:
    entry = get_entry(library, edition.work_id)
    places = iter_source_places(library, edition.work_id)
    return FoundEdition(
        work_id=edition.work_id,
        title=entry.title,
        creators=entry.creators,
        words=entry.words,
        chapters=entry.chapters,
        paths=tuple(
            f"{place.path}/{place.member}" if place.member else place.path for place in places
        ),
        confidence=edition.confidence,
        why=edition.why,
    )


def plan_merges(
    library: Library, families: Iterable[Family], *, sure: float = SURE
) -> tuple[tuple[NewChange, ...], int, int]:
    """Plan to let all editions that are sure enough lead to the best of their family.

    Args:
        library: open.
        families: n families.
        sure: least confidence of an edition.

    Returns:
        Changes for one act; how many stories they make, of how many works.
    """
    changes: list[NewChange] = []
    stories = works = 0
    for family in families:
        chosen = [one.work_id for one in family.editions[1:] if one.confidence >= sure]
        if chosen:
            changes += plan_merge(library, chosen, family.best.work_id)
            stories += 1
            works += len(chosen) + 1
    return tuple(changes), stories, works
