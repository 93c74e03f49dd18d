"""Pack: what is known of one fandom, as frozen values.

The classes under `PackFile` are the format itself: the JSON Schema that we publish
(docs/pack.schema.json) is made from them.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Name = Annotated[str, Meta(min_length=1)]
IsoDate = Annotated[str, Meta(pattern=r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$")]
Gender = Literal["female", "male", "nonbinary", "various", "unknown"]
"""`various`: adaptations differ, or a group; `unknown`: the sources do not say."""


class Fandom(Struct, frozen=True, forbid_unknown_fields=True):
    """The fandom itself.

    Attributes:
        name: the canonical name, as an archive's filter shows it.
        aliases: other names people typed into a header. Case, accents, punctuation and
            frame words ("the … books", "… canon", "by …") need no alias of their own.
        media: what it was told in: "books", "television", "film", "theatre", "myth" ….
        creators_in_disclaimers: whom a disclaimer names as the owner.
        umbrella: a wider name that covers several packs ("Jane Austen"), or "".
        umbrella_aliases: other names of the umbrella.
    """

    name: Name
    aliases: tuple[Name, ...] = ()
    media: tuple[Name, ...] = ()
    creators_in_disclaimers: tuple[Name, ...] = ()
    umbrella: str = ""
    umbrella_aliases: tuple[Name, ...] = ()


class CanonWork(Struct, frozen=True, forbid_unknown_fields=True):
    """A work of the canon: a novel, a tale, a film, a series.

    Attributes:
        title: as published.
        aliases: short titles and abbreviations ("HOUN").
        date: of publication, as much of an ISO date as is known, or "".
    """

    title: Name
    aliases: tuple[Name, ...] = ()
    date: IsoDate = ""


class Episode(Struct, frozen=True, forbid_unknown_fields=True):
    """An episode of a series, or a chapter or issue that people count likewise.

    Attributes:
        title: as aired; of a two-parter with its part ("Chosen, Part 2").
        number: in its season; 0 for one more than the episode before it.
        date: first aired, as much of an ISO date as is known, or "".
        aliases: other titles and spellings.
    """

    title: Name
    number: Annotated[int, Meta(ge=0)] = 0
    date: IsoDate = ""
    aliases: tuple[Name, ...] = ()


class Season(Struct, frozen=True, forbid_unknown_fields=True):
    """A season of a series, in the order it aired.

    Attributes:
        number: as people count it; 0 for specials.
        show: the series, when it is not the fandom's own name, or "".
        episodes: in the order of their numbers.
    """

    number: Annotated[int, Meta(ge=0)]
    show: str = ""
    episodes: tuple[Episode, ...] = ()


class Character(Struct, frozen=True, forbid_unknown_fields=True):
    """A person of the canon. The order in the file is prominence: best known first.

    Attributes:
        name: the canonical name, without honorifics unless nobody uses it without.
        gender: as the canon has it.
        given: the given name, or "".
        family_name: the name that orders relationships, or "" (then `name` does).
        aliases: names and nicknames that mean this character and nobody else in the pack.
        forms_of_address: what others call them to their face; may be shared.
        narrates: whether the canon is told by them, so that an unnamed "I" is likely theirs.
    """

    name: Name
    gender: Gender
    given: str = ""
    family_name: str = ""
    aliases: tuple[Name, ...] = ()
    forms_of_address: tuple[Name, ...] = ()
    narrates: bool = False


class Pairing(Struct, frozen=True, forbid_unknown_fields=True):
    """People often written together; the order in the file is prominence.

    Attributes:
        members: two or more canonical names of the pack.
        abbreviations: what fans wrote for the couple: "H/W", "ODC".
    """

    members: Annotated[tuple[Name, ...], Meta(min_length=2)]
    abbreviations: tuple[Name, ...] = ()


class PackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One pack as its TOML file holds it.

    Attributes:
        schema: the version of the format.
        fandom: the fandom itself.
        works: works of the canon.
        seasons: what was told in episodes, in the order it aired.
        characters: the most prominent first.
        pairings: the most written first.
        terms: words of the fandom and what they mean.
    """

    schema: Literal["fonds.pack/1"]
    fandom: Fandom
    works: tuple[CanonWork, ...] = ()
    seasons: tuple[Season, ...] = ()
    characters: tuple[Character, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    terms: dict[str, str] = {}


class NameIndex(Struct, frozen=True):
    """Folded names to what they mean; made once when a pack is loaded.

    Attributes:
        fandom: names of the fandom to its canonical name.
        umbrella: names of the umbrella to the umbrella.
        works: titles and their aliases to the fandom's canonical name.
        canonical: canonical character names to themselves.
        aliases: explicit aliases to canonical names.
        derived: given names, family names, forms of address and combinations, each to
            every character it may mean, in order of prominence.
        abbreviations: abbreviations of pairings (upper case, no spaces) to the pairing.
        creators: folded names of the owners, longest first.
        words: every word of the names of fandom, umbrella and works: a statement that has
            none of them names nothing here.
    """

    fandom: dict[str, str]
    umbrella: dict[str, str]
    works: dict[str, str]
    canonical: dict[str, str]
    aliases: dict[str, str]
    derived: dict[str, tuple[str, ...]]
    abbreviations: dict[str, Pairing]
    creators: tuple[str, ...]
    words: frozenset[str]


class Pack(Struct, frozen=True):
    """A loaded pack: the file's facts and the index over their names.

    Attributes:
        file: the name of the file it came from, for messages.
        fandom, works, seasons, characters, pairings, terms: as in `PackFile`; every episode
            has its number.
        people: canonical name to character.
        index: folded names.
    """

    file: str
    fandom: Fandom
    works: tuple[CanonWork, ...]
    seasons: tuple[Season, ...]
    characters: tuple[Character, ...]
    pairings: tuple[Pairing, ...]
    terms: dict[str, str]
    people: dict[str, Character]
    index: NameIndex
