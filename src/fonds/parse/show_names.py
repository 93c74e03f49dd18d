"""Show names: the names of shows, films and books that head a fan's story as its title does."""

import re

_NAMES = (
    "star trek, the original series, the next generation, next generation, "
    "deep space nine, deep space 9, voyager, enterprise, tng, tos, ds9, st, sttng, st tng, voy, "
    "ent, the x files, x files, txf, babylon 5, b5, crusade, doctor who, dr who, blakes 7, "
    "blake s 7, torchwood, sherlock holmes, sherlock, the adventures of sherlock holmes, buffy "
    "the vampire slayer, buffy, btvs, angel, ats, charmed, xena, xena warrior princess, "
    "hercules, hercules the legendary journeys, highlander, highlander the series, forever "
    "knight, due south, the sentinel, quantum leap, lois and clark, lois clark, superman, "
    "smallville, batman, spider man, x men, the avengers, the man from u n c l e, the man from "
    "uncle, starsky and hutch, the professionals, miami vice, magnum p i, the a team, knight "
    "rider, macgyver, airwolf, beauty and the beast, battlestar galactica, bsg, star wars, "
    "stargate, stargate sg 1, sg 1, sg1, stargate atlantis, sga, farscape, firefly, serenity, "
    "andromeda, sliders, seaquest, seaquest dsv, space above and beyond, earth 2, millennium, "
    "the pretender, profiler, er, e r, the west wing, law and order, csi, ncis, house, house m "
    "d, monk, lost, heroes, supernatural, merlin, robin hood, robin of sherwood, harry potter, "
    "hp, the lord of the rings, lotr, the hobbit, the silmarillion, good omens, discworld, "
    "pern, dracula, alice in wonderland, the wizard of oz, oz, pride and prejudice, les "
    "miserables, the phantom of the opera, sailor moon, gundam wing, ranma 1 2, ranma, "
    "dragonball z, naruto, bleach, evangelion, final fantasy, twilight, the hunger games, "
    "ghostbusters, back to the future, indiana jones, james bond, black adder, blackadder, red "
    "dwarf, the young ones, the a team, moonlighting, remington steele, scarecrow and mrs king, "
    "alias, veronica mars, gilmore girls"
)
_SHOWS = frozenset(name.strip() for name in _NAMES.split(","))
_SIGNS = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"(?P<show>[^:\n]{2,60}?)(?::{1,2}|\s[-–—]{1,3}\s)\s{0,9}+(?=\S)")
_ARTICLE = re.compile(r"(?<=\s)An? (?=[A-Z])")
_EMPTY = frozenset(
    (
        "a an the new fan fiction fanfiction fanfic novel story short stories tale "
        "adventure episode series original film movie fic presents presenting starring "
        "parody crossover "
    ).split()
)


def is_show_name(text: str) -> bool:
    """Tell whether a line names shows and nothing else: "STAR TREK: The Next Generation".

    Cost: O(len(text)).
    Source: names of shows, films and books that stories are written about.

    Example:
        >>> [is_show_name(line) for line in ("DOCTOR WHO", "A Star Trek story", "Dracula's Tea")]
        [True, True, False]
    """
    words = [word for word in _SIGNS.split(text.lower()) if word]
    if not words or len(words) > 12:
        return False
    place = 0
    named = False
    while place < len(words):
        size = next(
            (
                size
                for size in range(min(6, len(words) - place), 0, -1)
                if " ".join(words[place : place + size]) in _SHOWS
            ),
            0,
        )
        if not size and words[place] not in _EMPTY:
            return False
        named = named or bool(size)
        place += size or 1
    return named


def find_show_prefix(title: str) -> int:
    """Find how many characters at the start of a title only say its show.

    A show's name is no part of the title when it is an abbreviation, when it is set in
    capitals and the title is not, or when the title behind it is quoted.

    Example:
        >>> title = "DOCTOR WHO: The Hollow Lamp"
        >>> title[find_show_prefix(title):], find_show_prefix("Dracula: The Hollow Lamp")
        ('The Hollow Lamp', 0)
    """
    place = 0
    for _ in range(2):
        match = _PREFIX.match(title, place)
        if match is None or not is_show_name(match["show"]):
            break
        show, rest = match["show"].strip(), title[match.end() :]
        if not any(char.isalpha() for char in rest) or is_show_name(rest):
            break
        apart = show.isupper() and (len(show) <= 6 or not rest.isupper())
        if not apart and rest[0] not in '"“':
            break
        place = match.end()
    return place


def find_show_behind(title: str) -> int:
    """Find where a title ends before words that only say its show: "Moor  A Dracula Story".

    Behind a colon or a comma such words are a subtitle, and stay.

    Example:
        >>> title = "The Hollow Lamp A Doctor Who Story"
        >>> title[:find_show_behind(title)], find_show_behind("Lamp: A Doctor Who Story")
        ('The Hollow Lamp', 24)
    """
    for match in _ARTICLE.finditer(title, 2):
        if is_show_name(title[match.start() :]):
            before = title[: match.start()].rstrip()
            return len(title) if before[-1:] in ":,;-–—" else len(before)
    return len(title)
