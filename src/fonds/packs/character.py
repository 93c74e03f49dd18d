"""Character: what a header or a text calls somebody, to the canonical name."""

import re
from collections.abc import Sequence

from fonds.packs.folding import fold_name, split_honorific
from fonds.packs.pack import Gender, Pack

_BRACKETED_END = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_MAX_STATED = 200
"""Nobody has a longer name; the bound keeps the cost bounded."""


def find_character(stated: str, packs: Sequence[Pack]) -> str | None:
    """Find whom a name means, when it can mean only one.

    In each pack: the canonical name, then an alias, then a given name, a family name or a
    form of address, then the same without its honorific among people of that gender.
    Packs that disagree, and names two people of a pack share, give None; a canonical
    name written out in full wins.

    Args:
        stated: a name as typed: "Lizzie", "Mr Darcy", "WATSON, John"; case, accents,
            punctuation and a trailing bracket do not matter.
        packs: the p packs in which to look.

    Returns:
        The canonical name, or None.

    Cost: O(p · length).

    Example:
        >>> from fonds.packs.load import load_packs
        >>> packs = [pack for pack in load_packs() if pack.fandom.umbrella == "Jane Austen"]
        >>> find_character("Lizzy", packs), find_character("Miss Bingley", packs)
        ('Elizabeth Bennet', 'Caroline Bingley')
    """
    if len(stated) > _MAX_STATED:
        return None
    key = fold_name(stated)
    bare = fold_name(_BRACKETED_END.sub("", stated))
    for reading in dict.fromkeys((key, bare)):
        written_out = {
            name for pack in packs if (name := pack.index.canonical.get(reading)) is not None
        }
        if len(written_out) == 1:
            return written_out.pop()
        meant = {name for pack in packs for name in _find_in_pack(reading, pack)}
        if len(meant) == 1:
            return meant.pop()
        if meant:
            return None
    return None


def _find_in_pack(key: str, pack: Pack) -> tuple[str, ...]:
    """Whom a folded name may mean in one pack, by the first table that knows it."""
    if not key:
        return ()
    found = _look_up(key, pack, "unknown")
    while not found:
        gender, key = split_honorific(key)
        if not key:
            return ()
        found = _look_up(key, pack, gender)
    return found


def _look_up(key: str, pack: Pack, gender: Gender) -> tuple[str, ...]:
    index = pack.index
    for table in (index.canonical, index.aliases):
        name = table.get(key)
        if name is not None and _fits(name, pack, gender):
            return (name,)
    return tuple(name for name in index.derived.get(key, ()) if _fits(name, pack, gender))


def _fits(name: str, pack: Pack, gender: Gender) -> bool:
    # "Mrs. Darcy" must not become Mr. Darcy when her own name is not in the pack.
    return gender == "unknown" or pack.people[name].gender in (gender, "various", "unknown")
