"""What readers ask of a shelf: two hundred questions of the kinds people put, drawn from books."""

import random
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from msgspec import Struct

from shelf_books import Book, coin_word, draw_book

_COMMON = "fog door night letter river horse garden winter king table voice morning".split()


class Asked(Struct, frozen=True):
    """One question.

    Attributes:
        kind: "one word", "phrase" …
        text: in the query language.
        narrow: facets chosen, as pairs of a name and a value.
        sort: or "".
        page: 1 for the first.
    """

    kind: str
    text: str = ""
    narrow: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    page: int = 1

    @property
    def path(self) -> str:
        """The address of our shelf that asks this."""
        pairs = [("q", self.text)] if self.text else []
        pairs += self.narrow
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return f"/?{urlencode(pairs)}" if pairs else "/"


def _phrase(draw: random.Random, book: Book, words: int = 3) -> str:
    paragraph = draw.choice([one for one in book.chapters[0] if one != "* * *"]).split()
    start = draw.randrange(max(1, len(paragraph) - words))
    cut = " ".join(paragraph[start : start + words]).strip(".,;:!?“”\"'—")
    return "".join(char for char in cut if char.isalnum() or char in " '’") or "the door"


def _field(draw: random.Random, book: Book) -> Asked:
    field, value = draw.choice(
        (
            ("author", book.authors[0]),
            ("fandom", book.fandoms[0]),
            ("character", book.characters[0]),
            ("pairing", (book.pairings or ("Holmes/Watson",))[0]),
            ("tag", (book.tags or ("slow tea",))[0]),
            ("title", book.title),
        )
    )
    return Asked("field", f'{field}:"{value}"')


def _facets(draw: random.Random, book: Book) -> Asked:
    narrow = [("fandom", book.fandoms[0])]
    if draw.random() < 0.6 and book.rating:
        narrow.append(("rating", book.rating))
    if draw.random() < 0.3:
        narrow.append(("category", book.categories[0]))
    return Asked("facets", draw.choice(("", "", draw.choice(_COMMON))), tuple(narrow))


_KINDS: tuple[Callable[[random.Random, Book], Asked], ...] = (
    lambda draw, _: Asked("one word", draw.choice(_COMMON)),
    lambda draw, _: Asked("one word", f"{draw.choice(_COMMON)} {draw.choice(_COMMON)}"),
    lambda draw, _: Asked("rare word", coin_word(draw.randrange(50_000))),
    lambda draw, book: Asked("phrase", f'"{_phrase(draw, book)}"'),
    _field,
    _field,
    _facets,
    _facets,
    lambda draw, book: Asked("not", f'{draw.choice(_COMMON)} -fandom:"{book.fandoms[0]}"'),
    lambda draw, _: Asked("range", f"words:{draw.randrange(3, 9) * 100}..2000 date:>2001"),
    lambda draw, book: Asked("sort", "", (("fandom", book.fandoms[0]),), "date"),
    lambda draw, _: Asked("sort", draw.choice(_COMMON), (), "words"),
    lambda draw, _: Asked("deep page", "", (), "", draw.randrange(50, 2000)),
    lambda draw, _: Asked("deep page", draw.choice(_COMMON), (), "title", draw.randrange(5, 50)),
)


def draw_questions(count: int, works: int, seed: int) -> tuple[Asked, ...]:
    """Draw n questions about a library of so many works; the same seed, the same questions."""
    draw = random.Random(f"questions {seed}")
    kinds: Sequence[Callable[[random.Random, Book], Asked]] = _KINDS
    return tuple(
        kinds[number % len(kinds)](draw, draw_book(draw.randrange(works)))
        for number in range(count)
    )
