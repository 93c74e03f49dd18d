"""Looks: how a reader wants pages to look, kept in a cookie of their own browser."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from msgspec import Struct

router = APIRouter()

COOKIE = "looks"
THEMES = {
    "auto": "As the device",
    "paper": "Paper",
    "sepia": "Sepia",
    "night": "Night",
    "contrast": "Contrast",
}
SIZES = {
    "smallest": "Smallest",
    "small": "Small",
    "normal": "Normal",
    "large": "Large",
    "larger": "Larger",
    "largest": "Largest",
}
FACES = {"book": "Book", "sans": "Sans", "easy": "Dyslexia-friendly"}
MEASURES = {"narrow": "Narrow", "middle": "Middle", "wide": "Wide"}
SPACINGS = {"tight": "Tight", "usual": "Usual", "loose": "Loose"}
ENDS = {"ragged": "Ragged", "justified": "Justified"}

CHOICES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "theme": ("Page", THEMES),
    "size": ("Letters", SIZES),
    "face": ("Typeface", FACES),
    "measure": ("Lines", MEASURES),
    "spacing": ("Spacing", SPACINGS),
    "ends": ("Line ends", ENDS),
}
"""What can be chosen: the name of a form's field, what people call it, its values."""

_USUAL = {
    "theme": "auto",
    "size": "normal",
    "face": "book",
    "measure": "middle",
    "spacing": "usual",
    "ends": "ragged",
}

_OLD = {"largest": "larger"}
"""A cookie of two words is from when there were four sizes; this one has another name now."""

_YEAR_S = 365 * 24 * 3600
_FORM_BYTES = 4096
"""A few words and a path; more is no form of ours."""


class Looks(Struct, frozen=True):
    """One value of each of `CHOICES`."""

    theme: str = _USUAL["theme"]
    size: str = _USUAL["size"]
    face: str = _USUAL["face"]
    measure: str = _USUAL["measure"]
    spacing: str = _USUAL["spacing"]
    ends: str = _USUAL["ends"]

    @property
    def words(self) -> dict[str, str]:
        """The value of each choice by its name."""
        return {name: str(getattr(self, name)) for name in CHOICES}

    @property
    def choices(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        """What can be chosen; for templates."""
        return CHOICES

    @property
    def attributes(self) -> Markup:
        """What stands in the `html` element: all that is not left to the device.

        Example:
            >>> print(Looks(theme="sepia").attributes)
             data-theme="sepia" data-size="normal"
        """
        shown = {
            name: value
            for name, value in self.words.items()
            if name == "size" or value != _USUAL[name]
        }
        return Markup("").join(
            Markup(' data-{}="{}"').format(name, value) for name, value in shown.items()
        )


def find_looks(cookies: str) -> Looks:
    """Find the looks in a `Cookie` header; anything odd gives the usual ones.

    Example:
        >>> find_looks("looks=sepia.large; other=1").words["size"]
        'large'
        >>> find_looks("looks=<b>") == Looks()
        True
    """
    try:
        morsel = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return Looks()
    found = (morsel.value if morsel else "").split(".")
    if len(found) == 2:
        found[1] = _OLD.get(found[1], found[1])
    return make_looks(dict(zip(CHOICES, found, strict=False)))


def make_looks(words: Mapping[str, str]) -> Looks:
    """Make looks of words by choice; unknown and missing ones become the usual.

    Example:
        >>> make_looks({"theme": "night", "size": "huge"}).words["size"]
        'normal'
    """
    known = {
        name: word
        for name, (_, values) in CHOICES.items()
        if (word := words.get(name, "")) in values
    }
    return Looks(**known)


def write_looks(looks: Looks) -> str:
    """Write looks as the cookie's value; scripts write the same.

    Example:
        >>> write_looks(Looks(theme="night"))
        'night.normal.book.middle.usual.ragged'
    """
    return ".".join(looks.words.values())


def find_way_back(path: str) -> str:
    """Give a path of this site back; everything else leads to the shelf.

    Example:
        >>> find_way_back("/works/w1/read"), find_way_back("//elsewhere.example")
        ('/works/w1/read', '/')
    """
    # A browser takes "//x" and "/\\x" for another host.
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


@router.post("/looks")
async def put_looks(request: Request) -> Response:
    """Keep the looks a reader chose in a cookie and go back to the page."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return Response(status_code=413)
    form = parse_qs(body.decode("ascii", "replace"), max_num_fields=20)
    chosen = find_looks(request.headers.get("cookie", "")).words
    chosen |= {name: form[name][0] for name in CHOICES if name in form}
    response = RedirectResponse(find_way_back(form.get("back", [""])[0]), status_code=303)
    # Not HttpOnly: a script keeps the same cookie when looks change without a reload, and
    # these words are no secret.
    response.set_cookie(COOKIE, write_looks(make_looks(chosen)), max_age=_YEAR_S, samesite="lax")
    return response
