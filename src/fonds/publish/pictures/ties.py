"""Ties: the people of a work as names, with lines between those who share scenes."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import sqrt

from msgspec import Struct

from fonds.model.record import PersonInStory, Record
from fonds.publish.characters import one_line
from fonds.publish.pictures.drawing import Picture, Table, draw_line, draw_text, frame, show
from fonds.publish.pictures.ribbon import write_share
from fonds.publish.pictures.stretches import Unit, cut_story, find_naming

MOST_PEOPLE = 12
"""Names that stand around a table without touching each other on a phone."""

_NAME_MOST = 20
_ROW = 50
_TOP = 18
_SIDE = 0.32
"""How far names stand from the middle, as a share of the width."""

_THIN, _THICK = 1.0, 5.0
_TIES_EACH = 3
"""Lines drawn for each person, strongest first, beside the romantic ones: more are a net in
which nobody sees anything; the table has them all."""

_HEART = (
    "M0 3.6C-4.8 .2-3.9-3.3-1.8-3.3-.8-3.3-.2-2.7 0-1.9.2-2.7.8-3.3 1.8-3.3 3.9-3.3 4.8.2 0 3.6Z"
)


class Tie(Struct, frozen=True):
    """What binds two people of a work.

    Attributes:
        first, second: their names, as the people have them.
        shared: scenes or pages in which both are.
        is_romantic: whether they are said to be a couple.
    """

    first: str
    second: str
    shared: int
    is_romantic: bool = False


class Ties(Struct, frozen=True):
    """The people of a work, the foremost first, and their ties, the strongest first."""

    people: tuple[str, ...]
    ties: tuple[Tie, ...]
    unit: Unit = "scene"
    units: int = 0


def find_ties(record: Record) -> Ties | None:
    """Find what binds the people of a work: scenes they share, and what is said of couples.

    A narrator is in all that they tell. Whoever is only spoken of is left out, unless a
    relationship names them.

    Args:
        record: the work's record.

    Returns:
        At most 12 people and the ties between them; None when there are fewer than two.

    Cost: O(body).
    """
    couples = list_couples(record.relationships)
    paired = {name for couple in couples for name in couple}
    people = [
        one
        for one in record.people
        if one.name and (one.presence != "mentioned" or one.name in paired)
    ]
    people.sort(key=lambda one: (one.presence != "narrator", one.name not in paired, -one.mentions))
    people = people[:MOST_PEOPLE]
    if len(people) < 2:
        return None
    cut = cut_story(record)
    owned = [(name, one.name) for one in people for name in _names_of(one) if one.name]
    shared: Counter[tuple[str, str]] = Counter()
    for named in find_naming(record.body, owned, cut):
        there = named | {one.name for one in people if one.name and _tells_all(one, cut.unit)}
        shared.update(combinations(sorted(there), 2))
    names = tuple(one.name for one in people if one.name)
    ties = [
        Tie(*pair, shared[pair], pair in couples)
        for pair in combinations(sorted(names), 2)
        if shared[pair] or pair in couples
    ]
    ties.sort(key=lambda one: (-one.shared, not one.is_romantic, one.first, one.second))
    bound = {name for tie in ties for name in (tie.first, tie.second)}
    tied = tuple(name for name in names if name in bound)
    return Ties(tied, tuple(ties), cut.unit, len(cut.spans)) if ties else None


def _names_of(person: PersonInStory) -> tuple[str, ...]:
    return tuple(dict.fromkeys((person.name or "", *person.names)))


def _tells_all(person: PersonInStory, unit: Unit) -> bool:
    """Whether somebody is in every stretch: scenes say by themselves who tells them."""
    return person.presence == "narrator" and unit == "page"


def list_couples(relationships: Sequence[str]) -> frozenset[tuple[str, str]]:
    """List the couples that relationships name, each in alphabetical order.

    Example:
        >>> sorted(list_couples(["Mina/Jonathan", "Alice & Dinah"]))
        [('Jonathan', 'Mina')]
    """
    couples: set[tuple[str, str]] = set()
    for stated in relationships:
        for group in stated.split(" & "):
            members = sorted({one_line(name) for name in group.split("/")} - {""})
            couples.update(combinations(members[:8], 2))
    return frozenset(couples)


def draw_ties(ties: Ties, name: str = "ties") -> Picture:
    """Draw names in a ring with lines between them.

    The more two share, the thicker their line; couples have a double line with a heart.
    The same ties give the same picture.

    Args:
        ties: of p people.
        name: the picture's own on its page.

    Returns:
        The picture.

    Cost: O(p² + ties).
    """
    places = _place(_seat(ties))
    height = round(max(y for _, y in places.values()) + _TOP)
    most = max((tie.shared for tie in ties.ties), default=0)
    drawn = _choose_drawn(ties)
    marks = [
        mark
        for tie in sorted(drawn, key=lambda tie: (tie.is_romantic, tie.shared))
        for mark in _draw_tie(tie, places[tie.first], places[tie.second], most)
    ]
    for person in ties.people:
        share, y = places[person]
        shown = show(person, _NAME_MOST)
        marks.append(draw_text(share, y + 5, shown, anchor="middle", css="name"))
    title = "Who belongs to whom"
    desc = _describe(ties)
    markup = frame(name, title, desc, height, marks)
    return Picture(name, title, desc, markup, list_tie_rows(ties))


def list_tie_rows(ties: Ties) -> Table:
    """List all ties as a table, the strongest first."""
    rows = tuple(
        (
            f"{show(tie.first)} and {show(tie.second)}",
            str(tie.shared),
            "a couple" if tie.is_romantic else "",
        )
        for tie in ties.ties
    )
    return Table(("Who", f"{ties.unit.title()}s with both, of {ties.units}", "Said to be"), rows)


def _describe(ties: Ties) -> str:
    first = ties.ties[0]
    both = f"{show(first.first)} and {show(first.second)}"
    unit = ties.unit if first.shared == 1 else f"{ties.unit}s"
    said = f"{both} share most: {first.shared} {unit} of {ties.units}."
    if len(ties.ties) == 1:
        said = f"{both} share {first.shared} {unit} of {ties.units}."
    couples = [f"{show(t.first)} and {show(t.second)}" for t in ties.ties if t.is_romantic]
    if couples:
        said += f" {'A couple' if len(couples) == 1 else 'Couples'}: {'; '.join(couples)}."
    return said


def _choose_drawn(ties: Ties) -> list[Tie]:
    counts: Counter[str] = Counter()
    drawn = []
    for tie in ties.ties:
        if tie.is_romantic or min(counts[tie.first], counts[tie.second]) < _TIES_EACH:
            drawn.append(tie)
            counts.update((tie.first, tie.second))
    return drawn


def _seat(ties: Ties) -> list[str]:
    """Order people so that the most bound follow each other."""
    worth: dict[frozenset[str], float] = {
        frozenset((tie.first, tie.second)): tie.shared + (ties.units if tie.is_romantic else 0)
        for tie in ties.ties
    }
    left = list(ties.people)
    seated = [left.pop(0)]
    while left:
        # Of those equally bound the foremost: `max` takes the first.
        best = max(left, key=lambda one: worth.get(frozenset((seated[-1], one)), 0.0))
        left.remove(best)
        seated.append(best)
    return seated


def _place(seated: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Place people along a table, the first at its head: (share of width, pixels)."""
    count = len(seated)
    if count == 2:
        return {seated[0]: (0.22, _TOP + 10), seated[1]: (0.78, _TOP + 10)}
    rows = (count - 2) // 2 + 2
    if count % 2:
        rows = (count - 1) // 2 + 1
    middle = (rows - 1) / 2
    places = {seated[0]: (0.5, float(_TOP))}
    for seat, person in enumerate(seated[1:]):
        # The strongest ties run across the table, where no name stands in their way.
        row, is_left = seat // 2 + 1, seat % 2
        reach = _SIDE * sqrt(max(0.0, 1 - ((row - middle) / (middle + 1)) ** 2))
        if seat == count - 2 and not is_left:
            reach = 0.0
        places[person] = (0.5 - reach if is_left else 0.5 + reach, float(_TOP + row * _ROW))
    return places


def _draw_tie(
    tie: Tie, one: tuple[float, float], other: tuple[float, float], most: int
) -> list[str]:
    width = _THIN + (_THICK - _THIN) * (tie.shared / most if most else 0)
    if not tie.is_romantic:
        return [draw_line(one, other, width=width, css="tie")]
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    return [
        draw_line(one, other, width=width + 3, css="couple"),
        draw_line(one, other, width=max(1.6, width - 0.4), css="gap"),
        f'<svg x="{write_share(x)}" y="{round(y, 1):g}" overflow="visible">'
        f'<path class="heart" fill="currentColor" transform="scale(2)" d="{_HEART}"/></svg>',
    ]
