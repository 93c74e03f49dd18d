"""Kind: is this text a story, with a reason a person can check."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from fonds.model.block import Block

_ABOUT = re.compile(
    r"\b(?:episodes?|series|seasons?|shows?|scenes?|actors?|acting|plot|viewers?|scripts?|directors?|directed|writers?|films?|movies?|fans?|fandom|reviews?|reviewed|characters?|novels?|books?|anthology|stories|faq|list|"
    r"newsgroup|website|archive|guide|subscribe|aired|teleplay|opener|synopsis)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:i think|in my opinion|imho|i thought|i liked|i enjoyed|i found|i'd say|i would give|seems to|i must|personally|on the whole|overall|all in all|nicely|nitpicks?|well done|worth|recommend(?:ed)?|please send|we will|"
    r"if you (?:find|want|have|are))\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(?:said|asked|replied|cried|whispered|answered|murmured|exclaimed|shouted|muttered|says|asks|replies|smiled|nodded|sighed|shrugged|grinned|looked|turned)\b"
)
_SPEAKER = re.compile(r"^[A-Z][^\n:.!?]{0,24}:(?:\s|$)|^<[^<>\n]{1,24}> ", re.MULTILINE)
_DIGITS = re.compile(r"\d+")
_GUIDE_TITLE = re.compile(
    r"\b(?:faq|review|episode guide|guide to|index|list|rules|guidelines|administrivia|listings?|timeline|glossary|concordance|synopsis|bibliography|trivia|quiz|poll|results|questions|announcement|welcome|contents|admin|ot|meeting)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|could|would|came|went|stood|sat|took|knew|thought|felt|saw|heard)\b"
)
_THIRD = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+|www\.\S+|\S+\.html?\b")
_LIST_LINE = re.compile(r"^\s*(?:[-*•·]|\d{1,3}[.):]|Q[:.]|A[:.]|\(\d{1,3}\))\s", re.MULTILINE)
_BIAS = 1.2  # weights by hand, rounded, on half of a real heap; checked on the other half
_SCRIPT = 25  # lines "Name: …" in a thousand words: fewer is a story with a list in it
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
    thousand = max(words, 150) / 1000  # a very short text proves little either way
    about, opinion = len(_ABOUT.findall(text)), len(_OPINION.findall(text))
    speakers = len(_SPEAKER.findall(text)) / thousand
    body = [block for block in blocks if block.place == "body" and block.text]
    items = len(_LIST_LINE.findall(text)) + sum(1 for block in body if block.kind == "item")
    listed = items / max(1, len(body))
    score = _BIAS + 0.2 * min(len(_ACTS.findall(text)) / thousand, 12)
    score += 0.02 * min(len(_PAST.findall(text)) / thousand, 30)
    score += 0.02 * min(len(_THIRD.findall(text)) / thousand, 30)
    score += 3.0 if speakers >= _SCRIPT and listed < 0.3 else 0.0
    score += 0.8 * min(header_fields, 4)
    score -= 0.6 * min(about / thousand, 8) + 0.4 * min(opinion / thousand, 5)
    score -= 0.04 * min(len(_DIGITS.findall(text)) / thousand, 60) + 3 * min(listed, 1)
    score -= 2.5 if _GUIDE_TITLE.search(title) else 0.0
    front = sum(block.text.count(" ") for block in blocks if block.place == "front")
    if words < 150 and front > 2 * words and header_fields < 3:
        score -= 2.0
    confidence = round(min(0.97, 0.55 + 0.08 * abs(score)), 2)
    if score > 0:
        what = "It is set as a script or chat." if speakers >= _SCRIPT else "It tells of people."
        return Kind("story", what, confidence)
    return Kind("not-story", _why_not(text, listed, items, title), confidence)


def _why_not(text: str, listed: float, items: int, title: str) -> str:
    if listed > 0.5:
        return f"It is mostly a list: {items} items."
    said = _GUIDE_TITLE.search(title)
    if said is not None:
        return f"Its heading calls it what no story is: {said.group().lower()}."
    found = Counter(word.lower() for word in _ABOUT.findall(text) + _OPINION.findall(text))
    if found:
        words = ", ".join(word for word, _ in found.most_common(4))
        return f"It talks about works and does not tell one: {words}."
    return "It tells of nobody: hardly any people, past tense or speech."
