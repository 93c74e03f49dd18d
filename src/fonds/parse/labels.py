"""Labels: the words authors put before a value, and the field each means.

The words themselves stand in `label_words.py`. A label is matched after folding
case, accents and decoration, so "**TITLE**", "[Title]" and "Title" are one; words that authors
put around labels ("Obligatory Disclaimer", "Rating for this part") are left out, and a label
of which one letter is wrong is still one (`label_spelling.py`).
"""

import re
import unicodedata

from msgspec import Struct

from fonds.parse.label_spelling import Spellings
from fonds.parse.label_words import VOCABULARY, WEAK_LABELS
from fonds.parse.lines import Line


def _bare(word: str) -> str:
    """A label's words as they are compared: lower case, no accents, single spaces."""
    if not word.isascii():
        word = word.translate(_APOSTROPHES)
        if not word.isascii():
            parts = unicodedata.normalize("NFKD", word)
            word = "".join(char for char in parts if not unicodedata.combining(char))
    bare = " ".join(word.replace("`", "'").lower().split()).strip(" .")
    return bare if "(" in bare else bare.rstrip(")")  # of "(Title): Fog"


_APOSTROPHES = str.maketrans("’‘´", "'''")
_EXACT: dict[str, str] = {}
for _field, _words in VOCABULARY.items():
    for _word in _words:
        _EXACT.setdefault(_bare(_word), _field)
_WEAK = frozenset(_bare(word) for word in WEAK_LABELS)
_UNSURE_WHEN_MISSPELT = 8  # letters; a shorter word is nearer to other words
_SPELLINGS = Spellings(
    word
    for word, field in _EXACT.items()
    if field != "disregard" and (word not in _WEAK or word in ("category", "comments"))
)

# Possessive throughout: white space that one part has taken is never given back, so that a
# line of spaces costs one pass.
_TAG = (
    r"(?:</?(?:[biuBIUpP]|em|EM|strong|STRONG|center|CENTER|[hH][1-6])>"
    r"|\[/?(?:[biuBIU*]|center|CENTER|left|LEFT|(?:size|SIZE|color|COLOR|font|FONT)(?:=[^\[\]\n]{1,12})?)\])"
)
_BOARD_END = r"\[/(?:[biuBIU]|size|SIZE|color|COLOR|font|FONT)\]"
_MARKS = r"(?:\*\*|__|\*|_|</(?:[biuBIU]|em|EM|strong|STRONG)>|" + _BOARD_END + ")"
_BULLETS = "♥❤♡❥★☆✩✯♦♢◆◇✿❀❁✦✧❖♠♣♪♫→⇒➔➜►▶▸▹‣◦●○◘▪▫■□°†‡\ufe0f"
_SEPARATOR = (
    r"(?:(?<=[A-Z]) {3,}+(?![:=|])|(?<=[a-z]) {3,}+(?=[A-Z0-9\"“])| *+\t[ \t]*+(?![:=|])"
    r"|[ \t]*+(?:"
    + _MARKS
    + r"|\]|\)|>(?=[ \t]{0,4}[:=|-])|[/"
    + _BULLETS
    + r"-](?=[ \t]?:))?[ \t]*+"
    r"(?::{1,2}+[-–]?+|[=-]?>{1,2}+|={1,2}+|\.{3,40}+:?+|(?:[.] ){3,20}:?+|…{1,20}+:?+|~{1,2}+"
    r"|(?<=\? )(?=[^\s?])|[-–—]{1,3}+(?=[ \t\]])|(?<=[ \t])[-–—]{1,2}+(?=[^\s-])"
    r"|(?<=[A-Z])[-–—]{1,2}+(?=[A-Z])|\||»(?=[ \t]))"
    r"[ \t]*+" + _MARKS + r"?[ \t]*+)"
)
_DECORATION = (
    r"[ \t]*+(?:\d{1,2}[.)][ \t]++)?(?:" + _TAG + r"){0,3}"
    r"(?:[|*_#>~+•·»:=\[<({/" + _BULLETS + r"-]{1,4}+|o(?=[ \t]{1,4}[A-Z\[*_<]))?[ \t]*+"
    r"(?:" + _TAG + r"){0,3}(?:\*\*|__|[*_])?"
)
_LABEL_WORDS = r"([A-Za-zÀ-ÿ](?:[A-Za-zÀ-ÿ'’`´/.&()? -]{0,34}[A-Za-zÀ-ÿ)?.])?)"
_LABELLED = re.compile(_DECORATION + _LABEL_WORDS + _SEPARATOR)
_SIGN = re.compile(r"[:=\t>|~…»]|\? \S|\.\.|\. \.|[ A-Z][-–—]|[-–—][- ]|   ")
"""What every separator has in it: most lines of a story have none, and are done with."""
_BRACKETS = frozenset("[<{(*_")
_SHORTEST = re.compile(_DECORATION + _LABEL_WORDS.replace("{0,34}", "{0,34}?") + _SEPARATOR)
_RATED = re.compile(
    r"(?:\*\*|__|[(\[*_])?((?i:story |fic )?(?:[Rr]ated|RATED)) (?=(?:(?i:an?|hard|soft|light|strong"
    r"|mild|at least|about) )?(?:PG|NC-?17|FR[A-Z0-9-]|TV-|[GKTMRXU](?:\+|\b(?!['’]))|MA\b|XXX?\b|1[2-8]\b"
    r"|(?i:all ages|teens?|mature|general|explicit|adults?)\b))"
)
_SPOILT = re.compile(
    r"[\[(*_]{0,3}(Spoilers?|SPOILERS?) (?=(?i:(?:are |go )?(?:up (?:to|through|until)|through|thru|until|for"
    r"|to|past|from))(?i: and including)?(?i: the)? "
    r"(?:[\"“'‘*_]|[A-Z0-9]|(?i:seasons?|episodes?|eps?|everything|anything|end of)\b))"
)
_STOPPED = re.compile(r"[*_ ]{0,3}+([A-Z][A-Z' ]{2,24}[A-Z])\.[*_]{0,2}+[ \t]{1,3}+(?=\S)")
_BRACKETED = re.compile(
    r"[ \t]*+(?:[\[<{(]"
    + _LABEL_WORDS
    + r"[\]>})]|(?:\*\*|__|[*_])"
    + _LABEL_WORDS
    # "*Title* Fog": marks around the label alone
    + r"(?:\*\*|__|[*_])(?=[ \t]))[ \t]*+:?+[ \t]*+"
)
_LABEL_ALONE = re.compile(
    _DECORATION + _LABEL_WORDS + r"[ \t]*+(?:</[a-zA-Z]{1,6}>|" + _BOARD_END + r")?"
    r"(?:[\]>})*_~=|/" + _BULLETS + r"-]{1,4}+)?[ \t]*+(?::(?:[-–]|:)?)?[ \t]*+"
    r"(?:\*\*|__|[*_]|</[a-zA-Z]{1,6}>|" + _BOARD_END + r")?[ \t]*+"
)
_NEXT_ON_LINE = re.compile(
    r"(?:[.;,|/!?)\]•·~*–—-]|  |\t)[ \t]{0,8}+[\[(*_]{0,2}+"
    r"([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’/()-]{0,18}(?: [A-Za-zÀ-ÿ'’/()-]{1,14}){0,2})"
    r"(?:\*\*|[\])_*])?(?: ?:| - | = )(?!/)"
)

# Pages of archives run their fields together: "Published: 02 Sep 2004 Updated: 30 Nov 2004".
_NEXT_AFTER_SPACE = re.compile(
    r" (?=(?i:Characters|Completed|Updated|Read|Challenges|Rated|Rating|Warnings|Genres?|Categories"
    r"|Pairings?|Status|Words|Word count|Chapters|Reviews|Series|Language|Published|Fandoms?"
    r"|Spoilers|Disclaimer|Author|Authors|Summary|Archive|Feedback|E-?mail):)"
    r"([A-Z][A-Za-z-]+(?: [Cc][Oo][Uu][Nn][Tt])?):(?= )"
)
_RUNS_INTO = re.compile(
    r"\b(?:the|an?|my|your|his|her|our|this|that|another|of|no|and)\Z", re.IGNORECASE
)
"""Before a capitalised word: "Meet the Author: a Tale" is one title."""
_TITLED = re.compile(r"[A-Z0-9](?!.{0,39}[.!?] [A-Z])")
_OPENERS = frozenset({"story", "fic", "the story", "the fic"})
"""Words that, alone on a line, open the story itself."""
_AROUND = re.compile(
    r"(?:the|my|our|this|and|story|fic|fanfic|overall|main|general|obligatory|required|mandatory"
    r"|necessary|standard|usual|official|boring|dreaded|short|brief|quick|full|legal|important|more"
    r"|additional|other|extra|some|working|suggested|estimated|possible|potential|major|minor|big"
    r"|quickie|simple|silly|stupid|ye olde|long|current|story's|fic's|any|all|special|specific) "
)
_ARTICLES = ("the ", "my ", "our ", "this ", "and ", "any ", "all ", "some ")
_AFTER = re.compile(
    r"(?: ?\([^()]{0,24}\)| for (?:the|this|whole|entire)(?: [a-z]{3,8}){1,2}| of (?:the|this) [a-z]{3,8}"
    r"| this (?:part|chapter|story)| so far| here| info| information| stuff| thing(?:y|ie)?| notice"
    r"| please| statement| note)\Z"
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
    read = _read(word)
    return None if read is None else read[0]


def _read(word: str) -> tuple[str, bool] | None:
    """Find the field a label word means, and whether it is weak."""
    bare = _bare(word)
    for each in (bare, bare.rstrip("?")):
        if each in _EXACT:
            return _EXACT[each], each in _WEAK
    for joint in ("/", " & ", " and "):
        if joint in bare:
            pieces = [piece.strip() for piece in bare.replace("(s)", "s").split(joint)]
            fields = [_EXACT[each] for each in pieces if each in _EXACT and each not in _WEAK]
            if fields:  # "Characters, Pairing(s)" names the pair first of all
                both = fields[0] == "characters" and "pairing" in fields
                return "pairing" if both else fields[0], False
    return _read_around(bare) or _read_misspelt(bare)


def _read_around(bare: str) -> tuple[str, bool] | None:
    """A label with words around it that change nothing: "obligatory disclaimer (again)"."""
    inner = _AFTER.sub("", bare)
    if inner != bare and inner in _EXACT:
        return _EXACT[inner], inner in _WEAK
    for _ in range(2):
        match = _AROUND.match(inner)
        if match is None:
            return None
        before, inner = inner, inner[match.end() :]
        if (
            inner in _EXACT
            and _EXACT[inner] not in ("disregard", "author")
            and (inner not in _WEAK or inner in ("notes", "warning", "note"))
        ):
            return _EXACT[inner], before.startswith(_ARTICLES) or inner in _WEAK
    return None


def _read_misspelt(bare: str) -> tuple[str, bool] | None:
    meant = _SPELLINGS.find(bare)
    if meant is None:
        return None
    return _EXACT[meant], meant in _WEAK or len(meant) < _UNSURE_WHEN_MISSPELT


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
    match = _LABELLED.match(text, 0, 90) if _SIGN.search(text, 0, 90) else None
    if match is None and text[:1] in _BRACKETS:
        match = _BRACKETED.match(text, 0, 90)
    if match is None:
        return _find_without_sign(text)
    group = 1 if match.group(1) is not None else 2
    word = match.group(group).strip()
    read = _read(word)
    if read is None:
        # "Fandom - Oz: the Lost Years" is no label "Fandom - Oz".
        shorter = _SHORTEST.match(text, 0, 90) if len(word) > 6 else None
        read = _read(shorter.group(1)) if shorter is not None else None
        if shorter is None or read is None:
            return _find_without_sign(text)
        match, group, word = shorter, 1, shorter.group(1).strip()
    field, weak = read
    if _bare(word) in _OPENERS and not text[match.end() :].strip():
        return None
    separator = text[match.end(group) : match.end()]
    if "»" in separator and weak:
        return None  # a page's way to where it stands: "Books » Dracula »"
    marked = group == 2 or _is_plain_separator(separator)
    if not marked:
        if "   " in separator and not separator.strip():
            if weak or not word[0].isupper():
                return None
            return Label(field, word, match.end(), not word.isupper(), " ")
        return _dashed(text, match.end(), field, word, weak=weak, separator=separator)
    return Label(field, word, match.end(), weak, separator.strip(" *_") or "\t")


def _find_without_sign(text: str) -> Label | None:
    """A label without a sign: "Rated R", "Spoilers up to 4x10", or capitals and a stop: "TITLE. Fog"."""
    match = _RATED.match(text, 0, 60)
    if match is not None:
        return Label("rating", match[1], match.end(), False, " ")
    match = _SPOILT.match(text, 0, 90)
    if match is not None:
        return Label("spoilers", match[1], match.end(), False, " ")
    match = _STOPPED.match(text, 0, 60)
    read = None if match is None else _read(match[1])
    if match is None or read is None or read[1]:
        return None
    return Label(read[0], match[1], match.end(), True, ".")


def _dashed(
    text: str, value: int, field: str, word: str, *, weak: bool, separator: str
) -> Label | None:
    """A label before a dash: "For - he knew it" is a sentence, "Summary - Fog." is none."""
    sign = separator.strip(" *_") or "\t"
    loud = word.isupper() and len(word) > 3
    if word == "By" and sign in ("-", "--", "–", "—") and text[value : value + 1].isupper():
        return Label(field, word, value, False, sign)
    if weak or len(word) < 4:
        begins = text[value : value + 40].lstrip("*_\"“'(")
        opens = word[0].isupper() and len(word) > 4 and begins[:1].isupper()
        opens = opens or (field == "pairing" and "/" in begins)
        opens = opens or (
            field == "title" and word[0].isupper() and _TITLED.match(begins) is not None
        )
        if not loud and not (opens and separator[0] == separator[-1] == " " and sign != "~"):
            return None
        return Label(field, word, value, True, sign)
    sure = (
        sign in ("-", "--", "–", "—")
        and separator[0] == separator[-1] == " "
        and (word[0].isupper() or loud)
    )
    return Label(field, word, value, not sure, sign)


def _is_plain_separator(separator: str) -> bool:
    """Whether what stands between label and value is nothing that prose has there."""
    return (
        any(sign in separator for sign in ":\t=]>}…»") or "..." in separator or ". . ." in separator
    )


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
    read = _read(word)
    if read is None or _bare(word) in _OPENERS:
        return None
    field, weak = read
    if ":" not in line.text and (weak or word[-1] == "."):
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
        end = match.start()
        if match.re is _NEXT_AFTER_SPACE and _RUNS_INTO.search(text, max(start, end - 8), end):
            continue
        if field is None:
            words = match.group(1).split()
            if "-" in text[match.end(1) : match.end()]:
                continue  # "Alternate Universe - Baker Street" is one tag
            field = find_field(words[-1]) if len(words) > 1 and words[-1][0].isupper() else None
            if field is None:
                continue
            end = match.end(1) - len(words[-1]) - 1  # of "Holmes/W Spoilers: none"
        if text[end] in "!?)":  # these belong to the value before
            end += 1
        value = match.end()
        value += len(text[value:]) - len(text[value:].lstrip(" \t*_"))
        found.append((end, value, field))
    return found
