"""Lending: connections to one library for many threads, opened once and used again."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fonds.library.opening import Library, close_library, open_library

MOST_IDLE = 8
"""Connections kept open while nobody uses them: two megabytes of pages each."""


class Lending:
    """Lends connections, one borrower at a time each; may be shared by threads.

    Opening a library costs about a millisecond, which is a good part of a page.

    Args:
        folder: the library's folder.
        most: connections kept when nobody uses them.
    """

    def __init__(self, folder: Path, most: int = MOST_IDLE) -> None:
        self._folder = folder
        self._most = most
        self._idle: deque[Library] = deque()

    @contextmanager
    def lend(self) -> Iterator[Library]:
        """Lend a connection, for `with`.

        Raises:
            UserError, DamageError: the library cannot be opened.
        """
        try:
            library = self._idle.pop()
        except IndexError:
            library = open_library(self._folder)
        is_whole = False
        try:
            yield library
            is_whole = not library.connection.in_transaction
        finally:
            # What broke is not lent again: its connection may be in any state.
            if is_whole and len(self._idle) < self._most:
                self._idle.append(library)
            else:
                close_library(library)

    def close(self) -> None:
        """Close what nobody uses; what is lent closes when it comes back, or is kept again."""
        while self._idle:
            close_library(self._idle.pop())
