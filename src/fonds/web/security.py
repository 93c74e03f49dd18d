"""Security: the headers every answer bears, and what no other site may ask."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fonds.web.api.problems import answer_problem
from fonds.web.visiting import COOKIE, SAFE, is_for_program

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing inline and nothing from elsewhere: words of a stranger's file can never act."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not "no-referrer": with it browsers give a form of our own the origin "null" (Fetch
    # standard, "append a request Origin header"), and it could not be told from a stranger's.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class SecureHeaders:
    """Puts `HEADERS` on every answer of the application it holds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and the answer back."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured)


_FOREIGN = "This came from another site, so nothing was done. Open the page here and do it again."


class SameSite:
    """Refuses what another site makes a browser ask: no page elsewhere can act here.

    Browsers say where an unsafe request comes from: in `Sec-Fetch-Site` over https and on
    the machine itself, in `Origin` everywhere. Programs say neither and hold no session.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self._app(scope, receive, send)
        elif is_foreign(Headers(scope=scope)):
            await _refuse(scope["path"])(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Tell whether an unsafe request comes from another site, by its headers.

    Example:
        >>> is_foreign(Headers({"sec-fetch-site": "cross-site"}))
        True
        >>> is_foreign(Headers({"origin": "http://fonds.example", "host": "fonds.example"}))
        False
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is not None:
        return _find_authority(origin) != headers.get("host", "").lower()
    return COOKIE in cookie_parser(headers.get("cookie", ""))


def _find_authority(origin: str) -> str:
    """Give host and port of an origin; the scheme is not compared: a proxy may end TLS."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _refuse(path: str) -> Response:
    if is_for_program(path):
        return answer_problem(403, _FOREIGN)
    return PlainTextResponse(_FOREIGN, 403)
