"""Rebuild `samples/heap/attic` and `samples/gold.jsonl` from the readable stories.

    python samples/build/attic.py                    # in place
    python samples/build/attic.py HEAP GOLD_FILE     # elsewhere, to compare

The same stories give the same bytes on every machine.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> None:
    """Build the attic below the heap and its gold."""
    sys.path.insert(0, str(ROOT))
    from samples.build.heap import build_attic

    if len(arguments) not in {0, 2}:
        sys.exit("usage: python samples/build/attic.py [HEAP GOLD_FILE]")
    heap, gold = arguments or (str(ROOT / "samples/heap"), str(ROOT / "samples/gold.jsonl"))
    count = build_attic(Path(heap) / "attic", Path(gold))
    sys.stdout.write(f"{count} files\n")


if __name__ == "__main__":
    main(sys.argv[1:])
