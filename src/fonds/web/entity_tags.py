"""Entity tags: an answer that a browser has already is not sent again.

The tag of an answer is made of its own bytes alone: it tells nothing of what else the
library holds, so that it is the same whether or not there is a work that is hidden.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fonds.web.conditional import has_tag, make_tag

MOST_BYTES = 4_000_000
"""Longer answers are books and originals, which are told apart by their digests."""

_OF_THE_BODY = ("content-length", "content-type", "content-encoding", "content-disposition")


class EntityTags:
    """Gives every short answer to GET and HEAD a tag, and 304 to who has it already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and the answer, or 304, back."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("if-none-match", "")
        waiting: Message | None = None

        async def send_tagged(message: Message) -> None:
            nonlocal waiting
            if message["type"] == "http.response.start" and _may_be_tagged(message):
                # The tag is known with the body, and stands before it.
                waiting = message
                return
            if waiting is None:
                await send(message)
                return
            start, waiting = waiting, None
            if message["type"] == "http.response.body" and not message.get("more_body"):
                start, message = _answer(start, message, asked)
            await send(start)
            await send(message)

        await self._app(scope, receive, send_tagged)


def _may_be_tagged(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "etag" not in headers
        and "no-store" not in headers.get("cache-control", "")
        and not headers.get("content-type", "").startswith("text/event-stream")
        and int(headers.get("content-length", "0")) <= MOST_BYTES
    )


def _answer(start: Message, body: Message, asked: str) -> tuple[Message, Message]:
    if not body.get("body"):
        return start, body
    headers = MutableHeaders(raw=list(start["headers"]))
    # Weak: it stands for the words, compressed on their way or not.
    tag = f"W/{make_tag(body['body'])}"
    headers["ETag"] = tag
    if not has_tag(asked, tag.removeprefix("W/")):
        return {**start, "headers": headers.raw}, body
    for name in _OF_THE_BODY:
        del headers[name]
    return (
        {**start, "status": 304, "headers": headers.raw},
        {"type": "http.response.body", "body": b""},
    )
