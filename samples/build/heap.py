"""The attic as a whole: takes the stories; gives a folder of files and their gold."""

import shutil
from pathlib import Path

from samples.build import archives, ebooks, junk, mails, office, pages, parcels
from samples.build.placed import Placed, gold_lines
from samples.build.story import read_stories


def plan_attic() -> tuple[Placed, ...]:
    """Give every file of the attic, in memory."""
    stories = read_stories()
    return (
        *pages.old_pages(stories),
        *archives.archive_pages(stories),
        *ebooks.ebook_files(stories),
        *office.office_files(stories),
        *mails.mail_files(stories),
        *parcels.parcel_files(stories),
        *junk.junk_files(),
    )


def build_attic(folder: Path, gold: Path) -> int:
    """Write the attic and its gold anew.

    Args:
        folder: is emptied first.
        gold: the file for the gold lines; lines of other folders are kept.

    Returns:
        The number of files.
    """
    placed = plan_attic()
    shutil.rmtree(folder, ignore_errors=True)
    for file in placed:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    gold.parent.mkdir(parents=True, exist_ok=True)
    others = gold.read_text(encoding="utf-8").splitlines(keepends=True) if gold.exists() else []
    kept = [line for line in others if '"path": "attic/' not in line]
    text = "".join(kept) + gold_lines(placed)
    gold.write_text(text, encoding="utf-8", newline="\n")
    return len(placed)
