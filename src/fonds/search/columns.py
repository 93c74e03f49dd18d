"""Columns: the values that works can be chosen by, in arrays beside the index.

The engine counts the commonest values of a field segment by segment and adds up what it
kept of each, which is quick and not quite right, and too slow for fields of thirty thousand
values. So it is only asked which works match; what values those have is counted here, by
row, exactly. A row is a number that a work's document bears; a work that is put again gets
a new one.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from fonds.errors import DamageError

Rows = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one facet, by row.

    Attributes:
        values: v different values.
        starts: r + 1 places in `ids`: the values of row i are those from starts[i] on.
        ids: places in `values`, none twice in a row.
        said: for each row whether somebody states the values; None where it is always so.
        rank: the place of each value in alphabetical order.
    """

    values: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int32]
    said: npt.NDArray[np.bool_] | None
    rank: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of an index.

    Attributes:
        rows: r rows, some of works that have gone or been put again since.
        facets: by name.
        words: the length of each row's work.
        dates: as yyyymmdd; 0 without one.
        added: the accession of each row's work.
        work_ids: of each row.
        titles, authors: what works are put in order by; "" without an author.
        orders: places of all rows by key and direction, made when they are asked for.
    """

    rows: int
    facets: Mapping[str, Column]
    words: npt.NDArray[np.int64]
    dates: npt.NDArray[np.int64]
    added: npt.NDArray[np.int64]
    work_ids: tuple[str, ...]
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    orders: dict[tuple[str, bool], Rows] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class RowValues:
    """What one work adds to the columns.

    Attributes:
        facets: values by facet; a facet without values may be missing.
        unsaid: facets whose values nobody states.
        words: of the body.
        date: as yyyymmdd with 00 for what is not known; 0 without one.
        added: the number of the accession it came with.
        work_id: names the work.
        title: what it is put in order by.
        author: likewise; "" without one.
    """

    facets: Mapping[str, Sequence[str]]
    unsaid: frozenset[str]
    words: int
    date: int = 0
    added: int = 0
    work_id: str = ""
    title: str = ""
    author: str = ""


def begin_columns(names: Iterable[str]) -> Columns:
    """Begin columns without a row."""
    nothing = _whole([])
    facets = {name: _make_column((), [0], [], []) for name in names}
    return Columns(0, facets, nothing, nothing, nothing, (), (), ())


def _make_column(
    values: Sequence[str], starts: Sequence[int], ids: Sequence[int], said: Sequence[bool]
) -> Column:
    return Column(
        tuple(values),
        _whole(starts),
        np.array(ids, dtype=np.int32),
        np.array(said, dtype=np.bool_),
        _rank(values),
    )


def _whole(numbers: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)


def _rank(values: Sequence[str]) -> npt.NDArray[np.int64]:
    rank = np.empty(len(values), dtype=np.int64)
    rank[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return rank


def add_rows(columns: Columns, added: Sequence[RowValues]) -> Columns:
    """Add n rows to r others.

    Cost: O(r + n), ten million values a second.
    """
    return Columns(
        columns.rows + len(added),
        {name: _extend(column, name, added) for name, column in columns.facets.items()},
        np.concatenate([columns.words, _whole([one.words for one in added])]),
        np.concatenate([columns.dates, _whole([one.date for one in added])]),
        np.concatenate([columns.added, _whole([one.added for one in added])]),
        (*columns.work_ids, *(one.work_id for one in added)),
        (*columns.titles, *(one.title for one in added)),
        (*columns.authors, *(one.author for one in added)),
    )


def _extend(column: Column, name: str, added: Sequence[RowValues]) -> Column:
    places = {value: place for place, value in enumerate(column.values)}
    known = len(places)
    ids: list[int] = []
    ends: list[int] = []
    start = int(column.starts[-1])
    for row in added:
        for value in dict.fromkeys(row.facets.get(name, ())):
            ids.append(places.setdefault(value, len(places)))
        ends.append(start + len(ids))
    said = np.array([name not in row.unsaid for row in added], dtype=np.bool_)
    stated = column.said
    if stated is None:
        stated = np.ones(len(column.starts) - 1, dtype=np.bool_)
    values = column.values if len(places) == known else tuple(places)
    return Column(
        values,
        np.concatenate([column.starts, _whole(ends)]),
        np.concatenate([column.ids, np.array(ids, dtype=np.int32)]),
        np.concatenate([stated, said]),
        column.rank if len(places) == known else _rank(values),
    )


def count_values(column: Column, rows: Rows) -> tuple[Counts, Counts]:
    """Count the values of some rows.

    Args:
        column: of v values.
        rows: n rows, none twice.

    Returns:
        How many of the rows have each of the v values, and in how many somebody states it.

    Cost: O(n + v).
    """
    size = len(column.values)
    firsts = column.starts[rows]
    lengths = column.starts[rows + 1] - firsts
    total = int(lengths.sum())
    if total == 0:
        nothing = np.zeros(size, dtype=np.int64)
        return nothing, nothing
    # Places in `ids` of all values of all rows: 0, 1, 2 … within each row, from its first on.
    before = np.cumsum(lengths) - lengths
    ids = column.ids[np.repeat(firsts - before, lengths) + np.arange(total)]
    counts = np.bincount(ids, minlength=size)
    if column.said is None or column.said[rows].all():
        return counts, counts
    stated = ids[np.repeat(column.said[rows], lengths)]
    return counts, np.bincount(stated, minlength=size)


def pick_most(column: Column, counts: Counts, most: int) -> list[int]:
    """Pick the places of the commonest values: most first, equals in alphabetical order.

    Cost: O(v) and the sorting of what is picked.
    """
    size = len(column.values)
    found = np.flatnonzero(counts)
    # One number that orders by count and, of equals, by alphabet.
    keys = counts[found] * size + (size - 1 - column.rank[found])
    if len(found) > most:
        best = np.argpartition(keys, -most)[-most:]
        found, keys = found[best], keys[best]
    return [int(place) for place in found[np.argsort(-keys)]]


def page_rows(
    columns: Columns, rows: Rows, key: str, *, down: bool, offset: int, limit: int
) -> Rows:
    """Give one page of rows in order.

    Args:
        columns: r rows.
        rows: n of them, none twice.
        key: "title", "author", "date", "words" or "added".
        down: whether the greatest come first; of "added" the oldest. Rows without the key
            come last either way, and equals in order of title.
        offset: rows to skip.
        limit: most rows to give.

    Cost: O(n), wherever the page is; O(r log r) the first time for a key.
    """
    last = min(offset + limit, len(rows))
    if offset >= last:
        return rows[:0]
    places = _find_order(columns, key, down)[rows]
    if limit < len(rows):
        chosen = np.argpartition(places, sorted({offset, last - 1}))[offset:last]
    else:
        chosen = (
            np.arange(len(rows))[offset:last] if offset == 0 else np.argsort(places)[offset:last]
        )
    return rows[chosen[np.argsort(places[chosen])]]


def _find_order(columns: Columns, key: str, down: bool) -> Rows:
    known = columns.orders.get((key, down))
    if known is None:
        known = _make_order(columns, key, down)
        columns.orders[key, down] = known
    return known


def _make_order(columns: Columns, key: str, down: bool) -> Rows:
    """Give the place of every row; of two that are equal in all but their number, too."""
    if key in {"title", "author"}:
        names = columns.titles if key == "title" else columns.authors
        first, missing = _number(names), np.array([not name for name in names], dtype=np.bool_)
        missing &= key == "author"
    else:
        first = {"words": columns.words, "date": columns.dates, "added": -columns.added}[key]
        missing = (first == 0) & (key == "date")
    by_title = first if key == "title" else _find_order(columns, "title", False)
    ids = _number(columns.work_ids)
    order = np.lexsort((ids, by_title, -first if down else first, missing))
    places = np.empty(columns.rows, dtype=np.int64)
    places[order] = np.arange(columns.rows)
    return places


def _number(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Number names in alphabetical order, equal ones alike."""
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    return _whole([numbers[name] for name in names])


_TEXTS = ("work_ids", "titles", "authors")
_NUMBERS = ("words", "dates", "added")


def pack_columns(columns: Columns) -> bytes:
    """Pack columns as a file of arrays."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        **{name: getattr(columns, name) for name in _NUMBERS},
        **{name: _pack_texts(getattr(columns, name)) for name in _TEXTS},
    }
    for name, column in columns.facets.items():
        said = column.said if column.said is not None else np.ones(columns.rows, dtype=np.bool_)
        arrays[f"{name}.starts"] = column.starts
        arrays[f"{name}.ids"] = column.ids
        arrays[f"{name}.said"] = np.packbits(said)
        arrays[f"{name}.values"] = _pack_texts(column.values)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpack_columns(packed: bytes) -> Columns:
    """Unpack a file of arrays.

    Raises:
        DamageError: it is none of ours, or broken.
    """
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            numbers = [arrays[name].astype(np.int64) for name in _NUMBERS]
            texts = [_unpack_texts(arrays[name]) for name in _TEXTS]
            rows = len(numbers[0])
            if {len(one) for one in (*numbers, *texts)} != {rows}:
                raise ValueError("rows are lost")
            names = [name[: -len(".ids")] for name in arrays.files if name.endswith(".ids")]
            facets = {name: _unpack_column(arrays, name, rows) for name in names}
    except (
        *(ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error),
        msgspec.MsgspecError,
    ) as error:
        raise DamageError(f"the columns of the search index are damaged ({error})") from error
    words, dates, added = numbers
    work_ids, titles, authors = texts
    return Columns(rows, facets, words, dates, added, work_ids, titles, authors)


def _pack_texts(texts: tuple[str, ...]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(msgspec.msgpack.encode(texts), dtype=np.uint8)


def _unpack_texts(packed: npt.NDArray[np.generic]) -> tuple[str, ...]:
    return msgspec.msgpack.decode(packed.tobytes(), type=tuple[str, ...])


def _unpack_column(arrays: Mapping[str, npt.NDArray[np.generic]], name: str, rows: int) -> Column:
    values = _unpack_texts(arrays[f"{name}.values"])
    said = np.unpackbits(arrays[f"{name}.said"].astype(np.uint8), count=rows).astype(np.bool_)
    starts = arrays[f"{name}.starts"].astype(np.int64)
    ids = arrays[f"{name}.ids"].astype(np.int32)
    if len(starts) != rows + 1 or (len(ids) and int(ids.max()) >= len(values)):
        raise ValueError(f"{name} has lost values")
    return Column(values, starts, ids, None if said.all() else said, _rank(values))
