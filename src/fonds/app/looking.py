"""Looking through: the review queue of a library is brought up to date in the background."""

import threading

from msgspec import Struct

from fonds.app.doubts import fill_doubts, prepare_queue
from fonds.app.edition_doubts import EDITIONS
from fonds.app.review_values import ASKED
from fonds.app.shelf import Shelf, borrow_shelf
from fonds.errors import DamageError, UserError


class LookingState(Struct, frozen=True):
    """How far it is.

    Attributes:
        is_running: whether it is under way.
        phase: what is done just now, or "".
        done: of the phase.
        total: of how many.
        message: what went wrong the last time, or "".
    """

    is_running: bool = False
    phase: str = ""
    done: int = 0
    total: int = 0
    message: str = ""


class Looking:
    """Looks through one library at a time, when it is asked to; may be shared by threads."""

    def __init__(self, shelf: Shelf) -> None:
        """Make it for a shelf, whose connections it borrows."""
        self._shelf = shelf
        self._lock = threading.Lock()
        self._state = LookingState()
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def state(self) -> LookingState:
        """Say how far it is."""
        with self._lock:
            return self._state

    def begin(self) -> None:
        """Begin, unless it is under way."""
        with self._lock:
            if self._state.is_running or self._is_closed:
                return
            self._state = LookingState(is_running=True)
            self._thread = threading.Thread(target=self._work, name="looking", daemon=True)
            self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it is done; False when the time is over before."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout_s)
        return not self.state().is_running

    def close(self) -> None:
        """End after what is under way: what is done is kept, and gone on with another time."""
        with self._lock:
            self._is_closed = True
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        message = ""
        try:
            with borrow_shelf(self._shelf) as shelf:
                if fill_doubts(shelf, self._tell, is_wanted=self._is_wanted):
                    # Editions are found by `fonds editions` and `fonds review`: laying all
                    # stories side by side takes more memory than a server should.
                    fields = [one for one in ASKED if one != EDITIONS]
                    prepare_queue(shelf, self._tell, fields=fields)
        except (UserError, DamageError) as error:
            message = str(error)
        with self._lock:
            self._state = LookingState(message=message)

    def _is_wanted(self) -> bool:
        return not self._is_closed

    def _tell(self, phase: str, done: int, total: int) -> None:
        with self._lock:
            self._state = LookingState(is_running=True, phase=phase, done=done, total=total)
