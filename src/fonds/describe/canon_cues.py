"""Canon cues: the phrase by which a header speaks of an episode, a season or a series."""

from collections.abc import Mapping

from msgspec import Struct

from fonds.describe.canon_passages import Mention, Passage
from fonds.describe.canon_patterns import (
    AFTER_TITLE,
    BEFORE_TITLE,
    DENIALS,
    EXPLICIT,
    FILLERS,
    LINKS,
    SEASON_CUES,
    SPOILER_CUES,
    SPOILER_FILLERS,
    TIME_WORDS,
    Cue,
    Relation,
    by_first,
    by_last,
)

_BEFORE = by_last(BEFORE_TITLE)
_SEASON = by_last(SEASON_CUES)
_SPOILER = by_last(SPOILER_CUES)
_AFTER = by_first(AFTER_TITLE)
_MOST_STEPS = 14
_ABBREVIATED = frozenset({"episode", "episodes", "pt", "pts", "vs", "st"})
_MISSING = {
    (first, second)
    for first in ("missing", "deleted", "lost", "extra")
    for second in ("scene", "scenes", "moment", "moments")
}
_WHAT_IS_SPOILT = frozenset({"for", "of", "to", "in", "from", "about"})
_SKIPPED = frozenset({"the", "all", "really", "actually", "just"})


class Said(Struct):
    """What the words around a mention say of it.

    Attributes:
        relation: of the story to the place, or None.
        level: 0 when nothing is said, to 3 when only canon is spoken of so; -1 when it is denied.
        start: code point where the phrase begins; the mention's own start without one.
        end: one past its last.
        is_explicit: a word says that the title is one ("the episode Family").
        is_between: what is linked to it is its other end.
        is_linked: taken over from the mention before it in a list.
        is_spoiler: said of spoilers.
    """

    relation: Relation | None
    level: int
    start: int
    end: int
    is_explicit: bool = False
    is_between: bool = False
    is_linked: bool = False
    is_spoiler: bool = False


def is_hard(passage: Passage, at: int) -> bool:
    """Tell whether a sentence or clause ends between word `at` and the next."""
    gap = passage.gap(at)
    if ";" in gap or ")" in gap or gap.count("\n") > 1:
        return True
    if gap.endswith(("...", "…")) and gap[0].isspace():
        return False  # " ...Nor the Battle to the Strong"
    if not any(sign in ".!?…" for sign in gap):
        return False
    if "." in gap and passage.words[at].fold in _ABBREVIATED:
        return False
    return gap[-1:].isspace() or "\n" in gap or " " in gap


def find_said(
    passage: Passage,
    mention: Mention,
    ends: Mapping[int, Mention],
    said: Mapping[int, Said],
    *,
    is_spoilers: bool,
) -> Said:
    """Find what is said of a mention.

    Args:
        passage: where it stands.
        mention: of it.
        ends: all mentions by their last word.
        said: of the mentions before it, by their first word.
        is_spoilers: the passage tells of spoilers.

    Returns:
        What is said; level 0 when nothing is.

    Cost: O(1): fourteen words before and four behind.
    """
    before = _walk_back(passage, mention, ends, said, is_spoilers=is_spoilers)
    behind = _look_behind(passage, mention)
    if before.level == 0 and behind is None:
        return _look_far(passage, mention) or before
    if behind is None or before.level < 0:
        return before
    if before.level > 1 and before.relation is not None and not before.is_linked:
        if behind.relation is None:
            before.is_explicit = True
        return before
    if behind.relation is None:
        before.is_explicit = True
        before.level = max(before.level, 2 if before.relation else 0)
        return before
    if before.relation == "before" and behind.relation == "after":
        return before
    return behind


def _nothing(mention: Mention) -> Said:
    return Said(None, 0, mention.start, mention.end)


def _walk_back(
    passage: Passage,
    mention: Mention,
    ends: Mapping[int, Mention],
    said: Mapping[int, Said],
    *,
    is_spoilers: bool,
) -> Said:
    found = _nothing(mention)
    soft: Said | None = None
    at = mention.first - 1
    links = True
    for _ in range(_MOST_STEPS):
        if at < 0 or is_hard(passage, at):
            break
        other = ends.get(at)
        if other is not None and other.last < mention.first:
            if links and other.first in said:
                return _take_over(said[other.first], mention, found)
            if other.kind not in ("season", "number"):
                break
            at = other.first - 1
            continue
        cue = _match_back(passage, at, mention, is_spoilers=is_spoilers)
        if cue is not None and cue[0].relation != "season":
            return _as_said(passage, cue, mention, found)
        if cue is not None:  # "after the end of season 3" says more than "end of"
            soft = soft or _as_said(passage, cue, mention, found)
            at = cue[1] - 1
            continue
        if ":" in passage.gap(at) or " - " in passage.gap(at):
            found.is_explicit = found.is_explicit or passage.words[at].fold in EXPLICIT
            break
        word = passage.words[at].fold
        shown = passage.shows.get(at)
        if shown is not None:
            at, links = shown[1], False
        elif word in FILLERS:
            links = links and word in LINKS
            found.is_explicit = found.is_explicit or word in EXPLICIT
        else:
            break
        at -= 1
    spoilt = _of_spoilers(passage, mention, found)
    if spoilt.level or soft is None or is_spoilers:
        return spoilt
    return soft


def _take_over(one: Said, mention: Mention, found: Said) -> Said:
    """In a list the first phrase speaks of all; after "between" the second is the other end."""
    relation: Relation | None = "before" if one.is_between else one.relation
    return Said(
        relation,
        one.level,
        mention.start,
        mention.end,
        is_explicit=one.is_explicit or found.is_explicit,
        is_linked=True,
        is_spoiler=one.is_spoiler,
    )


_Found = tuple[Cue, int]


def _match_back(passage: Passage, at: int, mention: Mention, *, is_spoilers: bool) -> _Found | None:
    """The longest phrase that ends with word `at`, and the index of its first word."""
    fold = passage.words[at].fold
    tables = [(_BEFORE, BEFORE_TITLE)]
    if is_spoilers:
        tables.append((_SPOILER, SPOILER_CUES))
    if mention.kind == "season":
        tables.append((_SEASON, SEASON_CUES))
    for lasts, cues in tables:
        for words in lasts.get(fold, ()):
            first = at - len(words) + 1
            if first >= 0 and _is_phrase(passage, first, words):
                return cues[words], first
    return None


def _is_phrase(passage: Passage, first: int, words: tuple[str, ...]) -> bool:
    return all(passage.words[first + k].fold == word for k, word in enumerate(words)) and all(
        not passage.gap(first + k).strip(" -\n>'’\"") for k in range(len(words) - 1)
    )


def _as_said(passage: Passage, found_cue: _Found, mention: Mention, found: Said) -> Said:
    cue, first = found_cue
    level = cue.level
    before = passage.words[first - 1].fold if first and not is_hard(passage, first - 1) else ""
    if level == 1 and (before in TIME_WORDS or found.is_explicit):
        level = 2
    if cue.relation in ("before", "after") and level == 2 and before in ("not", "no"):
        level = -1
    if _is_denied(passage, first):
        level = -1
    start = passage.words[first].start
    return Said(
        cue.relation,
        level,
        start,
        mention.end,
        is_explicit=found.is_explicit,
        is_between=cue.is_between,
        is_spoiler=cue.is_spoiler,
    )


def _is_denied(passage: Passage, first: int) -> bool:
    """Whether "no spoilers" or "none" stands before "for", which begins at a word."""
    if passage.words[first].fold not in _WHAT_IS_SPOILT:
        return False
    before = [one.fold for one in passage.words[max(0, first - 2) : first]]
    if before[-1:] == ["spoilers"]:
        return before[0] in DENIALS
    return before[-1:] in (["none"], ["no"], ["not"])


def _of_spoilers(passage: Passage, mention: Mention, found: Said) -> Said:
    """Go back to "spoilers", past "for everything up to and including"."""
    at = mention.first - 1
    for _ in range(_MOST_STEPS):
        if at < 0 or (is_hard(passage, at) and ")" not in passage.gap(at)):
            return found
        word = passage.words[at].fold
        if word in ("spoilers", "spoils", "spoil"):
            before = [one.fold for one in passage.words[max(0, at - 2) : at]]
            level = -1 if DENIALS & set(before) else 3
            start = passage.words[at].start
            return Said(
                "after", level, start, mention.end, is_explicit=found.is_explicit, is_spoiler=True
            )
        shown = passage.shows.get(at)
        if shown is not None:
            at = shown[1]
        elif word not in SPOILER_FILLERS and word not in FILLERS:
            return found
        at -= 1
    return found


def _look_far(passage: Passage, mention: Mention) -> Said | None:
    """A missing scene that is told first: "the missing scene between two of them in 'The Wish'"."""
    at = mention.first - 1
    if not mention.is_quoted or at < 0 or passage.words[at].fold not in ("in", "from", "of"):
        return None
    for step in range(at, max(0, at - _MOST_STEPS), -1):
        if is_hard(passage, step):
            return None
        pair = (passage.words[step - 1].fold, passage.words[step].fold)
        if pair in _MISSING:
            return Said("during", 3, passage.words[step - 1].start, mention.end)
    return None


def _look_behind(passage: Passage, mention: Mention) -> Said | None:
    """What is said behind a mention: "Hush never happened", "Hush (missing scene)"."""
    at = mention.last + 1
    words = passage.words
    while at < len(words) and at < mention.last + 3 and words[at].fold in _SKIPPED:
        at += 1
    if at >= len(words):
        return None
    gap = passage.text[mention.end : words[mention.last + 1].start]
    if gap.strip(" -\n>('’\"”*_[,") or gap.count("\n") > 1 or "," in gap:
        return None
    for phrase in _AFTER.get(words[at].fold, ()):
        if at + len(phrase) <= len(words) and _is_phrase(passage, at, phrase):
            cue = AFTER_TITLE[phrase]
            end = words[at + len(phrase) - 1].end
            return Said(cue.relation, cue.level, mention.start, end, is_explicit=True)
    return None
