"""Files for measuring that are no part of the project: used when there, skipped aloud when not."""

import os
from pathlib import Path

import pytest


def find_shared(name: str) -> Path:
    """Find a file or folder of the shared heaps; skip the test, saying why, when it is absent."""
    root = Path(os.environ.get("FONDS_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    path = root / name
    if not path.exists():
        pytest.skip(f"the shared files are not here: {name}")
    return path
