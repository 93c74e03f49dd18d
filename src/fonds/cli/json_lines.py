"""JSON lines: what commands print for machines."""

import re

import msgspec

from fonds.cli.terminal import Terminal
from fonds.publish.addresses import mask_values

_SURROGATE = re.compile("[\ud800-\udfff]")


def write_json(terminal: Terminal, value: object) -> None:
    """Print a value as one line of JSON in UTF-8.

    Args:
        terminal: where.
        value: Structs, and what JSON has.
    """
    terminal.write_json(encode_json(value))


def write_masked_json(terminal: Terminal, value: object) -> None:
    """Print a value as one line of JSON, with every address of e-mail covered."""
    write_json(terminal, mask_values(msgspec.to_builtins(value)))


def encode_json(value: object) -> bytes:
    r"""Encode a value as one line; a lone surrogate, which UTF-8 lacks, becomes U+FFFD.

    Example:
        >>> encode_json({"path": "a\udcff"})
        b'{"path":"a\xef\xbf\xbd"}'
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_replace_surrogates(msgspec.to_builtins(value)))


def _replace_surrogates(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_replace_surrogates(key): _replace_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replace_surrogates(item) for item in value]
    return value
