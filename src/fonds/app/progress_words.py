"""Progress in words: what is done, how fast, and how long still."""

MEASURED_S = 1.0
"""A rate is told once there was time to measure one."""

_WORDS = {
    "walking": "Looking through the heap",
    "joining": "Joining parts",
    "sketching": "Sketching stories",
    "comparing": "Comparing editions",
    "index": "Filling the search index",
    "check": "Checking",
    "export": "Exporting",
}
"""What phases are called here; any other is called what it is."""


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
    if elapsed_s < MEASURED_S or not done:
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
