"""Counting in words, as the archive says it everywhere."""


def count_words(number: int, one: str, many: str | None = None) -> str:
    """Say a number of things.

    Example:
        >>> count_words(1, "file"), count_words(1200, "file"), count_words(0, "story", "stories")
        ('1 file', '1,200 files', 'no stories')
    """
    name = one if number == 1 else many or one + "s"
    return f"{number:,} {name}" if number else f"no {name}"
