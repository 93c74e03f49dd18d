"""Mail and news headers at the top of a plain text."""

import re
from collections.abc import Sequence

from msgspec import Struct

from fonds.parse.lines import Line

_NAMES = frozenset(
    [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "subj",
        "date",
        "sent",
        "newsgroups",
        "path",
        "message-id",
        "references",
        "reply-to",
        "sender",
        "organization",
        "organisation",
        "lines",
        "received",
        "return-path",
        "x-mailer",
        "status",
        "x-status",
        "mime-version",
        "content-type",
        "x-uid",
        "content-transfer-encoding",
        "xref",
        "nntp-posting-host",
        "followup-to",
        "distribution",
        "keywords",
        "approved",
        "expires",
        "article",
        "in-reply-to",
        "x-newsreader",
        "delivered-to",
        "x-sender",
        "precedence",
        "errors-to",
        "user-agent",
        "mailing-list",
        "list-id",
        "list-unsubscribe",
        "originator",
        "apparently-to",
        "resent-from",
        "resent-to",
        "resent-date",
        "archive-name",
        "supersedes",
        "posted",
        "content-length",
        "x-url",
        "nntp-posting-date",
        "x-trace",
        "x-complaints-to",
        "posting-version",
        "date-received",
        "relay-version",
        "area",
        "origin",
        "summary",
        "msg#",
        "forum",
        "thread-topic",
        "importance",
    ]
)
_STRONG = frozenset(
    [
        "from",
        "subject",
        "newsgroups",
        "message-id",
        "path",
        "date",
        "received",
        "to",
        "return-path",
        "sent",
        "reply-to",
    ]
)
_COLUMN = re.compile(r"(?<=\S) {3,60}[A-Z][A-Za-z#]{1,12}: ")  # a bulletin board's second column
_ALIASES = {"subj": "subject", "re": "subject"}
_SPOKEN = frozenset({"from", "to", "cc", "subject", "sent", "date"})
_HEADER = re.compile(r"[>|:~ ]{0,6}([A-Za-z][A-Za-z0-9#.-]{1,30}):(?:[ \t]+|$)(.*)")
_ENVELOPE = re.compile(
    r">?From \S{1,200}(?: .*\d\d\d\d.*|$)|#! rnews \d+|Article:? \d+ (?:of|in) \S{1,80}"
)
_FORWARD = re.compile(
    r"[-=> ]{2,12}(?:Begin )?(?:Forwarded|Original)\b.{0,60}|Begin forwarded message:?",
    re.IGNORECASE,
)
_MAX_LINES = 120


class MailHeader(Struct, frozen=True):
    """A block of mail headers.

    Attributes:
        first: index of its first line.
        end: one past its last line.
        fields: (lower-case name, value start, value end) in order; spans in the text.
    """

    first: int
    end: int
    fields: tuple[tuple[str, int, int], ...]


def find_mail_header(lines: Sequence[Line], first: int) -> MailHeader | None:
    """Find a block of mail headers that begins at a line.

    Two or more known names, at least one of them a name only mail has, make a header;
    continuation lines (indented, or after a name without a value) belong to it.

    Args:
        lines: n lines of a text.
        first: where to look; blank lines there are passed over.

    Returns:
        The header, or None.

    Cost: O(its lines), at most 120.
    """
    index = first
    while index < len(lines) and not lines[index].text:
        index += 1
    begin = index
    while index < len(lines) and (
        _ENVELOPE.match(lines[index].text) or _FORWARD.fullmatch(lines[index].text)
    ):
        index += 1
        if index < len(lines) and not lines[index].text and index > begin:
            index += 1
    fields: list[tuple[str, int, int]] = []
    strong = 0
    limit = min(len(lines), begin + _MAX_LINES)
    while index < limit and lines[index].text:
        line = lines[index]
        match = _HEADER.match(line.text)
        known = match is not None and _is_name(match.group(1), among=len(fields) >= 2)
        if match is None or not known:
            if not fields or not _continues(line, lines[index - 1]):
                break
        else:
            name = _ALIASES.get(match.group(1).lower(), match.group(1).lower())
            strong += name in _STRONG
            column = _COLUMN.search(line.text, match.start(2))
            stop = line.end if column is None else line.start + column.start()
            fields.append((name, line.start + match.start(2), stop))
        index += 1
    if (
        len(fields) < 2
        or strong < 2
        or not {"from", "subject", "newsgroups"} & {f[0] for f in fields}
    ):
        return None
    return MailHeader(begin, index, tuple(fields))


def may_open_mail(text: str) -> bool:
    """Tell quickly whether a line may begin a block of mail headers."""
    return ":" in text or "From " in text or "orwarded" in text or "riginal" in text


def is_technical(lines: Sequence[Line], first: int) -> bool:
    """Tell whether a block of mail headers has one that only machines write.

    A mail that people in a story send has "From", "To" and "Subject" at most.
    """
    header = find_mail_header(lines, first)
    return header is not None and any(name not in _SPOKEN for name, _, _ in header.fields)


def _is_name(word: str, *, among: bool) -> bool:
    """Whether a header is so called; `among` others, any word with a hyphen or dot inside."""
    if word.lower() in _NAMES or word[:2] in ("X-", "x-"):
        return True
    return among and ("-" in word or "." in word)


def _continues(line: Line, before: Line) -> bool:
    return line.indent > 0 or before.text.endswith((":", ",", ";", "!"))
