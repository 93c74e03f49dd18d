"""Keepsakes: the passages a visitor keeps, in the story and in a list."""

from collections.abc import Sequence

from msgspec import Struct

from fonds.app.annotating import Found, find_again
from fonds.app.shelf import Shelf
from fonds.library.annotations import Annotation, list_annotations
from fonds.web.anchors import find_chapter
from fonds.web.marking import Stretch
from fonds.web.story import Story, page_url
from fonds.web.visiting import Visitor


class Keepsake(Struct, frozen=True):
    """A kept passage as it stands in the story today.

    Attributes:
        annotation: as it was kept.
        found: where it is.
        label: of the chapter it stands in; "" in a story without chapters, or when lost.
        url: leads to it; None when it is lost.
    """

    annotation: Annotation
    found: Found
    label: str
    url: str | None

    @property
    def shown(self) -> str:
        """Its words as they stand in the story today."""
        return self.found.passage.quote

    @property
    def is_lost(self) -> bool:
        """Whether its words are no more in the story."""
        return self.found.how == "lost"


def list_keepsakes(shelf: Shelf, visitor: Visitor, story: Story) -> tuple[Keepsake, ...]:
    """List what a visitor keeps of a work, in the order of the story; the lost ones last."""
    if visitor.person is None:
        return ()
    kept = [
        make_keepsake(one, story)
        for one in list_annotations(shelf.library, visitor.person.id, story.work_id)
    ]
    return tuple(sorted(kept, key=_order))


def make_keepsake(annotation: Annotation, story: Story) -> Keepsake:
    """Find a kept passage in the story of today."""
    found = find_again(story.text, annotation.passage)
    if found.how == "lost":
        return Keepsake(annotation, found, "", None)
    paragraph = found.passage.paragraph
    chapter = find_chapter(story.sections, paragraph)
    url = f"{page_url(story.work_id, chapter)}#p-{paragraph}"
    return Keepsake(annotation, found, story.label(chapter), url)


def _order(keepsake: Keepsake) -> tuple[bool, int, int, int]:
    passage = keepsake.found.passage
    return keepsake.is_lost, passage.paragraph, passage.start, keepsake.annotation.id


def list_kept_stretches(shelf: Shelf, visitor: Visitor, story: Story) -> tuple[Stretch, ...]:
    """List what gets a mark in the story because a visitor keeps it."""
    if visitor.person is None:
        return ()
    stretches: list[Stretch] = []
    for one in list_annotations(shelf.library, visitor.person.id, story.work_id):
        found = find_again(story.text, one.passage)
        if found.how != "lost":
            stretches += stretch_over(found, one, story.text.paragraphs)
    return tuple(stretches)


def stretch_over(
    found: Found, annotation: Annotation, paragraphs: Sequence[str]
) -> tuple[Stretch, ...]:
    """Cut a passage into stretches, one for each paragraph it crosses."""
    passage = found.passage
    stretches = []
    for number in range(passage.paragraph, passage.end_paragraph + 1):
        is_first, is_last = number == passage.paragraph, number == passage.end_paragraph
        attributes = {
            "class": "kept noted" if annotation.note else "kept",
            "data-note": str(annotation.id),
        }
        if is_first:
            attributes["id"] = f"note-{annotation.id}"
        start = passage.start if is_first else 0
        end = passage.end if is_last else len(paragraphs[number - 1])
        stretches.append(Stretch(number, start, end, attributes))
    return tuple(stretches)
