"""No pattern of ours takes more than linear time, whatever a file holds.

A pattern that looks back over what it has seen makes one strange file stop a whole library.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import fonds.describe
import fonds.parse
from fonds.decode.decode import decode_bytes
from fonds.model.work import Source
from fonds.parse.formats import read_manuscript
from fonds.parse.works import find_works

SIZES = (100, 400, 1_600, 6_300, 25_000, 100_000)
"""Characters of the longest texts, shorter ones first: what is slow is seen before it hurts."""

_MOST_S_A_CHAR = 20e-6  # two seconds for 100,000 characters, at any length
_LEAST_S = 0.02  # of the processor; below this the clock measures the machine
_CHEAP_AT, _CHEAP_S = 6_300, 0.001  # from here even a square stays under 0.3 s at 100,000
_ATOMS = (
    *(" ", "-", '"', "“", "a", "A ", "1 ", "\n", "\t", "_", "*", ".", "<", "(", "|", "a@", "/"),
    *("&", "=", "a. ", "word ", "Aa ", " by ", "\n\n", "- ", "x\n", "> ", "I"),
)
_NO_WORDS = re.compile(r"\\.|\?P<\w+>|\(\?[=!<:]+|\{[^}]*\}|\[[^\]]*\]")
_LITERAL = re.compile(r"[A-Za-z][A-Za-z' ]+")

BOUNDED: dict[str, int] = {
    "parse.back_matter._FOOTER": 1_200,
    "parse.breaks._ENTITY_ORNAMENT": 160,
    "parse.breaks._LETTER_ORNAMENT": 60,
    "parse.breaks._LONE_LETTERS": 60,
    "parse.breaks._MARKS": 160,
    "parse.breaks._WORDED": 130,
    "parse.endings._ENDING": 90,
    "parse.html_tags._CSS_RULE": 20_000,
    "parse.labels._BRACKETED": 90,
    "parse.labels._LABELLED": 90,
    "parse.labels._LABEL_ALONE": 40,
    "parse.labels._SHORTEST": 90,
    "parse.markup._XHTML": 2_000,
    "parse.prose._ATTRIBUTION": 90,
    "parse.prose._DEDICATION": 130,
    "parse.prose._FACT": 110,
    "parse.prose._FACT_JOINT": 110,
    "parse.prose._RATING": 1_200,
    "parse.prose._SPEECH": 1_200,
    "parse.segments._BARS": 240,
    "parse.segments._GAP": 240,
    "parse.titles._BYLINE": 160,
    "parse.titles._CHAPTER": 120,
    "parse.titles._CONTINUED": 80,
    "parse.titles._COPYRIGHT": 200,
    "parse.titles._NUMERAL": 120,
    "parse.titles._NUMERAL_TITLE": 120,
    "parse.titles._PART": 200,
    "parse.titles._TITLE_BY": 140,
    "parse.titles._TRAILER": 160,
    "parse.title_value._RIGHTS": 300,
    "parse.title_value._TAIL": 300,
    "parse.title_value._WAS": 300,
    "parse.subject._KIND_WORD": 300,
    "parse.subject._LATER_PARTS": 300,
    "parse.subject._TAIL": 300,
    "parse.show_names._PREFIX": 300,
    "parse.title_block._BRACKETED": 110,
    "describe.creators._HELP": 300,
    "describe.creators._ADDRESS": 300,
    "describe.creators._AKA": 300,
    "describe.creators._BARE_URL": 300,
    "describe.creators._SPLIT": 300,
    "describe.creators._TRAILER": 300,
    "describe.facts._PAIR": 160,
    "describe.tells._ITEM": 10_000,
    "describe.tells._SPEAKER": 10_000,
    "describe.series._SERIES_INDEX": 200,
    "describe.songs._ALBUM": 80,
    "parse.front_matter._SENDER": 300,
    "parse.part_numbers._AGAIN": 200,
    "parse.part_numbers._BARE": 200,
    "parse.part_numbers._EDGE_NAME": 200,
    "parse.part_numbers._EXTENSION": 200,
    "parse.part_numbers._EXTENSION_PART": 200,
    "parse.part_numbers._LAST_NUMBER": 200,
    "parse.part_numbers._LETTER_NAME": 200,
    "parse.part_numbers._ROMAN_NAME": 200,
    "parse.part_numbers._SPOKEN_NAME": 200,
}
"""The most characters its callers let a pattern see, where they let it see less than all."""

FOLDED = frozenset(
    {
        *("parse.subject._BY", "parse.subject._TAIL", "parse.subject._KIND_WORD"),
        *("parse.title_value._WAS", "parse.title_value._TAIL", "parse.title_value._RIGHTS"),
        "describe.stated._LIST",
        *("describe.series._SERIES_INDEX", "describe.songs._SONG", "describe.creators._AKA"),
        *("describe.creators._ADDRESS", "describe.creators._SPLIT", "describe.creators._TRAILER"),
    }
)
"""Patterns whose callers fold white space to single spaces first."""

ANCHORED = frozenset(
    {
        *("describe.own_fields._LEAD", "describe.own_fields._NO_TITLE"),
        *("describe.own_fields._NOTHING", "describe.own_fields._STAMP"),
        *("parse.fanficfare._SERIES", "parse.html_tags._LONE_CLASS", "parse.markup._XHTML"),
        *("parse.front_title._BELOW", "parse.front_title._PARTNER", "parse.show_names._PREFIX"),
        *("parse.part_numbers._BARE", "parse.part_numbers._EDGE_NAME"),
        *("parse.part_numbers._EXTENSION", "parse.part_numbers._EXTENSION_PART"),
        *("parse.part_numbers._LAST_NUMBER", "parse.part_numbers._LETTER_NAME"),
        *("parse.part_numbers._ROMAN_NAME", "parse.part_numbers._SPOKEN_NAME"),
        *("parse.matter_claims._FEEDBACK", "describe.ratings._AGE_WORD"),
        *("describe.ratings._EVERYONE", "describe.ratings._RANGE"),
    }
)
"""Patterns that are only matched at the start."""

KNOWN_SLOW: dict[str, str] = {}
"""Pattern's name to what it is slow on."""


def iter_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the two rooms, alone or in a tuple, once each, with its name."""
    seen: set[int] = set()
    for package in (fonds.parse, fonds.describe):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, pattern in _patterns_of(module):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield name, pattern


def _patterns_of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in vars(module).items():
        for number, each in enumerate(_flat(value)):
            # Patterns on bytes read RTF and zip headers; they have a test of their own.
            if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                place = f"{module.__name__}.{name}".removeprefix("fonds.")
                yield (f"{place}[{number}]" if isinstance(value, tuple) else place), each


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, tuple | list):
        for each in value:
            yield from _flat(each)
    else:
        yield value


PATTERNS = dict(iter_patterns())


def atoms_of(pattern: re.Pattern[str]) -> list[str]:
    """What a hostile text is made of: common signs, and the words in the pattern itself."""
    words = _LITERAL.findall(_NO_WORDS.sub(" ", pattern.pattern))
    spread = words[:: max(1, len(words) // 6)][:6]
    return [*_ATOMS, *dict.fromkeys(f"{word} " for word in spread)]


def measure(use: Callable[[str], object], atom: str, *, most: int = SIZES[-1]) -> str | None:
    """Run on longer and longer texts of one atom; says what is wrong, or None."""
    for size in sorted({min(size, most) for size in SIZES}):
        text = (atom * (size // len(atom) + 1))[:size]
        limit_s = max(_LEAST_S, size * _MOST_S_A_CHAR)
        took_s = _quickest(use, text, limit_s)
        if took_s > limit_s:
            return f"{took_s:.3f} s for {size:,} characters of {atom!r}"
        if size == _CHEAP_AT and took_s < _CHEAP_S:
            return None
    return None


def _quickest(use: Callable[[str], object], text: str, limit_s: float) -> float:
    """Processor seconds, of up to three runs: what else the machine does is not counted."""
    best = float("inf")
    for _ in range(3):
        begun = time.thread_time()
        use(text)
        best = min(best, time.thread_time() - begun)
        if best < limit_s or best > 8 * limit_s:
            break
    return best


def _cases() -> list[object]:
    return [
        pytest.param(
            name,
            id=name,
            marks=[pytest.mark.xfail(reason=KNOWN_SLOW[name], strict=True)]
            if name in KNOWN_SLOW
            else [],
        )
        for name in PATTERNS
    ]


@pytest.mark.parametrize("name", _cases())
def test_a_pattern_takes_linear_time(name: str) -> None:
    pattern = PATTERNS[name]

    def use(text: str) -> None:
        folded = " ".join(text.split()) if name in FOLDED else text
        pattern.match(folded)
        pattern.fullmatch(folded)
        if name not in ANCHORED:
            pattern.search(folded)

    most = BOUNDED.get(name, SIZES[-1])
    slow = (said for atom in atoms_of(pattern) if (said := measure(use, atom, most=most)))
    assert next(slow, None) is None, name


_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[?*+]|\{\d*,?\d*\})\+")
_CLASS = re.compile(r"\\.|\[\^?\]?[^\]]*\]")


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_group_is_possessive(name: str) -> None:
    """Before 3.11.5 Python loses its place where such a group fails half-way (gh-106052)."""
    bare = _CLASS.sub("c", PATTERNS[name].pattern)
    assert _POSSESSIVE_GROUP.search(bare) is None


def test_every_pattern_that_is_named_here_is_there() -> None:
    assert len(PATTERNS) > 100
    assert {*KNOWN_SLOW, *BOUNDED, *FOLDED, *ANCHORED} <= set(PATTERNS)


SOURCE = Source("heap/a.txt", None, "sha256:" + "0" * 64, 1, "text/plain", "utf-8")
SLOW_TEXTS: dict[str, str] = {}
TEXTS = [
    *("word ", '"Stop," he said. ', "Title: x\n", "by Ann\n", "THE END\n\n", "Chapter 1\n\n"),
    *(
        "1.\n\n",
        "**a** *b* _c_ ",
        "<i>a</i> ",
        "> a\n",
        "a: b\n",
        "* * *\n",
        "Dear a,\n",
        "a\n\n\n",
    ),
    *("(1/2) ", "[a] ", "a@b.c ", "http://x.example ", "T H E ", "| a | b |\n", "<", "_", "\t"),
]


@pytest.mark.parametrize(
    "atom",
    [
        pytest.param(
            atom,
            id=repr(atom),
            marks=[pytest.mark.xfail(reason=SLOW_TEXTS[atom], strict=True)]
            if atom in SLOW_TEXTS
            else [],
        )
        for atom in TEXTS
    ],
)
def test_a_text_is_read_in_linear_time(atom: str) -> None:
    def use(text: str) -> None:
        find_works(read_manuscript("text/plain", text.encode(), decode_bytes), SOURCE)

    assert measure(use, atom) is None
