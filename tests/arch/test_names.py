"""A name says what a thing is; these say only that somebody could not decide."""

import ast
import re

from tests.arch.source_tree import read_modules

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "base", "manager", "misc"}


def test_no_module_is_named_after_nothing() -> None:
    named = [
        module.path
        for module in read_modules()
        if EMPTY_NAMES & set(re.split(r"[/_.]", module.path.removeprefix("src/fonds/")))
    ]
    assert named == []


def test_no_class_is_named_after_nothing() -> None:
    named = [
        f"{module.where(node)} {node.name}"
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and EMPTY_NAMES & {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
    ]
    assert named == []
