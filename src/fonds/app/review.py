"""Review: what is uncertain in a library, as questions, the most valuable first.

A question is worth what we doubt, times how much the field matters, times how many works
one answer settles. Finding the questions is pure; only `list_questions` reads a library.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct

from fonds.app.review_values import FIELDS, KINDS, LISTS, RATINGS, say_answer
from fonds.app.shelf import Progress, Shelf, stay_silent
from fonds.describe.creators import find_creators
from fonds.describe.suggested_claims import find_milder
from fonds.describe.whole import describe_kind
from fonds.library.entries import iter_entries
from fonds.library.works import get_work
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
}
"""How much a field matters to whoever looks for a story: our judgement."""

MISSING = {"title": 0.4, "creators": 0.5, "fandoms": 0.5}
"""How much we doubt that a story really has none: our judgement. What else is missing is
seldom known to anybody."""

NEARLY_FOUND = 0.7
"""The same, when a sender or a subject is there that may be it."""

MOST_ALTERNATIVES = 6
NAMED = 3
"""Works named with a question: as many as one looks at."""

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
    """What a question needs of one work.

    Attributes:
        work_id: its identifier.
        name: its title, or its first words.
        kind: as read.
        reason: why it is (not) a story.
        sureness: of the kind, 0..1.
        folder: where its first source lies in the heap.
        begins: the first place of its body.
        claims: all of them.
    """

    work_id: str
    name: str
    kind: str
    reason: str
    sureness: float
    folder: str
    begins: Evidence
    claims: tuple[Claim, ...]


class Choice(Struct, frozen=True):
    """An answer that may be taken as it is.

    Attributes:
        value: a JSON value; None or [] when the work has none.
        confidence: 0..1, or None when Fonds does not say this.
        where: where it was found, in words, or "".
    """

    value: Any
    confidence: float | None = None
    where: str = ""


class Doubt(Struct, frozen=True):
    """One uncertain field of one work.

    Attributes:
        seen: the work.
        field: of the contract.
        proposal: what Fonds would say; None when it has nothing to propose.
        others: what else may be taken.
        place: the words it hangs on; an empty span is a place to look at.
        key: doubts of one field and key are one question.
        why: why it is asked, in one sentence.
        share: 0..1, how much we doubt.
    """

    seen: Seen
    field: str
    proposal: Choice | None
    others: tuple[Choice, ...]
    place: Evidence
    key: str
    why: str
    share: float


class Question(Struct, frozen=True):
    """One question, the same for n works.

    Attributes:
        id: follows from field, proposal and works; the same in every library of one heap.
        field: of the contract.
        proposal: what Fonds would say; None when it has nothing to propose.
        alternatives: what else may be taken, the surest first.
        works: identifiers of the n works that one answer settles.
        names: of at most three of them.
        place: where the words stand in the first of them.
        why: why it is asked, in one sentence.
        value: what an answer is worth.
    """

    id: str
    field: str
    proposal: Choice | None
    alternatives: tuple[Choice, ...]
    works: tuple[str, ...]
    names: tuple[str, ...]
    place: Evidence
    why: str
    value: float


def list_questions(
    shelf: Shelf, *, fields: Sequence[str] = FIELDS, progress: Progress = stay_silent
) -> tuple[Question, ...]:
    """List what is uncertain in a library, the most valuable question first.

    Args:
        shelf: an open shelf.
        fields: only these are asked about.
        progress: told ("looking", done, total).

    Cost: reads every work once.
    """
    entries = list(iter_entries(shelf.library))
    doubts: list[Doubt] = []
    for done, entry in enumerate(entries):
        progress("looking", done, len(entries))
        doubts += find_doubts(see_work(get_work(shelf.library, entry.work_id), entry.work_id))
    progress("looking", len(entries), len(entries))
    return ask(doubt for doubt in doubts if doubt.field in fields)


def see_work(work: Work, work_id: str) -> Seen:
    """Take from a work what questions need.

    Cost: O(body): its kind is found again, for what it says of its own sureness.
    """
    read = msgspec.structs.replace(
        work, claims=tuple(one for one in work.claims if one.basis != "curated")
    )
    said = find_best_claim(read.claims, "kind")
    kind = describe_kind(read)
    # A kind that this Fonds would not give any more is as good as a guess.
    sureness = kind.confidence if kind.kind == work.kind else 0.5
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
        sureness=said.confidence if said is not None else sureness,
        folder=str(folder.parent),
        begins=Evidence(first.source, first.start, first.start, "") if first else _TOP,
        claims=work.claims,
    )


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
    return tuple(one for one in doubts if one is not None and one.field not in settled)


def _doubt_kind(seen: Seen) -> Doubt | None:
    if seen.sureness >= UNSURE:
        return None
    other = KINDS[1 - KINDS.index(seen.kind)]
    why = f"Fonds is only {_percent(seen.sureness)} sure: {seen.reason}"
    return Doubt(
        seen,
        "kind",
        Choice(seen.kind, seen.sureness),
        (Choice(other),),
        seen.begins,
        seen.work_id,
        why,
        1 - seen.sureness,
    )


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
    key = f"{_fold_value(field, best.value)}\n{_fold(place.quote) if place.quote else seen.work_id}"
    return Doubt(seen, field, _choose(best, seen.claims), others, place, key, why, share)


def _is_near(field: str, best: Claim, rival: Claim) -> bool:
    if BASIS_RANK[rival.basis] != BASIS_RANK[best.basis]:
        return False
    # Of names, the same words once as they stand and once as a pack has them is no conflict.
    if field in LISTS and rival.evidence and rival.evidence == best.evidence:
        return False
    one, other = _fold_value(field, best.value), _fold_value(field, rival.value)
    if one in other or other in one:
        return False
    return rival.confidence >= max(_HEARD, best.confidence - NEAR)


def _list_rivals(field: str, best: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """Other claims of the field, each value once, the surest first."""
    taken = {_fold_value(field, best.value)}
    rivals = []
    for claim in sorted(claims, key=lambda one: (-BASIS_RANK[one.basis], -one.confidence)):
        folded = _fold_value(field, claim.value)
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
    return Doubt(seen, "rating", None, choices, place, _fold(str(said.value)), why, 0.9)


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
    return Doubt(seen, "rating", proposal, others, place, seen.work_id, milder.message, share)


def _doubt_missing(seen: Seen, field: str) -> Doubt:
    if field == "fandoms":
        why = "Fonds found no fandom that it knows."
        key = f"in {seen.folder}"
        return Doubt(seen, field, None, (), seen.begins, key, why, MISSING[field])
    proposal = Choice([] if field == "creators" else None)
    claims = _list_near(seen, field)
    place = claims[0].evidence[0] if claims and claims[0].evidence else _TOP
    others = tuple(_choose(one, seen.claims) for one in claims)
    what = "author" if field == "creators" else field
    why = f"Fonds found no {what}."
    key = seen.work_id
    share = NEARLY_FOUND if others else MISSING[field]
    if others:
        key = _fold_value(field, others[0].value)
        why = f"Fonds found no {what} but what may be one: {_say(field, others[0].value)}."
    return Doubt(seen, field, proposal, others, place, key, why, share)


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


def ask(doubts: Iterable[Doubt]) -> tuple[Question, ...]:
    """Make questions of n doubts: alike ones become one question.

    Returns:
        m <= n questions, the most valuable first; ties by field, then identifier.

    Cost: O(n log n).
    """
    groups: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault((doubt.field, doubt.key), []).append(doubt)
    questions = [make_question(group) for group in groups.values()]
    return tuple(sorted(questions, key=lambda one: (-one.value, FIELDS.index(one.field), one.id)))


def make_question(group: Sequence[Doubt]) -> Question:
    """Make one question of n >= 1 doubts of one field and key."""
    group = sorted(group, key=lambda one: one.seen.work_id)
    first = group[0]
    field = first.field
    works = tuple(doubt.seen.work_id for doubt in group)
    choices: dict[str, Choice] = {}
    for choice in (choice for doubt in group for choice in doubt.others):
        choices.setdefault(_fold_value(field, choice.value), choice)
    if first.proposal is not None:
        choices.pop(_fold_value(field, first.proposal.value), None)
    share = sum(doubt.share for doubt in group) / len(group)
    return Question(
        id=_make_id(field, first.proposal, works),
        field=field,
        proposal=first.proposal,
        alternatives=tuple(choices.values())[:MOST_ALTERNATIVES],
        works=works,
        names=tuple(doubt.seen.name for doubt in group[:NAMED]),
        place=first.place,
        why=first.why,
        value=round(share * MATTERS[field] * len(group), 6),
    )


def split_question(question: Question, shelf: Shelf) -> tuple[Question, ...]:
    """Split a question of n works into n questions of one, in the same order.

    Cost: reads each of the n works once.
    """
    parts = []
    for work_id in question.works:
        doubts = find_doubts(see_work(get_work(shelf.library, work_id), work_id))
        parts += [make_question([one]) for one in doubts if one.field == question.field]
    return tuple(parts)


def _make_id(field: str, proposal: Choice | None, works: Sequence[str]) -> str:
    value = "" if proposal is None else _fold_value(field, proposal.value)
    digest = hashlib.sha256("\0".join((field, value, *works)).encode("utf-8", "replace")).digest()
    return "q" + base64.b32encode(digest).decode("ascii")[:10].lower()


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


def _fold_value(field: str, value: object) -> str:
    return _fold(say_answer(field, value))


def _fold(text: str) -> str:
    return _FOLD.sub(" ", unicodedata.normalize("NFKD", text).casefold()).strip()
