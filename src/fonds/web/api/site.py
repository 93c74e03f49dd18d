"""Site: the API as part of a site, with its document."""

import json
from functools import cache
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute

from fonds.web import mine_api, my_reading
from fonds.web.api import (
    accessions,
    corrections,
    editions,
    history,
    home,
    me,
    neighbours,
    page,
    people,
    permissions,
    pictures,
    restrictions,
    review,
    series,
    tags,
    uploads,
    works,
)
from fonds.web.api.document import make_document
from fonds.web.api.models import API
from fonds.web.conditional import answer_conditionally

# In the order in which the document and its page list them; before `works` and others come
# those whose fixed paths their patterns would match.
ROUTERS = tuple(
    one.router
    for one in (
        *(home, pictures, works, mine_api, my_reading, me),
        *(accessions, uploads, restrictions, people),
        *(editions,),
        *(series, neighbours),
        *(corrections, history),
        *(tags,),
        *(permissions, review),
    )
)
"""Whose routes the API has."""


def list_routes() -> list[APIRoute]:
    """List the routes of the API, in the order in which they are tried."""
    return [one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute)]


@cache
def read_document() -> dict[str, Any]:
    """Give the OpenAPI document; made once. Nobody may change it."""
    return make_document(list_routes())


@cache
def _list_groups() -> tuple[page.Group, ...]:
    return page.list_groups(read_document())


@cache
def _write_document() -> bytes:
    return json.dumps(read_document(), ensure_ascii=False).encode()


def install_api(app: FastAPI) -> None:
    """Let a site answer programs: under /api/v1, described in its openapi.json and on /api."""
    app.state.api_routes = list_routes()
    app.state.list_api_groups = _list_groups
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route(
        f"{API}/openapi.json", show_document, methods=["GET", "HEAD"], include_in_schema=False
    )
    app.include_router(page.router, include_in_schema=False)
    app.openapi = read_document  # type: ignore[method-assign]


def show_document(request: Request) -> Response:
    """Give the OpenAPI document; it is the same for everybody and tells of no work."""
    return answer_conditionally(request, _write_document(), "application/json")
