"""Edition evidence: whether two works are one story, and what speaks for it.

Two works are editions of one story when the words of the one stand in the other, in the same
order: most of them; fewer, when the same address or the same title and author vouch for it. What
a story shares with its translation, sequel or remix, with another story of one prompt or one song,
falls under the bars. A part, a half or a chapter of a story is an incomplete edition of it; a
story in an anthology is not an edition of the anthology.
"""

import re
import unicodedata
from typing import Literal

from msgspec import Struct

from fonds.describe.alignment import Alignment

WHOLE = 0.62
"""Share of the shorter body that stands in the longer, from which two works are one story by
their words alone. On our own set revisions lie above 0.7, remixes that keep all that is said
below 0.5; `bench/editions.py`."""

WHOLE_OF_LONGER = 0.5
"""The same of the longer body; under it the shorter must be a part of the longer."""

PART = 0.85
"""Share of a part that stands in the whole: a part was seldom rewritten."""

VOUCHED = 0.3
"""Share that is enough when the address, or title and author, say it is the same story."""

NAMED = 0.45
"""The same when the title is the same, and an author is known of one at most."""

SHORT = 250
"""Words under which a shared verse or opening is a great share of the whole."""

WHOLE_SHORT = 0.75
"""The same as WHOLE for the short: of drabbles of one prompt up to a half is the prompt's."""

LEAST = 30
"""Words under which nothing but the very same words is an edition."""

NARRATED = 0.5
"""Of the share of all words, how much the narrated words must have: a remix keeps what is said
and tells it anew."""

LEAST_NARRATED = 60
"""Words of narration, of the shorter, that must be there to judge by them."""

BEGINS = 0.12
"""A part that is neither named like the whole nor vouched for must begin where it begins: in
this share of it."""

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = ("the ", "a ", "an ")
_STATE = re.compile(
    r"[\[(*~-]{1,3}\s{0,3}(?:wip|complete|completed|revised|rewritten|repost|reposted|edited|"
    r"updated|new version|version \d|v\d|draft|final|beta(?:ed|d)?|uncut|director.?s cut|"
    r"old version|re-?edit)(?:\s{0,3}\d{0,2}[\]).*~-]{1,3}|$)",
    re.IGNORECASE,
)

Relation = Literal["whole", "part"]


class Identity(Struct, frozen=True):
    """What a work says of itself, folded for comparison.

    Attributes:
        title: folded, part numbers gone; "" when unknown.
        is_title_stated: whether the header has it, and not we.
        authors: folded.
        addresses: source identities.
        language: primary subtag, or "".
        chapter_titles: folded.
    """

    title: str
    is_title_stated: bool
    authors: frozenset[str]
    addresses: frozenset[str]
    language: str
    chapter_titles: frozenset[str] = frozenset()


class Verdict(Struct, frozen=True):
    """Two works are one story.

    Attributes:
        relation: "part" when the shorter is a part of the longer.
        confidence: 0..1.
        same: words of the shorter that stand in the longer in the same order.
        words: of the shorter.
        more: how many words more the longer has.
        by: what else speaks for it: "address", "title", "author".
        address: the one they share, or "".
    """

    relation: Relation
    confidence: float
    same: int
    words: int
    more: int = 0
    by: tuple[str, ...] = ()
    address: str = ""


def fold_name(text: str) -> str:
    """Fold a title or a name: no case, accents, punctuation, article, note of its state.

    Example:
        >>> fold_name("The Éclair: Again! (WIP)"), fold_name("jane_doe")
        ('eclair again', 'jane doe')
    """
    flat = unicodedata.normalize("NFKD", _STATE.sub(" ", text[:300])).casefold()
    flat = "".join(char for char in flat if not unicodedata.combining(char) and char not in "'’")
    folded = " ".join(_WORD.findall(flat))
    for article in _ARTICLES:
        if folded.startswith(article) and len(folded) > len(article):
            return folded[len(article) :]
    return folded


def are_titles_alike(one: str, other: str) -> bool:
    """Tell whether two folded titles are one: a subtitle may be missing, not a number.

    Example:
        >>> are_titles_alike("fog", "fog or the ferryman"), are_titles_alike("fog", "fog 2")
        (True, False)
    """
    if not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    short, long = sorted((one, other), key=len)
    rest = long[len(short) :]
    return long.startswith(short) and rest.startswith((" or ", " aka ", " being "))


def vouch(one: Identity, other: Identity) -> tuple[tuple[str, ...], str]:
    """Find what but its words says that two works are one story.

    Returns:
        "address", "title", "author" as far as they agree; and the address.
    """
    shared = sorted(one.addresses & other.addresses)
    found = ["address"] if shared else []
    if are_titles_alike(one.title, other.title):
        found.append("title")
    if one.authors & other.authors:
        found.append("author")
    return tuple(found), shared[0] if shared else ""


def judge(
    one: Identity, other: Identity, whole: Alignment, narrated: Alignment | None
) -> Verdict | None:
    """Judge whether two works are editions of one story.

    Args:
        one: what the one says of itself.
        other: what the other does.
        whole: all words of both, aligned.
        narrated: the words of both that nobody speaks, aligned; None when it was not asked
            for, see `needs_narration`.

    Returns:
        The verdict; None when they are not, or nothing says so.

    Cost: O(1).
    """
    if one.language and other.language and one.language != other.language and whole.share < PART:
        return None
    shorter, longer = sorted((whole.one, whole.other))
    if shorter < LEAST:
        return _judge_tiny(one, other, whole)
    by, address = vouch(one, other)
    bar = _find_bar(one, other, shorter, by)
    is_part = whole.share_of_longer < WHOLE_OF_LONGER
    if is_part and (whole.share >= PART or bar >= WHOLE):
        if whole.share < PART or not _is_part_of(one, other, whole, by):
            return None
    elif whole.share < bar or _is_retold(whole, narrated):
        return None
    if _is_collection(one, other, whole):
        return None
    relation: Relation = "part" if is_part and whole.share >= PART else "whole"
    return Verdict(relation, _weigh(whole, by), whole.same, shorter, longer - shorter, by, address)


def _find_bar(one: Identity, other: Identity, shorter: int, by: tuple[str, ...]) -> float:
    """How much must be shared, by what else speaks for it."""
    if "address" in by or {"title", "author"} <= set(by):
        return VOUCHED
    if shorter < SHORT:
        return WHOLE_SHORT
    return NAMED if "title" in by and not (one.authors and other.authors) else WHOLE


def needs_narration(whole: Alignment) -> bool:
    """Tell whether `judge` wants the narrated words too: of pairs in the middle."""
    return VOUCHED <= whole.share < PART


def _judge_tiny(one: Identity, other: Identity, whole: Alignment) -> Verdict | None:
    """So few words are a whole story only when they are all the same."""
    if whole.one != whole.other or whole.same < whole.one or not whole.one:
        return None
    by, address = vouch(one, other)
    return Verdict("whole", 0.8 if by else 0.6, whole.same, whole.one, 0, by, address)


def _is_retold(whole: Alignment, narrated: Alignment | None) -> bool:
    if narrated is None or min(narrated.one, narrated.other) < LEAST_NARRATED:
        return False
    return narrated.share < NARRATED * whole.share


def _is_part_of(one: Identity, other: Identity, whole: Alignment, by: tuple[str, ...]) -> bool:
    """Whether the shorter, all of which is in the longer, is a part of that story."""
    short, long = (one, other) if whole.one <= whole.other else (other, one)
    at = 1 if whole.one <= whole.other else 0
    if "address" in by or "title" in by:
        return True
    if short.title and short.title in long.chapter_titles:
        return False
    if short.authors and long.authors and not short.authors & long.authors:
        return False
    if short.title and long.title and short.is_title_stated and long.is_title_stated:
        return False
    return whole.starts[at] <= BEGINS * max(whole.one, whole.other)


def _is_collection(one: Identity, other: Identity, whole: Alignment) -> bool:
    """Whether the longer holds the shorter as one of its stories, under its own title."""
    if whole.share_of_longer > 0.8:
        return False
    short, long = (one, other) if whole.one <= whole.other else (other, one)
    if are_titles_alike(short.title, long.title) or short.addresses & long.addresses:
        return False
    if short.is_title_stated and long.is_title_stated and whole.share_of_longer < WHOLE:
        return bool(short.title) and bool(long.title)
    return bool(short.title) and short.title in long.chapter_titles


def _weigh(whole: Alignment, by: tuple[str, ...]) -> float:
    """How sure it is: by the share of the shorter, of the longer, and by what vouches.

    The numbers are ours, so that 0.9 and more are pairs that a person need not look at.
    """
    doubt = 1 - whole.share + 0.15 * (1 - whole.share_of_longer)
    for name, trust in (("address", 0.3), ("title", 0.6), ("author", 0.7)):
        if name in by:
            doubt *= trust
    return round(max(0.3, min(0.99, 0.99 - doubt / 2)), 2)
