"""Review: what is uncertain or odd in one work, as doubts. Pure.

A doubt is worth the share by which we doubt, times how much the field matters. Doubts that one
answer settles have the same key; together they are a question (`fonds.app.review_queue`).
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct

from fonds.app.review_odd import Oddity, find_oddities
from fonds.app.review_values import (
    FIELDS,
    KINDS,
    LISTS,
    RATINGS,
    RIGHT,
    say_answer,
)
from fonds.describe.creators import find_creators
from fonds.describe.suggested_claims import find_milder
from fonds.describe.whole import describe_kind
from fonds.model.body import join_body
from fonds.model.claim import BASIS_RANK, Claim, Evidence, find_best_claim
from fonds.model.work import Work
from fonds.publish.characters import shorten

UNSURE = 0.75
"""Below this a claim is asked about. Screens mark what is below 0.7; on half of a real heap of
some 75 stories five of the thirteen titles between the two were wrong, which is worth asking."""

NEAR = 0.1
"""A rival so little less sure than the best claim, of the same basis, makes a question."""

_HEARD = 0.6  # a rival less sure than this is a guess among guesses

MATTERS = {
    "kind": 1.0,
    "title": 1.0,
    "creators": 1.0,
    "fandoms": 0.6,
    "rating": 0.6,
    "relationships": 0.4,
    "characters": 0.3,
    "series": 0.4,
    "part": 0.4,
    "date": 0.2,
    "language": 0.2,
    "editions": 0.8,
    "tag": 0.5,
    "damage": 0.4,
    "missing-parts": 0.3,
}
"""How much a field matters to whoever looks for a story: our judgement."""

MISSING = {"title": 0.4, "creators": 0.5, "fandoms": 0.5}
"""How much we doubt that a story really has none: our judgement. What else is missing is
seldom known to anybody."""

NEARLY_FOUND = 0.7
"""The same, when a sender or a subject is there that may be it."""

_MOST_KEY = 160
"""Code points of a key; a longer one is cut and told apart by its digest."""

_FOLD = re.compile(r"[\W_]+")
_WHERE = {
    "back-matter": "the end of the text",
    "docx": "the document's properties",
    "epub": "the e-book's own record",
    "facts": "the lines at the top",
    "front-matter": "the top of the text",
    "html": "the page's head",
    "mail": "the mail's header",
    "mail-sender": "who sent the mail",
    "odt": "the document's properties",
    "signature": "the signature",
    "subject": "the subject",
}
"""Where a claim was found, by what made it."""


class Seen(Struct, frozen=True):
    """What doubts need of one work.

    Attributes:
        work_id: its identifier.
        name: its title, or its first words.
        kind: as read.
        reason: why it is (not) a story.
        sureness: of the kind, 0..1.
        folder: where its first source lies in the heap.
        begins: the first place of its body.
        claims: all of them.
        odd: what is odd about its text.
    """

    work_id: str
    name: str
    kind: str
    reason: str
    sureness: float
    folder: str
    begins: Evidence
    claims: tuple[Claim, ...]
    odd: tuple[Oddity, ...] = ()


class Choice(Struct, frozen=True):
    """An answer that may be taken as it is.

    Attributes:
        value: a JSON value; None or [] when the work has none.
        confidence: 0..1, or None when Fonds does not say this.
        where: where it was found, or what speaks for it, in words, or "".
        words: how it is said, where its value does not say it.
    """

    value: Any
    confidence: float | None = None
    where: str = ""
    words: str = ""


class Doubt(Struct, frozen=True):
    """Something uncertain or odd about one work.

    Attributes:
        work_id: the work.
        name: its title, or its first words.
        field: what it is about.
        proposal: what Fonds would say; None when it has nothing to propose.
        others: what else may be taken.
        place: the words it hangs on; an empty span is a place to look at.
        key: doubts of one field and key are one question.
        why: why it is asked, in one sentence.
        share: 0..1, how much we doubt.
    """

    work_id: str
    name: str
    field: str
    proposal: Choice | None
    others: tuple[Choice, ...]
    place: Evidence
    key: str
    why: str
    share: float


def see_work(work: Work, work_id: str) -> Seen:
    """Take from a work what questions need.

    Cost: O(body).
    """
    title = find_best_claim(work.claims, "title")
    source = work.sources[0]
    folder = PurePosixPath(f"{source.path}/{source.member}" if source.member else source.path)
    name = str(title.value) if title is not None and title.value else ""
    first = next((block for block in work.blocks if block.place == "body" and block.text), None)
    return Seen(
        work_id=work_id,
        name=name or f"“{shorten(join_body(work.blocks).text[:200], 40)}”",
        kind=work.kind,
        reason=work.reason,
        sureness=_find_sureness(work),
        folder=str(folder.parent),
        begins=Evidence(first.source, first.start, first.start, "") if first else _TOP,
        claims=work.claims,
        odd=find_oddities(work.problems, work.blocks) if work.kind == "story" else (),
    )


def _find_sureness(work: Work) -> float:
    claims = tuple(one for one in work.claims if one.basis != "curated")
    said = find_best_claim(claims, "kind")
    if said is not None:
        return said.confidence
    # A kind that this Fonds would not give any more is as good as a guess.
    kind = describe_kind(msgspec.structs.replace(work, claims=claims))
    return kind.confidence if kind.kind == work.kind else 0.5


_TOP = Evidence(0, 0, 0, "")


def find_doubts(seen: Seen) -> tuple[Doubt, ...]:
    """Find what is uncertain in one work; of what is no story only that.

    What a person has said is never asked about.

    Cost: O(claims) for each of a fixed number of fields.
    """
    settled = {one.field for one in seen.claims if one.basis == "curated"}
    doubts = [_doubt_kind(seen)]
    if seen.kind == "story":
        for field in FIELDS[1:]:
            claims = [one for one in seen.claims if one.field == field]
            if claims:
                doubts.append(_doubt_said(seen, field, claims))
                if field == "rating" and doubts[-1] is None:
                    doubts.append(_doubt_milder(seen, claims))
            elif field == "rating":
                doubts.append(_doubt_verbatim(seen))
            elif field in MISSING:
                doubts.append(_doubt_missing(seen, field))
        doubts += [_doubt_odd(seen, one) for one in seen.odd]
    return tuple(one for one in doubts if one is not None and one.field not in settled)


def _doubt_kind(seen: Seen) -> Doubt | None:
    if seen.sureness >= UNSURE:
        return None
    other = KINDS[1 - KINDS.index(seen.kind)]
    why = f"Fonds is only {_percent(seen.sureness)} sure: {seen.reason}"
    proposal = Choice(seen.kind, seen.sureness)
    share = 1 - seen.sureness
    return _doubt(seen, "kind", proposal, (Choice(other),), seen.begins, seen.work_id, why, share)


def _doubt_odd(seen: Seen, odd: Oddity) -> Doubt:
    """Something odd about the text, which a person can only look at."""
    right = Choice(RIGHT)
    place = odd.place or seen.begins
    return _doubt(seen, odd.field, right, (), place, seen.work_id, odd.why, odd.share)


def _doubt(  # noqa: PLR0917 - the attributes in their order
    seen: Seen,
    field: str,
    proposal: Choice | None,
    others: tuple[Choice, ...],
    place: Evidence,
    key: str,
    why: str,
    share: float,
) -> Doubt:
    cut = _cut_key(key)
    return Doubt(seen.work_id, seen.name, field, proposal, others, place, cut, why, share)


def _cut_key(key: str) -> str:
    """Keep keys short enough for an address; what is cut is told apart by its digest."""
    if len(key) <= _MOST_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{key[: _MOST_KEY - 17]}#{digest}"


def _doubt_said(seen: Seen, field: str, claims: Sequence[Claim]) -> Doubt | None:
    best = find_best_claim(claims, field)
    assert best is not None  # claims are those of the field, and there are some
    rivals = _list_rivals(field, best, claims)
    near = [one for one in rivals if _is_near(field, best, one)]
    if best.confidence >= UNSURE and not near:
        return None
    if near:
        why = f"Fonds read {_say(field, best.value)} and {_say(field, near[0].value)}."
        share = max(0.5 * near[0].confidence / best.confidence, 1 - best.confidence)
    else:
        why = f"Fonds is only {_percent(best.confidence)} sure of it."
        share = 1 - best.confidence
    place = best.evidence[0] if best.evidence else seen.begins
    others = tuple(_choose(one, seen.claims) for one in rivals)
    if field == "rating":
        others = tuple(Choice(rating) for rating in RATINGS if rating != best.value)
    key = f"{fold_value(field, best.value)}\n{_fold(place.quote) if place.quote else seen.work_id}"
    return _doubt(seen, field, _choose(best, seen.claims), others, place, key, why, share)


def _is_near(field: str, best: Claim, rival: Claim) -> bool:
    if BASIS_RANK[rival.basis] != BASIS_RANK[best.basis]:
        return False
    # Of names, the same words once as they stand and once as a pack has them is no conflict.
    if field in LISTS and rival.evidence and rival.evidence == best.evidence:
        return False
    one, other = fold_value(field, best.value), fold_value(field, rival.value)
    if one in other or other in one:
        return False
    return rival.confidence >= max(_HEARD, best.confidence - NEAR)


def _list_rivals(field: str, best: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """Other claims of the field, each value once, the surest first."""
    taken = {fold_value(field, best.value)}
    rivals = []
    for claim in sorted(claims, key=lambda one: (-BASIS_RANK[one.basis], -one.confidence)):
        folded = fold_value(field, claim.value)
        if folded not in taken:
            taken.add(folded)
            rivals.append(claim)
    return rivals


def _doubt_verbatim(seen: Seen) -> Doubt | None:
    """A rating in words that no scale has."""
    said = find_best_claim(seen.claims, "rating_stated")
    if said is None:
        return None
    place = said.evidence[0] if said.evidence else _TOP
    why = f"“{shorten(str(said.value), 60)}” is on no scale that Fonds knows."
    choices = tuple(map(Choice, RATINGS))
    return _doubt(seen, "rating", None, choices, place, _fold(str(said.value)), why, 0.9)


def _doubt_milder(seen: Seen, claims: Sequence[Claim]) -> Doubt | None:
    """A rating that is much milder than the text: what is stated is proposed all the same."""
    milder = find_milder(seen.claims)
    suggested = find_best_claim(seen.claims, "suggested_rating")
    stated = find_best_claim(claims, "rating")
    if milder is None or suggested is None or stated is None:
        return None
    place = suggested.evidence[0] if suggested.evidence else seen.begins
    ratings = dict.fromkeys((suggested.value, *RATINGS))
    others = tuple(Choice(rating) for rating in ratings if rating != stated.value)
    proposal = _choose(stated, seen.claims)
    share = suggested.confidence / 2
    return _doubt(seen, "rating", proposal, others, place, seen.work_id, milder.message, share)


def _doubt_missing(seen: Seen, field: str) -> Doubt:
    if field == "fandoms":
        why = "Fonds found no fandom that it knows."
        key = f"in {seen.folder}"
        none = (Choice([]),)
        return _doubt(seen, field, None, none, seen.begins, key, why, MISSING[field])
    proposal = Choice([] if field == "creators" else None)
    claims = _list_near(seen, field)
    place = claims[0].evidence[0] if claims and claims[0].evidence else _TOP
    others = tuple(_choose(one, seen.claims) for one in claims)
    what = "author" if field == "creators" else field
    why = f"Fonds found no {what}."
    key = seen.work_id
    share = NEARLY_FOUND if others else MISSING[field]
    if others:
        key = fold_value(field, others[0].value)
        why = f"Fonds found no {what} but what may be one: {_say(field, others[0].value)}."
    return _doubt(seen, field, proposal, others, place, key, why, share)


def _list_near(seen: Seen, field: str) -> list[Claim]:
    """What stands where a missing value may be: the sender, the subject."""
    label = {"creators": "label:sender", "title": "label:subject"}[field]
    found = []
    for claim in seen.claims:
        if claim.field != label:
            continue
        value: Any = claim.value
        if field == "creators":
            value = list(find_creators(str(value)))
        if value:
            by = "mail-sender/1" if field == "creators" else "subject/1"
            found.append(msgspec.structs.replace(claim, value=value, by=by))
    return found


def _choose(claim: Claim, claims: Sequence[Claim]) -> Choice:
    """A claim as a choice; what was understood of a label was found where the label was."""
    by = claim.by
    if by.startswith("stated/"):
        labels = (
            one.by
            for one in claims
            if one.field.startswith("label:") and one.evidence == claim.evidence
        )
        by = next(labels, by)
    return Choice(claim.value, claim.confidence, _WHERE.get(by.partition("/")[0], ""))


def _say(field: str, value: object) -> str:
    return f"“{shorten(say_answer(field, value), 60)}”"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def fold_value(field: str, value: object) -> str:
    """Fold a value so that two spellings of the same are equal."""
    return _fold(say_answer(field, value))


def _fold(text: str) -> str:
    return _FOLD.sub(" ", unicodedata.normalize("NFKD", text).casefold()).strip()
