"""Walking a heap: the only part of intake that touches the disk."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from fonds.errors import UserError
from fonds.intake.label import find_printable
from fonds.intake.limits import Limits, Meter
from fonds.intake.member import LINK, SPECIAL
from fonds.model.problem import Problem

UNREADABLE = "intake.unreadable"

_NO_LIMITS_GIVEN = Limits()
_SPECIAL_KINDS = (
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class HeapFile(Struct, frozen=True):
    """A file of the heap, not read yet.

    Attributes:
        label: its path as given, with "/" between parts, printable; no two alike.
        location: where it lies, for reading.
        size_bytes: its size when we walked past.
        mtime_s: when it was last changed, whole seconds since 1970 UTC.
        refused: why it will not be read, or None.
    """

    label: str
    location: Path
    size_bytes: int
    mtime_s: int
    refused: Problem | None = None


def iter_heap(paths: Sequence[Path], limits: Limits = _NO_LIMITS_GIVEN) -> Iterator[HeapFile]:
    """Walk a heap in the same order on every machine.

    Symbolic links are never followed; they, sockets, pipes and what cannot be read are given
    with a reason in `refused`.

    Args:
        paths: p files or folders, in the order they are to be read.
        limits: for `file_bytes`.

    Returns:
        Every file under every path: the paths in the order given, what is in folders sorted
        by the bytes of its name. A file reached twice comes once.

    Raises:
        UserError: when one of the paths does not exist, before anything is given.

    Cost: O(f log f) for f files; one system call for each.
    """
    for path in paths:
        if not os.path.lexists(path):
            msg = f"{find_printable(str(path))}: there is no such file or folder"
            raise UserError(msg)
    seen: set[str] = set()
    for path in paths:
        for file in _iter_tree(path, limits):
            if file.label not in seen:
                seen.add(file.label)
                yield file


def read_heap_file(file: HeapFile, limits: Limits) -> bytes:
    """Read the bytes of a heap file.

    Args:
        file: one that `iter_heap` gave and did not refuse.
        limits: for `file_bytes`, in case the file has grown.

    Returns:
        All its n bytes.

    Raises:
        UserError: when it is refused, has vanished, cannot be read, or has grown too large;
            the message is one line and names it.

    Cost: O(n).
    """
    if file.refused is not None:
        msg = f"{file.label}: {file.refused.message}"
        raise UserError(msg)
    # Without O_NOFOLLOW a link put there since we walked past would be followed, and
    # without O_NONBLOCK a pipe put there would hang us.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(file.location, flags | getattr(os, "O_BINARY", 0)), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                msg = f"{file.label}: it is not a plain file any more"
                raise UserError(msg)
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        msg = f"{file.label}: it cannot be read ({error.strerror})"
        raise UserError(msg) from error
    if len(data) > limits.file_bytes:
        msg = f"{file.label}: it is larger than {limits.file_bytes:,} bytes"
        raise UserError(msg)
    return data


def _iter_tree(top: Path, limits: Limits) -> Iterator[HeapFile]:
    # A stack of our own: a folder may be nested deeper than Python recurses.
    waiting: list[Path] = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.lstat()
        except OSError as error:
            yield _refuse(path, None, UNREADABLE, f"It cannot be looked at ({error.strerror}).")
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield _look_at(path, status, limits)
            continue
        try:
            inside = sorted(path.iterdir(), key=lambda each: os.fsencode(each.name), reverse=True)
        except OSError as error:
            text = f"The folder cannot be opened ({error.strerror}); nothing in it was read."
            yield _refuse(path, status, UNREADABLE, text)
            continue
        waiting.extend(inside)


def _look_at(path: Path, status: os.stat_result, limits: Limits) -> HeapFile:
    mode = status.st_mode
    if stat.S_ISLNK(mode):
        text = "A symbolic link is not followed; name what it leads to."
        return _refuse(path, status, LINK, text)
    if not stat.S_ISREG(mode):
        kind = next((name for test, name in _SPECIAL_KINDS if test(mode)), "something odd")
        return _refuse(path, status, SPECIAL, f"It is {kind}, not a file.")
    too_large = Meter(limits, 0).judge_size(status.st_size)
    if too_large is not None:
        return _refuse(path, status, too_large.code, too_large.message)
    if not os.access(path, os.R_OK):
        return _refuse(path, status, UNREADABLE, "We may not read it.")
    return _file(path, status, None)


def _refuse(path: Path, status: os.stat_result | None, code: str, message: str) -> HeapFile:
    return _file(path, status, Problem(code, message))


def _file(path: Path, status: os.stat_result | None, refused: Problem | None) -> HeapFile:
    label = "/".join(find_printable(part) for part in path.as_posix().split("/"))
    size, changed = (status.st_size, int(status.st_mtime)) if status else (0, 0)
    return HeapFile(label, path, size, changed, refused)
