"""Books to measure a shelf with: made up, varied, and the same for every number.

Forty fandoms, 20,000 authors, 30,000 characters, 30,000 tags and 50,000 coined words are drawn
with long tails, as an archive's are; the stories are the sample heap's own paragraphs, with a
sentence here and there that names the book's people and uses a coined word, so that there are
common words to look for and rare ones.
"""

import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from msgspec import Struct

from corpus import read_paragraphs

SEED = 1992

_ONSETS = "b br c ch d dr f g gr h j k l m n p pr qu r s st t th tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ("", "l", "n", "r", "s", "th", "ck", "nd", "m")
_FIRST = (
    "Agnes Bertram Clio Dorcas Edmund Fanny Gideon Hester Ivo Jemima Kester Lavinia Magnus Nell "
    "Orson Phoebe Quentin Rosamund Silas Tamsin Ursula Victor Winifred Xanthe Yorick Zillah"
).split()
_WORLDS = (
    "Sherlock Holmes|Pride and Prejudice|The Wizard of Oz|Robin Hood|Dracula|Alice in Wonderland|"
    "Greek Mythology|The Odyssey"
).split("|")
_PLACES = "Ash|Salt|Lanterns|the Long Night|Glass|Thorns|the North Wind|Amber|Echoes|Rust".split(
    "|"
)
_KINDS = "The Ferrymen of|Chronicles of|A Court of|Keepers of|The House of|Songs of".split("|")
_MOODS = "slow warm bitter quiet sudden secret endless borrowed lost found late gentle".split()
_THINGS = (
    "reunion tea letters storm journey rivals bargain homecoming disguise promise winter "
    "shipwreck library feast truce riddle garden inheritance"
).split()
_NOUNS = "Lamp Kettle Door Promise Arrow Rain Umbrella Owl Clock Letter Violin Harbour Key".split()
_RATINGS = (
    ("General Audiences", ("G", "K", "general")),
    ("Teen And Up Audiences", ("PG-13", "T", "teen")),
    ("Mature", ("R", "M", "mature")),
    ("Explicit", ("NC-17", "E", "explicit")),
)
_WARNINGS = (
    "No Archive Warnings Apply",
    "Creator Chose Not To Use Archive Warnings",
    "Graphic Depictions Of Violence",
    "Major Character Death",
)
_CATEGORIES = ("Gen", "F/M", "M/M", "F/F", "Multi", "Other")
_LANGUAGES = ("en", "de", "fr", "es", "ru", "it")
_PERSONS = ("third", "first", "mixed", "second")
_FANDOMS = 40
_AUTHORS = 20_000
_CHARACTERS = 30_000
_TAGS = 30_000
_COINED = 50_000


class Book(Struct, frozen=True):
    """One made-up book.

    Attributes:
        number: 0, 1, 2 …
        is_story: or a thing of another kind.
        is_stated: whether fandom, people and pairings are stated, and not only read.
        rating, rating_stated, date, series: or None; `series` is a title and an index.
        chapters: each some paragraphs; one chapter has no heading.
    """

    number: int
    is_story: bool
    is_stated: bool
    title: str
    authors: tuple[str, ...]
    fandoms: tuple[str, ...]
    characters: tuple[str, ...]
    pairings: tuple[str, ...]
    tags: tuple[str, ...]
    warnings: tuple[str, ...]
    categories: tuple[str, ...]
    rating: str | None
    rating_stated: str | None
    date: str | None
    language: str
    series: tuple[str, int] | None
    complete: bool
    person: str
    summary: str
    chapters: tuple[tuple[str, ...], ...]


@cache
def _weights(count: int, slope: float) -> tuple[float, ...]:
    return tuple(accumulate((rank + 2) ** -slope for rank in range(count)))


def _rank(draw: random.Random, count: int, slope: float) -> int:
    """Draw 0, 1, 2 … with a long tail: the n-th has a weight of n to the minus `slope`."""
    return draw.choices(range(count), cum_weights=_weights(count, slope))[0]


@cache
def coin_word(number: int) -> str:
    """Give a word that nobody has used yet.

    Example:
        >>> coin_word(7) == coin_word(7)
        True
    """
    draw = random.Random(f"word {number}")
    syllables = (draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(2 + number % 2))
    return "".join(syllables) + draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS)


@cache
def name_fandom(rank: int) -> str:
    """Name the fandom of a rank."""
    if rank < len(_WORLDS):
        return _WORLDS[rank]
    rest = rank - len(_WORLDS)
    return f"{_KINDS[rest % len(_KINDS)]} {_PLACES[rest % len(_PLACES)]}"


@cache
def name_character(number: int) -> str:
    """Name one of the characters."""
    family = coin_word(_COINED + number // len(_FIRST)).capitalize()
    return f"{_FIRST[number % len(_FIRST)]} {family}"


@cache
def name_author(number: int) -> str:
    """Name one of the authors: half have pen names."""
    if number % 2:
        return f"{coin_word(number)}_{_MOODS[number % len(_MOODS)]}{number % 90}"
    return f"{_FIRST[number // 2 % len(_FIRST)]} {coin_word(2 * _COINED + number).capitalize()}"


@cache
def name_tag(number: int) -> str:
    """Name one of the tags."""
    known = len(_MOODS) * len(_THINGS)
    words = f"{_MOODS[number % len(_MOODS)]} {_THINGS[number // len(_MOODS) % len(_THINGS)]}"
    return words if number < known else f"{words} {coin_word(number)}"


@cache
def _paragraphs() -> tuple[tuple[str, int], ...]:
    return tuple((text, len(text.split())) for text in read_paragraphs())


def draw_book(number: int, seed: int = SEED) -> Book:
    """Draw one book; the same number gives the same book."""
    draw = random.Random(f"{seed} {number}")
    worlds = [_rank(draw, _FANDOMS, 1.05) for _ in range(2 if draw.random() < 0.08 else 1)]
    each = _CHARACTERS // _FANDOMS
    people = tuple(
        dict.fromkeys(
            name_character(draw.choice(worlds) + _FANDOMS * _rank(draw, each, 1.2))
            for _ in range(draw.randint(2, 6))
        )
    )
    pairings = _draw_pairings(draw, people)
    rating, stated = _draw_rating(draw)
    author = _rank(draw, _AUTHORS, 0.7)
    authors = dict.fromkeys([author, *([draw.randrange(_AUTHORS)] * (draw.random() < 0.03))])
    words = int(min(3000, max(300, draw.lognormvariate(6.8, 0.6))))
    return Book(
        number=number,
        is_story=draw.random() < 0.97,
        is_stated=draw.random() < 0.7,
        title=_draw_title(draw),
        authors=tuple(map(name_author, authors)),
        fandoms=tuple(dict.fromkeys(map(name_fandom, worlds))),
        characters=people,
        pairings=pairings,
        tags=_draw_tags(draw),
        warnings=(_WARNINGS[_rank(draw, 4, 1.5)],),
        categories=(_CATEGORIES[_rank(draw, 6, 0.8)],),
        rating=rating,
        rating_stated=stated,
        date=_draw_date(draw) if draw.random() < 0.9 else None,
        language=_LANGUAGES[_rank(draw, 6, 3.0)],
        series=_draw_series(draw, author) if draw.random() < 0.15 else None,
        complete=draw.random() < 0.9,
        person=_PERSONS[_rank(draw, 4, 1.5)],
        summary=_draw_summary(draw, people),
        chapters=_draw_chapters(draw, people, words),
    )


def _draw_pairings(draw: random.Random, people: Sequence[str]) -> tuple[str, ...]:
    if len(people) < 2 or draw.random() < 0.2:
        return ()
    first = f"{people[0]}{'/' if draw.random() < 0.8 else ' & '}{people[1]}"
    second = [f"{people[2]}/{people[3]}"] if len(people) > 3 and draw.random() < 0.3 else []
    return (first, *second)


def _draw_rating(draw: random.Random) -> tuple[str | None, str | None]:
    if draw.random() < 0.12:
        return None, None
    rating, words = draw.choices(_RATINGS, (30, 35, 20, 15))[0]
    return rating, draw.choice(words)


def _draw_title(draw: random.Random) -> str:
    noun, word = draw.choice(_NOUNS), coin_word(_rank(draw, _COINED, 0.8)).capitalize()
    mood, thing = draw.choice(_MOODS).capitalize(), draw.choice(_THINGS).capitalize()
    return draw.choice(
        (
            f"The {mood} {noun}",
            f"{mood} {thing}",
            f"{noun} of {word}",
            f"{word}",
            f"{thing} in {word}",
        )
    )


def _draw_tags(draw: random.Random) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name_tag(_rank(draw, _TAGS, 1.0)) for _ in range(draw.randint(0, 8)))
    )


def _draw_date(draw: random.Random) -> str:
    year = min(2024, max(1992, round(draw.gauss(2003 if draw.random() < 0.6 else 2016, 4.5))))
    form = draw.random()
    if form < 0.05:
        return f"{year}"
    month = f"{year}-{draw.randint(1, 12):02}"
    return month if form < 0.1 else f"{month}-{draw.randint(1, 28):02}"


def _draw_series(draw: random.Random, author: int) -> tuple[str, int]:
    return f"{coin_word(author).capitalize()} {draw.choice(_NOUNS)}s", draw.randint(1, 9)


def _draw_summary(draw: random.Random, people: Sequence[str]) -> str:
    text = draw.choice(_paragraphs())[0]
    return f"{people[0]} finds a {draw.choice(_NOUNS).lower()}. {text[:180].rpartition(' ')[0]}."


def _draw_chapters(
    draw: random.Random, people: Sequence[str], words: int
) -> tuple[tuple[str, ...], ...]:
    known = _paragraphs()
    count = 1 if draw.random() < 0.75 else draw.randint(2, 5)
    chapters = []
    for _ in range(count):
        chapter: list[str] = []
        left = words // count
        while left > 0:
            text, size = draw.choice(known)
            chapter.append(text)
            left -= size
            if draw.random() < 0.2:
                word = coin_word(_rank(draw, _COINED, 0.8))
                one, other = draw.choice(people), draw.choice(people)
                chapter.append(
                    f"{one} said {word}, and {other.split()[0]} did not ask what it was."
                )
            elif draw.random() < 0.08:
                chapter.append("* * *")
        chapters.append(tuple(chapter))
    return tuple(chapters)
