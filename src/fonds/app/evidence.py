"""Evidence: the words a value comes from, in their place in the original.

The original is read again for it: what is shown is what the bytes say today, not what
somebody noted down when the file was taken in.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from fonds.app.archive_rows import find_archive_row
from fonds.app.shelf import Shelf
from fonds.decode.decode import decode_bytes
from fonds.errors import BugError, UserError
from fonds.intake.limits import Limits
from fonds.intake.unpack import unpack
from fonds.library.opening import close_library, open_library
from fonds.library.originals import read_original
from fonds.library.works import SourcePlace, get_work, iter_source_places
from fonds.model.text import Step, Text
from fonds.model.work import Leaf, Source
from fonds.parse.archive_codes import ROW
from fonds.parse.formats import read_manuscript

AROUND = 300
"""Code points shown on either side: some four lines of a book page."""

_TEXTS_KEPT = 8
"""Texts kept for the next question: somebody who checks a work asks of one or two sources
again and again. A long novel is a megabyte or so."""

_STEP_WORDS = {
    "decode": "Bytes read as {name}",
    "newlines": "Ends of lines made alike ({name})",
    "trim": "What is no text cut off ({name})",
    "repair": "Characters mended ({name})",
    "render": "Words taken out of their markup ({name})",
}


class Passage(Struct, frozen=True):
    """A place in an original, in its context.

    Attributes:
        before: up to `around` code points before the words.
        marked: the words themselves.
        after: up to `around` code points after them.
        source: the original, as the work names it.
        original: digest of the stored original (the container, for a member).
        steps: how the bytes became these characters, in words, in order.
        is_start: whether `before` reaches back to the beginning of the text.
        is_end: whether `after` reaches its end.
    """

    before: str
    marked: str
    after: str
    source: Source
    original: str
    steps: tuple[str, ...]
    is_start: bool
    is_end: bool


class Place(Struct, frozen=True):
    """Where words stand: a half-open range of code points of one source's text."""

    source: int
    start: int
    end: int


def find_passage(
    shelf: Shelf, work_id: str, source: int, start: int, end: int, *, around: int = AROUND
) -> Passage:
    """Find a place in one source of a work, by reading the original again.

    Args:
        shelf: an open shelf.
        work_id: the work's identifier.
        source: index into the work's s sources.
        start: first code point in that source's text, half-open.
        end: one past the last.
        around: code points of context on either side.

    Returns:
        The passage; `before + marked + after` is a stretch of the source's text.

    Raises:
        UserError: there is no such work, source or place.
        DamageError: the stored bytes are damaged.

    Cost: reads and decodes the original, once; a few are remembered.
    """
    return find_passages(shelf, work_id, [Place(source, start, end)], around=around)[0]


def find_passages(
    shelf: Shelf, work_id: str, places: Sequence[Place], *, around: int = AROUND
) -> tuple[Passage, ...]:
    """Find n places of one work; as `find_passage`, reading the work only once.

    Raises:
        UserError: there is no such work, or a source or place that it does not have.
        DamageError: the stored bytes are damaged.
    """
    sources = get_work(shelf.library, work_id).sources
    stored = tuple(iter_source_places(shelf.library, work_id))
    passages = []
    for place in places:
        if not 0 <= place.source < min(len(sources), len(stored)):
            raise UserError(
                f"the work {work_id} has {len(sources)} sources, counted from 0; "
                f"there is no {place.source}"
            )
        holder = stored[place.source]
        media_type = sources[place.source].media_type
        text = read_source_text(shelf.library.folder, holder, media_type)
        passages.append(_cut(text, place, sources[place.source], holder, around))
    return tuple(passages)


def _cut(text: Text, place: Place, source: Source, holder: SourcePlace, around: int) -> Passage:
    length = len(text.chars)
    if not 0 <= place.start <= place.end <= length:
        raise UserError(
            f"{holder.path} has {length} characters; there is no place {place.start} to {place.end}"
        )
    first, last = max(0, place.start - around), min(length, place.end + around)
    return Passage(
        before=text.chars[first : place.start],
        marked=text.chars[place.start : place.end],
        after=text.chars[place.end : last],
        source=source,
        original=holder.original,
        steps=describe_steps(text.steps),
        is_start=first == 0,
        is_end=last == length,
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def read_source_text(folder: Path, place: SourcePlace, media_type: str = "") -> Text:
    """Read the text of a source again from its original.

    Originals never change, so what was read once may be remembered.

    Args:
        folder: the library's folder.
        place: where the source lies in it.
        media_type: as the work has it: a row or a chapter of an imported archive is not read
            by what its content looks like.

    Raises:
        UserError: the library does not hold it.
        DamageError: its bytes are damaged.
        BugError: the container does not hold the member it once held.
    """
    library = open_library(folder)
    try:
        data = read_original(library, place.original)
    finally:
        close_library(library)
    leaf = _find_leaf(data, place)
    return read_manuscript(media_type or leaf.media_type, leaf.data, decode_bytes).text


def _find_leaf(data: bytes, place: SourcePlace) -> Leaf:
    for found in unpack(place.path, data, Limits()):
        if isinstance(found, Leaf) and found.member == place.member:
            return found
    if place.member is None:
        # A chapter of an archive that looks like a mailbox is none.
        return Leaf(place.path, None, data, "text/plain")
    row = find_archive_row(place.path, data, place.member, place.digest)
    if row is not None:
        return Leaf(place.path, place.member, row, ROW)
    raise BugError(f"{place.path}: {place.member or 'the file'} was read once and is gone")


def describe_steps(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Say in words how bytes became characters; the same act many times is one line.

    Example:
        >>> describe_steps((Step("decode", "cp1252", 0, 9, why="no valid UTF-8"),))
        ('Bytes read as cp1252: no valid UTF-8.',)
    """
    counts = Counter((step.kind, step.name, step.why) for step in steps)
    lines = []
    for (kind, name, why), count in counts.items():
        line = _STEP_WORDS[kind].format(name=name)
        if count > 1:
            line += f", {count} times"
        lines.append(f"{line}: {why.rstrip('.')}." if why else f"{line}.")
    return tuple(lines)
