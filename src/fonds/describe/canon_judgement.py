"""Canon judgement: whether a mention is meant, by where it stands and what stands around it."""

import re
from typing import Literal

from msgspec import Struct

from fonds.describe.canon_cues import Said, is_hard
from fonds.describe.canon_passages import Mention, Passage
from fonds.describe.canon_patterns import (
    CLAUSE_ENDS,
    FILLERS,
    NOT_CANON,
    OWN_KINDS,
    OWN_WORKS,
    SPOILER_FILLERS,
    Relation,
)

Manner = Literal["spoilers", "setting", "tags", "prose", "strict"]
"""How a field speaks of canon: in a list of what is spoilt, of where a story is set, in tags,
in sentences, or in sentences where hardly anybody does."""

_JOINTS = frozenset({"and", "or", "plus"})
_SENTENCE = 120  # characters before and behind a title
_OWN_SERIES = re.compile(
    r"\b(?:in|of|to|from) (?:my|our)(?: [\w'’-]{1,20}){0,2}"
    r" (?:series|saga|trilogy|universe|verse|arc)\b"
)
_BEHIND_ITEM = _JOINTS | {"spoilers", "onwards", "onward"}
_NOT_SEASONS = frozenset("virtual my our own fan holiday".split())
_ENDS = frozenset(".,;:!?)]/\n&+([–—|*_\"”’'…")
_BEFORE_ITEM = frozenset(",;:/\n&+([-–—.!?|")
_TO_SERIES = frozenset(
    "pre post after before prior preceding following to of end beginning start".split()
)


class Scope(Struct, frozen=True):
    """How a field is read.

    Attributes:
        manner: how it speaks of canon.
        relation: what is meant when nothing else is said; None when something must be.
        is_sure: the label itself says that titles follow ("Missing scene:").
    """

    manner: Manner
    relation: Relation | None = None
    is_sure: bool = False

    @property
    def is_label(self) -> bool:
        """Whether titles may stand alone."""
        return self.manner in ("spoilers", "setting")


def closes(passage: Passage, mention: Mention) -> bool:
    """Tell whether a title ends where the mention does, and is not the start of something.

    Cost: O(1).
    """
    rest = passage.text[mention.end :]
    if mention.is_quoted or not rest.strip() or rest[0] in _ENDS:
        return True
    if mention.last + 1 >= len(passage.words):
        return True
    gap = passage.gap(mention.last)
    following = passage.words[mention.last + 1]
    if " - " in gap or "--" in gap or any(sign in _ENDS for sign in gap):
        return True
    return following.fold in CLAUSE_ENDS and (following.raw[0].islower() or passage.is_loud)


def _goes_on(passage: Passage, mention: Mention) -> bool:
    """Whether a word with a capital follows at once: "The Harvest Moon Inn"."""
    if closes(passage, mention) or mention.last + 1 >= len(passage.words):
        return False
    return passage.words[mention.last + 1].raw[0].isupper()


def _is_item(passage: Passage, mention: Mention, said: Said) -> bool:
    """Whether a mention is all that stands between two separators, small words aside."""
    rest = passage.text[mention.end :].lstrip(" ")
    behind = passage.words[mention.last + 1 : mention.last + 2]
    ends = not rest or rest[0] in _ENDS or rest.startswith("- ")
    if not ends and (not behind or behind[0].fold not in _BEHIND_ITEM):
        return False
    if said.level > 0:
        return True
    at = mention.first - 1
    for _ in range(12):
        if at < 0:
            return True
        gap = passage.gap(at)
        word = passage.words[at].fold
        if any(sign in _BEFORE_ITEM for sign in gap) or word in _JOINTS:
            return True
        if at in passage.shows:
            at = passage.shows[at][1]
        elif word not in SPOILER_FILLERS and word not in FILLERS:
            return False
        at -= 1
    return False


def fits_title(passage: Passage, mention: Mention, said: Said, scope: Scope) -> bool:
    """Tell whether words that are a title are meant as one.

    Args:
        passage: where they stand.
        mention: of a title.
        said: what is said of it; not denied.
        scope: how the field is read.

    Returns:
        True when it is meant.

    Cost: O(1), bounded.

    Sources: the table of headers (tests/tables/canon_places.toml); nothing is counted.
    """
    if mention.name is None or _is_other_work(passage, mention):
        return False
    if scope.is_label:
        return _fits_label(passage, mention, said, scope)
    if scope.manner == "tags":
        said_so = said.level > 1 or said.is_explicit
        return said_so and mention.is_cased and closes(passage, mention)
    if scope.manner == "strict" and said.level < 3:
        return False
    return _fits_prose(passage, mention, said)


def _is_other_work(passage: Passage, mention: Mention) -> bool:
    """Whether "song", "book" or the like stands right before a title."""
    if not mention.first or is_hard(passage, mention.first - 1):
        return False
    return passage.words[mention.first - 1].fold in NOT_CANON


def _fits_label(passage: Passage, mention: Mention, said: Said, scope: Scope) -> bool:
    name = mention.name
    assert name is not None
    words = len(name.words)
    is_spoilers = scope.manner == "spoilers"
    item = _is_item(passage, mention, said)
    cased = mention.is_cased or passage.is_loud
    if said.is_explicit:
        return cased or words > 1
    if mention.is_quoted:
        return is_spoilers or said.level > 0 or item
    if mention.is_show and _is_of_episodes(said):
        return item
    if mention.is_show:
        return item and cased and len(passage.words) == words
    told = 3 if scope.is_sure else said.level
    if name.is_person and words == 1:
        return item and cased and (is_spoilers or told > 1)
    if told > 0 and cased:
        return item or closes(passage, mention) or (words > 1 and not _goes_on(passage, mention))
    if told > 0:
        return item and (words > 1 or told > 2 or not name.is_common)
    if not item:
        return is_spoilers and cased and words > 2 and mention.first > 0
    if is_spoilers:
        return cased or words > 1 or passage.text.islower()
    return cased and (words > 1 or not name.is_common)


def _is_of_episodes(said: Said) -> bool:
    """Whether a phrase is never said of a whole series: a missing scene, a tag."""
    return said.level > 2 and not said.is_spoiler and said.relation in ("during", "after")


def _fits_prose(passage: Passage, mention: Mention, said: Said) -> bool:
    name = mention.name
    assert name is not None
    words, level = len(name.words), said.level
    if level < 1 or (level < 3 and not said.is_explicit and _is_own_work(passage, mention)):
        return False
    ends = closes(passage, mention)
    if mention.is_quoted:
        return True
    if said.is_explicit and (mention.is_cased or words > 1):
        return ends or words > 1
    if passage.is_loud:
        return level > 2 and (words > 1 or ends)
    if not mention.is_cased:
        is_rare = not (name.is_common or name.is_person)
        return ends and ((level > 2 and (words > 1 or is_rare)) or (level > 1 and words > 2))
    if (mention.is_show and not _is_of_episodes(said)) or _goes_on(passage, mention):
        return False
    if name.is_person and words == 1:
        return level > 2 and ends
    if level < 2:
        return ends and name.is_whole
    return ends or words > 1


def _is_own_work(passage: Passage, mention: Mention) -> bool:
    """Whether the sentence tells of the author's own stories: "the second in my series"."""
    text = passage.text[max(0, mention.start - _SENTENCE) : mention.end + _SENTENCE]
    if _OWN_SERIES.search(text):
        return True
    before = [word.fold for word in passage.words[max(0, mention.first - 3) : mention.first]]
    return bool(OWN_KINDS & set(before[-1:])) and bool(OWN_WORKS & set(before))


def fits_number(passage: Passage, mention: Mention, said: Said, scope: Scope) -> bool:
    """Tell whether a number is an episode's: "4x10", "episode 410".

    Args:
        passage: where it stands.
        mention: of a number.
        said: what is said of it.
        scope: how the field is read.

    Returns:
        True when it is meant.

    Cost: O(1).
    """
    ends = closes(passage, mention)
    if scope.is_label:
        if not mention.is_bare or said.level > 0 or said.is_explicit:
            return True
        is_three = "." not in passage.text[mention.start : mention.end]
        return _is_item(passage, mention, said) and (ends or not is_three)
    if said.is_explicit or passage.words[mention.first].fold in ("episode", "season"):
        return ends and (said.level > 0 or scope.manner == "tags")
    if mention.is_bare:
        return said.level > 2 and ends
    return said.level > 0 and ends


def fits_season(passage: Passage, mention: Mention, said: Said, scope: Scope) -> bool:
    """Tell whether "season 4" is a season of the show, and says where the story stands.

    Args:
        passage: where it stands.
        mention: of a season.
        said: what is said of it.
        scope: how the field is read.

    Returns:
        True when it is meant.

    Cost: O(1).
    """
    before = passage.words[mention.first - 1].fold if mention.first else ""
    if before in _NOT_SEASONS:
        return False
    if scope.is_label:
        return True
    if _is_of_something(passage, mention):
        return False
    if scope.manner == "tags":
        return said.level > 0 or (mention.first == 0 and closes(passage, mention))
    if scope.manner == "strict":
        return said.level > 1
    opens = not mention.first or is_hard(passage, mention.first - 1)
    rest = passage.text[mention.end : mention.end + 1]
    return said.level > 0 or (opens and (not rest or rest in ".,:;"))


def _is_of_something(passage: Passage, mention: Mention) -> bool:
    """Whether "of" and no show follows: "the first season of frost"."""
    following = passage.words[mention.last + 1 : mention.last + 2]
    if not following or following[0].fold != "of":
        return False
    begins = range(mention.last + 2, mention.last + 4)
    return not any(first in begins for _, first in passage.shows.values())


def fits_series(passage: Passage, mention: Mention, said: Said, scope: Scope) -> bool:
    """Tell whether "series" is the show as a whole: "pre-series", "post-finale".

    Args:
        passage: where it stands.
        mention: of a series.
        said: what is said of it.
        scope: how the field is read.

    Returns:
        True when it is meant.

    Cost: O(1).
    """
    if not closes(passage, mention) or said.level < (1 if scope.is_label else 2):
        return False
    word = passage.words[mention.first].fold
    before = passage.words[mention.first - 1].fold if mention.first else ""
    if word in ("canon", "pilot") and before not in ("pre", "post", "the"):
        return False
    return before in _TO_SERIES or before in ("the", "series", "show", "tv") or before == ""
