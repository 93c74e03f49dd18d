"""Two small heaps of our own stories, and a library that holds them."""

from pathlib import Path

from fonds.app.ingest import Heap, add_heap, find_heap
from fonds.app.shelf import stay_silent
from fonds.intake.limits import Limits
from fonds.library.accessions import list_accessions
from fonds.library.entries import iter_entries
from fonds.library.opening import Library, close_library, open_library

STORIES = {
    "attic": (
        ("The Lamp", "Ida Quill", "Fog, Case fic", "A lamp burnt all night in Baker Street."),
        ("The Lamp Again", "Ida Quil", "fog", "A lamp burnt all night in Baker Street, again."),
        ("A Gate in Kansas", "Tom Reed", "Oil", "Dorothy heard the gate before she saw it."),
        ("Robin's Debt", "Ida Quill", "Greenwood, Fog", "Robin paid the miller twice."),
        ("Letters to Emma", "Nell Marsh", "Letters", "Emma read her letters by the window."),
    ),
    "cellar": (
        ("The Debt of Robin", "I. Quill", "greenwood", "Robin paid the miller twice, and ran."),
        ("Alice in the Fog", "Tom Reed", "Fog", "Alice could not see the end of her own arm."),
        ("The Ferryman", "Nell Marsh", "River, Case fic", "The ferryman asked for two coins."),
    ),
}


def _write_heaps(folder: Path) -> dict[str, Heap]:
    for heap, stories in STORIES.items():
        (folder / heap).mkdir(parents=True)
        for number, (title, author, tags, first) in enumerate(stories):
            head = f"Title: {title}\nAuthor: {author}\nKeywords: {tags}\nRating: PG\n"
            body = "\n\n".join([first, *(f"{first} So it went on, {k} days." for k in range(6))])
            (folder / heap / f"{number}.txt").write_text(f"{head}\n---\n\n{body}\n", "utf-8")
    return {heap: find_heap([folder / heap], Limits()) for heap in STORIES}


def add(library: Library, heap: Heap, clock: str) -> None:
    """Take a heap into a library, read by the real readers."""
    add_heap(
        library,
        heap,
        packs=(),
        limits=Limits(),
        workers=0,
        clock=lambda: clock,
        progress=stay_silent,
    )


class Template:
    """A library with both heaps in it, made once and copied for each run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "library"
        self.heaps = _write_heaps(folder / "heaps")
        library = open_library(self.folder, create=True)
        for heap in self.heaps.values():
            add(library, heap, "2024-05-01T00:00:00Z")
        entries = list(iter_entries(library))
        heaps = {one.id: one.heap for one in list_accessions(library)}
        names = {heap.name: name for name, heap in self.heaps.items()}
        self.heap_of = {one.work_id: names[heaps[one.accession]] for one in entries}
        self.read = {
            one.work_id: {
                "title": one.title,
                "creators": list(one.creators),
                "tags": list(one.tags),
                "rating": one.rating,
            }
            for one in entries
        }
        close_library(library)
