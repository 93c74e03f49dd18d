"""A site to read on that tests may write to."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI

from fonds.web.server import create_app


def make_reading_app(folder: Path, **options: Any) -> FastAPI:
    """Make the site of a library."""
    return create_app(folder, **options)
