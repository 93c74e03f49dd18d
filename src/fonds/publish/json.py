"""JSON: the one-record contract as bytes, and its schema."""

import re
from typing import Any

import msgspec

from fonds.model.record import Record
from fonds.publish.meanings import MEANINGS

_ENCODER = msgspec.json.Encoder()
_SURROGATE = re.compile("[\ud800-\udfff]")


def build_json(record: Record) -> bytes:
    r"""Build the record as one line of JSON in UTF-8, without a newline at its end.

    Line separators of Unicode are escaped, so that every tool's idea of "one line" holds. A
    lone surrogate, which UTF-8 cannot hold, becomes U+FFFD: spans still count right.

    Args:
        record: a record of n characters.

    Returns:
        The same bytes for the same record, always.

    Cost: O(n).
    """
    try:
        line = _ENCODER.encode(record)
    except UnicodeEncodeError:
        line = _ENCODER.encode(_replace_surrogates(msgspec.to_builtins(record)))
    for raw, escaped in (
        (b"\xe2\x80\xa8", b"\\u2028"),
        (b"\xe2\x80\xa9", b"\\u2029"),
        (b"\xc2\x85", b"\\u0085"),
    ):
        line = line.replace(raw, escaped)
    return line


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the one-record contract.

    It is made from the classes of `fonds.model.record`; every property is required, because
    a field that is not understood is null or empty, never absent.

    Returns:
        A schema as plain dictionaries and lists.

    Cost: O(1).
    """
    schema = msgspec.json.schema(Record)
    kinds: dict[str, Any] = schema["$defs"]
    record = kinds.pop("Record")
    for kind in (record, *kinds.values()):
        if "properties" in kind:
            kind["required"] = list(kind["properties"])
    for field, meaning in MEANINGS.items():
        prop = record["properties"][field]
        record["properties"][field] = {"description": meaning, **prop}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fonds.work/1",
        **{key: value for key, value in record.items() if key != "title"},
        "$defs": {name: kinds[name] for name in sorted(kinds)},
    }


def _replace_surrogates(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_replace_surrogates(key): _replace_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replace_surrogates(item) for item in value]
    return value
