"""Small pieces: measured on the projects that are pleasant to read (see CONTRIBUTING.md)."""

from tests.arch.source_tree import iter_functions, read_modules

MOST = 45
"""Lines that 95 of 100 functions stay under, docstring and all."""

ALL = 80
MODULE = 500


def test_most_functions_are_short_and_none_is_long() -> None:
    sizes = sorted(
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{module.where(node)} {node.name}")
        for module in read_modules()
        for node in iter_functions(module.tree)
    )
    short = sum(lines < MOST for lines, _ in sizes)
    assert sizes[-1][0] <= ALL, sizes[-3:]
    assert short / len(sizes) >= 0.95, sizes[-10:]


def test_no_module_is_long() -> None:
    long = [(module.path, module.lines) for module in read_modules() if module.lines >= MODULE]
    assert long == []
