"""The review queue: what is uncertain in a library, as questions, the most valuable first.

The queue is read from the library, which keeps count of its doubts; a question is made of the
doubts that one answer settles. The web and the terminal ask from the same queue.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence

from msgspec import Struct

from fonds.app.doubt_rows import ALONE, Line, unpack_line
from fonds.app.edition_doubts import EDITIONS
from fonds.app.edition_sight import find_seen_family
from fonds.app.evidence import AROUND, Passage, find_passage
from fonds.app.review import Choice, fold_value
from fonds.app.review_sight import find_seen_question, list_seen_rows, read_doubts
from fonds.app.review_values import APART, ASKED
from fonds.app.shelf import Shelf, find_entry
from fonds.app.tag_doubts import TAGS, read_tag_key, unpack_tag_line
from fonds.errors import DamageError, UserError
from fonds.library.claims import claims_of
from fonds.library.doubts import (
    DoubtRow,
    QuestionRow,
    find_doubt,
)
from fonds.library.opening import Library
from fonds.library.tags import FIELD_OF_KIND
from fonds.library.works import iter_source_places
from fonds.model.claim import Evidence
from fonds.model.entry import Entry
from fonds.publish.characters import one_line, shorten

MOST_ALTERNATIVES = 6
"""Answers offered besides the proposal: as many as fit on the screen of a small terminal."""

NAMED = 3
"""Works named with a question: as many as one looks at."""

_UNPACKED = 24
"""Doubts of a question that are looked into: the works of one question are alike."""

_PAGE = 20
_MILLION = 1_000_000


class EditionShown(Struct, frozen=True):
    """One of several works that may be editions of one story.

    Attributes:
        work_id: its identifier.
        name: its title, or its first words.
        by: who wrote it.
        path: where it was found.
        words: of its body.
        why: of the best, why it is; of another, what says that it is the same story.
    """

    work_id: str
    name: str
    by: str
    path: str
    words: int
    why: str


class Question(Struct, frozen=True):
    """One question, the same for n works.

    Attributes:
        id: follows from field and key; the same in every library of one heap.
        field: what it is about.
        key: which one of the field.
        proposal: what Fonds would say; None when it has nothing to propose.
        alternatives: what else may be taken, the surest first.
        works: identifiers of the n works that one answer settles.
        names: of at most three of them.
        place: where the words stand in the first of them; None when there are none.
        why: why it is asked, in one sentence.
        value: what an answer is worth.
        subject: the name it is about, of a question about a name.
        editions: the works, of a question whether they are one story.
    """

    id: str
    field: str
    key: str
    proposal: Choice | None
    alternatives: tuple[Choice, ...]
    works: tuple[str, ...]
    names: tuple[str, ...]
    place: Evidence | None
    why: str
    value: float
    subject: str = ""
    editions: tuple[EditionShown, ...] = ()

    @property
    def can_split(self) -> bool:
        """Whether it can be asked of each work by itself."""
        return len(self.works) > 1 and self.field not in {EDITIONS, TAGS}


def list_questions(
    shelf: Shelf,
    *,
    fields: Sequence[str] = ASKED,
    is_put_off: bool = False,
    limit: int | None = None,
) -> Iterator[Question]:
    """Give the questions of the queue, the most valuable first.

    Args:
        shelf: an open shelf; works that its sight hides are asked about to nobody.
        fields: only what is asked about these.
        is_put_off: those that were put off, instead of those that were not.
        limit: how many of the queue to look at; None looks at all.

    Cost: some look-ups for each question that is taken.
    """
    for row in list_seen_rows(shelf, fields=fields, is_put_off=is_put_off, limit=limit):
        question = find_question(shelf, row.field, row.key)
        if question is not None:
            yield question


def find_next(
    shelf: Shelf, *, fields: Sequence[str] = ASKED, after: int = 0
) -> tuple[Question | None, int]:
    """Find the most valuable question of the queue.

    Args:
        shelf: an open shelf, with the sight of who is asked.
        fields: only what is asked about these.
        after: how many questions to pass over.

    Returns:
        The question, or None, and how many were passed over.
    """
    while True:
        rows = list_seen_rows(shelf, fields=fields, limit=_PAGE, offset=after)
        for row in rows:
            question = find_question(shelf, row.field, row.key)
            if question is not None:
                return question, after
            after += 1
        if len(rows) < _PAGE:
            return None, after


def find_question(shelf: Shelf, field: str, key: str) -> Question | None:
    """Find a question; None when nothing of it is in doubt that the shelf's sight shows.

    Cost: O(works) identifiers read; of a limited sight, see `fonds.app.review_sight`.
    """
    found = find_seen_question(shelf, field, key)
    if found is None or not found.works or (field == EDITIONS and len(found.works) < 2):
        return None
    row, works = found.row, found.works
    if field == EDITIONS:
        return _make_edition_question(shelf, row, works)
    doubts = read_doubts(shelf, found, limit=_UNPACKED)
    if field == TAGS:
        return _make_tag_question(shelf, row, works, doubts)
    return make_question(row, works, [unpack_line(one) for one in doubts])


def make_question(row: QuestionRow, works: Sequence[str], lines: Sequence[Line]) -> Question:
    """Make a question of its first doubts.

    Args:
        row: as it waits in the queue.
        works: n works.
        lines: of the first of them, in the same order; at least one.
    """
    first = lines[0]
    choices: dict[str, Choice] = {}
    for choice in (choice for line in lines for choice in line.others):
        choices.setdefault(fold_value(row.field, choice.value), choice)
    if first.proposal is not None:
        choices.pop(fold_value(row.field, first.proposal.value), None)
    return Question(
        id=make_question_id(row.field, row.key),
        field=row.field,
        key=row.key,
        proposal=first.proposal,
        alternatives=tuple(choices.values())[:MOST_ALTERNATIVES],
        works=tuple(works),
        names=tuple(line.name for line in lines[:NAMED]),
        place=first.place,
        why=first.why,
        value=row.value / _MILLION,
    )


def make_question_id(field: str, key: str) -> str:
    """Give what a question is called: short, and the same in every library of one heap."""
    digest = hashlib.sha256(f"{field}\0{key}".encode("utf-8", "replace")).digest()
    return "q" + base64.b32encode(digest).decode("ascii")[:10].lower()


def _make_edition_question(shelf: Shelf, row: QuestionRow, works: tuple[str, ...]) -> Question:
    family = find_seen_family(shelf, works[0])
    known = {one.work_id: one for one in family.editions} if family is not None else {}
    ordered = [one for one in known if one in set(works)] or list(works)
    shown = tuple(
        _show_edition(shelf, work_id, known[work_id].why if work_id in known else "")
        for work_id in ordered
    )
    best, *others = shown
    sure = max((known[one.work_id].confidence for one in others if one.work_id in known), default=0)
    alternatives = [Choice(APART, words="keep them apart")]
    alternatives += [
        Choice(
            {"do": "merge", "best": one.work_id},
            words=f"merge, best is {number}: {_say_edition(one)}",
        )
        for number, one in enumerate(others, 2)
    ]
    return Question(
        id=make_question_id(row.field, row.key),
        field=row.field,
        key=row.key,
        proposal=Choice(
            {"do": "merge", "best": best.work_id},
            sure,
            words=f"merge, best is 1: {_say_edition(best)}",
        ),
        alternatives=tuple(alternatives[:MOST_ALTERNATIVES]),
        works=tuple(one.work_id for one in shown),
        names=tuple(one.name for one in shown[:NAMED]),
        place=None,
        why=others[0].why or "They may be one story.",
        value=row.value / _MILLION,
        editions=shown,
    )


def _say_edition(one: EditionShown) -> str:
    return f"{shorten(one_line(one.name), 40)}, {one.words:,} words"


def _show_edition(shelf: Shelf, work_id: str, why: str) -> EditionShown:
    entry = find_entry(shelf, work_id)
    place = next(iter(iter_source_places(shelf.library, work_id)), None)
    path = "" if place is None else place.path
    if place is not None and place.member:
        path = f"{path} › {place.member}"
    if entry is None:
        return EditionShown(work_id, work_id, "", path, 0, why)
    by = ", ".join(entry.creators)
    return EditionShown(work_id, name_entry(entry), by, path, entry.words, why)


def name_entry(entry: Entry) -> str:
    """Give a work's title, or its first words in quotes."""
    return entry.title or f"“{shorten(one_line(entry.incipit), 40)}”"


def _make_tag_question(
    shelf: Shelf, row: QuestionRow, works: tuple[str, ...], doubts: Sequence[DoubtRow]
) -> Question:
    kind, name = read_tag_key(row.key)
    offers = unpack_tag_line(doubts[0]).offers
    choices = [
        Choice(_tag_value(kind, name, one.canonical), one.confidence, one.why) for one in offers
    ]
    own = Choice(_tag_value(kind, name, name), words=f"“{name}” is a name of its own")
    left = Choice(_tag_value(kind, name, None))
    entries = [entry for one in works[:NAMED] if (entry := find_entry(shelf, one)) is not None]
    if offers:
        why = f"“{name}” may mean “{offers[0].canonical}”: {offers[0].why}."
    else:
        why = f"No pack knows the {kind} “{name}”."
    return Question(
        id=make_question_id(row.field, row.key),
        field=row.field,
        key=row.key,
        proposal=choices[0] if choices else None,
        alternatives=(*choices[1:], own, left),
        works=works,
        names=tuple(map(name_entry, entries)),
        place=_find_name(shelf.library, works[0], kind, name),
        why=why,
        value=row.value / _MILLION,
        subject=name,
    )


def _tag_value(kind: str, name: str, canonical: str | None) -> dict[str, str | None]:
    return {"kind": kind, "name": name, "canonical": canonical}


def _find_name(library: Library, work_id: str, kind: str, name: str) -> Evidence | None:
    """Find the words of a work that a name was read from."""
    fields = {str(one): field for one, field in FIELD_OF_KIND.items()}
    for claim in claims_of(library, work_id):
        is_said = claim.field == fields.get(kind) and isinstance(claim.value, list)
        if is_said and name in claim.value and claim.evidence:
            named = [one for one in claim.evidence if name in one.quote]
            return (named or list(claim.evidence))[0]
    return None


def split_question(question: Question, shelf: Shelf) -> tuple[Question, ...]:
    """Split a question of n works into n questions of one, in the same order.

    Cost: one look-up for each of the n works.
    """
    parts = []
    for work_id in question.works:
        doubt = find_doubt(shelf.library, question.field, question.key, work_id)
        if doubt is None:
            continue
        row = QuestionRow(question.field, f"{question.key}{ALONE}{work_id}", doubt.weight, 1)
        parts.append(make_question(row, (work_id,), [unpack_line(doubt)]))
    return tuple(parts)


def find_part(shelf: Shelf, field: str, key: str) -> Question | None:
    """Find a question as `find_question` does, or the part of one that is about one work.

    Args:
        shelf: an open shelf.
        field: what it is about.
        key: of a question, or of a part as `split_question` made it.
    """
    found = find_question(shelf, field, key)
    whole, mark, work_id = key.rpartition(ALONE)
    if found is not None or not mark or find_entry(shelf, work_id) is None:
        return found
    doubt = find_doubt(shelf.library, field, whole, work_id)
    if doubt is None:
        return None
    return make_question(QuestionRow(field, key, doubt.weight, 1), (work_id,), [unpack_line(doubt)])


def find_words(shelf: Shelf, question: Question, *, around: int = AROUND) -> Passage | None:
    """Find the words a question hangs on; None when there are none that can be read."""
    place = question.place
    if place is None:
        return None
    try:
        return find_passage(
            shelf, question.works[0], place.source, place.start, place.end, around=around
        )
    except (UserError, DamageError):
        # The question stands without it; `fonds check` tells of the damage.
        return None
