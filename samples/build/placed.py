"""Placing: takes files and what is in them; gives their gold lines; never writes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samples.build.story import Story

EMPTY: dict[str, Any] = {
    "sources": [],
    "kind": "not-story",
    "title": None,
    "creators": [],
    "fandoms": [],
    "rating": None,
    "rating_stated": None,
    "warnings": [],
    "categories": [],
    "relationships": [],
    "characters": [],
    "tags": [],
    "summary": None,
    "disclaimer": None,
    "epigraph": None,
    "notes": [],
    "song": [],
    "series": None,
    "part": None,
    "date": None,
    "source_url": None,
    "language": "en",
    "complete": None,
    "chapters": [],
    "scenes": 0,
    "first_words": "",
    "last_words": "",
    "stated": ["kind"],
    "why": "",
}


@dataclass(frozen=True)
class Held:
    """One work that a file holds: a story, or None, at some members (None: the file itself)."""

    story: Story | None
    why: str = ""
    members: tuple[str | None, ...] = (None,)


@dataclass(frozen=True)
class Placed:
    """A file of the attic with the works in it."""

    path: str
    data: bytes
    works: tuple[Held, ...]


def story_file(path: str, data: bytes, story: Story) -> Placed:
    """Place a file that is one story."""
    return Placed(path, data, (Held(story),))


def odd_file(path: str, data: bytes, why: str) -> Placed:
    """Place a file that holds no story."""
    return Placed(path, data, (Held(None, why),))


def gold_lines(placed: Sequence[Placed]) -> str:
    """Give the gold of all files, one JSON object a line, in the order of their paths."""
    files = sorted(placed, key=lambda file: file.path)
    lines = [describe_work(file.path, held) for file in files for held in file.works]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def describe_work(path: str, held: Held) -> dict[str, Any]:
    """Give one gold line."""
    line = dict(EMPTY, why=held.why)
    line["sources"] = [{"path": f"attic/{path}", "member": member} for member in held.members]
    if held.story is None:
        return line
    gold = dict(held.story.gold)
    unstated = {*gold.pop("unstated", []), "why"}
    line.update(gold, why=held.why or gold["why"], kind="story")
    words = held.story.words
    headings = [chapter.heading for chapter in held.story.chapters]
    joined = len(held.members) > 1
    line["chapters"] = [] if joined else [heading for heading in headings if heading]
    line["scenes"] = held.story.scenes
    line["first_words"] = " ".join(words[:6])
    line["last_words"] = " ".join(words[-6:])
    stated = {"kind", "first_words", "last_words", *gold} - unstated
    if line["chapters"] and "chapters" not in unstated:
        stated.add("chapters")
    if line["scenes"] > 1 and "scenes" not in unstated:
        stated.add("scenes")
    line["stated"] = [key for key in dict.fromkeys((*EMPTY, *gold)) if key in stated]
    return line
