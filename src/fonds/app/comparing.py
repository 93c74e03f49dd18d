"""Comparing: the editions of a story, and what differs between two of them."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from fonds.app.acting import act, plan_merge
from fonds.app.edition_sight import find_seen_family, list_seen_families
from fonds.app.reach import find_edition
from fonds.app.shelf import Shelf, find_entry
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.editions import Edition
from fonds.library.kept_apart import list_kept_apart, make_apart_key, read_apart
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import read_rows
from fonds.library.works import get_edition
from fonds.model.entry import Entry
from fonds.model.work import Source
from fonds.publish.difference import Difference, difference

EditionState = Literal["best", "merged", "proposed", "apart"]


class EditionLine(Struct, frozen=True):
    """An edition of a story.

    Attributes:
        entry: its catalogue line.
        state: the best one; merged into it by a person; proposed by Fonds; kept apart from
            the best one by a person.
        sources: what it was read from, in order.
        originals: digests of the stored originals they lie in, in the same order.
        format: of its first source, in a word.
        confidence: how sure Fonds is; 1 where a person said so.
        why: what speaks for it; "" when nobody says.
    """

    entry: Entry
    state: EditionState
    sources: tuple[Source, ...]
    originals: tuple[str, ...]
    format: str
    confidence: float
    why: str


class SeenFamily(Struct, frozen=True):
    """The editions of one story, the best first.

    Attributes:
        best: the one that stands for the story.
        others: n editions.
    """

    best: EditionLine
    others: tuple[EditionLine, ...]

    @property
    def proposed(self) -> tuple[EditionLine, ...]:
        """Those that nobody has decided of yet."""
        return tuple(one for one in self.others if one.state == "proposed")

    @property
    def confidence(self) -> float:
        """How sure Fonds is of the least sure of those it proposes."""
        return min((one.confidence for one in self.proposed), default=1.0)


class Outline(Struct, frozen=True):
    """A family before its works are read.

    Attributes:
        best: identifier of the best one.
        others: those proposed to be the same, with how sure it is of each.
    """

    best: str
    others: tuple[tuple[str, float], ...]

    @property
    def confidence(self) -> float:
        """How sure it is of the least sure."""
        return min((one for _, one in self.others), default=1.0)


# What was found, and what people decided


def list_outlines(shelf: Shelf, *, least: float = 0.0) -> tuple[Outline, ...]:
    """List the families in which something is undecided, the largest and surest first.

    Args:
        shelf: what is hidden from its sight is left out.
        least: leave out what Fonds is less sure of.

    Returns:
        n families of at least two works that stand alone and are not kept apart.

    Cost: O(works in families): reads one row of each, and with a limited sight its line.
    """
    apart = list_kept_apart(shelf.library)
    outlines: list[Outline] = []
    for family in list_seen_families(shelf):
        best, *rest = family.editions
        others = tuple(
            (one.work_id, one.confidence)
            for one in rest
            if one.confidence >= least and make_apart_key(best.work_id, one.work_id) not in apart
        )
        if others:
            outlines.append(Outline(best.work_id, others))
    return tuple(sorted(outlines, key=lambda one: (-len(one.others), -one.confidence, one.best)))


def see_family(shelf: Shelf, work_id: str) -> SeenFamily | None:
    """Give all that is known of the editions of a work.

    Args:
        shelf: what is hidden from its sight is left out.
        work_id: of a work that stands alone or was merged.

    Returns:
        Its editions: those merged into it, those proposed, those kept apart from it; None when
        there is no such work to be seen. A work without others is a family of one.

    Cost: reads each of the n works once.
    """
    try:
        asked = resolve_work_id(shelf.library, work_id)
    except UserError:
        return None
    if find_entry(shelf, asked) is None:
        return None
    known = find_seen_family(shelf, asked)
    found = {one.work_id: one for one in (known.editions if known is not None else ())}
    standing = [one for one in found if find_entry(shelf, one) is not None] or [asked]
    best = asked if _are_apart(shelf.library, standing[0], asked) else standing[0]
    states: dict[str, EditionState] = dict.fromkeys(_list_apart(shelf, best), "apart")
    states |= dict.fromkeys(list_merged_into(shelf.library, best), "merged")
    states |= {one: "proposed" for one in standing if one not in states}
    states[best] = "best"
    lines = [_read_line(shelf, one, state, found.get(one)) for one, state in states.items()]
    seen = [one for one in lines if one is not None]
    seen.sort(key=lambda one: (_ORDER[one.state], -one.confidence))
    return SeenFamily(seen[0], tuple(seen[1:]))


def _list_apart(shelf: Shelf, work_id: str) -> list[str]:
    """List the works that a person keeps apart from one, and that have a line of their own."""
    pairs = [pair for pair in list_kept_apart(shelf.library) if work_id in pair]
    others = sorted(one for pair in pairs for one in pair if one != work_id)
    return [one for one in others if find_entry(shelf, one) is not None]


_ORDER: dict[EditionState, int] = {"best": 0, "merged": 1, "proposed": 2, "apart": 3}


def _are_apart(library: Library, one: str, other: str) -> bool:
    return one != other and read_apart(library, make_apart_key(one, other)) is not None


def _read_line(
    shelf: Shelf, work_id: str, state: EditionState, row: Edition | None
) -> EditionLine | None:
    entry = find_edition(shelf, work_id)
    if entry is None:
        return None
    sources = get_edition(shelf.library, work_id).sources
    is_found = row is not None and state in {"proposed", "apart"}
    return EditionLine(
        entry=entry,
        state=state,
        sources=sources,
        originals=list_originals(shelf.library, work_id),
        format=name_format(sources[0].media_type) if sources else "",
        confidence=row.confidence if row is not None and is_found else 1.0,
        why=row.why if row is not None else "",
    )


def name_format(media_type: str) -> str:
    """Name a format in a word or two.

    Example:
        >>> name_format("text/html; charset=utf-8"), name_format("x/strange")
        ('web page', 'x/strange')
    """
    plain = media_type.partition(";")[0].strip().lower()
    return _FORMATS.get(plain, plain)


_FORMATS = {
    "text/plain": "text",
    "text/markdown": "text",
    "text/html": "web page",
    "application/xhtml+xml": "web page",
    "application/epub+zip": "EPUB",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "text/rtf": "RTF",
    "application/rtf": "RTF",
    "message/rfc822": "mail",
}


def list_originals(library: Library, work_id: str) -> tuple[str, ...]:
    """List the digests of the originals that just this work's sources lie in, in order."""
    rows = read_rows(
        library.connection,
        "SELECT original FROM work_source WHERE work_id = ? ORDER BY ordinal",
        (work_id,),
    )
    return tuple(str(row[0]) for row in rows)


def count_others(shelf: Shelf, work_id: str) -> int:
    """Count the other editions of a work that are merged into it or proposed.

    Cost: some lookups; nothing is read but what was merged.
    """
    known = find_seen_family(shelf, work_id)
    proposed = sum(
        one.work_id != work_id
        and find_entry(shelf, one.work_id) is not None
        and not _are_apart(shelf.library, work_id, one.work_id)
        for one in (known.editions if known is not None else ())
    )
    merged = list_merged_into(shelf.library, work_id)
    return proposed + sum(find_edition(shelf, one) is not None for one in merged)


# Comparing


def find_pair(shelf: Shelf, one: str, other: str) -> tuple[Entry, Entry] | None:
    """Find the lines of two works, which may be merged into others.

    Args:
        shelf: an open shelf.
        one: the one's identifier; not followed when it leads elsewhere.
        other: the other's.

    Returns:
        None when one of them is not there, or hidden.
    """
    here, there = find_edition(shelf, one), find_edition(shelf, other)
    return None if here is None or there is None else (here, there)


def compare_editions(library: Library, one: str, other: str) -> Difference:
    """Compare two works, which may be merged into others.

    Raises:
        UserError: one of them is not there.

    Cost: see `fonds.publish.difference.difference`.
    """
    return difference(get_edition(library, one), get_edition(library, other))


# Deciding


def merge_outlines(
    shelf: Shelf, outlines: Iterable[Outline], *, by: str, clock: str
) -> Done | None:
    """Merge the works of families into the best of each, in one act.

    Returns:
        What was done; None when there was nothing to do.

    Raises:
        UserError: somebody else is writing.
    """
    changes: list[NewChange] = []
    works = families = 0
    for outline in outlines:
        others = [name for name, _ in outline.others]
        changes += plan_merge(shelf.library, others, outline.best)
        works, families = works + len(others), families + 1
    if not changes:
        return None
    words = f"Merged {_say(works, 'edition')} into the best of {_say(families, 'story')}"
    return act(shelf, changes, kind="merge", words=words, by=by, clock=clock)


def _say(count: int, what: str) -> str:
    many = "stories" if what == "story" else f"{what}s"
    return f"{count:,} {what if count == 1 else many}"


def sign_outlines(outlines: Sequence[Outline]) -> str:
    """Give the numbers by which what was shown is told from what would be done now.

    Example:
        >>> sign_outlines([Outline("w1", (("w2", 0.99),))])
        '1-1'
    """
    return f"{len(outlines)}-{sum(len(one.others) for one in outlines)}"
