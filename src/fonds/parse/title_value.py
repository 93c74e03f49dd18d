"""Title value: the title itself, out of the words that stand on its line."""

import html
import re

from fonds.parse.show_names import find_show_behind, find_show_prefix
from fonds.parse.stated import fold_value, strip_wrapping
from fonds.parse.titles import find_letter_spaced

_LONGEST = 300  # characters: nothing is taken off a title of more
_ROMAN_NUMERAL = re.compile(r"[IVX]{1,5}")
_WORD_START = re.compile(r"(?<![^\W_])(?<![^\W_]['’])[^\W\d_]")
_SMALL_WORDS = frozenset("a an and as at but by for from in into of on or the to upon with".split())
_INITIALS = frozenset(
    "USS HMS TNG TOS DS9 VOY BSG FBI CIA NASA KGB MI5 MI6 UK US USA TV DJ MD NY LA SOS AU RPG UFO".split()
)
_TAIL = re.compile(
    r"\s*(?:[\[(<{](?:[^\])>}]{0,20}\d\s?(?:/|of)\s?[\d?xn]|(?:re-?post|complete|long|short|new|finished|unfinished|the complete version|g|pg|pg-13|r|nc-17|completed?|wip)\b)[^\])>}]{0,24}[\])>}]"
    r"|[\s,:–—(\[-]{0,4}\b(?:part|pt\.?|chapter|ch\.?)\s*(?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\b(?:\s*(?:/|of)\s*(?:\d{1,3}|[a-z]{3,6}))?[)\]]?"
    r"|\s\d{1,3}\s*(?:/|of)\s*(?:\d{1,3}|\?)|\((?:was|formerly|aka|previously)\b[^()]{1,80}\))\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]{1,100})\]\([^()\s]{1,300}\)")
_SIZE = re.compile(r"\s{0,3}[(\[]\d{1,4}\s?k(?:b|w)?[)\]]$", re.IGNORECASE)
_FILLED = re.compile(r"^(?:mini-?)?(?:fill|fic|ficlet|drabble)\s?:\s{1,3}(?=\S)", re.IGNORECASE)
_IN_SERIES = re.compile(
    r"[^\"“”]{3,60}?,? (?:part|book|story|episode|no\.?|number|#) ?[\w-]{1,9} ?[:,–—-]{1,2} ?[\"“](?P<title>[^\"“”]{2,80}?)[,.]?[\"”]",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?: [^<>]{0,80})?>")
_SINGLE_QUOTED = re.compile(r"'(?:[^']|'(?=\w)){1,90}'")
_WAS = re.compile(
    r"\s*[(\[](?:was|formerly|aka|previously)\b[^()\[\]]{1,80}[)\]]\s*$", re.IGNORECASE
)
_RIGHTS = re.compile(r"[\s*|,.;(–—-]{1,12}(?:copyright|copyrighted|©|\(c\)).*$", re.IGNORECASE)
_QUOTED = re.compile(
    r"[\"“](?P<title>[^\"“”]{2,80}?)[,.]?[\"”](?=\s*(?:[,;:–—(\[*-]|an? |parts?\b|chapters?\b|prologue|by\b|rev\b))",
    re.IGNORECASE,
)


_QUOTED_LAST = re.compile(r"[\"“](?P<title>[A-Z][^\"“”]{1,80}?)[,.]?[\"”]$")


def read_title(quote: str) -> str:
    """Read a title out of its line.

    Args:
        quote: a line or a label's value, at most some hundred characters.

    Returns:
        The title without quotation marks, ornaments, the show's name before it, part
        numbers and copyrights behind it; set in capitals and small letters when it was
        typed in capitals. "" when nothing is left.

    Cost: O(len(quote)).

    Example:
        >>> read_title("DOCTOR WHO: THE HOLLOW LAMP, part 2 of 5")
        'The Hollow Lamp'
        >>> read_title('"Moor," a tale of two hounds'), read_title("L  A  M  P  S")
        ('Moor', 'Lamps')
    """
    quote = _LINK.sub(r"\1", _MARKUP.sub("", quote))
    if "&" in quote and ";" in quote:
        quote = html.unescape(quote)
    value = strip_wrapping(find_letter_spaced(quote) or fold_value(quote))
    if _SINGLE_QUOTED.fullmatch(value):
        value = value[1:-1]
    if len(value) > _LONGEST:
        return value
    if value.startswith("<<") and value.endswith(">>"):
        value = value.strip("<> ")
    if "_" in value and " " not in value:
        value = value.replace("_", " ").strip()
    value = _FILLED.sub("", _SIZE.sub("", value)) or value
    value = (_WAS.sub("", value) or value).rstrip(",;: ")
    value = _RIGHTS.sub("", value) or value
    value = strip_wrapping(value[find_show_prefix(value) :])
    quoted = _QUOTED.match(value) or _IN_SERIES.fullmatch(value) or _find_quoted_last(value)
    if quoted is not None:
        value = quoted["title"]
    value = value[: find_show_behind(value)]
    for _ in range(2):
        value = strip_wrapping(_TAIL.sub("", value)) or value
    if value.endswith(".") and not value.endswith("..") and value.count(".") == 1:
        value = value[:-1]
    return calm_capitals(value)


def _find_quoted_last(value: str) -> re.Match[str] | None:
    """A title in quotation marks at the end of a sentence that is no title."""
    match = _QUOTED_LAST.search(value)
    if match is None or not value[: match.start()].strip():
        return None
    words = [word for word in value[: match.start()].split() if word[0].isalpha()]
    return match if sum(word[0].islower() for word in words) * 2 > len(words) else None


def calm_capitals(title: str) -> str:
    """Set a title typed in capitals as titles are set; any other stays as it is.

    Example:
        >>> calm_capitals("THE FOG OF BAKER STREET II"), calm_capitals("S.O.S."), calm_capitals("Fog")
        ('The Fog of Baker Street II', 'S.O.S.', 'Fog')
    """
    words = title.split()
    if not title.isupper() or sum(char.isalpha() for char in title) < 5 or "." in title[:-1]:
        return title
    set_words = []
    for number, word in enumerate(words):
        bare = word.strip("\"'“”‘’().,:;!?-")
        if (
            _ROMAN_NUMERAL.fullmatch(bare)
            or bare in _INITIALS
            or any(char.isdigit() for char in bare)
        ):
            set_words.append(word)
        elif (
            word.lower() in _SMALL_WORDS
            and 0 < number < len(words) - 1
            and words[number - 1][-1] not in ":-–—"
        ):
            set_words.append(word.lower())
        else:
            set_words.append(_WORD_START.sub(lambda match: match.group().upper(), word.lower()))
    return " ".join(set_words)
