"""A library that the commands are tried on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.cli import packs_check, packs_new
from fonds.packs import load
from tests.cli_runs import run_fonds, write_heap

FEW = (
    "alice dracula emma greek-mythology mansfield-park northanger-abbey oz persuasion "
    "pride-and-prejudice robin-hood sense-and-sensibility sherlock-holmes"
).split()
"""Packs that the stories of these tests need: a tenth of all, loaded in a tenth of the time."""


@pytest.fixture(scope="package", autouse=True)
def few_packs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the packs of Fonds, with few of them in it."""
    folder = tmp_path_factory.mktemp("packs")
    for name in FEW:
        shutil.copy(load.PACK_FOLDER / f"{name}.toml", folder)
    with pytest.MonkeyPatch.context() as patch:
        for module in (load, packs_check, packs_new):
            patch.setattr(module, "PACK_FOLDER", folder)
        yield folder


@pytest.fixture(autouse=True)
def _no_library_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FONDS_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def _no_packs_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FONDS_PACKS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the small heap in it; tests of one module share it and only read."""
    folder = tmp_path_factory.mktemp("library")
    heap = write_heap(tmp_path_factory.mktemp("heap"))
    ran = run_fonds("--library", folder, "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    return folder
