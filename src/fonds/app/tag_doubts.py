"""Tag doubts: names that may mean the same as others, a question each for all their works.

Which names these are only the whole library shows: `refresh_tag_doubts` asks for proposals. A
work that comes in between shares in the questions about its names that are there already.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from fonds.app.doubt_rows import weigh
from fonds.app.shelf import Progress
from fonds.app.tag_proposals import Proposal, propose, propose_all
from fonds.app.tag_vocabulary import Vocabulary, read_vocabulary
from fonds.library.codec import make_storable, pack, unpack
from fonds.library.doubts import (
    DoubtRow,
    list_doubts,
    list_question_rows,
    put_doubts,
    put_question,
    remove_question,
)
from fonds.library.history import last_event_id
from fonds.library.opening import Library
from fonds.library.settings import find_setting, put_setting
from fonds.library.storage import find_row, read_rows, transaction
from fonds.library.tags import TAG_KINDS, TagKind
from fonds.packs.fandom import find_fandom
from fonds.packs.pack import Pack

TAGS = "tag"
SETTING = "tag-doubts"
"""Where the library keeps up to which event its tag doubts hold."""

STAGE = "tag-doubts/1"

MOST_PROPOSED = 4
"""Names that are offered for one."""

_MATTERS: dict[TagKind, float] = {
    "fandom": 0.5,
    "relationship": 0.4,
    "author": 0.4,
    "character": 0.2,
    "tag": 0.15,
}
"""How much it matters that names of a kind are one: our judgement of what people look for."""

_UNKNOWN = 0.3
"""How much we doubt a fandom that no pack knows, and that is like no other."""


class Offer(Struct, frozen=True):
    """A name that may stand for another.

    Attributes:
        canonical: the name.
        confidence: 0..1.
        why: in words.
    """

    canonical: str
    confidence: float
    why: str


class TagLine(Struct, frozen=True):
    """What a question about a name is made of.

    Attributes:
        offers: names that may stand for it, the surest first.
    """

    offers: tuple[Offer, ...] = ()


class _Stamp(Struct, frozen=True):
    stage: str
    event: int


def make_tag_key(kind: str, name: str) -> str:
    """Give the key of the question about a name."""
    return f"{kind}\n{name}"


def read_tag_key(key: str) -> tuple[str, str]:
    """Give the kind and name that a key is about."""
    kind, _, name = key.partition("\n")
    return kind, name


def unpack_tag_line(row: DoubtRow) -> TagLine:
    """Give what a question about a name is made of.

    Raises:
        DamageError: the row is damaged.
    """
    return unpack(row.line, TagLine, what=f"a doubt about {row.work_id}")


def keep_tag_doubts(library: Library, work_id: str) -> None:
    """Let a work share in the questions about its names, and in no others.

    Cost: two look-ups for each of its names.
    """
    names = read_rows(
        library.connection, "SELECT kind, name FROM work_tag WHERE work_id = ?", (work_id,)
    )
    rows = []
    for kind, name in names:
        asked = list_doubts(library, TAGS, make_tag_key(kind, name), limit=1)
        rows += [msgspec.structs.replace(one, work_id=work_id) for one in asked]
    put_doubts(library, work_id, rows, fields=[TAGS])


def is_up_to_date(library: Library) -> bool:
    """Tell whether no work was read since the doubts were found."""
    value = find_setting(library, SETTING)
    try:
        stamp = msgspec.convert(value, _Stamp)
    except msgspec.ValidationError:
        return False
    if stamp.stage != STAGE:
        return False
    row = find_row(
        library.connection,
        "SELECT 1 FROM event WHERE id > ? AND name IN ('metadata extraction', 'deaccession') "
        "LIMIT 1",
        (stamp.event,),
    )
    return row is None


def refresh_tag_doubts(
    library: Library, packs: Callable[[], Sequence[Pack]], progress: Progress
) -> None:
    """Find the names that may mean the same as others, unless nothing was read since.

    Args:
        library: open, its writer's lock held by the caller.
        packs: gives what is known of fandoms; called when it is needed.
        progress: told ("tags", done, total).

    Cost: that of `propose_all` for each kind: seconds for 20,000 names.
    """
    if is_up_to_date(library):
        return
    known = packs()
    stamp = _Stamp(STAGE, last_event_id(library))
    with transaction(library.connection):
        held = {
            row.key
            for is_put_off in (False, True)
            for row in list_question_rows(library, fields=[TAGS], is_put_off=is_put_off)
        }
        for done, kind in enumerate(TAG_KINDS):
            progress("tags", done, len(TAG_KINDS))
            for name, offers, weight in find_doubted(library, known, kind):
                key = make_tag_key(kind, name)
                held.discard(key)
                works = list_holders(library, kind, name)
                put_question(library, TAGS, key, make_doubt_rows(key, works, offers, weight))
        for key in held:
            remove_question(library, TAGS, key)
        put_setting(library, SETTING, msgspec.to_builtins(stamp))
    progress("tags", len(TAG_KINDS), len(TAG_KINDS))


def find_doubted(
    library: Library,
    packs: Sequence[Pack],
    kind: TagKind,
    *,
    seen: frozenset[str] | None = None,
) -> Iterator[tuple[str, tuple[Offer, ...], int]]:
    """Yield names that are in doubt, what may stand for them, and what that is worth a work.

    Args:
        library: open.
        packs: what is known of fandoms.
        kind: of the names.
        seen: works whose names count; None for all.
    """
    vocabulary = read_vocabulary(library, packs, kind, seen=seen)
    best = {one.name: one for one in propose_all(library, packs, kind, seen=seen)}
    for name, line in vocabulary.lines.items():
        if line.is_decided or not line.works:
            continue
        if name in best:
            offers = _list_offers(library, packs, vocabulary, best[name])
            yield name, offers, weigh(best[name].confidence * _MATTERS[kind])
        elif kind == "fandom" and find_fandom(name, packs) is None:
            yield name, (), weigh(_UNKNOWN * _MATTERS[kind])


def _list_offers(
    library: Library, packs: Sequence[Pack], vocabulary: Vocabulary, best: Proposal
) -> tuple[Offer, ...]:
    others = propose(
        library, packs, best.kind, best.name, vocabulary=vocabulary, most=MOST_PROPOSED
    )
    found = {one.canonical: one for one in (best, *others)}
    return tuple(Offer(one.canonical, one.confidence, one.why) for one in found.values())


def list_holders(library: Library, kind: str, name: str) -> tuple[str, ...]:
    """List the works on the shelf that have a name, as it was read, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT work_id FROM work_tag WHERE kind = ? AND name = ? "
        "AND work_id IN (SELECT work_id FROM entry) ORDER BY work_id",
        (kind, name),
    )
    return tuple(str(row[0]) for row in rows)


def make_doubt_rows(
    key: str, works: Iterable[str], offers: tuple[Offer, ...], weight: int
) -> list[DoubtRow]:
    """Make the doubts of the question about a name, one for each work that has it."""
    line = pack(make_storable(TagLine(offers)))
    return [DoubtRow(TAGS, key, work_id, weight, line) for work_id in works]
