"""Nothing is silenced: two places may catch whatever happens, and both say so."""

import ast

from tests.arch.source_tree import Module, read_modules

ALLOWED = {"src/fonds/engine/call.py", "src/fonds/web/errors.py"}
"""Around one file in an ingest; the web's last handler."""


def test_a_broad_except_stands_in_two_places_at_most() -> None:
    broad = [place for place, handler in _broad_handlers() if not _passes_on(handler)]
    assert len(broad) <= 2, broad
    assert {place.split(":")[0] for place in broad} <= ALLOWED, broad


def test_no_except_is_bare() -> None:
    bare = [
        module.where(node)
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_nothing_is_suppressed_broadly() -> None:
    found = [
        module.where(node)
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("suppress")
        and {"Exception", "BaseException"} & {ast.unparse(argument) for argument in node.args}
    ]
    assert found == []


def _broad_handlers() -> list[tuple[str, ast.ExceptHandler]]:
    return [
        (module.where(node), node)
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(module, node)
    ]


def _is_broad(module: Module, handler: ast.ExceptHandler) -> bool:
    assert handler.type is not None, module.where(handler)
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return bool({"Exception", "BaseException"} & {ast.unparse(kind) for kind in kinds})


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether it only tidies up and raises the same again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
