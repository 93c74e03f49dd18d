"""Source identity: which story an address on the web is of, whatever page of it.

An address names a story when it has the story's number in a place where archives keep it:
`?sid=123`, `/s/123/2/Title`, `/works/123/chapters/4`. Numbers are compared whole: `/123` is not
`/12345`. Pages without a number are their own path, without what names a chapter.
"""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

_SURE_KEYS = ("sid", "storyid", "story_id", "fid", "ficid", "workid", "work_id")
_KEYS = ("story", "fic", "threadid", "thread", "topic", "tid", "t", "psid", "no", "id", "p")
"""Parameters that hold a story's number, the surest first: eFiction's `sid` before an `id` that
may be a chapter's. Of the less sure ones each page has numbers of its own."""

_PATHS = re.compile(
    r"/(?:s|works|story|stories|fic|fics|fiction|fanfic|fanfics|threads?|topics?|archive|view"
    r"|readfic|reader|book|books|novel|text|texts|node|entry|post|posts)/"
    r"(?:[a-z0-9_-]{1,80}?[.-])?(?P<number>\d{1,12})(?=$|[/.-])"
)
_BLOG = re.compile(r"^/(?:[a-z0-9_-]{1,60}/)?(?P<number>\d{2,12})(?:\.html?)?/?$")
_BLOG_HOSTS = ("livejournal.com", "dreamwidth.org", "insanejournal.com", "journalfen.net")
_ARCHIVED = re.compile(
    r"^https?://(?:web\.|wayback\.)?archive\.org/(?:web/)?(?:\d{4,14}[a-z_]{0,5}|\*)/(?P<url>.*)$",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?:[a-z]{2,8}:)?//", re.IGNORECASE)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|old|beta)\.")
_CHAPTER = re.compile(r"[-_.]{0,2}(?:chapter|chap|ch|part|pt|page)[-_.]?\d{1,3}[a-z]?$")
_PAGE = re.compile(r"\.(?:html?|shtml|xhtml|php|asp|aspx|txt|text|pdf|epub|docx?|rtf)$")
_SCRIPT = re.compile(r"\.(?:php|aspx?|cgi|pl)$")
_INDEX = frozenset({"index", "default", "home", "main", "fanfic", "fiction", "stories", "links"})
_SAME_HOST = {
    "archiveofourown.com": "archiveofourown.org",
    "archiveofourown.net": "archiveofourown.org",
    "ao3.org": "archiveofourown.org",
    "insecure.archiveofourown.org": "archiveofourown.org",
    "download.archiveofourown.org": "archiveofourown.org",
}
_LONGEST = 2_000


def find_source_identity(address: str) -> str | None:
    """Find which story an address is of.

    Args:
        address: as a file states it.

    Returns:
        "host/… number", the same for all pages and spellings of one story's address; None when
        the address is none, or of a site rather than of a story.

    Cost: O(n).
    Source: ours; addresses of eFiction, AO3, FanFiction.Net, Automated Archive, XenForo,
        LiveJournal as their pages have them.

    Example:
        >>> find_source_identity("https://www.fanfiction.net/s/123/2/The-Fog")
        'fanfiction.net 123'
        >>> find_source_identity("http://oz.example/fic/viewstory.php?sid=12&chapter=3")
        'oz.example/fic 12'
        >>> find_source_identity("http://oz.example/~jane/fog-part2.html")
        'oz.example/~jane/fog'
        >>> find_source_identity("http://oz.example/") is None
        True
    """
    address = address.strip().strip("<>\"'")[:_LONGEST]
    if (archived := _ARCHIVED.match(address)) is not None:
        address = archived["url"]
    if _SCHEME.match(address) is None:
        address = f"//{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if "." not in host:
        return None
    host = _HOST_PREFIX.sub("", host)
    host = _SAME_HOST.get(host, host)
    path = unquote(parts.path).lower()
    folder = path.rpartition("/")[0].rstrip("/")
    if (number := _find_number(parts.query, _SURE_KEYS)) is not None:
        return f"{host}{folder} {number}"
    named = _PATHS.search(path)
    if named is None and host.endswith(_BLOG_HOSTS):
        named = _BLOG.match(path)
        if named is not None:
            return f"{host}{path[: named.start('number')].rstrip('/')} {int(named['number'])}"
    if named is not None:
        return f"{host}{_find_rest(path, named)} {int(named['number'])}"
    if (number := _find_number(parts.query, _KEYS)) is not None:
        return f"{host}{path} {number}"
    if parts.query and _SCRIPT.search(path):
        return None
    return _find_page(host, path)


def _find_number(query: str, keys: Sequence[str]) -> str | None:
    values = {key.lower(): value for key, value in parse_qsl(query)}
    for key in keys:
        value = values.get(key, "")
        if value.isdecimal() and value.isascii():
            return str(int(value[:18]))
    return None


def _find_rest(path: str, named: re.Match[str]) -> str:
    """What tells archives of one host apart: folders before the number, collections left out."""
    before = path[: named.start()]
    if before.startswith(("/collections/", "/users/", "/downloads")):
        return ""
    # Automated Archives keep stories under folders of tens: "/archive/12/thefog.html".
    if path[named.start() :].startswith("/archive/"):
        page = path[named.end() :].strip("/")
        return f"{before}/archive/{page}" if page else f"{before}/archive"
    return before


def _find_page(host: str, path: str) -> str | None:
    folder, _, page = path.rstrip("/").rpartition("/")
    if path.endswith("/") or not _PAGE.search(page):
        return None
    name = _PAGE.sub("", page)
    stem = _CHAPTER.sub("", name)
    if not stem or name in _INDEX:
        return None
    return f"{host}{folder}/{stem}"
