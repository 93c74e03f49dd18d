"""Edition finding: from the sketches of a library's stories to families of editions.

pairs that may be alike -> each aligned word for word -> families around their best editions
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from fonds.app.edition_groups import FORMATS, Group, Pair, Standing, group_editions
from fonds.app.edition_words import say_best, say_same
from fonds.app.shelf import Progress
from fonds.describe.alignment import align
from fonds.describe.edition_evidence import Identity, Verdict, fold_name, judge, needs_narration
from fonds.describe.sketch import Sketch, hash_narrated, hash_told
from fonds.describe.sketch_pairs import find_pairs, stack_sketches
from fonds.describe.source_identity import find_source_identity
from fonds.library.editions import (
    Edition,
    Family,
    addresses_of,
    get_packed_draft,
    iter_namings,
    iter_sketches,
    list_addresses,
    list_family_members,
    read_sketches,
    unpack_draft,
)
from fonds.library.entries import get_entry
from fonds.library.kept_apart import list_kept_apart
from fonds.library.opening import Library
from fonds.model.entry import Entry
from fonds.parse.part_numbers import split_title

if TYPE_CHECKING:
    from fonds.describe.sketch import Words

_HELD_WORDS = 4_000_000
"""Words of bodies kept while pairs are compared: some 30 MB."""

_MOST_NAMESAKES = 40
"""Works of one title and author, from which the name says nothing: "Untitled" by "Anonymous"."""


class _Told(Struct, frozen=True):
    """What is compared of a work."""

    draft: bytes
    words: "Words"
    identity: Identity
    standing: Standing


class Finder:
    """Finds the families of a library, once; its sketches must be there."""

    def __init__(self, library: Library, progress: Progress) -> None:
        self.library = library
        self.progress = progress
        self.ids: list[str] = []
        self.damage: dict[str, int] = {}
        self.standings: dict[str, Standing] = {}
        self._told: OrderedDict[str, _Told] = OrderedDict()
        self._held = 0

    def find(self, changed: set[str] | None) -> tuple[list[str], list[Family]]:
        """Find the families in which something changed; all when `changed` is None.

        Returns:
            Identifiers of families that are no more, and those in their place.
        """
        pairs = self._list_pairs()
        gone: list[str] = []
        families = list_family_members(self.library)
        if changed is None:
            gone += families
        else:
            here = set(self.ids)
            pairs = {pair for pair in pairs if changed.intersection(pair)}
            touched = {one for pair in pairs for one in pair} | changed
            for family, members in families.items():
                left = sorted(here.intersection(members))
                if touched.intersection(members) or len(left) < len(members):
                    gone.append(family)
                    pairs |= {(a, b) for at, a in enumerate(left) for b in left[at + 1 :]}
        apart = list_kept_apart(self.library)
        links = self._link(sorted(pairs - apart))
        groups = group_editions(links, self.standings, apart, self._compare)
        return gone, [_make_family(group, self.standings) for group in groups]

    def find_among(self, works: Sequence[str]) -> list[Family]:
        """Find the families among a few works, as if there were no others.

        Cost: a comparison for each pair of them.
        """
        decoder = msgspec.msgpack.Decoder(Sketch)
        sketches = {one: decoder.decode(line) for one, line in read_sketches(self.library, works)}
        self.damage |= {one: sketch.damage for one, sketch in sketches.items() if sketch.damage}
        known = sorted(sketches)
        apart = list_kept_apart(self.library)
        pairs = {(one, other) for at, one in enumerate(known) for other in known[at + 1 :]}
        links = self._link(sorted(pairs - apart))
        groups = group_editions(links, self.standings, apart, self._compare)
        return [_make_family(group, self.standings) for group in groups]

    def _list_pairs(self) -> set[Pair]:
        """Pairs that may be alike: by sketches, by address, by title and author."""
        decoder = msgspec.msgpack.Decoder(Sketch)
        sketches: list[Sketch] = []
        for work_id, line in iter_sketches(self.library):
            sketch = decoder.decode(line)
            self.ids.append(work_id)
            sketches.append(sketch)
            if sketch.damage:
                self.damage[work_id] = sketch.damage
        stacked = stack_sketches(sketches)
        del sketches
        pairs = {(self.ids[a], self.ids[b]) for a, b in find_pairs(stacked)}
        return pairs | _pair_up(_key_addresses(self.library)) | _pair_up(_key_names(self.library))

    def _link(self, pairs: Sequence[Pair]) -> dict[Pair, Verdict]:
        links: dict[Pair, Verdict] = {}
        for done, pair in enumerate(pairs):
            self.progress("comparing", done, len(pairs))
            verdict = self._compare(*pair)
            if verdict is not None:
                links[pair] = verdict
        self.progress("comparing", len(pairs), len(pairs))
        return links

    def _compare(self, one: str, other: str) -> Verdict | None:
        """Align two works and judge."""
        first, second = self._tell(one), self._tell(other)
        whole = align(first.words, second.words)
        narrated = None
        if needs_narration(whole):
            narrated = align(_read_narrated(one, first), _read_narrated(other, second))
        return judge(first.identity, second.identity, whole, narrated)

    def _tell(self, work_id: str) -> _Told:
        """What is compared of a work; the last ones are kept."""
        told = self._told.get(work_id)
        if told is not None:
            self._told.move_to_end(work_id)
            return told
        told = _read_told(self.library, work_id, self.damage.get(work_id, 0))
        self.standings[work_id] = told.standing
        self._told[work_id] = told
        self._held += len(told.words)
        while self._held > _HELD_WORDS and len(self._told) > 2:
            _, dropped = self._told.popitem(last=False)
            self._held -= len(dropped.words)
        return told


def _read_narrated(work_id: str, told: _Told) -> "Words":
    return hash_narrated(unpack_draft(work_id, told.draft).blocks)


def _read_told(library: Library, work_id: str, damage: int) -> _Told:
    draft = get_packed_draft(library, work_id)
    work = unpack_draft(work_id, draft)
    entry = get_entry(library, work_id)
    words = hash_told(work.blocks)
    chapters = (fold_name(one.title) for one in work.chapters if one.title)
    identity = Identity(
        title=fold_name(split_title(entry.title).stem) if entry.title else "",
        is_title_stated=bool(entry.title) and "title" not in entry.derived,
        authors=frozenset(filter(None, map(fold_name, entry.creators))),
        addresses=frozenset(
            filter(None, map(find_source_identity, addresses_of(library, work_id)))
        ),
        language=(entry.language or "").partition("-")[0],
        chapter_titles=frozenset(filter(None, chapters)),
    )
    formats = [FORMATS.get(source.media_type, 0) for source in work.sources]
    standing = Standing(
        work_id=work_id,
        words=len(words),
        is_complete=entry.complete,
        damage=damage,
        stated=_count_stated(entry),
        date=entry.date or "",
        format=min(formats),
        sources=len(formats),
    )
    return _Told(draft, words, identity, standing)


def _count_stated(entry: Entry) -> int:
    named = {"title": entry.title, "creators": entry.creators}
    return sum(bool(value) and field not in entry.derived for field, value in named.items())


def _key_addresses(library: Library) -> Iterator[tuple[str, str]]:
    for work_id, address in list_addresses(library):
        identity = find_source_identity(address)
        if identity is not None:
            yield identity, work_id


def _key_names(library: Library) -> Iterator[tuple[str, str]]:
    for one in iter_namings(library):
        title = fold_name(split_title(one.title).stem)
        if title and one.author:
            yield f"{title}\n{one.author}", one.work_id


def _pair_up(keyed: Iterable[tuple[str, str]]) -> set[Pair]:
    """Pairs of works that have a key in common, which not too many have."""
    holders: dict[str, set[str]] = {}
    for key, work_id in keyed:
        holders.setdefault(key, set()).add(work_id)
    pairs: set[Pair] = set()
    for held in holders.values():
        if 1 < len(held) <= _MOST_NAMESAKES:
            members = sorted(held)
            pairs |= {(a, b) for at, a in enumerate(members) for b in members[at + 1 :]}
    return pairs


def _make_family(group: Group, standings: dict[str, Standing]) -> Family:
    why = say_best(group.rule, standings[group.best], standings[group.next])
    surest = max(member.verdict.confidence for member in group.others)
    editions = [Edition(group.best, 0, surest, why)]
    for place, member in enumerate(group.others, 1):
        verdict = member.verdict
        editions.append(Edition(member.work_id, place, verdict.confidence, say_same(verdict)))
    return Family(min(one.work_id for one in editions), tuple(editions))
