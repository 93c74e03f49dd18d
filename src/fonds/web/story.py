"""Story: a work as the reading pages need it."""

from msgspec import Struct

from fonds.app.annotating import StoryText, make_story_text
from fonds.app.shelf import Card
from fonds.publish.sections import Section, Sections, split_work


class Turn(Struct, frozen=True):
    """A page one can turn to."""

    number: int
    label: str
    url: str


class Story(Struct, frozen=True):
    """A work, its text and its pages.

    Attributes:
        card: the work.
        sections: its text.
        text: the same, as numbered paragraphs.
        turns: its pages, in reading order.
    """

    card: Card
    sections: Sections
    text: StoryText
    turns: tuple[Turn, ...]

    @property
    def work_id(self) -> str:
        """The work's identifier."""
        return self.card.work_id

    def label(self, chapter: int) -> str:
        """Give what a chapter is called; "" in a story without chapters."""
        return self.turns[chapter - 1].label if len(self.turns) > 1 else ""


def read_story(card: Card) -> Story:
    """Give a work's text in sections and as numbered paragraphs. Cost: O(characters)."""
    sections = split_work(card.work, card.record)
    turns = list_turns(card.work_id, sections)
    return Story(card, sections, make_story_text(sections), turns)


def list_turns(work_id: str, sections: Sections) -> tuple[Turn, ...]:
    """List the pages of a story, in reading order."""
    return tuple(
        Turn(number, section.label, page_url(work_id, number))
        for number, section in enumerate(sections.story, start=1)
    )


def page_url(work_id: str, chapter: int) -> str:
    """Give the address of a chapter's page; the first has none but the story's.

    Example:
        >>> page_url("wabc", 1), page_url("wabc", 2)
        ('/works/wabc/read', '/works/wabc/read/2')
    """
    return f"/works/{work_id}/read" + (f"/{chapter}" if chapter > 1 else "")


def count_words(section: Section) -> int:
    """Count the words of a section as white space separates them."""
    return sum(len(block.text.split()) for block in section.blocks)
