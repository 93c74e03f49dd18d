"""What a file is, by its content; its name only breaks ties between kinds of text."""

from fonds.intake.mail_head import find_mail_type
from fonds.intake.signature import find_binary_type
from fonds.intake.text_kind import find_text_type, find_text_view

EMPTY = "application/x-empty"
OCTETS = "application/octet-stream"

# Control characters that stand in old texts: tab, line ends, form feed, backspace
# (overstriking), Ctrl-Z, Escape (ANSI colours), bell.
_TEXT_CONTROLS = b"\x07\x08\t\n\x0b\x0c\r\x1a\x1b"
_NO_TEXT = bytes(set(range(32)) - set(_TEXT_CONTROLS)) + b"\x7f"
_EVERYTHING_ELSE = bytes(set(range(256)) - set(_NO_TEXT))
_SAMPLE_BYTES = 4096
# Up to three stray controls in a hundred bytes are line noise or a word processor's marks;
# compressed data and programs have ten and more. Source: ours.
_STRAY_SHARE = 0.03


def find_media_type(data: bytes, name: str = "") -> str:
    r"""Find the media type of bytes.

    Args:
        data: n bytes, anything.
        name: what the file is called; decides only between text/plain, text/markdown,
            text/html and the like when the content leaves that open.

    Returns:
        A media type in lower case; "application/octet-stream" when nothing fits,
        "application/x-empty" for no bytes.

    Cost: O(1) but for a mailbox, whose messages are counted up to the second: bounded
        prefixes and suffixes are looked at; about 40 µs for a story.
    Source: the formats' own specifications; ours for mail, Markdown and text.

    Example:
        >>> find_media_type(b"From the top of the hill she saw Oz.\n", "oz.txt")
        'text/plain'
        >>> find_media_type(b"# Oz\n\nShe saw *Oz*.\n", "oz.md")
        'text/markdown'
    """
    if not data:
        return EMPTY
    found = find_binary_type(data)
    if found is not None:
        return found
    head = find_text_view(data)
    if head is None:
        if not _is_text(data):
            return OCTETS
        head = data[:_SAMPLE_BYTES]
        mail = find_mail_type(data, head)
        if mail is not None:
            return mail
    return find_text_type(head, name)


def _is_text(data: bytes) -> bool:
    head = data[:_SAMPLE_BYTES].rstrip(b"\x00")
    if not head:
        return False
    strays = head.translate(None, _EVERYTHING_ELSE)
    return len(strays) <= _STRAY_SHARE * len(head)
