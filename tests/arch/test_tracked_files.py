"""What we hand on names no machine, no person's address and no registry."""

import re
import subprocess
from functools import cache

import pytest

from tests.arch.source_tree import ROOT

# Put together from pieces, so that this file does not hold what it looks for.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.com", "npm" + "js.org")
MACHINE_PATHS = re.compile(
    "(?<![\\w.])/(?:ro" + "ot|ho" + "me/[a-z]+|Us" + "ers/[a-z]+|wo" + "rk)/"
)
ADDRESS = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,24}\b")
RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|org|net))?|invalid|test|localhost|uucp)$")
"""Names that RFC 2606 keeps free, and a network that is gone: nobody can have an address there."""

INVENTED = {
    "src/fonds/web/words.py": "/" + "home/jane/",  # the example of a path that is not shown
    "tests/unit/intake/test_unpack.py": "/" + "root/",  # where a hostile archive wants to write
}

TEXT = (
    ".py .md .toml .txt .json .jsonl .html .xhtml .htm .xml .opf .css .js .sql .sh .svg .java "
    ".cfg .eml .mbox .asc"
).split()


@cache
def _tracked() -> dict[str, str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode != 0:
        pytest.skip("NOT A GIT CHECKOUT: WHAT IS TRACKED COULD NOT BE SEEN")
    names = [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]
    return {
        name: (ROOT / name).read_bytes().decode("utf-8", "replace")
        for name in names
        if not (ROOT / name).suffix or (ROOT / name).suffix.lower() in TEXT
    }


def test_there_is_something_to_look_at() -> None:
    assert len(_tracked()) > 100


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    assert [name for name, text in _tracked().items() if host in text] == []


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    assert _places(MACHINE_PATHS) == []


def test_every_address_is_one_that_nobody_can_have() -> None:
    real = [
        f"{name}: {found.group().rpartition('@')[2]}"
        for name, text in _tracked().items()
        for found in ADDRESS.finditer(text)
        if not RESERVED.search(found.group().rpartition("@")[2].lower())
    ]
    assert real == []


def test_the_lists_of_dependencies_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements/run.txt", "requirements/dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pinned = re.findall(
            r"^([a-z0-9][a-z0-9.-]*)==\S+ \\\n    --hash=sha256:", text, re.MULTILINE
        )
        assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20
        assert "://" not in text


def _places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1} {found.group()}"
        for name, text in _tracked().items()
        for found in pattern.finditer(text)
        if INVENTED.get(name) != found.group()
    ]
