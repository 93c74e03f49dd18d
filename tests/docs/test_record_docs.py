"""The published contract and its documentation are current."""

import json
from pathlib import Path

import pytest

from fonds.publish.json import json_schema
from fonds.publish.meanings import MEANINGS

REMEDY = """write it again: python -c 'import json
from fonds.publish.json import json_schema
print(json.dumps(json_schema(), indent=2, ensure_ascii=False))' > docs/record.schema.json"""
DOCS = Path(__file__).parents[2] / "docs"


def test_the_committed_schema_is_the_one_the_types_give() -> None:
    committed = json.loads((DOCS / "record.schema.json").read_text("utf-8"))
    assert committed == json.loads(json.dumps(json_schema())), REMEDY


@pytest.mark.parametrize("field", MEANINGS)
def test_the_docs_say_what_every_field_means(field: str) -> None:
    page = (DOCS / "record.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith(f"| `{field}` |")]
    assert len(rows) == 1
    assert MEANINGS[field] in rows[0]
