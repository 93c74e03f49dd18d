"""Members of a zip container, read with a limit that counts while inflating."""

import io
import struct
import zipfile
import zlib

MAX_MEMBER = 64 * 2**20
"""Bytes of one member: twenty times the longest novels as XHTML; a bomb has gigabytes."""

MAX_TOTAL = 256 * 2**20
"""Bytes of all members together."""

MAX_MEMBERS = 20_000

_CHUNK = 1 << 16
_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    MemoryError,
)
"""All that the standard library's reader raises on damaged, encrypted or odd archives."""


class UnreadableZipError(Exception):
    """A container or a member cannot be read; the message says why. Never leaves the room."""


class ZipMembers:
    """A zip container in memory.

    Attributes:
        names: the members, in order of the directory.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = [name for name in self._zip.namelist() if not name.endswith("/")]
        except _FAULTS as fault:
            raise UnreadableZipError(f"this is no whole zip archive ({_say(fault)})") from fault
        if len(self.names) > MAX_MEMBERS:
            raise UnreadableZipError(f"{len(self.names)} members are more than {MAX_MEMBERS}")
        self._by_fold = {name.casefold(): name for name in reversed(self.names)}
        self._read = 0

    def find_name(self, name: str) -> str | None:
        """Find a member by name; one that differs in case alone will do."""
        return self._by_fold.get(name.casefold())

    def get(self, name: str) -> bytes:
        """Read a member.

        Raises:
            UnreadableZipError: when it is missing, damaged, encrypted or too large.

        Cost: O(bytes of the member).
        """
        found = self.find_name(name)
        if found is None:
            raise UnreadableZipError(f"{name!r} is missing")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(found) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self._read += len(piece)
                    if size > MAX_MEMBER or self._read > MAX_TOTAL:
                        raise UnreadableZipError(f"{name!r} inflates beyond the limit")
                    pieces.append(piece)
        except _FAULTS as fault:
            raise UnreadableZipError(f"{name!r} cannot be read ({_say(fault)})") from fault
        return b"".join(pieces)


def _say(fault: BaseException) -> str:
    return str(fault)[:120] or type(fault).__name__
