"""Part numbers: "The Moor, Part Two", "[2/7] Moor", "moor-2of7.txt", "moor.p2", "moor_b"."""

import re
from typing import Literal

from msgspec import Struct

LAST = 9_000
"""What an epilogue counts as: behind every number."""

_LONGEST = 200  # characters of a title or name that are looked at
_HIGHEST = 250  # a higher number is a year, a ship, a street
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_WORDS = {word: number for number, word in enumerate(_UNITS)} | _TENS
_WORDS |= {word: number for number, word in enumerate(_ORDINALS)}
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)

_NUMBER = (
    r"(?:\d{1,3}|[ivx]{1,6}(?![\w'’])|"
    r"(?:twenty|thirty|forty|fifty)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?(?!\w)|(?:"
    + "|".join(_UNITS[1:])
    + r")(?!\w))"
)
_WORD = r"(?:parts?|pts?|chapters?|chapt?s?|ch|sections?|instal?lments?|posts?|segments?)"
_BRACKETS = r"[(\[{<]?"
_COUNTED = re.compile(
    rf"(?<![\w/.:]){_BRACKETS}[ ]?(?P<word>{_WORD}|file|no|#)?[.:#]?[ ]?"
    r"(?P<first>\d{1,3})(?P<half>[a-e])?"
    r"[ ]?(?:/|of|out of|\\)[ ]?(?P<of>\d{1,3}|\?{1,2}|x{1,2}|n)(?![\w/:])(?:[ ]?[)\]}>])?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<![\w'’]){_BRACKETS}(?P<word>{_WORD}|books?|volumes?|vol)"
    r"(?:\.[ ]?|[ ]|(?=\d)|[ ]?[#:][ ]?)"
    rf"(?P<first>{_NUMBER})(?P<half>[a-e](?!\w))?"
    rf"(?:[ ]?(?:(?:-|–|—|&|and|to|through|thru)[ ]?(?:{_WORD}\.?[ ]?)?|[/,][ ]?)"
    rf"(?P<last>{_NUMBER}))?"
    r"(?:[ ]?(?:of|out of)[ ](?P<of>\d{1,3}))?(?!\w)(?:[ ]?[)\]}>])?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"(?<![\w'’]){_BRACKETS}(?:(?:part|chapter) the (?P<after>{'|'.join(_ORDINALS[1:])})|"
    rf"(?:the )?(?P<before>{'|'.join(_ORDINALS[1:])}) (?:part|chapter|instal?lment))"
    r"(?!\w)[)\]}>]?",
    re.IGNORECASE,
)
_EDGE = re.compile(
    rf"(?<![\w'’]){_BRACKETS}(?P<word>prologue|epilogue|prolog|epilog|conclusion|concluded|coda)(?![\w'’])[)\]}}>]?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"[ ,:;–—-]{{0,6}}+{_BRACKETS}(?:cont(?:inued|inue?'?d|'d|inuing)?\.?|cont)[)\]}}>]?$",
    re.IGNORECASE,
)
_JOINTS = " \t,;:.–—-_~*|/\"'“”‘’=#+()[]{}<>"
_JOINTS_BEFORE = " \t,;:–—-_~*|/=#+([{<"
_BARE = re.compile(r"(?P<stem>.*?\S)[ .#_-]{1,4}+(?P<number>\d{1,2})")

Strength = Literal["stated", "weak", "none"]


class TitlePart(Struct, frozen=True):
    """A title cut into the work's name, a part's number and the part's own name.

    Attributes:
        stem: the work's title without its number; "" for "Chapter 3: The Rain".
        numbers: the first and last part it says it is, equal for one; None when unsaid.
        half: 1 for "2a", 2 for "2b" …, else 0.
        outer: 2 in "Part 2, Chapter 3", else 0.
        of: how many there are, or None.
        own: the part's own name, "The Rain"; "" when it has none.
        word: "chapter", "part", "edge" (prologue, epilogue), "book" or "" for a bare "2/7".
        strength: "weak" for books and volumes, which may be works of their own.
    """

    stem: str
    numbers: tuple[int, int] | None = None
    half: int = 0
    outer: int = 0
    of: int | None = None
    own: str = ""
    word: str = ""
    strength: Strength = "none"


def split_title(title: str) -> TitlePart:
    """Cut a title into the work's name, the part's number and the part's own name.

    "The Moor II: The Return" is a sequel and stays whole, as "The Moor 2" does.

    Cost: O(1) beyond the first 200 characters.

    Example:
        >>> split_title("The Moor, Part Two: Rain").stem, split_title("[2/7] Moor").numbers
        ('The Moor', (2, 2))
        >>> split_title("The Moor II: The Return").stem
        'The Moor II: The Return'
    """
    text = " ".join(title.split())[:_LONGEST]
    for pattern, reader in ((_NAMED, _named), (_COUNTED, _counted), (_ORDINAL, _ordinal)):
        for match in pattern.finditer(text):
            found = reader(text, match)
            if found is not None:
                return found
    for match in _EDGE.finditer(text):
        found = _edge(text, match)
        if found is not None:
            return found
    again = _AGAIN.search(text)
    if again is not None and again.start() > 2:
        return TitlePart(text[: again.start()].rstrip(_JOINTS))
    return TitlePart(text)


def _counted(text: str, match: re.Match[str]) -> TitlePart | None:
    word = (match["word"] or "").lower()
    end = match.end()
    bracketed = match.group().strip()[:1] in "([{<" and match.group().strip()[-1:] in ")]}>"
    if not (word or bracketed or end == len(text)):
        return None
    first, of = int(match["first"]), int(match["of"]) if match["of"].isdigit() else None
    if of is not None and not (1 <= of <= _HIGHEST and first <= of + 1):
        return None
    stem, own = _around(text, match)
    if not stem:
        stem, own = own, ""
    half = _half(match["half"])
    kind = "chapter" if word.startswith("ch") else "part" if word else ""
    return TitlePart(stem, (first, first), half, 0, of, own, kind, "stated")


def _named(text: str, match: re.Match[str]) -> TitlePart | None:
    word = match["word"].lower()
    first = read_number(match["first"])
    last = read_number(match["last"]) if match["last"] else first
    if first is None or last is None or first > _HIGHEST:
        return None
    stem, own = _around(text, match)
    own = "" if own.lower() in ("through", "thru", "to", "and") else own
    of = int(match["of"]) if match["of"] else None
    rest = text[match.end() :]
    if rest[:1].isalpha():
        return None
    runs_on = rest.startswith(" ") and rest[1:2].isalpha() and match.group()[-1] not in ")]}>"
    if stem and runs_on and own and not word.startswith("ch"):
        return None  # "The Part Two of Us Played", "A Part One Man"
    if rest.startswith(" ") and rest[1:2].islower() and not stem:
        return _part_of(rest, first, of, word)
    if not stem and own and rest.strip().lower().startswith("of "):
        return _part_of(rest, first, of, word)
    if match["last"] and "/" in match.group() and last >= first:
        of, last = last, first  # "part 2/7" counts: it is not parts 2 to 7
    weak = word.startswith(("book", "vol"))
    if last < first or (weak and own):
        return None
    inner = split_title(own) if own else TitlePart("")
    if inner.numbers is not None and not inner.stem:
        # "Part 2, Chapter 3": the chapter counts, when that is all there is.
        own = inner.own
        return TitlePart(
            stem, inner.numbers, inner.half, first, inner.of, own, inner.word or "part", "stated"
        )
    kind = "chapter" if word.startswith("ch") else "book" if weak else "part"
    strength: Strength = "weak" if weak else "stated"
    return TitlePart(stem, (first, last), _half(match["half"]), 0, of, own, kind, strength)


def _part_of(rest: str, first: int, of: int | None, word: str) -> TitlePart | None:
    """Read "Chapter 3 of The Moor", or None when a sentence runs on."""
    after = rest.strip()
    if not after.lower().startswith(("of ", "from ")):
        return None
    kind = "chapter" if word.startswith("ch") else "part"
    stem = after.partition(" ")[2].strip(_JOINTS)
    return TitlePart(stem, (first, first), 0, 0, of, "", kind, "stated") if stem else None


def _ordinal(text: str, match: re.Match[str]) -> TitlePart | None:
    stem, own = _around(text, match)
    if match["before"] and (own or (stem and match.group()[0] not in "([{<")):
        # "Part the Second" may follow a title; "the second part" alone must be bracketed.
        return None
    number = _WORDS[(match["after"] or match["before"]).lower()]
    return TitlePart(stem, (number, number), 0, 0, None, own, "part", "stated")


def _edge(text: str, match: re.Match[str]) -> TitlePart | None:
    stem, own = _around(text, match)
    before = text[: match.start()].rstrip(" ")
    bracketed = match.group()[:1] in "([{<"
    if stem and not (bracketed or before[-1:] in ",:;-–—/|~"):
        return None
    if own and text[match.end() : match.end() + 1] not in ":,;-" and not bracketed:
        return None
    number = 0 if match["word"].lower().startswith("prolog") else LAST
    return TitlePart(stem, (number, number), 0, 0, None, own, "edge", "stated")


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    stem = text[: match.start()].rstrip(_JOINTS_BEFORE).strip()
    own = text[match.end() :].strip(" \t,;:–—-_~*|/=#+)]}>")
    if not any(char.isalnum() for char in own) or own.lower().startswith("by "):
        own = ""
    return stem if any(char.isalnum() for char in stem) else "", own


def _half(letter: str | None) -> int:
    return ord(letter.lower()) - ord("a") + 1 if letter else 0


def read_number(word: str) -> int | None:
    """Read a number in digits, Roman or in words.

    Example:
        >>> [read_number(word) for word in ("07", "IX", "twenty-one", "iiii", "many")]
        [7, 9, 21, None, None]
    """
    word = word.lower().strip()
    if not word.isascii() or len(word) > 20:
        return None
    if word.isdigit():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    if word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return int(word[:-2])
    tens, _, unit = word.replace(" ", "-").partition("-")
    if tens in _TENS and unit in _WORDS:
        return _TENS[tens] + _WORDS[unit]
    match = _ROMAN.fullmatch(word)
    if match is None or not word:
        return None
    units = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
    return 10 * len(match[1]) + (units | {"ix": 9})[match[2]]


def split_bare_number(title: str) -> tuple[str, int] | None:
    """Cut "Moor 2" or "Moor.2" into title and number: a part, or a sequel, nobody knows.

    Example:
        >>> split_bare_number("Moor.2")
        ('Moor', 2)
    """
    match = _BARE.fullmatch(title[:_LONGEST])
    return None if match is None else (match["stem"], int(match["number"]))


NameStyle = Literal["number", "letter", "whole"]


class NamePart(Struct, frozen=True):
    """A file's name cut into stem and number.

    Attributes:
        stem: folded, without extension and number; "" when the name is only a number.
        number: its number, or None.
        half: 1 for "2a" …, else 0.
        of: how many there are, or None.
        style: "whole" when there is no number.
        worded: whether a word like "part" or "chapter" stands before the number.
    """

    stem: str
    number: int | None = None
    half: int = 0
    of: int | None = None
    style: NameStyle = "whole"
    worded: bool = False


_FOLD = re.compile(r"[^a-z0-9]+")
_SEP = r"[ _.=&?@~+%-]"
_PART_NAME = r"(?:part|pt|chapter|chap|ch|cap|sect|sec|(?<![a-z])p)"
_EXTENSION_PART = re.compile(
    rf"(?P<stem>.+)\.{_PART_NAME}?_?(?P<number>\d{{1,3}})(?P<half>[a-e])?-?", re.IGNORECASE
)
_EXTENSION = re.compile(r"(?P<bare>.+)\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,5}-?", re.IGNORECASE)
_LAST_NUMBER = re.compile(
    rf"(?P<stem>.*?){_SEP}*+(?P<word>{_PART_NAME})?{_SEP}*+(?P<number>(?<!\d)\d{{1,3}})(?P<half>[a-e])?"
    rf"(?:{_SEP}?of{_SEP}?(?P<of>\d{{1,3}}))?[)\]]?",
    re.IGNORECASE,
)
_FIRST_NUMBER = re.compile(rf"(?P<number>\d{{1,3}})(?P<half>[a-e])?{_SEP}++(?=\D)", re.IGNORECASE)
_INNER_NUMBER = re.compile(
    rf"(?<![a-z])(?:part|pt|chapter|chap|ch){_SEP}?(?P<number>\d{{1,3}})(?!\d)", re.IGNORECASE
)
_SPOKEN_NAME = re.compile(
    rf"(?P<stem>.*?){_SEP}*+(?:part|pt|chapter|chap|ch){_SEP}*+(?P<number>[ivx]{{1,6}}|{'|'.join(_UNITS[1:13])})",
    re.IGNORECASE,
)
_ROMAN_NAME = re.compile(r"(?P<stem>.+?)[ _.-](?P<number>[IVX]{1,5})")
_EDGE_NAME = re.compile(rf"(?P<stem>.*?){_SEP}*+(?P<word>prologu?e?|epilogu?e?)", re.IGNORECASE)
_LETTER_NAME = re.compile(rf"(?P<stem>.*?[a-z0-9])(?P<gap>{_SEP}?)(?P<letter>[a-h])", re.IGNORECASE)


def split_name(name: str) -> NamePart:
    """Cut a file's name into its stem and its part number.

    Args:
        name: the last part of a path, with its extension.

    Returns:
        Stem and number; a letter at the end is a number only beside its neighbours, which
        is for the caller to see (style "letter").

    Cost: O(length); the first 200 characters are looked at.

    Example:
        >>> [(part.stem, part.number) for part in map(split_name, ("moor.p2", "Moor-2of7.txt"))]
        [('moor', 2), ('moor', 2)]
        >>> split_name("moor.txt").stem, split_name("moorb.txt").style
        ('moor', 'letter')
    """
    name = name[-_LONGEST:]
    match = _EXTENSION_PART.fullmatch(name)
    if match is not None and not match["stem"].isdigit():
        return _name_part(match)
    extension = _EXTENSION.fullmatch(name)
    bare = name if extension is None else extension["bare"]
    for pattern in (_LAST_NUMBER, _SPOKEN_NAME, _ROMAN_NAME):
        match = pattern.fullmatch(bare)
        if match is not None and (found := _name_part(match)).number is not None:
            return found
    match = _EDGE_NAME.fullmatch(bare)
    if match is not None:
        edge = 0 if match["word"][0] in "pP" else LAST
        return NamePart(_fold(match["stem"]), edge, style="number", worded=True)
    worded = _INNER_NUMBER.search(bare)
    inner = worded or _FIRST_NUMBER.match(bare)
    if inner is not None and int(inner["number"]) <= _HIGHEST:
        stem, number = _fold(bare[: inner.start()]), int(inner["number"])
        return NamePart(stem, number, style="number", worded=worded is not None)
    match = _LETTER_NAME.fullmatch(bare)
    if match is not None and len(match["stem"]) >= 3:
        return NamePart(_fold(match["stem"]), _half(match["letter"]), style="letter")
    return NamePart(_fold(bare))


def _name_part(match: re.Match[str]) -> NamePart:
    groups = match.groupdict()
    number = read_number(match["number"])
    if number is None or number > _HIGHEST:
        return NamePart(_fold(match.group()))
    of = int(groups["of"]) if groups.get("of") else None
    worded = len(groups.get("word") or "") > 1 or "word" not in groups or of is not None
    half = _half(groups.get("half"))
    return NamePart(_fold(match["stem"]), number, half, of, "number", worded)


def _fold(text: str) -> str:
    return _FOLD.sub(" ", text.lower()).strip()
