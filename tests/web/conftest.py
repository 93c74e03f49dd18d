"""One library and one site for all tests of pages: none of them writes to it."""

from pathlib import Path

import pytest

from fonds.web.server import create_app
from tests.web.client import Client
from tests.web.heaps import make_heap, make_library_folder
from tests.web.telling import derive, person, tell


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


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A library of which somebody has said by hand what describers would say."""
    folder = tmp_path_factory.mktemp("told")
    heap = make_heap()
    names = ("holmes/lamp.txt", "dracula/letters.txt", "untitled.txt", "oz/road.html")
    works = make_library_folder(folder, {name: heap[name] for name in names})
    lamp, letters, cat, road = (works[name] for name in names)
    tell(
        folder,
        lamp,
        derive("pov", {"person": "first", "narrator": "John Watson"}, 0.97),
        derive("categories", ["M/M"], 0.97),
    )
    tell(
        folder,
        letters,
        derive("pov", {"person": "third", "narrator": None}, 0.97),
        derive("categories", ["F/F"], 0.97),
    )
    tell(
        folder,
        cat,
        derive("characters", ["Alice", "Cheshire Cat"], 0.97),
        derive("relationships", ["Alice & Cheshire Cat"], 0.97),
        derive("people", [person("Alice"), person("Cheshire Cat")], 0.97),
        derive("pov", {"person": "second", "narrator": None}, 0.97),
    )
    tell(folder, road, derive("pov", {"person": "third", "narrator": None}, 0.97))
    return Site(folder, works, Client(create_app(folder)))
