"""Tags: what a person decides about names, as changes for one act.

What an author typed is never touched. Whatever is decided here can be taken back by the
history (`fonds history`), one act at a time, however many names it settled.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from fonds.app.acting import act
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.acts import Act, Change, Done, NewChange, get_act, list_changes
from fonds.library.opening import Library
from fonds.library.storage import read_rows
from fonds.library.tags import (
    TAG_KINDS,
    TagKind,
    TagLine,
    find_canonical,
    find_tag,
    list_above,
    list_broader,
    list_narrower,
    list_synonyms,
    list_tags,
    list_works_below,
    read_broader,
    read_tag,
)
from fonds.packs.wrangling import say_why_no_synonym, say_why_not_broader

WORDS = {
    "fandom": ("fandom", "fandoms"),
    "relationship": ("relationship", "relationships"),
    "character": ("character", "characters"),
    "tag": ("tag", "tags"),
    "author": ("author", "authors"),
}
"""What names of each kind are called, one and many."""

LONGEST = 1000
"""Characters of a name that a person may give; what authors typed may be longer."""


_Node = tuple[str, str]


class TagPage(Struct, frozen=True):
    """All that is known of one name.

    Attributes:
        line: the name, and what was decided of it.
        synonyms: names that it stands for, with how many works have each.
        broader: names right above it, as (kind, name).
        above: all names above it.
        narrower: names right below it, as (kind, name).
        works: works that are found under it.
    """

    line: TagLine
    synonyms: tuple[TagLine, ...]
    broader: tuple[tuple[str, str], ...]
    above: tuple[tuple[str, str], ...]
    narrower: tuple[tuple[str, str], ...]
    works: tuple[str, ...]


def read_kind(text: str) -> TagKind:
    """Read a kind of tag as people write it.

    Raises:
        UserError: there is no such kind.

    Example:
        >>> read_kind("Pairings"), read_kind("author")
        ('relationship', 'author')
    """
    word = text.strip().casefold()
    for kind in TAG_KINDS:
        if word in {kind, f"{kind}s"}:
            return kind
    meant: dict[str, TagKind] = {
        "pairing": "relationship",
        "pairings": "relationship",
        "freeform": "tag",
        "freeforms": "tag",
        "creator": "author",
        "creators": "author",
    }
    if word in meant:
        return meant[word]
    raise UserError(f"there is no kind {text!r} of tag. There are {', '.join(TAG_KINDS)}")


def read_tag_page(library: Library, kind: TagKind, name: str) -> TagPage:
    """Read all that is known of a name.

    Raises:
        UserError: no work has it and nobody has decided on it.

    Cost: O(works found under it).
    """
    line = find_tag(library, kind, name)
    if line is None:
        raise UserError(
            f"there is no {kind} “{name}” here. `fonds tags list --kind {kind}` names them all"
        )
    synonyms = (find_tag(library, kind, one) for one in list_synonyms(library, kind, name))
    return TagPage(
        line,
        tuple(one for one in synonyms if one is not None),
        list_broader(library, kind, name),
        list_above(library, kind, name),
        list_narrower(library, kind, name),
        list_works_below(library, kind, name),
    )


def list_undecided_first(library: Library, kind: TagKind) -> tuple[TagLine, ...]:
    """List all names of a kind: undecided ones first, those on most works before others.

    Cost: as `fonds.library.tags.list_tags`.
    """
    lines = list_tags(library, kind)
    return tuple(sorted(lines, key=lambda one: (one.is_decided, -one.works, one.name)))


def plan_synonyms(
    library: Library, kind: TagKind, names: Iterable[str], canonical: str
) -> tuple[NewChange, ...]:
    """Plan to let a canonical name stand for others.

    Args:
        library: open.
        kind: of all names.
        names: n names; the canonical one among them or not. Synonyms of theirs, and what is
            broader or narrower than they are, go over to the canonical one.
        canonical: the name that is to stand for them; of a synonym, the name that stands for it.

    Returns:
        Changes for one act.

    Raises:
        UserError: a name is empty or too long, or the rules for relationships forbid it.

    Cost: O(n + synonyms and links of theirs).
    """
    target = find_canonical(library, kind, check_name(canonical))
    changes = [] if _is_canonical(library, kind, target) else [_make_canonical(kind, target)]
    links: dict[NewChange, None] = {}
    merged: dict[_Node, _Node] = {}
    for name in dict.fromkeys(check_name(one) for one in names):
        if name == target:
            continue
        if kind == "relationship" and (why := say_why_no_synonym(name, target)):
            raise UserError(f"“{name}” cannot be a synonym of “{target}”: {why}")
        changes += [_make_synonym(kind, one, target) for one in list_synonyms(library, kind, name)]
        off, on = _move_links(library, kind, name, target)
        changes += off
        links |= dict.fromkeys(on)
        merged[kind, name] = (kind, target)
        changes.append(_make_synonym(kind, name, target))
    return (*changes, *_keep_without_circles(library, links, merged))


def check_name(name: str) -> str:
    """Give a name that a person wrote without the space around it.

    Raises:
        UserError: nothing is left of it, or it is longer than any name.
    """
    bare = name.strip()
    if not bare:
        raise UserError("one of the names is empty")
    if len(bare) > LONGEST:
        raise UserError(f"a name has {LONGEST} characters at most; “{bare[:40]}…” has more")
    return bare


def _is_canonical(library: Library, kind: TagKind, name: str) -> bool:
    held = read_tag(library, (kind, name))
    return held is not None and held["canonical"] == name


def _make_canonical(kind: str, name: str) -> NewChange:
    return NewChange("tag", (kind, name), {"canonical": name})


def _make_synonym(kind: str, name: str, canonical: str) -> NewChange:
    return NewChange("tag", (kind, name), {"canonical": canonical})


def _move_links(
    library: Library, kind: TagKind, name: str, target: str
) -> tuple[list[NewChange], list[NewChange]]:
    """What takes a name's broader and narrower names off, and gives them to another."""
    ours = {(kind, name), (kind, target)}
    off: list[NewChange] = []
    on: list[NewChange] = []
    for above in list_broader(library, kind, name):
        off.append(NewChange("broader", (kind, name, *above), None))
        if above not in ours:
            on.append(NewChange("broader", (kind, target, *above), True))
    for below in list_narrower(library, kind, name):
        off.append(NewChange("broader", (*below, kind, name), None))
        if below not in ours:
            on.append(NewChange("broader", (*below, kind, target), True))
    return off, on


def _keep_without_circles(
    library: Library, links: Iterable[NewChange], merged: Mapping[_Node, _Node]
) -> Iterator[NewChange]:
    """Yield links that make no name broader than itself, in the library or among themselves."""
    made: dict[_Node, set[_Node]] = {}
    for one in links:
        kind, name, broader_kind, broader = one.key
        low, high = (kind, name), (broader_kind, broader)
        low, high = merged.get(low, low), merged.get(high, high)
        if low not in _climb(library, made, merged, high):
            made.setdefault(low, set()).add(high)
            yield NewChange("broader", (*low, *high), True)


def _climb(
    library: Library, made: Mapping[_Node, set[_Node]], merged: Mapping[_Node, _Node], start: _Node
) -> set[_Node]:
    """Give all names above one, and itself, as they will be once names are merged."""
    seen: set[_Node] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            above = (*list_broader(library, *one), *made.get(one, ()))
            waiting += [merged.get(other, other) for other in above]
    return seen


def plan_canonical(library: Library, kind: TagKind, name: str) -> tuple[NewChange, ...]:
    """Plan to make a name canonical; a synonym takes the place of the name that stood for it.

    Raises:
        UserError: the name is empty or too long.
    """
    name = check_name(name)
    held = find_canonical(library, kind, name)
    if held == name:
        return (_make_canonical(kind, name),)
    changes = [_make_canonical(kind, name)]
    others = [one for one in list_synonyms(library, kind, held) if one != name]
    changes += [_make_synonym(kind, one, name) for one in others]
    off, on = _move_links(library, kind, held, name)
    return (*changes, *off, _make_synonym(kind, held, name), *on)


def plan_left(library: Library, kind: TagKind, names: Iterable[str]) -> tuple[NewChange, ...]:
    """Plan to note that names were looked at and stay as their authors typed them.

    Raises:
        UserError: one of them stands for others, or has broader names.
    """
    return tuple(_let_go(library, kind, name, {"canonical": None}) for name in names)


def plan_undecided(library: Library, kind: TagKind, names: Iterable[str]) -> tuple[NewChange, ...]:
    """Plan to let names be undecided again.

    Raises:
        UserError: one of them stands for others, or has broader names.
    """
    return tuple(_let_go(library, kind, name, None) for name in names)


def _let_go(library: Library, kind: TagKind, name: str, after: dict[str, None] | None) -> NewChange:
    name = check_name(name)
    if list_synonyms(library, kind, name):
        raise UserError(f"“{name}” has synonyms; give them another canonical name first")
    if list_broader(library, kind, name) or list_narrower(library, kind, name):
        raise UserError(f"“{name}” has broader or narrower names; take them off first")
    return NewChange("tag", (kind, name), after)


def plan_broader(
    library: Library,
    kind: TagKind,
    names: Iterable[str],
    broader: str,
    broader_kind: TagKind | None = None,
) -> tuple[NewChange, ...]:
    """Plan to give names a broader one: their works are found under it, too.

    Args:
        library: open.
        kind: of the narrower names.
        names: n names; a synonym means its canonical name. Undecided ones become canonical.
        broader: the broader name; likewise.
        broader_kind: its kind, when it is another: a character's fandom.

    Raises:
        UserError: a name would be broader than itself, or the rules for relationships forbid it.
    """
    above_kind = broader_kind or kind
    above = find_canonical(library, above_kind, check_name(broader))
    changes: list[NewChange] = []
    if not _is_canonical(library, above_kind, above):
        changes.append(_make_canonical(above_kind, above))
    higher = {(above_kind, above), *list_above(library, above_kind, above)}
    for one in names:
        name = find_canonical(library, kind, check_name(one))
        if (kind, name) in higher:
            raise UserError(f"“{above}” cannot be broader than “{name}”: it is narrower already")
        if kind == above_kind == "relationship" and (why := say_why_not_broader(name, above)):
            raise UserError(f"“{name}” cannot stand below “{above}”: {why}")
        if not _is_canonical(library, kind, name):
            changes.append(_make_canonical(kind, name))
        changes.append(NewChange("broader", (kind, name, above_kind, above), True))
    return tuple(changes)


def plan_no_broader(
    library: Library,
    kind: TagKind,
    name: str,
    broader: str,
    broader_kind: TagKind | None = None,
) -> tuple[NewChange, ...]:
    """Plan to take a broader name off.

    Raises:
        UserError: it is none of that name's.
    """
    key = (kind, name, broader_kind or kind, broader)
    if read_broader(library, key) is None:
        raise UserError(f"“{broader}” is not right above “{name}”")
    return (NewChange("broader", key, None),)


def say_synonyms(kind: TagKind, names: Sequence[str], canonical: str) -> str:
    """Say in a sentence what an act of synonyms does, for the history.

    Example:
        >>> say_synonyms("tag", ["Fluffy", "fluff"], "Fluff")
        'Made 2 tags synonyms of “Fluff”'
    """
    others = [one for one in dict.fromkeys(names) if one != canonical]
    if len(others) == 1:
        return f"Made “{others[0]}” a synonym of “{canonical}”"
    return f"Made {len(others)} {WORDS[kind][1]} synonyms of “{canonical}”"


def decide(
    shelf: Shelf, changes: Sequence[NewChange], words: str, *, by: str, clock: str, why: str = ""
) -> Done:
    """Carry out what was planned, as one act.

    Args:
        shelf: open; its search index catches up afterwards (`fonds.app.acting.catch_up`).
        changes: what one of the `plan_…` gave.
        words: what it does, in a sentence.
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.

    Raises:
        UserError: somebody else is writing, or it cannot be done.

    Cost: rewrites the catalogue lines of the works that have the names.
    """
    return act(shelf, changes, kind="tags", words=words, by=by, clock=clock, why=why)


def list_decisions(
    library: Library, kind: TagKind, name: str
) -> tuple[tuple[Act, tuple[Change, ...]], ...]:
    """List the acts that changed what is decided of a name, the last first.

    Returns:
        Each act with those of its changes that concern the name.

    Cost: O(changes that name it), by a walk over all changes of tags.
    """
    found: list[tuple[Act, tuple[Change, ...]]] = []
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT act FROM act_change WHERE cell IN ('tag', 'broader') AND ("
        "(json_extract(key, '$[0]') = ?1 AND json_extract(key, '$[1]') = ?2) OR "
        "(json_extract(key, '$[2]') = ?1 AND json_extract(key, '$[3]') = ?2) OR "
        "(json_extract(key, '$[0]') = ?1 AND (json_extract(after, '$.canonical') = ?2 "
        "OR json_extract(before, '$.canonical') = ?2))) ORDER BY act DESC",
        (kind, name),
    )
    for (number,) in rows:
        changes = [one for one in list_changes(library, number) if _concerns(one, kind, name)]
        found.append((get_act(library, number), tuple(changes)))
    return tuple(found)


def _concerns(change: Change, kind: str, name: str) -> bool:
    if change.cell == "tag":
        held = [one["canonical"] for one in (change.before, change.after) if one is not None]
        return change.key[0] == kind and name in {change.key[1], *held}
    return change.cell == "broader" and (kind, name) in {change.key[:2], change.key[2:]}
