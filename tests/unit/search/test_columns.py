"""Columns: what works have of each facet, counted by row, exactly."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.errors import DamageError
from fonds.search.columns import (
    Column,
    Columns,
    RowValues,
    add_rows,
    begin_columns,
    count_values,
    pack_columns,
    pick_most,
    unpack_columns,
)
from fonds.search.index import ColumnsFile

_VALUES = st.lists(st.sampled_from(["Oz", "Dracula", "Alice", "É", "a\nb"]), max_size=4)
_ROWS = st.lists(
    st.builds(
        RowValues,
        st.fixed_dictionaries({"fandom": _VALUES}),
        st.sampled_from([frozenset(), frozenset({"fandom"})]),
        st.integers(0, 10**6),
    ),
    max_size=12,
)


def _make(*batches: list[RowValues]) -> Columns:
    columns = begin_columns(["fandom"])
    for batch in batches:
        columns = add_rows(columns, batch)
    return columns


def _tell(column: Column, rows: list[int]) -> dict[str, tuple[int, int]]:
    counts, said = count_values(column, np.array(rows, dtype=np.int64))
    return {
        value: (int(counts[place]), int(said[place]))
        for place, value in enumerate(column.values)
        if counts[place]
    }


@given(_ROWS, _ROWS, st.data())
def test_what_is_counted_is_what_the_rows_have(
    first: list[RowValues], second: list[RowValues], data: st.DataObject
) -> None:
    columns = _make(first, second)
    rows = first + second
    asked = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1)))) if rows else []
    counts: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for number in asked:
        values = set(rows[number].facets["fandom"])
        counts.update(values)
        if "fandom" not in rows[number].unsaid:
            said.update(values)
    expected = {value: (count, said[value]) for value, count in counts.items()}
    assert _tell(columns.facets["fandom"], asked) == expected


@given(_ROWS)
def test_what_is_packed_is_what_is_unpacked(rows: list[RowValues]) -> None:
    columns = _make(rows)
    again = unpack_columns(pack_columns(columns))
    everyone = list(range(columns.rows))
    assert again.rows == columns.rows
    assert again.words.tolist() == [row.words for row in rows]
    assert _tell(again.facets["fandom"], everyone) == _tell(columns.facets["fandom"], everyone)


@given(_ROWS, st.integers(1, 6))
def test_the_commonest_come_first_and_equals_by_alphabet(rows: list[RowValues], most: int) -> None:
    column = _make(rows).facets["fandom"]
    counts, _ = count_values(column, np.arange(len(rows)))
    picked = [
        (column.values[place], int(counts[place])) for place in pick_most(column, counts, most)
    ]
    everything = [(value, int(counts[p])) for p, value in enumerate(column.values) if counts[p]]
    assert picked == sorted(everything, key=lambda pair: (-pair[1], pair[0]))[:most]


def test_rows_that_are_added_after_reading_keep_who_stated_what(tmp_path: Path) -> None:
    file = ColumnsFile(tmp_path)
    file.write(_make([RowValues({"fandom": ["Oz"]}, frozenset(), 5)]))
    read = unpack_columns((tmp_path / "columns.npz").read_bytes())
    more = add_rows(read, [RowValues({"fandom": ["Oz"]}, frozenset({"fandom"}), 7)])
    assert _tell(more.facets["fandom"], [0, 1]) == {"Oz": (2, 1)}


def test_what_another_process_wrote_is_read_anew(tmp_path: Path) -> None:
    mine, theirs = ColumnsFile(tmp_path), ColumnsFile(tmp_path)
    theirs.write(begin_columns(["fandom"]))
    assert mine.read().rows == 0
    theirs.write(_make([RowValues({"fandom": ["Oz"]}, frozenset(), 5)]))
    assert mine.read().rows == 1


@pytest.mark.parametrize("broken", [b"", b"not arrays", pack_columns(_make())[:-30]])
def test_broken_columns_are_said_to_be_broken(broken: bytes) -> None:
    with pytest.raises(DamageError, match="columns of the search index"):
        unpack_columns(broken)
