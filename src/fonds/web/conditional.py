"""Conditional: an answer is sent only to who does not have it already."""

from collections.abc import Mapping
from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response

PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
"""What somebody sees is theirs: nobody between keeps it, and they ask whether it still is so."""


def answer_conditionally(
    request: Request, data: bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with bytes, or say that they are as they were.

    The tag is made of the bytes themselves: it can tell nothing that they do not.

    Args:
        request: which may say what it has (RFC 9110, 13.1.2).
        data: the answer.
        media_type: what it is.
        headers: besides.
    """
    etag = make_tag(data)
    shared = {**PRIVATE, **(headers or {}), "ETag": etag}
    if has_tag(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=shared)
    return Response(data, media_type=media_type, headers=shared)


def make_tag(data: bytes) -> str:
    """Make the tag of an answer: of its own bytes, so that it tells nothing they do not."""
    return f'"{sha256(data).hexdigest()[:32]}"'


def is_tagged(header: str, etag: str) -> bool:
    r"""Tell whether an `If-Match` names a tag; weak ones do not count (RFC 9110, 13.1.1).

    Example:
        >>> is_tagged('"a", "b"', '"b"'), is_tagged('W/"b"', '"b"'), is_tagged("*", '"b"')
        (True, False, True)
    """
    named = [one.strip() for one in header.split(",")]
    return etag in named or named == ["*"]


def has_tag(header: str, etag: str) -> bool:
    r"""Tell whether an `If-None-Match` names a tag; weak ones count (RFC 9110, 8.8.3.2).

    Example:
        >>> has_tag('"a", W/"b"', '"b"'), has_tag("*", '"b"'), has_tag("", '"b"')
        (True, True, False)
    """
    named = [one.strip().removeprefix("W/") for one in header.split(",")]
    return etag in named or named == ["*"]
