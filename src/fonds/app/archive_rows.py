"""Archive rows: a row that a work was made of, found again in the original that holds it.

What reads a source anew, to show a value in its place, opens containers; the database of an
archive is none. Its rows are found by what names them and told by their digest.
"""

from fonds.app.import_plan import digest_bytes
from fonds.intake.limits import Limits
from fonds.intake.sql_dump import find_row, is_sql_dump
from fonds.intake.unpack import Refusal, unpack
from fonds.model.work import Leaf
from fonds.parse.perl_data import is_perl_archive, read_records

_HEAD_BYTES = 65_536
_VALUE = "/storytext"


def find_archive_row(path: str, data: bytes, member: str, digest: str) -> bytes | None:
    """Find a row of an archive's database in its original.

    Args:
        path: of the original, in the heap.
        data: its bytes.
        member: of the source: "fanfiction_stories/4", "FILES/12", or either behind the path
            inside a container.
        digest: of the row's bytes.

    Returns:
        The row's bytes; None when the original holds no such row.

    Cost: O(n), and opening the container where there is one.
    """
    for leaf in unpack(path, data, Limits()):
        if isinstance(leaf, Refusal):
            continue
        if leaf.member is not None and not member.startswith(f"{leaf.member}/"):
            continue
        found = _find_in(leaf, member, digest)
        if found is not None:
            return found
    return None


def _find_in(leaf: Leaf, member: str, digest: str) -> bytes | None:
    head = leaf.data[:_HEAD_BYTES]
    key = member.removesuffix(_VALUE).rpartition("/")[2]
    if is_sql_dump(head):
        return find_row(leaf.data, key, lambda row: digest_bytes(row) == digest)
    if is_perl_archive(head.decode("latin-1")):
        for record in read_records(leaf.data.decode("latin-1")):
            row = leaf.data[record.start : record.end]
            if record.key == key and digest_bytes(row) == digest:
                return row
    return None
