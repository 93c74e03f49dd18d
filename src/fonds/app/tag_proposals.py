"""Tag proposals: which names of a library mean the same, with how sure that is and why.

Four witnesses: the packs, which know people and fandoms by all their names; the rules of
relationships (`fonds.packs.wrangling`); likeness of spelling; and company, the fandoms whose
works have the names. Nothing is decided here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein

from fonds.app.tag_vocabulary import Vocabulary, list_ends, read_vocabulary, squeeze
from fonds.library.opening import Library
from fonds.library.tags import TagKind
from fonds.packs.character import find_character
from fonds.packs.fandom import find_fandom
from fonds.packs.folding import fold_name
from fonds.packs.pack import Pack
from fonds.packs.relationship import find_relationship
from fonds.packs.wrangling import (
    read_relationship,
    say_why_no_synonym,
    write_relationship,
)

LEAST = 0.5
"""Proposals less sure than this are not made."""

MOST = 5
"""Proposals made for one name."""

_BLOCK = 400
"""Names with a beginning or an end in common that are compared one by one; more have nothing
else in common ("the …")."""


class Proposal(Struct, frozen=True):
    """A name that may be another's synonym.

    Attributes:
        kind: of both names.
        name: as it was read.
        canonical: the name that could stand for it.
        confidence: 0..1.
        why: the reason, in words.
        works: that have the name, as it was read.
    """

    kind: TagKind
    name: str
    canonical: str
    confidence: float
    why: str
    works: int


def propose(
    library: Library,
    packs: Sequence[Pack],
    kind: TagKind,
    name: str,
    *,
    vocabulary: Vocabulary | None = None,
    most: int = MOST,
) -> tuple[Proposal, ...]:
    """Propose canonical names for one name, the surest first.

    Args:
        library: open.
        packs: what is known of fandoms.
        kind: of the name.
        name: as it was read.
        vocabulary: what `read_vocabulary` gave; read when it is None, which is for one name
            only.
        most: proposals to give.

    Returns:
        None for a name that is decided on: nothing is proposed against a person.

    Cost: that of `read_vocabulary`, once; then under a millisecond a name.
    """
    known = vocabulary if vocabulary is not None else read_vocabulary(library, packs, kind)
    line = known.lines.get(name)
    if line is None or line.is_decided:
        return ()
    found: dict[str, Proposal] = {}
    # What a pack calls just so stands by itself, unless a person made another canonical.
    is_packs_own = any(one == name for one, _, _ in _ask_packs(known, name))
    for canonical, confidence, why in _iter_candidates(known, name):
        if canonical == name or confidence < LEAST or not _may_stand(known, name, canonical):
            continue
        if is_packs_own and not _is_decided_on(known, canonical):
            continue
        held = found.get(canonical)
        if held is None or held.confidence < confidence:
            found[canonical] = Proposal(
                kind, name, canonical, round(confidence, 2), why, line.works
            )
    ranked = sorted(
        found.values(),
        key=lambda one: (-one.confidence, -_count(known, one.canonical), one.canonical),
    )
    return tuple(ranked[:most])


def propose_all(
    library: Library,
    packs: Sequence[Pack],
    kind: TagKind,
    *,
    least: float = LEAST,
    seen: frozenset[str] | None = None,
) -> tuple[Proposal, ...]:
    """Propose the surest canonical name for each undecided name, most works first.

    No proposal leads to a name that has one itself: the list can be taken as it is.

    Args:
        library: open.
        packs: what is known of fandoms.
        kind: of the names.
        least: proposals less sure are left out.
        seen: works whose names count; None for all.

    Cost: seconds for 20,000 names.
    """
    known = read_vocabulary(library, packs, kind, seen=seen)
    best: dict[str, Proposal] = {}
    for name in known.lines:
        found = propose(library, packs, kind, name, vocabulary=known, most=1)
        if found and found[0].confidence >= least:
            best[name] = found[0]
    settled = (_settle(one, best) for one in best.values())
    kept = [one for one in settled if one is not None]
    return tuple(sorted(kept, key=lambda one: (-one.works, -one.confidence, one.name)))


def _settle(one: Proposal, best: dict[str, Proposal]) -> Proposal | None:
    """Follow a proposal to a name that none is made for; None when it comes back to itself."""
    canonical, confidence, seen = one.canonical, one.confidence, {one.name}
    while canonical in best:
        if canonical in seen:
            return None
        seen.add(canonical)
        confidence = min(confidence, best[canonical].confidence)
        canonical = best[canonical].canonical
    if one.kind == "relationship" and say_why_no_synonym(one.name, canonical):
        return None
    return Proposal(one.kind, one.name, canonical, confidence, one.why, one.works)


def _count(known: Vocabulary, name: str) -> int:
    line = known.lines.get(name)
    return line.works if line is not None else 0


def _is_decided_on(known: Vocabulary, name: str) -> bool:
    line = known.lines.get(name)
    return line is not None and line.is_canonical


def _may_stand(known: Vocabulary, name: str, canonical: str) -> bool:
    """Whether a name may stand for another: it is none that was decided to be something else."""
    line = known.lines.get(canonical)
    if line is not None and line.is_decided and not line.is_canonical:
        return False
    return known.kind != "relationship" or not say_why_no_synonym(name, canonical)


def _prefer(known: Vocabulary, name: str, others: Iterable[str]) -> str | None:
    """Choose which of several names that mean the same should stand for them all."""

    def rank(one: str) -> tuple[bool, int, bool, int, int, str]:
        line, told = known.lines[one], known.read.get(one)
        qualified = len(told.qualifiers) if told is not None else 0
        turned = told is not None and not known.is_ordered(one)
        flat = one.isupper() + one.islower()
        return not line.is_canonical, qualified, turned, -line.works, flat, one

    names = list(dict.fromkeys((name, *others)))
    best = min(names, key=rank)
    return best if best != name else None


def _iter_candidates(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    """Yield names that may stand for one, how sure that is, and why."""
    yield from _ask_packs(known, name)
    same = _prefer(known, name, known.same.get(known.key(name), ()))
    if same is not None:
        yield _follow(known, same), 0.95, _say_same(known, name, same)
    elif name in known.read:
        yield from _order(known, name)
    if known.kind != "relationship":
        words = " ".join(sorted(fold_name(name).split()))
        turned = _prefer(known, name, known.shuffled.get(words, ()))
        if turned is not None:
            yield _follow(known, turned), 0.85, f"the same words in another order: “{turned}”"
    yield from _find_misspelt(known, name)
    if name in known.read:
        yield from _find_short(known, name)
        yield from _find_initials(known, name)
    elif known.kind == "relationship":
        yield from _find_run_together(known, name)


def _order(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    """Yield a relationship's name as the guidelines write it, though nobody wrote it so here."""
    one = known.read[name]
    if one.fandom:
        return
    if all(" " in who or "|" in who for who in one.members) or one.qualifiers:
        packs = known.find_packs_of(name)
        fitting = write_relationship(one.members, one.joiner, packs, fandom=one.fandom)
        why = "the guidelines order people by family name"
        if one.qualifiers:
            why = f"“{one.qualifiers[0]}” says how much, not who: the plain relationship"
        yield fitting, 0.8, why


def _follow(known: Vocabulary, name: str) -> str:
    line = known.lines.get(name)
    return line.canonical if line is not None and line.canonical is not None else name


def _say_same(known: Vocabulary, name: str, other: str) -> str:
    one, two = known.read.get(name), known.read.get(other)
    if one is None or two is None or fold_name(name) == fold_name(other):
        return "it differs in case, accents or marks only"
    if one.qualifiers:
        return f"“{one.qualifiers[0]}” says how much, not who: the same people"
    return "the same people in another order"


def _ask_packs(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    if known.kind == "fandom":
        found = find_fandom(name, known.packs)
        if found is not None:
            yield found, 0.97, "the pack knows it as another name of this fandom"
        return
    if known.kind not in {"character", "relationship"}:
        return
    packs = known.find_packs_of(name)
    if not packs:
        return
    told = packs[0].fandom.name
    if known.kind == "character":
        who = find_character(name, packs)
        if who is not None:
            yield who, 0.95, f"the pack of {told} knows it as another name"
        return
    couples = find_relationship(name, packs, and_means="/")
    if couples is not None and len(couples) == 1 and _are_known(couples[0], packs):
        yield couples[0], 0.95, f"the pack of {told} knows who that is"


def _are_known(relationship: str, packs: Sequence[Pack]) -> bool:
    one = read_relationship(relationship)
    return one is not None and all(any(who in pack.people for pack in packs) for who in one.members)


def _find_misspelt(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    squeezed = squeeze(known.key(name))
    most = 0 if len(squeezed) < 6 else 1 if len(squeezed) < 12 else 2
    if not most or any(char.isdigit() for char in squeezed):
        # "Chapter 1" and "Chapter 2" are no misspellings of each other.
        return
    own = known.lines[name]
    for key in list_ends(squeezed):
        others = known.by_ends.get(key, ())
        if len(others) > _BLOCK:
            continue
        for other in others:
            line = known.lines[other]
            if other == name or (not line.is_canonical and line.works <= own.works):
                continue
            theirs = squeeze(known.key(other))
            far = DamerauLevenshtein.distance(squeezed, theirs, score_cutoff=most)
            if 0 < far <= most:
                sure = 0.9 - 0.08 * far - 1.2 / len(squeezed)
                sure += 0.06 if known.are_together(name, other) else 0.0
                letters = "one letter" if far == 1 else f"{far} letters"
                yield _follow(known, other), sure, f"spelt like “{other}” but for {letters}"


def _find_short(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    """Find relationships of which each member's words are a part: "Buffy/Spike"."""
    one, people = known.read[name], known.people[name]
    if any(len(who) <= 2 for who in people):
        return
    words = [word for who in people for word in who.split()]
    rarest = min((known.by_word.get(word, []) for word in words), key=len)
    if len(rarest) > _BLOCK:
        return
    length = sum(map(len, people))
    fitting = [
        other
        for other in rarest
        if other != name
        and known.read[other].joiner == one.joiner
        and sum(map(len, known.people[other])) > length
        and _fits(people, known.people[other])
    ]
    together = [other for other in fitting if known.are_together(name, other)]
    leads = dict.fromkeys(_follow(known, other) for other in together or fitting)
    # Of several that are one but for order or spelling, the one that stands for the others.
    leads = dict.fromkeys(_prefer(known, o, known.same.get(known.key(o), ())) or o for o in leads)
    best = max(leads, key=lambda other: _count(known, other), default=None)
    if best is None:
        return
    fandom = known.are_together(name, best)
    sure = (0.88 if fandom else 0.62) - (0.2 if len(leads) > 1 else 0.0)
    where = f", both on works of {fandom}" if fandom else ""
    yield best, sure, f"the same people under shorter names{where}"


def _fits(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether each short name's words are in a full name of its own."""
    left = [set(who.split()) for who in full]
    for who in sorted(short, key=len, reverse=True):
        fitting = next((one for one in left if set(who.split()) <= one), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return not left


def _find_initials(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    """Find relationships that initials may stand for: "B/S"."""
    one, people = known.read[name], known.people[name]
    if not all(len(who.replace(" ", "")) <= 3 for who in people):
        return
    key = (one.joiner, *sorted(who.replace(" ", "") for who in people))
    scored = Counter[str]()
    for other in known.by_initials.get(key, ()):
        if known.are_together(name, other):
            scored[_follow(known, other)] += 1 + _count(known, other)
    ranked = scored.most_common(2)
    if not ranked:
        return
    best, count = ranked[0]
    share = count / sum(scored.values())
    if len(ranked) > 1 and share < 0.6:
        return
    fandom = known.are_together(name, best) or known.find_fandoms(name)[0]
    yield best, 0.55 + 0.3 * share, f"initials of the people; it stands on works of {fandom}"


def _find_run_together(known: Vocabulary, name: str) -> Iterator[tuple[str, float, str]]:
    """Find relationships whose names are run together in one word: "Spuffy"."""
    folded = fold_name(name)
    if " " in folded or not 4 <= len(folded) <= 20:
        return
    for fandom in known.find_fandoms(name):
        scored = Counter[str]()
        for other in known.by_fandom.get(fandom, ()):
            people = known.people[other]
            if len(people) == 2 and (
                _runs_together(folded, *people) or _runs_together(folded, *reversed(people))
            ):
                scored[_follow(known, other)] += 1 + _count(known, other)
        if scored:
            best = scored.most_common(1)[0][0]
            sure = 0.72 if len(scored) == 1 else 0.58
            yield best, sure, f"both names run together; it stands on works of {fandom}"
            return


def _runs_together(folded: str, one: str, other: str) -> bool:
    begins = [word for word in one.split() if word[:2] == folded[:2]]
    ends = [word for word in other.split() if word[-2:] == folded[-2:]]
    for cut in range(2, len(folded) - 1):
        begin, end = folded[:cut], folded[cut:]
        if any(word.startswith(begin) for word in begins) and any(
            word.endswith(end) for word in ends
        ):
            return True
    return False


def group_proposals(proposals: Sequence[Proposal]) -> tuple[tuple[Proposal, ...], ...]:
    """Group proposals by the canonical name they lead to: what one decision settles.

    Returns:
        Groups, the one with the most works first; in each the proposal with the most first.

    Example:
        >>> one = Proposal("tag", "Fluffy", "Fluff", 0.9, "", 3)
        >>> [len(group) for group in group_proposals([one, one])]
        [2]
    """
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for one in proposals:
        groups[one.canonical].append(one)
    for group in groups.values():
        group.sort(key=lambda one: (-one.works, one.name))
    return tuple(
        tuple(group)
        for group in sorted(
            groups.values(),
            key=lambda group: (-sum(one.works for one in group), group[0].canonical),
        )
    )
