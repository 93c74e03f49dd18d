"""Markup before it is parsed: XML habits that an HTML parser misreads, and hostile depth."""

import html
import re

_EMPTY_TAG = re.compile(r"<([A-Za-z][^\s<>/]*)([^<>]*)/>")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)[^<>]*>")
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)
# Elements that may stay open without nesting: a parser closes them by itself.
_SELF_CLOSING = _VOID | frozenset(
    "p li dt dd td th tr tbody thead tfoot option optgroup colgroup caption rp rt html head body "
    "script style title !doctype".split()
)

MAX_DEPTH = 8_000
"""Deeper start tags are left out. The parser's time grows with the square of the depth:
measured 0.03 s at 5,000 and 102 s at 200,000 levels; no page made for reading nests 100."""

_CHARSET_META = re.compile(
    rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"<\?xml[^<>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_XHTML = re.compile(r"\s*<\?xml\b|\s*(?:<!DOCTYPE[^<>]{0,300}>)?\s*<html[^<>]{0,300}xmlns=")


def find_declared_charset(data: bytes) -> str | None:
    """Find the charset that a document says it is in.

    Args:
        data: the original's bytes; the first 4,096 are looked at (browsers look at 1,024,
            saved pages put comments before it).

    Returns:
        The name as written, or None.

    Cost: O(1), bounded.

    Example:
        >>> find_declared_charset(b'<html><head><meta charset="windows-1252">')
        'windows-1252'
    """
    head = data[:4096]
    match = _XML_ENCODING.match(head.lstrip()) or _CHARSET_META.search(head)
    return match.group(1).decode("ascii") if match else None


def is_xhtml(markup: str) -> bool:
    """Tell whether markup is written as XML: by its prolog or its root's name space.

    Example:
        >>> is_xhtml('<?xml version="1.0"?><html/>'), is_xhtml("<html><p>")
        (True, False)
    """
    return _XHTML.match(markup[:2000]) is not None


def close_empty_tags(markup: str) -> str:
    """Write out what XML abbreviates: `<i/>` as `<i></i>`, CDATA as escaped text.

    An HTML parser reads `<title/>` as a start tag and takes the rest of the document for
    the title.

    Cost: O(n).

    Example:
        >>> close_empty_tags('<p/><br/><a id="x"/>')
        '<p></p><br/><a id="x"></a>'
    """
    if "/>" in markup:
        markup = _EMPTY_TAG.sub(_close, markup)
    if "<![CDATA[" not in markup:
        return markup
    pieces = markup.split("<![CDATA[")
    out = [pieces[0]]
    for piece in pieces[1:]:
        inside, found, rest = piece.partition("]]>")
        out.append(html.escape(inside, quote=False) + rest if found else piece)
    return "".join(out)


def _close(match: re.Match[str]) -> str:
    name = match.group(1)
    if name.lower() in _VOID:
        return match.group(0)
    return f"<{name}{match.group(2)}></{name}>"


def limit_nesting(markup: str) -> tuple[str, int]:
    """Leave out start tags that nest deeper than `MAX_DEPTH`, and their end tags.

    Args:
        markup: n code points.

    Returns:
        The markup with its words untouched, and how many start tags were left out.

    Cost: O(n), and one count of "<" for any ordinary page.
    """
    if markup.count("<") <= MAX_DEPTH:
        return markup, 0
    depth = over = dropped = done = 0
    pieces: list[str] = []
    for match in _TAG.finditer(markup):
        name = match.group(2).lower()
        if name in _SELF_CLOSING:
            continue
        if match.group(1):
            if over:
                over -= 1
            else:
                depth = max(0, depth - 1)
                continue
        elif depth < MAX_DEPTH:
            depth += 1
            continue
        else:
            over += 1
            dropped += 1
        pieces.append(markup[done : match.start()])
        done = match.end()
    if not dropped:
        return markup, 0
    pieces.append(markup[done:])
    return "".join(pieces), dropped


def strip_tags(markup: str) -> str:
    """Take the tags out of markup that no parser can read, keeping every word.

    Cost: O(n).

    Example:
        >>> strip_tags("<p>The <i>fog</i> &amp; rain")
        ' The  fog  & rain'
    """
    return html.unescape(_TAG.sub(" ", markup))
