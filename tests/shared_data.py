"""Where the shared measuring data lies, if it is here."""

import os
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parents[1]


def find_shared(*parts: str) -> Path:
    """Give a path in the shared data, or skip the test loudly."""
    top = Path(os.environ.get("FONDS_SHARED", str(_HERE.parent / "shared")))
    path = top.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared data is absent ({'/'.join(parts)}): 0 cases ran")
    return path
