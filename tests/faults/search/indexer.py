"""A program to be killed: puts made-up works into an index, batch after batch.

Usage: python -m tests.faults.search.indexer FOLDER
"""

import sys
from pathlib import Path

from fonds.search.index import open_index, put_documents, write_stamp
from tests.library_factories import make_entry

BATCH = 20


def run(folder: Path) -> None:
    """Put batches in, stamping each once it is safe, until somebody kills us."""
    index = open_index(folder)
    for batch in range(1, 500):
        numbers = range((batch - 1) * BATCH, batch * BATCH)
        put_documents(index, [(make_entry(f"w{one:05}"), "the hound " * 300) for one in numbers])
        write_stamp(index, batch)
        print(batch, flush=True)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
