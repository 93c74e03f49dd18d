"""Make the lists of `fonds/describe/repair_words.py` again out of SCOWL's word lists.

    python scripts/repair_words.py FOLDER > src/fonds/describe/repair_words.py

FOLDER holds SCOWL's files ("english-words.10" …; Debian packs them as `scowl`). Everyday words
are those of its levels 10 and 20 that are not in `everyday_words` already and are no regular
form of another. Lookalikes are words of any level up to 80 that a common word and a word that
opens a clause would make, run together: "burthen" is no "bur" and "then".
"""

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.lexicon import is_word, iter_stems
from fonds.describe.lost_dashes import LINKS, OPENERS

_EVERYDAY = (10, 20)
_HEADS = (10, 20, 35, 40, 50)
_ANY = 80
_KINDS = ("english", "british", "american")

_HEAD = '''"""Repair words: everyday words, and words that look like two words run together.

Made by scripts/repair_words.py out of SCOWL's word lists. Not to be edited by hand.

Source: SCOWL 2020.12.07, Copyright 2000-2018 by Kevin Atkinson. Permission to use, copy,
modify, distribute and sell these word lists, the associated scripts, the output created from
the scripts, and its documentation for any purpose is hereby granted without fee, provided that
the above copyright notice appears in all copies and that both that copyright notice and this
permission notice appear in supporting documentation. Kevin Atkinson makes no representations
about the suitability of this array for any purpose. It is provided "as is" without express or
implied warranty.
"""
'''


def read_words(folder: Path, levels: Iterable[int], kinds: Iterable[str]) -> set[str]:
    """Read the words of some levels that are written in small letters without marks."""
    words: set[str] = set()
    for level in levels:
        for kind in kinds:
            path = folder / f"{kind}-words.{level}"
            words.update(path.read_text("latin-1").split() if path.exists() else ())
    return {word for word in words if word.isascii() and word.isalpha() and word.islower()}


def find_everyday(folder: Path) -> Iterator[str]:
    """Find everyday words that follow from no other."""
    words = read_words(folder, _EVERYDAY, _KINDS)
    known = words | EVERYDAY_WORDS
    for word in sorted(words - EVERYDAY_WORDS):
        if len(word) > 2 and known.isdisjoint(iter_stems(word)):
            yield word


def find_lookalikes(folder: Path) -> Iterator[str]:
    """Find words, names too, that end with an opener and begin with another word."""
    heads = read_words(folder, _HEADS, _KINDS)
    words: set[str] = set()
    for path in folder.iterdir():
        level = path.suffix.removeprefix(".")
        if level.isdigit() and int(level) <= _ANY:
            words.update(path.read_text("latin-1").lower().split())

    def is_head(head: str) -> bool:
        return head in heads or is_word(head)

    for word in sorted(words - EVERYDAY_WORDS):
        cuts = range(2, len(word) - 1)
        if any(word[cut:] in OPENERS | LINKS and is_head(word[:cut]) for cut in cuts):
            yield word


def _fill(name: str, says: str, words: Iterable[str]) -> str:
    lines = textwrap.fill(" ".join(words), 96, break_long_words=False, break_on_hyphens=False)
    return f'\n{name} = frozenset(\n    """\n{lines}\n    """.split()\n)\n"""{says}"""\n'


def main() -> None:
    """Read the folder, write the module to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    sys.stdout.write(
        _HEAD
        + _fill("LOOKALIKES", "No two words run together.", find_lookalikes(folder))
        + _fill("KNOWN_WORDS", "Besides the everyday words.", find_everyday(folder))
    )


if __name__ == "__main__":
    main()
