"""Canon places: where in its canon a header says that a story stands.

"Missing scene from Hush", "mid third season", "AU after Becoming", "spoilers up to 4x10": a
mention of an episode, a season or a series, and a phrase that speaks of it. Titles are common
words; how much has to stand around one depends on where it stands: little behind "Spoilers:",
a phrase and a capital or marks of quotation in a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from fonds.describe.canon_cues import Said, find_said
from fonds.describe.canon_judgement import (
    Manner,
    Scope,
    fits_number,
    fits_season,
    fits_series,
    fits_title,
)
from fonds.describe.canon_mentions import find_mentions, iter_shows_before
from fonds.describe.canon_passages import Mention, Passage, read_passage
from fonds.describe.canon_patterns import FILLERS, Relation
from fonds.describe.episode_index import CanonPlace, EpisodeIndex
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.packs.pack import Pack

BY = "canon-place/1"

_LONGEST = 8_000  # characters of a passage: what is said of canon is said near its start
_HINT = re.compile(
    r"season|series|\bs\d|\dx\d|episode|\beps?\b|spoil|scene|post|pre|after|before|during|between"
    r"|follow|coda|\btag|\bau\b|canon|rewrit|re-writ|alternat|never|happen|fix|ignor|\bset\b|takes|up where",
    re.IGNORECASE,
)
"""What every phrase has in it: most passages have none, and are done with."""

_SCOPES: dict[str, Scope] = {
    "label:missing scene": Scope("setting", "during", is_sure=True),
    "label:episode": Scope("setting", "during", is_sure=True),
    "label:episode tag": Scope("setting", "after", is_sure=True),
    "label:season": Scope("setting", "during"),
    "label:place": Scope("prose"),
    "label:setting": Scope("setting", "during"),
    "tags": Scope("tags"),
    "label:genre": Scope("tags"),
    "summary": Scope("prose"),
    "notes": Scope("prose"),
    "label:aside": Scope("prose"),
    "label:warnings": Scope("prose"),
    "label:challenge": Scope("prose"),
    "label:status": Scope("strict"),
    "label:facts": Scope("strict"),
    "label:subject": Scope("strict"),
    "title": Scope("strict"),
    "label:spoilers": Scope("spoilers", "after"),
}
"""Fields that are read, in this order: what places a story goes before what spoils it."""

_CONFIDENCE: dict[Manner, float] = {
    "spoilers": 0.9,
    "setting": 0.92,
    "tags": 0.9,
    "prose": 0.85,
    "strict": 0.8,
}
_UNKNOWN_FANDOM = 0.6
_SEASON = "season "
"""What is put before the value of "Season: four", that it be read as any other."""

_CUE = re.compile(
    r"\d|season|spoil|episode|\beps?\b|missing|post|pre[- ]|\btag|coda|\bAU\b|\bA/U|canon|\bset\b"
    r"|place|during|after|before|between|sequel|prequel|finale|timeline|follow|diverge|instead"
    r"|never|alternat|rewrit|ending|series|immediate|right|just|following|pilot|from|based|scene",
    re.IGNORECASE,
)
"""Some word of every phrase by which a place in canon is spoken of."""

_RUN = re.compile(r"[^\W_]+")
_MOST_TRIES = 40
_LONGEST_GAP = 12  # characters between two words: a line's end with its indent, or an escape


class _Found(Struct):
    """A place that is told of.

    Attributes:
        place: show, season, number, episode, as far as known.
        relation: of the story to it.
        confidence: 0..1.
        evidence: the words.
        is_spoiler: the story only gives it away.
    """

    place: tuple[str | None, int | None, int | None, str | None]
    relation: Relation
    confidence: float
    evidence: tuple[Evidence, ...]
    is_spoiler: bool


def may_name_places(claims: Sequence[Claim]) -> bool:
    """Tell whether a header may name a place in canon at all.

    Args:
        claims: n claims of one work.

    Returns:
        False only where neither a label of places nor any word stands by which places are
        spoken of.

    Cost: O(characters of the header), some microseconds.
    """
    return any(
        claim.field in _SCOPES
        and (
            _SCOPES[claim.field].manner in ("spoilers", "setting")
            or _CUE.search(str(claim.value)) is not None
        )
        for claim in claims
    )


def find_canon_places(
    claims: Sequence[Claim], index: EpisodeIndex, packs_here: Sequence[Pack]
) -> tuple[Claim, ...]:
    """Find the places in canon that a header names.

    Args:
        claims: n claims of one work.
        index: the places of all packs.
        packs_here: the packs of the work's fandoms. Without any, only titles of several words
            that are unique over all packs and are spoken of as only canon is are found, and
            only in a work that states no fandom.

    Returns:
        One claim on "setting" with a list of places, each with show, season, number, episode
        and relation as far as they are told, in the order of the fields and of the words;
        nothing when nothing is told.

    Cost: O(words of the header); well under a millisecond where no phrase of canon stands.
    """
    names = {pack.fandom.name for pack in packs_here}
    here = frozenset(k for k, pack in enumerate(index.packs) if pack.fandom.name in names)
    here |= _packs_of_series(claims, index)
    world = _World(index, here, _kin(here, index))
    stated = find_best_claim(claims, "fandoms")
    if not here and stated is not None and stated.value:
        return ()
    found: list[_Found] = []
    seen: set[tuple[int, int, int]] = set()
    for field, scope in _SCOPES.items():
        for claim in claims:
            if claim.field == field and claim.basis != "curated":
                for passage, whole in _passages(claim, seen):
                    found += _read(passage, whole, claim, scope, world)
    kept = _settle(found)
    if not kept:
        return ()
    value = [_as_value(one) for one in kept]
    evidence = tuple(dict.fromkeys(place for one in kept for place in one.evidence))
    sure = min(one.confidence for one in kept)
    return (Claim("setting", value, "stated", round(sure, 2), evidence, BY),)


_LONG = 3


def _is_long(mention: Mention) -> bool:
    """Whether a title is long enough to be known in another series of the same world."""
    return mention.name is not None and len(mention.name.words) >= _LONG and mention.is_cased


def _kin(here: frozenset[int], index: EpisodeIndex) -> frozenset[int]:
    """The packs under the umbrellas of others."""
    worlds = {index.packs[pack].fandom.umbrella for pack in here} - {""}
    return frozenset(k for k, pack in enumerate(index.packs) if pack.fandom.umbrella in worlds)


def _packs_of_series(claims: Sequence[Claim], index: EpisodeIndex) -> frozenset[int]:
    """The packs of "Series: TNG", which names the show, on lists of several."""
    found = set()
    for claim in claims:
        if claim.field == "label:series" and len(str(claim.value)) < 60:
            passage = read_passage(str(claim.value), index)
            last = len(passage.words) - 1
            shown = passage.shows.get(last)
            if shown is not None and shown[1] == 0:
                found.add(shown[0].pack)
    return frozenset(found)


def _passages(
    claim: Claim, seen: set[tuple[int, int, int]]
) -> Iterator[tuple[str, Evidence | None]]:
    """The words to read: each stretch of evidence as it stands, or the value of a format."""
    if claim.by.startswith(("matter/", "front-matter/")) and claim.evidence:
        for evidence in claim.evidence:
            key = (evidence.source, evidence.start, evidence.end)
            if key not in seen:
                seen.add(key)
                yield evidence.quote[:_LONGEST], evidence
        return
    for value in claim.value if isinstance(claim.value, list) else [claim.value]:
        yield str(value.get("text", "") if isinstance(value, dict) else value)[:_LONGEST], None


class _World(Struct, frozen=True):
    """What is known of a work before its header is read.

    Attributes:
        index: all places.
        here: the packs of its fandoms.
        kin: those of the same umbrellas, they themselves among them.
    """

    index: EpisodeIndex
    here: frozenset[int]
    kin: frozenset[int]


def _read(
    text: str, whole: Evidence | None, claim: Claim, scope: Scope, world: _World
) -> Iterator[_Found]:
    """Read one passage."""
    if not scope.is_label and _HINT.search(text) is None:
        return
    here = world.here
    lead = len(_SEASON) if claim.field == "label:season" else 0
    passage = read_passage(_SEASON[:lead] + text, world.index)
    named = {shown.pack for shown, _ in passage.shows.values() if shown.is_strong}
    wide = here | named | world.kin if here else here
    mentions = find_mentions(passage, world.index, wide)
    reader = _Reader(passage, scope, world.index, here, mentions)
    for mention, said, relation, place in reader.read():
        start = max(0, min(mention.start, said.start) - lead)
        end = max(mention.end, said.end) - lead
        is_spoiler = scope.manner == "spoilers" or said.is_spoiler
        sure = min(claim.confidence, _CONFIDENCE[scope.manner])
        sure = sure if here else min(sure, _UNKNOWN_FANDOM)
        evidence = _cut(claim, whole, text, start, end)
        yield _Found(place, relation, sure, evidence, is_spoiler and relation == "after")


def _cut(
    claim: Claim, whole: Evidence | None, text: str, start: int, end: int
) -> tuple[Evidence, ...]:
    """The evidence for a stretch of a passage."""
    if whole is not None:
        return (Evidence(whole.source, whole.start + start, whole.start + end, text[start:end]),)
    for one in claim.evidence:
        span = _find_words(one.quote, text[start:end])
        if span is not None:
            first, last = span
            return (
                Evidence(one.source, one.start + first, one.start + last, one.quote[first:last]),
            )
    return claim.evidence


def _find_words(quote: str, wanted: str) -> tuple[int, int] | None:
    """Find a stretch of a value in the words it was read from, which may be wrapped or escaped."""
    at = quote.find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    words = _RUN.findall(wanted)
    first = quote.find(words[0]) if words else -1
    for _ in range(_MOST_TRIES):
        if first < 0:
            return None
        place, rest = first + len(words[0]), words[1:]
        for word in rest:
            found = quote.find(word, place, place + len(word) + _LONGEST_GAP)
            if found < 0:
                break
            place = found + len(word)
        else:
            return first, place
        first = quote.find(words[0], first + 1)
    return None


def _settle(found: Sequence[_Found]) -> list[_Found]:
    """Each once; what places the story goes before what only spoils the same place."""
    placed = {one.place for one in found if not one.is_spoiler}
    kept: dict[tuple[object, ...], _Found] = {}
    for one in found:
        if not (one.is_spoiler and one.place in placed):
            kept.setdefault((*one.place, one.relation), one)
    return list(kept.values())


def _as_value(one: _Found) -> dict[str, object]:
    names = ("show", "season", "number", "episode")
    value: dict[str, object] = {
        name: each for name, each in zip(names, one.place, strict=True) if each is not None
    }
    return {**value, "relation": one.relation}


_Place = tuple[str | None, int | None, int | None, str | None]
_Answer = tuple[Mention, Said, Relation, _Place]


class _Reader(Struct):
    """A passage while it is judged.

    Attributes:
        passage: its words.
        scope: how it is read.
        index: all places.
        here: packs of the work's fandoms.
        mentions: in order.
    """

    passage: Passage
    scope: Scope
    index: EpisodeIndex
    here: frozenset[int]
    mentions: list[Mention]

    def read(self) -> Iterator[_Answer]:
        """Judge every mention. Cost: O(mentions)."""
        ends = {mention.last: mention for mention in self.mentions}
        said: dict[int, Said] = {}
        answers: list[list[_Answer]] = []
        for mention in self.mentions:
            one = find_said(
                self.passage,
                mention,
                ends,
                said,
                is_spoilers=self.scope.manner == "spoilers",
            )
            told = list(self._answer(mention, one))
            if told:
                said[mention.first] = one
                answers.append(told)
            elif mention.kind == "title":
                ends.pop(mention.last, None)  # it is only a word
        for k, told in enumerate(answers):
            around = [*answers[k + 1 : k + 2], *answers[max(0, k - 1) : k]]
            if not any(_is_part_of(self.passage, told, other) for other in around):
                yield from told

    def _answer(self, mention: Mention, said: Said) -> Iterator[_Answer]:
        if said.level < 0:
            return
        if mention.kind == "season":
            yield from self._seasons(mention, said)
            return
        relation = said.relation or self.scope.relation
        if relation is None and self.scope.manner == "tags" and said.is_explicit:
            relation = "during"
        if relation is None or relation == "season":
            return
        if mention.kind == "title":
            if fits_title(self.passage, mention, said, self.scope):
                for place in self._choose(mention, said):
                    yield mention, said, relation, _of(self.index.places[place])
        elif mention.kind == "number":
            if fits_number(self.passage, mention, said, self.scope):
                for place in self._numbered(mention):
                    yield mention, said, relation, _of(self.index.places[place])
        elif fits_series(self.passage, mention, said, self.scope):
            yield from self._series(mention, said, relation)

    def _choose(self, mention: Mention, said: Said) -> tuple[int, ...]:
        """Of the things of one name the one that is meant, or none when it is in doubt."""
        groups = mention.groups
        if not self.here:
            unique = len(groups) == 1 and len(mention.name.words if mention.name else ()) > 1
            sure = said.level > 2 or self.scope.is_sure or self.scope.manner == "spoilers"
            sure = sure and (mention.is_quoted or mention.is_cased)
            return groups[0] if unique and sure else ()
        places = self.index.places
        named = self._named(mention)
        of_named = tuple(g for g in groups if (places[g[0]].pack, places[g[0]].show) == named)
        own = tuple(g for g in groups if places[g[0]].pack in self.here)
        groups = of_named or own or (groups if _is_long(mention) else ())
        if len(groups) > 1:
            seasons = self._seasons_near(mention)
            groups = tuple(g for g in groups if places[g[0]].season in seasons) or groups
        if len(groups) > 1:
            groups = tuple(g for g in groups if places[g[0]].is_main) or groups
        if len(groups) > 1:
            groups = tuple(g for g in groups if places[g[0]].season is not None) or groups
        return groups[0] if len(groups) == 1 else ()

    def _named(self, mention: Mention) -> tuple[int, str] | None:
        """The series that the words before a mention name, or those in brackets behind it."""
        for shown in iter_shows_before(self.passage, mention.first):
            if shown.pack in self.here or shown.is_strong:
                return shown.pack, shown.show
        for shown, first in self.passage.shows.values():
            if mention.last < first <= mention.last + 3:
                opens = "(" in self.passage.gap(first - 1)
                if opens or self.passage.words[first - 1].fold in ("of", "the"):
                    return shown.pack, shown.show
        return None

    def _seasons_near(self, mention: Mention) -> set[int]:
        return {
            season
            for other in self.mentions
            if other.kind != "title"
            and (0 < other.first - mention.last < 4 or 0 < mention.first - other.last < 4)
            for season in other.seasons
        }

    def _shows(self, mention: Mention) -> list[tuple[int, str]]:
        """The series a number or season may be of: the one named, or all of the fandoms."""
        named = self._named(mention)
        if named is not None:
            return [named]
        return [(pack, self.index.main[pack]) for pack in sorted(self.here)]

    def _numbered(self, mention: Mention) -> tuple[int, ...]:
        """The episode of a number; none when the series is in doubt or has no such episode."""
        found = [
            place
            for pack, show in self._shows(mention)
            if (place := self._episode(pack, show, mention)) is not None
        ]
        return tuple(found) if len(found) == 1 else ()

    def _episode(self, pack: int, show: str, mention: Mention) -> int | None:
        seasons = mention.seasons
        if not seasons:  # "episode 12" of what has but one season
            own = [key[2] for key in self.index.seasons if key[:2] == (pack, show)]
            seasons = tuple(own) if len(own) == 1 else ()
        places = self.index.seasons.get((pack, show, seasons[0]), ()) if seasons else ()
        number = mention.number
        if number is None or not places:
            return None
        if mention.is_edge:
            return places[number]
        for place in places:
            if self.index.places[place].number == number:
                return place
        # Some lists number on through the seasons.
        starts_late = (self.index.places[places[0]].number or 1) > 1
        return places[number - 1] if starts_late and 0 < number <= len(places) else None

    def _seasons(self, mention: Mention, said: Said) -> Iterator[_Answer]:
        if not fits_season(self.passage, mention, said, self.scope) or not self.here:
            return
        shows = self._shows(mention)
        having = [one for one in shows if (*one, mention.seasons[0]) in self.index.seasons]
        if not having:  # a pack need not list all seasons
            having = [one for one in shows if any(key[:2] == one for key in self.index.seasons)]
        if not having:
            return
        show = having[0][1] if len(having) == 1 else None
        relation: Relation = said.relation or self.scope.relation or "season"
        relation = "season" if relation == "during" else relation
        seasons = mention.seasons
        if said.is_between and len(seasons) > 1:
            yield mention, said, "after", (show, seasons[0], None, None)
            yield mention, said, "before", (show, seasons[-1], None, None)
            return
        if mention.is_range and relation == "after":
            seasons = seasons[-1:]
        for season in seasons:
            yield mention, said, relation, (show, season, None, None)

    def _series(self, mention: Mention, said: Said, relation: Relation) -> Iterator[_Answer]:
        shown = self.passage.shows.get(mention.last)
        shows = [(shown[0].pack, shown[0].show)] if shown else self._shows(mention)
        if len(shows) == 1 and relation in ("before", "after"):
            yield mention, said, relation, (shows[0][1], None, None, None)


def _is_part_of(passage: Passage, told: Sequence[_Answer], other: Sequence[_Answer]) -> bool:
    """Whether a season or a number only says more of the episode beside it: "Hush (4x10)"."""
    mention, beside = told[0][0], other[0][0]
    if mention.kind not in ("season", "number") or beside.kind not in ("title", "number"):
        return False
    if mention.kind == beside.kind or len({one[3][1] for one in told}) > 1:
        return False
    first, last = sorted((mention, beside), key=lambda one: one.first)
    between = passage.words[first.last + 1 : last.first]
    if any(word.fold not in FILLERS or word.fold in ("and", "or", "to") for word in between):
        return False
    place = told[0][3]
    if mention.kind == "season":
        return any(one[3][1] == place[1] for one in other)
    return any(one[3] == place for one in other)


def _of(place: CanonPlace) -> _Place:
    return place.show, place.season, place.number, place.title
