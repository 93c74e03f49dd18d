"""Found stories: families of editions with the paths of their originals, and their merging."""

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct, structs

from fonds.app.acting import plan_merge
from fonds.app.reach import find_edition
from fonds.app.shelf import Shelf, find_entry
from fonds.library.acts import NewChange
from fonds.library.editions import Edition, Family
from fonds.library.entries import get_entry
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library
from fonds.library.originals import list_repeated_places
from fonds.library.storage import read_rows
from fonds.library.works import find_works_of_texts, iter_edition_places
from fonds.model.entry import Entry

MERGED = "A person said that it is the same story."
SAME_BYTES = "The same bytes came under several paths."

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
            Other paths with the very same bytes follow.
        merged: whether a person said that it is the same story: it leads to the best one.
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
    merged: bool = False


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
    copies = list_copies(shelf.library)
    for family in families:
        yield _make_story(
            one
            for edition in family.editions
            for one in _describe_with_merged(shelf, edition, copies)
        )


def describe_others(
    shelf: Shelf, known: Container[str], *, among: Container[str] | None = None
) -> Iterator[FoundStory]:
    """Give the stories that are here more than once beside the families that were found.

    These are stories whose editions a person has merged, and those of which the very same bytes
    came under several paths.

    Args:
        shelf: an open shelf.
        known: works of the families, which are left out.
        among: only these works; None for all.

    Cost: one pass over the lists of files, and over merged works.
    """
    copies = list_copies(shelf.library)
    works = dict.fromkeys(_list_merge_targets(shelf.library))
    works |= dict.fromkeys(find_works_of_texts(shelf.library, copies))
    for work_id in works:
        entry = find_entry(shelf, work_id)
        if work_id in known or entry is None or entry.kind != "story":
            continue
        if among is not None and work_id not in among:
            continue
        editions = tuple(_describe_with_merged(shelf, Edition(work_id, 0, 1.0, ""), copies))
        if len(editions) > 1:
            yield _make_story(editions)
        elif _is_whole_copy(shelf.library, work_id, copies):
            # Only then: a part of a story that came twice is not the story twice.
            yield _make_story([structs.replace(editions[0], why=SAME_BYTES)])


def _make_story(found: Iterable[FoundEdition]) -> FoundStory:
    editions = tuple(found)
    best = editions[0]
    same = dict.fromkeys(one.why for one in (*editions[1:], best) if one.why)
    return FoundStory(
        title=next((one.title for one in editions if one.title), None),
        best=best.paths[0],
        best_work=best.work_id,
        paths=tuple(dict.fromkeys(path for one in editions for path in one.paths)),
        works=tuple(one.work_id for one in editions),
        confidence=min(one.confidence for one in editions),
        why=" ".join(same),
        editions=editions,
    )


def _describe_with_merged(
    shelf: Shelf, edition: Edition, copies: Mapping[str, tuple[str, ...]]
) -> Iterator[FoundEdition]:
    entry = get_entry(shelf.library, edition.work_id)
    yield _describe(shelf.library, edition, entry, copies)
    for work_id in list_merged_into(shelf.library, edition.work_id):
        merged = find_edition(shelf, work_id)
        if merged is not None:
            told = Edition(work_id, 1, 1.0, MERGED)
            yield structs.replace(_describe(shelf.library, told, merged, copies), merged=True)


def _describe(
    library: Library, edition: Edition, entry: Entry, copies: Mapping[str, tuple[str, ...]]
) -> FoundEdition:
    places = tuple(iter_edition_places(library, edition.work_id))
    own = [name_place(place.path, place.member) for place in places]
    same = [path for place in places for path in copies.get(place.digest, ())]
    return FoundEdition(
        work_id=edition.work_id,
        title=entry.title,
        creators=entry.creators,
        words=entry.words,
        chapters=entry.chapters,
        paths=tuple(dict.fromkeys((*own, *same))),
        confidence=edition.confidence,
        why=edition.why,
    )


def name_place(path: str, member: str | None) -> str:
    """Name a file, or a member of a container, by its path in the heap.

    Example:
        >>> name_place("heap/box.zip", "oz/road.txt"), name_place("heap/road.txt", None)
        ('heap/box.zip/oz/road.txt', 'heap/road.txt')
    """
    return f"{path}/{member}" if member else path


def list_copies(library: Library) -> dict[str, tuple[str, ...]]:
    """List the bytes that came under several paths: those paths by digest.

    Cost: one pass over the lists of files.
    """
    found: dict[str, list[str]] = {}
    for digest, path, member in list_repeated_places(library):
        found.setdefault(digest, []).append(name_place(path, member or None))
    return {digest: tuple(dict.fromkeys(paths)) for digest, paths in found.items()}


def _is_whole_copy(library: Library, work_id: str, copies: Container[str]) -> bool:
    return all(place.digest in copies for place in iter_edition_places(library, work_id))


def _list_merge_targets(library: Library) -> tuple[str, ...]:
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT new FROM redirect WHERE new IN (SELECT work_id FROM entry) ORDER BY new",
    )
    return tuple(str(row[0]) for row in rows)


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
