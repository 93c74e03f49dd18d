"""Tags: people's decisions about names, laid over what authors typed.

What was read stays in the claims and, name by name, in `work_tag`. A decision makes a name
canonical, or the synonym of a canonical one, or says that it stays as its author typed it; and a
canonical name may have broader ones. Catalogue lines hold canonical names.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args
from unicodedata import normalize

import msgspec
from msgspec import Struct

from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, put_rows, read_rows
from fonds.model.entry import Entry

TagKind = Literal["fandom", "relationship", "character", "tag", "author"]

TAG_KINDS: tuple[TagKind, ...] = get_args(TagKind)

FIELD_OF_KIND: dict[TagKind, str] = {
    "fandom": "fandoms",
    "relationship": "relationships",
    "character": "characters",
    "tag": "tags",
    "author": "creators",
}
"""The field of the record and of the catalogue line that holds tags of a kind."""

_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


class TagLine(Struct, frozen=True):
    """A name, what was decided of it, and how many works have it.

    Attributes:
        kind: of the name.
        name: as it was read, or as a person gave it.
        canonical: the name that stands for it; itself when it is canonical; None when nobody
            has decided, or it is left as its author typed it.
        is_decided: whether a person has looked at it.
        works: that have just this name, as it was read.
    """

    kind: TagKind
    name: str
    canonical: str | None
    is_decided: bool
    works: int

    @property
    def is_canonical(self) -> bool:
        """Whether other names may be its synonyms."""
        return self.canonical == self.name

    @property
    def state(self) -> Literal["undecided", "canonical", "synonym", "left"]:
        """What was decided, in a word."""
        if not self.is_decided:
            return "undecided"
        if self.canonical is None:
            return "left"
        return "canonical" if self.is_canonical else "synonym"


_WORKS_BELOW = """
WITH RECURSIVE below (kind, name) AS (
    SELECT ?1, ?2
    UNION
    SELECT tag.kind, tag.name FROM tag JOIN below
        ON tag.kind = below.kind AND tag.canonical = below.name
    UNION
    SELECT tag_broader.kind, tag_broader.name FROM tag_broader JOIN below
        ON tag_broader.broader_kind = below.kind AND tag_broader.broader = below.name
)
SELECT DISTINCT work_tag.work_id FROM below CROSS JOIN work_tag
    ON work_tag.kind = below.kind AND work_tag.name = below.name
ORDER BY 1
"""

_ABOVE = """
WITH RECURSIVE above (kind, name) AS (
    SELECT broader_kind, broader FROM tag_broader WHERE kind = ?1 AND name = ?2
    UNION
    SELECT tag_broader.broader_kind, tag_broader.broader FROM tag_broader JOIN above
        ON tag_broader.kind = above.kind AND tag_broader.name = above.name
)
SELECT kind, name FROM above ORDER BY kind, name
"""


def find_canonical(library: Library, kind: str, name: str) -> str:
    """Find the name that stands for a name: its canonical one, or itself."""
    row = find_row(
        library.connection,
        "SELECT canonical FROM tag WHERE kind = ? AND name = ?",
        (kind, name),
    )
    return name if row is None or row[0] is None else str(row[0])


def list_above(library: Library, kind: str, name: str) -> tuple[tuple[str, str], ...]:
    """List the broader names of a canonical name, transitively, as (kind, name) pairs."""
    rows = read_rows(library.connection, _ABOVE, (kind, name))
    return tuple((str(one), str(other)) for one, other in rows)


def find_meant(library: Library, kind: str, asked: str) -> str:
    """Find the canonical name that somebody means who asks for a name.

    The name as it is, composed or decomposed; else one that differs in the case of its ASCII
    letters only, when all that do lead to one name.

    Args:
        library: open.
        kind: of the name.
        asked: as it stands in an address or a search.

    Returns:
        The canonical name; `asked` itself when nobody has decided on it.

    Cost: three lookups; of a name that nobody decided on also a walk over the decisions of its
        kind, a millisecond for ten thousand.
    """
    for form in dict.fromkeys((asked, *(normalize(one, asked) for one in _FORMS))):
        row = find_row(
            library.connection,
            "SELECT canonical FROM tag WHERE kind = ? AND name = ?",
            (kind, form),
        )
        if row is not None:
            return asked if row[0] is None else str(row[0])
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT canonical FROM tag WHERE kind = ? AND canonical IS NOT NULL "
        "AND name = ? COLLATE NOCASE LIMIT 2",
        (kind, asked),
    )
    return str(rows[0][0]) if len(rows) == 1 else asked


def list_works_below(library: Library, kind: str, name: str) -> tuple[str, ...]:
    """List the works that have a name, a synonym of it, or a narrower one, as it was read."""
    rows = read_rows(
        library.connection,
        _WORKS_BELOW,
        (kind, name),
    )
    return tuple(str(row[0]) for row in rows)


def lay_over(library: Library, entry: Entry) -> Entry:
    """Give a catalogue line with people's decisions about its names.

    Args:
        library: open.
        entry: as built from claims, or as laid over before.

    Returns:
        The line with canonical names; what was read is in `typed` where it differs, broader
        names in `broader`.

    Cost: one lookup or two for each name.
    """
    read = list_read_names(entry)
    shown: dict[str, tuple[str, ...]] = {}
    broader: dict[str, dict[str, None]] = {}
    for kind, names in read.items():
        canonical = dict.fromkeys(find_canonical(library, kind, name) for name in names)
        shown[FIELD_OF_KIND[kind]] = tuple(canonical)
        for name in canonical:
            for above_kind, above in list_above(library, kind, name):
                broader.setdefault(above_kind, {})[above] = None
    return msgspec.structs.replace(
        entry,
        **shown,
        typed={kind: names for kind, names in read.items() if names != shown[FIELD_OF_KIND[kind]]},
        broader={kind: tuple(names) for kind, names in sorted(broader.items())},
    )


def list_read_names(entry: Entry) -> Mapping[TagKind, tuple[str, ...]]:
    """List the names of a catalogue line as they were read, by kind."""
    return {
        kind: entry.typed.get(kind, getattr(entry, field)) for kind, field in FIELD_OF_KIND.items()
    }


def put_work_tags(library: Library, entry: Entry) -> None:
    """Note the names of a work as they were read, replacing those noted before."""
    remove_work_tags(library, entry.work_id)
    put_rows(
        library.connection,
        "INSERT OR IGNORE INTO work_tag (work_id, kind, name) VALUES (?, ?, ?)",
        [
            (entry.work_id, kind, name)
            for kind, names in list_read_names(entry).items()
            for name in names
        ],
    )


def remove_work_tags(library: Library, work_id: str) -> None:
    """Note no names of a work any more."""
    put_row(library.connection, "DELETE FROM work_tag WHERE work_id = ?", (work_id,))


def read_tag(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give what the cell of a kind and name holds: its canonical name, or None."""
    row = find_row(library.connection, "SELECT canonical FROM tag WHERE kind = ? AND name = ?", key)
    return None if row is None else {"canonical": row[0]}


def write_tag(library: Library, key: tuple[str, ...], value: Any, _clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Decide on a name, or let it be undecided again.

    Raises:
        UserError: a synonym's canonical name is no canonical name itself, or a name that has
            synonyms or narrower names would stop being canonical.
    """
    kind, name = key
    _check_kind(kind)
    put_row(library.connection, "DELETE FROM tag WHERE kind = ? AND name = ?", key)
    canonical = None if value is None else value["canonical"]
    if value is not None:
        put_row(library.connection, "INSERT INTO tag VALUES (?, ?, ?)", (kind, name, canonical))
    if canonical is not None and canonical != name:
        row = read_tag(library, (kind, canonical))
        if row is None or row["canonical"] != canonical:
            raise UserError(f"“{canonical}” is no canonical name; make it one first")
    if canonical != name:
        _check_alone(library, kind, name)


def _check_kind(kind: str) -> None:
    if kind not in TAG_KINDS:
        raise UserError(f"{kind!r} is no kind of tag; there are {', '.join(TAG_KINDS)}")


def _check_alone(library: Library, kind: str, name: str) -> None:
    hanging = find_row(
        library.connection,
        "SELECT name FROM tag WHERE kind = ?1 AND canonical = ?2 AND name <> ?2 LIMIT 1",
        (kind, name),
    )
    if hanging is not None:
        raise UserError(
            f"“{name}” has synonyms (“{hanging[0]}”); give them another canonical name first"
        )
    hanging = find_row(
        library.connection,
        "SELECT name FROM tag_broader WHERE (broader_kind = ?1 AND broader = ?2) "
        "OR (kind = ?1 AND name = ?2) LIMIT 1",
        (kind, name),
    )
    if hanging is not None:
        raise UserError(f"“{name}” has broader or narrower names; take them off first")


def list_tag_touched(library: Library, key: tuple[str, ...]) -> tuple[str, ...]:
    """Give the works whose catalogue lines a decision on a name changes."""
    return list_works_below(library, key[0], key[1])


def read_broader(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give True when a name has that broader one, else None."""
    row = find_row(
        library.connection,
        "SELECT 1 FROM tag_broader WHERE kind = ? AND name = ? AND broader_kind = ? "
        "AND broader = ?",
        key,
    )
    return None if row is None else True


def write_broader(library: Library, key: tuple[str, ...], value: Any, _clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Give a canonical name a broader one, or take it off.

    Raises:
        UserError: one of them is no canonical name, or a name would be broader than itself.
    """
    kind, name, broader_kind, broader = key
    put_row(
        library.connection,
        "DELETE FROM tag_broader WHERE kind = ? AND name = ? AND broader_kind = ? AND broader = ?",
        key,
    )
    if value is None:
        return
    for one_kind, one in ((kind, name), (broader_kind, broader)):
        _check_kind(one_kind)
        row = read_tag(library, (one_kind, one))
        if row is None or row["canonical"] != one:
            raise UserError(f"“{one}” is no canonical name; make it one first")
    if (kind, name) in ((broader_kind, broader), *list_above(library, broader_kind, broader)):
        raise UserError(f"“{broader}” cannot be broader than “{name}”: it is narrower already")
    put_row(library.connection, "INSERT INTO tag_broader VALUES (?, ?, ?, ?)", key)


def list_broader_touched(library: Library, key: tuple[str, ...]) -> tuple[str, ...]:
    """Give the works whose catalogue lines a broader name changes."""
    return list_works_below(library, key[0], key[1])


def list_tags(library: Library, kind: TagKind) -> tuple[TagLine, ...]:
    """List all names of a kind, on works or decided on, by name.

    Cost: O(names + works that have them), some 100 ms for 20,000 names on 30,000 works.
    """
    counts: dict[str, int] = dict(
        read_rows(
            library.connection,
            "SELECT name, count(*) FROM work_tag WHERE kind = ? GROUP BY name",
            (kind,),
        )
    )
    decided: dict[str, str | None] = dict(
        read_rows(library.connection, "SELECT name, canonical FROM tag WHERE kind = ?", (kind,))
    )
    return tuple(
        TagLine(kind, name, decided.get(name), name in decided, counts.get(name, 0))
        for name in sorted(counts.keys() | decided.keys())
    )


def find_tag(library: Library, kind: TagKind, name: str) -> TagLine | None:
    """Find one name; None when no work has it and nobody has decided on it."""
    held = find_row(
        library.connection, "SELECT canonical FROM tag WHERE kind = ? AND name = ?", (kind, name)
    )
    works = count_tag(library, kind, (name,))[name]
    if held is None and not works:
        return None
    return TagLine(kind, name, None if held is None else held[0], held is not None, works)


def list_synonyms(library: Library, kind: str, canonical: str) -> tuple[str, ...]:
    """List the synonyms of a canonical name, by name."""
    rows = read_rows(
        library.connection,
        "SELECT name FROM tag WHERE kind = ?1 AND canonical = ?2 AND name <> ?2 ORDER BY name",
        (kind, canonical),
    )
    return tuple(str(row[0]) for row in rows)


def list_broader(library: Library, kind: str, name: str) -> tuple[tuple[str, str], ...]:
    """List the names right above a name, as (kind, name) pairs."""
    rows = read_rows(
        library.connection,
        "SELECT broader_kind, broader FROM tag_broader WHERE kind = ? AND name = ? ORDER BY 1, 2",
        (kind, name),
    )
    return tuple((str(one), str(other)) for one, other in rows)


def list_narrower(library: Library, kind: str, name: str) -> tuple[tuple[str, str], ...]:
    """List the names right below a name, as (kind, name) pairs."""
    rows = read_rows(
        library.connection,
        "SELECT kind, name FROM tag_broader WHERE broader_kind = ? AND broader = ? ORDER BY 1, 2",
        (kind, name),
    )
    return tuple((str(one), str(other)) for one, other in rows)


def list_places(library: Library, kind: str) -> tuple[tuple[str, str], ...]:
    """List which works have which names of a kind, as they were read: (name, work) pairs.

    Cost: O(pairs), a million a second.
    """
    rows = read_rows(
        library.connection, "SELECT name, work_id FROM work_tag WHERE kind = ?", (kind,)
    )
    return tuple((str(one), str(other)) for one, other in rows)


def count_tag(library: Library, kind: str, names: Iterable[str]) -> dict[str, int]:
    """Count the works that have each of n names, as they were read."""
    return {
        name: int(row[0])
        for name in names
        if (
            row := find_row(
                library.connection,
                "SELECT count(*) FROM work_tag WHERE kind = ? AND name = ?",
                (kind, name),
            )
        )
        is not None
    }
