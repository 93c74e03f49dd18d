"""Our own source as data, for tests that hold the house to its habits."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/fonds"

ROOMS = (
    "app",
    "cli",
    "decode",
    "describe",
    "engine",
    "intake",
    "library",
    "model",
    "packs",
    "parse",
    "publish",
    "search",
    "web",
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(Struct, frozen=True):
    """One file of source.

    Attributes:
        path: from the repository's root, with slashes.
        room: the package it stands in; "" for the top.
        lines: how many.
        tree: parsed.
    """

    path: str
    room: str
    lines: int
    tree: ast.Module

    def where(self, node: ast.stmt | ast.expr | ast.ExceptHandler) -> str:
        """Name a place as an editor understands it."""
        return f"{self.path}:{node.lineno}"


@cache
def read_modules() -> tuple[Module, ...]:
    """Read every module of `src/fonds`."""
    modules = []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        parts = path.relative_to(SOURCE).parts
        room = parts[0] if len(parts) > 1 else ""
        name = path.relative_to(ROOT).as_posix()
        modules.append(Module(name, room, text.count("\n"), ast.parse(text)))
    return tuple(modules)


def iter_functions(tree: ast.AST) -> Iterator[Function]:
    """Give every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def iter_public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Give public functions, public classes and their public methods."""
    for node in tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, Function) and not inner.name.startswith("_"):
                    yield inner
