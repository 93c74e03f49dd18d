"""Review words: how questions are put, on the web and in the terminal alike. Pure."""

from fonds.app.review_queue import Question
from fonds.app.tag_doubts import read_tag_key

_ASKS = {
    "kind": ("Is this a story?", "Are these stories?"),
    "title": ("What is its title?", "What is the title of these?"),
    "creators": ("Who wrote this?", "Who wrote these?"),
    "fandoms": ("Which fandom is this of?", "Which fandom are these of?"),
    "rating": ("What is it rated?", "What are these rated?"),
    "relationships": ("Which relationships are in it?", "Which relationships are in these?"),
    "characters": ("Who is in it?", "Who is in these?"),
    "series": ("Which series is it of?", "Which series are these of?"),
    "part": ("Which part is it?", "Which part are these?"),
    "date": ("When is it from?", "When are these from?"),
    "language": ("Which language is it in?", "Which language are these in?"),
    "editions": ("Are these one story?", "Are these one story?"),
    "damage": ("Is this text whole?", "Are these texts whole?"),
    "missing-parts": ("Is this all there is of it?", "Is this all there is of these?"),
}

_NAMES = {
    "kind": "story or not",
    "title": "titles",
    "creators": "authors",
    "fandoms": "fandoms",
    "rating": "ratings",
    "relationships": "relationships",
    "characters": "characters",
    "series": "series",
    "part": "parts",
    "date": "dates",
    "language": "languages",
    "editions": "editions",
    "tag": "names of tags",
    "damage": "damaged text",
    "missing-parts": "missing parts",
}

_KINDS = {"tag": "tag", "author": "author’s name"}


def ask(question: Question) -> str:
    """Put a question in words."""
    if question.field == "tag":
        kind, name = read_tag_key(question.key)
        return f"What does the {_KINDS.get(kind, kind)} “{name}” mean?"
    return _ASKS[question.field][len(question.works) > 1]


def name_field(field: str) -> str:
    """Say what questions of a field are about, in the plural.

    Example:
        >>> name_field("creators"), name_field("missing-parts")
        ('authors', 'missing parts')
    """
    return _NAMES[field]
