"""The drawing of the exceptions is the exceptions."""

import ast
import inspect
import re

import pytest

from fonds import errors
from tests.arch.source_tree import read_modules

TREE: dict[str, type[Exception]] = {
    name: value
    for name, value in vars(errors).items()
    if inspect.isclass(value) and issubclass(value, Exception)
}

WITHIN_A_ROOM = {
    "_BrokenData",
    "_BrokenStatement",
    "FailedStart",
    "UnreadableXmlError",
    "UnreadableZipError",
}
"""How one file of a room tells another that something cannot be read; no door ever sees them."""


def test_the_drawing_and_the_classes_agree() -> None:
    classes = {name: value.__mro__[1].__name__ for name, value in TREE.items()}
    assert _read_drawing(errors.__doc__ or "") == {**classes, "FondsError": None}


def test_a_drawing_is_read_level_by_level() -> None:
    drawing = "```\nA\n├── B  one\n│   └── C  two\n└── D\n```"
    assert _read_drawing(drawing) == {"A": None, "B": "A", "C": "B", "D": "A"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("UserError", 2), ("DamageError", 3), ("BugError", 70), ("SpanError", 70), ("FondsError", 70)],
)
def test_every_exception_has_its_exit_code(name: str, code: int) -> None:
    assert vars(errors)[name].exit_code == code


def test_every_exception_of_ours_stands_in_the_drawing() -> None:
    own = [
        f"{module.where(node)} {node.name}"
        for module in read_modules()
        if module.path != "src/fonds/errors.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and node.name not in WITHIN_A_ROOM
        and any(re.search(r"(Error|Exception)$", ast.unparse(one)) for one in node.bases)
    ]
    assert own == []


def test_what_stays_within_a_room_says_so() -> None:
    said = {
        node.name: ast.get_docstring(node) or ""
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and node.name in WITHIN_A_ROOM
    }
    assert said.keys() == WITHIN_A_ROOM
    assert all(said.values())


def _read_drawing(text: str) -> dict[str, str | None]:
    """Read a tree drawn with lines: each name with the name it hangs from."""
    drawing = text.split("```")[1]
    path: list[str] = []
    parents: dict[str, str | None] = {}
    for line in drawing.strip().splitlines():
        found = re.match(r"^([│├└─ ]*)(\w+)", line)
        assert found is not None, line
        depth = len(found.group(1)) // 4
        path = [*path[:depth], found.group(2)]
        parents[found.group(2)] = path[-2] if depth else None
    return parents
