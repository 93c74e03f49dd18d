"""Doubt rows: doubts as the library keeps them, and back. Pure."""

from msgspec import Struct

from fonds.app.review import MATTERS, Choice, Doubt
from fonds.library.codec import make_storable, pack, unpack
from fonds.library.doubts import DoubtRow
from fonds.model.claim import Evidence

SETTLED = "\n="
"""Ends the key under which somebody said that what is odd is right as it is."""

ALONE = "\n@"
"""Stands between a question's key and the work that is asked about by itself, once it was put
off so."""

_MILLION = 1_000_000


class Line(Struct, frozen=True):
    """What a question is made of, of one work; see `fonds.app.review.Doubt`."""

    name: str
    proposal: Choice | None
    others: tuple[Choice, ...]
    place: Evidence | None
    why: str
    share: float


def pack_doubt(doubt: Doubt) -> DoubtRow:
    """Give a doubt as a row of the library."""
    doubt = make_storable(doubt)
    line = Line(doubt.name, doubt.proposal, doubt.others, doubt.place, doubt.why, doubt.share)
    weight = weigh(doubt.share * MATTERS[doubt.field])
    return DoubtRow(doubt.field, doubt.key, doubt.work_id, weight, pack(line))


def weigh(worth: float) -> int:
    """Give what settling a doubt is worth as it is stored: in millionths, and never nothing."""
    return max(1, round(worth * _MILLION))


def unpack_line(row: DoubtRow) -> Line:
    """Give what a question is made of, from a row.

    Raises:
        DamageError: the row is damaged.
    """
    return unpack(row.line, Line, what=f"a doubt about {row.work_id}")
