"""Own fields: sequels, series, songs, challenge, dedication, credits, feedback, archiving, dates.

A label says most surely what the words after it are; sentences in notes, disclaimers and
lines around a story say the rest. What a story says inside itself is never read.
"""

import re
from collections.abc import Iterator, Sequence

from fonds.describe.dates import find_date
from fonds.describe.saying_patterns import CONTEST_WORDS, RELATION
from fonds.describe.sayings import Saying, find_sayings
from fonds.describe.series import find_series
from fonds.describe.songs import find_song, is_author
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.packs.fandom import find_fandom
from fonds.packs.pack import Pack

BY = "own-fields/1"

_NOTHING = re.compile(
    r"(?i:(?:none|no|nope|n/?a|nil|nothing|nobody|not applicable|not yet|unknown|-+|\?+)\W*)"
)
_NO_TITLE = re.compile(
    r"(?i:(?:none|no|nope|n/?a|yes|maybe|perhaps|possibly|probably|coming|planned|tba|tbd|not|"
    r"in (?:the )?(?:works|progress)|working|there|if|this|stands|only|i|you|depends|someday|"
    r"hopefully|eventually|soon|it|we)\b)"
)
_LEAD = re.compile(
    r"(?i:(?:yes[,.:;]? )?(?:this (?:is|one is) )?(?:an? |the )?(?:direct |loose |sort of )?"
    r"(?:(?:sequel|prequel|companion|follow-?up)(?: piece)? )?(?:to|of|for|follows)[: ] ?)"
    r"(?:my (?:story|fic|tale),? )?"
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{1,100})[\"”]")
_ASIDE = re.compile(r" ?[(\[][^()\[\]]{0,120}[)\]]\W*\Z")
_NEWS_SCOPE = frozenset({"world", "usa", "na", "inet", "local", "alt", "comp", "uk", "us"})
_ADDRESS = re.compile(r"[<(]?(?:https?://\S+|www\.\S+|\S{1,64}@\S{1,253})[>)]?")
_WORD = re.compile(r"[^\W_]{2}")
_MOST_TITLE = 100
_LABELLED = 0.85  # confidence that only words with a label of their own have
_TAIL, _MOST_BYLINE = 40, 90  # characters of a line that end it; of a line that is a byline
_MOST_FOR = 160  # characters: "For:" before more than two lines opens a letter or a note

_RELATIONS = {
    "sequel to": "sequel to",
    "follows": "sequel to",
    "prequel to": "prequel to",
    "companion to": "companion to",
    "sequel": "followed by",
    "prequel": "sequel to",
}
"""What a label says of the title after it: "Prequel: Fog" names what came before this."""

_EVENTS = {
    "date": "dated",
    "written": "written",
    "finished": "finished",
    "posted": "posted",
    "updated": "updated",
    "started": "started",
}
_STAMP = re.compile(
    r"(?:From \S{1,80} {1,3})?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
    r"(?:(?:\d{1,2} [A-Z][a-z]{2,8} \d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)"
    r"[ T,]{1,3}\d{1,2}:\d\d.{0,20}|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d .{0,8}\d{4})"
)
"""A day and an hour: what programs write."""
_TAIL_DATE = re.compile(
    r"[,;(–—-] ?(?P<date>(?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,? "
    r"(?:\d{1,2},? )?(?:19|20)\d\d)\W{0,4}\Z"
)
"""The date behind a byline: "By Ida Quill, June 1992"."""
_DATES_OF_RELEASE = ("mail", "ao3", "fanficfare", "epub", "front-matter")
_BEARS = {"dated": 1.0, "written": 1.0, "finished": 1.0, "posted": 1.0, "updated": 0.6}
"""How surely the date of an event is the date a work bears."""

_READ_WHOLE = (
    "notes",
    "disclaimer",
    "label:facts",
    "label:aside",
    "summary",
    "label:setting",
    "label:spoilers",
)
_ONLY_PLACES = frozenset({"sequel", "series", "song"})
"""Of these a summary speaks too; what else it says is said of its people."""


def describe_own_fields(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    """Read the fields that authors keep apart, from labels and from sentences.

    Args:
        claims: n claims of one work; those on "label:…", notes, disclaimer and summary are read.
        packs: all packs, so that no fandom is taken for a series.

    Returns:
        Claims on "dedication", "sequel", "series", "song", "challenge", "credits",
        "feedback", "archive_permission", "keeper_notes", "dates" and "date".

    Cost: O(n), each value bounded.
    """
    found = list(_of_labels(claims))
    labelled = {claim.field for claim in found}
    for claim in _of_sentences(claims, packs):
        if claim.field == "song" and "song" in labelled:
            continue
        found.append(claim)
    return _with_known(found, claims)


def _of_labels(claims: Sequence[Claim]) -> Iterator[Claim]:
    for claim in claims:
        label = claim.field.removeprefix("label:")
        if label == claim.field:
            continue
        text = _text(claim)
        if not _WORD.search(text) or (
            _NOTHING.fullmatch(text) and label not in ("feedback", "archive")
        ):
            continue
        if label in _RELATIONS:
            yield from _related(claim, label, text)
        elif label in ("aside", "facts"):
            yield from _stamped(claim)
        elif label in _EVENTS:
            yield from _dated(claim, _EVENTS[label], text)
        elif label == "series":
            yield from _series(claim, text)
        elif label in ("song", "lyrics by"):
            yield from _song(claim, label, text)
        else:
            yield from _plain(claim, label, text)


def _text(claim: Claim) -> str:
    value = claim.value
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _again(claim: Claim, field: str, value: object, confidence: float = 1.0) -> Claim:
    sure = min(confidence, claim.confidence)
    return Claim(field, value, claim.basis, sure, claim.evidence, BY)


def _plain(claim: Claim, label: str, text: str) -> Iterator[Claim]:
    """Labels whose words are the value."""
    if label == "keeper":
        yield _again(claim, "keeper_notes", [text.strip("[]()")])
    elif label == "challenge":
        yield _again(claim, "challenge", text)
    elif label in ("dedication", "for") and not _ADDRESS.fullmatch(text):
        guessed = label == "for" or claim.confidence < _LABELLED
        if guessed and (len(text) > _MOST_FOR or text[0] in '"“.'):
            return
        sure = 0.8 if label == "for" else 1.0
        contest = CONTEST_WORDS.search(text) is not None
        yield _again(claim, "challenge" if contest else "dedication", text, sure)
    elif label == "feedback" and not text.isdigit():
        yield _again(claim, "feedback", text)
    elif label == "archive":
        if text.lower().strip(" .") not in _NEWS_SCOPE and not _ADDRESS.fullmatch(text):
            yield _again(claim, "archive_permission", text)
    elif label in ("beta", "thanks"):
        yield _again(claim, "credits", [{"role": label, "text": text}])


def _related(claim: Claim, label: str, text: str) -> Iterator[Claim]:
    """The works that a label names: "Sequel to: X", and "Sequel: Yes, to X"."""
    relation = _RELATIONS[label]
    said = RELATION.search(text)
    lead = _LEAD.match(text)
    if said is not None:
        saying = next((s for s in find_sayings(text) if s.field == "sequel"), None)
        if saying is not None:
            yield _again(claim, "sequel", saying.value, 0.9)
        return
    if lead is not None:
        text = text[lead.end() :]
        relation = {"followed by": "sequel to", "sequel to": "prequel to"}.get(relation, relation)
        relation = "sequel to" if label in ("sequel", "sequel to", "follows") else relation
    quoted = _QUOTED.findall(text)
    if not quoted and (_NO_TITLE.match(text) or len(text) > _MOST_TITLE):
        return
    names = quoted or [_ASIDE.sub("", text).strip(' .,*_"')]
    value = [{"relation": relation, "title": name.strip(" .,")} for name in names if name.strip()]
    if value:
        sure = 0.65 if label in ("sequel", "prequel") and lead is None else 0.95
        yield _again(claim, "sequel", value, sure)


def _series(claim: Claim, text: str) -> Iterator[Claim]:
    said = RELATION.search(text)
    if said is not None:
        for saying in find_sayings(text):
            if saying.field == "sequel":
                yield _again(claim, "sequel", saying.value, 0.9)
        text = text[: said.start()].rstrip(" ,;:-(").removesuffix(" a").removesuffix(" the")
        text = "" if text.lower() in ("a", "the", "this is", "this is a", "direct", "yes") else text
    if text.strip(" .,;-("):
        yield _again(claim, "series", find_series(text))


def _song(claim: Claim, label: str, text: str) -> Iterator[Claim]:
    found = find_song(text)
    if found is not None:
        title, artist = found
        yield _again(claim, "song", [{"title": title, "artist": artist}])
    elif label == "song" and any(evidence.quote.count("\n") > 1 for evidence in claim.evidence):
        # The lyrics themselves, set above the story: words of another before it.
        yield _again(claim, "epigraph", text, 0.6)


def _dated(claim: Claim, event: str, text: str) -> Iterator[Claim]:
    date = find_date(text)
    if date is None:
        return
    released = claim.by.startswith(_DATES_OF_RELEASE)
    event = "posted" if released and event == "dated" else event
    yield _again(claim, "dates", [{"event": event, "date": date}])
    if event in _BEARS:
        yield _again(claim, "date", date, _BEARS[event])
    for saying in find_sayings(text):
        if saying.field == "dates":
            yield from _said_date(claim, saying, claim.evidence, bears=False)


def _stamped(claim: Claim) -> Iterator[Claim]:
    """Lines that are dates, as programs that turn mail into pages set them."""
    for whole in claim.evidence:
        at = whole.start
        for line in whole.quote.split("\n"):
            words = line.strip()
            date = find_date(words) if _STAMP.fullmatch(words) else None
            if date is not None:
                start = at + line.index(words)
                place = (Evidence(whole.source, start, start + len(words), words),)
                yield Claim("dates", [{"event": "posted", "date": date}], "derived", 0.6, place, BY)
                yield Claim("date", date, "derived", 0.58, place, BY)
            tail = _TAIL_DATE.search(line[-_TAIL:]) if len(line) < _MOST_BYLINE else None
            if date is None and tail is not None and (date := find_date(tail["date"])):
                start = at + max(0, len(line) - _TAIL) + tail.start("date")
                place = (Evidence(whole.source, start, start + len(tail["date"]), tail["date"]),)
                yield Claim("dates", [{"event": "dated", "date": date}], "stated", 0.75, place, BY)
                yield Claim("date", date, "stated", 0.7, place, BY)
            at += len(line) + 1


def _said_date(
    claim: Claim, saying: Saying, place: tuple[Evidence, ...], *, bears: bool
) -> Iterator[Claim]:
    event, words = saying.value
    date = find_date(words)
    if date is None:
        return
    yield Claim("dates", [{"event": event, "date": date}], "stated", saying.confidence, place, BY)
    if bears and event == "copyright":
        # A year of copyright is not far from the day; any date that is stated is nearer.
        yield Claim("date", date, "derived", 0.55, place, BY)
    elif bears and event in _BEARS and event != "updated":
        yield Claim("date", date, claim.basis, saying.confidence, place, BY)


def _of_sentences(claims: Sequence[Claim], packs: Sequence[Pack]) -> Iterator[Claim]:
    joined: dict[str, list[tuple[Saying, tuple[Evidence, ...]]]] = {}
    seen: set[tuple[int, int, int]] = set()
    for claim in claims:
        if claim.field not in _READ_WHOLE:
            continue
        for text, whole in _passages(claim):
            if whole is not None:
                key = (whole.source, whole.start, whole.end)
                if key in seen:
                    continue
                seen.add(key)
            for saying in find_sayings(text):
                if claim.field not in _READ_WHOLE[:5] and saying.field not in _ONLY_PLACES:
                    continue
                place = claim.evidence if whole is None else (_inside(whole, saying),)
                if saying.field == "dates":
                    yield from _said_date(claim, saying, place, bears=True)
                elif saying.field in ("feedback", "archive_permission"):
                    joined.setdefault(saying.field, []).append((saying, place))
                elif saying.field != "series" or _is_series(saying, packs):
                    value = saying.value
                    yield Claim(saying.field, value, "stated", saying.confidence, place, BY)
    for field, said in joined.items():
        value = " ".join(dict.fromkeys(saying.value for saying, _ in said))
        evidence = tuple(dict.fromkeys(one for _, places in said for one in places))
        yield Claim(field, value, "stated", said[0][0].confidence, evidence, BY)


def _is_series(saying: Saying, packs: Sequence[Pack]) -> bool:
    return find_fandom(str(saying.value["title"]), packs) is None


def _passages(claim: Claim) -> Iterator[tuple[str, Evidence | None]]:
    """The words to read: each stretch of evidence as it stands, or the value of a format."""
    if claim.by.startswith(("matter/", "front-matter/")) and claim.evidence:
        for evidence in claim.evidence:
            yield evidence.quote, evidence
    else:
        for value in claim.value if isinstance(claim.value, list) else [claim.value]:
            yield str(value.get("text", "") if isinstance(value, dict) else value), None


def _inside(whole: Evidence, saying: Saying) -> Evidence:
    start, end = whole.start + saying.start, whole.start + saying.end
    return Evidence(whole.source, start, end, whole.quote[saying.start : saying.end])


def _with_known(found: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Songs whose words are "by the author" get the author's name; formats' dates their event."""
    creators = find_best_claim(claims, "creators")
    name = creators.value[0] if creators is not None and creators.value else None
    result = []
    for claim in found:
        if claim.field == "song" and is_author(str(claim.value[0]["artist"] or "")):
            value = [{**claim.value[0], "artist": name}]
            result.append(Claim("song", value, claim.basis, claim.confidence, claim.evidence, BY))
        else:
            result.append(claim)
    for claim in claims:
        if claim.field == "date":
            event = "posted" if claim.by.startswith(_DATES_OF_RELEASE) else "dated"
            result.append(_again(claim, "dates", [{"event": event, "date": claim.value}]))
    return result
