"""Sketch pairs: which of many works may hold the same words, told by their sketches alone.

Works meet in a band of their signatures, or by samples they share. What a great many works share
(a disclaimer, a song, a site's frame) brings nobody together.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from fonds.describe.sketch import BANDS, SIGNATURE, Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Ints = NDArray[np.int64]
    _Keys = NDArray[np.uint64]

MOST_HOLDERS = 48
"""Works that may share one sampled shingle before it counts as everybody's. More editions than
these of one story meet by their bands."""

LEAST_SHARED = 2
"""Samples that two works must share: of one, a turn of phrase is enough."""

SHARE = 0.15
"""Share of the smaller sample that must be in the other. A revision that keeps seven words in
ten, in runs, keeps more than a quarter of the shingles; on our own set (`bench/editions.py`)."""

LIKENESS = 0.12
"""Share of equal values of two signatures that met in a band; of unlike stories it is 0.02."""


class Sketches(Struct, frozen=True):
    """The sketches of n works, side by side.

    Attributes:
        signatures: n x 128; noughts where there is none.
        samples: the s sampled shingles of all works.
        holders: s places of works, one for each sample, ascending.
        sizes: n numbers of samples.
    """

    signatures: "NDArray[np.uint32]"
    samples: "NDArray[np.uint32]"
    holders: "NDArray[np.int32]"
    sizes: "NDArray[np.int32]"


def stack_sketches(sketches: Sequence[Sketch]) -> Sketches:
    """Lay n sketches side by side.

    Cost: O(n); 900 bytes a work of 3,000 words, twice while it is done.
    """
    import numpy as np

    signatures = np.zeros((len(sketches), SIGNATURE), dtype=np.uint32)
    for place, sketch in enumerate(sketches):
        if sketch.signature:
            signatures[place] = np.frombuffer(sketch.signature, dtype="<u4")
    sizes = np.array([len(one.sample) // 4 for one in sketches], dtype=np.int32)
    samples = np.frombuffer(b"".join(one.sample for one in sketches), dtype="<u4")
    holders = np.repeat(np.arange(len(sketches), dtype=np.int32), sizes)
    return Sketches(signatures, samples, holders, sizes)


def find_pairs(sketches: Sketches) -> list[tuple[int, int]]:
    """Find the pairs of works that may be editions of one story.

    Args:
        sketches: of n works.

    Returns:
        Pairs of places (a, b), a < b, ascending, each once.

    Cost: O(n log n) where stories are their own; memory of some 200 bytes a pair that shares
        anything, and of the sketches twice.
    Source: Broder 1997; bands by Indyk and Motwani, 1998.

    Example:
        >>> from fonds.describe.sketch import make_sketch
        >>> from fonds.model.block import Block
        >>> fog = make_sketch([Block("paragraph", "Fog ate the river before anybody woke.", 0, 9)])
        >>> find_pairs(stack_sketches([fog, fog]))
        [(0, 1)]
    """
    import numpy as np

    count = np.int64(len(sketches.sizes))
    if not count:
        return []
    found = np.unique(np.concatenate([_meet_by_samples(sketches), _meet_by_bands(sketches)]))
    return list(zip((found // count).tolist(), (found % count).tolist(), strict=True))


def _meet_by_samples(sketches: Sketches) -> "_Ints":
    """Pairs, as a * n + b, that share enough of their samples."""
    import numpy as np

    met = list(_list_met(sketches.samples.astype(np.uint64), sketches.holders, sketches.sizes.size))
    if not met:
        return np.zeros(0, dtype=np.int64)
    pairs, shared = np.unique(np.concatenate(met), return_counts=True)
    enough = shared >= LEAST_SHARED
    pairs, shared = pairs[enough], shared[enough]
    n = sketches.sizes.size
    smaller = np.minimum(sketches.sizes[pairs // n], sketches.sizes[pairs % n])
    kept: _Ints = pairs[shared >= SHARE * smaller]
    return kept


def _meet_by_bands(sketches: Sketches) -> "_Ints":
    """Pairs, as a * n + b, whose signatures meet in a band and are alike."""
    import numpy as np

    n, rows = sketches.sizes.size, SIGNATURE // BANDS
    holders = np.flatnonzero(sketches.signatures.any(axis=1)).astype(np.int32)
    found = np.zeros(0, dtype=np.int64)
    for band in range(BANDS):
        keys = np.zeros(len(holders), dtype=np.uint64)
        for row in range(band * rows, (band + 1) * rows):
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + sketches.signatures[holders, row]
        met = list(_list_met(keys, holders, n, is_chained=True))
        if met:
            found = np.union1d(found, np.concatenate(met))
    kept = [
        part[_are_alike(sketches.signatures, part // n, part % n)]
        for part in np.array_split(found, max(1, found.size // 50_000))
    ]
    return np.concatenate(kept)


def _are_alike(signatures: "NDArray[np.uint32]", a: "_Ints", b: "_Ints") -> "NDArray[np.bool_]":
    alike: NDArray[np.bool_] = (signatures[a] == signatures[b]).mean(axis=1) >= LIKENESS
    return alike


def _list_met(
    keys: "_Keys", holders: "NDArray[np.int32]", n: int, *, is_chained: bool = False
) -> Iterator["_Ints"]:
    """Pairs, as a * n + b, of those who hold the same key; a pair for each key it shares.

    Keys of too many holders are left out, or each of their holders meets only the next.
    """
    import numpy as np

    order = np.argsort(keys, kind="stable")
    keys, held = keys[order], holders[order].astype(np.int64)
    is_first = np.ones(keys.size, dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(is_first)
    sizes = np.diff(np.append(starts, keys.size)).astype(np.int64)
    for size in range(2, MOST_HOLDERS + 1):
        firsts = starts[sizes == size]
        if not firsts.size:
            continue
        group = held[firsts[:, None] + np.arange(size)]
        a, b = np.triu_indices(size, k=1)
        yield (group[:, a] * n + group[:, b]).ravel()
    if is_chained:
        for first, size in zip(starts.tolist(), sizes.tolist(), strict=True):
            if size > MOST_HOLDERS:
                group = held[first : first + size]
                yield group[:-1] * n + group[1:]
