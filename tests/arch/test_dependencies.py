"""What we stand on is listed, with a licence that lets everybody use us."""

import re
import tomllib
from importlib import metadata
from typing import Any

from tests.arch.source_tree import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = (ROOT / "docs/dependencies.md").read_text("utf-8")


def test_every_runtime_dependency_has_its_row_and_every_row_its_dependency() -> None:
    section = PAGE.split("## At run time")[1].split("\n## ")[0]
    rows = set(re.findall(r"^\| ([a-z0-9-]+) \|", section, re.MULTILINE)) - {"package"}
    assert rows == {_name(one) for one in PROJECT["dependencies"]}


def test_every_dependency_of_tests_is_named() -> None:
    section = PAGE.split("## For tests only")[1].split("\n## ")[0]
    named = set(re.findall(r"[A-Za-z][\w-]+", section))
    wanted = {re.split(r"[><=]", one)[0] for one in PROJECT["optional-dependencies"]["dev"]}
    assert wanted <= named, wanted - named


def test_nothing_that_runs_is_under_the_gpl_or_the_agpl() -> None:
    bad = {name: _licence(name) for name in _locked("run") if _is_strict(_licence(name))}
    assert bad == {}


def test_a_strict_licence_would_be_seen() -> None:
    assert _is_strict("GPL-3.0-or-later")
    assert _is_strict("GNU Affero General Public License v3")
    assert _is_strict("GNU General Public License (GPL)")
    assert not _is_strict("GNU Library or Lesser General Public License (LGPL)")
    assert not _is_strict("LGPL-3.0-only")
    assert not _is_strict("MIT")


def test_what_runs_is_pinned_alike_for_tests() -> None:
    run, dev = _locked("run"), _locked("dev")
    assert run.items() <= dev.items(), run.items() - dev.items()


def test_every_dependency_is_pinned() -> None:
    assert {_name(one) for one in PROJECT["dependencies"]} <= _locked("run").keys()
    wanted = {_name(one) for one in PROJECT["optional-dependencies"]["dev"]}
    assert wanted <= _locked("dev").keys()


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", text, re.MULTILINE))


def _name(requirement: str) -> str:
    return re.split(r"[><=\[ ]", requirement)[0].lower()


def _licence(package: str) -> str:
    found = metadata.metadata(package)
    classes = [one for one in found.get_all("Classifier") or [] if one.startswith("License")]
    return " ".join([*(found.get_all("License-Expression") or []), *classes])


def _is_strict(licence: str) -> bool:
    words = re.sub(r"LGPL[\w.-]*|Lesser General Public License", "", licence)
    return re.search(r"\bA?GPL|General Public License|Affero", words) is not None
