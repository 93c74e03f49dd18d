"""Entry: a work as a catalogue line, for shelves, search and lists."""

from msgspec import Struct

from fonds.model.record import PointOfView, Setting


class Entry(Struct, frozen=True):
    """What a shelf shows of a work, without its blocks.

    Attributes:
        work_id: the work's identifier in its library.
        kind: "story" or "not-story".
        reason: why it is (not) a story.
        title: or None; then `incipit` names it.
        incipit: the first words of the story.
        creators, fandoms, relationships, characters, warnings, categories, tags: as in the record.
        rating: one of AO3's five, or None.
        rating_stated: verbatim, or None.
        summary: or None.
        series: title and index in words ("Baker Street Nights, 2"), or None.
        date: ISO date, possibly only a year or a month, or None.
        language: BCP 47, or None.
        words: of the body.
        chapters: number of chapters; 0 when undivided.
        complete: or None when nobody says.
        derived: names of fields whose value nobody stated: they are shown lighter.
        uncertain: names of fields whose best claim has a confidence under 0.7.
        code: what decided that it is (not) a story, permanent ("kind.review"); "" for what
            could not be read.
        setting: places in canon.
        pov: grammatical person and narrator, as far as known.
        accession: the number of the accession it belongs to; 0 outside a library.
        typed: names as they were read, where people decided on others; by kind of tag
            ("fandom", "relationship", "character", "tag", "author").
        broader: names that are broader than the work's own, by kind of tag.
    """

    work_id: str
    kind: str
    reason: str
    title: str | None
    incipit: str
    creators: tuple[str, ...]
    fandoms: tuple[str, ...]
    relationships: tuple[str, ...]
    characters: tuple[str, ...]
    warnings: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    rating: str | None
    rating_stated: str | None
    summary: str | None
    series: str | None
    date: str | None
    language: str | None
    words: int
    chapters: int
    complete: bool | None
    derived: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    code: str = ""
    setting: tuple[Setting, ...] = ()
    pov: PointOfView = PointOfView()
    accession: int = 0
    typed: dict[str, tuple[str, ...]] = {}
    broader: dict[str, tuple[str, ...]] = {}
