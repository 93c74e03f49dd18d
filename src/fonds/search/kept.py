"""Kept answers: what was counted once need not be counted again until the index changes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The latest n answers, by what was asked; may be shared by threads.

    The asker puts the index's stamp into the key, so that an answer of an index that has
    since moved on is never given again.

    Args:
        most: answers kept; the one that was longest not asked for goes first.

    Example:
        >>> kept: Kept[int] = Kept(1)
        >>> kept.keep("a", 1); kept.keep("b", 2)
        >>> kept.find("a"), kept.find("b")
        (None, 2)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> Value | None:
        """Give what was kept under a key, or None."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: Hashable, value: Value) -> None:
        """Keep an answer; the oldest goes when there are too many."""
        with self._lock:
            self._answers[key] = value
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
