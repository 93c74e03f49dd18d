"""Scene breaks: lines of repeated marks, rules and lone ornaments."""

import re

# One class of marks a line; words of one to three letters repeated as an ornament
# ("oOo", "XXX", "xoxox"), or a lone sign. Possessive shape: no atom overlaps another.
_MARKS = re.compile(
    r"[\s*#~=\-_+.•·○●◇◆◊★☆♦♥§¤°º^<>«»|/\\:;&%$@!—–―─━═╔╗╚╝╠╣╦╩╬║│┃┌┐└┘├┤┬┴┼░▒▓█▀▄■□▪▫☙❧⁂†‡\[\](){}'`\"0]+"
)
_LETTER_ORNAMENT = re.compile(
    r"[\W_]{0,40}(?:o0o|oOo|OoO|0o0|[oO0]{4,12}|ooo+|oo00oo|xxx+|XXX+|XOX|xox|oxo|OXO|zzz)[\W_0oOxX]{0,40}"
)
_LONE_LETTERS = re.compile(r"(?:[oOxX0](?=[\W_]|$)|[\W_]){5,80}")
_ALTERNATING = re.compile(
    r"[\W_]{0,20}(?:(?:xX){2,30}x?|(?:Xx){2,30}X?|(?:[xX][oO0]){3,30}[xX]?|(?:[oO0][xX]){3,30}[oO0]?)[\W_]{0,20}"
)
_WORDED = re.compile(
    r"(?P<left>[-=~*_+#<>. ]{3,40}) ?(?P<words>[^\W_].{1,50}?) ?(?P<right>[-=~*_+#<>. ]{3,40})"
)
_ENTITY_ORNAMENT = re.compile(r"(?:&\w{2,8};|\\\*|\s)+")


def _is_alternating(text: str) -> bool:
    return text.count("x") + text.count("X") > 2 and _ALTERNATING.fullmatch(text) is not None


def is_break(text: str) -> bool:
    """Tell whether a stripped line separates scenes.

    A break is a line of repeated marks, a rule, or a lone ornament; a line that is a word
    (a stutter, a scream) or a lone ellipsis is not one.

    Args:
        text: one line without surrounding space.

    Returns:
        True for a break; False for an empty line.

    Cost: O(len(text)), bounded to 160 characters.

    Example:
        >>> [is_break(t) for t in ("* * *", "-----", "oOo", "#", "...", "Aaah!", "")]
        [True, True, True, True, False, False, False]
    """
    if not text or len(text) > 160:
        return False
    first = text[0]
    if first.isalpha() or first == "0":
        return len(text) <= 60 and (
            _LETTER_ORNAMENT.fullmatch(text) is not None
            or _LONE_LETTERS.fullmatch(text) is not None
            or _is_alternating(text)
        )
    if _MARKS.fullmatch(text):
        marks = text.replace(" ", "")
        spaced = " " in text and len(marks) >= 3
        return not ((set(marks) <= set(".!?") and not spaced) or marks in _NOT_BREAKS)
    if len(text) <= 60 and (
        _LETTER_ORNAMENT.fullmatch(text) or _LONE_LETTERS.fullmatch(text) or _is_alternating(text)
    ):
        return True
    return "\\*" in text and _ENTITY_ORNAMENT.fullmatch(text) is not None


_NOT_BREAKS = frozenset(
    {"-", "--", "'", '"', "''", '""', "0", ":", ";", "(", ")", "[", "]", "()", "|"}
)


def is_worded_break(text: str) -> bool:
    """Tell whether a line is a break with words in it: "~~~ the next night ~~~".

    Example:
        >>> is_worded_break("-=-=-  the next night  -=-=-"), is_worded_break("--no, never--")
        (True, False)
    """
    match = _WORDED.fullmatch(text) if len(text) <= 130 else None
    if match is None:
        return False
    left, right = match.group("left"), match.group("right")
    marks = set(left.replace(" ", "")) | set(right.replace(" ", ""))
    return not marks <= {"."} and len(left.strip()) >= 3 and len(right.strip()) >= 3
