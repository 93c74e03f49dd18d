"""Site chrome: what a web site put around a story.

Judged by tags, by the names of elements, by how much of a place is links, and by where it
stands. A word that is wrongly called chrome is lost to the reader, one that is wrongly called
story is only a nuisance: when unsure, it is story.
"""

import re
from bisect import bisect_right

from msgspec import Struct

from fonds.model.block import Place
from fonds.parse.page import Draft, Page

_TAGS = frozenset({"nav", "footer", "select", "button", "textarea", "menu", "dialog", "search"})
_ROLES = frozenset({"navigation", "contentinfo", "search", "menu", "menubar", "toc", "landmarks"})
_NAMES = frozenset(
    "nav navbar navigation navlinks navlink menu menubar sidebar breadcrumb breadcrumbs footer "
    "pagefooter banner ad ads advert advertisement cookie cookies login share sharing social "
    "counter webring pagination pager paging related widget blogroll skip skiplinks skiplink "
    "toolbar copyright adsense masthead slogan tagline".split()
)
_WHOLE_NAMES = frozenset(
    "site-title site-name sitename site-header site-description blog-title blog-description".split()
)
_COMMENT_NAMES = frozenset({"comments", "commentlist", "respond", "disqus", "comment-form"})
_DENSE_TAGS = frozenset("td th div ul ol table tr section center p dir aside form".split())

_MAX_SHARE = 0.4
"""An element named like chrome that holds more of a page than this is the page."""
_DENSE = 0.7
"""Share of linked characters: menus have 0.8 to 1.0, prose below 0.1, measured on saved pages
of our own sample heap; the gap is wide."""
_EDGE = 40
"""How many drafts from either end may be chrome by what they say."""
_LONG = 150
"""A stretch this long at an edge is prose: the story, or a note on it."""

_LABEL = re.compile(r"\W{0,3}[A-Z][\w' /()-]{1,28}\s?:")
_BYLINE = re.compile(r"\bby\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[|·•/\[\]<>«»→←~*:‹›]+\s*|\s{2,}| - ")
_PHRASES = frozenset(
    [
        *"home|back|next|previous|prev|index|main|archive|archives|stories|fiction|fanfiction".split(
            "|"
        ),
        *"fan fiction|fanfic|links|guestbook|contact|contact me|email|e-mail|email me|mail".split(
            "|"
        ),
        *"site map|sitemap|search|help|about|about us|about me|faq|login|log in|log out".split("|"),
        *"register|sign up|top|random|list sites|authors|titles|categories|series|browse".split(
            "|"
        ),
        *"news|updates|what's new|awards|gallery|forum|message board|chat|webring|credits".split(
            "|"
        ),
        *"main page|home page|homepage|story index|fiction index|skip to content|print".split("|"),
        *"printer friendly|reviews|review|add review|first|last|next chapter".split("|"),
        *"previous chapter|table of contents|recent|challenges|members|tags|feedback form".split(
            "|"
        ),
        *"next 5|skip it|join|sign my guestbook|view my guestbook|sign guestbook|disclaimer".split(
            "|"
        ),
    ]
)
_GOING = re.compile(
    r"(?:go )?(?:back|return|on) to\b|(?:next|previous) (?:story|chapter|part|page)\b", re.I
)
_COLOPHON = re.compile(
    r"you are (?:visitor|the \S+ visitor|guest)|visitors?(?: number| since|:)|"
    r"this page (?:was|has been)|copyright\b|©|\(c\)|(?:page )?last (?:updated|modified|changed)|"
    r"(?:page )?last revised|powered by|hosted by|page (?:generated|design)|all rights reserved|"
    r"best viewed|this \S{0,30} ?web ?ring|web ?ring\b|all content|site (?:by|design)|"
    r"(?:report|flag) (?:this )?(?:story|abuse)|skip to|you must (?:login|log in)",
    re.IGNORECASE,
)


_MAIL_FRAME = re.compile(
    r"(?:contemporary )?messages sorted(?: by)?:|(?:next|previous) (?:message|in thread):|"
    r"(?:maybe )?(?:in )?reply(?: to)?:|this archive was generated",
    re.IGNORECASE,
)
"""What programs that turn mailing lists into pages (hypermail, pipermail) print."""
_TITLE_PARTS = re.compile(r" (?:::|[|»«·>–—-]) |~\*~| ?:: ?")  # of a title with single spaces


class _Weight(Struct):
    """How much stands in an element or a draft."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    labels: int = 0


def find_chrome(page: Page) -> dict[int, Place]:
    """Find the drafts of a page that a web site put around its story.

    Args:
        page: d drafts.

    Returns:
        For each draft that is chrome, its index and whether it stands before or behind
        the story. Rules between chrome and an end of the page are chrome too.

    Cost: O(d + elements + links).
    """
    drafts = page.drafts
    if not drafts:
        return {}
    weights = _weigh_drafts(page)
    inside = _find_chrome_elements(page, weights)
    chrome = {i for i, draft in enumerate(drafts) if draft.inside >= 0 and inside[draft.inside]}
    chrome |= _find_at_edges(page, weights, chrome)
    chrome |= _find_site_title(page, chrome)
    if not any(_is_story(draft, i, chrome) for i, draft in enumerate(drafts)):
        return {}
    return _place(drafts, chrome)


def _is_story(draft: Draft, index: int, chrome: set[int]) -> bool:
    return draft.kind != "break" and index not in chrome


def _weigh_drafts(page: Page) -> list[_Weight]:
    starts = [draft.start for draft in page.drafts]
    weights = [
        _Weight(
            chars=draft.end - draft.start,
            labels=_LABEL.match(page.chars, draft.start, draft.end) is not None,
        )
        for draft in page.drafts
    ]
    for link in page.links:
        if link.href.startswith(("mailto:", "http://mailto")) or link.start >= link.end:
            continue
        weight = weights[max(0, bisect_right(starts, link.start) - 1)]
        weight.links += 1
        weight.linked += link.end - link.start
    return weights


def _find_chrome_elements(page: Page, weights: list[_Weight]) -> list[bool]:
    """Mark each element that is chrome, or stands in chrome."""
    elements = page.elements
    sums = [_Weight() for _ in elements]
    for draft, weight in zip(page.drafts, weights, strict=True):
        if draft.inside >= 0:
            _add(sums[draft.inside], weight)
    for index in range(len(elements) - 1, -1, -1):
        if elements[index].parent >= 0:
            _add(sums[elements[index].parent], sums[index])
    total = max(1, sum(weight.chars for weight in weights))
    before = _chars_before(page, weights)
    marks: list[bool] = []
    for index, element in enumerate(elements):
        held = sums[index]
        if element.parent >= 0 and marks[element.parent]:
            marks.append(True)
            continue
        names = {element.id.lower(), *(name.lower() for name in element.classes)}
        parts = names | {part for name in names for part in re.split("[-_]", name)}
        is_small = held.chars <= _MAX_SHARE * total
        is_frame = element.tag in _TAGS or element.role in _ROLES
        is_named = bool(parts & _NAMES or names & _WHOLE_NAMES) or element.tag == "noscript"
        is_named = is_named or element.is_hidden
        is_dense = (
            element.tag in _DENSE_TAGS
            and held.links >= 3
            and held.labels == 0
            and held.linked >= _DENSE * held.chars
        )
        # Comments may be longer than the story they follow.
        is_comments = bool(names & _COMMENT_NAMES) and before.get(index, 0) >= 400
        marks.append(is_frame or (is_small and (is_named or is_dense)) or is_comments)
    return marks


def _add(total: _Weight, part: _Weight) -> None:
    total.chars += part.chars
    total.linked += part.linked
    total.links += part.links
    total.labels += part.labels


def _chars_before(page: Page, weights: list[_Weight]) -> dict[int, int]:
    """Characters that stand before each element that holds a draft, or holds its holder."""
    before: dict[int, int] = {}
    so_far = 0
    for draft, weight in zip(page.drafts, weights, strict=True):
        index = draft.inside
        while index >= 0 and index not in before:
            before[index] = so_far
            index = page.elements[index].parent
        so_far += weight.chars
    return before


def _find_at_edges(page: Page, weights: list[_Weight], chrome: set[int]) -> set[int]:
    found: set[int] = set()
    count = len(page.drafts)
    for order, is_back in ((range(count), False), (range(count - 1, -1, -1), True)):
        for seen, index in enumerate(order):
            draft = page.drafts[index]
            if seen >= _EDGE:
                break
            if index in chrome or draft.kind == "break":
                continue
            if _says_chrome(page, draft, weights[index], is_back=is_back):
                found.add(index)
            elif draft.end - draft.start >= _LONG:
                break
    return found


def _find_site_title(page: Page, chrome: set[int]) -> set[int]:
    """Find the name of a site above its menu: one part of `<title>`, with another below.

    A heading above a menu may be the story's own, so it is the site's only when the page's
    title names it and something that follows the menu too.
    """
    drafts = page.drafts
    start = next((i for i in range(len(drafts)) if i not in chrome), 0)
    first = next((i for i in range(start, len(drafts)) if i in chrome), start)
    if not 1 <= first - start <= 3 or not page.titles:
        return set()
    parts = [_fold(part) for part in _TITLE_PARTS.split(" ".join(page.titles[0].split()))]
    above = [_fold(page.chars[one.start : one.end]) for one in drafts[start:first]]
    below = [
        _fold(page.chars[one.start : one.end])
        for index, one in enumerate(drafts[first : first + _EDGE], first)
        if index not in chrome and one.end - one.start < _LONG
    ]
    named = [part for part in parts if part in above]
    others = [part for part in parts if part and part not in above]
    if named and any(text == part for part in others for text in below):
        return set(range(start, first))
    return set()


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _says_chrome(page: Page, draft: Draft, weight: _Weight, *, is_back: bool) -> bool:
    text = page.chars[draft.start : draft.end]
    if len(text) <= 2 * _LONG and _MAIL_FRAME.match(text):
        return True
    if draft.kind == "heading" or weight.labels:
        return False
    if weight.links >= 2 and weight.linked >= _DENSE * weight.chars and not _BYLINE.search(text):
        return True
    if len(text) > 2 * _LONG:
        return False
    if is_back and _COLOPHON.match(text):
        return True
    if not weight.links:
        return False
    if weight.linked >= _DENSE * weight.chars and _GOING.match(text) and len(text) <= 80:
        return True
    words = [part.strip(" .!").lower() for part in _SPLIT.split(text.replace("\n", " | "))]
    return all(word in _PHRASES for word in words if word)


def _place(drafts: list[Draft], chrome: set[int]) -> dict[int, Place]:
    """Say of each whether the larger part of the story follows it."""
    story = [i for i, draft in enumerate(drafts) if _is_story(draft, i, chrome)]
    half = sum(drafts[i].end - drafts[i].start for i in story) / 2
    placed: dict[int, Place] = {}
    so_far = 0.0
    for index, draft in enumerate(drafts):
        if index in chrome:
            placed[index] = "front" if so_far < half else "back"
        elif draft.kind != "break":
            so_far += draft.end - draft.start
        elif chrome and index < story[0] and min(chrome) < story[0]:
            placed[index] = "front"
        elif chrome and index > story[-1] and max(chrome) > story[-1]:
            placed[index] = "back"
    return placed
