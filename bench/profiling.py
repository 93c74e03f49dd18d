"""Where the time goes: a profile by room, libraries counted to the function that called them."""

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

import fonds

SOURCE = str(Path(fonds.__file__).parent)
OUTSIDE = "(elsewhere)"

Place = tuple[str, int, str]
"""File, line, function: as the profiler names it."""

Callers = dict[Place, tuple[int, int, float, float]]
Stats = dict[Place, tuple[int, int, float, float, Callers]]
"""Calls without recursion, calls, own seconds, seconds with everything below, callers."""


class Spot(Struct, frozen=True):
    """One place and the time spent there, and in libraries called from there.

    Attributes:
        place: "room/file.py:line function".
        seconds: own time and that of libraries below.
        share: 0..1 of all.
        calls: how often.
    """

    place: str
    seconds: float
    share: float
    calls: int


class Profile(Struct, frozen=True):
    """A profile: the rooms and the hottest functions, hottest first."""

    rooms: tuple[Spot, ...]
    functions: tuple[Spot, ...]


def profile_call(call: Callable[[], object], *, top: int) -> Profile:
    """Run something under the profiler.

    Args:
        call: what to run, in this process.
        top: functions to name.

    Returns:
        Rooms and functions. The profiler slows small functions more than large ones:
        trust the order more than the seconds.
    """
    profiler = cProfile.Profile()
    profiler.runcall(call)
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]  # not in its stub
    return _sum_up(stats, top)


def _sum_up(stats: Stats, top: int) -> Profile:
    calls = {place: numbers[1] for place, numbers in stats.items()}
    seconds: dict[Place, float] = defaultdict(float)
    known: dict[Place, dict[Place, float]] = {}
    for place, (_, _, own, _, _) in stats.items():
        for owner, share in _find_owners(place, stats, known, frozenset()).items():
            seconds[owner] += own * share
    total = sum(seconds.values())
    functions = [
        Spot(_name(place), spent, spent / total, calls.get(place, 0))
        for place, spent in seconds.items()
    ]
    rooms: dict[str, float] = defaultdict(float)
    for spot in functions:
        rooms[spot.place.split("/")[0]] += spot.seconds
    spots = [Spot(room, spent, spent / total, 0) for room, spent in rooms.items()]
    return Profile(_hottest(spots)[:top], _hottest(functions)[:top])


def _find_owners(
    place: Place,
    stats: Stats,
    known: dict[Place, dict[Place, float]],
    seen: frozenset[Place],
) -> dict[Place, float]:
    """Find which of our functions a place works for: shares that sum up to one."""
    if place[0].startswith(SOURCE):
        return {place: 1.0}
    if place in known:
        return known[place]
    callers = {one: numbers for one, numbers in stats[place][4].items() if one not in seen}
    weight = sum(numbers[3] for numbers in callers.values())
    if not callers or weight <= 0:
        return {(OUTSIDE, 0, ""): 1.0}
    shares: dict[Place, float] = defaultdict(float)
    for caller, numbers in callers.items():
        for owner, share in _find_owners(caller, stats, known, seen | {place}).items():
            shares[owner] += share * numbers[3] / weight
    known[place] = dict(shares)
    return known[place]


def _hottest(spots: list[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, key=lambda spot: (-spot.seconds, spot.place)))


def _name(place: Place) -> str:
    file, line, function = place
    if not file.startswith(SOURCE):
        return OUTSIDE
    return f"{Path(file).relative_to(SOURCE).as_posix()}:{line} {function}"
