"""Progress: one line on a terminal with what is done, how fast, and how long still."""

from collections.abc import Callable

from rich.console import Console

QUIET_S = 1.0
"""Nothing is shown in the first second: most commands are over by then."""

BETWEEN_S = 0.1
"""Ten times a second is as often as an eye can follow."""

_WORDS = {
    "walking": "Looking through the heap",
    "joining": "Joining parts",
    "index": "Filling the search index",
    "check": "Checking",
    "export": "Exporting",
}
"""What phases are called here; any other is called what it is."""


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


def describe_progress(phase: str, done: int, total: int, elapsed_s: float) -> str:
    """Say progress in words.

    Args:
        phase: as the app names it.
        done: how many are done.
        total: of how many; 0 when unknown.
        elapsed_s: since the phase began.

    Example:
        >>> describe_progress("reading", 50, 200, 5.0)
        'Reading: 50 of 200, 10 a second, 15 s left'
        >>> describe_progress("reading", 1, 0, 0.0)
        'Reading: 1'
    """
    words = f"{_WORDS.get(phase, phase.capitalize())}: {done:,}"
    if total:
        words += f" of {total:,}"
    if elapsed_s < QUIET_S or not done:
        return words
    rate = done / elapsed_s
    words += f", {rate:,.0f} a second" if rate >= 1 else f", {rate * 60:,.0f} a minute"
    if total > done:
        words += f", {describe_seconds((total - done) / rate)} left"
    return words


def describe_seconds(seconds: float) -> str:
    """Say a stretch of time in words.

    Example:
        >>> describe_seconds(8.2), describe_seconds(170), describe_seconds(9000)
        ('8 s', '3 min', '2 h 30 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 100:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
