"""Mailboxes: messages one after another, each under a line that begins "From "."""

import re
from collections.abc import Iterator

from fonds.intake.limits import Meter
from fonds.intake.mail_head import MAIL, is_message_start
from fonds.intake.member import Lost, Member

_FROM = re.compile(rb"^From [^\r\n]{0,1000}(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_DATED = re.compile(rb"\d\d:\d\d")


def iter_mbox(data: bytes, meter: Meter) -> Iterator[Member | Lost]:
    r"""Split a mailbox into its messages.

    A "From " line begins a message when header fields follow it and a blank line (or a date
    in it) speaks for it; "From " at the head of a sentence does not. Lines that the writer
    of the mailbox escaped (">From ") are given back as they were sent.

    Args:
        data: n bytes.
        meter: for `Limits.file_bytes`.

    Returns:
        m messages called "message-0001" …, without their "From " lines.

    Cost: O(n).
    Source: RFC 4155; the escaping is that of "mboxrd".

    Example:
        >>> from fonds.intake.limits import Limits
        >>> box = b"From a Mon\nFrom: a\n\nOne.\n>From X.\n\nFrom b Tue\nFrom: b\n\nTwo.\n"
        >>> [message.data for message in iter_mbox(box, Meter(Limits(), len(box)))]
        [b'From: a\n\nOne.\nFrom X.\n', b'From: b\n\nTwo.\n']
    """
    starts = [
        (line.start(), line.end())
        for line in _FROM.finditer(data)
        if _speaks_for_it(data, line) and is_message_start(data, line.start())
    ]
    for number, (_, begin) in enumerate(starts, start=1):
        end = starts[number][0] if number < len(starts) else len(data)
        name = f"message-{number:04d}"
        too_large = meter.judge_size(end - begin)
        if too_large is not None:
            yield Lost(name, too_large)
            continue
        message = _ESCAPED.sub(b"", data[begin:end])
        if number < len(starts):  # the blank line before the next "From " is the mailbox's
            message = re.sub(rb"(\r\n|\n)(?:\r\n|\n)\Z", rb"\1", message)
        yield Member(name, message, (), MAIL)


def _speaks_for_it(data: bytes, line: re.Match[bytes]) -> bool:
    before = data[max(0, line.start() - 4) : line.start()]
    if before.endswith((b"\n\n", b"\n\r\n", b"\r\r")) or not before.strip(b"\r\n"):
        return True
    return _DATED.search(line.group()) is not None
