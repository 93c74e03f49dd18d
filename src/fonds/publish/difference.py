"""Difference: two editions of a story side by side, and in one sentence.

A difference is a value: rows of paragraphs that stand for each other, what became of the
chapters, and which fields of the header say something else. It compares the stories as they
were read; damage that is mended where a story is published is seen here as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct, structs

from fonds.model.claim import find_best_claim
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.difference_rows import Row, make_rows, read_told, swap_rows
from fonds.publish.difference_words import Pieces, fold_words, mark_words
from fonds.publish.facts import describe_series, format_count, list_front_notes
from fonds.publish.record import build_record

ChapterKind = Literal["here", "there", "retitled", "divided here", "divided there"]
"""A chapter that only one side has; one under another title; a chapter's beginning that only
one side marks, while both have the words."""

_OWN_SHARE = 0.5
"""Share of its words that only one side has, in a chapter that only this side has."""


class ChapterDifference(Struct, frozen=True):
    """What became of a chapter.

    Attributes:
        kind: what it is.
        one: its title on the one side, or None when only the other has it.
        other: its title on the other side, or None.
    """

    kind: ChapterKind
    one: str | None
    other: str | None


class FieldDifference(Struct, frozen=True):
    """A field of the header that says something else.

    Attributes:
        field: name in the record.
        label: what a card calls it.
        one: what the one side says, cut at what the other has not; empty for nothing.
        other: what the other says.
    """

    field: str
    label: str
    one: Pieces
    other: Pieces


class Counts(Struct, frozen=True):
    """A difference in numbers.

    Attributes:
        one: words of the one side's story.
        other: words of the other's.
        same: words both have, in the same place.
        changed: words of paragraphs that both have which differ, counted where they are more.
        only_one: words of paragraphs that only the one side has.
        only_other: words of those that only the other has.
        paragraphs_same: rows whose words are the same.
        paragraphs_alike: those of them that are set otherwise.
        paragraphs_changed: rows in which words differ.
        moved: paragraphs that stand elsewhere in the other.
    """

    one: int
    other: int
    same: int
    changed: int
    only_one: int
    only_other: int
    paragraphs_same: int
    paragraphs_alike: int
    paragraphs_changed: int
    moved: int


class Difference(Struct, frozen=True):
    """What differs between two editions.

    Attributes:
        rows: both stories, in order.
        chapters: what became of chapters, those as they were left out.
        fields: what their headers say differently.
        counts: the same in numbers.
    """

    rows: tuple[Row, ...]
    chapters: tuple[ChapterDifference, ...]
    fields: tuple[FieldDifference, ...]
    counts: Counts

    @property
    def is_nothing(self) -> bool:
        """Whether story, chapters and header are the same, word for word."""
        told = all(row.kind in {"same", "alike"} for row in self.rows)
        return told and not self.chapters and not self.fields


def difference(one: Work, other: Work) -> Difference:
    """Set two editions of a story side by side.

    Args:
        one: a work of n words.
        other: another of m words.

    Returns:
        The rows hold every word of both bodies, in order.

    Cost: O((n + m) log(n + m)): about a second for 500,000 words in which every paragraph
    was revised, on one core. Stretches that share too little are shown as two, not compared
    to the last word (`fonds.publish.alignment`).
    """
    rows = make_rows(read_told(one), read_told(other))
    return Difference(
        rows=rows,
        chapters=tuple(_list_chapters(rows)),
        fields=_list_fields(build_record(one), build_record(other)),
        counts=_count(rows),
    )


def swap_difference(found: Difference) -> Difference:
    """Exchange the sides of a difference: what `difference(other, one)` gives."""
    rows = swap_rows(found.rows)
    return Difference(
        rows=rows,
        chapters=tuple(_list_chapters(rows)),
        fields=tuple(structs.replace(one, one=one.other, other=one.one) for one in found.fields),
        counts=_count(rows),
    )


def count_pieces(paragraphs: Iterable[Pieces], *, differing: bool = False) -> int:
    """Count the words of paragraphs, or those of them that the other side has not."""
    return sum(
        len(piece.text.split())
        for paragraph in paragraphs
        for piece in paragraph
        if piece.differs or not differing
    )


def _count(rows: Sequence[Row]) -> Counts:
    told = [row for row in rows if not row.is_heading]
    changed = [row for row in told if row.kind == "changed"]
    paired = [row for row in told if row.one and row.other]
    alone = [row for row in told if not (row.one and row.other)]
    missing = sum(count_pieces(row.one, differing=True) for row in changed)
    only_one = sum(count_pieces(row.one) for row in alone)
    in_pairs = sum(count_pieces(row.one) for row in paired)
    return Counts(
        one=in_pairs + only_one,
        other=sum(count_pieces(row.other) for row in told),
        same=in_pairs - missing,
        changed=sum(
            max(count_pieces(row.one, differing=True), count_pieces(row.other, differing=True))
            for row in changed
        ),
        only_one=only_one,
        only_other=sum(count_pieces(row.other) for row in alone),
        paragraphs_same=len(paired) - len(changed),
        paragraphs_alike=sum(row.kind == "alike" for row in told),
        paragraphs_changed=len(changed),
        moved=sum(row.is_moved and bool(row.one) for row in told),
    )


# Chapters


def _list_chapters(rows: Sequence[Row]) -> Iterator[ChapterDifference]:
    owns = (_own_shares(rows, is_one=True), _own_shares(rows, is_one=False))
    for number, row in enumerate(rows):
        if not row.is_heading:
            continue
        one = _read_title(row.one) if row.one else None
        other = _read_title(row.other) if row.other else None
        if row.kind == "changed":
            yield ChapterDifference("retitled", one, other)
        elif row.kind == "here":
            is_own = owns[0][number] >= _OWN_SHARE
            yield ChapterDifference("here" if is_own else "divided here", one, None)
        elif row.kind == "there":
            is_own = owns[1][number] >= _OWN_SHARE
            yield ChapterDifference("there" if is_own else "divided there", None, other)


def _read_title(paragraphs: tuple[Pieces, ...]) -> str:
    return "".join(piece.text for piece in paragraphs[0])


def _own_shares(rows: Sequence[Row], *, is_one: bool) -> dict[int, float]:
    """For each heading of a side, the share of its chapter's words that only this side has."""
    words: dict[int, list[int]] = {}
    heading = -1
    for number, row in enumerate(rows):
        side = row.one if is_one else row.other
        if not side:
            continue
        if row.is_heading:
            heading = number
            words[number] = [0, 0]
        elif heading >= 0:
            count = count_pieces(side)
            words[heading][0] += count
            words[heading][1] += 0 if row.one and row.other else count
    return {number: own / whole if whole else 1.0 for number, (whole, own) in words.items()}


# The header


def _list_fields(one: Record, other: Record) -> tuple[FieldDifference, ...]:
    found = []
    told = dict(_list_sayings(other))
    for field, (label, text) in _list_sayings(one):
        against = told[field][1]
        is_same = fold_words(text) == fold_words(against)
        if is_same or not (_is_stated(one, field) or _is_stated(other, field)):
            continue
        found.append(FieldDifference(field, label, *mark_words(text, against)))
    return tuple(found)


def _is_stated(record: Record, field: str) -> bool:
    """Whether somebody says so: what Fonds read from two texts differs as they do."""
    best = find_best_claim(record.claims, field)
    return best is not None and best.basis != "derived" and best.value not in (None, "", [])


def _list_sayings(record: Record) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give what the header says, field by field: label, and value in words."""
    backs = (note.text for note in record.notes if note.where == "back")
    yield "title", ("Title", record.title or "")
    yield "creators", ("By", ", ".join(record.creators))
    yield "fandoms", ("Fandom", ", ".join(record.fandoms))
    yield "relationships", ("Relationships", ", ".join(record.relationships))
    yield "characters", ("Characters", ", ".join(record.characters))
    yield "rating", ("Rating", record.rating or record.rating_stated or "")
    yield "warnings", ("Warnings", ", ".join(record.warnings))
    yield "categories", ("Categories", ", ".join(record.categories))
    yield "tags", ("Tags", ", ".join(record.tags))
    yield "summary", ("Summary", record.summary or "")
    yield "epigraph", ("Epigraph", record.epigraph or "")
    yield "notes", ("Notes", "\n\n".join([*list_front_notes(record), *backs]))
    yield "keeper_notes", ("Keeper's note", "\n\n".join(record.keeper_notes))
    yield "disclaimer", ("Disclaimer", record.disclaimer or "")
    yield "dedication", ("Dedication", record.dedication or "")
    yield "series", ("Series", describe_series(record.series) if record.series else "")
    yield "challenge", ("Challenge", record.challenge or "")
    yield "date", ("Date", record.date or "")
    yield "archive_permission", ("Archiving", record.archive_permission or "")
    yield "source_url", ("Found at", record.source_url or "")


# In words


def describe_difference(found: Difference) -> str:
    """Say a difference in one sentence, without a full stop.

    Example:
        >>> nothing = Counts(9, 9, 9, 0, 0, 0, 2, 0, 0, 0)
        >>> describe_difference(Difference((), (), (), nothing))
        'all 9 words are the same'
    """
    counts = found.counts
    most = max(counts.one, counts.other)
    said = []
    if counts.same == most:
        said.append(f"all {_say(most, 'word')} are the same" if most else "neither has any words")
    else:
        said.append(f"{format_count(counts.same)} of {_say(most, 'word')} the same")
    if counts.paragraphs_changed:
        where = _say(counts.paragraphs_changed, "paragraph")
        said.append(f"{_say(counts.changed, 'word')} changed in {where}")
    if counts.only_one:
        said.append(f"{_say(counts.only_one, 'word')} only in the first")
    if counts.only_other:
        said.append(f"{_say(counts.only_other, 'word')} only in the second")
    if counts.moved:
        stand = "stands" if counts.moved == 1 else "stand"
        said.append(f"{_say(counts.moved, 'paragraph')} of them {stand} elsewhere")
    said += _say_chapters(found.chapters)
    if found.fields:
        names = ", ".join(one.label.lower() for one in found.fields)
        said.append(f"their headers differ: {names}")
    return "; ".join(said)


_CHAPTERS: tuple[tuple[ChapterKind, str], ...] = (
    ("there", "added"),
    ("here", "left out"),
    ("retitled", "under another title"),
    ("divided there", "begun only in the second"),
    ("divided here", "begun only in the first"),
)


def _say_chapters(chapters: Sequence[ChapterDifference]) -> Iterator[str]:
    for kind, words in _CHAPTERS:
        count = sum(one.kind == kind for one in chapters)
        if count:
            yield f"{_say(count, 'chapter')} {words}"


def _say(count: int, what: str) -> str:
    return f"{format_count(count)} {what}" if count == 1 else f"{format_count(count)} {what}s"
