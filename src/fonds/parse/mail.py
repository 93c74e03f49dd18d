"""Mail and news messages: header lines, and the text behind them."""

import email.errors
import email.message
import email.parser
import email.policy
import email.utils
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, structs

from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Step, Text
from fonds.parse.html import find_page_blocks
from fonds.parse.html_walk import render_markup
from fonds.parse.mail_words import decode_header, unflow
from fonds.parse.markup import find_declared_charset
from fonds.parse.plain import Decoder, blocks_of_text

# The class takes parameters in its stub alone.
if TYPE_CHECKING:
    _Message: TypeAlias = email.message.Message[str, str]
else:
    _Message = email.message.Message

MAIL_RENDER = "mail/1"
BY = "mail/1"

DAMAGED = "parse.mail-damaged"
DEFECT = "parse.mail-defect"
ATTACHMENT = "parse.mail-attachment"

_ENCODED = re.compile(rb"=\?[A-Za-z0-9_.:*-]{2,60}\?[BbQq]\?")
_HEAD_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_NAME = re.compile(r"[!-9;-~]{1,80}:")
_NO_PROSE = frozenset(
    {"text/css", "text/javascript", "text/calendar", "text/x-vcard", "text/vcard"}
)
"""Parts that belong to a saved page or a program, not to the text."""
_MAX_PARTS = 500
_PLAIN_CODINGS = frozenset({"", "7bit", "8bit", "binary"})


class _Piece(Struct):
    """A stretch of the rendering: header lines, plain text, or a rendered page."""

    chars: str
    blocks: tuple[Block, ...]


class _Mail(Struct):
    """A message, rendered."""

    chars: str
    blocks: list[Block]
    fields: list[tuple[str, int, int]]
    encoding: str
    problems: list[Problem]


def read_mail(data: bytes, decode: Decoder) -> Manuscript:
    """Read a mail or news message.

    A message without any MIME encoding is its own rendering: its characters are the decoded
    file, unchanged. Else header lines and text parts are decoded and put one behind the other.

    Args:
        data: the original's bytes.
        decode: bytes and a declared charset (or None) to a text and its problems.

    Returns:
        A manuscript that is not settled; header lines are chrome at its front.

    Cost: O(n).
    """
    message = _parse(data)
    if message is None:
        text, found = decode(data, None)
        damaged = Problem(DAMAGED, "this is no message that can be taken apart; read as text")
        blocks = blocks_of_text(text.chars, 0, len(text.chars))
        return Manuscript(text, blocks, problems=(*found, damaged))
    if _is_plain(data, message):
        return _read_plain_mail(data, message, decode)
    mail = _render(message, decode)
    text = Text(mail.chars, (Step("render", MAIL_RENDER, 0, len(data)),), mail.encoding)
    claims = tuple(_find_claims(mail.chars, mail.fields))
    problems = tuple(mail.problems)
    return Manuscript(text, tuple(mail.blocks), claims, problems=problems)


def render_mail(data: bytes, decode: Decoder) -> str:
    """Render an encoded message to characters, as `read_mail` does; used to replay its step.

    Cost: O(n).
    """
    message = _parse(data)
    return "" if message is None else _render(message, decode).chars


def _parse(data: bytes) -> _Message | None:
    """Take a message apart; None when its parts nest deeper than the parser reaches."""
    parser = email.parser.BytesParser(policy=email.policy.compat32)
    try:
        return parser.parsebytes(data)
    except (RecursionError, ValueError, LookupError, email.errors.MessageError):
        return None


def _is_plain(data: bytes, message: _Message) -> bool:
    """Tell whether the bytes of a message are its text, without any encoding."""
    end = _HEAD_END.search(data)
    head = data[: end.start()] if end else data
    coding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    return (
        coding in _PLAIN_CODINGS
        and message.get_content_type() == "text/plain"
        and _param(message, "format") != "flowed"
        and _ENCODED.search(head) is None
    )


def _param(message: _Message, name: str) -> str:
    try:
        value = message.get_param(name)
    except (ValueError, LookupError, TypeError):
        return ""
    return value.lower() if isinstance(value, str) else ""


def _charset(message: _Message) -> str | None:
    try:
        return message.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None


def _read_plain_mail(data: bytes, message: _Message, decode: Decoder) -> Manuscript:
    text, problems = decode(data, _charset(message))
    chars = text.chars
    blocks: list[Block] = []
    fields: list[tuple[str, int, int]] = []
    position = 0
    while position < len(chars):
        end = chars.find("\n", position)
        end = len(chars) if end < 0 else end
        line = chars[position:end]
        if not line.strip():
            if blocks:
                break
        elif line[0] in " \t" and blocks:
            fields[-1:] = [(name, first, end) for name, first, _ in fields[-1:]]
            folded = structs.replace(blocks[-1], text=f"{blocks[-1].text} {line.strip()}", end=end)
            blocks[-1] = folded
        elif _NAME.match(line) or (not blocks and line.startswith(("From ", ">From "))):
            name, colon, _ = line.partition(":")
            if not line.startswith(("From ", ">From ")):
                fields.append((name.lower(), position + len(name) + len(colon), end))
            blocks.append(_chrome(line.strip(), position + _lead(line), end))
        else:
            break
        position = end + 1
    blocks.extend(blocks_of_text(chars, min(position, len(chars)), len(chars)))
    claims = tuple(_find_claims(chars, fields))
    return Manuscript(text, tuple(blocks), claims, problems=problems)


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())


def _chrome(text: str, start: int, end: int) -> Block:
    return Block("chrome", text, start, end, place="front")


def _render(message: _Message, decode: Decoder) -> _Mail:
    mail = _Mail("", [], [], "", [])
    pieces: list[str] = []
    length = 0
    for piece in _iter_pieces(message, decode, mail):
        if not piece.chars:
            continue
        if pieces:
            pieces.append("\n\n")
            length += 2
        for block in piece.blocks:
            start, end = block.start + length, block.end + length
            mail.blocks.append(structs.replace(block, start=start, end=end))
        if not pieces:
            mail.fields.extend(_find_fields(piece))
        pieces.append(piece.chars)
        length += len(piece.chars)
    mail.chars = "".join(pieces)
    return mail


def _find_fields(head: _Piece) -> Iterator[tuple[str, int, int]]:
    for block in head.blocks:
        name, colon, _ = block.text.partition(":")
        if colon and " " not in name:
            yield name.lower(), block.start + len(name) + 1, block.end


def _iter_pieces(message: _Message, decode: Decoder, mail: _Mail) -> Iterator[_Piece]:
    """Give header and text parts in order; messages within a message with their headers."""
    waiting: list[tuple[_Message, bool]] = [(message, True)]
    seen = 0
    while waiting and seen < _MAX_PARTS:
        part, is_whole = waiting.pop()
        seen += 1
        _add_defects(part, mail)
        if is_whole:
            yield _header_piece(part, decode)
        payload = part.get_payload()
        if isinstance(payload, list):
            parts = [one for one in payload if isinstance(one, email.message.Message)]
            if part.get_content_type() == "multipart/alternative":
                parts = _choose(parts)
            holds_mail = part.get_content_type() == "message/rfc822"
            waiting.extend((inner, holds_mail) for inner in reversed(parts))
        elif part.get_content_type() in _NO_PROSE or part.get_content_maintype() == "image":
            continue
        elif part.get_content_maintype() in ("text", "multipart", "message"):
            # A multipart without parts has lost its boundaries: it is read as text.
            yield _text_piece(part, decode, mail)
        else:
            name = _find_file_name(part)
            message_text = f"an attachment ({part.get_content_type()}) was kept, not read"
            mail.problems.append(Problem(ATTACHMENT, message_text, name[:200]))


def _find_file_name(part: _Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _add_defects(part: _Message, mail: _Mail) -> None:
    for defect in part.defects:
        name = type(defect).__name__.removesuffix("Defect")
        message = f"the message is not as mail should be ({name}); what is there was read"
        problem = Problem(DEFECT, message)
        if problem not in mail.problems:
            mail.problems.append(problem)


def _choose(parts: list[_Message]) -> list[_Message]:
    """Choose one form of a text that was sent in several: plain, else HTML, else the last."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and _payload(part).strip():
                return [part]
    return parts[-1:]


def _payload(part: _Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _header_piece(part: _Message, decode: Decoder) -> _Piece:
    lines: list[str] = []
    envelope = part.get_unixfrom()
    if envelope:
        lines.append(envelope.encode("ascii", "replace").decode("ascii").strip())
    for name, value in part.raw_items():
        lines.append(f"{name}: {decode_header(str(value), decode)}".strip())
    blocks: list[Block] = []
    length = 0
    for line in lines:
        blocks.append(_chrome(line, length, length + len(line)))
        length += len(line) + 1
    return _Piece("\n".join(lines), tuple(blocks))


def _text_piece(part: _Message, decode: Decoder, mail: _Mail) -> _Piece:
    data = _payload(part)
    charset = _charset(part)
    is_html = part.get_content_type() == "text/html"
    if is_html and charset is None:
        charset = find_declared_charset(data)
    text, problems = decode(data, charset)
    # Places in a part are not places in the message.
    mail.problems.extend(structs.replace(problem, start=None, end=None) for problem in problems)
    mail.encoding = mail.encoding or text.encoding
    if is_html:
        page = render_markup(text.chars)
        return _Piece(page.chars, find_page_blocks(page))
    chars = text.chars
    if _param(part, "format") == "flowed":
        chars = unflow(chars, joins_words=_param(part, "delsp") == "yes")
    chars = chars.strip("\n")
    return _Piece(chars, blocks_of_text(chars, 0, len(chars)))


def _find_claims(chars: str, fields: list[tuple[str, int, int]]) -> Iterator[Claim]:
    """Say what header lines state: subject, who sent it (never an address), when."""
    seen: set[str] = set()
    for name, first, end in fields:
        if name in seen or name not in ("subject", "from", "date"):
            continue
        seen.add(name)
        value = " ".join(chars[first:end].split())
        start = first + _lead(chars[first:end])
        evidence = (Evidence(0, start, end, chars[start:end]),)
        if name == "subject" and value:
            yield Claim("subject", value, "stated", 0.9, evidence, BY)
        elif name == "from":
            sender = _find_sender(value)
            place = chars.find(sender, start, end) if sender else -1
            if sender and place >= 0:
                cited = (Evidence(0, place, place + len(sender), sender),)
                yield Claim("sender", sender, "stated", 0.6, cited, BY)
        elif name == "date":
            day = _find_date(value)
            if day:
                yield Claim("date", day, "stated", 0.6, evidence, BY)


def _find_sender(value: str) -> str | None:
    """Find the display name of a From line."""
    try:
        name, _ = email.utils.parseaddr(value)
    except (ValueError, IndexError):
        return None
    name = name.strip().strip("'\"").strip()
    return name if name and "@" not in name and any(c.isalpha() for c in name) else None


def _find_date(value: str) -> str | None:
    try:
        parsed = email.utils.parsedate_tz(value)
        return date(*parsed[:3]).isoformat() if parsed else None
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
