"""Subject: the title (and perhaps the author) in the subject line of a mail."""

import re

from msgspec import Struct

from fonds.parse.show_names import is_show_name
from fonds.parse.signature import is_person, is_plain_name
from fonds.parse.stated import strip_wrapping

_LONGEST = 300  # characters of a subject that are read
_REPLY = re.compile(r"(?:re|fwd?|fw|aw|sv)\s?(?:\[\d+\])?:\s*", re.IGNORECASE)
_FIRST_PART = re.compile(
    r"^\s*[(\[]?\d{1,3}\s?(?:/|of)\s?\d{1,3}[)\]]?\s{0,3}[:.–-]{0,2}\s{1,3}(?=\S)"
)
_TAGS = re.compile(r"^\s*(?:\[[^\]]{1,40}\]|\([^)]{1,24}\)(?=\s*\S)|<[^>]{1,24}>)\s*[:-]?\s*")
_REPOST = re.compile(
    r"^\s*\W?re-?post(?:ed|ing)?\W?(?: (?:for|by request)\b[^:]{0,30})?\s*[:-]+\s*", re.IGNORECASE
)
_KIND_WORD = re.compile(
    r"^\s*(?:(?:new|revised|short|my|a|submission(?: to (?:the )?archive)?|[\w:./]{1,16}) ){0,2}"
    r"(?:story|fanfic|fan fic|fic|ficlet|fiction|new|repost|post|submission|vignette|drabble|short story|creative|newfic|adult|sequel|script|parody|to archive|version|_?story)"
    r"\s*(?:[:>–—,]|-{1,2} ?|~)[\s_]*",
    re.IGNORECASE,
)
_SUBJECT_LIKE = re.compile(
    r"\W?(?:new (?:story|fic|fanfic|post)|re-?post(?:ed|ing)?|newfic|\[fic\]|submission)\W?[ :-]{1,4}\S",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[\[<{][^\]>}]{1,40}[\]>}]"
    r"|\((?:[^()]{0,30}[\d/][^()]{0,30}|(?-i:[^()a-z]{1,16})|(?:long|short|complete|new|repost|revised|finished|unfinished|adult|slash|gen|het|humou?r|parody|crossover|angst|fluff|wip|script|mature|explicit|teen|general|rated [^()]{1,12}|part [^()]{1,20}|chapter [^()]{1,20})\b[^()]{0,20}|(?-i:[a-z0-9:]{2,6}))\)"
    r"|(?:,|-|:)?\s*(?:part|pt\.?|chapter|ch\.?)s?\s*(?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\b(?:\s*(?:/|of)\s*(?:\d{1,3}|[a-z]{3,6}))?"
    r"|(?<![^\W_])(?:\d{1,3}-)?\d{1,3}\s*(?:/|of)\s*(?:\d{1,3}|\?)"
    r"|[\s:,-]+(?:re-?post(?:ed)?|long|complete|new|final|\*?new post\*?|teaser|intro(?:duction)?\.?)"
    r"|(?<=[)\]>,:-])\s{0,3}(?:rated:?\s)?(?:nc-?17|pg-?13|pg|fr-?[a-z0-9]{1,4}|xxx|k\+|[gkrtmx]|ma|adult|mature|teen)"
    r"|\((?:was|formerly|aka|previously)\b[^()]{1,80}\))\s*$",
    re.IGNORECASE,
)
_LATER_PARTS = re.compile(
    r"[\s,:(-]{1,4}(?:parts?|pts?\.?|chapters?)\s+\d{1,3}\s*(?:[,&-]|to|and|thru|through)\s*\d{1,3}\b.*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{2,80})[\"”]")
_BY = re.compile(r"\s*[,(\-–—]?\s+by\s+(?P<name>[A-Z][^()\[\]]{1,50}?)\s*\)?\s*$")
_BY_PEN_NAME = re.compile(
    r" by (?P<name>(?!night\b|moonlight\b|dawn\b|morning\b|accident\b|candlelight\b|force\b|fire\b|fate\b|chance\b|design\b|name\b|blood\b|choice\b|numbers\b|proxy\b|step\b|side\b)[a-z][\w-]{3,24})\s{0,3}$"
)
_HEAD = re.compile(r"[:(\[]|\s[-–—]{1,3}\s|\s[-–—]{2,3}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FILE_NUMBER = re.compile(r"[._](?:p|pt|part)?\d{1,3}$", re.IGNORECASE)
_SPOKEN = re.compile(r"[,.!?][\"”’](?:$| [a-z]| [A-Z]\w* (?:said|asked))")
_CLOSING = re.compile(r"(?:by|parts?|pt|chapters?|ch|copyright|prologue)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_GENERIC = frozenset(
    (
        "story stories fic fanfic fiction new my a the an of to for part parts chapter repost reposted post "
        "posted submission archive please again long short here is this it re one two three first second "
        "third last final next more creative complete whole entire version and with by your updated "
        "request requested in from script episode parody crossover teaser intro introduction prologue epilogue"
    ).split()
)


class Anchor(Struct, frozen=True):
    """What a subject line says the title begins with, without spaces and signs.

    Attributes:
        whole: folded letters and digits of the whole title.
        head: of what stands before a colon, a dash or a bracket in it; may equal `whole`.
    """

    whole: str
    head: str


def find_subject_title(subject: str) -> tuple[str, str | None]:
    """Find the title (and perhaps the author) in a subject line.

    Example:
        >>> find_subject_title("Re: [HOUNDS] FIC: The Hollow Lamp 2/3 (PG) by Ida Quill")
        ('The Hollow Lamp', 'Ida Quill')
        >>> find_subject_title("REPOST FOR TOM: Moor Lights pt.1")[0], find_subject_title("FogOverTheMoor.2")[0]
        ('Moor Lights', 'Fog Over The Moor')
    """
    text = " ".join(subject[:_LONGEST].split())
    author = None
    quoted = _QUOTED.findall(text)
    if len(quoted) == 1 and quoted[0][:1].isupper():
        named = _BY.search(_TAIL.sub("", text))
        return quoted[0].rstrip(",."), named.group("name").strip() if named else None
    for _ in range(6):
        before = text
        reply = _REPLY.match(text)
        if reply:
            text = text[reply.end() :]
        text = _FIRST_PART.sub("", _REPOST.sub("", text, count=1), count=1)
        text = _KIND_WORD.sub("", _TAGS.sub("", text, count=1), count=1)
        named = _BY.search(text) or _BY_PEN_NAME.search(text)
        if named and author is None and named.start() > 0:
            author = named.group("name").strip()
            text = text[: named.start()]
        shorter = _LATER_PARTS.sub("", _TAIL.sub("", text))
        if shorter.strip():
            text = shorter
        if text == before:
            break
    text = _behind_prose(text).strip(" -:,")
    left, stroke, right = text.rpartition(" / ")
    if stroke and author is None and is_person(right) and " " in left and not is_plain_name(left):
        text, author = left, right
    return _spread(strip_wrapping(text)), author


def _behind_prose(text: str) -> str:
    """The title behind a dash, when what stands before it is no title: "the new one -- Moor"."""
    left, dash, right = text.rpartition(" -- ")
    if not dash:
        left, dash, right = text.rpartition(" - ")
    words = [word for word in left.split() if word[0].isalpha()]
    prose = bool(words) and sum(word[0].islower() for word in words) * 2 > len(words)
    return right if prose and right[:1].isupper() else text


def _spread(title: str) -> str:
    """Words that a mail program had no spaces for, apart again."""
    if " " in title or len(title) < 8:
        return title
    bare = _FILE_NUMBER.sub("", title)
    words = _CAMEL.split(bare)
    return " ".join(words) if len(words) > 2 and all(word.isalpha() for word in words) else title


def find_anchor(subject: str) -> Anchor | None:
    """Find what the title's line in the text should begin with.

    Returns:
        None when the subject names nothing: "New story", "Part 2".
    """
    title = find_subject_title(subject)[0]
    if is_generic(title):
        return None
    head = _HEAD.split(title, maxsplit=1)[0]
    anchor = Anchor(fold_letters(title), fold_letters(title if is_generic(head) else head))
    return anchor if len(anchor.whole) >= 4 else None


def is_generic(title: str) -> bool:
    """Tell whether a title is only what mails are called: "New story", "Part 2 (repost)"."""
    words = [word for word in _SIGNS.split(title.lower()) if word]
    return is_show_name(title) or all(word in _GENERIC or word.isdigit() for word in words)


def is_subject_like(text: str) -> bool:
    """Tell whether a line reads as a subject does: "NEW STORY: The Hollow Lamp (1/3)".

    Example:
        >>> is_subject_like("REPOST: Moor Lights"), is_subject_like("Story: Moor Lights")
        (True, False)
    """
    return len(text) <= 100 and _SUBJECT_LIKE.match(text) is not None


def is_abbreviation(title: str) -> bool:
    """Tell whether a title is a few capitals, as threads are named: "THLTM"."""
    return " " not in title and len(title) <= 7 and title.isupper()


def fold_letters(text: str) -> str:
    """Give a text's letters and digits, in lower case, without anything between."""
    return _SIGNS.sub("", text.lower())


def is_anchored(text: str, anchor: Anchor) -> bool:
    """Tell whether a short line is the title that the subject names.

    Args:
        text: a line of at most 100 characters.
        anchor: what the subject says.

    Cost: O(len(text)).

    Example:
        >>> anchor = find_anchor("FIC: Moor Lights (complete)")
        >>> [is_anchored(line, anchor) for line in ("M O O R   L I G H T S", '"Moor Lights", part 1', "Moor and lights")]
        [True, True, False]
    """
    folded = fold_letters(text)
    if _SPOKEN.search(text) is not None and folded != anchor.whole:
        return False  # somebody in the story says the words
    if anchor.whole in folded and 2 * len(anchor.whole) >= len(folded):
        return True
    # "Lights 2: The Moor" below a subject "Lights 2: all of it".
    return (
        len(anchor.head) >= 4
        and folded.startswith(anchor.head)
        and _ends_name(_behind(text, len(anchor.head)))
    )


def _behind(text: str, letters: int) -> str:
    """What stands behind so many letters and digits."""
    seen = 0
    for place, char in enumerate(text):
        if seen == letters:
            return text[place:]
        seen += char.isalnum()
    return ""


def _ends_name(rest: str) -> bool:
    """Whether a title may end before these words."""
    bare = rest.lstrip()
    if not bare or not bare[0].isalpha():
        return rest[:1] not in "'’-" or not bare
    return rest[0].isspace() and _CLOSING.match(bare) is not None
