"""Mail and news by the header block at the top; mailboxes by their "From " lines."""

import re

MAIL = "message/rfc822"
MBOX = "application/mbox"

# Fields that only mail and news programs write: one of them, beside a From, settles it.
_STRONG = frozenset(
    b"message-id received return-path path newsgroups xref mime-version references in-reply-to "
    b"nntp-posting-host nntp-posting-date posting-version relay-version article-i.d. delivered-to "
    b"list-id list-unsubscribe content-transfer-encoding x-mailer errors-to resent-from "
    b"injection-info mail-from approved distribution lines organization reply-to".split()
)
_MAIL = _STRONG | frozenset(b"from to cc bcc subject date sender keywords content-type".split())
# What people type at the top of a story: a block that has these is no mail header, unless a
# program's own field stands beside them.
_STORY = frozenset(
    b"title author by rating pairing pairings fandom summary disclaimer warnings warning spoilers "
    b"archive feedback series category characters status notes genre content setting".split()
)
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9.-]{0,39})[ \t]{0,2}:(?:[ \t]|\r|\n|$)")
_ENVELOPE = re.compile(rb">?From [^ \r\n][^\r\n]{0,200}[\r\n]")
_ENVELOPE_DATE = re.compile(
    rb"\d\d:\d\d(?::\d\d)?.{0,40}(?:1[89]|20)\d\d|(?:1[89]|20)\d\d.{0,30}\d\d:\d\d"
)
_CLOCK = re.compile(rb"\d{1,2}:\d\d")
# Old news readers saved an article under a line of their own.
_ARTICLE = re.compile(rb"(?:Article|#!|Newsgroup)[: ] ?[^\r\n]{0,120}[\r\n]")
_HEADER_LINES = 120


def find_mail_type(data: bytes, head: bytes) -> str | None:
    r"""Say whether text is a message or a mailbox.

    Args:
        data: all n bytes, to look for a second message.
        head: some first bytes of them.

    Returns:
        "application/mbox" for two messages or more under "From " lines, "message/rfc822"
        for one message with or without such a line, or None.

    Cost: O(1), or O(n) when it begins as a mailbox does.
    Source: RFC 5322, RFC 5536, RFC 4155; which fields count is ours.

    Example:
        >>> find_mail_type(b"", b"From: dorothy@oz.example\nSubject: Home\nDate: 1 May\n\nHi")
        'message/rfc822'
    """
    start = len(head) - len(head.lstrip(b"\r\n \t\xef\xbb\xbf"))
    head = head[start:]
    if head.startswith((b"From ", b">From ")):
        envelope = _ENVELOPE.match(head)
        if envelope is None:
            return None
        after = head[envelope.end() :].lstrip(b"\n")
        fields = _find_fields(after)
        dated = _ENVELOPE_DATE.search(envelope.group()) is not None
        if not (fields.keys() & _MAIL and (dated or _is_mail(fields))):
            return None
        return MBOX if _has_second(data, start + envelope.end()) else MAIL
    article = _ARTICLE.match(head)
    if article is not None:
        head = head[article.end() :].lstrip(b"\r\n")
    return MAIL if _is_mail(_find_fields(head)) else None


def is_message_start(data: bytes, place: int) -> bool:
    """Say whether the "From " line at `place` begins a message of a mailbox.

    It does when it has an envelope's date, or header fields follow it: writers of mailboxes
    should have written ">From " before a line of prose, and many did not.

    Cost: O(1).
    Source: RFC 4155, appendix A.
    """
    envelope = _ENVELOPE.match(data, place)
    if envelope is None or data[place : place + 1] == b">":
        return False
    head = data[envelope.end() : envelope.end() + 2048].lstrip(b"\n")
    fields = _find_fields(head)
    return bool(fields.keys() & _MAIL)


def _has_second(data: bytes, place: int) -> bool:
    while True:
        place = data.find(b"\nFrom ", place)
        if place < 0:
            return False
        if is_message_start(data, place + 1):
            return True
        place += 1


def _find_fields(head: bytes) -> dict[bytes, bytes]:
    """The header fields at the very top, lower case; empty when a line is no field."""
    fields: dict[bytes, bytes] = {}
    if _FIELD.match(head) is None:
        return fields
    lines = re.split(rb"\r\n|\n|\r", head, maxsplit=_HEADER_LINES)
    last = len(lines) - 1
    for number, line in enumerate(lines[:_HEADER_LINES]):
        if not line.strip():
            break
        if line[:1] in b" \t" and fields:
            continue
        found = _FIELD.match(line + b"\n")
        if found is None:
            # The sample may end inside a long line; prose before any blank line is no header.
            if number == last and len(fields) >= 3:
                break
            if len(fields) >= 4 and fields.keys() & _STRONG:
                break  # a message whose blank line was lost
            return {}
        fields.setdefault(found.group(1).lower(), line[found.end() - 1 :].strip())
    return fields


def _is_mail(fields: dict[bytes, bytes]) -> bool:
    names = fields.keys()
    strong = len(names & _STRONG)
    if names & _STORY and strong < 2:
        return False
    if b"from" in names:
        if strong:
            return True
        sender = fields[b"from"]
        if b"subject" in names or b"date" in names:
            return (
                b"@" in sender
                or b"!" in sender
                or _CLOCK.search(fields.get(b"date", b"")) is not None
            )
        return False
    if b"subject" in names and strong:
        return True
    return strong >= 3
