"""Progress: one line on a terminal with what is done, how fast, and how long still."""

from collections.abc import Callable

from rich.console import Console

from fonds.app.progress_words import describe_progress

QUIET_S = 1.0
"""Nothing is shown in the first second: most commands are over by then."""

BETWEEN_S = 0.1
"""Ten times a second is as often as an eye can follow."""


class ProgressLine:
    """One line that overwrites itself; silent where nobody watches.

    Call it with (phase, done, total), as the app's functions do.
    """

    def __init__(self, console: Console, clock: Callable[[], float]) -> None:
        self._console = console
        self._clock = clock
        self._begun = clock()
        self._phase = ""
        self._phase_begun = self._begun
        self._drawn_at = 0.0
        self._is_drawn = False

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Tell how far a phase has come."""
        if not self._console.is_terminal:
            return
        now = self._clock()
        if phase != self._phase:
            self._phase, self._phase_begun = phase, now
        if now - self._begun < QUIET_S or now - self._drawn_at < BETWEEN_S:
            return
        self._drawn_at = now
        line = describe_progress(phase, done, total, now - self._phase_begun)
        self._write("\r" + line[: max(self._console.width - 1, 1)] + "\x1b[K")
        self._is_drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            self._write("\r\x1b[K")
            self._is_drawn = False

    def _write(self, text: str) -> None:
        self._console.file.write(text)
        self._console.file.flush()
