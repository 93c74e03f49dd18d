"""A heap to measure with: works of equal length, made of the sample heap's own paragraphs.

The same seed gives the same bytes on every machine. Headers, charsets, line endings and
formats vary as they do in real heaps, because reading a header is a good part of reading.
"""

import html
import random
import re
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

STORIES = Path(__file__).resolve().parents[1] / "samples/build/stories"


class Facts(Struct, frozen=True):
    """What a header states."""

    title: str
    author: str
    fandom: str
    pairing: str
    rating: str
    summary: str


_TITLES = (
    "The Lamp|A Kettle|Nine Hansoms|The Emerald Door|Half a Promise|The Second Arrow|Rain|"
    "The Wrong Umbrella|An Owl|The Clockmaker|Letters|A Violin"
).split("|")
_PLACES = (
    "in the Fog|at Netherfield|on the Moor|for Marian|by Moonlight|at Tea|in Sherwood|"
    "before Breakfast|under the Stairs|in Kansas|after the Ball|at Whitby"
).split("|")
_GIVEN = "Agnes Bertram Clio Dorcas Edmund Fanny Gideon Hester Ivo Jemima".split()
_FAMILY = "Tarrant Plum Wyke Larkspur Orrery Pettigrew Vane Tosh Quill Marsh".split()
_WORLDS = (
    ("Sherlock Holmes", "Holmes/Watson"),
    ("Pride and Prejudice", "Elizabeth/Darcy"),
    ("The Wizard of Oz", "Dorothy & Ozma"),
    ("Robin Hood", "Robin/Marian"),
    ("Dracula", "Mina/Jonathan"),
    ("Alice in Wonderland", ""),
)
_RATINGS = ("G", "PG", "PG-13", "K+", "T", "Teen", "FRT", "hard R", "NC-17")


def _labels(facts: Facts) -> str:
    return (
        f"Title: {facts.title}\nAuthor: {facts.author}\nFandom: {facts.fandom}\n"
        f"Pairing: {facts.pairing}\nRating: {facts.rating}\nSummary: {facts.summary}\n"
    )


def _upper(facts: Facts) -> str:
    return (
        f"TITLE: {facts.title}\nAUTHOR: {facts.author}\nFANDOM: {facts.fandom}\n"
        f"RATING: {facts.rating}\nSUMMARY: {facts.summary}\nDISCLAIMER: Not mine, alas.\n"
    )


def _dashes(facts: Facts) -> str:
    return f"Title - {facts.title}\nAuthor - {facts.author}\nRating - {facts.rating}\n"


def _brackets(facts: Facts) -> str:
    return f"[Title] {facts.title}\n[By] {facts.author}\n[Rated] {facts.rating}\n"


def _spaced(facts: Facts) -> str:
    return f"Title:\n\n{facts.title}\n\nAuthor:\n\n{facts.author}\n\nRating:\n\n{facts.rating}\n"


def _bold(facts: Facts) -> str:
    return f"**Title:** {facts.title}\n**Author:** {facts.author}\n**Rating:** {facts.rating}\n"


def _one_line(facts: Facts) -> str:
    return f"{facts.title} by {facts.author} ({facts.rating}, {facts.fandom})\n"


def _bare(facts: Facts) -> str:
    return f"{facts.title}\nby {facts.author}\n"


def _news(facts: Facts) -> str:
    return (
        f"From: quill@mail.example ({facts.author})\nNewsgroups: alt.fan.example\n"
        f"Subject: [{facts.fandom}] {facts.title} ({facts.rating})\n"
        f"Date: 14 Mar 1999 21:07:11 GMT\n\n{_labels(facts)}"
    )


def _yaml(facts: Facts) -> str:
    return (
        f'---\ntitle: "{facts.title}"\nauthor: {facts.author}\nfandom: {facts.fandom}\n'
        f"rating: {facts.rating}\n---\n"
    )


def _boxed(facts: Facts) -> str:
    rule = "*" * 60
    return f"{rule}\n* {facts.title:^56} *\n* {'by ' + facts.author:^56} *\n{rule}\n"


def _prose(facts: Facts) -> str:
    return f"{facts.title}\n\nI would call this a {facts.rating}. {facts.summary}\n"


HEADERS: tuple[Callable[[Facts], str], ...] = (
    _labels,
    _upper,
    _dashes,
    _brackets,
    _spaced,
    _bold,
    _one_line,
    _bare,
    _news,
    _yaml,
    _boxed,
    _prose,
)


def read_paragraphs() -> tuple[str, ...]:
    """Read the paragraphs of our own sample stories."""
    paragraphs: list[str] = []
    for path in sorted(STORIES.glob("*.md")):
        story = path.read_text("utf-8").rpartition("\n+++\n")[2]
        for block in re.split(r"\n\s*\n", story):
            text = " ".join(block.split())
            if len(text.split()) >= 8 and text[0] not in "#|>`<*-":
                paragraphs.append(text)
    return tuple(paragraphs)


def build_corpus(works: int, words: int, seed: int) -> tuple[tuple[str, bytes], ...]:
    """Make a heap.

    Args:
        works: n.
        words: of each story, about; headers come on top.
        seed: another seed, another heap.

    Returns:
        n pairs of a file's name and its bytes: three in four are text (a third of them
        hard-wrapped), the others web pages.
    """
    # A seeded draw is the point: no secret hangs on it.
    draw = random.Random(seed)
    paragraphs = read_paragraphs()
    return tuple(_build_file(draw, number, paragraphs, words) for number in range(works))


def _build_file(
    draw: random.Random, number: int, paragraphs: Sequence[str], words: int
) -> tuple[str, bytes]:
    facts = _draw_facts(draw, number)
    story = _draw_story(draw, paragraphs, words)
    if number % 4 == 3:
        return f"{number:04}.html", _page(facts, story).encode("utf-8")
    header = HEADERS[number % len(HEADERS)](facts)
    if number % 3 == 0:
        story = [textwrap.fill(block, 72) for block in story]
    text = header + "\n\n" + "\n\n".join(story) + "\n\nTHE END\n"
    ending = "\r\n" if draw.random() < 0.5 else "\n"
    charset = draw.choice(("utf-8", "utf-8", "cp1252"))
    return f"{number:04}.txt", text.replace("\n", ending).encode(charset, "replace")


def _draw_facts(draw: random.Random, number: int) -> Facts:
    fandom, pairing = draw.choice(_WORLDS)
    title = f"{_TITLES[number % len(_TITLES)]} {_PLACES[number // len(_TITLES) % len(_PLACES)]}"
    return Facts(
        # Titles differ, or works would be taken for parts or editions of one another.
        title=title if number < 144 else f"{title}, or {_TITLES[number // 144 % len(_TITLES)]}",
        author=f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)}",
        fandom=fandom,
        pairing=pairing,
        rating=draw.choice(_RATINGS),
        summary="Somebody loses a hat, and somebody else finds out why.",
    )


def _draw_story(draw: random.Random, paragraphs: Sequence[str], words: int) -> list[str]:
    story: list[str] = []
    count = 0
    while count < words:
        paragraph = draw.choice(paragraphs)
        count += len(paragraph.split())
        story.append(paragraph)
        if draw.random() < 0.05:
            story.append("* * *")
    return story


def _page(facts: Facts, story: Sequence[str]) -> str:
    blocks = "\n".join(f"<p>{html.escape(block)}</p>" for block in story)
    header = "<br>\n".join(html.escape(line) for line in _labels(facts).splitlines())
    return (
        f"<html><head><title>{html.escape(facts.title)}</title></head><body>\n"
        f"<h1>{html.escape(facts.title)}</h1>\n<p>{header}</p>\n<hr>\n{blocks}\n</body></html>\n"
    )
