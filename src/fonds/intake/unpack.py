"""From one heap file to its leaves: containers in containers, to the bottom."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from fonds.intake.inflate import BZIP2, GZIP, XZ, iter_compressed
from fonds.intake.label import Labels
from fonds.intake.limits import DEPTH, Limits, Meter
from fonds.intake.mail_head import MBOX
from fonds.intake.mbox import iter_mbox
from fonds.intake.member import Lost, Member
from fonds.intake.signature import TAR, ZIP
from fonds.intake.sniff import find_media_type
from fonds.intake.untar import iter_tar
from fonds.intake.unzip import iter_zip
from fonds.intake.warc import iter_warc
from fonds.model.problem import Problem
from fonds.model.work import Leaf

EMPTY_CONTAINER = "intake.empty-container"
WARC = "application/warc"

_READERS: dict[str, Callable[[bytes, Meter], Iterator[Member | Lost]]] = {
    ZIP: iter_zip,
    TAR: iter_tar,
    MBOX: iter_mbox,
    WARC: iter_warc,
}
_COMPRESSED = frozenset({GZIP, BZIP2, XZ})


class Refusal(Struct, frozen=True):
    """Something in the heap that did not become a leaf, and why.

    Attributes:
        path: the path in the heap, as given.
        member: the path inside a container, or None for the heap file itself. Other members
            of it may have become leaves all the same.
        problem: the reason.
    """

    path: str
    member: str | None
    problem: Problem


class _Place(Struct, frozen=True):
    """Where we are: the heap file, the path inside it, how deep, what was seen on the way."""

    path: str
    member: str | None
    depth: int
    problems: tuple[Problem, ...] = ()

    def inside(self, label: str, problems: tuple[Problem, ...]) -> "_Place":
        member = label if self.member is None else f"{self.member}/{label}"
        return _Place(self.path, member, self.depth + 1, problems)


def is_container(media_type: str) -> bool:
    """Say whether `unpack` opens files of this type (an EPUB or a docx is no container)."""
    return media_type in _READERS or media_type in _COMPRESSED


def unpack(path: str, data: bytes, limits: Limits) -> Iterator[Leaf | Refusal]:
    """Unpack one heap file into leaves.

    A file that is no container gives one leaf with member None. Members are inflated one at
    a time, while the limits are counted; what exceeds them stops with one refusal. A gzip,
    bzip2 or xz around a container adds nothing to the members' paths.

    Args:
        path: the path in the heap, as given; its last part helps to tell kinds of text apart.
        data: its n bytes.
        limits: how much is too much.

    Returns:
        At least one leaf or refusal; no two leaves with the same member. Nothing is raised,
        whatever the bytes.

    Cost: O(n + what comes out); memory about twice the largest member of each level.

    Example:
        >>> [leaf.media_type for leaf in unpack("oz.txt", b"Dorothy woke.", Limits())]
        ['text/plain']
    """
    meter = Meter(limits, len(data))
    yield from _open(_Place(path, None, 0), data, meter, None)
    if meter.stopped is not None:
        yield Refusal(path, None, meter.stopped)


def _open(
    place: _Place, data: bytes, meter: Meter, media_type: str | None
) -> Iterator[Leaf | Refusal]:
    name = (place.member or place.path).rpartition("/")[2]
    media_type = media_type or find_media_type(data, name)
    if not is_container(media_type):
        yield Leaf(place.path, place.member, data, media_type, place.problems)
        return
    if place.depth >= meter.limits.depth:
        message = f"It lies more than {meter.limits.depth} containers deep and was not opened."
        yield Refusal(place.path, place.member, Problem(DEPTH, message))
        return
    for problem in place.problems:
        yield Refusal(place.path, place.member, problem)
    given = False
    for found in _read(place, data, media_type, name, meter):
        given = True
        yield found
    if not given and meter.stopped is None:
        problem = Problem(EMPTY_CONTAINER, "Nothing is in it.")
        yield Refusal(place.path, place.member, problem)


def _read(
    place: _Place, data: bytes, media_type: str, name: str, meter: Meter
) -> Iterator[Leaf | Refusal]:
    labels = Labels()
    if media_type in _COMPRESSED:
        found = iter_compressed(data, media_type, name, meter)
    else:
        found = _READERS[media_type](data, meter)
    for item in found:
        if meter.count_member() is not None:
            return
        if isinstance(item, Lost):
            member = place.member
            if item.name is not None:
                member = place.inside(labels.add(item.name), ()).member
            yield Refusal(place.path, member, item.problem)
            continue
        if media_type in _COMPRESSED:
            inner = find_media_type(item.data, item.name)
            if is_container(inner):
                below = _Place(place.path, place.member, place.depth + 1, item.problems)
                yield from _open(below, item.data, meter, inner)
                continue
        below = place.inside(labels.add(item.name), item.problems)
        yield from _open(below, item.data, meter, item.media_type)
        if meter.stopped is not None:
            return
