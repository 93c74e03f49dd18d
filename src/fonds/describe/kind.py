"""Kind: is this text a story, with a reason a person can check."""

import re
from collections.abc import Sequence

from msgspec import Struct

from fonds.model.block import Block

_REVIEW = re.compile(
    r"\b(?:review|synopsis|synoppe|spoilers? (?:ahead|below|follow)|(?:out of|/) ?(?:10|ten|five|5|four|4) (?:stars?)?|my rating|the acting|the plot|the writers?|director|directed by|teleplay|"
    r"this (?:week's )?(?:episode|book|novel|film|movie)|aired|nielsen|screenplay|performance|recommend(?:ed)?|airdate|guest star|i (?:liked|enjoyed|thought|give)|worth (?:reading|seeing))\b",
    re.IGNORECASE,
)
_GUIDE = re.compile(
    r"\b(?:faq|frequently asked|episode guide|list of|index of|compiled by|compilation|last (?:updated|modified)|maintained by|table of contents|mailing list|to (?:un)?subscribe|list ?owner|administrivia|"
    r"version \d|questions? and answers|copyright notice|ftp|newsgroup|please send (?:corrections|additions)|submission guidelines|archive rules)\b",
    re.IGNORECASE,
)
_GUIDE_TITLE = re.compile(
    r"\b(?:faq|review|episode guide|guide to|index|list|rules|guidelines|administrivia|listings?|timeline|glossary|concordance|synopsis|bibliography|trivia|quiz|poll|results|questions|announcement|welcome|contents|admin|ot|meeting)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|said|asked|looked|turned|came|went|stood|sat|took|felt|saw|heard|knew|thought|cried|replied|walked|smiled|\w{2,12}ed)\b"
)
_THIRD = re.compile(r"\b(?:he|she|his|her|him|they|them|I|me|my)\b")
_LINK = re.compile(r"https?://\S+|www\.\S+|\S+\.html?\b")
_LIST_LINE = re.compile(r"^\s*(?:[-*•·]|\d{1,3}[.):]|Q[:.]|A[:.]|\(\d{1,3}\))\s", re.MULTILINE)
_SAMPLE = 24_000  # characters that are looked at: more would not change the answer


class Kind(Struct, frozen=True):
    """What a text is.

    Attributes:
        kind: "story" or "not-story".
        reason: one sentence a person can check.
        confidence: 0..1.
    """

    kind: str
    reason: str
    confidence: float


def find_kind(blocks: Sequence[Block], title: str | None, header_fields: int) -> Kind:
    """Tell whether a work is a story.

    Args:
        blocks: n blocks of the work.
        title: its title, or None.
        header_fields: how many of author, rating, pairing, summary, disclaimer its header states.

    Returns:
        The kind with its reason.

    Cost: O(1) beyond the first 24,000 characters of the body.
    Source: ours; measured by the sample heap and on real heaps.
    """
    body = [
        block for block in blocks if block.place == "body" and block.kind != "chrome" and block.text
    ]
    text = "\n".join(block.text for block in body)[:_SAMPLE]
    words = len(text.split())
    if words == 0:
        return Kind("not-story", "It holds no text of a story.", 0.98)
    links = len(_LINK.findall(text))
    if words < 150 and links and links * 12 > words:
        return Kind("not-story", f"It is a short page of {links} link{'s' * (links > 1)}.", 0.9)
    if links >= 5 and links * 14 > words:
        return Kind("not-story", f"It is a list of {links} links.", 0.9)
    return _judge(text, words, title or "", header_fields, blocks)


def _judge(text: str, words: int, title: str, header_fields: int, blocks: Sequence[Block]) -> Kind:
    body = [block for block in blocks if block.place == "body"]
    thousand = words / 1000 or 0.001
    past = len(_PAST.findall(text)) / thousand
    people = len(_THIRD.findall(text)) / thousand
    speech = (text.count('"') + text.count("“") * 2) / 2 / thousand
    review = len({hit.lower() for hit in _REVIEW.findall(text)})
    guide = len({hit.lower() for hit in _GUIDE.findall(text)})
    items = len(_LIST_LINE.findall(text)) + sum(1 for block in body if block.kind == "item")
    story = (
        min(past, 90) / 30
        + min(people, 90) / 40
        + min(speech, 40) / 14
        + 0.7 * min(header_fields, 4)
    )
    other = 1.1 * review + 1.1 * guide + min(items / max(1, len(body)), 1) * 4
    other += 2.5 if _GUIDE_TITLE.search(title) else 0.0
    front = sum(block.text.count(" ") for block in blocks if block.place == "front")
    if words < 150 and front > 2 * words and header_fields < 3:
        other += 2.0
    if words < 60 and not header_fields:
        other += 1.5
    if other < story:
        return Kind(
            "story",
            "It tells: past tense, people and speech.",
            min(0.97, 0.6 + (story - other) * 0.06),
        )
    confidence = min(0.95, 0.55 + (other - story) * 0.08)
    if items > 0.5 * len(body):
        return Kind("not-story", f"It is mostly a list: {items} items.", confidence)
    if review >= guide and review:
        words_found = ", ".join(sorted({hit.lower() for hit in _REVIEW.findall(text)})[:4])
        return Kind(
            "not-story", f"It talks about a work, as a review does: {words_found}.", confidence
        )
    if guide:
        words_found = ", ".join(sorted({hit.lower() for hit in _GUIDE.findall(text)})[:4])
        return Kind("not-story", f"It is a guide, list or notice: {words_found}.", confidence)
    return Kind(
        "not-story", "It tells of nobody: hardly any people, past tense or speech.", confidence
    )
