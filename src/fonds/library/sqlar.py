"""SQLAR: how originals lie in an archive that any `sqlite3` shell unpacks.

Takes a path as a heap names it; gives a name that is safe to unpack anywhere.
"""

import hashlib
import stat
import unicodedata
import zlib
from collections.abc import Callable

MAX_SEGMENT_BYTES = 255
"""The longest file name of ext4, APFS and NTFS (NTFS counts UTF-16 units, which are fewer)."""

MAX_NAME_BYTES = 3000
"""Linux refuses paths over 4096 bytes; the rest is left to the folder unpacked into."""


def label_path(path: str) -> str:
    r"""Give a path as it can be written in a table.

    Args:
        path: as the file system gave it, possibly with lone surrogates for bytes that are
            not UTF-8.

    Returns:
        The same path, or one with the odd code points written out; never empty of meaning.

    Example:
        >>> label_path("caf\udce9.txt")
        'caf\\udce9.txt'
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def safe_name(folder: str, path: str) -> str:
    """Give the archive name of a path: relative, below `folder`, unpackable anywhere.

    Segments that lead nowhere (empty, ".") go; ".." and backslashes (which Windows takes for
    separators) become "_"; what is too long is cut and told apart by a digest. Everything
    else stays as the heap has it, so that what is unpacked can be compared with the heap.

    Args:
        folder: the accession's folder, safe already.
        path: as in the heap, "/" between segments.

    Returns:
        A name of at most `MAX_NAME_BYTES` bytes, beginning with `folder` and "/".

    Cost: O(n).

    Example:
        >>> safe_name("accession-0001", "../a//./b?.txt")
        'accession-0001/_/a/b?.txt'
    """
    label = label_path(path)
    segments = [_safe_segment(part) for part in label.split("/") if part not in {"", "."}]
    name = "/".join([folder, *(segments or ["_"])])
    if len(name.encode("utf-8")) > MAX_NAME_BYTES:
        name = f"{folder}/long/{_digest(label)}"
    return name


def _safe_segment(segment: str) -> str:
    safe = "_" if segment == ".." else segment.replace("\\", "_")
    if len(safe.encode("utf-8")) <= MAX_SEGMENT_BYTES:
        return safe
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending.encode("utf-8")) > 16:
        stem, dot, ending = safe, "", ""
    tail = f"~{_digest(segment)[:12]}{dot}{ending}"
    room = MAX_SEGMENT_BYTES - len(tail.encode("utf-8"))
    return stem.encode("utf-8")[:room].decode("utf-8", "ignore") + tail


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def name_key(name: str) -> str:
    """Give what two names share when some file system takes them for one.

    Example:
        >>> name_key("A/B.TXT") == name_key("a/b.txt")
        True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def number_name(name: str, number: int) -> str:
    """Give a name's n-th variant, for when the plain one is taken.

    Example:
        >>> number_name("a/b.txt", 2)
        'a/b~2.txt'
    """
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    if not stem:
        stem, dot, ending = last, "", ""
    tail = f"~{number}{dot}{ending}"
    room = MAX_SEGMENT_BYTES - len(tail.encode("utf-8"))
    return folder + slash + stem.encode("utf-8")[:room].decode("utf-8", "ignore") + tail


def find_free_name(
    name: str, is_file: Callable[[str], bool], is_folder: Callable[[str], bool]
) -> str:
    """Give the name, or a variant of it that nothing stands in the way of.

    Args:
        name: from `safe_name`.
        is_file: told a name, says whether a file has it.
        is_folder: told a name, says whether files lie below it.

    Returns:
        The name with the segments numbered that were in the way: a folder where a file is
        ("a~2/b.txt"), a file where a file or folder is ("a/b~2.txt").

    Example:
        >>> find_free_name("x/a/b", {"x/a"}.__contains__, {"x"}.__contains__)
        'x/a~2/b'
    """
    folder, *segments = name.split("/")
    for depth, segment in enumerate(segments, 1):
        is_last = depth == len(segments)
        number, place = 1, f"{folder}/{segment}"
        wanted = place
        while is_file(place) or (is_last and is_folder(place)):
            number += 1
            place = number_name(wanted, number)
        folder = place
    return folder


def file_mode(mode: int) -> int:
    """Give the mode to store: a plain file, readable by its owner, without set-id bits."""
    return stat.S_IFREG | (mode & 0o777) | stat.S_IRUSR


def pack_bytes(data: bytes) -> bytes:
    """Give what SQLAR stores: zlib when that is smaller, else the bytes themselves.

    The reader tells the two apart by comparing the length with `sz`, so a compressed form
    of just the same length must not be used.
    """
    packed = zlib.compress(data, 6)
    return packed if len(packed) < len(data) else data


def unpack_bytes(stored: bytes, size: int) -> bytes:
    """Give the bytes back.

    Args:
        stored: what `pack_bytes` gave.
        size: of the original.

    Returns:
        The bytes, at most `size` + 1 of them however the stored ones are damaged.

    Raises:
        zlib.error: the stored bytes are damaged.
    """
    if len(stored) == size:
        return stored
    inflater = zlib.decompressobj()
    data = inflater.decompress(stored, size + 1)
    # The sqlite3 shell refuses what ends early or has something behind it; so do we.
    if not inflater.eof or inflater.unused_data:
        raise zlib.error("the compressed bytes do not end where they should")
    return data
