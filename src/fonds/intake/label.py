r"""Labels: printable, unique names for files on disk and for members of containers.

A name inside a container is what somebody typed or forged. It becomes a label: it can be
shown, stored and used as a relative path, and it never leads anywhere.
"""

import hashlib
import re

_DRIVE = re.compile(r"[A-Za-z]:")
_URL = re.compile(r"([a-z][a-z0-9+.-]{0,20}):/+", re.IGNORECASE)
# ext4, NTFS and APFS hold names of 255 bytes or units; a suffix for uniqueness needs room.
_PART_BYTES = 200
_LABEL_BYTES = 1000


def find_printable(name: str) -> str:
    r"""Give a name as characters that can be printed, no two names alike.

    A byte that is no UTF-8 (a lone surrogate, as Python's file system codec gives it)
    becomes "\\xE9"; a control or otherwise unprintable character and the backslash itself
    become "\\u001B", so that the way back is never in doubt.

    Cost: O(n).

    Example:
        >>> print(find_printable("caf\udce9 \x1b[31m"))
        caf\xE9 \u001B[31m
    """
    if name.isprintable() and "\\" not in name:
        return name
    return "".join(
        char if char.isprintable() and char != "\\" else _escape(ord(char)) for char in name
    )


def _escape(number: int) -> str:
    if 0xDC80 <= number <= 0xDCFF:
        return f"\\x{number - 0xDC00:02X}"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def find_safe_label(name: str) -> str:
    r"""Give a member's name as a relative, printable label that leads nowhere.

    Backslashes are separators (as DOS tools wrote them); a leading "/", a drive, ".", ".."
    and empty parts lose their power. The address of a web page keeps its "http://".

    Args:
        name: n characters, anything.

    Returns:
        One or more parts joined by "/", none of them empty, "." or "..", at most 1,000
        bytes of UTF-8 in all and 200 in each part.

    Cost: O(n).

    Example:
        >>> find_safe_label("../../etc/passwd"), find_safe_label("C:\\FIC\\oz.txt")
        ('_/_/etc/passwd', 'C_/FIC/oz.txt')
    """
    url = _URL.match(name)
    head = ""
    if url is not None and len(url.group(1)) > 1:
        head, name = url.group(1).lower() + "://", name[url.end() :]
    parts = [
        _shorten("_" if part == ".." else _quote(part))
        for part in name.replace("\\", "/").split("/")
        if part not in ("", ".")
    ]
    if parts and not head and _DRIVE.match(parts[0]):
        parts[0] = parts[0][0] + "_" + parts[0][2:]
    label = head + "/".join(parts or ["unnamed"])
    if len(label.encode("utf-8")) <= _LABEL_BYTES:
        return label
    return _shorten(parts[0])[:100] + "/~/" + _shorten("~".join(parts[1:]))


def _quote(part: str) -> str:
    """Unprintable characters as in a web address: a backslash would lead somewhere on Windows."""
    if part.isprintable():
        return part
    return "".join(
        char
        if char.isprintable()
        else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        for char in part
    )


def _shorten(part: str) -> str:
    """Keep a part's beginning and extension; a digest tells it from its like."""
    data = part.encode("utf-8")
    if len(data) <= _PART_BYTES:
        return part
    digest = hashlib.sha256(data).hexdigest()[:12]
    extension = re.search(r"\.[A-Za-z0-9]{1,8}$", part)
    kept = data[: _PART_BYTES - 24].decode("utf-8", "ignore")
    return f"{kept}~{digest}{extension.group() if extension else ''}"


class Labels:
    """The labels given so far in one container; gives no label twice.

    A label is also never a folder of another, so that all can be unpacked side by side.
    """

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._next: dict[str, int] = {}

    def add(self, name: str) -> str:
        """Give the safe label of a name, made unique by "~2", "~3" where need be.

        Cost: O(n), amortised.
        """
        label = find_safe_label(name)
        parts = label.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            if folder in self._files:
                parts[depth - 1] += "~d"
        label = "/".join(parts)
        if label in self._files or label in self._folders:
            label = self._number(label)
        self._files.add(label)
        parts = label.split("/")
        self._folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
        return label

    def _number(self, label: str) -> str:
        folder, slash, last = label.rpartition("/")
        stem, dot, extension = last.rpartition(".")
        if not stem:
            stem, dot, extension = last, "", ""
        while True:
            number = self._next.get(label, 1) + 1
            self._next[label] = number
            numbered = f"{folder}{slash}{stem}~{number}{dot}{extension}"
            if numbered not in self._files and numbered not in self._folders:
                return numbered
