"""Dataset tables: the rows that one work has in each table of a dataset."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

import msgspec
from msgspec import Struct

from fonds.model.claim import Claim, find_best_claim
from fonds.model.entry import Entry
from fonds.model.record import Record
from fonds.publish.addresses import mask_addresses, mask_values
from fonds.publish.dataset_dictionary import (
    CHAPTERS,
    CLAIMS,
    EDGES,
    EVIDENCE,
    PEOPLE,
    PROBLEMS,
    QUOTES,
    SCENES,
    SOURCES,
    TEXTS,
    WORK_TAGS,
    WORKS,
    Column,
    DatasetTable,
)
from fonds.publish.pictures.ties import find_ties, list_couples

Row = tuple[Any, ...]
"""One value a column: str, int, float, bool, a tuple of str, or None."""

SOMEBODY = "a person"
"""Stands for the name of who corrected a value: a dataset is handed on."""

_MOST_NAMED = 8
"""Names of one relationship that are paired with each other: as many as those of a couple."""


class DatasetWork(Struct, frozen=True):
    """What a dataset takes of one work.

    Attributes:
        entry: its catalogue line, with people's decisions about tags.
        record: the one-record contract.
        claims: all of them, those outside the contract too, in the library's order.
        originals: for each of s sources the digest of the file as given, or None.
        tags: (kind, name as read, canonical name).
    """

    entry: Entry
    record: Record
    claims: tuple[Claim, ...]
    originals: tuple[str | None, ...]
    tags: tuple[tuple[str, str, str], ...]


def build_rows(work: DatasetWork, table: DatasetTable) -> list[Row]:
    """Build the rows that a work has in a table, with addresses of e-mail covered.

    What is covered keeps its length, so that places in texts stay true.

    Args:
        work: of n characters.
        table: any but `tags`, which is counted over all works.

    Returns:
        Rows in the order of the table's key; one value for each of its columns.

    Cost: O(n).
    """
    places = [table.columns.index(one) for one in table.columns if one.name in table.key]
    rows: dict[Row, Row] = {}
    for row in _BUILDERS[table.name](work):
        covered = tuple(map(_cover, table.columns, row))
        # Two names that are covered may look the same: a key names one row.
        rows.setdefault(tuple(covered[place] for place in places), covered)
    return list(rows.values())


def _cover(column: Column, value: Any) -> Any:  # noqa: ANN401 - a cell is of its column's kind
    if value is None:
        return None
    match column.kind:
        case "string":
            return mask_addresses(value)
        case "strings":
            return tuple(mask_addresses(one) for one in value)
        case "number":
            return float(value)
        case _:
            # JSON is covered before it is written: its escapes look like parts of an address.
            return value


def _to_json(value: object) -> str:
    """Write a value as JSON, keys sorted; what it holds is covered before it is written."""
    plain = mask_values(msgspec.to_builtins(value))
    return msgspec.json.encode(plain, order="sorted").decode("utf-8")


def _list_work(work: DatasetWork) -> Iterator[Row]:
    entry, record = work.entry, work.record
    values: dict[str, Any] = {
        column.name: getattr(record, column.name, None) for column in WORKS.columns
    }
    # What people decided of tags is in the catalogue line; what was read is in the record.
    values |= {
        name: getattr(entry, name)
        for name in ("creators", "fandoms", "relationships", "characters", "tags")
    }
    values |= {
        name: getattr(entry, name)
        for name in ("work_id", "kind", "reason", "derived", "uncertain", "accession")
    }
    values |= {
        column.name: _to_json(values[column.name])
        for column in WORKS.columns
        if column.kind == "json"
    }
    series, part = record.series, record.part
    yield tuple(
        (
            values
            | {
                "broader": tuple(
                    f"{kind}:{name}" for kind, names in entry.broader.items() for name in names
                ),
                "series": None if series is None else series.title,
                "series_index": None if series is None else series.index,
                "part": None if part is None else part.number,
                "part_of": None if part is None else part.of,
                "year": _find_year(record.date),
                "pov_person": record.pov.person,
                "narrator": record.pov.narrator,
                "chapters": len(record.chapters),
                "sources": len(record.sources),
                "repairs": len(record.repairs),
            }
        ).values()
    )


def _find_year(date: str | None) -> int | None:
    year = (date or "")[:4]
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None


def _list_claims(work: DatasetWork) -> Iterator[Row]:
    best = {field: find_best_claim(work.claims, field) for field in _fields(work.claims)}
    for number, claim in enumerate(work.claims):
        yield (
            work.entry.work_id,
            number,
            claim.field,
            _to_json(claim.value),
            claim.basis,
            float(claim.confidence),
            SOMEBODY if claim.basis == "curated" else claim.by,
            best[claim.field] is claim,
        )


def _fields(claims: Iterable[Claim]) -> dict[str, None]:
    return dict.fromkeys(claim.field for claim in claims)


def _list_evidence(work: DatasetWork) -> Iterator[Row]:
    sources = work.record.sources
    for number, claim in enumerate(work.claims):
        for place, words in enumerate(claim.evidence):
            if words.source >= len(sources):
                continue  # a person's word that came with an edition of more sources
            source = sources[words.source]
            yield (
                work.entry.work_id,
                number,
                place,
                words.source,
                source.path,
                source.member,
                source.digest,
                words.start,
                words.end,
                words.quote,
            )


def _list_chapters(work: DatasetWork) -> Iterator[Row]:
    for number, one in enumerate(work.record.chapters, 1):
        words = len(work.record.body[one.start : one.end].split())
        yield work.entry.work_id, number, one.title, one.start, one.end, words


def _list_scenes(work: DatasetWork) -> Iterator[Row]:
    for number, one in enumerate(work.record.scene_list, 1):
        seen = (one.point_of_view, one.person, one.tense)
        yield work.entry.work_id, number, one.start, one.end, *seen


def _list_people(work: DatasetWork) -> Iterator[Row]:
    for number, one in enumerate(work.record.people, 1):
        yield (
            work.entry.work_id,
            number,
            one.name,
            one.presence,
            one.gender,
            one.names,
            one.mentions,
            one.known,
        )


def _list_edges(work: DatasetWork) -> Iterator[Row]:
    relationships = work.entry.relationships
    stated: dict[tuple[str, str], str | None] = dict.fromkeys(
        list_friends(relationships), "friends"
    )
    stated |= dict.fromkeys(list_couples(relationships), "romantic")
    record = msgspec.structs.replace(work.record, relationships=relationships)
    ties = find_ties(record) if len(record.people) > 1 else None
    counted = {} if ties is None else {(one.first, one.second): one.shared for one in ties.ties}
    for pair in sorted(stated.keys() | counted.keys()):
        unit, units = (None, None) if ties is None else (ties.unit, ties.units)
        shared = counted.get(pair)
        if shared is None:
            unit, units = None, None
        yield work.entry.work_id, *pair, stated.get(pair), shared, unit, units


def list_friends(relationships: Sequence[str]) -> frozenset[tuple[str, str]]:
    """List the pairs that relationships put beside each other, each in alphabetical order.

    Example:
        >>> sorted(list_friends(["Mina/Jonathan & Lucy", "Alice & Dinah"]))
        [('Alice', 'Dinah'), ('Jonathan', 'Lucy'), ('Lucy', 'Mina')]
    """
    friends: set[tuple[str, str]] = set()
    for stated in relationships:
        groups = [
            [name for one in group.split("/")[:_MOST_NAMED] if (name := " ".join(one.split()))]
            for group in stated.split(" & ")[:_MOST_NAMED]
        ]
        for one_group, other_group in combinations(groups, 2):
            for one, other in product(one_group, other_group):
                if one != other:
                    friends.add((min(one, other), max(one, other)))
    return frozenset(friends)


def _list_quotes(work: DatasetWork) -> Iterator[Row]:
    for number, one in enumerate(work.record.quotes, 1):
        yield work.entry.work_id, number, one.start, one.end, one.speaker, one.confidence


def _list_sources(work: DatasetWork) -> Iterator[Row]:
    for number, one in enumerate(work.record.sources):
        yield (
            work.entry.work_id,
            number,
            one.path,
            one.member,
            one.digest,
            one.bytes,
            one.media_type,
            one.encoding,
            work.originals[number] if number < len(work.originals) else None,
        )


def _list_problems(work: DatasetWork) -> Iterator[Row]:
    for number, one in enumerate(work.record.problems):
        yield (
            work.entry.work_id,
            number,
            one.code,
            one.message,
            one.quote,
            one.source,
            one.start,
            one.end,
        )


def _list_tags(work: DatasetWork) -> Iterator[Row]:
    for tag in sorted(work.tags):
        yield work.entry.work_id, *tag


def _list_text(work: DatasetWork) -> Iterator[Row]:
    yield work.entry.work_id, work.record.body


_BUILDERS: dict[str, Callable[[DatasetWork], Iterator[Row]]] = {
    WORKS.name: _list_work,
    CLAIMS.name: _list_claims,
    EVIDENCE.name: _list_evidence,
    CHAPTERS.name: _list_chapters,
    SCENES.name: _list_scenes,
    PEOPLE.name: _list_people,
    EDGES.name: _list_edges,
    QUOTES.name: _list_quotes,
    SOURCES.name: _list_sources,
    PROBLEMS.name: _list_problems,
    WORK_TAGS.name: _list_tags,
    TEXTS.name: _list_text,
}
