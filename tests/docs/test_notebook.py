"""The notebook runs from its first cell to its last, and keeps nothing of a run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "dataset-notebook.ipynb"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.slow
def test_the_notebook_draws_three_pictures_of_the_sample_library(tmp_path: Path) -> None:
    environment = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1", "IPYTHONDIR": str(tmp_path / "own")}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.dataset_notebook", str(tmp_path / "pictures")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    pictures = {path.name: path.read_bytes() for path in (tmp_path / "pictures").iterdir()}
    assert sorted(pictures) == ["dataset-people.png", "dataset-ratings.png", "dataset-years.png"]
    assert all(data.startswith(PNG) and len(data) > 5_000 for data in pictures.values())
    assert re.search(r"\d+ works, \d+ of them stories, [\d,]+ words", done.stdout)
    assert "quote" in done.stdout


def test_the_notebook_keeps_nothing_of_a_run() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) >= 6
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
