"""The published schema is the types', and the packs of Fonds obey it."""

import tomllib
from pathlib import Path

import jsonschema

from fonds.packs.load import PACK_FOLDER
from fonds.packs.schema import pack_schema, render_pack_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "pack.schema.json"


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == render_pack_schema(), (
        "make it again: docs/packs.md says how"
    )


def test_every_pack_of_fonds_obeys_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(pack_schema())
    for path in sorted(PACK_FOLDER.glob("*.toml")):
        validator.validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(pack_schema())
    pack = {"schema": "fonds.pack/1", "fandom": {"name": "X", "nicknames": []}}
    assert not validator.is_valid(pack)
