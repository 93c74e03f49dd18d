"""A library with something to put right: editions, spellings, wrong titles, series, questions."""

import random
from pathlib import Path

from fonds.app.doubts import prepare_queue
from fonds.app.editions import find_editions
from fonds.app.shelf import close_shelf, open_shelf
from tests.web.heaps import make_library_folder

_WHO = ("Watson", "the doctor", "Mrs Hudson", "Lestrade", "the ferryman", "Mycroft", "Wiggins")
_DID = ("found", "carried", "hid", "mended", "followed", "sold", "drew", "watched", "burned")
_WHAT = (
    *("the lamp", "a letter", "the ring", "a map", "the violin", "his coat", "a brass key"),
    *("the ledger", "her kettle", "a glove", "the mirror", "a telegram", "the umbrella"),
)
_WHERE = (
    *("at the harbour", "on the moor", "in the cellar", "by the station", "under the bridge"),
    *("at the market", "in the tower", "by the quarry", "at the inn", "in the orchard"),
)
_THEN = (
    *("and nobody asked why", "and the clock struck twice", "although it was late"),
    *("and then it rained until morning", "while the fog came in", "and said nothing of it"),
)


def write_prose(number: int, paragraphs: int = 14) -> str:
    """Draw a story that no other number has."""
    dice = random.Random(number)
    said = []
    for _ in range(paragraphs):
        lines = [
            f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHAT)} {dice.choice(_WHERE)}, "
            f"{dice.choice(_THEN)}."
            for _ in range(4)
        ]
        spoken = f"“I {dice.choice(_DID)} {dice.choice(_WHAT)},” said {dice.choice(_WHO)}."
        said.append(" ".join((*(line[:1].upper() + line[1:] for line in lines), spoken)))
    return "\n\n".join(said)


def write_work(title: str, author: str, *lines: str, number: int) -> bytes:
    """Write a story with a header."""
    head = "\n".join((f"Title: {title}", f"Author: {author}", *lines))
    return f"{head}\n\n{write_prose(number)}\n".encode()


HOLMES = "Fandom: Sherlock Holmes"
FIRST, AGAIN = "ferry/first.txt", "attic/ferry2.txt"
WRONG = "attic/teh.txt"
PARTS = ("moor/one.txt", "moor/two.txt", "moor/three.txt")
BULK = ("reed/a.txt", "reed/b.txt", "reed/c.txt")
LEAVING = "quill/lantern.txt"
SPELLINGS = ("Found Family", "found family", "found-family")
AUTHORS = ("Ida Reed", "Ida Reed", "I. Reed")


def make_catalogue_heap() -> dict[str, bytes]:
    """Make the heap: path to bytes."""
    ferry = write_prose(1)
    again = ferry.replace("the lamp", "the lantern", 2).replace("nobody asked", "no one asked", 1)
    head = f"Author: Ada Moor\n{HOLMES}\nRating: PG\nDate: 3 May 1999\n"
    heap = {
        FIRST: f"Title: The Night Ferry\n{head}\n{ferry}\n".encode(),
        AGAIN: f"Title: Night Ferry (revised)\n{head}\n{again}\n\n{write_prose(2, 2)}\n".encode(),
        WRONG: write_work("Teh Broken Clock", "Ada Moor", HOLMES, "Rating: G", number=3),
        LEAVING: write_work("The Lantern Room", "Ida Quill", HOLMES, "Rating: G", number=4),
        "quill/stair.txt": write_work("The Back Stair", "Ida Quill", HOLMES, number=5),
        # What nobody says, a person is asked.
        "attic/0013.txt": f"{write_prose(6)}\n".encode(),
        "attic/0014.txt": f"{write_prose(7)}\n".encode(),
    }
    for number, path in enumerate(PARTS, 1):
        series = f"Series: Moorland Nights, {number}"
        title = f"Moorland {('One', 'Two', 'Three')[number - 1]}"
        heap[path] = write_work(title, "Basil Quill", HOLMES, series, number=10 + number)
    for number, path in enumerate(BULK):
        title = f"The {('Silver', 'Copper', 'Iron')[number]} Thimble"
        more = HOLMES, f"Keywords: {SPELLINGS[number]}", "Rating: PG"
        heap[path] = write_work(title, AUTHORS[number], *more, number=20 + number)
    return heap


def make_catalogue_library(folder: Path) -> dict[str, str]:
    """Make a library of the heap, with its families of editions and its queue."""
    works = make_library_folder(folder, make_catalogue_heap())
    prepare_catalogue(folder)
    return works


def prepare_catalogue(folder: Path) -> None:
    """Look for editions and for what is uncertain, and let the index catch up."""
    shelf = open_shelf(folder)
    try:
        find_editions(shelf)
        prepare_queue(shelf)
    finally:
        close_shelf(shelf)
    close_shelf(open_shelf(folder))
