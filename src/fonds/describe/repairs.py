"""Repairs: damage typical of old archives, and what stood there before.

Never one that changes how a word is spelt. Nothing is changed here: a repair is a proposal,
applied where a story is published and only there.
"""

import re
from collections.abc import Iterator

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.lexicon import Lexicon, is_word, make_lexicon
from fonds.describe.lost_codes import find_lost_codes
from fonds.describe.lost_dashes import find_lost_dashes
from fonds.describe.name_words import SAYING_VERBS
from fonds.describe.telling import Telling, quote_place
from fonds.model.claim import Claim
from fonds.model.record import Repair
from fonds.model.work import Work

REPAIRS_MAKER = "repairs/1"

_QUOTED = 5
_SURE, _LESS_SURE = 0.9, 0.75

# Each pattern begins with a character that is looked for in C; what must stand before it is
# looked at only where it is met.
_WIDE = re.compile(r"[\"”](?<=[^\s\"“”\d][\"”]) {2}([^\W\d_][\w'’]{0,30})")
_WIDE_SENTENCE = re.compile(r"\.(?<=[a-z]\.) {2}[A-Z]")
_ENDS = frozenset(".!?…-—")

_HYPHEN = re.compile(r"-(?<=[A-Za-z]-)(?:\n| {1,3})([a-z]{2,20})(?![\w-])")
_HEAD = re.compile(r"(?<![\w'’-])[A-Za-z][a-z]{0,20}\Z")
_COMPOUND = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,21}-[a-z]{2,20}(?![a-z])")
_HANGING = frozenset("and or to but nor versus than".split())
_HYPHENATED_ONCE = frozenset("today tonight tomorrow goodbye".split())
"""Written with a hyphen when many stories were: which it was cannot be told."""

_BROKEN = re.compile(r"[\"“](?<=[a-z][.!?][\"“])(?=[A-Z])")
_STOP = re.compile(r"[.!?;\n]")
_WORD = re.compile(r"[A-Za-z][\w’']{0,30}")
_LAST_WORD = re.compile(r"[\w’'-]{1,30}[.!?]\Z")
_NEAR = 60
_LONGEST = 4_000
"""Characters of a paragraph that may have swallowed another; longer ones are left alone."""

_TAG = 5
"""Words among which a saying verb stands, behind speech: "said the old Wizard"."""


def find_repairs(telling: Telling) -> tuple[Repair, ...]:
    """Find damage that can be mended without a doubt about the words.

    Args:
        telling: n code points of a story.

    Returns:
        Repairs in the order of the text, not overlapping.

    Cost: O(n), some 3 million words a second where there is no damage.

    Example:
        >>> text = 'He waited therebut no one came. "Fog,"  he said.'
        >>> [(r.before, r.after) for r in find_repairs(Telling(text, text, (0,)))]
        [('therebut', 'there—but'), ('"  he', '" he')]
    """
    text = telling.text
    lexicon = make_lexicon(text)
    found = [
        *find_lost_codes(text, lexicon),
        *_find_wide(text),
        *_find_hyphens(text, lexicon),
        *_find_broken(text),
        *find_lost_dashes(text, lexicon),
    ]
    found.sort(key=lambda repair: (repair.start, repair.end))
    kept: list[Repair] = []
    for repair in found:
        if not kept or repair.start >= kept[-1].end:
            kept.append(repair)
    return tuple(kept)


def make_repair_claims(work: Work, telling: Telling) -> tuple[Claim, ...]:
    """Say what could be mended in a story, the first places quoted; nothing where nothing is.

    Args:
        work: a story.
        telling: of its blocks.

    Returns:
        One claim at most.

    Cost: that of `find_repairs`.
    """
    repairs = find_repairs(telling)
    if not repairs:
        return ()
    value = [
        {
            "kind": one.kind,
            "start": one.start,
            "end": one.end,
            "before": one.before,
            "after": one.after,
        }
        for one in repairs
    ]
    quoted = (quote_place(work, telling, one.start, one.end) for one in repairs[:_QUOTED])
    evidence = tuple(one for one in quoted if one is not None)
    is_guess = any(one.kind in ("lost dash", "lost ellipsis", "missing break") for one in repairs)
    sure = _LESS_SURE if is_guess else _SURE
    return (Claim("repairs", value, "derived", sure, evidence, REPAIRS_MAKER),)


def _find_wide(text: str) -> Iterator[Repair]:
    """Two blanks behind a quotation mark, unless they part sentences as the typist always did."""
    found = list(_WIDE.finditer(text))
    is_habit = bool(found) and _WIDE_SENTENCE.search(text) is not None
    for match in found:
        behind = text[max(0, match.start() - 3) : match.start()].rstrip("'’")
        if is_habit and match[1][0].isupper() and behind[-1:] in _ENDS:
            continue
        after = f"{match[0][0]} {match[1]}"
        yield Repair("doubled space", match.start(), match.end(), match[0], after)


def _find_hyphens(text: str, lexicon: Lexicon) -> list[Repair]:
    """Words cut at the end of a line; where lines were joined since, a blank stands there."""
    sure: list[Repair] = []
    likely: list[Repair] = []
    dashes = 0
    found = list(_HYPHEN.finditer(text))
    compounds = frozenset(_COMPOUND.findall(text)) if found else frozenset()
    for match in found:
        head = _HEAD.search(text, max(0, match.start() - _NEAR), match.start())
        tail = match[1]
        if head is None or tail in _HANGING or f"{head[0]}-{tail}" in compounds:
            continue
        start, end = head.start(), match.end()
        joined = head[0] + tail
        repair = Repair("hard hyphen", start, end, text[start:end], joined)
        in_story = lexicon.has_written(joined)
        if is_word(head[0].lower()) and is_word(tail):
            is_line = text[match.start() + 1] == "\n"
            is_one = is_word(joined.lower()) if is_line else joined.lower() in EVERYDAY_WORDS
            if in_story or (is_one and joined.lower() not in _HYPHENATED_ONCE):
                (sure if is_line else likely).append(repair)
            else:
                dashes += 1
        elif in_story or is_word(joined.lower()):
            sure.append(repair)
    # "He came- in time": who sets dashes so has cut no words.
    return sure + likely if len(likely) > dashes else sure


def _find_broken(text: str) -> Iterator[Repair]:
    """Speech of another that begins where the first speaker's sentence ends: a paragraph."""
    for match in _BROKEN.finditer(text):
        at = match.start()
        low = text.rfind("\n\n", max(0, at - _LONGEST), at) + 1
        if not low and at > _LONGEST:
            continue
        before = text[low:at]
        after = text[at + 1 : at + _LONGEST].partition("\n\n")[0]
        opens, closes = ('"', '"') if match[0] == '"' else ("“", "”")
        spoken = before.count(opens)
        if not spoken or (spoken % 2 if opens == closes else spoken != before.count(closes)):
            continue
        last, _, told = after.partition(closes)
        one = _find_speaker(before.rpartition(closes)[2][:-1])
        two = _find_speaker(_STOP.split(told[:_NEAR], maxsplit=1)[0])
        word, next_word = _LAST_WORD.search(before), _WORD.match(last)
        if one is None or two is None or one == two or word is None or next_word is None:
            continue
        start, end = low + word.start(), at + 1 + next_word.end()
        cut = text[start:end]
        mended = f"{word[0]}\n\n{text[at:end]}"
        yield Repair("missing break", start, end, cut, mended)


def _find_speaker(told: str) -> str | None:
    """Who is named beside a saying verb; None where no verb is, or more than who speaks is told."""
    if _STOP.search(told) is not None:
        return None
    words = _WORD.findall(told)[:_TAG]
    said = [word for word in words if word in SAYING_VERBS]
    if not said:
        return None
    return " ".join(word for word in words if word[0].isupper() or word in ("he", "she", "they"))
