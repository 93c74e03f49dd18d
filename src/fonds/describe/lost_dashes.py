"""Lost dashes: two words run together where a dash or an ellipsis stood ("therebut").

A dash that a conversion dropped leaves a join that is no word, of two words that are. A blank
that a typist dropped leaves the same. What tells them apart: where a blank is lost, small words
run together too ("inthe"); where dashes are lost, none are left between words.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.lexicon import Lexicon, is_word
from fonds.describe.name_words import HONORIFIC_WORDS, SAYING_VERBS
from fonds.describe.repair_words import LOOKALIKES
from fonds.model.record import Repair, RepairKind

OPENERS = frozenset(
    (
        "but and not no never then or nor he she they we who which while because though "
        "although what how when where why if yes none just only even maybe perhaps one his her "
        "their there these those was were had would could should said"
    ).split()
)
"""What begins a clause, or goes on with one after an aside."""

_SMALL = frozenset(
    (
        "a an the my your our their its of at by for from with into onto upon between among and "
        "but or nor as if than because while when where since until till though although that "
        "which who whose whom what how why is are was were am be been has have had do does did "
        "can could will would shall should may might must i he she we they to in on so it this "
        "these those his her you all every each some any no not very too such both either"
    ).split()
)
"""Words that no clause ends with, or that end one so seldom that a blank is likelier lost."""

_PREDICATES = frozenset("was is were are it that this there here him her me us them".split())
"""After these a "no" that a comma follows is an answer to oneself: "It was—no, …"."""

_ENDS = frozenset(
    (
        "asleep awake alive dead here there now then later him her me us them something nothing "
        "anything someone away home today tonight tomorrow true false alone"
    ).split()
)
"""After these comes "or"; others make a doer of it ("invertor")."""

_VERBS = frozenset("was were had would could should said".split())
_SUBJECTS = frozenset(
    (
        "there one nothing anything everything something none nobody anybody everybody somebody "
        "someone anyone everyone"
    ).split()
)
_NOT_BEFORE = {
    "but": frozenset("nothing anything everything none nobody anybody everybody last".split()),
    "not": frozenset(
        (
            "hope hoped think thought guess guessed afraid suppose supposed believe perhaps maybe "
            "just still also even better best ought need dare know knew care cared doubt doubted"
        ).split()
    ),
    "never": frozenset("almost better best still just even".split()),
    "and": frozenset("now here again more on over up through back by".split()),
    "one": frozenset("another only big little old young new good other last first next".split()),
    **dict.fromkeys(_VERBS, _SUBJECTS),
}
"""What goes together without a dash: "nothing but", "hope not"."""

_TOLD = frozenset(
    (
        "know knew known think thought hope hoped wish wished believe believed sure glad afraid "
        "see saw feel felt guess guessed suppose supposed swear swore hear heard see saw find "
        "found mean meant time way day night moment minute second place reason man woman one "
        "thing things everything anything nothing something someone anyone everyone everybody "
        "sorry before after once soon first last next"
    ).split()
)
"""After these "he" or "she" goes on without a dash: "I knew he", "the day she"."""

_AFTER_AND = frozenset(
    (
        "then, yet not now what he she they i we it there so if when suddenly here maybe perhaps "
        "still besides anyway well because never no"
    ).split()
)
_SHORTENED = frozenset("s d ll re ve m".split())
_TWICE = frozenset(
    (
        "there here that's it's he's she's what's i'm i'll i've i'd you're don't can't didn't "
        "what where when wait look please stop they this because"
    ).split()
)
"""Said twice in a stammer: "It's—it's the Queen"."""

LINKS = frozenset("the that this with you your for".split())
"""Words that follow on so many others that a lost blank is likelier, but where dashes are lost."""

_PEOPLE = frozenset("he she they we".split())
_AFTER_NAMES = frozenset("but and not never then who which while because though".split())
_TAILS = OPENERS | LINKS
_SIZES = tuple(sorted({len(tail) for tail in _TAILS}))
_TITLES = frozenset(word.lower() for word in HONORIFIC_WORDS)
_INTACT = re.compile(r"\w(?:--|[—–])[-—–]*\w")
_ELLIPSIS = re.compile(r"\w(?:\.\.|…)")
_ODD = re.compile(r"[@/\\_<>=#\d]|www|\w-\||\|-\w|\w\.\||\|\.\w")
_CAMEL = re.compile(r"([a-z]{3,20})([A-Z][a-z]{1,20})")
_MARKS = frozenset(",.!?")
_LETTERS = re.compile(r"[A-Za-z']+")
_NEAR = 60
_STOP = re.compile(r"[.!?\n—–]|--")
_LONGEST = 30
_RARE = 3_000
"""Words of a story for each firm join at most, where they are few: prose has a dash between words
every 200 or so, and a story that lost its dashes lost them all."""

_DENSE, _SPARSE = 1_500, 8_000
"""The same for all joins, and for the firm ones among them, where they are several."""

_SEVERAL = 3
_BLANKS = 3
"""Lost blanks for each firm join at most; one where these are few. 22 novels robbed of their
dashes have 0.8 of them, the same robbed of every 500th blank some 290."""


class _Cut(Struct, frozen=True):
    """A word that is none, and where it may be two."""

    word: str
    at: int

    @property
    def head(self) -> str:
        return self.word[: self.at]

    @property
    def tail(self) -> str:
        return self.word[self.at :].lower().partition("'")[0]


class _Join(Struct, frozen=True):
    """Two words run together.

    Attributes:
        start: where the first begins, half-open.
        middle: where the second does.
        end: one past it.
        is_firm: whether it is evidence enough alone.
        is_known: whether both are words; if not, another one must stand in its sentence.
        is_link: whether it is evidence only beside others.
    """

    start: int
    middle: int
    end: int
    is_firm: bool
    is_known: bool
    is_link: bool


def find_lost_dashes(text: str, lexicon: Lexicon) -> list[Repair]:
    """Find words that ran together where a dash or an ellipsis was lost.

    Args:
        text: n code points of a story.
        lexicon: of the same text.

    Returns:
        Repairs in the order of the text; none where the story has as many dashes between
        words as joins, where it is full of lost blanks, or where joins are rare.

    Cost: O(n); some 10 million words a second where there are few joins.
    """
    cuts, blanks = _cut_words(lexicon)
    if not cuts:
        return []
    plain = text.replace("’", "'")
    joins = sorted(_place(plain, cuts, lexicon), key=lambda join: join.start)
    paired = _find_paired(plain, joins)
    firm = [join for join in joins if join.is_firm or join.start in paired]
    written = len(lexicon.written)
    if blanks > len(firm) * (_BLANKS if len(firm) >= _SEVERAL else 1):
        return []
    likely = [join for join in joins if join.is_known or join.start in paired]
    is_dense = len(likely) * _DENSE >= written and len(firm) * _SPARSE >= written
    if is_dense and len(firm) >= _SEVERAL:
        firm = likely
    elif len(firm) * _RARE < written:
        return []
    kind = _tell_kind(text, len(firm), is_dense=is_dense)
    return [] if kind is None else [_mend(text, join, kind) for join in firm]


def _tell_kind(text: str, joins: int, *, is_dense: bool) -> RepairKind | None:
    """Which mark was lost: the one that the story has nowhere between words."""
    if len(_INTACT.findall(text)) < joins:
        return "lost dash"
    is_other = is_dense and joins >= _SEVERAL and _ELLIPSIS.search(text) is None
    return "lost ellipsis" if is_other else None


def _mend(text: str, join: _Join, kind: RepairKind) -> Repair:
    mark = "—" if kind == "lost dash" else "…"
    after = f"{text[join.start : join.middle]}{mark}{text[join.middle : join.end]}"
    return Repair(kind, join.start, join.end, text[join.start : join.end], after)


def _find_paired(plain: str, joins: Sequence[_Join]) -> frozenset[int]:
    """Where joins begin that have another in their sentence: an aside lost both its dashes."""
    joins = [join for join in joins if not join.is_link]
    paired: set[int] = set()
    for one, two in pairwise(joins):
        between = plain[one.end : two.start]
        if (one.is_known or two.is_known) and _STOP.search(between) is None:
            paired |= {one.start, two.start}
    return frozenset(paired)


def _cut_words(lexicon: Lexicon) -> tuple[list[_Cut], int]:
    """The words of a story that may be two, and how many lost a blank instead."""
    found: list[_Cut] = []
    blanks = 0
    for written in lexicon.unique - EVERYDAY_WORDS:
        word = written.strip("'")
        if not 5 <= len(word) <= _LONGEST:
            continue
        cuts = [_Cut(word, at) for at in _iter_places(word, lexicon)]
        if any(_is_blank(cut) for cut in cuts):
            blanks += 1
        elif len(cuts) == 1:
            found.append(cuts[0])
    return found, blanks


def _iter_places(word: str, lexicon: Lexicon) -> Iterator[int]:
    """Yield where a word that is none may be two."""
    low = word.lower()
    half = len(low) // 2
    if low[:half] == low[half:] and low[half:] in _TWICE:
        yield half
        return
    bare, _, rest = low.partition("'")
    camel = _CAMEL.fullmatch(word)
    if camel is not None:
        head, tail = camel.groups()
        if head not in _TITLES and is_word(head) and tail in lexicon.unique:
            yield len(head)
        return
    if (rest and rest not in _SHORTENED) or not word[1:].islower():
        return
    for size in _SIZES:
        at = len(bare) - size
        if at < 2:
            break
        if bare[at:] in _TAILS and _may_end(word[:at], bare[at:], lexicon):
            if bare in LOOKALIKES or is_word(bare) or _is_name(bare, word, lexicon):
                return
            yield at


def _is_name(bare: str, word: str, lexicon: Lexicon) -> bool:
    name = bare.capitalize()
    return name != word and name in lexicon.unique


def _may_end(head: str, tail: str, lexicon: Lexicon) -> bool:
    """Whether what stands before an opener is a word, or may be one that we do not know."""
    if head[0].isupper():
        return tail in _AFTER_NAMES and head in lexicon.unique
    return lexicon.has(head) or (tail == "but" and len(head) > 3)


def _is_blank(cut: _Cut) -> bool:
    """Whether it was a blank that was lost: no clause ends with the one or begins so."""
    head = cut.head.lower()
    if (cut.tail == "no" and head in _PREDICATES) or head == cut.word.lower()[cut.at :]:
        return False
    return head in _SMALL


def _place(plain: str, cuts: Sequence[_Cut], lexicon: Lexicon) -> Iterator[_Join]:
    """Find joins that the text has once and nowhere as two words with a hyphen; judge them."""
    sought = [
        spelling
        for cut in cuts
        for spelling in (cut.word, f"{cut.head}-{cut.tail}", f" {cut.head} {cut.tail} ")
    ]
    met: dict[int, list[int]] = {}
    for number, start, _ in AhoCorasick(sought).find_matches_as_indexes(plain, overlapping=True):
        met.setdefault(number, []).append(start)
    for number, cut in enumerate(cuts):
        joined, hyphened, spaced = (met.get(3 * number + k, []) for k in range(3))
        places = [start for start in joined if _is_alone(plain, start, start + len(cut.word))]
        if len(places) == 1 and not hyphened:
            join = _judge(plain, places[0], cut, lexicon, is_spaced=bool(spaced))
            if join is not None:
                yield join


def _is_alone(plain: str, start: int, end: int) -> bool:
    """Whether a word stands by itself, in no address, name of a file or compound."""
    if plain[start - 1 : start].isalnum():
        return False
    if plain[end : end + 1].isalnum() and not plain.startswith("â€", end):
        return False
    before = plain[max(0, start - _NEAR) : start]
    after = plain[end : end + _NEAR]
    first = before[-1:].isspace() or not before
    last = after[:1].isspace() or not after
    chunk = ("" if first else before.split()[-1]) + "|" + ("" if last else after.split()[0])
    return _ODD.search(chunk) is None


def _judge(plain: str, start: int, cut: _Cut, lexicon: Lexicon, *, is_spaced: bool) -> _Join | None:
    """Judge a join by its company; None when it is none."""
    end = start + len(cut.word)
    around = _LETTERS.findall(plain[max(0, start - _NEAR) : start])[1:]
    around += _LETTERS.findall(plain[end : end + _NEAR])[:-1]
    if sum(word.lower() in EVERYDAY_WORDS for word in around) * 3 < len(around):
        return None  # no English
    firm = _is_firm(cut, plain[end : end + _NEAR])
    if firm is None:
        return None
    is_known = lexicon.has(cut.head.lower()) or lexicon.has(cut.head)
    is_firm = firm and is_known and not is_spaced
    return _Join(start, start + cut.at, end, is_firm, is_known, cut.tail in LINKS)


def _is_firm(cut: _Cut, after: str) -> bool | None:
    """Whether a join is evidence by itself; None when it is none at all."""
    head, tail = cut.head.lower(), cut.tail
    if head == cut.word[cut.at :].lower():
        return True
    if (head.endswith("ly") and tail in ("not", "never")) or head in _NOT_BEFORE.get(tail, ()):
        return None
    if tail in _PEOPLE:
        is_shortened = "'" in cut.word or after.startswith("â€™")
        return None if head in _TOLD or head in SAYING_VERBS else is_shortened
    if tail == "no":
        return True if after[:1] in _MARKS and head in _PREDICATES else None
    if tail == "or":
        return True if head in _ENDS else None
    if tail == "and":
        following = (after.split() or [""])[0]
        return following in _AFTER_AND or following.rstrip(",") in _AFTER_AND
    return tail in ("but", "not", "never")
