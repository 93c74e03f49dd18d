"""Document: what the API is, as OpenAPI 3.1 says it, made of the routes themselves."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from fonds import __version__
from fonds.model.sight import Role
from fonds.web.api.models import API, Listing
from fonds.web.api.problems import ProblemDetails, document_problems
from fonds.web.api.routes import CHANGING
from fonds.web.visiting import (
    COOKIE,
    SAFE,
    get_administrator,
    get_curator,
    get_own,
    get_reader,
)

Operation = dict[str, Any]

_ABOUT = """\
Everything that the pages of a library of fan fiction do.

Lists come in pieces: `items`, `total`, and `next`, the cursor of the next piece or null. Errors
are `application/problem+json` (RFC 9457). What is read bears an `ETag`; it is not sent again to
who sends it back as `If-None-Match`, and what is changed with `If-Match` is changed only if it
still reads so. Programs come in with a token, browsers with their session. What somebody may not
see is answered as if it did not exist.
"""

_TAGS = {
    "home": "Where to begin, and ways to find what one does not know the name of.",
    "works": "Stories and other works: found, read, and where each value comes from.",
    "pictures": "What pictures are drawn from: counts, tables, authors, the timeline of canon.",
    "mine": "Marks, shelves, saved searches, and what is left out of searches.",
    "reading": "Places in stories, and the passages one keeps.",
    "editions": "The same story found again, and what differs.",
    "tags": "Names and what they mean. For curators.",
    "review": "What is uncertain, and what people answer. For curators.",
    "corrections": "What people say of works.",
    "history": "What people did to the catalogue, and taking it back.",
    "collections": "Everybody's shelves; curators look after them.",
    "me": "One's own account, devices, sessions and keys.",
    "accessions": "Heaps that were taken in: every file accounted for. For curators.",
    "taking in": "Files sent, planned and taken in. For curators.",
    "restrictions": "What is open to whom. For curators.",
    "permissions": "Who asked for what, and withdrawn works. For curators.",
    "people": "Who has a place here. For administrators.",
}

_SCOPE_OF: dict[Role, str] = {"curator": "curate", "administrator": "admin"}

_ETAG = {
    "description": "Of the answer's own bytes.",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'},
}
_CONDITIONS = {
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "`ETag` of what you have; it is not sent again while it is so.",
        "schema": {"type": "string"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "`ETag` of what you read; nothing is done if it reads otherwise now.",
        "schema": {"type": "string"},
    },
}
_RETRY = {
    "description": "Seconds to wait.",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
}
_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made on the page /me/account. Each operation names its scope.",
    },
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "A person's name, and a token for the password.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Of a browser in which somebody signed in. What changes something must "
        "say with `Origin` or `Sec-Fetch-Site` that it comes from a page of this site.",
    },
}


def make_document(routes: Sequence[APIRoute]) -> dict[str, Any]:
    """Make the OpenAPI document of some routes.

    Cost: some tenths of a second.
    """
    shown = [_without_head(route) for route in routes]
    document = get_openapi(
        title="Fonds",
        version=__version__,
        summary="A library of fan fiction.",
        description=_ABOUT,
        routes=shown,
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    paths = document["paths"]
    for route in shown:
        for method in sorted(list_methods(route)):
            operation = paths[route.path_format][method.lower()]
            has_get = "get" in paths[route.path_format]
            _finish(operation, route, method, can_be_read=has_get)
    components = document["components"]
    components["securitySchemes"] = _SCHEMES
    components["parameters"] = _CONDITIONS
    components["headers"] = {"ETag": _ETAG, "RetryAfter": _RETRY}
    schemas = components["schemas"]
    for ours in ("HTTPValidationError", "ValidationError"):
        schemas.pop(ours, None)
    schemas["ProblemDetails"] = ProblemDetails.model_json_schema()
    for schema in schemas.values():
        # Generic models lose their docstring.
        schema.setdefault("description", Listing.__doc__)
    components["schemas"] = dict(sorted(schemas.items()))
    return document


def _without_head(route: APIRoute) -> APIRoute:
    """HEAD is answered wherever GET is (RFC 9110, 9.1), which needs no words."""
    shown = copy(route)
    shown.methods = list_methods(route)
    return shown


def list_methods(route: APIRoute) -> set[str]:
    """List the methods of a route that are documented."""
    return (route.methods or set()) - {"HEAD"}


def _finish(operation: Operation, route: APIRoute, method: str, *, can_be_read: bool) -> None:
    """Say of an operation what its function does not: who may, and what else it answers."""
    if route.path_format.startswith(f"{API}/collections"):
        operation["tags"] = ["collections"]
    role = find_least(route, method)
    is_own = get_own in set(_iter_calls(route.dependant))
    scope = find_scope(role, method)
    operation["security"] = _list_ways(role, scope, is_own=is_own)
    operation["description"] = f"{operation['description']}\n\n{_say_who(role, scope, is_own)}"
    answers = operation["responses"]
    for answer in answers.values():
        if answer["description"] == "Successful Response":
            answer["description"] = operation["summary"]
    statuses = [401, 403]
    if operation.get("parameters") or "requestBody" in operation:
        statuses += [400, 422]
    if "{" in route.path_format:
        statuses.append(404)
    if _names_work(operation):
        statuses.append(410)
    if method == "GET":
        _add_parameter(operation, "IfNoneMatch")
        answers["304"] = {"description": "As you have it.", "headers": _refer_tag()}
        if _is_kept(route):
            answers["200"]["headers"] = _refer_tag()
    if method in CHANGING and can_be_read:
        _add_parameter(operation, "IfMatch")
        statuses.append(412)
    answers.pop("422", None)
    for status, problem in document_problems(*statuses).items():
        answers.setdefault(str(status), problem)
    if "429" in answers:
        answers["429"]["headers"] = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    operation["responses"] = {status: answers[status] for status in sorted(answers)}


def _names_work(operation: Operation) -> bool:
    """Whether a withdrawn work may be asked for, of which is said that it is gone."""
    return any(one.get("name") in {"work", "work_id"} for one in operation.get("parameters", ()))


def _is_kept(route: APIRoute) -> bool:
    """Whether an answer is the same when it is asked for again."""
    return not route.path_format.endswith("/random")


def _refer_tag() -> dict[str, Any]:
    return {"ETag": {"$ref": "#/components/headers/ETag"}}


def _add_parameter(operation: Operation, name: str) -> None:
    operation.setdefault("parameters", []).append({"$ref": f"#/components/parameters/{name}"})


def _list_ways(role: Role, scope: str, *, is_own: bool) -> list[dict[str, list[str]]]:
    if is_own:
        return [{"session": []}]
    ways: list[dict[str, list[str]]] = [{"bearer": [scope]}, {"basic": [scope]}, {"session": []}]
    return [{}, *ways] if role == "guest" else ways


def _say_who(role: Role, scope: str, is_own: bool) -> str:
    if is_own:
        return "In a browser only: no token opens it."
    if role == "guest":
        return f"For everybody; a token needs the scope `{scope}`."
    return f"For {role}s; a token needs the scope `{scope}`."


def find_least(route: APIRoute, method: str) -> Role:
    """Find the role from which on one may ask for an operation, by what its function needs."""
    calls = set(_iter_calls(route.dependant))
    if get_administrator in calls:
        return "administrator"
    is_collection = route.path_format.startswith(f"{API}/collections")
    if get_curator in calls or (is_collection and method not in SAFE):
        return "curator"
    return "reader" if get_reader in calls else "guest"


def find_scope(role: Role, method: str) -> str:
    """Find the scope a token needs for an operation.

    Example:
        >>> find_scope("reader", "GET"), find_scope("reader", "POST"), find_scope("curator", "GET")
        ('read', 'write', 'curate')
    """
    return _SCOPE_OF.get(role, "read" if method in SAFE else "write")


def _iter_calls(dependant: Dependant) -> Iterator[Any]:
    for one in dependant.dependencies:
        yield one.call
        yield from _iter_calls(one)


def list_operations(document: Mapping[str, Any]) -> list[tuple[str, str, Operation]]:
    """List the operations of a document: method, path, and what is said of each."""
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
