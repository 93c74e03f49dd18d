"""Accuracy, startrek: real files of 1991 to 1995 and an archive keeper's index of them."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fonds.app.accuracy_answers import Answer, hold_answers
from fonds.app.accuracy_cases import Half, Setting, choose_work, is_in_half, iter_set_works
from fonds.app.accuracy_kinds import name_failure
from fonds.app.accuracy_match import fold_words
from fonds.model.work import Work
from fonds.publish.record import build_record

PLACE = "heaps/startrek"

SEVERAL = "parts of several files"
"""The field of the works that the index gives more than one file."""

_STORIES = frozenset({"fanfiction", "script"})
_KEY_LETTERS = 5

_PART = re.compile(
    r"[\s,:;.(\[-]*(?<!\w)(?:part|pt|chapter|chap|ch|episode|section)s?\.?\s*"
    r"(?:\d+|[ivxl]+|one|two|three|four|five|six|seven|eight|nine|ten)(?!\w).*$"
    r"|[\s,:(\[]+\d+\s*(?:/|of)\s*\d+[)\]]?\s*$",
    re.IGNORECASE,
)


class Row(Struct, frozen=True):
    """A line of the index.

    Attributes:
        file: name.
        is_story: fan fiction or a script, and no review, guide or list.
        title, author, year: as the keeper typed them; "" for none.
    """

    file: str
    is_story: bool
    title: str
    author: str
    year: str

    @property
    def half_key(self) -> str:
        """What decides the half: all files of an author are in one."""
        return fold_words(self.author) or self.file[:_KEY_LETTERS].lower()

    @property
    def titles(self) -> list[str]:
        """The title, with and without the number of a part."""
        bare = _PART.sub("", self.title).strip()
        return list(dict.fromkeys(title for title in (self.title, bare) if title))

    @property
    def work(self) -> tuple[str, str]:
        """What the files of one work have in common: the author, and the title without part."""
        return fold_words(self.author), fold_words(self.titles[-1]) if self.title else self.file


def read_startrek(setting: Setting) -> list[Answer]:
    """Read the files of a half as one heap and hold them against the index.

    Title, author and year are asked of stories whose line has them. "parts" asks whether the
    files of a story are those that share its author and title in the index.

    Cost: that of reading them.
    """
    top = setting.shared / PLACE
    rows = [
        row
        for row in read_rows(top / "gold.csv", setting.half)
        if (top / "files" / row.file).is_file()
    ]
    by_file: dict[str, list[Work]] = defaultdict(list)
    for work in iter_set_works([top / "files" / row.file for row in rows], setting):
        for name in dict.fromkeys(Path(source.path).name for source in work.sources):
            by_file[name].append(work)
    answers: list[Answer] = []
    for row in rows:
        works = by_file[row.file]
        work_here = choose_work(works)
        text = "\n".join(block.text for one in works for block in one.blocks)
        record = None if work_here is None else build_record(work_here)
        answers += hold_answers(row.file, work_here, record, _make_gold(row), text)
    return answers + _hold_groups(rows, by_file)


def read_rows(path: Path, half: Half) -> list[Row]:
    """Read the index; a second header row among its lines is no file."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [
            Row(
                line["file"],
                line["kind"] in _STORIES,
                line["title"] or "",
                line["author"] or "",
                line["year"] or "",
            )
            for line in csv.DictReader(file)
            if line["file"] and line["file"] != "file"
        ]
    return [row for row in rows if is_in_half(row.half_key, half)]


def _make_gold(row: Row) -> dict[str, Any]:
    gold: dict[str, Any] = {"kind": "story" if row.is_story else "not-story"}
    if not row.is_story:
        return gold
    stated = {"title": row.titles, "author": row.author, "year": row.year}
    return gold | {field: value for field, value in stated.items() if value}


def _hold_groups(rows: Sequence[Row], by_file: Mapping[str, Sequence[Work]]) -> list[Answer]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.is_story:
            groups[row.work].append(row.file)
    answers = []
    for files in groups.values():
        gold = sorted(files)
        work = choose_work(by_file[files[0]])
        sources = work.sources if work is not None else ()
        found = sorted({files[0], *(Path(source.path).name for source in sources)})
        for field in ("parts", SEVERAL) if len(files) > 1 else ("parts",):
            if gold == found:
                answers.append(Answer(files[0], field, "right", "", None, gold, found))
                continue
            kind = name_failure("parts", gold, found, claims=(), text="")
            answers.append(Answer(files[0], field, "wrong", kind, None, gold, found))
    return answers
