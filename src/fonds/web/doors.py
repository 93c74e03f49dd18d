"""Doors: what is answered to somebody who may not come in so."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from fonds.web.api.problems import answer_problem, is_api
from fonds.web.pages import render_page
from fonds.web.visiting import is_for_program, read_offer

_CHALLENGE = 'Basic realm="Fonds", charset="UTF-8"'
"""Readers of OPDS ask for name and key when they see it (RFC 7617)."""

_API_CHALLENGE = 'Bearer realm="Fonds"'
"""Not Basic: a page of ours that asks the API after its session has ended would make the
browser ask for a password in a window of its own."""

_TITLES = {401: "Who is there?", 403: "This door is for others"}


def install_doors(app: FastAPI) -> None:
    """Let an application lead strangers to the sign-in page, and refuse in words."""
    for status in (303, 401, 403):
        app.add_exception_handler(status, turn_away)


async def turn_away(request: Request, error: Exception) -> Response:
    """Lead to the sign-in page, or say in words or JSON why not."""
    assert isinstance(error, HTTPException)
    status, detail = error.status_code, error.detail
    headers = dict(error.headers or {})
    if status == 303:
        return RedirectResponse(headers.get("Location", "/"), 303)
    if status == 401:
        headers.setdefault("WWW-Authenticate", _API_CHALLENGE if is_api(request) else _CHALLENGE)
    if is_for_program(request.url.path) or read_offer(request) is not None:
        return answer_problem(status, detail, headers=headers)
    values = {"title": _TITLES[status], "message": detail, "status": status}
    response = render_page(request, "error.html", values, status=status)
    response.headers.update(headers)
    return response
