"""Kind, headings: what a title or subject calls a text."""

import re

from fonds.describe.kind_codes import FAQ, GUIDE, INTERVIEW, LIST, NOTICE, REVIEW

_CERTAIN, _STRONG, _WEAK = 4.5, 2.5, 1.2
"""How much a word of the heading weighs: stories too are called "The List" or "Rules"."""

_HEADINGS: tuple[tuple[str, float, str], ...] = (
    (REVIEW, _STRONG, r"reviews?|critique|commentary|thoughts on|recap"),
    (
        GUIDE,
        _STRONG,
        r"episode guide|guide to|synops[ie]s|summaries|glossary|concordance|timeline|chronology|"
        r"bibliography|encyclop(?:a|)edia|trivia|annotated|handbook|filmography|cast list",
    ),
    (FAQ, _CERTAIN, r"faqs?|faql|frequently asked"),
    (FAQ, _STRONG, r"quiz|poll|survey|drinking game"),
    (INTERVIEW, _STRONG, r"interview(?:s|ed)?|transcript|q ?& ?a"),
    (LIST, _CERTAIN, r"periodic(?:al)? list|list of|top ten"),
    (LIST, _STRONG, r"listings?|checklist|lists"),
    (
        NOTICE,
        _STRONG,
        r"administrivia|guidelines|announcement|announcing|call for|newsletter|con report|"
        r"convention report|press release|submissions|reminder",
    ),
    (LIST, _WEAK, r"list|index|contents|results"),
    (NOTICE, _WEAK, r"rules|questions|welcome|admin|ot|meeting|news"),
)
_CALLED = tuple(
    (code, weight, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for code, weight, words in _HEADINGS
)
_JOKE = re.compile(
    r"\b(?:parody|parodies|humou?r|jokes?|spoofs?|satire|funny|silly|bloopers|outtakes|top ten)\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:story|stories|fic|fanfic|ficlet|drabble|vignette|missing scene|fan fiction|fanfiction|"
    r"tale|filk|poem|script|teleplay|screenplay)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[a-z]+")
_FILE_WORDS = frozenset(
    "review reviews faq faqs guide index list lists readme synopsis quiz trivia interview timeline "
    "contents admin rules news".split()
)


def find_heading_word(title: str) -> tuple[str, str, float] | None:
    """Find the word of a title that names what is no story.

    Args:
        title: title and subject.

    Returns:
        The code, the word, and how much it weighs; or None.

    Example:
        >>> find_heading_word("A Review of Hamlet")
        ('kind.review', 'review', 2.5)
    """
    for code, weight, pattern in _CALLED:
        found = pattern.search(title)
        if found is not None:
            return code, found.group().lower(), weight
    return None


def find_joke_word(title: str) -> str | None:
    """Find the word of a title that calls the text a joke: "parody"."""
    found = _JOKE.search(title)
    return None if found is None else found.group().lower()


def is_called_story(title: str) -> bool:
    """Tell whether a title or subject calls the text a story: "NEW STORY: The Fog"."""
    return _STORY.search(title) is not None


def has_telling_name(path: str) -> bool:
    """Tell whether a file's name has a whole word for what is no story: "faq.txt".

    Names are chosen for one's own use, so that this is weak evidence.

    Example:
        >>> has_telling_name("heap/oz_faq.txt"), has_telling_name("heap/preview.txt")
        (True, False)
    """
    return not _FILE_WORDS.isdisjoint(_NAMED.findall(path.rpartition("/")[2].lower()))
