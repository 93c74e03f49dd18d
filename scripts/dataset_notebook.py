"""Run docs/dataset-notebook.ipynb on the sample library and keep its pictures.

`python scripts/dataset_notebook.py docs/pictures` draws those that the documentation shows.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "dataset-notebook.ipynb"
CELL_S = 60


def make_dataset(folder: Path) -> Path:
    """Take the sample heap into a library and write its dataset."""
    library, dataset = str(folder / "library"), folder / "dataset"
    for command in (
        ["add", "--workers", "0", str(ROOT / "samples" / "heap")],
        ["export", "dataset", "--to", str(dataset)],
    ):
        fonds = [sys.executable, "-c", "from fonds.cli.main import main; main()"]
        # 1 says that some files of the heap could not be read, as they cannot.
        done = subprocess.run([*fonds, "--library", library, *command], check=False)  # noqa: S603
        if done.returncode > 1:
            raise SystemExit(done.returncode)
    return dataset


def run_notebook(dataset: Path, pictures: Path) -> list[str]:
    """Run every cell; gives what the cells said in words.

    Args:
        dataset: its folder.
        pictures: where the pictures go.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    os.environ |= {"FONDS_DATASET": str(dataset), "FONDS_PICTURES": str(pictures)}
    NotebookClient(notebook, timeout=CELL_S, kernel_name="python3").execute()
    return [
        output["data"]["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/plain" in output.get("data", {})
    ]


def shrink(picture: Path) -> None:
    """Write a picture again with 64 colours: a third of the bytes, and nobody sees it."""
    with Image.open(picture) as image:
        small = image.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    small.save(picture, optimize=True)


def main() -> None:
    """Make the dataset in a folder that goes again, and the pictures in the one named."""
    pictures = Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for said in run_notebook(make_dataset(Path(folder)), pictures.resolve()):
            print(said)
    for picture in sorted(pictures.glob("dataset-*.png")):
        shrink(picture)


if __name__ == "__main__":
    main()
