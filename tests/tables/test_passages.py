"""Short passages of our own: viewpoint, narrator, tense, scenes, people.

The table was written by somebody who had not seen the readers. Kinds are held to a share, and
every row that is not met is a strict known failure with its reason.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from fonds.app.reading import Knowledge, make_knowledge
from fonds.describe.whole import describe_whole
from fonds.model.claim import Claim
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.packs.load import load_packs
from fonds.parse.divisions import add_blank_breaks, mark_headings
from fonds.parse.plain import blocks_of_text
from fonds.parse.scene_heads import mark_scene_heads
from fonds.publish.record import build_record

PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "passages.toml").read_text("utf-8")
)["passage"]


@cache
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


WORLDS = tuple(
    pack for pack in load_packs() if set(pack.fandom.media) & {"myth", "ballads"}
) + tuple(
    pack
    for pack in load_packs()
    if pack.fandom.umbrella == "Jane Austen"
    or pack.fandom.name
    in ("Sherlock Holmes", "Dracula", "Oz", "Alice in Wonderland", "Robin Hood", "Greek Mythology")
)


def find_world(row: dict[str, Any]) -> Claim | None:
    """The fandom as a header would state it: a passage names it no more than a page does."""
    named = {row.get("narrator", ""), *row.get("points_of_view", ()), *row.get("present", ())}
    named |= set(row.get("mentioned", ()))
    for pack in WORLDS:
        if named & set(pack.people):
            return Claim("fandoms", [pack.fandom.name], "stated", 0.9, (), "header")
    return None


def read(text: str, world: Claim | None = None) -> Record:
    """Read a passage as the body of a story: fifty words are too few to tell that it is one."""
    found = blocks_of_text(text, 0, len(text))
    blocks = add_blank_breaks(text, mark_scene_heads(mark_headings(found)))
    work = Work((), "story", "", tuple(blocks), texts=(text,))
    claims: tuple[Claim, ...] = () if world is None else (world,)
    claims += describe_whole(structs.replace(work, claims=claims), knowledge().finder)
    return build_record(structs.replace(work, claims=claims))


def is_right(row: dict[str, Any], record: Record) -> tuple[bool, Any]:
    """Whether a record says what the row wants, and what it says."""
    if row["kind"] == "viewpoint":
        return record.pov.person == row["person"], record.pov.person
    if row["kind"] == "narrator":
        said = record.pov.person, record.pov.narrator or ""
        return said == (row["person"], row["narrator"]), said
    if row["kind"] == "tense":
        return record.tense == row["tense"], record.tense
    if row["kind"] == "scenes":
        eyes = [scene.point_of_view or "" for scene in record.scene_list]
        wanted = row["points_of_view"]
        same = record.scenes == row["scenes"] and all(
            not want or want == got for want, got in zip(wanted, eyes, strict=False)
        )
        return same, (record.scenes, eyes)
    people = record.people
    there = {one.name for one in people if one.name and one.presence != "mentioned"}
    spoken = {one.name for one in people if one.presence == "mentioned"}
    unnamed = any(one.name is None for one in people)
    right = there == set(row["present"]) and set(row["mentioned"]) <= spoken
    return right and unnamed == row.get("unnamed", False), (there, spoken, unnamed)


KINDS = ("viewpoint", "narrator", "tense", "scenes", "people")
LEAST = {"viewpoint": 0.95, "narrator": 0.85, "tense": 0.95, "scenes": 0.95, "people": 0.5}


@pytest.mark.parametrize("kind", KINDS)
def test_passages_of_a_kind_are_read_right(kind: str) -> None:
    rows = [row for row in PASSAGES if row["kind"] == kind]
    right = [row for row in rows if is_right(row, read(row["text"], find_world(row)))[0]]
    print(f"{kind}: {len(right)} of {len(rows)} passages right")
    assert len(rows) >= 30
    assert len(right) / len(rows) >= LEAST[kind]
