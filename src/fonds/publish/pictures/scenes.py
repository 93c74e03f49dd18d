"""Scenes: through whose eyes a story is told, along its length."""

from collections import Counter
from collections.abc import Mapping, Sequence

from fonds.model.record import Record, SceneSpan
from fonds.publish.characters import one_line
from fonds.publish.pictures.drawing import (
    Picture,
    Table,
    draw_line,
    draw_rect,
    draw_text,
    frame,
    show,
)
from fonds.publish.pictures.ribbon import join_neighbours

_LANES_MOST = 8
_LANE = 44
_NOT_TOLD = "No one’s in particular"
_OTHERS = "Others"
_NAME_MOST = 40
_ROWS_MOST = 150
"""Scenes listed: with their tables a page of three pictures stays under 100 kB."""

_TITLE = "Whose scene it is"


def draw_scenes(
    record: Record, urls: Mapping[int, str] | None = None, name: str = "scenes"
) -> Picture | None:
    """Draw a line for everybody through whose eyes scenes are told; their scenes lie on it.

    Args:
        record: of a work of s scenes.
        urls: addresses of scenes by number, from 1.
        name: the picture's own on its page.

    Returns:
        The picture; None for a story of one scene, or of which it is not known.

    Cost: O(s + body).
    """
    scenes = record.scene_list
    if len(scenes) < 2 or not any(one.point_of_view for one in scenes):
        return None
    total = max(1, *(one.end for one in scenes))
    lanes = _list_lanes(scenes)
    marks: list[str] = []
    for row, (label, numbers) in enumerate(lanes):
        top = row * _LANE
        shown = show(label, _NAME_MOST)
        marks.append(draw_text(0, top + 15, f"{shown} · {len(numbers)}", css="name"))
        marks.append(draw_line((0, top + 31.5), (1, top + 31.5), css="axis"))
        joined = join_neighbours(
            (number - place, scenes[number - 1].start, scenes[number - 1].end)
            for place, number in enumerate(numbers)
        )
        for _, start, end in joined:
            width = max(0.006, (end - start) / total)
            marks.append(draw_rect(min(start / total, 1 - width), top + 23, width, 17))
    desc = _describe(lanes, len(scenes))
    table = list_scene_rows(record, urls)
    return Picture(name, _TITLE, desc, frame(name, _TITLE, desc, len(lanes) * _LANE, marks), table)


def list_scene_rows(record: Record, urls: Mapping[int, str] | None = None) -> Table:
    """List scenes as a table: whose they are, how they are told, and their words."""
    scenes = record.scene_list[:_ROWS_MOST]
    rows = tuple(
        (
            str(number),
            show(one.point_of_view or "no one’s in particular"),
            _say_manner(one),
            f"{len(record.body[one.start : one.end].split()):,}",
        )
        for number, one in enumerate(scenes, start=1)
    )
    places = urls or {}
    leads = tuple(places.get(number) for number in range(1, len(rows) + 1))
    left_out = len(record.scene_list) - len(rows)
    return Table(("Scene", "Whose", "Told in", "Words"), rows, leads, left_out)


def _list_lanes(scenes: Sequence[SceneSpan]) -> list[tuple[str, list[int]]]:
    lengths: Counter[str] = Counter()
    for one in scenes:
        if one.point_of_view:
            lengths[one.point_of_view] += one.end - one.start
    ranked = sorted(lengths, key=lambda name: (-lengths[name], name))
    named = ranked if len(ranked) <= _LANES_MOST else ranked[: _LANES_MOST - 1]
    lanes: dict[str, list[int]] = {label: [] for label in (*named, _OTHERS, _NOT_TOLD)}
    for number, one in enumerate(scenes, start=1):
        eyes = one.point_of_view
        lane = _NOT_TOLD if not eyes else eyes if eyes in named else _OTHERS
        lanes[lane].append(number)
    return [(one_line(label), numbers) for label, numbers in lanes.items() if numbers]


def _describe(lanes: Sequence[tuple[str, list[int]]], count: int) -> str:
    said = ", ".join(f"{show(label, _NAME_MOST)} {len(numbers)}" for label, numbers in lanes)
    return f"Of {count} scenes, from the beginning at the left: {said}."


def _say_manner(scene: SceneSpan) -> str:
    person = f"{scene.person} person" if scene.person not in (None, "mixed") else scene.person
    return ", ".join(one for one in (person, scene.tense) if one)
