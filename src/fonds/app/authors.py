"""Authors: one person under several spellings, addresses and pseudonyms, proposed as one.

Spellings are synonyms of the person's name; a pseudonym stays a name of its own, with the person
above it, so that a story keeps the name it was signed with and is found under both. Addresses
tell that two names are one person; they are compared and never shown.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from fonds.app.tag_proposals import propose
from fonds.app.tag_vocabulary import Vocabulary, read_vocabulary
from fonds.app.tags import check_name, plan_broader
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.codec import to_json
from fonds.library.opening import Library
from fonds.library.put_off import read_put_off
from fonds.library.storage import read_rows
from fonds.library.tags import (
    find_canonical,
    list_above,
    list_broader,
    list_narrower,
    list_places,
    list_synonyms,
)
from fonds.model.entry import Entry
from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack

AUTHOR = "author"

Relation = Literal["spelling", "pseudonym"]

LEAST = 0.55
"""Proposals less sure than this are not made."""

_MOST_NAMES = 6
"""Names that go with one address; more are an archive's keeper or a list, not a person."""

_APART = "same author"
"""Under which it is noted, among what is put off, that two names are two people's."""

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

_NOBODY = frozenset({"anonymous", "anon", "unknown", "unknown author", "various", "author unknown"})


_Found = tuple[str, str, Relation, float, str]
"""Two names, what they may be to each other, how sure that is, and why."""


class PersonProposal(Struct, frozen=True):
    """Two names that may be one person's.

    Attributes:
        name: the one of fewer works.
        person: the other, which could stand for both or above it.
        relation: whether the name is another spelling, or more likely a pseudonym.
        confidence: 0..1.
        why: the reason, in words; no address is in it.
        works: that have the name.
    """

    name: str
    person: str
    relation: Relation
    confidence: float
    why: str
    works: int


class Names(Struct, frozen=True):
    """The names of one author.

    Attributes:
        name: canonical.
        spellings: its synonyms.
        pseudonyms: canonical names right below it.
        persons: names right above it: whose pseudonym it is.
    """

    name: str
    spellings: tuple[str, ...]
    pseudonyms: tuple[str, ...]
    persons: tuple[str, ...]


def read_names(library: Library, name: str) -> Names:
    """Read the names of the author that a name leads to."""
    name = find_canonical(library, AUTHOR, name)
    return Names(
        name,
        list_synonyms(library, AUTHOR, name),
        tuple(one for kind, one in list_narrower(library, AUTHOR, name) if kind == AUTHOR),
        tuple(one for kind, one in list_broader(library, AUTHOR, name) if kind == AUTHOR),
    )


def keep_signed(names: Names, entries: Iterable[Entry]) -> Names:
    """Keep of an author's names those that stand on works: who may not see those knows of none.

    Args:
        names: of the author.
        entries: works that may be seen.
    """
    seen = {
        name
        for entry in entries
        for several in (entry.creators, entry.typed.get(AUTHOR, ()), entry.broader.get(AUTHOR, ()))
        for name in several
    }

    def keep(several: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in several if one in seen)

    return Names(names.name, keep(names.spellings), keep(names.pseudonyms), keep(names.persons))


def plan_pseudonym(library: Library, pseudonym: str, person: str) -> tuple[NewChange, ...]:
    """Plan to let a name be a person's pseudonym: it stays, and the person stands above it.

    Args:
        library: open.
        pseudonym: a synonym means its canonical name.
        person: likewise.

    Raises:
        UserError: they are one name, or the person is the name's pseudonym already.
    """
    name = find_canonical(library, AUTHOR, check_name(pseudonym))
    if name == find_canonical(library, AUTHOR, check_name(person)):
        raise UserError(f"“{name}” and “{person}” are one name, not two")
    return plan_broader(library, "author", (name,), person)


def plan_two_people(one: str, other: str) -> tuple[NewChange, ...]:
    """Plan to note that two names are two people's: they are proposed as one no more."""
    return (NewChange("put_off", _apart_key(one, other), True),)


def _apart_key(one: str, other: str) -> tuple[str, str]:
    return (_APART, to_json(sorted((one, other))))


def propose_people(
    library: Library, packs: Sequence[Pack], *, seen: frozenset[str] | None = None
) -> tuple[PersonProposal, ...]:
    """Propose which names of authors are one person's, the surest first.

    By spelling, initials, addresses in the headers of works with one author, and stories that
    the library holds under two names. Names that a person has linked already, or decided to
    leave, are not proposed.

    Args:
        library: open.
        packs: what is known of fandoms.
        seen: works that count; None for all.

    Cost: O(claims): a second or two for 30,000 works.
    """
    known = read_vocabulary(library, packs, "author", seen=seen)
    alone = {one: who for one, who in _list_alone(library).items() if seen is None or one in seen}
    found: dict[tuple[str, str], PersonProposal] = {}
    for witness in (
        *_iter_likely(library, packs, known),
        *_iter_initials(known),
        *_iter_addressed(read_address_names(library, alone)),
        *_iter_editions(library, alone),
    ):
        made = _order(known, witness)
        if made is None or _is_linked(library, made.name, made.person):
            continue
        held = found.get((made.name, made.person))
        if held is None:
            found[made.name, made.person] = made
        elif held.why != made.why:
            found[made.name, made.person] = _join(held, made)
    ranked = sorted(found.values(), key=lambda one: (-one.confidence, -one.works, one.name))
    return tuple(one for one in ranked if one.confidence >= LEAST)


def _join(one: PersonProposal, other: PersonProposal) -> PersonProposal:
    """Two reasons for the same are surer than one."""
    sure = 1 - (1 - one.confidence) * (1 - other.confidence)
    relation: Relation = "spelling" if "spelling" in {one.relation, other.relation} else "pseudonym"
    why = f"{one.why}; {other.why}" if other.why not in one.why else one.why
    return PersonProposal(one.name, one.person, relation, min(0.99, round(sure, 2)), why, one.works)


def _order(known: Vocabulary, witness: _Found) -> PersonProposal | None:
    """Put the name of more works last; None when one of them is nobody's, or left as it is."""
    one, other, relation, confidence, why = witness
    lines = [known.lines[name] for name in (one, other) if name in known.lines]
    if len(lines) < 2 or {fold_name(one), fold_name(other)} & _NOBODY:
        return None
    leads = {line.canonical or line.name for line in lines}
    if (
        len(leads) < 2
        or not leads <= known.lines.keys()
        or any(line.state == "left" for line in lines)
    ):
        return None
    name, person = sorted(
        (known.lines[lead] for lead in leads),
        key=lambda line: (line.is_canonical, line.works, len(line.name), line.name),
    )
    sure = min(0.99, round(confidence, 2))
    return PersonProposal(name.name, person.name, relation, sure, why, name.works)


def _is_linked(library: Library, name: str, person: str) -> bool:
    """Whether one stands above the other already, both below a third, or they are two people's."""
    if read_put_off(library, _apart_key(name, person)) is not None:
        return True
    one, other = ({(AUTHOR, who), *list_above(library, AUTHOR, who)} for who in (name, person))
    return not one.isdisjoint(other)


def _iter_likely(library: Library, packs: Sequence[Pack], known: Vocabulary) -> Iterator[_Found]:
    for name in known.lines:
        for one in propose(library, packs, "author", name, vocabulary=known):
            yield one.name, one.canonical, "spelling", one.confidence, one.why


def _iter_initials(known: Vocabulary) -> Iterator[_Found]:
    """Yield names of one family name of which one has initials only: "I. Quill"."""
    families: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for name in known.lines:
        words = fold_name(name).split()
        if len(words) > 1:
            families[words[-1]].append((name, words[:-1]))
    for members in families.values():
        for short, initials in members:
            if not all(len(word) == 1 for word in initials):
                continue
            full = [
                name
                for name, given in members
                if any(len(word) > 1 for word in given)
                and [word[0] for word in given][: len(initials)] == initials
            ]
            for name in full:
                fandom = known.are_together(short, name)
                sure = (0.8 if fandom else 0.66) if len(full) == 1 else 0.55
                where = f", both wrote {fandom}" if fandom else ""
                yield short, name, "spelling", sure, f"initials of the same name{where}"


def _list_alone(library: Library) -> dict[str, str]:
    """List the works with just one author, and whom."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, work_id in list_places(library, AUTHOR):
        names[work_id].append(name)
    return {work_id: one[0] for work_id, one in names.items() if len(one) == 1}


def read_address_names(
    library: Library, alone: Mapping[str, str]
) -> tuple[tuple[str, frozenset[str]], ...]:
    """Read which names go with one address in the headers of works.

    Args:
        library: open.
        alone: works with one author, and whom.

    Returns:
        For each address the digest of its name before the "@", and the authors; no address.

    Cost: O(claims).
    """
    names: dict[str, set[str]] = defaultdict(set)
    rows = read_rows(
        library.connection,
        "SELECT work_id, value || ' ' || evidence FROM claim WHERE field IN "
        "('creators', 'label:author', 'label:from', 'label:email', 'feedback', 'label:feedback') "
        "AND (value LIKE '%@%' OR evidence LIKE '%@%')",
    )
    for work_id, text in rows:
        if work_id in alone:
            for found in _ADDRESS.findall(text):
                names[found.casefold()].add(alone[work_id])
    return tuple(
        (digest_local(address), frozenset(who))
        for address, who in sorted(names.items())
        if len(who) <= _MOST_NAMES
    )


def digest_local(address: str) -> str:
    """Give what can be compared of an address, and told to nobody: a digest of its first half."""
    local = fold_name(address.partition("@")[0]).replace(" ", "")
    return hashlib.sha256(local.encode()).hexdigest()


def _iter_addressed(addresses: Iterable[tuple[str, frozenset[str]]]) -> Iterator[_Found]:
    """Yield names that stand with the same address, or with one that names another author."""
    names = {who for _, several in addresses for who in several}
    by_digest = defaultdict(set)
    for who in names:
        by_digest[digest_local(who)].add(who)
    for digest, several in addresses:
        for one, other in combinations(sorted(several), 2):
            alike = _are_alike(one, other)
            relation: Relation = "spelling" if alike else "pseudonym"
            why = "the same address of e-mail stands in the headers of both"
            yield one, other, relation, 0.93 if alike else 0.85, why
        for other in by_digest[digest] - several:
            for one in several:
                why = "the address of one is the other's name"
                yield one, other, "pseudonym", 0.7, why


def _are_alike(one: str, other: str) -> bool:
    """Whether two names have a word in common, so that they are spellings of one."""
    return bool(set(fold_name(one).split()) & set(fold_name(other).split()))


def _iter_editions(library: Library, alone: Mapping[str, str]) -> Iterator[_Found]:
    """Yield names under which the library holds the same stories."""
    families: dict[str, set[str]] = defaultdict(set)
    for work_id, family in read_rows(library.connection, "SELECT work_id, family FROM edition"):
        if work_id in alone:
            families[family].add(alone[work_id])
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for several in families.values():
        for pair in combinations(sorted(several), 2):
            shared[pair] += 1
    for (one, other), count in shared.items():
        relation: Relation = "spelling" if _are_alike(one, other) else "pseudonym"
        stories = "the same story is" if count == 1 else f"the same {count} stories are"
        sure = min(0.9, 0.6 + 0.1 * count)
        yield one, other, relation, sure, f"{stories} here under both names"
