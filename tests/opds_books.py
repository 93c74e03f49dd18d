"""Books and feeds for tests of the two versions of OPDS."""

from typing import Any

import msgspec

from fonds.model.entry import Entry
from fonds.publish.opds_feed import Choice, Facet, Feed, Pages, Turn, make_book

MODIFIED = "2024-01-02T03:04:05Z"

HOSTILE = "]]> <b onclick='x'>&\x00\x0b\ud800\ufffe \u202eright “quotes” \"'"
"""What a stranger's file may call anything."""


def make_entry(**changes: Any) -> Entry:
    """Make a catalogue line with a value in every field."""
    entry = Entry(
        work_id="wabc234",
        kind="story",
        reason="prose",
        title="The Lamp & the Fog",
        incipit="The fog had eaten",
        creators=("Jane Doe", "Ada Moor"),
        fandoms=("Sherlock Holmes",),
        relationships=("Sherlock Holmes/John Watson",),
        characters=("John Watson",),
        warnings=("No Archive Warnings Apply",),
        categories=("M/M",),
        tags=("fog", "lamps"),
        rating="Teen And Up Audiences",
        rating_stated="PG-13",
        summary="A lamp that will not go out.\n\nA doctor who will not go home.",
        series="Nights, 2",
        date="1999-12",
        language="en-GB",
        words=1234,
        chapters=2,
        complete=True,
    )
    return msgspec.structs.replace(entry, **changes)


def make_shelf_feed(**changes: Any) -> Feed:
    """Make the second of three pages of books, with facets."""
    books = tuple(
        make_book(make_entry(work_id=f"w{i}", title=f"Story {i}"), modified=MODIFIED)
        for i in range(3)
    )
    feed = Feed(
        title="All stories",
        path="all?page=2",
        updated=MODIFIED,
        up="",
        books=books,
        facets=(
            Facet(
                "Order",
                (Choice("Title", "all", is_active=True), Choice("Length", "all?sort=words")),
            ),
            Facet("Fandom", (Choice("Oz", "all?fandom=Oz", 3), Choice("Dracula", "all?f=D", 0))),
        ),
        pages=Pages(
            number=2,
            size=3,
            total=7,
            first="all",
            last="all?page=3",
            previous="all",
            next="all?page=3",
        ),
    )
    return msgspec.structs.replace(feed, **changes)


def make_way_feed(**changes: Any) -> Feed:
    """Make a feed that leads on."""
    feed = Feed(
        title="Fonds",
        path="",
        kind="navigation",
        turns=(
            Turn("All stories", "all", about="Everything, by title."),
            Turn("By fandom", "by/fandom", "navigation", count=12),
        ),
    )
    return msgspec.structs.replace(feed, **changes)
