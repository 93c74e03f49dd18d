"""Doors open downwards only, and nobody goes in circles."""

import shutil
import subprocess
import sys
from pathlib import Path

import grimp

from tests.arch.source_tree import ROOMS, ROOT, SOURCE


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    assert program.exists() or shutil.which("lint-imports"), "import-linter is not installed"
    run = subprocess.run(
        [program if program.exists() else "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_room_is_placed() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms == set(ROOMS)


def test_no_module_imports_itself_through_others() -> None:
    graph = grimp.build_graph("fonds", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert _find_circle(imports) is None


def test_a_circle_would_be_found() -> None:
    assert _find_circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert _find_circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def _find_circle(imports: dict[str, set[str]]) -> list[str] | None:
    """Find one circle by walking depth first; None when there is none."""
    done: set[str] = set()
    for start in sorted(imports):
        path: list[str] = []
        stack = [(start, iter(sorted(imports[start])))]
        while stack:
            name, rest = stack[-1]
            if name not in path:
                path.append(name)
            step = next((one for one in rest if one not in done), None)
            if step is None:
                stack.pop()
                path.pop()
                done.add(name)
            elif step in path:
                return [*path[path.index(step) :], step]
            else:
                stack.append((step, iter(sorted(imports.get(step, ())))))
    return None
