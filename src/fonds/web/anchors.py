"""Anchors: where scenes begin on the pages of a story. Pure."""

import re
from collections.abc import Mapping, Sequence

from fonds.model.block import Block
from fonds.model.body import is_body, join_body
from fonds.model.record import SceneSpan
from fonds.model.work import Work
from fonds.publish.sections import Section, Sections

BlockKey = tuple[int, int, int]
"""What stays of a block when it is mended and published: its source and span."""

MARK = "block-"
_MARK = re.compile(r'(<[a-z0-9]+[^<>]*) id="block-(\d+)"')
"""Our own tags alone: every "<" of a source is escaped in what `render_blocks` gives."""


def key_of(block: Block) -> BlockKey:
    """Give what a block is known by."""
    return block.source, block.start, block.end


def find_scene_starts(work: Work, scenes: Sequence[SceneSpan]) -> dict[BlockKey, int]:
    """Find the blocks with which scenes begin.

    Args:
        work: the work.
        scenes: s ranges of its body.

    Returns:
        Scene numbers, from 1, by block; a scene that begins with no block is left out.

    Cost: O(blocks + s).
    """
    if not scenes:
        return {}
    numbers = {scene.start: number for number, scene in enumerate(scenes, start=1)}
    starts = join_body(work.blocks).starts
    return {
        key_of(block): numbers[start]
        for block, start in zip(work.blocks, starts, strict=True)
        if is_body(block) and start in numbers
    }


def find_scene_urls(
    work_id: str, sections: Sections, starts: Mapping[BlockKey, int]
) -> dict[int, str]:
    """Give the address of each scene, by its number, on the reading pages.

    Cost: O(blocks).
    """
    urls: dict[int, str] = {}
    for page, section in enumerate(sections.story, start=1):
        path = f"/works/{work_id}/read" + (f"/{page}" if page > 1 else "")
        for block in section.blocks:
            number = starts.get(key_of(block))
            if number is not None:
                urls.setdefault(number, f"{path}#scene-{number}")
    return urls


def anchor_scenes(markup: str, section: Section, starts: Mapping[BlockKey, int]) -> str:
    """Keep the marks of the blocks with which scenes begin, under the scene's name.

    Of a block that became several when it was mended, the first bears the name.

    Args:
        markup: what `render_blocks` gave for the section, with `id_prefix=MARK`.
        section: the section.
        starts: scene numbers by block.

    Returns:
        The markup with no ids but `scene-N`.

    Cost: O(characters).
    """
    named: set[int] = set()

    def name(match: re.Match[str]) -> str:
        number = starts.get(key_of(section.blocks[int(match[2])]))
        if number is None or number in named:
            return match[1]
        named.add(number)
        return f'{match[1]} id="scene-{number}"'

    return _MARK.sub(name, markup)
