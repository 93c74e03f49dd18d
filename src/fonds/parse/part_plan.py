"""Part plan: which drafts are one work, decided jointly from what each of them says.

Each pair of drafts that share a title, a file name's stem, an author or a thread is weighed:
every sign speaks for or against their being parts of one work. Pairs above the threshold are
joined, strongest first, as long as no two parts have one number and no two authors differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from msgspec import Struct
from rapidfuzz import fuzz

from fonds.parse.part_hints import PartHint
from fonds.parse.part_numbers import LAST, read_number

_ENOUGH = 4.0
_SAME = 92.0  # of 100: titles with a slip of the pen; the project's own measure of equality
_ALL_PAIRS = 40  # drafts of one bucket that are all compared; of more, the nearest
_NEAREST = 6
_ALIKE = 8  # first characters in which titles that are compared for slips agree
_OPEN_STEMS = frozenset(("message", "msg", "mail", "post", "article", "file", "page", "doc"))
"""What programs call files: their numbers tell nothing."""

Order = tuple[int, int, int]


class Sign(Struct, frozen=True):
    """One reason for or against joining, and its weight (ours; set on the cases of the table)."""

    weight: float
    says: str
    is_identity: bool = False
    """It speaks for one and the same work, not only for some parts."""


class Family(Struct, frozen=True):
    """Drafts that are one work.

    Attributes:
        members: two or more indices in the order of the parts.
        numbers: the part numbers each stands for: (2, 2), or None where only its place is known.
        of: how many there are, when one of them says so.
        confidence: how sure the weakest join is.
        because: the reasons, in words.
    """

    members: tuple[int, ...]
    numbers: tuple[tuple[int, int] | None, ...]
    of: int | None
    confidence: float
    because: str


class PartPlan(Struct, frozen=True):
    """What becomes of drafts that are parts.

    Attributes:
        families: no index is in two; in the order of their first drafts.
        doubles: (index, family's place) of drafts that are a part a family has already.
    """

    families: tuple[Family, ...] = ()
    doubles: tuple[tuple[int, int], ...] = ()


class _Pair(Struct, frozen=True):
    first: int
    other: int
    score: float
    says: tuple[str, ...]


def plan_parts(hints: Sequence[PartHint]) -> PartPlan:
    """Plan which drafts become one work, whatever order they are given in.

    Args:
        hints: of n drafts; pieces of one file in their order.

    Returns:
        Families and doubles.

    Cost: O(n log n): of a title or stem that more than 40 drafts share, each is compared
    with its six neighbours.
    """
    ranked = _rank(hints)
    usable = [index for index in ranked if hints[index].has_text and not hints[index].is_reply]
    place = {index: at for at, index in enumerate(ranked)}
    siblings = _count_siblings(hints, usable)
    pairs: dict[tuple[int, int], _Pair] = {}
    for bucket in _buckets(hints, usable):
        for one, two in _compared(sorted(bucket, key=lambda i: (order_of(hints[i]), place[i]))):
            key = (min(one, two), max(one, two))
            if key not in pairs:
                pairs[key] = _weigh(one, two, hints, siblings)
    strong = sorted(
        (pair for pair in pairs.values() if pair.score >= _ENOUGH),
        key=lambda pair: (-pair.score, *sorted((place[pair.first], place[pair.other]))),
    )
    return _grow(hints, strong, place)


def order_of(hint: PartHint) -> Order:
    """What a draft is put in order by when nothing else is known: its number, its file's."""
    number = hint.number
    if number is None:
        number = hint.file.number if hint.file.number is not None else 1
        return 0, number, hint.file.half
    return hint.outer, number, hint.half


def _rank(hints: Sequence[PartHint]) -> list[int]:
    """Indices by name: pieces of one file keep the order they came in."""
    return sorted(range(len(hints)), key=lambda index: (hints[index].name, index))


def _buckets(hints: Sequence[PartHint], usable: Sequence[int]) -> Iterable[list[int]]:
    """Drafts that share something, without which no pair is looked at."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in usable:
        hint = hints[index]
        for title in {_title_key(title) for title in hint.titles}:
            buckets["title", hint.folder, title].append(index)
            if hint.numbers is not None:
                buckets["like", hint.folder, title[:_ALIKE]].append(index)
        stem = hint.file.stem
        if stem or hint.file.number is not None:
            buckets["file", hint.folder, stem].append(index)
        if hint.file.style == "letter":
            buckets["letter", hint.folder, stem].append(index)
        for person in {hint.author, hint.sender} - {""}:
            if hint.numbers is not None:
                buckets["person", hint.folder, person].append(index)
        for name in hint.ids:
            buckets["thread", name].append(index)
    return (bucket for bucket in buckets.values() if len(bucket) > 1)


def _compared(bucket: Sequence[int]) -> Iterator[tuple[int, int]]:
    reach = len(bucket) if len(bucket) <= _ALL_PAIRS else _NEAREST
    for at, one in enumerate(bucket):
        for two in bucket[at + 1 : at + 1 + reach]:
            yield one, two


def _count_siblings(
    hints: Sequence[PartHint], usable: Sequence[int]
) -> dict[tuple[str, str], set[int]]:
    """Which letters stand behind each stem: "moora" and "moorb" tell that "b" is a number."""
    letters: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index in usable:
        file = hints[index].file
        if file.style == "letter" and file.number is not None:
            letters[hints[index].folder, file.stem].add(file.number)
    return letters


def _weigh(
    one: int,
    two: int,
    hints: Sequence[PartHint],
    siblings: dict[tuple[str, str], set[int]],
) -> _Pair:
    """Weigh two drafts: the sum of all signs, or far below zero where they cannot be parts."""
    a, b = hints[one], hints[two]
    if order_of(b) < order_of(a) or (order_of(a) == order_of(b) and b.name < a.name):
        one, two, a, b = two, one, b, a
    both_say = a.strength == b.strength == "stated"
    if is_same_part(a, b) or (_is_copy(a, b) and not both_say):
        return _Pair(one, two, -99.0, ())
    follows = _follows(a, b)
    signs = [
        *_title_signs(a, b),
        *_people_signs(a, b),
        *_number_signs(a, b),
        *_file_signs(a, b, siblings),
        *_text_signs(a, b, follows=follows),
    ]
    if not any(sign.is_identity for sign in signs):
        return _Pair(one, two, -99.0, ())  # two parts, but of what?
    says = tuple(sign.says for sign in signs if sign.weight > 0)
    return _Pair(one, two, sum(sign.weight for sign in signs), says)


def is_same_part(a: PartHint, b: PartHint) -> bool:
    """Tell whether two drafts say that they are the same part."""
    if a.numbers is not None and b.numbers is not None:
        if a.outer and b.outer and a.outer != b.outer:
            return False
        if a.numbers == b.numbers:
            return a.half == b.half or not (a.half and b.half)
        if a.numbers[0] < b.numbers[0] == a.numbers[1] < b.numbers[1]:
            return False  # "chapters 3 to 7" and "7 to 9": a slip, or a chapter in two halves
        return a.numbers[0] <= b.numbers[1] and b.numbers[0] <= a.numbers[1]
    if a.file.number is not None and a.file.stem == b.file.stem and a.name != b.name:
        return (a.file.number, a.file.half) == (b.file.number, b.file.half)
    return False


def _is_copy(a: PartHint, b: PartHint) -> bool:
    return len(a.opening) > 40 and a.opening == b.opening


def is_same_title(title: str, other: str) -> bool:
    """Tell whether two folded titles are one, slips of the pen aside; numbers must be equal.

    Example:
        >>> is_same_title("the lamp on the moor", "the lamp on teh moor")
        True
        >>> is_same_title("the lamp on the moor ii", "the lamp on the moor iii")
        False
    """
    if title == other:
        return True
    numerals, words = _numerals(title)
    other_numerals, other_words = _numerals(other)
    if numerals != other_numerals:
        return False
    return words == other_words or (
        min(len(words), len(other_words)) >= 6 and fuzz.ratio(words, other_words) >= _SAME
    )


def _title_key(title: str) -> str:
    numbers, words = _numerals(title)
    return " ".join([words, *map(str, numbers)])


def _numerals(title: str) -> tuple[list[int], str]:
    """The numbers of a title, however written, and its other words."""
    read = [(word, None if word == "i" else read_number(word)) for word in title.split()]
    numbers = [number for _, number in read if number is not None]
    return numbers, " ".join(word for word, number in read if number is None)


def _title_signs(a: PartHint, b: PartHint) -> Iterator[Sign]:
    if not a.titles or not b.titles:
        return
    if _share_title(a.titles, b.titles):
        yield Sign(2.0, "one title", is_identity=True)
    elif a.strength == b.strength == "stated" and a.of and a.of == b.of and a.author == b.author:
        yield Sign(-2.0, "titles differ")
    else:
        yield Sign(-3.0, "titles differ")


def _share_title(titles: Sequence[str], others: Sequence[str]) -> bool:
    return any(is_same_title(one, two) for one in titles for two in others)


def _people_signs(a: PartHint, b: PartHint) -> Iterator[Sign]:
    if are_other_people(a.author, b.author):
        yield Sign(-99.0, "authors differ")
    elif a.author and b.author:
        yield Sign(1.0, "one author")
    elif a.sender and b.sender:
        same = not are_other_people(a.sender, b.sender)
        yield Sign(0.5, "one poster") if same else Sign(-1.0, "posters differ")


def are_other_people(name: str, other: str) -> bool:
    """Tell whether two folded names are known and not one."""
    if not name or not other or name == other:
        return False
    *given, family = name.split()
    *other_given, other_family = other.split()
    if family == other_family and given and other_given and given[0][0] == other_given[0][0]:
        initials = all(len(word) == 1 for word in given)
        if initials or all(len(word) == 1 for word in other_given):
            return False  # "P. D. Quill" and "Pip Quill"
    return fuzz.token_sort_ratio(name, other) < _SAME


def _number_signs(a: PartHint, b: PartHint) -> Iterator[Sign]:
    if a.numbers is not None and b.numbers is not None:
        both = {a.strength, b.strength}
        if "heading" in both:
            rises = b.numbers[0] == a.numbers[1] + 1 and a.word == b.word
            if rises:
                yield Sign(2.0, f"{a.said} goes on in {b.said}")
            return
        weight = 0.5 if "weak" in both else 1.0 if "bare" in both else 2.0
        yield Sign(weight, f"they are {a.said} and {b.said}")
        if _follows(a, b):
            yield Sign(0.5, "numbers follow")
        if a.of and b.of:
            yield Sign(1.0, f"of {a.of}") if a.of == b.of else Sign(-1.0, "totals differ")
        elif a.of and a.of + 1 < b.numbers[1] < LAST:
            yield Sign(-3.0, "a number is beyond the total")
    elif b.strength == "stated" and a.numbers is None:
        first = b.numbers is not None and b.numbers[0] in (1, 2)
        if first or b.file.number is not None:
            yield Sign(1.0, f"the later is {b.said}")
    elif a.strength == "stated" and b.numbers is None and b.file.number is not None:
        yield Sign(1.0, f"the earlier is {a.said}")


def _follows(a: PartHint, b: PartHint) -> bool:
    if a.numbers is not None and b.numbers is not None:
        return b.numbers[0] in (a.numbers[1], a.numbers[1] + 1) or b.numbers[0] == LAST
    if a.file.stem == b.file.stem and b.file.number is not None:
        before = a.file.number if a.file.number is not None else 1
        return b.file.number in (before, before + 1)
    return False


def _file_signs(
    a: PartHint, b: PartHint, siblings: dict[tuple[str, str], set[int]]
) -> Iterator[Sign]:
    """Files named alike: "moor1" and "moor2", "moor.p1", "moora" beside "moorb"."""
    one, two = a.file, b.file
    if a.folder != b.folder or one.stem != two.stem or one.stem in _OPEN_STEMS:
        return
    if a.name == b.name:
        return  # pieces of one file
    if not one.stem and not (one.worded and two.worded):
        return  # "1.txt" and "2.txt" may be anything
    if one.style == "letter" or two.style == "letter":
        if one.style == two.style and {1, 2} <= siblings.get((a.folder, one.stem), set()):
            yield Sign(1.0, "files named with one stem and letters", is_identity=True)
        return
    if one.number is not None and two.number is not None:
        yield Sign(1.5, "files named with one stem and numbers", is_identity=True)
        if _file_follows(a, b):
            yield Sign(0.5, "file numbers follow")
        if one.of and one.of == two.of:
            yield Sign(1.5, f"files named as {one.of} parts")
    elif (one.number is None) != (two.number is None) and 2 in (one.number, two.number):
        yield Sign(1.0, "the later file has the earlier's name and a 2", is_identity=True)


def _file_follows(a: PartHint, b: PartHint) -> bool:
    if a.file.number is None or b.file.number is None:
        return False
    step = b.file.number - a.file.number
    return step == 1 or (step == 0 and b.file.half - a.file.half == 1)


def _text_signs(a: PartHint, b: PartHint, *, follows: bool) -> Iterator[Sign]:
    """What the texts themselves show: end marks, missing headers, a sentence that goes on."""
    stated = a.strength == "stated" or b.strength == "stated"
    if a.ids and b.ids and set(a.ids) & set(b.ids):
        yield Sign(1.5, "one thread", is_identity=True)
    if a.ending == "more" and follows:
        yield Sign(1.0, "the earlier is to be continued")
    if a.ending == "done" and not stated:
        yield Sign(-1.0, "the earlier has ended")
    if a.titles and not (b.titles or b.author) and a.file.stem == b.file.stem:
        yield Sign(2.5, "the later has no header")
    if follows and a.ends_midway and b.opens_midway:
        yield Sign(2.0, "a sentence goes on from one to the other", is_identity=True)
    elif follows and b.opens_midway and not b.titles:
        yield Sign(1.0, "the later begins midway")
    if not stated and a.strength in ("none", "bare") and b.strength == "none" and b.titles:
        yield Sign(-1.0, "the later has a header and does not say that it is a part")


def _grow(hints: Sequence[PartHint], pairs: Sequence[_Pair], place: dict[int, int]) -> PartPlan:
    """Join strong pairs, strongest first, where nothing forbids it."""
    home: dict[int, int] = {}
    grown: dict[int, list[int]] = {}
    joins: dict[int, list[_Pair]] = defaultdict(list)
    refused: list[_Pair] = []
    for pair in pairs:
        one, two = home.get(pair.first, pair.first), home.get(pair.other, pair.other)
        if one == two:
            joins[one].append(pair)
            continue
        left, right = grown.get(one, [one]), grown.get(two, [two])
        if not _may_join(hints, left, right):
            refused.append(pair)
            continue
        grown[one] = left + right
        grown.pop(two, None)
        joins[one] += [*joins.pop(two, []), pair]
        for index in grown[one]:
            home[index] = one
    found = sorted(grown.items(), key=lambda item: min(place[index] for index in item[1]))
    families = tuple(_make_family(hints, members, joins[root]) for root, members in found)
    at = {index: number for number, family in enumerate(families) for index in family.members}
    doubles: dict[int, int] = {}
    for pair in refused:
        for lone, other in ((pair.first, pair.other), (pair.other, pair.first)):
            if lone not in at and other in at and _doubled(hints, lone, families[at[other]]):
                doubles.setdefault(lone, at[other])
    return PartPlan(families, tuple(sorted(doubles.items())))


def _doubled(hints: Sequence[PartHint], lone: int, family: Family) -> bool:
    return any(is_same_part(hints[lone], hints[index]) for index in family.members)


def _may_join(hints: Sequence[PartHint], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether no part is there twice, and no author or title of one speaks against the other.

    Cost: O(members), times the distinct authors and titles of the smaller side.
    """
    authors = [{hints[index].author for index in side} - {""} for side in (left, right)]
    if any(are_other_people(one, two) for one, two in product(*authors)):
        return False
    titles = [{hints[index].titles for index in side} - {()} for side in (left, right)]
    if not all(_share_title(one, two) for one, two in product(*titles)):
        return False
    ordered = sorted((*left, *right), key=lambda index: order_of(hints[index]))
    return not any(_is_same_place(hints[a], hints[b]) for a, b in pairwise(ordered))


def _is_same_place(a: PartHint, b: PartHint) -> bool:
    return is_same_part(a, b) or (order_of(a) == order_of(b) and a.half == b.half)


def _make_family(
    hints: Sequence[PartHint], members: Sequence[int], joins: Sequence[_Pair]
) -> Family:
    ordered = _put_in_order(hints, members)
    says = dict.fromkeys(word for pair in joins for word in pair.says)
    of = max((hints[index].of or hints[index].file.of or 0 for index in members), default=0)
    weakest = min(max(p.score for p in joins if index in (p.first, p.other)) for index in members)
    return Family(
        tuple(index for index, _ in ordered),
        tuple(numbers for _, numbers in ordered),
        of or None,
        round(min(0.99, 0.5 + 0.09 * (weakest - _ENOUGH + 2.5)), 2),
        "; ".join(list(says)[:8]),
    )


def _put_in_order(
    hints: Sequence[PartHint], members: Sequence[int]
) -> list[tuple[int, tuple[int, int] | None]]:
    """The parts in order, with their numbers: those they say, else those of their files."""
    said = [hints[index] for index in members if hints[index].numbers is not None]
    files = [hints[index].file for index in members]
    named = {file.stem for file in files}
    if len(said) < len(members) and len(named) == 1 and len(said) * 2 < len(members):
        numbers = {index: hints[index].file.number or 1 for index in members}
        key = {index: (0, numbers[index], hints[index].file.half) for index in members}
        spans = {index: (number, number) for index, number in numbers.items()}
        return [
            (index, spans[index])
            for index in sorted(members, key=lambda i: (key[i], hints[i].name))
        ]
    ordered = sorted(members, key=lambda index: (order_of(hints[index]), hints[index].name))
    return [(index, hints[index].numbers or (order_of(hints[index])[1],) * 2) for index in ordered]
