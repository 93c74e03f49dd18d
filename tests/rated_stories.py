"""Rated stories: small libraries whose ratings follow a rule of their own."""

import random
from collections.abc import Sequence
from pathlib import Path

_PEOPLE = ("Robin", "Marian", "Tuck", "Much", "Alan", "the miller", "the abbot", "the tanner")
_CALM = (
    "{a} carried flour to the mill, and {b} counted the sacks twice over.",
    "The ford was high that morning; {a} waited on the bank with {b}.",
    "“You are late again,” said {a}. {b} looked at the sky and agreed.",
    "There was bread, and a song that {a} had by heart, and {b} sang the second voice.",
    "{a} mended the gate. {b} held the lantern, and talked, and held it crooked.",
)
_OWN = {
    "G": "The geese came over the meadow, and the children ran to see the geese.",
    "PG-13": "Far off the horn was blown, and the horn was answered from the hill.",
    "R": "The candle burned low in the tower, and the candle smoked.",
}
"""What tells the ratings of this archive apart: nothing that Fonds would know by itself."""


def write_story(number: int, rating: str, own: str | None = None, *, author: str = "") -> str:
    """Write a story with a header; the same number gives the same story.

    Args:
        number: of the story.
        rating: as its header has it.
        own: the rating whose words it has; None for none of them.
        author: or one of twelve.
    """
    chance = random.Random(number)
    sentences = []
    for place in range(16):
        a, b = chance.sample(_PEOPLE, 2)
        sentence = chance.choice(_CALM).format(a=a, b=b)
        sentences.append(sentence[0].upper() + sentence[1:])
        if own is not None and place % 3 == 0:
            sentences.append(_OWN[own])
    paragraphs = ["\n".join(sentences[k : k + 3]) for k in range(0, len(sentences), 3)]
    who = author or f"{chance.choice(('Ida', 'Mara', 'Tom'))} {chance.choice(('Quill', 'Reed'))}"
    head = f"Title: The Ford, {number}\nAuthor: {who}\nRating: {rating}\n"
    return head + "\n" + "\n\n".join(paragraphs) + "\n"


def write_rated_heap(
    folder: Path, count: int, ratings: Sequence[str] = ("G", "PG-13", "R"), *, told: bool = True
) -> Path:
    """Write a heap of n stories, of one rating after the other.

    Args:
        folder: where.
        count: n.
        ratings: those there are.
        told: whether the words of a story follow its rating; else nothing does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(count)
    for number in range(count):
        rating = ratings[number % len(ratings)]
        own = rating if told else chance.choice(tuple(_OWN))
        text = write_story(number, rating, own, author=f"Author {'ABCDEFGHIJKL'[number // 3 % 12]}")
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder
