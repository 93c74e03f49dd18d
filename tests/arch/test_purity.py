"""Stages are pure: no clock, disk, network, chance or global, but in the files that say so."""

import ast
from collections.abc import Iterator

from tests.arch.source_tree import Module, read_modules

PURE_ROOMS = {"decode", "describe", "intake", "model", "packs", "parse", "publish", "search"}

DOORS = {
    "src/fonds/intake/walk.py",  # walks a heap
    "src/fonds/packs/load.py",  # reads the packs
    "src/fonds/search/index.py",  # the index lies in a folder
    "src/fonds/search/kept.py",  # a lock: threads share what was counted
}
"""The one file of a room that touches the disk, where a room has one; and one that locks."""

IMPURE = set(
    "asyncio concurrent getpass glob http locale logging multiprocessing os pathlib platform "
    "random secrets select shutil signal socket ssl subprocess sys tempfile threading time "
    "urllib.request".split()
)
HARMLESS = {"PurePath", "PurePosixPath", "PureWindowsPath"}
CLOCKS = {"now", "utcnow", "today", "uuid1", "uuid4", "getenv"}


def test_pure_rooms_import_nothing_that_reaches_outside() -> None:
    found = [
        f"{module.where(node)} {name}"
        for module in _pure_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in _imported(node)
        if name in IMPURE or name.split(".")[0] in IMPURE
    ]
    assert found == []


def test_pure_rooms_open_no_file_and_ask_no_clock() -> None:
    found = [
        f"{module.where(node)} {ast.unparse(node.func)}"
        for module in _pure_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in {"open", "input", "print"})
            or (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS)
        )
    ]
    assert found == []


def test_nothing_is_global_but_what_a_worker_was_made_ready_with() -> None:
    found = [
        module.where(node)
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_every_door_is_there() -> None:
    assert {module.path for module in read_modules()} >= DOORS


def _pure_modules() -> Iterator[Module]:
    return (
        module
        for module in read_modules()
        if module.room in PURE_ROOMS and module.path not in DOORS
    )


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if all(alias.name in HARMLESS for alias in node.names):
        return []
    return [node.module or ""]
