"""Wrangling: how relationships are named, after the rules of AO3's tag wranglers.

From the Archive of Our Own's Wrangling Guidelines, "Relationships" (archiveofourown.org,
wrangling_guidelines/8) and "Characters" (wrangling_guidelines/7), by their headings there:

- *Base Rules*: members under their canonical names, in full, in the order of their family
  names, then of their given names; who has one name only goes by that. Three people or more are
  a relationship of their own: neither synonym nor narrower than two of them.
- *Romantic and/or Sexual Relationships*: names joined with "/". *Platonic* ones: with " & ".
  One is never the other's synonym. Another order, short names, initials and run-together names
  ("McShep") are synonyms.
- Original characters, the reader, "you" and "other(s)" stand last.
- Where all members have one name only, the fandom stands behind the whole: "A/B (Fandom)";
  a single name that several fandoms have bears its own: "Name (Fandom)".
- "Past", "implied", "minor" and the like before or behind a relationship say how much of it
  there is, not which: such a name is a synonym of the plain one.

Pure; nothing here decides anything. People do, with these rules before them.
"""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack

Joiner = Literal["/", "&"]

_OUTSIDERS = frozenset(
    {
        *("reader", "the reader", "you", "oc", "ocs", "ofc", "ofcs", "omc", "omcs"),
        *("other", "others", "other s", "everyone", "everyone else"),
    }
)
_ORIGINAL = re.compile(r"\b(?:original|o[fm]?cs?)\b")

_QUALIFIERS = frozenset(
    "implied past pre minor background slight slightly hinted hints established former eventual "
    "future unrequited onesided mentioned mention pairing pairings ship slash preslash ust light "
    "mild very brief main endgame onscreen offscreen".split()
)
_LONG_QUALIFIERS = ("one sided", "hints of", "hint of", "mention of", "mentions of", "a bit of")

_FANDOM = re.compile(r" \(([^()]{1,200})\)\Z")
_BRACKETS = re.compile(r" ?[(\[][^()\[\]]{0,200}[)\]] ?")
_SIGN = re.compile(r" ?([/×&+]) ?| ([xX]) ")
"""Of a name whose spaces are single."""

_SIGNS = frozenset("/×&+xX")

MOST_MEMBERS = 20
"""More are a cast list."""

_LONGEST = 500


class Relationship(Struct, frozen=True):
    """A relationship's name, taken apart.

    Attributes:
        joiner: "/" romantic or sexual, "&" otherwise.
        members: as typed, in the order typed, two or more.
        qualifiers: words beside the names: "past", "implied" …, folded.
        fandom: what stands in brackets at the end, when only the last member could bear it.
    """

    joiner: Joiner
    members: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()
    fandom: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        """The members folded and in alphabetical order: the same for the same people."""
        return tuple(sorted(fold_name(_BRACKETS.sub(" ", one)) for one in self.members))


def read_relationship(name: str) -> Relationship | None:
    """Read a relationship's name.

    Args:
        name: n code points; more than 500 are prose.

    Returns:
        Its parts; None when no sign joins names, or both signs do.

    Cost: O(n).

    Example:
        >>> read_relationship("implied Watson/Holmes").members
        ('Watson', 'Holmes')
        >>> read_relationship("Holmes & Watson/Morstan") is None
        True
    """
    if len(name) > _LONGEST:
        return None
    name = " ".join(name.split())
    qualifiers, bare = _take_qualifiers(" ".join(_drop_qualifying_brackets(name).split()))
    fandom = _FANDOM.search(bare)
    # A sign within brackets joins nothing: "Sam (Foyle & Son)".
    hidden = _BRACKETS.sub(lambda found: found[0].replace("/", "\0").replace("&", "\1"), bare)
    members = tuple(
        piece.replace("\0", "/").replace("\1", "&").strip(" .,")
        for piece in _SIGN.sub("\2", hidden).split("\2")
    )
    signs = {"&" if (one[1] or "/") in "&+" else "/" for one in _SIGN.finditer(hidden)}
    if len(signs) != 1 or not 2 <= len(members) <= MOST_MEMBERS:
        return None
    if not all(fold_name(one) for one in members):
        return None
    joiner: Joiner = "/" if signs == {"/"} else "&"
    return Relationship(joiner, members, qualifiers, fandom[1].strip() if fandom else "")


def _drop_qualifying_brackets(name: str) -> str:
    """Take the brackets off words that qualify: "Holmes/Watson (implied)"."""

    def drop(found: re.Match[str]) -> str:
        words = fold_name(found[0]).split()
        return f" {' '.join(words)} " if all(word in _QUALIFIERS for word in words) else found[0]

    return _BRACKETS.sub(drop, name)


def _take_qualifiers(bare: str) -> tuple[tuple[str, ...], str]:
    """Take qualifying words off both ends."""
    taken: list[str] = []
    words = bare.replace(" - ", " ").split()
    while len(words) > 1:
        two = fold_name(" ".join(words[:2]))
        first, last = fold_name(words[0]), fold_name(words[-1])
        if two in _LONG_QUALIFIERS and len(words) > 2:
            taken.append(two)
            words = words[2:]
        elif first in _QUALIFIERS and not _is_sign(words[1]):
            taken.append(first)
            words = words[1:]
        elif last in _QUALIFIERS and not _is_sign(words[-2]):
            taken.append(last)
            words = words[:-1]
        elif first in _LONG_QUALIFIERS or (first[:4] == "pre " and first[4:] in _QUALIFIERS):
            taken.append(first)
            words = words[1:]
        else:
            break
    return tuple(taken), " ".join(words)


def _is_sign(word: str) -> bool:
    """Whether a word joins names: what stands beside it is one of them, whatever it means."""
    return word in _SIGNS


def write_relationship(
    members: Sequence[str], joiner: Joiner, packs: Sequence[Pack] = (), *, fandom: str = ""
) -> str:
    """Write a relationship's name as the guidelines would have it.

    Args:
        members: m names, in any order.
        joiner: the sign.
        packs: of the fandoms, which know family names; else the last word is one.
        fandom: stands in brackets at the end, when all members have one name only.

    Cost: O(m · packs).

    Example:
        >>> write_relationship(["Reader", "John Watson", "Sherlock Holmes"], "/")
        'Sherlock Holmes/John Watson/Reader'
        >>> write_relationship(["Mina", "Lucy"], "&", fandom="Dracula")
        'Lucy & Mina (Dracula)'
    """
    ordered = sorted(dict.fromkeys(members), key=lambda one: order_member(one, packs))
    written = ("/" if joiner == "/" else " & ").join(ordered)
    single = all(len(one.split()) == 1 for one in ordered)
    return f"{written} ({fandom})" if fandom and single else written


def order_member(name: str, packs: Sequence[Pack] = ()) -> tuple[int, str, str]:
    """Give what a member stands in order by: outsiders last, family name, given name.

    Example:
        >>> order_member("John Watson") < order_member("Original Male Character(s)")
        True
    """
    folded = fold_name(_BRACKETS.sub(" ", name))
    if is_outsider(name):
        return _rank_outsider(folded), folded, ""
    for pack in packs:
        person = pack.people.get(name)
        if person is not None:
            return 0, fold_name(person.family_name or person.name), fold_name(person.given)
    # "Min Yoongi | Suga" goes by the first of its names.
    first = fold_name(_BRACKETS.sub(" ", name.partition("|")[0])) or folded
    words = first.split()
    return 0, words[-1] if words else "", first


def is_outsider(name: str) -> bool:
    """Tell whether a member is nobody of the canon: an original character, reader, you, others.

    Example:
        >>> [is_outsider(one) for one in ("Reader", "Other(s)", "OFC", "John Watson")]
        [True, True, True, False]
    """
    folded = fold_name(name)
    return folded in _OUTSIDERS or (folded.startswith("original") and "character" in folded)


def _rank_outsider(folded: str) -> int:
    if _ORIGINAL.search(folded):
        return 1
    return 3 if folded.startswith(("other", "everyone")) else 2


def say_breaches(name: str, packs: Sequence[Pack] = ()) -> tuple[str, ...]:
    """Say what the guidelines would have otherwise in a canonical relationship's name.

    Args:
        name: of a relationship that is, or is to be, canonical.
        packs: of its fandoms.

    Returns:
        Sentences; none when nothing speaks against it.

    Cost: O(length · packs).

    Example:
        >>> say_breaches("Watson/Holmes")[0]
        'It is ordered by family name: “Holmes/Watson”.'
    """
    found = read_relationship(name)
    if found is None:
        if "/" in name and "&" in name:
            return ("“/” and “&” do not stand in one name; make two.",)
        return ("It names no two people joined with “/” or “&”.",)
    breaches: list[str] = []
    if found.qualifiers:
        breaches.append("It says how much of a relationship there is; the plain one is canonical.")
    members = [_strip_fandom(one, found.fandom) for one in found.members]
    fitting = write_relationship(members, found.joiner, packs, fandom=found.fandom)
    ordered = sorted(members, key=lambda one: order_member(one, packs))
    if ordered != members:
        breaches.append(f"It is ordered by family name: “{fitting}”.")
    elif not found.qualifiers and name != fitting:
        breaches.append(f"It is written “{fitting}”.")
    short = [one for one in members if len(fold_name(one).replace(" ", "")) <= 2]
    if short:
        breaches.append(f"Names stand in full; “{short[0]}” does not.")
    return tuple(breaches)


def _strip_fandom(member: str, fandom: str) -> str:
    return _FANDOM.sub("", member) if fandom and member.endswith(f"({fandom})") else member


def say_why_no_synonym(name: str, canonical: str) -> str:
    """Say why a relationship cannot be another's synonym; "" when it may be.

    Example:
        >>> say_why_no_synonym("Holmes & Watson", "Sherlock Holmes/John Watson")
        '“&” is no synonym of “/”: one is romantic or sexual, the other is not'
        >>> say_why_no_synonym("H/W", "Sherlock Holmes/John Watson")
        ''
    """
    one, other = read_relationship(name), read_relationship(canonical)
    if one is None or other is None:
        return ""
    if one.joiner != other.joiner:
        return (
            f"“{one.joiner}” is no synonym of “{other.joiner}”: "
            "one is romantic or sexual, the other is not"
        )
    if len(one.members) != len(other.members):
        return (
            f"{len(one.members)} people and {len(other.members)} are two relationships, "
            "not one under two names"
        )
    return ""


def say_why_not_broader(narrower: str, broader: str) -> str:
    """Say why a relationship cannot stand below another; "" when it may.

    Example:
        >>> say_why_not_broader("A/B/C", "A/B")
        'three people or more are a relationship of their own, not a narrower one'
    """
    one, other = read_relationship(narrower), read_relationship(broader)
    if one is None or other is None or len(one.members) == len(other.members):
        return ""
    return "three people or more are a relationship of their own, not a narrower one"


def are_same_people(one: Relationship, other: Relationship) -> bool:
    """Tell whether two names join the same people with the same sign, in whatever order.

    Example:
        >>> are_same_people(read_relationship("A B/C"), read_relationship("past C/A. B"))
        True
    """
    return one.joiner == other.joiner and one.people == other.people


def disambiguate(name: str, fandom: str) -> str:
    """Give a single name that several fandoms have the fandom behind it.

    Example:
        >>> disambiguate("Mina", "Dracula"), disambiguate("Mina Harker", "Dracula")
        ('Mina (Dracula)', 'Mina Harker')
    """
    bare = name.strip()
    if len(bare.split()) > 1 or _FANDOM.search(bare):
        return bare
    return f"{bare} ({fandom})"
