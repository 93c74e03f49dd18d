"""Creators: the names in a stated author line."""

import re

_ADDRESS = re.compile(
    r"[<(\[]?\s*(?:mailto:)?[^\s<>()\[\],;]{1,64}(?:@|\s?\(at\)\s?|\s\[at\]\s)[^\s<>()\[\],;]{1,64}\s*[>)\]]?"
)
_BARE_URL = re.compile(r"[<(\[]?(?:https?://|www\.)\S{1,200}[>)\]]?")
_LEAD = re.compile(
    r"^(?:(?:written|posted|story|fic|a story|composed|penned)\s+)?by[:\s]\s*|^(?:mr|mrs|ms|miss|dr|prof|professor|rev)\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\s/\s|,\s+and\s+|,\s*&\s*|\s+&\s+|\s+and\s+|\s+with\s+|,(?!\s*(?:jr|sr|esq|ph\.?d|md|m\.d|i{2,3})\b))\s*",
    re.IGNORECASE,
)
_AKA = re.compile(r"\s+\(?(?:a\.?k\.?a\.?|also known as)\s+.*$", re.IGNORECASE)
_HELP = re.compile(
    r"\s*[(\[](?:with|beta|edited|thanks|assisted|and help|formerly|writing as)\b[^()\[\]]{0,80}[)\]]",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?: [^<>]{0,80})?>")
_TRAILER = re.compile(
    r"\s*[-–—,(|]+\s*(?:copyright|\(?c\)|©|(?:19|20)\d\d\b|e-?mail|all rights|beta|posted).*$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2},? )?(?:19|20)?\d\d|[A-Z][a-z]{2,8} \d{1,2}")
_EDGES = ' \t.,;:*_~|="“”<>[]{}'
_NOBODY = frozenset(
    {
        "anonymous",
        "anon",
        "unknown",
        "author unknown",
        "n/a",
        "none",
        "me",
        "?",
        "not known",
        "various",
        "sysop",
        "the sysop",
        "moderator",
        "the moderator",
        "listmom",
        "archivist",
        "the archivist",
        "webkeeper",
        "webmaster",
        "webmistress",
    }
)


def find_creators(stated: str) -> tuple[str, ...]:
    """Find the creators in an author line.

    Args:
        stated: the line as typed: "By Ida Quill & Tom Reed (iq@example.org)".

    Returns:
        n names in order, each once, without "by", addresses or titles of honour; n may be
        0 when nobody is named ("anonymous", an address alone).

    Cost: O(len(stated)), at most its first 300 characters.

    Example:
        >>> find_creators("By Dr. Ida Quill and Tom Reed <tr@example.org>")
        ('Ida Quill', 'Tom Reed')
        >>> find_creators("Quill, Ida, Jr.")
        ('Quill', 'Ida, Jr.')
    """
    text = " ".join(stated[:300].split())
    text = _HELP.sub("", _MARKUP.sub("", text))
    text = _BARE_URL.sub(" ", _ADDRESS.sub(" ", text)).strip()
    if text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1:
        text = text[1:-1]
    text = _TRAILER.sub("", _AKA.sub("", text)).strip(_EDGES.replace(".", "") + "-")
    names: list[str] = []
    for piece in _split(_LEAD.sub("", text)):
        name = _LEAD.sub("", piece.strip(_EDGES)).strip(_EDGES)
        name = name + "." if _ends_in_initial(name, piece) else name
        if _WHEN.fullmatch(name):
            continue
        if any(char.isalnum() for char in name) and name.lower() not in _NOBODY and len(name) <= 80:
            names.append(name)
    return tuple(dict.fromkeys(names))


def _split(text: str) -> list[str]:
    pieces = _SPLIT.split(text)
    # "Rock and Roll" is a pen name: lower-case halves were never two people.
    if (
        len(pieces) > 1
        and any(not piece[:1].isupper() for piece in pieces if piece)
        and " and " in text
    ):
        return [text] if not any(char in text for char in ",;&") else pieces
    return pieces


def _ends_in_initial(name: str, piece: str) -> bool:
    return piece.rstrip().endswith(name + ".") and (
        name[-2:-1] in ("", " ")
        or name.endswith(("Jr", "Sr", "Esq"))
        or (name[-2:-1] == "." and name[-1:].isupper())
    )
