"""Open Doors: the sheets that the Open Doors project works with. Pure.

Columns and their order are those of `03-Export-Tags-Authors-Stories.py` in otwcode's public
repository open-doors-code; types of tags those of its `shared_python/TagValidator.py`. Sheets are
written as UTF-8 with a byte order mark, as its `04-Rename-Tags.py` reads them back (utf-8-sig).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from fonds.errors import UserError
from fonds.model.entry import Entry

AUTHOR_COLUMNS = (
    "Story ID",
    "Title",
    "Summary",
    "Creator",
    "Creator Email",
    "New Email address",
    "AO3 Account? (& does email match?)",
    "Searched/Found",
    "Work on AO3?",
    "Import status",
    "importer/inviter",
    "import/invite date",
    "AO3 link",
    "Notes (if any)",
)

TAG_COLUMNS = (
    "Original Tag ID",
    "Original Tag",
    "Original Tag Type",
    "Original Parent Tag",
    "Related Fandom",
    "Recommended AO3 Tag",
    "Recommended AO3 Type",
    "Recommended AO3 Category (for relationships)",
    "Original Tag Description",
    "TW Notes",
)

SheetType = Literal[
    "rating", "warnings", "categories", "fandoms", "characters", "relationships", "tags"
]


class SheetTag(Struct, frozen=True):
    """A tag of the wrangling sheet.

    Attributes:
        type: what kind of tag it is, in the words of the sheet.
        name: as it was read.
        fandom: the fandom it is mostly used in, or "".
        recommended: the canonical name that people decided on, or that a pack knows; or "".
        works: how many works have it.
    """

    type: SheetType
    name: str
    fandom: str = ""
    recommended: str = ""
    works: int = 0


def list_author_rows(
    entries: Iterable[Entry], notes: Mapping[str, str]
) -> Iterable[dict[str, str]]:
    """List the rows of "authors with stories": one for each author of each work.

    Args:
        entries: n catalogue lines.
        notes: what the register of permissions says of a work, by identifier.

    Yields:
        Rows by column. Addresses are left empty: Fonds keeps those of a header in the original
        alone.
    """
    for entry in entries:
        for creator in entry.creators or ("",):
            row = dict.fromkeys(AUTHOR_COLUMNS, "")
            row |= {
                "Story ID": entry.work_id,
                "Title": entry.title or "",
                "Summary": entry.summary or "",
                "Creator": creator,
                "Notes (if any)": notes.get(entry.work_id, ""),
            }
            yield row


def list_tag_rows(tags: Iterable[SheetTag]) -> Iterable[dict[str, str]]:
    """List the rows of the tag wrangling sheet, numbered from 1.

    Yields:
        Rows by column; what wranglers decide is left empty where nothing is recommended.
    """
    for number, tag in enumerate(tags, 1):
        row = dict.fromkeys(TAG_COLUMNS, "")
        row |= {
            "Original Tag ID": str(number),
            "Original Tag": tag.name,
            "Original Tag Type": tag.type,
            "Related Fandom": tag.fandom,
            "Recommended AO3 Tag": tag.recommended,
            "Recommended AO3 Type": tag.type if tag.recommended else "",
            "Original Tag Description": f"{tag.works:,} works" if tag.works != 1 else "1 work",
        }
        yield row


def write_sheet(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write rows as CSV (RFC 4180), in UTF-8 with a byte order mark.

    Commas, quotes and line breaks in values survive: such values are quoted.

    Example:
        >>> read_sheet(write_sheet(["a"], [{"a": 'x, "y"'}]), ["a"])
        ({'a': 'x, "y"'},)
    """
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(columns), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def read_sheet(data: bytes, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    """Read a sheet that came back.

    Args:
        data: CSV in UTF-8, with or without a byte order mark.
        columns: those that it must have; others are passed on.

    Raises:
        UserError: it is no UTF-8, or a column is missing; the message says which.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("the sheet is not UTF-8; save it as “CSV UTF-8”") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [one for one in columns if one not in (reader.fieldnames or ())]
    if missing:
        raise UserError(f"the sheet has no column “{missing[0]}”")
    return tuple({key: value or "" for key, value in row.items() if key} for row in reader)
