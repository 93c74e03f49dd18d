"""Sketch: a body in a thousand bytes, by which works with the same words find one another.

Two kinds of MinHash of the body's shingles, runs of four folded words, stand side by side. A
*signature* (rensa's, 128 values) tells how much two whole bodies have in common. A *sample*
holds the shingles whose hash falls under a fixed bar, the same bar in every work: a half, a
chapter or a part of a story brings samples that the whole story has too, however long that is,
which no signature tells.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct

from fonds.model.block import Block
from fonds.model.body import is_body

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]
    Shingles = NDArray[np.uint64]

VERSION = "sketch/1"
"""Changes with everything that makes the same body give another sketch."""

SHINGLE = 4
"""Words of a shingle. Of three, unlike stories share several in a hundred; of five, a changed
name in every third line leaves half of a story's shingles. On our own set (`bench/editions.py`)."""

SIGNATURE = 128
BANDS = 32
"""Bands of four values each: of two bodies that share half of their shingles seven in eight
pairs meet, of those that share a fiftieth one in 200,000; samples find the others."""

RATE = 32
"""One shingle in so many is in a sample: ninety of a story of 3,000 words."""

LEAST_SAMPLE = 24
"""Shingles in every sample, so that a drabble has a sample too."""

_SEED = 1992
_VERSES = 0.5
"""Verses are left out when they are less than this share of the words: a song in a story is
somebody else's words, and half of the archive has the same song in it."""

_DROPPED = re.compile("[\u0300-\u036f\u3099\u309a\u00ad\u200b-\u200d\u2060\ufeff]+")
_APOSTROPHE = re.compile("['\u2019\u2018`\u00b4?\ufffd](?<=[A-Za-z].)(?=[A-Za-z])")
_LATIN = re.compile(rb"[a-z0-9]+")
_ANY = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_FOREIGN = re.compile(r"[^\W\x00-\x7f]")
_SUSPECT = re.compile("[?\ufffd\u0080-\u009f\u00e2\u00c2\u00c3]")
_DAMAGE = re.compile(
    "[\ufffd\u0080-\u009f]|\u00e2\u20ac|\u00c2[\u00a0-\u00bf]|"
    "\u00c3[\u0080-\u00bf\u0192\u201a-\u203a]|(?<=[A-Za-z])\\?(?=[a-z])"
)
_SPEECH = re.compile(
    '\u201c[^\u201d\n]{0,2000}\u201d|"[^"\n]{0,2000}"|\u00ab[^\u00bb\n]{0,2000}\u00bb'
)


class Sketch(Struct, frozen=True, array_like=True):
    """A body in short.

    Attributes:
        words: of the folded body.
        signature: 128 values of 32 bits; empty for a body without a shingle.
        sample: the hashes of sampled shingles, 32 bits each, ascending.
        damage: places where characters are lost or garbled.
    """

    words: int
    signature: bytes
    sample: bytes
    damage: int


def list_told(blocks: Sequence[Block]) -> tuple[str, ...]:
    """List the texts of a body that are compared: no headings, no notes, and no songs in prose.

    Cost: O(characters).

    Example:
        >>> list_told([Block("paragraph", "Fog.", 0, 4), Block("note", "Hello!", 6, 12)])
        ('Fog.',)
    """
    told = [block for block in blocks if is_body(block) and block.kind != "note"]
    verses = sum(len(block.text) for block in told if block.kind == "verse")
    if verses < _VERSES * sum(len(block.text) for block in told):
        told = [block for block in told if block.kind != "verse"]
    return tuple(block.text for block in told if block.kind != "break")


def fold_words(text: str) -> list[bytes]:
    r"""Cut a text into words that are the same in every edition of it.

    Case, punctuation, quotes, accents and white space are gone, and so is the apostrophe in a
    word, whatever damage has made of it. A text mostly in Latin letters keeps only these; in
    scripts without spaces a character is a word.

    Cost: O(n).

    Example:
        >>> fold_words("Don\u2019t, she said"), fold_words("DON?T she  said!")
        ([b'dont', b'she', b'said'], [b'dont', b'she', b'said'])
    """
    text = _APOSTROPHE.sub("", text)
    if not text.isascii():
        text = _DROPPED.sub("", unicodedata.normalize("NFKD", text))
    folded = text.lower()
    latin = _LATIN.findall(folded.encode("ascii", "replace"))
    if folded.isascii() or sum(map(len, latin)) >= len(_FOREIGN.findall(folded)):
        return latin
    return [word.encode("utf-8", "replace") for word in _ANY.findall(folded)]


def hash_words(text: str) -> "Words":
    """Give the folded words of a text as n numbers of 32 bits."""
    import numpy as np

    words = fold_words(text)
    return np.fromiter(map(crc32, words), dtype=np.uint32, count=len(words))


def hash_told(blocks: Sequence[Block]) -> "Words":
    """Give the words of a body that are compared, as numbers."""
    return hash_words("\n".join(list_told(blocks)))


def hash_narrated(blocks: Sequence[Block]) -> "Words":
    """Give the words of a body that nobody in it speaks, as numbers."""
    return hash_words(_SPEECH.sub(" ", "\n".join(list_told(blocks))))


def hash_shingles(words: "Words", length: int = SHINGLE) -> "Shingles":
    """Give the shingles of n words as max(0, n - length + 1) numbers of 64 bits, in order."""
    import numpy as np

    count = max(0, len(words) - length + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed += words[place : place + count].astype(np.uint64) + np.uint64(1)
    # The end of SplitMix64, so that all bits depend on all words.
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _count_damage(text: str) -> int:
    # One class of characters is looked for in a tenth of the time that alternatives take.
    places = (suspect.start() for suspect in _SUSPECT.finditer(text))
    return sum(_DAMAGE.match(text, place) is not None for place in places)


def make_sketch(blocks: Sequence[Block]) -> Sketch:
    """Make the sketch of a work.

    Args:
        blocks: all of it; only the told body counts.

    Returns:
        The same sketch for the same body, on every machine.

    Cost: O(characters); some 1.5 ms for 3,000 words.
    Source: Broder, "On the resemblance and containment of documents" (1997); samples by a
        fixed bar as sourmash's FracMinHash has them.
    """
    import numpy as np
    import rensa  # type: ignore[import-untyped]

    told = "\n".join(list_told(blocks))
    words = hash_words(told)
    shingles = np.unique(hash_shingles(words))
    damage = _count_damage(told)
    if not len(shingles):
        return Sketch(len(words), b"", b"", damage)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
        shingles, np.array([0, len(shingles)], dtype=np.uint64), num_perm=SIGNATURE, seed=_SEED
    )
    signature = np.array(matrix.to_rows()[0], dtype="<u4")
    bar = np.searchsorted(shingles, np.uint64(2**64 // RATE))
    sample = shingles[: max(int(bar), LEAST_SAMPLE)]
    # The upper half of a number orders as the number does, but its own upper bits are always
    # nought under the bar: the lower half tells more.
    kept = np.unique((sample & np.uint64(0xFFFFFFFF)).astype("<u4"))
    return Sketch(len(words), signature.tobytes(), kept.tobytes(), damage)
