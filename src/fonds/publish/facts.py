"""Facts: a record as the lines of a catalogue card, each with who says so."""

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from fonds.model.claim import Basis, Claim, find_best_claim
from fonds.model.record import Credit, PartPlace, Record, SeriesPlace, Setting
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line, shorten

LONGEST_QUOTE = 160
"""Characters of evidence quoted on a card: about two lines."""


_COUNTED = frozenset({"words", "chapters"})


class Fact(Struct, frozen=True):
    """One line of a catalogue card.

    Attributes:
        field: field name of the one-record contract.
        label: what the card calls it.
        values: one or more clean lines, none empty.
        basis: who says so.
        confidence: 0..1.
        quote: the words it was read from, shortened; or "".
    """

    field: str
    label: str
    values: tuple[str, ...]
    basis: Basis
    confidence: float
    quote: str

    @property
    def is_read(self) -> bool:
        """Whether it was read from the text and so looks different wherever it is shown.

        What is merely counted does not: anybody who counts finds the same.
        """
        return self.basis == "derived" and self.field not in _COUNTED

    def explain(self) -> str:
        """Say in words who says so.

        Example:
            >>> Fact("rating", "Rating", ("Mature",), "derived", 0.8, "").explain()
            'Fonds read this from the text (80 % sure).'
        """
        if self.basis == "derived" and self.field in _COUNTED:
            return "Fonds counted."
        if self.basis == "derived":
            return f"Fonds read this from the text ({self.confidence * 100:.0f} % sure)."
        if self.basis == "curated":
            return "A person set this."
        return "The source states this."


def list_facts(record: Record) -> tuple[Fact, ...]:
    """List what is known of a work in the order of a catalogue card.

    Title, creators and the long passages (summary, notes, disclaimer, epigraph) are not
    among them; a field that holds nothing gives no line.

    Args:
        record: a record with n claims.

    Returns:
        Lines for a card.

    Cost: O(n) for each of a fixed number of fields.
    """
    facts: list[Fact] = []
    for field, label, values in _list_values(record):
        clean = tuple(dict.fromkeys(line for line in map(one_line, values) if line))
        if clean:
            facts.append(make_fact(record, field, label, clean))
    return tuple(facts)


def make_fact(record: Record, field: str, label: str, values: Sequence[str]) -> Fact:
    """Make one line of a card from the field's best claim.

    Args:
        record: a record with n claims.
        field: field name of the one-record contract.
        label: what the card calls it.
        values: clean lines.

    Returns:
        The line; without a claim it counts as derived: nobody stated it.

    Cost: O(n).
    """
    claim = find_best_claim(record.claims, field)
    if claim is None:
        return Fact(field, label, tuple(values), "derived", 1.0, "")
    return Fact(field, label, tuple(values), claim.basis, claim.confidence, _quote(claim))


def describe_series(series: SeriesPlace) -> str:
    """Say a series and the place in it in words.

    Example:
        >>> describe_series(SeriesPlace("Baker Street Nights", 2.0))
        'Baker Street Nights, 2'
    """
    index = format_index(series.index)
    return f"{one_line(series.title)}, {index}" if index else one_line(series.title)


def format_index(index: float | None) -> str:
    """Write a place in a series without needless decimals; "" when it is no number above 0.

    Example:
        >>> format_index(2.0), format_index(2.5), format_index(None)
        ('2', '2.5', '')
    """
    if index is None or not math.isfinite(index) or not 0 < index < 1e6:
        return ""
    return f"{index:.3f}".rstrip("0").rstrip(".")


def format_count(number: int) -> str:
    """Write a number with thousands apart.

    Example:
        >>> format_count(12345)
        '12,345'
    """
    return f"{number:,}"


def _list_values(record: Record) -> Iterable[tuple[str, str, Sequence[str]]]:
    yield "fandoms", "Fandom", record.fandoms
    yield "relationships", "Relationships", record.relationships
    yield "characters", "Characters", record.characters
    yield "rating", "Rating", [record.rating or ""]
    yield "rating_stated", "Rating as stated", [_other(record.rating_stated, record.rating)]
    if record.rating is None:
        yield "suggested_rating", "Suggested rating", [record.suggested_rating or ""]
    yield "warnings", "Warnings", record.warnings
    yield "categories", "Categories", record.categories
    yield "tags", "Tags", record.tags
    yield "series", "Series", [describe_series(record.series)] if record.series else []
    yield "sequel", "Related", [f"{work.relation} “{work.title}”" for work in record.sequel]
    yield "part", "Part", [_describe_part(record.part)] if record.part else []
    yield "setting", "Setting", [_describe_setting(place) for place in record.setting]
    yield "song", "Song", [f"{s.title} ({s.artist})" if s.artist else s.title for s in record.song]
    yield "dedication", "Dedication", [record.dedication or ""]
    yield "challenge", "Challenge", [record.challenge or ""]
    yield "credits", "Thanks", [_describe_credit(credit) for credit in record.credits]
    yield "date", "Date", [record.date or ""]
    yield "dates", "Dates stated", _describe_dates(record)
    yield "language", "Language", [record.language or ""]
    yield "words", "Words", [format_count(record.words)] if record.words else []
    yield "chapters", "Chapters", [str(len(record.chapters))] if record.chapters else []
    yield "complete", "Complete", [] if record.complete is None else [_yes(record.complete)]
    yield "pov", "Told in", [_describe_person(record)]
    yield "archive_permission", "Archiving", [mask_addresses(record.archive_permission or "")]
    yield "feedback", "Feedback", [mask_addresses(record.feedback or "")]
    yield "source_url", "Found at", [record.source_url or ""]


def _other(text: str | None, known: str | None) -> str:
    """Give a verbatim value only when it says more than the canonical one."""
    return text if text and one_line(text).casefold() != (known or "").casefold() else ""


def _yes(value: bool) -> str:
    return "yes" if value else "not yet"


def _describe_part(part: PartPlace) -> str:
    return f"{part.number} of {part.of}" if part.of else str(part.number)


def _describe_credit(credit: Credit) -> str:
    return f"beta: {credit.text}" if credit.role == "beta" else credit.text


def _describe_dates(record: Record) -> list[str]:
    """The dates, when they say more than the one date of the card does."""
    said = [f"{one.event} {one.date}" for one in record.dates if one.event != "dated"]
    only = len(record.dates) == 1 and record.dates[0].date == record.date
    return [] if only and record.dates[0].event == "posted" else said


def list_front_notes(record: Record) -> list[str]:
    """List the notes before a story that no field of their own shows already.

    Example:
        A dedication without a label is a note as well; a card shows it once.
    """
    own = {record.dedication, *record.keeper_notes}
    return [note.text for note in record.notes if note.where == "front" and note.text not in own]


def _describe_setting(place: Setting) -> str:
    words = [place.relation or "", place.show or ""]
    if place.season is not None:
        number = f", episode {place.number}" if place.number is not None else ""
        words.append(f"season {place.season}{number}")
    if place.episode:
        words.append(f"“{place.episode}”")
    return " ".join(word for word in words if word)


def _describe_person(record: Record) -> str:
    pov = record.pov
    person = f"{pov.person} person" if pov.person in {"first", "second", "third"} else pov.person
    parts = [person or "", f"{record.tense} tense" if record.tense else ""]
    told = ", ".join(part for part in parts if part)
    return f"{told} ({pov.narrator})" if told and pov.narrator else told


def _quote(claim: Claim) -> str:
    quotes = (one_line(evidence.quote) for evidence in claim.evidence)
    return shorten(next((quote for quote in quotes if quote), ""), LONGEST_QUOTE)
