"""Hypothesis strategies for works as hostile as a file can make them."""

from typing import Any

from hypothesis import strategies as st

from fonds.model.block import Block
from fonds.model.work import Chapter, Work
from tests.factories import make_block, make_work

KINDS = [
    *("paragraph", "heading", "break", "verse", "letter", "chat", "note", "quote", "item"),
    "chrome",
]
STYLES = ["italic", "bold", "underline", "strike", "code", "super", "sub", "small", "thought"]

anything = st.text(st.characters(exclude_categories=()), max_size=40)
"""Lone surrogates, NULs and noncharacters included."""

pieces = st.sampled_from(
    [
        *("fog", "Watson", " ", "\n", "\n\n", "\t", "<b>", "</p>", "&amp;", "&", "]]>", "<!--"),
        *("<![CDATA[", "<script>alert(1)</script>", '"', "'", "\x00", "\ud800", "\ufffe", "\r"),
        *("\u202e", "\u0301", "漢字", "\U0001f600", "*", "_", "\x85", "\u2028", "http://a.b/"),
    ]
)
prose = st.one_of(anything, st.lists(pieces, max_size=12).map("".join))


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Draw one block of any kind with any text and runs."""
    text = draw(prose)
    at = st.integers(-3, len(text) + 3)
    runs = draw(st.lists(st.tuples(at, at, st.sampled_from(STYLES)), max_size=5))
    kind: Any = draw(st.sampled_from(KINDS))
    return make_block(text, kind, runs=runs, level=draw(st.integers(0, 6)))


@st.composite
def works(draw: st.DrawFn) -> Work:
    """Draw a work with any text in every place, any chapters and any claims."""
    parts = st.lists(blocks(), max_size=6)
    words = ["title", "summary", "disclaimer", "epigraph", "date", "source_url", "rating_stated"]
    lists = ["creators", "fandoms", "characters", "relationships", "tags", "warnings"]
    values: dict[str, Any] = {word: draw(st.none() | prose) for word in words}
    values |= {name: draw(st.lists(prose, max_size=3)) for name in lists}
    values["language"] = draw(st.sampled_from([None, "en", "pt-BR", "xx-", "de-x-a", "\x00"]))
    if draw(st.booleans()):
        values["series"] = {"title": draw(prose), "index": draw(st.none() | st.floats())}
    values["notes"] = [{"where": "front", "text": draw(prose)}]
    stated = {key: value for key, value in values.items() if draw(st.booleans())}
    derived = {key: value for key, value in values.items() if key not in stated}
    work = make_work(
        draw(parts), front=draw(parts), back=draw(parts), stated=stated, derived=derived
    )
    return _divide(work, draw(st.sets(st.integers(0, 12), max_size=4)), draw(st.none() | prose))


def _divide(work: Work, starts: set[int], title: str | None) -> Work:
    firsts = sorted(first for first in starts if first < len(work.blocks))
    ends = [*firsts[1:], len(work.blocks)]
    chapters = tuple(Chapter(title, first, end) for first, end in zip(firsts, ends, strict=False))
    return Work(
        work.sources, work.kind, work.reason, work.blocks, chapters, work.claims, work.problems
    )
