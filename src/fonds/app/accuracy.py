"""Accuracy: records held against gold, what a careful reader says of the same files."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from fonds.model.record import JsonObject, Record

_Key = tuple[tuple[str, str | None], ...]

_MARKS = re.compile(r"[*]|(?<!\w)_|_(?!\w)")
_EDGES = '."“” '
_SEVERAL = frozenset({"notes", "warnings", "categories", "tags", "song"})  # order means nothing


class Miss(Struct, frozen=True):
    """A value that is not what the gold says.

    Attributes:
        path: the first source.
        field: a key of the gold.
        gold: what a careful reader says.
        found: what the record says; None when there is no such record.
    """

    path: str
    field: str
    gold: Any
    found: Any


class Score(Struct, frozen=True):
    """How many stated values are right.

    Attributes:
        right: by field.
        asked: by field.
        misses: every wrong value.
    """

    right: dict[str, int]
    asked: dict[str, int]
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """All right values over all asked, 0..1; 1.0 when nothing was asked."""
        asked = sum(self.asked.values())
        return sum(self.right.values()) / asked if asked else 1.0


def score_records(records: Iterable[Record], gold: Sequence[JsonObject]) -> Score:
    """Hold records against gold.

    A gold line and a record belong together when they have the same sources in the same
    order; the k-th such line goes with the k-th such record.

    Args:
        records: of one heap, paths relative to it.
        gold: one object a work, as `samples/gold.jsonl` has them; only the fields each
            lists under "stated" are asked.

    Returns:
        The score.

    Cost: O(records + gold).
    """
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    misses: list[Miss] = []
    for line, record in pair_gold(records, gold):
        for field in line["stated"]:
            asked[field] += 1
            value = None if record is None else find_value(record, field, line[field])
            if record is not None and is_same(field, line[field], value):
                right[field] += 1
            else:
                misses.append(Miss(line["sources"][0]["path"], field, line[field], value))
    return Score(dict(right), dict(asked), tuple(misses))


def pair_gold(
    records: Iterable[Record], gold: Sequence[JsonObject]
) -> Iterator[tuple[JsonObject, Record | None]]:
    """Give each gold line the record that belongs to it, or None: see `score_records`."""
    by_sources: dict[_Key, list[Record]] = defaultdict(list)
    for record in records:
        key = tuple((source.path, source.member) for source in record.sources)
        by_sources[key].append(record)
    used: Counter[_Key] = Counter()
    for line in gold:
        key = tuple((source["path"], source["member"]) for source in line["sources"])
        found = by_sources.get(key, [])
        yield line, found[used[key]] if used[key] < len(found) else None
        used[key] += 1


def find_value(record: Record, field: str, like: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Find what a record says of a field of the gold.

    Args:
        record: any record.
        field: a record field, or "first_words", "last_words" (as many as in `like`) or
            "chapters" (their titles).
        like: the gold's value.
    """
    if field in ("first_words", "last_words"):
        words = _fold_text(record.body).split()
        count = len(str(like).split())
        return " ".join(words[:count] if field == "first_words" else words[-count:])
    if field == "chapters":
        return [chapter.title for chapter in record.chapters if chapter.title]
    return msgspec.to_builtins(getattr(record, field))


def is_same(field: str, gold: Any, found: Any) -> bool:  # noqa: ANN401 - any JSON values
    """Tell whether a value is right: white space, case, marks and outer quotes do not count.

    Example:
        >>> is_same("title", "The Fog", "“THE  FOG”"), is_same("tags", ["a", "b"], ["b", "a"])
        (True, True)
    """
    left, right = _fold(gold), _fold(found)
    if field in _SEVERAL and isinstance(left, list) and isinstance(right, list):
        return sorted(left, key=str) == sorted(right, key=str)
    return bool(left == right)


def _fold(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return _fold_text(value).lower().strip(_EDGES)
    if isinstance(value, list | tuple):
        return [_fold(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _fold(item) for key, item in value.items()}
    return value


def _fold_text(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
