"""The lexer: what a person types becomes words, phrases, fields and brackets with columns."""

from typing import Literal

from msgspec import Struct

from fonds.errors import UserError

TokenKind = Literal["word", "phrase", "field", "open", "close", "and", "or", "not", "end"]

_QUOTES = {'"': '"', "“": "”„“", "„": "“”", "”": "”", "«": "»"}
"""Opening quotes and what closes them; phones and word processors curl quotes unasked."""

_OPERATORS: dict[str, TokenKind] = {"AND": "and", "OR": "or", "NOT": "not"}


class Token(Struct, frozen=True):
    """One thing a person typed.

    Attributes:
        kind: "field" is a name before a colon, its value is the token that follows.
        text: the words, the field's name as typed, or "".
        column: where it begins, counted from 1 in code points.
    """

    kind: TokenKind
    text: str
    column: int


def find_error(column: int, message: str) -> UserError:
    """Find the exception for a mistake in a query, which says where it is."""
    return UserError(f"column {column} of the search: {message}")


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a query into tokens.

    Args:
        text: n code points.

    Returns:
        m tokens, m >= 1; the last is of kind "end".

    Raises:
        UserError: a quotation mark is not closed.

    Cost: O(n).

    Example:
        >>> [token.kind for token in tokenize('-by author:"Jane Doe"')]
        ['not', 'word', 'field', 'phrase', 'end']
    """
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        char = text[place]
        if char.isspace():
            place += 1
        elif char in "()":
            tokens.append(Token("open" if char == "(" else "close", "", place + 1))
            place += 1
        elif char in _QUOTES:
            words, end = _read_phrase(text, place)
            tokens.append(Token("phrase", words, place + 1))
            place = end
        elif char == "-" and _negates(text, place):
            tokens.append(Token("not", "", place + 1))
            place += 1
        else:
            place = _read_word(text, place, tokens)
    tokens.append(Token("end", "", len(text) + 1))
    return tuple(tokens)


def _negates(text: str, place: int) -> bool:
    following = text[place + 1 : place + 2]
    return bool(following) and not following.isspace() and following not in ")-"


def _read_phrase(text: str, start: int) -> tuple[str, int]:
    closing = _QUOTES[text[start]]
    words: list[str] = []
    place = start + 1
    while place < len(text):
        char = text[place]
        if char == "\\" and text[place + 1 : place + 2] in {'"', "\\"}:
            words.append(text[place + 1])
            place += 2
            continue
        if char in closing:
            return "".join(words), place + 1
        words.append(char)
        place += 1
    raise find_error(
        start + 1, "a quotation mark is opened here and never closed. Close it, or leave it out"
    )


def _read_word(text: str, start: int, tokens: list[Token]) -> int:
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in "()":
        if text[end] in _QUOTES:
            break
        if text[end] == ":" and _names_field(text[start:end]):
            tokens.append(Token("field", text[start:end], start + 1))
            return end + 1
        end += 1
    word = text[start:end]
    tokens.append(Token(_OPERATORS.get(word, "word"), word, start + 1))
    return end


def _names_field(word: str) -> bool:
    # "12:30" and "4:" are words; a name of letters before a colon is meant as a field.
    return word.isascii() and word.isalpha()


def write_phrase(text: str) -> str:
    r"""Write a text so that the lexer reads it back as one phrase.

    Example:
        >>> write_phrase('the "Hound"')
        '"the \\"Hound\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
