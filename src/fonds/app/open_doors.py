"""Open Doors: the sheets with which an archive is moved to AO3, and what AO3 would refuse."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs

from fonds.app.export import safe_file_name, write_file
from fonds.app.shelf import Progress, Shelf, find_entry, get_card
from fonds.errors import UserError
from fonds.library.permissions import fold_author, list_permissions
from fonds.library.tags import FIELD_OF_KIND, find_canonical, list_read_names, read_tag
from fonds.library.withdrawals import list_tombstones
from fonds.model.entry import Entry
from fonds.model.record import Record
from fonds.publish.ao3_limits import Breach, find_breaches
from fonds.publish.open_doors import (
    AUTHOR_COLUMNS,
    TAG_COLUMNS,
    SheetTag,
    SheetType,
    list_author_rows,
    list_tag_rows,
    write_sheet,
)

_TYPE_OF_KIND: dict[str, SheetType] = {
    "fandom": "fandoms",
    "character": "characters",
    "relationship": "relationships",
    "tag": "tags",
}
LIMIT_COLUMNS = ("Story ID", "Title", "Creator", "Code", "Breach", "Found", "Most", "Quote")
PERMISSION_COLUMNS = ("Subject", "Name", "Wish", "Note", "By", "At")


class WorkBreaches(Struct, frozen=True):
    """What AO3 would refuse of one work."""

    work_id: str
    title: str | None
    creators: tuple[str, ...]
    breaches: tuple[Breach, ...]


class OpenDoorsReport(Struct, frozen=True):
    """What became of an export for Open Doors.

    Attributes:
        folder: where, as given.
        files: names of the sheets, and what became of each.
        works: stories in them.
        authors: distinct names of authors.
        tags: rows of the wrangling sheet.
        breaches: works that AO3 would refuse something of.
        withdrawn: works left out because they are withdrawn.
    """

    folder: str
    files: dict[str, str]
    works: int
    authors: int
    tags: int
    breaches: int
    withdrawn: int


Outcome = Literal["written", "unchanged", "kept", "planned"]


def export_open_doors(
    shelf: Shelf,
    work_ids: Sequence[str],
    folder: Path,
    progress: Progress,
    *,
    name: str,
    force: bool = False,
    dry_run: bool = False,
) -> OpenDoorsReport:
    """Write the sheets that Open Doors works with.

    Args:
        shelf: an open shelf; withdrawn works are not on it.
        work_ids: n works; those that are no stories are passed over.
        folder: made when it is not there.
        progress: told ("looking", done, n).
        name: of the archive; the sheets begin with it.
        force: overwrite sheets that are there with other bytes.
        dry_run: write nothing; say what there would be.

    Raises:
        UserError: the folder cannot be made or written to, or there is no such work.

    Cost: reads each work once; the sheets of 30,000 works fit in memory.
    """
    entries: list[Entry] = []
    refused: list[WorkBreaches] = []
    for done, work_id in enumerate(work_ids):
        progress("looking", done, len(work_ids))
        found = check_limits(shelf, work_id)
        entry = find_entry(shelf, found.work_id)
        if entry is None or entry.kind != "story":
            continue
        entries.append(entry)
        if found.breaches:
            refused.append(found)
    progress("looking", len(work_ids), len(work_ids))
    tags = count_tags(shelf, entries)
    stem = safe_file_name(name)
    sheets = {
        f"{stem} - authors with stories.csv": write_sheet(
            AUTHOR_COLUMNS, list_author_rows(entries, _list_notes(shelf, entries))
        ),
        f"{stem} - tags.csv": write_sheet(TAG_COLUMNS, list_tag_rows(tags)),
        f"{stem} - AO3 limits.csv": write_sheet(LIMIT_COLUMNS, _list_limit_rows(refused)),
        f"{stem} - permissions.csv": write_sheet(PERMISSION_COLUMNS, _list_permission_rows(shelf)),
    }
    return OpenDoorsReport(
        folder=str(folder),
        files={
            file: "planned" if dry_run else write_file(folder, file, data, force=force)
            for file, data in sheets.items()
        },
        works=len(entries),
        authors=len({creator for entry in entries for creator in entry.creators}),
        tags=len(tags),
        breaches=len(refused),
        withdrawn=len(list_tombstones(shelf.library)),
    )


def check_limits(shelf: Shelf, work_id: str) -> WorkBreaches:
    """Find what AO3 would refuse of a work, under the names that people decided on.

    Raises:
        UserError: there is no such work.
    """
    card = get_card(shelf, work_id)
    record = lay_names_over(card.record, card.entry)
    return WorkBreaches(card.work_id, record.title, record.creators, find_breaches(record))


def lay_names_over(record: Record, entry: Entry) -> Record:
    """Give a record with the names of its catalogue line: those that people decided on."""
    fields = FIELD_OF_KIND.values()
    return structs.replace(record, **{field: getattr(entry, field) for field in fields})


def count_tags(shelf: Shelf, entries: Sequence[Entry]) -> tuple[SheetTag, ...]:
    """Count the tags of works as they were read, each with its fandom and canonical name.

    Args:
        shelf: an open shelf.
        entries: n catalogue lines.

    Returns:
        Tags by type, then the commonest first.
    """
    works: Counter[tuple[str, str]] = Counter()
    fandoms: dict[tuple[str, str], Counter[str]] = {}
    for entry in entries:
        for key in _list_tags(entry):
            works[key] += 1
            fandoms.setdefault(key, Counter()).update(entry.fandoms)
    order = list(_TYPE_OF_KIND)
    found = sorted(works, key=lambda key: (order.index(key[0]), -works[key], key[1]))
    return tuple(
        SheetTag(
            type=_TYPE_OF_KIND[kind],
            name=name,
            fandom=_find_fandom(fandoms[kind, name]) if kind != "fandom" else "",
            recommended=_recommend(shelf, kind, name),
            works=works[kind, name],
        )
        for kind, name in found
    )


def _list_tags(entry: Entry) -> Iterator[tuple[str, str]]:
    for kind, names in list_read_names(entry).items():
        if kind in _TYPE_OF_KIND:
            yield from ((kind, name) for name in dict.fromkeys(names))


def _find_fandom(counted: Counter[str]) -> str:
    best = min(counted.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return best[0]


def _recommend(shelf: Shelf, kind: str, name: str) -> str:
    decided = read_tag(shelf.library, (kind, name))
    return find_canonical(shelf.library, kind, name) if decided else ""


def _list_notes(shelf: Shelf, entries: Sequence[Entry]) -> dict[str, str]:
    """What the register says of each work, for whoever looks for its author."""
    lines = {(one.subject_kind, one.subject): one for one in list_permissions(shelf.library)}
    notes: dict[str, str] = {}
    for entry in entries:
        found = [lines.get(("work", entry.work_id))]
        found += [lines.get(("author", fold_author(name))) for name in entry.creators]
        said = [
            f"{one.name}: {one.wish}{f' ({one.note})' if one.note else ''}"
            for one in found
            if one is not None
        ]
        if said:
            notes[entry.work_id] = "; ".join(said)
    return notes


def _list_limit_rows(refused: Sequence[WorkBreaches]) -> Iterator[dict[str, str]]:
    for work in refused:
        for one in work.breaches:
            yield {
                "Story ID": work.work_id,
                "Title": work.title or "",
                "Creator": ", ".join(work.creators),
                "Code": one.code,
                "Breach": one.message,
                "Found": str(one.found or ""),
                "Most": str(one.most or ""),
                "Quote": one.quote,
            }


def _list_permission_rows(shelf: Shelf) -> Iterator[dict[str, str]]:
    for one in list_permissions(shelf.library):
        yield {
            "Subject": one.subject_kind,
            "Name": one.name,
            "Wish": one.wish,
            "Note": one.note,
            "By": one.by,
            "At": one.at,
        }


def check_name(name: str) -> str:
    """Check the name of an archive that sheets are to begin with.

    Raises:
        UserError: there is none.
    """
    if not name.strip():
        raise UserError("name the archive: --name “The Baker Street Archive”")
    return " ".join(name.split())
