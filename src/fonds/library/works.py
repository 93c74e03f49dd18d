"""Works: their identifiers, blocks, claims and sources."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from fonds.errors import BugError, UserError
from fonds.library.claims import claims_of, put_claims
from fonds.library.codec import make_storable, pack, to_json, unpack
from fonds.library.corrections import restore_corrections
from fonds.library.entries import put_entry, remove_entry
from fonds.library.history import NewEvent, last_event_id, put_events
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.sqlar import label_path
from fonds.library.storage import Row, find_row, put_row, put_rows, read_rows, transaction
from fonds.model.claim import Claim, find_best_claim
from fonds.model.entry import Entry
from fonds.model.work import Source, Work, WorkKind

ID_LENGTH = 10
"""Base32 digits of an identifier: 50 bits, so that among 30,000 works a collision has a
chance under one in a million (n * n / 2 ** 51)."""


SAID_SO = "A person said so."
"""Why a work is (not) a story, once a person has decided it."""


class WorkKey(Struct, frozen=True):
    """What a work's identifier is made from.

    Attributes:
        digest: of the work's first source (`work.sources[0].digest`).
        member: of that source, or None.
        ordinal: 0 for the first work found in that source, 1 for the second …
    """

    digest: str
    member: str | None
    ordinal: int


class SourcePlace(Struct, frozen=True):
    """Where one source of a work lies in the library.

    Attributes:
        original: digest of the stored original (the container, for a member).
        member: the path inside it, or None.
        path: the path in the heap.
        digest: of the bytes that were read.
        name: the original's name in the archive.
    """

    original: str
    member: str | None
    path: str
    digest: str
    name: str


def mint_work_ids(library: Library, keys: Sequence[WorkKey]) -> tuple[str, ...]:
    """Give n identifiers for n keys, minting the new ones in one transaction.

    The same key always gives the same identifier; no identifier serves two keys.
    """
    with transaction(library.connection):
        return tuple(_mint(library, key) for key in keys)


def _mint(library: Library, key: WorkKey) -> str:
    values = (key.digest, label_path(key.member or ""), key.ordinal)
    known = find_row(
        library.connection,
        "SELECT id FROM minted WHERE digest = ? AND member = ? AND ordinal = ?",
        values,
    )
    if known is not None:
        return str(known[0])
    long = derive_id(key)
    for length in range(ID_LENGTH, len(long)):
        work_id = "w" + long[:length]
        taken = find_row(library.connection, "SELECT 1 FROM minted WHERE id = ?", (work_id,))
        if taken is None:
            put_row(
                library.connection,
                "INSERT INTO minted (id, digest, member, ordinal) VALUES (?, ?, ?, ?)",
                (work_id, *values),
            )
            return work_id
    raise BugError(f"no identifier is free for {key}")


def find_work_key(library: Library, work_id: str) -> WorkKey | None:
    """Find what a work's identifier was made from: the same in every library of one heap."""
    row = find_row(
        library.connection, "SELECT digest, member, ordinal FROM minted WHERE id = ?", (work_id,)
    )
    return None if row is None else WorkKey(row[0], row[1] or None, row[2])


def find_work_by_key(library: Library, key: WorkKey) -> str | None:
    """Find the work that a key stands for here, redirects followed; None when there is none."""
    row = find_row(
        library.connection,
        "SELECT id FROM minted WHERE digest = ? AND member = ? AND ordinal = ?",
        (key.digest, label_path(key.member or ""), key.ordinal),
    )
    if row is None:
        return None
    try:
        return resolve_work_id(library, str(row[0]))
    except UserError:
        return None


def derive_id(key: WorkKey) -> str:
    """Give the 52 base32 digits that a work's identifier is cut from.

    Example:
        >>> derive_id(WorkKey("sha256:00", None, 0))[:10]
        'kriydpcchn'
    """
    words = f"{key.digest}\0{label_path(key.member or '')}\0{key.ordinal}"
    digest = hashlib.sha256(words.encode("utf-8")).digest()
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def put_works(
    library: Library,
    accession_id: int,
    works: Iterable[tuple[Work, Entry]],
    *,
    stage: str,
    clock: str,
) -> int:
    """Store works with claims, sources, catalogue lines and events, in one transaction.

    `entry.work_id` must come from `mint_work_ids`. Earlier derived rows of the same
    identifier are replaced; what people said of it speaks again.

    Returns:
        The number of the last event, to stamp the search index with.
    """
    with transaction(library.connection):
        for work, entry in works:
            _put_work(library, accession_id, make_storable(work), make_storable(entry), stage)
            detail: dict[str, Any] = {"kind": work.kind, "stage": stage}
            if merged := list_merged_into(library, entry.work_id):
                for one in merged:
                    remove_entry(library, one)
                detail["works"] = merged
            put_events(
                library,
                [
                    NewEvent(
                        "metadata extraction",
                        accession_id,
                        entry.work_id,
                        work.sources[0].digest,
                        detail,
                    )
                ],
                clock=clock,
            )
        return last_event_id(library)


def _put_work(library: Library, accession_id: int, work: Work, entry: Entry, stage: str) -> None:
    work_id = entry.work_id
    if find_row(library.connection, "SELECT 1 FROM minted WHERE id = ?", (work_id,)) is None:
        raise BugError(f"the identifier {work_id!r} was never minted")
    claims = [claim for claim in work.claims if claim.basis != "curated"]
    put_row(
        library.connection,
        # Never INSERT OR REPLACE: it deletes the row first, and curated claims with it.
        "INSERT INTO work (id, accession, kind, stage, claims, draft) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, stage = excluded.stage, "
        "claims = excluded.claims, draft = excluded.draft",
        (
            work_id,
            accession_id,
            work.kind,
            stage,
            len(claims),
            pack(msgspec.structs.replace(work, claims=(), texts=())),
        ),
    )
    put_row(library.connection, "DELETE FROM work_source WHERE work_id = ?", (work_id,))
    put_rows(
        library.connection,
        "INSERT INTO work_source (work_id, ordinal, original, digest, member, path) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                work_id,
                ordinal,
                _find_holder(library, accession_id, source),
                source.digest,
                source.member,
                source.path,
            )
            for ordinal, source in enumerate(work.sources)
        ],
    )
    put_row(library.connection, "DELETE FROM claim WHERE work_id = ?", (work_id,))
    put_claims(library, work_id, claims)
    restore_corrections(library, work_id)
    put_entry(library, entry)


def _find_holder(library: Library, accession_id: int, source: Source) -> str:
    """Find the stored original that a source's bytes came out of."""
    path = label_path(source.path)
    if source.member is None:
        queries: list[tuple[str, Row]] = [
            ("SELECT digest FROM original WHERE digest = ?", (source.digest,))
        ]
    else:
        # Two files of one path may be two originals (the first changed meanwhile), and two
        # containers may hold the same member: the path decides when it can.
        queries = [
            (
                "SELECT m.original FROM heap_file h JOIN member m ON m.original = h.digest "
                "WHERE h.accession = ? AND h.path = ? AND m.digest = ?",
                (accession_id, path, source.digest),
            ),
            ("SELECT original FROM member WHERE digest = ?", (source.digest,)),
            (
                "SELECT digest FROM heap_file WHERE accession = ? AND path = ? "
                "AND digest IS NOT NULL",
                (accession_id, path),
            ),
        ]
    for sql, values in queries:
        row = find_row(library.connection, f"{sql} LIMIT 1", values)
        if row is not None:
            return str(row[0])
    raise BugError(f"{path}: a work was made of bytes that are not in the library")


def get_work(library: Library, work_id: str) -> Work:
    """Give a work with all its claims, curated ones first; follows redirects.

    Raises:
        UserError: there is none of that identifier.
    """
    return get_edition(library, resolve_work_id(library, work_id))


def get_edition(library: Library, work_id: str) -> Work:
    """Give the work of just this identifier, also when it is merged into another.

    Raises:
        UserError: there is none.
    """
    row = find_row(library.connection, "SELECT draft FROM work WHERE id = ?", (work_id,))
    if row is None:
        raise UserError(f"there is no work {work_id} in {library.folder}")
    return _whole_work(library, work_id, row)


def _whole_work(library: Library, work_id: str, row: Row) -> Work:
    work = unpack(row[0], Work, what=f"the work {work_id}")
    return heed_people(work, claims_of(library, work_id))


def heed_people(work: Work, claims: Sequence[Claim]) -> Work:
    """Give a work with these claims, and the kind that a person said it is, if one did.

    Args:
        work: as read.
        claims: all claims of it, people's among them.
    """
    said = find_best_claim([one for one in claims if one.basis == "curated"], "kind")
    work = msgspec.structs.replace(work, claims=tuple(claims))
    if said is None:
        return work
    kind: WorkKind = "story" if said.value == "story" else "not-story"
    return msgspec.structs.replace(work, kind=kind, reason=SAID_SO)


def iter_works(library: Library, *, accession_id: int | None = None) -> Iterator[tuple[str, Work]]:
    """Give identifiers and works, by identifier; merged and withdrawn ones are left out."""
    rows = read_rows(
        library.connection,
        "SELECT id FROM work WHERE (?1 IS NULL OR accession = ?1) "
        "AND id IN (SELECT work_id FROM entry) ORDER BY id",
        (accession_id,),
    )
    for (work_id,) in rows:
        row = find_row(library.connection, "SELECT draft FROM work WHERE id = ?", (work_id,))
        if row is not None:
            yield work_id, _whole_work(library, work_id, row)


def iter_source_places(library: Library, work_id: str) -> Iterator[SourcePlace]:
    """Give where each source of a work lies, in the order of `work.sources`."""
    yield from iter_edition_places(library, resolve_work_id(library, work_id))


def iter_edition_places(library: Library, work_id: str) -> Iterator[SourcePlace]:
    """Do the same for just this identifier, also when the work is merged into another."""
    rows = read_rows(
        library.connection,
        "SELECT s.original, s.member, s.path, s.digest, o.name FROM work_source s "
        "JOIN original o ON o.digest = s.original WHERE s.work_id = ? ORDER BY s.ordinal",
        (work_id,),
    )
    for row in rows:
        yield SourcePlace(*row)


def find_works_of_original(library: Library, digest: str) -> tuple[str, ...]:
    """Find the works that came out of an original, whole or in part, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT work_id FROM work_source WHERE original = ? ORDER BY work_id",
        (digest,),
    )
    return tuple(row[0] for row in rows)


def find_accession_of(library: Library, work_id: str) -> int:
    """Find the accession that a stored work belongs to; 0 when it is not stored."""
    row = find_row(library.connection, "SELECT accession FROM work WHERE id = ?", (work_id,))
    return 0 if row is None else int(row[0])


def find_works_of_heap(library: Library, accession_id: int) -> tuple[str, ...]:
    """Find the works in the files of an accession, whoever brought them first."""
    rows = read_rows(
        library.connection,
        "SELECT s.work_id FROM heap_file h JOIN work_source s ON s.original = h.digest "
        "WHERE h.accession = ?1 UNION SELECT id FROM work WHERE accession = ?1 ORDER BY 1",
        (accession_id,),
    )
    return tuple(row[0] for row in rows)


class MintedPlace(Struct, frozen=True):
    """A place in a heap that a work was once made of, whatever became of the work.

    Attributes:
        work_id: the identifier that was minted for it; it may be a redirect by now.
        original: digest of the stored original.
        member: the path inside it, or None.
        name: the original's name in the archive.
    """

    work_id: str
    original: str
    member: str | None
    name: str


def find_minted_places(library: Library, accession_id: int) -> tuple[MintedPlace, ...]:
    """Find the places in the files of an accession for which identifiers were minted."""
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT n.id, m.original, m.path, o.name FROM heap_file h "
        "JOIN member m ON m.original = h.digest "
        "JOIN minted n ON n.digest = m.digest AND n.member = m.path "
        "JOIN original o ON o.digest = m.original WHERE h.accession = ? ORDER BY n.id",
        (accession_id,),
    )
    return tuple(
        MintedPlace(one, original, path or None, name) for one, original, path, name in rows
    )


def find_works_of_text(library: Library, digest: str) -> tuple[str, ...]:
    """Find the works that were read from the text of these bytes, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT work_id FROM work_source WHERE digest = ? ORDER BY work_id",
        (digest,),
    )
    return tuple(row[0] for row in rows)


def find_works_of_texts(library: Library, digests: Iterable[str]) -> tuple[str, ...]:
    """Find the works that were read from the texts of any of these bytes, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT work_id FROM work_source "
        "WHERE digest IN (SELECT value FROM json_each(?)) ORDER BY work_id",
        (to_json(tuple(digests)),),
    )
    return tuple(row[0] for row in rows)
