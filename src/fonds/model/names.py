"""Names: how a person's name is sorted on a shelf."""

_SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv", "esq", "phd", "md"})
_PARTICLES = frozenset(
    {
        *("van", "von", "der", "den", "ter", "ten", "zu", "zum", "zur"),
        *("de", "du", "des", "del", "della", "di", "da", "dos", "das"),
        *("la", "le", "st", "st."),
    }
)
_MOST_WORDS = 6
"""A longer "name" is a sentence ("a friend of the archive who asked …"): it stays as it is."""


def sort_name(name: str) -> str:
    """Give the form of a name that it is sorted under.

    The family name comes first. A pen name of one word, a name that already holds a
    comma, one with digits or marks of a login in it ("moor_walker", "holmes221b") and a
    name in a script that writes the family name first stay as they are.

    Args:
        name: a name of n characters, as people write it.

    Returns:
        The sortable form; white space is one space each.

    Cost: O(n).
    Source: ours; the habit of library catalogues for names in Latin script.

    Example:
        >>> sort_name("John H. Watson")
        'Watson, John H.'
        >>> sort_name("Ludwig van der Moor")
        'van der Moor, Ludwig'
        >>> sort_name("Robin Locksley Jr.")
        'Locksley, Robin, Jr.'
        >>> sort_name("moor_walker")
        'moor_walker'
    """
    words = name.split()
    plain = " ".join(words)
    if not 2 <= len(words) <= _MOST_WORDS or not _looks_like_person(plain):
        return plain
    suffix = ""
    if len(words) > 2 and words[-1].rstrip(".").casefold() in _SUFFIXES:
        suffix = f", {words.pop()}"
    family = len(words) - 1
    while family > 1 and words[family - 1].casefold() in _PARTICLES:
        family -= 1
    return f"{' '.join(words[family:])}, {' '.join(words[:family])}{suffix}"


def _looks_like_person(name: str) -> bool:
    if any(char.isdigit() or char in ",_@&/|" for char in name):
        return False
    if any("\u1100" <= char <= "\u11ff" or "\u2e80" <= char <= "\ud7ff" for char in name):
        return False
    return name.partition(" ")[0].casefold() not in {"the", "a", "an", "anonymous", "various"}
