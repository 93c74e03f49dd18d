"""Assets: style and scripts as few, small, long-lived answers.

A page asks for one style sheet and one script. Their addresses change whenever their words
do, so that a browser may keep them for a year.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import Response
from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

STYLE_COOKIE = "style"
"""Says which style sheet of the reading page a browser has."""

STATIC_FOLDER = Path(__file__).parent / "static"
GET = ["GET", "HEAD"]

PAGE_STYLES = ("tokens.css", "page.css", "fonds.css")
PAGE_SCRIPTS = ("fonds.js",)
"""What every page needs."""

READING_STYLES = ("tokens.css", "page.css", "reading.css")
READING_SCRIPTS = ("fonds.js", "reading.js", "offline.js")
"""What the reading page needs, in the order in which the browser takes it in."""

router = APIRouter()

_YEAR = "public, max-age=31536000, immutable"
_BUNDLE = re.compile(r"[a-z0-9_]{1,40}(?:\+[a-z0-9_]{1,40}){0,7}\.(?:css|js)\Z")
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s+")
_LINE_COMMENT = re.compile(r"^ *//[^\n]*\n", re.MULTILINE)

_GZIP_LEAST = 1000
"""Bytes; what is shorter fits into one packet as it is."""

_GZIP_LEVEL = 6
"""9 takes half as long again for a hundredth less of a chapter."""


def asset(name: str) -> str:
    """Give the address of a static file, new whenever the file is.

    Args:
        name: of a file in `static/`.

    Returns:
        A path with a version.

    Raises:
        OSError: there is none of that name.
    """
    return f"/static/{name}?v={_digest((STATIC_FOLDER / name).read_bytes())}"


def bundle(*names: str) -> str:
    """Give the address of several style sheets, or scripts, in one.

    Args:
        names: of files in `static/`, all of one kind, in order.

    Returns:
        A path with a version.

    Raises:
        ValueError: there is none of a name, or they are of two kinds.

    Example:
        >>> bundle("tokens.css", "fonds.css").split("?")[0]
        '/static/bundle/tokens+fonds.css'
    """
    stems, kinds = zip(*(name.rsplit(".", 1) for name in names), strict=True)
    joined = f"{'+'.join(stems)}.{kinds[0]}"
    if len(set(kinds)) != 1 or not _BUNDLE.match(joined):
        raise ValueError(f"these are no bundle: {', '.join(names)}")
    return f"/static/bundle/{joined}?v={_digest(read_bundle(joined))}"


@lru_cache(maxsize=64)
def read_bundle(joined: str) -> bytes:
    """Read the files of a bundle, without what only people need.

    Args:
        joined: as `bundle` names it, such as "tokens+fonds.css".

    Raises:
        ValueError: it is no such name, or there is no such file.
    """
    if not _BUNDLE.match(joined):
        raise ValueError(f"this is no bundle: {joined!r}")
    stems, _, kind = joined.rpartition(".")
    try:
        texts = [(STATIC_FOLDER / f"{stem}.{kind}").read_text("utf-8") for stem in stems.split("+")]
    except OSError as error:
        raise ValueError(f"there is no such file: {error.filename}") from error
    return "\n".join(_shorten(text, kind) for text in texts).encode()


def _shorten(text: str, kind: str) -> str:
    text = _CSS_COMMENT.sub("", text) if kind == "css" else _LINE_COMMENT.sub("", text)
    return _INDENT.sub("\n", text).strip()


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:12]


@router.api_route("/static/bundle/{name}", methods=GET, include_in_schema=False)
def show_bundle(request: Request, name: str) -> Response:
    """Give several static files as one."""
    try:
        data = read_bundle(name)
    except ValueError as error:
        raise HTTPException(404) from error
    digest = _digest(data)
    headers = {"ETag": f'"{digest}"', "Cache-Control": "no-cache"}
    # A version of yesterday must not be kept under its name with today's words.
    if request.query_params.get("v") == digest:
        headers["Cache-Control"] = _YEAR
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_TYPES[name.rsplit(".", 1)[1]], headers=headers)


def preload(*addresses: str) -> str:
    """Write a `Link` header that lets a browser fetch assets before it has read the page.

    Example:
        >>> preload("/static/a.css?v=1")
        '</static/a.css?v=1>; rel=preload; as=style'
    """
    return ", ".join(
        f"<{address}>; rel=preload; as={'style' if '.css' in address else 'script'}"
        for address in addresses
    )


class Style(Struct, frozen=True):
    """How one answer gets its style.

    A browser that has never been here has to wait a second time for a style sheet; on a slow
    line that is longer than the page itself takes. So the first page holds the style, the
    browser fetches the sheet when it has nothing better to do, and every later page names it.

    Attributes:
        url: of the style sheet.
        inline: its words when the page holds them, else "".
        source: what the answer's policy must allow for it besides the site itself, or "".
    """

    url: str
    inline: Markup
    source: str

    @property
    def digest(self) -> str:
        """What a browser's cookie says when it has the sheet."""
        return self.url.rpartition("=")[2]


def make_style(cookie: str | None, *names: str) -> Style:
    """Make the style of an answer.

    Args:
        cookie: what the browser says it has, see `STYLE_COOKIE`.
        names: style sheets of a bundle.
    """
    url = bundle(*names)
    if cookie == url.rpartition("=")[2]:
        return Style(url, Markup(""), "")
    words = read_bundle(url.partition("?")[0].rpartition("/")[2])
    hashed = b64encode(sha256(words).digest()).decode()
    return Style(url, Markup(words.decode()), f"'sha256-{hashed}'")  # noqa: S704 - files of ours


def install_assets(environment: Environment) -> None:
    """Let templates name assets: `asset("fonds.svg")`, `bundle("tokens.css", "fonds.css")`."""
    environment.globals.update(asset=asset, bundle=lru_cache(maxsize=64)(bundle))


def install_gzip(app: FastAPI) -> None:
    """Let an application send its text compressed."""
    app.add_middleware(SafeGzip)


class SafeGzip:
    """Compresses texts, but not what a page elsewhere asked for in a guest's name.

    How well words compress tells whether they repeat each other. Who can put words into an
    address that somebody else's browser asks for, and can see how long the answer is, could
    so guess what else stands on the page (BREACH, 2013). A browser says of each request
    whether a page elsewhere caused it (W3C Fetch Metadata); such answers go as they are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._gzip = GZipMiddleware(app, minimum_size=_GZIP_LEAST, compresslevel=_GZIP_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_foreign = scope["type"] == "http" and _is_foreign(scope["headers"])
        await (self._plain if is_foreign else self._gzip)(scope, receive, send)


def _is_foreign(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name == b"sec-fetch-site" and value in (b"cross-site", b"same-site")
        for name, value in headers
    )
