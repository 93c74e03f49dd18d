"""Parts: works in several files (or several pieces of one file) become one, in order."""

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct, structs

from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.model.problem import Problem
from fonds.model.work import Work
from fonds.parse.divisions import find_chapters

MISSING = "parse.part-missing"
"""A part between others, or before the last one announced, is not in the heap."""

_FOLD = re.compile(r"[^a-z0-9]+")
_NAME_NUMBER = re.compile(
    r"^(?P<stem>.*?)[ _.-]*(?:part|pt|ch|chapter|chap|p)?[ _.-]*(?P<number>\d{1,3})(?P<rest>[a-z]?)$",
    re.IGNORECASE,
)
_TITLE_PART = re.compile(
    r"[\s,:(\[–—-]*(?:(?:part|pt\.?|chapter|ch\.?|book|episode)\s*(?:\d{1,3}|[ivxl]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)\b.*|\(?\d{1,3}\s*(?:/|of)\s*\d{1,3}\)?)\s*$",
    re.IGNORECASE,
)
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


class PartKey(Struct, frozen=True):
    """What says that a work is a part of something.

    Attributes:
        number: its number, 1 or more.
        of: how many there are, or None.
        title: folded title without its part number; "" when untitled.
        author: folded first author; "" when unknown.
        stem: folded file name without its number; "" when it has none.
        folder: the folder (and container) the file lies in.
    """

    number: int
    of: int | None
    title: str
    author: str
    stem: str
    folder: str


def join_parts(works: Sequence[Work]) -> tuple[Work, ...]:
    """Join works that say they are parts of one.

    Parts belong together when they lie in one folder, carry different numbers, and share a
    title or a file name's stem, and no two of them name different authors.

    Args:
        works: n works in the order of their paths.

    Returns:
        At most n works; a joined one stands where its first part stood. Every source is
        still there once.

    Cost: O(n log n).
    """
    keys = [find_part_key(work) for work in works]
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key is None:
            continue
        shared = f"title {key.title}" if key.title else f"stem {key.stem}"
        if key.title or key.stem:
            groups[key.folder, shared].append(index)
    _adopt_untitled(keys, groups)
    joined: dict[int, Work] = {}
    gone: set[int] = set()
    for members in groups.values():
        for family in _families(members, keys):
            if len(family) < 2:
                continue
            first = min(family)
            ordered = sorted(family, key=lambda index: (_number(keys[index]), index))
            joined[first] = _join(
                [works[index] for index in ordered], [keys[index] for index in ordered]
            )
            gone |= set(family) - {first}
    return tuple(joined.get(index, work) for index, work in enumerate(works) if index not in gone)


def _number(key: PartKey | None) -> int:
    return 0 if key is None else key.number


def find_part_key(work: Work) -> PartKey | None:
    """Find what says that a work is a part; None when nothing does.

    The header's "part 2 of 7" counts, a title that ends in "Part Two", "Continued from
    part 1"; a number in the file name alone does not.
    """
    if work.kind != "story" or not work.blocks:
        return None
    part = find_best_claim(work.claims, "part")
    title_claim = find_best_claim(work.claims, "title")
    title = str(title_claim.value) if title_claim is not None else ""
    number = int(part.value["number"]) if part is not None else _spoken_number(title)
    if number is None:
        number = _label_number(work)
    if number is None or number < 1:
        return None
    author = find_best_claim(work.claims, "creators")
    source = work.sources[0]
    path = f"{source.path}/{source.member}" if source.member else source.path
    folder, _, name = path.rpartition("/")
    bare = name.rsplit(".", 1)[0] if "." in name else name
    match = _NAME_NUMBER.match(bare)
    return PartKey(
        number=number,
        of=part.value["of"] if part is not None else None,
        title=_fold(_TITLE_PART.sub("", title)),
        author=_fold(author.value[0]) if author is not None and author.confidence > 0.6 else "",
        stem=_fold(match.group("stem")) if match else "",
        folder=folder,
    )


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


def _adopt_untitled(
    keys: Sequence[PartKey | None], groups: dict[tuple[str, str], list[int]]
) -> None:
    """Give untitled parts ("Continued from part 1") to the titled group of their file names."""
    homes: dict[tuple[str, str], tuple[str, str]] = {}
    for place, members in groups.items():
        if place[1].startswith("title "):
            for index in members:
                key = keys[index]
                if key is not None and key.stem:
                    homes.setdefault((key.folder, key.stem), place)
    for place in [place for place in groups if place[1].startswith("stem ")]:
        home = homes.get((place[0], place[1].removeprefix("stem ")))
        if home is not None:
            groups[home] += groups.pop(place)


def _families(members: Sequence[int], keys: Sequence[PartKey | None]) -> list[list[int]]:
    """Split a group where numbers repeat or authors differ."""
    families: list[list[int]] = []
    for index in members:
        key = keys[index]
        for family in families:
            others = [keys[other] for other in family]
            if key is not None and all(
                other is not None
                and other.number != key.number
                and (not other.author or not key.author or other.author == key.author)
                for other in others
            ):
                family.append(index)
                break
        else:
            families.append([index])
    return families


def _join(works: Sequence[Work], keys: Sequence[PartKey | None]) -> Work:
    sources = tuple(source for work in works for source in work.sources)
    blocks: list[Block] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    offset = 0
    for work in works:
        blocks += [structs.replace(block, source=block.source + offset) for block in work.blocks]
        claims += [_shifted(claim, offset) for claim in work.claims if claim.field != "part"]
        problems += [structs.replace(p, source=p.source + offset) for p in work.problems]
        offset += len(work.sources)
    problems += _gaps(keys)
    numbers = ", ".join(str(_number(key)) for key in keys)
    reason = f"Parts {numbers}, joined because each says so."
    chapters = find_chapters(blocks)
    return Work(
        sources, "story", reason, tuple(blocks), chapters, _settle_titles(claims), tuple(problems)
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


def _shifted(claim: Claim, offset: int) -> Claim:
    if not offset or not claim.evidence:
        return claim
    evidence = tuple(
        Evidence(each.source + offset, each.start, each.end, each.quote) for each in claim.evidence
    )
    return structs.replace(claim, evidence=evidence)


def _gaps(keys: Sequence[PartKey | None]) -> list[Problem]:
    numbers = {_number(key) for key in keys}
    of = max((key.of or 0 for key in keys if key is not None), default=0)
    top = max(*numbers, of)
    missing = [str(number) for number in range(1, top + 1) if number not in numbers]
    if not missing or len(missing) > 50:
        return []
    words = ", ".join(missing)
    return [
        Problem(MISSING, f"Part {words} of {top} is not here; the others are joined without it.")
    ]
