"""Pack screen: a pack as one reads it on a terminal, and as a row of a list."""

from collections.abc import Sequence

from msgspec import Struct
from rich.text import Text

from fonds.cli.styles import QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.packs.pack import Character, Pack, Season

_LABEL = 17
_MARGIN = 4
_PERSON = 24
_NUMBER = 10
_LEAST_NAME = 20
_FEWEST_COLUMNS = 60
"""Narrower than this, a row's numbers stand under its name."""

_MOST_ALIASES = 6
"""Aliases shown of a person; `--json` has all."""


class PackRow(Struct, frozen=True):
    """A pack in a list.

    Attributes:
        name: of the fandom.
        people: how many characters.
        pairings: how many.
        episodes: of all seasons.
        place: "Fonds", or the file of one's own.
        replaces: the file of Fonds that one's own stands for, or "".
    """

    name: str
    people: int
    pairings: int
    episodes: int
    place: str
    replaces: str


def make_row(pack: Pack, place: str, replaces: str) -> PackRow:
    """Count what a pack has."""
    return PackRow(
        name=pack.fandom.name,
        people=len(pack.characters),
        pairings=len(pack.pairings),
        episodes=sum(len(season.episodes) for season in pack.seasons),
        place=place,
        replaces=replaces,
    )


def say_rows(terminal: Terminal, rows: Sequence[PackRow]) -> None:
    """Print a list of packs: a table for a person, tabs for a pipe."""
    if not terminal.is_watched:
        for row in rows:
            numbers = "\t".join(map(str, (row.people, row.pairings, row.episodes)))
            terminal.say(f"{safe_line(row.name)}\t{numbers}\t{safe_line(row.place)}")
        return
    numbers_wide = 3 * _NUMBER
    name_wide = max(_LEAST_NAME, min(40, terminal.width - numbers_wide - 8))
    is_narrow = terminal.width < _FEWEST_COLUMNS
    if not is_narrow:
        heads = _columns(("people", "pairings", "episodes"))
        terminal.say(Text(f"{'fandom'.ljust(name_wide)}{heads}  from", style=QUIET))
    for row in rows:
        name = safe_line(row.name)
        numbers = _columns((row.people, row.pairings, row.episodes))
        if is_narrow:
            terminal.say(name)
            terminal.say(Text(_count_all(row), style=QUIET), lead="    ", indent=4)
            continue
        if len(name) >= name_wide:
            terminal.say(name)
            name = ""
        line = Text(f"{name.ljust(name_wide)}{numbers}  ")
        place = row.place if row.place == "Fonds" else "yours"
        terminal.say(line.append(place, style=QUIET))
        if row.place != "Fonds":
            instead = f", instead of {row.replaces} of Fonds" if row.replaces else ""
            terminal.say(Text(f"{safe_line(row.place)}{instead}", style=QUIET), lead="    ")


def _columns(cells: Sequence[object]) -> str:
    shown = ("–" if cell == 0 else str(cell) for cell in cells)
    return "".join(cell.rjust(_NUMBER) for cell in shown)


def _count_all(row: PackRow) -> str:
    people = count_words(row.people, "person", "people")
    pairings = count_words(row.pairings, "pairing")
    return f"{people}, {pairings}, {count_words(row.episodes, 'episode')}; {row.place}"


def say_pack(terminal: Terminal, pack: Pack, place: str) -> None:
    """Print all that a pack holds.

    Args:
        terminal: where.
        pack: what to print.
        place: where it is from, in words.
    """
    fandom = pack.fandom
    terminal.say(Text(safe_line(fandom.name), style=TITLE))
    _say_fact(terminal, "Also called", ", ".join(fandom.aliases))
    umbrella = ", ".join((fandom.umbrella, *fandom.umbrella_aliases)) if fandom.umbrella else ""
    _say_fact(terminal, "Part of", umbrella)
    _say_fact(terminal, "Told in", ", ".join(fandom.media))
    _say_fact(terminal, "Owned by", ", ".join(fandom.creators_in_disclaimers))
    works = (f"{work.title} ({work.date[:4]})" if work.date else work.title for work in pack.works)
    _say_fact(terminal, "Works", "; ".join(works))
    _say_fact(terminal, "From", place)
    _say_people(terminal, pack.characters)
    if pack.pairings:
        _say_head(terminal, "Pairings", len(pack.pairings))
    for pairing in pack.pairings:
        line = Text(safe_line("/".join(pairing.members)))
        if pairing.abbreviations:
            line.append(f"  {safe_line(', '.join(pairing.abbreviations))}", style=QUIET)
        terminal.say(line, lead=" " * _MARGIN, indent=_MARGIN)
    _say_seasons(terminal, pack.seasons)
    if pack.terms:
        _say_head(terminal, "Words", len(pack.terms))
        terminal.say(safe_line(" · ".join(pack.terms)), lead=" " * _MARGIN, indent=_MARGIN)


def _say_head(terminal: Terminal, title: str, number: int) -> None:
    terminal.say()
    terminal.say(Text(title, style=TITLE).append(f"  {number:,}", style=QUIET))


def _say_fact(terminal: Terminal, label: str, value: str) -> None:
    if value:
        lead = " " * _MARGIN + label
        terminal.say(safe_line(value), lead=lead.ljust(_MARGIN + _LABEL), indent=_MARGIN + _LABEL)


def _say_people(terminal: Terminal, people: Sequence[Character]) -> None:
    if people:
        _say_head(terminal, "People", len(people))
    for person in people:
        others = list(dict.fromkeys((*person.aliases, *person.forms_of_address)))
        shown = ", ".join(others[:_MOST_ALIASES])
        more = " …" if len(others) > _MOST_ALIASES else ""
        words = [person.gender, *(["narrates"] if person.narrates else []), shown + more]
        lead = f"{' ' * _MARGIN}{safe_line(person.name)}  "
        told = safe_line("; ".join(word for word in words if word))
        terminal.say(Text(told, style=QUIET), lead=lead, indent=_MARGIN + _PERSON)


def _say_seasons(terminal: Terminal, seasons: Sequence[Season]) -> None:
    if seasons:
        _say_head(terminal, "Episodes", sum(len(season.episodes) for season in seasons))
    for season in seasons:
        number = f"season {season.number}" if season.number else "specials"
        show = f"{season.show}, {number}" if season.show else number
        dates = [episode.date[:4] for episode in season.episodes if episode.date]
        years = f" ({dates[0]})" if dates else ""
        head = f"{show[0].upper()}{show[1:]}{years}"
        terminal.say(Text(safe_line(head), style=QUIET), lead=" " * _MARGIN, indent=_MARGIN)
        told = " · ".join(f"{one.number} {one.title}" for one in season.episodes)
        terminal.say(safe_line(told), indent=_MARGIN + 2)
