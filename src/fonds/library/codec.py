"""Codec: values of the model as bytes in the database, and back.

Blobs are MessagePack (structures as maps by field name) compressed with zlib, whose
checksum makes a flipped bit show.
"""

import zlib
from typing import TypeVar

import msgspec

from fonds.errors import DamageError

T = TypeVar("T")

LEVEL = 1
"""zlib level: on works of 17 kB, level 1 takes a third of the time of level 6 and gives
about 15 % more bytes (measured here on English prose)."""


def pack(value: object) -> bytes:
    """Pack a value of the model; the same value gives the same bytes."""
    return zlib.compress(msgspec.msgpack.encode(value), LEVEL)


def unpack(blob: bytes, into: type[T], *, what: str) -> T:
    """Unpack a value of the model.

    Args:
        blob: what `pack` gave.
        into: the value's type.
        what: whose blob it is, for the message.

    Returns:
        The value.

    Raises:
        DamageError: the bytes are not what was packed.
    """
    try:
        return msgspec.msgpack.decode(zlib.decompress(blob), type=into)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamageError(
            f"{what} is damaged in the database ({error}); its original may be whole: "
            "`fonds check` says so"
        ) from error


def make_storable(value: T) -> T:
    r"""Give the value with every lone surrogate as U+FFFD.

    UTF-8, and so SQLite, cannot hold lone surrogates. One code point takes the place of
    one, so that spans stay true.

    Args:
        value: a structure of the model.

    Returns:
        The same object when there is nothing to replace.

    Cost: one encoding when there is nothing to replace.

    Example:
        >>> from fonds.model.problem import Problem
        >>> make_storable(Problem("a.b", "caf\udce9")).message == "caf\ufffd"
        True
    """
    try:
        msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        plain = _without_surrogates(msgspec.to_builtins(value))
        return msgspec.convert(plain, type(value))
    return value


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        # "replace" writes "?"; surrogates are mapped one by one to keep the length.
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value


def to_json(value: object) -> str:
    """Write a JSON value with sorted keys, so that equal values give equal text."""
    return msgspec.json.encode(value, order="sorted").decode("utf-8")


def from_json(text: str, into: type[T]) -> T:
    """Read what `to_json` wrote.

    Raises:
        DamageError: the text is not what was written.
    """
    try:
        return msgspec.json.decode(text, type=into)
    except (msgspec.MsgspecError, UnicodeError, TypeError) as error:
        raise DamageError(f"a JSON value in the database is damaged ({error})") from error
