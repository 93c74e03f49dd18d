"""Editions: what works were found by, and the families that were found.

Both tables are made anew whenever they are behind; nothing in them is anybody's word.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import from_json, to_json, unpack
from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, put_rows, read_rows, transaction
from fonds.model.work import Work

_PAGE = 500
"""Rows read at once: some megabytes of drafts."""

_STAGE = "work.stage || ' ' || ?1 || ' ' || length(work.draft)"
"""What a sketch was made from, and by what. A work that is joined of more parts than before has
the same stage and another length."""

_STORIES = (
    "FROM work CROSS JOIN entry ON entry.work_id = work.id "
    "LEFT JOIN sketch ON sketch.work_id = work.id WHERE entry.kind = 'story'"
)

_AMONG = "AND work.id IN (SELECT value FROM json_each(?2))"


class Edition(Struct, frozen=True):
    """One edition of a story that was found more than once.

    Attributes:
        work_id: the work.
        place: 0 for the best edition, 1, 2, … for the others.
        confidence: 0..1, that it is the same story as the best; of the best, the surest of
            the others'.
        why: of the best, why it is; of another, what says that it is the same story.
    """

    work_id: str
    place: int
    confidence: float
    why: str


class Family(Struct, frozen=True):
    """Editions of one story.

    Attributes:
        id: the first of its identifiers; stays when another becomes the best.
        editions: n >= 2, the best first.
    """

    id: str
    editions: tuple[Edition, ...]

    @property
    def best(self) -> Edition:
        """The edition that is to stand for all."""
        return self.editions[0]


class Naming(Struct, frozen=True):
    """By what a story may be found besides its words.

    Attributes:
        work_id: the work.
        title: its sort title; of its first words when it has no title.
        author: the sort name of its first author, or "".
    """

    work_id: str
    title: str
    author: str


def list_unsketched(
    library: Library, version: str, *, among: Iterable[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """List the stories without a sketch, or with one that is out of date.

    Args:
        library: an open library.
        version: of what makes sketches.
        among: only these works; None for all.

    Returns:
        Identifiers, each with what its sketch is to be stored under, as they lie on the disk:
        read in any other order, a library that is larger than memory takes ten times as long.

    Cost: O(works); a tenth of a second for 100,000 that all have one.
    """
    rows = read_rows(
        library.connection,
        f"SELECT work.id, {_STAGE} {_STORIES} "
        f"AND (sketch.stage IS NULL OR sketch.stage <> {_STAGE}) "
        f"{'' if among is None else _AMONG} ORDER BY work.rowid",
        (version,) if among is None else (version, to_json(tuple(among))),
    )
    return tuple((str(work_id), str(stage)) for work_id, stage in rows)


def read_drafts_packed(library: Library, work_ids: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    """Read works as they are packed, for processes that unpack them; see `unpack_draft`.

    Returns:
        Identifiers and bytes; of those that are there.
    """
    rows = read_rows(
        library.connection,
        "SELECT id, draft FROM work WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        (to_json(work_ids),),
    )
    return tuple((str(work_id), bytes(draft)) for work_id, draft in rows)


def unpack_draft(work_id: str, draft: bytes) -> Work:
    """Unpack a work, without its claims.

    Raises:
        DamageError: the bytes are not what was packed.
    """
    return unpack(draft, Work, what=f"the work {work_id}")


def put_sketches(library: Library, sketches: Iterable[tuple[str, str, bytes]]) -> None:
    """Store n sketches, each under its work and what it was made from, in one transaction."""
    with transaction(library.connection):
        put_rows(
            library.connection,
            "INSERT INTO sketch (work_id, stage, line) SELECT ?1, ?2, ?3 "
            "WHERE EXISTS (SELECT 1 FROM work WHERE id = ?1) ON CONFLICT (work_id) "
            "DO UPDATE SET stage = excluded.stage, line = excluded.line",
            sketches,
        )


def iter_sketches(library: Library) -> Iterator[tuple[str, bytes]]:
    """Give the sketches of all stories that stand in the catalogue, by identifier.

    Cost: 900 bytes read for a story of 3,000 words.
    """
    last = ""
    while rows := read_rows(
        library.connection,
        # Page by page in the order of sketches: by the index of kinds each page would sort all.
        "SELECT sketch.work_id, sketch.line FROM sketch CROSS JOIN entry "
        "ON entry.work_id = sketch.work_id WHERE +entry.kind = 'story' AND sketch.work_id > ? "
        "ORDER BY sketch.work_id LIMIT ?",
        (last, _PAGE),
    ):
        for work_id, line in rows:
            yield str(work_id), bytes(line)
        last = str(rows[-1][0])


def read_sketches(library: Library, work_ids: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    """Read the sketches of a few works, of those that have one."""
    rows = read_rows(
        library.connection,
        "SELECT work_id, line FROM sketch WHERE work_id IN (SELECT value FROM json_each(?))",
        (to_json(work_ids),),
    )
    return tuple((str(work_id), bytes(line)) for work_id, line in rows)


def remove_sketches(library: Library) -> None:
    """Forget all sketches: they are made anew."""
    put_row(library.connection, "DELETE FROM sketch")


def iter_namings(library: Library) -> Iterator[Naming]:
    """Give by what all stories may be found besides their words, by identifier."""
    last = ""
    while rows := read_rows(
        library.connection,
        "SELECT work_id, sort_title, sort_author FROM entry "
        "WHERE +kind = 'story' AND work_id > ? ORDER BY work_id LIMIT ?",
        (last, _PAGE),
    ):
        for row in rows:
            yield Naming(*row)
        last = str(rows[-1][0])


def list_addresses(library: Library) -> tuple[tuple[str, str], ...]:
    """List stories, each with an address it says it is from; by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT entry.work_id, claim.value FROM entry CROSS JOIN claim "
        "ON claim.work_id = entry.work_id AND claim.field = 'source_url' "
        "WHERE entry.kind = 'story' ORDER BY entry.work_id, claim.id",
    )
    values = ((str(work_id), from_json(value, object)) for work_id, value in rows)
    return tuple((work_id, value) for work_id, value in values if isinstance(value, str))


def addresses_of(library: Library, work_id: str) -> tuple[str, ...]:
    """Give the addresses that a work says it is from."""
    rows = read_rows(
        library.connection,
        "SELECT value FROM claim WHERE work_id = ? AND field = 'source_url' ORDER BY id",
        (work_id,),
    )
    values = (from_json(value, object) for (value,) in rows)
    return tuple(value for value in values if isinstance(value, str))


def replace_families(library: Library, gone: Iterable[str], made: Iterable[Family]) -> None:
    """Store families in the place of others, in one transaction.

    Args:
        library: an open library.
        gone: identifiers of families that are no more.
        made: n families; works in them are in no other.
    """
    with transaction(library.connection):
        put_rows(library.connection, "DELETE FROM edition WHERE family = ?", ((f,) for f in gone))
        put_rows(
            library.connection,
            "INSERT INTO edition (work_id, family, place, confidence, why) VALUES (?, ?, ?, ?, ?)",
            (
                (one.work_id, family.id, one.place, one.confidence, one.why)
                for family in made
                for one in family.editions
            ),
        )


def list_families(library: Library) -> tuple[Family, ...]:
    """List the families as they were found last, by identifier.

    Works that are no story any more, or have no catalogue line, are left out, and families of
    which one edition is left: they go when families are found anew.
    """
    rows = read_rows(
        library.connection,
        "SELECT family, work_id, place, confidence, why FROM edition "
        "WHERE work_id IN (SELECT work_id FROM entry WHERE kind = 'story') "
        "ORDER BY family, place, work_id",
    )
    found: dict[str, list[Edition]] = {}
    for family, work_id, place, confidence, why in rows:
        found.setdefault(family, []).append(Edition(work_id, place, confidence, why))
    return tuple(
        Family(family, tuple(editions)) for family, editions in found.items() if len(editions) > 1
    )


def list_family_members(library: Library) -> dict[str, tuple[str, ...]]:
    """List the works of all families as they are stored, whatever became of them since."""
    rows = read_rows(library.connection, "SELECT family, work_id FROM edition ORDER BY family")
    found: dict[str, list[str]] = {}
    for family, work_id in rows:
        found.setdefault(family, []).append(work_id)
    return {family: tuple(members) for family, members in found.items()}


def find_family(library: Library, work_id: str) -> Family | None:
    """Find the family that a work was last found in; None when in none."""
    row = find_row(library.connection, "SELECT family FROM edition WHERE work_id = ?", (work_id,))
    if row is None:
        return None
    rows = read_rows(
        library.connection,
        "SELECT work_id, place, confidence, why FROM edition WHERE family = ?1 "
        "AND work_id IN (SELECT work_id FROM entry WHERE kind = 'story') ORDER BY place, work_id",
        row,
    )
    editions = tuple(Edition(*one) for one in rows)
    return Family(str(row[0]), editions) if len(editions) > 1 else None


def list_apart_since(library: Library, act: int) -> tuple[str, ...]:
    """List the works whose being kept apart was decided, or no longer holds, since an act."""
    rows = read_rows(
        library.connection, "SELECT key FROM act_change WHERE cell = 'apart' AND act > ?", (act,)
    )
    return tuple(sorted({one for (key,) in rows for one in from_json(key, tuple[str, ...])}))


def last_act_id(library: Library) -> int:
    """Give the number of the last act, 0 when there is none."""
    row = find_row(library.connection, "SELECT coalesce(max(id), 0) FROM act")
    return int(row[0]) if row else 0


def get_packed_draft(library: Library, work_id: str) -> bytes:
    """Give a work as it is packed.

    Raises:
        UserError: there is none.
    """
    row = find_row(library.connection, "SELECT draft FROM work WHERE id = ?", (work_id,))
    if row is None:
        raise UserError(f"there is no work {work_id} in {library.folder}")
    return bytes(row[0])
