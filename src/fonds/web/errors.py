"""Errors: what a page says when it cannot be given."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from fonds.errors import DamageError, UserError
from fonds.library.storage import NO_ROOM
from fonds.web.api.problems import answer_problem, is_api
from fonds.web.pages import render_page
from fonds.web.security import HEADERS

_LOG = logging.getLogger(__name__)

_WORDS = {
    400: ("That cannot be asked here", "The address holds something this page does not know."),
    404: ("Nothing is kept here", "No page or work has this address."),
    410: ("This work was withdrawn", "It is not kept on any shelf any more."),
    405: ("This page can only be read", "It takes nothing in."),
}
_WRONG_NAMED = 8
"""Values of the wrong kind that an answer names."""

_DAMAGED = "Something in the library is damaged"
_OUR_FAULT = "Fonds made a mistake"


def install_errors(app: FastAPI) -> None:
    """Let an application answer every exception with a page."""
    app.add_exception_handler(HTTPException, show_http_error)
    app.add_exception_handler(RequestValidationError, show_bad_request)
    app.add_exception_handler(UserError, show_mistake)
    app.add_exception_handler(DamageError, show_damage)
    app.add_exception_handler(Exception, show_fault)


async def show_http_error(request: Request, error: Exception) -> Response:
    """Show what the router, or a page that looked for something, could not answer."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    title, message = _WORDS.get(status, (_OUR_FAULT, "The page cannot be given."))
    detail = error.detail if isinstance(error, HTTPException) else ""
    usual = HTTPStatus(status).phrase
    response = _show(request, status, title, detail if detail not in {"", usual} else message)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    if status == 405 and is_api(request) and (methods := _list_methods(request)):
        response.headers["Allow"] = ", ".join(methods)
    return response


def _list_methods(request: Request) -> list[str]:
    """List what a path of the API takes: several routes may share it (RFC 9110, 15.5.6)."""
    routes = getattr(request.app.state, "api_routes", ())
    path = request.url.path
    found = (one.methods for one in routes if one.path_regex.match(path))
    return sorted({method for methods in found for method in methods})


async def show_bad_request(request: Request, error: Exception) -> Response:
    """Show that an address, or what was sent, holds a value of the wrong kind."""
    if is_api(request) and isinstance(error, RequestValidationError):
        return answer_problem(422, _say_wrong(error))
    return _show(request, 400, *_WORDS[400])


def _say_wrong(error: RequestValidationError) -> str:
    wrong = [
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
        for one in error.errors()[:_WRONG_NAMED]
    ]
    return "; ".join(wrong)


async def show_mistake(request: Request, error: Exception) -> Response:
    """Show a person's mistake in the words of whoever found it; a full disk is none of theirs."""
    message = str(error)
    said = f"{message[:1].upper()}{message[1:]}."
    if NO_ROOM in message:
        return _show(request, 507, "There is no room left", said)
    return _show(request, 400, _WORDS[400][0], said)


async def show_damage(request: Request, error: Exception) -> Response:
    """Show what is damaged and what is still whole."""
    _LOG.error("%s: %s", request.url.path, error)
    return _show(request, 500, _DAMAGED, f"{error}.")


async def show_fault(request: Request, error: Exception) -> Response:
    """Show that we are at fault: the last handler. The server logs the traceback."""
    response = _show(
        request,
        500,
        _OUR_FAULT,
        "The page could not be made. Nothing in the library was changed. "
        "What happened stands in the server's log.",
    )
    # This answer is given outside of all middleware.
    response.headers.update(HEADERS)
    return response


def _show(request: Request, status: int, title: str, message: str) -> Response:
    if is_api(request):
        return answer_problem(status, message)
    values = {"title": title, "message": message, "status": status}
    return render_page(request, "error.html", values, status=status)
