"""docs/api.md: its commands answer what it says, and it lists every operation."""

import json
import re
import shlex
from pathlib import Path

import pytest

from fonds.web.api.document import list_operations
from fonds.web.api.site import read_document
from tests.web.api_site import ApiSite, make_api_site

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
SITE = "https://stories.example"
COMMANDS = re.findall(r"^```sh\n(curl [^\n]+)\n```\n```(?:json)?\n(.*?)```$", PAGE, re.M | re.S)


def run(site: ApiSite, command: str) -> str:
    """Run a command of the page against a site; of curl's options those that the page uses."""
    words = shlex.split(command.partition(" | ")[0])[1:]
    method, headers, body, url = "GET", {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-X":
            method = words.pop(0)
        elif word == "-d":
            body = json.loads(words.pop(0))
        elif word in {"-o", "-w"}:
            words.pop(0)
        elif word == "-sI":
            method = "HEAD"
        elif not word.startswith("-"):
            url = word.removeprefix(SITE)
    answer = site.ask(url, method=method, headers=headers, body=body)
    if "| grep -i etag" in command:
        return f"etag: {answer.headers['etag']}\n"
    if "%{http_code}" in command:
        return f"{answer.status_code}\n"
    return json.dumps(answer.json(), indent=2, ensure_ascii=False) + "\n"


def write_table() -> str:
    """Write the table of all operations."""
    lines = []
    for method, path, operation in list_operations(read_document()):
        who = operation["description"].rpartition("\n\n")[2]
        name = operation["operationId"]
        lines.append(f"| `{name}`: {operation['summary']} | `{method} {path}` | {who} |\n")
    return "".join(lines)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ApiSite:
    return make_api_site(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize(("command", "told"), COMMANDS)
def test_a_command_of_the_page_answers_what_the_page_says(
    site: ApiSite, command: str, told: str
) -> None:
    assert run(site, command) == told


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) >= 10
    assert PAGE.count("```sh") == len(COMMANDS)


def test_the_page_lists_the_operations_of_the_document() -> None:
    assert PAGE.endswith(write_table())
