"""Every problem code of the room stands in its page of the docs, and no other does."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_codes_and_docs_agree() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "src/fonds/decode").glob("*.py"))
    declared = {
        code
        for text in sources
        for code in re.findall(r'^[A-Z_]+ = "(decode\.[a-z-]+)"', text, re.M)
    }
    page = (ROOT / "docs/problems/decode.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([a-z.-]+)` \|", page, re.MULTILINE))
    assert declared
    assert listed == declared
