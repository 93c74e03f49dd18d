"""Links: which addresses and language tags from a file may stand in what we publish."""

import re

_SHAPE = re.compile(r"(https?)://([A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?([/?#].*)?\Z")
_REST = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*\Z")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?\Z")
_MOST = 2000


def find_link(address: str | None) -> str | None:
    """Give an address back when it may safely be a link.

    Only plain http and https addresses in ASCII are links (RFC 3986, names and IPv4); all
    others ("javascript:…", user names, strange hosts) are shown as text at most.

    Args:
        address: n code points of anything, or None.

    Returns:
        The address, or None.

    Cost: O(n).

    Example:
        >>> find_link("https://example.org/works/1?view=full#start")
        'https://example.org/works/1?view=full#start'
        >>> find_link("javascript:alert(1)") is None
        True
    """
    if address is None or len(address) > _MOST:
        return None
    match = _SHAPE.match(address)
    if match is None:
        return None
    host, port, rest = match[2], match[3], match[4] or ""
    if port and int(port[1:]) > 65535:
        return None
    path, _, fragment = rest.partition("#")
    if not (_is_host(host) and _REST.match(path) and _REST.match(fragment)):
        return None
    return address


def find_language(tag: str | None) -> str | None:
    """Give a language tag back when it is a well-formed one of language, script, region.

    Args:
        tag: BCP 47 or anything else, or None.

    Returns:
        The tag; its language alone when only that is well-formed; or None.

    Cost: O(n).
    Source: RFC 5646 2.1; we need no variants or extensions.

    Example:
        >>> find_language("en-GB"), find_language("fr-x-moor"), find_language("klingon?")
        ('en-GB', 'fr', None)
    """
    if tag is None:
        return None
    if _TAG.match(tag):
        return tag
    head, dash, _ = tag.partition("-")
    return head if dash and _TAG.match(head) else None


def _is_host(host: str) -> bool:
    labels = host.split(".")
    for label in labels:
        if not 1 <= len(label) <= 63 or label[0] == "-" or label[-1] == "-":
            return False
        if label[:4].lower() == "xn--":
            return False
    if labels[-1].isdigit() or labels[-1][:2].lower() == "0x":
        return len(labels) == 4 and all(_is_byte(label) for label in labels)
    return True


def _is_byte(label: str) -> bool:
    return label.isdigit() and str(int(label)) == label and int(label) <= 255
