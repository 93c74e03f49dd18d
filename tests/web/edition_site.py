"""A library that holds one story three times, another twice, and a third once."""

from functools import lru_cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from fastapi import FastAPI

from fonds.library.opening import close_library, open_library
from fonds.web import comparing, editions
from tests.web.heaps import make_library_folder
from tests.web.visitors import House, add_people

FIRST = """\
Title: The Ferry at Whitby
Author: Ada Moor <ada.moor@letters.example>
Fandom: Dracula
Rating: PG
Date: 12 March 1999
Summary: Two women wait for a boat, and neither says for whom.

Chapter 1: The Quay

The ferry was late, and the fog had come in with the tide. Mina counted the lamps along the quay.

Lucy stood beside her with both hands in her muff and said nothing for a long time.

"It will come," said Mina, although she had said so an hour ago and had been wrong then, too.

A boy went by with a basket of herring. He looked at them, and then he looked at the water.

Chapter 2: The Bell

The bell rang twice before they saw the bow. Somebody on the deck was waving a red scarf.

Lucy laughed out loud. It was the first time since August that anybody had heard her laugh.

They ran down the steps together, and the fog closed behind them like a door.
"""

REVISED = """\
Title: The Ferry at Whitby (revised)
Author: A. Moor
Fandom: Dracula
Rating: PG-13
Date: 2 May 2001
Summary: Two women wait for a boat, and both of them know for whom.

Chapter 1: The Quay

The ferry was late, and the fog had come in with the tide. Mina counted the lamps along the quay.

Lucy stood beside her with both hands in her pockets and said nothing for a very long time.

“It will come,” said Mina, although she had said so an hour ago and had been wrong then, too.

Chapter 2: The Bell

The bell rang twice before they saw the bow. Somebody on the deck was waving a red scarf.

Write to ferry.master@quay.example, said the notice on the wall, but nobody ever had.

Lucy laughed out loud. It was the first time since August that anybody had heard her laugh.

They ran down the steps together, and the fog closed behind them like a door.

Chapter 3: The Morning After

In the morning the harbour was bright and empty, and the red scarf lay folded on the sill.

Mina wrote three letters and sent one of them. Lucy slept until noon.
"""

PLAIN = FIRST.replace("Ferry at Whitby", "ferry at whitby").replace("a long time", "a while")

GATE = """\
Title: Oil for the Gate
Author: Tin & Straw
Fandom: Oz

The Woodman oiled the gate on a Sunday, because on Sundays nobody in the city was in a hurry.

"Does it hurt?" asked the Scarecrow, who was holding the can, and the gate said that it did not.
"""

ALONE = """\
Title: A Sundial at Noon
Author: Basil Quill
Fandom: Alice's Adventures in Wonderland

Alice sat on the sundial until it was noon, and then there was no shadow left to tell her more.

The Cat said that this was the best time of the day, since nobody could prove that it was not.
"""

HEAP = {
    "ferry/first.txt": FIRST.encode(),
    "ferry/revised.txt": REVISED.encode(),
    "old/ferry.txt": PLAIN.encode(),
    "oz/gate.txt": GATE.encode(),
    "oz/gate2.txt": GATE.replace("Sunday, because", "Monday, because").encode(),
    "alice.txt": ALONE.encode(),
}

FOUND = (
    ("ferry/revised.txt", "f1", 0, 1.0, "it has the most words, and was updated last"),
    ("ferry/first.txt", "f1", 1, 0.97, "88 of 100 words are the same, in the same order"),
    ("old/ferry.txt", "f1", 2, 0.96, "the same title and author"),
    ("oz/gate.txt", "f2", 0, 1.0, ""),
    ("oz/gate2.txt", "f2", 1, 0.8, "all but one word is the same"),
)
"""What `fonds editions` would have found: path, family, place, confidence, why."""


@lru_cache(maxsize=1)
def _make_template() -> tuple[Path, dict[str, str]]:
    folder = Path(mkdtemp(prefix="fonds-editions-"))
    works = make_library_folder(folder, HEAP)
    library = open_library(folder)
    with library.connection as connection:
        for path, *found in FOUND:
            connection.execute(
                "INSERT INTO edition (work_id, family, place, confidence, why) "
                "VALUES (?, ?, ?, ?, ?)",
                (works[path], *found),
            )
    close_library(library)
    add_people(folder)
    return folder, works


class EditionSite:
    """A site with accounts, its folder, and its works by path."""

    def __init__(self, folder: Path) -> None:
        template, works = _make_template()
        copytree(template, folder, dirs_exist_ok=True)
        self.folder = folder
        self.works = dict(works)
        self.house = House(folder)
        self.app: FastAPI = self.house.app
        for page in (editions, comparing):
            self.app.include_router(page.router, include_in_schema=False)
