"""Parts: works in several files (or several pieces of one file) become one, in order."""

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct, structs

from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.model.problem import Problem
from fonds.model.work import Source, Work
from fonds.parse.divisions import find_chapters

MISSING = "parse.part-missing"
"""A part between others, or before the last one announced, is not in the heap."""

JOINED_BECAUSE = "Each says which part it is: parts"
_SURE_AUTHOR = 0.6  # a poster's name (0.55) is no author to tell parts apart by
_FOLD = re.compile(r"[^a-z0-9]+")
_NAME_NUMBER = re.compile(
    r"^(?P<stem>.*?)[ _.-]{0,4}+(?:part|pt|ch|chapter|chap|p)?[ _.-]{0,4}+(?P<number>\d{1,3})(?P<rest>[a-z]?)$",
    re.IGNORECASE,
)
_TITLE_PART = re.compile(
    r"[\s,:(\[–—-]{0,6}+(?:(?:part|pt\.?|chapter|ch\.?|book|episode)\s*(?:\d{1,3}|[ivxl]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)\b.*|\(?\d{1,3}\s*(?:/|of)\s*\d{1,3}\)?)\s*$",
    re.IGNORECASE,
)
_TRAILING_NUMBER = re.compile(r"[ .#_-]{1,4}+(\d{1,2})$")
_WORD_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_SPOKEN_PART = re.compile(
    r"(?:part|pt\.?|chapter|ch\.?)\s*(?P<word>\d{1,3}|[ivxl]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)


class PartHint(Struct, frozen=True):
    """What a draft says about being a part of something.

    Attributes:
        number: its number when it says one, else None.
        of: how many there are, or None.
        title: folded title without its part number; "" when untitled.
        author: folded first author; "" when unknown or guessed.
        folder: the folder (and container) the file lies in.
        stem: folded file name without its number; "" when it has none.
        file_number: the number in the file name, or None.
        has_text: whether it has any blocks.
    """

    number: int | None
    of: int | None
    title: str
    author: str
    folder: str
    stem: str
    file_number: int | None
    has_text: bool


def find_part_hint(work: Work) -> PartHint:
    """Find what a draft says about being a part of something.

    The header's "part 2 of 7" counts, a title that ends in "Part Two", "Continued from
    part 1"; a number in the file name alone does not.

    Cost: O(claims).
    """
    part = find_best_claim(work.claims, "part")
    title_claim = find_best_claim(work.claims, "title")
    title = str(title_claim.value) if title_claim is not None else ""
    number = int(part.value["number"]) if part is not None else _spoken_number(title)
    if number is None:
        number = _label_number(work)
    numbered = _TRAILING_NUMBER.search(title) if work.sources[0].member else None
    if number is None and numbered is not None:
        # Messages of one mailbox: "Moor.2", "Moor.3". Two files so named may be sequels.
        number, title = int(numbered[1]), title[: numbered.start()]
    author = find_best_claim(work.claims, "creators")
    folder, bare = _split_path(work)
    match = _NAME_NUMBER.match(bare[-120:])
    known = author is not None and author.confidence > _SURE_AUTHOR and author.value
    return PartHint(
        number=number if number and number > 0 else None,
        of=part.value["of"] if part is not None else None,
        title=_fold(_TITLE_PART.sub("", title)),
        author=_fold(author.value[0]) if author is not None and known else "",
        folder=folder,
        stem=_fold(match.group("stem")) if match else "",
        file_number=int(match.group("number")) if match else None,
        has_text=bool(work.blocks),
    )


def plan_parts(hints: Sequence[PartHint]) -> tuple[tuple[int, ...], ...]:
    """Plan which drafts become one work.

    Parts belong together when they lie in one folder, carry different numbers, and share a
    title or a file name's stem, and no two of them name different authors.

    Args:
        hints: of n drafts in the order of their paths.

    Returns:
        Groups of two or more indices, each in the order of the parts; no index twice.

    Cost: O(n log n).
    """
    numbers = [hint.number if hint.has_text else None for hint in hints]
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, hint in enumerate(hints):
        if numbers[index] is None or not (hint.title or hint.stem):
            continue
        shared = f"title {hint.title}" if hint.title else f"stem {hint.stem}"
        groups[hint.folder, shared].append(index)
    _adopt_untitled(hints, groups)
    _adopt_first_parts(hints, numbers, groups)
    families = [
        sorted(family, key=lambda index: (numbers[index] or 0, index))
        for members in groups.values()
        for family in _families(members, hints, numbers)
        if len(family) > 1
    ]
    return tuple(tuple(family) for family in sorted(families, key=min))


def join_parts(works: Sequence[Work]) -> tuple[Work, ...]:
    """Join drafts that say they are parts of one work: see `plan_parts`.

    Args:
        works: n drafts in the order of their paths.

    Returns:
        At most n works; a joined one stands where its first part stood. Every source is
        still there once.

    Cost: O(n log n).
    """
    hints = [find_part_hint(work) for work in works]
    joined: dict[int, Work] = {}
    gone: set[int] = set()
    for family in plan_parts(hints):
        joined[min(family)] = join_works([works[index] for index in family])
        gone |= set(family) - {min(family)}
    return tuple(joined.get(index, work) for index, work in enumerate(works) if index not in gone)


def _label_number(work: Work) -> int | None:
    for claim in work.claims:
        if claim.field == "label:part":
            match = re.match(r"\W*(\d{1,3})\b", str(claim.value))
            if match:
                return int(match.group(1))
    return None


def _spoken_number(title: str) -> int | None:
    matches = list(_SPOKEN_PART.finditer(title))
    if not matches:
        return None
    word = matches[-1].group("word").lower()
    if word.isdigit():
        return int(word)
    return _WORD_NUMBERS.get(word) or _roman(word)


def _roman(word: str) -> int | None:
    total = 0
    for letter, after in zip(word, [*word[1:], ""], strict=True):
        value = _ROMAN.get(letter)
        if value is None:
            return None
        total += -value if after and _ROMAN.get(after, 0) > value else value
    return total or None


def _fold(text: str) -> str:
    return _FOLD.sub(" ", text.lower()).strip()


def _adopt_first_parts(
    hints: Sequence[PartHint],
    numbers: list[int | None],
    groups: dict[tuple[str, str], list[int]],
) -> None:
    """A first part often does not know that it is one: its file name's number says so."""
    firsts: dict[tuple[str, str], int] = {}
    for index, hint in enumerate(hints):
        if hint.file_number == 1 and hint.stem and hint.has_text and numbers[index] is None:
            firsts.setdefault((hint.folder, hint.stem), index)
    for (folder, _), members in groups.items():
        stems = {hints[index].stem for index in members}
        first = firsts.get((folder, next(iter(stems)))) if len(stems) == 1 else None
        if first is not None and all(numbers[index] != 1 for index in members):
            numbers[first] = 1
            members.append(first)


def _split_path(work: Work) -> tuple[str, str]:
    """Folder (and container), and the bare name, of a work's first file."""
    source = work.sources[0]
    path = f"{source.path}/{source.member}" if source.member else source.path
    folder, _, name = path.rpartition("/")
    return folder, name.rsplit(".", 1)[0] if "." in name else name


def _adopt_untitled(hints: Sequence[PartHint], groups: dict[tuple[str, str], list[int]]) -> None:
    """Give untitled parts ("Continued from part 1") to the titled group of their file names."""
    homes: dict[tuple[str, str], tuple[str, str]] = {}
    for place, members in groups.items():
        for index in members if place[1].startswith("title ") else ():
            if hints[index].stem:
                homes.setdefault((hints[index].folder, hints[index].stem), place)
    for place in [place for place in groups if place[1].startswith("stem ")]:
        home = homes.get((place[0], place[1].removeprefix("stem ")))
        if home is not None:
            groups[home] += groups.pop(place)


def _families(
    members: Sequence[int], hints: Sequence[PartHint], numbers: Sequence[int | None]
) -> list[list[int]]:
    """Split a group where numbers repeat or authors differ."""
    families: list[list[int]] = []
    for index in members:
        for family in families:
            if all(
                numbers[other] != numbers[index]
                and not _differ(hints[other].author, hints[index].author)
                for other in family
            ):
                family.append(index)
                break
        else:
            families.append([index])
    return families


def _differ(author: str, other: str) -> bool:
    return bool(author and other) and author != other


def join_works(works: Sequence[Work]) -> Work:
    """Join the parts of one work.

    Args:
        works: p >= 2 drafts in reading order.

    Returns:
        One work with all sources, blocks, claims (evidence moved to its source) and
        problems; a part that is not here is a problem of its own.

    Cost: O(blocks + claims).
    """
    blocks: list[Block] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    sources: list[Source] = []
    for work in works:
        places = [_place_source(sources, source) for source in work.sources]
        blocks += [structs.replace(block, source=places[block.source]) for block in work.blocks]
        # Only the last part can say that the whole is complete.
        dropped = ("part",) if work is works[-1] else ("part", "complete")
        claims += [_moved(claim, places) for claim in work.claims if claim.field not in dropped]
        fresh = (structs.replace(p, source=places[p.source]) for p in work.problems)
        problems += [problem for problem in fresh if problem not in problems]
    hints = [find_part_hint(work) for work in works]
    numbers = [hint.number or 1 for hint in hints]
    problems += _gaps(numbers, max(hint.of or 0 for hint in hints))
    listed = ", ".join(str(number) for number in numbers)
    return Work(
        tuple(sources),
        "story",
        f"{JOINED_BECAUSE} {listed}.",
        tuple(blocks),
        find_chapters(blocks),
        _settle_titles(claims),
        tuple(problems),
    )


def _settle_titles(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Titles without their part numbers: "The Moor, Part Two" names the whole "The Moor"."""
    settled = []
    for claim in claims:
        if claim.field == "title" and isinstance(claim.value, str):
            bare = _TITLE_PART.sub("", claim.value).strip()
            settled.append(structs.replace(claim, value=bare or claim.value))
        else:
            settled.append(claim)
    return tuple(settled)


def _place_source(sources: list[Source], source: Source) -> int:
    """Where a source stands among those collected; two pieces of one file share it."""
    if source not in sources:
        sources.append(source)
    return sources.index(source)


def _moved(claim: Claim, places: Sequence[int]) -> Claim:
    if not claim.evidence or list(places) == [0]:
        return claim
    evidence = tuple(
        Evidence(places[each.source], each.start, each.end, each.quote) for each in claim.evidence
    )
    return structs.replace(claim, evidence=evidence)


def is_same_title(first: Work, other: Work) -> bool:
    """Tell whether a later piece of a file goes on with the work before it.

    Its title is the same but for part numbers, or one begins with the other, or it has none.

    Example:
        The pieces "Moor Lights" and "Moor Lights 2" are one work.
    """
    names = [_bare_title(work) for work in (first, other)]
    if not names[1]:
        return True
    return bool(names[0]) and (names[0].startswith(names[1]) or names[1].startswith(names[0]))


def _bare_title(work: Work) -> str:
    claim = find_best_claim(work.claims, "title")
    title = "" if claim is None else _TITLE_PART.sub("", str(claim.value))
    return _fold(title).rstrip("0123456789 ")


def _gaps(numbers: Sequence[int], of: int) -> list[Problem]:
    top = max(*numbers, of)
    missing = [str(number) for number in range(1, top + 1) if number not in numbers]
    if not missing or len(missing) > 50:
        return []
    words = ", ".join(missing)
    return [
        Problem(MISSING, f"Part {words} of {top} is not here; the others are joined without it.")
    ]
