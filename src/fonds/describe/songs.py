"""Songs: the song a story uses, from a label or a sentence around the story."""

import re

_ARTIST = r"(?P<{0}>[^().;\n\"“”]{{2,80}})"
_SONG = re.compile(
    r"[\"“](?P<title>[^\"”]{1,100})[\"”],?(?:\s*(?:by|from|,|-|–|—|is by|\()\s*"
    + _ARTIST.format("artist")
    + r")?|^(?P<bare>[^\"“”]{1,100}?)(?:,? by | - )"
    + _ARTIST.format("who")
    + r"$"
)
_QUOTED = r"[\"“](?P<{0}>[^\"“”]{{1,100}})[\"”]"
_BY = r"(?:is |was |are )?(?:sung |performed |recorded |written |done |owned )?(?:by|belongs? to|is the property of)"
_IN_PROSE = (
    re.compile(
        r"(?i:\b(?:songs?|lyrics?|music|tune)\b[^.!?\"“]{0,40})"
        + _QUOTED.format("title")
        + r",?(?: \(?(?i:"
        + _BY
        + r"|from|,|-) ?(?P<artist>[^.;!?()\n]{2,60}))?"
    ),
    re.compile(
        r"(?:(?i:with |using |to ))?"
        + _QUOTED.format("title")
        + r" ?[(,]? ?(?i:(?:the )?(?:words|lyrics?|music|song)(?: and music)? (?:"
        + _BY
        + r")) (?P<artist>[^.;!?,()\n]{2,60})"
    ),
    re.compile(
        _QUOTED.format("title")
        + r",? (?i:(?:a|the) song (?:"
        + _BY
        + r")|(?:is )?(?:sung|performed|recorded) by|(?:and its lyrics )?belongs? to) (?P<artist>[^.;!?,()\n]{2,60})"
    ),
)
_ALBUM = re.compile(
    r"(?i:,? (?:from|on|off) (?:the|her|his|their) (?:album|cd|record|film|movie|soundtrack)\b.*+)"
)
_SELF = frozenset({"the author", "author", "me", "myself", "yours truly", "moi"})
_ONLY_TITLE = re.compile(r"(?i:\btitles?\b[^.!?]{0,60}\b(?:from|of|is|comes|stolen|taken)\b)")


def find_song(stated: str) -> tuple[str, str | None] | None:
    """Find title and artist in what stands after a label.

    Args:
        stated: the label's value.

    Returns:
        (title, artist or None), or None when no title can be told apart.

    Cost: O(length), bounded.

    Example:
        >>> find_song('"The Drum and the Dew" by Ada Quill'), find_song("yes")
        (('The Drum and the Dew', 'Ada Quill'), None)
    """
    match = _SONG.search(" ".join(stated[:400].split()))
    if match is None:
        return None
    title = match["title"] or match["bare"]
    return title.strip(" ,.-"), _clean_artist(match["artist"] or match["who"])


def find_song_in_prose(sentence: str) -> tuple[str, str | None, tuple[int, int]] | None:
    """Find the song that a sentence around a story names.

    A story that only takes its title from a song does not use its words.

    Args:
        sentence: with single spaces.

    Returns:
        (title, artist or None, half-open span), or None.

    Cost: O(length), bounded.

    Example:
        >>> find_song_in_prose('with "The Dew" (words by the author, any tune)')
        ('The Dew', 'the author', (0, 35))
    """
    if _ONLY_TITLE.search(sentence) is not None:
        return None
    for pattern in _IN_PROSE:
        match = pattern.search(sentence)
        if match is not None:
            return match["title"].strip(" ,."), _clean_artist(match["artist"]), match.span()
    return None


def is_author(artist: str) -> bool:
    """Tell whether "by …" names the story's author without a name.

    Example:
        >>> is_author("the author"), is_author("Ada Quill")
        (True, False)
    """
    return artist.lower() in _SELF


def _clean_artist(artist: str | None) -> str | None:
    if artist is None:
        return None
    return _ALBUM.sub("", artist).strip(" .,)-") or None
