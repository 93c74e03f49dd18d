"""Creators: the names in a stated author line."""

import html
import re
import unicodedata

_ADDRESS = re.compile(
    r"[<(\[]?\s*(?:mailto:)?[^\s<>()\[\],;]{1,64}(?:@|\s?\(at\)\s?|\s\[at\]\s)[^\s<>()\[\],;]{1,64}\s*[>)\]]?"
)
_BARE_URL = re.compile(r"[<(\[]?(?:https?://|www\.)\S{1,200}[>)\]]?")
_LEAD = re.compile(
    r"^(?:(?:(?:co-?)?written|posted|story|fic|a story|composed|penned)\s+)?by[:\s]\s*",
    re.IGNORECASE,
)
_HONOUR = re.compile(
    r"^(?i:mr|mrs|ms|miss|dr|prof|professor|rev)\.?\s+(?=[A-Z]|(?:van|von|de|del|della|di|du|la|le) )"
)
_PARTICLES = frozenset(
    "de del della der den di do dos da du la le el van von zu zum af av bin ibn y e".split()
)
"""Small words in surnames: "Mrs. van der Velde" is a person, "Mrs. Bird of the moor" a pen name."""
_SPLIT = re.compile(
    r"\s*(?:;|\s/\s|,\s+and\s+|,\s*&\s*|\s+[&+]\s+|\s+and\s+|,\s+with\s+"
    r"|\s+with\s+(?!(?:an?|the|no|my|his|her)\s)"
    r"|,(?!\s*(?:jr|sr|esq|ph\.?d|md|m\.d|i{2,3})\b))\s*",
    re.IGNORECASE,
)
_AKA = re.compile(r"\s+\(?(?:a\.?k\.?a\.?|also known as)\s+.*$", re.IGNORECASE)
_HELPERS = (
    r"(?:(?:much|some|lots of|a lot of|a little|a bit of|great|the|many|no|additional|special) )?"
    r"(?:help|thanks|assistance|input|apologies|ideas?|support|love|encouragement|suggestions|advice"
    r"|contributions|beta)\b"
)
_HELP = re.compile(
    r" ?[(\[](?:with " + _HELPERS + r"|beta|edited|thanks|assisted|and help|formerly|writing as)"
    r"\b[^()\[\]]{0,80}[)\]]",
    re.IGNORECASE,
)
_HELPED = re.compile(r",? with " + _HELPERS + r".*", re.IGNORECASE)
_PARTNER = re.compile(
    r"[,;]? ?[(\[](?:(?:co-?|together )?(?:written|authored|writing) )?with ([^()\[\]]{1,80})[)\]]",
    re.IGNORECASE,
)
_CO_WRITTEN = re.compile(r",? co-?(?:written|authored)(?: with| by)? ", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?<=\S) ?[(\[{](?!(?i:jr|sr|i{2,3})\b)[^()\[\]{}]{0,60}[)\]}](?=[.!]?$| ?(?:[,;&+/|–—-]|and |with ))"
)
"""A login or a remark behind a name: "Cressida (argos_waits on DW)"."""
_ME = re.compile(
    r"^(?:me|myself|moi|yours truly)!{0,3} ?(?:[(\[,:;=] ?(?:a\.?k\.?a\.? )?|a\.?k\.?a\.? )(?=\w)",
    re.IGNORECASE,
)
_JOURNAL = re.compile(r" (?:on|at|@) (?i:lj|dw|ij|ao3|ff\.?net|livejournal|dreamwidth|tumblr)$")
_SMILEY = re.compile(
    r"(?: |^)(?:[:;=8][-o'^]?[()DPp\]\[/|\\*3>oO]{1,4}|[xX]D+|<3+|\^[_.-]{0,2}\^[;']{0,2}|[oO]_[oO]"
    r"|>[_.]<|\\o/|x{2,4}|(?:xo){1,4})(?= |$)"
)
_QUOTES_OF_WIKIS = re.compile(r"'{2,5}")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z]{2,8}\d?);")
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
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), stated[:300])
    text = _QUOTES_OF_WIKIS.sub("", " ".join(text.split()))
    text = _PARTNER.sub(r"; \1", _HELP.sub("", _MARKUP.sub("", text)))
    text = _CO_WRITTEN.sub("; ", _HELPED.sub("", text))
    text = _BARE_URL.sub(" ", _ADDRESS.sub(" ", text)).strip()
    text = _SMILEY.sub("", text).strip() or text
    if text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1:
        text = text[1:-1]
    text = _without_asides(_LEAD.sub("", text))
    text = _TRAILER.sub("", _AKA.sub("", text)).strip(_EDGES.replace(".", "") + "-")
    names: list[str] = []
    for piece in _split(_LEAD.sub("", text)):
        name = _bare_name(piece)
        name = name + "." if _ends_in_initial(name, piece) else name
        if _WHEN.fullmatch(name) or name.lower().rstrip("! ") in _NOBODY:
            continue
        if any(char.isalnum() for char in name) and len(name) <= 80:
            names.append(name)
    return tuple(dict.fromkeys(names))


def _without_asides(text: str) -> str:
    """The names without what stands in brackets behind them; "Me (hob)" is hob."""
    me = _ME.match(text)
    if me is not None:
        return _JOURNAL.sub("", text[me.end() :].rstrip(")]} "))
    return _ASIDE.sub("", text)


def _bare_name(piece: str) -> str:
    """One name without "by", an honour, a login's sign and ornaments around it."""
    name = _LEAD.sub("", piece.strip(_EDGES)).strip(_EDGES)
    while name and _is_ornament(name[-1]):
        name = name[:-1].rstrip(_EDGES)
    while name and (_is_ornament(name[0]) or (name[0] == "@" and name[1:2].isalnum())):
        name = name[1:].lstrip(_EDGES)
    honour = _HONOUR.match(name)
    if honour is not None and _is_person(name[honour.end() :]):
        name = name[honour.end() :]
    return name


def _is_ornament(char: str) -> bool:
    return char == "\ufe0f" or (char > "\x7f" and unicodedata.category(char) == "So")


def _is_person(name: str) -> bool:
    """Whether the words behind an honour are a name: of "Mrs. H's Lodger" they are none."""
    words = name.replace("’", "'").split()
    return not any(
        word.endswith("'s") or (word[:1].islower() and word not in _PARTICLES) for word in words
    )


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
