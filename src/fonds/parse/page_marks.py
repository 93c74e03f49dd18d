"""Page marks: what markup says of a text, for readers that see only its lines."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from fonds.model.block import Block
from fonds.parse.item import Item
from fonds.parse.lines import Line

_LONGEST_EPIGRAPH = 400  # characters: a longer quotation before a story is its first page


class Page(Struct, frozen=True):
    """Half-open spans in a text, each list ascending.

    Attributes:
        frames: what a site or mail reader put around the story.
        headings: what the markup sets as headings, but for the first one.
        quotations: what it sets as quotations.
    """

    frames: tuple[tuple[int, int], ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    quotations: tuple[tuple[int, int], ...] = ()

    def without_frames(self, lines: list[Line]) -> list[Line]:
        """Give the lines with those of frames made blank."""
        if not self.frames:
            return lines
        return [
            Line(line.start, line.start, "", 0) if _lies_in(line.start, self.frames) else line
            for line in lines
        ]

    def judge(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give items again, weighed by what the markup says of them.

        A heading below a byline heads the story, not the page; a short quotation there is
        an epigraph.
        """
        credited = False
        for item in items:
            credited = credited or item.kind in ("byline", "title-by") or item.field == "author"
            if credited and item.kind == "title" and _lies_in(item.start, self.headings):
                yield structs.replace(item, kind="heading", weight=0.0)
            elif (
                credited
                and item.kind in ("unclear", "story")
                and item.stop - item.start < _LONGEST_EPIGRAPH
                and _lies_in(item.start, self.quotations)
            ):
                yield structs.replace(item, kind="epigraph", weight=0.6)
            else:
                yield item


NO_PAGE = Page()


def find_page(blocks: Sequence[Block]) -> Page:
    """Collect the marks of a manuscript's blocks. Cost: O(n)."""

    def spans(kind: str) -> tuple[tuple[int, int], ...]:
        return tuple((block.start, block.end) for block in blocks if block.kind == kind)

    return Page(spans("chrome"), spans("heading")[1:], spans("quote"))


def _lies_in(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
