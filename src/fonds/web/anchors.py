"""Anchors: the numbers of a story's paragraphs and the places where scenes begin. Pure."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from fonds.model.block import Block
from fonds.model.body import is_body, join_body
from fonds.model.record import SceneSpan
from fonds.model.work import Work
from fonds.publish.sections import Section, Sections

BlockKey = tuple[int, int, int]
"""What stays of a block when it is mended and published: its source and span."""

MARK = "block-"
_MARK = re.compile(r'(<[a-z0-9]+[^<>]*) id="block-(\d+)"([^<>]*>)')
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


def number_sections(sections: Sections) -> tuple[int, ...]:
    """Give the number of each section's first block; blocks are counted over the whole story.

    Returns:
        As many numbers as there are sections, and one more: the number after the last block.
    """
    return tuple(accumulate((len(part.blocks) for part in sections.story), initial=1))


def find_chapter(sections: Sections, paragraph: int) -> int:
    """Find the page, from 1, on which a numbered block of the story stands.

    A number past the end stands on the last page.
    """
    firsts = number_sections(sections)
    return min(max(1, bisect_right(firsts, paragraph)), max(1, len(sections.story)))


def anchor_blocks(markup: str, section: Section, first: int, starts: Mapping[BlockKey, int]) -> str:
    """Give every block of a section its number, and scenes their names.

    A block is `p-N`. One with which a scene begins is `scene-N`; its number stands on an
    empty element inside of it. Of a block that became several when it was mended, the first
    bears the scene's name.

    Args:
        markup: what `render_blocks` gave for the section with `id_prefix=MARK`, cleaned.
        section: the section.
        first: the number of its first block in the story.
        starts: scene numbers by block.

    Returns:
        The markup with no ids but `p-N` and `scene-N`.

    Cost: O(characters).
    """
    named: set[int] = set()

    def name(match: re.Match[str]) -> str:
        index = int(match[2])
        scene = starts.get(key_of(section.blocks[index]))
        number = f"p-{first + index}"
        if scene is None or scene in named:
            return f'{match[1]} id="{number}"{match[3]}'
        named.add(scene)
        return f'{match[1]} id="scene-{scene}"{match[3]}<span id="{number}"></span>'

    return _MARK.sub(name, markup)
