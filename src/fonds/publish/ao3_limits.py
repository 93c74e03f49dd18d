"""AO3 limits: what the Archive of Our Own would refuse of a work. Pure.

The numbers are those of the Archive's own settings (`config/config.yml` of otwarchive:
TITLE_MAX, SUMMARY_MAX, NOTES_MAX, CONTENT_MAX, TAG_MAX, USER_DEFINED_TAGS_MAX) and of its
importer, which takes 200 chapters. Lengths are counted in characters, as there.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from msgspec import Struct

from fonds.model.record import Rating, Record

TITLE_MOST = 255
SUMMARY_MOST = 1_250
NOTES_MOST = 5_000
CHAPTER_MOST = 510_000
CHAPTERS_MOST = 200
TAG_LONGEST = 150
TAGS_MOST = 75
"""Fandoms, relationships, characters and additional tags together."""

RATINGS: tuple[str, ...] = get_args(Rating)


class Breach(Struct, frozen=True):
    """Something of a work that the Archive would refuse.

    Attributes:
        code: permanent, "ao3.summary" ….
        message: one plain sentence.
        found: how much there is; 0 where it is no matter of number.
        most: how much there may be; 0 likewise.
        quote: the first words of what breaches it, or "".
    """

    code: str
    message: str
    found: int = 0
    most: int = 0
    quote: str = ""


_QUOTED = 60


def find_breaches(record: Record) -> tuple[Breach, ...]:
    """Find everything of a work that the Archive would refuse, all at once.

    Args:
        record: with the names that are to be given.

    Returns:
        b >= 0 breaches, in the order of AO3's form for a new work.

    Cost: O(tags + chapters).
    """
    return tuple(_iter_breaches(record))


def _iter_breaches(record: Record) -> Iterator[Breach]:
    if record.rating is None:
        said = f"“{_shorten(record.rating_stated)}” is" if record.rating_stated else "there is"
        word = "no rating that AO3 knows" if record.rating_stated else "no rating"
        yield Breach("ao3.rating", f"{said} {word}: choose one of {', '.join(RATINGS)}.")
    if not record.fandoms:
        yield Breach("ao3.fandom", "There is no fandom, and AO3 asks for one.")
    if not record.warnings:
        yield Breach(
            "ao3.warnings",
            "Nothing is said of warnings, and AO3 asks: the author, or “Choose Not To Use Archive "
            "Warnings”.",
        )
    yield from _check_tags(record)
    if not record.title:
        yield Breach("ao3.title-missing", "There is no title, and AO3 asks for one.")
    yield from _check_length("title", record.title, TITLE_MOST)
    yield from _check_length("summary", record.summary, SUMMARY_MOST)
    for where in ("front", "back"):
        notes = "\n\n".join(note.text for note in record.notes if note.where == where)
        yield from _check_length(f"notes-{where}", notes, NOTES_MOST)
    yield from _check_chapters(record)


def _check_tags(record: Record) -> Iterator[Breach]:
    tags = [*record.fandoms, *record.relationships, *record.characters, *record.tags]
    if len(tags) > TAGS_MOST:
        yield Breach(
            "ao3.tags",
            f"{len(tags):,} tags; AO3 takes {TAGS_MOST} fandoms, relationships, characters and "
            "additional tags together.",
            len(tags),
            TAGS_MOST,
        )
    for tag in tags:
        if len(tag) > TAG_LONGEST:
            yield Breach(
                "ao3.tag-length",
                f"A tag has {len(tag):,} characters; AO3 takes {TAG_LONGEST}.",
                len(tag),
                TAG_LONGEST,
                _shorten(tag),
            )
        # A comma parts tags in AO3's form and in its importer.
        if "," in tag:
            yield Breach("ao3.tag-comma", "A tag holds a comma, which parts tags.", 0, 0, tag)


def _check_length(what: str, text: str | None, most: int) -> Iterator[Breach]:
    if text and len(text) > most:
        name = {"notes-front": "The notes before", "notes-back": "The notes after"}.get(
            what, f"The {what}"
        )
        verb = "have" if what.startswith("notes") else "has"
        yield Breach(
            f"ao3.{what}",
            f"{name} {verb} {len(text):,} characters; AO3 takes {most:,}.",
            len(text),
            most,
            _shorten(text),
        )


def _check_chapters(record: Record) -> Iterator[Breach]:
    count = len(record.chapters)
    if count > CHAPTERS_MOST:
        yield Breach(
            "ao3.chapters",
            f"{count:,} chapters; AO3's importer takes {CHAPTERS_MOST}.",
            count,
            CHAPTERS_MOST,
        )
    for number, length in enumerate(_measure_chapters(record), 1):
        if length > CHAPTER_MOST:
            yield Breach(
                "ao3.chapter-length",
                f"Chapter {number:,} has {length:,} characters; AO3 takes {CHAPTER_MOST:,}.",
                length,
                CHAPTER_MOST,
            )


def _measure_chapters(record: Record) -> Iterable[int]:
    if not record.chapters:
        return [len(record.body)]
    return [chapter.end - chapter.start for chapter in record.chapters]


def _shorten(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"
