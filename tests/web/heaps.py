"""A small heap of our own stories, read by the real readers into a library."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from fonds.app.reading import STAGE, finish_works, make_knowledge, read_leaf
from fonds.intake.limits import Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.unpack import unpack
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.opening import Library, close_library, open_library
from fonds.library.originals import Arrival, digest_of, put_originals, put_refusal
from fonds.library.readings import Member, Reading, put_readings
from fonds.library.works import WorkKey, mint_work_ids, put_works
from fonds.model.work import Leaf, Work
from fonds.packs.load import load_packs
from fonds.publish.record import build_entry, build_record
from tests.library_factories import correct

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-05-02T09:30:00Z"

LAMP = """\
Title: The Lamp at Lauriston
Author: Ada Moor <ada.moor@letters.example>
Fandom: Sherlock Holmes
Pairing: Holmes/Watson
Rating: PG
Warnings: none
Date: 12 March 1999
Summary: A lamp that will not go out, and a doctor who will not go home. It is about
waiting, mostly, and about the sort of patience that looks like idleness from the street.

---

The fog had eaten Baker Street by four o'clock. Watson lit the lamp and set it in the window.

"You have been to the docks," said Holmes, without turning round.

* * *

I had. I asked him how he knew, and he pointed at my boots, and then we both laughed.

The End

Write to me at ada.moor@letters.example and say if you liked the café scene.
"""

LETTERS = """\
Title: Letters from Whitby
Author: Basil Quill
Fandom: Dracula
Pairing: Mina/Lucy
Rating: PG-13
Summary: Five letters, one of them never sent.

Chapter 1: The Harbour

Lucy wrote that the sea was the colour of slate, and Mina believed her.

She folded the page twice and put it under the lamp, where the light came through it.

Chapter 2: The Abbey

They climbed the steps together. There were one hundred and ninety-nine, and Lucy counted.

"You are out of breath," said Mina, and she sat down on the wall to wait for her.

Chapter 3: The Page Not Sent

Mina found it in the autumn, between two books. She read it standing, and then she sat down.
"""

NAMELESS = """\
Alice had not meant to fall asleep in the garden, and when she woke the Cheshire Cat was
sitting on the sundial, counting.

"You are late," said the Cat. "The Hatter has gone on without you. He took the teapot."

"I was never invited," said Alice, and she stood up, and she brushed the grass from her skirt.

They walked along the hedge together until the path gave out and the wood began.
"""

HOSTILE = """\
<html><head><title>The Road to Oz <script>alert(1)</script></title></head><body>
<script>document.title = "taken"</script>
<style>body { display: none }</style>
<h1>The Road to Oz</h1><p>by Tin & Straw</p>
<p onclick="alert(2)">Dorothy walked until the bricks turned yellow, and then she walked on.</p>
<p><img src="http://elsewhere.example/x.png" onerror="alert(3)">"Are we near?" asked the Lion.
<a href="javascript:alert(4)">No</a>, said the Scarecrow, and they sat down to rest.</p>
<form action="http://elsewhere.example"><button>Give</button></form>
<p>Toto slept. The Woodman kept watch and oiled his elbow, and &lt;b&gt; was only a letter.</p>
</body></html>
"""

INDEX = """\
Stories on this disk

lamp.txt
letters.txt
oz.html
robin.txt
"""

FRENCH = """\
Title: Le chêne
Author: Émile Forêt
Fandom: Robin Hood
Language: French

Robin était assis sous le grand chêne et il regardait la route, où personne ne passait.

« Tu attends quelqu'un », dit Marianne. Elle ne demandait pas. Il répondit que non, puis il rit.
"""


def zip_files(files: Mapping[str, str]) -> bytes:
    """Pack texts as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def make_heap() -> dict[str, bytes]:
    """Make the heap: path to bytes."""
    return {
        "holmes/lamp.txt": LAMP.encode("cp1252"),
        "holmes/lamp copy.txt": LAMP.encode("cp1252"),
        "dracula/letters.txt": LETTERS.encode(),
        "untitled.txt": NAMELESS.encode(),
        "oz/road.html": HOSTILE.encode(),
        "INDEX.TXT": INDEX.encode(),
        "old disk.zip": zip_files({"foret/chene.txt": FRENCH}),
    }


def make_library_folder(folder: Path, heap: Mapping[str, bytes]) -> dict[str, str]:
    """Make a library that holds a heap; gives work identifiers by path (and member)."""
    library = open_library(folder, create=True)
    try:
        return _fill(library, heap)
    finally:
        close_library(library)


def _fill(library: Library, heap: Mapping[str, bytes]) -> dict[str, str]:
    accession = begin_accession(library, "attic", options={}, tool="test", clock=CLOCK)
    arrivals = [
        Arrival(path, data, 946_684_800, find_media_type(data, path)) for path, data in heap.items()
    ]
    put_originals(library, accession.id, arrivals, clock=CLOCK)
    put_refusal(library, accession.id, "holmes/huge.txt", "It is too large.", clock=CLOCK)
    knowledge = make_knowledge(load_packs())
    drafts: list[Work] = []
    seen: set[str] = set()
    for path, data in heap.items():
        if digest_of(data) in seen:
            continue
        seen.add(digest_of(data))
        leaves = [one for one in unpack(path, data, Limits()) if isinstance(one, Leaf)]
        members = tuple(
            Member(leaf.member or "", digest_of(leaf.data), len(leaf.data), leaf.media_type, "read")
            for leaf in leaves
        )
        read = [draft for leaf in leaves for draft in read_leaf(leaf, knowledge)]
        reading = Reading(digest_of(data), members, tuple(read))
        put_readings(library, accession.id, [reading], stage=STAGE, clock=CLOCK)
        drafts += read
    works = finish_works(drafts, knowledge)
    keys = [WorkKey(one.sources[0].digest, one.sources[0].member, 0) for one in works]
    ids = mint_work_ids(library, keys)
    pairs = [
        (work, build_entry(build_record(work), work_id, work.reason))
        for work, work_id in zip(works, ids, strict=True)
    ]
    put_works(library, accession.id, pairs, stage=STAGE, clock=CLOCK)
    end_accession(library, accession.id, clock=CLOCK)
    return {
        work.sources[0].member or work.sources[0].path: work_id
        for work, work_id in zip(works, ids, strict=True)
    }


def correct_title(folder: Path, work_id: str, title: str) -> None:
    """Let a person set a title."""
    library = open_library(folder)
    correct(library, work_id, "title", title, by="Jane, 2024-05-02", clock=LATER)
    close_library(library)
