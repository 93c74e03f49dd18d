"""Tag vocabulary: all names of one kind in a library, found by what they have in common."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import structs

from fonds.library.opening import Library
from fonds.library.tags import TagKind, TagLine, list_places, list_tags
from fonds.packs.fandom import find_packs
from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack
from fonds.packs.wrangling import Relationship, order_member, read_relationship

_ENDS = 5
"""Letters of beginning and end by which misspelt names are brought together."""


class Vocabulary:
    """All names of one kind in a library, found by what they have in common.

    Attributes:
        kind: of the names.
        lines: by name.
        packs: what is known of fandoms.
    """

    def __init__(
        self,
        kind: TagKind,
        lines: Iterable[TagLine],
        packs: Sequence[Pack],
        company: dict[str, Counter[str]] | None = None,
    ) -> None:
        """Make one of n names; `company` counts the fandoms of each name's works."""
        self.kind = kind
        self.lines = {line.name: line for line in lines}
        self.packs = packs
        self._company = company or {}
        self._keys: dict[str, str] = {}
        self._packs_of: dict[str, tuple[Pack, ...]] = {}

    def find_fandoms(self, name: str) -> tuple[str, ...]:
        """Give the fandoms of the works that have a name, the commonest first."""
        return tuple(fandom for fandom, _ in self._company.get(name, Counter()).most_common(4))

    def find_packs_of(self, name: str) -> tuple[Pack, ...]:
        """Give the packs of the fandoms that a name keeps company with; all when it has none."""
        found: dict[str, Pack] = {}
        for fandom in self.find_fandoms(name):
            if fandom not in self._packs_of:
                self._packs_of[fandom] = find_packs((fandom,), self.packs)
            found |= {pack.fandom.name: pack for pack in self._packs_of[fandom]}
        return tuple(found.values())

    def are_together(self, one: str, other: str) -> str:
        """Give a fandom whose works have both names; "" when none does."""
        known = self._company.get(other, Counter())
        return next((fandom for fandom in self.find_fandoms(one) if fandom in known), "")

    @cached_property
    def read(self) -> dict[str, Relationship]:
        """The names that are relationships, taken apart."""
        if self.kind != "relationship":
            return {}
        found = ((name, read_relationship(name)) for name in self.lines)
        return {name: one for name, one in found if one is not None}

    @cached_property
    def people(self) -> dict[str, tuple[str, ...]]:
        """The people of each relationship, folded: asked for by the million."""
        return {name: one.people for name, one in self.read.items()}

    def is_ordered(self, name: str) -> bool:
        """Tell whether a relationship's people stand in the order of the guidelines."""
        members = list(self.read[name].members)
        packs = self.find_packs_of(name)
        return members == sorted(members, key=lambda one: order_member(one, packs))

    @cached_property
    def same(self) -> dict[str, list[str]]:
        """Names that are the same but for case, accents, marks, order and qualifiers."""
        return _group((name, self.key(name)) for name in self.lines)

    @cached_property
    def shuffled(self) -> dict[str, list[str]]:
        """Names of the same words in any order."""
        pairs = ((name, " ".join(sorted(fold_name(name).split()))) for name in self.lines)
        return {} if self.kind == "relationship" else _group(pairs)

    @cached_property
    def by_word(self) -> dict[str, list[str]]:
        """Relationships by each word of their members."""
        return _group(
            (name, word)
            for name, people in self.people.items()
            for word in dict.fromkeys(word for who in people for word in who.split())
        )

    @cached_property
    def by_initials(self) -> dict[tuple[str, ...], list[str]]:
        """Relationships by all initials that may stand for them, in alphabetical order."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name, one in self.read.items():
            people = self.people[name]
            if len(people) > 3 or any(len(who) <= 2 for who in people):
                continue
            for key in dict.fromkeys(_list_initials(people)):
                found[one.joiner, *key].append(name)
        return found

    @cached_property
    def by_ends(self) -> dict[str, list[str]]:
        """Names by their first letters, and by their last."""
        return _group(
            (name, key) for name in self.lines for key in list_ends(squeeze(self.key(name)))
        )

    @cached_property
    def by_fandom(self) -> dict[str, list[str]]:
        """Relationships by the fandoms they keep company with."""
        return _group((name, fandom) for name in self.read for fandom in self.find_fandoms(name))

    def key(self, name: str) -> str:
        """Give what is the same for two names that differ in nothing that matters."""
        key = self._keys.get(name)
        if key is None:
            one = self.read.get(name)
            joined = "" if one is None else f"{one.joiner} {'/'.join(self.people[name])}"
            key = self._keys[name] = joined or fold_name(name)
        return key


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, key in pairs:
        if key:
            found[key].append(name)
    return found


def squeeze(key: str) -> str:
    """Give a folded name without its spaces."""
    return key.replace(" ", "")


def list_ends(squeezed: str) -> tuple[str, ...]:
    """List the ends by which a name is found again when a letter of it is wrong."""
    if len(squeezed) < 4:
        return ()
    return (f"{squeezed[:_ENDS]}-", f"-{squeezed[-_ENDS:]}")


def _list_initials(people: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the initials that people may be abbreviated by: given name, family name, both."""
    found: list[tuple[str, ...]] = [()]
    for who in people:
        words = who.split()
        letters = dict.fromkeys((words[0][:1], words[-1][:1], "".join(word[0] for word in words)))
        found = [(*one, letter) for one in found for letter in letters]
    for one in found:
        yield tuple(sorted(one))


def read_vocabulary(
    library: Library,
    packs: Sequence[Pack],
    kind: TagKind,
    *,
    seen: frozenset[str] | None = None,
) -> Vocabulary:
    """Read all names of a kind, and the company they keep.

    Args:
        library: open.
        packs: what is known of fandoms.
        kind: of the names.
        seen: works that count, with the names they have; None for all. Nothing of other works
            is in what is proposed from it.

    Cost: O(names of all works), some tenths of a second for 30,000 works.
    """
    lines = list_tags(library, kind)
    fandoms: dict[str, list[str]] = defaultdict(list)
    if kind != "fandom":
        leads = {line.name: line.canonical or line.name for line in list_tags(library, "fandom")}
        for fandom, work_id in list_places(library, "fandom"):
            fandoms[work_id].append(leads[fandom])
    company: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for name, work_id in list_places(library, kind):
        if seen is None or work_id in seen:
            counts[name] += 1
            company[name].update(fandoms.get(work_id, ()))
    if seen is not None:
        known = {line.canonical for line in lines if line.name in counts} | counts.keys()
        lines = tuple(
            structs.replace(line, works=counts[line.name]) for line in lines if line.name in known
        )
    return Vocabulary(kind, lines, packs, company)
