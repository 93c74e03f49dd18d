"""Question: what an address asks of the shelf, and its answer.

One value stands behind the shelf's page, its feeds, the API, saved searches and anthologies,
so that an address means the same wherever it is given.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from msgspec import Struct, structs

from fonds.app.shelf import Shelf, read_entries, see_now
from fonds.app.tag_leads import lead_queries, lead_query, lead_value
from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.model.entry import Entry
from fonds.search.facets import count_facets, count_lengths
from fonds.search.fields import clean
from fonds.search.matched import Values
from fonds.search.query import Both, Either, Everything, Exact, Query, Span, Without, parse_query
from fonds.search.ranges import parse_chapters, parse_dates, parse_words
from fonds.search.searching import Results, Sort, search

PAGE_HITS = 20
"""Entries a page: some three screens of a phone, and a page that is made in a moment."""

LONGEST_TEXT = 1000
"""Characters of a search; what is longer is cut."""

MOST_CHOSEN = 40
"""Values that one address may choose or exclude, of all facets together."""

MOST_LETTERS = 700
"""Characters of all values chosen, and of all excluded: every link of a page repeats them."""

Kind = Literal["stories", "others"]
KINDS: dict[Kind, tuple[str, ...]] = {"stories": ("story",), "others": ("not-story",)}

FACETS: dict[str, str] = {
    "fandom": "Fandom",
    "rating": "Rating",
    "warning": "Warning",
    "category": "Category",
    "pairing": "Pairing",
    "character": "Character",
    "tag": "Tag",
    "author": "By",
    "series": "Series",
    "status": "Completion",
    "crossover": "Crossovers",
    "language": "Language",
    "year": "Year",
    "pov": "Told in",
    "narrator": "Told by",
}
"""What one can choose by, and how the page names it."""

SINGLE = frozenset({"rating", "status", "crossover", "language", "year", "pov", "narrator"})
"""Facets of which a work has one value at most: of several chosen, one is enough."""

SORTS: dict[Sort, str] = {
    "relevance": "best match",
    "title": "title",
    "author": "author",
    "date": "date",
    "words": "length",
    "added": "newest here",
}


class Chosen(Struct, frozen=True, order=True):
    """A value of a facet that is asked for, or asked away."""

    facet: str
    value: str


class Question(Struct, frozen=True):
    """What an address asks of the shelf.

    Attributes:
        text: in the query language.
        sort: a key, or None for what is natural.
        is_turned: whether the order is the other way round than is natural for the key.
        page: 1 for the first.
        kind: "stories" or "others".
        chosen: values that works must have.
        excluded: values that works must not have.
        loose: facets of many values in which one of the chosen is enough.
        words: range of length as `fonds.search.ranges` reads it ("1000..5000"), or "".
        date: range of dates ("1999..2003"), or "".
        chapters: range of the number of chapters ("1" or "2.."), or "".
        read: what becomes of works marked as read: "" as the reader prefers.
        hidden: "show" takes the reader's own exclusions off.
        shelf: number of a shelf or collection to stay within, or None.
    """

    text: str = ""
    sort: Sort | None = None
    is_turned: bool = False
    page: int = 1
    kind: Kind = "stories"
    chosen: tuple[Chosen, ...] = ()
    excluded: tuple[Chosen, ...] = ()
    loose: tuple[str, ...] = ()
    words: str = ""
    date: str = ""
    chapters: str = ""
    read: Literal["", "hide", "only", "show"] = ""
    hidden: Literal["", "show"] = ""
    shelf: int | None = None

    @property
    def order(self) -> Sort:
        """The sort in force: by title when there is nothing to be relevant to."""
        if self.sort is not None:
            return self.sort
        return "relevance" if self.text.strip() else "title"

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked than what the shelf holds."""
        return bool(
            self.text
            or self.chosen
            or self.excluded
            or self.words
            or self.date
            or self.chapters
            or self.shelf is not None
            or self.read == "only"
        )

    def to_pairs(self) -> tuple[tuple[str, str], ...]:
        """Give what stands in the address of this question; nothing that goes without saying.

        Example:
            >>> Question(text="fog", excluded=(Chosen("rating", "Explicit"),)).to_pairs()
            (('q', 'fog'), ('not-rating', 'Explicit'))
        """
        pairs = [("q", self.text)] if self.text else []
        pairs += [(one.facet, one.value) for one in self.chosen]
        pairs += [(f"not-{one.facet}", one.value) for one in self.excluded]
        pairs += [(f"{facet}-match", "any") for facet in self.loose]
        for name in ("words", "date", "chapters", "sort", "read", "hidden"):
            if value := getattr(self, name):
                pairs.append((name, value))
        if self.is_turned:
            pairs.append(("order", "turned"))
        if self.kind != "stories":
            pairs.append(("kind", self.kind))
        if self.shelf is not None:
            pairs.append(("shelf", str(self.shelf)))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return tuple(pairs)

    def url(self, path: str = "/", **changes: Any) -> str:  # noqa: ANN401 - as the fields are
        """Give the address of the same question with some things changed; page 1 again.

        Example:
            >>> Question(text="fog", page=3).url(sort="words")
            '/?q=fog&sort=words'
        """
        pairs = structs.replace(self, **{"page": 1, **changes}).to_pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def choose(self, facet: str, value: str) -> "Question":
        """Ask for a value, too; one that was asked away is asked for instead."""
        one = Chosen(facet, value)
        return structs.replace(
            self.drop(facet, value), chosen=(*self.drop(facet, value).chosen, one)
        )

    def exclude(self, facet: str, value: str) -> "Question":
        """Ask a value away."""
        left = self.drop(facet, value)
        return structs.replace(left, excluded=(*left.excluded, Chosen(facet, value)))

    def drop(self, facet: str, value: str) -> "Question":
        """Ask neither for a value nor it away; on page 1 again."""
        one = Chosen(facet, value)
        return structs.replace(
            self,
            page=1,
            chosen=tuple(c for c in self.chosen if c != one),
            excluded=tuple(c for c in self.excluded if c != one),
        )

    def list_conditions(self, *, but: str = "") -> tuple[Query, ...]:
        """List what must match beside the text.

        Args:
            but: a facet whose chosen values are left out, so that its others can be counted;
                "words" leaves out the range of length.

        Raises:
            UserError: a range cannot be read.
        """
        conditions: list[Query] = []
        for facet in dict.fromkeys(one.facet for one in self.chosen):
            values = [Exact(facet, one.value) for one in self.chosen if one.facet == facet]
            is_any = self.takes_any(facet)
            if is_any and facet == but:
                continue
            conditions += [Either(tuple(values))] if is_any and len(values) > 1 else values
        conditions += [Without(Exact(one.facet, one.value)) for one in self.excluded]
        if self.words and but != "words":
            conditions.append(Span("words", *parse_words(self.words, 1)))
        if self.date:
            conditions.append(Span("date", *parse_dates(self.date, 1)))
        if self.chapters:
            conditions.append(Span("chapters", *parse_chapters(self.chapters, 1)))
        return tuple(conditions)

    def takes_any(self, facet: str) -> bool:
        """Tell whether one of the values chosen in a facet is enough."""
        return facet in SINGLE or facet in self.loose


def read_question(pairs: Iterable[tuple[str, str]]) -> Question:
    """Read what an address asks; what makes no sense is left out.

    Args:
        pairs: names and values of the address's query, decoded, in order.

    Example:
        >>> read_question([("q", "fog"), ("fandom", "Oz"), ("words-from", "1000")]).words
        '1000..'
    """
    given = [(name, clean(value).strip()) for name, value in pairs]
    single = dict(reversed(given))
    loose = tuple(f for f in FACETS if f not in SINGLE and single.get(f"{f}-match") == "any")
    excluded = _list_chosen(given, "not-")
    return Question(
        text=single.get("q", "")[:LONGEST_TEXT].strip(),
        sort=next((one for one in get_args(Sort) if one == single.get("sort")), None),
        is_turned=single.get("order") == "turned",
        page=_read_number(single.get("page", "")) or 1,
        kind="others" if single.get("kind") == "others" else "stories",
        # What is asked for and asked away at once would find nothing: away was the second thought.
        chosen=tuple(one for one in _list_chosen(given, "") if one not in excluded),
        excluded=excluded,
        loose=loose,
        words=_read_range(single, "words"),
        date=_read_range(single, "date"),
        chapters=_read_range(single, "chapters"),
        read=next((one for one in ("hide", "only", "show") if one == single.get("read")), ""),
        hidden="show" if single.get("hidden") == "show" else "",
        shelf=_read_number(single.get("shelf", "")) or None,
    )


def _list_chosen(pairs: Sequence[tuple[str, str]], before: str) -> tuple[Chosen, ...]:
    chosen: dict[Chosen, None] = {}
    letters = 0
    for name, value in pairs:
        facet = name.removeprefix(before)
        one = Chosen(facet, value)
        if not name.startswith(before) or facet not in FACETS or not value or one in chosen:
            continue
        letters += len(value)
        if len(chosen) == MOST_CHOSEN or letters > MOST_LETTERS:
            break
        chosen[one] = None
    return tuple(chosen)


def _read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _read_range(single: dict[str, str], name: str) -> str:
    """Read a range: as one value, or as the two boxes of a form."""
    low, high = single.get(f"{name}-from", ""), single.get(f"{name}-to", "")
    is_whole = low == high or (low[:1] in {"<", ">", "="} and not high)
    between = low if is_whole else f"{low}..{high}"
    return (single.get(name, "") or between)[:60].strip()


def split_range(text: str) -> tuple[str, str]:
    """Give what the two boxes of a form hold of a range.

    Example:
        >>> split_range("1000..5000"), split_range("2001"), split_range(">10k")
        (('1000', '5000'), ('2001', '2001'), ('>10k', ''))
    """
    low, dots, high = text.partition("..")
    if dots or not text or text[0] in "<>=":
        return low, high
    return text, text


class Answer(Struct, frozen=True):
    """What the shelf answers.

    Attributes:
        question: as it was asked.
        results: hits, their number and facets; the facets of which one value is enough, and
            the classes of length, are counted as if none of theirs were chosen.
        entries: the catalogue line of each hit; None for a work that is gone meanwhile.
    """

    question: Question
    results: Results
    entries: tuple[Entry | None, ...]

    @property
    def total(self) -> int:
        """Works that match, on all pages."""
        return self.results.total


def ask_shelf(
    shelf: Shelf,
    question: Question,
    *,
    narrow: Sequence[Query] = (),
    limit: int = PAGE_HITS,
    offset: int | None = None,
    facets: Sequence[str] = tuple(FACETS),
) -> Answer:
    """Answer a question, as far as whoever asks may see.

    Args:
        shelf: with the sight of whoever asks.
        question: what is asked.
        narrow: what must match besides: a shelf's works, a reader's own exclusions.
        limit: most hits to give.
        offset: hits to skip; None goes by the question's page.
        facets: those that are counted.

    Raises:
        UserError: the text or a range cannot be read; the message says what to type.

    Cost: some ten milliseconds among 100,000 works; see bench/reading_room.py.
    """
    sight = see_now(shelf)
    question = lead_question(shelf.library, question)
    query = lead_query(shelf.library, parse_query(question.text))
    narrow = lead_queries(shelf.library, narrow)
    kinds = KINDS[question.kind]
    descending = None
    if question.is_turned:
        descending = question.order not in {"date", "words"}
    results = search(
        shelf.index,
        query,
        sort=question.order,
        descending=descending,
        offset=(question.page - 1) * limit if offset is None else offset,
        limit=limit,
        kinds=kinds,
        sight=sight,
        narrow=(*question.list_conditions(), *narrow),
        facets=facets,
    )
    counts, read = dict(results.facets), dict(results.read)
    for facet in {one.facet for one in question.chosen}.intersection(facets):
        if question.takes_any(facet):
            found = _count_again(shelf, question, facet, narrow)
            counts[facet] = found[0]
            read[facet] = found[1]
    lengths = results.lengths
    if facets and question.words:
        whole = make_query(question, narrow, but="words", library=shelf.library)
        lengths = count_lengths(shelf.index, whole, kinds=kinds, sight=sight)
    results = structs.replace(results, facets=counts, read=read, lengths=lengths)
    return Answer(question, results, read_entries(shelf, results))


def _count_again(
    shelf: Shelf, question: Question, facet: str, narrow: Sequence[Query]
) -> tuple[Values, frozenset[str]]:
    whole = make_query(question, narrow, but=facet, library=shelf.library)
    kinds = KINDS[question.kind]
    found = count_facets(shelf.index, whole, [facet], kinds=kinds, sight=see_now(shelf))
    return found.values[facet], found.read.get(facet, frozenset())


def lead_question(library: Library, question: Question) -> Question:
    """Give a question in which values that are synonyms are their canonical names.

    Args:
        library: whose decisions count.
        question: n values chosen and excluded.

    Cost: O(n) lookups.
    """
    chosen, excluded = (
        tuple(dict.fromkeys(Chosen(o.facet, lead_value(library, o.facet, o.value)) for o in values))
        for values in (question.chosen, question.excluded)
    )
    if (chosen, excluded) == (question.chosen, question.excluded):
        return question
    return structs.replace(question, chosen=chosen, excluded=excluded)


def make_query(
    question: Question,
    narrow: Sequence[Query] = (),
    *,
    but: str = "",
    library: Library | None = None,
) -> Query:
    """Make the whole of a question one query: for counting, where no order is needed.

    Args:
        question: what is asked.
        narrow: what must match besides.
        but: a facet whose chosen values are left out.
        library: whose synonyms lead to canonical names; None where none is asked.

    Raises:
        UserError: the text or a range cannot be read.
    """
    parts = (parse_query(question.text), *question.list_conditions(but=but), *narrow)
    asked = tuple(part for part in parts if part != Everything())
    if library is not None:
        asked = lead_queries(library, asked)
    if not asked:
        return Everything()
    return asked[0] if len(asked) == 1 else Both(asked)


def say_range(text: str, what: str) -> str:
    """Say a range as a person would.

    Example:
        >>> say_range("1000..5000", "words"), say_range("..2003", ""), say_range("2001", "")
        ('1000 to 5000 words', 'up to 2003', '2001')
    """
    low, dots, high = text.partition("..")
    if not dots:
        said = text
    elif low and high:
        said = f"{low} to {high}"
    else:
        said = f"from {low}" if low else f"up to {high}"
    return f"{said} {what}".strip()


def list_complaints(question: Question) -> str:
    """Say what of a question cannot be read; "" when all of it can."""
    try:
        make_query(question)
    except UserError as error:
        return str(error)
    return ""
