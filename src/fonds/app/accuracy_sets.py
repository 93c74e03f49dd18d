"""Accuracy, sets: what `fonds bench accuracy` can measure by."""

from collections.abc import Callable, Mapping

from fonds.app.accuracy_answers import Answer
from fonds.app.accuracy_ao3 import PLACE as AO3_WORKS
from fonds.app.accuracy_ao3 import read_as_yaml, read_generated
from fonds.app.accuracy_cases import Setting
from fonds.app.accuracy_samples import read_samples
from fonds.app.accuracy_startrek import PLACE as STARTREK
from fonds.app.accuracy_startrek import read_startrek
from fonds.app.accuracy_text import read_bare

SETS: Mapping[str, Callable[[Setting], list[Answer]]] = {
    "samples": read_samples,
    "startrek": read_startrek,
    "ao3-generated": read_generated,
    "ao3-yaml": read_as_yaml,
    "ao3-text": read_bare,
}
"""Every set, and what reads it; docs/accuracy.md describes them."""

_PLACES = {
    "startrek": STARTREK,
    "ao3-generated": AO3_WORKS,
    "ao3-yaml": AO3_WORKS,
    "ao3-text": AO3_WORKS,
}


def find_absence(name: str, setting: Setting) -> str | None:
    """Say why a set cannot be measured here; None when it can."""
    if name == "samples":
        here = (setting.samples / "gold.jsonl").is_file()
        return None if here else f"skipped: {name}: this Fonds came without its samples"
    if (setting.shared / _PLACES[name]).is_dir():
        return None
    return (
        f"skipped: {name}: {setting.shared / _PLACES[name]} is not there; "
        "name the folder of the shared data with --data or FONDS_SHARED"
    )
