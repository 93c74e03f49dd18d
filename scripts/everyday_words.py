"""Make `fonds/describe/everyday_words.py` again: words that are written small in English prose.

    python scripts/everyday_words.py FOLDER > src/fonds/describe/everyday_words.py

FOLDER holds English novels of the public domain as text files (the Project Dialogism Novel
Corpus was used: 22 novels, 1.5 million words written small). A word is common when at least
`BOOKS` books have it in small letters, `TIMES` times in all.
"""

import argparse
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

BOOKS = 8
TIMES = 25

_WORD = re.compile(r"(?<![\w'])[a-z]+(?:'[a-z]+)?(?![\w'])")
_HEAD = '''"""Everyday words: what English prose writes small; a capital alone makes them no name.

Made by scripts/everyday_words.py out of {books} novels of the public domain: words that stand in
small letters in {least} of them, {times} times in all. Not to be edited by hand.
"""

EVERYDAY_WORDS = frozenset(
    """
{words}
    """.split()
)
'''


def find_everyday_words(texts: list[str]) -> list[str]:
    """Find the words that are common to texts.

    Args:
        texts: n >= BOOKS texts.

    Returns:
        The words, sorted.

    Cost: O(characters).
    """
    counts: Counter[str] = Counter()
    books: Counter[str] = Counter()
    for text in texts:
        here = Counter(_WORD.findall(text.replace("’", "'")))
        counts.update(here)
        books.update(here.keys())
    return sorted(word for word in counts if books[word] >= BOOKS and counts[word] >= TIMES)


def main() -> None:
    """Read the folder, write the module to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    paths = sorted(folder.rglob("*.txt"))
    words = find_everyday_words([path.read_text("utf-8", errors="replace") for path in paths])
    lines = textwrap.wrap(" ".join(words), 96, break_long_words=False, break_on_hyphens=False)
    filled = "\n".join(lines)
    sys.stdout.write(_HEAD.format(books=len(paths), least=BOOKS, times=TIMES, words=filled))


if __name__ == "__main__":
    main()
