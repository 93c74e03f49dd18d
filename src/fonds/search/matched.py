"""Matched: the works that match a question, as rows of the columns. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fonds.search.columns import Columns, Counts, Rows, count_values, pick_most

Values = tuple[tuple[str, int], ...]
"""Values of a facet, each with the number of works that have it."""

LENGTHS: tuple[tuple[str, int, int | None], ...] = (
    ("under 1,000", 0, 1_000),
    ("1,000–5,000", 1_000, 5_000),
    ("5,000–10,000", 5_000, 10_000),
    ("10,000–50,000", 10_000, 50_000),
    ("over 50,000", 50_000, None),
)
"""Classes of length in words: name, from, and the first number that is too many."""

_ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True)
class Matched:
    """The works that match a question, counted by their values when those are asked for.

    Attributes:
        columns: of the index.
        some: rows that match; or, when there is a `whole`, those of it that do not.
        whole: all works there are to whoever asks, when most of them match; else None.
        known: what was counted of facets; only that of a whole is kept.
    """

    columns: Columns
    some: Rows
    whole: "Matched | None" = None
    known: dict[str, tuple[Counts, Counts]] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        """Works that match."""
        return len(self.some) if self.whole is None else self.whole.size - len(self.some)

    def list_rows(self) -> Rows:
        """List the rows that match. Cost: O(1), or O(works) when most of them do."""
        if self.whole is None:
            return self.some
        is_out = np.zeros(self.columns.rows, dtype=np.bool_)
        is_out[self.some] = True
        rows = self.whole.some
        return rows[~is_out[rows]]

    def count(self, name: str) -> tuple[Counts, Counts]:
        """Count a facet: for each of its values the works, and those in which it is stated."""
        found = self.known.get(name)
        if found is None:
            found = count_values(self.columns.facets[name], self.some)
            if self.whole is not None:
                counts, stated = self.whole.count(name)
                found = (counts - found[0], stated - found[1])
            self.known[name] = found
        return found

    def list_most(self, name: str, most: int) -> Values:
        """List the commonest values of a facet."""
        column = self.columns.facets[name]
        counts, _ = self.count(name)
        picked = pick_most(column, counts, most)
        return tuple((column.values[place], int(counts[place])) for place in picked)

    def list_unsaid(self, name: str, shown: Sequence[tuple[str, int]]) -> frozenset[str]:
        """List which of the shown values of a facet nobody states in any work that matches."""
        values = self.columns.facets[name].values
        counts, stated = self.count(name)
        unsaid = {values[place] for place in np.flatnonzero((counts > 0) & (stated == 0))}
        return frozenset(value for value, _ in shown if value in unsaid)

    def list_lengths(self) -> Values:
        """List the works by `LENGTHS`, shortest first."""
        return tuple((name, self._count_between(low, high)) for name, low, high in LENGTHS)

    def _count_between(self, low: int, high: int | None) -> int:
        words = self.columns.words[self.some]
        found = int(((words >= low) & (words < (high or _ENDLESS))).sum())
        return found if self.whole is None else self.whole._count_between(low, high) - found
