"""Catching up: the search index follows what people do on the site, in the background.

What somebody does is in the library at once; the index needs some tenths of a second, which no
page should wait for. It is brought up to date when nothing has happened for a moment, or when
it has been behind for long.
"""

import threading
import time
from collections.abc import Callable

from fonds.app.shelf import Shelf, borrow_shelf, refresh_index
from fonds.errors import DamageError, UserError

QUIET_S = 2.0
"""The index is brought up to date when nobody has done anything for so long."""

MOST_S = 20.0
"""The longest the index stays behind while people keep doing things."""

_CLOSING_S = 30.0


class CatchingUp:
    """Brings the index of one library up to date, soon; may be shared by threads.

    No thread runs while there is nothing to do.
    """

    def __init__(
        self,
        shelf: Shelf,
        *,
        quiet_s: float = QUIET_S,
        most_s: float = MOST_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make it for a shelf, whose connections it borrows.

        Args:
            shelf: lent out; its own connection is never used.
            quiet_s: how long nothing must have happened.
            most_s: the longest the index stays behind.
            clock: seconds.
        """
        self._shelf = shelf
        self._quiet_s = quiet_s
        self._most_s = most_s
        self._clock = clock
        self._changed = threading.Condition()
        self._first: float | None = None
        self._last = 0.0
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def soon(self) -> None:
        """Say that something happened to the library: the index is to catch up soon."""
        with self._changed:
            self._last = self._clock()
            if self._first is None:
                self._first = self._last
            if self._thread is None and not self._is_closed:
                self._thread = threading.Thread(target=self._work, name="index", daemon=True)
                self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it has caught up; False when the time is over before."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, timeout_s)

    def close(self) -> None:
        """Begin nothing any more, and wait for what is under way.

        What was left undone is done when the library is opened the next time.
        """
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._thread is None, _CLOSING_S)

    def _work(self) -> None:
        try:
            while self._await_quiet():
                self._catch_up()
        finally:
            with self._changed:
                self._thread = None
                self._changed.notify_all()

    def _await_quiet(self) -> bool:
        """Wait until it is time; False when there is nothing to do any more."""
        with self._changed:
            while self._first is not None and not self._is_closed:
                due = min(self._last + self._quiet_s, self._first + self._most_s)
                left = due - self._clock()
                if left <= 0:
                    self._first = None
                    return True
                self._changed.wait(left)
            # Said under the lock, so that `soon` never counts on a thread that is ending.
            self._thread = None
            return False

    def _catch_up(self) -> None:
        try:
            with borrow_shelf(self._shelf) as shelf:
                # Without the library's writer's lock: whoever acts meanwhile waits for nothing.
                refresh_index(shelf)
        except (UserError, DamageError):
            # Somebody else is writing to the index, or the disk is full, which every page says
            # itself: the next thing that is done tries again.
            return
