"""Words: values, bases, outcomes and events as the archive says them."""

from collections.abc import Mapping, Sequence
from typing import Any

from fonds.library.account import Account
from fonds.library.history import Event
from fonds.model.claim import Claim
from fonds.model.record import PointOfView, Setting
from fonds.publish.characters import one_line, shorten

SURE = ((0.95, "sure"), (0.8, "fairly sure"), (0.6, "it is likely"), (0.0, "a guess"))
"""Confidence in words; the number stands beside them. The marks are ours: what is under 0.7
is marked as uncertain, and 0.95 is what readers of whole formats give."""

_READERS = {
    "ao3": "the AO3 download says so",
    "docx": "the document's properties say so",
    "epub": "the e-book's own record says so",
    "fanficfare": "FanFicFare's title page says so",
    "html": "the web page's head says so",
    "mail": "the mail's header says so",
    "odt": "the document's properties say so",
    "yaml": "the file's own record says so",
}
"""What states a value, by the name of the reader that found it."""

_OUTCOMES = {
    "story": "a story",
    "not-story": "not a story",
    "unreadable": "kept, but nobody can read it yet",
    "duplicate": "the same bytes are kept already",
    "refused": "not taken in",
    "container": "opened; what was in it has lines of its own",
    "unread": "kept; not read yet",
}

TABS = {
    "story": "Stories",
    "not-story": "No stories",
    "duplicate": "Duplicates",
    "unreadable": "Not readable yet",
    "refused": "Refused",
    "container": "Opened",
    "unread": "Not read yet",
}
"""Outcomes as short labels."""

_EVENTS = {
    "ingestion": "Taken in",
    "metadata extraction": "Read by Fonds",
    "metadata modification": "Corrected by a person",
    "information package merging": "Became one with another work",
    "deaccession": "Its accession was undone",
    "fixity check": "Its bytes were checked",
}


def say_count(count: int, one: str, many: str) -> str:
    """Say a number of things.

    Example:
        >>> say_count(1, "story", "stories"), say_count(1200, "story", "stories")
        ('1 story', '1,200 stories')
    """
    return f"{count:,} {one if count == 1 else many}"


def say_sure(confidence: float) -> str:
    """Say a confidence in words and as a number.

    Example:
        >>> say_sure(0.82)
        'fairly sure, 82 %'
    """
    word = next(word for floor, word in SURE if confidence >= floor or floor == 0.0)
    return f"{word}, {confidence * 100:.0f} %"


def say_basis(claim: Claim) -> str:
    """Say who says so.

    Example:
        >>> say_basis(Claim("title", "Fog", "derived", 0.82, by="titles/1"))
        'Fonds read this from the text (fairly sure, 82 %).'
    """
    if claim.basis == "curated":
        return f"A person set this: {one_line(claim.by)}." if claim.by else "A person set this."
    if claim.basis == "derived":
        return f"Fonds read this from the text ({say_sure(claim.confidence)})."
    reader = claim.by.partition("/")[0].partition("-")[0]
    said = _READERS.get(reader, "the author's header says so")
    doubt = "" if claim.confidence >= 0.95 else f"; how Fonds understood it: {_doubt(claim)}"
    return f"{said[:1].upper()}{said[1:]}{doubt}."


def _doubt(claim: Claim) -> str:
    return say_sure(claim.confidence)


def say_value(value: Any) -> str:  # noqa: ANN401 - the value of a claim is any JSON value
    """Say any value of a claim on one line.

    Example:
        >>> say_value(["Holmes", "Watson"]), say_value({"title": "Moor", "index": None})
        ('Holmes, Watson', 'title: Moor')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        pairs = (f"{key}: {say_value(item)}" for key, item in value.items() if item is not None)
        return "; ".join(pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(say_value(item) for item in value)
    return shorten(one_line(str(value)), 400) or "nothing"


def say_field(field: str) -> str:
    """Say a field's name as a label.

    Example:
        >>> say_field("source_url"), say_field("label:beta")
        ('Source url', 'Beta')
    """
    plain = field.partition(":")[2] or field
    plain = one_line(plain.replace("_", " "))
    return f"{plain[:1].upper()}{plain[1:]}"


def say_told(pov: PointOfView, tense: str | None) -> str:
    """Say how a story is told.

    Example:
        >>> say_told(PointOfView("first", "John Watson"), "past")
        'in the first person, past tense, by John Watson'
    """
    person, narrator = pov.person, one_line(pov.narrator or "")
    parts = []
    if person == "mixed":
        parts.append("in more than one person")
    elif person is not None:
        parts.append(f"in the {person} person")
    if tense is not None:
        parts.append("past and present tense" if tense == "mixed" else f"{tense} tense")
    if narrator:
        parts.append(f"partly by {narrator}" if person == "mixed" else f"by {narrator}")
    return ", ".join(parts)


_RELATIONS = {
    "before": "before",
    "during": "during",
    "after": "after",
    "instead": "instead of",
    "season": "some time in",
}


def say_setting(place: Setting) -> str:
    """Say a place in canon, the nearest first.

    Example:
        >>> say_setting(Setting("Oz", 4, 10, "Hush", "after"))
        'after “Hush” (Oz, season 4, episode 10)'
        >>> say_setting(Setting("Oz", 3, relation="season"))
        'some time in season 3 (Oz)'
        >>> say_setting(Setting("Oz", relation="before"))
        'before all of Oz'
    """
    show, episode = one_line(place.show or ""), one_line(place.episode or "")
    season = f"season {place.season}" if place.season is not None else ""
    number = f"episode {place.number}" if place.number is not None else ""
    if episode:
        named, around = f"“{episode}”", [show, season, number]
    elif number or season:
        named, around = number or season, [show, season if number else ""]
    else:
        named, around = f"all of {show}" if place.relation in {"before", "after"} else show, []
    rest = ", ".join(one for one in around if one)
    said = f"{_RELATIONS.get(place.relation or '', '')} {named}".strip()
    return f"{said} ({rest})" if rest else said


def say_times(count: int) -> str:
    """Say how often.

    Example:
        >>> say_times(1), say_times(2), say_times(1200)
        ('once', 'twice', '1,200 times')
    """
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def say_minutes(minutes: int) -> str:
    """Say how long reading takes, no more exactly than anybody reads.

    Example:
        >>> say_minutes(1), say_minutes(47), say_minutes(134)
        ('a minute', 'about 47 minutes', 'about 2 hours 15 minutes')
    """
    if minutes < 60:
        return "a minute" if minutes < 2 else f"about {minutes} minutes"
    quarters = round(minutes / 15)
    hours = say_count(quarters // 4, "hour", "hours")
    rest = quarters % 4 * 15
    return f"about {hours} {rest} minutes" if rest else f"about {hours}"


_EASE = (
    (90.0, "very easy"),
    (80.0, "easy"),
    (70.0, "fairly easy"),
    (60.0, "plain"),
    (50.0, "fairly difficult"),
    (30.0, "difficult"),
)
"""Source: Flesch 1948, "A new readability yardstick"."""


def say_ease(ease: float) -> str:
    """Say how easily a text is read.

    Example:
        >>> say_ease(82.4)
        'easy (82 of 100)'
    """
    word = next((word for floor, word in _EASE if ease >= floor), "very difficult")
    return f"{word} ({min(100.0, max(0.0, ease)):.0f} of 100)"


def say_outcome(outcome: str) -> str:
    """Say what became of a file."""
    return _OUTCOMES.get(outcome, outcome)


def say_account(account: Account) -> str:
    """Say in a few sentences what became of a heap.

    Example:
        >>> say_account(Account(1, 3, 2000, {"duplicate": 1}, {"story": 2}, ()))
        '3 files, 2 kB. 2 stories. 1 came twice.'
    """
    counts, works = account.counts, account.works
    sentences = [
        f"{say_count(account.files, 'file', 'files')}, {say_bytes(account.bytes)}",
        say_count(works.get("story", 0), "story", "stories"),
        say_count(works.get("not-story", 0), "is no story", "are no stories"),
        say_count(counts.get("duplicate", 0), "came twice", "came twice"),
        say_count(counts.get("unreadable", 0), "cannot be read yet", "cannot be read yet"),
        say_count(counts.get("refused", 0), "was not taken in", "were not taken in"),
    ]
    return " ".join(f"{one}." for one in sentences if not one.startswith("0 "))


def say_heap(heap: str) -> str:
    """Say a heap's name: folders above it say more of a person than of a story.

    Example:
        >>> say_heap("/home/jane/old disk/")
        'old disk'
    """
    return heap.replace("\\", "/").rstrip("/").rpartition("/")[2] or heap


def say_event(event: Event) -> str:
    """Say what happened to a work, in one line without a full stop."""
    said = _EVENTS.get(event.name, event.name)
    detail = event.detail
    if event.name == "metadata modification" and "field" in detail:
        if "takes_back" in detail:
            return f"{say_field(str(detail['field']))}: what a person had set was taken back"
        by = f" by {say_value(detail['by'])}" if detail.get("by") else ""
        return f"{say_field(str(detail['field']))} set to “{say_value(detail.get('value'))}”{by}"
    if event.name == "metadata extraction" and "kind" in detail:
        kind = "a story" if detail["kind"] == "story" else "not a story"
        return f"{said}: {kind} (reader {say_value(detail.get('stage'))})"
    return said


def say_time(at: str) -> str:
    """Say a moment to the minute.

    Example:
        >>> say_time("2024-05-01T12:00:00Z")
        '2024-05-01 12:00 UTC'
    """
    return f"{at[:10]} {at[11:16]} UTC" if len(at) >= 16 else at


def say_bytes(count: int) -> str:
    """Say a size.

    Example:
        >>> say_bytes(512), say_bytes(20_480), say_bytes(3_500_000)
        ('512 bytes', '20 kB', '3.5 MB')
    """
    if count < 1000:
        return say_count(count, "byte", "bytes")
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"
