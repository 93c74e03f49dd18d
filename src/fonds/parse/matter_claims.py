"""Matter claims: what the items of front or back matter state, as claims."""

import re
from collections.abc import Sequence
from typing import Literal

from fonds.model.claim import Claim, Evidence
from fonds.parse.item import Item
from fonds.parse.keepers import is_keeper_note
from fonds.parse.label_words import LONG_FIELDS
from fonds.parse.labels import find_field
from fonds.parse.prose import find_rating_in_prose
from fonds.parse.stated import CONTRACT_FIELDS, make_claim
from fonds.parse.swallowed import split_swallowed
from fonds.parse.yaml_header import YamlField

Where = Literal["front", "back"]

YAML_BY = "yaml/1"
_BOARD_TAG = re.compile(
    r"[ \t]{0,4}\[/?(?:b|i|u|s|center|left|quote|size|color|font|url)(?:=[^\[\]\n]{1,40})?\]",
    re.IGNORECASE,
)
_LONGEST_BOARD_TAG = 16  # characters of one that closes, and of white space behind it
_URL = re.compile(r"https?://[^\s<>\"')\]]{4,300}")
_LINK = re.compile(r"!?\[[^\[\]\n]{0,120}\]\(?|https?://[^\s<>\"')\]]{4,300}\)?")
_LINKS_LOOK = 1_200  # characters of a paragraph: what begins as a list of links goes on as one
_SAVED = re.compile(
    r"\b(?:saved|archived|downloaded|copied|taken|originally (?:posted|published)|posted|found)(?: here)? (?:from|at|on|to):? {0,2}<?(?P<url>https?://[^\s<>\")]{4,300})",
    re.IGNORECASE,
)
_FEEDBACK = re.compile(r"\W*(?:feedback|comments|reviews|flames)\b[^\n]{0,160}\Z", re.IGNORECASE)
_NARROWER = {
    "date": {
        "written": "written",
        "date written": "written",
        "written on": "written",
        "created": "written",
        "completed": "finished",
        "completed on": "finished",
        "date completed": "finished",
        "finished": "finished",
        "posted": "posted",
        "date posted": "posted",
        "posted on": "posted",
        "published": "posted",
        "first posted": "posted",
        "publication date": "posted",
        "date published": "posted",
        "updated": "updated",
        "last updated": "updated",
        "revised": "updated",
        "last revised": "updated",
        "date revised": "updated",
        "started": "started",
        "begun": "started",
        "date started": "started",
    },
    "sequel": {
        "sequel to": "sequel to",
        "follows": "follows",
        "prequel": "prequel",
        "prequel to": "prequel to",
        "companion to": "companion to",
        "companion piece to": "companion to",
        "follow-up to": "follows",
        "followup to": "follows",
        "follow up to": "follows",
        "continuation of": "follows",
    },
    "beta": dict.fromkeys(
        (
            "thanks",
            "thanks to",
            "special thanks",
            "many thanks",
            "thank you",
            "credits",
            "acknowledgements",
            "acknowledgments",
            "acknowledgement",
        ),
        "thanks",
    ),
    "dedication": dict.fromkeys(("for", "to", "written for", "gift for", "recipient"), "for"),
    "setting": {
        **dict.fromkeys(("missing scene", "missing scenes"), "missing scene"),
        **dict.fromkeys(("episode", "episodes", "episode reference", "set during"), "episode"),
        **dict.fromkeys(("episode tag", "post-ep", "post-episode"), "episode tag"),
        **dict.fromkeys(("place", "location", "era", "time"), "place"),
        **dict.fromkeys(("takes place", "time and place"), "setting"),
        **dict.fromkeys(("season", "seasons"), "season"),
        "episode spoilers": "spoilers",
    },
    "song": {"lyrics by": "lyrics by", "song by": "lyrics by"},
    "pairing": {
        f"{first}{joint}{second}{end}": "pairing or people"
        for one, other in (("pairing", "character"), ("character", "pairing"))
        for many in ("", "s", "(s)")
        for joint in ("/", " and ", " & ", ", ", " / ")
        for first, second in ((one + many, other),)
        for end in ("", "s", "(s")
    },
}
"""What some words of a label say more than its field: when "Date:" was typed as "Posted:"."""
_LONGEST_LABEL = 40  # characters before a value in which its label stands

_RATING_LEAD = 32  # characters: "I would have to call this a mild …" and no more
_LONGEST_ASIDE = 300  # characters: more is no remark beside a header

_GROWING = {"disclaimer": ("disclaimer",), "notes": ("notes",), "summary": ()}


def find_item_claims(chars: str, items: Sequence[Item], where: Where) -> list[Claim]:
    """Turn labelled fields and prose into claims; title and author are decided elsewhere.

    Args:
        chars: the text.
        items: the items of the front (or back) matter, in order.
        where: which of the two.

    Returns:
        Claims in order of field and place.

    Cost: O(length of the items).
    """
    found = _field_claims(chars, items, where) + _prose_claims(chars, items, where)
    return found + _saved_from(chars, items)


def _saved_from(chars: str, items: Sequence[Item]) -> list[Claim]:
    """The address a keeper noted: "Saved from http://…"."""
    for item in items:
        match = _SAVED.search(chars, item.start, item.stop)
        if match is not None:
            place = (Evidence(0, *match.span("url"), match["url"]),)
            return [
                Claim("source_url", match["url"].rstrip(".,"), "stated", 0.85, place, "matter/1")
            ]
    return []


def narrow_label(field: str, typed: str) -> str:
    """Give the narrower field that the words typed before a value name, or the field itself.

    Args:
        field: a field of the label vocabulary.
        typed: the line up to the value; the label ends it.

    Example:
        >>> narrow_label("date", "Rating: G. Date Posted: "), narrow_label("date", "Date: ")
        ('posted', 'date')
    """
    words = _NARROWER.get(field)
    if words is None:
        return field
    typed = " ".join(typed[-_LONGEST_LABEL:].lower().split())
    end = len(typed)
    while end and not typed[end - 1].isalpha():
        end -= 1
    best = ""
    for word in words:
        before = typed[end - len(word) - 1 : end - len(word)]
        if len(word) > len(best) and typed.endswith(word, 0, end) and not before.isalpha():
            best = word
    return words[best] if best else field


def _field_claims(chars: str, front: Sequence[Item], where: Where) -> list[Claim]:
    claims: list[Claim] = []
    for number, item in enumerate(front):
        if item.kind != "field" or item.stop <= item.start:
            continue
        spans = [_within_board_tags(chars, item.start, item.stop)]
        if item.field in _GROWING:
            spans += _continuations(front, number)
        confidence = 0.97 if item.weight > 1 else 0.88
        pieces = [(item.field, *spans[-1])]
        if item.field in LONG_FIELDS:
            pieces = split_swallowed(chars, item.field, *spans[-1])
            spans[-1] = pieces[0][1:]
        typed = chars[max(0, item.start - _LONGEST_LABEL) : item.start]
        claims += _claims_of_field(chars, narrow_label(item.field, typed), spans, confidence, where)
        for field, start, stop in pieces[1:]:
            claims += _claims_of_field(chars, field, [(start, stop)], 0.85, where)
    return claims


def _within_board_tags(chars: str, start: int, stop: int) -> tuple[int, int]:
    """A value's span without a board's tags at its edges: "[i]Fog.[/i][/center]"."""
    for _ in range(4):
        opens = _BOARD_TAG.match(chars, start, stop)
        start = start if opens is None else opens.end()
        last = chars.rfind("[/", max(start, stop - _LONGEST_BOARD_TAG), stop)
        closes = None if last < 0 else _BOARD_TAG.match(chars, last, stop)
        if closes is None or chars[closes.end() : stop].strip():
            break
        stop = last
    return start, stop


def _continuations(front: Sequence[Item], number: int) -> list[tuple[int, int]]:
    """Paragraphs after a long field that go on with it."""
    field = front[number].field
    spans = []
    for item in front[number + 1 :]:
        same = _GROWING[field]
        if item.kind in ("story", "unclear") or item.kind in same:
            spans.append((item.start, item.stop))
        else:
            break
    return spans


def _claims_of_field(
    chars: str, field: str, spans: list[tuple[int, int]], confidence: float, where: Where
) -> list[Claim]:
    if field in {"title", "author"}:
        return []  # decided together with everything else
    if field == "notes":
        return _note_claims(chars, spans, confidence, where)
    if field in ("source", "url"):
        match = _URL.search(chars, spans[0][0], spans[0][1])
        if match is None:
            return []
        name = "source_url" if field == "source" else "label:url"
        return [
            Claim(
                name,
                match.group(),
                "stated",
                confidence,
                (Evidence(0, *match.span(), match.group()),),
                "matter/1",
            )
        ]
    claim = make_claim(
        chars, CONTRACT_FIELDS.get(field, f"label:{field}"), spans, confidence, "matter/1"
    )
    return [] if claim is None else [claim]


def _note_claims(
    chars: str, spans: list[tuple[int, int]], confidence: float, where: Where
) -> list[Claim]:
    claim = make_claim(chars, "notes", spans, confidence, "matter/1")
    if claim is None:
        return []
    note = {"where": where, "text": claim.value}
    return [Claim("notes", note, "stated", confidence, claim.evidence, "matter/1")]


def _facts_claims(chars: str, front: Sequence[Item]) -> list[Claim]:
    """Lines that list facts without labels; the describe room reads each piece."""
    kinds = ("facts", "title", "title-by", "byline", "copyright", "notes", "rating", "disclaimer")
    claims = []
    for item in front:
        if item.kind in kinds:
            sure = 0.85 if item.kind == "facts" else 0.8
            claim = make_claim(chars, "label:facts", [(item.start, item.stop)], sure, "matter/1")
            claims += [] if claim is None else [claim]
    return claims


def _prose_claims(chars: str, front: Sequence[Item], where: Where) -> list[Claim]:
    claims: list[Claim] = _facts_claims(chars, front)
    used = {
        id(front[k])
        for number, item in enumerate(front)
        if item.kind == "field" and item.field in _GROWING
        for k in range(number + 1, number + 1 + len(_continuations(front, number)))
    }
    runs: dict[str, list[tuple[int, int]]] = {}
    for item in front:
        if id(item) in used:
            continue
        aside = _aside_claim(chars, item)
        claims += [] if aside is None else [aside]
        asks = item.kind == "notes" and _FEEDBACK.match(chars[item.start : item.stop])
        kept = aside is not None and aside.field == "label:keeper"
        if item.kind in _RUNS and not (asks or kept or _says_little(chars, item)):
            runs.setdefault(_RUNS[item.kind], []).append((item.start, item.stop))
        if item.kind in ("rating", "notes", "disclaimer"):
            span = find_rating_in_prose(chars[item.start : item.stop])
            if span is not None:
                place = [(item.start + span[0], item.start + span[1])]
                claims += _claims_of_field(chars, "rating", place, 0.85, where)
    for kind, spans in runs.items():
        if kind == "notes":
            claims += _note_claims(chars, spans, 0.75, where)
        else:
            claim = make_claim(chars, kind, spans, 0.85, "matter/1")
            claims += [] if claim is None else [claim]
    return claims


def _says_little(chars: str, item: Item) -> bool:
    """Whether a paragraph gives a rating or links and says nothing else: that is no note."""
    text = chars[item.start : item.stop].strip()
    if item.kind == "notes" and "http" in text[:_LINKS_LOOK]:
        bare = _LINK.sub("", text[:_LINKS_LOOK])
        return sum(map(str.isalpha, bare)) * 4 < min(len(text), _LINKS_LOOK)
    if item.kind != "rating":
        return False
    span = find_rating_in_prose(text)
    return span is not None and span[0] <= _RATING_LEAD and span[1] >= len(text) - 2


_SPOKEN = frozenset({"notes", "unclear", "rating", "disclaimer"})
_RUNS = {
    "disclaimer": "disclaimer",
    "notes": "notes",
    "epigraph": "epigraph",
    "dedication": "notes",
    "rating": "notes",
}
"""Kinds of item whose paragraphs, joined, are a field; a dedication is a note, too."""


def _aside_claim(chars: str, item: Item) -> Claim | None:
    """What a paragraph that is no field says besides, for the describe room to read."""
    place = [(item.start, item.stop)]
    if item.kind in _SPOKEN and is_keeper_note(chars[item.start : item.stop]):
        return make_claim(chars, "label:keeper", place, 0.8, "matter/1")
    if item.kind == "notes" and _FEEDBACK.match(chars[item.start : item.stop]):
        return make_claim(chars, "label:feedback", place, 0.7, "matter/1")
    if item.kind == "dedication":
        return make_claim(chars, "label:dedication", place, 0.75, "matter/1")
    if item.kind == "date":
        # Below a mail's own date: a line that is a date may be a digest's or a page's.
        return make_claim(chars, "label:date", place, 0.58, "matter/1", basis="derived")
    if item.kind == "unclear" and item.stop - item.start < _LONGEST_ASIDE:
        return make_claim(chars, "label:aside", place, 0.7, "matter/1")
    return None


def find_yaml_claims(chars: str, start: int, fields: Sequence[YamlField]) -> list[Claim]:
    """Turn the keys of a YAML header into claims.

    Args:
        chars: the text.
        start: code point where the header begins; the fields' spans count from there.
        fields: what `find_yaml_header` gave.
    """
    claims: list[Claim] = []
    for each in fields:
        field = find_field(each.name.replace("_", " "))
        if field is None or not each.values:
            continue
        evidence = (
            Evidence(
                0,
                start + each.start,
                start + each.end,
                chars[start + each.start : start + each.end],
            ),
        )
        value = "; ".join(each.values) if len(each.values) > 1 else each.values[0].strip()
        narrow = narrow_label(field, each.name.replace("_", " "))
        name = CONTRACT_FIELDS.get(field, f"label:{narrow}")
        stated: object = list(each.values) if name.startswith("label:") and each.is_list else value
        if field == "notes":
            name, stated = "notes", {"where": "front", "text": " ".join(value.split())}
        elif isinstance(stated, str):
            stated = " ".join(stated.split())
        if stated:
            claims.append(Claim(name, stated, "stated", 0.99, evidence, YAML_BY))
    return claims
