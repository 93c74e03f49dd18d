"""Entries: works as catalogue lines."""

import unicodedata
from collections.abc import Iterator

import msgspec

from fonds.errors import UserError
from fonds.library.codec import make_storable, pack, to_json, unpack
from fonds.library.opening import Library
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.storage import Row, find_row, put_row, read_rows
from fonds.library.tags import lay_over, put_work_tags, remove_work_tags
from fonds.model.entry import Entry

_ARTICLES = ("the ", "a ", "an ")


def sort_key(text: str) -> str:
    """Give what a title or name is ordered by: no case, accents, punctuation or article.

    Example:
        >>> sort_key("The Éclair, Again")
        'eclair again'
    """
    flat = "".join(
        char if char.isalnum() else " "
        for char in unicodedata.normalize("NFKD", text).casefold()
        if not unicodedata.combining(char) and char not in "'’"
    )
    key = " ".join(flat.split())
    for article in _ARTICLES:
        if key.startswith(article):
            return key[len(article) :]
    return key


def put_entry(library: Library, entry: Entry) -> None:
    """Store a work's catalogue line, replacing an earlier one.

    A work that is merged into another, or withdrawn, has none: whatever lists works goes by
    these lines, so that this is the one place that decides.

    Args:
        library: an open library.
        entry: of a work that is stored already, with or without people's decisions about tags.
    """
    if not stands_alone(library, entry.work_id):
        remove_entry(library, entry.work_id)
        return
    entry = lay_over(library, make_storable(entry))
    put_work_tags(library, entry)
    put_row(
        library.connection,
        "INSERT OR REPLACE INTO entry (work_id, kind, sort_title, sort_author, date, words, line) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            entry.work_id,
            entry.kind,
            sort_key(entry.title or entry.incipit),
            sort_key(entry.creators[0]) if entry.creators else "",
            entry.date,
            entry.words,
            pack(entry),
        ),
    )


def remove_entry(library: Library, work_id: str) -> None:
    """Take a work's catalogue line away, the names that it had, and what was asked of it."""
    put_row(library.connection, "DELETE FROM entry WHERE work_id = ?", (work_id,))
    put_row(library.connection, "DELETE FROM doubt WHERE work_id = ?", (work_id,))
    remove_work_tags(library, work_id)


def stands_alone(library: Library, work_id: str) -> bool:
    """Tell whether a work may have a catalogue line: it is neither merged nor withdrawn.

    One that was merged into a work that has been taken out since stands alone.
    """
    if find_row(library.connection, "SELECT 1 FROM withdrawal WHERE work_id = ?", (work_id,)):
        return False
    if find_redirect(library, work_id) is None:
        return True
    try:
        return resolve_work_id(library, work_id) == work_id
    except UserError:
        return True


def get_entry(library: Library, work_id: str) -> Entry:
    """Give a work's catalogue line; follows redirects.

    Raises:
        UserError: there is none of that identifier, or it is withdrawn.
    """
    row = _find_line(library, work_id)
    if row is None and (new := find_redirect(library, work_id)) is not None:
        row = _find_line(library, resolve_work_id(library, new))
    if row is None:
        raise UserError(
            f"there is no work {work_id} in {library.folder}. `fonds list` names them all"
        )
    return _unpack_entry(row, work_id)


def _find_line(library: Library, work_id: str) -> Row | None:
    return find_row(
        library.connection,
        "SELECT e.line, w.accession FROM entry e JOIN work w ON w.id = e.work_id "
        "WHERE e.work_id = ?",
        (work_id,),
    )


def _unpack_entry(row: Row, work_id: str) -> Entry:
    entry = unpack(row[0], Entry, what=f"the catalogue line of {work_id}")
    return msgspec.structs.replace(entry, accession=int(row[1]))


def iter_entries(
    library: Library,
    *,
    kinds: tuple[str, ...] = (),
    accession_id: int | None = None,
    field: str | None = None,
) -> Iterator[Entry]:
    """Give all catalogue lines by title, then author, then identifier.

    Args:
        library: an open library.
        kinds: only these kinds; empty for all.
        accession_id: only works of this accession.
        field: only works of which something is said in this field.
    """
    ids = read_rows(
        library.connection,
        "SELECT e.work_id FROM entry e JOIN work w ON w.id = e.work_id "
        "WHERE (?1 = '[]' OR e.kind IN (SELECT value FROM json_each(?1))) "
        "AND (?2 IS NULL OR w.accession = ?2) "
        "AND (?3 IS NULL OR EXISTS "
        "(SELECT 1 FROM claim c WHERE c.work_id = e.work_id AND c.field = ?3)) "
        "ORDER BY e.sort_title, e.sort_author, e.work_id",
        (to_json(kinds), accession_id, field),
    )
    for (work_id,) in ids:
        row = _find_line(library, work_id)
        if row is not None:
            yield _unpack_entry(row, work_id)


def count_entries(library: Library) -> dict[str, int]:
    """Count works by kind."""
    rows = read_rows(
        library.connection, "SELECT kind, count(*) FROM entry GROUP BY kind ORDER BY kind"
    )
    return dict(rows)


def find_entry_by_prefix(library: Library, prefix: str) -> Entry | None:
    """Find the one work whose identifier begins so; None when there is none.

    Raises:
        UserError: several begin so; the message names the first few.
    """
    wanted = prefix.strip().lower()
    if find_row(library.connection, "SELECT 1 FROM entry WHERE work_id = ?", (wanted,)):
        return get_entry(library, wanted)
    # Compared by hand and not with LIKE or GLOB: "%", "_" and "*" are ordinary characters here.
    rows = read_rows(
        library.connection,
        "SELECT id FROM minted WHERE id >= ?1 AND id < ?1 || '~' AND (id IN "
        "(SELECT work_id FROM entry) OR id IN (SELECT old FROM redirect)) ORDER BY id LIMIT 6",
        (wanted,),
    )
    found = [row[0] for row in rows]
    exact = [one for one in found if one == prefix.strip().lower()]
    if not found or not prefix.strip():
        return None
    if len(found) > 1 and not exact:
        raise UserError(
            f"several works begin with {prefix!r}: {', '.join(found[:5])}"
            f"{' …' if len(found) > 5 else ''}. Type more of the identifier"
        )
    return get_entry(library, (exact or found)[0])


def count_stories_in_parts(library: Library) -> int:
    """Count the stories that were joined from several originals or members."""
    row = find_row(
        library.connection,
        "SELECT count(*) FROM work_source s JOIN entry e USING (work_id) "
        "WHERE s.ordinal = 1 AND e.kind = 'story'",
    )
    return 0 if row is None else int(row[0])
