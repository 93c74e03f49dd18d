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

SIZES = (400, 1_600, 6_300, 25_000, 100_000)
"""Characters; each step four times the one before, so that a square costs sixteen times."""

_MOST_S = 2.0
_NOISE_S = 0.05  # below this a ratio measures the machine, not the pattern
_CHEAP_AT, _CHEAP_S = 6_300, 0.001  # from here even a square stays under 0.3 s at 100,000
_MOST_RATIO = 8.0
_ATOMS = (
    *(" ", "-", '"', "“", "a", "A ", "1 ", "\n", "\t", "_", "*", ".", "<", "(", "|", "a@", "/"),
    *("&", "=", "a. ", "word ", "Aa ", " by ", "\n\n", "- ", "x\n", "> ", "I"),
)
_NO_LITERALS = re.compile(r"\\.|\?P<\w+>|\(\?[=!<:]+|\{[^}]*\}|\[[^\]]*\]")
_LITERAL = re.compile(r"[A-Za-z][A-Za-z' ]+")

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
                place = f"{module.__name__}.{name}"
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
    words = _LITERAL.findall(_NO_LITERALS.sub(" ", pattern.pattern))
    spread = words[:: max(1, len(words) // 6)][:6]
    return [*_ATOMS, *dict.fromkeys(f"{word} " for word in spread)]


def measure(use: Callable[[str], object], atom: str) -> str | None:
    """Run on longer and longer texts of one atom; says what is wrong, or None."""
    before = None
    for size in SIZES:
        text = (atom * (size // len(atom) + 1))[:size]
        took = _quickest(use, text)
        if took > (_MOST_S if size == SIZES[-1] else _MOST_S / 4):
            return f"{atom!r} x {size:,}: {took:.2f} s"
        if before is not None and took > _NOISE_S and took > _MOST_RATIO * before:
            return f"{atom!r} x {size:,}: {took / before:.0f} times as long as for a quarter"
        if size == _CHEAP_AT and took < _CHEAP_S:
            return None
        before = took
    return None


def _quickest(use: Callable[[str], object], text: str) -> float:
    """Of up to three runs: another process may take the processor for a moment."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        use(text)
        best = min(best, time.perf_counter() - begun)
        if best < _NOISE_S or best > _MOST_S / 4:
            break
    return best


def _cases() -> list[object]:
    return [
        pytest.param(
            name,
            id=name.removeprefix("fonds."),
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
        pattern.search(text)
        pattern.match(text)
        pattern.fullmatch(text)

    slow = (said for atom in atoms_of(pattern) if (said := measure(use, atom)) is not None)
    assert next(slow, None) is None, name


def test_patterns_are_found_and_every_known_slow_one_is_there() -> None:
    assert len(PATTERNS) > 100
    assert set(KNOWN_SLOW) <= set(PATTERNS)


SOURCE = Source("heap/a.txt", None, "sha256:" + "0" * 64, 1, "text/plain", "utf-8")
SLOW_TEXTS: dict[str, str] = {
    "Title: x\n": "several._header_start cuts lines from the story's first blank line on",
    "by Ann\n": "several._header_start cuts lines from the story's first blank line on",
    "THE END\n\n": "several.find_work_starts reads 24 items for each line that may open a header",
    "1.\n\n": "divisions.find_chapters looks back to the last kept heading for every heading",
    "Chapter 1\n\n": "divisions.find_chapters looks back to the last kept heading",
    "**a** *b* _c_ ": "inline._mover goes through all cuts for every run",
}
TEXTS = [
    *("word ", '"Stop," he said. ', "Title: x\n", "by Ann\n", "THE END\n\n", "Chapter 1\n\n"),
    *("1.\n\n", "**a** *b* _c_ ", "<i>a</i> ", "> a\n", "a: b\n", "* * *\n", "Dear a,\n", "a\n\n\n"),
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
