"""Export: works out of the library into a folder, as files a person can use anywhere."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import Struct

from fonds.app.shelf import Card, Shelf, get_card
from fonds.errors import UserError
from fonds.library.originals import find_original, read_original
from fonds.library.works import iter_source_places
from fonds.model.record import Record
from fonds.publish.characters import one_line, shorten
from fonds.publish.epub import build_epub
from fonds.publish.html import build_html
from fonds.publish.json import build_json
from fonds.publish.sections import give_title
from fonds.publish.text import build_text

ExportKind = Literal["epub", "html", "txt", "json", "originals"]
Progress = Callable[[str, int, int], None]

_RESERVED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
"""Characters a file name may not hold somewhere: Windows' list, and marks that turn the
direction of writing, with which "exe.txt" is made to look like "txt.exe"."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(1, 10))}
)
_LONGEST_PART = 80
_MOST_BYTES = 200
"""Of a file name: most systems allow 255, and a suffix and a number must fit behind it."""


class Exported(Struct, frozen=True):
    """One file of an export.

    Attributes:
        work_id: the work it belongs to.
        name: its path in the folder, "/" between parts.
        outcome: "written"; "unchanged" when the same bytes were there already; "kept" when
            other bytes were there and were not overwritten; "planned" in a dry run.
    """

    work_id: str
    name: str
    outcome: Literal["written", "unchanged", "kept", "planned"]


class ExportReport(Struct, frozen=True):
    """What became of an export.

    Attributes:
        kind: what was made.
        folder: where, as given.
        files: every file, in the order of the works.
    """

    kind: ExportKind
    folder: str
    files: tuple[Exported, ...]

    def count(self, outcome: str) -> int:
        """Count the files of one outcome."""
        return sum(file.outcome == outcome for file in self.files)


def export_works(
    shelf: Shelf,
    work_ids: Sequence[str],
    kind: ExportKind,
    folder: Path,
    progress: Progress,
    *,
    force: bool = False,
    dry_run: bool = False,
) -> ExportReport:
    """Write works into a folder, one file each; originals under their archive names.

    Args:
        shelf: an open shelf.
        work_ids: w works, each once.
        kind: what to make of them.
        folder: made when it is not there.
        progress: told ("export", done, w).
        force: overwrite files that are there with other bytes.
        dry_run: write nothing; say which files there would be.

    Returns:
        What became of each file.

    Raises:
        UserError: the folder cannot be made or written to, or there is no such work.
        DamageError: an original is damaged.

    Cost: builds each work once; each file is synced to disk before it gets its name.
    """
    names = _Names()
    files: list[Exported] = []
    for done, work_id in enumerate(work_ids):
        progress("export", done, len(work_ids))
        card = get_card(shelf, work_id)
        for name, build in _list_files(shelf, card, kind, names):
            if dry_run:
                files.append(Exported(card.work_id, name, "planned"))
                continue
            outcome = write_file(folder, name, build(), force=force)
            files.append(Exported(card.work_id, name, outcome))
    progress("export", len(work_ids), len(work_ids))
    return ExportReport(kind, str(folder), tuple(files))


def name_file(record: Record) -> str:
    """Name a work's file, without its suffix: "Title - Author", safe on every system.

    Example:
        >>> from fonds.model.work import Work
        >>> from fonds.model.claim import Claim
        >>> from fonds.publish.record import build_record
        >>> title = Claim("title", "What? No: Moor/Fog", "stated", 1.0)
        >>> name_file(build_record(Work((), "story", "", (), claims=(title,))))
        'What No Moor Fog'
    """
    parts = [give_title(record)]
    if record.creators:
        parts.append(record.creators[0])
    return safe_file_name(" - ".join(shorten(part, _LONGEST_PART) for part in parts if part))


def safe_file_name(text: str) -> str:
    """Give a name that every file system takes and no shell or viewer is fooled by.

    Args:
        text: n code points of anything.

    Returns:
        At most 200 bytes of UTF-8; never empty, never beginning with a dot or a dash.

    Cost: O(n).

    Example:
        >>> safe_file_name("../../etc/passwd"), safe_file_name("CON"), safe_file_name("…")
        ('etc passwd', 'CON_', '…')
    """
    line = one_line(unicodedata.normalize("NFC", _RESERVED.sub(" ", text)))
    line = line.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore")
    line = line.strip(" .").lstrip("-~ .")
    if line.partition(".")[0].strip().casefold() in _DEVICES:
        line += "_"
    return line or "untitled"


class _Names:
    """Gives each file a name of its own, even where case and accents do not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, stem: str, suffix: str, work_id: str) -> str:
        name = stem + suffix
        if _fold(name) in self._taken:
            name = f"{stem} ({work_id}){suffix}"
        self._taken.add(_fold(name))
        return name

    def take_once(self, name: str) -> bool:
        """Tell whether a name is new, and take it."""
        is_new = name not in self._taken
        self._taken.add(name)
        return is_new


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _list_files(
    shelf: Shelf, card: Card, kind: ExportKind, names: _Names
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if kind == "originals":
        for place in iter_source_places(shelf.library, card.work_id):
            original = find_original(shelf.library, place.original)
            name = original.name if original is not None else place.name
            if names.take_once(name):
                yield name, partial(read_original, shelf.library, place.original)
        return
    name = names.take(name_file(card.record), f".{kind}", card.work_id)
    yield name, partial(build_file, card, kind)


def build_file(card: Card, kind: ExportKind) -> bytes:
    """Build the one file of a work; `kind` is not "originals"."""
    if kind == "epub":
        return build_epub(card.work, card.record, card.work_id, modified=find_modified(card))
    if kind == "html":
        return build_html(card.work, card.record, card.work_id).encode("utf-8")
    if kind == "txt":
        return build_text(card.work, card.record).encode("utf-8")
    return build_json(card.record) + b"\n"


def find_modified(card: Card) -> str:
    """Find when a work last changed, as an EPUB says it."""
    at = card.events[-1].at if card.events else "1980-01-01T00:00:00Z"
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def write_file(
    folder: Path, name: str, data: bytes, *, force: bool
) -> Literal["written", "unchanged", "kept"]:
    """Write a file into a folder, whole or not at all.

    Args:
        folder: made when it is not there.
        name: its path in the folder.
        data: its bytes.
        force: overwrite other bytes.

    Returns:
        What became of it, as `Exported` says it.

    Raises:
        UserError: it cannot be written; the message names the file.
    """
    path = folder / name
    try:
        if os.path.lexists(path):
            if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
                return "unchanged"
            if not force:
                return "kept"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(path, data)
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror})") from error
    return "written"


def _write_beside(path: Path, data: bytes) -> None:
    """Write beside, sync, rename: a reader never sees half a book, nor does a full disk."""
    part = path.with_name(f".{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
