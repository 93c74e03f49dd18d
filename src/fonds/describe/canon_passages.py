"""Canon passages: a stretch of a header cut into words, and what in it may name a place."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from fonds.describe.episode_index import (
    CanonName,
    EpisodeIndex,
    ShowName,
    Word,
    split_words,
)

_TAG = re.compile(r"</?(?:i|b|u|em|strong|cite)>", re.IGNORECASE)
Kind = Literal["title", "number", "season", "series"]


class Mention(Struct):
    """A stretch that may name places.

    Attributes:
        kind: what it looks like.
        first: index of its first word.
        last: index of its last word.
        start: code point where it begins, marks of quotation included.
        end: one past it.
        groups: of a title the places it may mean, one group a thing.
        seasons: of a season its number, or several; of a number one.
        number: of an episode in its season; None elsewhere.
        is_quoted: it stands in marks of its own.
        is_cased: it is written as titles are.
        is_show: a show of the same world is called so, too.
        is_bare: of a number: typed without anything that says so (410, 4.10).
        is_range: "seasons 1-4".
        is_edge: the first (0) or the last (-1) of its season, whatever its number.
        name: of a title.
    """

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    groups: tuple[tuple[int, ...], ...] = ()
    seasons: tuple[int, ...] = ()
    number: int | None = None
    is_quoted: bool = False
    is_cased: bool = False
    is_show: bool = False
    is_bare: bool = False
    is_range: bool = False
    is_edge: bool = False
    name: CanonName | None = None


class Passage(Struct):
    """A passage of a header, cut into words.

    Attributes:
        text: as long as the original, marks of markup blanked.
        words: its words.
        shows: index of the last word of a series' name to the name and its first word.
        is_loud: it has no small letters, so that capitals say nothing.
    """

    text: str
    words: list[Word]
    shows: dict[int, tuple[ShowName, int]]
    is_loud: bool

    def gap(self, at: int) -> str:
        """What stands between word `at` and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]


def read_passage(text: str, index: EpisodeIndex) -> Passage:
    """Cut a passage into words and find the series it names. Cost: O(n)."""
    if "<" in text:
        text = _TAG.sub(_mark, text)
    text = text.replace("×", "x")
    words = split_words(text)
    shows: dict[int, tuple[ShowName, int]] = {}
    for at in range(len(words)):
        for show in index.shows.get(words[at].fold, ()):
            last = at + len(show.words) - 1
            if last < len(words) and has_words(words, at, show.words) and last not in shows:
                shows[last] = (show, at)
    return Passage(text, words, shows, text.isupper())


def _mark(tag: re.Match[str]) -> str:
    """Put a star where markup begins or ends, and blanks for the rest."""
    blanks = " " * (len(tag.group()) - 1)
    return f"*{blanks}" if tag.group()[1] == "/" else f"{blanks}*"


def has_words(words: Sequence[Word], at: int, wanted: tuple[str, ...]) -> bool:
    """Tell whether folded words stand from word `at` on. Cost: O(wanted)."""
    return len(words) >= at + len(wanted) and all(
        words[at + k].fold == wanted[k] for k in range(len(wanted))
    )


def make_mention(kind: Kind, passage: Passage, first: int, last: int) -> Mention:
    """Make a mention of the words from `first` to `last`."""
    return Mention(kind, first, last, passage.words[first].start, passage.words[last].end)
