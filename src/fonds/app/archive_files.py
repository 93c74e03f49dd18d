"""Archive files: the files of an archive that is imported, wherever they lie.

A dry run looks at a folder, an import at the originals that are safe in the library already;
what finds the stories among them need not know which.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.unpack import Refusal, is_container, unpack
from fonds.intake.walk import HeapFile, read_heap_file
from fonds.library.opening import Library
from fonds.library.originals import iter_heap_files, read_original
from fonds.model.work import Leaf

HEAD_BYTES = 65_536


class ArchiveFile(Struct, frozen=True):
    """A file of an archive.

    Attributes:
        path: in the heap.
        member: the path inside a container, or None.
        media_type: by content.
        size: bytes.
        original: digest of the stored original; "" when nothing is stored yet.
    """

    path: str
    member: str | None
    media_type: str
    size: int
    original: str = ""

    @property
    def name(self) -> str:
        """The path, through the container where there is one."""
        return self.path if self.member is None else f"{self.path}/{self.member}"


class ArchiveFiles:
    """The files of an archive, by name, and their bytes.

    Attributes:
        files: by name; of two with one name the first.
        refused: what could not be read, and why.
    """

    def __init__(
        self,
        files: Iterable[tuple[ArchiveFile, bytes | None]],
        read: Callable[[ArchiveFile], bytes],
        refused: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.files: dict[str, ArchiveFile] = {}
        self.refused = tuple(refused)
        self._inside: dict[str, bytes] = {}
        self._read = read
        for file, data in files:
            if file.name not in self.files:
                self.files[file.name] = file
                if data is not None:
                    self._inside[file.name] = data

    def read(self, name: str) -> bytes:
        """Give the bytes of a file, by its name."""
        if name in self._inside:
            return self._inside[name]
        return self._read(self.files[name])

    def leaf(self, name: str) -> Leaf:
        """Give a file as a leaf, ready to be read."""
        file = self.files[name]
        return Leaf(file.path, file.member, self.read(name), file.media_type)


def open_heap_files(heap: Iterable[HeapFile], limits: Limits) -> ArchiveFiles:
    """Look at the files of a heap where they lie; containers are opened.

    Args:
        heap: labelled as they are to be called.
        limits: of files and containers.
    """
    places = {file.label: file for file in heap}
    found: list[tuple[ArchiveFile, bytes | None]] = []
    refused: list[tuple[str, str]] = []
    for file in places.values():
        try:
            data = read_heap_file(file, limits)
        except UserError as error:
            refused.append((file.label, str(error)))
            continue
        found += _open(file.label, data, limits, "", refused)
    return ArchiveFiles(found, lambda one: read_heap_file(places[one.path], limits), refused)


def open_accession_files(library: Library, accession_id: int, limits: Limits) -> ArchiveFiles:
    """Look at the stored originals of an accession; containers are opened.

    Args:
        library: open.
        accession_id: its number.
        limits: of containers.

    Raises:
        DamageError: an original's bytes are damaged.
    """
    found: list[tuple[ArchiveFile, bytes | None]] = []
    refused: list[tuple[str, str]] = []
    for line in iter_heap_files(library, accession_id):
        if line.digest is None:
            refused.append((line.path, line.reason))
            continue
        data = read_original(library, line.digest)
        found += _open(line.path, data, limits, line.digest, refused)
    return ArchiveFiles(found, lambda one: read_original(library, one.original), refused)


def _open(
    path: str, data: bytes, limits: Limits, original: str, refused: list[tuple[str, str]]
) -> Iterator[tuple[ArchiveFile, bytes | None]]:
    media_type = find_media_type(data[:HEAD_BYTES], path.rpartition("/")[2])
    if not is_container(media_type) or media_type == "application/mbox":
        yield ArchiveFile(path, None, media_type, len(data), original), None
        return
    for leaf in unpack(path, data, limits):
        if isinstance(leaf, Refusal):
            refused.append((f"{path}/{leaf.member or ''}".rstrip("/"), leaf.problem.message))
        else:
            file = ArchiveFile(path, leaf.member, leaf.media_type, len(leaf.data), original)
            yield file, leaf.data
