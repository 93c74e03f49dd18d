"""Fandom: what a header says of the fandom, to its canonical name."""

import re
from collections.abc import Iterator, Sequence

from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack

_LEADING = frozenset(
    "the a an my our all fandom fandoms original classic canon book books novel novels "
    "series universe world verse crossover xover from based on in of old".split()
)
_TRAILING = frozenset(
    "canon canons book books novel novels series story stories verse universe world fandom "
    "fandoms fic fics fanfic fanfiction fan fiction works work tales tale legend legends myth "
    "myths movie movies film films tv bookverse crossover xover au by original and related "
    "all media types cycle ballads ballad lore folklore mythology traditional general anime "
    "manga cartoon cartoons comic comics comicverse movieverse filmverse webcomic podcast "
    "podcasts radio musical game games videogame video show shows miniseries graphic "
    "xover".split()
)
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_STRONG_SEPARATOR = re.compile(
    r"\s*(?:[/;|,\n]|\s[x×+]\s|\bcrossed (?:over )?with\b|\bx-over(?: with)?\b|\bmeets\b)\s*", re.I
)
_WEAK_SEPARATOR = re.compile(r"\s+(?:and|&|with)\s+", re.I)
_MAX_PARTS = 8
_MAX_STATED = 500
"""Longer statements are prose, not a name; the bound keeps the cost bounded."""


def find_fandom(stated: str, packs: Sequence[Pack]) -> str | None:
    """Find the canonical name of one fandom.

    Tries the names, then the names without brackets, frame words ("the … books",
    "… canon") and owners ("… by Jane Austen"), then titles of canon works, then a wide name
    with a narrow one ("Star Wars: The Phantom Menace"). An umbrella
    ("Jane Austen") gives the umbrella's name; `find_packs` knows what lies under it.

    Args:
        stated: what the header says; more than 500 code points are not a name.
        packs: p packs.

    Returns:
        A canonical fandom or umbrella name; None when nothing or more than one fits.

    Cost: O(p · words of `stated`); what names nothing, O(p · words²).

    Example:
        >>> from fonds.packs.load import load_packs
        >>> packs = load_packs()
        >>> find_fandom("the Oz books", packs), find_fandom("P&P", packs)
        ('Oz', 'Pride and Prejudice')
    """
    if len(stated) > _MAX_STATED:
        return None
    said = set(fold_name(stated).split())
    packs = [pack for pack in packs if not said.isdisjoint(pack.index.words)]
    keys = list(_iter_keys(stated, packs)) if packs else []
    for tables in (
        [pack.index.fandom for pack in packs],
        [pack.index.umbrella for pack in packs],
        [pack.index.works for pack in packs],
    ):
        for key in keys:
            found = {table[key] for table in tables if key in table}
            if len(found) > 1:
                found = {name for name in found if fold_name(name) == key}
                return found.pop() if found else None
            if found:
                return found.pop()
    return _find_doubled(keys, packs)


def _find_doubled(keys: Sequence[str], packs: Sequence[Pack]) -> str | None:
    """A name of a fandom or umbrella, then one of a fandom or work beneath it.

    "Star Wars: The Phantom Menace", "DCU - Batman", "Buffy the Vampire Slayer (BtVS)".
    """
    found: set[str] = set()
    for key in keys:
        words = key.split()
        for cut in range(1, len(words)):
            wide, narrow = " ".join(words[:cut]), " ".join(words[cut:])
            found.update(
                pack.fandom.name
                for pack in packs
                if (wide in pack.index.fandom or wide in pack.index.umbrella)
                and (narrow in pack.index.fandom or narrow in pack.index.works)
            )
    return found.pop() if len(found) == 1 else None


def find_fandoms(stated: str, packs: Sequence[Pack]) -> tuple[str, ...]:
    """Find every fandom of a header line that may name several.

    Args:
        stated: "Dracula / Sherlock Holmes crossover"; more than 500 code points give ().
        packs: p packs.

    Returns:
        m canonical names in the order stated, each once; m may be 0.

    Cost: O(p · words²): each separator is tried once.

    Example:
        >>> from fonds.packs.load import load_packs
        >>> find_fandoms("Pride and Prejudice/Emma and Dracula", load_packs())
        ('Pride and Prejudice', 'Emma', 'Dracula')
    """
    if len(stated) > _MAX_STATED:
        return ()
    whole = find_fandom(stated, packs)
    if whole is not None:
        return (whole,)
    found: list[str] = []
    for piece in _STRONG_SEPARATOR.split(stated):
        name = find_fandom(piece, packs)
        parts = [name] if name else _split_weakly(piece, packs)
        found.extend(part for part in parts if part)
    # "Stargate/SGA" is the narrower one: a pack under an umbrella says more than the umbrella.
    told = {pack.fandom.umbrella for pack in packs if pack.fandom.name in found}
    return tuple(name for name in dict.fromkeys(found) if name not in told)


def find_packs(fandoms: Sequence[str], packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """Find the packs of canonical fandom names, with all packs under an umbrella.

    Args:
        fandoms: what `find_fandom` gave.
        packs: p packs.

    Returns:
        The packs concerned, in the order of `packs`.

    Cost: O(p · fandoms).

    Example:
        >>> from fonds.packs.load import load_packs
        >>> len(find_packs(["Jane Austen"], load_packs()))
        6
    """
    wanted = set(fandoms)
    return tuple(
        pack
        for pack in packs
        if pack.fandom.name in wanted or (pack.fandom.umbrella and pack.fandom.umbrella in wanted)
    )


def _split_weakly(piece: str, packs: Sequence[Pack]) -> list[str | None]:
    """Split at "and" and "&", keeping the longest runs that are themselves names."""
    parts = _WEAK_SEPARATOR.split(piece)[:_MAX_PARTS]
    found: list[str | None] = []
    first = 0
    while first < len(parts):
        end, name = first + 1, None
        for stop in range(len(parts), first, -1):
            name = find_fandom(" and ".join(parts[first:stop]), packs)
            if name is not None:
                end = stop
                break
        found.append(name)
        first = end
    return found


def _iter_keys(stated: str, packs: Sequence[Pack]) -> Iterator[str]:
    """Yield folded readings of a statement, the most literal first, each once."""
    bare = _BRACKETS.sub(" ", stated)
    readings = [stated, bare, *_BRACKETS.findall(stated)]
    seen: set[str] = set()
    for reading in readings:
        for key in _iter_stripped(fold_name(reading), packs):
            if key and key not in seen:
                seen.add(key)
                yield key


def _iter_stripped(key: str, packs: Sequence[Pack]) -> Iterator[str]:
    """Yield a key, then what is left as frame words and owners come off, one at a time."""
    while key:
        yield key
        first, _, rest = key.partition(" ")
        before, _, last = key.rpartition(" ")
        if last in _TRAILING and before:
            shorter: str | None = before
        elif first in _LEADING and rest:
            shorter = rest
        else:
            shorter = _strip_owner(key, packs)
        if shorter is None:
            return
        key = shorter


def _strip_owner(key: str, packs: Sequence[Pack]) -> str | None:
    for pack in packs:
        for owner in pack.index.creators:
            if owner not in key:
                continue
            if key.endswith(f" {owner}"):
                return key[: -len(owner) - 1]
            for form in (f"{owner}s ", f"{owner} "):
                if key.startswith(form):
                    return key[len(form) :]
    return None
