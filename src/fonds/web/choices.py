"""Choices: the values of facets as a page offers them, and what is chosen as chips."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from fonds.app.question import FACETS, SINGLE, Chosen, Question, read_question, say_range
from fonds.publish.addresses import mask_addresses
from fonds.search.languages import name_language
from fonds.search.query import RATINGS

OPEN_FACETS = frozenset({"fandom", "rating", "warning", "pairing"})
"""Facets that are unfolded before anything is chosen in them: what is asked for most."""

SHOWN, SHOWN_FOLDED = 8, 5
"""Values of a facet beside the works, unfolded or not; the page of the facet has all."""

SHOWN_LETTERS = 250
"""Characters of all these values together: a page of 15 facets must stay under 100 kB."""

FEWEST = 3
"""Values that are shown however long they are."""

LONG_ADDRESS = 400
"""Characters of an address that a page repeats in a dozen links: it shows fewer values then."""

PLURALS = {
    "fandom": "fandoms",
    "rating": "ratings",
    "warning": "warnings",
    "category": "categories",
    "pairing": "pairings",
    "character": "characters",
    "tag": "tags",
    "author": "authors",
    "series": "series",
    "status": "states",
    "crossover": "kinds",
    "language": "languages",
    "year": "years",
    "pov": "persons",
    "narrator": "narrators",
}
SINGULARS = {
    "author": "author",
    "status": "state",
    "crossover": "kind",
    "pov": "person",
    "narrator": "narrator",
}
"""What is not called as its facet is."""


class Choice(Struct, frozen=True):
    """A value one can ask for, or ask away.

    Attributes:
        value: as the address has it.
        label: as a person reads it.
        count: works that have it, among those found; None when that is not known.
        is_chosen: whether it is asked for.
        is_excluded: whether it is asked away.
        is_read: whether it is only ever read from the text: nobody states it.
    """

    value: str
    label: str
    count: int | None
    is_chosen: bool = False
    is_excluded: bool = False
    is_read: bool = False


class FacetChoices(Struct, frozen=True):
    """A facet as it stands beside the works.

    Attributes:
        name: in addresses.
        label: over its values.
        plural: of what it holds.
        choices: those that are shown.
        has_more: whether there are others.
        is_open: whether they are unfolded.
        has_switch: whether one can say that one of the values chosen is enough.
        is_loose: whether that is said.
    """

    name: str
    label: str
    plural: str
    choices: tuple[Choice, ...]
    has_more: bool
    is_open: bool
    has_switch: bool
    is_loose: bool


class Chip(Struct, frozen=True):
    """Something chosen, over the works, to be taken away.

    Attributes:
        label: what it is.
        about: of which facet, for those who do not see the rest.
        is_excluded: whether it is asked away.
        drop: what the form sends to take it away.
    """

    label: str
    about: str
    is_excluded: bool
    drop: str


def label_value(facet: str, value: str) -> str:
    """Say a value as a person would.

    Example:
        >>> label_value("language", "fr"), label_value("fandom", "Oz")
        ('French', 'Oz')
    """
    return name_language(value) if facet == "language" else value


def list_facets(
    question: Question,
    facets: Mapping[str, Sequence[tuple[str, int]]],
    read: Mapping[str, frozenset[str]],
    total: int,
) -> tuple[FacetChoices, ...]:
    """List the facets that help: those with several values, and those with something chosen.

    Args:
        question: what is asked.
        facets: values and numbers of works of each, most first.
        read: values that nobody states.
        total: works found.

    Cost: O(values).
    """
    found = []
    is_long = len(question.url()) > LONG_ADDRESS
    for name, label in FACETS.items():
        values = keep_plain(facets.get(name, ()))
        chosen = [one for one in (*question.chosen, *question.excluded) if one.facet == name]
        # A value that all of the works have tells nothing about them.
        if not chosen and not any(count < total for _, count in values):
            continue
        most = SHOWN if name in OPEN_FACETS else SHOWN_FOLDED
        choices = _list_choices(
            question,
            name,
            values,
            read.get(name, frozenset()),
            FEWEST if is_long else most,
        )
        asked = [one for one in question.chosen if one.facet == name]
        found.append(
            FacetChoices(
                name=name,
                label=label,
                plural=PLURALS[name],
                choices=choices,
                has_more=len(values) > sum(one.count is not None for one in choices),
                is_open=name in OPEN_FACETS or bool(chosen),
                has_switch=name not in SINGLE and bool(asked),
                is_loose=name in question.loose,
            )
        )
    return tuple(found)


def keep_plain(values: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Leave out the values with somebody's address in them: no page shows one, and no link."""
    return tuple(pair for pair in values if mask_addresses(pair[0]) == pair[0])


def _list_choices(
    question: Question,
    name: str,
    values: Sequence[tuple[str, int]],
    read: frozenset[str],
    most: int,
) -> tuple[Choice, ...]:
    shown: dict[str, int | None] = {}
    letters = 0
    for value, count in values[:most]:
        letters += len(value)
        if letters > SHOWN_LETTERS and len(shown) >= FEWEST:
            break
        shown[value] = count
    counts = dict(values)
    for one in (*question.chosen, *question.excluded):
        if one.facet == name and one.value not in shown:
            shown[one.value] = counts.get(one.value)
    return tuple(
        make_choice(question, name, value, count, is_read=value in read)
        for value, count in _in_order(name, shown)
    )


def make_choice(
    question: Question, name: str, value: str, count: int | None, *, is_read: bool = False
) -> Choice:
    """Make a choice of a value; whether it is chosen already stands in the question."""
    one = Chosen(name, value)
    return Choice(
        value=value,
        label=label_value(name, value),
        count=count,
        is_chosen=one in question.chosen,
        is_excluded=one in question.excluded,
        is_read=is_read,
    )


def _in_order(name: str, shown: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """Put values into their own order where they have one; else the most frequent first."""
    pairs = list(shown.items())
    if name == "year":
        return sorted(pairs, reverse=True)
    if name == "rating":
        known = {rating: place for place, rating in enumerate(RATINGS)}
        return sorted(pairs, key=lambda pair: (known.get(pair[0], len(known)), pair[0]))
    return pairs


def list_chips(question: Question) -> tuple[Chip, ...]:
    """List all that narrows the shelf, but for the words looked for.

    Example:
        >>> [one.label for one in list_chips(Question(words="1000..5000"))]
        ['1000 to 5000 words']
    """
    chips = [
        Chip(label_value(one.facet, one.value), FACETS[one.facet], False, _name(one))
        for one in question.chosen
    ]
    chips += [
        Chip(label_value(one.facet, one.value), FACETS[one.facet], True, _name(one))
        for one in question.excluded
    ]
    for name, text, unit in (
        ("words", question.words, "words"),
        ("date", question.date, ""),
        ("chapters", question.chapters, "chapters"),
    ):
        if text:
            chips.append(Chip(_say_span(name, text, unit), name.capitalize(), False, name))
    if question.read:
        chips.append(Chip(_READ[question.read], "Read", False, "read"))
    return tuple(chips)


_READ = {
    "hide": "not read by me",
    "only": "read by me",
    "show": "read or not",
}


def _say_span(name: str, text: str, unit: str) -> str:
    if name == "chapters" and text in {"1", "1..1"}:
        return "one chapter"
    if name == "chapters" and text == "2..":
        return "several chapters"
    low, dots, high = text.partition("..")
    return say_range(low if dots and low == high else text, unit)


def _name(one: Chosen) -> str:
    return f"{one.facet}:{one.value}"


def take_away(question: Question, dropped: str) -> Question:
    """Take away what a chip names.

    Example:
        >>> take_away(Question(words="1..2", chosen=(Chosen("tag", "a:b"),)), "tag:a:b").chosen
        ()
    """
    facet, colon, value = dropped.partition(":")
    if colon and facet in FACETS:
        return question.drop(facet, value)
    if dropped in {"words", "date", "chapters", "read", "hidden", "shelf"}:
        pairs = [(name, kept) for name, kept in question.to_pairs() if name != dropped]
        return read_question(pairs)
    return question
