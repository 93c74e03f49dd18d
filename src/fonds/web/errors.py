"""Errors: what a page says when it cannot be given."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from fonds.errors import DamageError, UserError
from fonds.web.pages import render_page
from fonds.web.security import HEADERS

_LOG = logging.getLogger(__name__)

_WORDS = {
    400: ("That cannot be asked here", "The address holds something this page does not know."),
    404: ("Nothing is kept here", "No page or work has this address."),
    405: ("This page can only be read", "It takes nothing in."),
}
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
    return _show(request, status, title, detail if detail not in {"", usual} else message)


async def show_bad_request(request: Request, error: Exception) -> Response:
    """Show that an address holds a value of the wrong kind."""
    return _show(request, 400, *_WORDS[400])


async def show_mistake(request: Request, error: Exception) -> Response:
    """Show a person's mistake in the words of whoever found it."""
    message = str(error)
    return _show(request, 400, _WORDS[400][0], f"{message[:1].upper()}{message[1:]}.")


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
    values = {"title": title, "message": message, "status": status}
    return render_page(request, "error.html", values, status=status)
