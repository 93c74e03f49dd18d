"""Rows of an archive's database, found again in its original."""

from collections.abc import Mapping

import pytest

from fonds.app.archive_files import ArchiveFile, ArchiveFiles
from fonds.app.archive_rows import find_archive_row
from fonds.app.import_automated import plan_automated
from fonds.app.import_efiction import plan_efiction
from fonds.app.import_plan import ImportPlan
from fonds.intake.sniff import find_media_type
from tests.archive_samples import AUTOMATED_FILES
from tests.efiction_samples import FILES, SHAPES
from tests.format_samples import make_zip


def _files(held: Mapping[str, bytes]) -> ArchiveFiles:
    listed = (
        (ArchiveFile(name, None, find_media_type(data, name), len(data)), data)
        for name, data in held.items()
    )
    return ArchiveFiles(listed, lambda file: held[file.name])


def _plan(shape: str) -> tuple[ImportPlan | None, bytes]:
    if shape == "automated":
        return plan_automated(_files(AUTOMATED_FILES)), AUTOMATED_FILES["ARCHIVE_DB.pl"]
    dump = SHAPES[shape]().encode()
    return plan_efiction(_files({"dump.sql": dump, **FILES})), dump


@pytest.mark.parametrize("shape", [*SHAPES, "automated"])
def test_every_row_that_works_are_made_of_is_found_again(shape: str) -> None:
    plan, data = _plan(shape)
    assert plan is not None
    ((name, members),) = plan.members.items()
    assert len(members) >= 4
    for member in members:
        row = find_archive_row(name, data, member.path, str(member.digest))
        assert row is not None
        assert len(row) == member.size


def test_a_row_inside_a_container_is_found() -> None:
    plan, data = _plan("bare")
    assert plan is not None
    member = plan.members["dump.sql"][0]
    zipped = make_zip({"a.txt": "x", "old/dump.sql": data})
    place = f"old/dump.sql/{member.path}"
    assert find_archive_row("b.zip", zipped, place, str(member.digest)) is not None


def test_a_row_that_is_not_there_is_none() -> None:
    _, data = _plan("full")
    assert find_archive_row("x.sql", data, "fanfiction_stories/1", "sha256:0") is None
    assert find_archive_row("x.txt", b"Oz", "fanfiction_stories/1", "sha256:0") is None
