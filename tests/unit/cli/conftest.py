"""A library that the commands are tried on."""

from pathlib import Path

import pytest

from tests.cli_runs import run_fonds, write_heap


@pytest.fixture(autouse=True)
def _no_library_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FONDS_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the small heap in it; tests of one module share it and only read."""
    folder = tmp_path_factory.mktemp("library")
    heap = write_heap(tmp_path_factory.mktemp("heap"))
    ran = run_fonds("--library", folder, "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    return folder
