"""Routes of the API: every answer bears a tag, and a change can ask that all is as it was."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Message

from fonds.web.api.models import API
from fonds.web.conditional import PRIVATE, has_tag, is_tagged, make_tag

Depend = Callable[..., Any]

CHANGING = frozenset({"PUT", "PATCH", "DELETE"})
"""Methods that can be asked for on a condition."""

_CHANGED = "It has changed since you read it, so nothing was done. Read it again and decide anew."

_one_at_a_time = asyncio.Lock()
"""Between asking whether something is as it was and changing it, nobody else changes it."""


class ApiRoute(APIRoute):
    """A route of the API.

    What is read has a tag made of the bytes that are sent (`ETag`), and is not sent again to
    who has it (`If-None-Match`). What is changed with `If-Match` is changed only if it would
    read as it did (RFC 9110, 13.1). HEAD is answered wherever GET is.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        **options: Any,  # noqa: ANN401 - those of FastAPI
    ) -> None:
        super().__init__(path, endpoint, **options)
        if "GET" in (self.methods or ()):
            self.methods = {"GET", "HEAD"}

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give what answers a request."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method in CHANGING and "if-match" in request.headers:
                async with _one_at_a_time:
                    await _check_unchanged(request)
                    response = await answer(request)
            else:
                response = await answer(request)
            for name, value in PRIVATE.items():
                response.headers.setdefault(name, value)
            if request.method in {"GET", "HEAD"}:
                return _answer_tagged(request, response)
            return response

        return handle


def _answer_tagged(request: Request, response: Response) -> Response:
    """Tag a whole answer; one that is a stream, or not to be kept, goes as it is."""
    body = getattr(response, "body", None)
    is_kept = "no-store" not in response.headers["Cache-Control"]
    if response.status_code != 200 or not isinstance(body, bytes) or not is_kept:
        return response
    tag = make_tag(body)
    response.headers["ETag"] = tag
    if not has_tag(request.headers.get("if-none-match", ""), tag):
        return response
    kept = {name: response.headers[name] for name in (*PRIVATE, "ETag")}
    return Response(status_code=304, headers=kept)


async def _check_unchanged(request: Request) -> None:
    """Check that what a request changes reads as whoever sent it read it.

    Raises:
        HTTPException: 412, it does not.
    """
    status, tag = await _read_tag(request)
    # What is not there, or not for them, the change itself says in its own words.
    if status == 200 and not is_tagged(request.headers["if-match"], tag):
        raise HTTPException(412, _CHANGED)


async def _read_tag(request: Request) -> tuple[int, str]:
    """Ask for what a request changes, in the name of who sent it."""
    headers = [
        (name, value)
        for name, value in request.scope["headers"]
        if name not in {b"if-none-match", b"content-length", b"content-type"}
    ]
    scope = {
        key: value
        for key, value in request.scope.items()
        if key not in {"route", "endpoint", "path_params", "fastapi_inner_astack", "fastapi"}
    }
    scope |= {"method": "GET", "headers": headers, "query_string": b"", "state": {}}
    for route in request.app.state.api_routes:
        match, child = route.matches(scope)
        if match != Match.FULL:
            continue
        told: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message, told: list[Message] = told) -> None:
            told.append(message)

        await route.handle({**scope, **child}, receive, send)
        start = next(one for one in told if one["type"] == "http.response.start")
        tags = [value for name, value in start["headers"] if name == b"etag"]
        return int(start["status"]), tags[0].decode("latin-1") if tags else ""
    return 404, ""


def make_router(tag: str, *, prefix: str = API, least: Depend | None = None) -> APIRouter:
    """Make a router whose routes are routes of the API.

    Args:
        tag: under which its operations stand in the OpenAPI document.
        prefix: of their paths.
        least: gives whoever asks, or refuses them; for all of the routes.
    """
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        route_class=ApiRoute,
        generate_unique_id_function=name_operation,
        dependencies=[Depends(least)] if least is not None else None,
    )


def name_operation(route: APIRoute) -> str:
    """Name an operation after its function: "list_works" is `listWorks`."""
    first, *others = route.name.split("_")
    return first + "".join(word.capitalize() for word in others)
