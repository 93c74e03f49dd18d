"""What a file says of its own charset: HTML `<meta>`, XML declaration, mail header."""

import re

# Declarations stand at the top. Source: the HTML standard looks at the first 1,024 bytes;
# we look at twice as many, because saved mail has long header blocks.
DECLARATION_BYTES = 2048

_LABEL = rb"[\"']?[ \t]{0,8}([A-Za-z][A-Za-z0-9._:-]{1,39})"
_DECLARATIONS = (
    re.compile(rb"<\?xml[^>]{0,100}?encoding[ \t]{0,8}=[ \t]{0,8}" + _LABEL, re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,200}?charset[ \t]{0,8}=[ \t]{0,8}" + _LABEL, re.IGNORECASE),
    re.compile(
        rb"^content-type:(?:[^\r\n]|\r?\n[ \t]){0,200}?charset[ \t]{0,8}=[ \t]{0,8}" + _LABEL,
        re.IGNORECASE | re.MULTILINE,
    ),
)


def find_declared_charset(data: bytes) -> str | None:
    """Find the charset label that the first 2,048 bytes declare.

    Args:
        data: n bytes.

    Returns:
        The label as written, or None. Nobody has checked that it is true.

    Cost: O(1): bounded by `DECLARATION_BYTES`.
    Source: HTML standard, "prescan a byte stream"; RFC 2045 §5.1.

    Example:
        >>> find_declared_charset(b'<html><meta charset="windows-1252">')
        'windows-1252'
    """
    head = data[:DECLARATION_BYTES]
    if b"=" not in head:
        return None
    for declaration in _DECLARATIONS:
        found = declaration.search(head)
        if found is not None:
            return found.group(1).decode("ascii")
    return None
