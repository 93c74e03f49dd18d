"""Labels: the words authors put before a value, and the field each means.

The words themselves stand in `label_words.py`. A label is matched after folding
case and dropping decoration, so "**TITLE**", "[Title]" and "Title" are one.
"""

import re

from msgspec import Struct

from fonds.parse.label_words import VOCABULARY, WEAK_LABELS
from fonds.parse.lines import Line

_EXACT: dict[str, str] = {}
for _field, _words in VOCABULARY.items():
    for _word in _words:
        _EXACT.setdefault(_word.strip(" ."), _field)

# Possessive throughout: white space that one part has taken is never given back, so that a
# line of spaces costs one pass.
_SEPARATOR = (
    r"(?:(?<=[A-Z)]) {3,}+(?![:=|])| *+\t[ \t]*+(?![:=|])"
    r"|[ \t]*+(?:\*\*|__|</b>|\*|\]|>)?+[ \t]*+(?::{1,2}+|=|\.{3,40}+:?+|[-–—]{1,2}+(?=[ \t\]])|\|)"
    r"[ \t]*+(?:\*\*|__|</b>|\*)?+[ \t]*+)"
)
_DECORATION = r"[ \t]*+(?:</?b>|[|*_#>~+•·=\[<({-]{1,4}+)?+[ \t]*+"
_LABEL_WORDS = r"([A-Za-zÀ-ÿ](?:[A-Za-zÀ-ÿ'’/.&()? -]{0,28}[A-Za-zÀ-ÿ)?.])?)"
_LABELLED = re.compile(_DECORATION + _LABEL_WORDS + _SEPARATOR)
_BRACKETED = re.compile(r"[ \t]*+[\[<{(]" + _LABEL_WORDS + r"[\]>})][ \t]*+:?+[ \t]*+")
_LABEL_ALONE = re.compile(
    _DECORATION
    + _LABEL_WORDS
    + r"[ \t]*+(?:[\]>})*_~=|-]{1,4}+)?+[ \t]*+:?+[ \t]*+(?:\*\*|__|[*_])?+[ \t]*+"
)
_NEXT_ON_LINE = re.compile(
    r"(?:[.;,|/!?)\]•·~*–—-]|  |\t)[ \t]{0,8}+[\[(*_]{0,2}+([A-Za-z][A-Za-z'’/()-]{0,18}(?: [A-Za-z'’/()-]{1,14}){0,2})(?:\*\*|[\])_*])?(?::| - )(?!/)"
)

# Pages of archives run their fields together: "Published: 02 Sep 2004 Updated: 30 Nov 2004".
_NEXT_AFTER_SPACE = re.compile(
    r" (?=(?:Characters|Completed|Updated|Read|Challenges|Rated|Rating|Warnings|Genres?|Categories|Pairings?|Status|Words|Word count|Chapters|Reviews|Series|Language|Published|Fandoms?|Spoilers|Disclaimer):)([A-Z][a-z]+(?: count)?):(?= )"
)


class Label(Struct, frozen=True, array_like=True):
    """A label at the head of a line.

    Attributes:
        field: what it means: a key of the vocabulary.
        word: as typed.
        value_start: code point in the line's `text` where the value begins.
        weak: an ordinary word that proves nothing alone.
        separator: what stood between label and value: ":" or another.
    """

    field: str
    word: str
    value_start: int
    weak: bool
    separator: str


def find_field(word: str) -> str | None:
    """Find the field a label word means.

    Example:
        >>> find_field("PAIRING(S)"), find_field("Author’s Notes"), find_field("Dr Watson")
        ('pairing', 'notes', None)
    """
    folded = " ".join(word.replace("’", "'").replace("`", "'").lower().split()).strip(" .")
    if folded in _EXACT:
        return _EXACT[folded]
    folded = folded.rstrip("?")
    if folded in _EXACT:
        return _EXACT[folded]
    for joint in ("/", " & ", " and "):
        if joint in folded:
            for piece in folded.split(joint):
                field = _EXACT.get(piece.strip())
                if field is not None and piece.strip() not in WEAK_LABELS:
                    return field
    return None


def find_label(line: Line) -> Label | None:
    """Find the label a line begins with.

    Args:
        line: one line of a header.

    Returns:
        The label, or None when the line begins with no word of the vocabulary.

    Cost: O(1); only the first 60 characters are looked at.

    Example:
        >>> from fonds.parse.lines import split_lines
        >>> find_label(split_lines("**Pairing** - E/D", 0, 17)[0]).field
        'pairing'
    """
    text = line.text
    match = _LABELLED.match(text, 0, 90) or _BRACKETED.match(text, 0, 90)
    if match is None:
        return None
    word = match.group(1).strip()
    field = find_field(word)
    if field is None:
        return None
    separator = text[match.end(1) : match.end()]
    folded = " ".join(word.lower().split())
    weak = folded in WEAK_LABELS
    if not any(sign in separator for sign in ":\t=]>}") and "..." not in separator:
        if "   " in separator:
            wide = word.isupper() and folded not in WEAK_LABELS
            return Label(field, word, match.end(), False, " ") if wide else None
        # "For - he knew it" is a sentence; a dash needs a label that is a label.
        weak = True
        if (folded in WEAK_LABELS or len(folded) < 4) and not (word.isupper() and len(word) > 3):
            return None
    return Label(field, word, match.end(), weak, separator.strip(" *_") or "\t")


def find_label_alone(line: Line) -> str | None:
    """Find the field of a label that has a line to itself, its value on the next.

    Example:
        >>> from fonds.parse.lines import split_lines
        >>> find_label_alone(split_lines("== SUMMARY ==", 0, 13)[0])
        'summary'
    """
    if len(line.text) > 40:
        return None
    match = _LABEL_ALONE.fullmatch(line.text)
    if match is None:
        return None
    word = match.group(1).rstrip(": ")
    field = find_field(word)
    if field is None:
        return None
    if ":" not in line.text and (word.lower().rstrip(".") in WEAK_LABELS or word[-1] == "."):
        return None
    return field


def iter_labels_on_line(text: str, start: int) -> list[tuple[int, int, str]]:
    """List further labels inside a line: "X. Author: Y. Rating: G".

    Args:
        text: the line.
        start: where the first label's value begins.

    Returns:
        (where the value before ends, where this label's value begins, field) for each.

    Cost: O(len(text)).

    Example:
        >>> iter_labels_on_line("Title: Fog. Author: Ann. Rating: G", 7)
        [(10, 20, 'author'), (23, 33, 'rating')]
    """
    found: list[tuple[int, int, str]] = []
    for match in sorted(
        [*_NEXT_ON_LINE.finditer(text, start), *_NEXT_AFTER_SPACE.finditer(text, start)],
        key=re.Match.start,
    ):
        if found and match.start() < found[-1][1]:
            continue
        field = find_field(match.group(1))
        if field is None:
            words = match.group(1).split()
            field = find_field(words[-1]) if len(words) > 1 and words[-1][0].isupper() else None
            if field is None:
                continue
        end = match.start()
        if text[end] in "!?)":  # these belong to the value before
            end += 1
        value = match.end()
        value += len(text[value:]) - len(text[value:].lstrip(" \t*_"))
        found.append((end, value, field))
    return found
