"""WARC: the pages of an archived web site.

Records are found by ourselves and their headers read by warcio's parser: its iterator writes
pieces of damaged files to standard error, stops at the first fault, and counts nothing when
it inflates.
"""

import io
import re
from collections.abc import Iterator

from msgspec import Struct
from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from fonds.intake.inflate import ZlibInflater, find_fault, inflate
from fonds.intake.limits import Meter
from fonds.intake.member import DAMAGED, METHOD, TRUNCATED, Lost, Member
from fonds.model.problem import Problem

SKIPPED = "intake.warc-skipped"

_TEXT_TYPES = ("text/html", "text/plain", "application/xhtml+xml")
_PAGE_KINDS = ("response", "resource", "conversion")
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RECORD = re.compile(rb"^WARC/[01]\.\d", re.MULTILINE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\r?\n?([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
# Servers allow 8 to 16 KiB of headers; a block that is longer is damage.
_HEADER_BYTES = 65_536


class _Record(Struct, frozen=True):
    """One record: its headers, and the bytes it says are its own."""

    kind: str
    address: str
    content_type: str
    content: bytes
    missing_bytes: int


def iter_warc(data: bytes, meter: Meter) -> Iterator[Member | Lost]:
    """Give the text pages of a WARC file under their addresses.

    Args:
        data: n bytes, not compressed.
        meter: counts what bodies inflate to.

    Returns:
        A member for each response of type HTML or plain text, named by its address; for
        every other record but the file's own description, why it is none.

    Cost: O(n + what comes out).
    Source: ISO 28500 (WARC 1.1); RFC 9112 §7.1 for chunks.
    """
    place = 0
    while place < len(data):
        start = _RECORD.search(data, place)
        skipped = data[place : start.start() if start else len(data)]
        if skipped.strip(b"\r\n"):
            message = f"{len(skipped):,} bytes of the archive belong to no record."
            yield Lost(None, Problem(DAMAGED, message))
        if start is None:
            return
        record, place = _read_record(data, start.start())
        found = _judge(record, meter) if record is not None else None
        if meter.stopped is not None:
            return
        if record is None:
            yield Lost(None, Problem(DAMAGED, "A record's header cannot be read."))
        elif found is not None:
            yield found


def _parse_headers(block: bytes) -> StatusAndHeaders | None:
    try:
        return StatusAndHeadersParser([], verify=False).parse(io.BytesIO(block))
    except (StatusAndHeadersParserException, EOFError):
        return None


def _get(headers: StatusAndHeaders, name: str) -> str:
    return str(headers.get_header(name) or "").strip()


def _read_record(data: bytes, start: int) -> tuple[_Record | None, int]:
    end = _BLANK.search(data, start, start + _HEADER_BYTES)
    headers = _parse_headers(data[start : end.end()]) if end else None
    if end is None:
        # Half the way, so that a heap of first lines is not searched again and again.
        return None, min(len(data), start + _HEADER_BYTES // 2)
    if headers is None:
        return None, end.end()
    length = _get(headers, "Content-Length")
    begin = end.end()
    if not re.fullmatch(r"[0-9]{1,15}", length):
        return None, begin
    stop = begin + int(length)
    record = _Record(
        kind=_get(headers, "WARC-Type").lower(),
        address=_get(headers, "WARC-Target-URI").strip("<>"),
        content_type=_get(headers, "Content-Type"),
        content=data[begin:stop],
        missing_bytes=max(0, stop - len(data)),
    )
    return record, min(stop, len(data))


def _judge(record: _Record, meter: Meter) -> Member | Lost | None:
    if record.kind == "warcinfo":
        return None  # about the file, not in it
    name = record.address or f"record-{record.kind[:20]}"
    if record.kind not in _PAGE_KINDS:
        message = f"A record of kind {record.kind[:40]!r} holds no page."
        return Lost(name, Problem(SKIPPED, message))
    if not record.content_type.lower().startswith("application/http"):
        return _judge_body(record, name, record.content_type, "", record.content, meter)
    end = _BLANK.search(record.content, 0, _HEADER_BYTES)
    headers = _parse_headers(record.content[: end.end()]) if end else None
    if end is None or headers is None:
        return Lost(name, Problem(DAMAGED, "The answer's header cannot be read."))
    status = str(headers.get_statuscode() or "")
    if not status.startswith("2"):
        message = f"The site answered {status[:10]!r}: no page."
        return Lost(name, Problem(SKIPPED, message))
    body = record.content[end.end() :]
    if _get(headers, "Transfer-Encoding").lower() == "chunked":
        body = _join_chunks(body)
    coding = _get(headers, "Content-Encoding").lower()
    return _judge_body(record, name, _get(headers, "Content-Type"), coding, body, meter)


def _judge_body(  # noqa: PLR0917 - one private step, cut off from the one above for its length
    record: _Record, name: str, content_type: str, coding: str, body: bytes, meter: Meter
) -> Member | Lost | None:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in _TEXT_TYPES:
        return Lost(name, Problem(SKIPPED, f"Of type {media_type[:60]!r}: no text."))
    too_large = meter.judge_size(len(body))
    if too_large is not None:
        return Lost(name, too_large)
    problems: tuple[Problem, ...] = ()
    if record.missing_bytes:
        message = f"The archive ends {record.missing_bytes:,} bytes before this record does."
        problems = (Problem(TRUNCATED, message),)
    if coding in ("", "identity") or not body:
        return Member(name, body, problems)
    if coding not in _WINDOWS:
        return Lost(name, Problem(METHOD, f"Its encoding {coding[:40]!r} is not supported."))
    if body.lstrip().startswith(b"<"):
        return Member(name, body, problems)  # the crawler had inflated it already
    window = _WINDOWS[coding]
    if coding == "deflate" and body[0] & 0x0F != 8:
        window = -15  # some servers left the zlib header out
    result = inflate(ZlibInflater(window), body, 0, len(body), meter)
    if result.fault == "stopped":
        return None
    fault = find_fault(result, meter)
    if fault is not None and not result.data:
        return Lost(name, fault)
    return Member(name, result.data, problems if fault is None else (*problems, fault))


def _join_chunks(body: bytes) -> bytes:
    """Take the sizes out from between the pieces; what is not chunked stays as it is."""
    pieces: list[bytes] = []
    place = 0
    while True:
        size = _CHUNK.match(body, place)
        if size is None:
            return b"".join(pieces) + body[place:]
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        place = size.end() + length
        if place >= len(body):
            return b"".join(pieces)
