"""One library and one site for all tests of pages: none of them writes to it."""

from pathlib import Path

import pytest

from fonds.web.server import create_app
from tests.web.client import Client
from tests.web.heaps import make_heap, make_library_folder


class Site:
    """A library's folder, its works by path, and a client of its site."""

    def __init__(self, folder: Path, works: dict[str, str], client: Client) -> None:
        self.folder = folder
        self.works = works
        self.client = client

    def page(self, url: str, status: int = 200) -> str:
        answer = self.client.ask(url)
        assert answer.status_code == status, f"{url}: {answer.status_code}"
        return answer.text


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("library")
    works = make_library_folder(folder, make_heap())
    return Site(folder, works, Client(create_app(folder)))
