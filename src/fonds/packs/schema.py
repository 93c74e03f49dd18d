"""Schema: the pack format as a JSON Schema, made from the types that read it."""

import json
from typing import Any

import msgspec

from fonds.packs.pack import PackFile


def pack_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a pack.

    Returns:
        The schema as a JSON object.

    Cost: O(1).
    """
    schema = msgspec.json.schema(PackFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fonds.pack/1",
        **schema,
    }


def render_pack_schema() -> str:
    """Render the schema as docs/pack.schema.json holds it.

    Returns:
        Indented JSON that ends in a newline.

    Cost: O(1).
    """
    return json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"
