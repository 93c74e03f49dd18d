"""Kind: is this text a story, with a reason a person can check."""

import re
from collections import Counter
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from fonds.model.block import Block

_ABOUT = frozenset(
    (
        "episode episodes series season seasons show shows scene scenes actor actors acting plot viewer viewers "
        "script scripts director directors directed writer writers film films movie movies fan fans fandom review "
        "reviews reviewed character characters novel novels book books anthology stories faq list newsgroup website "
        "archive guide subscribe aired teleplay opener synopsis"
    ).split()
)
_OPINION_WORDS = frozenset(
    "imho personally overall nicely nitpick nitpicks worth recommend recommended".split()
)
_OPINIONS = AhoCorasick(
    (
        "i think | in my opinion | i thought | i liked | i enjoyed | i found | i'd say | i would give | "
        "seems to | i must | on the whole | all in all | well done | please send | we will | if you find | "
        "if you want | if you have | if you are"
    ).split(" | ")
)
_ACTS = frozenset(
    (
        "said asked replied cried whispered answered murmured exclaimed shouted muttered says asks replies "
        "smiled nodded sighed shrugged grinned looked turned"
    ).split()
)
_PAST = frozenset(
    "was were had did could would came went stood sat took knew thought felt saw heard".split()
)
_THIRD = frozenset("he she his her him".split())
_TOKEN = re.compile(r"[a-z]+")
_SPEAKER = re.compile(r"^[A-Z][^\n:.!?]{0,24}:(?:\s|$)|^<[^<>\n]{1,24}> ", re.MULTILINE)
_DIGITS = re.compile(r"\d+")
_GUIDE_TITLE = re.compile(
    r"\b(?:faq|review|episode guide|guide to|index|list|rules|guidelines|administrivia|listings?|timeline|glossary|concordance|synopsis|bibliography|trivia|quiz|poll|results|questions|announcement|welcome|contents|admin|ot|meeting)\b",
    re.IGNORECASE,
)
_LIST_LINE = re.compile(r"^[ \t]*+(?:[-*•·]|\d{1,3}[.):]|Q[:.]|A[:.]|\(\d{1,3}\))\s", re.MULTILINE)
_BIAS = 1.2  # weights by hand, rounded, on half of a real heap; checked on the other half
_SCRIPT = 25  # lines "Name: …" in a thousand words: fewer is a story with a list in it
_SAMPLE = 12_000  # characters that are looked at: more would not change the answer


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

    Cost: O(1) beyond the first 12,000 characters of the body.
    Source: ours; measured by the sample heap and on real heaps.
    """
    body = [
        block for block in blocks if block.place == "body" and block.kind != "chrome" and block.text
    ]
    text = "\n".join(block.text for block in body)[:_SAMPLE]
    words = len(text.split())
    if words == 0:
        return Kind("not-story", "It holds no text of a story.", 0.98)
    low = text.lower()
    if words < 60 and header_fields < 2:
        # Of a page this short the addresses may stand in what looks like its header.
        low = "\n".join(block.text for block in blocks if block.kind != "chrome").lower()
    links = max(low.count("http://") + low.count("https://"), low.count(".htm"))
    if words < 150 and links and links * (25 if words < 60 else 12) > words:
        return Kind("not-story", f"It is a short page of {links} link{'s' * (links > 1)}.", 0.9)
    if words < 40 and not header_fields and '"' not in text and "“" not in text:
        return Kind("not-story", f"It has only {words} words, and nobody speaks.", 0.7)
    if links >= 5 and links * 14 > words:
        return Kind("not-story", f"It is a list of {links} links.", 0.9)
    return _judge(text, words, title or "", header_fields, blocks)


def _judge(text: str, words: int, title: str, header_fields: int, blocks: Sequence[Block]) -> Kind:
    thousand = max(words, 150) / 1000  # a very short text proves little either way
    low = text.lower()
    counts = Counter(_TOKEN.findall(low))
    about, opinion = _count(counts, _ABOUT), _count_opinions(low, counts)
    speakers = len(_SPEAKER.findall(text)) / thousand
    body = [block for block in blocks if block.place == "body" and block.text]
    items = len(_LIST_LINE.findall(text)) + sum(1 for block in body if block.kind == "item")
    listed = items / max(1, len(body))
    score = _BIAS + 0.2 * min(_count(counts, _ACTS) / thousand, 12)
    score += 0.02 * min(_count(counts, _PAST) / thousand, 30)
    score += 0.02 * min(_count(counts, _THIRD) / thousand, 30)
    score += 3.0 if speakers >= _SCRIPT and listed < 0.3 else 0.0
    score += 1.2 * min(header_fields, 3)
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
    return Kind("not-story", _why_not(counts, listed, items, title), confidence)


def _count(counts: Counter[str], words: frozenset[str]) -> int:
    return sum(counts[word] for word in words)


def _count_opinions(low: str, counts: Counter[str]) -> int:
    phrases = _OPINIONS.find_matches_as_indexes(low)
    return len(phrases) + _count(counts, _OPINION_WORDS)


def _often_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _why_not(counts: Counter[str], listed: float, items: int, title: str) -> str:
    if listed > 0.5:
        return f"It is mostly a list: {items} items."
    said = _GUIDE_TITLE.search(title)
    if said is not None:
        return f"Its heading calls it what no story is: {said.group().lower()}."
    found = Counter({word: counts[word] for word in _ABOUT if counts[word]})
    if found:
        words = ", ".join(word for word, _ in sorted(found.items(), key=_often_first)[:4])
        return f"It talks about works and does not tell one: {words}."
    return "It tells of nobody: hardly any people, past tense or speech."
