"""The one-record contract as bytes, and its schema."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model.record import Record, SeriesPlace, Setting, Song
from fonds.publish.json import build_json, json_schema
from fonds.publish.meanings import MEANINGS
from tests.factories import make_claim, make_note, make_record, make_work

ANYTHING = st.text(st.characters(exclude_categories=()))


def list_objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from list_objects(value)


def test_a_record_reads_back_as_it_was() -> None:
    record = make_record(
        make_work(claims=[make_claim("title", "Fog", quote="Fog")]),
        series=SeriesPlace("Nights", 2.5),
        setting=[Setting("Oz", relation="after")],
        song=[Song("Greensleeves")],
        notes=[make_note("Hello.")],
    )
    assert msgspec.json.decode(build_json(record), type=Record) == record


@given(ANYTHING)
def test_any_text_gives_one_line_of_strict_json(text: str) -> None:
    line = build_json(
        make_record(make_work(claims=[make_claim("other", {text: [text]})]), body=text)
    )
    assert len(line.decode("utf-8").splitlines()) == 1
    body = json.loads(line)["body"]
    assert len(body) == len(text)
    assert all(
        a == b or ("\ud800" <= a <= "\udfff" and b == "\ufffd")
        for a, b in zip(text, body, strict=True)
    )


def test_every_record_fits_the_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    full = make_record(
        make_work(claims=[make_claim("series", {"title": "Nights"}, "derived", quote="Nights")]),
        song=[Song("Greensleeves")],
        setting=[Setting()],
        rating="Mature",
        notes=[make_note("Hello.", "back")],
    )
    for record in (make_record(), full):
        validator.validate(json.loads(build_json(record)))


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "fonds.work/2"},
        {"rating": "PG"},
        {"creators": "J. Doe"},
        {"words": "many"},
        {"notes": [{"where": "side", "text": "x"}]},
        {"series": {"title": "Nights"}},
    ],
)
def test_the_schema_refuses_what_is_not_the_contract(change: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    plain = json.loads(build_json(make_record()))
    assert validator.is_valid(plain)
    assert not validator.is_valid(plain | change)


def test_the_schema_demands_every_field_of_every_object() -> None:
    objects = list(list_objects(json_schema()))
    assert len(objects) > 10
    for schema in objects:
        assert schema["required"] == list(schema["properties"])
    validator = jsonschema.Draft202012Validator(json_schema())
    plain = json.loads(build_json(make_record()))
    for field in plain:
        assert not validator.is_valid({key: plain[key] for key in plain if key != field})


def test_every_field_has_a_meaning() -> None:
    assert tuple(MEANINGS) == Record.__struct_fields__
    properties = json_schema()["properties"]
    assert {field: properties[field]["description"] for field in properties} == MEANINGS
