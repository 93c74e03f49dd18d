"""The OpenAPI document says of every operation what one has to know, and the page shows it all."""

import re
from typing import Any

import jsonschema
import pytest

from fonds.web.api.document import list_operations
from fonds.web.api.models import API
from fonds.web.api.problems import MEDIA_TYPE
from fonds.web.api.site import list_routes, read_document
from tests.web.api_site import ApiSite, make_api_site

OPERATIONS = list_operations(read_document())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ApiSite:
    return make_api_site(tmp_path_factory.mktemp("api"))


def test_the_document_holds_the_routes_of_the_api_and_nothing_else(site: ApiSite) -> None:
    told = site.tell("/openapi.json")
    assert told["openapi"].startswith("3.1")
    assert told == read_document()
    assert set(told["paths"]) == {route.path_format for route in list_routes()}
    assert all(path.startswith(API) for path in told["paths"])
    print(f"{len(OPERATIONS)} operations on {len(told['paths'])} paths")


def test_the_document_is_an_openapi_document() -> None:
    document = read_document()
    schemas = document["components"]["schemas"]
    refs = set(re.findall(r"'\$ref': '#/components/(\w+)/([^']+)'", str(document)))
    assert refs
    for kind, name in refs:
        assert name in document["components"][kind], (kind, name)
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get("description"), name


@pytest.mark.parametrize(
    ("method", "path", "operation"), OPERATIONS, ids=[one["operationId"] for *_, one in OPERATIONS]
)
def test_every_operation_is_described(method: str, path: str, operation: dict[str, Any]) -> None:
    document = read_document()
    assert re.fullmatch(r"[a-z][A-Za-z]+", operation["operationId"])
    assert operation["summary"]
    assert operation["description"].count("\n\n") == 1
    assert operation["tags"][0] in {one["name"] for one in document["tags"]}
    answers = operation["responses"]
    expected = {"401", "403"}
    if "{" in path:
        expected.add("404")
    if operation.get("requestBody"):
        expected |= {"400", "422"}
    if method == "GET":
        expected.add("304")
    assert expected <= set(answers)
    for status, answer in answers.items():
        assert answer["description"] not in {"", "Successful Response"}
        if int(status) >= 400:
            assert list(answer["content"]) == [MEDIA_TYPE]
        elif status in {"200", "201", "202"}:
            assert list(answer["content"]) == ["application/json"]
            assert answer["content"]["application/json"]["schema"]
    assert len([one for one in answers if one < "300"]) == 1
    known = document["components"]["securitySchemes"]
    assert operation["security"]
    assert all(name in known for way in operation["security"] for name in way)


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for *_, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_lists_have_one_shape() -> None:
    schemas = read_document()["components"]["schemas"]
    lists = {name: one for name, one in schemas.items() if "items" in one.get("properties", {})}
    assert len(lists) > 15
    for name, schema in lists.items():
        assert {"items", "total", "next"} <= set(schema["required"]), name


def test_the_page_lists_every_operation_with_a_command(site: ApiSite) -> None:
    answer = site.ask("/api")
    assert answer.status_code == 200
    for method, path, operation in OPERATIONS:
        assert f'id="{operation["operationId"]}"' in answer.text
        assert f'<span class="method">{method}</span> <code>{path}</code>' in answer.text
    assert answer.text.count('<pre class="curl"') == len(OPERATIONS)
    assert len(answer.content) < 100_000
    assert "http" not in "".join(re.findall(r'(?:src|href)="([^"]+)"', answer.text))
