"""The account of an accession: what became of every file."""

from collections import Counter, defaultdict

from msgspec import Struct

from fonds.library.accessions import get_accession
from fonds.library.opening import Library
from fonds.library.storage import Row, read_rows


class AccountLine(Struct, frozen=True):
    """One path (or a file inside one) and what became of it.

    Attributes:
        path: in the heap.
        member: inside the container, or None.
        outcome: "story", "not-story", "unreadable", "duplicate", "refused", "container"
            (its own members have lines) or "unread" (the run did not get there).
        reason: in words, or "".
    """

    path: str
    member: str | None
    outcome: str
    reason: str


class Account(Struct, frozen=True):
    """What became of every file of an accession.

    Attributes:
        accession: its number.
        files: paths in the heap, so many as there are lines without a member.
        bytes: their sizes together.
        counts: lines by outcome, over all lines.
        works: works by kind.
        lines: every path and member, by path.
    """

    accession: int
    files: int
    bytes: int
    counts: dict[str, int]
    works: dict[str, int]
    lines: tuple[AccountLine, ...]


def account_of(library: Library, accession_id: int) -> Account:
    """Account for every file of an accession.

    Raises:
        UserError: there is no such accession.
    """
    get_accession(library, accession_id)
    kinds = _read_kinds(library, accession_id)
    members = _read_members(library, accession_id)
    files = read_rows(
        library.connection,
        "SELECT path, digest, size, outcome, reason FROM heap_file WHERE accession = ? "
        "ORDER BY path",
        (accession_id,),
    )
    lines: list[AccountLine] = []
    for path, digest, _size, outcome, reason in files:
        if outcome == "taken":
            lines.extend(_lines_of(path, digest, members[digest], kinds))
        else:
            lines.append(AccountLine(path, None, outcome, reason))
    works = read_rows(
        library.connection,
        "SELECT kind, count(*) FROM work WHERE accession = ? GROUP BY kind ORDER BY kind",
        (accession_id,),
    )
    return Account(
        accession=accession_id,
        files=len(files),
        bytes=sum(row[2] for row in files),
        counts=dict(sorted(Counter(line.outcome for line in lines).items())),
        works=dict(works),
        lines=tuple(lines),
    )


_Kinds = dict[tuple[str, str | None], str]


def _read_kinds(library: Library, accession_id: int) -> _Kinds:
    """Give for each original and member what came of it: a story beats what is not one."""
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT s.original, s.member, w.kind FROM work_source s "
        "JOIN work w ON w.id = s.work_id JOIN heap_file h ON h.digest = s.original "
        # "not-story" sorts before "story", so that a story has the last word.
        "WHERE h.accession = ? ORDER BY w.kind",
        (accession_id,),
    )
    return {(original, member): kind for original, member, kind in rows}


def _read_members(library: Library, accession_id: int) -> defaultdict[str, list[Row]]:
    members: defaultdict[str, list[Row]] = defaultdict(list)
    for row in read_rows(
        library.connection,
        "SELECT m.original, m.path, m.outcome, m.reason FROM member m WHERE m.original IN "
        "(SELECT digest FROM heap_file WHERE accession = ?) ORDER BY m.original, m.ordinal",
        (accession_id,),
    ):
        members[row[0]].append(row[1:])
    return members


def _lines_of(path: str, digest: str, members: list[Row], kinds: _Kinds) -> tuple[AccountLine, ...]:
    if not members:
        return (AccountLine(path, None, "unread", "the run did not get there"),)
    lines = []
    if all(member for member, _outcome, _reason in members):
        lines.append(AccountLine(path, None, "container", ""))
    for member, outcome, reason in members:
        kind = kinds.get((digest, member or None))
        if outcome != "read":
            lines.append(AccountLine(path, member or None, outcome, reason))
        elif kind is None:
            why = reason or "no work was made of it"
            lines.append(AccountLine(path, member or None, "not-story", why))
        else:
            lines.append(AccountLine(path, member or None, kind, reason))
    return tuple(lines)
