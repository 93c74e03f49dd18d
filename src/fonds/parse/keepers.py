"""Keepers: notes beside a story by somebody who kept, typed or posted it for its author."""

import re

_LOOK = 1_200  # characters of a paragraph: who speaks in a longer one has said so by then

_KEEPER = re.compile(
    r"\b(?:archivist|moderator|keeper|list ?(?:owner|mom|mod|mother|dad)|mod|webmaster|webmistress|webkeeper|sysop|editor|librarian)(?:['’]?s)? note\b"
    r"|\bnote (?:from|by) the (?:archivist|moderator|keeper|editor|librarian|webmistress|webmaster)\b"
    r"|[-–—] ?(?:the )?(?:archivist|keeper|moderator|list ?owner|webmistress|webmaster|librarian)\b"
    r"|\b(?:re-?)?typed (?:from|in|by|up)\b|\bre-?typed\b|\bscanned (?:in|from|by)\b|\btranscribed (?:by|from)\b"
    r"|\bcame to (?:the|this|our) (?:archive|list|page|site)\b"
    r"|\bfound (?:this |it )?(?:on|in|at) (?:an? |the |my )?(?:old |local )?(?:disk|disc|board|bbs|net|floppy|usenet|fanzine)\b"
    r"|\bif you (?:are|know) (?:who )?(?:the author|wrote)\b|\bauthor (?:is )?unknown\b"
    r"|\bpost(?:ed|ing) (?:this |it )?(?:here )?(?:for|on behalf of) (?:an? |my )?(?:friend|member|someone|somebody|another|the author)\b"
    r"|\b(?:re)?post(?:ed|ing)? (?:this |it )?(?:here )?with (?:the author['’]s |his |her |their )(?:kind )?permission\b"
    r"|\bforwarded (?:to the list |here )?(?:for|from|on behalf of) (?:an?|the|my) (?:\w+ )?(?:member|friend|author|list|reader)\b"
    r"|\bsubmitted (?:for|on behalf of) (?:an?|the|my) (?:friend|author|member)\b|\btook this off\b"
    r"|\b(?:not|isn['’]t) my (?:own )?story\b|\bi (?:did not|didn['’]t) write (?:this|it)\b"
    r"|\bposted this originally\b|\bwho (?:originally )?(?:wrote|posted) (?:this|it)\b",
    re.IGNORECASE,
)


def is_keeper_note(text: str) -> bool:
    """Tell whether a paragraph before or after a story is its keeper's, not its author's.

    Args:
        text: the paragraph; only its first 1,200 characters are looked at.

    Cost: O(1), bounded.

    Example:
        >>> is_keeper_note("(This came to the archive by mail. -- the keeper)")
        True
        >>> is_keeper_note("I wrote this on the train, and the keeper of the goose is mine.")
        False
    """
    return _KEEPER.search(" ".join(text[:_LOOK].split())) is not None
