"""Which kind of text: HTML, Markdown, XML, plain."""

import re

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"

_LOOK_BYTES = 4096
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SPACE = b" \t\r\n\x0b\x0c\x1a"
# Elements that pages and saved stories begin with.
_ELEMENT = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|base|center|font|div|span|"
    rb"table|tr|td|h[1-6]|p|br|hr|b|i|u|em|strong|a|img|blockquote|pre|ul|ol|li|dl|section|"
    rb"article|main|header|nav)(?=[\s>/])",
    re.IGNORECASE,
)
# Marks of running HTML; three in a page's first bytes are no accident.
_RUNNING = re.compile(
    rb"</?(?:p|br|div|i|b|em|strong|hr|center|font|a)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_XHTML = re.compile(rb"<html[\s>]", re.IGNORECASE)
_HEADING = re.compile(rb"^#{1,6} \S", re.MULTILINE)
_FRONT_MATTER = re.compile(rb"---[ \t]*\r?\n[A-Za-z_][A-Za-z0-9_ -]{0,40}:")
_LINK = re.compile(rb"\]\((?:https?:|/|#)")
_SUFFIX_TYPES = {
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "mkd": MARKDOWN,
    "htm": HTML,
    "html": HTML,
    "xhtml": HTML,
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "csv": "text/csv",
    "sql": "application/sql",
}


def find_text_view(data: bytes) -> bytes | None:
    r"""Give the first bytes of UTF-16 text as UTF-8, or None when it is not UTF-16.

    Cost: O(1).

    Example:
        >>> find_text_view("<p>Oz".encode("utf-16"))
        b'<p>Oz'
    """
    sample = data[: _LOOK_BYTES * 2]
    if data.startswith(_MARKS):
        codec = "utf-16-le" if data[0] == 0xFF else "utf-16-be"
        chars = sample[2:].decode(codec, "replace")
        return chars.encode("utf-8") if _is_prose(chars) else None
    pairs = len(sample) // 2
    if pairs < 2 or 0 not in sample:
        return None
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(0) >= 0.3 * pairs:
            chars = sample[: pairs * 2].decode(codec, "replace")
            if _is_prose(chars):
                return chars.encode("utf-8")
    return None


def find_text_type(head: bytes, name: str = "") -> str:
    r"""Find the kind of text from its first bytes.

    Args:
        head: the first bytes of the text, in UTF-8 or a charset that keeps ASCII.
        name: the file's name, which decides only what the content leaves open.

    Returns:
        A media type.

    Cost: O(1): 4,096 bytes are looked at.

    Example:
        >>> find_text_type(b"<!-- saved --> <HTML><BODY>Oz"), find_text_type(b"x < y", "a.md")
        ('text/html', 'text/markdown')
    """
    head = head[:_LOOK_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE)
    by_name = _SUFFIX_TYPES.get(name.rpartition(".")[2].lower() if "." in name else "")
    if head.startswith(b"<"):
        found = _find_markup_type(head)
        if found is not None:
            return MARKDOWN if found == HTML and by_name == MARKDOWN else found
    if by_name is not None:
        # A name that promises markup needs a sign of it, or it is a story called "index.html".
        return by_name if by_name != HTML or b"<" in head else PLAIN
    if len(_RUNNING.findall(head)) >= 3:
        return HTML
    if "." in name.rpartition("/")[2]:
        return PLAIN
    return MARKDOWN if _is_markdown(head) else PLAIN


def _is_prose(chars: str) -> bool:
    sample = chars[:2048]
    odd = sum(
        1 for char in sample if (char < " " and char not in "\t\n\r\x0c\x1a") or char == "\ufffd"
    )
    return bool(sample) and odd * 50 <= len(sample)


def _find_markup_type(head: bytes) -> str | None:
    xml = head.startswith(b"<?xml")
    while head.startswith((b"<!--", b"<?")):
        end = head.find(b"-->" if head.startswith(b"<!--") else b">")
        if end < 0:
            break
        head = head[end + 1 :].lstrip(b"->" + _SPACE)
    if _ELEMENT.match(head) or _XHTML.search(head):
        return HTML
    lower = head[:200].lower()
    if lower.startswith(b"<svg"):
        return "image/svg+xml"
    if lower.startswith(b"<fictionbook"):
        return "application/x-fictionbook+xml"
    if len(_RUNNING.findall(head)) >= 3:
        return HTML
    return "application/xml" if xml else None


def _is_markdown(head: bytes) -> bool:
    """Only what is hardly anything else: front matter, or headings at the top and links."""
    if _FRONT_MATTER.match(head):
        return True
    headings = len(_HEADING.findall(head))
    return head.startswith(b"#") and headings >= 1 and (headings >= 2 or bool(_LINK.search(head)))
