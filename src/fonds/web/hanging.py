"""Hanging: places in canon as the sections, pages and pictures of a timeline. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from fonds.app.timeline import EpisodeLine, HungWork, ShowLine
from fonds.packs.pack import Pack
from fonds.publish.pictures.ribbon import write_share

RELATIONS: Mapping[str | None, str] = {
    "before": "before it",
    "during": "during it",
    "season": "some time in it",
    None: "set here",
    "after": "after it",
    "instead": "instead of it",
}
"""How a story stands to its place, in words."""

_OUTSIDE = 0.8
"""How wide what is no season is drawn, in mean seasons."""

_USUAL_EPISODES = 12
"""Of a season of which no episode is known."""

_BARS_MOST = 150
"""Bars of one picture; a show with more is drawn by seasons."""

_BAR_LEAST, _BAR_MOST, _BASE = 5.0, 36.0, 42.0
_LABEL_SHARE = 0.05
"""A season narrower than 18 pixels of a phone bears its number only when it is odd."""


class Spot(Struct, frozen=True):
    """A place and the stories that hang there.

    Attributes:
        number: of the episode in its season, or place of a work in its canon; 0 when it is
            the section as a whole.
        title: of the episode or work, or "".
        hung: in order of their relations.
    """

    number: int
    title: str
    hung: tuple[HungWork, ...]


class Section(Struct, frozen=True):
    """A season, or what lies before, beside or after all of them.

    Attributes:
        anchor: its name in an address.
        label: what it is called.
        short: what it is called in a picture.
        width: episodes it has, or seems to have; at least 1.
        is_season: whether it is one, or only stands beside them.
        spots: in order.
    """

    anchor: str
    label: str
    short: str
    width: int
    is_season: bool
    spots: tuple[Spot, ...]

    @property
    def count(self) -> int:
        """How many stories hang here."""
        return sum(len(spot.hung) for spot in self.spots)


class Canon(Struct, frozen=True):
    """What is known of a show.

    Attributes:
        seasons: number of episodes by season, ascending.
        works: books and films, in order.
    """

    seasons: Mapping[int, int]
    works: tuple[str, ...]


def cut_sections(sections: Sequence[Section], first: int, most: int) -> tuple[Section, ...]:
    """Cut one page out of sections.

    Args:
        sections: with n stories in all.
        first: stories that stand on earlier pages.
        most: stories of this page.

    Returns:
        The sections and spots that have a story on the page, with no more than these.

    Cost: O(n).
    """
    cut: list[Section] = []
    at = 0
    for section in sections:
        spots: list[Spot] = []
        for spot in section.spots:
            low, high = max(0, first - at), max(0, first + most - at)
            if hung := spot.hung[low:high]:
                spots.append(Spot(spot.number, spot.title, hung))
            at += len(spot.hung)
        if spots:
            cut.append(structs.replace(section, spots=tuple(spots)))
    return tuple(cut)


class Bar(Struct, frozen=True):
    """A bar of a picture; `x` and `width` in per cent, `y` and `height` in pixels.

    `is_whole`: it stands for what hangs on the section as a whole, and spans it.
    """

    x: str
    width: str
    y: str
    height: str
    is_whole: bool


class Segment(Struct, frozen=True):
    """A section as it is drawn.

    Attributes:
        anchor: of the section.
        x, width: where it lies, in per cent.
        middle: of it, in per cent.
        short: its name in the picture, or "" where there is no room.
        label: what it is, for those who do not see it.
        count: stories in it.
        bars: its spots.
    """

    anchor: str
    x: str
    width: str
    middle: str
    short: str
    label: str
    count: int
    bars: tuple[Bar, ...]


def find_canon(show: str, packs: Iterable[Pack]) -> Canon:
    """Find what the packs know of a show.

    Cost: O(seasons of all packs).
    """
    seasons: dict[int, int] = {}
    works: list[str] = []
    for pack in packs:
        if pack.fandom.name == show:
            works += [work.title for work in pack.works]
        for season in pack.seasons:
            if (season.show or pack.fandom.name) == show:
                most = max((one.number for one in season.episodes), default=0)
                seasons[season.number] = max(most, seasons.get(season.number, 0))
    return Canon(dict(sorted(seasons.items())), tuple(works))


_BEFORE = ("before", "Before it begins", "pre")
_WORKS = ("works", "Books and films", "canon")
_AFTER = (
    ("somewhere", "Some time in it", "in it"),
    ("after", "After it ends", "post"),
    ("elsewhere", "Another turn altogether", "else"),
)
_ANCHORS: Mapping[str | None, str] = {
    "before": "before",
    "after": "after",
    "instead": "elsewhere",
}


def arrange_show(show: ShowLine, canon: Canon) -> tuple[Section, ...]:
    """Arrange a show as sections, from before its beginning to after its end.

    Args:
        show: the show, with n stories in all.
        canon: what is known of it; its seasons are there even when nothing hangs there, and
            so are its books and films when it has no seasons.

    Returns:
        Sections in order.

    Cost: O(n + what the canon has).
    """
    beside = {
        anchor: _hang_beside(show, anchor) for anchor in ("before", *(one[0] for one in _AFTER))
    }
    seasons = {one.number: one for one in show.seasons if one.number is not None}
    works = [one for one in show.seasons if one.number is None]
    sections = [Section(*_BEFORE, 1, False, beside["before"])]
    for number in sorted({*canon.seasons, *seasons}):
        line = seasons.get(number)
        spots = [Spot(0, "", line.works)] if line is not None and line.works else []
        spots += [_hang_episode(one) for one in line.episodes] if line is not None else []
        width = canon.seasons.get(number) or _USUAL_EPISODES
        label, short = (f"Season {number}", str(number)) if number else ("Specials", "S")
        sections.append(_make_section(f"season-{number}", label, short, width, spots))
    if works or (canon.works and not canon.seasons):
        sections.append(_make_works([one for line in works for one in line.episodes], canon))
    sections += [Section(*one, 1, False, beside[one[0]]) for one in _AFTER]
    return tuple(one for one in sections if one.is_season or one.spots)


def _hang_beside(show: ShowLine, anchor: str) -> tuple[Spot, ...]:
    """What is placed in the show as a whole, by where that is."""
    hung = tuple(one for one in show.works if _ANCHORS.get(one.relation, "somewhere") == anchor)
    return (Spot(0, "", hung),) if hung else ()


def _hang_episode(line: EpisodeLine) -> Spot:
    return Spot(max(0, line.number or 0), line.title or "", line.works)


def _make_works(lines: Iterable[EpisodeLine], canon: Canon) -> Section:
    """Books and films, in the order in which the pack has them."""
    order = {title: number for number, title in enumerate(canon.works, start=1)}
    last = len(order) + 1
    spots = [
        Spot(order.get(line.title or "", last), line.title or "", line.works) for line in lines
    ]
    spots.sort(key=lambda spot: (spot.number, spot.title))
    return _make_section(*_WORKS, max(1, len(order)), spots)


def _make_section(
    anchor: str, label: str, short: str, width: int, spots: Sequence[Spot]
) -> Section:
    most = max((spot.number for spot in spots), default=0)
    return Section(anchor, label, short, max(width, most), True, tuple(spots))


def draw_sections(sections: Sequence[Section]) -> tuple[Segment, ...]:
    """Draw the sections of a show along a line, with a bar for each spot.

    Bars grow with the logarithm of what they count, so that one story can be seen beside a
    hundred.

    Args:
        sections: s sections with n spots.

    Returns:
        s segments that fill the line.

    Cost: O(s + n).
    """
    if not sections:
        return ()
    seasons = [one.width for one in sections if one.is_season]
    beside = _OUTSIDE * (sum(seasons) / len(seasons)) if seasons else 1.0
    widths = [float(one.width) if one.is_season else beside for one in sections]
    total = sum(widths)
    is_coarse = sum(len(one.spots) for one in sections) > _BARS_MOST
    counts = [
        one.count if is_coarse else max((len(spot.hung) for spot in one.spots), default=0)
        for one in sections
    ]
    most = math.log1p(max(counts, default=0)) or 1.0
    segments = []
    at = 0.0
    for place, (section, width) in enumerate(zip(sections, widths, strict=True)):
        share = width / total
        segments.append(
            Segment(
                anchor=section.anchor,
                x=write_share(at),
                width=write_share(share),
                middle=write_share(at + share / 2),
                short=section.short if share >= _LABEL_SHARE or place % 2 == 0 else "",
                label=section.label,
                count=section.count,
                bars=tuple(_draw_bars(section, at, share, most, is_coarse=is_coarse)),
            )
        )
        at += share
    return tuple(segments)


def _draw_bars(
    section: Section, at: float, share: float, most: float, *, is_coarse: bool
) -> Iterable[Bar]:
    whole = [len(spot.hung) for spot in section.spots if not spot.number]
    if is_coarse:
        whole = [section.count] if section.count else []
    if whole:
        yield _make_bar(at, share, sum(whole), most, is_whole=True)
    if is_coarse:
        return
    unit = share / section.width
    for spot in section.spots:
        if spot.number:
            place = min(spot.number, section.width) - 1
            yield _make_bar(
                at + unit * place, max(unit, 0.008), len(spot.hung), most, is_whole=False
            )


def _make_bar(x: float, width: float, count: int, most: float, *, is_whole: bool) -> Bar:
    height = _BAR_LEAST + (_BAR_MOST - _BAR_LEAST) * math.log1p(count) / most
    return Bar(
        write_share(min(x, 1 - width)),
        write_share(width),
        f"{_BASE - height:.4g}",
        f"{height:.4g}",
        is_whole,
    )
