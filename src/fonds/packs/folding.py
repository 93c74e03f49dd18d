"""Folding: how two spellings of one name are seen to be the same."""

import re
import unicodedata

from fonds.packs.pack import Gender

HONORIFICS: dict[str, Gender] = {
    **dict.fromkeys(
        "mr mister sir lord master king prince father brother uncle monsieur m count baron "
        "duke earl lad".split(),
        "male",
    ),
    **dict.fromkeys(
        "mrs miss ms lady madam madame mme mlle queen princess dame aunt auntie maid sister "
        "mother countess duchess baroness".split(),
        "female",
    ),
    **dict.fromkeys(
        "dr doctor prof professor captain capt colonel col major general lieutenant lt "
        "sergeant sgt inspector detective constable reverend rev admiral commander judge "
        "agent special ensign crewman corporal cpl private cadet commodore nurse president "
        "senator governor mayor chief officer sheriff deputy coach counselor ambassador "
        "headmaster headmistress minister saint st cousin old young little poor "
        "the dear".split(),
        "unknown",
    ),
}
"""Folded honorific to the gender it implies; "unknown" fits everyone. "the" and "dear"
behave like one: they stand before a name and say nothing."""

_DROPPED = re.compile(r"[.'’‘`´ʼ\"“”]")
_ASCII = {
    code: None
    if (char := chr(code)) in ".'`\""
    else " and "
    if char == "&"
    else char.lower()
    if char.isalnum()
    else " "
    for code in range(128)
}
"""The same for ASCII, in one pass: names are folded by the hundred thousand."""

_NOT_WORD = re.compile(r"[\W_]+")


def fold_name(name: str) -> str:
    """Fold case, accents, punctuation and "&" so that spellings of one name are equal.

    Args:
        name: n code points, any.

    Returns:
        Words of letters and digits separated by one space; may be "".

    Cost: O(n).

    Example:
        >>> fold_name("Much, the Miller’s Son"), fold_name("P&P"), fold_name("Eurýdice")
        ('much the millers son', 'p and p', 'eurydice')
    """
    if name.isascii():
        return " ".join(name.translate(_ASCII).split())
    decomposed = unicodedata.normalize("NFKD", name)
    name = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    plain = _DROPPED.sub("", name.replace("&", " and ")).casefold()
    return _NOT_WORD.sub(" ", plain).strip()


def split_honorific(folded: str) -> tuple[Gender, str]:
    """Take one leading honorific off a folded name.

    Args:
        folded: what `fold_name` gave.

    Returns:
        The gender the honorific implies and the rest; ("unknown", "") when the name
        does not begin with one or is nothing else.

    Cost: O(length).

    Example:
        >>> split_honorific("mrs darcy"), split_honorific("darcy")
        (('female', 'darcy'), ('unknown', ''))
    """
    first, _, rest = folded.partition(" ")
    gender = HONORIFICS.get(first)
    return (gender, rest) if gender is not None and rest else ("unknown", "")
