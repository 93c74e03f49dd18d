"""Matter claims: what the items of front or back matter state, as claims."""

import re
from collections.abc import Sequence
from typing import Literal

from fonds.model.claim import Claim, Evidence
from fonds.parse.head_items import Item
from fonds.parse.labels import find_field
from fonds.parse.prose import find_rating_in_prose
from fonds.parse.stated import CONTRACT_FIELDS, make_claim
from fonds.parse.yaml_header import YamlField

Where = Literal["front", "back"]

_URL = re.compile(r"https?://[^\s<>\"')\]]{4,300}")
_SAVED = re.compile(
    r"\b(?:saved|archived|downloaded|copied|taken|originally (?:posted|published)|posted|found)(?: here)? (?:from|at|on|to):? {0,2}<?(?P<url>https?://[^\s<>\")]{4,300})",
    re.IGNORECASE,
)
_FEEDBACK = re.compile(r"\W*(?:feedback|comments|reviews|flames)\b[^\n]{0,160}\Z", re.IGNORECASE)
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


def _field_claims(chars: str, front: Sequence[Item], where: Where) -> list[Claim]:
    claims: list[Claim] = []
    for number, item in enumerate(front):
        if item.kind != "field" or item.stop <= item.start:
            continue
        spans = [(item.start, item.stop)]
        if item.field in _GROWING:
            spans += _continuations(front, number)
        confidence = 0.97 if item.weight > 1 else 0.88
        claims += _claims_of_field(chars, item.field, spans, confidence, where)
    return claims


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
        if item.kind == "notes" and _FEEDBACK.match(chars[item.start : item.stop]):
            claim = make_claim(chars, "label:feedback", [(item.start, item.stop)], 0.8, "matter/1")
            claims += [] if claim is None else [claim]
        elif item.kind in ("disclaimer", "notes", "epigraph", "dedication"):
            kind = "notes" if item.kind == "dedication" else item.kind
            runs.setdefault(kind, []).append((item.start, item.stop))
        if item.kind in ("rating", "notes", "disclaimer"):
            span = find_rating_in_prose(chars[item.start : item.stop])
            if span is not None:
                place = [(item.start + span[0], item.start + span[1])]
                claims += _claims_of_field(chars, "rating", place, 0.85, where)
            if item.kind == "rating":
                runs.setdefault("notes", []).append((item.start, item.stop))
    for kind, spans in runs.items():
        if kind == "notes":
            claims += _note_claims(chars, spans, 0.75, where)
        else:
            claim = make_claim(chars, kind, spans, 0.85, "matter/1")
            claims += [] if claim is None else [claim]
    return claims


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
        name = CONTRACT_FIELDS.get(field, f"label:{field}")
        stated: object = (
            list(each.values) if name.startswith("label:") and len(each.values) > 1 else value
        )
        if field == "notes":
            name, stated = "notes", {"where": "front", "text": " ".join(value.split())}
        elif isinstance(stated, str):
            stated = " ".join(stated.split())
        if stated:
            claims.append(Claim(name, stated, "stated", 0.99, evidence, "yaml/1"))
    return claims
