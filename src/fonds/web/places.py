"""Places: where somebody stopped in a story, and on which of their devices."""

import re
import secrets
from collections.abc import Sequence
from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response
from msgspec import Struct

from fonds.app.annotating import find_paragraph
from fonds.app.shelf import Shelf
from fonds.library.opening import Library
from fonds.library.people import Person
from fonds.library.positions import Placed, Position, list_positions_of, put_device, put_position
from fonds.web.anchors import find_chapter, number_sections
from fonds.web.story import Story, page_url
from fonds.web.visiting import Visitor

COOKIE = "device"
"""A word of chance that tells one browser of a person from another."""

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")
_YEAR_S = 365 * 24 * 3600

_FURTHER = 0.005
"""Share of the story by which another device must be ahead before anybody is told."""

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


class Offer(Struct, frozen=True):
    """A place elsewhere in the story that somebody may want to go to.

    Attributes:
        device: the other device's name; None when it is this one.
        label: what the chapter is called; "" in a story without chapters.
        share: of the story that lies before it, 0..1.
        url: leads there.
    """

    device: str | None
    label: str
    share: float
    url: str


class Places(Struct, frozen=True):
    """Where a person is with one story.

    Attributes:
        story: the story.
        can_keep: whether places of this visitor are kept by the library at all.
        own: on this device, or None.
        further: on another device that is further on, or None.
    """

    story: Story
    can_keep: bool
    own: Position | None
    further: Placed | None

    def find_offer(self, chapter: int | None) -> Offer | None:
        """Find what to offer on the page of a chapter, or of the whole work for None."""
        if self.further is not None:
            return self._offer(self.further.device.name, self.further.position, chapter)
        own = self.own
        if own is None or chapter is None:
            return None
        return self._offer(None, own, chapter) if own.chapter != chapter else None

    def _offer(self, device: str | None, at: Position, chapter: int | None) -> Offer:
        work_id = self.story.work_id
        page = f"/works/{work_id}/read/all" if chapter is None else page_url(work_id, at.chapter)
        label = self.story.label(at.chapter)
        return Offer(device, label, at.fraction, f"{page}#p-{at.paragraph}")


def name_device(agent: str) -> str:
    """Name a browser for people.

    Example:
        >>> name_device("Mozilla/5.0 (Android 14; Mobile) Gecko/1 Firefox/130.0")
        'Firefox on Android'
        >>> name_device("curl/8")
        'a device'
    """
    system = next((name for word, name in _SYSTEMS if word in agent), "")
    browser = next((name for word, name in _BROWSERS if word in agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "a device"


def find_device_key(request: Request) -> str | None:
    """Find the word by which a browser calls itself."""
    key = request.cookies.get(COOKIE, "")
    return key if _KEY.match(key) else None


def make_device_id(person: int, key: str) -> str:
    """Make a device's identifier: two people at one browser have two devices.

    Example:
        >>> make_device_id(1, "abcdefgh") == make_device_id(2, "abcdefgh")
        False
    """
    return sha256(f"{person}:{key}".encode()).hexdigest()[:32]


def keep_device(request: Request, visitor: Visitor, response: Response) -> str:
    """Give the browser's word; a browser that has none yet gets one with the answer."""
    key = find_device_key(request)
    if key is None:
        key = secrets.token_urlsafe(16)
        if can_keep(visitor):
            response.set_cookie(
                *(COOKIE, key), max_age=_YEAR_S, httponly=True, samesite="lax",
                secure=request.url.scheme == "https",
            )  # fmt: skip
    return key


def can_keep(visitor: Visitor) -> bool:
    """Tell whether the library keeps places of a visitor."""
    return visitor.is_alone or visitor.person is not None


def find_places(request: Request, shelf: Shelf, visitor: Visitor, story: Story) -> Places:
    """Find where a visitor is with a story, on this device and on others.

    Places are found again by their words, should the story have changed.

    Cost: O(devices of the person).
    """
    placed: Sequence[Placed] = ()
    own_id = ""
    if visitor.person is not None:
        placed = list_positions_of(shelf.library, visitor.person.id, story.work_id)
        own_id = make_device_id(visitor.person.id, find_device_key(request) or "")
    mended = [_mend(one, story) for one in placed]
    own = next((one.position for one in mended if one.device.id == own_id), None)
    here = own.fraction if own is not None else 0.0
    ahead = [
        one for one in mended if one.device.id != own_id and one.position.fraction > here + _FURTHER
    ]
    return Places(story, can_keep(visitor), own, ahead[0] if ahead else None)


def _mend(placed: Placed, story: Story) -> Placed:
    old = placed.position
    paragraph = find_paragraph(story.text, old.paragraph, old.quote)
    chapter = find_chapter(story.sections, paragraph)
    position = Position(chapter, paragraph, old.fraction, old.quote, old.at)
    return Placed(placed.work_id, placed.device, position)


def make_position(story: Story, paragraph: int, *, at: str) -> Position:
    """Make the position of a paragraph.

    Args:
        story: the story.
        paragraph: number of a block; one outside of the story stands for its first or last.
        at: when, ISO UTC.

    Cost: O(paragraphs).
    """
    text = story.text
    last = number_sections(story.sections)[-1] - 1
    number = min(max(1, paragraph), max(1, last))
    share = text.starts[number - 1] / max(1, len(text.text)) if text.starts else 0.0
    quote = text.paragraphs[number - 1][:100] if text.paragraphs else ""
    return Position(find_chapter(story.sections, number), number, share, quote, at)


class Browser(Struct, frozen=True):
    """What somebody reads with: the word it calls itself by, and what people call it."""

    key: str
    name: str


def keep_position(
    library: Library, person: Person, browser: Browser, work_id: str, position: Position,
    *, clock: str,
) -> bool:  # fmt: skip
    """Keep where a person is on a device; gives whether it was the newest."""
    device_id = make_device_id(person.id, browser.key)
    put_device(library, person.id, device_id, browser.name, clock=clock)
    return put_position(library, person.id, device_id, work_id, position, clock=clock)
