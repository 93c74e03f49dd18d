"""Uploads: what a browser sent, kept beside the library until it is taken in.

A file's name is data: on the disk files are called by numbers, and the paths they had stand
in one list beside them. The list is written last, so that an upload without it was cut off.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from fonds.app.heap_plan import HeapPlan, RefusedFile
from fonds.app.ingest import Heap
from fonds.errors import UserError
from fonds.intake.label import find_printable
from fonds.intake.limits import MIB, TOO_LARGE
from fonds.intake.sniff import find_media_type
from fonds.intake.walk import HeapFile
from fonds.library.opening import Library
from fonds.library.originals import find_original
from fonds.model.problem import Problem

UPLOADS_NAME = "uploads"
"""The folder in the library's folder; everything in it may be thrown away."""

CUT_OFF = "app.cut-off"
LONG_PATH = "app.long-path"

_LIST_NAME = "files.json"
_UPLOAD = re.compile(r"[0-9a-f]{16}")
_HEAD_BYTES = 64 * 1024
_PATH_MOST = 4096
"""Characters of a path: as long as Linux lets one be."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says when the disk, or somebody's share of it, is full."""


class UploadLimits(Struct, frozen=True):
    """How much one upload may hold. Source of all three: ours.

    Attributes:
        files: so many as an attic has; the page that lists them stays quick.
        file_bytes: of one file, as `fonds.intake.limits.Limits` has it.
        bytes: of all together.
    """

    files: int = 20_000
    file_bytes: int = 512 * MIB
    bytes: int = 8192 * MIB


class UploadedFile(Struct, frozen=True):
    """One file as it was sent.

    Attributes:
        path: the path it had, as the browser told it: "/" between segments, anything else.
        place: what it is called in the upload's folder; "" when it was refused.
        size: its bytes.
        digest: "sha256:…" of them.
        media_type: by content.
        modified: seconds since 1970, or 0 when nobody told.
        refused: why it will not be taken in, or None.
    """

    path: str
    place: str
    size: int
    digest: str
    media_type: str
    modified: int
    refused: Problem | None = None


class Upload(Struct, frozen=True):
    """A whole upload.

    Attributes:
        id: 16 hexadecimal digits.
        begun: ISO UTC.
        files: in the order they were sent.
    """

    id: str
    begun: str
    files: tuple[UploadedFile, ...]

    @property
    def name(self) -> str:
        """What to call it: the one folder or file it is, or the first and how many more."""
        tops = list(dict.fromkeys(file.path.strip("/").partition("/")[0] for file in self.files))
        first = find_printable(tops[0]) if tops and tops[0] else "upload"
        return f"{first} and {len(tops) - 1:,} more" if len(tops) > 1 else first


class UploadWriter:
    """Writes one upload to the disk, file by file; `finish` or `discard` ends it.

    Raises of its methods: UserError when a limit is passed, OSError when the disk is full.

    Attributes:
        is_too_much: whether a limit was passed.
    """

    def __init__(self, folder: Path, limits: UploadLimits, clock: str) -> None:
        self._limits = limits
        self._begun = clock
        self._id = secrets.token_hex(8)
        self._folder = folder / UPLOADS_NAME / self._id
        self._files: list[UploadedFile] = []
        self._total = 0
        self.is_too_much = False
        self._stream: BinaryIO | None = None
        self._folder.mkdir(parents=True, mode=0o700)

    def begin_file(self, path: str, modified: int) -> None:
        """Begin a file of this path."""
        if len(self._files) >= self._limits.files:
            self.is_too_much = True
            raise UserError(
                f"one upload holds at most {self._limits.files:,} files, and {find_label(path)} is "
                "one more. Nothing was kept; send a part of them first"
            )
        self._path, self._modified, self._size = path, modified, 0
        self._head, self._digest = bytearray(), hashlib.sha256()
        self._place = f"{len(self._files) + 1:06}"
        self._stream = (self._folder / self._place).open("xb")

    def write(self, data: bytes) -> None:
        """Write the next bytes of the file; what is past its limit is not kept."""
        self._size += len(data)
        self._total += len(data)
        if self._total > self._limits.bytes:
            self.is_too_much = True
            raise UserError(
                f"with {find_label(self._path)} the upload is larger than "
                f"{say_limit(self._limits.bytes)}. Nothing was kept; send a part of it first"
            )
        if self._stream is None or self._size > self._limits.file_bytes:
            return
        self._head += data[: max(0, _HEAD_BYTES - len(self._head))]
        self._digest.update(data)
        self._stream.write(data)

    def end_file(self) -> None:
        """End the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        refused = self._find_refusal()
        if refused is not None:
            (self._folder / self._place).unlink()
        self._files.append(
            UploadedFile(
                path=self._path[:_PATH_MOST],
                place="" if refused else self._place,
                size=self._size,
                digest="" if refused else f"sha256:{self._digest.hexdigest()}",
                media_type=find_media_type(bytes(self._head), find_printable(self._path)),
                modified=self._modified,
                refused=refused,
            )
        )

    def _find_refusal(self) -> Problem | None:
        if self._size > self._limits.file_bytes:
            return Problem(TOO_LARGE, f"It is larger than {say_limit(self._limits.file_bytes)}.")
        if len(self._path) > _PATH_MOST:
            return Problem(LONG_PATH, f"Its path is longer than {_PATH_MOST:,} characters.")
        return None

    def finish(self) -> Upload:
        """Write the list of files: from now on the upload is whole.

        Raises:
            UserError: no file was sent.
        """
        if not self._files:
            raise UserError("no file was sent; choose one, or drop some on the page")
        upload = Upload(self._id, self._begun, tuple(self._files))
        draft = self._folder / f"{_LIST_NAME}.part"
        with draft.open("xb") as stream:
            stream.write(msgspec.json.encode(upload))
            stream.flush()
            os.fsync(stream.fileno())
        draft.rename(self._folder / _LIST_NAME)
        return upload

    def discard(self) -> None:
        """Leave nothing of it."""
        if self._stream is not None:
            try:
                self._stream.close()
            except OSError as error:
                if error.errno not in FULL:
                    raise
            self._stream = None
        shutil.rmtree(self._folder, ignore_errors=True)


def find_upload(folder: Path, upload_id: str) -> Upload | None:
    """Find a whole upload.

    Args:
        folder: the library's folder.
        upload_id: what an address named; anything.
    """
    if not _UPLOAD.fullmatch(upload_id):
        return None
    try:
        data = (folder / UPLOADS_NAME / upload_id / _LIST_NAME).read_bytes()
        return msgspec.json.decode(data, type=Upload)
    except (OSError, msgspec.DecodeError):
        return None


def list_uploads(folder: Path) -> tuple[Upload, ...]:
    """List the whole uploads that wait, oldest first."""
    try:
        names = [path.name for path in (folder / UPLOADS_NAME).iterdir()]
    except OSError:
        return ()
    found = [upload for name in names if (upload := find_upload(folder, name)) is not None]
    return tuple(sorted(found, key=lambda one: (one.begun, one.id)))


def remove_upload(folder: Path, upload_id: str) -> None:
    """Throw an upload away; what was taken in of it stays in the library."""
    if _UPLOAD.fullmatch(upload_id):
        # The list goes first: what is left after an interruption is swept.
        (folder / UPLOADS_NAME / upload_id / _LIST_NAME).unlink(missing_ok=True)
        shutil.rmtree(folder / UPLOADS_NAME / upload_id, ignore_errors=True)


def sweep_uploads(folder: Path) -> int:
    """Throw away uploads that were cut off; to be done when nobody is sending any.

    Returns:
        n uploads thrown away.
    """
    try:
        names = [path.name for path in (folder / UPLOADS_NAME).iterdir()]
    except OSError:
        return 0
    torn = [name for name in names if _UPLOAD.fullmatch(name) and not find_upload(folder, name)]
    for name in torn:
        remove_upload(folder, name)
    return len(torn)


def plan_upload(
    library: Library, upload: Upload, *, knows: Callable[[str], bool] | None = None
) -> tuple[HeapPlan, int]:
    """Say what an upload holds, before anything is done with it.

    Args:
        library: where it would be taken in.
        upload: n files.
        knows: whether somebody may know that the bytes of a digest are here; None asks the
            library.

    Returns:
        What `fonds.app.heap_plan.plan_heap` says of a heap on the disk, and how many of its
        n files are new here: their bytes neither in the library nor twice in the upload.

    Cost: one look into an index for each file; no file is read.
    """
    sound = [file for file in upload.files if file.refused is None]
    kinds = Counter(file.media_type for file in sound)
    refused = tuple(
        RefusedFile(find_label(file.path), file.refused)
        for file in upload.files
        if file.refused is not None
    )
    plan = HeapPlan(
        len(sound), sum(file.size for file in sound), dict(kinds.most_common()), refused
    )
    digests = {file.digest for file in sound}
    if knows is not None:
        return plan, sum(not knows(digest) for digest in digests)
    return plan, sum(find_original(library, digest) is None for digest in digests)


def say_limit(size: int) -> str:
    """Say a limit in the unit it was set in.

    Example:
        >>> say_limit(8 << 30), say_limit(512 << 20), say_limit(2000)
        ('8 GiB', '512 MiB', '2,000 bytes')
    """
    for unit, name in ((1024 * MIB, "GiB"), (MIB, "MiB")):
        if size >= unit and size % unit == 0:
            return f"{size // unit:,} {name}"
    return f"{size:,} bytes"


def find_label(path: str) -> str:
    r"""Give the path a file had as one that can be shown; it leads nowhere.

    Example:
        >>> find_label("../a\x1b/b.txt")
        '../a\\u001B/b.txt'
    """
    return "/".join(find_printable(part) for part in path.split("/"))


def make_heap(folder: Path, upload: Upload) -> Heap:
    """Make an upload a heap to take in.

    Args:
        folder: the library's folder.
        upload: one of its uploads.

    Returns:
        Its files under the paths they had. A file whose bytes are not those that were sent,
        as a power cut can leave it, is refused.

    Cost: reads every file once.
    """
    place = folder / UPLOADS_NAME / upload.id
    files: list[HeapFile] = []
    seen: Counter[str] = Counter()
    for file in upload.files:
        label = find_label(file.path)
        seen[label] += 1
        if seen[label] > 1:
            label = f"{label}~{seen[label]}"
        refused = file.refused or _compare(place / file.place, file)
        files.append(HeapFile(label, place / file.place, file.size, file.modified, refused))
    return Heap(f"{UPLOADS_NAME}/{upload.id}/{upload.name}", tuple(files))


def _compare(path: Path, file: UploadedFile) -> Problem | None:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return Problem(CUT_OFF, f"It cannot be read ({error.strerror}).")
    if f"sha256:{digest}" != file.digest:
        return Problem(CUT_OFF, "Its bytes are not those that were sent; send it again.")
    return None


def find_want_of_room(folder: Path, size: int) -> str | None:
    """Say that there is no room for an upload, or None when there is.

    Args:
        folder: the library's folder.
        size: bytes that are to be sent; once for the copy, once for the library.
    """
    free = shutil.disk_usage(folder).free
    if free >= 2 * size:
        return None
    return (
        f"there is not enough room on the disk: {2 * size / MIB:,.1f} MiB are needed, once for "
        f"the copy and once for the library, and {free / MIB:,.1f} MiB are free. Nothing was kept"
    )
