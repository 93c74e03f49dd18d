"""Page: the operations of the API as a page, made of its OpenAPI document."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from msgspec import Struct

from fonds.web.api.document import list_operations
from fonds.web.api.works import FILTERS
from fonds.web.pages import GET, render_page
from fonds.web.visiting import Visiting

router = APIRouter()

_SITE = "https://stories.example"
_EXAMPLES = {
    "work_id": "w7k2mq3vd5xnbtpa",
    "other": "w3n5t7q2mkxz",
    "kind": "tag",
    "number": "1",
    "upload_id": "0123456789abcdef",
    "job_id": "0123456789abcdef",
    "name": "Basil%20Quill",
    "device_id": "a1b2c3d4",
    "invitation": "5ebe2294ecd0e0f0",
}


class Parameter(Struct, frozen=True):
    """Something one can ask with."""

    name: str
    about: str
    is_needed: bool


_FILTERED = "listWorks"
_FILTERS = Parameter("…", "All filters of listWorks.", is_needed=False)


class Shown(Struct, frozen=True):
    """An operation as the page shows it.

    Attributes:
        name: its operationId, which is its anchor, too.
        method, path, summary, about: as the document has them.
        who: who may, and with which scope.
        parameters: those of path and query.
        statuses: number and what it means.
        curl: how to ask.
    """

    name: str
    method: str
    path: str
    summary: str
    about: str
    who: str
    parameters: tuple[Parameter, ...]
    statuses: tuple[tuple[str, str], ...]
    curl: str


class Group(Struct, frozen=True):
    """The operations of a tag."""

    name: str
    about: str
    operations: tuple[Shown, ...]


@router.api_route("/api", methods=GET)
def show_operations(request: Request, _: Visiting) -> Response:
    """Show what the API does, each operation with how to ask for it."""
    groups: tuple[Group, ...] = request.app.state.list_api_groups()
    return render_page(request, "api.html", {"groups": groups})


def list_groups(document: Mapping[str, Any]) -> tuple[Group, ...]:
    """List the operations of an OpenAPI document by tag."""
    tags = {one["name"]: one["description"] for one in document["tags"]}
    ranks = {name: rank for rank, name in enumerate(tags)}
    found = sorted(list_operations(document), key=lambda one: ranks[one[2]["tags"][0]])
    return tuple(
        Group(name, tags[name], tuple(show_operation(document, *one) for one in ones))
        for name, ones in groupby(found, key=lambda one: one[2]["tags"][0])
    )


def show_operation(
    document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]
) -> Shown:
    """Make an operation ready to be shown."""
    about, _, who = operation["description"].rpartition("\n\n")
    asked = [one for one in operation.get("parameters", ()) if one.get("in") in {"path", "query"}]
    filters = {one["name"] for one in FILTERS}
    takes_filters = filters <= {one["name"] for one in asked}
    if takes_filters and operation["operationId"] != _FILTERED:
        # Fifty names on four lists would make the page twice as long.
        asked = [one for one in asked if one["name"] not in filters]
    return Shown(
        name=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        about=" ".join(about.split()),
        who=who,
        parameters=tuple(
            Parameter(one["name"], one.get("description", ""), one.get("required", False))
            for one in asked
        )
        + ((_FILTERS,) if takes_filters and operation["operationId"] != _FILTERED else ()),
        statuses=tuple((one, text["description"]) for one, text in operation["responses"].items()),
        curl=write_curl(document, method, path, operation),
    )


def write_curl(
    document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]
) -> str:
    """Write how to ask for an operation on a command line."""
    parts = ["curl"]
    if method != "GET":
        parts.append(f"-X {method}")
    ways = operation["security"]
    if ways == [{"session": []}]:
        parts.append("-b 'session=…' -H 'Sec-Fetch-Site: same-origin'")
    elif {} not in ways:
        parts.append("-H 'Authorization: Bearer …'")
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        body = make_example(document, content["application/json"]["schema"])
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d '{json.dumps(body, ensure_ascii=False)}'")
    elif content:
        parts.append("-F files=@lamp.txt")
    for name, value in _EXAMPLES.items():
        path = path.replace("{" + name + "}", value)
    needed = [
        f"{one['name']}={quote(str((one.get('schema') or {}).get('examples', ['0'])[0]))}"
        for one in operation.get("parameters", ())
        if one.get("in") == "query" and one.get("required")
    ]
    parts.append(f"'{_SITE}{path}{'?' if needed else ''}{'&'.join(needed)}'")
    return " ".join(parts)


def make_example(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Make an example of what a schema describes: its own, or the least that it takes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return make_example(document, document["components"]["schemas"][name])
    if schema.get("examples"):
        return schema["examples"][0]
    if "anyOf" in schema:
        return make_example(document, schema["anyOf"][0])
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        needed = schema.get("required") or list(fields)[:1]
        return {name: make_example(document, fields[name]) for name in needed}
    if kind == "array":
        return [make_example(document, schema.get("items", {}))]
    least = {"integer": schema.get("minimum", 0), "number": 0.5, "boolean": True, "string": "…"}
    return least.get(kind or "")
