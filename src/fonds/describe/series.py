"""Series: the name of a series and the place in it, from what stands after a label."""

import re

_SERIES_INDEX = re.compile(
    r"^(?P<title>.{2,120}?)[\s,:(\[-]*(?:#|no\.?|number|part|book|story|volume|vol\.?)\s*(?P<index>\d{1,3}(?:\.\d)?)(?:\s*(?:of|/)\s*\d{1,3})?[)\]\s.]*$",
    re.IGNORECASE,
)
_INDEX_FIRST = re.compile(
    r"^(?:part|#|no\.?|book|story|number|the)?\s*(?P<index>\d{1,3}|first|second|third|fourth|fifth|sixth|seventh)\s*(?:of|in|story in|part of)\s*(?:the\s+)?(?P<title>[A-Z\"“'].{1,120}?)(?:\s+series)?[.\s]*$",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}


def find_series(text: str) -> dict[str, object]:
    """Title and index of "Baker Street Nights #2" or "third of the Lamp Series".

    Example:
        >>> find_series("Baker Street Nights #2")
        {'title': 'Baker Street Nights', 'index': 2.0}
    """
    text = " ".join(text.split()).strip(' ."')[:200]
    match = _SERIES_INDEX.match(text)
    if match is not None:
        return {"title": match.group("title").strip(' ,:-("'), "index": float(match.group("index"))}
    match = _INDEX_FIRST.match(text)
    if match is not None:
        word = match.group("index").lower()
        index = float(_ORDINALS[word]) if word in _ORDINALS else float(word)
        return {"title": match.group("title").strip(' "“”'), "index": index}
    return {"title": text, "index": None}
