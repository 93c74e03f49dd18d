"""Parts: works in several files (or several pieces of one file) become one, in order."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import structs

from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence
from fonds.model.problem import Problem
from fonds.model.work import Chapter, Source, Work
from fonds.parse.divisions import find_chapters
from fonds.parse.part_hints import JOINED, PartHint, find_part_hint, fold
from fonds.parse.part_numbers import (
    LAST,
    TitlePart,
    read_number,
    split_bare_number,
    split_title,
)
from fonds.parse.part_plan import Family, PartPlan, are_other_people, is_same_title, plan_parts

MISSING = "parse.part-missing"
"""A part between others, or before the last one announced, is not in the heap."""

DOUBLE = "parse.part-double"
"""A part of which another copy was joined to the rest."""

JOINED_BECAUSE = "It is joined from parts"
_BY = "parts/2"
_MOST_GAPS = 50  # more are no gaps: the number was none
_OTHER_TITLE = 0.5  # what is left of a chapter's title beside its work's
_WORDS = {"chapter": "Chapter", "edge": "", "book": "Book"}


def join_parts(works: Sequence[Work]) -> tuple[Work, ...]:
    """Join drafts that say they are parts of one work: see `plan_parts`.

    Args:
        works: n drafts; pieces of one file in their order.

    Returns:
        At most n works; a joined one stands where the first of its parts stood. Every
        source is still there once; what is missing, or there twice, is a problem.

    Cost: O(n log n).
    """
    hints = [find_part_hint(work) for work in works]
    plan = plan_parts(hints)
    return tuple(join_planned(works, hints, plan))


def join_planned(
    works: Sequence[Work], hints: Sequence[PartHint], plan: PartPlan
) -> Iterator[Work]:
    """Make the works of a plan, in the order of their first drafts. Cost: O(blocks)."""
    home = {min(family.members): family for family in plan.families}
    gone = {index for family in plan.families for index in family.members} - set(home)
    doubles = dict(plan.doubles)
    for index, work in enumerate(works):
        if index in home:
            yield join_works([works[k] for k in home[index].members], home[index])
        elif index not in gone:
            double = plan.families[doubles[index]] if index in doubles else None
            yield settle_alone(work, hints[index], is_double=double is not None)


def settle_alone(work: Work, hint: PartHint, *, is_double: bool = False) -> Work:
    """Say what a lone part lacks: "Part 2 of 3" of which nothing else is here.

    Args:
        work: a draft that is joined with no other.
        hint: its own.
        is_double: another copy of it was joined with the rest.

    Returns:
        The work, with a problem when it is no whole.
    """
    if is_double:
        message = "Another copy of this part is joined with the rest; this one stands alone."
        return _with_problems(work, [Problem(DOUBLE, message)])
    if hint.strength != "stated" or hint.numbers is None or not (hint.of or hint.number):
        return work
    if hint.of is None and hint.word in ("", "edge"):
        return work
    return _with_problems(work, _gaps([hint.numbers], hint.of))


def _with_problems(work: Work, problems: Sequence[Problem]) -> Work:
    fresh = tuple(problem for problem in problems if problem not in work.problems)
    return structs.replace(work, problems=(*work.problems, *fresh)) if fresh else work


def join_works(works: Sequence[Work], family: Family | None = None) -> Work:
    """Join the parts of one work.

    Args:
        works: p >= 2 drafts in reading order.
        family: why they are one, or None for pieces of one file.

    Returns:
        One work with all sources, blocks, claims (evidence moved to its source) and
        problems; a part that is not here is a problem of its own.

    Cost: O(blocks + claims).
    """
    hints = [find_part_hint(work) for work in works]
    blocks: list[Block] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    sources: list[Source] = []
    texts: dict[int, str] = {}
    starts = []
    for work in works:
        places = [_place_source(sources, source) for source in work.sources]
        texts |= dict(zip(places, work.texts, strict=False))
        starts.append(len(blocks))
        blocks += [structs.replace(block, source=places[block.source]) for block in work.blocks]
        # Only the last part can say that the whole is complete.
        dropped = ("part", JOINED) if work is works[-1] else ("part", JOINED, "complete")
        claims += [_moved(claim, places) for claim in work.claims if claim.field not in dropped]
        fresh = (structs.replace(p, source=places[p.source]) for p in work.problems)
        problems += [problem for problem in fresh if problem not in problems]
    numbers = list(family.numbers) if family is not None else [hint.numbers for hint in hints]
    known = [span for span in numbers if span is not None]
    of = family.of if family is not None else max((hint.of or 0 for hint in hints), default=0)
    told = known
    if family is None:
        told = [h.numbers for h in hints if h.numbers is not None and h.strength == "stated"]
    else:
        problems += _gaps(known, of, is_nested=any(hint.outer for hint in hints))
    return Work(
        tuple(sources),
        "story",
        _reason(numbers, family),
        tuple(blocks),
        _chapters(blocks, starts, hints),
        (*_settle_titles(claims, hints), *_joined_claim(works, sources, told, of, family)),
        tuple(problems),
        tuple(texts[k] for k in range(len(sources))) if len(texts) == len(sources) else (),
    )


def _reason(numbers: Sequence[tuple[int, int] | None], family: Family | None) -> str:
    listed = ", ".join(_say_number(span) for span in numbers if span is not None)
    if family is None:
        return f"{JOINED_BECAUSE} of one file that go on with one story."
    return f"{JOINED_BECAUSE} {listed}: {family.because}."


def _say_number(span: tuple[int, int]) -> str:
    names = {0: "prologue", LAST: "epilogue"}
    first, last = (names.get(number, str(number)) for number in span)
    return first if first == last else f"{first} to {last}"


def _joined_claim(
    works: Sequence[Work],
    sources: Sequence[Source],
    known: Sequence[tuple[int, int]],
    of: int | None,
    family: Family | None,
) -> list[Claim]:
    """Keep which parts a work is made of, the words that say so, and how sure it is."""
    if not known:
        return []
    evidence = tuple(
        structs.replace(each, source=sources.index(work.sources[each.source]))
        for work in works
        for claim in work.claims
        if claim.field in ("part", JOINED)
        for each in claim.evidence
    )
    value = {
        "numbers": [min(first for first, _ in known), max(last for _, last in known)],
        "of": of or None,
        "because": family.because if family is not None else "pieces of one file",
    }
    confidence = family.confidence if family is not None else 0.9
    return [Claim(JOINED, value, "derived", confidence, evidence, _BY)]


def _settle_titles(claims: Sequence[Claim], hints: Sequence[PartHint]) -> Iterator[Claim]:
    """Titles without their part numbers: "The Moor, Part Two" names the whole "The Moor".

    What only one part is called is its own title, not the work's.
    """
    counts = Counter(title for hint in hints for title in hint.titles)
    shared = {title for title, count in counts.items() if count > 1}
    for claim in claims:
        if claim.field != "title" or not isinstance(claim.value, str):
            yield claim
            continue
        part = split_title(claim.value)
        if not part.stem:
            yield structs.replace(claim, field="label:part-title")
        elif shared and not any(is_same_title(fold(part.stem), title) for title in shared):
            yield structs.replace(
                claim, value=part.stem, confidence=claim.confidence * _OTHER_TITLE
            )
        else:
            yield structs.replace(claim, value=part.stem)


def _chapters(
    blocks: Sequence[Block], starts: Sequence[int], hints: Sequence[PartHint]
) -> tuple[Chapter, ...]:
    """The chapters of the whole: those of each part, or each part by its own title."""
    labels = [_label(hint) for hint in hints]
    if not any(hint.own or hint.word in ("chapter", "edge") for hint in hints):
        return find_chapters(blocks)
    stops = [*starts[1:], len(blocks)]
    found: list[tuple[str | None, int]] = []
    for first, stop, label in zip(starts, stops, labels, strict=True):
        inner = find_chapters(blocks[first:stop])
        body = [k for k in range(first, stop) if blocks[k].place == "body"]
        if not inner and body:
            found.append((label, body[0]))
        for chapter in inner:
            is_top = chapter is inner[0] and chapter.title is None
            found.append((label if is_top else chapter.title, first + chapter.first))
    ends = [first for _, first in found[1:]]
    last = max((k for k, block in enumerate(blocks) if block.place == "body"), default=-1)
    return (
        tuple(
            Chapter(title, first, end)
            for (title, first), end in zip(found, [*ends, last + 1], strict=True)
        )
        if found
        else ()
    )


def _label(hint: PartHint) -> str | None:
    """A part as a chapter's title: "Chapter 3: The Rain", "Epilogue", "Part 2"."""
    if hint.numbers is None:
        return hint.own or None
    first, last = hint.numbers
    if first in (0, LAST):
        name = "Prologue" if first == 0 else "Epilogue"
    else:
        number = str(first) if first == last else f"{first}-{last}"
        name = f"{_WORDS.get(hint.word) or 'Part'} {number}"
    return f"{name}: {hint.own}" if hint.own else name


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


def goes_on(before: Sequence[Work], piece: Work) -> bool:
    """Tell whether a later piece of a file goes on with the work before it.

    Its title is the same but for part numbers, or one begins with the other, or it has none
    of its own; or it says that it is the next part, and nobody else wrote it.

    Args:
        before: one or more pieces that are one work.
        piece: what follows them in the file.

    Example:
        The pieces "Moor Lights" and "Moor Lights 2" are one work.
    """
    first, last, hint = (find_part_hint(work) for work in (before[0], before[-1], piece))
    if are_other_people(first.author, hint.author):
        return False
    ours = {title for each in (first, last) for title in each.titles}
    if not hint.titles:
        return True
    if any(is_same_title(one, two) for one in ours for two in hint.titles):
        return True
    if _begins(_bare_title(before[0]), _bare_title(piece)):
        return True
    return (
        hint.strength == "stated"
        and last.numbers is not None
        and hint.number == last.numbers[1] + 1
        and not (ours and hint.own == "" and hint.of is None and hint.word == "book")
        and bool(hint.of and hint.of == last.of)
    )


def _begins(title: str, other: str) -> bool:
    short, long = sorted((title, other), key=len)
    if not short or not long.startswith(short):
        return False
    rest = long[len(short) :].split()
    # "Fog II: The Return" is a sequel of "Fog".
    return len(rest) < 2 or read_number(rest[0]) is None


def _bare_title(work: Work) -> str:
    claims = [claim for claim in work.claims if claim.field == "title"]
    if not claims:
        return ""
    best = max(claims, key=lambda claim: claim.confidence)
    part: TitlePart = split_title(str(best.value))
    bare = split_bare_number(part.stem)
    return fold(bare[0] if bare is not None else part.stem)


def _gaps(
    numbers: Sequence[tuple[int, int]], of: int | None, *, is_nested: bool = False
) -> list[Problem]:
    spans = [span for span in numbers if span[1] < LAST]
    if not spans or is_nested:
        return []
    here = {number for first, last in spans for number in range(first, last + 1)}
    top = max(*here, of or 0)
    missing = [number for number in range(1, top + 1) if number not in here]
    if not missing or len(missing) > _MOST_GAPS:
        return []
    total = f" of {of}" if of and of == top else ""
    if len(missing) == 1:
        words = f"Part {missing[0]}{total} is missing"
    else:
        words = f"Parts {_list_numbers(missing)}{total} are missing"
    rest = "; the others are joined without it" if len(spans) > 1 else ""
    return [Problem(MISSING, f"{words}{rest}.")]


def _list_numbers(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [
        f"{run[0]} to {run[-1]}" if len(run) > 2 else " and ".join(map(str, run)) for run in runs
    ]
    return ", ".join(words)
