"""Everything public says what it is, in words and in types."""

import ast

import pytest

from tests.arch.source_tree import (
    ROOMS,
    SOURCE,
    Function,
    iter_functions,
    iter_public,
    read_modules,
)


def test_everything_public_has_a_docstring() -> None:
    mute = [
        f"{module.where(node)} {node.name}"
        for module in read_modules()
        for node in iter_public(module.tree)
        if not ast.get_docstring(node)
    ]
    assert mute == []


def test_every_module_has_a_docstring() -> None:
    mute = [module.path for module in read_modules() if not ast.get_docstring(module.tree)]
    assert mute == []


def test_every_function_is_typed_throughout() -> None:
    untyped = [
        f"{module.where(node)} {node.name}"
        for module in read_modules()
        for node in iter_functions(module.tree)
        if not _is_typed(node)
    ]
    assert untyped == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_takes_gives_and_never_does(room: str) -> None:
    tree = ast.parse((SOURCE / room / "__init__.py").read_text("utf-8"))
    said = " ".join((ast.get_docstring(tree) or "").lower().split())
    assert all(word in said.replace(";", " ").split() for word in ("takes", "gives", "never")), said


def _is_typed(function: Function) -> bool:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    stars = [one for one in (given.vararg, given.kwarg) if one is not None]
    bound = {"self", "cls"} if named and named[0].arg in {"self", "cls"} else set()
    arguments = [one for one in (*named, *stars) if one.arg not in bound]
    return function.returns is not None and all(one.annotation for one in arguments)
