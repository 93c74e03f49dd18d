"""Episode index: the places of every canon under all names that a header may give them.

A place is an episode, a film or a book. Its name is folded to words: case, accents and
punctuation go, numbers are digits, so that "Graduation Day, Part One" and "graduation day
part 1" are one. A two-parter named as a whole means both of its parts.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, structs

from fonds.describe.canon_patterns import FEASTS, FOLDED_WORDS, ROMAN, SMALL_WORDS
from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.given_names import find_given_gender
from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack, Season

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ][^\W_]+)*|&")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST_ACRONYM = 7
_STRONG_LETTERS = 2  # capitals of an abbreviation that names a show wherever it stands


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        fold: as it is compared.
        start: code point, half-open.
        end: one past it.
        raw: as written.
    """

    fold: str
    start: int
    end: int
    raw: str


class CanonPlace(Struct, frozen=True):
    """An episode, a film or a book.

    Attributes:
        pack: index of its pack.
        show: the series, or the fandom of a film or book.
        season: as people count it; None for what has no seasons.
        number: in its season, or None.
        title: as the pack has it; None for a canon that is one work of its fandom's name.
        is_main: the series is the fandom's own, and not another of its series.
        part: which part of a longer story it calls itself, or None.
    """

    pack: int
    show: str
    season: int | None
    number: int | None
    title: str | None
    is_main: bool = True
    part: int | None = None


class CanonName(Struct, frozen=True):
    """A name of one or more places.

    Attributes:
        words: folded.
        gaps: what stands between these words.
        groups: for each thing of this name its places: several for a two-parter.
        raw: the name where letters matter (an abbreviation, a number written out), or "".
        is_whole: False for a name that has lost its article.
        is_common: every word is one that English prose has in small letters.
        is_person: also the name of a person or a feast, which prose writes with a capital.
        shows: the packs in whose world it is also the name of a show.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    raw: str = ""
    is_whole: bool = True
    is_common: bool = False
    is_person: bool = False
    shows: tuple[int, ...] = ()


class ShowName(Struct, frozen=True):
    """A name of a series.

    Attributes:
        words: folded.
        pack: index of its pack.
        show: the series.
        is_strong: nothing but the series is called so: "BtVS", "Deep Space Nine".
    """

    words: tuple[str, ...]
    pack: int
    show: str
    is_strong: bool


class EpisodeIndex(Struct, frozen=True):
    """The places of all packs.

    Attributes:
        packs: p packs.
        places: n places.
        names: by their first two words, or the one they have; the longest first.
        shows: names of series by first word, the longest first.
        seasons: (pack, show, season) to its places in order.
        main: for each pack the series that a season without a name belongs to.
    """

    packs: tuple[Pack, ...]
    places: tuple[CanonPlace, ...]
    names: dict[tuple[str, ...], tuple[CanonName, ...]]
    shows: dict[str, tuple[ShowName, ...]]
    seasons: dict[tuple[int, str, int], tuple[int, ...]]
    main: tuple[str, ...]


def split_words(text: str) -> list[Word]:
    """Cut a text into words as they are compared.

    Cost: O(n).

    Example:
        >>> [word.fold for word in split_words("Buffy vs. Dracula, Part Two & more")]
        ['buffy', 'vs', 'dracula', 'part', '2', 'and', 'more']
    """
    return [
        Word(fold, match.start(), match.end(), match.group())
        for match in _WORD.finditer(text)
        if (fold := fold_word(match.group()))
    ]


def fold_word(word: str) -> str:
    """Fold one word: no accents or apostrophes, small letters, a number as its digits.

    Example:
        >>> fold_word("Lover’s"), fold_word("Two"), fold_word("&")
        ('lovers', '2', 'and')
    """
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word)
        word = "".join(char for char in parts if not unicodedata.combining(char))
    bare = word.translate(_APOSTROPHES).casefold()
    return FOLDED_WORDS.get(bare, bare)


def read_part(word: Word) -> int | None:
    """Read the number of a part: "2", "Two", "II".

    Example:
        >>> [read_part(word) for word in split_words("Two II 2 more")]
        [2, 2, 2, None]
    """
    if word.fold.isdecimal():
        number = int(word.fold[:3])
        return number if 0 < number < len(ROMAN) else None
    return ROMAN.index(word.raw) if word.raw in ROMAN else None


class _Draft(Struct):
    """A name while the index is made; `part` is set for a part of something."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    place: int
    part: int | None = None
    is_whole: bool = True
    raw: str = ""


def make_episode_index(packs: Sequence[Pack]) -> EpisodeIndex:
    """Index the episodes, films and books of packs.

    Args:
        packs: p packs.

    Returns:
        The index.

    Cost: O(titles): some 200 ms for the 10,000 of our packs, once a process.

    Example:
        >>> from fonds.packs.load import load_packs
        >>> index = make_episode_index(load_packs())
        >>> [index.places[k].number for k in index.names["graduation", "day"][0].groups[0]]
        [21, 22]
    """
    places: list[CanonPlace] = []
    drafts: list[_Draft] = []
    shows: list[ShowName] = []
    seasons: dict[tuple[int, str, int], tuple[int, ...]] = {}
    main = tuple(map(_main_show, packs))
    for number, pack in enumerate(packs):
        own = _show_names(number, pack, main[number])
        shows += own
        for season in pack.seasons:
            show = season.show or pack.fandom.name
            first = len(places)
            drafts += _season_drafts(season, first)
            for episode in season.episodes:
                part = _split_part(split_words(episode.title), episode.title)[1]
                place = CanonPlace(number, show, season.number, episode.number, episode.title)
                places.append(structs.replace(place, is_main=show == main[number], part=part))
            seasons[number, show, season.number] = tuple(range(first, len(places)))
        _add_works(number, pack, {one.words for one in own}, places, drafts)
    names = _join_drafts(drafts, places, packs, shows)
    listed: dict[tuple[str, ...], list[CanonName]] = defaultdict(list)
    for name in sorted(names, key=lambda one: (-len(one.words), not one.is_whole)):
        listed[name.words[:2]].append(name)
    called: dict[str, list[ShowName]] = defaultdict(list)
    for show_name in sorted(shows, key=lambda one: -len(one.words)):
        called[show_name.words[0]].append(show_name)
    return EpisodeIndex(
        tuple(packs),
        tuple(places),
        {key: tuple(found) for key, found in listed.items()},
        {key: tuple(found) for key, found in called.items()},
        seasons,
        main,
    )


def _main_show(pack: Pack) -> str:
    """The series that a season without a name belongs to."""
    if not pack.seasons or any(not season.show for season in pack.seasons):
        return pack.fandom.name
    return pack.seasons[0].show


def _show_names(number: int, pack: Pack, main: str) -> list[ShowName]:
    fandom = pack.fandom
    named = dict.fromkeys((fandom.name, *fandom.aliases), main)
    # Of films each has its own name, by which some call them all.
    films = {fold_name(name) for work in pack.works for name in (work.title, *work.aliases)}
    films = set() if pack.seasons else films - {fold_name(fandom.name)}
    for season in pack.seasons:
        if season.show:
            named[season.show] = season.show
    found: dict[tuple[str, ...], ShowName] = {}
    for name, show in named.items():
        words = tuple(word.fold for word in split_words(name))
        if not words or {"season", "series"} & set(words) or fold_name(name) in films:
            continue
        is_strong = len(words) > 1 or sum(map(str.isupper, name)) >= _STRONG_LETTERS
        found.setdefault(words, ShowName(words, number, show, is_strong))
    return list(found.values())


def _season_drafts(season: Season, first: int) -> Iterator[_Draft]:
    """The names of a season's episodes, which are the places from `first` on."""
    bases = [_split_part(split_words(one.title), one.title)[:2] for one in season.episodes]
    for at, episode in enumerate(season.episodes):
        base = tuple(word.fold for word in bases[at][0])
        yield from _title_drafts(episode.title, first + at)
        parts = 1
        while bases[at][1] == 1 and at + parts < len(bases) and _is_next(bases, at, parts):
            parts += 1
        for alias in episode.aliases:
            for draft in _title_drafts(alias, first + at):
                if parts > 1 and _bare(draft.words) == _bare(base):
                    continue  # "The Menagerie" means both parts, whatever it stands beside
                yield draft
                if draft.raw and draft.part is None and not draft.raw[-1].isdecimal():
                    for k in range(1, parts):
                        yield structs.replace(draft, place=first + at + k, part=k + 1)


def _is_next(bases: Sequence[tuple[list[Word], int | None]], at: int, step: int) -> bool:
    """Whether the episode `step` after one is the next part of the same story."""
    words, part = bases[at + step]
    return part == step + 1 and [w.fold for w in words] == [w.fold for w in bases[at][0]]


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words and words[0] in _ARTICLES else words


def _title_drafts(title: str, place: int) -> Iterator[_Draft]:
    """A title, without its part; what stands behind the part; and all that without articles."""
    words = split_words(title)
    base, part, rest = _split_part(words, title)
    yield from _drafts_of(base, title, place, part)
    if len(rest) > 1:
        yield from _drafts_of(rest, title, place, None)


def _split_part(words: list[Word], title: str) -> tuple[list[Word], int | None, list[Word]]:
    """Take the number of a part off: "Chosen, Part 2", "Primeval (2)", "Liars, Part 1: Plan B"."""
    for at in range(1, len(words) - 1):
        part = read_part(words[at + 1]) if words[at].fold in ("part", "pt") else None
        if part is not None:
            return words[:at], part, words[at + 2 :]
    if len(words) > 1 and title[words[-1].start - 1] == "(":
        part = read_part(words[-1])
        if part is not None:
            return words[:-1], part, []
    return words, None, []


def _drafts_of(words: list[Word], title: str, place: int, part: int | None) -> Iterator[_Draft]:
    if not words:
        return
    first = _make_draft(words, title, place, part)
    yield first
    if words[0].fold in _ARTICLES and len(words) > 1:
        yield structs.replace(_make_draft(words[1:], title, place, part), is_whole=False)
    letters = [len(word.fold) == 1 for word in words]
    for at in range(len(words) - 1):
        if letters[at] and letters[at + 1] and title[words[at].end] == ".":
            joined = words[at].fold + words[at + 1].fold  # "L.A."
            folds = (*first.words[:at], joined, *first.words[at + 2 :])
            yield structs.replace(
                first, words=folds, gaps=(*first.gaps[:at], *first.gaps[at + 1 :])
            )


def _make_draft(words: list[Word], title: str, place: int, part: int | None) -> _Draft:
    folds = tuple(word.fold for word in words)
    gaps = tuple(title[one.end : other.start] for one, other in pairwise(words))
    written = title[words[0].start : words[-1].end]
    is_number = len(words) == 1 and folds[0].isdecimal() and not written.isdecimal()
    is_short = " " not in written and len(written) <= _LONGEST_ACRONYM
    is_acronym = is_short and sum(map(str.isupper, written)) >= _STRONG_LETTERS
    return _Draft(folds, gaps, place, part, raw=written if is_number or is_acronym else "")


def _add_works(
    number: int,
    pack: Pack,
    shows: set[tuple[str, ...]],
    places: list[CanonPlace],
    drafts: list[_Draft],
) -> None:
    """Films and books are places without a season; a work that is the fandom is all of it."""
    fandom = pack.fandom.name
    for work in pack.works:
        is_all = fold_name(work.title) == fold_name(fandom)
        if is_all and pack.seasons:
            continue
        place = len(places)
        places.append(CanonPlace(number, fandom, None, None, None if is_all else work.title))
        for name in (work.title, *work.aliases):
            words = split_words(name)
            if is_all or tuple(word.fold for word in words) not in shows:
                drafts += _drafts_of(words, name, place, None)


_Key = tuple[tuple[str, ...], str, bool]


def _join_drafts(
    drafts: Iterable[_Draft],
    places: Sequence[CanonPlace],
    packs: Sequence[Pack],
    shows: Sequence[ShowName],
) -> Iterator[CanonName]:
    """One name for all drafts of the same words, its places in groups by series."""
    named: dict[_Key, dict[tuple[int, str], list[_Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        place = places[draft.place]
        named[draft.words, draft.raw, draft.is_whole][place.pack, place.show].append(draft)
    people = [_people_of(pack) for pack in packs]
    worlds = [pack.fandom.umbrella or pack.fandom.name for pack in packs]
    shown = {(one.words, worlds[one.pack]) for one in shows}
    everywhere = {fold_word(person.given) for pack in packs for person in pack.characters}
    for (words, raw, is_whole), series in named.items():
        groups = tuple(group for found in series.values() for group in _group(found, places))
        spellings = {draft.gaps for found in series.values() for draft in found}
        gaps = tuple(map("".join, zip(*sorted(spellings), strict=True)))
        is_common = all(
            word in EVERYDAY_WORDS or word in SMALL_WORDS or word.isdecimal() for word in words
        )
        known = len(words) == 1 and (
            words[0] in FEASTS
            or words[0] in everywhere
            or find_given_gender(words[0]) is not None
            or any(words[0] in people[pack] for pack, _ in series)
        )
        called = tuple({pack for pack, _ in series if (words, worlds[pack]) in shown})
        yield CanonName(words, gaps, groups, raw, is_whole, is_common, known, called)


def _people_of(pack: Pack) -> frozenset[str]:
    index = pack.index
    names = (*index.canonical, *index.aliases, *index.derived)
    return frozenset(name for name in names if " " not in name)


def _group(drafts: Sequence[_Draft], places: Sequence[CanonPlace]) -> list[tuple[int, ...]]:
    """Group the places of one name in one series: parts belong together, in their order."""
    order: dict[int, int] = {}
    for draft in drafts:
        order[draft.place] = max(order.get(draft.place, 0), draft.part or 0)
    found = sorted(order, key=lambda place: (order[place] or 1, place))
    if len(found) == 1 or any(order.values()):
        return [tuple(found)]
    groups: list[tuple[int, ...]] = []
    for place in found:
        last = groups[-1][-1] if groups else -2
        if place == last + 1 and places[place].title == places[last].title:
            groups[-1] = (*groups[-1], place)
        else:
            groups.append((place,))
    return groups
