"""Prose around a story: disclaimers, notes, ratings in a sentence, and the story itself."""

import re

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from fonds.parse.asides import find_aside
from fonds.parse.prose_words import DISCLAIMER_PHRASES, NOTE_PHRASES, PLAIN_NOTE_PHRASES

_LOOK = 1_200  # characters of a paragraph that are judged: a long one is known by its start


_RATING = re.compile(
    r"(?:i(?:'d| would| should)? (?:call|rate|say|give|put|guess) (?:this |it |that )?(?:is |was |at |as |about )?(?:an? |it |this )?(?:solid |mild |strong |light |hard |soft )?|\brated:? |\brating (?:is|of|would be) (?:an? )?|"
    r"\bthis (?:story |fic |one )?(?:is|gets|would be) (?:rated |an? |about )(?:solid |mild |strong |light |hard |soft )?)"
    r"(?P<value>(?:hard |soft |strong |light )?(?:nc-?17|pg-?1[35]|pg|frao|frm|frt|frc|fr-?\d{1,2}|xxx|1[0-9]\+|k\+|[gkrtm]\b\+?|general|teen|mature|adult|explicit|all ages|everyone)[^.;!\n]{0,80})",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"[\"“][^\"”\n]{1,400}[,.!?…—-][\"”]|^[‘'][A-Z].{2,200}[,.!?][’']", re.MULTILINE
)
_SAID = re.compile(
    r"\b(?:said|asked|replied|cried|whispered|answered|murmured|exclaimed|shouted|muttered)\b"
)
_TAGGED = re.compile(
    r",[\"”’']? (?:said|asked|replied|cried|answered) (?:the |Mr\.? |Mrs\.? |Miss |Dr\.? )?(?:[A-Z][\w-]{1,20}|he|she|they|[a-z]{3,12})[,.;]"
)
_DEDICATION = re.compile(
    r"[\W_]{0,4}(?:(?:dedicated |written |a gift )?(?:for|to) [^\n]{2,90}|dedicated to\b[^\n]{0,120}|in memory of [^\n]{2,90})",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(
    r"\b(?:who|for|without|with (?:love|thanks|gratitude)|my|all|everyone|everybody|those)\b(?!.*\bfrom\b)"
)
# Sentences of a story that begin as dedications do.
_NO_DEDICATION = re.compile(
    r"(?i:\W{0,4}(?:for|to) (?:my part|the (?:first|last|next|most|moment|rest|record|sake|life|love of|hundredth|contrary)"
    r"|an? (?:\w+ )?(?:moment|while|long|time|minute|second|few|week|day|year|instant|night|heartbeat)s?"
    r"|once|ever|now|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|many|several|some|\d{1,4}) (?:\w+ )?"
    r"(?:moments?|minutes?|hours?|days?|weeks?|months?|years?|nights?|time|seconds?|reasons?)"
    r"|example|instance|all (?:his|her|its|their|that|this|the)|sale|be|make|begin|start|say|whom|what|which)\b)"
)
_ATTRIBUTION = re.compile(r"[> \t]*(?:[-–—]{1,3}|~|\()[ \t]*[\"“_*]{0,2}[^\W\d_][^\n]{1,80}")

_FACT_JOINT = re.compile(r"\s*(?:[,;|•·]|\.\s|\s[-–—]\s|\s{3,})\s*")
_FACT = re.compile(
    r"(?:(?:both|all|rated|rating)[: ]+)?(?:nc-?17|pg-?1[35]|pg|frao|frm|frt|frc|fr-?\d{1,2}|[GRKTM]|K\+|all ages|18\+|gen|slash|het|femslash|angst|fluff|humou?r|friendship(?: only)?)"
    r"|[Aa]n? (?:[\w'’-]+ ){0,6}?(?:story|fic|vignette|ficlet|tale|sequel|crossover|pastiche|short one|short|drabble|fanfic|novel|adventure)(?:(?: from| of| in| about)? [\w'’ -]{1,40})?"
    r"|[\w'’.]{1,20}\s?[/&]\s?[\w'’.]{1,20}"
    r"|(?:takes place|set) (?:in|during|after|before) .{2,40}",
    re.IGNORECASE,
)


_PHRASES = (*DISCLAIMER_PHRASES, *PLAIN_NOTE_PHRASES, *NOTE_PHRASES)
_FINDER = AhoCorasick([phrase.rstrip("*") for phrase in _PHRASES])


class ProseKind(Struct, frozen=True, array_like=True):
    """What a paragraph near an edge of a text looks like.

    Attributes:
        kind: "disclaimer", "notes", "rating", "furniture", "story" or "unclear".
        weight: how much it speaks for front matter (> 0) or for the story (< 0).
    """

    kind: str
    weight: float


def find_prose_kind(text: str) -> ProseKind:
    """Judge one paragraph that stands near the top or the end of a text.

    Args:
        text: the paragraph; only its first 1,500 characters are looked at.

    Returns:
        Its kind and weight. Weights are ours, set on the sample heap and on generated
        headers; a whole header must outweigh what stands between its parts.

    Cost: O(1), bounded.

    Example:
        >>> find_prose_kind("I don't own Holmes and make no money. Please don't sue.").kind
        'disclaimer'
        >>> find_prose_kind('"It is fog," said Watson. "We had better wait."').kind
        'story'
    """
    aside = find_aside(text)
    if aside is not None:
        return ProseKind(*aside)
    text = text[:_LOOK]
    low = text.lower().replace("’", "'")
    words = low.count(" ") + low.count("\n") + 1
    disclaims, notes, plain = _count_phrases(low)
    speech = _count_speeches(text)
    if disclaims or notes:
        said = len(_SAID.findall(low))
        if said and speech and text.lstrip()[:1] in '"“':
            return ProseKind("story", -1.6)  # somebody in the story says it
        # "Rating a goose, said Holmes, …": speech without its quotation marks.
        narrative = speech * 1.5 + said + (2 if _TAGGED.search(text) else 0)
        if disclaims * 100 >= words and (
            disclaims >= 2 or (disclaims and narrative < 2 and (notes or words < 60))
        ):
            return ProseKind("disclaimer", 1.5 + min(disclaims, 3) * 0.7)
        if narrative < 2 and _RATING.search(text):
            return ProseKind("rating", 2.0)
        if notes >= 2 and notes > 0.025 * words and narrative < notes + 1:
            return ProseKind("notes", min(2.5, 0.5 + 0.5 * notes))
        if plain and words < 30 and not speech and text.rstrip()[-1:] in '.!?)>:;~*"':
            return ProseKind("notes", 0.4)
        if disclaims and words < 40 and not speech:
            return ProseKind("disclaimer", 0.8)
    elif not speech and words < 30 and _RATING.search(text):
        return ProseKind("rating", 2.0)
    if speech or words >= 25:
        return ProseKind("story", -1.2 - min(speech, 3) * 0.4 - (0.4 if words > 60 else 0.0))
    return ProseKind("unclear", -0.6)


def _count_phrases(low: str) -> tuple[int, int, int]:
    """How many different phrases: of disclaimers, of notes, of these the unmistakable ones."""
    found: set[int] = set()
    for index, start, end in _FINDER.find_matches_as_indexes(low, overlapping=True):
        if start and low[start - 1].isalnum():
            continue
        if not _PHRASES[index].endswith("*") and end < len(low) and low[end].isalnum():
            continue
        found.add(index)
    first_note = len(DISCLAIMER_PHRASES)
    first_weak = first_note + len(PLAIN_NOTE_PHRASES)
    disclaims = sum(1 for index in found if index < first_note)
    plain = sum(1 for index in found if first_note <= index < first_weak)
    return disclaims, len(found) - disclaims, plain


def _count_speeches(text: str) -> int:
    quotes = text.count('"') + text.count("“") + text.count("”")
    if quotes >= 2 and _SPEECH.search(text):
        return quotes // 2
    return 1 if text[:1] in "'‘" and _SPEECH.search(text) else 0


def find_rating_in_prose(text: str) -> tuple[int, int] | None:
    """Find the rating in a sentence: "I would call this a PG, mostly for the weather".

    Returns:
        Half-open span of the rating with its qualifier, or None.
    """
    match = _RATING.search(text.replace("\n", " "))
    return None if match is None else match.span("value")


def opens_with_rating(text: str) -> bool:
    """Tell whether a line begins a sentence that rates the story: "This story is rated 18+"."""
    return text[:1] in "TIR" and _RATING.match(text[:80]) is not None


def is_facts_line(text: str) -> bool:
    """Tell whether a line lists facts without labels: "D & O, friendship only, FRC".

    Example:
        >>> is_facts_line("A Dracula sequel, in two chapters. FRT"), is_facts_line("It was G, he said.")
        (True, False)
    """
    if len(text) > 110 or '"' in text:
        return False
    pieces = _FACT_JOINT.split(text.strip(" .*~=_-"))
    facts = sum(1 for piece in pieces if _FACT.fullmatch(piece.strip(" .()[]*~_-")))
    return facts >= 1 and (len(pieces) == 1 or facts * 3 >= len(pieces))


def is_dedication(text: str) -> bool:
    """Tell whether a short line dedicates the story: "For Ada, who asked"."""
    if text[:3] in ("To ", "to ") and not _TO_WHOM.search(text):
        return False  # "To Arthur Holmwood, from Quincey" heads a letter
    return (
        len(text) <= 130
        and _DEDICATION.fullmatch(text) is not None
        and _NO_DEDICATION.match(text) is None
        and not text.endswith((",", "?"))
    )


def is_attribution(text: str) -> bool:
    """Tell whether a line names the source of a quotation: "-- Homer, The Odyssey"."""
    return len(text) <= 90 and _ATTRIBUTION.fullmatch(text) is not None
