"""Titles, bylines and part numbers: short lines at the top of a text."""

import re

from msgspec import Struct

from fonds.parse.lines import Line
from fonds.parse.part_numbers import read_number

_BYLINE = re.compile(
    r"[\W_]{0,12}(?:an? (?:\w+ ){0,4}(?:story|fic|fanfic|vignette|tale|adventure|ficlet|drabble|novel|pastiche|round robin|yarn|play|ballad|poem|script|teleplay)\s+(?:(?:of|from|about|in|set in|for) (?:[\w'’]+ ){1,5})?)?"
    r"(?:(?:two|three|four|five|some|several|\d{1,2}) (?:[\w'’]+ ){0,3}(?:shorts|stories|drabbles|tales|fics|ficlets|vignettes|poems)\s+)?"
    r"(?:(?:story|stories|words|fic|fanfic|fan fiction|fanfiction|original story|text|tale) )?(?:written |posted and written |typed and written |penned |told |composed )?"
    r"(?P<word>by|from the pen of|por|par|von|door)\b[ \t]*[:\-–—]?[ \t]*(?P<name>\S.{0,78})",
    re.IGNORECASE,
)
_TITLE_BY = re.compile(
    r"(?P<title>\S.{0,108}?)(?:[ \t]*[,\-–—:~|]?[ \t]+|(?<!\.)\.{2,40}+[ \t]?|…[ \t]?)(?:written |story )?[bB][yY][: \t]+(?P<name>[^\s,.;].{0,58})"
)
_HONOUR = re.compile(r"\b(?:mrs|mr|ms|dr|st|rev|prof|sgt|lt|capt)$", re.IGNORECASE)
_TITLE_WORD_BY = re.compile(r" By ")
_BRACKET_BEHIND = re.compile(r"\s{1,4}[(\[][^()\[\]@]{1,60}[)\]]$")
_LISTED_BEHIND = re.compile(
    r"(?P<both>\S.{1,80}?,? by [\w-]{2,30}(?: [A-Z][\w'-]{1,20}){0,3})\. (?=.{0,90}, ).{4,110}"
)
_DESCRIBED = re.compile(
    r",? an? [\w :'’-]{2,50} (?:story|fic|vignette|tale|script|parody)[.!]?$", re.IGNORECASE
)
_SPACED_BY = re.compile(r"[\W_]{0,4}b y {2,6}(?=\S \S)", re.IGNORECASE)
_FOREIGN_BY = frozenset({"por", "par", "von", "door"})
_COPYRIGHT = re.compile(
    r"[\W_]{0,6}(?:all (?:original )?(?:\w+ ){0,3})?(?:(?:this )?(?:story|work|text) (?:is )?)?(?:copyrighted|copyright|copywrite|©|\(c\))(?: is)?"
    r"[ \t,]*(?:©|\(c\))?[ \t,:–—-]{0,4}(?P<year>(?:19|20)\d\d)?(?:[-, ]+(?:19|20)\d\d)?[ \t,]*(?:by[ \t:]+)?(?P<name>[^\W\d].{0,60})?",
    re.IGNORECASE,
)
_NAME_COPYRIGHT = re.compile(
    r"(?P<name>[A-Z][\w'’.-]{0,20}(?: [A-Z][\w'’.-]{0,20}){1,3}?),? {0,3}(?:\(c\)|©|copyright) ?(?:19|20)\d\d\.?",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"[ \t]{0,4}(?:[-–—,;(<\[|]{1,8}[ \t]{0,4}(?:copyright|©|\(?c\)|\S{1,60}@|all rights|\(?(?:19|20)\d\d\b|rated|rating|part \d|e-?mail).*"
    r"|[(<\[]\S{1,60}@\S{1,60}[)>\]]?.*|[ \t]\S{1,60}@\S{1,60}.*|[ \t]{0,4}(?:©|\(c\)).*|copyright \(?c?\)?[ ,]*(?:19|20)\d\d.*)$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"[,;]? (?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:'|19|20)\d\d|\d{1,2}/\d{1,2}/\d{2,4}|(?:19|20)\d\d\b).{0,20}$",
    re.IGNORECASE,
)
_SPACED = re.compile(r"[\W_]{0,4}(?:[A-Za-z0-9'!?,&.:’-](?: {1,6}|$)){4,40}[\W_]{0,4}")
_OPENING = re.compile(r"(?:<[A-Za-z][A-Za-z0-9]{0,9}(?: [^<>]{0,60})?>\s{0,4}){1,6}")
_CLOSING = re.compile(r"(?:\s{0,4}</[A-Za-z][A-Za-z0-9]{0,9}>){1,6}$")
_BOX_SIDES = frozenset("|*║│┃=~─━░▒▓")
_BOX_CORNERS = frozenset("+:!#-–—")  # sides only where space or another side is beside them
_CHAPTER = re.compile(
    r"[\W_]{0,12}(?:(?:chapter|chap\.?|part|book|section|act|episode|scene|installment|instalment|day|letter)[ \t]*[#:]?[ \t]*"
    r"(?:\d{1,3}|[ivxlc]{1,7}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)|last|final)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?(?![\w'’])"
    r"|prologue?|epilogue?|interlude|introduction|coda|entr'?acte|intermission|chapter the (?:first|second|third|fourth|fifth|sixth|last)"
    r")\b(?P<rest>.{0,90})",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[\W_]{0,8}(?:(?P<roman>[IVX]{1,6})|(?P<arabic>\d{1,2}))[.):]?[\W_]{0,8}")
_NUMERAL_TITLE = re.compile(
    r"(?:(?P<roman>[IVX]{1,6})|(?P<arabic>\d{1,2}))[.):][ \t]+(?P<rest>[A-Z\"“'].{0,60})"
)
_PART = re.compile(
    r"(?:(?<![\w/])(?:part|pt\.?|chapter|ch\.?|section|post|file|installment|episode|no\.?|#)?[ \t]*+[:#]?[ \t]*+[(\[<{]?[ \t]*+(?P<number>\d{1,3})(?:[a-c])?[ \t]*+(?:/|of|out of|\\)[ \t]*+(?P<of>\d{1,3}|\?|x|X|n|N)(?![\w/-]|:\d))",
    re.IGNORECASE,
)
_PART_WORDS = re.compile(
    r"\b(?:parts?|pt|chapters?|ch|section|file|post|installment|episode|no|number|of|the|this|is)\b"
)
_WORD_PART = re.compile(
    r"\b(?:part|chapter|section|file|installment) (?P<number>one|two|three|four|five|six|seven|eight|nine|ten|[ivx]{1,5}|\d{1,2}) (?:of|out of) (?P<of>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[ivx]{1,5}|\d{1,2})\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"[\W_]{0,8}(?:continued from|cont(?:inue)?'?d\.? from)(?: (?:part|chapter|file))? ?#?(?P<number>\d{1,3})?.{0,40}",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "a an and as at but by de for from in into is la le nor of on or over the to upon with vs vs. et".split()
)
_NO_TITLE = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*\.$|From |Posted |Origin:|Article |Xref|Page \d|INT\.|EXT\.|FADE|Copyright|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|https?:|www\.|part[ _](?:[ivx]+|\d+)$)",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[A-Za-z][\w-]{3,30}")
_SIGN_OFF = re.compile(
    r"(?:love|yours|thanks|thank you|cheers|hugs|regards|best|sincerely|enjoy|happy reading)\b(?:,.{0,40}|[.!]*)"
    r"|(?:hi|hello|hey|greetings|howdy)(?: [\w'’-]{1,20}){0,4}[,!.:]{1,3}",
    re.IGNORECASE,
)
_TO_BE = re.compile(r"(?:the end|fin|end|to be continued|tbc|finis|continued)\W*", re.IGNORECASE)


class Part(Struct, frozen=True, array_like=True):
    """This text is part `number` of `of` (None when not said)."""

    number: int
    of: int | None


def find_byline(text: str) -> tuple[int, int] | None:
    """Find the name in a line that is a byline and nothing else.

    Returns:
        Half-open span of the name in `text`, or None.

    Example:
        >>> line = "A Holmes vignette by Rosamund Fell <rf@example.org>"
        >>> line[slice(*find_byline(line))]
        'Rosamund Fell'
    """
    spaced = _SPACED_BY.match(text)
    if spaced is not None and find_letter_spaced(text) is not None:
        return spaced.end(), len(text.rstrip())
    match = _BYLINE.fullmatch(text) if len(text) < 160 else None
    if match is None or match.group("name").split()[0].lower().strip('.,"') in _NEVER_FIRST:
        return None
    name = _trim_name(text, match.start("name"), match.end("name"))
    words = "" if name is None else text[slice(*name)]
    if words.lower() in _NOT_NAMES:
        return None  # "By Morning"
    if match["word"].lower() in _FOREIGN_BY and not (words[:1].isupper() and is_name_shaped(words)):
        return None
    if len(words.split()) > 2 and not (find_letter_spaced(words) or is_name_shaped(words)):
        return None  # "By God, said Watson, that is a goose."
    return name


def find_title_by(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Find title and name in a line "Title by Name".

    Example:
        >>> line = "The Hollow Lamp, by Ida Quill"
        >>> [line[a:b] for a, b in find_title_by(line)]
        ['The Hollow Lamp', 'Ida Quill']
    """
    if "by" not in text and "By" not in text and "BY" not in text and "bY" not in text:
        return None
    described = _DESCRIBED.search(text) or _BRACKET_BEHIND.search(text)
    text = text if described is None else text[: described.start()]
    listed = _LISTED_BEHIND.fullmatch(text) if len(text) < 200 else None
    text = text if listed is None else text[: listed.end("both")]
    if len(text) > 160 or (text[-1:] in ".!?," and not text.endswith(("Jr.", "..."))):
        return None
    match = _TITLE_BY.fullmatch(text)
    if match is None or not is_title_case(match.group("title")):
        return None
    if _COPYRIGHT.match(text) is not None:
        return None
    name = _trim_name(text, match.start("name"), match.end("name"))
    if name is None or not is_name_shaped(text[slice(*name)]):
        return None
    between = text[match.end("title") : name[0]]
    if " " not in text[slice(*name)] and _TITLE_WORD_BY.fullmatch(between):
        return None  # "Betrayed By Moonlight" is a title
    return (match.start("title"), match.end("title")), name


def find_copyright(text: str) -> tuple[int, int] | None:
    """Find the name in a line "Copyright (c) 1998 by Name"."""
    named = _NAME_COPYRIGHT.fullmatch(text) if len(text) < 90 else None
    if named is not None and is_name_shaped(named["name"]):
        return named.span("name")
    match = _COPYRIGHT.match(text) if len(text) < 200 else None
    if match is None or match.group("name") is None:
        return None
    start, end = match.span("name")
    name = _trim_name(text, start, end)
    if name is None or not is_name_shaped(text[slice(*name)]):
        return None
    return name


def _trim_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    for stop in (
        "; ",
        ", based",
        ". ",
        ", all ",
        ", both ",
        ", rated ",
        " based on",
        ", a ",
        ", an ",
        ", for ",
        ", from ",
        " [",
        " - ",
        " (aka ",
        " (a.k.a",
        " aka ",
        " (with ",
        " (formerly",
        " (c)",
    ):
        cut = text.find(stop, start, end)
        while (
            stop == ". "
            and cut > 0
            and (text[cut - 1].isupper() or cut < start + 3 or _HONOUR.search(text, start, cut))
        ):
            cut = text.find(stop, cut + 1, end)  # an initial ends no sentence
        if cut > start + 2:
            end = cut
    when = _WHEN.search(text, start, end)
    if when is not None and when.start() > start:
        end = when.start()
    trailer = _TRAILER.search(text, start, end)
    if trailer is not None and trailer.start() > start:
        end = trailer.start()
    while end > start and text[end - 1] in ' \t.,;:*_~|-–—="”>])+#║':
        if text[end - 1] == "." and end - start >= 2 and text[end - 2].isupper():
            break  # an initial: "Ann B."
        if text[end - 1] == "." and text[start:end].endswith(("Jr.", "Sr.", "Esq.")):
            break
        if text[end - 1] in "])" and text.count("([".replace("([", "(")[0], start, end):
            break
        end -= 1
    while start < end and text[start] in ' \t.,;:*_~|-–—="“<([+#║':
        start += 1
    words = text[start:end].split()
    if find_letter_spaced(text[start:end]):
        return start, end
    if not words or len(words) > 8 or end - start > 64:
        return None
    return start, end


def is_name_shaped(name: str) -> bool:
    """Tell whether a few words are set as a name is: capitals, but for "van" or "and"."""
    words = name.split()
    if not words or len(words) > 6:
        return False
    if len(words) == 1:
        return words[0].lower() not in _NOT_NAMES
    capital = sum(
        1
        for word in words
        if word[:1].isupper() or word.lower() in _NAME_JOINTS or not word[:1].isalpha()
    )
    return capital == len(words)


_NEVER_FIRST = frozenset("and then now my his her that this which whom myself himself".split())
_NOT_NAMES = frozenset(
    (
        "the a an her his my you me it them this that then now day night and myself hand accident "
        "mistake moonlight morning evening noon midnight daylight starlight starshine sunlight dawn "
        "sunrise sunset twilight candlelight firelight lamplight gaslight design chance fire water "
        "sea land air night's sword heart invitation request proxy default degrees inches"
    ).split()
)
_NAME_JOINTS = frozenset("and of de la le von van der den the du da di with".split())


def is_login_line(text: str) -> bool:
    """Tell whether a line is one login or several: "marchhare2, Dinah_the_Cat".

    Example:
        >>> is_login_line("marchhare2, Dinah_the_Cat"), is_login_line("Dinah, the Cat")
        (True, False)
    """
    if len(text) >= 60 or not any(char == "_" or char.isdigit() for char in text):
        return False
    logins = text.split(", ")
    return len(logins) <= 5 and all(_LOGIN.fullmatch(login) for login in logins)


def is_sign_off(text: str) -> bool:
    """Tell whether a line closes a note: "Love, Hazel"."""
    return len(text) < 50 and _SIGN_OFF.fullmatch(text) is not None


def is_title_case(text: str) -> bool:
    """Tell whether a line is set as titles are: capitals on all words that matter."""
    words = [word.strip("\"'“”‘’()[]*_~-.,:;!?") for word in text.split()]
    words = [word for word in words if word[:1].isalpha()]
    if not words:
        return any(char.isdigit() for char in text)
    if not words[0][0].isupper() and not words[0].islower():
        return False
    big = sum(1 for word in words if word[0].isupper() or word.lower() in _SMALL)
    return words[0][0].isupper() and big >= len(words) - len(words) // 5


def find_letter_spaced(text: str) -> str | None:
    """Find the words of a letter-spaced line: "T H E   F O G" is "THE FOG".

    Words are told apart by gaps wider than those between letters; without them the letters
    stay one word.

    Example:
        >>> find_letter_spaced("T H E   F O G")
        'THE FOG'
    """
    if len(text) < 7 or _SPACED.fullmatch(text) is None:
        return None
    bare = text.strip()
    narrow = min(len(gap) for gap in re.findall(" +", bare))
    words = re.split(rf" {{{narrow + 1},}}", bare)
    joined = " ".join(word.replace(" ", "") for word in words).strip("*~=-_+# ")
    return joined if sum(char.isalpha() for char in joined) >= 4 else None


def strip_box(text: str) -> tuple[int, int]:
    """Give the span of a line's text without the sides of a box or ornaments around it.

    Example:
        >>> line = "*   ~ Fog! ~   *"
        >>> line[slice(*strip_box(line))]
        'Fog!'
    """
    start, end = 0, len(text)
    if text[:1] == "<" and text[-1:] == ">":
        opened, closed = _OPENING.match(text), _CLOSING.search(text)
        if opened is not None and closed is not None and opened.end() < closed.start():
            start, end = opened.end(), closed.start()
    while start < end and _is_edge(text, start, start + 1, end):
        start += 1
    while end > start and _is_edge(text, end - 1, end - 2, start - 1):
        end -= 1
    return (start, end) if end > start else (0, len(text))


def _is_edge(text: str, place: int, beside: int, stop: int) -> bool:
    char = text[place]
    if char in _BOX_SIDES or char.isspace():
        return True
    neighbour = text[beside] if beside != stop and 0 <= beside < len(text) else " "
    return char in _BOX_CORNERS and (neighbour.isspace() or neighbour in _BOX_SIDES | _BOX_CORNERS)


def is_title_shaped(line: Line, *, alone: bool) -> bool:
    """Tell whether a line may be a title: short, capitals, no sentence, no break.

    Args:
        line: a line that is neither label nor break.
        alone: nothing else stands in its paragraph.
    """
    start, end = strip_box(line.text)
    text = line.text[start:end]
    if not 1 <= len(text) <= 72 or not any(char.isalnum() for char in text):
        return len(text) <= 12 and alone and text.strip("() ") == "" and line.indent > 4
    if (
        _TO_BE.fullmatch(text)
        or _SIGN_OFF.fullmatch(text)
        or _NO_TITLE.match(text)
        or "@" in text
        or text[-1] == ":"
    ):
        return False
    quoted = text[0] in "\"“'‘«_" and text.rstrip("*_ ")[-1] in "\"”'’»_"
    if text[-1] in ".,;" and not text.endswith("..") and not quoted:
        # "The Fog." is a title when it is short and set as one; a sentence is not.
        return (
            alone
            and text[-1] == "."
            and len(text) < 40
            and is_title_case(text)
            and len(text.split()) > 1
        )
    if quoted and text[-2:-1] in ",?!." and text[0] != "_" and not is_title_case(text):
        return False
    if text.isupper() or find_letter_spaced(text):
        return True
    return is_title_case(text) or (line.indent >= 12 and alone)


def is_chapter_heading(text: str) -> bool:
    """Tell whether a line heads a chapter: "Chapter Two", "II.", "Prologue: Fog".

    Example:
        >>> [is_chapter_heading(t) for t in ("CHAPTER II - The Moor", "Part of him knew.", "3.")]
        [True, False, True]
    """
    if len(text) > 120:
        return False
    match = _CHAPTER.fullmatch(text)
    if match is not None:
        rest = match.group("rest")
        if _PART.fullmatch(text.strip("()[] *-=~")) or rest[:4].lower() == " of ":
            return False
        bare = rest.strip()
        if not bare or not any(char.isalnum() for char in bare):
            return True
        if (
            bare[0] in ':-–—.,;("“~=*/|'
            or text.isupper()
            or rest[0] in "\t"
            or rest.startswith("  ")
        ):
            # "Part two, he decided." runs on as a sentence does.
            return not (bare[0] in ",;" or (bare[-1] in ".,;" and len(bare) > 60))
        return is_title_case(bare) and bare[-1] not in ".,;"
    if _NUMERAL.fullmatch(text):
        return True
    titled = _NUMERAL_TITLE.fullmatch(text)
    return titled is not None and is_title_case(titled.group("rest")) and text[-1] not in ",;"


def find_part(text: str) -> Part | None:
    """Find "part 2 of 7", "(2/7)", "2/?" in a line.

    Example:
        >>> find_part("The Moor (2/7)"), find_part("9/10 Doctor")
        (Part(number=2, of=7), None)
    """
    if "/" not in text and "\\" not in text and "of" not in text.lower():
        return None
    for match in _PART.finditer(text[:200]):
        before = text[max(0, match.start() - 1) : match.start() + 1]
        explicit = text[match.start() : match.start("number")].strip(" \t:#")
        opens = match.start("number") == 0 and text[match.end() : match.end() + 1] in (":", ".")
        bracketed = opens or (
            text[match.end() : match.end() + 1] in ")]>}" or text[match.end() :].strip() == ""
        )
        if not explicit and not bracketed and "(" not in before:
            continue
        number, total = int(match.group("number")), match.group("of")
        of = int(total) if total.isdigit() else None
        if of is None or (1 <= of <= 200 and number <= of):
            return Part(number, of)
    said = _WORD_PART.search(text[:200])
    if said is not None:
        first, last = read_number(said["number"]), read_number(said["of"])
        if first and last and first <= last:
            return Part(first, last)
    return None


def is_part_alone(text: str) -> bool:
    """Tell whether a line says which part this is and nothing else: "Part 2 of 7".

    Example:
        >>> is_part_alone("(2/7)"), is_part_alone("The Moor 2/7")
        (True, False)
    """
    rest = _PART.sub(" ", text)
    return not _PART_WORDS.sub("", rest.lower()).strip(" \t()[]<>{}*_~=:;,.#|-–—")


def find_continuation(text: str) -> int | None:
    """Find the number in "Continued from part 1": this is the part after it (0 if unsaid)."""
    match = _CONTINUED.fullmatch(text) if len(text) < 80 else None
    if match is None:
        return None
    return int(match.group("number") or 0)
