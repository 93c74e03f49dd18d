"""Looks: how a reader wants pages to look, kept in a cookie of their own browser."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
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
SIZES = {"small": "Small", "normal": "Normal", "large": "Large", "largest": "Largest"}

_YEAR_S = 365 * 24 * 3600
_FORM_BYTES = 4096
"""Two words and a path; more is no form of ours."""


class Looks(Struct, frozen=True):
    """A theme of `THEMES` and a size of `SIZES`."""

    theme: str = "auto"
    size: str = "normal"


def find_looks(cookies: str) -> Looks:
    """Find the looks in a `Cookie` header; anything odd gives the usual ones.

    Example:
        >>> find_looks("looks=sepia.large; other=1")
        Looks(theme='sepia', size='large')
        >>> find_looks("looks=<b>")
        Looks(theme='auto', size='normal')
    """
    try:
        morsel = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return Looks()
    theme, _, size = (morsel.value if morsel else "").partition(".")
    return make_looks(theme, size)


def make_looks(theme: str, size: str) -> Looks:
    """Make looks of two words; unknown ones become the usual."""
    usual = Looks()
    return Looks(theme if theme in THEMES else usual.theme, size if size in SIZES else usual.size)


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
    known = find_looks(request.headers.get("cookie", ""))
    theme, size, back = (form.get(name, [""])[0] for name in ("theme", "size", "back"))
    looks = make_looks(theme or known.theme, size or known.size)
    response = RedirectResponse(find_way_back(back), status_code=303)
    response.set_cookie(
        COOKIE,
        f"{looks.theme}.{looks.size}",
        max_age=_YEAR_S,
        httponly=True,
        samesite="lax",
    )
    return response
