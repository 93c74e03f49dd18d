"""Whole files and what is read from them, one folder a case.

A case is a folder: `original.<format>` (or `original/`, packed as a zip when the test runs) and
`expected.json`. With FONDS_BLESS=1 the expectation is written anew, and the run is red, so that
somebody looks at the difference.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.block import Block
from fonds.model.manuscript import Manuscript
from fonds.parse.formats import read_manuscript
from tests.contract.test_readers import check_laws, replayed
from tests.format_samples import make_zip

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/original*"))
TYPES = {
    ".html": "text/html",
    ".eml": "message/rfc822",
    ".rtf": "text/rtf",
    "": "application/epub+zip",
}


def read_original(case: str) -> tuple[str, bytes]:
    path = next((HERE / case).glob("original*"))
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file())
        return TYPES[""], make_zip({str(f.relative_to(path)): f.read_bytes() for f in files})
    return TYPES[path.suffix], path.read_bytes()


def show_block(block: Block) -> str:
    marks = "".join(f" {run.style}[{block.text[run.start : run.end]}]" for run in block.runs)
    level = str(block.level) if block.level else ""
    return f"{block.place} {block.kind}{level}: {block.text}{marks and ' |' + marks}"


def show(manuscript: Manuscript) -> dict[str, Any]:
    claims = [
        f"{claim.field} = {json.dumps(claim.value, ensure_ascii=False)}"
        f" ({claim.confidence:g}, {claim.by}) <- {[one.quote for one in claim.evidence]}"
        for claim in manuscript.claims
    ]
    return {
        "settled": manuscript.settled,
        "problems": [problem.code for problem in manuscript.problems],
        "claims": claims,
        "blocks": [show_block(block) for block in manuscript.blocks],
    }


@pytest.mark.parametrize("case", CASES)
def test_the_file_is_read_as_a_careful_reader_would(case: str) -> None:
    media_type, data = read_original(case)
    manuscript = read_manuscript(media_type, data, decode_bytes)
    check_laws(manuscript)
    assert replayed(data, manuscript) == manuscript.text.chars
    seen = show(manuscript)
    path = HERE / case / "expected.json"
    if os.environ.get("FONDS_BLESS"):
        path.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{case} was blessed: look at the difference")
    assert seen == json.loads(path.read_text("utf-8"))


def test_the_two_downloads_of_one_work_say_the_same() -> None:
    page = read_manuscript(*read_original("ao3-chapters"), decode_bytes)
    book = read_manuscript(*read_original("ao3-chapters-epub"), decode_bytes)
    assert [(c.field, c.value) for c in page.claims] == [(c.field, c.value) for c in book.claims]
    assert [(b.kind, b.place, b.text, b.runs) for b in page.blocks] == [
        (b.kind, b.place, b.text, b.runs) for b in book.blocks
    ]
