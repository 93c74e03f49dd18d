"""Masking: e-mail addresses are not shown to guests.

Headers of twenty years ago give the address of somebody who never asked to stand on a
page. Whose story it is stays readable; where to write to them does not.
"""

import msgspec
from markupsafe import Markup

from fonds.app.evidence import Passage
from fonds.publish.addresses import mask_addresses

SPARE = 320
"""The most code points an address has (RFC 5321, 4.5.3.1: 64 + 1 + 255)."""


def mask_value(value: object) -> object:
    """Mask a value on its way into a page; markup of ours passes as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return mask_addresses(value)
    return value


def mask_passage(passage: Passage, around: int) -> Passage:
    """Mask a passage as a whole and cut its context down.

    An address may stand half before and half inside the marked words, or be cut in two by
    the end of the context: so the passage is to be read with more context than is shown.

    Args:
        passage: with at least `SPARE` code points more context than `around`, where the
            text has them.
        around: code points of context to keep on either side.

    Returns:
        The passage as it may be shown.

    Cost: O(n).
    """
    masked = mask_addresses(passage.before + passage.marked + passage.after)
    start = len(passage.before)
    end = start + len(passage.marked)
    before, after = masked[:start], masked[end:]
    return msgspec.structs.replace(
        passage,
        before=before[-around:] if len(before) > around else before,
        marked=masked[start:end],
        after=after[:around],
        is_start=passage.is_start and len(before) <= around,
        is_end=passage.is_end and len(after) <= around,
    )
