"""Record: the one-record contract, `fonds.work/1`, as a type.

The JSON Schema that we publish (docs/record.schema.json) is made from these classes.
A field that is not understood is null or empty, never absent.
"""

from typing import Any, Literal

from msgspec import Struct

from fonds.model.claim import Claim
from fonds.model.problem import Problem
from fonds.model.work import Source, WorkKind

Rating = Literal[
    "Not Rated",
    "General Audiences",
    "Teen And Up Audiences",
    "Mature",
    "Explicit",
]


WorkForm = Literal["prose", "script", "poem", "filk", "letters", "journal", "chat log"]


class Note(Struct, frozen=True):
    """An author's note; `where` it stands."""

    where: Literal["front", "back"]
    text: str


class Song(Struct, frozen=True):
    """A song whose lyrics are used, when the text says so."""

    title: str
    artist: str | None = None


class Stretch(Struct, frozen=True):
    """A half-open range of code points of `body`."""

    start: int
    end: int


Relation = Literal["sequel to", "prequel to", "companion to", "followed by"]


class RelatedWork(Struct, frozen=True):
    """Another work of the author's that this one continues or is continued by."""

    relation: Relation
    title: str


class Credit(Struct, frozen=True):
    """Somebody who helped: who read it first, who is thanked; in the author's words."""

    role: Literal["beta", "thanks"]
    text: str


DatedEvent = Literal["dated", "started", "written", "finished", "posted", "updated", "copyright"]


class StatedDate(Struct, frozen=True):
    """A date that is stated, and what happened then; "dated" when nobody says what."""

    event: DatedEvent
    date: str


class SeriesPlace(Struct, frozen=True):
    """A series and the work's place in it."""

    title: str
    index: float | None = None


class PartPlace(Struct, frozen=True):
    """This text is part `number` of `of`."""

    number: int
    of: int | None = None


class Setting(Struct, frozen=True):
    """A place in canon."""

    show: str | None = None
    season: int | None = None
    number: int | None = None
    episode: str | None = None
    relation: Literal["before", "during", "after", "instead", "season"] | None = None


class PointOfView(Struct, frozen=True):
    """Grammatical person, and who narrates."""

    person: Literal["first", "second", "third", "mixed"] | None = None
    narrator: str | None = None


class PersonInStory(Struct, frozen=True):
    """Somebody in a story.

    Attributes:
        name: canonical where a pack knows them, else the fullest name used; None for
            somebody whom the narration calls only "she" or "he".
        presence: who tells the story, who is there, who is only spoken of.
        gender: as the canon, an honorific or the pronouns have it.
        names: the names used, the most frequent first.
        mentions: how often they are named.
        known: whether a pack of the story's fandoms knows them.
    """

    name: str | None
    presence: Literal["narrator", "present", "mentioned"]
    gender: Literal["female", "male", "nonbinary", "various", "unknown"] = "unknown"
    names: tuple[str, ...] = ()
    mentions: int = 0
    known: bool = False


class SceneSpan(Struct, frozen=True):
    """A scene as a half-open range of code points of `body`, and how it is told."""

    start: int
    end: int
    point_of_view: str | None = None
    person: Literal["first", "second", "third", "mixed"] | None = None
    tense: Literal["past", "present", "mixed"] | None = None


class SuggestedWarning(Struct, frozen=True):
    """What a reader may want to be warned of, judged by the text alone."""

    warning: str
    confidence: float


RepairKind = Literal[
    "lost dash",
    "lost ellipsis",
    "mojibake",
    "doubled space",
    "hard hyphen",
    "quoted-printable",
    "entity",
    "missing break",
]


class Repair(Struct, frozen=True):
    """Damage proposed to be mended where the story is published.

    Attributes:
        kind: what sort of damage.
        start: where `before` begins in `body`, half-open.
        end: one past its last code point.
        before: what the original has.
        after: what would stand there.
    """

    kind: RepairKind
    start: int
    end: int
    before: str
    after: str


class ChapterSpan(Struct, frozen=True):
    """A chapter as a half-open range of code points of `body`."""

    title: str | None
    start: int
    end: int


class Quote(Struct, frozen=True):
    """Direct speech: a range of `body` and who says it."""

    start: int
    end: int
    speaker: str | None
    confidence: float


class Record(Struct, frozen=True):
    """One work as one JSON object; every field is described in docs/record.md."""

    schema: Literal["fonds.work/1"]
    sources: tuple[Source, ...]
    kind: WorkKind
    form: WorkForm | None
    title: str | None
    incipit: str
    creators: tuple[str, ...]
    fandoms: tuple[str, ...]
    rating: Rating | None
    rating_stated: str | None
    suggested_rating: Rating | None
    suggested_warnings: tuple[SuggestedWarning, ...]
    warnings: tuple[str, ...]
    categories: tuple[str, ...]
    relationships: tuple[str, ...]
    characters: tuple[str, ...]
    people: tuple[PersonInStory, ...]
    tags: tuple[str, ...]
    summary: str | None
    disclaimer: str | None
    epigraph: str | None
    notes: tuple[Note, ...]
    keeper_notes: tuple[str, ...]
    dedication: str | None
    song: tuple[Song, ...]
    lyrics: tuple[Stretch, ...]
    series: SeriesPlace | None
    sequel: tuple[RelatedWork, ...]
    part: PartPlace | None
    challenge: str | None
    credits: tuple[Credit, ...]
    feedback: str | None
    archive_permission: str | None
    date: str | None
    dates: tuple[StatedDate, ...]
    source_url: str | None
    language: str | None
    words: int
    complete: bool | None
    setting: tuple[Setting, ...]
    pov: PointOfView
    tense: Literal["past", "present", "mixed"] | None
    chapters: tuple[ChapterSpan, ...]
    scenes: int
    scene_list: tuple[SceneSpan, ...]
    reading_minutes: int
    reading_ease: float | None
    repairs: tuple[Repair, ...]
    quotes: tuple[Quote, ...]
    body: str
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


JsonObject = dict[str, Any]
