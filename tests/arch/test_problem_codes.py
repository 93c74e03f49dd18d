"""Every problem has a permanent code, declared once, and a line that says what one can do."""

import ast
import re
from collections import Counter

from tests.arch.source_tree import ROOMS, ROOT, Module, read_modules

PAGES = sorted((ROOT / "docs/problems").glob("*.md"))
CODE = re.compile(rf"(?:{'|'.join(ROOMS)})\.[a-z]+(?:-[a-z]+)*")
NO_CODES = {"library.db"}
"""Strings of the same shape that are something else: the database's file name."""


def test_every_code_has_a_row_and_every_row_a_code() -> None:
    declared = {code for code, _ in _declared()}
    listed = {code for page in PAGES for code in _rows(page.read_text("utf-8"))}
    assert declared
    assert listed == declared, {
        "not in docs": declared - listed,
        "not in source": listed - declared,
    }


def test_no_code_is_declared_twice() -> None:
    places: dict[str, list[str]] = {}
    for code, place in _declared():
        places.setdefault(code, []).append(place)
    assert {code: found for code, found in places.items() if len(found) > 1} == {}


def test_no_code_is_listed_twice() -> None:
    listed = Counter(code for page in PAGES for code in _rows(page.read_text("utf-8")))
    assert [code for code, times in listed.items() if times > 1] == []


def test_a_code_begins_with_its_room() -> None:
    strange = [
        f"{place} {code}" for code, place in _declared() if f"/{code.split('.')[0]}/" not in place
    ]
    assert strange == []


def test_problems_are_made_with_declared_codes() -> None:
    loose = [
        f"{module.where(node)} {ast.unparse(node.args[0])}"
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Problem"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert loose == []


def test_every_row_says_what_one_can_do() -> None:
    short = [
        (page.name, code)
        for page in PAGES
        for code, cells in _rows(page.read_text("utf-8")).items()
        if len(cells) != 2 or not all(len(cell) > 5 for cell in cells)
    ]
    assert short == []


def _declared() -> list[tuple[str, str]]:
    """Give every code with the place of its constant."""
    return [
        (code, module.where(node))
        for module in read_modules()
        for node in module.tree.body
        if (code := _code_of(module, node)) is not None
    ]


def _code_of(module: Module, node: ast.stmt) -> str | None:
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return None
    value = node.value
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
        return None
    if not CODE.fullmatch(value.value) or value.value in NO_CODES:
        return None
    return value.value


def _rows(page: str) -> dict[str, list[str]]:
    rows = re.findall(r"^\| `([a-z.-]+)` \|(.*)\|$", page, re.MULTILINE)
    return {
        code: [cell.strip() for cell in cells.split(" | ")] for code, cells in rows if "." in code
    }
