"""Template: the text of a new pack, with a word of help beside each key."""

import json
from collections.abc import Sequence

from msgspec import Struct

from fonds.packs.pack import Gender

_HEAD = """\
# What is known of one fandom: its names, its people, who is written together.
# `fonds packs check` says whether all is well; docs/packs.md tells of every key.
# Lines that begin with "# " and a key are examples: take the "# " away to use them.
schema = "fonds.pack/1"

[fandom]
# As an archive's filter shows it.
name = {name}
# What else people typed into a header. Case, accents and "the ... books" need no alias.
aliases = []
# "books", "television", "film", "theatre", "comics", "games", "myth" ...
media = []
# Whom a disclaimer names as the owner.
creators_in_disclaimers = []

# Works of the canon; a title names the fandom when nothing better does.
# [[works]]
# title = "The First Book"
# aliases = ["TFB"]
# date = "1907"
"""

_PEOPLE = """
# People, the best known first: a bare initial means the first whom it fits.
# aliases mean nobody else of this pack; forms_of_address may be shared.
# gender: "female", "male", "nonbinary", "various" or "unknown".
"""

_EXAMPLE_PEOPLE = """\
# [[characters]]
# name = "Ann Hill"
# given = "Ann"
# family_name = "Hill"
# gender = "female"
# aliases = ["Nan"]
# forms_of_address = ["Miss Hill"]

# [[characters]]
# name = "Tom Dale"
# given = "Tom"
# family_name = "Dale"
# gender = "male"
"""

_PAIRINGS = """
# Who is often written together, the most written first, and how fans shorten it.
"""

_EXAMPLE_PAIRINGS = """\
# [[pairings]]
# members = ["Ann Hill", "Tom Dale"]
# abbreviations = ["A/T"]
"""

_TAIL = """
# Episodes, in the order they aired; each counts one more than the one before it.
# [[seasons]]
# number = 1
# episodes = [
#     { title = "The Lantern", date = "1999-10-05" },
#     { title = "The Lantern, Part 2" },
# ]

# Words of this world alone, and what they mean.
# [terms]
# lanternlight = "what the moor is crossed by"
"""


class Proposal(Struct, frozen=True):
    """Somebody who may belong into a pack.

    Attributes:
        name: the fullest name used.
        given: the given name, or "".
        family_name: the family name, or "".
        gender: as pronouns and honorifics have it.
        aliases: other names used, the most frequent first.
        stories: how many stories they are in.
        mentions: how often they are named in all of them.
    """

    name: str
    given: str
    family_name: str
    gender: Gender
    aliases: tuple[str, ...]
    stories: int
    mentions: int


class ProposedPair(Struct, frozen=True):
    """Two or more who may belong into a pack together, and in how many stories."""

    members: tuple[str, ...]
    stories: int


def render_template(
    name: str, people: Sequence[Proposal] = (), pairs: Sequence[ProposedPair] = ()
) -> str:
    """Render the text of a new pack.

    Args:
        name: of the fandom; one clean line, not empty.
        people: n who are proposed; without any, two examples stand there.
        pairs: m who are proposed together.

    Returns:
        TOML that is a pack as it is; proposals and examples are comments.

    Cost: O(n + m).

    Example:
        >>> render_template("The Moor").splitlines()[7]
        'name = "The Moor"'
    """
    parts = [_HEAD.replace("{name}", quote_toml(name)), _PEOPLE]
    parts.append("\n".join(map(_render_person, people)) if people else _EXAMPLE_PEOPLE)
    parts.append(_PAIRINGS)
    parts.append("\n".join(map(_render_pair, pairs)) if pairs else _EXAMPLE_PAIRINGS)
    return "".join([*parts, _TAIL])


def render_proposals(people: Sequence[Proposal], pairs: Sequence[ProposedPair]) -> str:
    """Render proposals alone, to be added to a pack that is there; "" without any."""
    if not people:
        return ""
    parts = ["\n# People of other stories whom this pack does not know yet.\n"]
    parts.append("\n".join(map(_render_person, people)))
    if pairs:
        parts += ["\n", "\n".join(map(_render_pair, pairs))]
    return "".join(parts)


def quote_toml(text: str) -> str:
    r"""Write text as a string of TOML.

    Example:
        >>> quote_toml('the "Moor" \x7f')
        '"the \\"Moor\\" \\u007f"'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _render_person(one: Proposal) -> str:
    lines = [
        f"In {_count(one.stories, 'story', 'stories')}, named {_count(one.mentions, 'time')}.",
        "[[characters]]",
        f"name = {quote_toml(one.name)}",
    ]
    if one.given:
        lines.append(f"given = {quote_toml(one.given)}")
    if one.family_name:
        lines.append(f"family_name = {quote_toml(one.family_name)}")
    lines.append(f"gender = {quote_toml(one.gender)}")
    if one.aliases:
        lines.append(f"aliases = [{', '.join(map(quote_toml, one.aliases))}]")
    return _comment(lines)


def _render_pair(pair: ProposedPair) -> str:
    members = ", ".join(map(quote_toml, pair.members))
    lines = [
        f"In {_count(pair.stories, 'story', 'stories')}.",
        "[[pairings]]",
        f"members = [{members}]",
        "abbreviations = []",
    ]
    return _comment(lines)


def _comment(lines: Sequence[str]) -> str:
    return "".join(f"# {line}\n" for line in lines)


def _count(number: int, one: str, many: str = "times") -> str:
    return f"{number:,} {one if number == 1 else many}"
