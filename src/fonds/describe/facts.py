"""Facts without labels: "D & O, friendship only, FRC" and "A Dracula sequel, rated PG"."""

import re
from collections.abc import Sequence

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.ratings import find_rating
from fonds.model.claim import Claim, Evidence
from fonds.packs.fandom import find_fandom
from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack
from fonds.packs.relationship import find_relationship

_OWNING = re.compile(
    r"\b(?:belong|own|property|creat|copyright|rights?|characters?|mine|disclaim|sue|profit|"
    r"borrow|invent|wrote|written|novels?|books?|stor(?:y|ies)|canon|after|world)",
    re.IGNORECASE,
)
"""Words of a line that says whose a world is: without them one name is only a name."""

BY = "facts/1"

_JOINT = re.compile(r"\s*(?:[;|•·()\[\]]|,|(?<![A-Z])\.\s|\.$|\s[-–—]\s|\s{3,}|:)\s*")
_RATING = re.compile(
    r"(?:[Bb]oth |[Aa]ll )?(?:[Rr]ated:? |[Rr]ating:? )?(?P<value>(?:(?:hard|soft|mild|strong|light) )?(?:NC-?17|PG-?1[35]|PG|FRAO|FRM|FRT|FRC|FR-?\d{1,2}|[GRKTM]|K\+|XXX|all ages|18\+)(?: for .{2,60})?)",
)
_RATING_WORD = re.compile(
    r"(?P<value>Teens?|General|Mature|Explicit|Adults?(?: [Oo]nly)?|Everyone)"
)
_GENRES = frozenset(
    (
        "humor humour angst fluff romance drama crackfic crack vignette parody adventure mystery songfic "
        "poem filk drabble ficlet h/c hurt/comfort smut lemon au pwp horror satire crossover"
    ).split()
)
_TAKES_FROM = re.compile(
    r"(?:^|\b)(?:takes place in|set in|in the world of|from the|from|based on|of the|of|in the|in)\s+(?:the (?:world|universe) of )?(?P<name>[A-Z][\w'’&. -]{1,40})"
)
_A_STORY = re.compile(
    r"\b[Aa]n? (?P<name>[A-Z][\w'’& -]{1,40}?) (?:fan )?(?:story|stories|fic|vignette|ficlet|tale|sequel|prequel|crossover|pastiche|drabble|fanfic|novel|adventure|shorts?|poem)\b"
)
_SHORTS = re.compile(r"\b(?P<name>[A-Z][\w'’&]{1,30}) (?:shorts|stories|tales|fics)\b")
_PAIR = re.compile(r"[\w'’.]{1,20}(?: [\w'’.]{1,20})?\s?[/&]\s?[\w'’.]{1,20}(?: [\w'’.]{1,20})?")


def read_facts(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    """Read ratings and fandoms out of header lines without labels.

    Args:
        claims: n claims of one work; those on "label:facts" and "label:subject" are read.
        packs: all packs.

    Returns:
        Claims on "rating_stated" and "fandoms", each with the words it comes from.

    Cost: O(n), bounded values.
    """
    found: list[Claim] = []
    for claim in claims:
        if claim.field not in ("label:facts", "label:subject") or not claim.evidence:
            continue
        text = str(claim.value)[:600]
        if not any(each.field == "rating_stated" for each in found):
            found += _rating(claim, text)
        if not any(each.field == "fandoms" for each in found):
            found += _fandom(claim, text, packs)
        if not any(each.field == "fandoms" for each in found):
            found += _owned_fandom(claim, text, packs)
        if not any(each.field == "tags" for each in found) and len(text) <= 160:
            found += _tags(claim, text)
    return found


def _tags(claim: Claim, text: str) -> list[Claim]:
    tags = [piece for piece in _JOINT.split(text) if piece and piece.lower() in _GENRES]
    return [Claim("tags", tags, "stated", 0.8, claim.evidence, BY)] if tags else []


def _rating(claim: Claim, text: str) -> list[Claim]:
    if len(text) > 160:
        return []
    pieces = [piece for piece in _JOINT.split(text) if piece]
    for number, piece in enumerate(pieces):
        match = _RATING.fullmatch(piece.strip(' *~_."“”'))
        if match is None and (f"[{piece}]" in text or f"({piece})" in text):
            match = _RATING_WORD.fullmatch(piece)  # bare, it could be the title
        if match is None or (claim.confidence < 0.85 and len(pieces) == 1 and len(piece) == 1):
            continue
        value = match.group("value")
        if number + 1 < len(pieces) and pieces[number + 1].startswith(("for ", "mostly ")):
            value = f"{value}, {pieces[number + 1]}"
        if find_rating(value)[0] is not None:
            return [Claim("rating_stated", value, "stated", 0.8, _place(claim, piece), BY)]
    return []


def _fandom(claim: Claim, text: str, packs: Sequence[Pack]) -> list[Claim]:
    candidates = [match.group("name") for match in _A_STORY.finditer(text)]
    candidates += [match.group("name") for match in _SHORTS.finditer(text)]
    candidates += [match.group("name") for match in _TAKES_FROM.finditer(text)]
    if len(text) <= 160:
        candidates += [piece.strip(" *~_.") for piece in _JOINT.split(text)]
    for name in candidates:
        for words in _shorter(name):
            fandom = None if _is_everyday(words, text) else find_fandom(words, packs)
            if fandom is not None:
                return [Claim("fandoms", [fandom], "stated", 0.8, _place(claim, words), BY)]
    return []


def _owned_fandom(claim: Claim, text: str, packs: Sequence[Pack]) -> list[Claim]:
    """The fandom whose maker a disclaimer names: "Dracula belongs to Bram Stoker"."""
    said = f" {fold_name(text)} "
    is_owning = _OWNING.search(text) is not None
    owned = [
        pack
        for pack in packs
        if any(f" {owner} " in said for owner in pack.index.creators if is_owning or " " in owner)
    ]
    if len(owned) > 1:
        named = [
            pack
            for pack in owned
            if any(f" {name} " in said for name in (*pack.index.fandom, *pack.index.works))
        ]
        owned = named
    if len(owned) != 1:
        return []
    return [Claim("fandoms", [owned[0].fandom.name], "stated", 0.75, claim.evidence, BY)]


def _shorter(name: str) -> list[str]:
    """A name, and its beginnings: "Sherlock Holmes as Conan Doyle left it"."""
    words = name.split()
    return [
        " ".join(words[:count])
        for count in range(min(len(words), 6), 0, -1)
        if words[0][:1].isupper() and not (count == 1 and words[1:] and words[1][:1].isupper())
    ]


def _is_everyday(words: str, text: str) -> bool:
    """Whether one everyday word of a longer line says nothing: "Castle" of "Castle Dracula"."""
    return words.lower() in EVERYDAY_WORDS and len(text.split()) > 3


def read_fact_pairings(claims: Sequence[Claim], packs: Sequence[Pack]) -> list[Claim]:
    """Read pairings out of header lines without labels, when the fandom is known.

    Args:
        claims: as for `read_facts`.
        packs: the packs of the work's fandoms; without any nothing is read, because the
            same two letters are another pair in another fandom.

    Returns:
        At most one claim on "relationships".
    """
    if not packs:
        return []
    for claim in claims:
        if claim.field not in ("label:facts", "label:subject") or len(str(claim.value)) > 160:
            continue
        pieces = [piece for piece in _JOINT.split(str(claim.value)) if piece]
        for number, piece in enumerate(pieces):
            if _PAIR.fullmatch(piece.strip(" *~_.")) is None:
                continue
            beside = pieces[number + 1] if number + 1 < len(pieces) else ""
            words = f"{piece} ({beside})" if "friend" in beside else piece
            names = find_relationship(words, packs)
            if names and all(_is_known(name, packs) for name in names):
                return [
                    Claim("relationships", list(names), "stated", 0.8, _place(claim, piece), BY)
                ]
    return []


def _is_known(relationship: str, packs: Sequence[Pack]) -> bool:
    people = {person.name for pack in packs for person in pack.characters}
    return all(name in people for name in re.split(r" & |/", relationship))


def _place(claim: Claim, words: str) -> tuple[Evidence, ...]:
    """The words inside the claim's evidence, or the whole evidence when they were folded."""
    whole = claim.evidence[0]
    at = whole.quote.find(words)
    if at < 0:
        return claim.evidence
    return (Evidence(whole.source, whole.start + at, whole.start + at + len(words), words),)
