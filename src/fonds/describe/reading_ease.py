"""Reading ease: how easily an English text is read, by Flesch's formula."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from fonds.describe.language import find_language

_STRETCH = 1_500
_STRETCHES = 4
"""At most 6,000 code points are read, some thousand words: four stretches spread evenly over the
text; Flesch took samples of a hundred words each."""

_LEAST_WORDS = 100
"""Flesch's own samples have a hundred words; fewer say little."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ABBREVIATED = re.compile(
    r"\b(Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Capt|Col|Gen|Lt|Sgt|Rev|Hon|Esq|etc|vs|[A-Z])\."
)
_END = re.compile(r"[.!?…]+[\"”’'»)\]*_]{0,3}(?=\s+[^\sa-z]|\s*$)|(?<![.!?…])\n\s*\n", re.ASCII)

_VOWELS = re.compile(r"[aeiouyàâäãåæèéêëìíîïòóôöõøœùúûüýÿ]+")
_SILENT = re.compile(
    r"(?:[^aeiouyl]e|[aeiouy]le"  # make, while; not "little"
    r"|[^aeiouydtl]ed|[aeiouylw]led"  # walked; not "wanted", "settled"
    r"|[^aeiouysxzcghl]es|[aeiouyt]hes|[aeiouyl]les"  # times; not "faces"
    r"|[gq]ue[sd]?)$"  # tongue
)
_SILENT_INSIDE = re.compile(
    r"(?:(?<=[aeiouy])|(?<=[a-z][a-z]))[^aeiouy]e(?=(?:ful|less|ly|ness|ment|where|one)(?:ly|s)?$)"
)
_PARTED = re.compile(
    r"(?<=[aeou])y(?=[aiou]|e[rnl])"  # beyond, player
    r"|(?<=[^aeou])y(?=ing)|(?<=[aeou])(?=ing)"  # trying, being
    r"|(?<![tscgxlnq])i(?=a(?!ge)|o)|(?<=[nl])i(?=a$)"  # violet, curious, Julia
    r"|[dsz]n['’]t$"  # didn't
    r"|(?<=cr)ea(?=t)|(?<=[sctnd])ua(?=l)"  # create, usual
    r"|(?<=qu)ie(?=t)|(?<=[sd])ie(?=n?[ct])"  # quiet, science, diet
    r"|ie(?=t(?:y|ies)$)|eum$|(?<=r)ea(?=l[iy])"  # society, museum, reality
)
_EXCEPTIONS = {
    **dict.fromkeys("evening every something sometimes someone somewhere business".split(), 2),
    **dict.fromkeys("sometime lion poem naked wicked hundred sacred maybe".split(), 2),
    **dict.fromkeys("everything everyone everywhere whatever idea ideas area areas".split(), 3),
    **dict.fromkeys("cruel fuel ruin fluid poet poets create quiet science ruined".split(), 2),
    **dict.fromkeys("somehow forehead therefore".split(), 2),
    **dict.fromkeys("eyed eye eyes weren't aren't".split(), 1),
    "everybody": 4,
}


def reading_ease(text: str, language: str | None = None) -> float | None:
    """Find how easily a text is read: about 100 is very easy, under 30 very hard.

    Args:
        text: n code points; paragraphs are parted by a blank line.
        language: as `find_language` has it; None finds it.

    Returns:
        Flesch's reading ease to one decimal place; None when the text has under 100 words or
        is not English.

    Cost: O(1): at most 6,000 code points, about 1 ms.
    Source: Rudolf Flesch, "A new readability yardstick", Journal of Applied Psychology 32
        (1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word. Sentences end here
        at ".", "!", "?" and paragraphs; of independent clauses, which he counted as well, a
        machine knows nothing.

    Example:
        >>> reading_ease("The cat sat on the mat. It was a fat cat, and it was glad. " * 9)
        114.6
        >>> reading_ease("Too short.") is None
        True
    """
    if (language or find_language(text)[0]) != "en":
        return None
    words: Counter[str] = Counter()
    sentences = 0
    for stretch in _stretches(text):
        plain = _ABBREVIATED.sub(r"\1", stretch)
        words.update(_WORD.findall(plain.lower()))
        sentences += sum(1 for _ in _END.finditer(plain.strip()))
    number = words.total()
    if number < _LEAST_WORDS:
        return None
    syllables = sum(count_syllables(word) * count for word, count in words.items())
    ease = 206.835 - 1.015 * number / max(1, sentences) - 84.6 * syllables / number
    return round(ease, 1)


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels.

    Silent endings count for nothing, and vowels that are known to part count twice. Of 229
    running words counted by hand that no rule was made from, 221 were right when they were
    first tried, and the sum was: what is one too many and one too few evens out.

    Args:
        word: of n letters, with its apostrophe.

    Returns:
        1 or more.

    Cost: O(n).

    Example:
        >>> [count_syllables(word) for word in ("walked", "little", "curious", "didn't")]
        [1, 2, 3, 2]
    """
    low = word[:40].lower().replace("’", "'")
    known = _EXCEPTIONS.get(low)
    if known is not None:
        return known
    bare = low.removesuffix("'s")
    count = len(_VOWELS.findall(bare)) + len(_PARTED.findall(bare))
    count -= _SILENT.search(bare) is not None
    count -= _SILENT_INSIDE.search(bare) is not None
    return max(1, count)


def _stretches(text: str) -> Iterable[str]:
    if len(text) <= _STRETCH * _STRETCHES:
        return (text,)
    step = (len(text) - _STRETCH) // (_STRETCHES - 1)
    return (text[part * step : part * step + _STRETCH] for part in range(_STRETCHES))
