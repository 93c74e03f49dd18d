"""Positions: how far a person is with a story, on each of their devices."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import make_storable, to_json
from fonds.library.marks import find_aliases, follow_redirects
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction

DEVICE_NAME_MOST = 80
QUOTE_MOST = 200
"""Code points kept of the paragraph somebody stopped at: enough to find it again."""

_OF_WORK = """
SELECT p.work_id, p.chapter, p.paragraph, p.fraction, p.quote, p.at, p.device, d.name, d.seen
FROM position p JOIN device d ON d.id = p.device
WHERE p.person = ? AND p.work_id IN (SELECT value FROM json_each(?))
ORDER BY p.at DESC, p.device
"""

_OF_PERSON = """
SELECT p.work_id, p.chapter, p.paragraph, p.fraction, p.quote, p.at, p.device, d.name, d.seen
FROM position p JOIN device d ON d.id = p.device
WHERE p.person = ? ORDER BY p.at DESC, p.work_id
"""


class Position(Struct, frozen=True):
    """A place in a story.

    Attributes:
        chapter: section of the story, from 1.
        paragraph: block of the whole story, from 1.
        fraction: share of the story before it, 0..1.
        quote: the first words of the paragraph, by which it is found again; may be "".
        at: when somebody was there, ISO UTC.
    """

    chapter: int
    paragraph: int
    fraction: float
    quote: str
    at: str


class Device(Struct, frozen=True):
    """What somebody reads on: an identifier that tells nothing, and a name for people."""

    id: str
    name: str
    seen: str


class Placed(Struct, frozen=True):
    """A position, with the work and the device it belongs to."""

    work_id: str
    device: Device
    position: Position


def put_device(library: Library, person: int, device_id: str, name: str, *, clock: str) -> Device:
    """Note that a person reads on a device; its name is what it was called last.

    Raises:
        UserError: the identifier is another person's.
    """
    shown = make_storable(" ".join(name.split()))[:DEVICE_NAME_MOST] or "a device"
    with transaction(library.connection):
        row = find_row(library.connection, "SELECT person FROM device WHERE id = ?", (device_id,))
        if row is not None and row[0] != person:
            raise UserError("this device belongs to somebody else")
        put_row(
            library.connection,
            "INSERT INTO device (id, person, name, seen) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
            "seen = max(device.seen, excluded.seen)",
            (device_id, person, shown, clock),
        )
    return Device(device_id, shown, clock)


def put_position(
    library: Library, person: int, device_id: str, work_id: str, position: Position, *, clock: str
) -> bool:
    """Keep where a person is; of two positions of one device the newer stays.

    A position that was made without a network comes late and must not undo what came after.

    Args:
        library: an open library.
        person: who.
        device_id: of `put_device`.
        work_id: any identifier the work ever had.
        position: where; a time later than `clock` counts as `clock`.
        clock: now.

    Returns:
        Whether it was kept; False when a newer one stands.

    Raises:
        UserError: the device is unknown or another person's, or there is no such work.
    """
    resolved = resolve_work_id(library, work_id)
    with transaction(library.connection):
        owner = find_row(library.connection, "SELECT person FROM device WHERE id = ?", (device_id,))
        if owner is None or owner[0] != person:
            raise UserError("this device is not known here")
        put_row(
            library.connection,
            "INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (person, work_id, device) DO UPDATE SET chapter = excluded.chapter, "
            "paragraph = excluded.paragraph, fraction = excluded.fraction, "
            "quote = excluded.quote, at = excluded.at WHERE excluded.at >= position.at",
            (
                *(person, device_id, resolved, position.chapter, position.paragraph),
                min(1.0, max(0.0, position.fraction)),
                make_storable(position.quote[:QUOTE_MOST]),
                min(position.at, clock),
            ),
        )
        kept: bool = library.connection.changes() > 0
        put_row(
            library.connection,
            "UPDATE device SET seen = max(seen, ?) WHERE id = ?",
            (clock, device_id),
        )
    return kept


def list_positions_of(library: Library, person: int, work_id: str) -> tuple[Placed, ...]:
    """List where a person is with one work, the newest first, one for each device.

    Cost: O(devices).
    """
    aliases = _find_names(library, work_id)
    rows = read_rows(library.connection, _OF_WORK, (person, to_json(aliases)))
    return _newest_of(map(_placed_of, rows), lambda one: one.device.id)


def find_position(library: Library, person: int, device_id: str, work_id: str) -> Position | None:
    """Find where a person is with a work on one device."""
    for placed in list_positions_of(library, person, work_id):
        if placed.device.id == device_id:
            return placed.position
    return None


def list_positions(library: Library, person: int, *, limit: int = 100) -> tuple[Placed, ...]:
    """List the works a person is in, the newest first: one place for each, of any device.

    Whoever shows them leaves out works that are hidden from the person.

    Args:
        library: an open library.
        person: who.
        limit: most to give.

    Cost: O(positions of the person).
    """
    placed = [_placed_of(row) for row in read_rows(library.connection, _OF_PERSON, (person,))]
    led = follow_redirects(library, (one.work_id for one in placed))
    return _newest_of(placed, lambda one: led[one.work_id])[:limit]


def remove_position(library: Library, person: int, work_id: str) -> int:
    """Forget where a person is with a work, on all devices; gives how many were forgotten."""
    aliases = _find_names(library, work_id)
    with transaction(library.connection):
        put_row(
            library.connection,
            "DELETE FROM position WHERE person = ? AND work_id IN (SELECT value FROM json_each(?))",
            (person, to_json(aliases)),
        )
        return int(library.connection.changes())


def list_devices(library: Library, person: int) -> tuple[Device, ...]:
    """List what a person reads on, the one used last first."""
    rows = read_rows(
        library.connection,
        "SELECT id, name, seen FROM device WHERE person = ? ORDER BY seen DESC, id",
        (person,),
    )
    return tuple(Device(*row) for row in rows)


def remove_device(library: Library, person: int, device_id: str) -> bool:
    """Forget one device of a person and the positions on it; False when it is none of theirs."""
    put_row(
        library.connection, "DELETE FROM device WHERE id = ? AND person = ?", (device_id, person)
    )
    return library.connection.changes() > 0


def _find_names(library: Library, work_id: str) -> tuple[str, ...]:
    """Find all identifiers that a work has or had."""
    return tuple(find_aliases(library, follow_redirects(library, (work_id,)).values()))


def _placed_of(row: Row) -> Placed:
    work_id, chapter, paragraph, fraction, quote, at, device, name, seen = row
    position = Position(chapter, paragraph, fraction, quote, at)
    return Placed(work_id, Device(device, name, seen), position)


def _newest_of(placed: Iterable[Placed], key: Callable[[Placed], str]) -> tuple[Placed, ...]:
    """Keep the first of each key."""
    first: dict[str, Placed] = {}
    for one in placed:
        first.setdefault(key(one), one)
    return tuple(first.values())
