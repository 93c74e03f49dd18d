"""Edition words: why two works are one story, and why one of them is the best, in sentences."""

from fonds.app.counting import count_words
from fonds.app.edition_groups import Standing
from fonds.describe.edition_evidence import Verdict


def say_same(verdict: Verdict) -> str:
    """Say why two works were found to be one story.

    Example:
        >>> say_same(Verdict("whole", 0.97, 4300, 4312, 0, ("title", "author")))
        'The same 4,312 words in the same order but for 12; same title; same author.'
        >>> say_same(Verdict("part", 0.9, 900, 900, 1100))
        'All its 900 words stand in the same order in the other of 2,000.'
    """
    said = [_say_words(verdict)]
    if "address" in verdict.by:
        said.append(f"same address, {verdict.address}")
    said += [f"same {name}" for name in ("title", "author") if name in verdict.by]
    return "; ".join(said) + "."


def _say_words(verdict: Verdict) -> str:
    words = f"{verdict.words:,} {'word' if verdict.words == 1 else 'words'}"
    missing = verdict.words - verdict.same
    if verdict.relation == "part":
        within = f"in the same order in the other of {verdict.words + verdict.more:,}"
        if not missing:
            return f"All its {words} stand {within}"
        return f"Of its {words} {verdict.same:,} stand {within}"
    more = f"; the longer has {verdict.more:,} more" if verdict.more else ""
    if not missing:
        return f"The same {words} in the same order{more}"
    if missing <= verdict.words * 0.1:
        return f"The same {words} in the same order but for {missing:,}{more}"
    return f"Of the shorter's {words} {verdict.same:,} stand in both in the same order{more}"


def say_best(rule: str, best: Standing, other: Standing) -> str:
    """Say which rule made an edition the best.

    Args:
        rule: the name of one of `RULES`; "" when none tells the two apart.
        best: the best edition.
        other: the next best.

    Example:
        >>> one = Standing("w1", 4000, True, 0, 2, "2003", 0, 1)
        >>> say_best("whole", one, Standing("w2", 1900, None, 0, 2, "", 0, 1))
        'Best because it has more of the story: 4,000 words, the next 1,900.'
    """
    reasons = {
        "complete": "it is complete, and the next says it is not",
        "whole": f"it has more of the story: {count_words(best.words, 'word')}, "
        f"the next {other.words:,}",
        "undamaged": f"its characters are whole: {count_words(best.damage, 'place')} damaged, "
        f"of the next {other.damage:,}",
        "named": "its header says what it is called and who wrote it, as far as any does",
        "said complete": "it says it is complete",
        "latest": f"it is the latest: {best.date}"
        + (f", the next {other.date}" if other.date else ", the next has no date"),
        "longest": f"it has the most words: {best.words:,}, the next {other.words:,}",
        "richest": "its format keeps more than the next one's",
        "fewest files": f"it is in {count_words(best.sources, 'file')}, "
        f"the next in {other.sources:,}",
    }
    reason = reasons.get(rule)
    return f"Best because {reason}." if reason else "As good as the next; the first is kept."
