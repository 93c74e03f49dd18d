"""Ten megabytes that look like headers end inside their time limit, in a real worker."""

import random

from fonds.app.heap_reading import finish_one, read_one
from fonds.app.reader_process import prepare_reader
from fonds.engine.run import run_all
from fonds.model.work import Leaf
from fonds.parse.parts import join_parts

SIZE = 10_000_000
MIXED = (
    *("Title: x\n", "a: b\n", "by Ann\n", "> From: x\n", "THE END\n", "THE END\n\n", "\n"),
    *("Chapter 1\n\n", "To be continued\n", "Part 2 of 7\n", "From: x\nSubject: y (1/2)\n\n"),
    *("-" * 30 + "\n\n", "* * *\n", "Copyright 1994 by Ann\n", "Rating: PG Title: y\n"),
    "Holmes went on to the moor, and nobody asked him why.\n\n",
)


def _mix() -> str:
    draw = random.Random(7)
    return "".join(draw.choices(MIXED, k=4000))


def test_ten_megabytes_of_header_lines_are_read_inside_the_limit() -> None:
    lines = _mix()
    data = (lines * (SIZE // len(lines) + 1))[:SIZE].encode()
    leaf = Leaf("heap/large.txt", None, data, "text/plain")
    (read,) = run_all(read_one, [leaf], workers=1, initializer=prepare_reader, initargs=((),))
    assert read.problem is None
    assert read.value is not None
    works = join_parts(read.value)
    done = run_all(finish_one, works, workers=1, initializer=prepare_reader, initargs=((),))
    assert [outcome.problem for outcome in done] == [None] * len(works)
    assert sum(block.end - block.start for work in works for block in work.blocks) > SIZE // 2
