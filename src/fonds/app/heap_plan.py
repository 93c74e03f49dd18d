"""Heap plan: what a heap holds, before anything is done with it."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from fonds.intake.limits import Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.walk import UNREADABLE, HeapFile, iter_heap
from fonds.model.problem import Problem

Progress = Callable[[str, int, int], None]

_HEAD_BYTES = 64 * 1024
"""Read of each file to see what it is: signatures and heads of text lie within."""


class RefusedFile(Struct, frozen=True):
    """A file that would not be taken in, and why."""

    path: str
    problem: Problem


class HeapPlan(Struct, frozen=True):
    """What a heap holds.

    Attributes:
        files: files that would be taken in.
        bytes: their sizes together.
        media_types: how many of each kind, most first; containers are not opened.
        refused: files that would not be taken in.
    """

    files: int
    bytes: int
    media_types: dict[str, int]
    refused: tuple[RefusedFile, ...]


def plan_heap(paths: Sequence[Path], limits: Limits, progress: Progress) -> HeapPlan:
    """Look through a heap without taking anything in.

    Args:
        paths: p files and folders.
        limits: for the size of a file.
        progress: told ("walking", done, 0): how many there are is known at the end.

    Returns:
        What it holds.

    Raises:
        UserError: a path does not exist.

    Cost: reads the first 64 KiB of each file.
    """
    kinds: Counter[str] = Counter()
    refused: list[RefusedFile] = []
    size = 0
    for done, file in enumerate(iter_heap(paths, limits), 1):
        progress("walking", done, 0)
        kind = _look_at(file)
        if isinstance(kind, Problem):
            refused.append(RefusedFile(file.label, kind))
            continue
        kinds[kind] += 1
        size += file.size_bytes
    return HeapPlan(kinds.total(), size, dict(kinds.most_common()), tuple(refused))


def _look_at(file: HeapFile) -> str | Problem:
    if file.refused is not None:
        return file.refused
    try:
        with file.location.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        return Problem(UNREADABLE, f"It cannot be read ({error.strerror}).")
    return find_media_type(head, file.label)
