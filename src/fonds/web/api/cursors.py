"""Cursors: where the next piece of a list begins, as one opaque word."""

import base64
import binascii
import json
from hashlib import sha256

from fonds.errors import UserError

MOST_CHARS = 200

_WRONG = "this cursor is not one of this list. Ask without a cursor, and follow `next`"


def make_cursor(asked: str, offset: int) -> str:
    """Make the cursor of a place in a list.

    Args:
        asked: what the list is of; a cursor of one list does not fit another.
        offset: items before the place.

    Example:
        >>> read_cursor("fog", make_cursor("fog", 40))
        40
    """
    packed = json.dumps([_digest(asked), offset]).encode("ascii")
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def read_cursor(asked: str, cursor: str) -> int:
    """Read the offset from a cursor; "" is the beginning.

    Raises:
        UserError: it is no cursor of ours, or one of another list.
    """
    if not cursor:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        digest, offset = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, binascii.Error, TypeError) as error:
        raise UserError(_WRONG) from error
    if digest != _digest(asked) or not isinstance(offset, int) or offset < 0:
        raise UserError(_WRONG)
    return offset


def _digest(asked: str) -> str:
    return sha256(asked.encode("utf-8", "replace")).hexdigest()[:12]
